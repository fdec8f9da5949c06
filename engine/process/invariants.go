package process

import (
	"errors"
	"fmt"
	"slices"
)

// Invariants checks what must hold of every state between two steps. The error names each one that is broken.
func Invariants(p *Process, s State) error {
	v := &violations{p: p, s: s}
	v.flow()
	v.tokens()
	v.tasks()
	v.clocks()
	v.bounds()
	return errors.Join(v.found...)
}

type violations struct {
	p     *Process
	s     State
	found []error
}

func (v *violations) unless(ok bool, format string, args ...any) {
	if !ok {
		v.found = append(v.found, fmt.Errorf(format, args...))
	}
}

// gen is the present generation, 0 when there is none.
func (v *violations) gen() int64 {
	if len(v.s.Scopes) == 0 {
		return 0
	}
	return v.s.Scopes[0].Gen
}

// flow: a running process has a token, an ended one has none; what is under way can still end.
func (v *violations) flow() {
	known := slices.Contains([]string{"running", "merged", "ended", "withdrawn"}, v.s.State)
	v.unless(known, "state %q", v.s.State)
	if v.s.State == "running" {
		v.unless(len(v.s.Tokens) > 0, "running without a token")
	} else {
		v.unless(len(v.s.Tokens) == 0, "%s with %d tokens", v.s.State, len(v.s.Tokens))
	}
	v.unless(v.s.Aside == nil || len(v.s.Members) == 0, "merged with %d records in it", len(v.s.Members))
	v.unless((v.s.State == "merged") == (v.s.Aside != nil), "%s with %v put aside", v.s.State, v.s.Aside)
	_, status := v.p.statuses[v.s.Status]
	v.unless(status, "unknown status %q", v.s.Status)
	v.unless(len(v.s.Scopes) > 0 && v.s.Scopes[0].ID == 0 && v.gen() > 0, "scopes %v", v.s.Scopes)
	v.branches()
}

// branches: each has a live parent, is of this generation and of a fork with a join, and somebody is on its way in it.
func (v *violations) branches() {
	live := map[int64]bool{0: true}
	for _, s := range v.s.Scopes {
		if s.ID == 0 {
			continue
		}
		v.unless(live[s.Parent] && !live[s.ID], "branch %d of %d", s.ID, s.Parent)
		live[s.ID] = true
		v.unless(s.Gen == v.gen(), "branch %d is of generation %d, now is %d", s.ID, s.Gen, v.gen())
		v.unless(v.p.joins[s.Fork] != "", "branch %d of %s, which has no join", s.ID, s.Fork)
		alive := slices.ContainsFunc(v.s.Tokens, func(t Token) bool { return t.Scope == s.ID }) ||
			slices.ContainsFunc(v.s.Scopes, func(k Region) bool { return k.ID != 0 && k.Parent == s.ID })
		v.unless(alive, "branch %d has nobody in it, its join waits for ever", s.ID)
		v.unless(len(s.Path) <= maxPath, "path of %d in branch %d", len(s.Path), s.ID)
	}
	forked := map[string]bool{}
	for _, s := range v.s.Scopes[min(1, len(v.s.Scopes)):] {
		forked[fmt.Sprint(s.Parent)] = true
	}
	for _, t := range v.s.Tokens {
		v.unless(live[t.Scope], "token %d moves in branch %d, which is gone", t.ID, t.Scope)
		v.unless(!forked[fmt.Sprint(t.Scope)], "token %d goes on while the branches of its region do", t.ID)
		for _, s := range v.s.Scopes {
			v.unless(s.ID != t.Scope || v.p.inside[t.Node] == s.Fork, "token %d of fork %q stands in %q", t.ID, s.Fork, v.p.inside[t.Node])
		}
	}
}

// tokens: each stands on a node of the record's status where it can stay, from which an end can be reached. Each on a
// human node has one open task, each that waits for a moment has its timer.
func (v *violations) tokens() {
	ends := v.p.toEnd()
	for _, t := range v.s.Tokens {
		n, known := v.p.nodes[t.Node]
		if !known {
			v.unless(false, "token %d on unknown node %q", t.ID, t.Node)
			continue
		}
		v.unless(n.rests(), "token %d rests on automatic node %s", t.ID, t.Node)
		v.unless(n.Status == "" && n.human == nil || n.Status == v.s.Status, "token %d stands in status %s, the record in %s", t.ID, n.Status, v.s.Status)
		v.unless(ends[t.Node], "no end can be reached from %s", t.Node)
		open := 0
		for _, k := range v.s.Tasks {
			if k.State == "open" && k.Token == t.ID {
				open++
			}
		}
		want := 0
		if n.human != nil {
			want = 1
		}
		v.unless(open == want, "token %d has %d open tasks", t.ID, open)
		timed := slices.ContainsFunc(v.s.Timers, func(k Timer) bool { return k.Kind == "wait" && k.Gen == t.ID })
		bounded := n.wait != nil && (!n.wait.For.IsZero() || !n.wait.Timeout.IsZero())
		v.unless(timed || !bounded, "token %d waits without a timer", t.ID)
	}
}

