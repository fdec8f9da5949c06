package runtime

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"maps"
	"slices"
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
	sealed := c.sealHistory([]engine.Entry{e}, f.Personal())
	return eventOp(&history{ID: r.ID, App: r.App, Form: r.Form, Sample: r.Sample, Test: r.Test}, sealed[0])
}

// history is what the relay reads of a record's document; personal values stay sealed.
type history struct {
	ID      string         `json:"_id"`
	App     string         `json:"app"`
	Form    string         `json:"form"`
	Sample  bool           `json:"sample"`
	Test    bool           `json:"test"`
	Seq     int64          `json:"seq"`
	History []engine.Entry `json:"history"`
	Loop    []struct{}     `json:"loop"`
}

func eventOp(r *history, sealed engine.Entry) (store.Op, error) {
	id := fmt.Sprintf("%s:%d", r.ID, sealed.Seq)
	body, err := json.Marshal(EventDocument{ID: id, App: r.App, Form: r.Form, Record: r.ID, Sample: r.Sample, Test: r.Test, Entry: sealed})
	return store.Op{Collection: Events, ID: id, Body: body}, err
}

// Relay copies history into the events collection, following the store's change feed from a kept position, so that
// nothing is missed over a crash. Ids make repeats harmless: any number of nodes may relay.
type Relay struct {
	Store store.Store
	Apps  *Apps
	Codec Codec
	// Saw is told of every change of any collection, on this node or another, a moment after it was made: caches follow
	// it. It must not block.
	Saw  func(store.Change)
	seen map[string]int64 // record id -> last relayed seq, a bounded memory that saves repeats
}

// RelayMark is the document of the settings that keeps the position in the store's own change feed: no other store
// understands it.
const RelayMark = "relay"

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
	docs, err := r.Store.Get(ctx, Settings, RelayMark)
	if err != nil {
		return err
	}
	if len(docs) > 0 {
		if err := json.Unmarshal(docs[0].Body, &at); err != nil {
			return err
		}
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	changes, err := r.Store.Changes(ctx, at.Cursor)
	if err != nil {
		return err
	}
	feed := make(chan change, relayBatch)
	go func() {
		defer close(feed)
		for ch, err := range changes {
			select {
			case feed <- change{ch, err}:
			case <-ctx.Done():
				return
			}
		}
	}()
	return r.drink(ctx, feed)
}

// relayBatch bounds how many changes are read and copied together.
const relayBatch = 200

type change struct {
	store.Change
	err error
}

// drink copies what the feed brings, whatever is waiting in one batch: a busy server has several changes of one record
// waiting, and they are one reading and one write.
func (r *Relay) drink(ctx context.Context, feed <-chan change) error {
	kept := time.Now()
	for ch := range feed {
		batch, err := r.gather(ch, feed)
		if err != nil {
			return err
		}
		if len(batch) == 0 {
			continue // keeping the position for these too would make an idle server write for ever: the mark itself is a change
		}
		if err := r.copyAll(ctx, batch); err != nil {
			return err
		}
		if time.Since(kept) > time.Second {
			kept = time.Now()
			if err := r.keep(ctx, batch[len(batch)-1].Cursor); err != nil {
				return err
			}
		}
	}
	return ctx.Err()
}

// gather returns the changes of records among first and what waits behind it.
func (r *Relay) gather(first change, feed <-chan change) ([]store.Change, error) {
	var batch []store.Change
	for ch, ok := first, true; ok; {
		if ch.err != nil {
			return nil, ch.err
		}
		if r.Saw != nil {
			r.Saw(ch.Change)
		}
		if strings.HasPrefix(ch.Collection, "r_") && !ch.Deleted {
			batch = append(batch, ch.Change)
		}
		if len(batch) == relayBatch {
			return batch, nil
		}
		select {
		case ch, ok = <-feed:
		default:
			ok = false
		}
	}
	return batch, nil
}

// copyAll relays the records of a batch, each once.
func (r *Relay) copyAll(ctx context.Context, batch []store.Change) error {
	ids := map[string][]string{}
	for _, ch := range batch {
		if !slices.Contains(ids[ch.Collection], ch.ID) {
			ids[ch.Collection] = append(ids[ch.Collection], ch.ID)
		}
	}
	for collection, list := range ids {
		docs, err := r.Store.Get(ctx, collection, list...)
		if err != nil {
			return err
		}
		if err := r.copy(ctx, docs...); err != nil {
			return err
		}
	}
	return nil
}

func (r *Relay) keep(ctx context.Context, c store.Cursor) error {
	body, err := json.Marshal(mark{ID: RelayMark, Cursor: c})
	if err != nil {
		return err
	}
	return r.Store.Write(ctx, store.Op{Collection: Settings, ID: RelayMark, IfRev: store.AnyRev, Body: body, Lazy: true})[0].Err
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
			var batch []store.Document
			err := r.Store.Scan(ctx, records, query.Condition{}, func(d store.Document) error {
				if batch = append(batch, d); len(batch) < relayBatch {
					return nil
				}
				err := once.copy(ctx, batch...)
				batch = batch[:0]
				return err
			})
			if err == nil {
				err = once.copy(ctx, batch...)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// copy relays the entries of records that were not relayed yet. It need not wait for the disk: the position in the
// feed is written after it, and gets there after it.
func (r *Relay) copy(ctx context.Context, docs ...store.Document) error {
	var ops []store.Op
	last := map[string]int64{}
	for _, doc := range docs {
		rec, more, err := r.entries(doc)
		if err != nil {
			return err
		}
		ops = append(ops, more...)
		if rec != nil {
			last[rec.ID] = rec.Seq
		}
	}
	if len(ops) > 0 {
		for i := range ops {
			ops[i].Lazy = true
		}
		if err := copied(r.Store.Write(ctx, ops...)); err != nil {
			return err
		}
	}
	if len(r.seen) > 10000 {
		clear(r.seen)
	}
	maps.Copy(r.seen, last)
	return nil
}

// entries returns the writes that relay one document, rec nil when it is not one to relay.
func (r *Relay) entries(doc store.Document) (*history, []store.Op, error) {
	rec := &history{}
	if err := json.Unmarshal(doc.Body, rec); err != nil {
		return nil, nil, err
	}
	app, f, ok := r.form(rec)
	if !ok || f.Spec().Dataset != "" || rec.Seq <= r.seen[rec.ID] { // datasets are made by the relay itself
		return nil, nil, nil
	}
	var ops []store.Op
	if len(rec.Loop) > 0 {
		whole, err := r.Codec.Decode(doc.Body, f)
		if err != nil {
			return nil, nil, err
		}
		if ops, err = r.Codec.ledger(app, whole); err != nil {
			return nil, nil, err
		}
	}
	for _, e := range rec.History {
		if e.Seq <= r.seen[rec.ID] {
			continue
		}
		op, err := eventOp(rec, e)
		if err != nil {
			return nil, nil, err
		}
		ops = append(ops, op)
	}
	return rec, ops, nil
}

func (r *Relay) form(rec *history) (*engine.App, *form.Form, bool) {
	app, ok := r.Apps.Get(rec.App)
	if !ok {
		return nil, nil, false
	}
	f, ok := app.Form(rec.Form)
	return app, f, ok
}

func sleep(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

// OpenEntry opens the personal values of an entry read from the events collection.
func (c Codec) OpenEntry(e engine.Entry, f *form.Form) engine.Entry {
	return c.openHistory([]engine.Entry{e}, f)[0]
}
