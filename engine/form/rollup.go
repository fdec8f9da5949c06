package form

import (
	"slices"
	"time"

	"huiyin/engine/effect"
	"huiyin/engine/form/field"
	"huiyin/engine/problem"
	"huiyin/engine/query"
)

// Rollup is a field that is worked out over the records of another form.
type Rollup struct {
	Key string
	field.Sum
}

// Reads lists the fields of the other form that the rollup depends on: a change of one of them changes it.
func (r Rollup) Reads() []string {
	out := append([]string{r.Field}, r.Filter.Fields()...)
	if r.Of != "" {
		out = append(out, r.Of)
	}
	return out
}

// Rollups are the fields of the form that are worked out over records of other forms.
func (f *Form) Rollups() []Rollup { return f.rollups }

// sums notes the rollups, and checks that the relation each one counts by points here. A rollup over a rollup is refused:
// two forms could then set each other off without end.
func (c *compiler) sums() {
	for _, f := range c.form.fields {
		if f.sum == nil {
			continue
		}
		one := Rollup{f.Key, *f.sum}
		at := f.at + "/settings"
		c.form.rollups = append(c.form.rollups, one)
		if one.Form == "" || one.Field == "" {
			c.found.Add("form.rollup.unset", at, "title", f.Title)
			continue
		}
		if c.scope.Forms == nil {
			continue
		}
		spec, ok := c.scope.Forms(one.Form)
		if one.Form == c.form.key && !ok {
			spec, ok = &c.form.spec, true
		}
		if !ok {
			continue // said where the type was compiled
		}
		if !c.pointsHere(spec, one.Field) {
			c.found.Add("form.rollup.field", at+"/field", "field", one.Field, "form", one.Form)
		}
		for _, other := range spec.Fields {
			if other.Type == "rollup" && slices.Contains(one.Reads(), other.Key) {
				c.found.Add("form.rollup.chain", at, "field", other.Key)
			}
		}
	}
}

// pointsHere reports whether a field of another form is a relation to this one.
func (c *compiler) pointsHere(spec *Spec, key string) bool {
	for _, f := range spec.Fields {
		unit, known := field.Types.Get(f.Type)
		if f.Key != key || f.Deleted || !known {
			continue
		}
		value, _ := unit.Compile(f.Settings, field.Scope{})
		linker, ok := value.(field.Linker)
		return ok && linker.Link().Kind == "record" && linker.Link().Form == c.form.key
	}
	return false
}

// sum puts the rollups in: nothing at create, since nothing points to a record that is not there yet, and the answer of
// the store for those that a changed record asked to be worked out again.
func (a *attempt) sum() {
	zone := a.in.Zone
	if zone == nil {
		zone = time.UTC
	}
	for _, r := range a.rollups {
		f := a.index[r.Key]
		if a.in.Create {
			a.entered[f.n] = r.Nothing()
			continue
		}
		if !a.recount[r.Key] || a.in.Ask == nil {
			continue
		}
		here := query.Condition{Field: r.Field, Op: "eq", Value: a.in.RecordID}
		where := query.Condition{All: []query.Condition{here, query.Resolve(r.Filter, a.in.Now, zone, nil)}}
		if r.Filter.IsZero() {
			where = here
		}
		got, known := a.in.Ask.Get(effect.Need{Kind: effect.NeedTotal, Form: r.Form, Where: where, Text: r.Measure + ":" + r.Of})
		if !known {
			continue
		}
		value, faults := f.Value.Normalise(field.Plain(got.Total))
		if len(faults) > 0 {
			a.problems = append(a.problems, warned(f.titled(faults))...)
			continue
		}
		a.entered[f.n] = value
	}
}

func warned(faults problem.List) problem.List {
	for i := range faults {
		faults[i].Warning = true
	}
	return faults
}
