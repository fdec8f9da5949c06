package process

import (
	"slices"

	"huiyin/engine/process/node"
)

// Call orders the request and lets the flow wait for the answer, unless it goes on without: nothing outside is ever
// asked inside a step.
func (v visit) Call(c node.CallSettings) {
	effect, faults := v.r.in.Call(v.n.Key, c)
	v.r.faults = append(v.r.faults, faults...)
	if v.r.broken() {
		return
	}
	if effect == "" { // it leads nowhere yet
		v.r.leave(v.rest(""), v.n, node.OK)
		return
	}
	v.r.emit(Event{Type: "called", Node: v.n.Key, Status: v.r.s.Status, Key: c.Connector})
	if c.Aside {
		v.r.leave(v.rest(""), v.n, node.OK)
		return
	}
	v.rest(effect)
}

// result is the answer to a call. One that nobody waits for any more changes nothing: the flow was taken elsewhere. A
// state the node has no arrow for means that a person has settled the matter, and the flow goes on.
func (r *run) result() {
	for _, t := range r.s.Tokens {
		n := r.p.nodes[t.Node]
		if t.Effect == "" || t.Effect != r.cmd.Effect || n == nil || n.outcomes == nil {
			continue
		}
		outcome, kind := node.OK, "call_done"
		if r.cmd.State == node.Failed {
			kind = "call_failed"
			if slices.Contains(n.outcomes, node.Failed) {
				outcome = node.Failed
			}
		}
		r.emit(Event{Type: kind, Node: n.Key, Status: r.s.Status, Text: r.cmd.Comment})
		r.leave(t, n, outcome)
		return
	}
}

// Expects reports whether the flow still waits for the answer to a call.
func (s State) Expects(effect string) bool {
	return slices.ContainsFunc(s.Tokens, func(t Token) bool { return t.Effect == effect && effect != "" })
}
