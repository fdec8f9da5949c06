package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"huiyin/engine/query"
	"huiyin/runtime/store"
)

// Find answers one page; see store.Store. A page is gathered from stretches that are each one ordered run through
// an index: equal to the cursor's first sort value, beyond it, and empty.
func (s *Store) Find(ctx context.Context, collection string, q query.Query) (store.Page, error) {
	if err := q.Check().Err(); err != nil {
		return store.Page{}, err
	}
	page := store.Page{Count: -1}
	err := s.read(ctx, func(c *link, known *catalog) error {
		t, err := known.table(collection)
		if err != nil {
			return err
		}
		f := finder{c: c, table: t, q: q, limit: q.Size() + 1}
		if err := f.gather(ctx); err != nil {
			return err
		}
		if len(f.hits) == f.limit {
			f.hits = f.hits[:q.Size()]
			last := f.hits[len(f.hits)-1]
			page.Next = query.Cursor(q.Sort, last.values, last.id)
		}
		if page.Documents, err = f.documents(ctx); err != nil || !q.Count {
			return err
		}
		p := compiler{table: t}
		condition := p.condition(q.Where)
		return c.row(ctx, fmt.Sprintf(`SELECT count(*) FROM r%d AS d WHERE %s`, t.id, condition), p.args, &page.Count)
	})
	if err != nil {
		return store.Page{}, err
	}
	return page, nil
}

type finder struct {
	c     *link
	table *table
	q     query.Query
	limit int
	hits  []hit
}

// hit is one row of the result before its document is fetched.
type hit struct {
	n      int64
	id     string
	values []any
}

func (f *finder) gather(ctx context.Context) error {
	for _, s := range f.stretches() {
		if len(f.hits) == f.limit {
			return nil
		}
		if err := f.stretch(ctx, s); err != nil {
			return err
		}
	}
	return nil
}

// stretch returns the condition of one stretch and says from which sort field on the order still matters.
type stretch func(p *compiler) (condition string, from int)

func (f *finder) statement(s stretch) (text string, args []any) {
	p := compiler{table: f.table}
	condition, from := s(&p)
	columns := []string{`d.n`, `d.id`}
	for _, by := range f.q.Sort {
		columns = append(columns, p.scalar(by.Field))
	}
	text = fmt.Sprintf(`SELECT %s FROM r%d AS d WHERE %s AND %s ORDER BY %s LIMIT %s`, strings.Join(columns, `, `), f.table.id,
		p.condition(f.q.Where), condition, f.order(&p, from), p.bind(int64(f.limit-len(f.hits))))
	return text, p.args
}

func (f *finder) stretch(ctx context.Context, s stretch) error {
	text, args := f.statement(s)
	return f.c.each(ctx, text, args, func(r *sql.Rows) error {
		h := hit{values: make([]any, len(f.q.Sort))}
		dest := []any{&h.n, &h.id}
		for i := range h.values {
			dest = append(dest, &h.values[i])
		}
		if err := r.Scan(dest...); err != nil {
			return err
		}
		for i, v := range h.values {
			h.values[i] = plain(v)
		}
		f.hits = append(f.hits, h)
		return nil
	})
}

// plain turns a normal form back into the value query.Cursor keeps.
func plain(v any) any {
	switch t := v.(type) {
	case int64: // the rev column
		return float64(t)
	case []byte:
		switch t[0] {
		case 0:
			return false
		case 1:
			return true
		}
		return query.Opaque{}
	}
	return v
}

// order is the ORDER BY from one sort field on. Inside a stretch the first field is never empty (or always).
func (f *finder) order(p *compiler, from int) string {
	var parts []string
	for i := from; i < len(f.q.Sort); i++ {
		x := p.scalar(f.q.Sort[i].Field)
		if i > 0 {
			parts = append(parts, x+` IS NULL`)
		}
		if f.q.Sort[i].Desc {
			x += ` DESC`
		}
		parts = append(parts, x)
	}
	return strings.Join(append(parts, `d.id`), `, `)
}

func (f *finder) stretches() []stretch {
	sort := f.q.Sort
	values, id, _ := query.Position(sort, f.q.After) // checked before
	after := f.q.After != ""
	if len(sort) == 0 {
		return []stretch{func(p *compiler) (string, int) {
			if after {
				return `d.id > ` + p.bind(id), 0
			}
			return always, 0
		}}
	}
	full := func(p *compiler) (string, int) { return p.scalar(sort[0].Field) + ` IS NOT NULL`, 0 }
	empty := func(p *compiler) (string, int) { return p.scalar(sort[0].Field) + ` IS NULL`, 1 }
	if !after {
		return []stretch{full, empty}
	}
	rest := func(p *compiler) string { return f.behind(p, 1, values, id) }
	if values[0] == nil {
		return []stretch{func(p *compiler) (string, int) {
			return p.scalar(sort[0].Field) + ` IS NULL AND ` + rest(p), 1
		}}
	}
	same := func(p *compiler) (string, int) {
		return p.scalar(sort[0].Field) + ` = ` + p.bind(values[0]) + ` AND ` + rest(p), 1
	}
	beyond := func(p *compiler) (string, int) { return f.beyond(p, 0, values[0]), 0 }
	return []stretch{same, beyond, empty}
}

func (f *finder) beyond(p *compiler, i int, v any) string {
	by := ` > `
	if f.q.Sort[i].Desc {
		by = ` < `
	}
	return p.scalar(f.q.Sort[i].Field) + by + p.bind(v)
}

// behind is the condition of coming after the cursor, all sort fields before i being equal.
func (f *finder) behind(p *compiler, i int, values []any, id string) string {
	if i == len(f.q.Sort) {
		return `d.id > ` + p.bind(id)
	}
	x := p.scalar(f.q.Sort[i].Field)
	if values[i] == nil {
		return `(` + x + ` IS NULL AND ` + f.behind(p, i+1, values, id) + `)`
	}
	return `(` + f.beyond(p, i, values[i]) + ` OR ` + x + ` IS NULL OR (` + x + ` = ` + p.bind(values[i]) + ` AND ` + f.behind(p, i+1, values, id) + `))`
}

// documents fetches the bodies of the hits, or the parts the query asks for.
func (f *finder) documents(ctx context.Context) ([]store.Document, error) {
	out := make([]store.Document, len(f.hits))
	place := make(map[int64]int, len(f.hits))
	args := make([]any, len(f.hits))
	for i, h := range f.hits {
		place[h.n], args[i] = i, h.n
	}
	project := f.table.project(f.q.Fields)
	for start := 0; start < len(args); start += readChunk {
		chunk := args[start:min(start+readChunk, len(args))]
		text := fmt.Sprintf(`SELECT n, id, rev, %s FROM r%d WHERE n IN (%s)`, project.column(), f.table.id, marks(len(chunk)))
		err := f.c.each(ctx, text, chunk, func(r *sql.Rows) error {
			var n int64
			var d store.Document
			err := r.Scan(&n, &d.ID, &d.Rev, &d.Body)
			if err == nil {
				d.Body, err = project.body(d)
			}
			out[place[n]] = d
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}
