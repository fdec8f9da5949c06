package rule

import (
	"slices"
	"strings"
	"time"

	"huiyin/engine/action"
)

// Limits of a chain of rules. What is stopped by them is a Trace with outcome loop_blocked, never silence.
const (
	MaxDepth   = 8   // rules that lead to each other
	MaxActions = 200 // actions of rules in one decision
)

// Inputs are what a pass may know and do. Get, Env and Run are the caller's working record: what Run changes, Get
// and Env show from then on.
type Inputs struct {
	Now  time.Time // for conditions that name days; without it they fail visibly
	Zone *time.Location
	Get  func(path string) any // current value of a field or dotted path
	Old  func(path string) any // value before the decision
	Env  func() map[string]any // what expressions read, asked for only when a condition has one
	// Run carries out one action of a rule whose condition holds and returns the line about it for the trace.
	Run func(rule string, use action.CompiledUse) (note string, err error)
	// Changed returns the fields that differ since it was called last, computed ones too. Optional: without it the
	// fields an action writes are compared.
	Changed func() []string
	Fired   func(key string) bool   // is the once-key remembered with the record
	Hide    func(field string) bool // optional: personal fields, whose values stay out of the trace
	Visit   string                  // identifies the current stay in a status, for once "status"
	Actions int                     // actions of rules in this decision so far
	Release int
}

// Pass is what one evaluation did.
type Pass struct {
	Trace   []Trace
	Fired   []string // once-keys to remember with the record
	Changed []string // fields that rules changed, in order; later rules of the pass have seen these changes
	Actions int      // actions run
}

// Evaluate runs the rules of a form that an event concerns, in order, each at most once. Actions on the record
// itself are run as soon as the rule matches, so later rules see them, and rules that wait for a changed field join
// in when they come later; earlier ones are not visited again. Actions that leave the record are run at the end, when
// its values are final. In an event "changed" the operators changed, becomes and leaves look at that event alone:
// what changed earlier in the decision has had its own pass.
func (s *Set) Evaluate(form string, ev Event, in Inputs) Pass {
	p := &pass{ev: ev, in: in, event: ev.slots()}
	if p.index = s.forms[form]; p.index == nil {
		return p.out
	}
	p.changed = slices.Clone(ev.Changed)
	p.gather(p.event)
	p.out.Trace = make([]Trace, 0, len(p.queue))
	if len(p.queue) > 0 && len(ev.Cause) > MaxDepth {
		p.note(Trace{Outcome: LoopBlocked})
		return p.out
	}
	for len(p.queue) > 0 {
		p.at = p.queue[0]
		p.queue = p.queue[1:]
		if stop := p.visit(p.index.rules[p.at]); stop {
			break
		}
	}
	p.finish()
	return p.out
}

type pass struct {
	index   *index
	ev      Event
	in      Inputs
	out     Pass
	event   []slot // where the event's rules are
	changed []string
	at      int   // position being visited
	queue   []int // positions to visit, ascending, all after at
	started bool
	later   []planned
	env     map[string]any
}

// planned is a rule whose actions that leave the record wait for the end of the pass.
type planned struct {
	rule  *compiled
	trace int
}

// gather adds the rules of slots that come after the current one.
func (p *pass) gather(slots []slot) {
	for _, s := range slots {
		b := p.index.buckets[s]
		if b == nil {
			continue
		}
		for _, position := range b.open {
			p.add(position)
		}
		b.behind(p.in.Get, p.add)
	}
}

func (p *pass) add(position int) {
	if p.started && position <= p.at {
		return
	}
	i, there := slices.BinarySearch(p.queue, position)
	if !there {
		p.queue = slices.Insert(p.queue, i, position)
	}
}

func (p *pass) note(t Trace) int {
	t.Event, t.Release = p.ev, p.in.Release
	p.out.Trace = append(p.out.Trace, t)
	return len(p.out.Trace) - 1
}

// visit evaluates one rule and reports whether it ends the pass.
func (p *pass) visit(r *compiled) bool {
	p.started = true
	t := p.judge(r)
	if t.Outcome == Matched {
		t = p.allow(r, t)
	}
	i := p.note(t)
	if t.Outcome != Matched {
		return false
	}
	failed := p.run(i, r.before)
	if len(r.after) > 0 && !failed {
		p.later = append(p.later, planned{r, i})
	}
	if failed {
		p.skip(i, r.after)
	}
	if len(r.before) > 0 {
		// Anything may have changed, computed fields included: gates that opened let rules in.
		p.gather(p.event)
		if len(p.out.Changed) > 0 {
			p.gather(changedSlots(p.out.Changed))
		}
	}
	return r.spec.Stop
}

// judge tests the condition. Verdicts on its leaves are worked out only for rules that match or fail.
func (p *pass) judge(r *compiled) Trace {
	when := p.dated(r.when)
	holds, err := when.Holds(p.in.Get, p.old, p.environment(when))
	if err == nil && !holds {
		return Trace{Rule: r.key, Outcome: NotMatched}
	}
	return p.explain(r, when)
}

