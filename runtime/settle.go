package runtime

import (
	"context"
	"errors"
	"slices"

	"huiyin/engine"
	"huiyin/engine/effect"
	"huiyin/engine/form"
	"huiyin/engine/problem"
	"huiyin/engine/process"
)

// Settle sees a merge through that was just decided: the record into hears of it at once, and its answer decides. It is
// nil once that one counts the record id. Otherwise the merge has been undone, and the problem says why; record.busy says
// that others keep changing the two of them.
func (w *Worker) Settle(ctx context.Context, app *engine.App, f *form.Form, id, into, lang string) error {
	for try := range maxTries {
		if err := giveWay(ctx, try); err != nil {
			return err
		}
		for _, one := range []string{id, into} { // one asks, the other answers
			if err := w.mergeOrders(ctx, due{app.Key, f.Key(), one}); err != nil {
				return err
			}
		}
		r, err := w.Submitter.LoadAny(ctx, app, f, id)
		if err != nil {
			return err
		}
		lead, err := w.Submitter.LoadAny(ctx, app, f, into)
		if err != nil && !errors.Is(err, ErrGone) {
			return err
		}
		switch {
		case r.Proc == nil || r.Proc.Aside == nil || r.Proc.Aside.Into != into:
			return problem.List{notMerged(app, lead, lang)}
		case lead != nil && lead.Proc != nil && slices.ContainsFunc(lead.Proc.Members, func(m process.Member) bool { return m.ID == id }):
			return nil
		}
	}
	return problem.List{problem.New("record.busy", "")}
}

// mergeOrders performs what a record has to say to others about a merge, and nothing else that it has to send.
func (w *Worker) mergeOrders(ctx context.Context, d due) error {
	app, f, r, err := w.load(ctx, d)
	if r == nil || err != nil {
		return err
	}
	return w.performAll(ctx, d, app, f, r, func(e effect.Effect) bool { return e.Record != nil && e.Record.Merging != nil })
}

// notMerged says why a record did not take another one in.
func notMerged(app *engine.App, lead *engine.Record, lang string) problem.Problem {
	if lead == nil || lead.DeletedAt != nil || lead.Proc == nil {
		return problem.New("process.merge_gone", "/to")
	}
	p, ok := app.Process(lead.Proc.Process, lead.Proc.Release)
	if !ok || p.Spec().Merge == nil {
		return problem.New("process.merge_off", "/to")
	}
	into := ""
	if lead.Proc.Aside != nil {
		into = lead.Proc.Aside.Into
	}
	if code := p.Spec().Merge.Unfit(lead.Proc.State, lead.Proc.Status, into, len(lead.Proc.Members)); code != "" {
		status, _ := p.Status(lead.Proc.Status)
		return problem.New(code, "/to", "no", lead.No, "status", status.Title.In(lang), "max", process.MaxMembers)
	}
	return problem.New("process.merge_beaten", "/to", "no", lead.No)
}
