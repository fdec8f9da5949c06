package storetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"huiyin/engine/query"
	"huiyin/runtime/store"
)

func testWrite(t *testing.T, s store.Store) {
	ensure(t, s, store.Collection{Name: "docs"})
	op := store.Op{Collection: "docs", ID: "a", Body: []byte(`{"v":1,"rev":99,"_id":"other"}`)}
	if rev := put(t, s, op); rev != 1 {
		t.Fatalf("insert gave revision %d", rev)
	}
	if d := get(t, s, "docs", "a"); d == nil || d.Rev != 1 || decode(t, *d)["v"] != 1.0 {
		t.Fatalf("got %+v", d)
	}
	refused(t, s, op, store.ErrConflict)
	for _, rev := range []int64{2, 7} {
		op.IfRev = rev
		refused(t, s, op, store.ErrConflict)
	}
	op.IfRev, op.Body = 1, []byte(`{"v":2}`)
	if rev := put(t, s, op); rev != 2 {
		t.Fatalf("update gave revision %d", rev)
	}
	refused(t, s, op, store.ErrConflict)
	op.IfRev, op.Body = 1, nil
	refused(t, s, op, store.ErrConflict)
	op.IfRev = 2
	if rev := put(t, s, op); rev != 3 {
		t.Fatalf("deletion gave revision %d", rev)
	}
	if d := get(t, s, "docs", "a"); d != nil {
		t.Fatalf("deleted, yet %+v", d)
	}
	refused(t, s, op, store.ErrNotFound)
	refused(t, s, store.Op{Collection: "docs", ID: "a", IfRev: 3, Body: []byte(`{}`)}, store.ErrNotFound)
	anyRev(t, s)
	for _, bad := range []store.Op{
		{Collection: "docs", ID: "", Body: []byte(`{}`)}, {Collection: "docs", ID: "x", Body: []byte(`[]`)},
		{Collection: "docs", ID: "x", Body: []byte(`{`)}, {Collection: "docs", ID: "x", Body: []byte(`{} {}`)},
		{Collection: "docs", ID: "x"}, {Collection: "docs", ID: "x", IfRev: -2, Body: []byte(`{}`)},
		{Collection: "docs", ID: "x", Body: []byte(`{"keys":["k"]}`), Keys: []string{"k"}},
	} {
		refused(t, s, bad, store.ErrInvalid)
	}
	refused(t, s, store.Op{Collection: "never_ensured", ID: "x", Body: []byte(`{}`)}, store.ErrUnknownCollection)
}

// anyRev: an upsert counts on from what is there; deleting nothing is no error.
func anyRev(t *testing.T, s store.Store) {
	t.Helper()
	op := store.Op{Collection: "docs", ID: "cache", IfRev: store.AnyRev, Body: []byte(`{"v":1}`)}
	for want := int64(1); want <= 3; want++ {
		if rev := put(t, s, op); rev != want {
			t.Fatalf("upsert %d gave revision %d", want, rev)
		}
	}
	op.Body = nil
	if rev := put(t, s, op); rev != 4 {
		t.Fatalf("deletion gave revision %d", rev)
	}
	if rev := put(t, s, op); rev != 0 {
		t.Fatalf("deleting nothing gave revision %d", rev)
	}
}

// testBatch: the ops of a batch stand for themselves, also when they meet on one document.
func testBatch(t *testing.T, s store.Store) {
	ensure(t, s, store.Collection{Name: "docs", Unique: true})
	key := func(id string, rev int64, k string) store.Op {
		return store.Op{Collection: "docs", ID: id, IfRev: rev, Body: []byte(`{"keys":["` + k + `"]}`), Keys: []string{k}}
	}
	results := s.Write(t.Context(), key("a", 0, "k1"), key("b", 0, "k1"), key("c", 5, "k3"), key("a", 1, "k2"), key("d", 0, "k1"),
		store.Op{Collection: "docs", ID: "e", Body: []byte(`no json`)}, key("a", 1, "k9"))
	var unique *store.UniqueError
	switch {
	case len(results) != 7:
		t.Fatalf("%d results", len(results))
	case results[0].Rev != 1 || results[3].Rev != 2 || results[4].Rev != 1:
		t.Errorf("written: %+v", results)
	case !errors.As(results[1].Err, &unique) || unique.Key != "k1":
		t.Errorf("unique key: %+v", results[1])
	case !errors.Is(results[2].Err, store.ErrNotFound) || !errors.Is(results[5].Err, store.ErrInvalid) || !errors.Is(results[6].Err, store.ErrConflict):
		t.Errorf("refused: %+v", results)
	}
	got, err := s.Get(t.Context(), "docs", "d", "zzz", "a", "b", "a")
	if err != nil || len(got) != 2 || got[0].ID != "d" || got[1].ID != "a" {
		t.Errorf("got %+v %v", got, err)
	}
	if list := s.Write(t.Context()); len(list) != 0 {
		t.Errorf("nothing to write gave %+v", list)
	}
}

