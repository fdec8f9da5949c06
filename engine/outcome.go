package engine

import (
	"time"

	"huiyin/engine/access"
	"huiyin/engine/effect"
	"huiyin/engine/process"
	"huiyin/engine/rule"
)

// Submission is what somebody wants: a new record, a change of one, or an action on it.
type Submission struct {
	Form    string
	Record  *Record // nil creates
	ID      string  // of the new record
	Kind    string  // create, edit, act, delete, restore, follow, comment, heard, handover, merging
	Patch   map[string]any
	Command *process.Command // act
	Comment *Comment         // comment
	Follow  bool
	Heard   time.Time // heard: when the last of the customer's words was said
	Over    Handover  // handover
	Who     access.Principal
	Channel string
	Public  bool   // by a customer: the public whitelist holds
	Key     string // idempotency key, "" = none
	Master  bool   // by the system that owns what it sends: people's details may be written unread
	Sample  bool
	System  bool            // by a rule: fields that people may not write are open
	Merging *effect.Merging // merging: what a record of the same merge says
}

// Comment is a remark on a record; the text itself lives in its own collection.
type Comment struct {
	ID       string
	Customer bool // visible to the customer
	Excerpt  string
	Mentions []string // users who are called; each may read the record
}

// Event is what reaches a record from outside a person's request.
type Event struct {
	Kind    string // timer, message (fate of an effect), record (an ordered record was created), webhook (a call was answered)
	Effect  string
	State   string // message: sent, failed, not_configured, no_recipient; webhook: ok, failed, skipped
	Channel string
	Error   string
	Created string         // record: id of the new record
	Gone    []string       // record: those the order was for that are not there any more
	Values  map[string]any // webhook: fields taken from the answer
	Promise string         // message sent again later: the ledger entry it keeps
}

// World is everything a decision may know besides the record: the moment, what was answered so far, and links.
type World struct {
	Now     time.Time
	Answers map[string]effect.Answer
	// Link returns the address of a page about the record: "track" for the customer, "record" for staff.
	Link func(page string, r *Record) string
}

// Outcome is a decision. With Needs it is not one yet: answer them and decide again with the same inputs.
type Outcome struct {
	Needs   []effect.Need
	Record  *Record // to be written at Rev, nil for none
	Same    bool    // the record is as it was: nothing to write
	Repeat  bool    // the idempotency key was seen before: nothing to write
	Events  []process.Event
	Trace   []rule.Trace
	Effects []effect.Effect // new in the outbox, for callers that show what will happen
	Ignored []string        // fields that a value was sent for and that the form hides and empties: it counts for nothing
}
