package report

import (
	"cmp"
	"context"
	"runtime"
	"slices"
	"strings"
	"sync"

	"huiyin/engine/problem"
	"huiyin/engine/query"
)

// Found is one page of a list.
type Found struct {
	IDs   []string
	Next  string // the After of the next page, "" when this is the last
	Count int    // of all matches, whatever the page
}

// Find answers what a store would: which records meet a query, in which order. The documents are the caller's to load, so
// Fields has no meaning here. The error is that of ctx, a problem.List for a
// query that cannot be answered, report.column.unknown among them.
func (s *Snapshot) Find(ctx context.Context, q query.Query) (*Found, error) {
	f, err := s.finder(q)
	if err != nil {
		return nil, err
	}
	n := max(1, min(runtime.GOMAXPROCS(0), len(s.chunks)))
	parts := make([]page, n)
	var group sync.WaitGroup
	for i := range parts {
		parts[i] = page{finder: f}
		chunks := s.chunks[i*len(s.chunks)/n : (i+1)*len(s.chunks)/n]
		group.Go(func() { parts[i].run(ctx, chunks) })
	}
	group.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	all := &parts[0]
	for _, p := range parts[1:] {
		all.rows = append(all.rows, p.rows...)
		all.count += p.count
	}
	all.cut()
	return all.found(q), nil
}

// spot is a row of a chunk.
type spot struct {
	chunk *chunk
	row   int
}

// finder is what all goroutines of one search share.
type finder struct {
	snapshot *Snapshot
	where    tester
	sort     []query.Sort
	columns  []int  // of the sort, -1 for the id
	exact    []bool // the column has nothing but values of its kind
	size     int    // one more than the page, which tells that there is a next one
	values   []sortKey
	id       string
	after    bool
}

func (s *Snapshot) finder(q query.Query) (*finder, error) {
	if faults := q.Check(); len(faults) > 0 {
		return nil, faults
	}
	f := &finder{snapshot: s, sort: q.Sort, size: q.Size() + 1}
	var err error
	if f.where, err = s.compile(q.Where); err != nil {
		return nil, err
	}
	for i, by := range q.Sort {
		column, known := s.column(by.Field)
		switch {
		case by.Field == idColumn:
			column = -1
		case !known:
			return nil, problem.List{problem.New("report.column.unknown", problem.Pointer("sort", i, "field"), "column", by.Field)}
		}
		f.columns = append(f.columns, column)
		f.exact = append(f.exact, !slices.ContainsFunc(s.chunks, func(c *chunk) bool { return column >= 0 && len(c.cols[column].odd) > 0 }))
	}
	if q.After == "" {
		return f, nil
	}
	values, id, err := query.Position(q.Sort, q.After)
	if err != nil {
		return nil, problem.List{problem.New("query.cursor.invalid", "/after")}
	}
	f.id, f.after = id, true
	for i, v := range values {
		f.values = append(f.values, f.keyOf(i, v))
	}
	return f, nil
}

// sortKey orders as query.CompareValues does, without making values of it.
type sortKey struct {
	kind   int8 // numbers, texts, booleans, objects, nothing
	number float64
	text   string
}

const nothing int8 = 4

func (k sortKey) compare(o sortKey) int {
	return cmp.Or(cmp.Compare(k.kind, o.kind), cmp.Compare(k.number, o.number), strings.Compare(k.text, o.text))
}

// keyOf is the key of a value on the i-th column of the sort.
func (f *finder) keyOf(i int, v any) sortKey {
	switch t := v.(type) {
	case nil:
		return sortKey{kind: nothing}
	case float64:
		return sortKey{number: t}
	case string:
		if c := f.columns[i]; c >= 0 && f.exact[i] && f.snapshot.table.columns[c].form() == asMoments {
			m, _, _ := momentOf(t)
			return sortKey{kind: 1, number: float64(m)}
		}
		return sortKey{kind: 1, text: t}
	case bool:
		return sortKey{kind: 2, number: float64(bit(t))}
	}
	return sortKey{kind: 3}
}

