package node

import (
	"encoding/json"

	"huiyin/engine/catalog"
	"huiyin/engine/definition"
	"huiyin/engine/problem"
	"huiyin/engine/schema"
)

type start struct{ settings *schema.Schema }

func init() { Types.Add(start{schema.MustCompile("node start", []byte(nothing))}) }

// Info describes the type.
func (start) Info() catalog.Info {
	return catalog.Info{
		ID:    "start",
		Label: definition.Text{"zh": "开始", "en": "Start"},
		Group: "frame",
		Help: definition.Text{"zh": "记录提交后，流程从这里开始。一个流程只有一个。",
			"en": "The flow begins here when a record is submitted. There is exactly one."},
		Settings: json.RawMessage(nothing),
		Examples: []catalog.Example{
			{Note: "nothing to set", Settings: json.RawMessage(`{}`)},
			{Note: "settings are refused", Settings: json.RawMessage(`{"form":"x"}`), Problems: []string{"schema.unknown_property"}},
		},
	}
}

// Trait says that one arrow leaves the start and none leads to it.
func (start) Trait() Trait { return Trait{Exits: One, First: true} }

// Compile refuses any setting.
func (t start) Compile(settings json.RawMessage, _ *Scope) (Node, problem.List) {
	_, faults := decode[struct{}](t.settings, settings)
	return t, faults
}

// Enter goes on at once.
func (start) Enter(v Visit) { v.Next() }
