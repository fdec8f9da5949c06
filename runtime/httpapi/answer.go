package httpapi

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine/problem"
	"huiyin/engine/query"
	"huiyin/engine/report"
	"huiyin/runtime"
)

// AnswerView is an answer with the words of its labels.
type AnswerView struct {
	*report.Answer
	Labels []map[string]Option `json:"labels"` // of every dimension, by the text of a label; those that say what they are have none
}

// asking answers questions about the records of a form.
type asking struct {
	*API
	reports runtime.Reports
}

// Reports mounts the questions about the records of forms, and the boards that ask them.
func Reports(reports runtime.Reports) func(fiber.Router, *API) {
	return func(r fiber.Router, a *API) {
		k := asking{a, reports}
		r.Post("/apps/:app/forms/:form/answers", k.postAnswer)
		r.Post("/apps/:app/forms/:form/answers/behind", k.postBehind)
		r.Get("/apps/:app/boards/:board", k.getBoard)
		r.Post("/apps/:app/boards/:board/answers", k.postBoard)
		r.Post("/apps/:app/widgets", k.postWidget)
	}
}

func (k asking) postAnswer(c *fiber.Ctx) error {
	p, err := k.listing(c)
	if err != nil {
		return err
	}
	q, problems := report.Decode(c.Body())
	if problems = append(problems, about(p, q, "")...); problems.Err() != nil {
		return problems
	}
	out, err := k.answer(c, p, q)
	if err != nil {
		return err
	}
	return c.JSON(out)
}

// about checks that a question is about the form of its route.
func about(p place, q report.Question, at string) problem.List {
	if q.Dataset == "" || q.Dataset == p.form.Key() {
		return nil
	}
	return problem.List{problem.New("report.dataset.unknown", at+"/dataset", "dataset", q.Dataset)}
}

func (k asking) answer(c *fiber.Ctx, p place, q report.Question) (AnswerView, error) {
	found, err := k.reports.Answer(c.UserContext(), p.app, p.form, p.who, q)
	if err != nil {
		return AnswerView{}, err
	}
	out := AnswerView{Answer: found, Labels: []map[string]Option{}}
	if len(q.Sort) == 0 {
		k.arrange(p, q, found.Rows)
	}
	for i, d := range q.By {
		words := k.wording(c, p, d)
		named := map[string]Option{}
		for _, row := range found.Rows {
			key, ok := row.By[i].(string)
			if _, done := named[key]; !ok || done {
				continue
			}
			if o := words(key); o.Text != key {
				named[key] = o
			}
		}
		out.Labels = append(out.Labels, named)
	}
	return out, nil
}

// arrange puts rows in the order in which people know statuses and options, which keys do not have. Everything else stays in
// its own order.
func (k asking) arrange(p place, q report.Question, rows []*report.Row) {
	for i := len(q.By) - 1; i >= 0; i-- {
		order := map[any]int{}
		for at, o := range k.known(p, q.By[i].Field) {
			order[o.Value] = at + 1
		}
		if len(order) == 0 {
			for _, row := range rows {
				if _, seen := order[label(row.By[i])]; !seen {
					order[label(row.By[i])] = len(order) + 1
				}
			}
		}
		rank := func(row *report.Row) int {
			if at := order[label(row.By[i])]; at > 0 {
				return at
			}
			return len(order) + 1 // empty, or no longer offered
		}
		slices.SortStableFunc(rows, func(a, b *report.Row) int { return cmp.Compare(rank(a), rank(b)) })
	}
}

// label is a label as something to compare.
func label(by any) any {
	switch by.(type) {
	case string, float64, bool, nil:
		return by
	}
	return fmt.Sprint(by)
}

// known are the statuses or options that a field can have.
func (k asking) known(p place, name string) []Option {
	if name == "record.status" {
		return k.statusOptions(p)
	}
	if f, own := p.form.Field(name); own {
		return k.fieldOptions(p, f)
	}
	return nil
}

// wording tells what a label of a field is called.
func (k asking) wording(c *fiber.Ctx, p place, d report.Dimension) func(label string) Option {
	s, name := k.sight(c, p), d.Field
	known := map[string]Option{}
	for _, o := range k.known(p, name) {
		known[o.Value] = o
	}
	switch f, own := p.form.Field(name); {
	case spans[d.Bucket] != nil:
		return func(label string) Option { return Option{Value: label, Text: spans[d.Bucket](label)} }
	case name == "record.channel":
		return func(label string) Option { return Option{Value: label, Text: cameBy(label, p.lang)} }
	case name == "record.owner", name == "record.submitter", name == "record.createdBy":
		return func(label string) Option { return Option{Value: label, Text: k.person(c, label).Name} }
	case own:
		return func(label string) Option {
			if o, ok := known[label]; ok {
				return o
			}
			var v any = label
			if _, shape := f.Value.Shape(); shape.List {
				v = []any{label}
			}
			return Option{Value: label, Text: p.form.Text(name, v, p.lang, s.Name)}
		}
	}
	return func(label string) Option {
		if o, ok := known[label]; ok {
			return o
		}
		return Option{Value: label, Text: label}
	}
}

// spans are how the first day of a month, quarter or year is written when it stands for all of it.
var spans = map[string]func(day string) string{
	"month": func(day string) string { return day[:min(7, len(day))] },
	"year":  func(day string) string { return day[:min(4, len(day))] },
	"quarter": func(day string) string {
		t, err := time.Parse(time.DateOnly, day)
		if err != nil {
			return day
		}
		return fmt.Sprintf("%d Q%d", t.Year(), (int(t.Month())+2)/3)
	},
}

// postBehind answers with the filter of a list that shows the records behind a row.
func (k asking) postBehind(c *fiber.Ctx) error {
	p, err := k.listing(c)
	if err != nil {
		return err
	}
	var in struct {
		Question json.RawMessage `json:"question"`
		By       []any           `json:"by"`
	}
	if err := read(c, &in); err != nil {
		return err
	}
	q, problems := report.Decode(in.Question)
	if problems = append(problems.Under("/question"), about(p, q, "/question")...); problems.Err() != nil {
		return problems
	}
	where, problems := k.reports.Behind(p.app, p.form, p.who, q, in.By)
	if err := problems.Err(); err != nil {
		return err
	}
	return c.JSON(struct {
		Filter query.Condition `json:"filter"`
	}{where})
}
