package field

import (
	"huiyin/engine/catalog"
	"huiyin/engine/definition"
	"huiyin/engine/problem"
)

func init() {
	register(catalog.Info{
		ID: "user", Label: definition.Text{"zh": "成员", "en": "Person"}, Group: "people", Rank: 1,
		Help: definition.Text{"zh": "组织内的一位成员", "en": "Somebody of the organisation"},
		Settings: settings(`
			"roles":{"type":"array","maxItems":10,"uniqueItems":true,"items":{"$ref":"#/$defs/key"},"x-editor":"roles","x-title":{"zh":"只能选有这些角色的人","en":"Only people with these roles"}}`),
		Examples: []catalog.Example{
			{Note: "an id", In: "u_3", Want: "u_3"},
			{Note: "as it is shown", In: map[string]any{"id": "u_3", "name": "李雷"}, Want: "u_3"},
			{Note: "somebody with a role", Settings: []byte(`{"roles":["rd_lead"]}`), In: "u_3", Want: "u_3"},
			{Note: "not an id", In: "u 3", Problems: []string{"form.link.invalid"}},
		},
	}, compileUser)
}

type userSettings struct {
	Roles []string `json:"roles"`
}

func compileUser(s userSettings, scope Scope) (Value, problem.List) {
	var faults problem.List
	for i, role := range s.Roles {
		if scope.Role != nil && !scope.Role(role) {
			faults.Add("form.user.role_unknown", problem.Pointer("roles", i), "role", role)
		}
	}
	return linkValue{Link{Kind: "user", Roles: s.Roles}}, faults
}
