package form

import (
	"maps"
	"slices"

	"huiyin/engine/access"
	"huiyin/engine/definition"
	"huiyin/engine/form/field"
	"huiyin/engine/problem"
)

// attempt is one run of Accept: what was entered, and what the form makes of it.
type attempt struct {
	*Form
	in       Input
	old      map[string]any
	was      row // the same as old
	entered  row // what counts before logic and formulas
	touched  map[string]bool
	recount  map[string]bool         // rollups that are to be worked out again
	refused  map[string]problem.List // by field, until it is known what is hidden
	state    state
	ignored  []string        // what was sent for nothing, for logic hides and empties it
	asked    map[string]bool // fields in which it is still being asked what a name means
	notes    problem.List    // of the values the last round computed
	problems problem.List

	env  map[string]any // what expressions read, filled for seen
	seen *view
}

// row holds a value for every field of the form, in its order.
type row []any

func (f *Form) row(values map[string]any) row {
	out := make(row, len(f.fields))
	for _, c := range f.fields {
		out[c.n] = values[c.Key]
	}
	return out
}

// Accept is the only way in for data, whichever channel brings it. It refuses unknown and read-only fields, brings
// every value into its one form, fills in defaults, runs logic and formulas until nothing changes, empties what is hidden,
// and then checks what is required, refused, linked and unique; numbers are drawn only when nothing is wrong. Every
// problem comes at once, with the pointer "/<field>". When a question to Ask had no answer yet, the result is not final.
// Accepting what was accepted changes nothing.
func (f *Form) Accept(in Input) (Accepted, problem.List) {
	a := &attempt{Form: f, in: in, touched: map[string]bool{}, asked: map[string]bool{}, recount: map[string]bool{}, refused: map[string]problem.List{}, old: field.PlainObject(in.Old)}
	a.was = f.row(a.old)
	a.entered = slices.Clone(a.was)
	if in.Public && (f.spec.Public == nil || !f.spec.Public.Enabled) {
		return Accepted{}, problem.List{problem.New("form.public.closed", "")}
	}
	a.read()
	a.sum()
	a.start()
	a.settle()
	a.sent()
	required := a.required()
	a.broken()
	a.linked()
	a.unique()
	var numbers map[string]string
	if len(a.problems.Blocking()) == 0 {
		numbers = a.number()
	}
	return a.accepted(required, numbers), a.problems
}

// read takes over the patch.
func (a *attempt) read() {
	for _, key := range slices.Sorted(maps.Keys(a.in.Patch)) {
		f, known := a.index[key]
		if !known || a.in.Public && !a.open[key] || a.hidden(key) {
			a.problems.Add("form.field.unknown", problem.Pointer(key), "field", key)
			continue
		}
		if f.formula {
			continue // computed here again, whatever was sent
		}
		if f.sum != nil {
			a.recount[key] = a.in.System // sent by a record that changed; what anybody else sends is not believed
			continue
		}
		raw := field.Plain(a.in.Patch[key])
		if a.mayRead(f) && same(raw, a.was[f.n]) {
			continue
		}
		value, faults := a.heard(f, raw)
		if a.mayRead(f) && len(faults) == 0 && same(value, a.was[f.n]) {
			continue
		}
		if !a.mayWrite(f) {
			a.problems.Add("form.field.read_only", problem.Pointer(key), "title", f.Title)
			continue
		}
		a.touched[key] = true
		a.refused[key] = append(faults, a.retired(f, value)...)
		a.enter(f, value)
	}
}

// heard is the value of what was sent. What a name means is asked only for those who may write it down: nobody else is
// told who and what there is.
func (a *attempt) heard(f *CompiledField, raw any) (any, problem.List) {
	if a.in.Means == nil || !a.mayWrite(f) {
		return f.Value.Normalise(raw)
	}
	return field.Read(f.Value, raw, func(link field.Link, text string) ([]field.Meant, bool) {
		found, known := a.in.Means(link, text)
		if !known {
			a.asked[f.Key] = true
		}
		return found, known
	})
}

// enter puts a value in, with what only the server may say about it.
func (a *attempt) enter(f *CompiledField, value any) {
	if s, ok := f.Value.(field.Stamper); ok {
		value = s.Stamp(value, a.was[f.n], a.in.Now)
	}
	a.entered[f.n] = value
}

// titled are the problems of a value, with the title of its field.
func (f *CompiledField) titled(faults problem.List) problem.List {
	if len(faults) == 0 {
		return nil
	}
	out := faults.Under(problem.Pointer(f.Key))
	for i, p := range out {
		params := map[string]any{"title": f.Title}
		maps.Copy(params, p.Params)
		out[i].Params = params
	}
	return out
}

// retired refuses archived options that were not chosen before.
func (a *attempt) retired(f *CompiledField, value any) problem.List {
	chooser, ok := f.Value.(field.Chooser)
	if !ok || value == nil {
		return nil
	}
	var out problem.List
	before := chooser.Retired(a.was[f.n])
	for _, key := range chooser.Retired(value) {
		if !contains(before, key) {
			out.Add("form.option.archived", "", "value", key)
		}
	}
	return out
}

