package runtime

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"huiyin/engine"
	"huiyin/engine/form"
	"huiyin/engine/query"
	"huiyin/engine/report"
	"huiyin/runtime/store"
)

// Columns keeps the records of every form in memory as columns, out of which reports are answered. A form is read when
// it is first asked about, and anew when its fields change; from then on Saw, which is to be told by the change feed,
// keeps it current. Personal values are in none of it.
type Columns struct {
	Store store.Store
	Codec Codec

	mu     sync.Mutex
	tables map[string]*columnar // by collection
	wake   chan struct{}
}

// columnar is the table of one form.
type columnar struct {
	columns []report.Column
	heads   map[string]bool // the parts of a document that columns come from
	table   *report.Table
	ready   chan struct{} // closed when the records that were there have been read
	err     error         // why they could not be; read after ready
	stale   map[string]bool
}

// Table returns the columns of a form, when they have been read or ctx ends.
func (c *Columns) Table(ctx context.Context, app *engine.App, f *form.Form) (*report.Table, error) {
	t := c.open(RecordsOf(app.Key, f.Key()), f)
	select {
	case <-t.ready:
		return t.table, t.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// open finds the table of a collection, or begins to read it.
func (c *Columns) open(collection string, f *form.Form) *columnar {
	c.mu.Lock()
	defer c.mu.Unlock()
	columns := engine.Columns(f)
	if t, ok := c.tables[collection]; ok && slices.EqualFunc(t.columns, columns, sameColumn) {
		return t
	}
	t := &columnar{columns: columns, heads: map[string]bool{"deletedAt": true, "test": true}, table: report.NewTable(columns),
		ready: make(chan struct{}), stale: map[string]bool{}}
	for _, column := range columns {
		head, _, _ := strings.Cut(column.Name, ".")
		t.heads[head] = true
	}
	if c.tables == nil {
		c.tables = map[string]*columnar{}
	}
	c.tables[collection] = t
	go c.read(collection, t)
	return t
}

func sameColumn(a, b report.Column) bool {
	return a.Name == b.Name && a.Kind == b.Kind && a.List == b.List
}

// read takes in the records that are there. What changes meanwhile is noted by Saw and taken in afterwards. Whoever
// asked first may have gone: those who come later wait for the same reading, so nobody's context ends it.
func (c *Columns) read(collection string, t *columnar) {
	began := time.Now()
	batch := make([]report.Change, 0, relayBatch)
	t.err = c.Store.Scan(context.Background(), collection, query.Condition{}, func(d store.Document) error {
		change, err := c.change(t, d)
		if err != nil {
			return err
		}
		if batch = append(batch, change); len(batch) == relayBatch {
			t.table.Apply(batch...)
			batch = batch[:0]
		}
		return nil
	})
	t.table.Apply(batch...)
	if t.err != nil {
		c.forget(collection, t)
		slog.Error("records could not be read for reports", "collection", collection, "err", t.err)
	} else {
		slog.Debug("records read for reports", "collection", collection, "records", t.table.Len(), "bytes", t.table.Bytes(), "took", time.Since(began))
	}
	close(t.ready)
}

// forget drops a table that could not be read, so that the next question tries again.
func (c *Columns) forget(collection string, t *columnar) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.tables[collection] == t {
		delete(c.tables, collection)
	}
}

// change is a document as its table takes it in. Records that are deleted, for now or for good, or were made by a test
// are in no figure.
func (c *Columns) change(t *columnar, d store.Document) (report.Change, error) {
	var parts map[string]json.RawMessage
	if err := json.Unmarshal(d.Body, &parts); err != nil {
		return report.Change{}, fmt.Errorf("record document %s: %w", d.ID, err)
	}
	document := map[string]any{}
	for head := range t.heads {
		raw, there := parts[head]
		if !there {
			continue
		}
		var v any
		if err := json.Unmarshal(raw, &v); err != nil {
			return report.Change{}, fmt.Errorf("record document %s: %w", d.ID, err)
		}
		document[head] = v
	}
	return report.Change{ID: d.ID, Rev: d.Rev, Gone: document["deletedAt"] != nil || document["test"] == true, Get: func(column string) any {
		v, err := c.Codec.Keys.OpenValue(query.Lookup(document, column))
		if err != nil {
			return nil // typed by somebody to look sealed
		}
		return v
	}}, nil
}

// Saw takes note of a change. It does not block.
func (c *Columns) Saw(ch store.Change) {
	c.mu.Lock()
	defer c.mu.Unlock()
	t, ok := c.tables[ch.Collection]
	if !ok {
		return
	}
	if ch.Deleted {
		t.table.Apply(report.Change{ID: ch.ID, Rev: ch.Rev, Gone: true})
		return
	}
	t.stale[ch.ID] = true
	select {
	case c.wakes() <- struct{}{}:
	default: // it is awake already
	}
}

func (c *Columns) wakes() chan struct{} {
	if c.wake == nil {
		c.wake = make(chan struct{}, 1)
	}
	return c.wake
}

// Run takes in what Saw noted, until ctx ends.
func (c *Columns) Run(ctx context.Context) {
	c.mu.Lock()
	wake := c.wakes()
	c.mu.Unlock()
	for {
		select {
		case <-ctx.Done():
			return
		case <-wake:
		}
		if err := c.CatchUp(ctx); err != nil && ctx.Err() == nil {
			slog.ErrorContext(ctx, "reports are behind, trying again", "err", err)
			sleep(ctx, time.Second)
			select {
			case wake <- struct{}{}:
			default:
			}
		}
	}
}

// CatchUp takes in everything that Saw noted so far.
func (c *Columns) CatchUp(ctx context.Context) error {
	c.mu.Lock()
	tables := maps.Clone(c.tables)
	c.mu.Unlock()
	for collection, t := range tables {
		for {
			ids := c.take(t)
			if len(ids) == 0 {
				break
			}
			if err := c.refresh(ctx, collection, t, ids); err != nil {
				c.note(t, ids)
				return err
			}
		}
	}
	return nil
}

// take takes some ids of what is stale.
func (c *Columns) take(t *columnar) (ids []string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for id := range t.stale {
		if len(ids) == relayBatch {
			break
		}
		ids = append(ids, id)
		delete(t.stale, id)
	}
	return ids
}

func (c *Columns) note(t *columnar, ids []string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, id := range ids {
		t.stale[id] = true
	}
}

// refresh reads documents again. One that is gone for good meanwhile has a change of its own.
func (c *Columns) refresh(ctx context.Context, collection string, t *columnar, ids []string) error {
	docs, err := c.Store.Get(ctx, collection, ids...)
	if err != nil {
		return err
	}
	changes := make([]report.Change, len(docs))
	for i, d := range docs {
		if changes[i], err = c.change(t, d); err != nil {
			return err
		}
	}
	t.table.Apply(changes...)
	return nil
}
