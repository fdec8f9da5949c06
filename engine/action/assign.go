package action

import (
	"encoding/json"

	"huiyin/engine/catalog"
	"huiyin/engine/definition"
	"huiyin/engine/problem"
)

func init() { Types.Add(assign{}) }

// assign makes somebody the owner of the record.
type assign struct{}

// Info describes the action.
func (assign) Info() catalog.Info {
	return catalog.Info{
		ID:    "assign",
		Label: definition.Text{"zh": "指派负责人", "en": "Assign owner"},
		Group: "people",
		Help:  definition.Text{"zh": "按人员规则找到一人，设为本记录负责人", "en": "Find one person by a people rule and make them the owner"},
		Settings: json.RawMessage(`{"type":"object","required":["to"],"additionalProperties":false,"properties":{
			"to":{"x-title":{"zh":"指派给","en":"Assign to"},"$ref":"#/$defs/peopleOrRule"}},"$defs":{` + peopleDefs + `}}`),
		Examples: []catalog.Example{
			{
				Note:     "whoever of the role has the least open work",
				Settings: json.RawMessage(`{"to":{"find":[{"by":"role","role":"agent","pick":"least_loaded"}]}}`),
				Want:     map[string]any{"owner": "u_lin"},
			},
			{
				Note:     "the agent of the customer's group, else a named rule",
				Settings: json.RawMessage(`{"to":{"find":[{"by":"field","field":"group.agent"}],"empty":{"rule":"triager"}}}`),
				Want:     map[string]any{"owner": "u_wu"},
			},
			{
				Note:     "today's duty agent",
				Settings: json.RawMessage(`{"to":{"find":[{"by":"lookup","form":"duty_roster","field":"agent","where":{"all":[{"field":"date","op":"eq","value":"today"},{"field":"shift","op":"eq","value":{"field":"$.shift"}}]}}]}}`),
				Want:     map[string]any{"owner": "u_chen"},
			},
			{
				Note:     "a role nobody defined, an owner rule that may find nobody",
				Settings: json.RawMessage(`{"to":{"find":[{"by":"role","role":"ghost"}],"empty":{"skip":true}}}`),
				Problems: []string{"action.role_unknown", "action.people_owner_skip"},
			},
		},
	}
}

// Compile checks the people rule.
func (assign) Compile(raw json.RawMessage, scope *Scope) (Runner, problem.List) {
	s, faults := settings[struct {
		To peopleChoice `json:"to"`
	}](raw)
	if len(faults) > 0 {
		return nil, faults
	}
	to, faults := s.To.compile(scope, true)
	return assignRunner{to}, faults.Under("/to")
}

type assignRunner struct{ to peopleChoice }

// Plan finds the owner; finding nobody is an error, because a record without an owner is nobody's work.
func (r assignRunner) Plan(c *Context) (Result, error) {
	people, why, ok := r.to.resolve(c)
	if !ok {
		return Result{}, nil
	}
	if len(people) == 0 {
		return Result{Note: why}, problem.List{problem.New("action.nobody_to_own", "", "why", why)}
	}
	return Result{Owner: people[0].ID, Note: why}, nil
}
