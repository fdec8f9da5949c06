package process

import "slices"

// MainPath lists the statuses a record passes when everything goes well: from the start along the primary button of
// each human step (its first completing button where none is primary) and the default arrow of each decision, until
// the end or a status seen before. It is what a step bar shows.
func (p *Process) MainPath() []string {
	var out []string
	seen := map[string]bool{}
	for key := p.first; key != "" && !seen[key]; {
		seen[key] = true
		n := p.nodes[key]
		if n.Status != "" && !slices.Contains(out, n.Status) {
			out = append(out, n.Status)
		}
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
