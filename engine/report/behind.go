package report

import (
	"math"
	"time"

	"huiyin/engine/problem"
	"huiyin/engine/query"
)

// Behind is the condition, over columns and with no relative dates, that the records behind a row meet, those that are
// not mature included: what a click on a figure leads to. by are the labels of the row as they are in it or as JSON has
// them. The scope of the reader is not in it. Problems: report.behind.labels when they are not those of a row,
// report.behind.others when a label cannot be said as a condition: the others, and what ends above a level; report.period.range.
func (p *Plan) Behind(by []any, now time.Time, zone *time.Location) (query.Condition, problem.List) {
	if len(by) != len(p.dims) {
		return query.Condition{}, problem.List{problem.New("report.behind.labels", "")}
	}
	parts := []query.Condition{p.where}
	w, faults := p.window(now, zone)
	if p.period != nil {
		parts = append(parts, w.condition(*p.period))
	}
	for _, e := range p.exclude {
		parts = append(parts, query.Condition{Not: &e.Where})
	}
	for i, label := range by {
		leaf, code := p.dims[i].selects(label, zone)
		if code != "" {
			faults.Add(code, problem.Pointer(i))
		}
		parts = append(parts, leaf)
	}
	if len(faults) > 0 {
		return query.Condition{}, faults
	}
	return query.Resolve(query.And(parts...), now, zone, func(column string) string { return p.kinds[column] }), nil
}

// Why there is no condition for a label.
const (
	noLabel = "report.behind.labels"
	noWords = "report.behind.others"
)

// selects is the condition of one label, or the code of why there is none.
func (d dimension) selects(label any, zone *time.Location) (query.Condition, string) {
	column := d.field.Column
	switch v := label.(type) {
	case nil:
		if d.Level > 0 {
			return query.Condition{}, noWords
		}
		return query.Is(column, "empty", nil), ""
	case Others:
		return query.Condition{}, noWords
	case Range:
		return d.between(v)
	case map[string]any:
		if _, cut := v["others"]; cut {
			return query.Condition{}, noWords
		}
		var r Range
		r.From, r.To = end(v["from"]), end(v["to"])
		return d.between(r)
	case string:
		if d.field.dated() {
			return d.bucket(v, zone)
		}
	case float64:
		label = math.Round(v * d.field.factor())
		if d.field.Decimals == 0 {
			label = v
		}
	case bool:
	default:
		return query.Condition{}, noLabel
	}
	if d.field.List {
		return query.Is(column, "has", label), ""
	}
	return query.Is(column, "eq", label), ""
}

func end(v any) *float64 {
	if f, ok := v.(float64); ok {
		return &f
	}
	return nil
}

func (d dimension) between(r Range) (query.Condition, string) {
	var parts []query.Condition
	for op, edge := range map[string]*float64{"gte": r.From, "lt": r.To} {
		if edge != nil {
			parts = append(parts, query.Is(d.field.Column, op, scaled(*edge, d.field.factor())))
		}
	}
	if len(parts) == 0 || !d.field.numeric() {
		return query.Condition{}, noLabel
	}
	return query.And(parts...), ""
}

// bucket is the stretch, or the stretches, of time in which clocks show a bucket.
func (d dimension) bucket(label string, zone *time.Location) (query.Condition, string) {
	b, layout := bucket(d.Bucket), time.DateOnly
	if b == "hour" {
		layout = "2006-01-02T15:04"
	}
	t, err := time.Parse(layout, label)
	if err != nil || b.start(t.Unix()) != t.Unix() {
		return query.Condition{}, noLabel
	}
	start := t.Unix()
	if d.field.Kind == query.KindDate {
		return window{t, time.Unix(b.next(start), 0).UTC()}.condition(d.field), ""
	}
	line := newTimeline(b, zone, start-aDay, b.next(start)+aDay, func(at int64) uint32 { return uint32(bit(at == start)) })
	var parts []query.Condition
	for i, from := range line.breaks {
		if line.labels[i] == 1 && i+1 < len(line.breaks) {
			parts = append(parts, window{time.Unix(from, 0), time.Unix(line.breaks[i+1], 0)}.condition(d.field))
		}
	}
	if len(parts) == 0 {
		return query.Condition{}, noLabel // an hour that clocks leave out
	}
	return query.Condition{Any: parts}, ""
}
