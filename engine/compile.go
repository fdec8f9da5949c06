package engine

import (
	"encoding/json"
	"time"

	"huiyin/engine/access"
	"huiyin/engine/action"
	"huiyin/engine/calendar"
	"huiyin/engine/definition"
	"huiyin/engine/expression"
	"huiyin/engine/form"
	"huiyin/engine/problem"
	"huiyin/engine/process"
	"huiyin/engine/query"
	"huiyin/engine/rule"
)

// Compile turns a bundle into an App. It reports every problem of every definition at once, each below the
// pointer "/<kind>/<key>"; with a blocking problem the App is nil. Warnings come back beside a usable App.
func Compile(b definition.Bundle, release int, holidays calendar.Holidays) (*App, problem.List) {
	c := &compiler{app: &App{Release: release, bundle: b, forms: map[string]*form.Form{},
		processes: map[string]*process.Process{}, pinned: map[pin]*process.Process{},
		calendars: map[string]*calendar.Calendar{}, lists: map[string]definition.ListSpec{}, messages: map[string]action.Message{},
		connectors: map[string]definition.ConnectorSpec{}, inbound: map[string]*inbound{}},
		bundle: b, holidays: holidays}
	c.settings()
	c.dictionaries()
	c.promises()
	c.compileCalendars()
	c.compileForms()
	if !c.lost {
		c.compileMessages()
		c.checkConnectors()
		c.compileProcesses()
		c.compileRules()
		c.compileRoles()
		c.checkViews()
		c.checkBoards()
		c.checkMenu()
	}
	if len(c.found.Blocking()) > 0 {
		return nil, c.found
	}
	return c.app, c.found
}

type compiler struct {
	app      *App
	bundle   definition.Bundle
	holidays calendar.Holidays
	specs    map[string]form.Spec
	writable map[*form.Form]map[string]query.FieldShape // see formFields
	found    problem.List
	// lost is set when it cannot be told what a form, calendar or list has: without that, whatever refers to them would be
	// found wrong for nothing.
	lost bool
}

func (c *compiler) add(d definition.Definition, list problem.List) {
	c.found = append(c.found, list.Under(d.Pointer())...)
}

func decodeEach[T any](c *compiler, kind string, use func(definition.Definition, T)) {
	for _, d := range c.bundle.Of(kind) {
		spec, problems := definition.DecodeSpec[T](d)
		c.add(d, problems)
		if problems.Err() == nil {
			use(d, spec)
		} else {
			c.lost = true
		}
	}
}

// settings reads the app definition; a bundle has exactly one.
func (c *compiler) settings() {
	c.app.zone = time.UTC
	apps := c.bundle.Of("app")
	if len(apps) != 1 {
		c.found.Add("app.not_one", "", "count", len(apps))
	}
	decodeEach(c, "app", func(d definition.Definition, s definition.AppSpec) {
		c.app.Key, c.app.Title, c.app.Spec = d.Key, d.Title, s
		if s.App != "" {
			c.app.Key = s.App
		}
		if !s.AppTitle.Empty() {
			c.app.Title = s.AppTitle
		}
		if s.TimeZone == "" {
			return
		}
		zone, err := time.LoadLocation(s.TimeZone)
		if err != nil {
			c.add(d, problem.List{problem.New("app.zone_unknown", "/spec/timeZone", "zone", s.TimeZone)})
			return
		}
		c.app.zone = zone
	})
}

func (c *compiler) dictionaries() {
	decodeEach(c, "list", func(d definition.Definition, s definition.ListSpec) { c.app.lists[d.Key] = s })
}

func (c *compiler) compileCalendars() {
	c.app.always = calendar.Always(c.app.zone)
	decodeEach(c, "calendar", func(d definition.Definition, s definition.CalendarSpec) {
		cal, problems := calendar.Compile(s, c.holidays)
		c.add(d, problems.Under("/spec"))
		if cal != nil {
			c.app.calendars[d.Key] = cal
		} else {
			c.lost = true
		}
	})
	if key := c.app.Spec.Calendar; key != "" && c.app.calendars[key] == nil && len(c.found.Blocking()) == 0 {
		c.found.Add("app.calendar_unknown", "/app/"+c.app.Key+"/spec/calendar", "calendar", key)
	}
}

func (c *compiler) has(kind, key string) bool {
	_, ok := c.bundle.Get(kind, key)
	return ok
}

