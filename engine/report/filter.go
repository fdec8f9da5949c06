package report

import (
	"math"

	"huiyin/engine/problem"
	"huiyin/engine/query"
)

// tester writes which rows of a chunk meet a condition. Bits of rows that are not alive may be anything.
type tester func(c *chunk, out *mask)

// compile turns a resolved condition over columns into a tester with the meaning of query.Match. The error is that of
// Match, or report.column.unknown: a condition is never met half.
func (s *Snapshot) compile(c query.Condition) (tester, error) {
	switch {
	case c.IsZero():
		return func(_ *chunk, out *mask) { out.fill(true) }, nil
	case c.All != nil:
		return s.join(c.All, true, (*mask).and)
	case c.Any != nil:
		return s.join(c.Any, false, (*mask).or)
	case c.Not != nil:
		inner, err := s.compile(*c.Not)
		if err != nil {
			return nil, err
		}
		return func(k *chunk, out *mask) { inner(k, out); out.flip() }, nil
	}
	return s.leaf(c)
}

func (s *Snapshot) join(list []query.Condition, start bool, with func(m, o *mask)) (tester, error) {
	parts := make([]tester, len(list))
	for i, c := range list {
		var err error
		if parts[i], err = s.compile(c); err != nil {
			return nil, err
		}
	}
	if len(parts) == 1 {
		return parts[0], nil
	}
	return func(c *chunk, out *mask) {
		out.fill(start)
		var one mask
		for _, part := range parts {
			part(c, &one)
			with(out, &one)
		}
	}, nil
}

// idColumn is the path of a record's id, which every table has.
const idColumn = "_id"

func (s *Snapshot) leaf(c query.Condition) (tester, error) {
	if _, err := query.Match(c, func(string) any { return nil }, query.MatchOptions{}); err != nil {
		return nil, err
	}
	for _, name := range []string{c.Field, c.ValueField} {
		if _, known := s.column(name); !known && name != idColumn && name != "" {
			return nil, problem.List{problem.New("report.column.unknown", "", "column", name)}
		}
	}
	i, known := s.column(c.Field)
	if !known || c.ValueField != "" {
		return s.slow(c), nil
	}
	var fast tester
	switch s.table.columns[i].form() {
	case asTexts, asSets:
		fast = s.coded(c, i)
	case asNumbers:
		fast = numeric(c, i)
	case asMoments:
		fast = timed(c, i)
	case asFlags:
		fast = s.flagged(c, i)
	}
	if fast == nil {
		return s.slow(c), nil
	}
	return oddly(c, i, fast), nil
}

// holds is Match of a leaf on one value, which cannot fail: leaf has tried.
func holds(c query.Condition, v any) bool {
	ok, err := query.Match(c, func(string) any { return v }, query.MatchOptions{})
	return ok && err == nil
}

// oddly corrects a tester where a row has a value that is not of the column's kind.
func oddly(c query.Condition, column int, fast tester) tester {
	return func(k *chunk, out *mask) {
		fast(k, out)
		for row, odd := range k.cols[column].odd {
			out.set(row, holds(c, odd))
		}
	}
}

// slow asks Match about every row.
func (s *Snapshot) slow(c query.Condition) tester {
	return func(k *chunk, out *mask) {
		out.fill(false)
		k.alive.each(func(row int) {
			ok, err := query.Match(c, func(name string) any {
				if i, known := s.column(name); known {
					return s.value(k, i, row)
				}
				return k.ids[row]
			}, query.MatchOptions{})
			out.set(row, ok && err == nil)
		})
	}
}

// pointwise are the operators that hold for a text when it is one of the values, or when it is not.
var pointwise = map[string]bool{"eq": true, "in": true, "has": true, "hasAny": true, "ne": false, "notIn": false, "hasNone": false}

// coded decides once for every entry of the dictionary.
func (s *Snapshot) coded(c query.Condition, column int) tester {
	table := make([]uint8, max(len(s.texts[column]), len(s.sets[column])))
	positive, listed := pointwise[c.Op]
	switch {
	case s.sets[column] != nil:
		for code, elements := range s.sets[column] {
			table[code] = bit(holds(c, elements))
		}
	case listed:
		for code := range table {
			table[code] = bit(!positive)
		}
		for _, v := range query.Elements(c.Value) {
			if text, ok := v.(string); ok {
				if code, known := s.table.dicts[column].find(text); known && int(code) < len(table) {
					table[code] = bit(positive)
				}
			}
		}
	default:
		for code, text := range s.texts[column] {
			table[code] = bit(holds(c, text))
		}
	}
	return func(k *chunk, out *mask) {
		v := &k.cols[column].codes
		switch {
		case v.u32 != nil:
			look(v.u32, table, out)
		case v.u16 != nil:
			look(v.u16, table, out)
		default:
			look(v.u8, table, out)
		}
	}
}

