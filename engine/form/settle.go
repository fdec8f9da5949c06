package form

import (
	"maps"
	"strings"

	"huiyin/engine/problem"
	"huiyin/engine/query"
)

// maxRounds bounds how often logic may set off logic before it counts as endless.
const maxRounds = 12

// state is the form after logic and formulas ran over some values.
type state struct {
	values   map[string]any
	hidden   map[string]bool
	required map[string]bool
	locked   map[string]bool
}

// settle runs logic and formulas until nothing changes any more. Every round starts from what was entered, so the
// outcome depends on that alone and not on the way to it.
func (a *attempt) settle() {
	values := a.entered
	for range maxRounds {
		a.state = a.round(values, false)
		if equal(a.state.values, values) {
			a.state = a.round(values, true)
			return
		}
		values = a.state.values
	}
	a.problems.Add("form.logic.endless", "")
}

// round runs logic once over values, writing into a copy of what was entered: first what rules set, then hidden fields
// are emptied, then formulas see what is left. Noted says that problems of computed values are to be reported.
func (a *attempt) round(values map[string]any, noted bool) state {
	s := state{values: maps.Clone(a.entered), hidden: map[string]bool{}, required: map[string]bool{}, locked: map[string]bool{}}
	shown := map[string]bool{}
	look := a.view(values)
	for _, l := range a.logic {
		if !a.holds(l.when, look) {
			continue
		}
		for _, key := range l.Show {
			shown[key] = true
		}
		for _, key := range l.Require {
			s.required[key] = true
		}
		for _, key := range l.ReadOnly {
			s.locked[key] = true
		}
		for _, set := range l.set {
			s.values[set.field] = a.worth(set, look.environment, noted)
		}
	}
	s.hidden = a.hiddenBy(shown)
	for _, f := range a.fields {
		if s.hidden[f.Key] && (f.OnHide != "keep" || f.formula) {
			s.values[f.Key] = nil
		}
	}
	a.compute(s, noted)
	return s
}

// compute runs the formulas over the values of a round, each seeing those before it.
func (a *attempt) compute(s state, noted bool) {
	if len(a.formulas) == 0 {
		return
	}
	env := a.environment(s.values)
	for _, formula := range a.formulas {
		if s.hidden[formula.field] {
			continue
		}
		worth := assignment{field: formula.field, program: formula.program}
		s.values[formula.field] = a.worth(worth, func() map[string]any { return env }, noted)
		env[formula.field] = s.values[formula.field]
	}
}

// hiddenBy returns the fields not shown: what some rule shows is hidden until such a rule holds, with everything inside
// it. A field that stands in several places is hidden when every place is.
func (a *attempt) hiddenBy(shown map[string]bool) map[string]bool {
	gone := func(key string) bool { return key != "" && a.governed[key] && !shown[key] }
	items := a.layout
	if a.in.Public {
		items = a.spec.Public.Layout
	}
	hidden, visible := map[string]bool{}, map[string]bool{}
	var visit func(items []Item, inside bool)
	visit = func(items []Item, inside bool) {
		for _, item := range items {
			out := inside || gone(item.Key) || gone(item.Field)
			if item.Field != "" {
				hidden[item.Field] = hidden[item.Field] || out
				visible[item.Field] = visible[item.Field] || !out
			}
			visit(item.Children, out)
		}
	}
	visit(items, false)
	for _, f := range a.fields {
		hidden[f.Key] = hidden[f.Key] && !visible[f.Key] || gone(f.Key)
	}
	return hidden
}

// view is how conditions and expressions see some values.
type view struct {
	a      *attempt
	values map[string]any
	env    map[string]any // built when first needed
}

func (a *attempt) view(values map[string]any) *view { return &view{a: a, values: values} }

// holds reports whether a condition is met; one whose expression fails is not.
func (a *attempt) holds(g guard, v *view) bool {
	ok, err := query.Match(a.resolved(g, a.in.Now, a.in.Zone), v.get, query.MatchOptions{Expr: func(source string) (bool, error) {
		p := a.programs[source]
		if p == nil {
			return false, problem.List{problem.New("condition.expr.forbidden", "", "expr", source)}
		}
		return p.True(v.environment())
	}})
	return err == nil && ok
}

func (v *view) environment() map[string]any {
	if v.env == nil {
		v.env = v.a.environment(v.values)
	}
	return v.env
}

// get reads a name: a field, a part of one, a path through a relation, or a system name.
func (v *view) get(path string) any {
	first, rest, dotted := strings.Cut(path, ".")
	if _, field := v.a.index[path]; field {
		return v.values[path]
	}
	if !dotted {
		return v.a.in.Env[path]
	}
	if _, relation := v.a.relations[first]; relation {
		return query.Lookup(v.a.related(first, v.values[first]), rest)
	}
	if _, field := v.a.index[first]; field {
		return query.Lookup(v.values, path)
	}
	return query.Lookup(v.a.in.Env, path)
}

// related returns the record behind a relation, nil when there is none or it is not known yet.
func (a *attempt) related(field string, id any) map[string]any {
	key, _ := id.(string)
	if key == "" || a.in.Related == nil {
		return nil
	}
	values, ok := a.in.Related(a.relations[field], key)
	if !ok {
		return nil
	}
	return values
}

// environment is what expressions read over values.
func (a *attempt) environment(values map[string]any) map[string]any {
	env := make(map[string]any, len(values)+len(a.in.Env)+1)
	env["old"] = a.old
	for _, f := range a.fields {
		env[f.Key] = values[f.Key]
	}
	for key := range a.relations {
		if record := a.related(key, values[key]); record != nil {
			env[key] = record
		} else if id, ok := values[key].(string); ok {
			env[key] = map[string]any{"id": id}
		}
	}
	maps.Copy(env, a.in.Env)
	return env
}

func equal(a, b map[string]any) bool {
	for key, value := range a {
		if !same(value, b[key]) {
			return false
		}
	}
	for key, value := range b {
		if _, ok := a[key]; !ok && !blank(value) {
			return false
		}
	}
	return true
}
