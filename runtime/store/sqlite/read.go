package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"

	"huiyin/engine/query"
	"huiyin/runtime/store"
)

// readChunk is how many documents one statement fetches.
const readChunk = 200

// read runs work on a reading connection, in a transaction so that its statements and the catalog show one state.
func (s *Store) read(ctx context.Context, work func(c *link, known *catalog) error) error {
	if !s.enter() {
		return store.ErrClosed
	}
	defer s.leave()
	var c *link
	select {
	case c = <-s.readers:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { s.readers <- c }()
	if _, err := c.run(context.Background(), `BEGIN`); err != nil {
		return explain(err)
	}
	known, err := s.snapshot(c)
	if err == nil {
		err = work(c, known)
	}
	if _, end := c.run(context.Background(), `COMMIT`); end != nil {
		c.rollback()
		if err == nil {
			err = end
		}
	}
	if err != nil && ctx.Err() != nil {
		return ctx.Err()
	}
	return explain(err)
}

// snapshot fixes the state the transaction sees and returns the catalog of exactly that state: the shared one, unless
// this process or another has just changed it.
func (s *Store) snapshot(c *link) (*catalog, error) {
	var epoch int64
	ctx := context.Background()
	if err := c.row(ctx, `SELECT value FROM meta WHERE name='epoch'`, nil, &epoch); err != nil {
		return nil, err
	}
	if known := s.catalog.Load(); known.epoch == epoch {
		return known, nil
	}
	return loadCatalog(ctx, c)
}

// Get returns the documents that exist, in the order of ids.
func (s *Store) Get(ctx context.Context, collection string, ids ...string) ([]store.Document, error) {
	found := make(map[string]store.Document, len(ids))
	err := s.read(ctx, func(c *link, known *catalog) error {
		t, err := known.table(collection)
		if err != nil {
			return err
		}
		for rest := ids; len(rest) > 0; {
			chunk := rest[:min(readChunk, len(rest))]
			rest = rest[len(chunk):]
			args := make([]any, len(chunk))
			for i, id := range chunk {
				args[i] = id
			}
			text := fmt.Sprintf(`SELECT id, rev, json(doc) FROM r%d WHERE id IN (%s)`, t.id, marks(len(chunk)))
			err := c.each(ctx, text, args, func(r *sql.Rows) error {
				var d store.Document
				err := r.Scan(&d.ID, &d.Rev, &d.Body)
				found[d.ID] = d
				return err
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	out := make([]store.Document, 0, len(found))
	for _, id := range ids {
		if d, ok := found[id]; ok {
			out = append(out, d)
			delete(found, id)
		}
	}
	return out, nil
}

func marks(n int) string { return strings.TrimSuffix(strings.Repeat("?,", n), ",") }

// Scan calls fn for every document that meets where. It first notes which these are, then fetches them in small
// steps and asks where again, so that no connection is held while fn runs.
func (s *Store) Scan(ctx context.Context, collection string, where query.Condition, fn func(store.Document) error) error {
	if err := where.Storable().Err(); err != nil {
		return err
	}
	numbers, err := s.matching(ctx, collection, where)
	if err != nil {
		return err
	}
	for len(numbers) > 0 {
		chunk := numbers[:min(readChunk, len(numbers))]
		numbers = numbers[len(chunk):]
		documents, err := s.fetchStill(ctx, collection, where, chunk)
		if err != nil {
			return err
		}
		for _, d := range documents {
			if err := fn(d); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *Store) matching(ctx context.Context, collection string, where query.Condition) ([]int64, error) {
	var out []int64
	err := s.read(ctx, func(c *link, known *catalog) error {
		t, err := known.table(collection)
		if err != nil {
			return err
		}
		q := compiler{table: t}
		condition := q.condition(where)
		return c.each(ctx, fmt.Sprintf(`SELECT d.n FROM r%d AS d WHERE %s`, t.id, condition), q.args, func(r *sql.Rows) error {
			var n int64
			err := r.Scan(&n)
			out = append(out, n)
			return err
		})
	})
	return out, err
}

func (s *Store) fetchStill(ctx context.Context, collection string, where query.Condition, numbers []int64) ([]store.Document, error) {
	raw, err := json.Marshal(numbers)
	if err != nil {
		return nil, err
	}
	var out []store.Document
	err = s.read(ctx, func(c *link, known *catalog) error {
		t, err := known.table(collection)
		if err != nil {
			return err
		}
		q := compiler{table: t}
		text := fmt.Sprintf(`SELECT d.id, d.rev, json(d.doc) FROM r%d AS d WHERE d.n IN (SELECT e.value FROM json_each(%s) AS e) AND %s`, t.id, q.bind(string(raw)), q.condition(where))
		return c.each(ctx, text, q.args, func(r *sql.Rows) error {
			var d store.Document
			err := r.Scan(&d.ID, &d.Rev, &d.Body)
			out = append(out, d)
			return err
		})
	})
	return out, err
}
