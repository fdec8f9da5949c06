package report

import (
	"cmp"
	"math"
	"slices"
	"time"

	"huiyin/engine/problem"
	"huiyin/engine/query"
)

// Range is a bin of numbers, [From, To); a missing end is open.
type Range struct {
	From *float64 `json:"from,omitempty"`
	To   *float64 `json:"to,omitempty"`
}

// Others stands for the values that did not come into the top; it says how many they are.
type Others struct {
	Others int `json:"others"`
}

// Labels of every axis that are not values.
const (
	none   uint32 = 0              // the empty value
	others uint32 = math.MaxUint32 // what Top cuts
)

// axis is a dimension over one snapshot. Rows have codes below card, written by fill; a code stands for its labels,
// which is the code itself where many is nil.
type axis struct {
	dimension
	column int
	at     int // place in the question
	card   int
	fill   func(c *chunk, out *[chunkRows]uint32)
	many   [][]uint32
	labels []any
	index  map[any]uint32
	starts []int64 // of dates, by label
	kept   map[uint32]bool
}

// span of time that an axis has to cover, in Unix seconds; an open one covers what there is.
type stretch struct {
	from, to int64
	bounded  bool
	fill     bool
}

// axis prepares a dimension. Problems: report.column.unknown, report.buckets.many.
func (s *Snapshot) axis(d dimension, at int, zone *time.Location, over stretch) (*axis, error) {
	column, known := s.column(d.field.Column)
	if !known {
		return nil, problem.List{problem.New("report.column.unknown", problem.Pointer("by", at, "field"), "column", d.field.Column)}
	}
	a := &axis{dimension: d, at: at, column: column, labels: []any{nil}, index: map[any]uint32{}, starts: []int64{0}}
	var err error
	switch s.table.columns[column].form() {
	case asTexts:
		err = a.texts(s, over)
	case asSets:
		a.sets(s.sets[column])
	case asFlags:
		a.label(false)
		a.label(true)
		a.fill = a.flags
	case asMoments:
		err = a.moments(s, zone, over)
	case asNumbers:
		err = a.numbers(s)
	}
	if a.card == 0 {
		a.card = len(a.labels)
	}
	return a, err
}

// label gives a value its number.
func (a *axis) label(v any) uint32 {
	if id, ok := a.index[v]; ok {
		return id
	}
	id := uint32(len(a.labels))
	a.index[v] = id
	a.labels = append(a.labels, v)
	return id
}

// start gives the bucket that begins at a civil second its number.
func (a *axis) start(civil int64) uint32 {
	if id, ok := a.index[civil]; ok {
		return id
	}
	id := a.label(bucket(a.Bucket).label(civil))
	a.index[civil] = id
	for len(a.starts) <= int(id) {
		a.starts = append(a.starts, civil)
	}
	return id
}

func (a *axis) tooMany() error {
	return problem.List{problem.New("report.buckets.many", problem.Pointer("by", a.at, "field"), "field", a.Field, "max", MaxBuckets)}
}

func (a *axis) texts(s *Snapshot, over stretch) error {
	values := s.texts[a.column]
	if a.field.Kind != query.KindDate {
		a.card = len(values)
		a.fill = a.codes(nil)
		a.labels = make([]any, len(values))
		for code := 1; code < len(values); code++ {
			a.labels[code] = values[code]
		}
		return nil
	}
	table := make([]uint32, len(values))
	for code, text := range values {
		if day, err := time.Parse(time.DateOnly, text); err == nil {
			table[code] = a.start(bucket(a.Bucket).start(day.Unix()))
		}
	}
	a.fill = a.codes(table)
	if over.fill && over.bounded {
		return a.days(over)
	}
	return nil
}

// days names every bucket of a stretch.
func (a *axis) days(over stretch) error {
	b := bucket(a.Bucket)
	if (over.to-over.from)/b.length() > MaxBuckets {
		return a.tooMany()
	}
	for at := b.start(over.from); at <= over.to; at = b.next(at) {
		a.start(at)
	}
	return nil
}

