package engine

import (
	"strings"
	"time"

	"huiyin/engine/action"
	"huiyin/engine/calendar"
	"huiyin/engine/effect"
	"huiyin/engine/problem"
	"huiyin/engine/process"
	"huiyin/engine/rule"
)

// advance hands a command to the process, takes over the new state and evaluates the rules its events concern.
func (d *decision) advance(cmd process.Command) bool { return d.advanceAs(d.who.Kind, cmd) }

// advanceAs is advance as somebody of a kind: what a definition does in the name of a person, the system does.
func (d *decision) advanceAs(kind string, cmd process.Command) bool {
	return !d.fail(d.step(cmd, kind)) && d.goOn()
}

// goOn evaluates the rules and lets the process look at what they made of the record.
func (d *decision) goOn() bool {
	if !d.drain() {
		return false
	}
	for n := 0; n < maxLooks && d.unseen && d.waits(); n++ {
		if d.fail(d.step(process.Command{Kind: "data"}, "system")) || !d.drain() {
			return false
		}
	}
	return true
}

// maxLooks bounds how often a flow that waits for a condition looks at what rules made of its going on.
const maxLooks = 20

// waits reports whether the flow waits for something that a change of the record may bring about.
func (d *decision) waits() bool {
	p, ok := d.process()
	return ok && d.rec.Proc.State == "running" && len(p.Waiting(*d.rec.Proc)) > 0
}

// step advances without evaluating rules: the pass that asked for it goes on first.
func (d *decision) step(cmd process.Command, actor string) problem.List {
	if d.rec.Proc == nil {
		return problem.List{problem.New("process.none", "")}
	}
	p, ok := d.process()
	if !ok {
		return problem.List{problem.New("record.process_unknown", "", "process", d.rec.Proc.Process)}
	}
	d.unseen = false
	state, ledger, events, problems := p.Step(d.rec.Proc, d.rec.Loop, &cmd, d.inputs(actor))
	if problems.Err() != nil || d.ask.Waits() {
		return problems
	}
	d.rec.Proc, d.rec.Loop, d.stale = state, ledger, true
	d.events = append(d.events, events...)
	for i := range events {
		problems = append(problems, d.note(&events[i])...)
	}
	return problems
}

func (d *decision) process() (*process.Process, bool) {
	if d.rec.Proc == nil {
		return nil, false
	}
	s := d.rec.Proc
	p, ok := d.app.Process(s.Process, s.Release)
	if ok && s.Release != d.app.Release && !d.app.keeps(*s) && !p.Fits(*s) {
		return nil, false // its own is gone, and this one has no place for it until it is moved
	}
	return p, ok
}

// note logs a process event, queues it for the rules and tells people about their tasks.
func (d *decision) note(e *process.Event) problem.List {
	switch e.Type {
	case "owner_changed":
		d.rec.People.Owner = e.To
		d.stale = true
	case "status_entered", "status_left":
		d.entered(e)
	case "promise_waived":
		entry, _ := e.Data["entry"].(string)
		d.withhold(func(m *effect.MessageOrder) bool { return entry != "" && m.Promise == entry })
	case "sla_level":
		d.queue = append(d.queue, rule.Event{Name: e.Type, SLA: e.Key, Level: e.Level, Cause: d.cause})
	}
	d.log(Entry{Type: e.Type, Event: e, Text: e.Text})
	return d.announce(e)
}

// inputs is what the process engine may know and do; the next call changes it.
func (d *decision) inputs(actor string) *process.Inputs {
	who := d.who
	if actor == "system" {
		who = system
	}
	if d.hands == nil {
		d.hands = &process.Inputs{
			Now: d.now(), Zone: d.app.zone, RecordID: d.rec.ID, Created: d.rec.CreatedAt, Get: d.get, Env: d.environment, Old: d.before, Hidden: d.hidden, Ask: d.ask,
			Resolve: d.resolve, Act: d.perform, Place: d.moved, Calendar: d.calendar, Contacts: d.contacts, Send: d.send, Draft: d.draft, Call: d.call, Owed: d.owed,
		}
	}
	in := d.hands
	in.Actor, in.Fallback = who, who.ID
	in.Owner, in.Submitter, in.Followers = d.rec.People.Owner, d.rec.People.Submitter, d.rec.followers()
	return in
}

func (d *decision) hidden(field string) bool { return contains(d.concealed, field) }

func (d *decision) calendar(key string) *calendar.Calendar { return d.app.Calendar(key) }

// moved shows later actions of the same step the status and owner they will find.
func (d *decision) moved(status string, since time.Time, owner string) {
	live := *d.rec.Proc
	live.Status, live.StatusSince = status, since
	d.rec.Proc, d.stale = &live, true
	if owner != "" {
		d.rec.People.Owner = owner
	}
}

