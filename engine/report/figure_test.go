package report_test

import (
	"math"
	"slices"
	"sort"
	"strings"
	"time"

	"huiyin/engine/query"
	"huiyin/engine/report"
)

// figures works out all measures of some records but running totals; whole are the figures of everything, by key.
func (f *reference) figures(docs []document, whole map[string]report.Cell) map[string]report.Cell {
	out := map[string]report.Cell{}
	for _, m := range f.q.Measures {
		switch m.Fn {
		case "share", "running", "ratio", "formula":
		default:
			out[m.Key] = f.figure(m, docs)
		}
	}
	for _, m := range f.q.Measures {
		switch m.Fn {
		case "share":
			total := out[m.Of]
			if whole != nil {
				total = whole[m.Of]
			}
			out[m.Key] = per(out[m.Of], total)
		case "running":
			if out[m.Key] = out[m.Of]; whole != nil {
				out[m.Key] = report.Cell{N: out[m.Of].N}
			}
		case "ratio":
			c := per(out[m.Of], out[m.Per])
			if k, ok := out[m.Of].Value.(float64); m.Interval && ok {
				if low, high, ok := report.Wilson(k, float64(out[m.Per].N)); ok {
					c.Low, c.High = &low, &high
				}
			}
			out[m.Key] = c
		case "formula":
			a, b := out["a"], out["b"]
			if strings.Contains(m.Formula, "sofar") {
				a, b = out["sofar"], out["sofar"]
			}
			c := report.Cell{N: min(a.N, b.N)}
			x, has := a.Value.(float64)
			y, also := b.Value.(float64)
			if has && also {
				if v, ok := formulas[m.Formula](x, y); ok {
					c.Value = v
				}
			}
			c.Small = c.N < report.Few
			out[m.Key] = c
		}
	}
	return out
}

func per(a, b report.Cell) report.Cell {
	out := report.Cell{N: b.N, Small: b.N < report.Few}
	x, has := a.Value.(float64)
	if y, ok := b.Value.(float64); ok && has && y != 0 {
		out.Value = x / y
	}
	return out
}

// figure is one measure of records.
func (f *reference) figure(m report.Measure, docs []document) report.Cell {
	var numbers []float64
	var texts []string
	distinct := map[any]bool{}
	n := int64(0)
	for _, d := range docs {
		if !f.holds(m.Where, d) {
			continue
		}
		if m.Of == "" {
			n++
			continue
		}
		field, raw := f.shape.Fields[m.Of], d[f.shape.Fields[m.Of].Column]
		elements := query.Elements(raw)
		if m.Fn == "count" {
			n += min(1, int64(len(elements)))
			continue
		}
		if field.List {
			n += min(1, int64(len(elements)))
			for _, e := range elements {
				distinct[e] = true
			}
			continue
		}
		v := f.kept1(field, query.Scalar(raw))
		if v == nil {
			continue
		}
		n++
		distinct[v] = true
		if x, ok := v.(float64); ok {
			numbers = append(numbers, x)
		} else if s, ok := v.(string); ok {
			texts = append(texts, s)
		}
	}
	out := report.Cell{N: n, Small: n < report.Few && slices.Contains([]string{"avg", "median", "percentile"}, m.Fn)}
	switch {
	case m.Fn == "count":
		out.Value = float64(n)
	case m.Fn == "distinct":
		out.Value = float64(len(distinct))
	case len(numbers) > 0:
		out.Value = calculated(m, numbers) / math.Pow10(f.shape.Fields[m.Of].Decimals)
	case len(texts) > 0:
		sort.Strings(texts)
		out.Value = texts[0]
		if m.Fn == "max" {
			out.Value = texts[len(texts)-1]
		}
	}
	return out
}

// kept1 is the value when it is of the field's kind.
func (f *reference) kept1(field report.Field, v any) any {
	switch x := v.(type) {
	case string:
		if field.Kind == query.KindDatetime {
			t, err := time.Parse(time.RFC3339Nano, x)
			if err != nil {
				return nil
			}
			return t.UTC().Format(time.RFC3339Nano)
		}
		if field.Kind != query.KindNumber && field.Kind != query.KindBoolean {
			return x
		}
	case float64:
		if field.Kind == query.KindNumber {
			return x
		}
	case bool:
		if field.Kind == query.KindBoolean {
			return x
		}
	}
	return nil
}

func calculated(m report.Measure, numbers []float64) float64 {
	sort.Float64s(numbers)
	sum := 0.0
	for _, x := range numbers {
		sum += x
	}
	at := 0.5
	switch m.Fn {
	case "sum":
		return sum
	case "avg":
		return sum / float64(len(numbers))
	case "min":
		return numbers[0]
	case "max":
		return numbers[len(numbers)-1]
	case "percentile":
		at = *m.P / 100
	}
	k := at * float64(len(numbers)-1)
	low, high := numbers[int(math.Floor(k))], numbers[int(math.Ceil(k))]
	return low + (high-low)*(k-math.Floor(k))
}

