package report_test

import (
	"fmt"
	"math/rand"
	"slices"
	"time"

	"huiyin/engine/access"
	"huiyin/engine/query"
	"huiyin/engine/report"
)

// A dataset with a field of every kind, as records, tables and questions of the tests have it.

var statuses = []string{"received", "accepted", "evaluating", "done", "declined"}

func fieldOf(kind, column string) report.Field {
	return report.Field{FieldShape: query.FieldShape{Kind: kind}, Column: column, Right: access.Read}
}

func shape() report.Shape {
	status := fieldOf(query.KindOption, "proc.status")
	status.Options = statuses
	cost := fieldOf(query.KindNumber, "data.cost")
	cost.Decimals = 2
	tags, area := fieldOf(query.KindOption, "data.tags"), fieldOf(query.KindOption, "data.area")
	tags.List, area.List, area.Steps = true, true, true
	secret, veiled := fieldOf(query.KindText, "data.secret"), fieldOf(query.KindNumber, "data.veiled")
	secret.Right, veiled.Right = access.Hidden, access.Masked
	return report.Shape{
		Dataset: "ticket",
		Fields: map[string]report.Field{
			"status": status, "title": fieldOf(query.KindText, "title"), "owner": fieldOf(query.KindReference, "people.owner"),
			"score": fieldOf(query.KindNumber, "data.score"), "cost": cost, "tags": tags, "area": area,
			"urgent": fieldOf(query.KindBoolean, "data.urgent"), "created": fieldOf(query.KindDatetime, "createdAt"),
			"due": fieldOf(query.KindDate, "data.due"), "at": fieldOf(query.KindTime, "data.at"), "files": fieldOf(query.KindObject, "data.files"),
			"secret": secret, "veiled": veiled,
		},
		Exclude: []report.Exclusion{{Key: "test", Where: query.Is("test", "eq", true)}},
	}
}

func columns() []report.Column {
	out := []report.Column{{Name: "test", FieldShape: query.FieldShape{Kind: query.KindBoolean}}}
	for _, f := range shape().Fields {
		out = append(out, report.Column{Name: f.Column, FieldShape: f.FieldShape})
	}
	return out
}

// document is a record by column.
type document map[string]any

type source struct{ *rand.Rand }

func pick[T any](r source, list ...T) T { return list[r.Intn(len(list))] }

func (r source) chance(percent int) bool { return r.Intn(100) < percent }

func (r source) instant() time.Time {
	// Within a year, often around the days on which clocks are changed somewhere.
	near := []string{"2026-03-08T07:00:00Z", "2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z", "2026-11-01T06:00:00Z", "2026-04-04T15:00:00Z", "2026-10-03T15:30:00Z", "2026-09-06T04:00:00Z"}
	t, err := time.Parse(time.RFC3339, pick(r, near...))
	if err != nil {
		panic(err)
	}
	switch r.Intn(3) {
	case 0:
		return t.Add(time.Duration(r.Intn(6*3600)-3*3600) * time.Second)
	case 1:
		return t.Add(time.Duration(r.Intn(4*24*3600)-2*24*3600) * time.Second)
	}
	return time.Date(2025, 10, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(r.Intn(420*24*3600)) * time.Second)
}

func (r source) moment() string {
	t := r.instant()
	if r.chance(20) {
		t = t.Add(time.Duration(pick(r, 500, 120, 123, 5)) * time.Millisecond)
	}
	return t.Format(time.RFC3339Nano)
}

func (r source) elements(list ...string) any {
	out := []any{}
	for range r.Intn(4) {
		out = append(out, pick(r, list...))
	}
	return out
}

func (r source) path() any {
	top := pick(r, "app", "web", "desk")
	out := []any{top}
	for i := range r.Intn(3) {
		out = append(out, fmt.Sprintf("%s_%d", out[i], r.Intn(2)))
	}
	return out
}

