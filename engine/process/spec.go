// Package process interprets process definitions: statuses with one owner each, steps, buttons, arrows, clocks
// and promises. Advance is pure: state and command in, new state and events out.
package process

import (
	"encoding/json"

	"huiyin/engine/action"
	"huiyin/engine/calendar"
	"huiyin/engine/definition"
	"huiyin/engine/process/node"
	"huiyin/engine/query"
)

// Spec is the "spec" of a definition of kind process.
type Spec struct {
	Form        string                       `json:"form"`
	Calendar    string                       `json:"calendar,omitempty"` // for SLAs without their own; default the app's
	Statuses    []Status                     `json:"statuses"`
	People      map[string]action.PeopleRule `json:"people"`
	Nodes       []Node                       `json:"nodes"`
	Transitions []Transition                 `json:"transitions"`
	Moves       []Move                       `json:"moves,omitempty"`
	SLAs        []SLA                        `json:"slas,omitempty"`
	Promises    []Promise                    `json:"promises,omitempty"`
	Unsent      []Unsent                     `json:"unsent,omitempty"`  // what is done when a letter to the customer could not leave
	Replies     []Reply                      `json:"replies,omitempty"` // what a customer's words on the tracking page do, by status
	Merge       *Merge                       `json:"merge,omitempty"`   // records that ask for the same may go up in one
	Withdraw    *Withdraw                    `json:"withdraw,omitempty"`
	Urge        *Urge                        `json:"urge,omitempty"`
	TaskMessage string                       `json:"taskMessage,omitempty"` // sent to whoever gets a task
	Layout      json.RawMessage              `json:"layout,omitempty"`      // canvas positions, no meaning
}

// Status is a board column. While a record stands in it, exactly the owner the rule finds is responsible.
type Status struct {
	Key      string          `json:"key"`
	Title    definition.Text `json:"title"`
	Color    string          `json:"color,omitempty"`
	Category string          `json:"category"`         // open, active, waiting, done
	Owner    string          `json:"owner"`            // people rule
	Public   definition.Text `json:"public,omitempty"` // the status in the customer's words; empty = hidden from the customer
	// PublicFields are read by the customer beside the status, while the record stands in it or ended from it.
	PublicFields []string `json:"publicFields,omitempty"`
	PublicAnswer bool     `json:"publicAnswer,omitempty"` // the customer is asked to write back
	// PublicAnswered is read instead of Public where the record comes here from a status that asked the customer.
	PublicAnswered definition.Text `json:"publicAnswered,omitempty"`
}

// Node is a step.
type Node struct {
	Key      string          `json:"key"`
	Type     string          `json:"type"` // id of a node type
	Title    definition.Text `json:"title,omitempty"`
	Status   string          `json:"status,omitempty"` // empty on automatic nodes: the status stays as it is
	Settings json.RawMessage `json:"settings,omitempty"`
}

// What belongs to human nodes is the node type's; other packages reach it through these names.
type (
	// HumanSettings are the settings of a human node.
	HumanSettings = node.HumanSettings
	// StepFields are the field permissions of a step.
	StepFields = node.StepFields
	// Button is an action a participant may press on a human node.
	Button = node.Button
)

// Transition is an arrow. Validators refuse, effects run when it is taken.
type Transition struct {
	Key      string          `json:"key"`
	From     string          `json:"from"`
	On       string          `json:"on,omitempty"` // button of the human node, outcome of the waiting node it leaves by
	To       string          `json:"to"`
	When     query.Condition `json:"when,omitzero"`
	Default  bool            `json:"default,omitempty"` // the decision's arrow when no condition holds
	Validate []Validate      `json:"validate,omitempty"`
	Promises bool            `json:"promises,omitempty"` // only when every promise so far is kept
	Then     []action.Use    `json:"then,omitempty"`
}

// Validate refuses a transition while When holds.
type Validate struct {
	When    query.Condition `json:"when"`
	Field   string          `json:"field,omitempty"`
	Message definition.Text `json:"message"`
}

