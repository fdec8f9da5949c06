package runtime

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"huiyin/engine"
	"huiyin/engine/effect"
	"huiyin/engine/form"
	"huiyin/engine/query"
	"huiyin/runtime/executor"
	"huiyin/runtime/store"
)

// How the worker works: it polls every pollEvery, leases an effect for leaseFor, and backs off after failures.
const (
	pollEvery   = 500 * time.Millisecond
	leaseFor    = 2 * time.Minute
	dueAtOnce   = 200
	parallel    = 4
	lastBackoff = 6 * time.Hour
)

var backoff = []time.Duration{10 * time.Second, time.Minute, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour, lastBackoff}

// Worker fires timers and performs outbox effects. Any number of workers on any number of nodes may run: the
// compare-and-swap on the record makes it correct.
type Worker struct {
	Name       string // of this node, written into leases
	Submitter  *Submitter
	Performers map[effect.Kind]executor.Performer
	// Tried is told of every try to carry out an effect.
	Tried func(kind effect.Kind, err error)

	once   sync.Once
	nudges chan due
}

type due struct{ app, form, id string }

func (w *Worker) init() { w.once.Do(func() { w.nudges = make(chan due, 4096) }) }

// Nudge tells the worker that a record has something to do now. It never blocks: what it drops, the poll finds.
func (w *Worker) Nudge(app, form, id string) {
	w.init()
	select {
	case w.nudges <- due{app, form, id}:
	default:
	}
}

// Run works until ctx ends, then waits for what it has begun.
func (w *Worker) Run(ctx context.Context) {
	w.init()
	var wg sync.WaitGroup
	for i := 0; i < parallel; i++ {
		wg.Go(func() {
			for {
				select {
				case <-ctx.Done():
					return
				case d := <-w.nudges:
					w.attempt(context.WithoutCancel(ctx), d)
				}
			}
		})
	}
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	for ctx.Err() == nil {
		if _, err := w.Poll(ctx, func(d due) { w.attempt(context.WithoutCancel(ctx), d) }); err != nil && ctx.Err() == nil {
			slog.ErrorContext(ctx, "worker poll", "err", err)
		}
		select {
		case <-ctx.Done():
		case <-tick.C:
		}
	}
	wg.Wait()
}

// Drain does everything that is due now and everything that follows from it now. Tests and the sample data use it
// with a clock of their own.
func (w *Worker) Drain(ctx context.Context) error {
	for round := 0; round < 200; round++ {
		var failed error
		n, err := w.Poll(ctx, func(d due) {
			if err := w.handle(ctx, d); err != nil {
				failed = errors.Join(failed, err)
			}
		})
		if err = errors.Join(err, failed); err != nil || n == 0 {
			return err
		}
	}
	return errors.New("worker: still something due after 200 rounds")
}

// Poll calls do for every record with a timer or an effect that is due, and returns how many there were.
func (w *Worker) Poll(ctx context.Context, do func(due)) (int, error) {
	now := w.Submitter.Now().UTC().Format("2006-01-02T15:04:05.999Z07:00")
	n := 0
	for _, app := range w.Submitter.Apps.All() {
		for _, f := range app.Forms() {
			if f.Spec().Task {
				continue
			}
			for _, path := range []string{"wake", "outboxDue"} {
				page, err := w.Submitter.Store.Find(ctx, RecordsOf(app.Key, f.Key()), query.Query{
					Where: query.Condition{Field: path, Op: "lte", Value: now}, Sort: []query.Sort{{Field: path}}, Limit: dueAtOnce})
				if err != nil {
					return n, err
				}
				for _, doc := range page.Documents {
					n++
					do(due{app.Key, f.Key(), doc.ID})
				}
			}
		}
	}
	return n, nil
}

// Next is the earliest moment at which something is due, past or future; ok is false when nothing waits for time.
func (w *Worker) Next(ctx context.Context) (at time.Time, ok bool, err error) {
	for _, app := range w.Submitter.Apps.All() {
		for _, f := range app.Forms() {
			if f.Spec().Task {
				continue
			}
			for _, path := range []string{"wake", "outboxDue"} {
				page, err := w.Submitter.Store.Find(ctx, RecordsOf(app.Key, f.Key()), query.Query{
					Where: query.Condition{Field: path, Op: "notEmpty"}, Sort: []query.Sort{{Field: path}}, Limit: 1})
				if err != nil {
					return at, ok, err
				}
				for _, doc := range page.Documents {
					r, err := w.Submitter.Codec.Decode(doc.Body, f)
					if err != nil {
						return at, ok, err
					}
					for _, due := range []*time.Time{r.Wake, r.OutboxDue} {
						if due != nil && (!ok || due.Before(at)) {
							at, ok = *due, true
						}
					}
				}
			}
		}
	}
	return at, ok, nil
}

func (w *Worker) attempt(ctx context.Context, d due) {
	if err := w.handle(ctx, d); err != nil {
		slog.ErrorContext(ctx, "worker", "app", d.app, "form", d.form, "record", d.id, "err", err)
	}
}

// Do does what is due now on one record, for callers that know when something is.
func (w *Worker) Do(ctx context.Context, app, form, id string) error {
	return w.handle(ctx, due{app, form, id})
}

