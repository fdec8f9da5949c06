package engine

import (
	"slices"
	"time"

	"huiyin/engine/effect"
	"huiyin/engine/form/field"
	"huiyin/engine/process"
)

// Record is one business record and everything that must change with it: one document, written by one
// compare-and-swap on Rev.
type Record struct {
	ID        string     `json:"_id"`
	App       string     `json:"app"`
	Form      string     `json:"form"`
	Release   int        `json:"release"` // current when it was last written
	Rev       int64      `json:"rev"`
	CreatedAt time.Time  `json:"createdAt"`
	CreatedBy string     `json:"createdBy"`
	Channel   string     `json:"channel"` // console, public, api, rule, import
	UpdatedAt time.Time  `json:"updatedAt"`
	DeletedAt *time.Time `json:"deletedAt"`
	Sample    bool       `json:"sample,omitempty"`
	Test      bool       `json:"test,omitempty"`
	Language  string     `json:"language,omitempty"` // of the customer who sent it
	Links     []string   `json:"links,omitempty"`    // "field:record id" of every relation
	LinkGen   int        `json:"linkGen"`            // raised to revoke the customer's links

	// No, Title and Due are copies for lists: the number and title field, the earliest running due time.
	No    string     `json:"no,omitempty"`
	Title string     `json:"title,omitempty"`
	Due   *time.Time `json:"due,omitempty"`

	// Heard is until when what the customer wrote has been read and needs no answer; nil = nobody said so.
	Heard *time.Time `json:"heard,omitempty"`

	Data   map[string]any  `json:"data"`
	People People          `json:"people"`
	Keys   []string        `json:"keys,omitempty"`  // unique: "no:JY2026110007", "idem:…", "fired:…", "public.place:…"
	Place  int             `json:"place,omitempty"` // which of the places of a public form with a quota it has, from 1
	Grams  []string        `json:"grams,omitempty"` // sketch of the texts that find similar records
	Proc   *process.State  `json:"proc,omitempty"`
	Loop   []process.Entry `json:"loop,omitempty"`

	Wake      *time.Time      `json:"wake,omitempty"`
	OutboxDue *time.Time      `json:"outboxDue,omitempty"`
	Outbox    []effect.Effect `json:"outbox,omitempty"`
	Idem      []Done          `json:"idem,omitempty"`   // the last 64 commands
	Fired     []string        `json:"fired,omitempty"`  // once-keys of rules
	Sealed    string          `json:"sealed,omitempty"` // the store's: which fields are unreadable in its copy, history included
	Seq       int64           `json:"seq"`              // numbers history entries and effects
	History   []Entry         `json:"history"`          // not yet relayed plus the last 20
}

// People are the persons around a record; row scopes and lists look here.
type People struct {
	Submitter    string   `json:"submitter,omitempty"`
	Owner        string   `json:"owner,omitempty"`
	Participants []string `json:"participants,omitempty"` // everybody with or once with a task here
	Working      []string `json:"working,omitempty"`      // everybody with an open task here
	Followers    []string `json:"followers,omitempty"`
	Department   string   `json:"department,omitempty"` // the owner's
}

// Done remembers a command that was carried out, so that its repeat has no second effect.
type Done struct {
	Key string `json:"key"`
	Seq int64  `json:"seq"`
}

// Entry is one line of history: who changed what, when, by which channel and because of which definition.
type Entry struct {
	Seq     int64          `json:"seq"`
	Rev     int64          `json:"rev,omitempty"` // revision of the record that this entry came with
	At      time.Time      `json:"at"`
	By      string         `json:"by"`
	Type    string         `json:"type"` // created, edited, or a process event type, rule, message, comment
	Channel string         `json:"channel,omitempty"`
	Release int            `json:"release"`
	Source  *effect.Source `json:"source,omitempty"`
	Changes []Change       `json:"changes,omitempty"`
	Event   *process.Event `json:"event,omitempty"`
	Text    string         `json:"text,omitempty"`
	Trace   any            `json:"trace,omitempty"` // of the rule that ran
	Answers []string       `json:"answers,omitempty"`
}

// Change is one field's old and new value.
type Change struct {
	Field string `json:"field"`
	Old   any    `json:"old"`
	New   any    `json:"new"`
}

// usualEntries is how many history entries most decisions write.
const usualEntries = 16

// draft is a copy to decide on. A decision replaces what it changes and never changes it in place, so the parts are
// shared and only the lists that grow are kept apart: the record it was given stays as it was.
func (r *Record) draft() *Record {
	out := *r
	if r.Data != nil {
		out.Data = field.PlainObject(r.Data)
	}
	out.History = append(make([]Entry, 0, len(r.History)+usualEntries), r.History...)
	out.Outbox, out.Idem, out.Fired, out.Loop = slices.Clip(r.Outbox), slices.Clip(r.Idem), slices.Clip(r.Fired), slices.Clip(r.Loop)
	out.People.Participants, out.People.Followers = slices.Clip(r.People.Participants), slices.Clip(r.People.Followers)
	return &out
}

// Open reports whether the record is under way or has no process at all.
func (r *Record) Open() bool { return r.Proc == nil || r.Proc.State == "running" }
