package process

import "slices"

// gaps are the branches, the first of each fork, that a definition has no fork for and that a plan ends: their fork is
// named in it. What runs within them ends with them.
func (p *Process) gaps(scopes []Region, plan Plan) (out []Region) {
	ended := map[int64]bool{}
	for _, s := range scopes { // branches always stand behind what they are branches of
		switch {
		case s.ID == 0:
		case ended[s.Parent]:
			ended[s.ID] = true
		case p.joins[s.Fork] == "" && plan.Nodes[s.Fork] != "":
			ended[s.ID] = true
			if !slices.ContainsFunc(out, func(g Region) bool { return g.Parent == s.Parent }) {
				out = append(out, s)
			}
		}
	}
	return out
}

// below are the branches below a region.
func below(scopes []Region, region int64) map[int64]bool {
	out := map[int64]bool{}
	for _, s := range scopes {
		if s.ID != 0 && (s.Parent == region || out[s.Parent]) {
			out[s.ID] = true
		}
	}
	return out
}

// gathered is a state in which the branches that a plan ends have ended, and one token stands at each fork instead. The
// state given is not changed.
func (p *Process) gathered(s State, plan Plan) State {
	for i, gap := range p.gaps(s.Scopes, plan) {
		dead := below(s.Scopes, gap.Parent)
		s.Scopes = slices.DeleteFunc(slices.Clone(s.Scopes), func(g Region) bool { return dead[g.ID] })
		s.Tokens = slices.DeleteFunc(slices.Clone(s.Tokens), func(t Token) bool { return dead[t.Scope] })
		s.Tokens = append(s.Tokens, Token{ID: -1 - int64(i), Node: gap.Fork, Scope: gap.Parent})
	}
	return s
}

// gather ends the branches that a plan ends, with their work and waits, and puts one token at each fork: from there it
// goes where the plan says. It returns the steps for people that these tokens go to, by region.
func (r *run) gather(plan Plan) map[int64]string {
	reached := map[int64]string{}
	for _, gap := range r.p.gaps(r.s.Scopes, plan) {
		r.cutBranches(gap.Parent, plan.Nodes[gap.Fork])
		r.s.Tokens = append(r.s.Tokens, Token{ID: r.id(), Node: gap.Fork, Scope: gap.Parent, At: r.now})
		if to := r.p.nodes[plan.Nodes[gap.Fork]]; to.human != nil {
			reached[gap.Parent] = to.Key
		}
	}
	return reached
}
