package trial

import (
	"context"
	"errors"
	"slices"
	"time"

	"huiyin/engine"
	"huiyin/engine/effect"
	"huiyin/runtime/executor"
)

// Sent is a message that would have left.
type Sent struct {
	At       time.Time
	Record   string // number of the record it is about, "" for the one that is tried
	Template string
	Audience string // staff or customer
	Promise  string // ledger entry it keeps
	User     string // recipient inside, "" for one outside
	Name     string // of a recipient outside
	Channels []string
	State    string // sent, failed, no_recipient
	Subject  string
	Body     string
}

// Called is a request to another system that would have been made.
type Called struct {
	At        time.Time
	Connector string
	Body      string
	OK        bool
}

// Made is another record that would have been made or changed.
type Made struct {
	At    time.Time
	Form  string
	No    string
	Title string
	Fresh bool
}

// post takes the messages instead of sending them.
type post struct{ stage *Stage }

// Kind is effect.Message.
func (post) Kind() effect.Kind { return effect.Message }

// Leased is false: nobody else works here.
func (post) Leased(executor.Job) bool { return false }

// Perform keeps what every recipient would read. The fate it tells is the best of theirs, as with real messages.
func (p post) Perform(ctx context.Context, job executor.Job) (engine.Event, error) {
	order := job.Effect.Message
	out := engine.Event{Kind: "message", Effect: job.Effect.ID, State: "no_recipient"}
	if order == nil {
		return out, nil
	}
	for _, to := range order.To {
		sent := Sent{At: p.stage.now, Template: order.Template, Audience: order.Audience, Promise: order.Promise,
			User: to.User, Name: to.Name, Subject: to.Subject, Body: to.Body}
		if job.Record.ID != recordKey {
			sent.Record = job.Record.No
		}
		if to.User != "" {
			links := p.stage.Submitter.Links
			sent.Subject, sent.Body = links.Staff(job.Record, to.Subject), links.Staff(job.Record, to.Body)
		}
		sent.Channels, sent.State = p.fate(ctx, order.Channels, to)
		if len(sent.Channels) > 0 && out.State != "sent" {
			out.State, out.Channel = sent.State, sent.Channels[0]
		}
		took := p.stage.latest()
		took.Sent = append(took.Sent, sent)
	}
	return out, nil
}

// fate is by which channels a recipient is reached, and whether it works out.
func (p post) fate(ctx context.Context, channels []string, to effect.Recipient) (by []string, state string) {
	for _, channel := range channels {
		switch {
		case channel != "mail" && to.User == "", channel == "mail" && !p.reachable(ctx, to):
		default:
			by = append(by, channel)
		}
	}
	switch {
	case len(by) == 0:
		return by, "no_recipient"
	case p.stage.mail == "failed" && !slices.ContainsFunc(by, func(c string) bool { return c != "mail" }):
		return by, "failed"
	}
	return by, "sent"
}

// reachable reports whether there is a mail address.
func (p post) reachable(ctx context.Context, to effect.Recipient) bool {
	if to.User == "" {
		return to.Contact != ""
	}
	u, err := p.stage.people.User(ctx, to.User)
	return err == nil && u.Active && u.Email != ""
}

var errRefused = errors.New("refused, as the trial wants it")

// caller answers instead of the other system.
type caller struct{ stage *Stage }

// Kind is effect.Webhook.
func (caller) Kind() effect.Kind { return effect.Webhook }

// Leased is false: nobody else works here.
func (caller) Leased(executor.Job) bool { return false }

// Perform notes the request. What was agreed about the world outside decides how it ends.
func (c caller) Perform(_ context.Context, job executor.Job) (engine.Event, error) {
	called := Called{At: c.stage.now, OK: c.stage.calls != "failed"}
	if order := job.Effect.Webhook; order != nil {
		called.Connector, called.Body = order.Connector, order.Body
	}
	took := c.stage.latest()
	took.Called = append(took.Called, called)
	if !called.OK {
		return engine.Event{}, &executor.Final{Cause: errRefused}
	}
	return engine.Event{Kind: "webhook", Effect: job.Effect.ID, State: "ok"}, nil
}

// made notes another record.
func (s *Stage) made(ctx context.Context, form, id string, fresh bool) {
	one := Made{At: s.now, Form: form, Fresh: fresh}
	if f, ok := s.app.Form(form); ok && id != recordKey {
		r, err := s.Submitter.LoadAny(ctx, s.app, f, id)
		if err != nil {
			return
		}
		one.No, one.Title = r.No, r.Title
		took := s.latest()
		took.Records = append(took.Records, one)
	}
}
