package rule

import (
	"cmp"
	"maps"
	"reflect"
	"slices"

	"huiyin/engine/query"
)

// Why answers "why did this rule not run on that event": the verdict on every leaf of its condition, whether it was
// triggered or not. Nothing is run. ok is false when there is no such rule.
func (s *Set) Why(key string, ev Event, in Inputs) (Trace, bool) {
	r, known := s.rules[key]
	if !known {
		return Trace{}, false
	}
	p := &pass{ev: ev, in: in, changed: slices.Clone(ev.Changed)}
	t := p.explain(r, p.dated(r.when))
	if t.Outcome == Matched {
		t = p.allow(r, t)
	}
	if r.spec.Off || !r.waitsFor(ev) {
		t.Outcome = NotTriggered
	}
	t.Event, t.Release = ev, in.Release
	return t, true
}

// waitsFor reports whether the event concerns the rule.
func (r *compiled) waitsFor(ev Event) bool {
	slots := ev.slots()
	return slices.ContainsFunc(r.slots(), func(s slot) bool { return slices.Contains(slots, s) })
}

// same reports whether two field values mean the same: what conditions see of them is equal.
func same(a, b any) bool {
	x, y := query.Elements(a), query.Elements(b)
	if slices.Contains(x, any(query.Opaque{})) || slices.Contains(y, any(query.Opaque{})) {
		return reflect.DeepEqual(a, b)
	}
	return reflect.DeepEqual(x, y)
}

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }
