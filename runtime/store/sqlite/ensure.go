package sqlite

import (
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"

	"huiyin/engine/query"
	"huiyin/runtime/store"
)

// fillChunk is how many documents one step of filling a list looks at.
const fillChunk = 100

// Ensure makes the file fit the declarations; see store.Store. Each step is a transaction of its own, so writers wait
// for one index at most.
func (s *Store) Ensure(ctx context.Context, collections ...store.Collection) error {
	if !s.enter() {
		return store.ErrClosed
	}
	defer s.leave()
	s.ensuring.Lock()
	defer s.ensuring.Unlock()
	for _, c := range collections {
		if err := c.Check(); err != nil {
			return err
		}
		if err := s.ensure(ctx, c); err != nil {
			return fmt.Errorf("%s: %w", c.Name, err)
		}
	}
	return nil
}

func (s *Store) ensure(ctx context.Context, c store.Collection) error {
	if err := s.define(ctx, c); err != nil {
		return err
	}
	if err := s.ensureTexts(ctx, c); err != nil {
		return err
	}
	t := s.catalog.Load().tables[c.Name]
	if err := s.ensureIndexes(ctx, t, c.Indexes); err != nil {
		return err
	}
	for _, l := range t.lists {
		if !l.ready {
			if err := s.fill(ctx, t, l); err != nil {
				return err
			}
		}
	}
	return nil
}

// define creates the collection, its columns, list declarations and unique keys.
func (s *Store) define(ctx context.Context, c store.Collection) error {
	if t := s.catalog.Load().tables[c.Name]; t != nil && t.covers(c) {
		return nil
	}
	return s.alter(ctx, func(ctx context.Context, l *link) error {
		t := s.catalog.Load().tables[c.Name]
		if t == nil {
			var err error
			if t, err = newTable(ctx, l, c.Name); err != nil {
				return err
			}
		}
		if err := addColumns(ctx, l, t, c); err != nil {
			return err
		}
		if err := addLists(ctx, l, t, c); err != nil {
			return err
		}
		if t.unique == c.Unique {
			return nil
		}
		return setUnique(ctx, l, t, c.Unique)
	})
}

// covers tells that define has nothing to do.
func (t *table) covers(c store.Collection) bool {
	for _, x := range c.Indexes {
		for _, f := range x.Fields {
			if t.columns[f.Field] == "" {
				return false
			}
		}
	}
	for _, path := range c.Lists {
		if !slices.ContainsFunc(t.lists, func(l list) bool { return l.path == path }) {
			return false
		}
	}
	return t.unique == c.Unique
}

// alter runs work that changes what the catalog says, and publishes the new catalog after the commit.
func (s *Store) alter(ctx context.Context, work func(ctx context.Context, l *link) error) error {
	return s.alterWhen(ctx, func(ctx context.Context, l *link) (bool, error) { return true, work(ctx, l) })
}

// alterWhen is alter for work that says itself whether it has changed what the catalog says.
func (s *Store) alterWhen(ctx context.Context, work func(ctx context.Context, l *link) (changed bool, err error)) error {
	altered := false
	err := s.exclusive(ctx, false, func(ctx context.Context, l *link) (err error) {
		if altered, err = work(ctx, l); err != nil || !altered {
			return err
		}
		_, err = l.run(ctx, `UPDATE meta SET value=value+1 WHERE name='epoch'`)
		return err
	})
	if err != nil || !altered {
		return err
	}
	// Any transaction begins by reading a changed catalog.
	return s.exclusive(ctx, false, func(context.Context, *link) error { return nil })
}

func newTable(ctx context.Context, l *link, name string) (*table, error) {
	result, err := l.run(ctx, `INSERT INTO collection(name, uniq) VALUES(?, 0)`, name)
	if err != nil {
		return nil, err
	}
	id, err := result.LastInsertId()
	if err != nil {
		return nil, err
	}
	for _, statement := range tables(id) {
		if err := l.exec(ctx, statement); err != nil {
			return nil, err
		}
	}
	return &table{id: id, name: name, columns: map[string]string{"_id": "id", "rev": "rev"}}, nil
}

func addColumns(ctx context.Context, l *link, t *table, c store.Collection) error {
	next := len(t.columns)
	done := map[string]bool{}
	for _, x := range c.Indexes {
		for _, f := range x.Fields {
			if t.columns[f.Field] != "" || done[f.Field] {
				continue
			}
			done[f.Field] = true
			column := fmt.Sprintf("c%d", next)
			next++
			if err := l.exec(ctx, fmt.Sprintf(`ALTER TABLE r%d ADD COLUMN %s AS (%s) VIRTUAL`, t.id, column, columnSQL(f.Field))); err != nil {
				return err
			}
			if _, err := l.run(ctx, `INSERT INTO field(collection, path, col) VALUES(?, ?, ?)`, t.id, f.Field, column); err != nil {
				return err
			}
		}
	}
	return nil
}

func addLists(ctx context.Context, l *link, t *table, c store.Collection) error {
	var one int
	err := l.row(ctx, fmt.Sprintf(`SELECT 1 FROM r%d LIMIT 1`, t.id), nil, &one)
	empty := errors.Is(err, sql.ErrNoRows)
	if err != nil && !empty {
		return err
	}
	for _, path := range c.Lists {
		if _, err := l.run(ctx, `INSERT INTO list(collection, path, ready) VALUES(?, ?, ?) ON CONFLICT DO NOTHING`, t.id, path, empty); err != nil {
			return err
		}
	}
	return nil
}

