package form

import (
	"slices"
	"time"

	"huiyin/engine/effect"
	"huiyin/engine/expression"
	"huiyin/engine/form/field"
	"huiyin/engine/problem"
	"huiyin/engine/query"
)

// Rollup is a field that is worked out over the records of another form, or of its own.
type Rollup struct {
	Key string
	field.Sum
	at string
}

// Reads lists the fields of the other form that the rollup depends on: a change of one of them changes it.
func (r Rollup) Reads() []string { return append([]string{r.Field}, r.counts()...) }

// counts are the fields by which a record counts.
func (r Rollup) counts() []string {
	out := r.Filter.Fields()
	for _, key := range []string{r.Of, r.Per} {
		if key != "" && !slices.Contains(out, key) {
			out = append(out, key)
		}
	}
	return out
}

// reads are the names a computed field depends on: of a rollup that counts the record itself, else of its program.
func (r *Rollup) reads(program *expression.Program) []string {
	if r != nil {
		return r.counts()
	}
	return program.Reads()
}

// need is the question what the records that point here come to.
func (r Rollup) need(where query.Condition) effect.Need {
	n := effect.Need{Kind: effect.NeedTotal, Form: r.Form, Where: where, Text: r.Measure + ":" + r.Of}
	if per := r.Grouped(); per != "" {
		n.Text, n.Per = "max:"+r.Of, per
	}
	return n
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
		one := Rollup{Key: f.Key, Sum: *f.sum, at: f.at + "/settings"}
		c.form.rollups = append(c.form.rollups, one)
		if one.Form == "" || one.Field == "" {
			c.found.Add("form.rollup.unset", one.at, "title", f.Title)
			continue
		}
		if one.Self && (one.Form != c.form.key || one.Grouped() == "") {
			c.found.Add("form.rollup.self", one.at+"/self", "title", f.Title)
		}
		c.source(one)
	}
}

// source checks the form that a rollup reads.
func (c *compiler) source(one Rollup) {
	if c.scope.Forms == nil {
		return
	}
	spec, ok := c.scope.Forms(one.Form)
	if one.Form == c.form.key && !ok {
		spec, ok = &c.form.spec, true
	}
	if !ok {
		return // said where the type was compiled
	}
	if !c.pointsHere(spec, one.Field) {
		c.found.Add("form.rollup.field", one.at+"/field", "field", one.Field, "form", one.Form)
	}
	for _, other := range spec.Fields {
		if other.Type == "rollup" && slices.Contains(one.Reads(), other.Key) {
			c.found.Add("form.rollup.chain", one.at, "field", other.Key)
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
// the store for those that a changed record asked to be worked out again. Those that count the record itself wait for
// its formulas.
func (a *attempt) sum() {
	for _, r := range a.rollups {
		f := a.index[r.Key]
		if r.Self {
			continue
		}
		if a.in.Create {
			a.entered[f.n] = r.Nothing()
			continue
		}
		if !a.recount[r.Key] || a.in.Ask == nil {
			continue
		}
		if got, known := a.in.Ask.Get(r.need(a.pointing(r))); known {
			a.entered[f.n] = a.totalled(f, r.total(got))
		}
	}
}

// pointing is the condition of the records that a rollup counts.
func (a *attempt) pointing(r Rollup) query.Condition {
	here := query.Condition{Field: r.Field, Op: "eq", Value: a.in.RecordID}
	if r.Filter.IsZero() {
		return here
	}
	return query.Condition{All: []query.Condition{here, a.filter(r)}}
}

func (a *attempt) filter(r Rollup) query.Condition {
	zone := a.in.Zone
	if zone == nil {
		zone = time.UTC
	}
	return query.Resolve(r.Filter, a.in.Now, zone, nil)
}

// totalled is the value as the field keeps it; what its type refuses becomes empty, with a warning.
func (a *attempt) totalled(f *CompiledField, total any) any {
	value, faults := f.Value.Normalise(field.Plain(total))
	if len(faults) > 0 {
		a.problems = append(a.problems, warned(f.titled(faults))...)
		return nil
	}
	return value
}

// total is what an answer comes to.
func (r Rollup) total(got effect.Answer) any {
	if r.Grouped() == "" {
		return got.Total
	}
	if r.Measure == "distinct" {
		return float64(len(got.Groups))
	}
	sum := 0.0
	for _, v := range got.Groups {
		sum += v
	}
	return sum + got.Rest
}

// own is what a rollup comes to with the record itself, over the values of a round. While nothing it depends on has
// changed it stays as it was.
func (a *attempt) own(r Rollup, over *view, values row) any {
	f := a.index[r.Key]
	changed := a.in.Create || a.recount[r.Key]
	for _, key := range r.counts() {
		c := a.index[key]
		changed = changed || c == nil || !same(values[c.n], a.was[c.n])
	}
	if !changed || a.in.Ask == nil && !a.in.Create {
		return a.was[f.n]
	}
	var others effect.Answer
	if !a.in.Create {
		got, known := a.in.Ask.Get(r.need(a.pointing(r)))
		if !known {
			return a.was[f.n]
		}
		others = got
	}
	return a.totalled(f, r.total(r.with(others, over, a.filter(r))))
}

// with counts the record itself among others.
func (r Rollup) with(others effect.Answer, over *view, filter query.Condition) effect.Answer {
	if fits, err := query.Match(filter, over.read, over.options); err != nil || !fits {
		return others
	}
	out := effect.Answer{Groups: map[string]float64{}, Rest: others.Rest}
	for key, v := range others.Groups {
		out.Groups[key] = v
	}
	value, _ := over.read(r.Of).(float64)
	key := GroupOf(over.read(r.Grouped()))
	if key == "" {
		out.Rest += value
		return out
	}
	if have, known := out.Groups[key]; !known || value > have {
		out.Groups[key] = value
	}
	return out
}

// GroupOf names the group a value belongs to, "" when there is none.
func GroupOf(value any) string {
	if value == nil {
		return ""
	}
	return keyText(value)
}

func warned(faults problem.List) problem.List {
	for i := range faults {
		faults[i].Warning = true
	}
	return faults
}
