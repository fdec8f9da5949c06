package report_test

import (
	"fmt"
	"math"
	"slices"
	"sort"
	"strings"
	"time"

	"huiyin/engine/query"
	"huiyin/engine/report"
)

// reference answers questions as slowly and plainly as can be: loops over records, one figure after the other.
type reference struct {
	q     report.Question
	shape report.Shape
	docs  []document
	scope query.Condition
	now   time.Time
	zone  *time.Location
	frame []frame          // the period and those compared with
	kept  []map[string]any // by dimension, nil = all
	cut   []int
	found map[frame]*selection
}

// selection is what was found for a period.
type selection struct {
	docs []document
	left []report.Left
}

type frame struct{ from, to time.Time }

// set is the records of a row, ripe and unripe.
type set struct {
	labels []any
	docs   []document
	unripe int
}

func (f *reference) holds(c query.Condition, d document) bool {
	kind := func(name string) string { return f.shape.Fields[name].Kind }
	ok, err := query.Match(query.Resolve(c, f.now, f.zone, kind), func(name string) any { return f.value(d, name) }, query.MatchOptions{})
	if err != nil {
		panic(err)
	}
	return ok
}

// value is a field as people see it: money in major units.
func (f *reference) value(d document, name string) any {
	field := f.shape.Fields[name]
	if v, ok := d[field.Column].(float64); ok && field.Decimals > 0 {
		return v / 100
	}
	return d[field.Column]
}

func (f *reference) text(t time.Time, name string) string {
	if f.shape.Fields[name].Kind == query.KindDate {
		return t.In(f.zone).Format(time.DateOnly)
	}
	return t.UTC().Format(time.RFC3339)
}

func any2(v any, test func(s string) bool) bool {
	return slices.ContainsFunc(query.Elements(v), func(e any) bool { s, ok := e.(string); return ok && test(s) })
}

func (f *reference) inside(d document, w frame) bool {
	p := f.q.Period
	if p == nil {
		return true
	}
	v := f.value(d, p.Field)
	return any2(v, func(s string) bool { return s >= f.text(w.from, p.Field) }) && (w.to.IsZero() || any2(v, func(s string) bool { return s < f.text(w.to, p.Field) }))
}

func (f *reference) ripe(d document) bool {
	m := f.q.Mature
	if m == nil {
		return true
	}
	v, limit := f.value(d, m.Field), f.text(f.now.In(f.zone).AddDate(0, 0, -m.Days), m.Field)
	return len(query.Elements(v)) == 0 || any2(v, func(s string) bool { return s < limit })
}

// chosen are the records of a period, and how many were left out by name.
func (f *reference) chosen(w frame) ([]document, []report.Left) {
	if f.found == nil {
		f.found = map[frame]*selection{}
	}
	if f.found[w] == nil {
		docs, left := f.choose(w)
		f.found[w] = &selection{docs, left}
	}
	return f.found[w].docs, f.found[w].left
}

func (f *reference) choose(w frame) (out []document, left []report.Left) {
	left = []report.Left{{Key: "test"}}
	for _, e := range f.q.Exclude {
		left = append(left, report.Left{Key: e.Key})
	}
docs:
	for _, d := range f.docs {
		seen, err := query.Match(f.scope, func(column string) any { return d[column] }, query.MatchOptions{})
		if err != nil {
			panic(err)
		}
		if !seen || !f.inside(d, w) || !f.holds(f.q.Where, d) {
			continue
		}
		if d["test"] == true {
			left[0].Count++
			continue
		}
		for i, e := range f.q.Exclude {
			if f.holds(e.Where, d) {
				left[i+1].Count++
				continue docs
			}
		}
		out = append(out, d)
	}
	return out, left
}

