package report

import (
	"context"
	"runtime"
	"sync"
	"time"

	"huiyin/engine/problem"
	"huiyin/engine/query"
)

// maxDense is how many combinations of codes are looked up in a table and not in a map.
const maxDense = 1 << 20

// cellKey says which codes, or labels, of the axes a cell or row is about.
type cellKey [3]uint32

// Every scan has these accumulators before those of its measures.
const (
	rowCount = iota
	unripe
	firstMeasure
)

// scan reads the rows of one period into cells.
type scan struct {
	snapshot *Snapshot
	scope    tester
	where    tester // with the period
	exclude  []tester
	ripe     tester // nil: all are
	axes     []*axis
	narrow   []tester // by measure, nil: all rows
	start    []accumulator
	radix    uint64 // product of the cards
}

// cells are the distinct combinations of codes and what was gathered of each.
type cells struct {
	keys     []cellKey
	accs     []accumulator
	excluded []int64
}

// scan prepares the reading of one window.
func (p *Plan) scan(s *Snapshot, scope query.Condition, now time.Time, zone *time.Location, w window, axes []*axis) (*scan, error) {
	where := p.where
	if p.period != nil {
		where = query.And(where, w.condition(*p.period))
	}
	out := &scan{snapshot: s, axes: axes, radix: 1, start: []accumulator{&counts{}, &counts{}}}
	compile := func(c query.Condition) (t tester, err error) {
		return s.compile(query.Resolve(c, now, zone, s.kind))
	}
	var err error
	if out.scope, err = compile(scope); err != nil {
		return nil, err
	}
	if out.where, err = compile(where); err != nil {
		return nil, err
	}
	for _, e := range p.exclude {
		t, err := compile(e.Where)
		if err != nil {
			return nil, err
		}
		out.exclude = append(out.exclude, t)
	}
	if p.mature != nil {
		if out.ripe, err = compile(p.ripe(now, zone)); err != nil {
			return nil, err
		}
	}
	for i := range p.measures {
		if err := out.measure(&p.measures[i], compile); err != nil {
			return nil, err
		}
	}
	for _, a := range axes {
		out.radix *= uint64(a.card)
	}
	return out, nil
}

// ripe selects records whose time has passed, of dates the whole day; those without the date are not judged.
func (p *Plan) ripe(now time.Time, zone *time.Location) query.Condition {
	limit := window{to: now.In(zone).AddDate(0, 0, -p.question.Mature.Days)}
	return query.Condition{Any: []query.Condition{limit.condition(*p.mature), query.Is(p.mature.Column, "empty", nil)}}
}

// measure adds the accumulator of a measure of records.
func (s *scan) measure(m *measure, compile func(query.Condition) (tester, error)) error {
	if !m.base() {
		return nil
	}
	column, where := 0, m.where
	if m.Of != "" {
		var known bool
		if column, known = s.snapshot.column(m.field.Column); !known {
			return problem.List{problem.New("report.column.unknown", "", "column", m.field.Column)}
		}
		if m.Fn == "count" {
			where = query.And(where, query.Is(m.field.Column, "notEmpty", nil))
		}
	}
	var narrow tester
	if !where.IsZero() {
		var err error
		if narrow, err = compile(where); err != nil {
			return err
		}
	}
	s.narrow = append(s.narrow, narrow)
	s.start = append(s.start, s.snapshot.accumulator(m, column))
	return nil
}

// run reads all chunks, on all processors. It stops when ctx ends, with its error.
func (s *scan) run(ctx context.Context) (*cells, error) {
	chunks := s.snapshot.chunks
	n := max(1, min(runtime.GOMAXPROCS(0), len(chunks)))
	list := make([]*worker, n)
	var group sync.WaitGroup
	for i := range list {
		list[i] = s.worker()
		part := chunks[i*len(chunks)/n : (i+1)*len(chunks)/n]
		group.Go(func() { list[i].run(ctx, part) })
	}
	group.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	for _, w := range list {
		if w.over {
			return nil, problem.List{problem.New("report.cells.many", "/by", "max", MaxCells)}
		}
	}
	out := list[0]
	for _, w := range list[1:] {
		out.take(w)
	}
	return out.result(), nil
}

// worker is one goroutine's part of a scan.
type worker struct {
	*scan
	accs     []accumulator
	codes    []uint64 // of every cell, the combination of codes
	dense    []uint32 // cell by combination, plus one
	sparse   map[uint64]uint32
	excluded []int64
	over     bool
	cell     [chunkRows]uint32
	axis     [chunkRows]uint32
	combined [chunkRows]uint64
}

