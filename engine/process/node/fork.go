package node

import (
	"encoding/json"

	"huiyin/engine/catalog"
	"huiyin/engine/definition"
	"huiyin/engine/problem"
	"huiyin/engine/schema"
)

const forkSettings = `{
  "type": "object", "additionalProperties": false,
  "properties": {"branches": {"x-title":{"zh":"走哪些分支","en":"Which branches"},"enum": ["all", "matching"],
    "x-labels":{"all":{"zh":"全部","en":"All of them"},"matching":{"zh":"条件成立的","en":"Those whose condition holds"}}}}
}`

type fork struct{ settings *schema.Schema }

func init() { Types.Add(fork{schema.MustCompile("node fork", []byte(forkSettings))}) }

// Info describes the type.
func (fork) Info() catalog.Info {
	return catalog.Info{
		ID:    "fork",
		Label: definition.Text{"zh": "并行开始", "en": "Parallel branches"},
		Group: "route",
		Help: definition.Text{"zh": "几条分支同时进行，到“并行汇合”会齐后再往下走。分支里的节点都在同一个状态。退回到并行之前，会取消所有分支。",
			"en": "Several branches go on at the same time and meet at the paired join. All their steps are in one status. A return to before the fork cancels every branch."},
		Settings: json.RawMessage(forkSettings),
		Examples: []catalog.Example{
			{Note: "every branch", Settings: json.RawMessage(`{}`), Want: "all"},
			{Note: "the branches whose condition holds", Settings: json.RawMessage(`{"branches":"matching"}`), Want: "matching"},
			{Note: "no other choice", Settings: json.RawMessage(`{"branches":"some"}`), Problems: []string{"schema.enum"}},
		},
	}
}

// Trait says that two arrows or more leave a fork.
func (fork) Trait() Trait { return Trait{Exits: Split} }

// Fork is a compiled fork.
type Fork struct {
	Branches string `json:"branches"`
}

// Matching reports whether conditions choose the branches.
func (n Fork) Matching() bool { return n.Branches == "matching" }

// Compile reads which branches are taken. Arrows and the paired join are checked by the process.
func (t fork) Compile(settings json.RawMessage, _ *Scope) (Node, problem.List) {
	n, faults := decode[Fork](t.settings, settings)
	return n, faults
}

// Enter begins the branches.
func (n Fork) Enter(v Visit) { v.Fork(n.Matching()) }