// handle fires a record's due timers and performs its due effects.
func (w *Worker) handle(ctx context.Context, d due) error {
	app, f, r, err := w.load(ctx, d)
	if r == nil || err != nil {
		return err
	}
	if now := w.Submitter.Now(); r.Wake != nil && !r.Wake.After(now) {
		if r, err = w.Submitter.resume(ctx, d.app, d.form, d.id, r, engine.Event{Kind: "timer"}); err != nil {
			return fmt.Errorf("timer: %w", err)
		}
	}
	return w.performAll(ctx, d, app, f, r, func(effect.Effect) bool { return true })
}

// performAll performs the due effects of a record that are meant.
func (w *Worker) performAll(ctx context.Context, d due, app *engine.App, f *form.Form, r *engine.Record, meant func(effect.Effect) bool) (err error) {
	now, begun := w.Submitter.Now(), map[string]bool{}
	for r != nil {
		i := nextDue(r, now, meant)
		if i < 0 || begun[r.Outbox[i].ID] {
			return nil // what stays due although it was performed is for the next poll
		}
		begun[r.Outbox[i].ID] = true
		if r, err = w.perform(ctx, app, f, r, i); err != nil {
			return err
		}
		if r == nil { // somebody else changed the record: what is there now decides
			if app, f, r, err = w.load(ctx, d); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *Worker) load(ctx context.Context, d due) (*engine.App, *form.Form, *engine.Record, error) {
	app, ok := w.Submitter.Apps.Get(d.app)
	if !ok {
		return nil, nil, nil, nil
	}
	f, ok := app.Form(d.form)
	if !ok {
		return nil, nil, nil, nil
	}
	r, err := w.Submitter.LoadAny(ctx, app, f, d.id)
	if errors.Is(err, ErrGone) {
		return nil, nil, nil, nil
	}
	return app, f, r, err
}

func nextDue(r *engine.Record, now time.Time, meant func(effect.Effect) bool) int {
	for i, e := range r.Outbox {
		if meant(e) && e.State == effect.Waiting && !r.Held(e) && !e.Due.After(now) && (e.Lease == nil || !e.Lease.Until.After(now)) {
			return i
		}
	}
	return -1
}

// perform performs one effect outside any decision, leased where its performer wants that, and commits what came of
// it. It returns the record as it is then, nil when that must be read anew.
func (w *Worker) perform(ctx context.Context, app *engine.App, f *form.Form, r *engine.Record, i int) (*engine.Record, error) {
	e := r.Outbox[i]
	performer, ok := w.Performers[e.Kind]
	if !ok {
		return nil, fmt.Errorf("effect kind %q has no performer", e.Kind)
	}
	job := executor.Job{App: app, Record: r, Effect: e}
	if performer.Leased(job) {
		r.Outbox[i].Lease = &effect.Lease{By: w.Name, Until: w.Submitter.Now().Add(leaseFor).UTC()}
		held, err := w.write(ctx, app, f, r, true)
		if err != nil || !held {
			return nil, err // somebody else changed the record or took the effect: the next round sees
		}
	}
	ev, failed := performer.Perform(ctx, job)
	if w.Tried != nil {
		w.Tried(e.Kind, failed)
	}
	if failed != nil {
		return nil, w.postpone(ctx, app, f, r.ID, e.ID, failed)
	}
	return w.Submitter.resume(ctx, app.Key, f.Key(), r.ID, r, ev)
}

// postpone backs off; when the tries are used up, or no try can help, the effect becomes an incident that a person
// decides about. A flow that has a way of its own for such a call takes it.
func (w *Worker) postpone(ctx context.Context, app *engine.App, f *form.Form, id, effectID string, cause error) error {
	var final *executor.Final
	hopeless := errors.As(cause, &final)
	for try := 0; try < maxTries; try++ {
		r, err := w.Submitter.LoadAny(ctx, app, f, id)
		if err != nil {
			return err
		}
		for i := range r.Outbox {
			e := &r.Outbox[i]
			if e.ID != effectID {
				continue
			}
			e.Error, e.Lease = cause.Error(), nil
			if over := hopeless || e.Tries >= len(backoff); over && e.Webhook != nil && e.Webhook.Failing {
				_, err := w.Submitter.resume(ctx, app.Key, f.Key(), id, r, engine.Event{Kind: "webhook", Effect: effectID, State: "failed", Error: e.Error})
				return err
			} else if !over {
				e.Due = w.Submitter.Now().Add(backoff[e.Tries]).UTC()
			} else {
				e.State = effect.Incident
			}
			e.Tries++
		}
		if done, err := w.write(ctx, app, f, r, false); done || err != nil {
			return err
		}
	}
	return store.ErrConflict
}

// write stores a record whose outbox bookkeeping changed. held is false when somebody else was first.
func (w *Worker) write(ctx context.Context, app *engine.App, f *form.Form, r *engine.Record, lazy bool) (held bool, err error) {
	r.SettleOutbox()
	body, err := w.Submitter.Codec.Encode(app, r, f)
	if err != nil {
		return false, err
	}
	res := w.Submitter.Store.Write(ctx, store.Op{Collection: RecordsOf(app.Key, f.Key()), ID: r.ID, IfRev: r.Rev, Body: body, Keys: w.Submitter.Codec.UniqueKeys(r, f), Lazy: lazy})[0]
	if errors.Is(res.Err, store.ErrConflict) || errors.Is(res.Err, store.ErrNotFound) {
		return false, nil
	}
	if res.Err == nil {
		r.Rev = res.Rev
	}
	return res.Err == nil, res.Err
}