func (s *scan) worker() *worker {
	w := &worker{scan: s, excluded: make([]int64, len(s.exclude))}
	for _, a := range s.start {
		w.accs = append(w.accs, a.fresh())
	}
	switch {
	case len(s.axes) == 0:
		w.codes = []uint64{0}
		w.grow()
	case s.radix <= maxDense:
		w.dense = make([]uint32, s.radix)
	default:
		w.sparse = map[uint64]uint32{}
	}
	return w
}

func (w *worker) grow() {
	for _, a := range w.accs {
		a.grow(len(w.codes))
	}
}

func (w *worker) run(ctx context.Context, chunks []*chunk) {
	for _, c := range chunks {
		if ctx.Err() != nil || w.over {
			return
		}
		w.chunk(c)
	}
}

func (w *worker) chunk(c *chunk) {
	rows, one := c.alive, mask{}
	w.where(c, &one)
	rows.and(&one)
	w.scope(c, &one)
	rows.and(&one)
	for i, test := range w.exclude {
		test(c, &one)
		one.and(&rows)
		w.excluded[i] += int64(one.count())
		rows.without(&one)
	}
	if rows.empty() {
		return
	}
	w.cells(c, &rows)
	if w.ripe != nil {
		late := rows
		w.ripe(c, &one)
		rows.and(&one)
		late.without(&one)
		w.accs[unripe].add(c, &w.cell, &late)
	}
	w.accs[rowCount].add(c, &w.cell, &rows)
	for i, narrow := range w.narrow {
		if narrow == nil {
			w.accs[firstMeasure+i].add(c, &w.cell, &rows)
			continue
		}
		narrow(c, &one)
		one.and(&rows)
		w.accs[firstMeasure+i].add(c, &w.cell, &one)
	}
}

// cells finds the cell of every row.
func (w *worker) cells(c *chunk, rows *mask) {
	switch len(w.axes) {
	case 0:
		return
	case 1:
		w.axes[0].fill(c, &w.axis)
		if w.dense != nil {
			w.first(c.n, rows)
			return
		}
		for i, code := range w.axis[:c.n] {
			w.combined[i] = uint64(code)
		}
	default:
		clear(w.combined[:c.n])
		for _, a := range w.axes {
			a.fill(c, &w.axis)
			card := uint64(a.card)
			for i, code := range w.axis[:c.n] {
				w.combined[i] = w.combined[i]*card + uint64(code)
			}
		}
	}
	rows.each(func(row int) { w.cell[row] = w.place(w.combined[row]) })
	w.grow()
}

// first is cells for a single axis with a table. Rows of no interest may have the code of no cell: nobody asks.
func (w *worker) first(n int, rows *mask) {
	missing := false
	for i, code := range w.axis[:n] {
		id := w.dense[code]
		w.cell[i] = id - 1
		missing = missing || id == 0
	}
	if missing {
		rows.each(func(row int) { w.cell[row] = w.place(uint64(w.axis[row])) })
	}
	w.grow()
}

// place returns the cell of a combination of codes.
func (w *worker) place(code uint64) uint32 {
	if w.dense != nil {
		id := w.dense[code]
		if id == 0 {
			w.codes = append(w.codes, code)
			id = uint32(len(w.codes))
			w.dense[code] = id
		}
		w.over = w.over || len(w.codes) > MaxCells
		return id - 1
	}
	id, known := w.sparse[code]
	if !known {
		id = uint32(len(w.codes))
		w.codes = append(w.codes, code)
		w.sparse[code] = id
	}
	w.over = w.over || len(w.codes) > MaxCells
	return id
}

// take merges what another worker gathered.
func (w *worker) take(other *worker) {
	to := make([]uint32, len(other.codes))
	if len(w.axes) > 0 {
		for i, code := range other.codes {
			to[i] = w.place(code)
		}
	}
	w.grow()
	for k, a := range w.accs {
		for i := range other.codes {
			a.merge(int(to[i]), other.accs[k], i)
		}
	}
	for i, n := range other.excluded {
		w.excluded[i] += n
	}
}

// result takes the combinations apart.
func (w *worker) result() *cells {
	out := &cells{accs: w.accs, excluded: w.excluded, keys: make([]cellKey, len(w.codes))}
	for i, code := range w.codes {
		for d := len(w.axes) - 1; d >= 0; d-- {
			card := uint64(w.axes[d].card)
			out.keys[i][d] = uint32(code % card)
			code /= card
		}
	}
	return out
}