// strange is a value that a column does not expect.
func (r source) strange() any {
	return pick[any](r, 7.0, "odd", true, []any{}, []any{"a", "b"}, []any{3.0}, map[string]any{"x": 1.0}, "", nil, "2026-13-40", []any{""},
		r.instant().In(time.FixedZone("", 8*3600)).Format(time.RFC3339))
}

// document is a record as it may come, with values missing and values of the wrong kind.
func (r source) document() document {
	d := r.tidy()
	for _, name := range columnNames {
		if name != "test" && r.chance(2) {
			d[name] = r.strange()
		}
	}
	return d
}

// tidy is a record as forms make them.
func (r source) tidy() document {
	d := document{
		"proc.status": pick(r, statuses...), "title": fmt.Sprintf("标题 %d", r.Intn(40)), "people.owner": fmt.Sprintf("u_%d", r.Intn(6)),
		"data.score": float64(r.Intn(41)-10) / 4, "data.cost": float64(r.Intn(100_000)), "data.tags": r.elements("slow", "ugly", "broken", "wish"),
		"data.area": r.path(), "data.urgent": r.chance(50), "createdAt": r.moment(), "data.due": r.instant().Format(time.DateOnly),
		"data.at": fmt.Sprintf("%02d:%02d", r.Intn(24), r.Intn(60)), "data.files": map[string]any{"name": "a"}, "test": r.chance(5),
	}
	for _, name := range columnNames {
		if name != "test" && r.chance(8) {
			delete(d, name)
		}
	}
	return d
}

var columnNames = func() []string {
	var out []string
	for _, c := range columns() {
		out = append(out, c.Name)
	}
	slices.Sort(out)
	return out
}()

// fill brings n records into a table, with changes, deletions and late old states on the way, and returns what is in it.
func (r source) fill(table *report.Table, n int) map[string]document {
	living := map[string]document{}
	revs := map[string]int64{}
	for range n + n/3 {
		id := fmt.Sprintf("r%d", r.Intn(n+1))
		d := r.document()
		change := report.Change{ID: id, Rev: revs[id] + 1, Gone: r.chance(8), Get: func(column string) any { return d[column] }}
		late := revs[id] > 0 && r.chance(10)
		if late {
			change.Rev = revs[id] - int64(r.Intn(2))
		}
		if got := table.Apply(change); got != 1 && !late || got != 0 && late {
			panic("a change was taken for another")
		}
		if late {
			continue
		}
		revs[id]++
		d["_id"] = id
		living[id] = d
		if change.Gone {
			delete(living, id)
		}
		if r.chance(5) {
			table.Snapshot() // from here on the table has to leave it alone
		}
	}
	return living
}

// leaf is a random condition on a field of one of the kinds, with its legal and sometimes illegal neighbours.
func (r source) leaf() query.Condition {
	day := func() any { return r.instant().Format(time.DateOnly) }
	switch r.Intn(12) {
	case 10:
		return query.Is("cost", pick(r, "in", "notIn", "between"), []any{float64(r.Intn(50_000)) / 100, float64(r.Intn(100_000)) / 100})
	case 0:
		return query.Is("status", pick(r, "eq", "ne"), pick(r, statuses...))
	case 1:
		return query.Is("status", pick(r, "in", "notIn"), []any{pick(r, statuses...), pick(r, statuses...)})
	case 2:
		return query.Is("title", pick(r, "contains", "notContains", "startsWith", "eq", "ne"), pick(r, "标题", "标题 1", "2", "标题 7"))
	case 3:
		return query.Is("score", pick(r, "eq", "ne", "lt", "lte", "gt", "gte"), float64(r.Intn(20)-5)/4)
	case 4:
		return query.Is("cost", pick(r, "lt", "gte", "eq"), float64(r.Intn(100_000))/100)
	case 5:
		return query.Is("tags", pick(r, "hasAny", "hasAll", "hasNone"), []any{pick(r, "slow", "ugly"), pick(r, "broken", "wish")})
	case 6:
		return query.Is("urgent", pick(r, "eq", "ne"), r.chance(50))
	case 7:
		return query.Is("created", pick(r, "lt", "lte", "gt", "gte", "eq", "ne"), pick[any](r, day(), r.instant().Format(time.RFC3339), map[string]any{"relative": pick(r, "today", "now-40d", "startOfMonth-2M", "startOfWeek")}))
	case 8:
		return query.Is("due", "between", []any{day(), pick[any](r, nil, day(), map[string]any{"relative": "today"})})
	case 9:
		return query.Is(pick(r, "files", "tags", "score", "created", "due", "owner", "urgent", "title"), pick(r, "empty", "notEmpty"), nil)
	}
	return query.Condition{Field: "title", Op: pick(r, "eq", "ne"), ValueField: "owner"}
}

