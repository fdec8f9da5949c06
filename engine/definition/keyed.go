package definition

// slot is a value or its absence; null is a value.
type slot struct {
	value any
	ok    bool
}

func some(v any) slot { return slot{value: v, ok: true} }

func member(object map[string]any, key string) slot {
	v, ok := object[key]
	return slot{value: v, ok: ok}
}

// keyed is an array whose elements are objects that carry their own name, so that they can be followed when the
// array is reordered.
type keyed struct {
	ids   []string
	items map[string]map[string]any
	index map[string]int
}

// asKeyed reads s as such an array; an absent or empty one is keyed too.
func asKeyed(s slot) (keyed, bool) {
	k := keyed{items: map[string]map[string]any{}, index: map[string]int{}}
	if !s.ok {
		return k, true
	}
	array, ok := s.value.([]any)
	if !ok {
		return k, false
	}
	for i, item := range array {
		object, _ := item.(map[string]any)
		id, ok := identity(object)
		if _, twice := k.items[id]; !ok || twice {
			return k, false
		}
		k.ids = append(k.ids, id)
		k.items[id] = object
		k.index[id] = i
	}
	return k, true
}

func (k keyed) item(id string) slot {
	object, ok := k.items[id]
	return slot{value: object, ok: ok}
}

// identity returns what an element is known by: its "key", else its "id".
func identity(object map[string]any) (string, bool) {
	for _, name := range []string{"key", "id"} {
		if id, ok := object[name].(string); ok && id != "" {
			return id, true
		}
	}
	return "", false
}

// only returns the ids that keep accepts, in order.
func only(ids []string, keep func(string) bool) []string {
	var out []string
	for _, id := range ids {
		if keep(id) {
			out = append(out, id)
		}
	}
	return out
}

func (k keyed) has(id string) bool { _, ok := k.items[id]; return ok }

func equalIDs(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// reordered reports whether the elements both have stand in another order in b.
func reordered(a, b keyed) bool {
	return !equalIDs(only(a.ids, b.has), only(b.ids, a.has))
}

// weave puts the ids of other that order lacks behind the neighbour they follow in other.
func weave(order, other []string) []string {
	out := append([]string{}, order...)
	at := map[string]bool{}
	for _, id := range out {
		at[id] = true
	}
	for i, id := range other {
		if at[id] {
			continue
		}
		previous := ""
		for j := i - 1; j >= 0 && previous == ""; j-- {
			if at[other[j]] {
				previous = other[j]
			}
		}
		out = insertAfter(out, previous, id)
		at[id] = true
	}
	return out
}

// insertAfter puts id behind previous, or first when there is none.
func insertAfter(ids []string, previous, id string) []string {
	place := 0
	for i, other := range ids {
		if previous != "" && other == previous {
			place = i + 1
		}
	}
	out := append([]string{}, ids[:place]...)
	return append(append(out, id), ids[place:]...)
}
