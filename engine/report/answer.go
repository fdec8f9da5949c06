package report

import (
	"cmp"
	"context"
	"slices"
	"time"

	"huiyin/engine/problem"
	"huiyin/engine/query"
)

// Answer is what was found out.
type Answer struct {
	Columns   []Heading   `json:"columns"`
	Rows      []*Row      `json:"rows"`
	Total     *Row        `json:"total"`               // of all records, each once
	Totals    []Subtotal  `json:"totals,omitempty"`    // of every other set of dimensions, when asked for
	Excluded  []Left      `json:"excluded,omitempty"`  // what was left out, by name
	Truncated int         `json:"truncated,omitempty"` // rows that were cut
	Periods   []Timeframe `json:"periods,omitempty"`   // the period and those compared with
}

// Heading describes a column: dimensions first, then measures.
type Heading struct {
	Key     string `json:"key"`
	Measure string `json:"measure,omitempty"` // fn
	Field   string `json:"field,omitempty"`
	Bucket  string `json:"bucket,omitempty"`
}

// Row is one combination of labels. A label is a text, number, boolean, Range, Others or nil, the empty value; labels of
// dimensions that were summed up are left out.
type Row struct {
	By       []any    `json:"by"`
	Cells    []Cell   `json:"cells"`
	N        int64    `json:"n"`                  // records
	Immature int64    `json:"immature,omitempty"` // records whose time has not passed; they are in no figure
	Compare  [][]Cell `json:"compare,omitempty"`  // the figures of the periods compared with, in the order of the question

	key cellKey
}

// Subtotal are the rows by some of the dimensions.
type Subtotal struct {
	By   []string `json:"by"`
	Rows []*Row   `json:"rows"`
}

// Left says how many records were left out.
type Left struct {
	Key   string `json:"key"`
	Count int64  `json:"count"`
}

// Timeframe is a period [From, To) as it was understood; a missing end is open.
type Timeframe struct {
	From *time.Time `json:"from,omitempty"`
	To   *time.Time `json:"to,omitempty"`
}

// answering is the work on one answer.
type answering struct {
	*Plan
	ctx      context.Context // once it has ended, whatever is worked out is thrown away
	snapshot *Snapshot
	scope    query.Condition
	now      time.Time
	zone     *time.Location
	axes     []*axis
	windows  []window // the period, then those compared with
	cells    []*cells
	grand    [][]Cell    // the figures of everything, by window
	cut      map[int]int // how many labels the others are, by axis
}

// Answer answers the question from a snapshot for a reader who may see the records that meet scope, a condition over
// columns. Relative dates are as of now; days are those of zone. The error is that of ctx, or a problem.List:
// report.column.unknown, report.period.range, report.buckets.many, report.cells.many and what conditions may be refused for.
func (p *Plan) Answer(ctx context.Context, s *Snapshot, scope query.Condition, now time.Time, zone *time.Location) (*Answer, error) {
	a := &answering{Plan: p, ctx: ctx, snapshot: s, scope: scope, now: now, zone: zone, cut: map[int]int{}}
	if faults := a.periods(); len(faults) > 0 {
		return nil, faults
	}
	if err := a.prepare(); err != nil {
		return nil, err
	}
	for _, w := range a.windows {
		work, err := p.scan(s, scope, now, zone, w, a.axes)
		if err != nil {
			return nil, err
		}
		found, err := work.run(ctx)
		if err != nil {
			return nil, err
		}
		a.cells = append(a.cells, found)
		a.grand = append(a.grand, a.evaluate(found.groups(a.axes, nil, false).accs, 0, nil))
	}
	out := a.assemble()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return out, nil
}

func (a *answering) periods() problem.List {
	w, faults := a.window(a.now, a.zone)
	a.windows = []window{w}
	for _, how := range a.question.Compare {
		earlier, _ := w.earlier(how, a.now, a.period.Kind == query.KindDate, a.question.Whole)
		a.windows = append(a.windows, earlier)
	}
	return faults
}

// prepare makes the axes, of dates over what is asked about.
func (a *answering) prepare() error {
	for i, d := range a.dims {
		axis, err := a.snapshot.axis(d, i, a.zone, a.over(d))
		if err != nil {
			return err
		}
		a.axes = append(a.axes, axis)
	}
	return nil
}

// over is the time a dimension has to cover.
func (a *answering) over(d dimension) stretch {
	fill := d.Fill && len(a.dims) == 1
	if a.period == nil || d.field.Column != a.period.Column || a.windows[0].from.IsZero() || a.windows[0].to.IsZero() {
		return stretch{fill: fill}
	}
	out := stretch{from: a.windows[0].from.Unix(), to: a.windows[0].to.Unix() - 1, bounded: true, fill: fill}
	for _, w := range a.windows[1:] {
		out.from = min(out.from, w.from.Unix())
	}
	// Conditions compare texts: one with an offset may be selected although it lies a few hours outside.
	out.from, out.to = out.from-2*aDay, out.to+2*aDay
	if d.field.Kind == query.KindDate { // buckets of dates count civil seconds
		out.from, out.to = civilOf(time.Unix(out.from, 0).In(a.zone)), civilOf(time.Unix(out.to, 0).In(a.zone))
	}
	return out
}

