package action

import (
	"encoding/json"
	"errors"

	"huiyin/engine/effect"
	"huiyin/engine/problem"
)

// settings reads settings whose structure was checked before. What remains are faults inside conditions, which
// ConditionFaults has reported with exact pointers, so this is only a net for mistakes in a schema.
func settings[T any](raw json.RawMessage) (T, problem.List) {
	var out T
	err := json.Unmarshal(raw, &out)
	if err == nil {
		return out, nil
	}
	var faults problem.List
	if errors.As(err, &faults) {
		return out, faults
	}
	return out, problem.List{problem.New("action.settings_unreadable", "", "detail", err.Error())}
}

// peopleChoice is a people rule written out, or the name of one of the process.
type peopleChoice struct {
	name string
	rule PeopleRule
}

// UnmarshalJSON reads a name or a rule.
func (p *peopleChoice) UnmarshalJSON(raw []byte) error {
	if err := json.Unmarshal(raw, &p.name); err == nil {
		return nil
	}
	return json.Unmarshal(raw, &p.rule)
}

// compile checks the choice; one means that a single person is wanted, so ways that do not say how to pick take
// the first they find.
func (p peopleChoice) compile(scope *Scope, one bool) (peopleChoice, problem.List) {
	if p.name != "" {
		rule, known := scope.people(p.name)
		if !known {
			return p, problem.List{problem.New("action.people_rule_unknown", "", "rule", p.name)}
		}
		if one && rule.Empty.Skip {
			return p, problem.List{problem.New("action.people_owner_skip", "", "rule", p.name)}
		}
		return p, nil
	}
	rule, faults := CompilePeople(p.rule, scope, one)
	for i := range rule.Find {
		if one && rule.Find[i].Pick == "" {
			rule.Find[i].Pick = pickFirst
		}
	}
	p.rule = rule
	return p, faults
}

func (p peopleChoice) resolve(c *Context) (people []effect.Person, why string, ok bool) {
	if p.name != "" {
		return ResolveNamed(p.name, c)
	}
	return Resolve(p.rule, c)
}
