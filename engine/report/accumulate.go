package report

import (
	"math"
	"math/bits"
)

// accumulator gathers one measure for many cells at once. Two of one origin can be merged, whatever rows they saw.
type accumulator interface {
	grow(cells int)
	add(c *chunk, cell *[chunkRows]uint32, rows *mask)
	fresh() accumulator
	merge(to int, from accumulator, cell int) // from is of the same kind
	// result is the figure of a cell, nil when there is none, and how many values it was made of.
	result(cell int) (any, int64)
}

// accumulator of a measure; column is where its field is.
func (s *Snapshot) accumulator(m *measure, column int) accumulator {
	form := asTexts
	if m.Of != "" {
		form = s.table.columns[column].form()
	}
	factor := m.field.factor()
	switch m.Fn {
	case "distinct":
		return &distinct{column: column, form: form, sets: s.sets, domain: len(s.texts[column])}
	case "sum", "avg":
		return &sums{column: column, mean: m.Fn == "avg", factor: factor}
	case "min", "max":
		return s.extreme(m, column, form)
	case "median":
		return &quantile{column: column, at: 0.5, factor: factor}
	case "percentile":
		return &quantile{column: column, at: *m.P / 100, factor: factor}
	}
	return &counts{}
}

// counts counts rows.
type counts struct{ n []int64 }

func (a *counts) grow(cells int)               { a.n = grown(a.n, cells) }
func (a *counts) fresh() accumulator           { return &counts{} }
func (a *counts) result(cell int) (any, int64) { return float64(a.n[cell]), a.n[cell] }
func (a *counts) merge(to int, from accumulator, cell int) {
	a.n[to] += from.(*counts).n[cell]
}

func (a *counts) add(_ *chunk, cell *[chunkRows]uint32, rows *mask) {
	n := a.n
	for w, word := range rows {
		switch word {
		case 0:
		case math.MaxUint64:
			block := cell[w<<6 : w<<6+64]
			for _, id := range block {
				n[id]++
			}
		default:
			for ; word != 0; word &= word - 1 {
				n[cell[w<<6|bits.TrailingZeros64(word)]]++
			}
		}
	}
}

func grown[T any](list []T, n int) []T {
	if n <= len(list) {
		return list
	}
	if n <= cap(list) {
		return list[:n]
	}
	out := make([]T, n, n+n/2)
	copy(out, list)
	return out
}

// total is a sum with the error its additions made (Neumaier), so that the order of the rows does not show.
type total struct {
	sum, lost float64
	n         int64
}

func (t *total) add(x float64) {
	next := t.sum + x
	if math.Abs(t.sum) >= math.Abs(x) {
		t.lost += (t.sum - next) + x
	} else {
		t.lost += (x - next) + t.sum
	}
	t.sum = next
}

// sums adds numbers up.
type sums struct {
	column int
	mean   bool
	factor float64
	cells  []total
}

func (a *sums) grow(cells int)     { a.cells = grown(a.cells, cells) }
func (a *sums) fresh() accumulator { return &sums{column: a.column, mean: a.mean, factor: a.factor} }

func (a *sums) add(c *chunk, cell *[chunkRows]uint32, rows *mask) {
	v := &c.cols[a.column]
	numbers := v.numbers
	for w, word := range rows {
		word &= v.valid[w]
		for ; word != 0; word &= word - 1 {
			i := w<<6 | bits.TrailingZeros64(word)
			t := &a.cells[cell[i]]
			t.add(numbers[i])
			t.n++
		}
	}
}

func (a *sums) merge(to int, from accumulator, cell int) {
	other := from.(*sums).cells[cell]
	t := &a.cells[to]
	t.add(other.sum)
	t.lost += other.lost
	t.n += other.n
}

func (a *sums) result(cell int) (any, int64) {
	t := a.cells[cell]
	if t.n == 0 {
		return nil, 0
	}
	sum := (t.sum + t.lost) / a.factor
	if a.mean {
		sum /= float64(t.n)
	}
	return sum, t.n
}

// extremes keeps the least or the greatest value; ranks are numbers that order as the values do.
type extremes struct {
	greatest bool
	rank     func(c *chunk, row int) (float64, bool)
	value    func(rank float64) any
	best     []float64
	n        []int64
}

func (s *Snapshot) extreme(m *measure, column int, f form) accumulator {
	a := &extremes{greatest: m.Fn == "max"}
	switch f {
	case asNumbers:
		factor := m.field.factor()
		a.rank = func(c *chunk, row int) (float64, bool) {
			return c.cols[column].numbers[row], c.cols[column].valid.has(row)
		}
		a.value = func(rank float64) any { return rank / factor }
	case asMoments:
		a.rank = func(c *chunk, row int) (float64, bool) {
			return float64(c.cols[column].moments[row]), c.cols[column].valid.has(row)
		}
		a.value = func(rank float64) any { return moment(rank).String() }
	default:
		order, byOrder := ordered(s.texts[column])
		a.rank = func(c *chunk, row int) (float64, bool) {
			code := c.cols[column].codes.at(row)
			return float64(order[code]), code != 0
		}
		a.value = func(rank float64) any { return byOrder[int(rank)] }
	}
	return a
}

func (a *extremes) grow(cells int) { a.best, a.n = grown(a.best, cells), grown(a.n, cells) }
func (a *extremes) fresh() accumulator {
	return &extremes{greatest: a.greatest, rank: a.rank, value: a.value}
}

func (a *extremes) add(c *chunk, cell *[chunkRows]uint32, rows *mask) {
	rows.each(func(row int) {
		if x, ok := a.rank(c, row); ok {
			a.take(int(cell[row]), x, 1)
		}
	})
}

func (a *extremes) take(cell int, x float64, n int64) {
	if a.n[cell] == 0 || a.greatest && x > a.best[cell] || !a.greatest && x < a.best[cell] {
		a.best[cell] = x
	}
	a.n[cell] += n
}

func (a *extremes) merge(to int, from accumulator, cell int) {
	if other := from.(*extremes); other.n[cell] > 0 {
		a.take(to, other.best[cell], other.n[cell])
	}
}

func (a *extremes) result(cell int) (any, int64) {
	if a.n[cell] == 0 {
		return nil, 0
	}
	return a.value(a.best[cell]), a.n[cell]
}
