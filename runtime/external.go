package runtime

import (
	"context"
	"errors"
	"slices"

	"huiyin/engine"
	"huiyin/engine/form"
	"huiyin/engine/problem"
)

// External finds the record that another system knows by an id, in the field that the form's definition names. It is
// nil when there is none, and a problem when the record that has the id was deleted: the id stays its own.
func (s *Submitter) External(ctx context.Context, app *engine.App, f *form.Form, id string) (*engine.Record, error) {
	field := f.Spec().ExternalField
	holder, err := s.Answers.holder(ctx, app, f.Key(), field+":"+id)
	if err != nil || holder == "" {
		return nil, err
	}
	r, err := s.Load(ctx, app, f, holder)
	if errors.Is(err, ErrGone) {
		return nil, problem.List{problem.New("record.external_deleted", problem.Pointer(field), "id", id)}
	}
	return r, err
}

// ExternalID is the id as the form keeps it, which is how records are found by it.
func ExternalID(f *form.Form, id string) (string, problem.List) {
	field, ok := f.Field(f.Spec().ExternalField)
	if !ok {
		return "", problem.List{problem.New("record.external_none", "", "form", f.Key())}
	}
	value, problems := field.Value.Normalise(id)
	text, _ := value.(string)
	if problems.Err() == nil && text == "" {
		problems.Add("record.external_required", "")
	}
	return text, problems.Under(problem.Pointer(field.Key))
}

// externalTries is how often a record that came or went in between is looked for again.
const externalTries = 3

// Upsert makes the record that another system knows by an id, or changes the one there is: fields that q.Patch does not
// name stay as they are. carry is how either is submitted, such as Submit. Two that come at the same moment make one
// record. q.Kind and q.ID are set here.
func (s *Submitter) Upsert(ctx context.Context, app *engine.App, f *form.Form, id string, q Request,
	carry func(context.Context, Request) (engine.Outcome, error)) (r *engine.Record, created bool, err error) {
	field := f.Spec().ExternalField
	patch := map[string]any{field: id}
	for key, v := range q.Patch {
		patch[key] = v
	}
	if text, problems := ExternalID(f, asText(patch[field])); problems.Err() == nil && text != id {
		return nil, false, problem.List{problem.New("record.external_differs", problem.Pointer(field), "id", id)}
	}
	q.Form = f.Key()
	for try := 0; ; try++ {
		if r, err = s.External(ctx, app, f, id); err != nil {
			return nil, false, err
		}
		sent := q
		sent.Patch = patch
		if r == nil {
			sent.Kind, sent.ID, sent.Rev = "create", "", 0
		} else {
			sent.Kind, sent.ID = "edit", r.ID
			delete(patch, field)
		}
		out, err := carry(ctx, sent)
		if err != nil && try < externalTries && (taken(err, field) || errors.Is(err, ErrGone)) {
			patch[field] = id
			continue
		}
		if err == nil && out.Record != nil {
			r = out.Record
		}
		return r, sent.Kind == "create" && !out.Repeat, err
	}
}

func asText(v any) string {
	s, _ := v.(string)
	return s
}

// taken reports whether a record was refused because somebody else has made one with the same value meanwhile.
func taken(err error, field string) bool {
	var list problem.List
	return errors.As(err, &list) && slices.ContainsFunc(list, func(p problem.Problem) bool {
		return p.Code == "form.field.taken" && p.Pointer == problem.Pointer(field)
	})
}
