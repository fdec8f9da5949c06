package form

import (
	"maps"
	"slices"
	"strings"

	"huiyin/engine/query"
)

// Text is a text of a record that is found by its words.
type Text struct {
	Field string // the field it belongs to
	Path  string // where in the data it stands: the field, or a part of it
}

// Texts are the texts of a record that search looks through: what people write, tags and parts of addresses. Personal
// fields are sealed and not among them, nor is what stands in the rows of a table.
func (f *Form) Texts() (out []Text) {
	for _, c := range f.fields {
		if c.Personal != nil || c.link != nil {
			continue
		}
		_, shape := c.Value.Shape()
		if shape.Kind == query.KindText {
			out = append(out, Text{c.Key, c.Key})
		}
		if shape.Kind != query.KindObject || shape.List {
			continue
		}
		for _, path := range slices.Sorted(maps.Keys(f.conditions)) {
			if strings.HasPrefix(path, c.Key+".") && f.conditions[path].Kind == query.KindText {
				out = append(out, Text{c.Key, path})
			}
		}
	}
	return out
}
