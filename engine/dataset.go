package engine

import (
	"slices"
	"strings"

	"huiyin/engine/access"
	"huiyin/engine/form"
	"huiyin/engine/query"
	"huiyin/engine/report"
)

// scoped are the parts of a record that row scopes and exclusions read and people do not name.
var scoped = []report.Column{
	{Name: "people.participants", FieldShape: query.FieldShape{Kind: query.KindReference, List: true}},
	{Name: "people.department", FieldShape: query.FieldShape{Kind: query.KindReference}},
	{Name: "rank", FieldShape: query.FieldShape{Kind: query.KindNumber}},
}

// Columns are what reports keep of a form's records, under the paths of their documents. Personal values are sealed
// there and stay out; so does what stands in other records.
func Columns(f *form.Form) []report.Column {
	out := append([]report.Column{}, scoped...)
	for name, shape := range f.Conditions() {
		path := access.Path(name)
		if !inTheOpen(f, name) || path == "_id" {
			continue
		}
		out = append(out, report.Column{Name: path, FieldShape: shape})
	}
	slices.SortFunc(out, func(a, b report.Column) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// Dataset is a form's records as a reader may see them, whose level on its fields is given.
func Dataset(f *form.Form, level func(field string) access.Level) report.Shape {
	out := report.Shape{Dataset: f.Key(), Fields: map[string]report.Field{}}
	for name, shape := range f.Conditions() {
		field := report.Field{FieldShape: shape, Column: access.Path(name), Right: access.Read}
		c, own := f.Field(name)
		switch {
		case own && c.Personal != nil:
			field.Right = access.Hidden
		case !inTheOpen(f, name):
			continue
		case own:
			field.Right, field.Steps, field.Decimals = level(name), c.Stepped(), c.Decimals()
		}
		out.Fields[name] = field
	}
	return out
}

// inTheOpen reports whether a name is of something that a record's own document holds in the open.
func inTheOpen(f *form.Form, name string) bool {
	if c, own := f.Field(name); own {
		return c.Personal == nil
	}
	return strings.HasPrefix(name, "record.") && !strings.HasPrefix(access.Path(name), "data.")
}