// cells are figures in the order of the question.
func (f *reference) cells(figures map[string]report.Cell) []report.Cell {
	out := make([]report.Cell, len(f.q.Measures))
	for i, m := range f.q.Measures {
		out[i] = figures[m.Key]
	}
	return out
}

// rows are all rows by some dimensions, in their natural order.
func (f *reference) rows(by []int) []*report.Row {
	out := map[string]*report.Row{}
	var order []*report.Row
	for k, w := range f.frame {
		docs, _ := f.chosen(w)
		whole := f.figures(f.sets(docs, nil)[""].docs, nil)
		if len(by) == 0 {
			whole = nil
		}
		for _, s := range f.sets(docs, by) {
			labels := s.labels
			if k > 0 {
				labels = f.aligned(labels, by, k)
			}
			r := out[names(labels)]
			if r == nil {
				r = &report.Row{By: labels}
				out[names(labels)] = r
				order = append(order, r)
			}
			if k == 0 {
				r.N, r.Immature = int64(len(s.docs)), int64(s.unripe)
				r.Cells = f.cells(f.figures(s.docs, whole))
				continue
			}
			for len(r.Compare) < k-1 {
				r.Compare = append(r.Compare, nil)
			}
			r.Compare = append(r.Compare, f.cells(f.figures(s.docs, whole)))
		}
	}
	f.pad(order)
	f.natural(order, by)
	return order
}

// pad gives rows the figures of the periods in which they had no records.
func (f *reference) pad(rows []*report.Row) {
	for k, w := range f.frame {
		docs, _ := f.chosen(w)
		nothing := f.cells(f.figures(nil, f.figures(f.sets(docs, nil)[""].docs, nil)))
		for _, r := range rows {
			switch {
			case k == 0 && r.Cells == nil:
				r.Cells = slices.Clone(nothing)
			case k > 0 && len(r.Compare) < k:
				r.Compare = append(r.Compare, nothing)
			case k > 0 && r.Compare[k-1] == nil:
				r.Compare[k-1] = nothing
			}
		}
	}
}

// top decides which labels stay.
func (f *reference) top() {
	kept := make([]map[string]any, len(f.q.By))
	f.cut = make([]int, len(f.q.By))
	ranking, rising := 0, false
	if f.q.Measures[0].Fn == "running" {
		ranking = 1
	}
	for _, s := range slices.Backward(f.q.Sort) {
		if i := slices.IndexFunc(f.q.Measures, func(m report.Measure) bool { return m.Key == s.By }); i >= 0 {
			ranking, rising = i, !s.Desc
		}
	}
	for d, by := range f.q.By {
		rows := slices.DeleteFunc(f.rows([]int{d}), func(r *report.Row) bool { return r.N+r.Immature == 0 })
		if by.Top == 0 || len(rows) <= by.Top {
			continue
		}
		sort.SliceStable(rows, func(i, j int) bool {
			return before(rows[i].Cells[ranking].Value, rows[j].Cells[ranking].Value, !rising) < 0
		})
		kept[d] = map[string]any{}
		for _, r := range rows[:by.Top] {
			kept[d][name(r.By[0])] = nil
		}
		f.cut[d] = len(rows) - by.Top
	}
	f.kept = kept
}

func before(a, b any, desc bool) int {
	if a == nil || b == nil || !desc {
		return query.CompareValues(a, b)
	}
	return query.CompareValues(b, a)
}

// answer is the whole answer.
func (f *reference) answer() *report.Answer {
	f.frames()
	_, left := f.chosen(f.frame[0])
	out := &report.Answer{Excluded: left, Total: f.rows(nil)[0]}
	if len(f.q.By) == 0 {
		out.Rows = []*report.Row{out.Total}
		return out
	}
	f.top()
	all := make([]int, len(f.q.By))
	for i := range all {
		all[i] = i
	}
	rows := f.rows(all)
	rows = f.filled(rows)
	f.run(rows)
	rows = slices.DeleteFunc(rows, func(r *report.Row) bool {
		ok, err := query.Match(f.q.Having, func(key string) any {
			return r.Cells[slices.IndexFunc(f.q.Measures, func(m report.Measure) bool { return m.Key == key })].Value
		}, query.MatchOptions{})
		return !ok || err != nil
	})
	f.sort(rows)
	if f.q.Limit > 0 && len(rows) > f.q.Limit {
		out.Truncated, rows = len(rows)-f.q.Limit, rows[:f.q.Limit]
	}
	out.Rows = rows
	if f.q.Totals {
		for bits := 1; bits < 1<<len(all)-1; bits++ {
			by, s := []int{}, report.Subtotal{}
			for d := range all {
				if bits>>d&1 == 1 {
					by = append(by, d)
					s.By = append(s.By, f.q.By[d].Field)
				}
			}
			s.Rows = f.rows(by)
			out.Totals = append(out.Totals, s)
		}
	}
	return out
}