// hidden reports whether this writer may not know that there is such a field.
func (a *attempt) hidden(key string) bool {
	return !a.in.System && a.in.Level != nil && a.in.Level(key) == access.Hidden
}

// mayRead reports whether this writer may know what the field holds. Nobody else is told that they sent what is there:
// by trying, one would find out what is masked.
func (a *attempt) mayRead(f *CompiledField) bool {
	return a.in.System || a.in.Level == nil || a.in.Level(f.Key) >= access.Read
}

// mayWrite reports whether this writer may change the field.
func (a *attempt) mayWrite(f *CompiledField) bool {
	switch {
	case a.in.System:
		return true
	case f.ReadOnly || !f.settable():
		return false
	}
	return a.in.Level == nil || a.in.Level(f.Key) >= access.Write
}

// start fills in, at create, the values fields begin with where nothing was sent.
func (a *attempt) start() {
	if !a.in.Create {
		return
	}
	for _, f := range a.fields {
		_, sent := a.in.Patch[f.Key]
		if f.fallback == nil || sent || a.entered[f.n] != nil {
			continue
		}
		a.entered[f.n] = a.worth(*f.fallback, a.view(a.entered), &a.problems)
	}
	if !a.in.Public {
		return
	}
	for _, p := range a.presets {
		a.entered[a.index[p.field].n] = a.worth(p, a.view(a.entered), &a.problems)
	}
}

// worth is the value an assignment gives over what a view sees. What the field's type refuses becomes empty, and a
// problem in notes unless that is nil.
func (a *attempt) worth(s assignment, v *view, notes *problem.List) any {
	if s.program == nil {
		return s.value
	}
	raw, err := s.program.Run(v.environment())
	f := a.index[s.field]
	if err != nil {
		if notes != nil {
			notes.Warn("form.expression.failed", problem.Pointer(s.field), "title", f.Title)
		}
		return nil
	}
	value, faults := f.Value.Normalise(raw)
	if notes != nil {
		*notes = append(*notes, f.titled(faults)...)
	}
	return value
}

// sent judges what was sent now that it is known what is hidden: wrong values of fields that are emptied anyway are no
// problem, but named, nor is a value for a field that logic has made read-only when nobody sees it.
func (a *attempt) sent() {
	for _, key := range slices.Sorted(maps.Keys(a.touched)) {
		f := a.index[key]
		if a.state.hidden[f.n] && f.OnHide != "keep" {
			if len(a.refused[key]) > 0 || a.entered[f.n] != nil {
				a.ignored = append(a.ignored, key)
			}
			continue
		}
		if a.state.locked[f.n] && !a.in.System {
			a.problems.Add("form.field.read_only", problem.Pointer(key), "title", f.Title)
			continue
		}
		a.problems = append(a.problems, f.titled(append(a.refused[key], a.closed(f)...))...)
	}
}

// closed refuses options that rules leave out now and that were not chosen before.
func (a *attempt) closed(f *CompiledField) (out problem.List) {
	_, shape := f.Value.Shape()
	before := chosen(a.was[f.n])
	for _, narrowed := range a.state.narrows {
		if narrowed.field != f {
			continue
		}
		for _, key := range chosen(a.state.values[f.n]) {
			if contains(shape.Options, key) && !contains(narrowed.left, key) && !contains(before, key) && !out.Has("form.option.closed") {
				out.Add("form.option.closed", "", "value", f.called(key))
			}
		}
	}
	return out
}

// called is the title of an option.
func (f *CompiledField) called(option string) definition.Text {
	var value any = option
	if _, shape := f.Value.Shape(); shape.List {
		value = []any{option}
	}
	out := definition.Text{}
	for _, lang := range problem.Languages {
		out[lang] = field.Text(f.Value, value, lang, nil)
	}
	return out
}

// chosen are the options that a value holds.
func chosen(value any) []string {
	switch v := value.(type) {
	case string:
		return []string{v}
	case []any:
		out := make([]string, 0, len(v))
		for _, one := range v {
			if key, ok := one.(string); ok {
				out = append(out, key)
			}
		}
		return out
	}
	return nil
}

// accepted puts the result together.
func (a *attempt) accepted(required []string, numbers map[string]string) Accepted {
	out := Accepted{Data: make(map[string]any, len(a.old)+len(a.in.Patch)), Required: required, Numbers: numbers, Ignored: a.ignored}
	for key, value := range a.old {
		if _, known := a.index[key]; !known && value != nil {
			out.Data[key] = value
		}
	}
	for _, f := range a.byKey {
		value := a.state.values[f.n]
		if value != nil {
			out.Data[f.Key] = value
		}
		if !same(value, a.was[f.n]) {
			out.Changed = append(out.Changed, f.Key)
		}
		if !a.state.hidden[f.n] {
			continue
		}
		if out.Hidden == nil {
			out.Hidden = make([]string, 0, len(a.veils)+len(a.public))
		}
		out.Hidden = append(out.Hidden, f.Key)
	}
	for _, f := range a.fields {
		value := a.state.values[f.n]
		if key, ok := f.UniqueKey(value); ok {
			out.Keys = append(out.Keys, key)
		}
		if id, ok := value.(string); ok && f.link != nil && f.link.Kind == "record" {
			out.Links = append(out.Links, f.Key+":"+id)
		}
	}
	return out
}