// testRace: of 8 who saw the same revision, exactly one wins, 30 times over.
func testRace(t *testing.T, s store.Store) {
	ensure(t, s, store.Collection{Name: "docs"})
	for round := range int64(30) {
		results := together(8, func(i int) error {
			return s.Write(t.Context(), store.Op{Collection: "docs", ID: "a", IfRev: round, Body: encode(t, map[string]any{"by": i})})[0].Err
		})
		winner := -1
		for i, err := range results {
			switch {
			case err == nil && winner >= 0:
				t.Fatalf("round %d: %d and %d both won", round, winner, i)
			case err == nil:
				winner = i
			case !errors.Is(err, store.ErrConflict):
				t.Fatalf("round %d: %v", round, err)
			}
		}
		d := get(t, s, "docs", "a")
		if winner < 0 || d.Rev != round+1 || decode(t, *d)["by"] != float64(winner) {
			t.Fatalf("round %d: winner %d, document %s", round, winner, d.Body)
		}
	}
}

// together runs n calls at once.
func together(n int, call func(i int) error) []error {
	out := make([]error, n)
	var start, end sync.WaitGroup
	start.Add(1)
	for i := range n {
		end.Go(func() {
			start.Wait()
			out[i] = call(i)
		})
	}
	start.Done()
	end.Wait()
	return out
}

// testIncrement: 800 draws by 16 callers are 800 different numbers.
func testIncrement(t *testing.T, s store.Store) {
	const callers, draws = 16, 50
	var got [callers][draws]int64
	for _, err := range together(callers, func(i int) (err error) {
		for k := range draws {
			if got[i][k], err = s.Increment(t.Context(), "no", 1); err != nil {
				return err
			}
		}
		return nil
	}) {
		if err != nil {
			t.Fatal(err)
		}
	}
	seen := map[int64]bool{}
	for i := range got {
		if !slices.IsSorted(got[i][:]) {
			t.Errorf("caller %d went back: %v", i, got[i])
		}
		for _, v := range got[i] {
			if seen[v] || v < 1 || v > callers*draws {
				t.Fatalf("%d drawn twice or out of range", v)
			}
			seen[v] = true
		}
	}
	if v, err := s.Increment(t.Context(), "no", 100); v != callers*draws+100 || err != nil {
		t.Errorf("by 100: %d %v", v, err)
	}
	if v, err := s.Increment(t.Context(), "other", 5); v != 5 || err != nil {
		t.Errorf("another counter: %d %v", v, err)
	}
	if v, err := s.Increment(t.Context(), "other", 0); v != 5 || err != nil {
		t.Errorf("reading: %d %v", v, err)
	}
}

func keyed(t *testing.T, id string, rev int64, keys ...string) store.Op {
	return store.Op{Collection: "docs", ID: id, IfRev: rev, Body: encode(t, map[string]any{"keys": keys}), Keys: keys}
}