func (r source) condition(depth int) query.Condition {
	if depth == 0 || r.chance(50) {
		return r.leaf()
	}
	list := []query.Condition{r.condition(depth - 1), r.condition(depth - 1)}
	switch r.Intn(4) {
	case 0:
		return query.Condition{Any: list}
	case 1:
		return query.Condition{Not: &list[0]}
	}
	return query.Condition{All: list}
}

func (r source) maybe(percent int) query.Condition {
	if r.chance(percent) {
		return r.condition(2)
	}
	return query.Condition{}
}

func (r source) dimension() report.Dimension {
	switch r.Intn(11) {
	case 0:
		return report.Dimension{Field: "created", Bucket: pick(r, "", "hour", "day", "week", "month", "quarter", "year"), Fill: r.chance(30)}
	case 1:
		return report.Dimension{Field: "due", Bucket: pick(r, "", "day", "week", "month", "quarter", "year"), Fill: r.chance(30)}
	case 2:
		return report.Dimension{Field: "tags", Top: pick(r, 0, 0, 1, 2)}
	case 3:
		return report.Dimension{Field: "area", Level: r.Intn(4), Top: pick(r, 0, 0, 2)}
	case 4:
		return report.Dimension{Field: "score", Width: pick(r, 0, 0.5, 1, 3), Top: pick(r, 0, 0, 3)}
	case 5:
		return report.Dimension{Field: "cost", Edges: []float64{100, 250.5, 900}}
	case 6:
		return report.Dimension{Field: "urgent"}
	case 7:
		return report.Dimension{Field: "owner", Top: pick(r, 0, 2, 3)}
	case 8:
		return report.Dimension{Field: "title", Top: pick(r, 0, 5)}
	case 9:
		return report.Dimension{Field: "at", Top: 4}
	}
	return report.Dimension{Field: "status", Top: pick(r, 0, 0, 2)}
}

func ptr(v float64) *float64 { return &v }

func (r source) measure(key string) report.Measure {
	m := report.Measure{Key: key, Where: r.maybe(20)}
	switch m.Fn = pick(r, "count", "count", "distinct", "sum", "avg", "min", "max", "median", "percentile"); m.Fn {
	case "count":
		m.Of = pick(r, "", "", "score", "tags", "files", "created", "title")
	case "distinct":
		m.Of = pick(r, "owner", "tags", "title", "score", "urgent", "created", "due")
	case "min", "max":
		m.Of = pick(r, "score", "cost", "created", "due", "at")
	case "percentile":
		m.Of, m.P = pick(r, "score", "cost"), ptr(float64(r.Intn(101)))
	default:
		m.Of = pick(r, "score", "cost")
	}
	return m
}

// formulas are texts with what they mean, over the measures a and b.
var formulas = map[string]func(a, b float64) (float64, bool){
	"a + b * 2":   func(a, b float64) (float64, bool) { return a + b*2, true },
	"a / b * 100": func(a, b float64) (float64, bool) { return a / b * 100, b != 0 },
	"a - b":       func(a, b float64) (float64, bool) { return a - b, true },
	"sofar * 2":   func(a, _ float64) (float64, bool) { return a * 2, true },
}

