// Package action holds the actions that rules, buttons, SLA levels and process nodes share: one file per action.
// An action plans; it changes nothing. What concerns the same record is applied inside the decision,
// what leaves the record becomes an effect.
package action

import (
	"encoding/json"
	"time"

	"huiyin/engine/catalog"
	"huiyin/engine/definition"
	"huiyin/engine/effect"
	"huiyin/engine/expression"
	"huiyin/engine/problem"
	"huiyin/engine/query"
)

// Use is one action as a definition writes it.
type Use struct {
	Key      string          `json:"key"`
	Do       string          `json:"do"` // action type id
	If       query.Condition `json:"if,omitzero"`
	Settings json.RawMessage `json:"settings,omitempty"`
}

// Type is an action type.
type Type interface {
	Info() catalog.Info
	// Compile checks the settings against what the scope offers and returns the runnable action.
	Compile(settings json.RawMessage, scope *Scope) (Runner, problem.List)
}

// Runner is a compiled action. Plan is pure; it returns what to do, or an error a person must see in the trace.
// Questions go through c.Ask; a Plan that misses an answer returns what it has.
type Runner interface {
	Plan(c *Context) (Result, error)
}

// Writer is implemented by runners that write fields of the same record; rules use it to find loops.
type Writer interface{ Writes() []string }

// Types is the registry every action file adds itself to.
var Types catalog.Registry[Type]

// Scope is what an action may refer to when it is compiled.
type Scope struct {
	Form   string                      // form of the record it runs on
	Shape  expression.Shape            // names its expressions and templates may read
	Fields map[string]query.FieldShape // names its conditions may test
	Has    func(kind, key string) bool // does the app define it (role, message, form, list, calendar)
	// FormFields returns the writable fields of another form, nil when there is no such form.
	FormFields func(form string) map[string]query.FieldShape
	// People returns a named people rule of the process, when there is one.
	People func(name string) (PeopleRule, bool)
	// Actions lists the process's transition actions and moves a transition action may press.
	Actions []string
}

// Context is one run of an action: the record as it stands, the world as the caller knows it.
type Context struct {
	Now      time.Time
	Zone     *time.Location
	Language string // of the app, for people without one
	Env      map[string]any
	Old      map[string]any        // field values before this decision
	Get      func(path string) any // current value of a field or dotted path, through relations
	Ask      *effect.Ask
	People   func(name string) (PeopleRule, bool)
	Who      func(name string) []string // "owner", "submitter", "followers", "participants", "actor", "previous_owner"
	Message  func(key string) (Message, bool)
	Contact  func() (address, name, language string) // of the customer behind the record; "" = none
	Label    func(path string, v any) (string, bool) // option, user and date labels in the language of Env's reader
	Source   effect.Source
	NextID   func() string // the next effect id of the record
}

// Message is a compiled message template.
type Message struct {
	Key      string
	Audience string
	Channels []string
	Purpose  string
	Subject  map[string]*expression.Template // by language
	Body     map[string]*expression.Template
}

// Result is what a plan wants done. The decision applies it and lets the form check what is set.
type Result struct {
	Set     map[string]any
	Owner   string // new owner of the record, "" = unchanged
	Tasks   []Task
	Press   string // action or move of the process to press, "" = none
	Effects []effect.Effect
	Note    string // one line for the trace: who was chosen and why, how many were told
}

// Task is an ad-hoc task: work beside the flow, with its own form.
type Task struct {
	Key     string          `json:"key"`
	Title   definition.Text `json:"title"`
	Text    string          `json:"text,omitempty"` // script or help, rendered
	User    string          `json:"user"`
	Form    string          `json:"form,omitempty"`    // a form with "task": true that is filled to complete it
	Promise string          `json:"promise,omitempty"` // ledger entry it settles
	Draft   *Draft          `json:"draft,omitempty"`   // a message to be edited and sent
	Due     *time.Time      `json:"due,omitempty"`
	Buttons []Button        `json:"buttons"`
}

// Button completes an ad-hoc task.
type Button struct {
	Key     string          `json:"key"`
	Title   definition.Text `json:"title"`
	Outcome string          `json:"outcome"` // done, told, waived, send
	Primary bool            `json:"primary,omitempty"`
}

// Draft is a rendered message waiting for a person.
type Draft struct {
	Template string `json:"template"`
	Subject  string `json:"subject"`
	Body     string `json:"body"`
}

// PeopleRule finds people: each way in turn until one yields somebody, then the fallback.
type PeopleRule struct {
	Find  []Find `json:"find"`
	Empty Empty  `json:"empty,omitzero"`
}

// Find is one way to find people.
type Find struct {
	By    string          `json:"by"` // field, who, user, role, lookup, department_head
	When  query.Condition `json:"when,omitzero"`
	Field string          `json:"field,omitempty"` // field: user field or dotted path; lookup: user field of the other form; department_head: department field
	Who   string          `json:"who,omitempty"`   // owner, submitter, followers, participants, actor, previous_owner
	User  string          `json:"user,omitempty"`
	Role  string          `json:"role,omitempty"`
	Pick  string          `json:"pick,omitempty"` // all (default for recipients), first, round_robin, least_loaded
	Form  string          `json:"form,omitempty"` // lookup: the form searched
	Where query.Condition `json:"where,omitzero"` // lookup: condition on that form; {"field":"$.x"} values read this record
}

// Empty says what happens when nobody was found. The zero value asks the administrators.
type Empty struct {
	Rule string `json:"rule,omitempty"` // another people rule
	Role string `json:"role,omitempty"`
	Skip bool   `json:"skip,omitempty"` // nobody is fine (recipients only, never owners)
}
