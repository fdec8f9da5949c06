package report

import "slices"

// rows works out the groups by some axes, with those of the periods compared with beside them. Groups that are only in
// an earlier period are rows too.
func (a *answering) rows(by []int, cut bool) []*Row {
	now := a.cells[0].groups(a.axes, by, cut)
	rows := make([]*Row, len(now.keys))
	index := map[cellKey]*Row{}
	for i, key := range now.keys {
		if i%chunkRows == 0 && a.ctx.Err() != nil {
			return nil
		}
		rows[i] = a.row(key, by, now.accs, i)
		index[key] = rows[i]
	}
	for k := range a.windows[1:] {
		rows = a.beside(rows, index, by, k+1, cut)
	}
	return rows
}

func (a *answering) row(key cellKey, by []int, accs []accumulator, group int) *Row {
	r := &Row{By: []any{}, key: key, Cells: a.evaluate(accs, group, a.whole(by, 0))}
	_, r.N = accs[rowCount].result(group)
	_, r.Immature = accs[unripe].result(group)
	for _, d := range by {
		r.By = append(r.By, a.labelled(d, key[d]))
	}
	return r
}

func (a *answering) labelled(d int, label uint32) any {
	if label == others {
		return Others{a.cut[d]}
	}
	return a.axes[d].labels[label]
}

// beside adds the figures of an earlier period.
func (a *answering) beside(rows []*Row, index map[cellKey]*Row, by []int, k int, cut bool) []*Row {
	then := a.cells[k].groups(a.axes, by, cut)
	for i, key := range then.keys {
		for _, d := range by {
			key[d] = a.aligned(d, key[d], k)
		}
		r := index[key]
		if r == nil {
			r = a.row(key, by, a.nothing(), 0)
			index[key] = r
			rows = append(rows, r)
		}
		a.pad(r, k-1)
		r.Compare = append(r.Compare, a.evaluate(then.accs, i, a.whole(by, k)))
	}
	for _, r := range rows {
		a.pad(r, k)
	}
	return rows
}

// whole are the figures of everything in a period; of everything itself there are none yet.
func (a *answering) whole(by []int, k int) []Cell {
	if len(by) == 0 {
		return nil
	}
	return a.grand[k]
}

// pad gives a row the figures of n earlier periods, of those it was not in those of nothing.
func (a *answering) pad(r *Row, n int) {
	for k := len(r.Compare); k < n; k++ {
		r.Compare = append(r.Compare, a.evaluate(a.nothing(), 0, a.grand[k+1]))
	}
}

// nothing are accumulators of a group without records.
func (a *answering) nothing() []accumulator {
	var out []accumulator
	for _, acc := range a.cells[0].accs {
		one := acc.fresh()
		one.grow(1)
		out = append(out, one)
	}
	return out
}

// aligned moves the label of a date in an earlier period to that of the period itself.
func (a *answering) aligned(d int, label uint32, k int) uint32 {
	axis := a.axes[d]
	if label == none || label == others || axis.Bucket == "" || axis.field.Column != a.period.Column {
		return label
	}
	from, to := civilOf(a.windows[k].from), civilOf(a.windows[0].from)
	return axis.start(bucket(axis.Bucket).aligned(axis.starts[label], from, to))
}

// filled adds the rows of dates on which nothing happened, up to now.
func (a *answering) filled(rows []*Row) []*Row {
	if len(a.dims) != 1 || !a.dims[0].Fill {
		return rows
	}
	axis, b := a.axes[0], bucket(a.dims[0].Bucket)
	seen := map[int64]bool{}
	first, last := int64(0), int64(0)
	for _, r := range rows {
		if label := r.key[0]; label != none && label != others {
			at := axis.starts[label]
			if len(seen) == 0 || at < first {
				first = at
			}
			if len(seen) == 0 || at > last {
				last = at
			}
			seen[at] = true
		}
	}
	w := a.windows[0]
	if a.period != nil && a.dims[0].field.Column == a.period.Column && !w.from.IsZero() && !w.to.IsZero() {
		first, last = b.start(civilOf(w.from)), b.start(civilOf(w.to)-1)
	} else if len(seen) == 0 {
		return rows
	}
	last = min(last, b.start(civilOf(a.now.In(a.zone))))
	for at := first; at <= last && len(rows) <= MaxBuckets; at = b.next(at) {
		if seen[at] {
			continue
		}
		r := a.row(cellKey{axis.start(at)}, []int{0}, a.nothing(), 0)
		a.pad(r, len(a.windows)-1)
		rows = append(rows, r)
	}
	return rows
}

// top decides which labels are kept on every axis, by the measure that decides.
func (a *answering) top() {
	for d, axis := range a.axes {
		if axis.Top == 0 {
			continue
		}
		rows := a.rows([]int{d}, false)
		a.natural(rows)
		rows = slices.DeleteFunc(rows, func(r *Row) bool { return r.N+r.Immature == 0 })
		slices.SortStableFunc(rows, func(x, y *Row) int {
			return compareFigures(x.Cells[a.ranking].Value, y.Cells[a.ranking].Value, !a.rising)
		})
		if len(rows) <= axis.Top {
			continue
		}
		axis.kept = map[uint32]bool{}
		for _, r := range rows[:axis.Top] {
			axis.kept[r.key[d]] = true
		}
		a.cut[d] = len(rows) - axis.Top
	}
}