// filled adds the days on which nothing happened.
func (f *reference) filled(rows []*report.Row) []*report.Row {
	by := f.q.By[0]
	if len(f.q.By) > 1 || !by.Fill {
		return rows
	}
	bucket, layout := by.Bucket, time.DateOnly
	if bucket == "hour" {
		layout = "2006-01-02T15:04"
	}
	if bucket == "" {
		bucket = "day"
	}
	var have []string
	for _, r := range rows {
		if s, ok := r.By[0].(string); ok {
			have = append(have, s)
		}
	}
	var at, end time.Time
	switch p := f.q.Period; {
	case p != nil && p.Field == by.Field && !f.frame[0].to.IsZero():
		at, end = begin(f.frame[0].from, bucket), f.frame[0].to.Add(-time.Second)
	case len(have) == 0:
		return rows
	default:
		at, _ = time.Parse(layout, slices.Min(have))
		end, _ = time.Parse(layout, slices.Max(have))
	}
	end = begin(end, bucket)
	if now := begin(f.now.In(f.zone), bucket); now.Before(end) {
		end = now
	}
	var added []*report.Row
	for ; !at.After(end); at = following(at, bucket) {
		if label := called(at, bucket); !slices.Contains(have, label) {
			added = append(added, &report.Row{By: []any{label}})
		}
	}
	f.pad(added)
	rows = append(rows, added...)
	f.natural(rows, []int{0})
	return rows
}

func following(at time.Time, bucket string) time.Time {
	switch bucket {
	case "hour":
		return at.Add(time.Hour)
	case "week":
		return at.AddDate(0, 0, 7)
	case "month":
		return at.AddDate(0, 1, 0)
	case "quarter":
		return at.AddDate(0, 3, 0)
	case "year":
		return at.AddDate(1, 0, 0)
	}
	return at.AddDate(0, 0, 1)
}

// run adds running totals.
func (f *reference) run(rows []*report.Row) {
	if f.q.Measures[0].Fn != "running" {
		return
	}
	of := slices.IndexFunc(f.q.Measures, func(m report.Measure) bool { return m.Key == f.q.Measures[0].Of })
	for _, r := range rows {
		r.Cells[0] = report.Cell{N: r.Cells[of].N}
		_, cut := r.By[0].(report.Others)
		if r.By[0] == nil || cut {
			continue
		}
		sum := 0.0
		for _, other := range rows {
			if _, cut := other.By[0].(report.Others); cut || other.By[0] == nil || names(other.By[1:]) != names(r.By[1:]) || f.less(other.By[0], r.By[0], 0) > 0 {
				continue
			}
			sum += other.Cells[of].Value.(float64)
		}
		r.Cells[0].Value = sum
	}
	docs, _ := f.chosen(f.frame[0])
	whole := f.figures(f.sets(docs, nil)[""].docs, nil)
	for i, m := range f.q.Measures {
		for _, r := range rows {
			switch {
			case m.Of == "sofar":
				r.Cells[i] = per(r.Cells[0], whole["sofar"])
			case strings.Contains(m.Formula, "sofar"):
				r.Cells[i] = report.Cell{N: r.Cells[0].N, Small: r.Cells[0].N < report.Few}
				if x, ok := r.Cells[0].Value.(float64); ok {
					r.Cells[i].Value = x * 2
				}
			}
		}
	}
}

func (f *reference) sort(rows []*report.Row) {
	sort.SliceStable(rows, func(i, j int) bool {
		x, y := rows[i], rows[j]
		if a, b := strings.Contains(names(x.By), "others"), strings.Contains(names(y.By), "others"); a != b {
			return b
		}
		for _, s := range f.q.Sort {
			c := 0
			if m := slices.IndexFunc(f.q.Measures, func(m report.Measure) bool { return m.Key == s.By }); m >= 0 {
				c = before(x.Cells[m].Value, y.Cells[m].Value, s.Desc)
			} else {
				d := slices.IndexFunc(f.q.By, func(b report.Dimension) bool { return b.Field == s.By })
				a, b := x.By[d], y.By[d]
				c = f.less(a, b, d)
				_, cutA := a.(report.Others)
				_, cutB := b.(report.Others)
				if s.Desc && a != nil && b != nil && !cutA && !cutB {
					c = -c
				}
			}
			if c != 0 {
				return c < 0
			}
		}
		return false
	})
}
