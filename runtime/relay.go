package runtime

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"huiyin/engine"
	"huiyin/engine/form"
	"huiyin/engine/query"
	"huiyin/runtime/store"
)

// EventDocument is a history entry as it stands in the events collection.
type EventDocument struct {
	ID     string `json:"_id"` // record:seq
	App    string `json:"app"`
	Form   string `json:"form"`
	Record string `json:"record"`
	Sample bool   `json:"sample,omitempty"`
	Test   bool   `json:"test,omitempty"`
	engine.Entry
}

// Event is the write that copies a history entry into the events collection; a repeat changes nothing.
func (c Codec) Event(r *engine.Record, e engine.Entry, f *form.Form) (store.Op, error) {
	sealed := c.history([]engine.Entry{e}, f.Personal(), func(v any) (any, error) { return c.Keys.SealValue(v), nil })
	id := fmt.Sprintf("%s:%d", r.ID, e.Seq)
	body, err := json.Marshal(EventDocument{ID: id, App: r.App, Form: r.Form, Record: r.ID, Sample: r.Sample, Test: r.Test, Entry: sealed[0]})
	return store.Op{Collection: Events, ID: id, Body: body}, err
}

// Relay copies history into the events collection, following the store's change feed from a kept position, so that
// nothing is missed over a crash. Ids make repeats harmless: any number of nodes may relay.
type Relay struct {
	Store store.Store
	Apps  *Apps
	Codec Codec
	seen  map[string]int64 // record id -> last relayed seq, a bounded memory that saves repeats
}

const relayMark = "relay"

type mark struct {
	ID     string       `json:"_id"`
	Cursor store.Cursor `json:"cursor"`
}

// Run relays until ctx ends.
func (r *Relay) Run(ctx context.Context) error {
	r.seen = map[string]int64{}
	for ctx.Err() == nil {
		if err := r.follow(ctx); err != nil && ctx.Err() == nil {
			slog.ErrorContext(ctx, "relay stopped, starting again", "err", err)
			sleep(ctx, time.Second)
		}
	}
	return nil
}

func (r *Relay) follow(ctx context.Context) error {
	var at mark
	docs, err := r.Store.Get(ctx, Settings, relayMark)
	if err != nil {
		return err
	}
	if len(docs) > 0 {
		if err := json.Unmarshal(docs[0].Body, &at); err != nil {
			return err
		}
	}
	changes, err := r.Store.Changes(ctx, at.Cursor)
	if err != nil {
		return err
	}
	kept := time.Now()
	for ch, err := range changes {
		if err != nil {
			return err
		}
		if !strings.HasPrefix(ch.Collection, "r_") || ch.Deleted {
			continue // keeping the position for these too would make an idle server write for ever: the mark itself is a change
		}
		if err := r.copy(ctx, ch.Collection, ch.ID); err != nil {
			return err
		}
		if time.Since(kept) > time.Second {
			kept = time.Now()
			if err := r.keep(ctx, ch.Cursor); err != nil {
				return err
			}
		}
	}
	return ctx.Err()
}

func (r *Relay) keep(ctx context.Context, c store.Cursor) error {
	body, err := json.Marshal(mark{ID: relayMark, Cursor: c})
	if err != nil {
		return err
	}
	return r.Store.Write(ctx, store.Op{Collection: Settings, ID: relayMark, IfRev: store.AnyRev, Body: body})[0].Err
}

// CatchUp relays the entries of every record there is, for callers that must not wait for Run: tests with a clock of
// their own, and sample data that is made before the server runs.
func (r *Relay) CatchUp(ctx context.Context) error {
	once := &Relay{Store: r.Store, Apps: r.Apps, Codec: r.Codec, seen: map[string]int64{}}
	for _, app := range r.Apps.All() {
		for _, f := range app.Forms() {
			if f.Spec().Task {
				continue
			}
			records := RecordsOf(app.Key, f.Key())
			err := r.Store.Scan(ctx, records, query.Condition{}, func(d store.Document) error { return once.copy(ctx, records, d.ID) })
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// copy relays the entries of one changed record that were not relayed yet.
func (r *Relay) copy(ctx context.Context, collection, id string) error {
	docs, err := r.Store.Get(ctx, collection, id)
	if err != nil || len(docs) == 0 {
		return err
	}
	var head struct{ App, Form string }
	if err := json.Unmarshal(docs[0].Body, &head); err != nil {
		return err
	}
	app, ok := r.Apps.Get(head.App)
	if !ok {
		return nil
	}
	f, ok := app.Form(head.Form)
	if !ok {
		return nil
	}
	if f.Spec().Dataset != "" {
		return nil // made by the relay itself
	}
	rec, err := r.Codec.Decode(docs[0].Body, f)
	if err != nil || rec.Seq <= r.seen[rec.ID] {
		return err
	}
	ops, err := r.ledger(app, rec)
	if err != nil {
		return err
	}
	for _, e := range rec.History {
		if e.Seq <= r.seen[rec.ID] {
			continue
		}
		op, err := r.Codec.Event(rec, e, f)
		if err != nil {
			return err
		}
		ops = append(ops, op)
	}
	if err := copied(r.Store.Write(ctx, ops...)); err != nil {
		return err
	}
	if len(r.seen) > 10000 {
		clear(r.seen)
	}
	r.seen[rec.ID] = rec.Seq
	return nil
}

func sleep(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

// OpenEntry opens the personal values of an entry read from the events collection.
func (c Codec) OpenEntry(e engine.Entry, f *form.Form) engine.Entry {
	return c.history([]engine.Entry{e}, f.Personal(), c.Keys.OpenValue)[0]
}
