package node

import (
	"encoding/json"

	"huiyin/engine/catalog"
	"huiyin/engine/definition"
	"huiyin/engine/problem"
	"huiyin/engine/schema"
)

const joinSettings = `{
  "type": "object", "required": ["of"], "additionalProperties": false,
  "properties": {"of": {"x-title":{"zh":"与哪个并行开始配对","en":"Pairs with"},"type": "string", "pattern": "^[a-z][a-z0-9_]{0,63}$", "x-editor": "node"}}
}`

type join struct{ settings *schema.Schema }

func init() { Types.Add(join{schema.MustCompile("node join", []byte(joinSettings))}) }

// Info describes the type.
func (join) Info() catalog.Info {
	return catalog.Info{
		ID:    "join",
		Label: definition.Text{"zh": "并行汇合", "en": "Join"},
		Group: "route",
		Help: definition.Text{"zh": "等同一个“并行开始”的所有分支都到齐，再往下走。中途结束的分支不用等。",
			"en": "Waits for every branch of its fork, then goes on. Branches that ended on the way are not waited for."},
		Settings: json.RawMessage(joinSettings),
		Examples: []catalog.Example{
			{Note: "pairs with a fork", Settings: json.RawMessage(`{"of":"prepare"}`)},
			{Note: "a join has a fork", Settings: json.RawMessage(`{}`), Problems: []string{"schema.required"}},
		},
	}
}

// Trait says that one arrow leaves a join.
func (join) Trait() Trait { return Trait{Exits: One} }

// Join is a compiled join.
type Join struct {
	Of string `json:"of"` // key of the fork
}

// Compile reads the pair. That the fork exists is checked by the process.
func (t join) Compile(settings json.RawMessage, _ *Scope) (Node, problem.List) {
	n, faults := decode[Join](t.settings, settings)
	return n, faults
}

// Enter ends the branch.
func (Join) Enter(v Visit) { v.Join() }