// tasks: every open one of the flow has a live token of this generation and somebody who can act.
func (v *violations) tasks() {
	seen := map[string]bool{}
	for _, t := range v.s.Tasks {
		v.unless(!seen[t.ID], "task %s twice", t.ID)
		seen[t.ID] = true
		if t.State != "open" {
			v.unless(!t.Closed.IsZero(), "task %s is %s without a time", t.ID, t.State)
			v.unless(len(undecided(t.People)) == 0, "task %s is %s and waits for %v", t.ID, t.State, undecided(t.People))
			continue
		}
		v.unless(len(undecided(t.People)) > 0, "task %s waits for nobody", t.ID)
		v.people(t)
		if t.Token == 0 {
			v.unless(t.AdHoc != nil, "task %s is neither of the flow nor ad hoc", t.ID)
			continue
		}
		live := slices.ContainsFunc(v.s.Tokens, func(k Token) bool { return k.ID == t.Token && k.Node == t.Node })
		v.unless(live, "task %s has no live token", t.ID)
		v.unless(t.Gen == v.gen(), "task %s is of generation %d, now is %d", t.ID, t.Gen, v.gen())
	}
	for id := range v.s.Urged {
		v.unless(seen[id], "urged task %s is unknown", id)
	}
}

func (v *violations) people(t Task) {
	claimed := 0
	seen := map[string]bool{}
	for _, p := range t.People {
		if p.State == "open" && t.Mode == "claim" {
			claimed++
		}
		if p.State == "open" || p.State == "candidate" {
			v.unless(p.User != "", "task %s asks nobody", t.ID)
			v.unless(!seen[p.User], "task %s asks %s twice", t.ID, p.User)
			seen[p.User] = true
		}
	}
	v.unless(claimed <= 1, "task %s is claimed %d times", t.ID, claimed)
}

// clocks: every timer belongs to a live clock and a level that has not fired, and the wake is the earliest.
func (v *violations) clocks() {
	for _, t := range v.s.Timers {
		if t.Kind == "wait" {
			v.unless(slices.ContainsFunc(v.s.Tokens, func(k Token) bool { return k.ID == t.Gen && k.Node == t.Ref }), "timer %s without a token", t.ID)
			continue
		}
		i := slices.IndexFunc(v.s.SLAs, func(c Clock) bool { return c.Key == t.Ref })
		if i < 0 {
			v.unless(false, "timer %s without a clock", t.ID)
			continue
		}
		c := v.s.SLAs[i]
		v.unless(!c.Ended() && !c.Idle && !c.Done, "timer %s of a clock that is %s", t.ID, c.State)
		v.unless(int64(c.Cycle) == t.Gen, "timer %s of cycle %d, now is %d", t.ID, t.Gen, c.Cycle)
		v.unless(!c.HasFired(t.Level), "timer %s has fired", t.ID)
		v.unless(!t.At.Before(*v.s.Wake()), "timer %s before the wake", t.ID)
	}
	for _, c := range v.s.SLAs {
		v.unless(v.s.State == "running" || v.s.State == "merged" || c.Idle || c.Ended(), "clock %s is %s after the end", c.Key, c.State)
		v.unless(!c.Done || c.Idle || c.Ended(), "clock %s is done and %s", c.Key, c.State)
	}
}

// bounds: ids are unique and numbered, lists stay short.
func (v *violations) bounds() {
	seen := map[int64]bool{}
	for _, t := range v.s.Tokens {
		v.unless(t.ID > 0 && t.ID <= v.s.Seq && !seen[t.ID], "token id %d at seq %d", t.ID, v.s.Seq)
		seen[t.ID] = true
	}
	closed := 0
	for _, t := range v.s.Tasks {
		if t.State != "open" {
			closed++
		}
	}
	v.unless(closed <= keepTasks, "%d closed tasks", closed)
	v.unless(len(v.s.Visits) <= keepStays, "%d visits", len(v.s.Visits))
	v.unless(len(v.s.Path) <= maxPath, "path of %d", len(v.s.Path))
	for _, r := range v.s.Returns {
		v.unless(r.Gen == v.gen(), "return to %s of generation %d", r.To, r.Gen)
	}
}

// InvariantsOfLedger checks the ledger beside a state: ids are unique and every entry that waits for a person names
// an open task.
func InvariantsOfLedger(s State, ledger []Entry) error {
	seen := map[string]bool{}
	var found []error
	for _, e := range ledger {
		if seen[e.ID] {
			found = append(found, fmt.Errorf("entry %s twice", e.ID))
		}
		seen[e.ID] = true
		open := slices.ContainsFunc(s.Tasks, func(t Task) bool { return t.ID == e.Task && t.State == "open" })
		if e.State == "failed" && !open {
			found = append(found, fmt.Errorf("entry %s failed and nobody is asked to tell", e.ID))
		}
		if e.State == "queued" && e.Effect == "" && !open {
			found = append(found, fmt.Errorf("entry %s waits for nothing", e.ID))
		}
	}
	return errors.Join(found...)
}
