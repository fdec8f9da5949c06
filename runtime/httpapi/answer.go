package httpapi

import (
	"encoding/json"

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
	for i, d := range q.By {
		words := k.wording(c, p, d.Field)
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

// wording tells what a label of a field is called.
func (k asking) wording(c *fiber.Ctx, p place, name string) func(label string) Option {
	s := k.sight(c, p)
	known := map[string]Option{}
	switch f, own := p.form.Field(name); {
	case name == "record.status":
		for _, o := range k.statusOptions(p) {
			known[o.Value] = o
		}
	case name == "record.channel":
		return func(label string) Option { return Option{Value: label, Text: cameBy(label, p.lang)} }
	case name == "record.owner", name == "record.submitter", name == "record.createdBy":
		return func(label string) Option { return Option{Value: label, Text: k.person(c, label).Name} }
	case own:
		for _, o := range k.fieldOptions(p, f) {
			known[o.Value] = o
		}
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
