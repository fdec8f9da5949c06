package engine

import (
	"huiyin/engine/access"
	"huiyin/engine/problem"
	"huiyin/engine/rule"
)

// TryRule tells what a rule would do with a record on an event. The outcome holds the record as it would be, the effects
// that would leave it, and one trace: the rule's. It is asked like any other decision, with answers to its Needs, and is
// not meant to be committed. Problem rule.unknown when there is no such rule.
func (a *App) TryRule(r *Record, key string, ev rule.Event, w World) (Outcome, problem.List) {
	d, problems := a.decide(r, r.Form, access.System, "system", w)
	if problems != nil {
		return Outcome{}, problems
	}
	trace, known := a.rules.Try(key, ev, d.ruleInputs(ev))
	if !known {
		return Outcome{}, problem.List{problem.New("rule.unknown", "", "rule", key)}
	}
	d.trace = append(d.trace, trace)
	if d.ask.Waits() {
		return Outcome{Needs: d.ask.Missing()}, nil
	}
	return Outcome{Record: d.rec, Trace: d.trace, Effects: d.effects}, nil
}
