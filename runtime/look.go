package runtime

import (
	"context"
	"fmt"

	"huiyin/engine"
	"huiyin/engine/access"
	"huiyin/engine/effect"
	"huiyin/engine/form"
)

// Offer lists what who may do with a record, answering the engine's questions.
func (s *Submitter) Offer(ctx context.Context, app *engine.App, r *engine.Record, who access.Principal) (engine.Offers, error) {
	w := engine.World{Now: s.Now(), Answers: map[string]effect.Answer{}, Link: s.Links.For(app)}
	for round := 0; round < maxRounds; round++ {
		offers, needs := app.Offer(r, who, w)
		if len(needs) == 0 {
			return offers, nil
		}
		for _, n := range needs {
			a, err := s.Answers.Answer(ctx, app, n)
			if err != nil {
				return engine.Offers{}, err
			}
			w.Answers[n.Key] = a
		}
	}
	return engine.Offers{}, fmt.Errorf("offer still had questions after %d rounds", maxRounds)
}

// Sight is one reader's look at records of an app: it knows names of people and titles of records, each read once.
type Sight struct {
	Ctx    context.Context
	App    *engine.App
	People *People
	Answer *Answerer
	Zone   func(utc string) string // datetime for the reader
	Gone   string                  // what stands where a record was deleted

	found map[string]*effect.Found
}

// Name implements field.Names.
func (s *Sight) Name(kind, id string) string {
	switch kind {
	case "user", "department":
		return s.People.Name(s.Ctx, id)
	case "datetime":
		return s.Zone(id)
	}
	if form, ok := recordKind(kind); ok {
		if f := s.Record(form, id); f != nil {
			if f.Title != "" {
				return f.Title
			}
			return f.No
		}
		return s.Gone
	}
	return ""
}

func recordKind(kind string) (form string, ok bool) {
	const prefix = "record:"
	if len(kind) > len(prefix) && kind[:len(prefix)] == prefix {
		return kind[len(prefix):], true
	}
	return "", false
}

// Record returns a related record, nil when it is gone.
func (s *Sight) Record(formKey, id string) *effect.Found {
	key := formKey + "/" + id
	if f, ok := s.found[key]; ok {
		return f
	}
	if s.found == nil {
		s.found = map[string]*effect.Found{}
	}
	s.found[key] = nil
	f, ok := s.App.Form(formKey)
	if !ok {
		return nil
	}
	got, err := s.Answer.records(s.Ctx, s.App, f, []string{id})
	if err != nil || len(got.Records) == 0 {
		return nil
	}
	s.found[key] = &got.Records[0]
	return s.found[key]
}

// Related returns the values of a related record as far as the reader may see them.
func (s *Sight) Related(who access.Principal) func(formKey, id string) (map[string]any, bool) {
	return func(formKey, id string) (map[string]any, bool) {
		found := s.Record(formKey, id)
		f, ok := s.App.Form(formKey)
		if found == nil || !ok {
			return nil, false
		}
		out := f.Mask(found.Data, Levels(s.App, f, who))
		out["id"], out["no"], out["title"] = found.ID, found.No, found.Title
		return out, true
	}
}

// Levels is what a person may do with the fields of a form, by role alone.
func Levels(app *engine.App, f *form.Form, who access.Principal) func(string) access.Level {
	return func(field string) access.Level {
		c, ok := f.Field(field)
		if !ok {
			return access.Hidden
		}
		return app.Policy().Field(who, f.Key(), field, c.Personal != nil)
	}
}
