package process

import "slices"

// MainPath lists the statuses a record passes when everything goes well: from the start along the primary button of
// each human step (its first completing button where none is primary) and the default arrow of each decision, until
// the end or a status seen before. It is what a step bar shows.
func (p *Process) MainPath() []string {
	var out []string
	for _, n := range p.mainSteps() {
		if n.Status != "" && !slices.Contains(out, n.Status) {
			out = append(out, n.Status)
		}
	}
	return out
}

// Ahead lists the statuses of the main path after status that may be announced to outsiders: all up to, and without,
// the first that somebody has yet to decide about. A step decides where another of its arrows leads to an active status
// off the main path; asking for more, parking and giving up decide nothing. Off the main path nothing is announced.
func (p *Process) Ahead(status string) []string {
	main := p.MainPath()
	var out []string
	found := false
	for _, n := range p.mainSteps() {
		if found && n.Status != "" && n.Status != status && !slices.Contains(out, n.Status) {
			out = append(out, n.Status)
		}
		found = found || n.Status == status
		if found && slices.ContainsFunc(n.arrows, func(a *arrow) bool { return p.aside(a, main) }) {
			break
		}
	}
	return out
}

// Rejoins is the status by which a record that stands in a status off the main path comes back to it when everything
// goes well, "" when it does not.
func (p *Process) Rejoins(status string) string {
	main, seen := p.MainPath(), map[string]bool{}
	first := slices.IndexFunc(p.spec.Nodes, func(n Node) bool { return n.Status == status })
	if first < 0 {
		return ""
	}
	for key := p.spec.Nodes[first].Key; key != "" && !seen[key]; {
		seen[key] = true
		n := p.nodes[key]
		if slices.Contains(main, n.Status) {
			return n.Status
		}
		key = n.onward(seen)
	}
	return ""
}

// aside reports whether an arrow leads to an active status off the main path.
func (p *Process) aside(a *arrow, main []string) bool {
	to, ok := p.nodes[a.To]
	if !ok || to.Status == "" || slices.Contains(main, to.Status) {
		return false
	}
	s, _ := p.Status(to.Status)
	return s.Category == "active"
}

// mainSteps are the steps of the main path in order.
func (p *Process) mainSteps() []*step {
	var out []*step
	seen := map[string]bool{}
	for key := p.first; key != "" && !seen[key]; {
		seen[key] = true
		n := p.nodes[key]
		out = append(out, n)
		key = n.onward(seen)
	}
	return out
}

// onward is the node that the main path leads to from n, "" at its end. Where the default arrow of a decision leads
// back, the first one that does not is taken.
func (n *step) onward(seen map[string]bool) string {
	button := ""
	if n.human != nil {
		button = n.human.Primary()
	}
	next := ""
	for _, a := range n.arrows {
		if a.On == button && (next == "" || seen[next] && !seen[a.To] || a.Default && !seen[a.To]) {
			next = a.To
		}
	}
	return next
}
