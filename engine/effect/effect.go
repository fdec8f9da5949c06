// Package effect is the closed set of things a decision may ask runtime to do after the record is
// written, and of the questions it may ask before it can decide. It decides nothing itself.
package effect

import "time"

// Kind names what runtime must do. Every kind has exactly one executor.
type Kind string

// The effects there are.
const (
	Message Kind = "message" // deliver a rendered text to people, by mail and inside the product
	Record  Kind = "record"  // create or update another record
	Webhook Kind = "webhook" // call another system and wait for its answer
)

// Kinds lists every effect kind; a test proves that each has an executor.
func Kinds() []Kind { return []Kind{Message, Record, Webhook} }

// Effect is one thing to do, stored in the record's outbox by the same write that decided it.
// ID is "record:seq" and never used twice, so receivers drop repeats by it.
type Effect struct {
	ID      string        `json:"id"`
	Kind    Kind          `json:"kind"`
	Source  Source        `json:"source"`
	Message *MessageOrder `json:"message,omitempty"`
	Record  *RecordOrder  `json:"record,omitempty"`
	Webhook *WebhookOrder `json:"webhook,omitempty"`
	State   State         `json:"state"`
	Tries   int           `json:"tries,omitempty"`
	Due     time.Time     `json:"due"` // not before
	Lease   *Lease        `json:"lease,omitempty"`
	Error   string        `json:"error,omitempty"` // last failure, for the incident page
}

// State of an effect in the outbox. Done effects leave it.
type State string

// The states an effect in the outbox can be in.
const (
	Waiting  State = "waiting"
	Incident State = "incident" // tries are used up: a person retries, skips or edits
)

// Lease says which worker performs the effect and until when nobody else may try.
type Lease struct {
	By    string    `json:"by"`
	Until time.Time `json:"until"`
}

// Source names the definition that caused something, for "why" and for retries with the pinned version.
type Source struct {
	Kind    string `json:"kind"` // rule, node, transition, sla, promise, person
	Key     string `json:"key"`
	Action  string `json:"action,omitempty"` // key of the action inside it
	Release int    `json:"release,omitempty"`
}

// MessageOrder is a rendered message. Subject, Body and contact addresses may hold personal data:
// runtime seals them before they are stored.
type MessageOrder struct {
	Template string      `json:"template"`
	Audience string      `json:"audience"` // staff or customer
	Channels []string    `json:"channels"` // mail, in_app: each is tried, in order, and reported apart
	To       []Recipient `json:"to"`
	Purpose  string      `json:"purpose,omitempty"`
	About    string      `json:"about,omitempty"`   // comment that mentions the recipients
	Promise  string      `json:"promise,omitempty"` // ledger entry this message keeps
}

// Recipient is one person with the text in that person's language. Exactly one of User and Contact is set.
type Recipient struct {
	User    string `json:"user,omitempty"`
	Contact string `json:"contact,omitempty"` // mail address of somebody outside
	Name    string `json:"name,omitempty"`
	Subject string `json:"subject"`
	Body    string `json:"body"`
}

// WebhookOrder is a request to another system. Body is JSON and may hold personal data: runtime seals it.
type WebhookOrder struct {
	Connector string            `json:"connector"`
	Body      string            `json:"body"`
	Into      map[string]string `json:"into,omitempty"`    // field -> path in the answer
	Failing   bool              `json:"failing,omitempty"` // the flow has a way for a call that cannot succeed; else it is an incident
	Aside     bool              `json:"aside,omitempty"`   // the flow has gone on without the answer
}

// RecordOrder creates (ID empty: runtime uses the effect id, so a repeat finds its record) or updates a record.
type RecordOrder struct {
	Form string         `json:"form"`
	ID   string         `json:"id,omitempty"`
	Set  map[string]any `json:"set"`
	Back string         `json:"back,omitempty"` // field of the ordering record that takes the new record's id
	// Match are fields that tell a record from others: one that has a value of Set in them is taken instead.
	Match []string `json:"match,omitempty"`
	// Also are further records that take the same order. Those that are gone are passed over.
	Also    []string `json:"also,omitempty"`
	Merging *Merging `json:"merging,omitempty"`
}

// Merging is what a record and those that went up in it tell each other.
type Merging struct {
	// Kind is joined, left, reply (its customer wrote) and press (its customer chose Button), by the one that goes up; lead
	// and refused (it cannot join), by the one it goes up in; deleted, by the one that goes up to itself.
	Kind   string    `json:"kind"`
	Record string    `json:"record"`           // who speaks
	Title  string    `json:"title,omitempty"`  // what people call it
	Seq    int64     `json:"seq"`              // of the speaker: what is older than what was heard changes nothing
	Users  []string  `json:"users,omitempty"`  // joined: who follows it
	Button string    `json:"button,omitempty"` // press: the move
	Text   string    `json:"text,omitempty"`   // press: what the customer said with it
	Status string    `json:"status,omitempty"` // lead: where the speaker stands, as its customer sees it
	State  string    `json:"state,omitempty"`
	Quiet  []string  `json:"quiet,omitempty"` // lead: records whose customer is told by another of them
	Say    []string  `json:"say,omitempty"`   // lead: letters to the customer that went out
	Way    []Passing `json:"way,omitempty"`   // lead: the statuses that led the speaker there, Status last
}

// Passing is a status and the moment a record entered it.
type Passing struct {
	Status string    `json:"status"`
	At     time.Time `json:"at"`
}
