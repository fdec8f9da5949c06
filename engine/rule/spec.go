// Package rule interprets event - condition - action rules. It finds the rules an event concerns by index,
// evaluates them in order and returns what they want done together with the trace that explains it.
package rule

import (
	"huiyin/engine/action"
	"huiyin/engine/query"
)

// Spec is the "spec" of a definition of kind rule.
type Spec struct {
	Form  string          `json:"form"`
	On    []Trigger       `json:"on"`
	When  query.Condition `json:"when,omitzero"`
	Then  []action.Use    `json:"then"`
	Order int             `json:"order,omitempty"` // lower first, then key
	Stop  bool            `json:"stop,omitempty"`  // a match ends the pass
	Once  string          `json:"once,omitempty"`  // "" = every time; "record" = once in a record's life; "status" = once per visit of the status
	Off   bool            `json:"off,omitempty"`
}

// Trigger names the event a rule waits for.
type Trigger struct {
	Event  string   `json:"event"`            // created, changed, status_entered, status_left, sla_level, comment
	Fields []string `json:"fields,omitempty"` // changed: only when one of these changed; empty = any
	Status []string `json:"status,omitempty"` // status_entered, status_left: empty = any
	SLA    string   `json:"sla,omitempty"`
	Level  string   `json:"level,omitempty"`
}

// Event is what happened inside one decision.
type Event struct {
	Name    string   `json:"name"`
	Changed []string `json:"changed,omitempty"`
	Status  string   `json:"status,omitempty"`
	SLA     string   `json:"sla,omitempty"`
	Level   string   `json:"level,omitempty"`
}