// frames works out the periods. The tests know three ways to write one.
func (f *reference) frames() {
	f.frame = []frame{{}}
	p := f.q.Period
	if p == nil {
		return
	}
	day := func(v any, after int) time.Time {
		y, m, _ := f.now.In(f.zone).Date()
		text, literal := v.(string)
		switch {
		case v == nil:
			return time.Time{}
		case literal:
			t, err := time.Parse(time.DateOnly, text)
			if err != nil {
				panic(err)
			}
			return time.Date(t.Year(), t.Month(), t.Day()+after, 0, 0, 0, 0, f.zone)
		case after == 0:
			return time.Date(y, m, 1, 0, 0, 0, 0, f.zone)
		}
		return time.Date(y, m+1, 1, 0, 0, 0, 0, f.zone)
	}
	w := frame{day(p.From, 0), day(p.To, 1)}
	f.frame[0] = w
	for _, how := range f.q.Compare {
		back := func(t time.Time) time.Time { return lessMonths(t, 12) }
		if how == "previous" && w.from.Day() == 1 && w.to.Day() == 1 {
			n := (w.to.Year()-w.from.Year())*12 + int(w.to.Month()) - int(w.from.Month())
			back = func(t time.Time) time.Time { return lessMonths(t, n) }
		} else if how == "previous" {
			n := int(math.Round(w.to.Sub(w.from).Hours() / 24))
			back = func(t time.Time) time.Time { return t.AddDate(0, 0, -n) }
		}
		e := frame{back(w.from), back(w.to)}
		if !f.q.Whole && !f.now.Before(w.from) && f.now.Before(w.to) {
			passed := f.now.In(f.zone)
			if f.shape.Fields[p.Field].Kind == query.KindDate {
				passed = time.Date(passed.Year(), passed.Month(), passed.Day()+1, 0, 0, 0, 0, f.zone)
			}
			if cut := back(passed); cut.Before(e.to) {
				e.to = cut
			}
		}
		f.frame = append(f.frame, e)
	}
}

func lessMonths(t time.Time, n int) time.Time {
	for day := t.Day(); ; day-- {
		out := time.Date(t.Year(), t.Month()-time.Month(n), day, t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), t.Location())
		if out.Day() == day {
			return out
		}
	}
}

