package runtime

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"huiyin/engine"
	"huiyin/engine/access"
	"huiyin/engine/form"
	"huiyin/engine/query"
	"huiyin/runtime/store"
)

// KeptDeleted is how long a deleted record can be restored.
const KeptDeleted = 30 * 24 * time.Hour

// Bin is where deleted records lie until they are restored, or removed for good.
type Bin struct {
	Submitter *Submitter
	Files     *FileBook
}

// Page lists the deleted records that the person might have deleted, the last one first. next is "" on the last page.
func (b *Bin) Page(ctx context.Context, app *engine.App, f *form.Form, who access.Principal, limit int, after string) (page []*engine.Record, next string, err error) {
	kept := b.Submitter.Now().Add(-KeptDeleted).UTC().Format(time.RFC3339)
	where := query.Condition{All: []query.Condition{{Field: "deletedAt", Op: "gte", Value: kept},
		app.Policy().Scope(who, "read", f.Key()), app.Policy().Scope(who, "delete", f.Key())}}
	found, err := b.Submitter.Store.Find(ctx, RecordsOf(app.Key, f.Key()), query.Query{Where: where, Limit: limit, After: after,
		Sort: []query.Sort{{Field: "deletedAt", Desc: true}}, Fields: []string{"app", "form", "no", "title", "createdAt", "deletedAt", "people", "history"}})
	if err != nil {
		return nil, "", err
	}
	for _, doc := range found.Documents {
		r, err := b.Submitter.Codec.Decode(doc.Body, f)
		if err != nil {
			return nil, "", err
		}
		r.Rev = doc.Rev
		page = append(page, r)
	}
	return page, found.Next, nil
}

// Remove removes a deleted record for good, with what was said and written about it, its history and its files. It is
// emptied first and goes last: nobody can restore half a record, nothing can be copied from it meanwhile, and what was
// cut off is done again by Sweep. Errors: ErrGone where there is none or it is not deleted, store.ErrConflict where
// somebody has just restored it.
func (b *Bin) Remove(ctx context.Context, app *engine.App, f *form.Form, id string) error {
	r, err := b.Submitter.LoadAny(ctx, app, f, id)
	if err == nil && r.DeletedAt == nil {
		err = ErrGone
	}
	if err != nil {
		return err
	}
	st, in := b.Submitter.Store, RecordsOf(app.Key, f.Key())
	over := b.Submitter.Now().Add(-KeptDeleted - time.Second).UTC()
	husk := &engine.Record{ID: r.ID, App: r.App, Form: r.Form, Release: r.Release, Rev: r.Rev, CreatedAt: r.CreatedAt, CreatedBy: r.CreatedBy,
		Channel: r.Channel, UpdatedAt: r.UpdatedAt, DeletedAt: &over, Sample: r.Sample, Test: r.Test, Data: map[string]any{}, Seq: r.Seq, History: []engine.Entry{}}
	body, err := b.Submitter.Codec.Encode(app, husk, f)
	if err != nil {
		return err
	}
	emptied := st.Write(ctx, store.Op{Collection: in, ID: id, IfRev: r.Rev, Body: body})[0]
	if emptied.Err != nil {
		return emptied.Err
	}
	err = b.each(ctx, Files, id, func(doc store.Document) error { return b.Files.Release(ctx, doc.ID, id) })
	for _, collection := range []string{Events, Comments, Messages} {
		if err == nil {
			err = b.each(ctx, collection, id, func(doc store.Document) error { return b.drop(ctx, collection, doc.ID) })
		}
	}
	if ledger, ok := ledgerForm(app); ok && err == nil {
		err = b.dropLedger(ctx, RecordsOf(app.Key, ledger.Key()), id)
	}
	if err != nil {
		return err
	}
	return st.Write(ctx, store.Op{Collection: in, ID: id, IfRev: emptied.Rev})[0].Err
}

func (b *Bin) drop(ctx context.Context, collection, id string) error {
	return b.Submitter.Store.Write(ctx, store.Op{Collection: collection, ID: id, IfRev: store.AnyRev})[0].Err
}

// dropLedger drops the lines of a record's ledger. They are found by their ids: a record that was emptied and then cut
// off no longer says which there were.
func (b *Bin) dropLedger(ctx context.Context, in, record string) error {
	for {
		page, err := b.Submitter.Store.Find(ctx, in, query.Query{Where: query.Is("_id", "startsWith", ledgerOf(record)), Limit: sweepBatch, Fields: []string{"app"}})
		if err != nil || len(page.Documents) == 0 {
			return err
		}
		for _, doc := range page.Documents {
			if err := b.drop(ctx, in, doc.ID); err != nil {
				return err
			}
		}
	}
}

// each calls do for every document about a record until there is none; do must take it out of the question.
func (b *Bin) each(ctx context.Context, collection, record string, do func(store.Document) error) error {
	for {
		page, err := b.Submitter.Store.Find(ctx, collection, query.Query{Where: query.Condition{Field: "record", Op: "eq", Value: record}, Limit: sweepBatch, Fields: []string{"record"}})
		if err != nil || len(page.Documents) == 0 {
			return err
		}
		for _, doc := range page.Documents {
			if err := do(doc); err != nil {
				return err
			}
		}
	}
}

// over reports whether a record was deleted longer ago than it is kept: it is as good as removed.
func over(r *engine.Record, now time.Time) bool {
	return r.DeletedAt != nil && r.DeletedAt.Before(now.Add(-KeptDeleted))
}

// Sweep removes what was deleted longer ago than it is kept, and what was left half removed: at most a batch a form.
func (b *Bin) Sweep(ctx context.Context) error {
	before := b.Submitter.Now().Add(-KeptDeleted).UTC().Format(time.RFC3339)
	for _, app := range b.Submitter.Apps.All() {
		for _, f := range app.Forms() {
			if f.Spec().Task {
				continue
			}
			in := RecordsOf(app.Key, f.Key())
			page, err := b.Submitter.Store.Find(ctx, in, query.Query{Limit: sweepBatch, Fields: []string{"deletedAt"},
				Where: query.Condition{Field: "deletedAt", Op: "lt", Value: before}, Sort: []query.Sort{{Field: "deletedAt"}}})
			if err != nil {
				return err
			}
			for _, doc := range page.Documents {
				remove := func() error { return b.Remove(ctx, app, f, doc.ID) }
				if f.Spec().Dataset != "" { // a line of a ledger is a copy
					remove = func() error { return b.drop(ctx, in, doc.ID) }
				}
				if err := remove(); err != nil && !errors.Is(err, ErrGone) && !lost(err) {
					slog.ErrorContext(ctx, "deleted record not removed", "app", app.Key, "form", f.Key(), "id", doc.ID, "err", err)
				}
			}
		}
	}
	return nil
}
