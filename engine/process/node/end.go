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
  "properties": {"resolution": {"x-title":{"zh":"处理结果","en":"Resolution"},"x-editor":"tag","x-help":{"zh":"条件和报表用它区分结局，由您写的字自动生成；给人看的是上面的名称","en":"Tells endings apart in conditions and reports; made of the words you write. People read the title above"},"type": "string", "pattern": "^[a-z][a-z0-9_]{0,63}$"},
    "branch": {"x-title":{"zh":"只结束这条并行分支","en":"Only this branch ends"},"type": "boolean"}}
}`

type end struct{ settings *schema.Schema }

func init() { Types.Add(end{schema.MustCompile("node end", []byte(endSettings))}) }

// Info describes the type.
func (end) Info() catalog.Info {
	return catalog.Info{
		ID:    "end",
		Label: definition.Text{"zh": "结束", "en": "End"},
		Group: "frame",
		Help: definition.Text{"zh": "流程在这里结束，并记下处理结果。可以有多个。放在并行分支里时，其余分支也一并结束，除非选了“只结束这条并行分支”。",
			"en": "The flow ends here with a resolution. There may be several. In a parallel branch it ends the other branches too, unless it ends only its own."},
		Settings: json.RawMessage(endSettings),
		Examples: []catalog.Example{
			{Note: "ends with a resolution", Settings: json.RawMessage(`{"resolution":"declined"}`), Want: "declined"},
			{Note: "ends without one", Settings: json.RawMessage(`{}`), Want: ""},
			{Note: "ends one of several branches", Settings: json.RawMessage(`{"branch":true}`), Want: ""},
			{Note: "a resolution is a key", Settings: json.RawMessage(`{"resolution":"Not adopted"}`), Problems: []string{"schema.pattern"}},
		},
	}
}

// Trait says that nothing leaves an end.
func (end) Trait() Trait { return Trait{Exits: None, Last: true} }

// End is a compiled end node.
type End struct {
	Resolution string `json:"resolution"`
	Branch     bool   `json:"branch"` // ends one branch of a fork, not the process
}

// Compile reads the resolution.
func (t end) Compile(settings json.RawMessage, _ *Scope) (Node, problem.List) {
	n, faults := decode[End](t.settings, settings)
	return n, faults
}

// Enter ends the process, or the branch.
func (n End) Enter(v Visit) {
	if n.Branch {
		v.EndBranch()
		return
	}
	v.Finish(n.Resolution)
}
