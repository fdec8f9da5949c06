package process

import (
	"maps"
	"slices"
	"time"

	"huiyin/engine/calendar"
	"huiyin/engine/problem"
)

// Migrate carries a state on by a newer definition of its process: no token is lost, open work keeps its people and gets
// the buttons of its new step, clocks keep their start and get the new targets. What the newer definition no longer has
// goes where the plan says; where it says nothing, the problems name the places and the state comes back as it was.
// Nobody outside is told anything, and no rule sees a status that was mapped as entered. from may be nil when it is not
// known any more; then a clock that the record does not have is taken for new. A state whose process has ended comes back as it was.
func Migrate(from, to *Process, s State, ledger []Entry, plan Plan, in Inputs) (State, []Entry, []Event, problem.List) {
	if !s.UnderWay() {
		return s, ledger, nil, nil
	}
	if _, faults := to.Stray(s, plan); len(faults) > 0 {
		return s, ledger, nil, faults
	}
	next, ledger, events, faults := to.step(&s, ledger, &Command{Kind: "migrate"}, &in, func(r *run) { r.migrate(from, plan) })
	return *next, ledger, events, faults
}

func (r *run) migrate(from *Process, plan Plan) {
	var reached map[int64]string
	if r.s.Aside == nil {
		reached = r.gather(plan)
	}
	f := r.p.fit(r.s, plan)
	was, now := r.s.Status, f.status
	renamed := maps.Clone(plan.Nodes)
	if renamed == nil {
		renamed = map[string]string{}
	}
	r.emit(Event{Type: "process_migrated", From: was, Status: f.status})
	var idle []Token
	if r.s.Aside != nil {
		r.reputAside(f, renamed)
		now = r.p.spec.Merge.Status
	} else {
		idle = r.shift(f, renamed)
	}
	for i := range r.s.Scopes {
		path, returns := r.trail(r.s.Scopes[i].ID)
		*path, *returns = r.p.walked(*path, renamed), r.p.returned(*returns, renamed)
		if to := reached[r.s.Scopes[i].ID]; to != "" {
			*path = append(*path, to)
		}
	}
	r.rename(was, now)
	if r.s.Aside == nil && (was != now || r.p.orphaned(from, was)) {
		r.own()
	}
	for _, t := range idle {
		n := r.p.nodes[t.Node]
		r.openTask(n, t.ID, *n.human)
	}
	r.reclock(from)
}

// shift moves the tokens and their work to their new steps, and returns those that need work to be given.
func (r *run) shift(f fitting, renamed map[string]string) (idle []Token) {
	for i := range r.s.Tokens {
		t := &r.s.Tokens[i]
		kind, n := r.s.resting(*t), r.p.nodes[f.nodes[t.ID]]
		if n.Key != t.Node {
			renamed[t.Node] = n.Key
			r.restay(t.Node, n, f.status)
			t.Node = n.Key
		}
		if kind == works && n.human != nil {
			retitle(r.s.Tasks, t.ID, n.Key)
		}
		if kind == n.kind() {
			continue
		}
		t.Effect, t.At = "", r.now
		r.cancelTasks(func(k Task) bool { return k.Token == t.ID })
		if n.human != nil {
			idle = append(idle, *t)
		}
	}
	return idle
}

// retitle gives the open work of a token to its new step.
func retitle(tasks []Task, token int64, node string) {
	for i := range tasks {
		if k := &tasks[i]; k.Token == token && k.State == "open" {
			k.Node = node
		}
	}
}

// restay ends the stay at a step that is gone and begins the one at its successor.
func (r *run) restay(old string, n *step, status string) {
	for i := len(r.s.Visits) - 1; i >= 0; i-- {
		if v := &r.s.Visits[i]; v.Node == old && v.Left.IsZero() {
			v.Left = r.now
			break
		}
	}
	if n.stays() {
		r.s.Visits = append(r.s.Visits, Visit{Node: n.Key, Status: status, Gen: r.gen(), At: r.now})
	}
}

// reputAside is shift for work that was put aside: it is taken up at the new steps.
func (r *run) reputAside(f fitting, renamed map[string]string) {
	a := *r.s.Aside
	a.Tokens, a.Tasks, a.Scopes = slices.Clone(a.Tokens), slices.Clone(a.Tasks), slices.Clone(a.Scopes)
	for i := range a.Tokens {
		t := &a.Tokens[i]
		to := f.nodes[t.ID]
		renamed[t.Node] = to
		retitle(a.Tasks, t.ID, to)
		t.Node = to
	}
	a.Status = f.status
	a.Path, a.Returns = r.p.walked(a.Path, renamed), r.p.returned(a.Returns, renamed)
	for i := range a.Scopes {
		s := &a.Scopes[i]
		s.Path, s.Returns = r.p.walked(s.Path, renamed), r.p.returned(s.Returns, renamed)
	}
	r.s.Aside = &a
}

// walked is a path by the new names, without what is no step for people any more: nobody can be sent back there.
func (p *Process) walked(path []string, renamed map[string]string) []string {
	var out []string
	for _, key := range path {
		to := renamed[key]
		if to == "" {
			to = key
		}
		twice := to != key && len(out) > 0 && out[len(out)-1] == to
		if n := p.nodes[to]; n != nil && n.human != nil && !twice {
			out = append(out, to)
		}
	}
	return out
}

