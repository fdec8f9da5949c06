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
		f, _ := t.app.Form(suggestionForm)
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
	switch task.Node {
	case "classify":
		t.try(r.ID, t.urgently(f), t.classify(f, task.ID))
	case "supplement":
		t.supplement(r.ID, f)
	case "evaluate":
		factor := 1.0
		if f.Urgency == "high" {
			factor = 0.25
		}
		t.try(r.ID, t.after("evaluate", factor), t.evaluate(f, task.ID))
	case "hold":
		t.try(r.ID, t.opening(t.clock.now().AddDate(0, 0, 60+t.luck.IntN(40))), func(ctx context.Context, r *engine.Record) (bool, error) {
			f.outcome = "accept"
			return t.press(ctx, r, process.Command{Task: task.ID, Button: "evaluate_again"}, nil)
		})
	case "schedule":
		t.try(r.ID, t.after("plan", 1), t.schedule(task.ID))
	case "develop":
		t.develop(r, f, task.ID)
	case "follow":
		t.try(r.ID, t.after("close", 1), t.follow(f, task.ID))
	case "explain":
		t.try(r.ID, t.after("close", 0.7), t.explain(f, task.ID))
	}
}

// urgently is when a suggestion is looked at: what burns within the hour, mostly, at any time of day.
func (t *story) urgently(f *fate) time.Time {
	if f.Urgency == "high" && t.chance(0.85) {
		return t.clock.now().Add(time.Duration(4+t.luck.IntN(50)) * time.Minute)
	}
	return t.after("classify", 1)
}

func (t *story) classify(f *fate, task string) deed {
	return func(ctx context.Context, r *engine.Record) (bool, error) {
		if f.outcome == "invalid" {
			return t.press(ctx, r, process.Command{Kind: "move", Button: "mark_invalid", Comment: "与建议无关，已核实。"}, nil)
		}
		if f.asks {
			f.asks = false
			question := f.Question
			if question == "" {
				question = draw(t, t.script.Comments.Staff)
			}
			return t.press(ctx, r, process.Command{Task: task, Button: "ask_more"}, map[string]any{"question": question})
		}
		if done, err := t.twin(ctx, r); done || err != nil {
			return done, err
		}
		class := "general"
		if f.Urgency == "high" {
			class = "urgent"
		}
		data := map[string]any{"tag_type": f.Tag, "tag_module": f.Module, "urgency_class": class, "scope": f.Scope, "content_class": f.ContentClass}
		if f.customer != nil && r.Data["customer"] == nil && r.Data["anonymous"] != true {
			data["customer"] = t.customers[f.customer.Key]
		}
		return t.press(ctx, r, process.Command{Task: task, Button: "classified"}, data)
	}
}

// twin merges a suggestion that was marked as a duplicate into the one it is most like, mostly.
func (t *story) twin(ctx context.Context, r *engine.Record) (bool, error) {
	flags, _ := r.Data["quality_flag"].([]any)
	if !slices.Contains(flags, any("duplicate")) || t.chance(0.3) {
		return false, nil
	}
	f, _ := t.app.Form(suggestionForm)
	got, err := t.s.Submitter.Answers.Answer(ctx, t.app, effect.Need{Kind: effect.NeedSimilar, Form: suggestionForm, Text: engine.SimilarText(f.Spec(), r.Data), Limit: 5})
	if err != nil {
		return false, err
	}
	for _, one := range got.Similar {
		if one.ID == r.ID || one.Score < 0.6 {
			continue
		}
		if done, err := t.press(ctx, r, process.Command{Kind: "merge", To: one.ID, Comment: "和这一条说的是同一件事。"}, nil); done || err != nil {
			return done, err
		}
	}
	return false, nil
}

// supplement has the customer answer, or not.
func (t *story) supplement(id string, f *fate) {
	if f.outcome == "silent" || f.stops == "need_info" {
		return
	}
	span := t.script.Flow.SuppliedAfterHours
	hours := span[0] + (span[1]-span[0])*t.luck.Float64()*t.luck.Float64()
	t.try(id, t.clock.now().Add(time.Duration(hours*float64(time.Hour))), func(ctx context.Context, r *engine.Record) (bool, error) {
		if r.Proc.Status != "need_info" {
			return true, nil
		}
		return true, t.comment(ctx, r, customer(f.language), draw(t, t.script.Comments.Customer), true)
	})
}

