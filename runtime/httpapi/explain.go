package httpapi

import (
	"errors"
	"slices"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine"
	"huiyin/engine/access"
	"huiyin/engine/problem"
	"huiyin/runtime"
)

// ReasonView is what one role, or a fact beside the roles, contributed to an answer.
type ReasonView struct {
	Role    string `json:"role"`
	Title   string `json:"title"`
	Code    string `json:"code"`
	Scope   string `json:"scope"`
	Allowed bool   `json:"allowed"`
	Text    string `json:"text"`
}

// Explanation says whether a user may do something, and why.
type Explanation struct {
	Allowed bool         `json:"allowed"`
	Reasons []ReasonView `json:"reasons"`
	Record  *RecordRef   `json:"record"`
	Ties    []string     `json:"ties"`  // what ties the record to the user, in words
	Roles   []string     `json:"roles"` // roles that would allow it, when it is not allowed
	Field   *FieldReason `json:"field"`
}

// FieldReason says what the user may do with a field, and by which role.
type FieldReason struct {
	Title string `json:"title"`
	Level string `json:"level"`
	Text  string `json:"text"`
	By    string `json:"by"`
}

// getExplain answers "why can, or cannot, this user …". It asks what the routes ask, so that it cannot differ.
func (a *API) getExplain(c *fiber.Ctx) error {
	p, u, r, err := a.asked(c)
	if err != nil {
		return err
	}
	action := c.Query("action", "read")
	out := a.explained(p, action, r)
	if !u.Active {
		out.add(p.lang, "access.inactive", false)
	}
	if key := c.Query("field"); key != "" {
		if out.Field, err = a.explainField(p, r, key); err != nil {
			return err
		}
	}
	return c.JSON(out)
}

// explained says whether the person may do something with the records of the form, or with one of them, and why.
func (a *API) explained(p place, action string, r *engine.Record) Explanation {
	d := p.app.Policy().Allow(question(p, action, r))
	out := Explanation{Allowed: d.Allowed, Reasons: []ReasonView{}, Ties: ties(p, r), Roles: []string{}}
	for _, reason := range d.Reasons {
		out.Reasons = append(out.Reasons, ReasonView{Role: reason.Role, Title: p.app.TitleOf("role", reason.Role, p.lang), Code: reason.Code,
			Scope: reason.Scope, Allowed: reason.Code == "access.permitted" || reason.Code == "access.admin", Text: problem.Sentence(p.lang, reason.Code, nil)})
	}
	if r != nil {
		ref := recordRef(p, r)
		out.Record = &ref
		if !out.Allowed && slices.Contains(r.People.Working, p.who.ID) && slices.Contains([]string{"read", "update", "comment"}, action) {
			out.add(p.lang, "access.open_task", true)
		}
	}
	if !out.Allowed {
		out.Roles = opening(p, action, r)
	}
	if spec := p.form.Spec(); (spec.ReadOnly || spec.Dataset != "") && action != "read" && action != "export" && action != "comment" {
		out.add(p.lang, "access.form_filled", false)
	}
	return out
}

// add tells a fact beside the roles that decides.
func (e *Explanation) add(lang, code string, allowed bool) {
	e.Allowed = allowed
	e.Reasons = append(e.Reasons, ReasonView{Code: code, Allowed: allowed, Text: problem.Sentence(lang, code, nil)})
}

// asked reads who and what an explanation is about. All that is unknown is told at once.
func (a *API) asked(c *fiber.Ctx) (place, *runtime.User, *engine.Record, error) {
	p, err := a.place(c)
	if err != nil {
		return p, nil, nil, err
	}
	var problems problem.List
	u, err := a.People.User(c.UserContext(), c.Query("user"))
	if errors.Is(err, runtime.ErrGone) {
		problems.Add("explain.user_unknown", "/user")
	} else if err != nil {
		return p, nil, nil, err
	}
	if !slices.Contains(recordActions, c.Query("action", "read")) {
		problems.Add("explain.action_unknown", "/action")
	}
	found, ok := p.app.Form(c.Query("form"))
	if !ok {
		problems.Add("record.form_unknown", "/form", "form", c.Query("form"))
		return p, nil, nil, problems
	}
	p.form = found
	if _, ok := found.Field(c.Query("field")); !ok && c.Query("field") != "" {
		problems.Add("explain.field_unknown", "/field")
	}
	r, err := a.find(c, p, c.Query("record"))
	if errors.Is(err, runtime.ErrGone) {
		problems.Add("explain.record_unknown", "/record")
	} else if err != nil {
		return p, nil, nil, err
	}
	if problems.Err() != nil {
		return p, nil, nil, problems
	}
	p.who = a.People.Principal(c.UserContext(), u, p.app.Key)
	return p, u, r, nil
}

// ties says what ties a record to the person asked about.
func ties(p place, r *engine.Record) []string {
	out := []string{}
	if r == nil {
		return out
	}
	for _, tie := range access.Ties(p.who, *r.Subject()) {
		out = append(out, problem.Sentence(p.lang, tieTexts[tie], nil))
	}
	return out
}

var tieTexts = map[string]string{"submitter": "access.tie_submitter", "owner": "access.tie_owner", "participant": "access.tie_participant",
	"department": "access.tie_department", "subtree": "access.tie_subtree"}

// opening names the roles of the app that would let the person do it.
func opening(p place, action string, r *engine.Record) []string {
	out := []string{}
	for _, d := range p.app.Definitions("role") {
		one := p
		one.who.Roles = []string{d.Key}
		if p.app.Policy().Allow(question(one, action, r)).Allowed {
			out = append(out, d.Title.In(p.lang))
		}
	}
	return out
}

func question(p place, action string, r *engine.Record) access.Question {
	q := access.Question{Who: p.who, Action: action, Form: p.form.Key()}
	if r != nil {
		q.Record = r.Subject()
	}
	return q
}

// explainField says what the person may do with a field, on a record as it stands or in general, and names the role
// that gives most.
func (a *API) explainField(p place, r *engine.Record, key string) (*FieldReason, error) {
	f, _ := p.form.Field(key)
	general := runtime.Levels(p.app, p.form, p.who)(key)
	level := general
	if r != nil {
		level = a.levels(p, r)(key)
	}
	out := &FieldReason{Title: f.Title.In(p.lang), Level: level.String()}
	switch level {
	case access.Write:
		out.Text = problem.Sentence(p.lang, "access.field_write", nil)
	case access.Read:
		out.Text = problem.Sentence(p.lang, "access.field_read", nil)
	case access.Masked:
		out.Text = problem.Sentence(p.lang, "access.field_masked", nil)
	default:
		out.Text = problem.Sentence(p.lang, "access.field_hidden", nil)
	}
	for _, role := range p.who.Roles {
		one := access.Principal{ID: p.who.ID, Kind: p.who.Kind, Roles: []string{role}}
		if runtime.Levels(p.app, p.form, one)(key) == general && general > access.Hidden {
			out.By = p.app.TitleOf("role", role, p.lang)
			break
		}
	}
	if level != general {
		out.By = problem.Sentence(p.lang, "access.field_by_record", nil)
	}
	return out, nil
}
