package process

import (
	"slices"

	"huiyin/engine/effect"
)

// What the customer of a merged record chooses on the tracking page is chosen for the record it went up in: that one is
// what is done for them. They see where it stands and what they are told of it, and nothing else of it.

// passable lists the moves that the customer of a merged record can choose, each until they have chosen one. Whether the
// other record lets itself be moved it finds out itself.
func (p *Process) passable(s State) []MoveChoice {
	var out []MoveChoice
	for _, m := range p.spec.Moves {
		if p.passes(m, s) {
			out = append(out, MoveChoice{Move: m})
		}
	}
	return out
}

// passes reports whether a move can be chosen for the record that s went up in.
func (p *Process) passes(m Move, s State) bool {
	return m.Public && s.Aside.Lead != "" && !s.Aside.Answered && slices.Contains(m.From, s.Aside.Lead)
}

// passOn notes what the customer of a merged record chose; the caller tells the other record.
func (r *run) passOn(m *move) {
	if !r.p.passes(m.Move, r.s) {
		r.fault("process.moved_on", "/button", "move", r.title(m.Title))
		return
	}
	r.commented(m.Comment)
	if r.broken() {
		return
	}
	a := *r.s.Aside
	a.Answered = true
	r.s.Aside = &a
	r.read(a.Lead)
	r.emit(Event{Type: "passed_on", Key: m.Key, User: r.in.Actor.ID, Text: r.cmd.Comment})
}

// pressedBy makes the move that the customer of a record that went up in this one chose, where this one's own customer
// could. Where not, because it went on since or others are still to be told, it is only noted.
func (r *run) pressedBy(m *effect.Merging) {
	chosen, ok := r.p.moves[m.Button]
	if !ok || !chosen.Public || !slices.Contains(chosen.From, r.s.Status) || !r.holds(chosen.when, "") {
		return
	}
	r.cmd.Comment = m.Text
	before := len(r.faults)
	if r.required(chosen.Require); chosen.Promises {
		r.promisesKept()
	}
	if len(r.faults) > before {
		r.faults = r.faults[:before]
		return
	}
	r.moveBy(chosen)
}
