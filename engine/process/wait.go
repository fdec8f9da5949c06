package process

import (
	"slices"
	"strconv"
	"time"

	"huiyin/engine/access"
	"huiyin/engine/process/node"
)

// Rest lets the flow wait here until what the node waits for has come.
func (v visit) Rest() {
	t := v.rest("")
	v.r.emit(Event{Type: "waiting", Node: v.n.Key, Status: v.r.s.Status, Data: map[string]any{"token": t.ID}})
}

// examine lets go what has waited long enough or whose condition holds now. It acts as the system, whoever made the
// change, and looks again after each, for going on may change the record.
func (r *run) examine() {
	if !r.p.waits {
		return
	}
	actor, cmd := r.in.Actor, r.cmd
	for again := true; again && !r.broken(); {
		again = false
		for _, t := range slices.Clone(r.s.Tokens) {
			n := r.p.nodes[t.Node]
			if n == nil || n.wait == nil {
				continue
			}
			if outcome := r.waited(t, n); outcome != "" {
				r.in.Actor, r.cmd = access.System, Command{Kind: "wait"}
				r.emit(Event{Type: "waited", Node: n.Key, Status: r.s.Status, Key: outcome})
				r.leave(t, n, outcome)
				r.followUps()
				again = true
				break
			}
		}
	}
	r.in.Actor, r.cmd = actor, cmd
}

// waited is the outcome by which a wait is over now, "" while it goes on.
func (r *run) waited(t Token, n *step) string {
	done, known, timeout, bounded := r.waitTimes(t, n)
	switch {
	case r.broken():
		return ""
	case known && !done.After(r.now), n.waitFor != nil && r.holds(n.waitFor, ""):
		return node.Done
	case bounded && !timeout.After(r.now):
		return node.Timeout
	}
	return ""
}

// waitTimes are the moments at which a wait is over by itself, as far as they are known.
func (r *run) waitTimes(t Token, n *step) (done time.Time, known bool, timeout time.Time, bounded bool) {
	w := n.wait
	if !w.For.IsZero() {
		at, err := r.calendar("").After(t.At, w.For)
		r.hitch(err)
		done, known = at, err == nil
	}
	if w.Until != "" {
		done, known = r.dayBegins(w.Until)
	}
	if !w.Timeout.IsZero() {
		at, err := r.calendar("").After(t.At, w.Timeout)
		r.hitch(err)
		timeout, bounded = at, err == nil
	}
	return done.UTC().Truncate(time.Millisecond), known, timeout.UTC().Truncate(time.Millisecond), bounded
}

// dayBegins reads a date or datetime field: a date is reached when the day begins in the app's zone.
func (r *run) dayBegins(field string) (time.Time, bool) {
	end, ok := r.until(field)
	value, _ := r.in.Get(field).(string)
	if ok && len(value) == len(time.DateOnly) {
		zone := r.in.Zone
		if zone == nil {
			zone = time.UTC
		}
		return end.In(zone).AddDate(0, 0, -1), true
	}
	return end, ok
}

// waitTimers are the timers of the waits: the record wakes when the first is over.
func (r *run) waitTimers() {
	for _, t := range r.s.Tokens {
		n := r.p.nodes[t.Node]
		if n == nil || n.wait == nil {
			continue
		}
		done, known, timeout, bounded := r.waitTimes(t, n)
		id := "wait:" + strconv.FormatInt(t.ID, 10) + ":"
		if known {
			r.s.Timers = append(r.s.Timers, Timer{ID: id + node.Done, Kind: "wait", Ref: t.Node, Level: node.Done, Gen: t.ID, At: done})
		}
		if bounded {
			r.s.Timers = append(r.s.Timers, Timer{ID: id + node.Timeout, Kind: "wait", Ref: t.Node, Level: node.Timeout, Gen: t.ID, At: timeout})
		}
	}
}

// leave takes a resting token on by the arrow of an outcome.
func (r *run) leave(t Token, n *step, outcome string) {
	for _, a := range n.arrows {
		if a.On == outcome || a.On == "" && outcome == n.outcomes[0] {
			r.follow(n, a, "", t.Scope)
			r.drain()
			return
		}
	}
	r.fault("process.no_way", "", "node", n.Key) // the publish check demands an arrow for every outcome
}

// Waiting lists what the record waits for beside people: the token, and when it is over by itself at the latest (nil
// when only a change of the record or an answer ends it).
func (p *Process) Waiting(s State) []Rest {
	var out []Rest
	for _, t := range s.Tokens {
		n, known := p.nodes[t.Node]
		if !known || n.human != nil {
			continue
		}
		rest := Rest{Token: t, Node: n.Node}
		for _, k := range s.Timers {
			if k.Kind == "wait" && k.Gen == t.ID {
				at := k.At
				if k.Level == node.Timeout {
					rest.Timeout = &at
				} else {
					rest.Until = &at
				}
			}
		}
		out = append(out, rest)
	}
	return out
}

// Rest is a token that waits for time, for a condition or for an answer.
type Rest struct {
	Token   Token
	Node    Node
	Until   *time.Time // when it goes on by itself
	Timeout *time.Time // when it gives up
}
