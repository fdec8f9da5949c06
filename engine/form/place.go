package form

import (
	"maps"
	"slices"
	"strings"

	"huiyin/engine/expression"
)

// veil tells when a field is not shown: what some rule shows is hidden until such a rule holds, what one hides while it
// holds, with everything inside it. A field that stands in several places is hidden when every place is.
type veil struct {
	field  *CompiledField
	self   int     // number of the field in governed, -1 when no rule shows or hides it
	places [][]int // for each place where the field stands, what must be shown for it
}

func (v veil) hides(shown []bool) bool {
	if v.self >= 0 && !shown[v.self] {
		return true
	}
	open := func(place []int) bool { return !slices.ContainsFunc(place, func(n int) bool { return !shown[n] }) }
	return len(v.places) > 0 && !slices.ContainsFunc(v.places, open)
}

// places works out once what every attempt needs of the layouts and of the logic.
func (c *compiler) places() {
	f := c.form
	f.byKey = slices.SortedFunc(slices.Values(f.fields), func(x, y *CompiledField) int { return strings.Compare(x.Key, y.Key) })
	f.veils = f.veiled(f.layout)
	if f.spec.Public != nil {
		f.public = f.veiled(f.spec.Public.Layout)
	}
	watched := map[int]bool{}
	watch := func(names []string) {
		for _, name := range names {
			if field := f.index[head(name)]; field != nil {
				watched[field.n] = true
			}
		}
	}
	for i := range f.logic {
		l := &f.logic[i]
		for _, key := range l.Show {
			l.shows = append(l.shows, f.governed[key])
		}
		for _, key := range l.Hide {
			l.hides = append(l.hides, f.governed[key])
		}
		for _, key := range l.Require {
			l.requires = append(l.requires, f.index[key].n)
		}
		for _, key := range l.ReadOnly {
			l.locks = append(l.locks, f.index[key].n)
		}
		watch(f.reads(l.When))
		for _, s := range l.set {
			if s.program != nil {
				watch(s.program.Reads())
			}
		}
		for relation := range f.relations { // expressions see the record behind each
			watch([]string{relation})
		}
	}
	f.watched = slices.Sorted(maps.Keys(watched))
	c.names()
}

// names finds what the form's expressions read.
func (c *compiler) names() {
	f := c.form
	names := map[string]bool{}
	note := func(p *expression.Program) {
		if p == nil {
			return
		}
		for _, name := range p.Reads() {
			names[head(name)] = true
		}
	}
	for _, formula := range f.formulas {
		note(formula.program)
	}
	for _, p := range f.programs {
		note(p)
	}
	for _, l := range f.logic {
		for _, s := range l.set {
			note(s.program)
		}
	}
	for _, field := range f.fields {
		if field.fallback != nil {
			note(field.fallback.program)
		}
	}
	for _, s := range f.presets {
		note(s.program)
	}
	for _, name := range slices.Sorted(maps.Keys(names)) {
		if field := f.index[name]; field != nil {
			f.inputs = append(f.inputs, field)
		}
		f.system = append(f.system, name)
	}
}

// veiled finds the fields of a layout that may be hidden.
func (f *Form) veiled(items []Item) []veil {
	places := make([][][]int, len(f.fields))
	var visit func(items []Item, behind []int)
	visit = func(items []Item, behind []int) {
		for _, item := range items {
			here := slices.Clip(behind)
			for _, key := range []string{item.Key, item.Field} {
				if n, governed := f.governed[key]; governed && key != "" {
					here = append(here, n)
				}
			}
			if field := f.index[item.Field]; field != nil {
				places[field.n] = append(places[field.n], here)
			}
			visit(item.Children, here)
		}
	}
	visit(items, nil)
	var out []veil
	for _, field := range f.fields {
		v := veil{field: field, self: -1, places: places[field.n]}
		if n, governed := f.governed[field.Key]; governed {
			v.self = n
		}
		open := slices.ContainsFunc(v.places, func(place []int) bool { return len(place) == 0 })
		if v.self >= 0 || len(v.places) > 0 && !open {
			out = append(out, v)
		}
	}
	return out
}
