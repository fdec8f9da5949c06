package runtime

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"slices"
	"strings"

	"huiyin/engine"
	"huiyin/engine/form"
	"huiyin/engine/query"
	"huiyin/runtime/store"
)

// nothingSealed marks a document of a form without personal fields. No field has this key.
const nothingSealed = "-"

// sealedFields tells which fields of a form are sealed, as documents remember it.
func sealedFields(f *form.Form) string {
	personal := f.Personal()
	if len(personal) == 0 {
		return nothingSealed
	}
	slices.Sort(personal)
	return strings.Join(personal, ",")
}

// wasSealed reports whether a field was sealed when a document was written. Documents that do not tell are of a time in
// which what was personal was never anything else.
func wasSealed(told, field string) bool {
	return told == "" || slices.Contains(strings.Split(told, ","), field)
}

// unlike finds the documents of a form in which other fields are sealed than those that are personal now, deleted
// records too.
func unlike(f *form.Form) query.Condition {
	want := sealedFields(f)
	if want != nothingSealed {
		return query.Is("sealed", "ne", want)
	}
	told := query.And(query.Is("sealed", "notEmpty", nil), query.Is("sealed", "ne", want))
	return query.Condition{Any: []query.Condition{told, query.Is("blind", "notEmpty", nil)}}
}

// stale finds the documents of a form that are to be written anew: those that unlike finds, and those that stand in the
// order of statuses of an older process.
func stale(app *engine.App, f *form.Form) query.Condition {
	out := unlike(f)
	if p, ok := app.Current(f.Spec().Process); ok {
		out = query.Condition{Any: []query.Condition{out, query.Is("ranked", "ne", p.Order())}}
	}
	return out
}

// ranked is where a record stands among those of its form by its status, in the order of the process as it is now, and
// the fingerprint of that order. A status that only the older process of the record has comes after all others.
func ranked(app *engine.App, f *form.Form, r *engine.Record) (rank int, order string) {
	now, ok := app.Current(f.Spec().Process)
	if !ok {
		return 0, ""
	}
	if r.Proc == nil || r.Proc.Status == "" {
		return 0, now.Order()
	}
	if rank = now.Rank(r.Proc.Status); rank == 0 {
		if own, ok := app.Process(r.Proc.Process, r.Proc.Release); ok {
			rank = len(now.Spec().Statuses) + own.Rank(r.Proc.Status)
		}
	}
	return rank, now.Order()
}

// seals seals and opens what records and their histories hold, after fields have become personal or ceased to be, and
// gives records their place in an order of statuses that has changed. What
// was done is not found again, so that it may be stopped at any moment. It leaves alone what is no copy of a field: letters
// in the outbox and the message log, which are sealed in any case, and the audit log, which proves what was.
func (m *Migrator) seals(ctx context.Context, app *engine.App, state *MigrationState) (through bool, err error) {
	through = true
	for _, f := range app.Forms() {
		if f.Spec().Task {
			continue
		}
		whole, err := m.each(ctx, app, f, stale(app, f), state, func(id string) error { return m.Submitter.reseal(ctx, app, f, id) })
		if err != nil {
			return false, err
		}
		through = through && whole
	}
	return through, nil
}

// misplaced reports whether there are records that stand in an older order of statuses.
func (m *Migrator) misplaced(ctx context.Context, app *engine.App) (bool, error) {
	for _, f := range app.Forms() {
		if p, ok := app.Current(f.Spec().Process); ok {
			if n, err := m.matching(ctx, app, f, query.Is("ranked", "ne", p.Order())); n > 0 || err != nil {
				return true, err
			}
		}
	}
	return false, nil
}

// unsealed counts the records whose values seals has still to seal or open.
func (m *Migrator) unsealed(ctx context.Context, app *engine.App) (total int, err error) {
	for _, f := range app.Forms() {
		if f.Spec().Task {
			continue
		}
		n, err := m.matching(ctx, app, f, unlike(f))
		if err != nil {
			return 0, err
		}
		total += n
	}
	return total, nil
}

// reseal writes a record and its history anew as its form wants them. Nothing of it changes for those who read it. A
// record that cannot be read is left and logged.
func (s *Submitter) reseal(ctx context.Context, app *engine.App, f *form.Form, id string) error {
	for range maxTries {
		if now, ok := s.Apps.Get(app.Key); !ok || now.Release != app.Release {
			return errOvertaken
		}
		docs, err := s.Store.Get(ctx, RecordsOf(app.Key, f.Key()), id)
		if err != nil || len(docs) == 0 {
			return err
		}
		r, err := s.Codec.Decode(docs[0].Body, f)
		if err != nil {
			slog.ErrorContext(ctx, "record cannot be sealed anew", "app", app.Key, "form", f.Key(), "id", id, "err", err)
			return nil
		}
		r.Rev, r.Sealed = docs[0].Rev, sealedFields(f)
		r.Describe(f.Spec()) // a field that becomes personal is no title any more
		if err := s.resealHistory(ctx, docs[0].Body, id, f); err != nil {
			return err
		}
		switch err := s.rewrite(ctx, app, f, r); {
		case errors.Is(err, store.ErrConflict), errors.Is(err, store.ErrNotFound):
		default:
			return err
		}
	}
	return store.ErrConflict
}

// resealHistory rewrites the entries of a record in the events collection. Those that still stand in its document are
// written too: the relay may be about to copy them as they were.
func (s *Submitter) resealHistory(ctx context.Context, body []byte, id string, f *form.Form) error {
	var ops []store.Op
	personal := f.Personal()
	add := func(of *history, e engine.Entry, rev int64) error {
		if !s.Codec.astray(e, f, personal) {
			return nil
		}
		op, err := eventOp(of, s.Codec.sealHistory(s.Codec.openHistory([]engine.Entry{e}, f), personal)[0])
		op.IfRev = rev
		ops = append(ops, op)
		return err
	}
	err := s.Store.Scan(ctx, Events, query.Is("record", "eq", id), func(doc store.Document) error {
		var e EventDocument
		if err := json.Unmarshal(doc.Body, &e); err != nil {
			return err
		}
		return add(&history{ID: e.Record, App: e.App, Form: e.Form, Sample: e.Sample, Test: e.Test}, e.Entry, doc.Rev)
	})
	if err != nil {
		return err
	}
	var kept history
	if err := json.Unmarshal(body, &kept); err != nil {
		return err
	}
	for _, e := range kept.History {
		if err := add(&kept, e, store.AnyRev); err != nil {
			return err
		}
	}
	return copied(s.Store.Write(ctx, ops...)) // who wrote one meanwhile wrote it as the form wants it
}

// rewrite writes a record that is as it was, with its lines in the dataset of promises. Where two records have come to
// hold one unique value while it could not be compared, the second goes without the key: staying readable to everybody
// would be worse.
func (s *Submitter) rewrite(ctx context.Context, app *engine.App, f *form.Form, r *engine.Record) error {
	for {
		ops, err := s.Codec.ledger(app, r)
		if err != nil {
			return err
		}
		own, err := s.ops(app, f, r, r)
		if err != nil {
			return err
		}
		results := s.Store.Write(ctx, append(ops, own...)...)
		last := results[len(results)-1]
		var taken *store.UniqueError
		if !errors.As(last.Err, &taken) {
			return last.Err
		}
		at := slices.Index(s.Codec.UniqueKeys(r, f), taken.Key)
		if at < 0 {
			return last.Err
		}
		slog.WarnContext(ctx, "two records have one unique value", "app", app.Key, "form", f.Key(), "id", r.ID)
		r.Keys = slices.Delete(slices.Clone(r.Keys), at, at+1)
	}
}
