package field

import (
	"huiyin/engine/catalog"
	"huiyin/engine/definition"
	"huiyin/engine/problem"
)

func init() {
	register(catalog.Info{
		ID: "user", Label: definition.Text{"zh": "成员", "en": "Person"}, Group: "people",
		Help:     definition.Text{"zh": "组织内的一位成员", "en": "Somebody of the organisation"},
		Settings: settings(""),
		Examples: []catalog.Example{
			{Note: "an id", In: "u_3", Want: "u_3"},
			{Note: "as it is shown", In: map[string]any{"id": "u_3", "name": "李雷"}, Want: "u_3"},
			{Note: "not an id", In: "u 3", Problems: []string{"form.link.invalid"}},
		},
	}, func(struct{}, Scope) (Value, problem.List) { return linkValue{Link{Kind: "user"}}, nil })
}
