package runtime

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"huiyin/engine"
	"huiyin/engine/access"
	"huiyin/engine/definition"
	"huiyin/engine/form"
	"huiyin/engine/problem"
	"huiyin/engine/query"
)

// Swap puts another option in the place of one that goes, in every record that holds it.
type Swap struct {
	Form  string `json:"form"`
	Field string `json:"field"`
	From  string `json:"from"`
	To    string `json:"to"`
	// Keep says that records keep the option though it goes.
	Keep bool `json:"keep,omitempty"`
}

// wrong finds the values of an order that cannot be swapped in an app as it will be: only options that are gone give way, in
// fields that people choose in, and only to options that are there, or to nothing.
func (o MigrationOrder) wrong(next *engine.App) (list problem.List) {
	for i, s := range o.Values {
		at := problem.Pointer("values", i)
		f, ok := next.Form(s.Form)
		if !ok {
			list.Add("migration.field", at+"/form", "field", s.Form)
			continue
		}
		options := f.Writable()[s.Field].Options
		if c, known := f.Field(s.Field); !known || c.Personal != nil || len(options) == 0 {
			list.Add("migration.field", at+"/field", "field", s.Field)
			continue
		}
		if s.From == "" || slices.Contains(options, s.From) {
			list.Add("migration.option_stays", at+"/from", "option", s.From)
		}
		if s.To != "" && !s.Keep && !slices.Contains(options, s.To) {
			list.Add("migration.option_unknown", at+"/to", "option", s.To)
		}
	}
	return list
}

// Decides reports whether an order says what becomes of an option that goes.
func (o MigrationOrder) Decides(g GoneOption) bool {
	return o.Pin || o.Keep || slices.ContainsFunc(o.Values, func(s Swap) bool { return s.Form == g.Form.Key() && s.Field == g.Field && s.From == g.Option })
}

// undecided are the options that records hold, that go, and about which the order says nothing: one problem
// release.options_held each.
func (m *Migrator) undecided(ctx context.Context, app, next *engine.App, order MigrationOrder) (list problem.List, err error) {
	gone, err := m.GoneOptions(ctx, app, next)
	for _, g := range gone {
		if order.Decides(g) {
			continue
		}
		title, option := definition.Plain(g.Field), definition.Text{}
		if f, ok := g.Form.Field(g.Field); ok && !f.Title.Empty() {
			title = f.Title
		}
		for _, lang := range problem.Languages {
			option[lang] = g.Form.Text(g.Field, g.Option, lang, nil)
		}
		at := slices.IndexFunc(g.Next.Spec().Fields, func(f form.Field) bool { return f.Key == g.Field })
		list.Add("release.options_held", problem.Pointer("form", g.Form.Key(), "spec", "fields", at), "title", title, "option", option, "count", g.Count)
	}
	return list, err
}

// GoneOption is an option that goes while records hold it.
type GoneOption struct {
	Form    *form.Form // as it is now
	Next    *form.Form
	Field   string
	Option  string
	Count   int
	Choices []string // what can take its place
}

// GoneOptions lists the options that publishing next takes away from records.
func (m *Migrator) GoneOptions(ctx context.Context, app, next *engine.App) ([]GoneOption, error) {
	out := []GoneOption{}
	for _, f := range app.Forms() {
		after, ok := next.Form(f.Key())
		if !ok || f.Spec().Task {
			continue
		}
		for _, c := range f.Fields() {
			was, is := f.Conditions()[c.Key], after.Conditions()[c.Key]
			if c.Personal != nil || was.Kind != query.KindOption || is.Kind != query.KindOption || len(is.Options) == 0 {
				continue
			}
			for _, option := range was.Options {
				if slices.Contains(is.Options, option) {
					continue
				}
				page, err := m.Submitter.Store.Find(ctx, RecordsOf(app.Key, f.Key()),
					query.Query{Where: holding(c.Key, option, was.List), Limit: 1, Count: true, Fields: []string{"rev"}})
				if err != nil {
					return nil, err
				}
				if page.Count > 0 {
					out = append(out, GoneOption{Form: f, Next: after, Field: c.Key, Option: option, Count: int(page.Count), Choices: is.Options})
				}
			}
		}
	}
	return out, nil
}

func holding(field, option string, list bool) query.Condition {
	op := "eq"
	if list {
		op = "has"
	}
	return query.And(query.Is(access.Path(field), op, option), query.Is("deletedAt", "empty", nil))
}

// swaps carries out what an order says about options. What was swapped is not found again, so that it may be stopped at
// any moment.
func (m *Migrator) swaps(ctx context.Context, app *engine.App, state *MigrationState) (through bool, err error) {
	for _, s := range state.Order.Values {
		f, ok := app.Form(s.Form)
		if !ok || s.Keep || (MigrationOrder{Values: []Swap{s}}).wrong(app) != nil {
			continue
		}
		shape := f.Conditions()[s.Field]
		where := holding(s.Field, s.From, shape.List)
		through, err := m.each(ctx, app, f, where, state, func(id string) error { return m.swap(ctx, app, f, id, s) })
		if !through || err != nil {
			return false, err
		}
	}
	return true, nil
}

// swap changes one record as the system, with everything that belongs to a change; a refusal is noted.
func (m *Migrator) swap(ctx context.Context, app *engine.App, f *form.Form, id string, s Swap) error {
	r, err := m.Submitter.Load(ctx, app, f, id)
	if errors.Is(err, ErrGone) {
		return nil
	} else if err != nil {
		return err
	}
	_, err = m.Submitter.Submit(ctx, Request{App: app.Key, ID: id, Rev: r.Rev, Submission: engine.Submission{Form: f.Key(), Kind: "edit",
		Patch: map[string]any{s.Field: s.in(r.Data[s.Field])}, Who: access.System, Channel: "system", System: true,
		Key: fmt.Sprintf("swap:%d:%s:%s:%d", app.Release, s.Field, s.From, r.Rev)}})
	var faults problem.List
	var conflict *Conflict
	switch {
	case errors.As(err, &conflict), errors.Is(err, ErrGone):
		return nil // somebody changed it: a retry finds it if it still holds the option
	case !errors.As(err, &faults):
		return err
	}
	done := Moved{ID: movedID(app, id) + ":" + s.Field, App: app.Key, Release: app.Release, Form: f.Key(), Record: id, State: "kept",
		At: m.Submitter.Now().UTC(), Problems: []ResultFault{}}
	if r.Proc != nil {
		done.place(r, m.Submitter.Now())
	}
	for _, p := range faults {
		done.Problems = append(done.Problems, ResultFault{Code: p.Code, Params: p.Params})
	}
	return m.Submitter.note(ctx, done)
}

// in is a value with the new option in the place of the old one, each option once.
func (s Swap) in(v any) any {
	list, many := v.([]any)
	if !many {
		return s.To
	}
	out := []any{}
	for _, one := range list {
		if one == s.From {
			one = s.To
		}
		if !slices.Contains(out, one) {
			out = append(out, one)
		}
	}
	return out
}
