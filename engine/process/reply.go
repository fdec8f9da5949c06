package process

import (
	"slices"
	"time"

	"huiyin/engine/problem"
)

// Reply says what becomes of a record when the customer writes on the tracking page while it stands in one of the
// statuses. Where no rule speaks of a status the words are only noted, at any time.
type Reply struct {
	Statuses []string `json:"statuses"`
	Press    string   `json:"press,omitempty"` // move, or button of the step that waits there, that the words press; empty = only noted
	Days     int      `json:"days,omitempty"`  // for so long after the status was entered; 0 = always
	After    string   `json:"after,omitempty"` // what then: note (default), the words are only noted, or refuse
}

// Answerable is what the customer's words would do now.
type Answerable struct {
	Open  bool       // the customer may write
	Press string     // move or button that the words press, "" = none
	Until *time.Time // until when that is so, nil = as long as the status lasts
}

// Replies tells what the customer's words would do to a record at a moment, given the state that its customer is shown.
// While what a merged record went up in is under way, it waits for its own customer: the words of the others are only noted.
func (p *Process) Replies(s State, now time.Time) Answerable {
	if s.Aside != nil && s.State == "running" {
		return Answerable{Open: true}
	}
	for _, r := range p.spec.Replies {
		if !slices.Contains(r.Statuses, s.Status) {
			continue
		}
		if r.Days == 0 {
			return Answerable{Open: true, Press: r.Press}
		}
		until := s.StatusSince.AddDate(0, 0, r.Days)
		if now.Before(until) {
			return Answerable{Open: true, Press: r.Press, Until: &until}
		}
		return Answerable{Open: r.After != "refuse"}
	}
	return Answerable{Open: true}
}

// reply carries out what the customer's words cause. A move whose condition does not hold is not made, nor is a button
// pressed that nobody could press now.
func (r *run) reply() {
	press := r.p.Replies(r.s, r.now).Press
	if m, ok := r.p.moves[press]; ok {
		if r.holds(m.when, "") {
			r.moveBy(m)
		}
		return
	}
	for i, t := range r.s.Tasks {
		if t.State != "open" || t.Token == 0 {
			continue
		}
		n := r.p.nodes[t.Node]
		if b, ok := n.buttons[press]; ok && r.holds(b.when, "") {
			r.pressed(i, n, b)
			return
		}
	}
}

// replies checks that each status has one rule, and that the moves they make ask for nothing the customer was not asked.
func (c *compiler) replies() {
	seen := map[string]bool{}
	for i, reply := range c.spec.Replies {
		at := problem.Pointer("replies", i)
		for k, status := range reply.Statuses {
			here := at + problem.Pointer("statuses", k)
			c.statusKnown(status, here)
			if seen[status] {
				c.add("process.reply_twice", here, "status", status)
			}
			seen[status] = true
		}
		if reply.Press == "" {
			continue
		}
		m, known := c.p.moves[reply.Press]
		if !known {
			c.replyButton(reply, at)
			continue
		}
		for _, status := range reply.Statuses {
			if !slices.Contains(m.From, status) {
				c.add("process.reply_not_from", at+"/press", "move", m.Title, "status", status)
			}
		}
		if len(m.Require) > 0 || m.Promises {
			c.add("process.reply_asks", at+"/press", "move", m.Title)
		}
	}
}

// replyButton checks a reply that presses a button: each status has a step with it, and it asks for nothing the customer
// was not asked.
func (c *compiler) replyButton(reply Reply, at string) {
	found := false
	for _, status := range reply.Statuses {
		here := false
		for _, n := range c.p.nodes {
			b, ok := n.buttons[reply.Press]
			if !ok || n.Status != status {
				continue
			}
			found, here = true, true
			asks := len(b.Require)+len(n.human.Fields.Require) > 0 || slices.ContainsFunc(n.arrows, func(a *arrow) bool { return a.On == b.Key && (a.Promises || len(a.Validate) > 0) })
			if b.Kind != "complete" || n.human.Mode != "one" || asks {
				c.add("process.reply_asks", at+"/press", "move", b.Title)
			}
		}
		if found && !here {
			c.add("process.reply_not_from", at+"/press", "move", reply.Press, "status", status)
		}
	}
	if !found {
		c.add("process.move_unknown", at+"/press", "move", reply.Press)
	}
}
