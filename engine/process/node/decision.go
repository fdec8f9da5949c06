package node

import (
	"encoding/json"

	"huiyin/engine/catalog"
	"huiyin/engine/definition"
	"huiyin/engine/problem"
	"huiyin/engine/schema"
)

type decision struct{ settings *schema.Schema }

func init() { Types.Add(decision{schema.MustCompile("node decision", []byte(nothing))}) }

// Info describes the type.
func (decision) Info() catalog.Info {
	return catalog.Info{
		ID:    "decision",
		Label: definition.Text{"zh": "分支判断", "en": "Decision"},
		Group: "route",
		Help: definition.Text{"zh": "按顺序检查各条出线的条件，走第一条成立的；都不成立时走默认线。",
			"en": "Takes the first arrow whose condition holds, in order; the default arrow when none does."},
		Settings: json.RawMessage(nothing),
		Examples: []catalog.Example{
			{Note: "the conditions stand on the arrows", Settings: json.RawMessage(`{}`)},
			{Note: "settings are refused", Settings: json.RawMessage(`{"when":{}}`), Problems: []string{"schema.unknown_property"}},
		},
	}
}

// Trait says that arrows with conditions and one default leave a decision.
func (decision) Trait() Trait { return Trait{Exits: Branch} }

// Compile refuses any setting.
func (t decision) Compile(settings json.RawMessage, _ *Scope) (Node, problem.List) {
	_, faults := decode[struct{}](t.settings, settings)
	return t, faults
}

// Enter goes on by the first arrow whose condition holds.
func (decision) Enter(v Visit) { v.Next() }
