package httpapi

import (
	"cmp"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine"
	"huiyin/engine/access"
	"huiyin/engine/definition"
	"huiyin/engine/problem"
	"huiyin/engine/query"
	"huiyin/engine/report"
	"huiyin/engine/report/chart"
)

// BoardItem is a board in the menu.
type BoardItem struct {
	Key   string `json:"key"`
	Title string `json:"title"`
}

// BoardView is a board as its reader opens it.
type BoardView struct {
	BoardItem
	Period  string        `json:"period"`
	Filters []BoardFilter `json:"filters"`
	Widgets []BoardWidget `json:"widgets"`
}

// BoardFilter is a field that the whole board can be narrowed by.
type BoardFilter struct {
	Key     string   `json:"key"`
	Title   string   `json:"title"`
	Options []Option `json:"options"`
}

// BoardWidget is where and how an answer stands on a board.
type BoardWidget struct {
	Key   string       `json:"key"`
	Title string       `json:"title"`
	Note  string       `json:"note,omitempty"`
	Chart string       `json:"chart"`
	Form  string       `json:"form"`
	Place report.Place `json:"place"`
}

// WidgetView is the answer of a widget, or why there is none.
type WidgetView struct {
	Answer   *AnswerView      `json:"answer,omitempty"`
	Dims     []string         `json:"dims,omitempty"`
	Measures []chart.Measure  `json:"measures,omitempty"`
	Option   map[string]any   `json:"option,omitempty"`
	Question *report.Question `json:"question,omitempty"` // as it was asked: what postBehind is asked about a row
	Faults   problem.List     `json:"faults,omitempty"`
}

// boards are those of an app that somebody may see, in their order.
func boards(app *engine.App, who access.Principal) []definition.Definition {
	var out []definition.Definition
	order := map[string]int{}
	for _, d := range app.Definitions("report") {
		spec, problems := definition.DecodeSpec[report.Board](d)
		if problems.Err() != nil || len(spec.Roles) > 0 && !who.Admin && !who.Has(spec.Roles...) {
			continue
		}
		order[d.Key] = spec.Order
		out = append(out, d)
	}
	slices.SortStableFunc(out, func(a, b definition.Definition) int { return cmp.Compare(order[a.Key], order[b.Key]) })
	return out
}

func boardItems(app *engine.App, who access.Principal, lang string) []BoardItem {
	out := []BoardItem{}
	for _, d := range boards(app, who) {
		out = append(out, BoardItem{d.Key, d.Title.In(lang)})
	}
	return out
}

// member is the app of the route for whoever has a role in it. For anybody else there is none.
func (k asking) member(c *fiber.Ctx) (place, error) {
	p, err := k.place(c)
	if err == nil && !p.who.Admin && len(p.who.Roles) == 0 {
		err = fiber.ErrNotFound
	}
	return p, err
}

// board is the board of the route, which the caller may see. Another one does not exist for them.
func (k asking) board(c *fiber.Ctx) (place, definition.Definition, report.Board, error) {
	p, err := k.member(c)
	if err != nil {
		return p, definition.Definition{}, report.Board{}, err
	}
	list := boards(p.app, p.who)
	i := slices.IndexFunc(list, func(d definition.Definition) bool { return d.Key == c.Params("board") })
	if i < 0 {
		return p, definition.Definition{}, report.Board{}, fiber.ErrNotFound
	}
	spec, _ := definition.DecodeSpec[report.Board](list[i])
	return p, list[i], spec, nil
}

func (k asking) getBoard(c *fiber.Ctx) error {
	p, d, spec, err := k.board(c)
	if err != nil {
		return err
	}
	out := BoardView{BoardItem: BoardItem{d.Key, d.Title.In(p.lang)}, Period: cmp.Or(spec.Period, "all"), Filters: []BoardFilter{}, Widgets: []BoardWidget{}}
	for _, f := range spec.Filters {
		form, ok := p.app.Form(f.Form)
		if !ok {
			continue
		}
		of := place{app: p.app, form: form, who: p.who, lang: p.lang}
		if i := slices.IndexFunc(k.columns(of), func(col Column) bool { return col.Field == f.Field && col.Filter != nil }); i >= 0 {
			col := k.columns(of)[i]
			out.Filters = append(out.Filters, BoardFilter{f.Key, col.Title, col.Filter.Options})
		}
	}
	for _, w := range spec.Widgets {
		q, _ := report.Decode(w.Question)
		out.Widgets = append(out.Widgets, BoardWidget{w.Key, w.Title.In(p.lang), w.Note.In(p.lang), w.Chart, q.Dataset, w.Place})
	}
	return c.JSON(out)
}

