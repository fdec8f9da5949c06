// Package storetest is what every store must do, as tests. An adapter runs it with
//
//	storetest.Run(t, func(t *testing.T) store.Store { return open(t) })
//
// It needs single-document compare-and-swap only: no transaction over two documents, no order between documents.
package storetest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	"huiyin/engine/query"
	"huiyin/runtime/store"
)

// Options say what is special about a run. The zero value asks for everything.
type Options struct {
	// Conditions is how many random conditions are tried, 300 when 0.
	Conditions int
	// Except names shared cases that the server behind the store is known to answer wrongly.
	Except []string
}

func (o Options) conditions() int {
	if o.Conditions > 0 {
		return o.Conditions
	}
	return 300
}

// Run runs the whole suite. open gives a new, empty store and closes it when the test ends.
func Run(t *testing.T, open func(t *testing.T) store.Store) { RunWith(t, Options{}, open) }

// RunWith is Run for a store with something special about it.
func RunWith(t *testing.T, o Options, open func(t *testing.T) store.Store) {
	t.Run("cases", func(t *testing.T) { testCases(t, open(t), o.Except) })
	t.Run("match", func(t *testing.T) { testMatch(t, open(t), o.conditions()) })
	for _, part := range []struct {
		name string
		test func(t *testing.T, s store.Store)
	}{
		{"sort", testSort}, {"project", testProject}, {"refuse", testRefuse}, {"scan", testScan},
		{"write", testWrite}, {"batch", testBatch}, {"race", testRace}, {"increment", testIncrement},
		{"keys", testKeys}, {"keyRace", testKeyRace}, {"late", testLate}, {"lateKeys", testLateKeys}, {"indexes", testIndexes},
		{"numbers", testNumbers}, {"texts", testTexts}, {"large", testLarge},
		{"search", testSearch}, {"searchLate", testSearchLate},
		{"feed", testFeed}, {"feedResume", testFeedResume}, {"feedNow", testFeedNow},
		{"closed", testClosed}, {"cancelled", testCancelled},
	} {
		t.Run(part.name, func(t *testing.T) { part.test(t, open(t)) })
	}
}

// patience bounds every wait for something that must happen.
const patience = 20 * time.Second

func ensure(t *testing.T, s store.Store, collections ...store.Collection) {
	t.Helper()
	if err := s.Ensure(t.Context(), collections...); err != nil {
		t.Fatalf("ensure: %v", err)
	}
}

func encode(t *testing.T, v any) []byte {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// put writes one op and fails the test when it is refused.
func put(t *testing.T, s store.Store, op store.Op) int64 {
	t.Helper()
	r := s.Write(t.Context(), op)
	if len(r) != 1 || r[0].Err != nil {
		t.Fatalf("write %s/%s at %d: %+v", op.Collection, op.ID, op.IfRev, r)
	}
	return r[0].Rev
}

// refused writes one op that must fail with want.
func refused(t *testing.T, s store.Store, op store.Op, want error) {
	t.Helper()
	r := s.Write(t.Context(), op)
	if len(r) != 1 || !errors.Is(r[0].Err, want) {
		t.Fatalf("write %s/%s at %d: got %+v, want %v", op.Collection, op.ID, op.IfRev, r, want)
	}
}

// taken writes one op that must fail for a unique key.
func taken(t *testing.T, s store.Store, op store.Op, key string) {
	t.Helper()
	r := s.Write(t.Context(), op)
	var unique *store.UniqueError
	if len(r) != 1 || !errors.As(r[0].Err, &unique) || unique.Key != key {
		t.Fatalf("write %s/%s: got %+v, want key %s taken", op.Collection, op.ID, r, key)
	}
}

// get reads one document; nil when it does not exist.
func get(t *testing.T, s store.Store, collection, id string) *store.Document {
	t.Helper()
	list, err := s.Get(t.Context(), collection, id)
	if err != nil {
		t.Fatalf("get %s/%s: %v", collection, id, err)
	}
	if len(list) == 0 {
		return nil
	}
	if len(list) != 1 || list[0].ID != id {
		t.Fatalf("get %s/%s: %+v", collection, id, list)
	}
	return &list[0]
}

// decode reads a body and checks what every body must carry.
func decode(t *testing.T, d store.Document) map[string]any {
	t.Helper()
	var out map[string]any
	if err := json.Unmarshal(d.Body, &out); err != nil {
		t.Fatalf("body of %s: %v", d.ID, err)
	}
	if out["_id"] != d.ID || out["rev"] != float64(d.Rev) {
		t.Fatalf("body of %s at %d says _id %v, rev %v", d.ID, d.Rev, out["_id"], out["rev"])
	}
	return out
}

// all turns the pages of q and returns the ids in order.
func all(t *testing.T, s store.Store, collection string, q query.Query) []string {
	t.Helper()
	var out []string
	for page := 0; ; page++ {
		p, err := s.Find(t.Context(), collection, q)
		if err != nil {
			t.Fatalf("find %s: %v", encode(t, q), err)
		}
		if len(p.Documents) > q.Size() {
			t.Fatalf("find %s: a page of %d", encode(t, q), len(p.Documents))
		}
		for _, d := range p.Documents {
			out = append(out, d.ID)
		}
		if p.Next == "" {
			return out
		}
		if len(p.Documents) != q.Size() || page > 10_000 {
			t.Fatalf("find %s: %d documents and more to come on page %d", encode(t, q), len(p.Documents), page)
		}
		q.After = p.Next
	}
}

func wait(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	t.Cleanup(cancel)
	return ctx
}

func name(i int) string { return fmt.Sprintf("r_%03d", i) }