func (p *pass) explain(r *compiled, when *action.Condition) Trace {
	leaves, holds, err := when.Explain(p.in.Get, p.old, p.environment(when))
	for i, leaf := range leaves {
		if p.in.Hide != nil && leaf.Field != "" && p.in.Hide(leaf.Field) {
			leaves[i].Now = nil
		}
	}
	t := Trace{Rule: r.key, Outcome: NotMatched, Leaves: leaves}
	switch {
	case err != nil:
		t.Outcome, t.Problems = Failed, faults(err)
	case holds:
		t.Outcome = Matched
	}
	return t
}

// allow decides whether a rule that matches may run: once-keys and loops.
func (p *pass) allow(r *compiled, t Trace) Trace {
	if key := r.onceKey(p.in.Visit); key != "" && p.in.Fired != nil && p.in.Fired(key) {
		t.Outcome = OnceOnly
	}
	if t.Outcome == Matched && (slices.Contains(p.ev.Cause, r.key) || p.in.Actions+p.out.Actions >= MaxActions) {
		t.Outcome = LoopBlocked
	}
	return t
}

// onceKey is what is remembered with the record when the rule has run; "" for rules that run every time.
func (r *compiled) onceKey(visit string) string {
	switch r.spec.Once {
	case "record":
		return "rule:" + r.key
	case "status":
		return "rule:" + r.key + "@" + visit
	}
	return ""
}

// run carries out actions in order and reports whether one failed; the rest of the rule is not done then.
func (p *pass) run(trace int, uses []action.CompiledUse) bool {
	for i, u := range uses {
		step, failed := p.step(p.out.Trace[trace].Rule, u)
		t := &p.out.Trace[trace]
		t.Actions = append(t.Actions, step)
		if failed {
			t.Outcome = Failed
			p.skip(trace, uses[i+1:])
			return true
		}
	}
	return false
}

func (p *pass) skip(trace int, uses []action.CompiledUse) {
	for _, u := range uses {
		t := &p.out.Trace[trace]
		t.Actions = append(t.Actions, Step{Key: u.Use.Key, Do: u.Use.Do, Outcome: NotReached})
	}
}

// step runs one action. Its condition is tested here, so that it sees this event's changes only.
func (p *pass) step(rule string, u action.CompiledUse) (Step, bool) {
	out := Step{Key: u.Use.Key, Do: u.Use.Do, Outcome: Done}
	cond := p.dated(u.Condition())
	holds, err := cond.Holds(p.in.Get, p.old, p.environment(cond))
	if err == nil && !holds {
		out.Outcome = Skipped
		return out, false
	}
	if err == nil {
		p.out.Actions++
		out.Note, err = p.watched(rule, u)
	}
	if err != nil {
		out.Outcome, out.Problems = Failed, faults(err)
	}
	return out, err != nil
}

// watched runs an action and notes the fields it changed.
func (p *pass) watched(rule string, u action.CompiledUse) (string, error) {
	writer, writes := u.Runner.(action.Writer)
	was := map[string]any{}
	if writes && p.in.Changed == nil {
		for _, field := range writer.Writes() {
			was[field] = p.in.Get(field)
		}
	}
	note, err := p.in.Run(rule, u)
	p.env = nil
	if p.in.Changed != nil {
		p.learn(p.in.Changed())
		return note, err
	}
	for _, field := range sortedKeys(was) {
		if !same(was[field], p.in.Get(field)) {
			p.learn([]string{field})
		}
	}
	return note, err
}

func (p *pass) learn(fields []string) {
	for _, f := range fields {
		if !slices.Contains(p.out.Changed, f) {
			p.out.Changed = append(p.out.Changed, f)
		}
		if !slices.Contains(p.changed, f) {
			p.changed = append(p.changed, f)
		}
	}
}

// finish runs what leaves the record and collects the once-keys.
func (p *pass) finish() {
	for _, l := range p.later {
		p.run(l.trace, l.rule.after)
	}
	for _, t := range p.out.Trace {
		if t.Rule == "" || !t.ran() {
			continue
		}
		if key := p.index.byKey[t.Rule].onceKey(p.in.Visit); key != "" {
			p.out.Fired = append(p.out.Fired, key)
		}
	}
}

// old reads the value before the event. A field that an event "changed" does not name has not changed in it.
func (p *pass) old(path string) any {
	if p.ev.Name == Changed {
		field, _, _ := strings.Cut(path, ".")
		if !slices.Contains(p.changed, field) {
			return p.in.Get(path)
		}
	}
	return p.in.Old(path)
}

// dated takes the days a condition names as of the decision's moment. Without one they stay and fail.
func (p *pass) dated(c *action.Condition) *action.Condition {
	if p.in.Now.IsZero() {
		return c
	}
	return c.At(p.in.Now, p.in.Zone)
}

// environment is built only for conditions that read it, and again after every action.
func (p *pass) environment(c *action.Condition) map[string]any {
	if p.env == nil && c.Computes() {
		p.env = p.in.Env()
	}
	return p.env
}
