package definition

import (
	"slices"

	"huiyin/engine/problem"
)

// Overlay lays upper over lower; upper wins property by property. Arrays of keyed elements merge by key: known
// elements are laid over their lower ones, new ones are appended, or placed by "after": "key" / "before": "key".
// {"$remove": true} takes a property or an element away; "$replace": true beside other properties makes an object
// take the place of the lower one instead of merging (a condition that changes from one field to a group of
// conditions). None of these words remain in the result, which is canonical JSON.
// Problems point into upper: json.*, definition.place_missing, and the warning definition.remove_missing.
func Overlay(lower, upper []byte) ([]byte, problem.List) {
	l, faults := parse(lower)
	u, more := parse(upper)
	if faults = append(faults, more...); len(faults) > 0 {
		return nil, faults
	}
	var o overlayer
	out := o.values("", some(l), some(u))
	if !out.ok {
		return []byte("null"), o.faults
	}
	return canonical(out.value), o.faults
}

const (
	removeWord  = "$remove"
	replaceWord = "$replace"
)

type overlayer struct{ faults problem.List }

func (o *overlayer) values(at string, lower, upper slot) slot {
	switch u := upper.value.(type) {
	case map[string]any:
		if u[removeWord] == true {
			if !lower.ok {
				o.faults.Warn("definition.remove_missing", at)
			}
			return slot{}
		}
		l, _ := lower.value.(map[string]any)
		if u[replaceWord] == true {
			l = nil
		}
		return some(o.objects(at, l, u))
	case []any:
		k, ok1 := asKeyed(upper)
		l, ok2 := asKeyed(lower)
		if ok1 && ok2 {
			return some(o.arrays(at, l, k))
		}
		return some(o.items(at, u))
	}
	return upper
}

func (o *overlayer) objects(at string, lower, upper map[string]any) map[string]any {
	out := map[string]any{}
	for key, value := range lower {
		out[key] = value
	}
	for _, key := range sortedKeys(upper) {
		if key == removeWord || key == replaceWord {
			continue
		}
		merged := o.values(at+problem.Pointer(key), member(lower, key), some(upper[key]))
		if merged.ok {
			out[key] = merged.value
		} else {
			delete(out, key)
		}
	}
	return out
}

// items takes an array that is one value, cleaned of the layering words inside it.
func (o *overlayer) items(at string, upper []any) []any {
	out := []any{}
	for i, item := range upper {
		if merged := o.values(at+problem.Pointer(i), slot{}, some(item)); merged.ok {
			out = append(out, merged.value)
		}
	}
	return out
}

func (o *overlayer) arrays(at string, lower, upper keyed) []any {
	order := append(append([]string{}, lower.ids...), only(upper.ids, func(id string) bool { return !lower.has(id) })...)
	items := map[string]slot{}
	for _, id := range lower.ids {
		items[id] = lower.item(id)
	}
	for i, id := range upper.ids {
		items[id] = o.values(at+problem.Pointer(i), lower.item(id), some(withoutHints(upper.items[id])))
	}
	order = o.place(at, order, upper)
	out := []any{}
	for _, id := range order {
		if s := items[id]; s.ok {
			out = append(out, s.value)
		}
	}
	return out
}

// hint reads a placement word. Only a string is one: an SLA level's "after" is an object and stays what it is.
func hint(item map[string]any) (word, target string) {
	for _, word := range []string{"after", "before"} {
		if target, ok := item[word].(string); ok {
			return word, target
		}
	}
	return "", ""
}

func withoutHints(item map[string]any) map[string]any {
	out := map[string]any{}
	for key, value := range item {
		if _, text := value.(string); text && (key == "after" || key == "before") {
			continue
		}
		out[key] = value
	}
	return out
}

// place moves the hinted elements; several behind the same target keep the order they are written in.
func (o *overlayer) place(at string, order []string, upper keyed) []string {
	behind := map[string]string{}
	for i, id := range upper.ids {
		word, target := hint(upper.items[id])
		if word == "" {
			continue
		}
		if target == id || !slices.Contains(order, target) {
			o.faults.Add("definition.place_missing", at+problem.Pointer(i, word), "key", id, "target", target)
			continue
		}
		order = only(order, func(other string) bool { return other != id })
		if word == "before" {
			order = insertBefore(order, target, id)
			continue
		}
		last, ok := behind[target]
		if !ok || !slices.Contains(order, last) {
			last = target
		}
		order = insertAfter(order, last, id)
		behind[target] = id
	}
	return order
}

func insertBefore(ids []string, next, id string) []string {
	var out []string
	for _, other := range ids {
		if other == next {
			out = append(out, id)
		}
		out = append(out, other)
	}
	return out
}
