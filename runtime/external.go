package runtime

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strconv"

	"huiyin/engine"
	"huiyin/engine/form"
	"huiyin/engine/problem"
)

// Known names a record by a value that no other has: of a unique field, or its id when Field is engine.RecordID.
type Known struct{ Field, Value string }

// ExternalID is the record that another system knows by an id, in the field that the form's definition names.
func ExternalID(f *form.Form, id string) (Known, problem.List) {
	if f.Spec().ExternalField == "" {
		return Known{}, problem.List{problem.New("record.external_none", "", "form", f.Key())}
	}
	return KnownBy(f, f.Spec().ExternalField, id)
}

// KnownBy is the record that has a value in a unique field, as the form keeps it: that is how records are found.
func KnownBy(f *form.Form, key, value string) (Known, problem.List) {
	field, ok := f.Field(key)
	if !ok || !field.Unique {
		return Known{key, value}, nil
	}
	kept, problems := field.Value.Normalise(value)
	text, _ := kept.(string)
	if problems.Err() == nil && text == "" {
		problems.Add("record.external_required", "")
	}
	return Known{key, text}, problems.Under(problem.Pointer(key))
}

// spoken is an id as a program says it: many send theirs as numbers.
func spoken(id any) string {
	switch v := id.(type) {
	case string:
		return v
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return ""
}

// Holder finds a known record. It is nil when there is none, and a problem when the record that has the value was
// deleted: the value stays its own.
func (s *Submitter) Holder(ctx context.Context, app *engine.App, f *form.Form, k Known) (*engine.Record, error) {
	id, err := k.Value, error(nil)
	if k.Field != engine.RecordID {
		keys := s.Codec.anyKey(k.Field+":"+k.Value, f)
		if id, err = s.Answers.holder(ctx, app, f.Key(), keys...); err != nil || id == "" {
			return nil, err
		}
	}
	r, err := s.Load(ctx, app, f, id)
	if errors.Is(err, ErrGone) && k.Field != engine.RecordID {
		return nil, problem.List{problem.New("record.external_deleted", problem.Pointer(k.Field), "id", k.Value)}
	}
	if errors.Is(err, ErrGone) {
		return nil, nil
	}
	return r, err
}

// upsertTries is how often a record that came or went in between, or that many write at once, is looked for again:
// who asks is a program, which can wait a moment.
const upsertTries = 3

// Upsert changes the known record, or makes it where there is none: fields that q.Patch does not name stay as they are.
// carry is how either is submitted, such as Submit. Two that come at the same moment make one record. q.Kind and q.ID
// are set here.
func (s *Submitter) Upsert(ctx context.Context, app *engine.App, f *form.Form, k Known, q Request,
	carry func(context.Context, Request) (engine.Outcome, error)) (r *engine.Record, created bool, err error) {
	if said, named := q.Patch[k.Field]; named {
		if text := spoken(said); text != k.Value {
			if other, problems := KnownBy(f, k.Field, text); problems.Err() != nil || other != k {
				return nil, false, problem.List{problem.New("record.external_differs", problem.Pointer(k.Field), "id", k.Value)}
			}
		}
	}
	q.Form = f.Key()
	for try := 0; ; try++ {
		if r, err = s.Holder(ctx, app, f, k); err != nil {
			return nil, false, err
		}
		sent := q
		if sent.Patch = maps.Clone(q.Patch); sent.Patch == nil {
			sent.Patch = map[string]any{}
		}
		if r == nil {
			sent.Kind, sent.ID, sent.Rev, sent.Patch[k.Field] = "create", "", 0, k.Value
		} else {
			sent.Kind, sent.ID, sent.Master = "edit", r.ID, true
			delete(sent.Patch, k.Field)
		}
		out, err := carry(ctx, sent)
		if err != nil && try < upsertTries && (taken(err, k.Field) || busy(err) || errors.Is(err, ErrGone)) {
			if err := giveWay(ctx, maxTries+try); err != nil {
				return nil, false, err
			}
			continue
		}
		if err == nil && out.Record != nil {
			r = out.Record
		}
		return r, sent.Kind == "create" && !out.Repeat, err
	}
}

// busy reports whether a record was not written because others always were before.
func busy(err error) bool {
	var list problem.List
	return errors.As(err, &list) && slices.ContainsFunc(list, func(p problem.Problem) bool { return p.Code == "record.busy" })
}

// taken reports whether a record was refused because somebody else has made one with the same value meanwhile.
func taken(err error, field string) bool {
	var list problem.List
	return errors.As(err, &list) && slices.ContainsFunc(list, func(p problem.Problem) bool {
		return p.Code == "form.field.taken" && p.Params["field"] == field
	})
}
