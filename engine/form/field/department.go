package field

import (
	"huiyin/engine/catalog"
	"huiyin/engine/definition"
	"huiyin/engine/problem"
)

func init() {
	register(catalog.Info{
		ID: "department", Label: definition.Text{"zh": "部门", "en": "Department"}, Group: "people",
		Help:     definition.Text{"zh": "组织内的一个部门", "en": "A department of the organisation"},
		Settings: settings(""),
		Examples: []catalog.Example{
			{Note: "an id", In: "d_support", Want: "d_support"},
			{Note: "not an id", In: 3.0, Problems: []string{"form.link.invalid"}},
		},
	}, func(struct{}, Scope) (Value, problem.List) { return linkValue{Link{Kind: "department"}}, nil })
}
