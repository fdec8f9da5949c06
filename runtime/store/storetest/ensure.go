package storetest

import (
	"errors"
	"slices"
	"testing"

	"huiyin/engine/query"
	"huiyin/runtime/store"
)

// testLate: indexes and lists declared over existing documents, while others write, answer as if they had always
// been there.
func testLate(t *testing.T, s store.Store) {
	r := newRandom(7)
	ensure(t, s, store.Collection{Name: "docs"})
	m := populate(t, s, r, "docs")
	done := make(chan error, 1)
	go func() { done <- s.Ensure(t.Context(), indexed("docs")) }()
	for i := range 60 {
		id := "w_" + name(i)
		d := r.document()
		put(t, s, store.Op{Collection: "docs", ID: id, Body: encode(t, d)})
		d = r.document()
		put(t, s, store.Op{Collection: "docs", ID: id, IfRev: 1, Body: encode(t, d)})
		m[id] = canonical(t, d, id, 2)
	}
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	for range 150 {
		compare(t, s, m, "docs", query.Query{Where: r.condition(2), Sort: r.sort(), Limit: 20, Count: true})
	}
}

// testLateKeys: uniqueness declared over existing documents takes their keys in, or names the one held twice.
func testLateKeys(t *testing.T, s store.Store) {
	ensure(t, s, store.Collection{Name: "docs"}, store.Collection{Name: "twice"})
	plain := func(collection, id, key string) store.Op {
		return store.Op{Collection: collection, ID: id, Body: []byte(`{"keys":["` + key + `"]}`)}
	}
	put(t, s, plain("docs", "a", "no:1"))
	put(t, s, plain("docs", "b", "no:2"))
	ensure(t, s, store.Collection{Name: "docs", Unique: true})
	taken(t, s, keyed(t, "c", 0, "no:1"), "no:1")
	put(t, s, keyed(t, "a", 1, "no:3"))
	put(t, s, keyed(t, "c", 0, "no:1"))
	put(t, s, plain("twice", "a", "no:1"))
	put(t, s, plain("twice", "b", "no:1"))
	var unique *store.UniqueError
	if err := s.Ensure(t.Context(), store.Collection{Name: "twice", Unique: true}); !errors.As(err, &unique) || unique.Key != "no:1" {
		t.Errorf("a key held twice: %v", err)
	}
}

// testIndexes: declarations may be repeated, changed and dropped without changing an answer; nonsense is refused.
func testIndexes(t *testing.T, s store.Store) {
	c := store.Collection{Name: "docs", Indexes: []store.Index{store.On("a", "-b")}}
	ensure(t, s, c)
	for i := range 40 {
		put(t, s, store.Op{Collection: "docs", ID: name(i), Body: encode(t, map[string]any{"a": i % 3, "b": i % 7})})
	}
	q := query.Query{Where: query.Is("a", "eq", 1), Sort: []query.Sort{{Field: "b", Desc: true}}, Limit: 5}
	want := all(t, s, "docs", q)
	for _, indexes := range [][]store.Index{{store.On("a", "-b")}, {store.On("b")}, nil, {store.On("-b", "a"), store.On("a")}} {
		c.Indexes = indexes
		ensure(t, s, c, c)
		if got := all(t, s, "docs", q); !slices.Equal(got, want) {
			t.Errorf("%v: got %v, want %v", indexes, got, want)
		}
	}
	for _, bad := range []store.Collection{
		{Name: ""}, {Name: "a b"}, {Name: `x"y`}, {Name: "ok", Indexes: []store.Index{{}}}, {Name: "ok", Indexes: []store.Index{store.On("a'b")}},
		{Name: "ok", Lists: []string{"a..b"}},
	} {
		if err := s.Ensure(t.Context(), bad); !errors.Is(err, store.ErrInvalid) {
			t.Errorf("%+v: %v", bad, err)
		}
	}
}
