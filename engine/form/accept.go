package form

import (
	"maps"
	"reflect"
	"slices"

	"huiyin/engine/access"
	"huiyin/engine/form/field"
	"huiyin/engine/problem"
)

// attempt is one run of Accept: what was entered, and what the form makes of it.
type attempt struct {
	*Form
	in       Input
	old      map[string]any
	entered  map[string]any // what counts before logic and formulas
	touched  map[string]bool
	refused  map[string]problem.List // by field, until it is known what is hidden
	state    state
	problems problem.List
}

// Accept is the only way in for data, whichever channel brings it. It refuses unknown and read-only fields, brings
// every value into its one form, fills in defaults, runs logic and formulas until nothing changes, empties what is hidden,
// and then checks what is required, refused, linked and unique; numbers are drawn only when nothing is wrong. Every
// problem comes at once, with the pointer "/<field>". When a question to Ask had no answer yet, the result is not final.
// Accepting what was accepted changes nothing.
func (f *Form) Accept(in Input) (Accepted, problem.List) {
	a := &attempt{Form: f, in: in, touched: map[string]bool{}, refused: map[string]problem.List{}}
	a.old, _ = field.Plain(in.Old).(map[string]any)
	a.entered = maps.Clone(a.old)
	if a.entered == nil {
		a.entered = map[string]any{}
	}
	if in.Public && (f.spec.Public == nil || !f.spec.Public.Enabled) {
		return Accepted{}, problem.List{problem.New("form.public.closed", "")}
	}
	a.read()
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
		if !known || a.in.Public && !a.open[key] {
			a.problems.Add("form.field.unknown", problem.Pointer(key), "field", key)
			continue
		}
		if f.formula {
			continue // computed here again, whatever was sent
		}
		raw := field.Plain(a.in.Patch[key])
		if same(raw, a.old[key]) {
			continue
		}
		value, faults := f.Value.Normalise(raw)
		if len(faults) == 0 && same(value, a.old[key]) {
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

// enter puts a value in, with what only the server may say about it.
func (a *attempt) enter(f *CompiledField, value any) {
	if s, ok := f.Value.(field.Stamper); ok {
		value = s.Stamp(value, a.old[f.Key], a.in.Now)
	}
	a.entered[f.Key] = value
}

// found notes problems of a value, with the title of its field.
func (a *attempt) found(f *CompiledField, faults problem.List) {
	for _, p := range faults.Under(problem.Pointer(f.Key)) {
		params := map[string]any{"title": f.Title}
		maps.Copy(params, p.Params)
		p.Params = params
		a.problems = append(a.problems, p)
	}
}

// retired refuses archived options that were not chosen before.
func (a *attempt) retired(f *CompiledField, value any) problem.List {
	chooser, ok := f.Value.(field.Chooser)
	if !ok || value == nil {
		return nil
	}
	var out problem.List
	before := chooser.Retired(a.old[f.Key])
	for _, key := range chooser.Retired(value) {
		if !contains(before, key) {
			out.Add("form.option.archived", "", "value", key)
		}
	}
	return out
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
		if f.fallback == nil || sent || a.entered[f.Key] != nil {
			continue
		}
		a.entered[f.Key] = a.worth(*f.fallback, a.view(a.entered).environment, true)
	}
	if !a.in.Public {
		return
	}
	for _, p := range a.presets {
		a.entered[p.field] = a.worth(p, a.view(a.entered).environment, true)
	}
}

// worth is the value an assignment gives in an environment. What the field's type refuses becomes empty, and a problem
// when noted is set.
func (a *attempt) worth(s assignment, env func() map[string]any, noted bool) any {
	if s.program == nil {
		return s.value
	}
	raw, err := s.program.Run(env())
	f := a.index[s.field]
	if err != nil {
		if noted {
			a.problems.Warn("form.expression.failed", problem.Pointer(s.field), "title", f.Title)
		}
		return nil
	}
	value, faults := f.Value.Normalise(raw)
	if noted {
		a.found(f, faults)
	}
	return value
}

// sent judges what was sent now that it is known what is hidden: wrong values of fields that are emptied anyway are no
// problem, nor is a value for a field that logic has made read-only when nobody sees it.
func (a *attempt) sent() {
	for _, key := range slices.Sorted(maps.Keys(a.touched)) {
		f := a.index[key]
		if a.state.hidden[key] && f.OnHide != "keep" {
			continue
		}
		if a.state.locked[key] && !a.in.System {
			a.problems.Add("form.field.read_only", problem.Pointer(key), "title", f.Title)
			continue
		}
		a.found(f, a.refused[key])
	}
}

// accepted puts the result together.
func (a *attempt) accepted(required []string, numbers map[string]string) Accepted {
	out := Accepted{Data: map[string]any{}, Required: required, Numbers: numbers}
	for key, value := range a.state.values {
		if value != nil {
			out.Data[key] = value
		}
	}
	names := maps.Clone(out.Data)
	maps.Copy(names, a.old)
	for key := range names {
		if !same(out.Data[key], a.old[key]) {
			out.Changed = append(out.Changed, key)
		}
	}
	slices.Sort(out.Changed)
	for _, f := range a.fields {
		if key, ok := f.uniqueKey(out.Data[f.Key]); ok {
			out.Keys = append(out.Keys, key)
		}
		if a.state.hidden[f.Key] {
			out.Hidden = append(out.Hidden, f.Key)
		}
		if id, ok := out.Data[f.Key].(string); ok && f.link != nil && f.link.Kind == "record" {
			out.Links = append(out.Links, f.Key+":"+id)
		}
	}
	slices.Sort(out.Hidden)
	return out
}

// same compares two values; nothing, an empty text and an empty list are one.
func same(a, b any) bool {
	return blank(a) && blank(b) || reflect.DeepEqual(a, b)
}

func blank(v any) bool {
	switch t := v.(type) {
	case nil:
		return true
	case string:
		return t == ""
	case []any:
		return len(t) == 0
	}
	return false
}