// Move is a button on the record itself, outside the tasks: reopen, declare invalid, "not solved".
type Move struct {
	Key      string          `json:"key"`
	Title    definition.Text `json:"title"`
	From     []string        `json:"from"` // statuses
	To       string          `json:"to"`   // node
	Roles    []string        `json:"roles,omitempty"`
	Owner    bool            `json:"owner,omitempty"`  // the owner may press it
	Public   bool            `json:"public,omitempty"` // the customer may press it on the tracking page
	Comment  string          `json:"comment,omitempty"`
	Require  []string        `json:"require,omitempty"`
	Fields   []string        `json:"fields,omitempty"` // fields asked for when it is pressed
	When     query.Condition `json:"when,omitzero"`
	Promises bool            `json:"promises,omitempty"`
	Danger   bool            `json:"danger,omitempty"`
	Confirm  definition.Text `json:"confirm,omitempty"`
	Then     []action.Use    `json:"then,omitempty"`
}

// SLA is a clock with levels. Points are "create", "enter:<status or node>", "leave:<status or node>", "comment:staff" (a staff reply the customer
// can see), "comment:customer", "comment:internal" and "told:<promise>" (every customer of the promise was told or
// waived). A key that is a status and a node means the status.
type SLA struct {
	Key       string          `json:"key"`
	Title     definition.Text `json:"title"`
	Kind      string          `json:"kind"`          // acknowledged, first_response, synced, solution_proposed, resolved, stage_complete, customer_told
	When      query.Condition `json:"when,omitzero"` // only for these records
	Start     []string        `json:"start"`
	Stop      []string        `json:"stop"`
	Pause     []string        `json:"pause,omitempty"`     // statuses
	OnReentry string          `json:"onReentry,omitempty"` // keep (default) or restart
	Calendar  string          `json:"calendar,omitempty"`
	Target    []Target        `json:"target"` // first whose When holds
	Levels    []Level         `json:"levels,omitempty"`
}

// Target is how long, or until which date field.
type Target struct {
	When  query.Condition   `json:"when,omitzero"`
	In    calendar.Duration `json:"in,omitzero"`
	Until string            `json:"until,omitempty"` // date or datetime field
}

// Level acts before or after the due time. It is also the rule event sla_level.
type Level struct {
	Key     string            `json:"key"`
	Title   definition.Text   `json:"title,omitempty"`
	Percent int               `json:"percent,omitempty"` // of the target; 100 = due
	Before  calendar.Duration `json:"before,omitzero"`
	After   calendar.Duration `json:"after,omitzero"`
	Then    []action.Use      `json:"then,omitempty"`
}

// Promise says what customers are told when a record reaches a status. The ledger has an entry per promise and customer.
type Promise struct {
	Key      string          `json:"key"`
	Kind     string          `json:"kind"` // acknowledged, adopted, released, declined, resolved … a label
	Title    definition.Text `json:"title"`
	Statuses []string        `json:"statuses"`          // entering one of them makes the promise due
	Audience []string        `json:"audience"`          // relation paths to the customers; "self" = the contact fields of the record
	Consent  string          `json:"consent,omitempty"` // consent field: withdrawn or absent = waived with reason
	Message  string          `json:"message"`
	Review   string          `json:"review,omitempty"`  // people rule: this person edits and sends; empty = sent at once
	Settles  []string        `json:"settles,omitempty"` // earlier promises a customer who hears this one need not be told any more
	Lapses   []string        `json:"lapses,omitempty"`  // entering one of them makes untrue what has not been told yet: it is not said any more
	ByHand   ByHand          `json:"byHand"`            // when there is no contact or the message bounced
}

// Unsent is done when a message to the customer that keeps no promise did not leave or came back, while the record
// stands in one of the statuses.
type Unsent struct {
	Message  string       `json:"message"`
	Statuses []string     `json:"statuses,omitempty"` // empty = any
	Then     []action.Use `json:"then"`
}

// ByHand is the task "tell the customer yourself".
type ByHand struct {
	Assign string          `json:"assign"` // people rule
	Form   string          `json:"form"`   // task form: channel, time, summary, evidence
	Waive  string          `json:"waive"`  // task form asked for when waived: reason
	Title  definition.Text `json:"title"`
	// Due is how long the person has where no SLA stops at "told:<promise>"; such a clock says it otherwise.
	Due calendar.Duration `json:"due,omitzero"`
}

// Withdraw lets the submitter take a record back.
type Withdraw struct {
	Until string `json:"until"` // first_decision or always
	To    string `json:"to"`    // end node
}

// Urge lets people remind the participants.
type Urge struct {
	MinInterval calendar.Duration `json:"minInterval"`
	Message     string            `json:"message"`
}
