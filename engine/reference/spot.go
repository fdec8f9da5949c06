package reference

import (
	"maps"
	"slices"

	"huiyin/engine/problem"
)

// spot is a value inside a definition and where it stands. What is not there, or of another type, has nothing inside.
type spot struct {
	value any
	at    string
}

func (n spot) get(key string) spot {
	object, _ := n.value.(map[string]any)
	return spot{object[key], n.at + problem.Pointer(key)}
}

func (n spot) text() string {
	s, _ := n.value.(string)
	return s
}

// each calls fn for the elements of an array.
func (n spot) each(fn func(spot)) {
	list, _ := n.value.([]any)
	for i, v := range list {
		fn(spot{v, n.at + problem.Pointer(i)})
	}
}

// members calls fn for the properties of an object, by name.
func (n spot) members(fn func(name string, n spot)) {
	object, _ := n.value.(map[string]any)
	for _, name := range slices.Sorted(maps.Keys(object)) {
		fn(name, n.get(name))
	}
}