// codes writes the codes of the column, through a table when there is one.
func (a *axis) codes(table []uint32) func(*chunk, *[chunkRows]uint32) {
	return func(c *chunk, out *[chunkRows]uint32) {
		v := &c.cols[a.column].codes
		switch {
		case v.u32 != nil:
			copyCodes(v.u32, table, out)
		case v.u16 != nil:
			copyCodes(v.u16, table, out)
		default:
			copyCodes(v.u8, table, out)
		}
	}
}

func copyCodes[C uint8 | uint16 | uint32](codes []C, table []uint32, out *[chunkRows]uint32) {
	codes = codes[:min(len(codes), chunkRows)]
	if table == nil {
		for i, code := range codes {
			out[i] = uint32(code)
		}
		return
	}
	for i, code := range codes {
		out[i] = table[code]
	}
}

func (a *axis) sets(sets [][]any) {
	a.card, a.fill, a.many = len(sets), a.codes(nil), make([][]uint32, len(sets))
	for code, elements := range sets {
		var list []uint32
		for step, e := range elements {
			if e != (query.Opaque{}) && (a.Level == 0 || a.Level == step+1) {
				list = append(list, a.label(e))
			}
		}
		if len(list) == 0 {
			list = []uint32{none}
		}
		slices.Sort(list)
		a.many[code] = slices.Compact(list)
	}
}

func (a *axis) flags(c *chunk, out *[chunkRows]uint32) {
	v := &c.cols[a.column]
	for i := range c.n {
		out[i] = none
		if v.valid.has(i) {
			out[i] = 1 + uint32(bit(v.flags.has(i)))
		}
	}
}

func (a *axis) moments(s *Snapshot, zone *time.Location, over stretch) error {
	first, last := moment(math.MaxInt64), moment(math.MinInt64)
	for _, c := range s.chunks {
		first, last = min(first, c.cols[a.column].first), max(last, c.cols[a.column].last)
	}
	from, to := first.second(), last.second()
	switch {
	case over.bounded && (over.fill || first > last):
		from, to = over.from, over.to
	case over.bounded:
		from, to = max(from, over.from), min(to, over.to)
	}
	if first > last && !over.bounded || to < from {
		from, to = 0, 0
	}
	if (to-from)/bucket(a.Bucket).length() > MaxBuckets {
		return a.tooMany()
	}
	line := newTimeline(bucket(a.Bucket), zone, from, to, a.start)
	a.fill = func(c *chunk, out *[chunkRows]uint32) {
		v := &c.cols[a.column]
		for i, m := range v.moments {
			out[i] = line.at(m.second())
		}
		blank(v.valid, out)
	}
	return nil
}

// blank gives rows without a value the label of the empty one.
func blank(valid *mask, out *[chunkRows]uint32) {
	missing := *valid
	missing.flip()
	missing.each(func(row int) { out[row] = none })
}

// compare orders labels naturally: options as they are listed, else by value; the empty value and the others last.
func (a *axis) compare(x, y uint32) int {
	if x == y {
		return 0
	}
	if c := cmp.Compare(rank(x), rank(y)); c != 0 {
		return c
	}
	v, w := a.labels[x], a.labels[y]
	if r, ok := v.(Range); ok {
		return compareRanges(r, w.(Range))
	}
	if len(a.field.Options) > 0 {
		if c := cmp.Compare(a.option(v), a.option(w)); c != 0 {
			return c
		}
	}
	return query.CompareValues(v, w)
}

func rank(label uint32) int {
	switch label {
	case none:
		return 1
	case others:
		return 2
	}
	return 0
}

func (a *axis) option(v any) int {
	s, _ := v.(string)
	if i := slices.Index(a.field.Options, s); i >= 0 {
		return i
	}
	return len(a.field.Options)
}

func compareRanges(a, b Range) int {
	low := func(r Range) float64 {
		if r.From == nil {
			return math.Inf(-1)
		}
		return *r.From
	}
	return cmp.Compare(low(a), low(b))
}
