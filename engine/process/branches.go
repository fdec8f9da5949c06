package process

import (
	"huiyin/engine/problem"
	"huiyin/engine/process/node"
)

// outcomes checks the arrows of forks and of nodes that wait, which the settings decide about.
func (c *compiler) outcomes() {
	for i, n := range c.spec.Nodes {
		s, known := c.p.nodes[n.Key]
		if !known || s.run == nil {
			continue
		}
		at := problem.Pointer("nodes", i)
		switch run := s.run.(type) {
		case node.Resting:
			c.oneEach(s, at)
		case node.Fork:
			c.forkArrows(s, run.Matching(), at)
		}
	}
}

// oneEach demands one arrow for every outcome. Nobody is there to answer a validator when time has run out or an
// answer comes, so the way to the next person has none.
func (c *compiler) oneEach(s *step, at string) {
	count := map[string]int{}
	for _, a := range s.arrows {
		on := a.On
		if on == "" {
			on = s.outcomes[0]
		}
		count[on]++
	}
	for _, outcome := range s.outcomes {
		if n := count[outcome]; n != 1 {
			c.add("process.outcome_arrow", at, "node", s.Key, "outcome", outcome, "count", n)
		}
		delete(count, outcome)
	}
	for _, outcome := range sortedKeys(count) {
		c.add("process.outcome_unknown", at, "node", s.Key, "outcome", outcome)
	}
	for _, key := range c.unattended(s) {
		c.add("process.validate_unattended", at, "node", s.Key, "transition", key)
	}
}

// unattended lists the arrows with validators that a waiting node leads over before a person comes.
func (c *compiler) unattended(s *step) (out []string) {
	seen := map[string]bool{s.Key: true}
	for from := []*step{s}; len(from) > 0; {
		n := from[len(from)-1]
		from = from[:len(from)-1]
		for _, a := range n.arrows {
			if len(a.Validate) > 0 || a.Promises {
				out = append(out, a.Key)
			}
			if to, known := c.p.nodes[a.To]; known && to.trait.Exits != node.Buttons && !seen[a.To] {
				seen[a.To] = true
				from = append(from, to)
			}
		}
	}
	return out
}

// forkArrows: two branches or more; conditions only where they choose, and then one branch is always taken.
func (c *compiler) forkArrows(s *step, matching bool, at string) {
	if len(s.arrows) < 2 {
		c.add("process.fork_count", at, "node", s.Key, "count", len(s.arrows))
	}
	defaults, open := 0, 0
	for _, a := range s.arrows {
		switch {
		case a.Default:
			defaults++
		case a.When.IsZero():
			open++
		}
		if !matching && (a.Default || !a.When.IsZero()) {
			c.add("process.fork_condition", at, "node", s.Key, "transition", a.Key)
		}
	}
	if matching && (defaults > 1 || defaults+open == 0) {
		c.add("process.fork_default", at, "node", s.Key)
	}
}

// branches checks that forks and joins are paired and that nothing leads past them: then every branch that begins
// arrives or ends, and a join never waits for one that cannot come.
func (c *compiler) branches() {
	before := len(c.faults)
	c.pairs()
	for i, n := range c.spec.Nodes {
		if join, paired := c.p.joins[n.Key]; paired {
			c.region(c.p.nodes[n.Key], join, problem.Pointer("nodes", i))
		}
	}
	if len(c.faults) > before {
		return // where the branches end is not known
	}
	for i, n := range c.spec.Nodes {
		at := problem.Pointer("nodes", i)
		s := c.p.nodes[n.Key]
		if end, ok := s.run.(node.End); ok && end.Branch && c.p.inside[n.Key] == "" {
			c.add("process.branch_end_outside", at, "node", n.Key)
		}
		c.returnsOutside(s, at)
	}
	for i, m := range c.spec.Moves {
		if fork := c.p.inside[m.To]; fork != "" {
			c.add("process.branch_entered", problem.Pointer("moves", i, "to"), "node", m.To, "fork", fork)
		}
	}
}

// pairs finds the join of every fork.
func (c *compiler) pairs() {
	for i, n := range c.spec.Nodes {
		join, ok := c.p.nodes[n.Key].run.(node.Join)
		if !ok {
			continue
		}
		at := problem.Pointer("nodes", i, "settings", "of")
		fork, known := c.p.nodes[join.Of]
		if known {
			_, known = fork.run.(node.Fork)
		}
		switch {
		case !known:
			c.add("process.join_unpaired", at, "node", n.Key, "fork", join.Of)
		case c.p.joins[join.Of] != "":
			c.add("process.join_twice", at, "node", n.Key, "fork", join.Of)
		default:
			c.p.joins[join.Of] = n.Key
		}
	}
	for i, n := range c.spec.Nodes {
		if _, ok := c.p.nodes[n.Key].run.(node.Fork); ok && c.p.joins[n.Key] == "" {
			c.add("process.fork_unpaired", problem.Pointer("nodes", i), "node", n.Key)
		}
	}
}

