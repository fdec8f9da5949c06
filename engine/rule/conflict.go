package rule

import (
	"cmp"
	"slices"

	"huiyin/engine/action"
	"huiyin/engine/problem"
	"huiyin/engine/query"
)

// tests reports whether a condition uses one of the operators anywhere.
func tests(c query.Condition, ops ...string) bool {
	found := false
	c.Walk(func(leaf query.Condition) { found = found || slices.Contains(ops, leaf.Op) })
	return found
}

// requires reports whether a condition holds only when one of the operators does.
func requires(c query.Condition, ops ...string) bool {
	if slices.ContainsFunc(c.All, func(part query.Condition) bool { return requires(part, ops...) }) {
		return true
	}
	return slices.Contains(ops, c.Op)
}

// writes are the fields of the record the rule sets.
func (r *compiled) writes() []string {
	var out []string
	for _, u := range r.before {
		if w, ok := u.Runner.(action.Writer); ok {
			out = append(out, w.Writes()...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// reads are the fields the rule's condition looks at.
func (r *compiled) reads() []string { return r.when.Reads() }

// meets reports whether one event can concern both rules.
func (r *compiled) meets(other *compiled) bool {
	return slices.ContainsFunc(r.spec.On, func(a Trigger) bool {
		return slices.ContainsFunc(other.spec.On, func(b Trigger) bool { return a.Event == b.Event })
	})
}

// conflicts warns of rules whose result depends on an order nobody chose: two of the same order that write one field
// and can both hold (rule.same_order), and rules that write what an earlier rule of the pass has looked at (rule.too_late).
func conflicts(active map[string][]*compiled) problem.List {
	var found problem.List
	for _, form := range sortedKeys(active) {
		rules := active[form] // in order
		writers, readers := map[string][]*compiled{}, map[string][]*compiled{}
		for _, r := range rules {
			for _, field := range r.writes() {
				found = append(found, r.sameOrder(field, writers[field])...)
				found = append(found, r.tooLate(field, readers[field])...)
				writers[field] = append(writers[field], r)
			}
			for _, field := range r.reads() {
				readers[field] = append(readers[field], r)
			}
		}
	}
	return found
}

func (r *compiled) sameOrder(field string, earlier []*compiled) problem.List {
	from, _ := slices.BinarySearchFunc(earlier, r.spec.Order, func(e *compiled, order int) int { return cmp.Compare(e.spec.Order, order) })
	for _, e := range earlier[from:] {
		both := slices.Concat(e.wants, r.wants)
		if _, never := excludes(both, both); e.meets(r) && !never {
			return warning("rule.same_order", r.at+"/order", "rule", r.key, "other", e.key, "field", field)
		}
	}
	return nil
}

func (r *compiled) tooLate(field string, readers []*compiled) problem.List {
	for _, e := range readers {
		if e.meets(r) {
			return warning("rule.too_late", r.at+"/order", "rule", r.key, "earlier", e.key, "field", field)
		}
	}
	return nil
}

func warning(code, at string, params ...any) problem.List {
	p := problem.New(code, at, params...)
	p.Warning = true
	return problem.List{p}
}
