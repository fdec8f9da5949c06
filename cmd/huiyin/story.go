package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"time"

	"huiyin/engine"
	"huiyin/engine/access"
	"huiyin/engine/problem"
	"huiyin/runtime"
)

// story tells some months of a company that takes suggestions seriously. It drives the real engine through virtual time: people submit, work, answer and forget; clocks run out.
// Nothing is written past the engine, so every record is one that could have come about.
type story struct {
	s      *Server
	app    *engine.App
	clock  *virtual
	script script
	cast   cast
	luck   *rand.Rand // always the same: two demonstrations tell the same story
	plans  agenda
	end    time.Time

	fates     map[string]*fate     // by record
	due       map[string]time.Time // by record: the engine's own next appointment
	planned   map[string]bool      // tasks somebody has in mind already
	customers map[string]string    // key → record
	groups    []string
	shown     runtime.Target // whose tracking page is shown to visitors
}

// tellStory makes the sample data and returns the record whose tracking page is the example.
func tellStory(ctx context.Context, c *console, s *Server, appKey string, people cast, clock *virtual) (runtime.Target, error) {
	app, _ := s.Apps.Get(appKey)
	sc, err := readScript(s.Installer.Shelf)
	if err != nil {
		return runtime.Target{}, err
	}
	t := &story{s: s, app: app, clock: clock, script: sc, cast: people, luck: rand.New(rand.NewPCG(sc.Arrival.Seed, 1)), end: clock.now().Truncate(time.Second),
		fates: map[string]*fate{}, due: map[string]time.Time{}, planned: map[string]bool{}, customers: map[string]string{}}
	clock.back(t.end.AddDate(0, -sc.Arrival.Months, -2))
	follow := s.Submitter.Wrote
	s.Submitter.Wrote = func(old, now *engine.Record) { follow(old, now); t.wrote(now) }
	defer func() { s.Submitter.Wrote = follow }()
	if err := t.furnish(ctx); err != nil {
		return runtime.Target{}, err
	}
	t.expect()
	if err := t.live(ctx, c); err != nil {
		return runtime.Target{}, err
	}
	if err := t.readInbox(ctx); err != nil {
		return runtime.Target{}, err
	}
	return t.shown, t.s.Worker.Drain(ctx)
}

// live has everything happen until today, and says how far it is.
func (t *story) live(ctx context.Context, c *console) error {
	begin := t.clock.now()
	told := 0
	for ctx.Err() == nil {
		next, ok := t.plans.next(t.end)
		if !ok {
			break
		}
		t.clock.move(next.at)
		if err := next.do(ctx); err != nil {
			return err
		}
		if done := int(10 * t.clock.now().Sub(begin) / t.end.Sub(begin)); done > told && done < 10 {
			told = done
			fmt.Fprintf(c.out, "  %3d %%  %s\n", told*10, t.clock.now().Format(time.DateOnly))
		}
	}
	t.clock.move(t.end)
	fmt.Fprintf(c.out, "  100 %%  %s\n", t.end.Format(time.DateOnly))
	return ctx.Err()
}

// wrote follows every committed record: what the engine wants to do later, and what people have to do there.
func (t *story) wrote(r *engine.Record) {
	at := earliest(r.Wake, r.OutboxDue)
	if at != nil && !t.due[r.ID].Equal(*at) {
		moment := *at
		t.due[r.ID] = moment
		t.plans.note(moment.Add(-time.Second), func(ctx context.Context) error {
			if !t.due[r.ID].Equal(moment) {
				return nil
			}
			delete(t.due, r.ID)
			return t.s.Worker.Do(ctx, r.App, r.Form, r.ID)
		})
	}
	if r.Form == t.script.Play.Form && r.Proc != nil {
		t.plan(r)
	}
}

func earliest(a, b *time.Time) *time.Time {
	if a == nil || b != nil && b.Before(*a) {
		return b
	}
	return a
}

// who is a sample person as the app sees them.
func (t *story) who(ctx context.Context, id string) (access.Principal, error) {
	u, err := t.s.People.User(ctx, id)
	if err != nil {
		return access.Principal{}, fmt.Errorf("sample person %s: %w", id, err)
	}
	return t.s.People.Principal(ctx, u, t.app.Key), nil
}

// customer is whoever has no account.
func customer(language string) access.Principal {
	return access.Principal{ID: "customer", Name: "客户", Kind: "customer", Language: language}
}

// submit sends a submission. What the engine refuses is returned as refused; the story goes on without it.
func (t *story) submit(ctx context.Context, id string, sub engine.Submission) (r *engine.Record, refused problem.List, err error) {
	sub.Sample = true
	out, err := t.s.Submitter.Submit(ctx, runtime.Request{App: t.app.Key, ID: id, Submission: sub})
	if errors.As(err, &refused) {
		slog.Debug("sample data: refused", "form", sub.Form, "kind", sub.Kind, "by", sub.Who.ID, "command", sub.Command, "problems", refused.Error())
		return nil, refused, nil
	}
	return out.Record, nil, err
}

// make creates a record that must be there.
func (t *story) make(ctx context.Context, who access.Principal, form string, data map[string]any) (string, error) {
	r, refused, err := t.submit(ctx, "", engine.Submission{Form: form, Kind: "create", Patch: data, Who: who, Channel: "console"})
	if err == nil {
		err = refused.Err()
	}
	if err != nil {
		return "", fmt.Errorf("sample %s %v: %w", form, data, err)
	}
	return r.ID, nil
}

// furnish makes what a company has before the first suggestion comes: customers, groups, products, the roster.
func (t *story) furnish(ctx context.Context) error {
	admin, err := t.who(ctx, castID("admin"))
	if err != nil {
		return err
	}
	for _, cu := range t.script.Customers {
		id, err := t.make(ctx, admin, t.script.Play.Customers.Form, cu.data(t.script.Play.Customers.Reachable))
		if err != nil {
			return err
		}
		t.customers[cu.Key] = id
	}
	for _, r := range t.script.Records {
		data, _ := people(r.Data).(map[string]any)
		id, err := t.make(ctx, admin, r.Form, data)
		if err != nil {
			return err
		}
		if r.Form == t.script.Play.Groups.Form {
			t.groups = append(t.groups, id)
		}
	}
	return t.roster(ctx, admin)
}

// roster fills the duty roster: everybody takes turns at night and on weekends.
func (t *story) roster(ctx context.Context, admin access.Principal) error {
	zone := t.app.Zone()
	begin := t.clock.now().In(zone)
	for day := 0; begin.AddDate(0, 0, day).Before(t.end.AddDate(0, 0, 14)); day++ {
		date := begin.AddDate(0, 0, day)
		p := t.script.Play.Roster
		shifts := map[string][]string{p.Night: t.script.DutyRoster.Night}
		if wd := date.Weekday(); wd == time.Saturday || wd == time.Sunday {
			shifts[p.Weekend] = t.script.DutyRoster.Weekend
		}
		for shift, turns := range shifts {
			data := filled(p.Data, map[string]any{"date": date.Format(time.DateOnly), "shift": shift, "who": castID(turns[day%len(turns)])})
			if _, err := t.make(ctx, admin, p.Form, data); err != nil {
				return err
			}
		}
	}
	return nil
}

// readInbox has people read what came before yesterday.
func (t *story) readInbox(ctx context.Context) error {
	return t.s.Messages.ReadBefore(ctx, t.end.Add(-36*time.Hour))
}
