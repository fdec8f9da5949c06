package node

import (
	"huiyin/engine/definition"
	"huiyin/engine/query"
)

// HumanSettings are the settings of a human node.
type HumanSettings struct {
	Mode    string          `json:"mode"`             // one, claim, any, all
	Assign  string          `json:"assign,omitempty"` // people rule; empty = the status owner
	Guide   definition.Text `json:"guide,omitempty"`  // what to do here
	Fields  StepFields      `json:"fields,omitzero"`
	Buttons []Button        `json:"buttons"`
}

// StepFields are the field permissions of a step. An open task raises read to write, never hidden or masked, and lowers
// write to read where what is asked may not be changed by whoever answers.
type StepFields struct {
	Edit    []string `json:"edit,omitempty"`
	Read    []string `json:"read,omitempty"`    // shown with the task, and not changed while it is open
	Ask     []string `json:"ask,omitempty"`     // may be edited, and asked for with the task although nothing requires them
	Require []string `json:"require,omitempty"` // required by every completing button
	Hide    []string `json:"hide,omitempty"`
}

// Button is an action a participant may press on a human node.
type Button struct {
	Key     string          `json:"key"`
	Title   definition.Text `json:"title"`
	Kind    string          `json:"kind"` // complete, return, transfer, save
	Primary bool            `json:"primary,omitempty"`
	Danger  bool            `json:"danger,omitempty"`
	Require []string        `json:"require,omitempty"`
	Comment string          `json:"comment,omitempty"` // "", optional, required
	When    query.Condition `json:"when,omitzero"`     // shown and legal only while it holds
	Target  string          `json:"target,omitempty"`  // return: visited node; empty = the previous human step
	Resume  string          `json:"resume,omitempty"`  // return: rewalk (default) or direct
	To      string          `json:"to,omitempty"`      // transfer: people rule that limits whom; empty = anybody
	Confirm definition.Text `json:"confirm,omitempty"`
}

// Button returns the button with key.
func (s HumanSettings) Button(key string) (Button, bool) {
	for _, b := range s.Buttons {
		if b.Key == key {
			return b, true
		}
	}
	return Button{}, false
}

// Primary returns the key of the completing button that means "yes, go on": the one marked primary, else the first.
func (s HumanSettings) Primary() string {
	first := ""
	for _, b := range s.Buttons {
		if b.Kind != "complete" {
			continue
		}
		if b.Primary {
			return b.Key
		}
		if first == "" {
			first = b.Key
		}
	}
	return first
}