// region checks what lies between a fork and its join.
func (c *compiler) region(fork *step, join, at string) {
	in := map[string]int{} // node -> 1 + the branch it stands in
	meet := ""
	for k, a := range fork.arrows {
		for _, key := range sortedKeys(c.within(a.To, join)) {
			if before, seen := in[key]; seen && before != k+1 && meet == "" {
				meet = key
			}
			in[key] = k + 1
		}
	}
	switch {
	case in[fork.Key] != 0:
		c.add("process.branch_left", at, "fork", fork.Key)
		return
	case meet != "":
		c.add("process.branches_meet", at, "fork", fork.Key, "node", meet)
		return
	}
	arrives := false
	for i, t := range c.spec.Transitions {
		from, to := in[t.From] != 0, in[t.To] != 0
		here := problem.Pointer("transitions", i, "to")
		arrives = arrives || t.To == join && (from || t.From == fork.Key)
		switch {
		case t.From == fork.Key, from && to:
		case to && !c.endsAll(t.To):
			c.add("process.branch_entered", here, "node", t.To, "fork", fork.Key)
		case !from && t.To == join:
			c.add("process.join_outside", here, "node", join, "fork", fork.Key)
		}
	}
	if !arrives {
		c.add("process.join_never", at, "fork", fork.Key, "node", join)
	}
	c.oneStatus(fork, in, join, at)
}

// within are the nodes reached from one without passing the join. An end of the whole process is no part of it.
func (c *compiler) within(first, join string) map[string]bool {
	seen := map[string]bool{}
	for from := []string{first}; len(from) > 0; {
		key := from[len(from)-1]
		from = from[:len(from)-1]
		if seen[key] || key == join || c.endsAll(key) {
			continue
		}
		seen[key] = true
		for _, a := range c.p.nodes[key].arrows {
			from = append(from, a.To)
		}
	}
	return seen
}

func (c *compiler) endsAll(key string) bool {
	n := c.p.nodes[key]
	return n.trait.Last && !n.ofBranch
}

// oneStatus: a record has one status and one owner, whichever of its branches one looks at. It also notes for every
// node which fork it stands in; the inner ones come with smaller regions and win.
func (c *compiler) oneStatus(fork *step, in map[string]int, join, at string) {
	inner := map[string]bool{}
	for key := range in {
		for other := range in {
			if c.p.joins[other] != "" && other != key && c.reaches(other, key) {
				inner[key] = true
			}
		}
	}
	for i, n := range c.spec.Nodes {
		if in[n.Key] == 0 && n.Key != join {
			continue
		}
		if n.Status != "" && fork.Status != "" && n.Status != fork.Status {
			c.add("process.branch_status", problem.Pointer("nodes", i, "status"), "node", n.Key, "fork", fork.Key, "status", fork.Status)
		}
		if n.Key != join && !inner[n.Key] {
			c.p.inside[n.Key] = fork.Key
		}
	}
}

// reaches reports whether a node stands between another fork and its join.
func (c *compiler) reaches(fork, key string) bool {
	for _, a := range c.p.nodes[fork].arrows {
		if c.within(a.To, c.p.joins[fork])[key] {
			return true
		}
	}
	return false
}

// returnsOutside: a fixed return leads within the branch or out of it, never into one.
func (c *compiler) returnsOutside(s *step, at string) {
	if s.human == nil {
		return
	}
	around := map[string]bool{"": true}
	for fork := c.p.inside[s.Key]; fork != ""; fork = c.p.inside[fork] {
		around[fork] = true
	}
	for k, b := range s.human.Buttons {
		if b.Kind != "return" || b.Target == "" {
			continue
		}
		target := c.p.inside[b.Target]
		if !around[target] || target != "" && c.branchOf(target, b.Target) != c.branchOf(target, s.Key) {
			c.add("process.return_into_branch", at+problem.Pointer("settings", "buttons", k, "target"), "node", b.Target)
		}
	}
}

// branchOf is the number of the branch of a fork that a node stands in, 0 for none.
func (c *compiler) branchOf(fork, key string) int {
	for k, a := range c.p.nodes[fork].arrows {
		if c.within(a.To, c.p.joins[fork])[key] {
			return k + 1
		}
	}
	return 0
}
