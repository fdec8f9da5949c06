package httpapi

import (
	"errors"
	"slices"
	"time"

	"github.com/gofiber/fiber/v2"

	"huiyin/builder/trial"
	"huiyin/engine"
	"huiyin/engine/access"
	"huiyin/engine/form"
	"huiyin/engine/problem"
	"huiyin/runtime"
	"huiyin/runtime/httpapi"
)

// TrialOrder is what to play: every step from the start.
type TrialOrder struct {
	Start  time.Time    `json:"start"`  // when it begins; none: now
	Record string       `json:"record"` // number or id of a record whose values to begin with
	As     string       `json:"as"`     // through whose eyes to see it: user id or customer; "" = whoever has to act
	Steps  []trial.Step `json:"steps"`
}

// rehearsal is one request on its way.
type rehearsal struct {
	*API
	c     *fiber.Ctx
	host  *httpapi.API // as it answers about the trial
	real  *engine.App
	app   *engine.App
	form  *form.Form
	stage *trial.Stage
	in    TrialOrder
}

// tryProcess plays steps on a process of the drafts and tells where they lead. Nothing is kept and nothing leaves.
func (d *API) tryProcess(c *fiber.Ctx) error {
	t := &rehearsal{API: d, c: c}
	if err := httpapi.Read(c, &t.in); err != nil {
		return err
	}
	if len(t.in.Steps) > trial.MaxSteps {
		return problem.List{problem.New("trial.too_many", "/steps", "max", trial.MaxSteps)}
	}
	if t.in.Start.IsZero() {
		t.in.Start = d.host.Now().Truncate(time.Minute)
	}
	if err := t.prepare(c.Params("key")); err != nil {
		return err
	}
	done, refused, err := t.play()
	if err != nil {
		return err
	}
	v, err := t.view()
	if err != nil {
		return err
	}
	if refused != nil {
		v.Refused = &TrialRefusal{Step: done, Problems: refused.In(d.host.Lang(c))}
	}
	return c.JSON(v)
}

// prepare compiles the drafts and finds the form whose records go the way of the process.
func (t *rehearsal) prepare(process string) error {
	b, current, err := t.Drafts.Bundle(t.c.UserContext(), t.c.Params("app"))
	if err != nil {
		return err
	}
	app, problems := t.API.host.Apps.Draft(b)
	if err := problems.Err(); err != nil {
		return err
	}
	p, ok := app.Current(process)
	if !ok {
		return problem.List{problem.New("record.process_unknown", "", "process", process)}
	}
	if t.form, ok = app.Form(p.Spec().Form); !ok || t.form.Spec().Process != process {
		return problem.List{problem.New("trial.no_form", "", "process", process)}
	}
	t.real, _ = t.API.host.Apps.Get(app.Key)
	app.Release = current + 1
	t.app = app
	t.stage = trial.Open(t.API.host.Submitter, t.API.host.People, app, t.form, t.in.Start, t.API.host.Eyes(t.c, app.Key))
	t.host = t.API.host.Beside(t.stage.Submitter)
	return nil
}

// play carries out the steps, up to the first that is refused. done is how many there were before that.
func (t *rehearsal) play() (done int, refused problem.List, err error) {
	for i, step := range t.in.Steps {
		who, err := t.who(step.Who)
		if err == nil {
			err = t.stage.Play(t.c.UserContext(), step, who)
		}
		if errors.As(err, &refused) {
			return i, refused, nil
		}
		if err != nil {
			return i, nil, err
		}
	}
	return len(t.in.Steps), nil, nil
}

// who is somebody as the draft sees them.
func (t *rehearsal) who(id string) (access.Principal, error) {
	switch id {
	case "":
		return access.Principal{Kind: "user"}, nil
	case trial.Customer:
		return t.host.Stranger(t.c), nil
	}
	u, err := t.host.People.User(t.c.UserContext(), id)
	if errors.Is(err, runtime.ErrGone) || err == nil && !u.Active {
		return access.Principal{}, problem.List{problem.New("trial.nobody", "/who", "who", id)}
	}
	if err != nil {
		return access.Principal{}, err
	}
	p := t.host.People.Principal(t.c.UserContext(), u, t.app.Key)
	p.Language = t.host.Lang(t.c)
	return p, nil
}

// samples are values to fill the forms with that may come up: those of the chosen record where the caller may read them,
// else made up.
func (t *rehearsal) samples() (map[string]map[string]any, error) {
	lang, out := t.host.Lang(t.c), map[string]map[string]any{}
	for _, f := range t.app.Forms() {
		if f.Spec().Task || f == t.form {
			out[f.Key()] = f.Samples(lang, t.in.Start.In(t.app.Zone()))
		}
	}
	if t.in.Record == "" {
		return out, nil
	}
	if _, there := t.real.Form(t.form.Key()); !there {
		return nil, runtime.ErrGone
	}
	r, err := t.API.host.Open(t.c, t.app, t.form, t.in.Record)
	if err != nil {
		return nil, err
	}
	values := out[t.form.Key()]
	for _, key := range t.form.Entered() {
		delete(values, key)
		if v := r.Data[key]; v != nil {
			values[key] = v
		}
	}
	return out, nil
}

// people are who may be played, by name: whoever has a role in the app, and whoever the record got to work on it or is
// seen as all the same.
func (t *rehearsal) people(r *engine.Record) ([]TrialPerson, error) {
	lang, out := t.host.Lang(t.c), []TrialPerson{}
	if p := t.form.Spec().Public; p != nil {
		out = append(out, TrialPerson{ID: trial.Customer, Name: t.host.Stranger(t.c).Name, Roles: []string{}})
	}
	users, err := t.host.People.Users(t.c.UserContext())
	if err != nil {
		return nil, err
	}
	for _, u := range users {
		who := t.host.People.Principal(t.c.UserContext(), u, t.app.Key)
		drawn := u.ID == t.in.As || r != nil && slices.Contains(r.People.Working, u.ID)
		if !u.Active || len(who.Roles) == 0 && !who.Admin && !drawn {
			continue
		}
		one := TrialPerson{ID: u.ID, Name: u.Name, Admin: u.Admin, Roles: []string{}}
		for _, role := range who.Roles {
			one.Roles = append(one.Roles, t.app.TitleOf("role", role, lang))
		}
		slices.Sort(one.Roles)
		out = append(out, one)
	}
	return out, nil
}
