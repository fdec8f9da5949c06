package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"slices"
	"strings"

	"huiyin/runtime/store"
)

var _ store.Carrier = (*Store)(nil)

// Collections returns every collection; see store.Carrier.
func (s *Store) Collections(ctx context.Context) ([]store.Collection, error) {
	var out []store.Collection
	err := s.read(ctx, func(_ *link, known *catalog) error {
		for _, t := range known.tables {
			c := store.Collection{Name: t.name, Unique: t.unique, Texts: t.texts}
			for _, l := range t.lists {
				c.Lists = append(c.Lists, l.path)
			}
			out = append(out, c)
		}
		return nil
	})
	slices.SortFunc(out, func(a, b store.Collection) int { return strings.Compare(a.Name, b.Name) })
	return out, err
}

// Place writes documents as they are; see store.Carrier.
func (s *Store) Place(ctx context.Context, collection string, documents ...store.Document) error {
	j := &job{results: make([]store.Result, len(documents))}
	known := s.catalog.Load()
	t, err := known.table(collection)
	if err != nil {
		return err
	}
	for _, d := range documents {
		op := store.Op{Collection: collection, ID: d.ID, IfRev: store.AnyRev, Body: d.Body}
		if t.unique {
			var body map[string]any
			if err := json.Unmarshal(d.Body, &body); err != nil {
				return err
			}
			op.Keys, _ = store.KeysIn(body)
		}
		p, err := prepare(known, op)
		if err != nil {
			return err
		}
		p.rev = d.Rev
		j.ops = append(j.ops, p)
	}
	if err := s.submit(ctx, j); err != nil {
		return err
	}
	for _, r := range j.results {
		if r.Err != nil {
			return r.Err
		}
	}
	return nil
}

// Counters returns every counter; see store.Carrier.
func (s *Store) Counters(ctx context.Context) (map[string]int64, error) {
	out := map[string]int64{}
	err := s.read(ctx, func(c *link, _ *catalog) error {
		return c.each(ctx, `SELECT name, value FROM counter`, nil, func(r *sql.Rows) error {
			var name string
			var value int64
			err := r.Scan(&name, &value)
			out[name] = value
			return err
		})
	})
	return out, err
}
