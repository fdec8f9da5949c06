package node

import (
	"encoding/json"

	"huiyin/engine/catalog"
	"huiyin/engine/definition"
	"huiyin/engine/problem"
)

type cc struct{}

func init() { Types.Add(cc{}) }

// Info describes the type. Its settings are those of the action "cc".
func (cc) Info() catalog.Info {
	return catalog.Info{
		ID:    "cc",
		Label: definition.Text{"zh": "抄送", "en": "Copy to"},
		Group: "people",
		Help: definition.Text{"zh": "把记录抄送给同事：他们收到站内消息，并能查看这条记录。流程不等他们，继续往下走。",
			"en": "Copies the record to colleagues: they get a message and may read it. The flow does not wait for them."},
		Settings: settingsOf("cc"),
		Examples: []catalog.Example{
			{Note: "the reviewers", Settings: json.RawMessage(`{"message":"alarm","to":["reviewers"]}`)},
			{Note: "unknown message", Settings: json.RawMessage(`{"message":"nope","to":["reviewers"]}`), Problems: []string{"action.message_unknown"}},
		},
	}
}

// Trait says that one arrow leaves it.
func (cc) Trait() Trait { return Trait{Exits: One} }

// Compile checks message and people like the action "cc" does.
func (cc) Compile(settings json.RawMessage, scope *Scope) (Node, problem.List) {
	return compileAction("cc", settings, scope)
}
