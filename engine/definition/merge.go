package definition

import (
	"strings"

	"huiyin/engine/problem"
)

// Merge is the one structural three-way merge: what changed from base to mine and what changed from base to theirs,
// both. Objects merge property by property, arrays of keyed elements (objects with a "key" or "id") element by
// element with order kept, everything else as one value. Where both sides changed the same value differently mine
// stays and a conflict is reported (definition.merge_conflict, merge_removed_mine, merge_removed_theirs, or the
// warning merge_order), pointing into mine, with the keys that lead there in words as "path". The result is
// canonical JSON. Input that is not strict JSON is refused with the json.* codes and gives no result.
func Merge(base, mine, theirs []byte) ([]byte, problem.List) {
	b, faults := parse(base)
	m, more := parse(mine)
	t, last := parse(theirs)
	if faults = append(append(faults, more...), last...); len(faults) > 0 {
		return nil, faults
	}
	var merge merger
	merged := merge.values(place{}, some(b), some(m), some(t))
	return canonical(merged.value), merge.conflicts
}

// place is where a merge is: the pointer into mine and the keys on the way.
type place struct {
	at   string
	path []string
}

func (p place) down(step any, name string) place {
	return place{at: p.at + problem.Pointer(step), path: append(append([]string{}, p.path...), name)}
}

// merger merges. decide, when there is one, says of a conflict whether theirs is taken; ok is false where nobody has
// decided.
type merger struct {
	conflicts problem.List
	decide    func(path []string) (theirs, ok bool)
}

// settle is what comes out of a conflict: what was decided, else mine and a problem.
func (m *merger) settle(p place, mine, theirs slot) slot {
	if m.decide != nil {
		if take, decided := m.decide(p.path); decided && take {
			return theirs
		} else if decided {
			return mine
		}
	}
	m.conflict(p, mine, theirs)
	return mine
}

func (m *merger) conflict(p place, mine, theirs slot) {
	path := strings.Join(p.path, " / ")
	switch {
	case !mine.ok:
		m.conflicts.Add("definition.merge_removed_mine", p.at, "path", path, "theirs", theirs.value)
	case !theirs.ok:
		m.conflicts.Add("definition.merge_removed_theirs", p.at, "path", path, "mine", mine.value)
	default:
		m.conflicts.Add("definition.merge_conflict", p.at, "path", path, "mine", mine.value, "theirs", theirs.value)
	}
}

func (m *merger) values(p place, base, mine, theirs slot) slot {
	switch {
	case sameSlot(mine, theirs), sameSlot(base, theirs):
		return mine
	case sameSlot(base, mine):
		return theirs
	}
	if mine.ok && theirs.ok {
		if merged, ok := m.objects(p, base, mine, theirs); ok {
			return some(merged)
		}
		if merged, ok := m.arrays(p, base, mine, theirs); ok {
			return some(merged)
		}
	}
	return m.settle(p, mine, theirs)
}

func sameSlot(a, b slot) bool {
	return a.ok == b.ok && (!a.ok || same(a.value, b.value))
}

func (m *merger) objects(p place, base, mine, theirs slot) (map[string]any, bool) {
	x, ok1 := mine.value.(map[string]any)
	y, ok2 := theirs.value.(map[string]any)
	// Two values of different type share property names by accident only.
	if !ok1 || !ok2 || !sameSlot(member(x, "type"), member(y, "type")) {
		return nil, false
	}
	b, _ := base.value.(map[string]any)
	out := map[string]any{}
	for _, key := range sortedKeys(union(b, x, y)) {
		merged := m.values(p.down(key, key), member(b, key), member(x, key), member(y, key))
		if merged.ok {
			out[key] = merged.value
		}
	}
	return out, true
}

func union(maps ...map[string]any) map[string]bool {
	out := map[string]bool{}
	for _, m := range maps {
		for key := range m {
			out[key] = true
		}
	}
	return out
}

func (m *merger) arrays(p place, base, mine, theirs slot) ([]any, bool) {
	if _, array := mine.value.([]any); !array {
		return nil, false
	}
	if _, array := theirs.value.([]any); !array {
		return nil, false
	}
	x, ok1 := asKeyed(mine)
	y, ok2 := asKeyed(theirs)
	b, ok3 := asKeyed(base)
	if !ok1 || !ok2 {
		return nil, false
	}
	if !ok3 {
		b, _ = asKeyed(slot{})
	}
	out := []any{}
	for _, id := range m.order(p, b, x, y) {
		here := place{at: p.at, path: append(append([]string{}, p.path...), id)}
		if x.has(id) {
			here = p.down(x.index[id], id)
		}
		if merged := m.values(here, b.item(id), x.item(id), y.item(id)); merged.ok {
			out = append(out, merged.value)
		}
	}
	return out, true
}

// order follows the side that moved elements; when both did, differently, mine is kept and said.
func (m *merger) order(p place, base, mine, theirs keyed) []string {
	if !reordered(base, mine) {
		return weave(theirs.ids, mine.ids)
	}
	if reordered(base, theirs) && reordered(mine, theirs) {
		m.conflicts.Warn("definition.merge_order", p.at, "path", strings.Join(p.path, " / "))
	}
	return weave(mine.ids, theirs.ids)
}

// MergeBundles merges whole apps: definitions by kind and key, each by Merge. It serves the upgrade of a customised
// preset and two designers' drafts. Pointers are "/kind/key/…". Conflicts leave mine in place; the result is checked
// against the kinds' schemas, because two sound changes can add up to a definition that is not.
func MergeBundles(base, mine, theirs Bundle) (Bundle, problem.List) {
	return MergeDecided(base, mine, theirs, nil)
}

// MergeDecided is MergeBundles for conflicts that somebody has looked at: decide gets the keys that lead to one, kind
// and key of the definition first, and says whether theirs is taken; ok is false where nobody has decided.
func MergeDecided(base, mine, theirs Bundle, decide func(path []string) (theirs, ok bool)) (Bundle, problem.List) {
	merge := merger{decide: decide}
	b, x, y := forest(base), forest(mine), forest(theirs)
	var out []Definition
	for _, id := range sortedKeys(union(b, x, y)) {
		d := firstTree(x[id], y[id], b[id])
		kind, key := d["kind"].(string), d["key"].(string)
		p := place{at: problem.Pointer(kind, key), path: []string{kind, key}}
		merged := merge.values(p, member(b, id), member(x, id), member(y, id))
		if !merged.ok {
			continue
		}
		whole, faults := fromTree(merged.value)
		merge.conflicts = append(merge.conflicts, faults.Under(p.at)...)
		if len(faults.Blocking()) > 0 {
			whole, _ = mine.Get(kind, key)
		}
		if whole.Kind != "" {
			out = append(out, whole)
		}
	}
	return Pack(out...), merge.conflicts
}

func forest(b Bundle) map[string]any {
	out := map[string]any{}
	for _, d := range b.Definitions {
		out[d.Pointer()] = tree(d)
	}
	return out
}

func firstTree(candidates ...any) map[string]any {
	for _, c := range candidates {
		if t, ok := c.(map[string]any); ok {
			return t
		}
	}
	return map[string]any{}
}
