package httpapi

import (
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine"
	"huiyin/engine/access"
	"huiyin/engine/action"
	"huiyin/engine/form"
	"huiyin/engine/problem"
	"huiyin/engine/rule"
	"huiyin/runtime/httpapi"
)

// TrialView is what a rule would do with a record.
type TrialView struct {
	Outcome string               `json:"outcome"` // matched, not_matched, error
	Leaves  []action.Leaf        `json:"leaves"`
	Actions []ActionView         `json:"actions"`
	Changes []httpapi.ChangeView `json:"changes"` // of the record's fields
	Leaving int                  `json:"leaving"` // messages, records and requests that would leave the record
	Faults  problem.List         `json:"faults"`
}

// ActionView is what became of one action.
type ActionView struct {
	Key     string       `json:"key"`
	Do      string       `json:"do"`
	Outcome string       `json:"outcome"`
	Note    string       `json:"note"`
	Faults  problem.List `json:"faults"`
}

// tryRule tells what a rule of the drafts would do with a record on an event. Nothing is kept and nothing leaves.
func (d *API) tryRule(c *fiber.Ctx) error {
	var in struct {
		Record string     `json:"record"` // number or id
		Event  rule.Event `json:"event"`
	}
	if err := httpapi.Read(c, &in); err != nil {
		return err
	}
	b, _, err := d.Drafts.Bundle(c.UserContext(), c.Params("app"))
	if err != nil {
		return err
	}
	app, problems := d.host.Apps.Draft(b)
	if err := problems.Err(); err != nil {
		return err
	}
	form, ok := app.Rules().Form(c.Params("key"))
	if !ok {
		return problem.List{problem.New("rule.unknown", "", "rule", c.Params("key"))}
	}
	f, _ := app.Form(form)
	r, err := d.host.Open(c, app, f, in.Record)
	if err != nil {
		return err
	}
	out, err := d.host.Submitter.Rehearse(c.UserContext(), app, d.host.Eyes(c, app.Key), func(w engine.World) (engine.Outcome, problem.List) {
		return app.TryRule(r, c.Params("key"), in.Event, w)
	})
	if err != nil {
		return err
	}
	v := d.trialView(c, app, r, out)
	v.Faults = append(v.Faults, warnings(d.host.Lang(c), about(problems, problem.Pointer("rule", c.Params("key"))))...)
	return c.JSON(v)
}

// about are the problems of one definition: a rule that is off may be published with faults, and a try has to tell them.
func about(list problem.List, pointer string) problem.List {
	return slices.DeleteFunc(slices.Clone(list), func(p problem.Problem) bool {
		return p.Pointer != pointer && !strings.HasPrefix(p.Pointer, pointer+"/")
	})
}

func (d *API) trialView(c *fiber.Ctx, app *engine.App, r *engine.Record, out engine.Outcome) TrialView {
	lang, t := d.host.Lang(c), out.Trace[0]
	f, _ := app.Form(r.Form)
	v := TrialView{Outcome: t.Outcome, Leaves: []action.Leaf{}, Actions: []ActionView{}, Changes: d.host.Changes(c, app, f, r, out.Record), Leaving: len(out.Effects),
		Faults: warnings(lang, t.Problems)}
	v.Leaves = append(v.Leaves, t.Leaves...)
	if titles := d.unread(c, app, f, t.Leaves); len(titles) > 0 {
		v.Faults = append(v.Faults, warnings(lang, problem.List{problem.New("rule.try_unread", "", "fields", titles)})...)
	}
	for _, s := range t.Actions {
		v.Actions = append(v.Actions, ActionView{Key: s.Key, Do: s.Do, Outcome: s.Outcome, Note: s.Note, Faults: warnings(lang, s.Problems)})
	}
	return v
}

// unread are the titles of what a rule asked and the caller may not read: it was tried as if that were empty.
func (d *API) unread(c *fiber.Ctx, app *engine.App, f *form.Form, leaves []action.Leaf) (titles []any) {
	eyes := d.host.Eyes(c, app.Key)
	for _, leaf := range leaves {
		on, key := f, leaf.Field
		if head, rest, distant := strings.Cut(leaf.Field, "."); distant {
			other, related := app.Form(f.Relations()[head])
			if !related {
				continue
			}
			on, key = other, rest
		}
		published, there := eyes.App.Form(on.Key())
		if !there {
			continue
		}
		if one, known := published.Field(key); known && eyes.Level(on.Key())(key) < access.Read {
			titles = append(titles, one.Title)
		}
	}
	return titles
}
