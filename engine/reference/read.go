package reference

import (
	"strings"

	"huiyin/engine/expression"
)

// field notes a place that names a field of a form, perhaps by a longer path.
func (f *finder) field(n spot, form string) {
	for _, t := range f.path(form, n.text()) {
		f.note(n, t)
	}
	if len(f.path(form, n.text())) == 0 && form != "" && !system(n.text()) { // also one that is not there: nobody else has it
		f.note(n, Target{"form", form, Field, n.text()})
	}
}

func (f *finder) fields(n spot, form string) { n.each(func(n spot) { f.field(n, form) }) }

// named notes the property names of an object as fields of a form.
func (f *finder) named(n spot, form string) {
	n.members(func(name string, n spot) { f.field(spot{name, n.at}, form) })
}

// system reports whether a path begins with a name that is no field of any form.
func system(path string) bool {
	head, _, dotted := strings.Cut(path, ".")
	return dotted && expression.Reserved(head)
}

// reads notes what an expression or a template says about records of a form.
func (f *finder) reads(n spot, form string, paths []string, compared []expression.Comparison) {
	for _, path := range paths {
		for _, t := range f.path(form, path) {
			f.note(n, t)
		}
	}
	for _, c := range compared {
		for _, t := range f.literal(form, c.Path, c.Value) {
			f.note(n, t)
		}
	}
}

func (f *finder) expression(n spot, form string) {
	paths, compared := expression.Names(n.text())
	f.reads(n, form, paths, compared)
}

// template notes what the placeholders of a text read, in all its languages.
func (f *finder) template(n spot, forms ...string) {
	n.members(func(_ string, n spot) { f.template(n, forms...) })
	if !strings.Contains(n.text(), "{{") {
		return
	}
	paths, compared := expression.TemplateNames(n.text())
	for _, form := range forms {
		f.reads(n, form, paths, compared)
	}
}

// condition notes what a condition tree on records of a form names. own is the form of the record that values beginning
// with "$." are read from.
func (f *finder) condition(n spot, form, own string) {
	for _, group := range []string{"all", "any"} {
		n.get(group).each(func(n spot) { f.condition(n, form, own) })
	}
	if not := n.get("not"); not.value != nil {
		f.condition(not, form, own)
	}
	f.expression(n.get("expr"), form)
	path := n.get("field")
	if path.text() == "" {
		return
	}
	f.field(path, form)
	value := n.get("value")
	if other := value.get("field"); other.text() != "" {
		if strings.HasPrefix(other.text(), "$.") {
			f.field(other, own)
		} else {
			f.field(other, form)
		}
		return
	}
	f.literals(value, form, path.text())
}

// literals notes what a literal value, or each of a list of them, names.
func (f *finder) literals(n spot, form, path string) {
	if _, list := n.value.([]any); list {
		n.each(func(n spot) { f.literals(n, form, path) })
		return
	}
	for _, t := range f.literal(form, path, n.value) {
		f.note(n, t)
	}
}

// values notes an object that gives fields of a form values, as literals, expressions, texts or people rules about a
// record of own.
func (f *finder) values(n spot, form, own string) {
	f.named(n, form)
	n.members(func(name string, n spot) { f.value(n, form, name, own) })
}

// narrowed notes the fields whose choices a rule narrows, and the options that it leaves.
func (f *finder) narrowed(n spot, form string) {
	f.named(n, form)
	n.members(func(name string, n spot) { f.literals(n, form, name) })
}

func (f *finder) value(n spot, form, field, own string) {
	f.expression(n.get("expr"), own)
	f.template(n.get("text"), own)
	f.peopleRule(n.get("people"), own)
	f.literals(n, form, field)
}

// peopleRule notes the name of a people rule of the process of a form.
func (f *finder) peopleRule(n spot, form string) {
	f.note(n, Target{"process", f.processOf(form), People, n.text()})
}

// people notes a people rule as it is written out, a list of them, or the name of one.
func (f *finder) people(n spot, form string) {
	if n.text() != "" {
		f.peopleRule(n, form)
		return
	}
	n.each(func(n spot) { f.people(n, form) })
	if n.get("by").text() != "" {
		f.find(n, form)
	}
	n.get("find").each(func(n spot) { f.find(n, form) })
	f.peopleRule(n.get("empty").get("rule"), form)
	f.whole(n.get("empty").get("role"), "role")
}

func (f *finder) find(n spot, form string) {
	f.condition(n.get("when"), form, form)
	f.whole(n.get("role"), "role")
	searched := n.get("form")
	f.whole(searched, "form")
	if searched.text() == "" {
		f.field(n.get("field"), form)
		return
	}
	f.field(n.get("field"), searched.text())
	f.condition(n.get("where"), searched.text(), form)
}
