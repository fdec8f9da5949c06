// Package rule interprets event - condition - action rules. It finds the rules an event concerns by index,
// evaluates them in order and returns what they want done together with the trace that explains it.
package rule

import (
	_ "embed"

	"huiyin/engine/action"
	"huiyin/engine/definition"
	"huiyin/engine/query"
)

//go:embed rule.schema.json
var schemaSource []byte

func init() {
	definition.RegisterKind(definition.Kind{Name: "rule", Current: 1, Schema: schemaSource})
}

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

// The events there are.
const (
	Created       = "created"
	Changed       = "changed"
	StatusEntered = "status_entered"
	StatusLeft    = "status_left"
	SLALevel      = "sla_level"
	Comment       = "comment"
)

// Event is what happened inside one decision. Cause names the rules whose actions led to it, oldest first; it is
// empty for what a person or a timer did.
type Event struct {
	Name    string   `json:"name"`
	Changed []string `json:"changed,omitempty"`
	Status  string   `json:"status,omitempty"`
	SLA     string   `json:"sla,omitempty"`
	Level   string   `json:"level,omitempty"`
	Cause   []string `json:"cause,omitempty"`
}