// begin is the first moment of a bucket, on a calendar without zones.
func begin(t time.Time, bucket string) time.Time {
	y, m, d := t.Date()
	day := time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	switch bucket {
	case "hour":
		return day.Add(time.Duration(t.Hour()) * time.Hour)
	case "week":
		for day.Weekday() != time.Monday {
			day = day.AddDate(0, 0, -1)
		}
	case "month":
		day = time.Date(y, m, 1, 0, 0, 0, 0, time.UTC)
	case "quarter":
		day = time.Date(y, (m-1)/3*3+1, 1, 0, 0, 0, 0, time.UTC)
	case "year":
		day = time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return day
}

func called(t time.Time, bucket string) string {
	if bucket == "hour" {
		return t.Format("2006-01-02T15:04")
	}
	return t.Format(time.DateOnly)
}

// labels are the rows a record belongs to on a dimension.
func (f *reference) labels(d document, by report.Dimension) []any {
	field, raw := f.shape.Fields[by.Field], f.value(d, by.Field)
	single := query.Scalar(raw)
	text, _ := single.(string)
	bucket := by.Bucket
	if bucket == "" {
		bucket = "day"
	}
	switch field.Kind {
	case query.KindDate:
		if t, err := time.Parse(time.DateOnly, text); err == nil {
			return []any{called(begin(t, bucket), bucket)}
		}
		return []any{nil}
	case query.KindDatetime:
		if t, err := time.Parse(time.RFC3339Nano, text); err == nil {
			return []any{called(begin(t.In(f.zone), bucket), bucket)}
		}
		return []any{nil}
	case query.KindNumber:
		if x, ok := single.(float64); ok {
			return []any{binned(x, by)}
		}
		return []any{nil}
	case query.KindBoolean:
		if x, ok := single.(bool); ok {
			return []any{x}
		}
		return []any{nil}
	}
	if !field.List {
		if text == "" {
			return []any{nil}
		}
		return []any{text}
	}
	var out []any
	for step, e := range query.Elements(raw) {
		if e != (query.Opaque{}) && (by.Level == 0 || by.Level == step+1) && !slices.Contains(out, e) {
			out = append(out, e)
		}
	}
	if out == nil {
		return []any{nil}
	}
	return out
}

func binned(x float64, by report.Dimension) any {
	if by.Width > 0 {
		low := math.Floor((x-by.Origin)/by.Width)*by.Width + by.Origin
		high := (math.Floor((x-by.Origin)/by.Width)+1)*by.Width + by.Origin
		return report.Range{From: &low, To: &high}
	}
	if len(by.Edges) == 0 {
		return x
	}
	var r report.Range
	for i, e := range by.Edges {
		if x < e {
			r.To = &by.Edges[i]
			break
		}
		r.From = &by.Edges[i]
	}
	return r
}

func name(label any) string {
	switch v := label.(type) {
	case report.Range:
		low, high := "-", "-"
		if v.From != nil {
			low = fmt.Sprint(*v.From)
		}
		if v.To != nil {
			high = fmt.Sprint(*v.To)
		}
		return "range " + low + " " + high
	case report.Others:
		return "others"
	}
	return fmt.Sprintf("%T %v", label, label)
}

func names(labels []any) string {
	out := make([]string, len(labels))
	for i, l := range labels {
		out[i] = name(l)
	}
	return strings.Join(out, " | ")
}

// sets puts records into rows by some of the dimensions.
func (f *reference) sets(docs []document, by []int) map[string]*set {
	out := map[string]*set{}
	if len(by) == 0 {
		out[""] = &set{labels: []any{}}
	}
	for _, d := range docs {
		keys := [][]any{{}}
		for _, i := range by {
			var next [][]any
			for _, k := range keys {
				for _, l := range f.cutLabels(f.labels(d, f.q.By[i]), i) {
					next = append(next, append(slices.Clone(k), l))
				}
			}
			keys = next
		}
		for _, k := range keys {
			s := out[names(k)]
			if s == nil {
				s = &set{labels: k}
				out[names(k)] = s
			}
			if f.ripe(d) {
				s.docs = append(s.docs, d)
			} else {
				s.unripe++
			}
		}
	}
	return out
}

func (f *reference) cutLabels(labels []any, dim int) []any {
	if f.kept == nil || f.kept[dim] == nil {
		return labels
	}
	var out []any
	for _, l := range labels {
		if _, keep := f.kept[dim][name(l)]; !keep {
			l = report.Others{Others: f.cut[dim]}
		}
		if !slices.ContainsFunc(out, func(o any) bool { return name(o) == name(l) }) {
			out = append(out, l)
		}
	}
	return out
}

// aligned moves the labels of dates in an earlier period to those of the period.
func (f *reference) aligned(labels []any, by []int, k int) []any {
	out := slices.Clone(labels)
	for i, d := range by {
		dim := f.q.By[d]
		text, ok := labels[i].(string)
		if kind := f.shape.Fields[dim.Field].Kind; f.q.Period == nil || dim.Field != f.q.Period.Field || !ok || kind != query.KindDate && kind != query.KindDatetime {
			continue
		}
		bucket, layout := dim.Bucket, time.DateOnly
		if bucket == "hour" {
			layout = "2006-01-02T15:04"
		}
		t, err := time.Parse(layout, text)
		if err != nil {
			panic(err)
		}
		now, then := begin(f.frame[0].from, bucket), begin(f.frame[k].from, bucket)
		switch bucket {
		case "month", "quarter", "year":
			t = t.AddDate(0, (now.Year()-then.Year())*12+int(now.Month())-int(then.Month()), 0)
		default:
			t = t.Add(now.Sub(then))
		}
		out[i] = called(t, bucket)
	}
	return out
}

// less orders labels as people expect them.
func (f *reference) less(a, b any, dim int) int {
	class := func(v any) int {
		switch v.(type) {
		case nil:
			return 1
		case report.Others:
			return 2
		}
		return 0
	}
	if class(a) != class(b) || class(a) > 0 {
		return class(a) - class(b)
	}
	if r, ok := a.(report.Range); ok {
		low := func(r report.Range) any {
			if r.From == nil {
				return math.Inf(-1)
			}
			return *r.From
		}
		return query.CompareValues(low(r), low(b.(report.Range)))
	}
	if options := f.shape.Fields[f.q.By[dim].Field].Options; len(options) > 0 {
		at := func(v any) int {
			for i, o := range options {
				if o == v {
					return i
				}
			}
			return len(options)
		}
		if at(a) != at(b) {
			return at(a) - at(b)
		}
	}
	return query.CompareValues(a, b)
}

func (f *reference) natural(rows []*report.Row, by []int) {
	sort.SliceStable(rows, func(i, j int) bool {
		for k, d := range by {
			if c := f.less(rows[i].By[k], rows[j].By[k], d); c != 0 {
				return c < 0
			}
		}
		return false
	})
}
