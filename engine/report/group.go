package report

import "slices"

// groups are cells put together by the labels of some axes.
type groups struct {
	axes  []int // places of the axes that tell the groups apart
	index map[cellKey]int
	keys  []cellKey // labels; axes that do not count have none
	accs  []accumulator
}

// groups puts cells together by the labels of the axes. A cell with several labels is in several groups; what is in a
// group is counted once. cut turns labels beyond the top into others.
func (c *cells) groups(axes []*axis, by []int, cut bool) *groups {
	g := &groups{axes: by, index: map[cellKey]int{}}
	for _, a := range c.accs {
		g.accs = append(g.accs, a.fresh())
	}
	targets := make([][]int, len(c.keys))
	for i, key := range c.keys {
		for _, k := range combinations(axes, by, key, cut) {
			targets[i] = append(targets[i], g.place(k))
		}
	}
	if len(by) == 0 {
		g.place(cellKey{}) // the total of nothing is there too
	}
	for k, a := range g.accs {
		a.grow(len(g.keys))
		for i, list := range targets {
			for _, to := range list {
				a.merge(to, c.accs[k], i)
			}
		}
	}
	return g
}

func (g *groups) place(key cellKey) int {
	at, known := g.index[key]
	if !known {
		at = len(g.keys)
		g.index[key], g.keys = at, append(g.keys, key)
	}
	return at
}

// combinations are the keys of the groups that a cell is in.
func combinations(axes []*axis, by []int, key cellKey, cut bool) []cellKey {
	out := []cellKey{{}}
	for _, d := range by {
		labels := axes[d].labelsOf(key[d], cut)
		next := make([]cellKey, 0, len(out)*len(labels))
		for _, k := range out {
			for _, label := range labels {
				k[d] = label
				next = append(next, k)
			}
		}
		out = next
	}
	return out
}

// labelsOf are the labels of a code, each once.
func (a *axis) labelsOf(code uint32, cut bool) []uint32 {
	labels := []uint32{code}
	if a.many != nil {
		labels = a.many[code]
	}
	if !cut || a.kept == nil {
		return labels
	}
	out := make([]uint32, 0, len(labels))
	for _, label := range labels {
		if !a.kept[label] {
			label = others
		}
		if !slices.Contains(out, label) {
			out = append(out, label)
		}
	}
	return out
}

// subsets are the sets of axes below n that are not all of them, the grand total first.
func subsets(n int) [][]int {
	var out [][]int
	for bits := range 1<<n - 1 {
		var set []int
		for d := range n {
			if bits>>d&1 == 1 {
				set = append(set, d)
			}
		}
		out = append(out, set)
	}
	return out
}
