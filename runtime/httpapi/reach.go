package httpapi

import (
	"errors"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine"
	"huiyin/engine/access"
	"huiyin/engine/definition"
	"huiyin/engine/form"
	"huiyin/engine/problem"
	"huiyin/runtime"
)

// ReachOf asks what somebody may do: a person by their id, or whoever has just one role, with the records of a form in
// general or with one of them, called by number or id.
type ReachOf struct {
	User   string
	Role   string
	Record string
}

// Reach is what somebody may do with the records of a form.
type Reach struct {
	Roles   []string      `json:"roles"` // titles of those they have in the app
	Admin   bool          `json:"admin"`
	Actions []ReachAction `json:"actions"`
	Fields  []ReachField  `json:"fields"`
	Count   *int64        `json:"count"`   // records they may read; nil when they would tell what the caller may not read
	Records []RecordRef   `json:"records"` // the newest of them, as far as the caller may read them too
	Record  *RecordRef    `json:"record"`
	Ties    []string      `json:"ties"`    // what ties that record to them, in words
	Presses []string      `json:"presses"` // buttons they would have on it
}

// ReachAction is one thing that can be done with records.
type ReachAction struct {
	Action string `json:"action"`
	Explanation
}

// ReachField is what they may do with one field.
type ReachField struct {
	Key      string `json:"key"`
	Personal bool   `json:"personal"`
	FieldReason
}

// reachShown bounds the records that are shown.
const reachShown = 20

// Reach tells what somebody may do in an app that need not be published. It tells nothing of records but what the caller
// may read in the published app: a draft gives no rights. Problems: explain.user_unknown, explain.role_unknown and
// explain.record_unknown.
func (a *API) Reach(c *fiber.Ctx, app *engine.App, f *form.Form, of ReachOf) (*Reach, error) {
	p := place{app: app, form: f, lang: a.lang(c)}
	var problems problem.List
	var err error
	if p.who, err = a.reaching(c, p, of); err != nil {
		if !errors.As(err, &problems) {
			return nil, err
		}
	}
	r, err := a.Open(c, app, f, of.Record)
	if of.Record == "" {
		r = nil
	} else if errors.Is(err, runtime.ErrGone) {
		problems.Add("explain.record_unknown", "/record")
	} else if err != nil {
		return nil, err
	}
	if problems.Err() != nil {
		return nil, problems
	}
	out := &Reach{Roles: []string{}, Admin: p.who.Admin, Actions: []ReachAction{}, Fields: []ReachField{}, Records: []RecordRef{}, Ties: ties(p, r), Presses: []string{}}
	for _, role := range p.who.Roles {
		out.Roles = append(out.Roles, app.TitleOf("role", role, p.lang))
	}
	for _, action := range recordActions {
		out.Actions = append(out.Actions, ReachAction{action, a.explained(p, action, r)})
	}
	for _, one := range f.Fields() {
		reason, err := a.explainField(p, r, one.Key)
		if err != nil {
			return nil, err
		}
		out.Fields = append(out.Fields, ReachField{one.Key, one.Personal != nil, *reason})
	}
	if err := a.reached(c, p, out); err != nil || r == nil {
		return out, err
	}
	ref := a.refFor(c, p, r)
	out.Record = &ref
	out.Presses, err = a.presses(c, p, r)
	return out, err
}

// reaching is who is asked about.
func (a *API) reaching(c *fiber.Ctx, p place, of ReachOf) (access.Principal, error) {
	if of.Role != "" {
		if !slices.ContainsFunc(p.app.Definitions("role"), func(d definition.Definition) bool { return d.Key == of.Role }) {
			return access.Principal{}, problem.List{problem.New("explain.role_unknown", "/role")}
		}
		return access.Principal{ID: "role", Kind: "user", Roles: []string{of.Role}}, nil
	}
	u, err := a.People.User(c.UserContext(), of.User)
	if errors.Is(err, runtime.ErrGone) {
		return access.Principal{}, problem.List{problem.New("explain.user_unknown", "/user")}
	}
	if err != nil {
		return access.Principal{}, err
	}
	return a.People.Principal(c.UserContext(), u, p.app.Key), nil
}

// reached finds the records that are read.
func (a *API) reached(c *fiber.Ctx, p place, out *Reach) error {
	own, ok := a.published(c, p.app.Key, p.form.Key())
	if !ok { // nobody has filled in a form that is a draft
		out.Count = new(int64)
		return nil
	}
	if !a.mayCount(c, p) {
		return nil
	}
	list, _, count, err := runtime.Lists{Submitter: a.Submitter}.Page(c.UserContext(), p.app, p.form, p.who, runtime.ListRequest{Limit: reachShown, Count: true})
	if err != nil {
		return err
	}
	out.Count = &count
	for _, r := range list {
		if opens(own, r) {
			out.Records = append(out.Records, a.refFor(c, p, r))
		}
	}
	return nil
}

// mayCount reports whether the rows of a drafted role may be counted for the caller: a condition over what they may not
// read would tell it, one number after the other.
func (a *API) mayCount(c *fiber.Ctx, p place) bool {
	level, may := a.Eyes(c, p.app.Key).Level(p.form.Key()), true
	for _, path := range p.app.Policy().Scope(p.who, "read", p.form.Key()).Fields() {
		field, data := strings.CutPrefix(path, "data.")
		head, _, _ := strings.Cut(field, ".")
		may = may && (!data || level(head) >= access.Read)
	}
	return may
}

// published is a form of the app that is in use, as the caller stands in it.
func (a *API) published(c *fiber.Ctx, app, form string) (place, bool) {
	current, ok := a.Apps.Get(app)
	if !ok {
		return place{}, false
	}
	f, ok := current.Form(form)
	return place{app: current, form: f, who: a.who(c, app), lang: a.lang(c)}, ok
}

// refFor names a record by what both the person and the caller may read of it.
func (a *API) refFor(c *fiber.Ctx, p place, r *engine.Record) RecordRef {
	ref := recordRef(p, r)
	own, _ := a.published(c, p.app.Key, p.form.Key())
	for _, one := range []place{p, own} {
		if level := a.levels(one, r)(one.form.Spec().TitleField); level == access.Hidden || level == access.Masked {
			ref.Title = r.No
		}
	}
	return ref
}

// presses names the buttons that somebody has on a record: those of their tasks, and those that belong to no task.
func (a *API) presses(c *fiber.Ctx, p place, r *engine.Record) ([]string, error) {
	out := []string{}
	offers, err := a.Submitter.Offer(c.UserContext(), p.app, r, p.who)
	if err != nil {
		return nil, err
	}
	for _, task := range offers.Tasks {
		for _, choice := range task.Choices {
			out = append(out, choice.Title.In(p.lang))
		}
	}
	for _, move := range offers.Moves {
		out = append(out, move.Title.In(p.lang))
	}
	return slices.Compact(out), nil
}