// testKeys: a key belongs to one document of its collection until that changes or goes.
func testKeys(t *testing.T, s store.Store) {
	ensure(t, s, store.Collection{Name: "docs", Unique: true, Lists: []string{"keys"}}, store.Collection{Name: "others", Unique: true})
	put(t, s, keyed(t, "a", 0, "no:1", "idem:x"))
	taken(t, s, keyed(t, "b", 0, "no:2", "no:1"), "no:1")
	if get(t, s, "docs", "b") != nil {
		t.Fatal("a refused document was written")
	}
	put(t, s, keyed(t, "b", 0, "no:2"))
	taken(t, s, keyed(t, "b", 1, "no:2", "idem:x"), "idem:x")
	put(t, s, keyed(t, "a", 1, "no:1", "no:3")) // idem:x is free now
	put(t, s, keyed(t, "b", 1, "no:2", "idem:x"))
	taken(t, s, keyed(t, "c", 0, "no:3"), "no:3")
	put(t, s, store.Op{Collection: "docs", ID: "a", IfRev: 2}) // deleted: no:1 and no:3 are free
	put(t, s, keyed(t, "c", 0, "no:3", "no:1"))
	put(t, s, keyed(t, "c", 1)) // no keys at all
	put(t, s, keyed(t, "d", 0, "no:3", "no:3"))
	other := keyed(t, "a", 0, "no:2")
	other.Collection = "others"
	put(t, s, other)
	if got := all(t, s, "docs", query.Query{Where: query.Is("keys", "has", "idem:x")}); !slices.Equal(got, []string{"b"}) {
		t.Errorf("found by key: %v", got)
	}
	refused(t, s, store.Op{Collection: "docs", ID: "z", Body: []byte(`{"keys":["p"]}`), Keys: []string{"q"}}, store.ErrInvalid)
	refused(t, s, store.Op{Collection: "docs", ID: "z", Body: []byte(`{"keys":["p"]}`)}, store.ErrInvalid)
}

// testKeyRace: of 8 who claim one key, exactly one gets it, 30 times over.
func testKeyRace(t *testing.T, s store.Store) {
	ensure(t, s, store.Collection{Name: "docs", Unique: true})
	for round := range 30 {
		key := fmt.Sprintf("no:%d", round)
		winners := 0
		for i, err := range together(8, func(i int) error {
			return s.Write(t.Context(), keyed(t, fmt.Sprintf("r_%d_%d", round, i), 0, key))[0].Err
		}) {
			var unique *store.UniqueError
			exists := get(t, s, "docs", fmt.Sprintf("r_%d_%d", round, i)) != nil
			switch {
			case err == nil && exists:
				winners++
			case err == nil || exists || !errors.As(err, &unique) || unique.Key != key:
				t.Fatalf("round %d, caller %d: %v, exists %v", round, i, err, exists)
			}
		}
		if winners != 1 {
			t.Fatalf("round %d: %d winners", round, winners)
		}
	}
}

func testClosed(t *testing.T, s store.Store) {
	ensure(t, s, store.Collection{Name: "docs"})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	_, got := s.Get(context.Background(), "docs", "a")
	_, found := s.Find(context.Background(), "docs", query.Query{})
	_, counted := s.Increment(context.Background(), "c", 1)
	written := s.Write(context.Background(), store.Op{Collection: "docs", ID: "a", Body: []byte(`{}`)})[0].Err
	for what, err := range map[string]error{"get": got, "find": found, "increment": counted, "write": written,
		"ensure": s.Ensure(context.Background(), store.Collection{Name: "x"}), "close": s.Close()} {
		if !errors.Is(err, store.ErrClosed) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// testCancelled: a call whose context has ended says so, and the store goes on working.
func testCancelled(t *testing.T, s store.Store) {
	ensure(t, s, store.Collection{Name: "docs"})
	put(t, s, store.Op{Collection: "docs", ID: "a", Body: []byte(`{}`)})
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	for range 20 {
		if _, err := s.Get(ended, "docs", "a"); !errors.Is(err, context.Canceled) {
			t.Fatalf("get: %v", err)
		}
		if _, err := s.Find(ended, "docs", query.Query{}); !errors.Is(err, context.Canceled) {
			t.Fatalf("find: %v", err)
		}
		r := s.Write(ended, store.Op{Collection: "docs", ID: "b", IfRev: store.AnyRev, Body: []byte(`{}`)})[0]
		if r.Err != nil && !errors.Is(r.Err, context.Canceled) {
			t.Fatalf("write: %v", r.Err)
		}
	}
	if get(t, s, "docs", "a") == nil {
		t.Error("the document is gone")
	}
}
