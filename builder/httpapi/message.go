package httpapi

import (
	"slices"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine"
	"huiyin/engine/action"
	"huiyin/engine/definition"
	"huiyin/engine/form"
	"huiyin/engine/problem"
	"huiyin/runtime/httpapi"
)

// MessagePreview is a message as its recipient would get it, or hear it.
type MessagePreview struct {
	Subject  string       `json:"subject"`
	Body     string       `json:"body"`
	Spoken   string       `json:"spoken"`
	Problems problem.List `json:"problems"` // why it cannot be filled in, below /subject, /body and /spoken
}

// previewMessage fills in a message that is being written with what the caller may read of a record, or with made-up
// values. Nothing is sent.
func (d *API) previewMessage(c *fiber.Ctx) error {
	var in struct {
		Form     string `json:"form"`
		Record   string `json:"record"` // number or id; "" = made-up values
		Language string `json:"language"`
		Subject  string `json:"subject"`
		Body     string `json:"body"`
		Spoken   string `json:"spoken"`
	}
	if err := httpapi.Read(c, &in); err != nil {
		return err
	}
	if !slices.Contains(problem.Languages, in.Language) {
		in.Language = d.host.Lang(c)
	}
	app, f, r, err := d.matter(c, in.Form, in.Record)
	if err != nil {
		return err
	}
	env, err := d.legible(c, app, r)
	if err != nil {
		return err
	}
	if in.Record == "" {
		introduce(env, app, f, in.Language)
	}
	spec := definition.MessageSpec{Subject: definition.Text{"": in.Subject}, Body: definition.Text{"": in.Body}, Spoken: definition.Text{"": in.Spoken}}
	var draft action.Draft
	_, err = d.host.Submitter.Rehearse(c.UserContext(), app, d.host.Eyes(c, app.Key), func(w engine.World) (out engine.Outcome, faults problem.List) {
		draft, out.Needs, faults = app.TryMessage(r, spec, in.Language, env, w)
		return out, faults
	})
	problems := refusals(err)
	if err != nil && problems == nil {
		return err
	}
	return c.JSON(MessagePreview{Subject: draft.Subject, Body: draft.Body, Spoken: draft.Spoken,
		Problems: append(problem.List{}, problems.In(d.host.Lang(c))...)})
}

// introduce gives a made-up record what only a real one has: a number, a title and a status.
func introduce(env map[string]any, app *engine.App, f *form.Form, lang string) {
	record, _ := env["record"].(map[string]any)
	if record == nil {
		return
	}
	record["title"] = env[f.Spec().TitleField]
	record["no"] = problem.Sentence(lang, "form.sample_no", nil)
	if p, ok := app.Current(f.Spec().Process); ok && len(p.Spec().Statuses) > 0 {
		record["status"] = p.Spec().Statuses[0].Key
	}
}