// returned are the direct returns that can still be answered.
func (p *Process) returned(list []Return, renamed map[string]string) []Return {
	var out []Return
	for _, back := range list {
		ends := p.walked([]string{back.From, back.To}, renamed)
		if len(ends) != 2 {
			continue
		}
		back.From, back.To, back.Path = ends[0], ends[1], p.walked(back.Path, renamed)
		out = append(out, back)
	}
	return out
}

// rename gives the status its new name; the record has stood in it since it came there.
func (r *run) rename(was, now string) {
	if was == now {
		return
	}
	mapped := map[string]any{"migrated": true}
	r.emit(Event{Type: "status_left", Status: was, To: now, Data: mapped})
	r.s.Status = now
	r.place()
	r.emit(Event{Type: "status_entered", Status: now, From: was, Data: mapped})
	for i := range r.s.Tasks {
		if k := &r.s.Tasks[i]; k.AdHoc != nil && k.AdHoc.During == was {
			order := *k.AdHoc
			order.During = now
			k.AdHoc = &order
		}
	}
}

// orphaned reports whether the rule that found the owner of a status is gone.
func (p *Process) orphaned(from *Process, status string) bool {
	if from == nil || from.statuses[status] == nil {
		return false
	}
	rule := from.statuses[status].Owner
	_, known := p.spec.People[rule]
	return rule != "" && !known
}

// reclock brings the clocks in line with the new definition.
func (r *run) reclock(from *Process) {
	for i := range r.s.SLAs {
		k := &r.s.SLAs[i]
		s := r.p.sla(k.Key)
		switch {
		case s != nil:
			r.revive(k, s)
			r.adapt(i, s, from)
		case !k.Done:
			at := r.now
			k.Done, k.Withdrawn = true, &at
			if !k.Idle {
				r.endClock(i, k.Cancel(r.calendar(k.Calendar), r.now))
			}
		}
	}
	for _, s := range r.p.slas {
		since, reached := r.since(s, from)
		if !reached || r.s.State != "running" || r.clock(s.Key) >= 0 {
			continue
		}
		r.s.SLAs = append(r.s.SLAs, Clock{Clock: calendar.Clock{Key: s.Key}, Kind: s.Kind, Since: since, Idle: true})
		i := len(r.s.SLAs) - 1
		r.tick(i, s)
		r.forgoNew(i, s, nil)
	}
}

// revive takes up a clock that only ended because a definition did not have it: it counts from its start point, as if it had
// gone on, unless it would have been stopped meanwhile.
func (r *run) revive(k *Clock, s *sla) {
	gone := k.Withdrawn
	if gone == nil {
		return
	}
	k.Withdrawn = nil
	if r.s.State == "running" && !slices.ContainsFunc(r.s.Visits, func(v Visit) bool { return v.At.After(*gone) && slices.Contains(s.Stop, "enter:"+v.Status) }) {
		k.Done, k.Idle = false, true
	}
}

// adapt lets a clock that was there before run by the new definition.
func (r *run) adapt(i int, s *sla, from *Process) {
	k := &r.s.SLAs[i]
	k.Kind = s.Kind
	if k.Done {
		return
	}
	if from == nil {
		from = r.p
	}
	old := from.sla(s.Key)
	entered := "enter:" + r.s.Status
	if old != nil && slices.Contains(s.Stop, entered) && !slices.Contains(old.Stop, entered) && k.Since.Before(r.s.StatusSince) {
		k.Done = true // it would have stopped then
		if !k.Idle {
			r.endClock(i, k.Stop(r.calendar(k.Calendar), r.s.StatusSince))
		}
		return
	}
	if !k.Idle && keyed(from, k.Calendar) != keyed(r.p, s.Calendar) {
		k.Calendar = s.Calendar
		next, err := k.Recalculate(r.calendar(k.Calendar))
		r.hitch(err)
		k.Clock = next
	}
	r.tick(i, s)
	if !k.Idle && !k.Ended() {
		r.pause(i, s)
	}
	r.forgoNew(i, s, old)
}

func keyed(p *Process, calendar string) string {
	if calendar == "" {
		return p.spec.Calendar
	}
	return calendar
}

// since is when the start point of a clock was reached that the old definition did not have there: the present status
// or step is one.
func (r *run) since(s *sla, from *Process) (time.Time, bool) {
	var old *sla
	if from != nil {
		old = from.sla(s.Key)
	}
	starts := func(point string) bool {
		return slices.Contains(s.Start, point) && (old == nil || !slices.Contains(old.Start, point))
	}
	if starts("enter:" + r.s.Status) {
		return r.s.StatusSince, true
	}
	for _, t := range r.s.Tokens {
		if _, status := r.p.statuses[t.Node]; !status && starts("enter:"+t.Node) {
			return t.At, true
		}
	}
	return time.Time{}, false
}

// forgoNew takes the levels as acted on that old did not have and whose moment has passed: publishing must not shower
// people with what would have been said long ago. That the due time passed is a fact and noted.
func (r *run) forgoNew(i int, s, old *sla) {
	k := &r.s.SLAs[i]
	if k.Idle || k.Ended() {
		return
	}
	for _, l := range s.levels {
		if l.Key == dueLevel || k.HasFired(l.Key) || old != nil && slices.ContainsFunc(old.levels, func(o level) bool { return o.Key == l.Key }) {
			continue
		}
		at, known, err := k.LevelAt(r.calendar(k.Calendar), l.Level)
		r.hitch(err)
		if known && at.Before(r.now) {
			k.Clock = k.Fire(l.Key)
		}
	}
}
