// Package action holds the actions that rules, buttons, SLA levels and process nodes share: one file per action.
// An action plans; it changes nothing. What concerns the same record is applied inside the decision,
// what leaves the record becomes an effect.
package action

import (
	"encoding/json"
	"time"

	"huiyin/engine/calendar"
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

// Writer is implemented by runners that write fields of the same record, Maker by those that create or change
// records of other forms. Rules use both to find loops.
type Writer interface{ Writes() []string }

// Maker names the form whose records an action creates (Creates true) or changes, and the fields it sets there.
type Maker interface{ Makes() Made }

// Made is what an action does to another form.
type Made struct {
	Form    string
	Creates bool
	Fields  []string
}

// Types is the registry every action file adds itself to.
var Types catalog.Registry[Type]

// Scope is what an action may refer to when it is compiled. A nil function or map that its comment calls
// optional switches the check that needs it off.
type Scope struct {
	Form   string                      // form of the record it runs on
	Shape  expression.Shape            // names its expressions and templates may read
	Fields map[string]query.FieldShape // names its conditions may test
	Has    func(kind, key string) bool // does the app define it (role, message, form, list, calendar)
	// FormFields returns the writable fields of a form (also of Form), nil when there is no such form.
	FormFields func(form string) map[string]query.FieldShape
	// AnyFields returns the names a condition on another form may test; optional, FormFields stands in.
	AnyFields func(form string) map[string]query.FieldShape
	// Required returns the fields a new record of a form must be given; optional.
	Required func(form string) []string
	// Relations maps relation fields of Form to the form they lead to.
	Relations map[string]string
	// People returns a named people rule of the process, when there is one.
	People func(name string) (PeopleRule, bool)
	// Audience returns the audience of a message (staff or customer), "" when unknown; optional.
	Audience func(message string) string
	// Actions lists the process's transition actions and moves a transition action may press.
	Actions []string
	// Statuses of the process and its SLAs with their levels, which rules may wait for; nil is not checked.
	Statuses []string
	SLAs     map[string][]string
}

// Context is one run of an action: the record as it stands, the world as the caller knows it.
type Context struct {
	Form     string // of the record
	Now      time.Time
	Zone     *time.Location
	Language string // of the app, for people without one
	Env      map[string]any
	Old      map[string]any        // field values before this decision
	Before   func(path string) any // optional: like Old, for record.status and the like too
	Get      func(path string) any // current value of a field or dotted path, through relations
	Ask      *effect.Ask
	People   func(name string) (PeopleRule, bool)
	Who      func(name string) []string // "owner", "submitter", "followers", "participants", "working", "actor", "previous_owner", "teller"
	Message  func(key string) (Message, bool)
	Contact  func() (address, name, language string) // of the customer behind the record; "" = none
	// Label is the text of a value in a language: titles of options, names of users, dates. ok is false when the
	// value has no text of its own and is shown as it is.
	Label func(lang, path string, v any) (string, bool)
	// Calendar is the app's, for due times in working time; nil is always open.
	Calendar *calendar.Calendar
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
	Spoken   map[string]*expression.Template // what to say where a person tells it
}

// Result is what a plan wants done. The decision applies it and lets the form check what is set.
type Result struct {
	Set     map[string]any  `json:"set,omitempty"`
	Owner   string          `json:"owner,omitempty"` // new owner of the record, "" = unchanged
	Tasks   []Task          `json:"tasks,omitempty"`
	Readers []string        `json:"readers,omitempty"` // users who may read the record from now on
	Press   string          `json:"press,omitempty"`   // action or move of the process to press, "" = none
	Effects []effect.Effect `json:"effects,omitempty"`
	Note    string          `json:"note,omitempty"` // one line for the trace, in the app's language: who was chosen and why, how many were told
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
	During  string          `json:"during,omitempty"` // status with whose end the task is moot
	Buttons []Button        `json:"buttons"`
}

// Button completes an ad-hoc task.
type Button struct {
	Key     string          `json:"key"`
	Title   definition.Text `json:"title"`
	Outcome string          `json:"outcome"` // done, told, waived, send
	Primary bool            `json:"primary,omitempty"`
	Form    string          `json:"form,omitempty"` // task form this button asks for
}

// Draft is a rendered message waiting for a person.
type Draft struct {
	Template string `json:"template"`
	Subject  string `json:"subject"`
	Body     string `json:"body"`
	Spoken   string `json:"-"` // what to say instead, when somebody tells it
}

// PeopleRule finds people: each way in turn until one yields somebody, then the fallback. Title is what designers
// call it; its key stands where there is none.
type PeopleRule struct {
	Title definition.Text `json:"title,omitempty"`
	Find  []Find          `json:"find"`
	Empty Empty           `json:"empty,omitzero"`
}

// Find is one way to find people. Owner rules and tasks take the first person of a pick that is empty.
type Find struct {
	By    string          `json:"by"` // field, who, user, role, lookup, department_head
	When  query.Condition `json:"when,omitzero"`
	Field string          `json:"field,omitempty"` // field: user field or dotted path; lookup: user field of the other form; department_head: department field
	Who   string          `json:"who,omitempty"`   // who: owner, submitter, followers, participants, working, actor, previous_owner, teller; department_head: whose department instead of Field
	User  string          `json:"user,omitempty"`
	Role  string          `json:"role,omitempty"`
	Pick  string          `json:"pick,omitempty"` // all (default for recipients), first, round_robin, least_loaded, only
	Form  string          `json:"form,omitempty"` // lookup: the form searched
	Where query.Condition `json:"where,omitzero"` // lookup: condition on that form; {"field":"$.x"} values read this record

	when  *Condition                  // compiled by CompilePeople
	kinds map[string]query.FieldShape // lookup: of the form searched
}

// Empty says what happens when nobody was found. The zero value asks the administrators.
type Empty struct {
	Rule string `json:"rule,omitempty"` // another people rule
	Role string `json:"role,omitempty"`
	Skip bool   `json:"skip,omitempty"` // nobody is fine (recipients only, never owners)
}
