package rule

import (
	"slices"
	"strings"

	"huiyin/engine/action"
	"huiyin/engine/definition"
	"huiyin/engine/problem"
	"huiyin/engine/query"
)

// compiled is a rule ready to run.
type compiled struct {
	key    string
	at     string // pointer to its spec in the bundle
	spec   Spec
	when   *action.Condition
	wants  []query.Condition    // what its condition demands, see demands
	before []action.CompiledUse // on the record itself
	after  []action.CompiledUse // what leaves the record
}

// Set is the compiled rules of an app, indexed. It never changes and may be used by many goroutines.
type Set struct {
	forms map[string]*index
	rules map[string]*compiled // the switched off ones too
}

// Compile checks all rules of an app and indexes them. scope returns what rules on a form may refer to, nil when
// there is no such form. Problems, all at once, point into the bundle ("/rule/<key>/spec/..."): rule.form_unknown,
// rule.field_unknown, rule.status_unknown, rule.sla_unknown, rule.level_unknown, rule.trigger_unfit, rule.loop, those
// of action.Compile and of conditions. Warnings are rule.loop_guarded, rule.fires_on_every_edit, rule.same_order,
// rule.condition_never, rule.too_late. A rule that is off is checked too, but only warns, so that switching a broken rule off is enough
// to publish. With a blocking problem the Set is nil.
func Compile(defs []definition.Definition, scope func(form string) *action.Scope) (*Set, problem.List) {
	var found problem.List
	set := &Set{forms: map[string]*index{}, rules: map[string]*compiled{}}
	active := map[string][]*compiled{}
	scopes := map[string]*action.Scope{}
	for _, d := range defs {
		r, bad := compileOne(d, func(form string) *action.Scope {
			if _, known := scopes[form]; !known {
				scopes[form] = scope(form)
			}
			return scopes[form]
		})
		found = append(found, bad...)
		set.rules[d.Key] = r
		if !r.spec.Off && len(bad.Blocking()) == 0 {
			active[r.spec.Form] = append(active[r.spec.Form], r)
		}
	}
	for form, rules := range active {
		slices.SortFunc(rules, inOrder)
		set.forms[form] = newIndex(rules)
	}
	found = append(found, conflicts(active)...)
	found = append(found, loops(active)...)
	if len(found.Blocking()) > 0 {
		return nil, found.Sorted()
	}
	return set, found.Sorted()
}

// inOrder sorts rules the way they are evaluated.
func inOrder(a, b *compiled) int {
	if a.spec.Order != b.spec.Order {
		return a.spec.Order - b.spec.Order
	}
	return strings.Compare(a.key, b.key)
}

func compileOne(d definition.Definition, scope func(form string) *action.Scope) (*compiled, problem.List) {
	r := &compiled{key: d.Key, at: d.Pointer() + "/spec"}
	spec, bad := definition.DecodeSpec[Spec](d)
	if r.spec = spec; len(bad) > 0 {
		if exact := action.ConditionFaults(d.Spec); len(exact) > 0 {
			return r, exact.Under(r.at)
		}
		return r, bad.Under(d.Pointer())
	}
	found := r.check(scope(spec.Form)).Under(r.at)
	if spec.Off {
		for i := range found {
			found[i].Warning = true
		}
	}
	return r, found
}

// check compiles the parts of the rule.
func (r *compiled) check(scope *action.Scope) problem.List {
	if scope == nil {
		return problem.List{problem.New("rule.form_unknown", "/form", "form", r.spec.Form)}
	}
	var found problem.List
	for i, on := range r.spec.On {
		found = append(found, checkTrigger(on, scope).Under(problem.Pointer("on", i))...)
		if on.Event == Changed && len(on.Fields) == 0 && !tests(r.spec.When, "changed", "becomes", "leaves") {
			found.Warn("rule.fires_on_every_edit", problem.Pointer("on", i), "rule", r.key)
		}
	}
	when, bad := action.CompileCondition(r.spec.When, scope.Fields, scope.Shape, true)
	r.when = when
	r.wants = demands(r.spec.When, func(field string) bool {
		shape, known := scope.Fields[field]
		return known && !shape.List && shape.Kind != ""
	})
	if field, never := excludes(r.wants, r.wants); never {
		found.Warn("rule.condition_never", "/when", "rule", r.key, "field", field)
	}
	found = append(found, bad.Under("/when")...)
	if len(r.spec.Then) == 0 {
		found.Warn("rule.idle", "/then", "rule", r.key)
	}
	uses, bad := action.Compile(r.spec.Then, scope)
	found = append(found, bad.Under("/then")...)
	for _, u := range uses {
		if u.Before() {
			r.before = append(r.before, u)
		} else {
			r.after = append(r.after, u)
		}
	}
	return found
}

func checkTrigger(on Trigger, scope *action.Scope) problem.List {
	var found problem.List
	allowed := map[string]bool{"fields": on.Event == Changed, "status": on.Event == StatusEntered || on.Event == StatusLeft,
		"sla": on.Event == SLALevel, "level": on.Event == SLALevel}
	given := map[string]bool{"fields": len(on.Fields) > 0, "status": len(on.Status) > 0, "sla": on.SLA != "", "level": on.Level != ""}
	for _, property := range []string{"fields", "status", "sla", "level"} {
		if given[property] && !allowed[property] {
			found.Add("rule.trigger_unfit", problem.Pointer(property), "event", on.Event, "property", property)
		}
	}
	for i, field := range on.Fields {
		if _, known := scope.Fields[field]; !known || strings.Contains(field, ".") {
			found.Add("rule.field_unknown", problem.Pointer("fields", i), "field", field, "form", scope.Form)
		}
	}
	for i, status := range on.Status {
		if scope.Statuses != nil && !slices.Contains(scope.Statuses, status) {
			found.Add("rule.status_unknown", problem.Pointer("status", i), "status", status, "known", scope.Statuses)
		}
	}
	return append(found, checkLevel(on, scope)...)
}

// checkLevel checks the clock and the level a rule waits for. A level without a clock may be of any clock.
func checkLevel(on Trigger, scope *action.Scope) problem.List {
	var found problem.List
	if scope.SLAs == nil || on.Event != SLALevel {
		return nil
	}
	levels, known := scope.SLAs[on.SLA]
	if on.SLA != "" && !known {
		found.Add("rule.sla_unknown", "/sla", "sla", on.SLA)
		return found
	}
	if on.SLA == "" {
		for _, of := range scope.SLAs {
			levels = append(levels, of...)
		}
	}
	if on.Level != "" && !slices.Contains(levels, on.Level) {
		found.Add("rule.level_unknown", "/level", "level", on.Level)
	}
	return found
}

// Keys returns the rules on a form that are switched on, in the order of evaluation.
func (s *Set) Keys(form string) []string {
	ix := s.forms[form]
	if ix == nil {
		return nil
	}
	out := make([]string, len(ix.rules))
	for i, r := range ix.rules {
		out[i] = r.key
	}
	return out
}

// Len returns how many rules the app has, the switched off ones too.
func (s *Set) Len() int { return len(s.rules) }
