package process

import (
	"huiyin/engine/problem"
)

// sound explores where a token can be, with every condition free: each node can be reached, from each an end can be
// reached, returns lead to where one may have been, and no loop is without people.
func (c *compiler) sound() {
	reached := c.p.reachable(c.roots()...)
	ends := c.p.toEnd()
	for i, n := range c.spec.Nodes {
		at := problem.Pointer("nodes", i)
		if !reached[n.Key] {
			c.add("process.node_unreachable", at, "node", n.Key)
		}
		if !ends[n.Key] {
			c.add("process.node_no_end", at, "node", n.Key)
		}
		c.returns(n.Key, at)
	}
	c.autoLoops()
	c.unused()
}

// drawn reports whether the graph is whole enough to be explored: what is known to be broken would only be said
// again in other words.
func (c *compiler) drawn() bool {
	for _, f := range c.faults {
		switch f.Code {
		case "process.node_unknown", "process.node_type_unknown", "process.start_count", "process.key_duplicate",
			"process.outcome_arrow", "process.outcome_unknown", "process.button_no_arrow", "process.button_unknown", "process.button_not_completing", "process.arrow_count", "process.arrow_to_start":
			return false
		}
	}
	for _, n := range c.p.nodes {
		if n.run == nil {
			return false
		}
	}
	return true
}

// roots are the nodes the flow may begin at: the start, and where moves and withdrawal lead.
func (c *compiler) roots() []string {
	roots := []string{c.p.first}
	for _, m := range c.spec.Moves {
		roots = append(roots, m.To)
	}
	if c.spec.Withdraw != nil {
		roots = append(roots, c.spec.Withdraw.To)
	}
	return roots
}

// reachable follows the arrows from some nodes, which are included.
func (p *Process) reachable(from ...string) map[string]bool {
	seen := map[string]bool{}
	for len(from) > 0 {
		key := from[len(from)-1]
		from = from[:len(from)-1]
		n, known := p.nodes[key]
		if seen[key] || !known {
			continue
		}
		seen[key] = true
		for _, a := range n.arrows {
			from = append(from, a.To)
		}
	}
	return seen
}

// toEnd finds the nodes from which an end can be reached.
func (p *Process) toEnd() map[string]bool {
	good := map[string]bool{}
	for key, n := range p.nodes {
		if n.trait.Last {
			good[key] = true
		}
	}
	for grown := true; grown; {
		grown = false
		for key, n := range p.nodes {
			if good[key] {
				continue
			}
			for _, a := range n.arrows {
				if good[a.To] {
					good[key], grown = true, true
					break
				}
			}
		}
	}
	return good
}

// returns checks that a fixed return target is a human node from which one can come here.
func (c *compiler) returns(key, at string) {
	n := c.p.nodes[key]
	if n.human == nil {
		return
	}
	for k, b := range n.human.Buttons {
		if b.Kind != "return" || b.Target == "" {
			continue
		}
		here := at + problem.Pointer("settings", "buttons", k, "target")
		target, known := c.p.nodes[b.Target]
		switch {
		case !known:
			c.add("process.node_unknown", here, "node", b.Target)
		case b.Target == key:
			c.add("process.return_to_self", here, "node", b.Target)
		case target.human == nil:
			c.add("process.return_not_human", here, "node", b.Target)
		case !c.p.reachable(b.Target)[key]:
			c.add("process.return_never_visited", here, "node", b.Target)
		}
	}
}

// autoLoops warns of circles that nothing interrupts: if their conditions never change, the step is refused.
func (c *compiler) autoLoops() {
	for i, n := range c.spec.Nodes {
		if s := c.p.nodes[n.Key]; !s.rests() && c.p.circles(n.Key) {
			c.faults.Warn("process.auto_loop", "/spec"+problem.Pointer("nodes", i), "node", n.Key)
		}
	}
}

// circles reports whether nodes that wait for nothing lead from a node back to it.
func (p *Process) circles(key string) bool {
	seen := map[string]bool{}
	from := []string{key}
	for len(from) > 0 {
		n := p.nodes[from[len(from)-1]]
		from = from[:len(from)-1]
		for _, a := range n.arrows {
			if a.To == key {
				return true
			}
			if !seen[a.To] && !p.nodes[a.To].rests() {
				seen[a.To] = true
				from = append(from, a.To)
			}
		}
	}
	return false
}

// unused warns of statuses no node stands in.
func (c *compiler) unused() {
	used := map[string]bool{}
	for _, n := range c.spec.Nodes {
		used[n.Status] = true
	}
	if c.spec.Merge != nil {
		used[c.spec.Merge.Status] = true
	}
	for i, s := range c.spec.Statuses {
		if !used[s.Key] {
			c.faults.Warn("process.status_unused", "/spec"+problem.Pointer("statuses", i), "status", s.Key)
		}
	}
}
