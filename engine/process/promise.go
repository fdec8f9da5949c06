package process

import (
	"slices"
	"strconv"

	"huiyin/engine/action"
)

// promise makes the promises of a status just entered due: one ledger entry per customer. A customer whose last
// entry of a promise is still open gets no second one; a settled one was for an earlier visit.
func (r *run) promise(status string) {
	for i := range r.p.spec.Promises {
		p := &r.p.spec.Promises[i]
		if !slices.Contains(p.Statuses, status) || r.broken() {
			continue
		}
		seen := map[string]bool{}
		for _, c := range r.in.Contacts(p.Audience) {
			if seen[c.Customer] {
				continue
			}
			seen[c.Customer] = true
			if n, open := r.earlier(p.Key, c.Customer); open < 0 {
				r.owe(p, c, n+1)
			} else {
				r.reword(open, p, c)
			}
		}
		r.renewed()
	}
}

// earlier counts the entries of a promise to a customer and finds the last one while it is open, else -1.
func (r *run) earlier(promise, customer string) (n, open int) {
	open = -1
	for i, e := range r.ledger {
		if e.Promise != promise || e.Customer != customer {
			continue
		}
		if n, open = n+1, i; e.Kept() {
			open = -1
		}
	}
	return n, open
}

// reword puts what the customer is to be told now into the open task of an entry: what it said was for an earlier visit.
func (r *run) reword(i int, p *Promise, c Contact) {
	k := slices.IndexFunc(r.s.Tasks, func(t Task) bool {
		return t.State == "open" && t.AdHoc != nil && t.AdHoc.Promise == r.ledger[i].ID
	})
	if k < 0 {
		return
	}
	draft, faults := r.in.Draft(p.Message, c)
	r.faults = append(r.faults, faults...)
	now := *r.s.Tasks[k].AdHoc
	if now.Draft != nil {
		now.Draft = &draft
	} else {
		now.Text = script(draft)
	}
	r.s.Tasks[k].AdHoc = &now
}

// owe writes an entry and sees to it: waived, sent, put up for review, or given to somebody to tell by hand.
func (r *run) owe(p *Promise, c Contact, n int) {
	e := Entry{ID: p.Key + ":" + c.Customer + ":" + strconv.Itoa(n), Promise: p.Key, Kind: p.Kind,
		Customer: c.Customer, Name: c.Name, State: "queued", At: r.now}
	r.ledger = append(r.ledger, e)
	i := len(r.ledger) - 1
	r.emit(Event{Type: "promise_due", Key: p.Key, To: c.Customer, Status: r.s.Status, Data: map[string]any{"entry": e.ID}})
	switch reason := r.unwanted(p, c); {
	case reason != "":
		r.waiveEntry(i, "", reason, "")
	case c.Address == "":
		r.failEntry(i, c.unwritten(), c)
	case p.Review != "":
		r.reviewTask(i, p, c)
	default:
		r.sendEntry(i, p, c, nil)
	}
}

// unwritten is the reason why no letter can be sent to a customer without an address.
func (c Contact) unwritten() string {
	if c.ByVoice {
		return "no_mail"
	}
	return "no_contact"
}

// unwanted is the reason why a customer is not to be told, "" when there is none. The answer on the record rules;
// a promise that names a consent field needs a yes.
func (r *run) unwanted(p *Promise, c Contact) string {
	switch {
	case c.Internal:
		return "internal"
	case c.Anonymous && c.Address == "":
		return "anonymous"
	case c.Unwanted:
		return "refused"
	}
	asked, given := c.Asked, c.Consent
	if p.Consent != "" {
		if v, ok := r.in.Get(p.Consent).(map[string]any); ok {
			asked = true
			given, _ = v["given"].(bool)
		}
	}
	switch {
	case asked && !given:
		return "withdrawn"
	case p.Consent != "" && !given:
		return "refused"
	}
	return ""
}