// setUnique starts or ends the enforcement of unique keys, over the documents there are.
func setUnique(ctx context.Context, l *link, t *table, unique bool) error {
	table := fmt.Sprintf(`r%d`, t.id)
	if !unique {
		if _, err := l.run(ctx, `DELETE FROM uk WHERE collection=?`, t.id); err != nil {
			return err
		}
		if err := l.exec(ctx, `UPDATE `+table+` SET keys=NULL WHERE keys IS NOT NULL`); err != nil {
			return err
		}
	} else {
		from := ` FROM ` + table + ` AS d, json_each(d.doc,'$.keys') AS k WHERE k.type='text' AND k.value<>''`
		var key string
		err := l.row(ctx, `SELECT k.value`+from+` GROUP BY k.value HAVING count(DISTINCT d.n)>1 LIMIT 1`, nil, &key)
		if err == nil {
			return &store.UniqueError{Key: key}
		}
		if !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		if _, err := l.run(ctx, `INSERT OR IGNORE INTO uk(collection, key, n) SELECT ?, k.value, d.n`+from, t.id); err != nil {
			return err
		}
		if err := l.exec(ctx, `UPDATE `+table+` SET keys=(SELECT json_group_array(DISTINCT k.value) FROM json_each(doc,'$.keys') AS k`+
			` WHERE k.type='text' AND k.value<>'') WHERE json_array_length(doc,'$.keys')>0`); err != nil {
			return err
		}
	}
	_, err := l.run(ctx, `UPDATE collection SET uniq=? WHERE id=?`, unique, t.id)
	return err
}

// ensureIndexes creates what is missing and drops what is no longer declared.
func (s *Store) ensureIndexes(ctx context.Context, t *table, indexes []store.Index) error {
	wanted := map[string]string{}
	for _, x := range indexes {
		name, statement := indexSQL(t, x)
		wanted[name] = statement
	}
	there := map[string]bool{}
	err := s.read(ctx, func(c *link, _ *catalog) error {
		return c.each(ctx, `SELECT name FROM idx WHERE collection=?`, []any{t.id}, func(r *sql.Rows) error {
			var name string
			err := r.Scan(&name)
			there[name] = true
			return err
		})
	})
	if err != nil {
		return err
	}
	for name, statement := range wanted {
		if there[name] {
			continue
		}
		// Another process may make the same index at the same moment: it is the same one, whoever registers it.
		if err := s.index(ctx, statement, `INSERT OR IGNORE INTO idx(collection, name) VALUES(?, ?)`, t.id, name); err != nil {
			return err
		}
	}
	for name := range there {
		if wanted[name] != "" {
			continue
		}
		if err := s.index(ctx, `DROP INDEX IF EXISTS `+name, `DELETE FROM idx WHERE collection=? AND name=?`, t.id, name); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) index(ctx context.Context, statement, register string, args ...any) error {
	return s.exclusive(ctx, false, func(ctx context.Context, l *link) error {
		if err := l.exec(ctx, statement); err != nil {
			return err
		}
		_, err := l.run(ctx, register, args...)
		return err
	})
}

// indexSQL names an index by what it holds, so that the same declaration finds it again. The id at its end gives
// pages their order among equals.
func indexSQL(t *table, x store.Index) (name, statement string) {
	var parts []string
	for _, f := range x.Fields {
		part := t.columns[f.Field]
		if f.Desc {
			part += ` DESC`
		}
		parts = append(parts, part)
	}
	where := ""
	if x.Sparse {
		where = ` WHERE ` + t.columns[x.Fields[0].Field] + ` IS NOT NULL`
	}
	body := strings.Join(parts, `, `) + `, id)` + where
	h := fnv.New64a()
	h.Write([]byte(body))
	name = fmt.Sprintf(`x%d_%s`, t.id, hex.EncodeToString(h.Sum(nil)))
	return name, fmt.Sprintf(`CREATE INDEX IF NOT EXISTS %s ON r%d(%s`, name, t.id, body)
}

// fill copies the elements of a new list out of the documents that were there before, in small steps between other
// writes, which keep the list up to date meanwhile.
func (s *Store) fill(ctx context.Context, t *table, l list) error {
	last := int64(0)
	for more := true; more; {
		err := s.exclusive(ctx, false, func(ctx context.Context, c *link) error {
			bodies := map[int64]string{}
			err := c.each(ctx, fmt.Sprintf(`SELECT n, json(doc) FROM r%d WHERE n>? ORDER BY n LIMIT %d`, t.id, fillChunk), []any{last}, func(r *sql.Rows) error {
				var body string
				if err := r.Scan(&last, &body); err != nil {
					return err
				}
				bodies[last] = body
				return nil
			})
			if err != nil {
				return err
			}
			more = len(bodies) == fillChunk
			for n, body := range bodies {
				document, err := documentOf([]byte(body), []string{l.path})
				if err != nil {
					return err
				}
				if err := addElements(ctx, c, t, appendElements(nil, l.id, n, query.Elements(query.Lookup(document, l.path)))); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return s.alter(ctx, func(ctx context.Context, c *link) error {
		_, err := c.run(ctx, `UPDATE list SET ready=1 WHERE id=?`, l.id)
		return err
	})
}
