package action

import (
	"encoding/json"
	"slices"

	"huiyin/engine/catalog"
	"huiyin/engine/definition"
	"huiyin/engine/problem"
)

func init() { Types.Add(transition{}) }

// transition presses a button or move of the record's process, as a person would.
type transition struct{}

// Info describes the action.
func (transition) Info() catalog.Info {
	return catalog.Info{
		ID:    "transition",
		Label: definition.Text{"zh": "推进流程", "en": "Move the process on"},
		Group: "process",
		Help:  definition.Text{"zh": "按下流程中的一个按钮或流转", "en": "Press a button or a move of the process"},
		Settings: json.RawMessage(`{"type":"object","required":["press"],"additionalProperties":false,"properties":{
			"press":{"x-title":{"zh":"按哪个按钮","en":"Press"},"type":"string","minLength":1,"x-editor":"press"}}}`),
		Examples: []catalog.Example{
			{
				Note:     "close the record",
				Settings: json.RawMessage(`{"press":"close"}`),
				Want:     map[string]any{"press": "close"},
			},
			{
				Note:     "declare it invalid",
				Settings: json.RawMessage(`{"press":"invalid"}`),
				Want:     map[string]any{"press": "invalid"},
			},
			{
				Note:     "a button the process does not have",
				Settings: json.RawMessage(`{"press":"fly"}`),
				Problems: []string{"action.press_unknown"},
			},
		},
	}
}

// Compile checks that the process has the button or move.
func (transition) Compile(raw json.RawMessage, scope *Scope) (Runner, problem.List) {
	s, faults := settings[struct {
		Press string `json:"press"`
	}](raw)
	if len(faults) == 0 && !slices.Contains(scope.Actions, s.Press) {
		faults.Add("action.press_unknown", "/press", "press", s.Press, "known", scope.Actions)
	}
	return transitionRunner{s.Press}, faults
}

type transitionRunner struct{ press string }

// Plan presses.
func (r transitionRunner) Plan(*Context) (Result, error) { return Result{Press: r.press}, nil }