func (r source) question() report.Question {
	q := report.Question{Dataset: "ticket", Where: r.maybe(40), Totals: r.chance(40), Whole: r.chance(30)}
	seen := map[string]bool{}
	for range r.Intn(4) {
		if d := r.dimension(); !seen[d.Field] {
			seen[d.Field] = true
			q.By = append(q.By, d)
		}
	}
	q.Measures = []report.Measure{{Key: "a", Fn: "count", Where: r.maybe(30)}, {Key: "b", Fn: pick(r, "sum", "avg", "median"), Of: pick(r, "score", "cost")}, r.measure("c"), r.measure("d")}
	r.derive(&q)
	if r.chance(50) {
		r.period(&q)
	}
	if r.chance(20) {
		q.Mature = &report.Maturity{Field: pick(r, "created", "due"), Days: 1 + r.Intn(60)}
	}
	if r.chance(30) {
		q.Exclude = []report.Exclusion{{Key: "merged", Where: r.leaf()}, {Key: "spam", Where: r.leaf()}}
	}
	if r.chance(20) {
		q.Having = query.Is(pick(r, "a", "b"), pick(r, "gte", "lt", "notEmpty"), 3.0)
		if q.Having.Op == "notEmpty" {
			q.Having.Value = nil
		}
	}
	for _, d := range q.By {
		if r.chance(30) {
			q.Sort = append(q.Sort, report.Sort{By: d.Field, Desc: r.chance(50)})
		}
	}
	if r.chance(60) {
		q.Sort = append([]report.Sort{{By: pick(r, "a", "b", "c"), Desc: r.chance(70)}}, q.Sort...)
	}
	if r.chance(25) {
		q.Limit = 1 + r.Intn(8)
	}
	return q
}

func (r source) derive(q *report.Question) {
	if r.chance(40) {
		q.Measures = append(q.Measures, report.Measure{Key: "part", Fn: "share", Of: pick(r, "a", "b")})
	}
	if r.chance(40) {
		q.Measures = append(q.Measures, report.Measure{Key: "n", Fn: "count"}, report.Measure{Key: "rate", Fn: "ratio", Of: "a", Per: "n", Interval: r.chance(50)})
	}
	if r.chance(40) {
		q.Measures = append(q.Measures, report.Measure{Key: "f", Fn: "formula", Formula: pick(r, "a + b * 2", "a / b * 100", "a - b")})
	}
	if len(q.By) > 0 && r.chance(40) {
		q.Measures = append([]report.Measure{{Key: "sofar", Fn: "running", Of: "a"}}, q.Measures...)
		if r.chance(50) {
			q.Measures = append(q.Measures, report.Measure{Key: "pareto", Fn: "share", Of: "sofar"}, report.Measure{Key: "twice", Fn: "formula", Formula: "sofar * 2"})
		}
	}
}

func (r source) period(q *report.Question) {
	p := &report.Period{Field: pick(r, "created", "due")}
	switch r.Intn(5) {
	case 0:
		p.From, p.To = "2026-03-01", "2026-03-31"
	case 1:
		p.From, p.To = map[string]any{"relative": "startOfMonth"}, map[string]any{"relative": "startOfMonth+1M-1d"}
	case 2:
		from := r.instant()
		p.From, p.To = from.Format(time.DateOnly), from.AddDate(0, 0, r.Intn(60)).Format(time.DateOnly)
	case 3:
		p.From = "2026-01-01"
	case 4:
		p.From, p.To = "2026-01-01", "2026-12-31"
	}
	q.Period = p
	if p.From != nil && p.To != nil && r.chance(60) {
		q.Compare = [][]string{{"previous"}, {"last_year"}, {"last_year", "previous"}}[r.Intn(3)]
	}
}
