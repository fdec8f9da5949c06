package process

import (
	"strings"
	"time"

	"huiyin/engine/problem"
	"huiyin/engine/query"
)

// button is a person's press on a task.
func (r *run) button() {
	i := r.openOne(r.cmd.Task)
	if i < 0 {
		return
	}
	if t := r.s.Tasks[i]; t.Token == 0 {
		r.pressAdHoc(i)
		return
	}
	n := r.p.nodes[r.s.Tasks[i].Node]
	b, known := n.buttons[r.cmd.Button]
	if !known {
		r.fault("process.button_unknown", "/button", "button", r.cmd.Button)
		return
	}
	if !r.mayPress(i, b) {
		return
	}
	r.pressed(i, n, b)
}

// press is an action's press: the system acts on the human node's button, else on a move of the record.
func (r *run) press() {
	for i, t := range r.s.Tasks {
		if t.State != "open" || t.Token == 0 {
			continue
		}
		if b, ok := r.p.nodes[t.Node].buttons[r.cmd.Button]; ok {
			r.pressed(i, r.p.nodes[t.Node], b)
			return
		}
	}
	if m, ok := r.p.moves[r.cmd.Button]; ok {
		r.moveBy(m)
		return
	}
	r.fault("process.press_impossible", "/button", "button", r.cmd.Button, "status", r.s.Status)
}

// pressed carries out a press by somebody who may.
func (r *run) pressed(i int, n *step, b *button) {
	if !r.holds(b.when, "/button") {
		if !r.broken() {
			r.fault("process.button_unavailable", "/button", "button", r.title(b.Title))
		}
		return
	}
	if b.Kind == "save" {
		return
	}
	r.commented(b.Comment)
	switch b.Kind {
	case "complete":
		r.required(n.human.Fields.Require, b.Require)
		r.complete(i, n, b)
	case "return":
		r.required(b.Require)
		r.back(i, n, b)
	case "transfer":
		r.required(b.Require)
		r.hand(i, b)
	}
}

// mayPress allows participants whose turn it is and the status owner. Where everybody has a say of their own, or
// somebody must claim first, being the owner does not replace that; the owner can transfer.
func (r *run) mayPress(i int, b *button) bool {
	t, user := r.s.Tasks[i], r.in.Actor.ID
	if r.in.system() || t.Concerns(user) && (t.Mode != "claim" || t.claimer() == user) {
		return true
	}
	for _, p := range t.People {
		if p.User == user && p.State == "done" {
			r.fault("process.already_decided", "/task", "by", user, "at", p.At.Format(time.RFC3339), "button", p.Button)
			return false
		}
	}
	if t.Mode == "claim" {
		return r.unclaimed(t)
	}
	if user != "" && user == r.owner && (t.Mode != "all" || b.Kind != "complete") {
		return true
	}
	r.fault("process.not_participant", "/task", "task", t.ID)
	return false
}

func (r *run) unclaimed(t Task) bool {
	switch by := t.claimer(); {
	case by != "":
		r.fault("process.already_claimed", "/task", "by", by)
	case t.Concerns(r.in.Actor.ID) || r.in.Actor.ID == r.owner:
		r.fault("process.claim_first", "/task")
	default:
		r.fault("process.not_participant", "/task", "task", t.ID)
	}
	return false
}

// commented demands the comment a button asks for; actions of rules have nothing to say.
func (r *run) commented(mode string) {
	if mode == "required" && strings.TrimSpace(r.cmd.Comment) == "" && !r.in.system() {
		r.fault("process.comment_required", "/comment")
	}
}

// required demands that fields are filled, each reported once.
func (r *run) required(lists ...[]string) {
	seen := map[string]bool{}
	for _, list := range lists {
		for _, f := range list {
			if seen[f] || r.in.hidden(f) {
				continue
			}
			seen[f] = true
			if len(query.Elements(r.in.Get(f))) == 0 {
				r.absent(f)
			}
		}
	}
}

// absent says what the person has to do about an empty field: choose or fill in.
func (r *run) absent(field string) {
	label := r.p.label(field, r.in.Actor.Language)
	if r.p.chosen != nil && r.p.chosen(field) {
		r.fault("process.choice_required", pointer(field), "field", label)
		return
	}
	r.fault("process.field_required", pointer(field), "field", label)
}

// complete is a completing press: it decides the task unless others still have their say.
func (r *run) complete(i int, n *step, b *button) {
	if r.broken() {
		return
	}
	winner := b.Key
	if r.s.Tasks[i].Mode == "all" && !r.in.system() {
		var over bool
		if winner, over = r.vote(i, n, b.Key); !over {
			t := r.s.Tasks[i]
			r.emit(Event{Type: "task_signed", Task: t.ID, Node: t.Node, Button: b.Key, User: r.in.Actor.ID, Text: r.cmd.Comment})
			return
		}
	}
	if r.resume(i, n, winner) {
		return
	}
	a := r.arrowFor(n, winner)
	if a == nil {
		if !r.broken() {
			r.fault("process.no_way", "/button", "node", n.Key, "button", r.title(b.Title))
		}
		return
	}
	if !r.passes(a) {
		return
	}
	scope := r.scopeOf(r.s.Tasks[i].Token)
	r.decide(i, winner)
	r.follow(n, a, winner, scope)
	r.drain()
}

// vote notes one participant's button and tells which one decides, once one does: the button everybody pressed, or
// as soon as two differ the one that is not the primary (when neither is, the earlier).
func (r *run) vote(i int, n *step, pressed string) (winner string, over bool) {
	t := &r.s.Tasks[i]
	open, earlier := 0, ""
	for k := range t.People {
		p := &t.People[k]
		switch {
		case p.State == "done":
			earlier = p.Button // all of them pressed this one, for two that differ had decided
		case p.State == "open" && p.User == r.in.Actor.ID:
			p.State, p.At, p.Button = "done", r.now, pressed
		case p.State == "open":
			open++
		}
	}
	switch earlier {
	case "", pressed:
		return pressed, open == 0
	case n.human.Primary():
		return pressed, true
	}
	return earlier, true
}

// pointer is where a problem with a field of the submitted act points to.
func pointer(field string) string { return problem.Pointer(field) }
