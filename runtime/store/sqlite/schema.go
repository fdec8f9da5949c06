package sqlite

import (
	"context"
	"fmt"
	"strings"
)

const (
	applicationID = 0x48594931 // "HYI1" marks a file as ours
	schemaVersion = 2
)

// revision is the rev column, of the table called d, in the normal form.
const revision = `(d.rev+0.0)`

// base are the tables every file has. field, list and shape describe what the collections' own tables hold.
var base = []string{
	`CREATE TABLE meta(name TEXT PRIMARY KEY, value) WITHOUT ROWID`,
	`CREATE TABLE collection(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, uniq INTEGER NOT NULL)`,
	`CREATE TABLE field(collection INTEGER, path TEXT, col TEXT, PRIMARY KEY(collection, path)) WITHOUT ROWID`,
	`CREATE TABLE idx(collection INTEGER, name TEXT, PRIMARY KEY(collection, name)) WITHOUT ROWID`,
	`CREATE TABLE list(id INTEGER PRIMARY KEY, collection INTEGER, path TEXT, ready INTEGER, UNIQUE(collection, path))`,
	`CREATE TABLE shape(collection INTEGER, path TEXT, PRIMARY KEY(collection, path)) WITHOUT ROWID`,
	`CREATE TABLE uk(collection INTEGER, key TEXT, n INTEGER NOT NULL, PRIMARY KEY(collection, key)) WITHOUT ROWID`,
	`CREATE TABLE counter(name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID`,
	`CREATE TABLE log(seq INTEGER PRIMARY KEY, collection INTEGER, id TEXT, rev INTEGER, deleted INTEGER)`,
	textTable,
	`INSERT INTO meta(name, value) VALUES('epoch', 1), ('clean', 1)`,
	fmt.Sprintf(`PRAGMA application_id = %d`, applicationID),
	fmt.Sprintf(`PRAGMA user_version = %d`, schemaVersion),
}

// textTable tells which texts of a collection are indexed: documents whose number is not less than below, so far.
const textTable = `CREATE TABLE texts(collection INTEGER PRIMARY KEY, paths TEXT NOT NULL, below INTEGER NOT NULL)`

// migrate brings a file of an older version up to date.
func migrate(ctx context.Context, c *link) error {
	for _, statement := range []string{`BEGIN IMMEDIATE`, textTable, fmt.Sprintf(`PRAGMA user_version = %d`, schemaVersion), `COMMIT`} {
		if err := c.exec(ctx, statement); err != nil {
			c.rollback()
			return err
		}
	}
	return nil
}

// tables are what one collection consists of.
func tables(id int64) []string {
	return []string{
		fmt.Sprintf(`CREATE TABLE r%d(n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, rev INTEGER NOT NULL, keys TEXT, sig BLOB, doc BLOB NOT NULL)`, id),
		fmt.Sprintf(`CREATE TABLE l%d(path INTEGER, value, n INTEGER, PRIMARY KEY(path, value, n)) WITHOUT ROWID`, id),
	}
}

// normal is the SQL that brings a JSON value into the normal form; kind and value are SQL texts.
func normal(kind, value string) string {
	return `CASE ` + kind + ` WHEN 'text' THEN nullif(` + value + `,'') WHEN 'integer' THEN CAST(` + value + ` AS REAL)` +
		` WHEN 'real' THEN ` + value + ` WHEN 'true' THEN x'01' WHEN 'false' THEN x'00' WHEN 'object' THEN x'02' END`
}

// jsonPath is a document path in SQLite's notation. Segments hold no quotes: query.ValidPath sees to that.
func jsonPath(segments []string) string {
	return `$."` + strings.Join(segments, `"."`) + `"`
}

// columnSQL is the expression of a generated column.
func columnSQL(path string) string {
	p := `'` + jsonPath(strings.Split(path, ".")) + `'`
	return normal(`json_type(doc,`+p+`)`, `doc->>`+p)
}

// create makes an empty file ours.
func create(ctx context.Context, c *link) error {
	if err := c.exec(ctx, `BEGIN IMMEDIATE`); err != nil {
		return err
	}
	for _, statement := range base {
		if err := c.exec(ctx, statement); err != nil {
			c.rollback()
			return err
		}
	}
	return c.exec(ctx, `COMMIT`)
}
