package process

import (
	"strconv"
	"time"

	"huiyin/engine/access"
	"huiyin/engine/action"
	"huiyin/engine/effect"
	"huiyin/engine/problem"
)

// Bounds of a state: a record stays a small document whatever happens to it.
const (
	maxVisits = 1000 // node visits in one step; more is a loop without people in it
	keepStays = 200  // visits remembered
	keepTasks = 20   // decided tasks remembered
	maxPeople = 200  // participants of one task
	maxPath   = 100  // walked nodes remembered for returns
	maxOrders = 100  // commands that actions may order in one step

	usualEvents = 8 // of one step
)

// run is one step: the working copy of a state and what has happened so far.
type run struct {
	p       *Process
	in      Inputs
	cmd     Command
	now     time.Time
	s       State
	ledger  []Entry
	events  []Event
	faults  problem.List
	owner   string
	person  *effect.Person // the owner, when found in this step
	visits  int
	queue   []arrival // where the flow goes on, the next first
	later   []Command // wanted by actions
	settled []string  // promises with entries settled in this step
}

// Advance carries out cmd: it returns the new state, ledger and the events in order. It never changes what it was
// given. With blocking problems (all at once, pointers into the submitted act: "/comment", "/to", a field as
// "/key") the state and ledger come back as they were and nothing must be kept, including what Act did.
// Equal arguments give equal results, byte for byte.
func (p *Process) Advance(s State, ledger []Entry, cmd Command, in Inputs) (State, []Entry, []Event, problem.List) {
	next, ledger, events, faults := p.Step(&s, ledger, &cmd, &in)
	return *next, ledger, events, faults
}

// Step is Advance without copies on the stack, which every decision would have to make room for. It keeps and changes
// nothing of what it is given; with blocking problems it returns s itself.
func (p *Process) Step(s *State, ledger []Entry, cmd *Command, in *Inputs) (*State, []Entry, []Event, problem.List) {
	return p.step(s, ledger, cmd, in, (*run).dispatch)
}

// step carries out do with all that belongs to a step.
func (p *Process) step(s *State, ledger []Entry, cmd *Command, in *Inputs, do func(*run)) (*State, []Entry, []Event, problem.List) {
	r := &run{p: p, in: *in, cmd: *cmd, now: in.Now.UTC().Truncate(time.Millisecond), s: *s,
		ledger: cloneLedger(ledger), owner: in.Owner, events: make([]Event, 0, usualEvents)}
	r.s.part()
	do(r)
	r.followUps()
	r.examine()
	if r.broken() {
		return s, ledger, nil, r.faults
	}
	r.refresh()
	r.followUps()
	r.settle()
	if r.broken() {
		return s, ledger, nil, r.faults
	}
	next := r.s // on its own: the run holds the whole decision
	return &next, r.ledger, r.events, r.faults
}

// Refresh is what every Advance does at its end, for data that changed without a command: clocks start, stop
// counting or get another target. It returns the events of that.
func (p *Process) Refresh(s State, ledger []Entry, in Inputs) (State, []Entry, []Event, problem.List) {
	return p.Advance(s, ledger, Command{Kind: "data"}, in)
}

var commands = map[string]func(*run){
	"start": (*run).start, "button": (*run).button, "claim": (*run).claim, "transfer": (*run).transfer,
	"urge": (*run).urge, "withdraw": (*run).withdraw, "move": (*run).move, "timer": (*run).timer,
	"press": (*run).press, "task": (*run).open, "message": (*run).message, "waive": (*run).waive,
	"status_point": (*run).statusPoint, "owner": (*run).chown, "data": func(*run) {}, "result": (*run).result, "reply": (*run).reply,
	"unsent": (*run).unsent, "merge": (*run).merge, "unmerge": (*run).unmerge, "merging": (*run).merging,
}

func (r *run) dispatch() {
	do, known := commands[r.cmd.Kind]
	if !known {
		r.fault("process.command_unknown", "/kind", "kind", r.cmd.Kind)
		return
	}
	if r.s.State == "" && r.cmd.Kind != "start" {
		r.fault("process.not_started", "")
		return
	}
	do(r)
}

func (r *run) start() {
	if r.s.State != "" {
		r.fault("process.already_started", "")
		return
	}
	r.s.Process, r.s.State = r.p.key, "running"
	r.s.Scopes = append(r.s.Scopes, Region{ID: 0, Gen: 1})
	r.point("create")
	r.walk(r.p.first, "")
}

func (r *run) statusPoint() {
	r.point(r.cmd.Point)
}

func (r *run) fault(code, pointer string, params ...any) { r.faults.Add(code, pointer, params...) }

func (r *run) broken() bool { return len(r.faults.Blocking()) > 0 }

func (r *run) emit(e Event) { r.events = append(r.events, e) }

// act runs actions of a definition; the caller's record has changed when it returns.
func (r *run) act(uses []action.CompiledUse, kind, key string) {
	if len(uses) == 0 || r.broken() {
		return
	}
	then, faults := r.in.Act(uses, effect.Source{Kind: kind, Key: key})
	r.faults = append(r.faults, faults...)
	r.later = append(r.later, then...)
}

// followUps carries out what actions wanted of the process, as the system. Tasks and owners cannot disturb the
// flow; a press moves it on and may order more, so they are counted.
func (r *run) followUps() {
	actor, cmd := r.in.Actor, r.cmd
	for n := 0; len(r.later) > 0 && !r.broken(); n++ {
		if n == maxOrders {
			r.fault("process.runaway", "", "node", r.later[0].Button, "max", maxOrders)
			return
		}
		r.cmd, r.later = r.later[0], r.later[1:]
		r.in.Actor = access.System
		r.dispatch()
	}
	r.in.Actor, r.cmd = actor, cmd
}

// id numbers tokens and tasks of this record.
func (r *run) id() int64 {
	r.s.Seq++
	return r.s.Seq
}

func taskID(n int64) string { return "t" + strconv.FormatInt(n, 10) }

func (r *run) gen() int64 { return r.s.Scopes[0].Gen }

// running refuses what makes sense only while the flow is under way.
func (r *run) running() bool {
	if r.s.State != "running" {
		r.fault("process.not_running", "", "state", r.s.State)
		return false
	}
	return true
}

// place tells the caller where the record stands now.
func (r *run) place() {
	if r.in.Place != nil {
		r.in.Place(r.s.Status, r.s.StatusSince, r.owner)
	}
}

// holds evaluates a compiled condition over the working record; a condition that fails is a problem, not a no.
func (r *run) holds(c *action.Condition, at string) bool {
	ok, err := holds(c, r.now, r.in)
	if err != nil {
		r.fault("process.condition_failed", at, "detail", err.Error())
	}
	return ok && err == nil
}

func holds(c *action.Condition, now time.Time, in Inputs) (bool, error) {
	if c == nil {
		return true, nil
	}
	var env map[string]any
	if c.Computes() && in.Env != nil {
		env = in.Env()
	}
	return c.At(now, in.Zone).Holds(in.Get, in.Old, env)
}

// settle trims what a record remembers.
func (r *run) settle() {
	if over := len(r.s.Visits) - keepStays; over > 0 {
		r.s.Visits = append([]Visit{}, r.s.Visits[over:]...)
	}
	for _, s := range r.s.Scopes {
		path, _ := r.trail(s.ID)
		if over := len(*path) - maxPath; over > 0 {
			*path = append([]string(nil), (*path)[over:]...)
		}
	}
	r.trimTasks()
}