// key is the key of a row on the i-th column of the sort.
func (f *finder) key(i int, at spot) sortKey {
	column := f.columns[i]
	if column < 0 {
		return sortKey{kind: 1, text: at.chunk.ids[at.row]}
	}
	v := &at.chunk.cols[column]
	if !f.exact[i] {
		return f.keyOf(i, f.scalar(i, at))
	}
	switch {
	case v.form == asSets:
		return sortKey{kind: nothing}
	case v.form == asTexts:
		if code := v.codes.at(at.row); code != 0 {
			return sortKey{kind: 1, text: f.snapshot.texts[column][code]}
		}
		return sortKey{kind: nothing}
	case !v.valid.has(at.row):
		return sortKey{kind: nothing}
	case v.form == asNumbers:
		return sortKey{number: v.numbers[at.row]}
	case v.form == asMoments:
		return sortKey{kind: 1, number: float64(v.moments[at.row])}
	case v.opaque:
		return sortKey{kind: 3}
	}
	return sortKey{kind: 2, number: float64(bit(v.flags.has(at.row)))}
}

// scalar is the value of a row on the i-th column of the sort, nil for lists.
func (f *finder) scalar(i int, at spot) any {
	column := f.columns[i]
	if column < 0 {
		return at.chunk.ids[at.row]
	}
	return query.Scalar(f.snapshot.value(at.chunk, column, at.row))
}

// compare orders two rows.
func (f *finder) compare(a, b spot) int {
	for i, by := range f.sort {
		if c := directed(f.key(i, a), f.key(i, b), by.Desc); c != 0 {
			return c
		}
	}
	return strings.Compare(a.chunk.ids[a.row], b.chunk.ids[b.row])
}

// directed has nothing last in both directions.
func directed(a, b sortKey, desc bool) int {
	if desc && a.kind != nothing && b.kind != nothing {
		return b.compare(a)
	}
	return a.compare(b)
}

// behind reports whether a row comes behind the page before.
func (f *finder) behind(at spot) bool {
	for i, by := range f.sort {
		if c := directed(f.key(i, at), f.values[i], by.Desc); c != 0 {
			return c > 0
		}
	}
	return at.chunk.ids[at.row] > f.id
}

// page is one goroutine's part of a search: the best rows so far, cut when there are twice as many as are wanted.
type page struct {
	*finder
	rows  []spot
	worst *spot // of a full page
	count int
}

func (p *page) run(ctx context.Context, chunks []*chunk) {
	for _, c := range chunks {
		if ctx.Err() != nil {
			return
		}
		var rows mask
		p.where(c, &rows)
		rows.and(&c.alive)
		p.count += rows.count()
		rows.each(func(row int) { p.offer(spot{c, row}) })
	}
	p.cut()
}

func (p *page) offer(at spot) {
	if p.worst != nil && p.compare(at, *p.worst) > 0 || p.after && !p.behind(at) {
		return
	}
	p.rows = append(p.rows, at)
	if len(p.rows) >= 2*p.size {
		p.cut()
	}
}

func (p *page) cut() {
	slices.SortFunc(p.rows, p.compare)
	if len(p.rows) >= p.size {
		p.rows = p.rows[:p.size]
		worst := p.rows[p.size-1]
		p.worst = &worst
	}
}

func (p *page) found(q query.Query) *Found {
	out := &Found{IDs: []string{}, Count: p.count}
	for _, at := range p.rows[:min(len(p.rows), p.size-1)] {
		out.IDs = append(out.IDs, at.chunk.ids[at.row])
	}
	if len(p.rows) == p.size {
		last := p.rows[p.size-2]
		values := make([]any, len(q.Sort))
		for i := range values {
			values[i] = p.scalar(i, last)
		}
		out.Next = query.Cursor(q.Sort, values, last.chunk.ids[last.row])
	}
	return out
}
