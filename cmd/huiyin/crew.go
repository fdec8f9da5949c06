package main

import (
	"context"
	"math"
	"slices"
	"time"

	"huiyin/engine"
	"huiyin/engine/effect"
	"huiyin/engine/process"
)

// plan has people think of the open tasks of a suggestion, each once.
func (t *story) plan(r *engine.Record) {
	f := t.fates[r.ID]
	if f != nil && f.returns && r.Proc.State == "ended" {
		f.returns = false
		t.try(r.ID, t.clock.now().Add(time.Duration(20+t.luck.IntN(150))*time.Hour), func(ctx context.Context, r *engine.Record) (bool, error) {
			return t.byCustomer(ctx, r, f, "returned")
		})
	}
	if f == nil || r.Proc.State != "running" && r.Proc.State != "merged" {
		return
	}
	for _, task := range r.Proc.Tasks {
		id := r.ID + "/" + task.ID
		if task.State != "open" || t.planned[id] {
			continue
		}
		t.planned[id] = true
		if task.AdHoc != nil {
			t.try(r.ID, t.after("tell", 1), t.settle(f, task.ID))
		} else if f.stops != r.Proc.Status {
			t.step(r, f, task)
		}
	}
}

// deed is something a person does on a record as it is then. It reports whether the engine let it happen.
type deed func(ctx context.Context, r *engine.Record) (done bool, err error)

// try notes a deed, and notes it again a day later while the engine refuses it: promises may not be kept yet.
func (t *story) try(id string, at time.Time, do deed) { t.attempt(id, at, do, 0) }

func (t *story) attempt(id string, at time.Time, do deed, tries int) {
	t.plans.note(at, func(ctx context.Context) error {
		f, _ := t.app.Form(t.script.Play.Form)
		r, err := t.s.Submitter.Load(ctx, t.app, f, id)
		if err != nil {
			return err
		}
		done, err := do(ctx, r)
		if err == nil && !done && tries < 20 {
			t.attempt(id, t.opening(t.clock.now().Add(24*time.Hour)), do, tries+1)
		}
		return err
	})
}

// after is when a step of some length will be done: spread around the median, sometimes far too late, in working time.
func (t *story) after(step string, factor float64) time.Time {
	h := t.script.Flow.Hours[step]
	hours := h.Median * math.Exp(0.7*t.luck.NormFloat64())
	if t.chance(0.07) {
		hours = h.Late * (0.8 + 0.6*t.luck.Float64())
	}
	return t.opening(t.clock.now().Add(time.Duration(hours * factor * float64(time.Hour))))
}

// opening is the moment itself in working time, else some minutes after people are back.
func (t *story) opening(at time.Time) time.Time {
	cal := t.app.Calendar("")
	if cal.Open(at) {
		return at
	}
	back, err := cal.Add(at, time.Duration(5+t.luck.IntN(150))*time.Minute)
	if err != nil {
		return at
	}
	return back
}

// step decides what the person asked at a node will do.
func (t *story) step(r *engine.Record, f *fate, task process.Task) {
	switch n := t.script.Play.Nodes; task.Node {
	case n.Look:
		t.try(r.ID, t.urgently(f), t.look(f, task.ID))
	case n.Ask:
		t.supplement(r.ID, f)
	case n.Judge:
		factor := 1.0
		if t.urgent(f) {
			factor = 0.25
		}
		t.try(r.ID, t.after("judge", factor), t.judge(f, task.ID))
	case n.Wait:
		t.try(r.ID, t.opening(t.clock.now().AddDate(0, 0, 60+t.luck.IntN(40))), func(ctx context.Context, r *engine.Record) (bool, error) {
			f.outcome = "yes"
			return t.act(ctx, r, f, task.ID, "again", nil)
		})
	case n.Plan:
		t.try(r.ID, t.after("plan", 1), t.schedule(f, task.ID))
	case n.Build:
		t.develop(r, f, task.ID)
	case n.See:
		t.try(r.ID, t.after("close", 1), t.follow(f, task.ID))
	case n.Recheck:
		t.try(r.ID, t.after("close", 0.5), func(ctx context.Context, r *engine.Record) (bool, error) {
			return t.act(ctx, r, f, task.ID, "revisited", map[string]any{"found": draw(t, t.script.Play.Phrases.Revisited)})
		})
	case n.Answer:
		t.try(r.ID, t.after("close", 0.5), func(ctx context.Context, r *engine.Record) (bool, error) {
			return t.act(ctx, r, f, task.ID, "closedAgain", nil)
		})
	case n.Explain:
		t.try(r.ID, t.after("close", 0.7), t.explain(f, task.ID))
	}
}

