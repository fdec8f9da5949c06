package process

import (
	"slices"

	"huiyin/engine/problem"
)

// Plan says where running records go whose status or step a newer definition no longer has: old key to new key. A step
// may also be named that survives; it is left for the other one then. A fork that is gone may be named too: its branches
// end where they are, and the record goes on at the one step outside them. A status takes the records of all its steps that
// are named nowhere to its first step for people.
type Plan struct {
	Statuses map[string]string `json:"statuses,omitempty"`
	Nodes    map[string]string `json:"nodes,omitempty"`
}

// Place is where a record stands: a step, in a status.
type Place struct {
	Status string `json:"status"`
	Node   string `json:"node"`
}

// Fits reports whether a state can be carried on by this definition without a plan: every node that holds a token is
// still a node of the same status and kind, and in the same branch. Publishing moves such instances by themselves.
func (p *Process) Fits(s State) bool {
	if s.Process != p.key {
		return false
	}
	_, faults := p.Stray(s, Plan{})
	return len(faults) == 0
}

// Stray lists the places of a state that this definition has no room for under a plan, each once, with the reasons;
// none means that Migrate takes the record over. A state whose process has ended goes nowhere and strays nowhere.
func (p *Process) Stray(s State, plan Plan) ([]Place, problem.List) {
	if !s.UnderWay() {
		return nil, nil
	}
	f := p.fit(s, plan)
	return f.stray, f.faults
}

func (p *Process) fit(s State, plan Plan) fitting {
	f := fitting{p: p, plan: plan}
	if s.Aside != nil {
		f.merged(s)
		s = s.Aside.restored(s)
	} else {
		s = p.gathered(s, plan)
	}
	f.stand(s)
	return f
}

// fitting finds for every token of a state the node it goes on at.
type fitting struct {
	p      *Process
	plan   Plan
	aside  bool             // the work was put aside by a merge
	status string           // the new one
	nodes  map[int64]string // token to new node
	stray  []Place
	faults problem.List
}

func (f *fitting) lost(at Place, code string, params ...any) {
	if !slices.Contains(f.stray, at) {
		f.stray = append(f.stray, at)
		f.faults.Add(code, "", append([]any{"status", at.Status, "node", at.Node}, params...)...)
	}
}

// merged: who went up in another record needs the way back out of it.
func (f *fitting) merged(s State) {
	if f.p.spec.Merge == nil {
		f.lost(Place{Status: s.Status}, "process.migrate_merged")
	}
	f.aside = true
}

// stand finds the places of a running state.
func (f *fitting) stand(s State) {
	fork := map[int64]string{}
	for _, region := range s.Scopes {
		fork[region.ID] = region.Fork
		if region.Fork != "" && f.p.joins[region.Fork] == "" {
			f.lost(Place{s.Status, region.Fork}, "process.migrate_branch")
			return
		}
	}
	f.nodes = map[int64]string{}
	for _, t := range s.Tokens {
		at, was := Place{s.Status, t.Node}, s.resting(t)
		n := f.target(at, was, fork[t.Scope])
		switch {
		case n == nil:
			f.lost(at, "process.migrate_unmapped")
			continue
		case !n.rests() || n.kind() != was && (n.kind() == calls || f.aside) || f.p.inside[n.Key] != fork[t.Scope]:
			f.lost(at, "process.migrate_target", "to", n.Key)
			continue
		}
		f.nodes[t.ID] = n.Key
		f.enters(at, n.Status)
	}
	if f.status == "" {
		f.enters(Place{Status: s.Status}, f.statusOf(s.Status))
	}
	if f.status == "" && len(f.stray) == 0 {
		f.lost(Place{Status: s.Status}, "process.migrate_unmapped")
	}
}

// target is the step a token goes on at, nil when there is none.
func (f *fitting) target(at Place, kind, fork string) *step {
	if to, named := f.plan.Nodes[at.Node]; named {
		return f.p.nodes[to]
	}
	status := f.statusOf(at.Status)
	if n, known := f.p.nodes[at.Node]; known && n.rests() && n.kind() == kind && f.p.inside[n.Key] == fork && (n.Status == "" && n.human == nil || n.Status == status) {
		return n
	}
	if f.plan.Statuses[at.Status] == "" {
		return nil
	}
	for _, n := range f.p.spec.Nodes {
		if s := f.p.nodes[n.Key]; n.Status == status && s.human != nil && f.p.inside[n.Key] == fork {
			return s
		}
	}
	return nil
}

// statusOf is what a status is now, "" when it is gone.
func (f *fitting) statusOf(key string) string {
	if to := f.plan.Statuses[key]; to != "" {
		key = to
	}
	if _, known := f.p.statuses[key]; !known {
		return ""
	}
	return key
}

// enters notes the status of a place; branches that ran side by side must agree.
func (f *fitting) enters(at Place, status string) {
	switch {
	case status == "" || status == f.status:
	case f.status == "":
		f.status = status
	default:
		f.lost(at, "process.migrate_apart", "to", status, "other", f.status)
	}
}

// How a token rests at a step.
const (
	works = "human"
	waits = "wait"
	calls = "call"
)

func (n *step) kind() string {
	switch {
	case n.human != nil:
		return works
	case n.wait != nil:
		return waits
	}
	return calls
}

// resting is how a token of the state rests, whatever its definition says.
func (s State) resting(t Token) string {
	switch {
	case t.Effect != "":
		return calls
	case slices.ContainsFunc(s.Tasks, func(k Task) bool { return k.State == "open" && k.Token == t.ID }):
		return works
	}
	return waits
}