// sendEntry orders the message that keeps a promise.
func (r *run) sendEntry(i int, p *Promise, c Contact, draft *action.Draft) {
	effect, faults := r.in.Send(p.Message, r.ledger[i], c, draft)
	r.faults = append(r.faults, faults...)
	e := &r.ledger[i]
	e.State, e.Effect, e.At, e.Reason = "queued", effect, r.now, ""
}

// waiveEntry settles an entry without telling the customer; by is who decided so, "" where it follows from the reason.
func (r *run) waiveEntry(i int, by, reason, summary string) {
	e := &r.ledger[i]
	e.State, e.Reason, e.Summary, e.At, e.By = "waived", reason, summary, r.now, by
	r.settled = once(r.settled, e.Promise)
	r.emit(Event{Type: "promise_waived", Key: e.Promise, To: e.Customer, User: by, Text: summary,
		Data: map[string]any{"entry": e.ID, "reason": reason}})
}

// failEntry notes that a customer could not be reached and gives somebody the task to tell by hand.
func (r *run) failEntry(i int, reason string, c Contact) {
	e := &r.ledger[i]
	e.State, e.Reason, e.At = "failed", reason, r.now
	r.uncarry(i)
	r.emit(Event{Type: "promise_failed", Key: e.Promise, To: e.Customer, Data: map[string]any{"entry": e.ID, "reason": reason}})
	if p := r.p.promise(e.Promise); p != nil {
		r.byHandTask(i, p, c)
	}
}

// message is the fate of a promise's message. What comes late, for an entry a person has settled or another message
// has taken over, changes nothing. A letter that failed and was sent again keeps its promise after all: nobody has to
// tell the customer by hand any more.
func (r *run) message() {
	i := r.entry(r.cmd.Entry)
	if i < 0 {
		return
	}
	e := &r.ledger[i]
	if e.Effect != r.cmd.Effect && r.cmd.Effect != "" {
		return
	}
	if e.Reason == Overtaken && e.State == "waived" {
		r.slipped(i)
		return
	}
	if e.State == "told" || e.State == "waived" {
		return
	}
	switch r.cmd.State {
	case "sent", "delivered":
		if e.State == r.cmd.State || e.State == "delivered" {
			return
		}
		r.cancelTasks(func(t Task) bool { return t.AdHoc != nil && t.AdHoc.Promise == e.ID })
		e.State, e.At, e.Channel, e.Reason = r.cmd.State, r.now, r.cmd.Channel, ""
		r.settled = once(r.settled, e.Promise)
		r.carry(i)
		r.emit(Event{Type: "promise_" + r.cmd.State, Key: e.Promise, To: e.Customer, Data: map[string]any{"entry": e.ID, "channel": e.Channel}})
	case "failed", "not_configured", "no_recipient":
		if e.Task != "" && e.State == "failed" {
			return
		}
		r.bounced(i, r.cmd.State)
	default:
		r.fault("process.message_state", "/state", "state", r.cmd.State)
	}
}

// slipped notes that the letter of a lapsed entry was under way already and left all the same. It keeps nothing else.
func (r *run) slipped(i int) {
	e := &r.ledger[i]
	if r.cmd.State != "sent" && r.cmd.State != "delivered" || e.Effect == "" {
		return
	}
	e.State, e.At, e.Channel, e.Reason = r.cmd.State, r.now, r.cmd.Channel, ""
	r.emit(Event{Type: "promise_" + e.State, Key: e.Promise, To: e.Customer, Data: map[string]any{"entry": e.ID, "channel": e.Channel}})
}

// waive settles an open entry from outside a task, for example when consent is withdrawn: Data.reason says why.
func (r *run) waive() {
	i := r.entry(r.cmd.Entry)
	if i < 0 {
		return
	}
	e := r.ledger[i]
	if e.Kept() {
		return
	}
	reason := text(r.cmd.Data, "reason")
	if reason == "" {
		r.fault("process.reason_required", "/values/reason")
		return
	}
	r.cancelTasks(func(t Task) bool { return t.AdHoc != nil && t.AdHoc.Promise == e.ID })
	r.waiveEntry(i, r.in.Actor.ID, reason, r.cmd.Comment)
}

