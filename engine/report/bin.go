package report

import (
	"math"
	"sort"
)

// smallest is how many whole numbers in a row are looked up in a table and not in a map.
const smallest = 1 << 16

// numbers prepares an axis of bins, or of the numbers as they are.
func (a *axis) numbers(s *Snapshot) error {
	low, high := math.Inf(1), math.Inf(-1)
	for _, c := range s.chunks {
		low, high = min(low, c.cols[a.column].lowest), max(high, c.cols[a.column].highest)
	}
	factor := a.field.factor()
	switch {
	case len(a.Edges) > 0:
		a.edges()
		a.fill = a.each(func(v float64) uint32 {
			return 1 + uint32(sort.Search(len(a.Edges), func(i int) bool { return a.Edges[i] > v/factor }))
		})
	case a.Width > 0:
		bin := func(v float64) float64 { return math.Floor((v/factor - a.Origin) / a.Width) }
		first, more := bin(low), 0.0
		if low <= high {
			more = bin(high) - first
		} else {
			first = 0
		}
		if !(more <= MaxBuckets) { // not a number either: the width is nothing beside the values
			return a.tooMany()
		}
		for i := range int(more) + 1 {
			from, to := a.Origin+(first+float64(i))*a.Width, a.Origin+(first+float64(i)+1)*a.Width
			a.labels = append(a.labels, Range{&from, &to})
		}
		a.fill = a.each(func(v float64) uint32 { return 1 + uint32(bin(v)-first) })
	default:
		return a.distinct(s, low, high)
	}
	return nil
}

func (a *axis) edges() {
	for i := range len(a.Edges) + 1 {
		var r Range
		if i > 0 {
			r.From = &a.Edges[i-1]
		}
		if i < len(a.Edges) {
			r.To = &a.Edges[i]
		}
		a.labels = append(a.labels, r)
	}
}

// each labels every number of a chunk.
func (a *axis) each(label func(v float64) uint32) func(*chunk, *[chunkRows]uint32) {
	return func(c *chunk, out *[chunkRows]uint32) {
		v := &c.cols[a.column]
		for i, x := range v.numbers {
			out[i] = none
			if v.valid.has(i) {
				out[i] = label(x)
			}
		}
	}
}

// distinct gives every number a label of its own: whole numbers close to each other by a table, others by a map.
func (a *axis) distinct(s *Snapshot, low, high float64) error {
	var table []uint32
	if low = math.Floor(low); low <= high && high-low < smallest {
		table = make([]uint32, int(high-low)+1)
	}
	seen := map[float64]uint32{}
	place := func(v float64) *uint32 {
		if d := v - low; d >= 0 && d < float64(len(table)) && d == math.Floor(d) {
			return &table[int(d)]
		}
		return nil
	}
	factor := a.field.factor()
	for _, c := range s.chunks {
		v := &c.cols[a.column]
		for i, x := range v.numbers {
			if p := place(x); p != nil && v.valid.has(i) {
				if *p == 0 {
					*p = a.label(x / factor)
				}
			} else if _, known := seen[x]; v.valid.has(i) && !known {
				seen[x] = a.label(x / factor)
			}
		}
		if len(a.labels) > MaxBuckets {
			return a.tooMany()
		}
	}
	a.fill = a.each(func(v float64) uint32 {
		if p := place(v); p != nil {
			return *p
		}
		return seen[v]
	})
	return nil
}