func (c *compiler) compileForms() {
	c.specs = map[string]form.Spec{}
	decodeEach(c, "form", func(d definition.Definition, s form.Spec) { c.specs[d.Key] = s })
	scope := form.Scope{
		Lists: c.app.List,
		Forms: func(key string) (*form.Spec, bool) { s, ok := c.specs[key]; return &s, ok },
		Has:   c.has,
	}
	for _, d := range c.bundle.Of("form") {
		if _, decoded := c.specs[d.Key]; !decoded {
			continue
		}
		f, problems := form.Outline(d, scope)
		c.add(d, problems)
		if f != nil {
			c.app.forms[d.Key] = f
		} else {
			c.lost = true
		}
	}
}

func (c *compiler) compileMessages() {
	decodeEach(c, "message", func(d definition.Definition, s definition.MessageSpec) {
		m := action.Message{Key: d.Key, Audience: s.Audience, Channels: s.Channels, Purpose: s.Purpose,
			Subject: map[string]*expression.Template{}, Body: map[string]*expression.Template{}, Spoken: map[string]*expression.Template{}}
		c.templates(d, "/spec/subject", s.Subject, m.Subject)
		c.templates(d, "/spec/body", s.Body, m.Body)
		c.templates(d, "/spec/spoken", s.Spoken, m.Spoken)
		for lang, body := range s.Body {
			if m.Spoken[lang] == nil {
				m.Spoken[lang], _ = expression.CompileTemplate(unlinked(body), c.anyShape())
			}
		}
		c.app.messages[d.Key] = m
	})
}

// templates compiles a text per language. A message serves several forms, so names are checked where it is used:
// the shape here is the union of all forms' shapes.
func (c *compiler) templates(d definition.Definition, at string, text definition.Text, into map[string]*expression.Template) {
	for lang, source := range text {
		t, problems := expression.CompileTemplate(source, c.anyShape())
		pointer := at
		if lang != "" {
			pointer += problem.Pointer(lang)
		}
		c.add(d, problems.Under(pointer))
		if t != nil {
			into[lang] = t
		}
	}
}

func (c *compiler) anyShape() expression.Shape {
	all := expression.Shape{}
	for _, f := range c.app.Forms() {
		for name, t := range f.Shape() {
			if have, ok := all[name]; ok && have.Kind != t.Kind {
				t = expression.Any
			}
			all[name] = t
		}
	}
	return all
}

// scope is what actions on a form may refer to.
func (c *compiler) scope(key string) *action.Scope {
	f, ok := c.app.forms[key]
	if !ok {
		return nil
	}
	s := &action.Scope{Form: key, Shape: f.Shape(), Fields: f.Conditions(), Has: c.has, FormFields: c.formFields,
		AnyFields: c.anyFields, Required: c.required, Relations: f.Relations(), Audience: c.audience}
	if p, ok := c.app.processes[f.Spec().Process]; ok {
		c.offer(s, p.Spec())
		s.Actions = p.Presses()
	}
	return s
}

// offer adds what a process gives the rules of its form to refer to.
func (c *compiler) offer(s *action.Scope, spec process.Spec) {
	s.People = func(name string) (action.PeopleRule, bool) { r, ok := spec.People[name]; return r, ok }
	s.Statuses, s.SLAs = []string{}, map[string][]string{}
	for _, status := range spec.Statuses {
		s.Statuses = append(s.Statuses, status.Key)
	}
	for _, sla := range spec.SLAs {
		levels := []string{}
		for _, l := range sla.Levels {
			levels = append(levels, l.Key)
		}
		s.SLAs[sla.Key] = levels
	}
}

// required lists what a new record of a form must be given by whoever creates it.
func (c *compiler) required(key string) []string {
	var out []string
	for _, f := range c.specs[key].Fields {
		if f.Required && !f.Deleted && f.Default == nil {
			out = append(out, f.Key)
		}
	}
	return out
}

func (c *compiler) audience(message string) string { return c.app.messages[message].Audience }

func (c *compiler) taskForm(key string) bool { return c.specs[key].Task }

func (c *compiler) label(f *form.Form) func(string) definition.Text {
	return func(key string) definition.Text {
		if field, ok := f.Field(key); ok {
			return field.Title
		}
		return nil
	}
}

// formFields are the writable fields of a form, which every action asks for; nobody changes them.
func (c *compiler) formFields(key string) map[string]query.FieldShape {
	f, ok := c.app.forms[key]
	if !ok {
		return nil
	}
	fields, known := c.writable[f]
	if !known {
		if c.writable == nil {
			c.writable = map[*form.Form]map[string]query.FieldShape{}
		}
		fields = f.Writable()
		c.writable[f] = fields
	}
	return fields
}

func (c *compiler) anyFields(key string) map[string]query.FieldShape {
	f, ok := c.app.forms[key]
	if !ok {
		return nil
	}
	return f.Conditions()
}

