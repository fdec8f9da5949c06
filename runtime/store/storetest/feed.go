package storetest

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"huiyin/runtime/store"
)

// last is what a reader of the feed knows about one document.
type last struct {
	rev     int64
	deleted bool
}

// follow reads the feed until enough says so, and checks that no document goes back.
func follow(t *testing.T, s store.Store, after store.Cursor, enough func(seen map[string]last) bool) (map[string]last, store.Cursor) {
	t.Helper()
	ctx := wait(t)
	feed, err := s.Changes(ctx, after)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]last{}
	if enough(seen) {
		return seen, after
	}
	for c, err := range feed {
		if err != nil {
			t.Fatal(err)
		}
		id := c.Collection + "/" + c.ID
		if c.Rev < seen[id].rev {
			t.Fatalf("%s went from revision %d to %d", id, seen[id].rev, c.Rev)
		}
		seen[id], after = last{c.Rev, c.Deleted}, c.Cursor
		if enough(seen) {
			return seen, after
		}
	}
	t.Fatalf("the feed ended or brought nothing more; seen %d documents", len(seen))
	return nil, ""
}

// testFeed: while 8 writers insert, change and delete, a reader that was there from the start and one that comes
// later both learn every document's final state.
func testFeed(t *testing.T, s store.Store) {
	ensure(t, s, store.Collection{Name: "docs"}, store.Collection{Name: "more"})
	const writers, each = 8, 25
	final := map[string]last{}
	for w := range writers {
		for i := range each {
			final[place(w, i)] = last{rev: int64(2 + i%3), deleted: i%5 == 0}
		}
	}
	complete := func(seen map[string]last) bool {
		for id, want := range final {
			if seen[id] != want {
				return false
			}
		}
		return true
	}
	early := make(chan map[string]last, 1)
	go func() {
		defer close(early)
		seen, _ := follow(t, s, "", complete)
		early <- seen
	}()
	for _, err := range together(writers, func(w int) error { return writeDocuments(s, w, each) }) {
		if err != nil {
			t.Fatal(err)
		}
	}
	if seen := <-early; len(seen) != len(final) {
		t.Errorf("the early reader saw %d documents, not %d", len(seen), len(final))
	}
	if seen, _ := follow(t, s, "", complete); len(seen) != len(final) {
		t.Errorf("the late reader saw %d documents, not %d", len(seen), len(final))
	}
}

func place(w, i int) string { return fmt.Sprintf("%s/w%d_%d", collectionOf(i), w, i) }

func collectionOf(i int) string {
	if i%2 == 0 {
		return "docs"
	}
	return "more"
}

func writeDocuments(s store.Store, w, count int) error {
	for i := range count {
		op := store.Op{Collection: collectionOf(i), ID: fmt.Sprintf("w%d_%d", w, i)}
		revisions := int64(2 + i%3)
		for rev := range revisions {
			op.IfRev, op.Body = rev, []byte(`{"v":1}`)
			if rev == revisions-1 && i%5 == 0 {
				op.Body = nil
			}
			if r := s.Write(context.Background(), op)[0]; r.Err != nil {
				return r.Err
			}
		}
	}
	return nil
}

// testFeedResume: a reader that stops anywhere and comes back with its cursor misses nothing.
func testFeedResume(t *testing.T, s store.Store) {
	ensure(t, s, store.Collection{Name: "docs"})
	for i := range 60 {
		put(t, s, store.Op{Collection: "docs", ID: name(i), Body: []byte(`{}`)})
	}
	seen := map[string]last{}
	cursor := store.Cursor("")
	for len(seen) < 60 {
		var part map[string]last
		part, cursor = follow(t, s, cursor, func(seen map[string]last) bool { return len(seen) >= 7 || len(seen) >= 4 && len(seen)%2 == 0 })
		for id, l := range part {
			seen[id] = l
		}
	}
	put(t, s, store.Op{Collection: "docs", ID: name(0), IfRev: 1, Body: []byte(`{}`)})
	follow(t, s, cursor, func(seen map[string]last) bool { return seen["docs/"+name(0)].rev == 2 })
	if _, err := s.Changes(t.Context(), "no cursor"); !errors.Is(err, store.ErrInvalid) {
		t.Errorf("a bad cursor: %v", err)
	}
}

// testFeedNow: Now skips what was there; the feed ends quietly with its context.
func testFeedNow(t *testing.T, s store.Store) {
	ensure(t, s, store.Collection{Name: "docs"})
	put(t, s, store.Op{Collection: "docs", ID: "old", Body: []byte(`{}`)})
	ctx, cancel := context.WithCancel(wait(t))
	defer cancel()
	feed, err := s.Changes(ctx, store.Now)
	if err != nil {
		t.Fatal(err)
	}
	put(t, s, store.Op{Collection: "docs", ID: "new", Body: []byte(`{}`)})
	for c, err := range feed {
		if err != nil || c.ID != "new" {
			t.Fatalf("got %+v %v", c, err)
		}
		cancel()
	}
	if !errors.Is(ctx.Err(), context.Canceled) {
		t.Errorf("the feed ended before its context: %v", ctx.Err())
	}
}
