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
		key = n.onward()
	}
	return out
}

// onward is the node that the main path leads to from n, "" at its end.
func (n *step) onward() string {
	button := ""
	if n.human != nil {
		for _, b := range n.human.Buttons {
			if b.Kind == "complete" && (button == "" || b.Primary) {
				button = b.Key
			}
			if b.Kind == "complete" && b.Primary {
				break
			}
		}
	}
	next := ""
	for _, a := range n.arrows {
		if a.On == button && (next == "" || a.Default) {
			next = a.To
		}
	}
	return next
}
