package form

import (
	"encoding/json"
	"slices"
	"strconv"
	"time"

	"huiyin/engine/effect"
	"huiyin/engine/form/field"
	"huiyin/engine/problem"
	"huiyin/engine/query"
)

// required reports what is missing and returns every field that must be filled. Hidden fields never must.
// A value that was refused is not missing as well.
func (a *attempt) required() []string {
	var out []string
	for _, f := range a.fields {
		if a.state.hidden[f.n] || !a.demanded(f) {
			continue
		}
		out = append(out, f.Key)
		if !filled(f, a.state.values[f.n]) && len(a.refused[f.Key]) == 0 {
			a.missing(f)
		}
	}
	slices.Sort(out)
	return out
}

// missing says what the person has to do: agree, choose or fill in.
func (a *attempt) missing(f *CompiledField) {
	switch {
	case f.Type == "consent":
		a.problems.Add("form.consent.required", problem.Pointer(f.Key), "title", f.Title)
	case a.Chosen(f.Key):
		a.problems.Add("form.choice.required", problem.Pointer(f.Key), "title", f.Title)
	default:
		a.problems.Add("form.field.required", problem.Pointer(f.Key), "title", f.Title)
	}
}

func filled(f *CompiledField, value any) bool {
	if filler, ok := f.Value.(field.Filler); ok {
		return filler.Filled(value)
	}
	return value != nil
}

// demanded reports whether this attempt must leave the field filled. Rules and processes are not asked for what people
// left out; nobody is asked for what they cannot enter; but what was there once may not be emptied again.
func (a *attempt) demanded(f *CompiledField) bool {
	if contains(a.in.Require, f.Key) {
		return true
	}
	wanted := f.Required || a.state.required[f.n]
	if a.in.Public {
		wanted = a.open[f.Key] && (wanted || contains(a.spec.Public.Require, f.Key))
	}
	switch {
	case !wanted || !f.settable():
		return false
	case a.in.Create:
		return a.mayWrite(f) && !f.ReadOnly
	case filled(f, a.was[f.n]):
		return true
	}
	return !a.in.System && !a.in.Customer && a.mayWrite(f)
}

// broken reports the checks that refuse the values. What was already so before is held against people, not against
// rules and processes, which could not do anything about it.
func (a *attempt) broken() {
	now, before := a.view(a.state.values), a.view(a.was)
	for _, k := range a.checks {
		if f := a.index[k.Field]; f != nil && a.state.hidden[f.n] || !a.holds(k.when, now) {
			continue
		}
		if a.in.System && !a.in.Create && a.holds(k.when, before) {
			continue
		}
		at := ""
		if k.Field != "" {
			at = problem.Pointer(k.Field)
		}
		a.problems.Add("form.check", at, "message", k.Message, "key", k.Key)
	}
}

// linked asks whether newly chosen people, departments and records are there and may be chosen.
func (a *attempt) linked() {
	if a.in.Ask == nil {
		return
	}
	for _, f := range a.fields {
		if f.link == nil {
			continue
		}
		id, ok := a.state.values[f.n].(string)
		if !ok || a.asked[f.Key] || same(id, a.was[f.n]) {
			continue
		}
		switch f.link.Kind {
		case "record":
			a.record(f, id)
		case "user":
			a.person(f, id)
		case "department":
			a.department(f, id)
		}
	}
}

func (a *attempt) record(f *CompiledField, id string) {
	got, known := a.in.Ask.Get(effect.Need{Kind: effect.NeedRecord, Form: f.link.Form, IDs: []string{id}})
	switch {
	case !known:
	case len(got.Records) == 0:
		a.problems.Add("form.link.missing", problem.Pointer(f.Key), "title", f.Title)
	case !a.choosable(f, got.Records[0]):
		a.problems.Add("form.relation.filtered", problem.Pointer(f.Key), "title", f.Title)
	}
}

// choosable reports whether a record meets the relation's filter. Who sets the field by rule is free to choose.
func (a *attempt) choosable(f *CompiledField, found effect.Found) bool {
	if f.link.Filter.IsZero() || a.in.System {
		return true
	}
	system := map[string]any{"record.id": found.ID, "record.no": found.No, "record.title": found.Title, "record.status": found.Status}
	zone := a.in.Zone
	if zone == nil {
		zone = time.UTC
	}
	ok, err := query.Match(query.Resolve(f.link.Filter, a.in.Now, zone, nil), func(path string) any {
		if v, ok := system[path]; ok {
			return v
		}
		return query.Lookup(found.Data, path)
	}, query.MatchOptions{})
	return err == nil && ok
}

// person asks for a colleague who may be chosen, unless a rule chose. The writer is there, and is asked for a role only.
func (a *attempt) person(f *CompiledField, id string) {
	switch {
	case a.in.System:
		return
	case len(f.link.Roles) > 0 && a.held(f, id):
		return
	case query.Lookup(a.in.Env, "user.id") == id:
		return
	}
	got, known := a.in.Ask.Get(effect.Need{Kind: effect.NeedPeople, IDs: []string{id}})
	if known && len(got.People) == 0 {
		a.problems.Add("form.link.missing", problem.Pointer(f.Key), "title", f.Title)
	}
}

// department asks for one that is there, unless a rule chose.
func (a *attempt) department(f *CompiledField, id string) {
	if a.in.System {
		return
	}
	got, known := a.in.Ask.Get(effect.Need{Kind: effect.NeedNamed, Per: "department", Text: id})
	if known && !slices.ContainsFunc(got.Named, func(d effect.Named) bool { return d.ID == id }) {
		a.problems.Add("form.link.missing", problem.Pointer(f.Key), "title", f.Title)
	}
}

// held asks whether somebody has one of the roles the field is for, and reports who has not. It is false where nobody has
// one: then anybody may be chosen, for the work has to go on.
func (a *attempt) held(f *CompiledField, id string) bool {
	answered, holders := true, 0
	for _, role := range f.link.Roles {
		got, known := a.in.Ask.Get(effect.Need{Kind: effect.NeedPeople, Role: role})
		answered, holders = answered && known, holders+len(got.People)
		for _, p := range got.People {
			if p.ID == id {
				return true
			}
		}
	}
	if answered && holders > 0 {
		a.problems.Add("form.user.role", problem.Pointer(f.Key), "title", f.Title)
	}
	return !answered || holders > 0
}

// unique asks who holds the unique keys that are new.
func (a *attempt) unique() {
	for _, f := range a.fields {
		value := a.state.values[f.n]
		key, ok := f.UniqueKey(value)
		if !ok || a.in.Ask == nil || same(value, a.was[f.n]) {
			continue
		}
		got, known := a.in.Ask.Get(effect.Need{Kind: effect.NeedUnique, Form: a.key, Text: key})
		if known && got.Holder != "" && got.Holder != a.in.RecordID {
			a.problems.Add("form.field.taken", problem.Pointer(f.Key), "field", f.Key, "title", f.Title)
		}
	}
}

// Keyed reports whether no two records have the same value.
func (c *CompiledField) Keyed() bool { return c.Unique || c.numbered != nil }

// UniqueKey is "field:value" when no other record may have the same value.
func (c *CompiledField) UniqueKey(value any) (string, bool) {
	if !c.Keyed() || value == nil {
		return "", false
	}
	return c.Key + ":" + keyText(value), true
}

func keyText(value any) string {
	switch t := value.(type) {
	case string:
		return t
	case float64:
		return strconv.FormatFloat(t, 'f', -1, 64)
	}
	raw, err := json.Marshal(value)
	if err != nil {
		return ""
	}
	return string(raw)
}
