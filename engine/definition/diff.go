package definition

import "huiyin/engine/problem"

// Change is one difference between two bundles. Op is "added", "removed", "changed" or "moved" (the elements of a
// keyed array stand in another order; Old and New are the keys). Pointer is empty for a whole definition, else it
// points into the definition: the new one, or the old one for what was removed. Path are the keys that lead there.
type Change struct {
	Kind    string   `json:"kind"`
	Key     string   `json:"key"`
	Op      string   `json:"op"`
	Pointer string   `json:"pointer"`
	Path    []string `json:"path,omitempty"`
	Old     any      `json:"old,omitempty"`
	New     any      `json:"new,omitempty"`
}

// Diff lists what leads from a to b, ordered by kind, key and property. Old and New of a whole definition are its
// title texts, of a property its decoded JSON. Elements of keyed arrays are compared by key.
func Diff(a, b Bundle) []Change {
	var out []Change
	all := map[string]any{}
	for _, d := range append(append([]Definition{}, a.Definitions...), b.Definitions...) {
		all[d.Kind+"\x00"+d.Key] = d
	}
	for _, id := range sortedKeys(all) {
		d := all[id].(Definition)
		old, had := a.Get(d.Kind, d.Key)
		now, has := b.Get(d.Kind, d.Key)
		switch {
		case !had:
			out = append(out, Change{Kind: d.Kind, Key: d.Key, Op: "added", New: now.Title})
		case !has:
			out = append(out, Change{Kind: d.Kind, Key: d.Key, Op: "removed", Old: old.Title})
		default:
			c := comparer{kind: d.Kind, key: d.Key}
			c.objects(place{}, place{}, tree(old), tree(now))
			out = append(out, c.changes...)
		}
	}
	return out
}

type comparer struct {
	kind, key string
	changes   []Change
}

func (c *comparer) note(op string, p place, old, now any) {
	c.changes = append(c.changes, Change{
		Kind: c.kind, Key: c.key, Op: op, Pointer: p.at, Path: p.path, Old: old, New: now,
	})
}

// values compares what stands at was in the old definition with what stands at is in the new one.
func (c *comparer) values(was, is place, old, now slot) {
	switch {
	case sameSlot(old, now):
		return
	case !old.ok:
		c.note("added", is, nil, now.value)
		return
	case !now.ok:
		c.note("removed", was, old.value, nil)
		return
	}
	x, ok1 := old.value.(map[string]any)
	y, ok2 := now.value.(map[string]any)
	if ok1 && ok2 {
		c.objects(was, is, x, y)
		return
	}
	if !c.arrays(was, is, old, now) {
		c.note("changed", is, old.value, now.value)
	}
}

func (c *comparer) objects(was, is place, old, now map[string]any) {
	for _, key := range sortedKeys(union(old, now)) {
		c.values(was.down(key, key), is.down(key, key), member(old, key), member(now, key))
	}
}

func (c *comparer) arrays(was, is place, old, now slot) bool {
	x, ok1 := asKeyed(old)
	y, ok2 := asKeyed(now)
	if !ok1 || !ok2 {
		return false
	}
	if reordered(x, y) {
		c.note("moved", is, x.ids, y.ids)
	}
	for _, id := range weave(y.ids, x.ids) {
		c.values(was.down(x.index[id], id), is.down(y.index[id], id), x.item(id), y.item(id))
	}
	return true
}

// Words returns the path for people, such as "fields / severity / title".
func (c Change) Words() string {
	words := ""
	for i, part := range c.Path {
		if i > 0 {
			words += " / "
		}
		words += part
	}
	return words
}

// At returns the pointer of the change inside a bundle: "/kind/key/…".
func (c Change) At() string { return problem.Pointer(c.Kind, c.Key) + c.Pointer }
