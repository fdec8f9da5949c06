package node

import (
	"encoding/json"
	"strings"

	"huiyin/engine/catalog"
	"huiyin/engine/definition"
	"huiyin/engine/problem"
	"huiyin/engine/schema"
)

const setSettings = `{
  "type": "object", "required": ["set"], "additionalProperties": false,
  "properties": {
    "set": {"x-title":{"zh":"字段与值","en":"Fields and values"},"type": "object", "minProperties": 1, "maxProperties": 50, "x-editor": "values"},
    "onlyIfEmpty": {"x-title":{"zh":"只填空白字段","en":"Only fields that are empty"},"type": "boolean"}
  }
}`

type set struct{ settings *schema.Schema }

func init() { Types.Add(set{schema.MustCompile("node set", []byte(setSettings))}) }

// Info describes the type.
func (set) Info() catalog.Info {
	return catalog.Info{
		ID:    "set",
		Label: definition.Text{"zh": "设置字段", "en": "Set fields"},
		Group: "automatic",
		Help: definition.Text{"zh": "自动填写记录里的字段，可以是固定值，也可以是公式。",
			"en": "Fills fields of the record with fixed or calculated values."},
		Settings: json.RawMessage(setSettings),
		Examples: []catalog.Example{
			{Note: "a fixed and a calculated value", Settings: json.RawMessage(`{"set":{"title":"检查过","rounds":{"expr":"1 + 1"}}}`)},
			{Note: "unknown field", Settings: json.RawMessage(`{"set":{"nope":1}}`), Problems: []string{"action.field_unknown"}},
			{Note: "nothing to set", Settings: json.RawMessage(`{"set":{}}`), Problems: []string{"schema.min_properties"}},
		},
	}
}

// Trait says that one arrow leaves it.
func (set) Trait() Trait { return Trait{Exits: One} }

// Compile checks the values like the action "set" does, which carries them out.
func (t set) Compile(settings json.RawMessage, scope *Scope) (Node, problem.List) {
	s, faults := decode[struct {
		Set         map[string]json.RawMessage `json:"set"`
		OnlyIfEmpty bool                       `json:"onlyIfEmpty,omitempty"`
	}](t.settings, settings)
	if len(faults) > 0 {
		return nil, faults
	}
	raw, err := json.Marshal(map[string]any{"fields": s.Set, "onlyIfEmpty": s.OnlyIfEmpty})
	if err != nil {
		return nil, problem.List{problem.New("process.settings_unreadable", "", "detail", err.Error())}
	}
	run, faults := compileAction("set", raw, scope)
	for i := range faults {
		if rest, inside := strings.CutPrefix(faults[i].Pointer, "/fields"); inside {
			faults[i].Pointer = "/set" + rest
		}
	}
	return run, faults
}
