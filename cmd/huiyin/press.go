package main

import (
	"context"
	"time"

	"huiyin/engine"
	"huiyin/engine/access"
	"huiyin/engine/process"
	"huiyin/runtime"
)

// press acts as whoever is asked: the first person of the task, or the owner for buttons on the record itself.
// done is true also when there is nothing left to press.
func (t *story) press(ctx context.Context, r *engine.Record, cmd process.Command, data map[string]any) (done bool, err error) {
	by := r.People.Owner
	if cmd.Kind == "" {
		cmd.Kind = "button"
		if by = asks(r, cmd.Task); by == "" {
			return true, nil
		}
	}
	who, err := t.who(ctx, by)
	if err != nil {
		return false, err
	}
	_, refused, err := t.submit(ctx, r.ID, engine.Submission{Form: r.Form, Kind: "act", Patch: data, Who: who, Channel: "console", Command: &cmd})
	return refused.Err() == nil, err
}

// asks is the first person an open task asks, "" when it is not open any more.
func asks(r *engine.Record, task string) string {
	for _, k := range r.Proc.Tasks {
		if k.ID != task || k.State != "open" {
			continue
		}
		for _, p := range k.People {
			if k.Concerns(p.User) {
				return p.User
			}
		}
	}
	return ""
}

// byCustomer presses a button of the tracking page.
func (t *story) byCustomer(ctx context.Context, r *engine.Record, f *fate, name string) (bool, error) {
	b := t.script.Play.Beats[name]
	_, refused, err := t.submit(ctx, r.ID, engine.Submission{Form: r.Form, Kind: "act", Who: customer(f.language), Channel: "public", Public: true,
		Command: &process.Command{Kind: "move", Button: b.Button, Comment: b.Comment}})
	return refused.Err() == nil, err
}

// settle answers an ad-hoc task: tell the customer, edit and send a draft, or say why nobody can be told.
func (t *story) settle(f *fate, task string) deed {
	return func(ctx context.Context, r *engine.Record) (bool, error) {
		for _, k := range r.Proc.Tasks {
			if k.ID != task || k.State != "open" || k.AdHoc == nil {
				continue
			}
			p := t.script.Play
			name, values := "told", map[string]any{"way": draw(t, p.Ways), "time": t.clock.now().Add(-10 * time.Minute).UTC().Format(time.RFC3339), "summary": draw(t, p.Phrases.ByHand)}
			switch {
			case k.AdHoc.Draft != nil:
				body := k.AdHoc.Draft.Body
				if t.chance(0.6) && f.language == "zh" {
					body += "\n" + draw(t, p.Phrases.Added)
				}
				name, values = "sent", map[string]any{"subject": k.AdHoc.Draft.Subject, "body": body}
			case f.customer == nil && f.contact == "none" || t.chance(0.1):
				name = "waived"
			case k.AdHoc.Promise == "":
				return t.press(ctx, r, process.Command{Task: task, Button: k.AdHoc.Buttons[0].Key}, nil)
			}
			return t.press(ctx, r, process.Command{Task: task, Button: p.Beats[name].Button, Data: filled(p.Beats[name].Data, values)}, nil)
		}
		return true, nil
	}
}

// gossip has people talk about a suggestion in the days after it came, and follow it.
func (t *story) gossip(ctx context.Context, r *engine.Record, f *fate) error {
	c := t.script.Comments
	say := func(share float64, days int, words []string, visible, byCustomer bool) {
		if !t.chance(share) {
			return
		}
		at := t.opening(t.clock.now().Add(time.Duration(1+t.luck.IntN(24*days)) * time.Hour))
		t.try(r.ID, at, func(ctx context.Context, r *engine.Record) (bool, error) {
			if r.Proc.State != "running" {
				return true, nil
			}
			who := customer(f.language)
			if !byCustomer {
				var err error
				if who, err = t.who(ctx, r.People.Owner); err != nil {
					return false, err
				}
			}
			return true, t.comment(ctx, r, who, draw(t, words), visible)
		})
	}
	say(0.35, 12, c.Internal, false, false)
	say(0.15, 20, c.Internal, false, false)
	say(0.2, 6, c.Staff, true, false)
	say(0.15, 15, c.Customer, true, true)
	if f.contact == "email" && t.chance(t.script.Arrival.WithdrawsConsent) {
		t.try(r.ID, t.clock.now().AddDate(0, 0, 1+t.luck.IntN(10)), t.withdrawConsent(f))
	}
	if t.chance(t.script.Flow.Follows) {
		who, err := t.who(ctx, castID(draw(t, t.script.Play.Followers)))
		if err != nil {
			return err
		}
		_, _, err = t.submit(ctx, r.ID, engine.Submission{Form: r.Form, Kind: "follow", Follow: true, Who: who, Channel: "console"})
		return err
	}
	return nil
}

// withdrawConsent has the customer ask not to be contacted any more.
func (t *story) withdrawConsent(f *fate) deed {
	return func(ctx context.Context, r *engine.Record) (bool, error) {
		if r.Proc.State != "running" || r.Data[t.script.Play.Consent] == nil {
			return true, nil
		}
		_, _, err := t.submit(ctx, r.ID, engine.Submission{Form: r.Form, Kind: "consent", Who: customer(f.language), Channel: "public", Public: true,
			Patch: map[string]any{t.script.Play.Consent: map[string]any{"given": false}}})
		return true, err
	}
}

// comment says something on a record.
func (t *story) comment(ctx context.Context, r *engine.Record, who access.Principal, words string, visible bool) error {
	m := runtime.Comment{ID: runtime.NewID(t.clock.now()), At: t.clock.now().UTC(), App: r.App, Form: r.Form, Record: r.ID, By: who.ID,
		Customer: visible, Text: words, Files: []runtime.FileRef{}}
	channel := "console"
	if who.Kind == "customer" {
		channel = "public"
	}
	_, refused, err := t.submit(ctx, r.ID, engine.Submission{Form: r.Form, Kind: "comment", Who: who, Channel: channel, Public: channel == "public",
		Comment: &engine.Comment{ID: m.ID, Customer: visible}})
	if err != nil || refused.Err() != nil {
		return err
	}
	return t.s.API.Comments.Add(ctx, m)
}
