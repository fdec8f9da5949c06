package node

import (
	"encoding/json"

	"huiyin/engine/catalog"
	"huiyin/engine/definition"
	"huiyin/engine/problem"
	"huiyin/engine/schema"
)

const endSettings = `{
  "type": "object", "additionalProperties": false,
  "properties": {"resolution": {"x-title":{"zh":"处理结果","en":"Resolution"},"type": "string", "pattern": "^[a-z][a-z0-9_]{0,63}$"}}
}`

type end struct{ settings *schema.Schema }

func init() { Types.Add(end{schema.MustCompile("node end", []byte(endSettings))}) }

// Info describes the type.
func (end) Info() catalog.Info {
	return catalog.Info{
		ID:    "end",
		Label: definition.Text{"zh": "结束", "en": "End"},
		Group: "frame",
		Help: definition.Text{"zh": "流程在这里结束，并记下处理结果。可以有多个。",
			"en": "The flow ends here with a resolution. There may be several."},
		Settings: json.RawMessage(endSettings),
		Examples: []catalog.Example{
			{Note: "ends with a resolution", Settings: json.RawMessage(`{"resolution":"declined"}`), Want: "declined"},
			{Note: "ends without one", Settings: json.RawMessage(`{}`), Want: ""},
			{Note: "a resolution is a key", Settings: json.RawMessage(`{"resolution":"Not adopted"}`), Problems: []string{"schema.pattern"}},
		},
	}
}

// Trait says that nothing leaves an end.
func (end) Trait() Trait { return Trait{Exits: None, Last: true} }

type finish struct {
	Resolution string `json:"resolution"`
}

// Compile reads the resolution.
func (t end) Compile(settings json.RawMessage, _ *Scope) (Node, problem.List) {
	n, faults := decode[finish](t.settings, settings)
	return n, faults
}

// Enter ends the process.
func (n finish) Enter(v Visit) { v.Finish(n.Resolution) }
