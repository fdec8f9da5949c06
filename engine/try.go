package engine

import (
	"maps"

	"huiyin/engine/access"
	"huiyin/engine/action"
	"huiyin/engine/definition"
	"huiyin/engine/effect"
	"huiyin/engine/expression"
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

// TryPeople tells whom a people rule of a process would find for a record now. With needs it is not known yet: answer them
// and ask again. Problems: record.process_unknown, action.people_rule_unknown.
func (a *App) TryPeople(r *Record, processKey, rule string, w World) (action.Finding, []effect.Need, problem.List) {
	p, ok := a.Current(processKey)
	if !ok {
		return action.Finding{}, nil, problem.List{problem.New("record.process_unknown", "", "process", processKey)}
	}
	found, known := p.Spec().People[rule]
	if !known {
		return action.Finding{}, nil, problem.List{problem.New("action.people_rule_unknown", "", "rule", rule)}
	}
	d, problems := a.decide(r, r.Form, access.System, "system", w)
	if problems != nil {
		return action.Finding{}, nil, problems
	}
	c := d.context(effect.Source{Kind: "people", Key: rule})
	c.People = func(name string) (action.PeopleRule, bool) { r, ok := p.Spec().People[name]; return r, ok }
	out, _ := action.Explain(found, c)
	return out, d.ask.Missing(), nil
}

// Environment is what expressions about a record read now, in a map of its own. With needs it is not complete: answer
// them and ask again.
func (a *App) Environment(r *Record, who access.Principal, w World) (map[string]any, []effect.Need, problem.List) {
	d, problems := a.decide(r, r.Form, who, "", w)
	if problems != nil {
		return nil, nil, problems
	}
	return maps.Clone(d.environment()), d.ask.Missing(), nil
}

// TryMessage fills in a message that is being written, for a reader of lang, with what env says about a record. With needs
// some words are missing: answer them and ask again. The problems are those of its templates, below /subject, /body and
// /spoken, and of filling them in.
func (a *App) TryMessage(r *Record, spec definition.MessageSpec, lang string, env map[string]any, w World) (action.Draft, []effect.Need, problem.List) {
	d, problems := a.decide(r, r.Form, access.System, "system", w)
	if problems != nil {
		return action.Draft{}, nil, problems
	}
	m := action.Message{Subject: map[string]*expression.Template{}, Body: map[string]*expression.Template{}, Spoken: map[string]*expression.Template{}}
	compile := func(at, source string, into map[string]*expression.Template) {
		t, faults := expression.CompileTemplate(source, d.form.Shape())
		problems = append(problems, faults.Under(at)...)
		into[lang] = t
	}
	body := spec.Body.In(lang)
	compile("/subject", spec.Subject.In(lang), m.Subject)
	compile("/body", body, m.Body)
	if spoken := spec.Spoken.In(lang); spoken != "" {
		compile("/spoken", spoken, m.Spoken)
	} else if problems == nil {
		compile("/body", unlinked(body), m.Spoken)
	}
	if problems != nil {
		return action.Draft{}, nil, problems
	}
	c := d.context(effect.Source{})
	c.Env = env
	out, problems := filled(m, c, lang)
	return out, d.ask.Missing(), problems
}
