package httpapi

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine"
	"huiyin/engine/expression"
	"huiyin/engine/form"
	"huiyin/engine/problem"
	"huiyin/runtime/httpapi"
)

// ExpressionPreview is an expression ready to be worked out in the browser: its tree and the values it reads.
type ExpressionPreview struct {
	Tree     json.RawMessage `json:"tree"` // null when only the server can work it out; Value is the result then
	Value    any             `json:"value"`
	Env      map[string]any  `json:"env"`
	Reads    []ReadView      `json:"reads"`
	Problems problem.List    `json:"problems"` // why it cannot be worked out
}

// ReadView is a field that is read, in words.
type ReadView struct {
	Field string `json:"field"`
	Title string `json:"title"`
	Text  string `json:"text"`
}

// previewExpression prepares an expression about a form of the drafts, with the values of a record as far as the caller
// may read them, or with made-up ones. While the drafts cannot be compiled the form is taken as it is published.
func (d *API) previewExpression(c *fiber.Ctx) error {
	var in struct {
		Form       string `json:"form"`
		Expression string `json:"expression"`
		Record     string `json:"record"` // number or id; "" = made-up values
	}
	if err := httpapi.Read(c, &in); err != nil {
		return err
	}
	app, f, r, err := d.matter(c, in.Form, in.Record)
	if err != nil {
		return err
	}
	out := ExpressionPreview{Reads: []ReadView{}, Problems: problem.List{}, Env: map[string]any{}}
	program, faults := expression.Compile(in.Expression, f.Shape(), "")
	if program == nil {
		out.Problems = faults.In(d.host.Lang(c))
		return c.JSON(out)
	}
	env, err := d.legible(c, app, r)
	if err != nil {
		return err
	}
	heads := []string{}
	for _, path := range program.Reads() {
		head, rest, _ := strings.Cut(path, ".")
		heads = append(heads, head, rest)
		out.Env[head] = env[head]
	}
	for _, change := range d.host.Changes(c, app, f, &engine.Record{App: app.Key, Form: f.Key()}, r) {
		if slices.Contains(heads, change.Field) {
			out.Reads = append(out.Reads, ReadView{Field: change.Field, Title: change.Title, Text: change.New})
		}
	}
	if out.Tree = program.Tree(); out.Tree == nil {
		out.Value, err = program.Run(env)
		out.Problems = append(out.Problems, refusals(err).In(d.host.Lang(c))...)
	}
	return c.JSON(out)
}

// matter is a form of the drafts and a record of it to try something with, called by number or id, "" for a made-up one.
func (d *API) matter(c *fiber.Ctx, key, record string) (*engine.App, *form.Form, *engine.Record, error) {
	app, f, err := d.draftedForm(c, key)
	if err != nil {
		return nil, nil, nil, err
	}
	r, err := d.material(c, app, f, record)
	return app, f, r, err
}

// draftedForm is a form of the drafts; while they cannot be compiled, as it is published.
func (d *API) draftedForm(c *fiber.Ctx, key string) (*engine.App, *form.Form, error) {
	app, err := d.drafted(c)
	if len(refusals(err)) > 0 {
		if published, ok := d.host.Apps.Get(c.Params("app")); ok {
			app, err = published, nil
		}
	}
	if err != nil {
		return nil, nil, err
	}
	f, ok := app.Form(key)
	if !ok {
		return nil, nil, problem.List{problem.New("record.form_unknown", "", "form", key)}
	}
	return app, f, nil
}

// refusals are the problems an error consists of.
func refusals(err error) problem.List {
	var list problem.List
	errors.As(err, &list)
	return list
}

// material is a record to try something with: one there is without what the caller may not read, else a made-up one.
func (d *API) material(c *fiber.Ctx, app *engine.App, f *form.Form, name string) (*engine.Record, error) {
	if name == "" {
		now := d.host.Now()
		got, _ := f.Accept(form.Input{Patch: f.Samples(d.host.Lang(c), now.In(app.Zone())), Create: true, System: true, Now: now, Zone: app.Zone()})
		return &engine.Record{App: app.Key, Form: f.Key(), CreatedAt: now, Data: got.Data}, nil
	}
	return d.host.Open(c, app, f, name)
}

// legible is what expressions read about a record, as far as the caller may read it.
func (d *API) legible(c *fiber.Ctx, app *engine.App, r *engine.Record) (map[string]any, error) {
	var env map[string]any
	who := d.host.Who(c, app.Key)
	_, err := d.host.Submitter.Rehearse(c.UserContext(), app, d.host.Eyes(c, app.Key), func(w engine.World) (engine.Outcome, problem.List) {
		one, needs, faults := app.Environment(r, who, w)
		env = one
		return engine.Outcome{Needs: needs}, faults
	})
	return env, err
}