// narrowing is what the reader of a board chose.
type narrowing struct {
	Period  string           `json:"period"`
	Filters map[string][]any `json:"filters"`
	Widgets []string         `json:"widgets"` // only these; all when empty
}

// check refuses what the board has not: a filter that does nothing would show figures of everything as if they were of
// what was chosen.
func (in narrowing) check(spec report.Board) (problems problem.List) {
	if _, ok := periods[in.Period]; !ok && in.Period != "" && in.Period != "all" {
		problems.Add("report.period.unknown", "/period", "period", in.Period)
	}
	for _, key := range slices.Sorted(maps.Keys(in.Filters)) {
		if !slices.ContainsFunc(spec.Filters, func(f report.Filter) bool { return f.Key == key }) {
			problems.Add("report.filter.unknown", "/filters"+problem.Pointer(key), "filter", key)
		}
	}
	for i, key := range in.Widgets {
		if !slices.ContainsFunc(spec.Widgets, func(w report.Widget) bool { return w.Key == key }) {
			problems.Add("report.widget.unknown", problem.Pointer("widgets", i), "widget", key)
		}
	}
	return problems
}

// periods are the beginnings of the periods that a board can show; each ends with today.
var periods = map[string]string{"today": "today", "week": "startOfWeek", "month": "startOfMonth", "quarter": "startOfQuarter", "year": "startOfYear",
	"last30": "today-29d", "last90": "today-89d", "last365": "today-364d"}

func (k asking) postBoard(c *fiber.Ctx) error {
	p, _, spec, err := k.board(c)
	if err != nil {
		return err
	}
	var in narrowing
	if err := read(c, &in); err != nil {
		return err
	}
	if err := in.check(spec).Err(); err != nil {
		return err
	}
	out := map[string]WidgetView{}
	for _, w := range spec.Widgets {
		if len(in.Widgets) > 0 && !slices.Contains(in.Widgets, w.Key) {
			continue
		}
		if out[w.Key], err = k.widget(c, p, spec, w, in); err != nil {
			return err
		}
	}
	return c.JSON(fiber.Map{"widgets": out})
}

// widget answers one widget. What is wrong with it alone is said in its place.
func (k asking) widget(c *fiber.Ctx, p place, spec report.Board, w report.Widget, in narrowing) (WidgetView, error) {
	q, problems := report.Decode(w.Question)
	form, ok := p.app.Form(q.Dataset)
	if problems.Err() == nil && !ok {
		problems.Add("report.dataset.unknown", "", "dataset", q.Dataset)
	}
	p.form = form
	if problems.Err() == nil && !p.may("read", nil) {
		problems.Add("access.denied", "", "action", "read", "form", q.Dataset)
	}
	if problems.Err() != nil {
		return WidgetView{Faults: problems.In(p.lang)}, nil //nolint:nilerr // said in its place
	}
	narrow(&q, spec, in)
	answer, err := k.answer(c, p, q)
	if faults := (problem.List)(nil); errors.As(err, &faults) {
		return WidgetView{Faults: faults.In(p.lang)}, nil
	}
	if err != nil {
		return WidgetView{}, err
	}
	out := WidgetView{Answer: &answer, Dims: []string{}, Question: &q}
	columns := k.columns(p)
	for _, d := range q.By {
		out.Dims = append(out.Dims, titleOf(columns, d.Field))
	}
	for _, m := range q.Measures {
		out.Measures = append(out.Measures, measured(columns, w, m, p.lang))
	}
	if kind, ok := chart.Kinds.Get(w.Chart); ok {
		out.Option = kind.Option(drawn(out, p.lang), w.Settings)
	}
	return out, nil
}