// perform plans actions for the process: fields and effects are applied at once, what they want of the process
// itself goes back to it as commands.
func (d *decision) perform(uses []action.CompiledUse, source effect.Source) ([]process.Command, problem.List) {
	var commands []process.Command
	var problems problem.List
	for _, u := range uses {
		result, failed := d.plan(u, source)
		more, faults := d.apply(result, source)
		commands = append(commands, more...)
		problems = append(append(problems, failed...), faults...)
	}
	return commands, problems
}

func (d *decision) plan(u action.CompiledUse, source effect.Source) (action.Result, problem.List) {
	if d.actions++; d.actions > maxActions {
		return action.Result{}, problem.List{problem.New("rule.too_many_actions", "", "limit", maxActions)}
	}
	source.Action, source.Release = u.Use.Key, d.app.Release
	result, held, err := u.Run(d.context(source))
	if err != nil {
		return action.Result{}, asProblems(err, u.Use.Key)
	}
	if !held {
		return action.Result{}, nil
	}
	return result, nil
}

// resolve finds the people a rule of the process names.
func (d *decision) resolve(name string, r action.PeopleRule) ([]effect.Person, string, bool) {
	return action.Resolve(r, d.context(effect.Source{Kind: "people", Key: name}))
}

// drain evaluates queued events until none is left. Each pass may change the record and so queue more.
func (d *decision) drain() bool {
	for len(d.queue) > 0 {
		ev := d.queue[0]
		d.queue = d.queue[1:]
		pass := d.app.rules.Evaluate(d.form.Key(), ev, d.ruleInputs(ev))
		d.keep(pass)
		if d.fail(nil) {
			return false
		}
	}
	return true
}

// ruleInputs are what rules may know of the record and do with it.
func (d *decision) ruleInputs(ev rule.Event) rule.Inputs {
	return rule.Inputs{
		Now: d.now(), Zone: d.app.zone, Get: d.get, Old: d.before, Env: d.environment, Fired: d.fired,
		Run:     func(key string, u action.CompiledUse) (string, error) { return d.runRule(ev, key, u) },
		Changed: d.takeTouched, Hide: d.personal, Visit: d.visit(), Actions: d.ruled, Release: d.app.Release,
	}
}

func (d *decision) takeTouched() []string {
	out := d.touched
	d.touched = nil
	return out
}

// runRule carries out one action of a rule: on the record at once, on the process through a command.
func (d *decision) runRule(ev rule.Event, key string, u action.CompiledUse) (string, error) {
	source := effect.Source{Kind: "rule", Key: key, Action: u.Use.Key, Release: d.app.Release}
	outer := d.cause
	d.cause = append(append([]string(nil), ev.Cause...), key)
	defer func() { d.cause = outer }()
	result, problems := d.plan(u, source)
	if problems.Err() == nil {
		var commands []process.Command
		commands, problems = d.apply(result, source)
		for _, cmd := range commands {
			if problems.Err() == nil {
				problems = append(problems, d.step(cmd, "system")...)
			}
		}
	}
	return result.Note, problems.Err()
}

// keep remembers what a pass fired and writes its trace into history.
func (d *decision) keep(pass rule.Pass) {
	d.ruled += pass.Actions
	d.rec.Fired = append(d.rec.Fired, pass.Fired...)
	d.trace = append(d.trace, pass.Trace...)
	for i := range pass.Trace {
		t := &pass.Trace[i]
		if t.Outcome == rule.NotMatched || t.Outcome == rule.OnceOnly {
			continue
		}
		d.log(Entry{Type: "rule", Text: t.Rule, Source: &effect.Source{Kind: "rule", Key: t.Rule, Release: d.app.Release}, Trace: *t})
	}
}

func (d *decision) fired(key string) bool { return contains(d.rec.Fired, key) }

// personal reports whether a path leads to personal information, here or in a related record.
func (d *decision) personal(path string) bool {
	head, rest, dotted := strings.Cut(strings.TrimPrefix(path, "old."), ".")
	f := d.form
	if target, ok := f.Relations()[head]; ok && dotted {
		if f, ok = d.app.Form(target); !ok {
			return true
		}
		head = rest
	}
	c, ok := f.Field(head)
	return ok && c.Personal != nil
}

// visit identifies the current stay in a status, for rules that fire once per visit.
func (d *decision) visit() string {
	if d.rec.Proc == nil {
		return ""
	}
	return d.rec.Proc.Status + "@" + d.rec.Proc.StatusSince.Format("20060102T150405.000")
}