func (t *story) urgent(f *fate) bool { return f.Urgency == t.script.Play.Urgent.When }

// urgently is when a suggestion is looked at: what burns within the hour, mostly, at any time of day.
func (t *story) urgently(f *fate) time.Time {
	if t.urgent(f) && t.chance(0.85) {
		return t.clock.now().Add(time.Duration(4+t.luck.IntN(50)) * time.Minute)
	}
	return t.after("look", 1)
}

func (t *story) look(f *fate, task string) deed {
	return func(ctx context.Context, r *engine.Record) (bool, error) {
		if f.outcome == "invalid" {
			return t.act(ctx, r, f, task, "nonsense", nil)
		}
		if f.asks {
			f.asks = false
			question := f.Question
			if question == "" {
				question = draw(t, t.script.Comments.Staff)
			}
			return t.act(ctx, r, f, task, "asked", map[string]any{"ask": question})
		}
		if done, err := t.twin(ctx, r); done || err != nil {
			return done, err
		}
		p := t.script.Play
		more := map[string]any{"class": p.Urgent.Otherwise}
		if t.urgent(f) {
			more["class"] = p.Urgent.Class
		}
		if f.customer != nil && r.Data[p.Alone.Customer] == nil && r.Data[p.Alone.Unless] != true {
			more["customer"] = t.customers[f.customer.Key]
		}
		return t.act(ctx, r, f, task, "looked", more)
	}
}

// twin merges a suggestion that was marked as a duplicate into the one it is most like, mostly.
func (t *story) twin(ctx context.Context, r *engine.Record) (bool, error) {
	p := t.script.Play
	flags, _ := r.Data[p.Twin.Field].([]any)
	if !slices.Contains(flags, any(p.Twin.Value)) || t.chance(0.3) {
		return false, nil
	}
	f, _ := t.app.Form(t.script.Play.Form)
	got, err := t.s.Submitter.Answers.Answer(ctx, t.app, effect.Need{Kind: effect.NeedSimilar, Form: t.script.Play.Form, Text: engine.SimilarText(f.Spec(), r.Data), Limit: 5})
	if err != nil {
		return false, err
	}
	for _, one := range got.Similar {
		if one.ID == r.ID || one.Score < 0.6 {
			continue
		}
		if done, err := t.press(ctx, r, process.Command{Kind: "merge", To: one.ID, Comment: p.Beats["merge"].Comment}, nil); done || err != nil {
			return done, err
		}
	}
	return false, nil
}

// supplement has the customer answer, or not.
func (t *story) supplement(id string, f *fate) {
	if f.outcome == "silent" || f.stops == t.script.Play.Waiting {
		return
	}
	span := t.script.Flow.SuppliedAfterHours
	hours := span[0] + (span[1]-span[0])*t.luck.Float64()*t.luck.Float64()
	t.try(id, t.clock.now().Add(time.Duration(hours*float64(time.Hour))), func(ctx context.Context, r *engine.Record) (bool, error) {
		if r.Proc.Status != t.script.Play.Waiting {
			return true, nil
		}
		return true, t.comment(ctx, r, customer(f.language), draw(t, t.script.Comments.Customer), true)
	})
}

