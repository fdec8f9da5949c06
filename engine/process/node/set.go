package node

import (
	"encoding/json"

	"huiyin/engine/catalog"
	"huiyin/engine/definition"
	"huiyin/engine/problem"
)

type set struct{}

func init() { Types.Add(set{}) }

// Info describes the type. Its settings are those of the action "set".
func (set) Info() catalog.Info {
	return catalog.Info{
		ID:    "set",
		Label: definition.Text{"zh": "设置字段", "en": "Set fields"},
		Group: "automatic",
		Help: definition.Text{"zh": "自动填写记录里的字段，可以是固定值，也可以是公式。",
			"en": "Fills fields of the record with fixed or calculated values."},
		Settings: settingsOf("set"),
		Examples: []catalog.Example{
			{Note: "a fixed and a calculated value", Settings: json.RawMessage(`{"set":{"title":"检查过","total":{"expr":"1 + 1"}}}`)},
			{Note: "unknown field", Settings: json.RawMessage(`{"set":{"nope":1}}`), Problems: []string{"action.field_unknown"}},
		},
	}
}

// Trait says that one arrow leaves it.
func (set) Trait() Trait { return Trait{Exits: One} }

// Compile checks the values like the action "set" does.
func (set) Compile(settings json.RawMessage, scope *Scope) (Node, problem.List) {
	return compileAction("set", settings, scope)
}
