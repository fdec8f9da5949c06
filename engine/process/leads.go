package process

import "slices"

// Leads lists the statuses that a button of a node may lead to, the nearest first: which of them it is may depend on
// the record. It is what a board of statuses needs to know; pressing decides.
func (p *Process) Leads(node string, c Choice) []string {
	n, known := p.nodes[node]
	if !known {
		return nil
	}
	var out []string
	switch {
	case c.Kind == "return" && c.Target != "":
		out = p.entered(c.Target)
	case c.Kind == "return":
		for _, key := range c.Targets {
			out = append(out, p.entered(key)...)
		}
	default:
		for _, a := range n.arrows {
			if a.On == c.Key {
				out = append(out, p.entered(a.To)...)
			}
		}
	}
	return unique(out)
}

// MoveLeads is Leads for a move.
func (p *Process) MoveLeads(m Move) []string { return unique(p.entered(m.To)) }

// entered lists the statuses that a record may get first when it goes on at a node.
func (p *Process) entered(node string) []string {
	var out []string
	seen := map[string]bool{}
	for queue := []string{node}; len(queue) > 0; queue = queue[1:] {
		n, known := p.nodes[queue[0]]
		if !known || seen[n.Key] {
			continue
		}
		seen[n.Key] = true
		if n.Status != "" {
			out = append(out, n.Status)
			continue
		}
		if n.rests() { // it stays here, in the status it has
			continue
		}
		for _, a := range n.arrows {
			queue = append(queue, a.To)
		}
	}
	return out
}

func unique(list []string) []string {
	out := []string{}
	for _, one := range list {
		if !slices.Contains(out, one) {
			out = append(out, one)
		}
	}
	return out
}