func (t *story) judge(f *fate, task string) deed {
	return func(ctx context.Context, r *engine.Record) (bool, error) {
		if f.back {
			f.back = false
			return t.act(ctx, r, f, task, "sentBack", nil)
		}
		switch {
		case f.outcome == "no" && f.Decline != nil:
			return t.act(ctx, r, f, task, "refused", nil)
		case f.outcome == "later":
			return t.act(ctx, r, f, task, "putOff", nil)
		}
		return t.act(ctx, r, f, task, "taken", nil)
	}
}

func (t *story) schedule(f *fate, task string) deed {
	return func(ctx context.Context, r *engine.Record) (bool, error) {
		zone, now := t.app.Zone(), t.clock.now()
		days := int(t.script.Flow.Hours["build"].Median/24*math.Exp(0.4*t.luck.NormFloat64())*0.7) + 3
		more := map[string]any{"begin": now.In(zone).AddDate(0, 0, 1+t.luck.IntN(5)).Format(time.DateOnly),
			"end": now.In(zone).AddDate(0, 0, days).Format(time.DateOnly)}
		devs, err := t.s.People.Users(ctx)
		if err != nil {
			return false, err
		}
		var leads []string
		for _, u := range devs {
			if slices.Contains(u.Roles, t.app.Key+"/"+t.script.Play.Builders) {
				leads = append(leads, u.ID)
			}
		}
		more["builder"] = draw(t, leads)
		return t.act(ctx, r, f, task, "planned", more)
	}
}

// develop releases around the planned date, after putting it off where that is the story.
func (t *story) develop(r *engine.Record, f *fate, task string) {
	planned, err := time.ParseInLocation(time.DateOnly, text(r.Data[t.script.Play.Planned]), t.app.Zone())
	if err != nil {
		planned = t.clock.now().AddDate(0, 0, 2) // taken up again, without a date yet
	}
	if f.slips {
		f.slips = false
		t.try(r.ID, t.opening(planned.AddDate(0, 0, -2)), func(ctx context.Context, r *engine.Record) (bool, error) {
			later := planned.AddDate(0, 0, 7+t.luck.IntN(14))
			if !later.After(t.clock.now()) {
				later = t.clock.now().AddDate(0, 0, 10)
			}
			return t.act(ctx, r, f, task, "postponed", map[string]any{"later": later.In(t.app.Zone()).Format(time.DateOnly)})
		})
		return
	}
	at := t.opening(planned.AddDate(0, 0, t.luck.IntN(6)-4).Add(time.Duration(10+t.luck.IntN(7)) * time.Hour))
	if at.Before(t.clock.now()) {
		at = t.after("tell", 4)
	}
	t.try(r.ID, at, func(ctx context.Context, r *engine.Record) (bool, error) {
		note := f.ReleaseNote
		if note == "" {
			note = t.script.Play.Phrases.ReleaseNote
		}
		return t.act(ctx, r, f, task, "released", map[string]any{"version": t.clock.now().Format("2006.1.2"), "releaseNote": note})
	})
}

func text(v any) string {
	s, _ := v.(string)
	return s
}

// follow closes a released suggestion: the customer says it is solved, or not, or the colleague closes it.
func (t *story) follow(f *fate, task string) deed {
	return func(ctx context.Context, r *engine.Record) (bool, error) {
		if f.unsolved {
			f.unsolved = false
			return t.byCustomer(ctx, r, f, "unsolved")
		}
		if f.confirms {
			if done, err := t.byCustomer(ctx, r, f, "works"); done || err != nil {
				return done, err
			}
		}
		more := map[string]any{}
		if t.chance(0.6) {
			more["rating"] = float64(1 + t.pick(t.script.Flow.TrialScore))
			more["words"] = draw(t, t.script.Comments.Customer)
		}
		return t.act(ctx, r, f, task, "closed", more)
	}
}

func (t *story) explain(f *fate, task string) deed {
	return func(ctx context.Context, r *engine.Record) (bool, error) {
		if f.appeals {
			f.appeals, f.outcome = false, "yes"
			return t.byCustomer(ctx, r, f, "objected")
		}
		return t.act(ctx, r, f, task, "explained", nil)
	}
}
