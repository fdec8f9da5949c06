package process

import (
	"slices"

	"huiyin/engine/problem"
)

// Choice is a button as it is offered to the actor.
type Choice struct {
	Button
	Require []string         // fields to be filled, the step's and the button's
	Targets []string         // return without a fixed target: nodes that can be returned to, the nearest first
	Off     *problem.Problem // why it cannot be pressed now; nil = it can
}

// MoveChoice is a move as it is offered to the actor.
type MoveChoice struct {
	Move
	Off *problem.Problem
}

// Buttons lists the buttons of an open flow task for in.Actor. Buttons whose condition does not hold are left out;
// those the actor may not press now say why. What a person can still put right in the same act (fields, a comment,
// validators) does not switch a button off.
func (p *Process) Buttons(s State, ledger []Entry, task string, in Inputs) []Choice {
	r := p.look(s, ledger, in)
	i := slices.IndexFunc(r.s.Tasks, func(t Task) bool { return t.ID == task && t.State == "open" && t.Token > 0 })
	if i < 0 {
		return nil
	}
	n, known := p.nodes[r.s.Tasks[i].Node]
	if !known || n.human == nil {
		return nil
	}
	var out []Choice
	for _, b := range n.human.Buttons {
		r.faults = nil
		if !r.holds(n.buttons[b.Key].when, "") {
			continue
		}
		c := Choice{Button: b, Require: b.Require}
		if r.mayPress(i, n.buttons[b.Key]) {
			r.offer(&c, n, r.scopeOf(r.s.Tasks[i].Token))
		}
		c.Off = first(r.faults)
		out = append(out, c)
	}
	return out
}

// offer finds what stands in the way of a button the actor may press.
func (r *run) offer(c *Choice, n *step, scope int64) {
	switch c.Kind {
	case "complete":
		c.Require = slices.Concat(n.human.Fields.Require, c.Button.Require)
		if a := r.arrowFor(n, c.Key); a != nil && a.Promises {
			r.promisesKept()
		}
	case "return":
		if _, place := r.returnTo(n, n.buttons[c.Key], scope); place >= 0 && c.Target == "" {
			c.Targets = r.visited(n.Key, scope)
		}
	}
}

// visited lists the walked human nodes one can return to from node, the nearest first, each once.
func (r *run) visited(node string, scope int64) []string {
	var out []string
	for at := scope; ; at = r.region(at).Parent {
		path, _ := r.trail(at)
		for _, key := range slices.Backward(*path) {
			if key != node && r.p.nodes[key] != nil && !slices.Contains(out, key) {
				out = append(out, key)
			}
		}
		if at == 0 {
			return out
		}
	}
}

// Moves lists the moves of the present status that in.Actor may press and whose condition holds; to the customer of a
// merged record, those that are passed on to the one it went up in.
func (p *Process) Moves(s State, ledger []Entry, in Inputs) []MoveChoice {
	if s.Aside != nil && in.Actor.Kind == "customer" {
		return p.passable(s)
	}
	r := p.look(s, ledger, in)
	if in.Actor.Kind == "customer" {
		r.ledger = r.asRead()
	}
	var out []MoveChoice
	for _, m := range p.spec.Moves {
		c := p.moves[m.Key]
		r.faults = nil
		if !slices.Contains(m.From, s.Status) || !mayMove(c, in, in.Owner) || !r.holds(c.when, "") {
			continue
		}
		if m.Promises {
			r.promisesKept()
		}
		out = append(out, MoveChoice{Move: m, Off: first(r.faults)})
	}
	return out
}

// look is a step that only reads.
func (p *Process) look(s State, ledger []Entry, in Inputs) *run {
	return &run{p: p, in: in, now: in.Now.UTC(), s: s, ledger: ledger, owner: in.Owner, cmd: Command{Kind: "look"}}
}

func first(list problem.List) *problem.Problem {
	if len(list) == 0 {
		return nil
	}
	return &list[0]
}
