package engine

import (
	"huiyin/engine/access"
	"huiyin/engine/effect"
	"huiyin/engine/form"
	"huiyin/engine/problem"
	"huiyin/engine/process"
)

// Resume decides what an event from outside a person's request means: a timer that is due, the fate of a
// message, a record that was created on order. An event that no longer concerns the record changes nothing.
func (a *App) Resume(r *Record, ev Event, w World) (Outcome, problem.List) {
	d, problems := a.decide(r, r.Form, access.System, "system", w)
	if problems != nil {
		return Outcome{}, problems
	}
	switch ev.Kind {
	case "timer":
		if r.DeletedAt == nil { // the clocks of what lies in the recycle bin ring when it is restored
			d.timers()
		}
	case "message":
		d.delivered(ev)
	case "record":
		d.ordered(ev)
	case "webhook":
		d.called(ev)
	default:
		d.found.Add("record.kind_unknown", "", "kind", ev.Kind)
	}
	return d.outcome()
}

// timers fires everything that is due, the earliest first, until nothing is.
func (d *decision) timers() {
	for n := 0; n < 100 && d.rec.Proc != nil; n++ {
		due := ""
		for _, t := range d.rec.Proc.Timers {
			if !t.At.After(d.now()) {
				due = t.ID
				break
			}
		}
		if due == "" || !d.advance(process.Command{Kind: "timer", Timer: due}) {
			return
		}
	}
}

// delivered takes a message out of the outbox and tells the ledger when it kept a promise. A message that was sent
// again has left the outbox long ago and brings the name of its entry.
func (d *decision) delivered(ev Event) {
	e, ok := d.take(ev.Effect)
	promise := ev.Promise
	if ok && e.Message != nil {
		promise = e.Message.Promise
	}
	if !ok && promise == "" {
		return
	}
	d.log(Entry{Type: "message_" + ev.State, Text: ev.Error, Source: &e.Source, Channel: ev.Channel})
	if promise == "" && ok && e.Message != nil && d.rec.Proc != nil {
		d.unsent(e.Message, ev.State)
	}
	if promise == "" || d.rec.Proc == nil {
		return
	}
	state := ev.State
	if state == "sample" {
		state = "sent" // sample records are never written to anybody, and play on as if they were
	}
	d.advance(process.Command{Kind: "message", Entry: promise, Effect: ev.Effect, State: state, Channel: ev.Channel})
}

// unsent lets the process see to it that a customer hears what a letter did not tell.
func (d *decision) unsent(m *effect.MessageOrder, state string) {
	if m.Audience == "customer" && (state == "failed" || state == "not_configured" || state == "no_recipient") {
		d.advance(process.Command{Kind: "unsent", Point: m.Template})
	}
}

// ordered notes the record that an effect created, in the field the order named.
func (d *decision) ordered(ev Event) {
	e, ok := d.take(ev.Effect)
	if ok && e.Record != nil && e.Record.Merging != nil {
		d.unheard(e.Record.Merging.Kind, ev.Gone)
	}
	if !ok || e.Record == nil || e.Record.Back == "" || ev.Created == "" {
		return
	}
	d.change(map[string]any{e.Record.Back: ev.Created}, form.Input{System: true})
	d.drain()
}

// take removes an effect from the outbox; ok is false when an earlier event already did.
func (d *decision) take(id string) (effect.Effect, bool) {
	for i, e := range d.rec.Outbox {
		if e.ID == id {
			d.rec.Outbox = append(append([]effect.Effect(nil), d.rec.Outbox[:i]...), d.rec.Outbox[i+1:]...)
			return e, true
		}
	}
	return effect.Effect{}, false
}