func (r *run) entry(id string) int {
	for i, e := range r.ledger {
		if e.ID == id {
			return i
		}
	}
	r.fault("process.entry_unknown", "/entry", "entry", id)
	return -1
}

// contactOf finds the customer of an entry again; who is gone has no address.
func (r *run) contactOf(i int) Contact {
	e := r.ledger[i]
	if p := r.p.promise(e.Promise); p != nil {
		for _, c := range r.in.Contacts(p.Audience) {
			if c.Customer == e.Customer {
				return c
			}
		}
	}
	return Contact{Customer: e.Customer, Name: e.Name}
}

// pageChannel is how a customer was told who answers on the tracking page.
const pageChannel = "tracking_page"

// readable finds the open entries that a customer keeps by answering on the tracking page while it shows a status: that
// page has told them what the status promises to tell, and what that settles with it. Who of several customers reads
// cannot be known, so nothing is found when more than one of them is still to be told.
func (p *Process) readable(ledger []Entry, status string) []int {
	var out []int
	settled := map[string]bool{}
	for _, pr := range p.spec.Promises {
		if slices.Contains(pr.Statuses, status) {
			settled[pr.Key] = true
			for _, key := range pr.Settles {
				settled[key] = true
			}
		}
	}
	var customers []string
	for i, e := range ledger {
		if e.Kept() {
			continue
		}
		if customers = once(customers, e.Customer); len(customers) > 1 {
			return nil
		}
		if settled[e.Promise] {
			out = append(out, i)
		}
	}
	return out
}

// read settles what the customer who acts has read on the tracking page.
func (r *run) read(status string) {
	for _, i := range r.p.readable(r.ledger, status) {
		e := &r.ledger[i]
		r.cancelTasks(func(t Task) bool { return t.AdHoc != nil && t.AdHoc.Promise == e.ID })
		e.State, e.Channel, e.At, e.By, e.Reason = "told", pageChannel, r.now, "", ""
		r.settled = once(r.settled, e.Promise)
		r.emit(Event{Type: "promise_read", Key: e.Promise, To: e.Customer, Data: map[string]any{"entry": e.ID, "channel": pageChannel}})
	}
}

// asRead is the ledger as it would be once the customer who acts has answered.
func (r *run) asRead() []Entry {
	out := slices.Clone(r.ledger)
	for _, i := range r.p.readable(out, r.s.Status) {
		out[i].State = "told"
	}
	return out
}

// told reaches the points of promises that this step settled for the last customer.
func (r *run) told() {
	for _, key := range r.settled {
		open := false
		for _, e := range r.ledger {
			open = open || e.Promise == key && !e.Kept()
		}
		if !open {
			r.point("told:" + key)
		}
	}
	r.settled = nil
}

// promisesKept refuses while a customer is still to be told.
func (r *run) promisesKept() {
	if r.faults.Has("process.promise_open") || r.faults.Has("process.promise_open_lapsed") {
		return // said before
	}
	if p, open := r.p.openPromises(r.ledger, r.in.Actor.Language); open {
		r.faults = append(r.faults, p)
	}
	if len(r.s.Members) == 0 || r.in.Owed == nil || r.faults.Has("process.promise_open_merged") {
		return
	}
	switch customers, ok := r.in.Owed(r.s.Members, r.s.Status); {
	case !ok || len(customers) == 0:
	case r.in.Actor.Kind == "customer":
		r.fault("process.promise_open_others", "/loop") // one customer does not learn of another
	default:
		r.fault("process.promise_open_merged", "/loop", "count", len(customers), "customers", customers)
	}
}
