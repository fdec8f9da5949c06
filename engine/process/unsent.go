package process

import (
	"slices"

	"huiyin/engine/action"
	"huiyin/engine/problem"
)

// letter is a compiled Unsent.
type letter struct {
	Unsent
	then []action.CompiledUse
}

// unsent checks what is done when a message did not leave.
func (c *compiler) unsent() {
	for i, u := range c.spec.Unsent {
		at := problem.Pointer("unsent", i)
		c.known("message", u.Message, at+"/message", "process.message_unknown")
		for k, key := range u.Statuses {
			c.statusKnown(key, at+problem.Pointer("statuses", k))
		}
		c.p.letters = append(c.p.letters, letter{Unsent: u, then: c.uses(u.Then, at+"/then")})
	}
}

// unsent does what the definition wants where a message, named by Point, did not leave.
func (r *run) unsent() {
	if r.s.State != "running" && r.s.State != "merged" {
		return
	}
	for _, l := range r.p.letters {
		if l.Message == r.cmd.Point && (len(l.Statuses) == 0 || slices.Contains(l.Statuses, r.s.Shown().Status)) {
			r.act(l.then, "process", l.Message)
		}
	}
}