func (a *answering) assemble() *Answer {
	all := make([]int, len(a.axes))
	for d := range all {
		all[d] = d
	}
	out := &Answer{Columns: a.headings(), Rows: []*Row{}}
	for _, r := range a.rows(nil, false) {
		out.Total = r
	}
	for i, e := range a.exclude {
		out.Excluded = append(out.Excluded, Left{e.Key, a.cells[0].excluded[i]})
	}
	for _, w := range a.windows {
		if a.period != nil {
			out.Periods = append(out.Periods, w.frame())
		}
	}
	if len(all) == 0 {
		out.Rows = append(out.Rows, out.Total)
		return out
	}
	a.top()
	rows := a.filled(a.rows(all, true))
	a.natural(rows)
	a.accumulate(rows, a.grand[0])
	rows = a.kept(rows)
	a.sort(rows)
	limit := MaxRows
	if a.question.Limit > 0 {
		limit = min(limit, a.question.Limit)
	}
	if len(rows) > limit {
		out.Truncated, rows = len(rows)-limit, rows[:limit]
	}
	out.Rows = append(out.Rows, rows...)
	a.subtotals(out)
	return out
}

func (w window) frame() Timeframe {
	var out Timeframe
	if !w.from.IsZero() {
		out.From = &w.from
	}
	if !w.to.IsZero() {
		out.To = &w.to
	}
	return out
}

func (a *answering) headings() []Heading {
	var out []Heading
	for _, d := range a.dims {
		out = append(out, Heading{Key: d.key(), Field: d.Field, Bucket: d.Bucket})
	}
	for _, m := range a.measures {
		h := Heading{Key: m.Key, Measure: m.Fn}
		if m.base() {
			h.Field = m.Of
		}
		out = append(out, h)
	}
	return out
}

func (a *answering) subtotals(out *Answer) {
	if !a.question.Totals {
		return
	}
	for _, by := range subsets(len(a.axes))[1:] {
		rows := a.rows(by, true)
		a.natural(rows)
		s := Subtotal{By: []string{}, Rows: rows[:min(len(rows), MaxRows)]}
		for _, d := range by {
			s.By = append(s.By, a.dims[d].key())
		}
		out.Totals = append(out.Totals, s)
	}
}

// kept applies having.
func (a *answering) kept(rows []*Row) []*Row {
	if a.question.Having.IsZero() {
		return rows
	}
	place := func(key string) int {
		return slices.IndexFunc(a.measures, func(m measure) bool { return m.Key == key })
	}
	having := query.Resolve(a.question.Having, a.now, a.zone, func(key string) string { return a.measures[place(key)].kind() })
	return slices.DeleteFunc(rows, func(r *Row) bool {
		ok, err := query.Match(having, func(key string) any { return r.Cells[place(key)].Value }, query.MatchOptions{})
		return !ok || err != nil
	})
}

// natural orders rows by their dimensions.
func (a *answering) natural(rows []*Row) {
	slices.SortFunc(rows, a.byLabels)
}

func (a *answering) byLabels(x, y *Row) int {
	for d, axis := range a.axes {
		if c := axis.compare(x.key[d], y.key[d]); c != 0 {
			return c
		}
	}
	return 0
}

// sort orders rows as asked; rows come in their natural order.
func (a *answering) sort(rows []*Row) {
	slices.SortStableFunc(rows, func(x, y *Row) int {
		if c := cmp.Compare(bit(x.cut()), bit(y.cut())); c != 0 {
			return c
		}
		for _, s := range a.question.Sort {
			if c := a.compare(s, x, y); c != 0 {
				return c
			}
		}
		return 0
	})
}

// cut reports whether the row is about the others.
func (r *Row) cut() bool { return slices.Contains(r.key[:], others) }

func (a *answering) compare(s Sort, x, y *Row) int {
	if d := slices.IndexFunc(a.dims, func(d dimension) bool { return d.key() == s.By }); d >= 0 {
		c := a.axes[d].compare(x.key[d], y.key[d])
		if s.Desc && rank(x.key[d]) == rank(y.key[d]) {
			return -c
		}
		return c
	}
	i := slices.IndexFunc(a.measures, func(m measure) bool { return m.Key == s.By })
	return compareFigures(x.Cells[i].Value, y.Cells[i].Value, s.Desc)
}

// compareFigures has nothing last in both directions.
func compareFigures(v, w any, desc bool) int {
	c := query.CompareValues(v, w)
	if desc && v != nil && w != nil {
		return -c
	}
	return c
}
