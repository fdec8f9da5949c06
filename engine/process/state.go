package process

import (
	"time"

	"huiyin/engine/action"
	"huiyin/engine/calendar"
	"huiyin/engine/effect"
)

// State is where one record stands in its process: the "proc" part of the record document.
// It is plain data; equal histories give equal states byte for byte.
type State struct {
	Process     string           `json:"process"`
	Release     int              `json:"release"`          // whose process definition is pinned
	State       string           `json:"state"`            // running, merged, ended, withdrawn
	Pinned      bool             `json:"pinned,omitempty"` // by choice: it stays with the definition it has, whatever is published
	Status      string           `json:"status"`
	StatusSince time.Time        `json:"statusSince"`
	StatusBy    string           `json:"statusBy,omitempty"`   // the user who brought it into its status, "" = nobody among the staff
	Resolution  string           `json:"resolution,omitempty"` // of the end node
	Seq         int64            `json:"seq"`                  // numbers tokens, tasks and timers
	Visits      []Visit          `json:"visits"`               // human and status visits in order, the last 200
	Scopes      []Region         `json:"scopes"`
	Tokens      []Token          `json:"tokens"`
	Tasks       []Task           `json:"tasks"`  // open ones and the last 20 decided
	Timers      []Timer          `json:"timers"` // the record's wake is the earliest
	SLAs        []Clock          `json:"slas"`
	Path        []string         `json:"path,omitempty"`    // human nodes walked in this generation, the current one last; returns shorten it
	Returns     []Return         `json:"returns,omitempty"` // direct returns not yet answered, the newest last
	Urged       map[string]int64 `json:"urged,omitempty"`   // task id -> unix seconds of the last reminder
	Decided     bool             `json:"decided,omitempty"` // a person has decided something: the submitter can no longer withdraw
	Aside       *Aside           `json:"aside,omitempty"`   // merged: what was put aside, and what is followed
	Members     []Member         `json:"members,omitempty"` // records that went up in this one
}

// UnderWay reports whether the process has begun and not ended.
func (s State) UnderWay() bool { return s.State == "running" || s.State == "merged" }

// Region is a part of the graph that lives and dies together: 0 is the whole process, every other one a branch of a
// fork. It ends when it reaches the fork's join, or with what it is a branch of.
type Region struct {
	ID      int64    `json:"id"`
	Gen     int64    `json:"gen"`
	Parent  int64    `json:"parent,omitempty"` // region the fork was entered in
	Fork    string   `json:"fork,omitempty"`
	Via     string   `json:"via,omitempty"`     // arrow by which the branch left the fork
	Path    []string `json:"path,omitempty"`    // like State.Path, within the branch
	Returns []Return `json:"returns,omitempty"` // like State.Returns, within the branch
}

// Token marks a node that is being worked on, or that waits.
type Token struct {
	ID     int64     `json:"id"`
	Node   string    `json:"node"`
	Scope  int64     `json:"scope"`
	Via    string    `json:"via,omitempty"`
	At     time.Time `json:"at"`
	Effect string    `json:"effect,omitempty"` // call: what it waits for
}

// Visit is one stay at a node.
type Visit struct {
	Node   string    `json:"node"`
	Status string    `json:"status"`
	Gen    int64     `json:"gen"`
	At     time.Time `json:"at"`
	Left   time.Time `json:"left,omitzero"`
	By     string    `json:"by,omitempty"`
	Button string    `json:"button,omitempty"`
}

// Task is work for people: of a human node (Token > 0) or ad hoc (Token 0).
type Task struct {
	ID     string         `json:"id"`
	Node   string         `json:"node,omitempty"`
	Token  int64          `json:"token,omitempty"`
	Gen    int64          `json:"gen,omitempty"`
	Mode   string         `json:"mode"`
	State  string         `json:"state"` // open, done, cancelled
	People []TaskPerson   `json:"people"`
	Opened time.Time      `json:"opened"`
	Closed time.Time      `json:"closed,omitzero"`
	Due    *time.Time     `json:"due,omitempty"` // earliest running SLA, for colours and order
	By     string         `json:"by,omitempty"`
	Button string         `json:"button,omitempty"`
	AdHoc  *action.Task   `json:"adHoc,omitempty"`
	Data   map[string]any `json:"data,omitempty"` // what the ad-hoc form took
}

