package report

import (
	"cmp"
	"math"
	"slices"
)

// Cell is one figure. Value is nil when there is none, else a number or, for the least and greatest date, its text.
// N is how many values it was made of, of a ratio those below the line.
type Cell struct {
	Value any      `json:"value"`
	N     int64    `json:"n"`
	Small bool     `json:"small,omitempty"` // 样本不足: a mean, share or the like of fewer than Few values
	Low   *float64 `json:"low,omitempty"`   // 95% interval, where asked for
	High  *float64 `json:"high,omitempty"`
}

func (c Cell) number() (float64, bool) {
	f, ok := c.Value.(float64)
	return f, ok
}

// statistic are the measures that say little when there are few values.
var statistic = []string{"avg", "median", "percentile", "share", "ratio", "formula"}

// evaluate works out all measures of one group. grand are the figures of everything, nil while they are being worked out.
// Running totals of rows are left open; that of everything is the total.
func (p *Plan) evaluate(accs []accumulator, group int, grand []Cell) []Cell {
	out := make([]Cell, len(p.measures))
	next := firstMeasure
	for i, m := range p.measures {
		if m.base() {
			out[i].Value, out[i].N = accs[next].result(group)
			next++
		}
	}
	for _, i := range p.order {
		m := &p.measures[i]
		switch m.Fn {
		case "share":
			total := out[m.of]
			if grand != nil {
				total = grand[m.of]
			}
			out[i] = divided(out[m.of], total)
		case "ratio":
			out[i] = divided(out[m.of], out[m.per])
			if m.Interval {
				out[i].interval(out[m.of], out[m.per])
			}
		case "formula":
			out[i] = m.calculate(p, out)
		case "running":
			out[i] = Cell{N: out[m.of].N}
			if grand == nil {
				out[i] = out[m.of]
			}
		}
		if c := &out[i]; slices.Contains(statistic, m.Fn) {
			c.Small = p.few(c.N)
		}
		out[i].Value = finite(out[i].Value)
	}
	return out
}

// few reports whether n values are a small sample.
func (p *Plan) few(n int64) bool { return n < int64(cmp.Or(p.question.Few, Few)) }

func finite(v any) any {
	if f, ok := v.(float64); ok && (math.IsNaN(f) || math.IsInf(f, 0)) {
		return nil
	}
	return v
}

// divided is a ratio; of nothing, and by nothing, there is none.
func divided(a, b Cell) Cell {
	x, has := a.number()
	y, by := b.number()
	if !has || !by || y == 0 {
		return Cell{N: b.N}
	}
	return Cell{Value: x / y, N: b.N}
}

func (c *Cell) interval(a, b Cell) {
	x, has := a.number()
	n, by := b.number()
	if low, high, ok := Wilson(x, n); has && by && ok {
		c.Low, c.High = &low, &high
	}
}

// calculate runs a formula; what cannot be calculated is empty.
func (m *measure) calculate(p *Plan, figures []Cell) Cell {
	env := map[string]any{}
	out := Cell{N: math.MaxInt64}
	for _, i := range m.reads {
		env[p.measures[i].Key] = figures[i].Value
		out.N = min(out.N, figures[i].N)
	}
	if len(m.reads) == 0 {
		out.N = 0
	}
	if v, err := m.formula.Run(env); err == nil {
		out.Value = v
	}
	return out
}

// accumulate fills the running totals of rows that are in the natural order of the first dimension: anew for every
// combination of the other dimensions. Before the first figure, and in the row of the others or the empty value, there is none.
func (p *Plan) accumulate(rows []*Row, grand []Cell) {
	for i := range p.measures {
		m := &p.measures[i]
		if m.Fn != "running" {
			continue
		}
		sums := map[cellKey]*total{}
		for _, r := range rows {
			r.Cells[i] = Cell{N: r.Cells[m.of].N}
			rest := r.key
			rest[0] = none
			if r.key[0] == none || r.key[0] == others {
				continue
			}
			if x, ok := r.Cells[m.of].number(); ok {
				if sums[rest] == nil {
					sums[rest] = &total{}
				}
				sums[rest].add(x)
			}
			if t := sums[rest]; t != nil {
				r.Cells[i].Value = t.sum + t.lost
			}
		}
	}
	for _, r := range rows {
		p.again(r, grand)
	}
}

// again works out what reads running totals.
func (p *Plan) again(r *Row, grand []Cell) {
	for _, i := range p.order {
		m := &p.measures[i]
		if !p.late(i) || m.Fn == "running" {
			continue
		}
		switch m.Fn {
		case "ratio":
			r.Cells[i] = divided(r.Cells[m.of], r.Cells[m.per])
		case "formula":
			r.Cells[i] = m.calculate(p, r.Cells)
		case "share":
			r.Cells[i] = divided(r.Cells[m.of], grand[m.of])
		}
		r.Cells[i].Small = p.few(r.Cells[i].N)
		r.Cells[i].Value = finite(r.Cells[i].Value)
	}
}

// late reports whether a measure is, or needs, a running total.
func (p *Plan) late(i int) bool {
	m := &p.measures[i]
	return m.Fn == "running" || slices.ContainsFunc(m.reads, p.late)
}