func bit(on bool) uint8 {
	if on {
		return 1
	}
	return 0
}

func look[C uint8 | uint16 | uint32](codes []C, table []uint8, out *mask) {
	out.fill(false)
	for w := 0; w<<6 < len(codes); w++ {
		var word uint64
		for i, code := range codes[w<<6 : min(w<<6+64, len(codes))] {
			word |= uint64(table[code]) << (i & 63)
		}
		out[w] = word
	}
}

// flagged decides once for empty, false and true.
func (s *Snapshot) flagged(c query.Condition, column int) tester {
	none, no, yes := holds(c, nil), holds(c, false), holds(c, true)
	if s.table.columns[column].Kind == query.KindObject {
		no, yes = holds(c, query.Opaque{}), false
	}
	return func(k *chunk, out *mask) {
		valid, flags := k.cols[column].valid, k.cols[column].flags
		for i := range out {
			var word uint64
			if none {
				word |= ^valid[i]
			}
			if no {
				word |= valid[i] &^ flags[i]
			}
			if yes {
				word |= valid[i] & flags[i]
			}
			out[i] = word
		}
	}
}

// span is a closed range of an ordered kind.
type span[T float64 | moment] struct{ from, to T }

// numeric tests numbers against ranges, nil for operators that are not about ranges.
func numeric(c query.Condition, column int) tester {
	read := func(v any) (float64, bool) { f, ok := v.(float64); return f, ok }
	beside := func(f float64, up bool) float64 {
		if up {
			return math.Nextafter(f, math.Inf(1))
		}
		return math.Nextafter(f, math.Inf(-1))
	}
	spans, positive, ok := ranges(c, read, beside, span[float64]{math.Inf(-1), math.Inf(1)})
	if !ok {
		return nil
	}
	return func(k *chunk, out *mask) {
		within(k.cols[column].numbers, k.cols[column].valid, spans, positive, out)
	}
}

// timed is numeric for moments.
func timed(c query.Condition, column int) tester {
	strange := false
	read := func(v any) (moment, bool) {
		text, ok := v.(string)
		if !ok {
			return 0, false
		}
		m, exact, _ := momentOf(text)
		strange = strange || !exact
		return m, true
	}
	beside := func(m moment, up bool) moment {
		if up {
			return m + 1
		}
		return m - 1
	}
	spans, positive, ok := ranges(c, read, beside, span[moment]{math.MinInt64, math.MaxInt64})
	if !ok || strange { // texts that are no moments are compared as texts
		return nil
	}
	return func(k *chunk, out *mask) {
		within(k.cols[column].moments, k.cols[column].valid, spans, positive, out)
	}
}

// ranges turns a leaf into ranges one of which (positive) or none of which a value must be in. An empty value is in none.
func ranges[T float64 | moment](c query.Condition, read func(any) (T, bool), beside func(T, bool) T, all span[T]) (out []span[T], positive, ok bool) {
	if c.Op == "between" {
		return pair(c, read, all), true, true
	}
	positive, listed := pointwise[c.Op]
	switch c.Op {
	case "empty":
		return []span[T]{all}, false, true
	case "notEmpty":
		return []span[T]{all}, true, true
	case "lt", "lte", "gt", "gte":
		positive = true
	default:
		if !listed {
			return nil, false, false
		}
	}
	for _, v := range query.Elements(c.Value) {
		x, fits := read(v)
		if !fits {
			continue
		}
		one := all
		switch c.Op {
		case "lt":
			one.to = beside(x, false)
		case "lte":
			one.to = x
		case "gt":
			one.from = beside(x, true)
		case "gte":
			one.from = x
		default:
			one = span[T]{x, x}
		}
		out = append(out, one)
	}
	return out, positive, true
}

func pair[T float64 | moment](c query.Condition, read func(any) (T, bool), all span[T]) []span[T] {
	low, high, ok := query.Bounds(c.Value)
	if !ok {
		return nil
	}
	one := all
	if low != nil {
		if one.from, ok = read(low); !ok {
			return nil
		}
	}
	if high != nil {
		if one.to, ok = read(high); !ok {
			return nil
		}
	}
	return []span[T]{one}
}

func within[T float64 | moment](values []T, valid *mask, spans []span[T], positive bool, out *mask) {
	out.fill(false)
	for _, s := range spans {
		for w := 0; w<<6 < len(values); w++ {
			var word uint64
			for i, x := range values[w<<6 : min(w<<6+64, len(values))] {
				var in uint64
				if x >= s.from && x <= s.to {
					in = 1
				}
				word |= in << (i & 63)
			}
			out[w] |= word
		}
	}
	out.and(valid)
	if !positive {
		out.flip()
	}
}
