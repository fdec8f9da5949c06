package report

import (
	"maps"
	"math"
	"slices"

	"huiyin/engine/query"
)

// vector is one column of one chunk.
type vector struct {
	form    form
	opaque  bool   // objects: a flag that is there and equals nothing
	gen     uint64 // generation of the table that may change the slices in place
	codes   codes
	numbers []float64
	moments []moment
	valid   *mask // of numbers, moments and flags
	flags   *mask
	// odd are values that are not of the column's kind, by row. Conditions see them as they are; groups and measures see
	// an empty value, the nearest moment, or a list of one.
	odd map[int]any
	// The range of what was ever kept here, for buckets and bins; meaningless when lowest > highest.
	lowest, highest float64
	first, last     moment
}

func newVector(c Column) vector {
	v := vector{form: c.form(), opaque: c.Kind == query.KindObject, lowest: math.Inf(1), highest: math.Inf(-1), first: math.MaxInt64, last: math.MinInt64}
	switch v.form {
	case asNumbers, asMoments:
		v.valid = &mask{}
	case asFlags:
		v.valid, v.flags = &mask{}, &mask{}
	}
	return v
}

// own makes the slices the table's alone before they are changed.
func (v *vector) own(gen uint64) {
	if v.gen == gen {
		return
	}
	v.gen = gen
	v.codes = v.codes.clone()
	v.numbers, v.moments = slices.Clone(v.numbers), slices.Clone(v.moments)
	v.odd = maps.Clone(v.odd)
	if v.valid != nil {
		valid := *v.valid
		v.valid = &valid
	}
	if v.flags != nil {
		flags := *v.flags
		v.flags = &flags
	}
}

// push adds an empty row.
func (v *vector) push() {
	switch v.form {
	case asNumbers:
		v.numbers = append(v.numbers, 0)
	case asMoments:
		v.moments = append(v.moments, 0)
	case asTexts, asSets:
		v.codes.push()
	}
}

// put writes a value of a document into a row.
func (v *vector) put(row int, raw any, d *dictionary) {
	delete(v.odd, row)
	single, fits := alone(raw)
	switch v.form {
	case asSets:
		v.codes.set(row, d.set(query.Elements(raw)))
		fits = single == nil // one value where a list belongs sorts as that value
	case asTexts:
		s, ok := single.(string)
		fits = fits && (ok || single == nil)
		code := uint32(0)
		if s != "" {
			code = d.text(s)
		}
		v.codes.set(row, code)
	case asNumbers:
		fits = v.number(row, single) && fits
	case asMoments:
		fits = v.moment(row, single) && fits
	case asFlags:
		fits = v.flag(row, single) && fits
	}
	if !fits {
		if v.odd == nil {
			v.odd = map[int]any{}
		}
		v.odd[row] = single
		if single == nil {
			v.odd[row] = slices.Clone(query.Elements(raw))
		}
	}
}

// alone is the one value of a document's value, nil when it is empty. fits is false for lists that are not empty.
func alone(raw any) (single any, fits bool) {
	switch t := raw.(type) {
	case string:
		if t == "" {
			return nil, true
		}
		return raw, true
	case nil, float64, bool:
		return raw, true
	}
	if single = query.Scalar(raw); single != nil {
		return single, true
	}
	return nil, len(query.Elements(raw)) == 0
}

func (v *vector) number(row int, value any) bool {
	f, ok := value.(float64)
	ok = ok && !math.IsInf(f, 0) && !math.IsNaN(f)
	v.valid.set(row, ok)
	if !ok {
		v.numbers[row] = 0
		return value == nil
	}
	v.numbers[row] = f
	v.lowest, v.highest = min(v.lowest, f), max(v.highest, f)
	return true
}

func (v *vector) moment(row int, value any) bool {
	text, _ := value.(string)
	m, exact, ok := momentOf(text)
	v.valid.set(row, ok)
	v.moments[row] = m
	if ok {
		v.first, v.last = min(v.first, m), max(v.last, m)
	}
	return value == nil || exact
}

func (v *vector) flag(row int, value any) bool {
	b, ok := value.(bool)
	if v.opaque {
		ok = value == query.Opaque{}
	}
	v.valid.set(row, ok)
	v.flags.set(row, b)
	return ok || value == nil
}

// value is what conditions see in a row.
func (v *vector) value(row int, texts []string, sets [][]any) any {
	if odd, ok := v.odd[row]; ok {
		return odd
	}
	switch v.form {
	case asTexts:
		return texts[v.codes.at(row)]
	case asSets:
		return sets[v.codes.at(row)]
	}
	if !v.valid.has(row) {
		return nil
	}
	switch {
	case v.form == asNumbers:
		return v.numbers[row]
	case v.form == asMoments:
		return v.moments[row].String()
	case v.opaque:
		return query.Opaque{}
	}
	return v.flags.has(row)
}

func (v *vector) bytes() int {
	n := v.codes.bytes() + 8*cap(v.numbers) + 8*cap(v.moments) + 96*len(v.odd) + 200
	for _, m := range []*mask{v.valid, v.flags} {
		if m != nil {
			n += 8 * maskWords
		}
	}
	return n
}
