package process

import (
	"slices"

	"huiyin/engine/effect"
)

// superseded calls do for every open entry to the customer of entry i that its promise settles with it. What waits for
// its own letter is left alone.
func (r *run) superseded(i int, do func(*Entry)) {
	e := r.ledger[i]
	p := r.p.promise(e.Promise)
	if p == nil {
		return
	}
	for j := range r.ledger {
		o := &r.ledger[j]
		if o.Customer == e.Customer && slices.Contains(p.Settles, o.Promise) && (o.State == "failed" || o.State == "queued" && o.Effect == "") {
			do(o)
		}
	}
}

// fold gives the task of entry i the earlier entries too: whoever tells the later tells both, and has one task.
func (r *run) fold(i int) {
	r.superseded(i, func(o *Entry) {
		id := o.ID
		r.cancelTasks(func(t Task) bool { return t.AdHoc != nil && t.AdHoc.Promise == id })
		o.Task = r.ledger[i].Task
	})
}

// carry settles the earlier entries as entry i was settled.
func (r *run) carry(i int) {
	r.superseded(i, func(o *Entry) {
		id, e := o.ID, r.ledger[i]
		r.cancelTasks(func(t Task) bool { return t.AdHoc != nil && t.AdHoc.Promise == id })
		o.State, o.Channel, o.At, o.By, o.Summary, o.Evidence, o.Reason = e.State, e.Channel, e.At, e.By, e.Summary, e.Evidence, e.Reason
		o.With = e.ID
		r.settled = once(r.settled, o.Promise)
		r.emit(Event{Type: "promise_" + e.State, Key: o.Promise, To: o.Customer, User: e.By, Text: e.Summary,
			Data: map[string]any{"entry": o.ID, "channel": e.Channel, "reason": e.Reason, "with": e.ID}})
	})
}

// uncarry opens again what was settled with an entry whose letter came back.
func (r *run) uncarry(i int) {
	e := r.ledger[i]
	for j := range r.ledger {
		if o := &r.ledger[j]; o.With == e.ID {
			o.State, o.Reason, o.At, o.With = "failed", e.Reason, r.now, ""
		}
	}
}

// teller is who was last asked to tell a customer of this record by hand, for one person knows what was said; nil when
// nobody was or nobody of them is there any more.
func (r *run) teller(customer string, entry int) *effect.Person {
	for j := len(r.ledger) - 1; j >= 0; j-- {
		o := r.ledger[j]
		if j == entry || o.Customer != customer || o.Task == "" {
			continue
		}
		for _, t := range r.s.Tasks {
			if t.ID != o.Task || t.AdHoc == nil || t.AdHoc.Draft != nil || len(t.People) == 0 {
				continue
			}
			if p, ok := r.personOf(t.People[len(t.People)-1].User); ok && p != nil {
				return p
			}
		}
	}
	return nil
}
