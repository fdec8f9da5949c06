package form

import (
	"slices"

	"huiyin/engine/problem"
	"huiyin/engine/query"
)

// maxRounds bounds how often logic may set off logic before it counts as endless.
const maxRounds = 12

// state is the form after logic and formulas ran over some values; each list has an entry for every field.
type state struct {
	values   row
	hidden   []bool
	required []bool
	locked   []bool
	narrows  []narrowing // of the rules that hold
}

// settle runs logic and formulas until nothing changes any more. Every round starts from what was entered, so the
// outcome depends on that alone and not on the way to it.
func (a *attempt) settle() {
	values := a.entered
	for n := range maxRounds {
		a.state = a.round(values)
		if alike(a.state.values, values) || n+1 < maxRounds && a.unheard(values) {
			a.problems = append(a.problems, a.notes...)
			return
		}
		values = a.state.values
	}
	a.problems.Add("form.logic.endless", "")
}

// unheard reports whether the round changed nothing that logic looks at: another one would end exactly as it did.
func (a *attempt) unheard(values row) bool {
	for _, n := range a.watched {
		if !Identical(values[n], a.state.values[n]) {
			return false
		}
	}
	return true
}

// round runs logic once over values, writing into a copy of what was entered: first what rules set, then hidden fields
// are emptied, then formulas see what is left. Problems of computed values are left in notes.
func (a *attempt) round(values row) state {
	n := len(a.fields)
	flags := make([]bool, 3*n+len(a.governed))
	s := state{values: slices.Clone(a.entered), hidden: flags[:n], required: flags[n : 2*n], locked: flags[2*n : 3*n]}
	shown := flags[3*n:]
	raise(shown, a.usual)
	a.notes = nil
	var gone []int
	look := a.view(values)
	for i := range a.logic {
		l := &a.logic[i]
		if !a.holds(l.when, look) {
			continue
		}
		raise(shown, l.shows)
		gone = append(gone, l.hides...)
		s.narrows = append(s.narrows, l.narrows...)
		raise(s.required, l.requires)
		raise(s.locked, l.locks)
		for _, set := range l.set {
			s.values[a.index[set.field].n] = a.worth(set, look, &a.notes)
		}
	}
	for _, n := range gone {
		shown[n] = false
	}
	veils := a.veils
	if a.in.Public {
		veils = a.public
	}
	for _, v := range veils {
		if !v.hides(shown) {
			continue
		}
		s.hidden[v.field.n] = true
		if v.field.sum != nil {
			continue // it would not come back before one of the records changes
		}
		if v.field.OnHide != "keep" || v.field.formula {
			s.values[v.field.n] = nil
		}
	}
	a.compute(s)
	return s
}

func raise(flags []bool, places []int) {
	for _, n := range places {
		flags[n] = true
	}
}

// compute runs the formulas over the values of a round, each seeing those before it.
func (a *attempt) compute(s state) {
	if len(a.formulas) == 0 {
		return
	}
	over := a.view(s.values)
	env := over.environment()
	for _, formula := range a.formulas {
		n := a.index[formula.field].n
		if s.hidden[n] {
			continue
		}
		if formula.sum != nil {
			s.values[n] = a.own(*formula.sum, over, s.values)
		} else {
			s.values[n] = a.worth(assignment{field: formula.field, program: formula.program}, over, &a.notes)
		}
		env[formula.field] = s.values[n]
	}
	a.seen = nil // what is filled in belongs to no other view
}

// holds reports whether a condition is met; one whose expression fails is not.
func (a *attempt) holds(g guard, v *view) bool {
	ok, err := query.Match(a.resolved(g, a.in.Now, a.in.Zone), v.read, v.options)
	return err == nil && ok
}

// truth evaluates an expression in a condition.
func (v *view) truth(source string) (bool, error) {
	p := v.a.programs[source]
	if p == nil {
		return false, problem.List{problem.New("condition.expr.forbidden", "", "expr", source)}
	}
	return p.True(v.environment())
}

// related returns the record behind a relation, nil when there is none or it is not known yet.
func (a *attempt) related(field string, id any) map[string]any {
	key, _ := id.(string)
	if key == "" || a.in.Related == nil {
		return nil
	}
	values, ok := a.in.Related(a.relations[field], key)
	if !ok {
		return nil
	}
	return values
}

// fill makes the environment what the form's expressions read over values, and nothing else: most fields are read by none.
func (a *attempt) fill(values row) {
	if a.env == nil {
		a.env = make(map[string]any, len(a.inputs)+len(a.relations)+len(a.system)+1)
	}
	a.env["old"] = a.old
	for _, f := range a.inputs {
		a.env[f.Key] = values[f.n]
	}
	for key := range a.relations { // read or not, what is behind them is asked for with the first questions
		value := values[a.index[key].n]
		if record := a.related(key, value); record != nil {
			a.env[key] = record
		} else if id, ok := value.(string); ok {
			a.env[key] = map[string]any{"id": id}
		} else {
			a.env[key] = value
		}
	}
	for _, name := range a.system {
		if value, known := a.in.Env[name]; known {
			a.env[name] = value
		}
	}
}
