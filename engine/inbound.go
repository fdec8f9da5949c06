package engine

import (
	"errors"
	"maps"
	"slices"
	"strconv"
	"time"

	"huiyin/engine/definition"
	"huiyin/engine/expression"
	"huiyin/engine/form"
	"huiyin/engine/problem"
	"huiyin/engine/schema"
)

// RecordID stands where a unique field may stand, for the id of a record.
const RecordID = "record.id"

// inbound is the compiled mapping of a connector that takes messages.
type inbound struct {
	form    *form.Form
	when    *expression.Program
	by      string
	find    *expression.Program
	missing string
	set     map[string]*expression.Program
}

// messageShape is what the expressions of a mapping may read.
var messageShape = expression.Shape{"payload": expression.Any, "now": expression.DateTime, "today": expression.Date}

// checkInbound compiles what a message from outside means for records of a form.
func (c *compiler) checkInbound(d definition.Definition, s definition.ConnectorSpec) {
	in := &inbound{missing: s.Inbound.Missing, set: map[string]*expression.Program{}}
	var problems problem.List
	if s.URL != "" || len(s.Headers)+len(s.Fields)+s.Timeout > 0 {
		problems.Add("connector.inbound_mixed", "/spec/inbound")
	}
	var ok bool
	if in.form, ok = c.app.forms[s.Form]; !ok {
		problems.Add("connector.form_unknown", "/spec/form", "form", s.Form)
		c.add(d, problems)
		return
	}
	if spec := in.form.Spec(); spec.ReadOnly || spec.Task || spec.Dataset != "" {
		problems.Add("record.form_read_only", "/spec/form", "form", s.Form)
	}
	compile := func(source string, want expression.Kind, at string) *expression.Program {
		if source == "" {
			return nil
		}
		p, found := expression.Compile(source, messageShape, want)
		problems = append(problems, found.Under(at)...)
		return p
	}
	in.when = compile(s.Inbound.When, expression.KindBoolean, "/spec/inbound/when")
	writable := in.form.Writable()
	for _, key := range slices.Sorted(maps.Keys(s.Inbound.Set)) {
		at := problem.Pointer("spec", "inbound", "set", key)
		in.set[key] = compile(s.Inbound.Set[key], expression.KindAny, at)
		if f, known := in.form.Field(key); !known {
			problems.Add("connector.field_unknown", at, "field", key)
		} else if _, may := writable[key]; !may || f.ReadOnly {
			problems.Add("connector.field_read_only", at, "title", f.Title)
		}
	}
	if find := s.Inbound.Find; find != nil {
		in.by, in.find = find.By, compile(find.Expr, expression.KindAny, "/spec/inbound/find/expr")
		problems = append(problems, in.checkFind()...)
	}
	c.add(d, problems)
	c.app.connectors[d.Key], c.app.inbound[d.Key] = s, in
}

// checkFind checks by what a record is found, and that one can be made where none is.
func (in *inbound) checkFind() (problems problem.List) {
	const at = "/spec/inbound/find/by"
	f, known := in.form.Field(in.by)
	switch {
	case in.by != RecordID && (!known || !f.Keyed()):
		problems.Add("connector.find_not_unique", at, "field", in.by)
	case in.find == nil && in.set[in.by] == nil:
		problems.Add("connector.find_empty", at, "field", in.by)
	case in.missing != "" && in.missing != "create":
	case in.by == RecordID || in.set[in.by] == nil:
		problems.Add("connector.find_cannot_create", at, "field", in.by)
	}
	if in.find == nil {
		in.find = in.set[in.by]
	}
	return problems
}

// Intake is what a message means.
type Intake struct {
	Form    string
	Skip    bool   // the message is about nothing that concerns this app
	By      string // unique field, or RecordID; "" always makes a record
	Value   string // that the record has there
	Missing string // when no record has it: create, refuse or ignore
	Patch   map[string]any
}

// Receive reads a message that came to an inbound connector; ok is false when there is none of that key. payload is
// plain JSON. Problems point into the mapping's fields: "/set/name", "/find".
func (a *App) Receive(connector string, payload any, now time.Time) (out Intake, ok bool, problems problem.List) {
	in, ok := a.inbound[connector]
	if !ok {
		return out, false, nil
	}
	env := map[string]any{"payload": schema.Lossless(payload), "now": now.UTC().Format(time.RFC3339), "today": now.In(a.zone).Format(time.DateOnly)}
	out = Intake{Form: in.form.Key(), By: in.by, Missing: in.missing, Patch: map[string]any{}}
	if in.when != nil {
		holds, err := in.when.True(env)
		if err != nil {
			return out, true, unread(err, "/when")
		}
		if !holds {
			out.Skip = true
			return out, true, nil
		}
	}
	for _, key := range slices.Sorted(maps.Keys(in.set)) {
		v, err := in.set[key].Run(env)
		if err != nil {
			problems = append(problems, unread(err, problem.Pointer("set", key))...)
		} else if v != nil {
			out.Patch[key] = v
		}
	}
	if in.find == nil {
		return out, true, problems
	}
	v, err := in.find.Run(env)
	if err != nil {
		return out, true, append(problems, unread(err, "/find")...)
	}
	if out.Value = idText(v); out.Value == "" {
		problems.Add("hook.value_missing", "/find", "field", in.by)
	}
	return out, true, problems
}

// unread is why an expression could not read a message, with where in the mapping it stands.
func unread(err error, at string) problem.List {
	var list problem.List
	_ = errors.As(err, &list) // an expression fails with nothing else
	return list.Under(at)
}

// idText is a value by which records are found; other systems write numbers as such.
func idText(v any) string {
	switch t := v.(type) {
	case string:
		return t
	case float64:
		return strconv.FormatFloat(t, 'f', -1, 64)
	}
	return ""
}