// Concerns reports whether user is asked to act on the task: it is open and the person's part is not done.
func (t Task) Concerns(user string) bool {
	if t.State != "open" || user == "" {
		return false
	}
	claimed := t.claimer() != ""
	for _, p := range t.People {
		if p.User == user && (p.State == "open" || p.State == "candidate" && !claimed) {
			return true
		}
	}
	return false
}

// claimer is who claimed the task, "" while nobody did or it cannot be claimed.
func (t Task) claimer() string {
	if t.Mode == "claim" {
		for _, p := range t.People {
			if p.State == "open" {
				return p.User
			}
		}
	}
	return ""
}

// Working lists everybody with something to do here, in the order of the tasks, each once.
func (s State) Working() []string {
	var out []string
	seen := map[string]bool{}
	for _, t := range s.Tasks {
		for _, p := range t.People {
			if !seen[p.User] && t.Concerns(p.User) {
				seen[p.User] = true
				out = append(out, p.User)
			}
		}
	}
	return out
}

// Wake is when the record must be looked at again, nil when it waits for people only.
func (s State) Wake() *time.Time {
	if len(s.Timers) == 0 {
		return nil
	}
	at := s.Timers[0].At
	for _, t := range s.Timers[1:] {
		if t.At.Before(at) {
			at = t.At
		}
	}
	return &at
}

// TaskPerson is a participant of a task. For claim, everybody is a candidate until one claims.
type TaskPerson struct {
	User   string    `json:"user"`
	State  string    `json:"state"` // open, candidate, done, skipped
	At     time.Time `json:"at,omitzero"`
	From   string    `json:"from,omitempty"` // who transferred it
	For    string    `json:"for,omitempty"`  // who is away and represented
	Button string    `json:"button,omitempty"`

	Found *effect.Origin `json:"found,omitempty"` // how the person was come to
}

// Timer fires once per generation.
type Timer struct {
	ID    string    `json:"id"`
	Kind  string    `json:"kind"` // sla, wait
	Ref   string    `json:"ref"`  // clock, node
	Level string    `json:"level,omitempty"`
	Gen   int64     `json:"gen"` // cycle of the clock, token that waits
	At    time.Time `json:"at"`
}

// Clock is an SLA clock of this record. It stands here from the moment its start point is reached, though it runs
// only while its condition holds and a target applies.
type Clock struct {
	calendar.Clock
	Kind  string    `json:"kind"`
	Since time.Time `json:"since"`          // when the start point was reached
	Idle  bool      `json:"idle,omitempty"` // waits for its condition or target
	Done  bool      `json:"done,omitempty"` // the stop point was reached
	// Withdrawn is when it ended for no other reason than that a newer definition did not have it.
	Withdrawn *time.Time `json:"withdrawn,omitempty"`
}

// Return remembers a direct return: when To is completed by the same button as before, the flow jumps back to From.
type Return struct {
	From   string   `json:"from"`
	To     string   `json:"to"`
	Gen    int64    `json:"gen"`
	Button string   `json:"button,omitempty"` // by which To was left when it was walked before
	Path   []string `json:"path"`             // the path to restore
}

// Entry is a line of the promise ledger: one promise to one customer.
type Entry struct {
	ID       string    `json:"id"` // promise:customer:n
	Promise  string    `json:"promise"`
	Kind     string    `json:"kind"`
	Customer string    `json:"customer"`       // record id of the customer, or "self"
	Name     string    `json:"name,omitempty"` // sealed at rest
	State    string    `json:"state"`          // queued, sent, delivered, failed, told, waived
	Channel  string    `json:"channel,omitempty"`
	At       time.Time `json:"at"`
	By       string    `json:"by,omitempty"`
	Summary  string    `json:"summary,omitempty"`
	Evidence []string  `json:"evidence,omitempty"`
	Reason   string    `json:"reason,omitempty"`
	Effect   string    `json:"effect,omitempty"`  // the message that keeps it
	Task     string    `json:"task,omitempty"`    // the task that settles it
	With     string    `json:"with,omitempty"`    // the later entry that settled it
	Renewed  bool      `json:"renewed,omitempty"` // of a lapsed one: a later status promised anew to everybody who is to be told
}

