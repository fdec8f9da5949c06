// Package trial lets a draft run before anybody relies on it: a record goes its way through the very program that runs
// records, on a clock that is moved by hand and over a store that keeps nothing. It is told a list of steps and plays all
// of them from the start, so that going back is playing a shorter list.
package trial

import (
	"context"
	"errors"
	"time"

	"huiyin/engine"
	"huiyin/engine/access"
	"huiyin/engine/effect"
	"huiyin/engine/form"
	"huiyin/engine/problem"
	"huiyin/runtime"
	"huiyin/runtime/executor"
)

// Bounds of a trial.
const (
	MaxSteps  = 200
	maxFired  = 2000 // looks at something due, in all
	maxLasts  = 3 * 366 * 24 * time.Hour
	recordKey = "trial"
)

// Stage is where a draft is tried. It serves one request.
type Stage struct {
	Submitter *runtime.Submitter // decides and writes as the real one does; what it writes stays here
	Form      *form.Form
	Took      []Took // what every step led to

	app    *engine.App
	people *runtime.People
	world  string // what collections of records are called
	layer  *layer
	worker *runtime.Worker
	start  time.Time
	now    time.Time
	fired  int // how often something was due
	calls  string
	mail   string
}

// Took is what one step led to.
type Took struct {
	At      time.Time // when it was over
	Seq     int64     // of the last history entry then
	Sent    []Sent
	Called  []Called
	Records []Made
}

// Open prepares a trial of an app that is not published, on a form of it, from a moment on. Nothing real is changed, and of
// real records no more is known than eyes see. The app must be the caller's alone: it gets the number of the release it
// would be.
func Open(real *runtime.Submitter, people *runtime.People, app *engine.App, f *form.Form, start time.Time, eyes *runtime.Eyes) *Stage {
	s := &Stage{Form: f, app: app, people: people, layer: newLayer(real.Store), start: start, now: start, world: runtime.RecordsOf(app.Key, "")}
	answers := *real.Answers
	eyes.Born = func(form, id string) bool { return s.layer.born[runtime.RecordsOf(app.Key, form)+"/"+id] }
	answers.Store, answers.People, answers.Eyes = s.layer, people.At(s.Now), eyes
	links := real.Links
	links.Blank = true
	s.Submitter = &runtime.Submitter{Apps: runtime.OnlyDraft(app), Store: s.layer, Codec: real.Codec, Answers: &answers, Links: links, Now: s.Now}
	record := executor.Record{Create: s.create, Update: s.update, Gone: func(err error) bool { return errors.Is(err, runtime.ErrGone) }}
	s.worker = &runtime.Worker{Name: recordKey, Submitter: s.Submitter, Performers: map[effect.Kind]executor.Performer{
		effect.Message: post{s}, effect.Webhook: caller{s}, effect.Record: record}}
	return s
}

// Now is the moment the trial has come to.
func (s *Stage) Now() time.Time { return s.now }

// Record is the record as it stands, nil before it was submitted.
func (s *Stage) Record(ctx context.Context) (*engine.Record, error) {
	r, err := s.Submitter.LoadAny(ctx, s.app, s.Form, recordKey)
	if errors.Is(err, runtime.ErrGone) {
		return nil, nil
	}
	return r, err
}

// Next is when something is due; ok is false when everything waits for people.
func (s *Stage) Next() (time.Time, bool) {
	at, _, ok := s.layer.next(s.world)
	return at, ok
}

// Play carries out one step. The error is a problem.List for what the product would refuse, with which nothing has
// happened, or a failure of the store.
func (s *Stage) Play(ctx context.Context, step Step, who access.Principal) error {
	s.Took = append(s.Took, Took{})
	if err := s.play(ctx, step, who); err != nil {
		s.Took = s.Took[:len(s.Took)-1]
		return err
	}
	took := s.latest()
	took.At = s.now
	r, err := s.Record(ctx)
	if r != nil {
		took.Seq = r.Seq
	}
	return err
}

func (s *Stage) latest() *Took { return &s.Took[len(s.Took)-1] }

func (s *Stage) play(ctx context.Context, step Step, who access.Principal) error {
	switch step.Do {
	case "wait":
		return s.wait(ctx, step)
	case "outside":
		return s.outside(step)
	}
	r, err := s.Record(ctx)
	switch {
	case err != nil:
		return err
	case r == nil && step.Do != "submit":
		return problem.List{problem.New("trial.not_begun", "")}
	case r != nil && step.Do == "submit":
		return problem.List{problem.New("trial.begun", "")}
	}
	q, problems := step.request(s.app.Key, s.Form.Key(), recordKey, who)
	if problems != nil {
		return problems
	}
	if _, err := s.Submitter.Submit(ctx, q); err != nil {
		return err
	}
	return s.settle(ctx)
}

// outside changes how other systems behave from now on.
func (s *Stage) outside(step Step) error {
	for at, one := range map[string]string{"/calls": step.Calls, "/mail": step.Mail} {
		if one != "" && one != "ok" && one != "failed" {
			return problem.List{problem.New("trial.fate_unknown", at, "fate", one)}
		}
	}
	if step.Calls != "" {
		s.calls = step.Calls
	}
	if step.Mail != "" {
		s.mail = step.Mail
	}
	return nil
}

// settle does everything that is due now, and what follows from it now.
func (s *Stage) settle(ctx context.Context) error {
	for ; s.fired < maxFired; s.fired++ {
		at, which, ok := s.layer.next(s.world)
		if !ok || at.After(s.now) {
			return nil
		}
		if err := s.worker.Do(ctx, s.app.Key, which.form, which.id); err != nil {
			return err
		}
	}
	return problem.List{problem.New("trial.endless", "", "max", maxFired)}
}

// wait moves the clock, and stops on the way at everything that is due.
func (s *Stage) wait(ctx context.Context, step Step) error {
	length, until, problems := step.length()
	if problems != nil {
		return problems
	}
	target, due := s.Next()
	if !until {
		var err error
		if target, err = s.app.Calendar(s.calendar()).After(s.now, length); err != nil {
			return err
		}
	} else if !due {
		return problem.List{problem.New("trial.nothing_due", "")}
	}
	if target.Sub(s.start) > maxLasts {
		return problem.List{problem.New("trial.too_long", "", "days", int(maxLasts.Hours()/24))}
	}
	for s.fired < maxFired {
		at, ok := s.Next()
		if !ok || at.After(target) {
			if target.After(s.now) {
				s.now = target
			}
			return nil
		}
		if at.After(s.now) {
			s.now = at
		}
		if err := s.settle(ctx); err != nil {
			return err
		}
	}
	return problem.List{problem.New("trial.endless", "", "max", maxFired)}
}

// calendar is the one that the process of the form counts on.
func (s *Stage) calendar() string {
	if p, ok := s.app.Current(s.Form.Spec().Process); ok {
		return p.Spec().Calendar
	}
	return ""
}

func (s *Stage) create(ctx context.Context, app string, sub engine.Submission, match []string) (string, error) {
	id, err := s.Submitter.CreateOrKnown(ctx, app, sub, match)
	if err == nil {
		s.made(ctx, sub.Form, id, true)
	}
	return id, err
}

func (s *Stage) update(ctx context.Context, app, id string, sub engine.Submission) error {
	_, err := s.Submitter.Submit(ctx, runtime.Request{App: app, ID: id, Submission: sub})
	if err == nil {
		s.made(ctx, sub.Form, id, false)
	}
	return err
}
