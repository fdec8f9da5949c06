package executor

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"huiyin/engine"
	"huiyin/engine/effect"
)

// Delivery is one recipient of one message by one channel.
type Delivery struct {
	ID        string // of the log entry: effect, recipient and channel
	Channel   string
	Recipient effect.Recipient
	Job       Job
}

// Log remembers deliveries, so that a repeat after a crash sends nothing twice.
type Log interface {
	// Begin notes a delivery in a state, "sending" or what became of it at once, and returns the state it was noted in
	// before, "" when it is new: sending, sent, failed, held, no_recipient, not_configured, sample.
	Begin(ctx context.Context, d Delivery, state string) (before string, err error)
	// End notes what became of it.
	End(ctx context.Context, id, state, detail string) error
	// Crowded reports whether limit letters to the address of a delivery that was begun have been let through in the last
	// hour, beside this one; where they have not, it is, however many ask at the same moment.
	Crowded(ctx context.Context, id string, limit int) (bool, error)
}

// LettersPerHour is how many letters an address gets in an hour because of what strangers sent: whoever fills in a
// public form may name the address of somebody else.
const LettersPerHour = 5

// Message delivers messages: mail by SMTP, in_app by the log itself, which is the inbox.
type Message struct {
	Mail *SMTP // nil: mail stays "not_configured" in the log
	Log  Log
	// Address finds the mail address of a user, "" when there is none.
	Address func(ctx context.Context, user string) (address, name string, err error)
	// Staff makes a text about a record one that colleagues may read: without the customer's link. nil: as it is.
	Staff func(r *engine.Record, text string) string
}

// Kind is effect.Message.
func (Message) Kind() effect.Kind { return effect.Message }

// Leased is true where a letter leaves: one that two nodes send is sent twice.
func (e Message) Leased(job Job) bool {
	return e.Mail != nil && !job.Record.Sample && job.Effect.Message != nil && slices.Contains(job.Effect.Message.Channels, "mail")
}

// Perform delivers to every recipient by every channel. One temporary failure makes the whole effect come again
// later; what was delivered before is not delivered twice.
func (e Message) Perform(ctx context.Context, job Job) (engine.Event, error) {
	order := job.Effect.Message
	if order == nil {
		return engine.Event{}, fmt.Errorf("effect %s has no message", job.Effect.ID)
	}
	out := engine.Event{Kind: "message", Effect: job.Effect.ID, State: "no_recipient"}
	var later error
	for i, to := range order.To {
		if to.User != "" && e.Staff != nil {
			to.Subject, to.Body = e.Staff(job.Record, to.Subject), e.Staff(job.Record, to.Body)
		}
		for _, channel := range channels(order, to) {
			d := Delivery{ID: fmt.Sprintf("%s:%d:%s", job.Effect.ID, i, channel), Channel: channel, Recipient: to, Job: job}
			state, detail, err := e.deliver(ctx, d)
			if err != nil {
				later = errors.Join(later, err)
				continue
			}
			if better(state, out.State) {
				out.State, out.Channel, out.Error = state, channel, detail
			}
		}
	}
	return out, later
}

// channels are the order's; people outside have no inbox.
func channels(o *effect.MessageOrder, to effect.Recipient) []string {
	var out []string
	for _, c := range o.Channels {
		if c == "mail" || to.User != "" {
			out = append(out, c)
		}
	}
	return out
}

// deliver carries one delivery through. The error is temporary; everything final is a state.
func (e Message) deliver(ctx context.Context, d Delivery) (state, detail string, err error) {
	letter, state, err := e.letter(ctx, d)
	if err != nil {
		return "", "", err
	}
	before, err := e.Log.Begin(ctx, d, state)
	if err != nil {
		return "", "", err
	}
	if before != "" && before != "sending" {
		return before, "", nil
	}
	if state != "sending" && before == "" {
		return state, "", nil
	}
	if state == "sending" && unasked(d) {
		letter.Name = "" // whoever it is for, a stranger wrote it
		crowded, err := e.Log.Crowded(ctx, d.ID, LettersPerHour)
		if err != nil {
			return "", "", err
		}
		if crowded {
			state = "held"
		}
	}
	if state == "sending" {
		if state, detail, err = e.send(ctx, letter); err != nil {
			return "", "", errors.Join(err, e.Log.End(ctx, d.ID, "sending", err.Error()))
		}
	}
	return state, detail, e.Log.End(ctx, d.ID, state, detail)
}

// letter is what is to be sent, in state "sending". Every other state is final at once: the inbox is the log, and there
// are letters that cannot or must not leave.
func (e Message) letter(ctx context.Context, d Delivery) (letter Mail, state string, err error) {
	if d.Channel != "mail" {
		return Mail{}, "sent", nil
	}
	address, name := d.Recipient.Contact, d.Recipient.Name
	if d.Recipient.User != "" {
		if address, name, err = e.Address(ctx, d.Recipient.User); err != nil {
			return Mail{}, "", err
		}
	}
	switch {
	case address == "":
		return Mail{}, "no_recipient", nil
	case d.Job.Record.Sample:
		return Mail{}, "sample", nil
	case e.Mail == nil:
		return Mail{}, "not_configured", nil
	}
	return Mail{ID: d.ID, To: address, Name: name, Subject: d.Recipient.Subject, Body: d.Recipient.Body}, "sending", nil
}

// unasked reports whether a letter to somebody outside follows from nothing but what a stranger sent: no colleague has
// decided anything yet, and it keeps no promise.
func unasked(d Delivery) bool {
	r := d.Job.Record
	return d.Recipient.User == "" && r.Channel == "public" && d.Job.Effect.Message.Promise == "" && (r.Proc == nil || !r.Proc.Decided)
}

func (e Message) send(ctx context.Context, letter Mail) (state, detail string, err error) {
	err = e.Mail.Send(ctx, letter)
	var refused *Refused
	if errors.As(err, &refused) {
		return "failed", refused.Error(), nil
	}
	return "sent", "", err
}

// better orders fates: the ledger learns the best one.
func better(a, b string) bool {
	rank := map[string]int{"no_recipient": 0, "failed": 1, "held": 2, "not_configured": 3, "sample": 4, "sent": 5}
	return rank[a] > rank[b]
}
