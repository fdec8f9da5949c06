package runtime

import (
	"errors"

	"huiyin/engine"
	"huiyin/engine/form"
	"huiyin/engine/process"
	"huiyin/runtime/store"
)

// promises is the dataset over the promise ledgers: a form of this kind has one read-only record per ledger entry,
// kept in step by the relay, so that lists, filters, row scopes and reports work on it like on any other form.
const promises = "promises"

// ledgerForm returns the app's form over the promise ledgers, if it has one.
func ledgerForm(app *engine.App) (*form.Form, bool) {
	for _, f := range app.Forms() {
		if f.Spec().Dataset == promises {
			return f, true
		}
	}
	return nil, false
}

// ledger returns the writes that bring the dataset in step with a record's ledger.
func (c Codec) ledger(app *engine.App, rec *engine.Record) ([]store.Op, error) {
	f, ok := ledgerForm(app)
	if !ok || len(rec.Loop) == 0 {
		return nil, nil
	}
	var ops []store.Op
	for _, e := range rec.Loop {
		line := ledgerLine(app, f, rec, e)
		body, err := c.Encode(app, line, f)
		if err != nil {
			return nil, err
		}
		ops = append(ops, store.Op{Collection: RecordsOf(app.Key, f.Key()), ID: line.ID, IfRev: store.AnyRev, Body: body})
	}
	return ops, nil
}

// ledgerOf is what the ids of the lines of a record's ledger begin with.
func ledgerOf(record string) string { return record + "~" }

func ledgerID(rec *engine.Record, e process.Entry) string { return ledgerOf(rec.ID) + e.ID }

// ledgerLine is a ledger entry as a record of the dataset; it has only the fields that the form declares.
func ledgerLine(app *engine.App, f *form.Form, rec *engine.Record, e process.Entry) *engine.Record {
	all := map[string]any{"promise": e.Promise, "kind": e.Kind, "source_form": rec.Form, "source_id": rec.ID, "source_no": rec.No, "source_title": rec.Title,
		"customer": e.Customer, "customer_name": e.Name, "state": e.State, "kept": e.Kept(), "channel": e.Channel, "at": e.At.UTC().Format("2006-01-02T15:04:05Z"),
		"by": e.By, "summary": e.Summary, "reason": e.Reason}
	if e.State != "waived" {
		all["reason"] = "" // why it failed is the timeline's business
	}
	data := map[string]any{}
	for key, v := range all {
		if _, ok := f.Field(key); ok && v != "" {
			data[key] = v
		}
	}
	return &engine.Record{ID: ledgerID(rec, e), App: app.Key, Form: f.Key(), Release: rec.Release, CreatedAt: e.At, UpdatedAt: e.At, CreatedBy: "system",
		Channel: "rule", Sample: rec.Sample, Test: rec.Test, DeletedAt: rec.DeletedAt, No: rec.No, Title: rec.Title, Data: data,
		People:  engine.People{Submitter: rec.People.Submitter, Owner: rec.People.Owner, Participants: rec.People.Participants, Department: rec.People.Department},
		History: []engine.Entry{}}
}

// copied writes ops and accepts those that were written before.
func copied(results []store.Result) error {
	for _, res := range results {
		if res.Err != nil && !errors.Is(res.Err, store.ErrConflict) {
			return res.Err
		}
	}
	return nil
}
