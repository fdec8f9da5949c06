package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strings"

	"huiyin/engine/search"
	"huiyin/runtime/store"
)

// maxShapes bounds the list paths noted for one collection; beyond it every path counts as one that may hold a list.
const maxShapes = 4000

// anywhere is the noted path that stands for all paths.
const anywhere = "*"

// catalog is what is known about the file's collections. It is never changed, only replaced, so readers need no lock.
type catalog struct {
	epoch  int64
	tables map[string]*table
}

// table describes one collection.
type table struct {
	id      int64
	name    string
	unique  bool
	columns map[string]string // path -> generated column
	lists   []list            // searched lists, ordered by id
	texts   []string          // paths of the texts whose words are indexed
	partial bool              // the words of older documents are not indexed yet
	arrays  map[string]bool   // paths at which some document has had a list
}

type list struct {
	id    int64
	path  string
	ready bool // filled for the documents that were there before it
}

func (c *catalog) table(name string) (*table, error) {
	if t, ok := c.tables[name]; ok {
		return t, nil
	}
	return nil, fmt.Errorf("%w: %s", store.ErrUnknownCollection, name)
}

// listPaths are the paths of the searched lists.
func (t *table) listPaths() []string {
	out := make([]string, len(t.lists))
	for i, l := range t.lists {
		out[i] = l.path
	}
	return out
}

// list returns the searchable list at path.
func (t *table) list(path string) (list, bool) {
	for _, l := range t.lists {
		if l.path == path && l.ready {
			return l, true
		}
	}
	return list{}, false
}

// mayHoldList tells whether any document may have a list at path.
func (t *table) mayHoldList(path string) bool { return t.arrays[path] || t.arrays[anywhere] }

// newShapes returns those of paths that were not noted before.
func (t *table) newShapes(paths []string) []string {
	var out []string
	if t.arrays[anywhere] {
		return nil
	}
	for _, p := range paths {
		if !t.arrays[p] {
			out = append(out, p)
		}
	}
	if len(out) > 0 && len(t.arrays)+len(out) > maxShapes {
		return []string{anywhere}
	}
	return out
}

// withShapes is the catalog in which the named table notes more list paths.
func (c *catalog) withShapes(t *table, paths []string) *catalog {
	arrays := maps.Clone(t.arrays)
	for _, p := range paths {
		arrays[p] = true
	}
	changed := *t
	changed.arrays = arrays
	out := &catalog{epoch: c.epoch, tables: maps.Clone(c.tables)}
	out.tables[t.name] = &changed
	return out
}

func loadCatalog(ctx context.Context, c *link) (*catalog, error) {
	out := &catalog{tables: map[string]*table{}}
	if err := c.row(ctx, `SELECT value FROM meta WHERE name='epoch'`, nil, &out.epoch); err != nil {
		return nil, err
	}
	byID := map[int64]*table{}
	err := c.each(ctx, `SELECT id, name, uniq FROM collection`, nil, func(r *sql.Rows) error {
		t := &table{columns: map[string]string{"_id": "id", "rev": "rev"}, arrays: map[string]bool{}}
		if err := r.Scan(&t.id, &t.name, &t.unique); err != nil {
			return err
		}
		byID[t.id], out.tables[t.name] = t, t
		return nil
	})
	if err != nil {
		return nil, err
	}
	if err := loadDetails(ctx, c, byID); err != nil {
		return nil, err
	}
	for _, t := range byID {
		slices.SortFunc(t.lists, func(a, b list) int { return int(a.id - b.id) })
	}
	return out, nil
}

func loadDetails(ctx context.Context, c *link, byID map[int64]*table) error {
	var id int64
	var path, column string
	err := c.each(ctx, `SELECT collection, path, col FROM field`, nil, func(r *sql.Rows) error {
		if err := r.Scan(&id, &path, &column); err != nil {
			return err
		}
		byID[id].columns[path] = column
		return nil
	})
	if err != nil {
		return err
	}
	err = c.each(ctx, `SELECT id, collection, path, ready FROM list`, nil, func(r *sql.Rows) error {
		var l list
		if err := r.Scan(&l.id, &id, &l.path, &l.ready); err != nil {
			return err
		}
		byID[id].lists = append(byID[id].lists, l)
		return nil
	})
	if err != nil {
		return err
	}
	err = c.each(ctx, `SELECT collection, paths, below>0 FROM texts`, nil, func(r *sql.Rows) error {
		var partial bool
		if err := r.Scan(&id, &path, &partial); err != nil {
			return err
		}
		// Terms of another version are as good as none: the texts are declared anew.
		if declared := strings.Fields(path); len(declared) > 0 && declared[0] == search.Version {
			byID[id].texts, byID[id].partial = declared[1:], partial
		}
		return nil
	})
	if err != nil {
		return err
	}
	return c.each(ctx, `SELECT collection, path FROM shape`, nil, func(r *sql.Rows) error {
		if err := r.Scan(&id, &path); err != nil {
			return err
		}
		byID[id].arrays[path] = true
		return nil
	})
}

// alike tells whether two tables keep the same searched lists and texts.
func alike(a, b *table) bool {
	return slices.Equal(a.texts, b.texts) && slices.EqualFunc(a.lists, b.lists, func(x, y list) bool { return x.id == y.id })
}

func prefix(segments []string, n int) string { return strings.Join(segments[:n], ".") }
