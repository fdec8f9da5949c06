package process

import (
	"slices"

	"huiyin/engine/effect"
)

// superseded finds every open entry to the customer of entry i that its promise settles with it. What waits for its own
// letter is left alone.
func (p *Process) superseded(ledger []Entry, i int) []int {
	e := ledger[i]
	promise := p.promise(e.Promise)
	if promise == nil {
		return nil
	}
	var out []int
	for j, o := range ledger {
		if o.Customer == e.Customer && slices.Contains(promise.Settles, o.Promise) && (o.State == "failed" || o.State == "queued" && o.Effect == "") {
			out = append(out, j)
		}
	}
	return out
}

// SettledWith returns the other promises, by key and in the order they came due, that keeping the one of an entry keeps
// with it.
func (p *Process) SettledWith(ledger []Entry, entry string) []string {
	i := slices.IndexFunc(ledger, func(e Entry) bool { return e.ID == entry })
	if i < 0 || ledger[i].Kept() {
		return nil
	}
	var out []string
	for _, j := range p.superseded(ledger, i) {
		out = once(out, ledger[j].Promise)
	}
	return out
}

// fold gives the task of entry i the earlier entries too: whoever tells the later tells both, and has one task.
func (r *run) fold(i int) {
	for _, j := range r.p.superseded(r.ledger, i) {
		o := &r.ledger[j]
		r.cancelTasks(func(t Task) bool { return t.AdHoc != nil && t.AdHoc.Promise == o.ID })
		o.Task = r.ledger[i].Task
	}
}

// carry settles the earlier entries as entry i was settled.
func (r *run) carry(i int) {
	for _, j := range r.p.superseded(r.ledger, i) {
		o, e := &r.ledger[j], r.ledger[i]
		r.cancelTasks(func(t Task) bool { return t.AdHoc != nil && t.AdHoc.Promise == o.ID })
		o.State, o.Channel, o.At, o.By, o.Summary, o.Evidence, o.Reason = e.State, e.Channel, e.At, e.By, e.Summary, e.Evidence, e.Reason
		o.With = e.ID
		r.settled = once(r.settled, o.Promise)
		r.emit(Event{Type: "promise_" + e.State, Key: o.Promise, To: o.Customer, User: e.By, Text: e.Summary,
			Data: map[string]any{"entry": o.ID, "channel": e.Channel, "reason": e.Reason, "with": e.ID}})
	}
}

// uncarry opens again what was settled with an entry whose letter came back, and returns which entries that are.
func (r *run) uncarry(i int) (again []int) {
	e := r.ledger[i]
	for j := range r.ledger {
		if o := &r.ledger[j]; o.With == e.ID {
			o.State, o.Reason, o.At, o.With = "failed", e.Reason, r.now, ""
			again = append(again, j)
		}
	}
	return again
}

// teller is who was last asked to tell a customer of this record by hand, for one person knows what was said; nil when
// nobody was or nobody of them is there any more.
func (r *run) teller(customer string, entry int) *effect.Person {
	others := func(j int) bool { return j != entry && r.ledger[j].Customer == customer }
	for _, user := range tellers(&r.s, r.ledger, others) {
		if p, ok := r.personOf(user); ok && p != nil {
			known := *p
			known.Found = &effect.Origin{By: "teller"}
			return &known
		}
	}
	return nil
}

// Tellers are the people who were asked to tell a customer of the record by hand, the last one first.
func Tellers(s *State, ledger []Entry) []string {
	return tellers(s, ledger, func(int) bool { return true })
}

func tellers(s *State, ledger []Entry, counts func(entry int) bool) []string {
	var out []string
	for j := len(ledger) - 1; j >= 0; j-- {
		if ledger[j].Task == "" || !counts(j) {
			continue
		}
		for _, t := range s.Tasks {
			if t.ID == ledger[j].Task && t.AdHoc != nil && t.AdHoc.Draft == nil && len(t.People) > 0 {
				out = once(out, t.People[len(t.People)-1].User)
			}
		}
	}
	return out
}
