package httpapi

import (
	"encoding/json"
	"slices"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine"
	"huiyin/engine/access"
	"huiyin/engine/definition"
	"huiyin/engine/form"
	"huiyin/engine/query"
	"huiyin/runtime"
)

func (a *API) rightRoutes(r fiber.Router) {
	r.Get("/roles", admins, a.getRoles)
	r.Get("/apps/:app/roles", admins, a.getAppRoles)
	r.Get("/apps/:app/explain", admins, a.getExplain)
}

// recordActions are what roles permit on records, in the order in which people read about them.
var recordActions = []string{"create", "read", "update", "delete", "export", "assign", "comment"}

// RoleItem is a role to choose.
type RoleItem struct {
	Key    string     `json:"key"` // "app/role"
	Title  string     `json:"title"`
	Text   string     `json:"text"`  // what it is for
	Forms  []RoleForm `json:"forms"` // what it may do where work is done
	Grants []string   `json:"grants"`
}

// RoleForm is what a role may do with the records of a form that has a process.
type RoleForm struct {
	Title   string   `json:"title"`
	Actions []string `json:"actions"`
	Scope   string   `json:"scope"`
}

// getRoles lists the roles of every app, as they are given to users.
func (a *API) getRoles(c *fiber.Ctx) error {
	out := []fiber.Map{}
	for _, app := range a.Apps.All() {
		roles := []RoleItem{}
		for _, d := range app.Definitions("role") {
			roles = append(roles, a.roleItem(place{app: app, lang: a.lang(c)}, d))
		}
		out = append(out, fiber.Map{"app": app.Key, "title": app.Title.In(a.lang(c)), "roles": roles})
	}
	return c.JSON(out)
}

func (a *API) roleItem(p place, d definition.Definition) RoleItem {
	who := access.Principal{ID: "role", Kind: "user", Roles: []string{d.Key}}
	out := RoleItem{Key: p.app.Key + "/" + d.Key, Title: d.Title.In(p.lang), Text: d.Description.In(p.lang), Forms: []RoleForm{}, Grants: grantsOf(p, who)}
	for _, f := range p.app.Forms() {
		if f.Spec().Process == "" {
			continue
		}
		if actions, reason := allowed(p, who, f); len(actions) > 0 {
			out.Forms = append(out.Forms, RoleForm{Title: f.Title().In(p.lang), Actions: actions, Scope: reason})
		}
	}
	return out
}

// grantsOf lists what somebody may do in an app beside records.
func grantsOf(p place, who access.Principal) []string {
	out := []string{}
	for _, g := range allGrants {
		if p.app.Policy().Granted(who, g) {
			out = append(out, g)
		}
	}
	return out
}

// allowed lists what somebody may do with the records of a form, and on which of them.
func allowed(p place, who access.Principal, f *form.Form) (actions []string, scope string) {
	for _, action := range recordActions {
		if d := p.app.Policy().Allow(access.Question{Who: who, Action: action, Form: f.Key()}); d.Allowed {
			actions, scope = append(actions, action), d.Reasons[0].Scope
		}
	}
	return actions, scope
}

// RoleView is what a role may do, form by form.
type RoleView struct {
	Key    string     `json:"key"`
	Title  string     `json:"title"`
	Grants []string   `json:"grants"`
	People int        `json:"people"` // active users who have it
	Forms  []FormRule `json:"forms"`
}

// FormRule is what a role may do with the records of a form, as access.Policy answers.
type FormRule struct {
	Form       string      `json:"form"`
	Title      string      `json:"title"`
	Actions    []string    `json:"actions"`
	Scope      string      `json:"scope"`
	Conditions []string    `json:"conditions,omitempty"` // titles of the fields that a condition scope looks at
	Fields     []FieldRule `json:"fields"`
}

// FieldRule is what a role may do with a field.
type FieldRule struct {
	Field    string `json:"field"`
	Title    string `json:"title"`
	Level    string `json:"level"`
	Personal bool   `json:"personal"`
}

func (a *API) getAppRoles(c *fiber.Ctx) error {
	p, err := a.place(c)
	if err != nil {
		return err
	}
	users, err := a.People.Users(c.UserContext())
	if err != nil {
		return err
	}
	out := []RoleView{}
	for _, d := range p.app.Definitions("role") {
		who := access.Principal{ID: "role", Kind: "user", Roles: []string{d.Key}}
		v := RoleView{Key: d.Key, Title: d.Title.In(p.lang), Grants: grantsOf(p, who), Forms: []FormRule{}}
		for _, u := range users {
			if u.Active && slices.Contains(u.Roles, p.app.Key+"/"+d.Key) {
				v.People++
			}
		}
		spec, _ := definition.DecodeSpec[definition.RoleSpec](d)
		for _, f := range p.app.Forms() {
			v.Forms = append(v.Forms, formRule(p, who, f, spec))
		}
		out = append(out, v)
	}
	return c.JSON(fiber.Map{"actions": recordActions, "roles": out})
}

func formRule(p place, who access.Principal, f *form.Form, spec definition.RoleSpec) FormRule {
	rule := FormRule{Form: f.Key(), Title: f.Title().In(p.lang), Actions: []string{}, Fields: []FieldRule{}}
	actions, scope := allowed(p, who, f)
	rule.Actions, rule.Scope = append(rule.Actions, actions...), scope
	if rule.Scope == "condition" {
		rule.Conditions = conditionFields(p, f, spec)
	}
	level := runtime.Levels(p.app, f, who)
	for _, field := range f.Fields() {
		rule.Fields = append(rule.Fields, FieldRule{Field: field.Key, Title: field.Title.In(p.lang), Level: level(field.Key).String(), Personal: field.Personal != nil})
	}
	return rule
}

// conditionFields names the fields that decide which rows a role covers.
func conditionFields(p place, f *form.Form, spec definition.RoleSpec) []string {
	out := []string{}
	for _, perm := range spec.Permissions {
		if perm.Form != f.Key() && perm.Form != "*" || perm.Scope.Condition == nil {
			continue
		}
		var cond query.Condition
		if json.Unmarshal(perm.Scope.Condition, &cond) != nil {
			continue // the compiler has refused it: such an app is not served
		}
		for _, key := range cond.Fields() {
			title := key
			if field, ok := f.Field(key); ok {
				title = field.Title.In(p.lang)
			}
			out = append(out, title)
		}
	}
	return out
}

// find returns the record that an administrator names by number or id, nil when they name none.
func (a *API) find(c *fiber.Ctx, p place, name string) (*engine.Record, error) {
	if name == "" {
		return nil, nil
	}
	page, err := a.Submitter.Store.Find(c.UserContext(), runtime.RecordsOf(p.app.Key, p.form.Key()), query.Query{Where: runtime.Living(query.Condition{Any: []query.Condition{
		{Field: "no", Op: "eq", Value: name}, {Field: "_id", Op: "eq", Value: name}}}), Limit: 1, Fields: []string{"no"}})
	if err != nil {
		return nil, err
	}
	if len(page.Documents) == 0 {
		return nil, runtime.ErrGone
	}
	return a.Submitter.Load(c.UserContext(), p.app, p.form, page.Documents[0].ID)
}