func (t *story) evaluate(f *fate, task string) deed {
	return func(ctx context.Context, r *engine.Record) (bool, error) {
		if f.back {
			f.back = false
			return t.press(ctx, r, process.Command{Task: task, Button: "send_back", Comment: "标签不对，请再看一下。"}, nil)
		}
		data := map[string]any{}
		for i, field := range []string{"impact_breadth", "impact_depth", "strategic_fit", "effort_resource", "effort_difficulty"} {
			if i < len(f.Scores) {
				data[field] = float64(f.Scores[i])
			}
		}
		switch {
		case f.outcome == "decline" && f.Decline != nil:
			data["decline_reason"], data["decline_note"] = f.Decline.Reason, f.Decline.Note
			if f.Decline.Alternative != "" {
				data["alternative"] = f.Decline.Alternative
			}
			return t.press(ctx, r, process.Command{Task: task, Button: "decline"}, data)
		case f.outcome == "defer":
			return t.press(ctx, r, process.Command{Task: task, Button: "defer", Comment: "先放一放，下个季度再看。"}, data)
		}
		return t.press(ctx, r, process.Command{Task: task, Button: "accept"}, data)
	}
}

func (t *story) schedule(task string) deed {
	return func(ctx context.Context, r *engine.Record) (bool, error) {
		zone, now := t.app.Zone(), t.clock.now()
		days := int(t.script.Flow.Hours["build"].Median/24*math.Exp(0.4*t.luck.NormFloat64())*0.7) + 3
		data := map[string]any{"planned_start": now.In(zone).AddDate(0, 0, 1+t.luck.IntN(5)).Format(time.DateOnly),
			"planned_release": now.In(zone).AddDate(0, 0, days).Format(time.DateOnly)}
		devs, err := t.s.People.Users(ctx)
		if err != nil {
			return false, err
		}
		var leads []string
		for _, u := range devs {
			if slices.Contains(u.Roles, t.app.Key+"/rd_lead") {
				leads = append(leads, u.ID)
			}
		}
		data["rd_owner"] = draw(t, leads)
		return t.press(ctx, r, process.Command{Task: task, Button: "scheduled"}, data)
	}
}

// develop releases around the planned date, after putting it off where that is the story.
func (t *story) develop(r *engine.Record, f *fate, task string) {
	planned, err := time.ParseInLocation(time.DateOnly, text(r.Data["planned_release"]), t.app.Zone())
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
			return t.press(ctx, r, process.Command{Task: task, Button: "postpone", Comment: "依赖的接口还没好，顺延。"},
				map[string]any{"planned_release": later.In(t.app.Zone()).Format(time.DateOnly)})
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
			note = "已按建议改进并上线。"
		}
		return t.press(ctx, r, process.Command{Task: task, Button: "release"},
			map[string]any{"release_version": t.clock.now().Format("2006.1.2"), "release_note": note})
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
			return t.byCustomer(ctx, r, f, "not_solved", "更新以后还是老样子，请再看看。")
		}
		if f.confirms {
			if done, err := t.byCustomer(ctx, r, f, "solved", ""); done || err != nil {
				return done, err
			}
		}
		data := map[string]any{}
		if t.chance(0.6) {
			data["trial_score"] = float64(1 + t.pick(t.script.Flow.TrialScore))
			data["trial_feedback"] = draw(t, t.script.Comments.Customer)
		}
		return t.press(ctx, r, process.Command{Task: task, Button: "close"}, data)
	}
}

func (t *story) explain(f *fate, task string) deed {
	return func(ctx context.Context, r *engine.Record) (bool, error) {
		if f.appeals {
			f.appeals, f.outcome = false, "accept"
			return t.byCustomer(ctx, r, f, "object", "我们好几家店都需要，请再考虑一下。")
		}
		return t.press(ctx, r, process.Command{Task: task, Button: "close_declined"}, nil)
	}
}