// Kept reports whether the entry no longer stands in the way of closing.
func (e Entry) Kept() bool {
	return e.State == "sent" || e.State == "delivered" || e.State == "told" || e.State == "waived"
}

// Command is what somebody or something wants of a process.
type Command struct {
	// Kind is start, button, claim, transfer, urge, withdraw, move, timer (all due ones when Timer is empty), press,
	// task, message, waive, status_point, owner (the owner was changed from outside: To), data (fields changed),
	// result (a call was answered: Effect, State ok or failed) or reply (the customer wrote on the tracking page)
	// or unsent (a message to the customer that keeps no promise did not leave: Point), merge (into To), unmerge, or
	// merging (a record that went up in this one, or the one it went up in, speaks: Merging).
	Kind    string          `json:"kind"`
	Task    string          `json:"task,omitempty"`
	Button  string          `json:"button,omitempty"` // button of the task, key of the move, or (press) either
	To      string          `json:"to,omitempty"`     // transfer, owner: user
	From    string          `json:"from,omitempty"`   // transfer by the owner or an administrator: whose part; "" = the only one
	Target  string          `json:"target,omitempty"` // return by a button without a fixed target: visited node; "" = the previous one
	Comment string          `json:"comment,omitempty"`
	Timer   string          `json:"timer,omitempty"`
	Entry   string          `json:"entry,omitempty"`  // message, waive: ledger entry
	Effect  string          `json:"effect,omitempty"` // message: effect whose fate is known
	State   string          `json:"state,omitempty"`  // message: sent, delivered, failed
	Channel string          `json:"channel,omitempty"`
	Point   string          `json:"point,omitempty"` // status_point: "comment:staff" and the like, for SLA start/stop; unsent: the message
	Data    map[string]any  `json:"data,omitempty"`  // ad-hoc form values, already accepted; edited subject and body of a draft
	Open    *action.Task    `json:"open,omitempty"`  // task: opened by an action
	Merging *effect.Merging `json:"merging,omitempty"`
}

// Event tells what an Advance did, for history, rules and messages.
type Event struct {
	// Type is status_left, status_entered, owner_changed, task_opened, task_signed (one of several participants),
	// task_done, task_cancelled, task_claimed, task_transferred, returned, resumed, urged, withdrawn, moved, ended,
	// sla_started, sla_paused, sla_resumed, sla_retargeted, sla_met, sla_breached (the due time passed), sla_late
	// (stopped after that), sla_cancelled, sla_level,
	// promise_due, promise_sent, promise_delivered, promise_told, promise_read, promise_failed, promise_waived,
	// forked, branch_done (one of several), joined (the last one), branches_cancelled (by a return or an end),
	// waiting, waited (Key: done or timeout), called, call_done, call_failed,
	// merged and unmerged (Data.into, Data.from: the other record), member_joined and member_left (Key: the other record, Text: what it is
	// called), followed (the record it went up in entered Status), heard (the customer of the record Key wrote), refused
	// (the record Key cannot take this one), passed_on (the customer chose the move Key, which is for the record it went up
	// in), member_pressed (the customer of the record Data.record chose the move Key), process_migrated (to a newer definition, by
	// Migrate; a status that was mapped comes as status_left and status_entered with Data.migrated).
	Type   string         `json:"type"`
	Node   string         `json:"node,omitempty"`
	Task   string         `json:"task,omitempty"`
	Status string         `json:"status,omitempty"`
	From   string         `json:"from,omitempty"`
	To     string         `json:"to,omitempty"`
	User   string         `json:"user,omitempty"`
	Users  []string       `json:"users,omitempty"`
	Button string         `json:"button,omitempty"`
	Key    string         `json:"key,omitempty"` // sla, promise, transition, move, message
	Level  string         `json:"level,omitempty"`
	Text   string         `json:"text,omitempty"`
	Data   map[string]any `json:"data,omitempty"`
}