func (c *compiler) compileProcesses() {
	for _, d := range c.bundle.Of("process") {
		if p := c.compileProcess(d); p != nil {
			c.app.processes[d.Key] = p
		}
	}
}

func (c *compiler) compileProcess(d definition.Definition) *process.Process {
	spec, problems := definition.DecodeSpec[process.Spec](d)
	if problems.Err() != nil {
		c.add(d, problems)
		return nil
	}
	f, ok := c.app.forms[spec.Form]
	if !ok {
		c.add(d, problem.List{problem.New("process.form_unknown", "/spec/form", "form", spec.Form)})
		return nil
	}
	has := func(kind, key string) bool {
		return c.has(kind, key) && (kind != "connector" || c.app.connectors[key].Form == f.Key() && c.app.inbound[key] == nil)
	}
	p, problems := process.Compile(d, process.Scope{Shape: f.Shape(), Fields: f.Conditions(), Has: has,
		FormFields: c.formFields, AnyFields: c.anyFields, Required: c.required, Relations: f.Relations(),
		Audience: c.audience, TaskForm: c.taskForm, Label: c.label(f), Chosen: f.Chosen,
		Languages: c.app.Spec.Languages, Traits: traits(f)})
	c.add(d, append(problems, c.unreachable(spec, f)...))
	return p
}

// traits tells of a field whether people may not write it, and whether it is about a person.
func traits(f *form.Form) func(string) (readOnly, personal bool) {
	return func(key string) (bool, bool) {
		field, ok := f.Field(key)
		return ok && field.ReadOnly, ok && field.Personal != nil
	}
}

func (c *compiler) compileRules() {
	set, problems := rule.Compile(c.bundle.Of("rule"), c.scope)
	c.found = append(c.found, problems...)
	c.app.rules = set
}

func (c *compiler) compileRoles() {
	var roles []access.Role
	decodeEach(c, "role", func(d definition.Definition, s definition.RoleSpec) {
		r := access.Role{Key: d.Key, Grants: s.Grants}
		for i, p := range s.Permissions {
			perm, problems := c.permission(p)
			c.add(d, problems.Under(problem.Pointer("spec", "permissions", i)))
			r.Permissions = append(r.Permissions, perm)
		}
		roles = append(roles, r)
	})
	c.app.policy = access.NewPolicy(roles...)
	decodeEach(c, "role", func(d definition.Definition, s definition.RoleSpec) {
		c.add(d, c.titled(d.Key, s))
		c.add(d, c.powerless(d.Key, s))
	})
}

func (c *compiler) permission(p definition.Permission) (access.Permission, problem.List) {
	var problems problem.List
	out := access.Permission{Form: p.Form, Actions: p.Actions, Scope: p.Scope.Name,
		Fields: map[string]access.Level{}, Default: access.Read}
	if p.FieldsDefault != "" {
		out.Default = access.ParseLevel(p.FieldsDefault)
	}
	f, known := c.app.forms[p.Form]
	if !known && p.Form != "*" {
		problems.Add("role.form_unknown", "/form", "form", p.Form)
	}
	for field, level := range p.Fields {
		if known {
			if _, ok := f.Field(field); !ok {
				problems.Add("role.field_unknown", problem.Pointer("fields", field), "field", field, "form", p.Form)
			}
		}
		out.Fields[field] = access.ParseLevel(level)
	}
	if p.Scope.Condition != nil {
		out.Scope = "condition"
		if err := json.Unmarshal(p.Scope.Condition, &out.Condition); err != nil {
			problems.Add("condition.malformed", "/scope/condition", "detail", err.Error())
		} else if known {
			problems = append(problems, out.Condition.Stored(f.Conditions()).Under("/scope/condition")...)
		}
	}
	return out, problems
}

// roleNames reports roles that the app does not have.
func (c *compiler) roleNames(roles []string, at string) (problems problem.List) {
	for i, role := range roles {
		if role != definition.AdminRole && !c.has("role", role) {
			problems.Add("view.role_unknown", at+problem.Pointer(i), "role", role)
		}
	}
	return problems
}

// Pin adds the processes of an older release that records still run on. Everything else about the app stays current:
// what they refer to must still be there. A process with problems is not added.
func (a *App) Pin(release int, b definition.Bundle) problem.List {
	c := &compiler{app: a, bundle: a.bundle, specs: map[string]form.Spec{}}
	for key, f := range a.forms {
		c.specs[key] = f.Spec()
	}
	for _, d := range b.Of("process") {
		if p := c.compileProcess(d); p != nil {
			a.pinned[pin{d.Key, release}] = p
		}
	}
	return c.found
}
