package runtime

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"huiyin/engine"
	"huiyin/engine/access"
	"huiyin/engine/effect"
	"huiyin/engine/form"
	"huiyin/engine/problem"
	"huiyin/runtime/store"
)

// Bounds of one submission: rounds of questions, and tries against other writers.
const (
	maxRounds = 8
	maxTries  = 8
)

// Submitter carries a submission through load, decide and commit.
type Submitter struct {
	Apps    *Apps
	Store   store.Store
	Codec   Codec
	Answers *Answerer
	Links   Links
	Now     func() time.Time
	// Nudge is told about every committed record that has something to do, so that workers need not wait for their poll.
	Nudge func(app, form, id string)
	// Wrote is told about every committed record, old first (nil at create), for live lists and load counts.
	Wrote func(old, new *engine.Record)
	// Timed is told how long every submission and event on a form took, and what came of it.
	Timed func(app, form string, took time.Duration, err error)
}

// timed is for defer: it tells Timed.
func (s *Submitter) timed(app, form string, begun time.Time, err *error) {
	if s.Timed != nil {
		s.Timed(app, form, time.Since(begun), *err)
	}
}

// ErrGone means the record does not exist (or is deleted).
var ErrGone = errors.New("record not found")

// Conflict means somebody else saved first. Current is the record as it is now.
type Conflict struct{ Current *engine.Record }

// Error is for logs.
func (c *Conflict) Error() string { return "record " + c.Current.ID + " was changed by somebody else" }

// Request is a submission on a stored record, before it is loaded.
type Request struct {
	App string
	ID  string // "" creates
	Rev int64  // revision the person saw; 0 = whatever is there
	// Visit holds a new record to the limits of the public page; nil came another way.
	Visit *Visit
	engine.Submission
}

// Submit decides and commits. The error is a problem.List for what the person can mend, ErrGone, *Conflict, or a
// failure of the store. A repeat (same idempotency key) returns the record of the first time.
func (s *Submitter) Submit(ctx context.Context, q Request) (_ engine.Outcome, err error) {
	app, ok := s.Apps.Get(q.App)
	if !ok {
		return engine.Outcome{}, problem.List{problem.New("app.unknown", "", "app", q.App)}
	}
	f, ok := app.Form(q.Form)
	if !ok {
		return engine.Outcome{}, problem.List{problem.New("record.form_unknown", "", "form", q.Form)}
	}
	defer s.timed(q.App, q.Form, time.Now(), &err) // not before: unknown names must not be counted one by one
	answers := map[string]effect.Answer{}
	for try := 0; try < maxTries; try++ {
		if err := giveWay(ctx, try); err != nil {
			return engine.Outcome{}, err
		}
		if q.ID != "" {
			r, err := s.target(ctx, app, f, q)
			if err != nil {
				return engine.Outcome{}, err
			}
			app, f = s.follow(ctx, app, f, r)
			if q.Kind != "act" && q.stale(r) {
				return engine.Outcome{}, &Conflict{Current: r}
			}
			q.Record = r
		} else if q.Submission.ID == "" {
			q.Submission.ID = NewID(s.Now())
		}
		sub := q.Submission
		out, err := s.decide(ctx, app, answers, func(w engine.World) (engine.Outcome, problem.List) { return app.Submit(sub, w) })
		if err != nil || out.Repeat {
			return out, err
		}
		if q.Kind == "act" && q.stale(q.Record) { // asked after deciding: what can no longer be done is told as such
			return engine.Outcome{}, &Conflict{Current: q.Record}
		}
		done, err := s.keep(ctx, app, f, q, out)
		if done || err != nil {
			return s.first(ctx, app, f, q, out, err)
		}
		if q.ID == "" { // whoever sent the same at the same moment has made it: an id may follow from the key
			if r, err := s.Repeated(ctx, app, f, q.Key); r != nil || err != nil {
				return engine.Outcome{Record: r, Repeat: true}, err
			}
		}
		answers = counters(answers)
	}
	return engine.Outcome{}, problem.List{problem.New("record.busy", "")}
}

// target is the record that a request is to change, as it is now.
func (s *Submitter) target(ctx context.Context, app *engine.App, f *form.Form, q Request) (*engine.Record, error) {
	load := s.Load
	if q.Kind == "restore" {
		load = s.LoadAny
	}
	r, err := load(ctx, app, f, q.ID)
	if err == nil && over(r, s.Now()) {
		err = ErrGone
	}
	return r, err
}

