package process

import (
	"time"

	"huiyin/engine/access"
	"huiyin/engine/action"
	"huiyin/engine/calendar"
	"huiyin/engine/effect"
	"huiyin/engine/problem"
	"huiyin/engine/process/node"
)

// Inputs is everything a step of a process may know beside its state, and what it may have done for it.
// The functions are called while Advance runs; none of them may call Advance.
type Inputs struct {
	Now       time.Time
	Zone      *time.Location // of the app, for relative dates; nil is UTC
	Actor     access.Principal
	RecordID  string
	Created   time.Time // when the record was made
	Owner     string
	Submitter string
	Followers []string
	Fallback  string // owner of last resort when even the administrators are unknown

	Get    func(path string) any   // value of a field or dotted path now
	Old    func(path string) any   // value before this decision
	Env    func() map[string]any   // what expressions read
	Hidden func(field string) bool // the form hides the field now, so it cannot be required; nil = nothing is hidden
	Ask    *effect.Ask

	// Resolve finds the people of a rule. ok is false while an answer is missing; the step goes on and must not be committed.
	Resolve func(name string, rule action.PeopleRule) (people []effect.Person, why string, ok bool)
	// Act plans actions and applies them to the working record at once. What they want of the process itself (tasks,
	// a new owner, a press) comes back as commands, which the same step carries out: a press once the flow rests.
	Act func(uses []action.CompiledUse, source effect.Source) ([]Command, problem.List)
	// Place tells that status or owner changed, so that what follows sees the new ones. Optional.
	Place func(status string, since time.Time, owner string)
	// Calendar returns a calendar, "" is the app's.
	Calendar func(key string) *calendar.Calendar

	// Owed names the customers of merged records who are still to be told; ok is false while an answer is missing.
	Owed func(members []Member, status string) (customers []string, ok bool)

	// Call orders a request to another system and returns the id of its effect, by which the answer comes back; "" is
	// nothing to wait for.
	Call func(node string, c node.CallSettings) (effect string, problems problem.List)

	// Contacts lists the customers an audience leads to, each once.
	Contacts func(audience []string) []Contact
	// Send orders a message to a customer and returns the id of its effect. A draft replaces the template's text.
	Send func(message string, e Entry, c Contact, draft *action.Draft) (effect string, problems problem.List)
	// Draft renders a message for review, or as a script for telling it by hand.
	Draft func(message string, c Contact) (action.Draft, problem.List)
}

// Contact is a customer behind the record.
type Contact struct {
	Customer  string // record id, or "self"
	Name      string
	Address   string // "" = no letter reaches the customer
	ByVoice   bool   // can be called, or written to in a messenger
	Language  string
	Asked     bool // the customer has answered whether to be contacted
	Consent   bool // and the answer is yes
	Anonymous bool // wants to stay unknown
	Unwanted  bool // wants no reply
	Internal  bool // a colleague, nobody outside
}

// system reports whether no person acts.
func (in Inputs) system() bool { return in.Actor.Kind == "system" }

func (in Inputs) hidden(field string) bool { return in.Hidden != nil && in.Hidden(field) }