// narrow puts what the reader chose into a question.
func narrow(q *report.Question, spec report.Board, in narrowing) {
	if from, chosen := periods[in.Period]; chosen && q.Period != nil {
		q.Period = &report.Period{Field: q.Period.Field, From: map[string]any{"relative": from}, To: map[string]any{"relative": "today"}}
	}
	if in.Period == "all" && q.Period != nil {
		q.Period, q.Compare = nil, nil
	}
	for _, f := range spec.Filters {
		chosen := in.Filters[f.Key]
		if f.Form != q.Dataset || len(chosen) == 0 {
			continue
		}
		var any []query.Condition
		for _, v := range chosen {
			if v == nil {
				any = append(any, query.Is(f.Field, "empty", nil))
			} else {
				any = append(any, query.Is(f.Field, "eq", v))
			}
		}
		q.Where = query.And(q.Where, query.Condition{Any: any})
	}
}

func titleOf(columns []Column, field string) string {
	if i := slices.IndexFunc(columns, func(col Column) bool { return col.Field == field }); i >= 0 {
		return columns[i].Title
	}
	return field
}

// fnWords are measures in words, before what they measure.
var fnWords = map[string][2]string{"count": {"数量", "Number"}, "distinct": {"不同的", "Distinct"}, "sum": {"合计", "Total"}, "avg": {"平均", "Mean"},
	"min": {"最小", "Least"}, "max": {"最大", "Most"}, "median": {"中位数", "Median"}, "percentile": {"百分位", "Percentile"}, "share": {"占比", "Share"},
	"running": {"累计", "Running total"}, "ratio": {"比率", "Ratio"}, "formula": {"计算", "Computed"}}

func measured(columns []Column, w report.Widget, m report.Measure, lang string) chart.Measure {
	out := chart.Measure{Key: m.Key, Title: w.Titles[m.Key].In(lang)}
	if m.Fn == "share" || m.Fn == "ratio" {
		out.Format = "percent"
	}
	if out.Title != "" {
		return out
	}
	fn := fnWords[m.Fn]
	out.Title = words(lang, fn[0], fn[1])
	if m.Of != "" && m.Fn != "share" && m.Fn != "running" && m.Fn != "ratio" {
		out.Title = words(lang, titleOf(columns, m.Of)+"（"+out.Title+"）", out.Title+" of "+titleOf(columns, m.Of))
	}
	return out
}

// drawn is an answer as charts draw it.
func drawn(v WidgetView, lang string) chart.Figures {
	out := chart.Figures{Lang: lang, Dims: v.Dims, Measures: v.Measures}
	for _, row := range v.Answer.Rows {
		one := chart.Row{Labels: []chart.Label{}}
		for i, by := range row.By {
			one.Labels = append(one.Labels, labelled(v.Answer.Labels[i], by, lang))
		}
		for _, cell := range row.Cells {
			one.Values = append(one.Values, cell.Value)
		}
		out.Rows = append(out.Rows, one)
	}
	return out
}

func labelled(named map[string]Option, by any, lang string) chart.Label {
	switch v := by.(type) {
	case nil:
		return chart.Label{Text: words(lang, "（空）", "(empty)")}
	case string:
		if o, ok := named[v]; ok {
			return chart.Label{Text: o.Text, Color: o.Color}
		}
		return chart.Label{Text: v}
	case bool:
		if v {
			return chart.Label{Text: words(lang, "是", "Yes")}
		}
		return chart.Label{Text: words(lang, "否", "No")}
	case report.Others:
		return chart.Label{Text: words(lang, "其他", "Others")}
	case report.Range:
		return chart.Label{Text: ranged(v)}
	}
	raw, _ := json.Marshal(by)
	return chart.Label{Text: string(raw), Value: by}
}

func ranged(r report.Range) string {
	end := func(v *float64) string {
		if v == nil {
			return ""
		}
		return strconv.FormatFloat(*v, 'f', -1, 64)
	}
	return end(r.From) + " – " + end(r.To)
}