// follow is the release to decide by: another node may have written the record by one that this node has not heard of.
func (s *Submitter) follow(ctx context.Context, app *engine.App, f *form.Form, r *engine.Record) (*engine.App, *form.Form) {
	if r.Release <= app.Release {
		return app, f
	}
	if err := s.Apps.Refresh(ctx); err != nil {
		slog.ErrorContext(ctx, "published apps cannot be loaded", "err", err)
	}
	newer, _ := s.Apps.Get(app.Key)
	if g, ok := newer.Form(f.Key()); ok {
		return newer, g
	}
	return app, f
}

// giveWay waits before another try, longer each time: what is in the way, such as a worker sending several messages,
// is usually through in a moment, and a person should not have to press again.
func giveWay(ctx context.Context, try int) error {
	if try == 0 {
		return nil
	}
	select {
	case <-time.After(rand.N(time.Duration(try*try) * 24 * time.Millisecond)): // not all at the same moment again
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// stale reports whether the person has seen an older record than they think to change. What happens beside them, a
// message sent or a clock, does not spoil what they do: of an edit or act only the fields it changes must be as they were
// seen, and whoever deletes must have seen what people did since.
func (q Request) stale(r *engine.Record) bool {
	deletes := q.Kind == "delete"
	switch {
	case q.Rev == 0 || q.Rev == r.Rev || repeated(r, q.Key):
		return false
	case q.Kind != "act" && q.Kind != "edit" && !deletes:
		return true
	case len(q.Patch) == 0 && !deletes:
		return false
	}
	known := q.Rev < r.Rev && len(r.History) > 0 && (r.History[0].Seq == 1 || r.History[0].Rev > 0 && r.History[0].Rev <= q.Rev)
	if !known {
		return true
	}
	for _, e := range r.History {
		if deletes && e.Rev > q.Rev && e.By != "" && e.By != access.System.ID {
			return true
		}
		for _, ch := range e.Changes {
			if _, mine := q.Patch[ch.Field]; mine && e.Rev > q.Rev {
				return true
			}
		}
	}
	return false
}

// repeated reports whether the record has carried out the command before: its repeat is answered, not refused as stale.
func repeated(r *engine.Record, key string) bool {
	return key != "" && slices.ContainsFunc(r.Idem, func(d engine.Done) bool { return d.Key == key })
}

// Repeated returns the record that a create with this idempotency key made before, nil when there is none.
func (s *Submitter) Repeated(ctx context.Context, app *engine.App, f *form.Form, key string) (*engine.Record, error) {
	if key == "" {
		return nil, nil
	}
	id, err := s.Answers.holder(ctx, app, f.Key(), idemKey(key))
	if err != nil || id == "" {
		return nil, err
	}
	return s.LoadAny(ctx, app, f, id)
}

// first returns the record of the first time when a create was refused because its idempotency key is taken.
func (s *Submitter) first(ctx context.Context, app *engine.App, f *form.Form, q Request, out engine.Outcome, err error) (engine.Outcome, error) {
	var taken *store.UniqueError
	if !errors.As(err, &taken) {
		if r, repeatErr := s.repeatedVisit(ctx, app, f, q, err); r != nil || repeatErr != nil {
			return engine.Outcome{Record: r, Repeat: true}, repeatErr
		}
		return out, err
	}
	id, findErr := s.Answers.holder(ctx, app, f.Key(), taken.Key)
	if findErr != nil {
		return engine.Outcome{}, findErr
	}
	if q.ID == "" && q.Key != "" && taken.Key == idemKey(q.Key) {
		r, loadErr := s.Load(ctx, app, f, id)
		return engine.Outcome{Record: r, Repeat: true}, loadErr
	}
	return engine.Outcome{}, problem.List{takenProblem(taken.Key)}
}

// takenProblem names the field whose value another record holds: unique keys are "field:value".
func takenProblem(key string) problem.Problem {
	field, _, _ := strings.Cut(key, ":")
	return problem.New("form.field.taken", problem.Pointer(field), "field", field)
}

func idemKey(key string) string { return "idem:" + key }

// Resume decides and commits what an event means for a record. A record that is gone is no error.
func (s *Submitter) Resume(ctx context.Context, appKey, formKey, id string, ev engine.Event) error {
	_, err := s.resume(ctx, appKey, formKey, id, nil, ev)
	return err
}

// resume is Resume on a record that was read already, nil for none. It returns the record as it was written, nil when
// it is gone.
func (s *Submitter) resume(ctx context.Context, appKey, formKey, id string, r *engine.Record, ev engine.Event) (_ *engine.Record, err error) {
	app, ok := s.Apps.Get(appKey)
	if !ok {
		return nil, fmt.Errorf("app %s is not installed", appKey)
	}
	f, ok := app.Form(formKey)
	if !ok {
		return nil, fmt.Errorf("form %s of app %s is gone", formKey, appKey)
	}
	defer s.timed(appKey, formKey, time.Now(), &err)
	answers := map[string]effect.Answer{}
	for try := 0; try < maxTries; try++ {
		if r == nil {
			var err error
			if r, err = s.LoadAny(ctx, app, f, id); errors.Is(err, ErrGone) {
				return nil, nil
			} else if err != nil {
				return nil, err
			}
		}
		app, f = s.follow(ctx, app, f, r)
		out, err := s.decide(ctx, app, answers, func(w engine.World) (engine.Outcome, problem.List) { return app.Resume(r, ev, w) })
		if err != nil {
			return nil, err
		}
		done, err := s.commit(ctx, app, f, r, out)
		if err != nil {
			return nil, err
		}
		if done && out.Record == nil {
			return r, nil
		}
		if done {
			return out.Record, nil
		}
		answers, r = counters(answers), nil
	}
	return nil, store.ErrConflict
}

// decide asks the engine until it has no more questions.
func (s *Submitter) decide(ctx context.Context, app *engine.App, answers map[string]effect.Answer,
	ask func(engine.World) (engine.Outcome, problem.List)) (engine.Outcome, error) {
	return s.rounds(ctx, app, s.Links, answers, s.Answers.Answer, ask)
}

// counters keeps the drawn numbers for the next try; everything else may have changed and is asked again.
func counters(answers map[string]effect.Answer) map[string]effect.Answer {
	out := map[string]effect.Answer{}
	for k, a := range answers {
		if isCounter(k) {
			out[k] = a
		}
	}
	return out
}

// commit writes the decided record. done is false when another writer was first and the decision must be made again.
func (s *Submitter) commit(ctx context.Context, app *engine.App, f *form.Form, old *engine.Record, out engine.Outcome) (done bool, err error) {
	if out.Record == nil || out.Same {
		return true, nil
	}
	r := out.Record
	ops, err := s.ops(app, f, old, r)
	if err != nil {
		return false, err
	}
	results := s.Store.Write(ctx, ops...)
	last := results[len(results)-1]
	var taken *store.UniqueError
	switch {
	case last.Err == nil:
	case errors.As(last.Err, &taken):
		return true, last.Err
	case errors.Is(last.Err, store.ErrConflict), errors.Is(last.Err, store.ErrNotFound):
		return false, nil
	default:
		return false, last.Err
	}
	r.Rev = last.Rev
	if s.Wrote != nil {
		s.Wrote(old, r)
	}
	if s.Nudge != nil && r.OutboxDue != nil && !r.OutboxDue.After(s.Now()) {
		s.Nudge(app.Key, f.Key(), r.ID)
	}
	return true, nil
}

// History kept in the document: it is cut back to keepHistory once it has grown past trimAt.
const (
	keepHistory = 20
	trimAt      = 40
)

// ops is the write of a record, preceded by the history entries it trims: they stand in the events collection
// before they leave the document.
func (s *Submitter) ops(app *engine.App, f *form.Form, old, r *engine.Record) ([]store.Op, error) {
	var ops []store.Op
	if n := len(r.History); n > trimAt {
		for _, e := range r.History[:n-keepHistory] {
			op, err := s.Codec.Event(r, e, f)
			if err != nil {
				return nil, err
			}
			ops = append(ops, op)
		}
		r.History = append([]engine.Entry(nil), r.History[n-keepHistory:]...)
	}
	body, err := s.Codec.Encode(app, r, f)
	if err != nil {
		return nil, err
	}
	rev := int64(0)
	if old != nil {
		rev = old.Rev
	}
	return append(ops, store.Op{Collection: RecordsOf(app.Key, f.Key()), ID: r.ID, IfRev: rev, Body: body, Keys: s.Codec.UniqueKeys(r, f)}), nil
}

// Load reads a record. Deleted records are ErrGone too; LoadAny returns them.
func (s *Submitter) Load(ctx context.Context, app *engine.App, f *form.Form, id string) (*engine.Record, error) {
	r, err := s.LoadAny(ctx, app, f, id)
	if err == nil && r.DeletedAt != nil {
		return nil, ErrGone
	}
	return r, err
}

// LoadAny reads a record, deleted or not.
func (s *Submitter) LoadAny(ctx context.Context, app *engine.App, f *form.Form, id string) (*engine.Record, error) {
	if f.Spec().Task { // its values stand in the record of the task
		return nil, ErrGone
	}
	docs, err := s.Store.Get(ctx, RecordsOf(app.Key, f.Key()), id)
	if err != nil {
		return nil, err
	}
	if len(docs) == 0 {
		return nil, ErrGone
	}
	r, err := s.Codec.Decode(docs[0].Body, f)
	if err != nil {
		slog.ErrorContext(ctx, "record cannot be read", "app", app.Key, "form", f.Key(), "id", id, "err", err)
		return nil, err
	}
	r.Rev = docs[0].Rev
	return r, nil
}
