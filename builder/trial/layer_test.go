package trial

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"huiyin/engine/query"
	"huiyin/runtime/store"
	"huiyin/runtime/store/sqlite"
)

const box = "r_shop.order"

// stand is a store with three documents below a layer.
func stand(t *testing.T) (base store.Store, l *layer) {
	t.Helper()
	base, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "test.db"), sqlite.Options{Scratch: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = base.Close() })
	if err := base.Ensure(t.Context(), store.Collection{Name: box, Unique: true, Lists: []string{"keys"}}); err != nil {
		t.Fatal(err)
	}
	for id, body := range map[string]string{"a": `{"data":{"n":1}}`, "b": `{"data":{"n":2}}`, "c": `{"data":{"n":3}}`} {
		if r := base.Write(t.Context(), store.Op{Collection: box, ID: id, Body: []byte(body)})[0]; r.Err != nil {
			t.Fatal(r.Err)
		}
	}
	return base, newLayer(base)
}

func (l *layer) one(ctx context.Context, op store.Op) error { return l.Write(ctx, op)[0].Err }

func ids(t *testing.T, s store.Store, q query.Query) []string {
	t.Helper()
	page, err := s.Find(t.Context(), box, q)
	if err != nil {
		t.Fatal(err)
	}
	out := []string{}
	for _, d := range page.Documents {
		out = append(out, d.ID)
	}
	if q.Count && int(page.Count) != len(out) {
		t.Errorf("%d counted, %v found", page.Count, out)
	}
	return out
}

// What is written to the layer is read there as if it stood in the store, which stays as it was.
func TestTheLayerShowsWhatWasWritten(t *testing.T) {
	base, l := stand(t)
	ctx := t.Context()
	for _, op := range []store.Op{{Collection: box, ID: "b", IfRev: 1, Body: []byte(`{"data":{"n":9}}`)}, {Collection: box, ID: "d", Body: []byte(`{"data":{"n":2}}`)}, {Collection: box, ID: "c", IfRev: 1}} {
		if err := l.one(ctx, op); err != nil {
			t.Fatal(err)
		}
	}
	byNumber := query.Query{Sort: []query.Sort{{Field: "data.n", Desc: true}}, Count: true}
	if got := ids(t, l, byNumber); !slices.Equal(got, []string{"b", "d", "a"}) {
		t.Errorf("the layer has %v", got)
	}
	two := query.Query{Where: query.Condition{Field: "data.n", Op: "eq", Value: float64(2)}, Count: true}
	if got := ids(t, l, two); !slices.Equal(got, []string{"d"}) {
		t.Errorf("two: %v", got)
	}
	if got := ids(t, l, query.Query{Sort: byNumber.Sort, Limit: 2}); !slices.Equal(got, []string{"b", "d"}) {
		t.Errorf("the first two: %v", got)
	}
	if page, err := l.Find(ctx, box, query.Query{Sort: byNumber.Sort, Limit: 1, Count: true}); err != nil || page.Count != 3 || page.Documents[0].ID != "b" {
		t.Errorf("the first of all: %v %v", page, err)
	}
	seen := []string{}
	err := l.Scan(ctx, box, query.Condition{}, func(d store.Document) error { seen = append(seen, d.ID); return nil })
	if slices.Sort(seen); err != nil || !slices.Equal(seen, []string{"a", "b", "d"}) {
		t.Errorf("scanned %v %v", seen, err)
	}
	docs, err := l.Get(ctx, box, "b", "c", "a")
	if err != nil || len(docs) != 2 || docs[0].Rev != 2 || docs[1].ID != "a" {
		t.Errorf("got %v %v", docs, err)
	}
	if got := ids(t, base, byNumber); !slices.Equal(got, []string{"c", "b", "a"}) {
		t.Errorf("the store has %v", got)
	}
}

// The layer refuses what the store would refuse.
func TestTheLayerComparesAndSwaps(t *testing.T) {
	_, l := stand(t)
	ctx := t.Context()
	body := []byte(`{"data":{}}`)
	for want, op := range map[error]store.Op{
		store.ErrConflict: {Collection: box, ID: "a", Body: body},
		store.ErrNotFound: {Collection: box, ID: "z", IfRev: 3, Body: body},
	} {
		if err := l.one(ctx, op); !errors.Is(err, want) {
			t.Errorf("%v: %v", want, err)
		}
	}
	if err := l.one(ctx, store.Op{Collection: box, ID: "a", IfRev: 7, Body: body}); !errors.Is(err, store.ErrConflict) {
		t.Error(err)
	}
	if err := l.one(ctx, store.Op{Collection: box, ID: "x", Body: body, Keys: []string{"no:1"}}); err != nil {
		t.Error(err)
	}
	var taken *store.UniqueError
	if err := l.one(ctx, store.Op{Collection: box, ID: "y", Body: body, Keys: []string{"no:1"}}); !errors.As(err, &taken) {
		t.Error(err)
	}
	first, _ := l.Increment(ctx, "k", 1)
	second, _ := l.Increment(ctx, "k", 1)
	if first != 1 || second != 2 {
		t.Errorf("drew %d and %d", first, second)
	}
}

// A collection that only the draft has is empty, and takes what is written.
func TestTheLayerKnowsNewCollections(t *testing.T) {
	_, l := stand(t)
	const fresh = "r_shop.new_form"
	page, err := l.Find(t.Context(), fresh, query.Query{Count: true})
	if err != nil || len(page.Documents) != 0 || page.Count != 0 {
		t.Errorf("%v %v", page, err)
	}
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	if err := l.one(t.Context(), store.Op{Collection: fresh, ID: "a", Body: []byte(`{"wake":"2026-03-02T10:00:00Z","outboxDue":"2026-03-02T09:00:00Z"}`)}); err != nil {
		t.Fatal(err)
	}
	due, which, ok := l.next("r_shop.")
	if !ok || !due.Equal(at) || which != (place{"new_form", "a"}) {
		t.Errorf("%v %v %v", due, which, ok)
	}
	if _, _, ok := l.next("r_other."); ok {
		t.Error("another app's record is due")
	}
}
