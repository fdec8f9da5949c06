package httpapi

import (
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"huiyin/builder/phrase"
	"huiyin/engine"
	"huiyin/engine/access"
	"huiyin/engine/definition"
	"huiyin/engine/problem"
	"huiyin/runtime"
	"huiyin/runtime/httpapi"
)

// drafted is the app as its drafts are now. What keeps them from compiling is the error, a problem.List.
func (d *API) drafted(c *fiber.Ctx) (*engine.App, error) {
	b, _, err := d.Drafts.Bundle(c.UserContext(), c.Params("app"))
	if err != nil {
		return nil, err
	}
	app, problems := d.host.Apps.Draft(b)
	return app, problems.Err()
}

// sound is drafted without the rules, views, messages and boards that do not compile: they change nothing about who may
// do what. What was left out is told with the first that is wrong with each.
func (d *API) sound(c *fiber.Ctx) (*engine.App, problem.List, error) {
	b, _, err := d.Drafts.Bundle(c.UserContext(), c.Params("app"))
	if err != nil {
		return nil, nil, err
	}
	app, problems := d.host.Apps.Draft(b)
	if problems.Err() == nil {
		return app, problem.List{}, nil
	}
	whole, left := b, problem.List{}
	for _, p := range problems.Blocking() {
		at := problem.Split(p.Pointer)
		if len(at) < 2 || !slices.Contains([]string{"rule", "view", "message", "report", "calendar", "connector"}, at[0]) {
			continue
		}
		if _, there := b.Get(at[0], at[1]); there {
			b, left = b.Without(at[0], at[1]), append(left, p)
		}
	}
	if app, still := d.host.Apps.Draft(b); still.Err() == nil {
		return app, phrase.Faults(whole, whole, left, d.host.Lang(c)), nil
	}
	return nil, nil, phrase.Faults(whole, whole, problems, d.host.Lang(c))
}

// preview answers with a form of the drafts as the people who fill it would see it: strangers with as=public, whoever has
// just one role with as=role:key, else the caller. A draft that does not compile is answered with everything that is wrong
// with it.
func (d *API) preview(c *fiber.Ctx) error {
	app, err := d.drafted(c)
	if err != nil {
		return err
	}
	f, ok := app.Form(c.Params("form"))
	public := c.Query("as") == "public"
	if !ok || public && f.Spec().Public == nil {
		return runtime.ErrGone
	}
	if role, given := strings.CutPrefix(c.Query("as"), "role:"); given {
		if !slices.ContainsFunc(app.Definitions("role"), func(one definition.Definition) bool { return one.Key == role }) {
			return runtime.ErrGone
		}
		view, err := d.host.Begun(c, app, f, access.Principal{ID: "role", Kind: "user", Roles: []string{role}, Language: d.host.Lang(c)})
		if err != nil {
			return err
		}
		return c.JSON(fiber.Map{"form": view})
	}
	return c.JSON(fiber.Map{"form": d.host.Blank(c, app, f, public)})
}

// previewAccess tells what somebody, or whoever has a role, would be able to do with the records of a form if the drafts
// were published.
func (d *API) previewAccess(c *fiber.Ctx) error {
	var in struct {
		Form   string `json:"form"`
		User   string `json:"user"`
		Role   string `json:"role"`   // instead of a user: whoever has it and no other
		Record string `json:"record"` // number or id; "" = in general
	}
	if err := httpapi.Read(c, &in); err != nil {
		return err
	}
	app, left, err := d.sound(c)
	if err != nil {
		return err
	}
	f, ok := app.Form(in.Form)
	if !ok {
		return problem.List{problem.New("record.form_unknown", "/form", "form", in.Form)}
	}
	out, err := d.host.Reach(c, app, f, httpapi.ReachOf{User: in.User, Role: in.Role, Record: in.Record})
	if err != nil {
		return err
	}
	return c.JSON(struct {
		*httpapi.Reach
		Left problem.List `json:"left"` // what does not compile and was left out
	}{out, left})
}
