package engine

import (
	"huiyin/engine/access"
	"huiyin/engine/effect"
	"huiyin/engine/process"
)

// Offers is what a person may do with a record now.
type Offers struct {
	Tasks    []TaskOffer
	Moves    []process.MoveChoice
	Withdraw bool
	Urge     bool
	Merge    bool // into another record
	Unmerge  bool
}

// TaskOffer is an open task with the buttons the person may press; Choices is empty for whoever only looks on.
type TaskOffer struct {
	process.Task
	Mine    bool
	Human   process.HumanSettings // zero for ad-hoc tasks
	Choices []process.Choice
}

// Offer lists what who may do with a record. With needs the list is not complete: answer them and ask again.
func (a *App) Offer(r *Record, who access.Principal, w World) (Offers, []effect.Need) {
	d, problems := a.decide(r, r.Form, who, "", w)
	if problems != nil || d.rec.Proc == nil {
		return Offers{}, nil
	}
	p, ok := d.process()
	if !ok {
		return Offers{}, nil
	}
	in := *d.inputs(who.Kind)
	state := *d.rec.Proc
	out := Offers{Moves: p.Moves(state, d.rec.Loop, in), Withdraw: p.CanWithdraw(state, in), Urge: p.CanUrge(state, in),
		Merge: p.CanMerge(state, in), Unmerge: p.CanUnmerge(state, in)}
	for _, t := range state.Tasks {
		if t.State != "open" {
			continue
		}
		offer := TaskOffer{Task: t, Mine: t.Concerns(who.ID)}
		if t.AdHoc == nil {
			offer.Human, _ = p.Human(t.Node)
			if offer.Mine || who.ID == d.rec.People.Owner || who.Admin {
				offer.Choices = p.Buttons(state, d.rec.Loop, t.ID, in)
			}
		}
		out.Tasks = append(out.Tasks, offer)
	}
	return out, d.ask.Missing()
}
