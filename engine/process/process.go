package process

import (
	"encoding/json"
	"slices"

	"huiyin/engine/action"
	"huiyin/engine/calendar"
	"huiyin/engine/definition"
	"huiyin/engine/process/node"
)

// Process is a compiled process definition. It never changes and may be used by many goroutines.
type Process struct {
	key      string
	spec     Spec
	first    string // key of the start node
	statuses map[string]*Status
	nodes    map[string]*step
	moves    map[string]*move
	letters  []letter // what is done when a message did not leave
	slas     []*sla
	joins    map[string]string               // of each fork
	inside   map[string]string               // the innermost fork whose branches a node stands in
	waits    bool                            // has nodes that wait for time or a condition
	says     map[string][]action.CompiledUse // letters that the customers of merged records get too
	titles   func(field string) definition.Text
	chosen   func(field string) bool
	endings  map[string]bool // fields that are given the resolution
	order    string          // fingerprint of the statuses in their order
}

// step is a compiled node with the arrows that leave it, in the order of the definition.
type step struct {
	Node
	trait   node.Trait
	run     node.Node
	human   *HumanSettings
	buttons map[string]*button
	arrows  []*arrow

	outcomes []string           // by which a resting node is left, the usual one first
	wait     *node.WaitSettings // of a node that waits
	waitFor  *action.Condition
	ofBranch bool // an end of one branch
}

// rests reports whether a token can stay at the node.
func (n *step) rests() bool { return n.human != nil || n.outcomes != nil }

// stays reports whether a stay at the node is remembered though the status does not change.
func (n *step) stays() bool { return n.human != nil || n.trait.First || n.trait.Last }

// transferButton is the button whose limit a transfer obeys: the one named, else the node's first of that kind.
func (n *step) transferButton(key string) *button {
	if b, ok := n.buttons[key]; ok && b.Kind == "transfer" {
		return b
	}
	for _, b := range n.human.Buttons {
		if b.Kind == "transfer" {
			return n.buttons[b.Key]
		}
	}
	return nil
}

type button struct {
	Button
	when *action.Condition
}

type arrow struct {
	Transition
	when     *action.Condition
	validate []*action.Condition
	then     []action.CompiledUse
}

type move struct {
	Move
	when *action.Condition
	then []action.CompiledUse
}

type sla struct {
	SLA
	when    *action.Condition
	targets []*action.Condition
	levels  []level
}

type level struct {
	calendar.Level
	then []action.CompiledUse
}

// Key returns the definition's key.
func (p *Process) Key() string { return p.key }

// Spec returns the definition. Callers must not change it.
func (p *Process) Spec() Spec { return p.spec }

// Status returns a status by key.
func (p *Process) Status(key string) (Status, bool) {
	s, ok := p.statuses[key]
	if !ok {
		return Status{}, false
	}
	return *s, true
}

// Node returns a node by key.
func (p *Process) Node(key string) (Node, bool) {
	n, ok := p.nodes[key]
	if !ok {
		return Node{}, false
	}
	return n.Node, true
}

// Ends reports whether a node is where the process is over.
func (p *Process) Ends(key string) bool {
	n, ok := p.nodes[key]
	return ok && n.Type == "end"
}

// Ending returns the end node with a resolution; the first one when several share it.
func (p *Process) Ending(resolution string) (Node, bool) {
	for _, n := range p.spec.Nodes {
		var end struct{ Resolution string }
		if n.Type == "end" && json.Unmarshal(n.Settings, &end) == nil && end.Resolution == resolution {
			return n, true
		}
	}
	return Node{}, false
}

// Rank is the place of a status in the order of the process, from 1; 0 for one that the process does not have.
func (p *Process) Rank(status string) int {
	return slices.IndexFunc(p.spec.Statuses, func(s Status) bool { return s.Key == status }) + 1
}

// Order is a fingerprint of the statuses in their order: where it is equal, so is every Rank.
func (p *Process) Order() string { return p.order }

// KeepsEnding reports whether an action of the process writes the resolution into a field: people read it as the title
// of the end node.
func (p *Process) KeepsEnding(field string) bool { return p.endings[field] }

// Human returns the settings of a human node; ok is false for every other node.
func (p *Process) Human(key string) (s HumanSettings, ok bool) {
	if n, known := p.nodes[key]; known && n.human != nil {
		return *n.human, true
	}
	return HumanSettings{}, false
}

// StepFields returns the field permissions of a human node, none for any other.
func (p *Process) StepFields(key string) StepFields {
	s, _ := p.Human(key)
	return s.Fields
}

// SLA returns an SLA by key.
func (p *Process) SLA(key string) (SLA, bool) {
	if s := p.sla(key); s != nil {
		return s.SLA, true
	}
	return SLA{}, false
}

// Promise returns a promise by key.
func (p *Process) Promise(key string) (Promise, bool) {
	if found := p.promise(key); found != nil {
		return *found, true
	}
	return Promise{}, false
}

// Presses lists what a transition action may press: completing and returning buttons and moves, each once, sorted.
func (p *Process) Presses() []string { return presses(p.spec, p.nodes) }

func presses(spec Spec, nodes map[string]*step) []string {
	var out []string
	for _, n := range nodes {
		for key, b := range n.buttons {
			if b.Kind == "complete" || b.Kind == "return" {
				out = append(out, key)
			}
		}
	}
	for _, m := range spec.Moves {
		out = append(out, m.Key)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (p *Process) sla(key string) *sla {
	for _, s := range p.slas {
		if s.Key == key {
			return s
		}
	}
	return nil
}

func (p *Process) promise(key string) *Promise {
	for i := range p.spec.Promises {
		if p.spec.Promises[i].Key == key {
			return &p.spec.Promises[i]
		}
	}
	return nil
}

// label is a field's title for people, its key where titles are unknown.
func (p *Process) label(field, lang string) string {
	if p.titles != nil {
		if t := p.titles(field).In(lang); t != "" {
			return t
		}
	}
	return field
}

func (p *Process) nodeTitle(key, lang string) string {
	if n, ok := p.nodes[key]; ok && !n.Title.Empty() {
		return n.Title.In(lang)
	}
	return key
}

func (p *Process) statusTitle(key, lang string) string {
	if s, ok := p.statuses[key]; ok && !s.Title.Empty() {
		return s.Title.In(lang)
	}
	return key
}

// title is a text of the definition in the actor's language.
func (r *run) title(t definition.Text) string { return t.In(r.in.Actor.Language) }
