package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"huiyin/engine/query"
	"huiyin/runtime"
	"huiyin/runtime/store"
)

// After a move both sides are equal; one document changed in the target, one lost, one counter raised: each is noticed
// and named.
func TestVerifyNamesWhatDiffers(t *testing.T) {
	m := lived(t)
	dir := t.TempDir()
	target, files := "sqlite:"+filepath.Join(dir, "huiyin.db"), filepath.Join(dir, "files")
	m.move(exitOK, m.address, m.files, target, files)
	both := m.mover(m.address, m.files, target, files)
	if err := both.verify(t.Context()); err != nil {
		t.Fatalf("nothing differs yet: %v", err)
	}
	to, suggestions := both.to.store, runtime.RecordsOf("suggestions", "suggestion")
	for what, c := range map[string]struct {
		collection string
		change     func(store.Document) error
		counts     bool
	}{
		"changed, revision and all else kept": {suggestions, func(d store.Document) error {
			d.Body = []byte(strings.Replace(string(d.Body), `"title":"`, `"title":"!`, 1))
			return to.Place(t.Context(), suggestions, d)
		}, false},
		"lost": {runtime.Events, func(d store.Document) error {
			return to.Write(t.Context(), store.Op{Collection: runtime.Events, ID: d.ID, IfRev: store.AnyRev})[0].Err
		}, true},
	} {
		before := firstOf(t, to, c.collection)
		n := countOf(t, to, c.collection)
		if err := c.change(before); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		is := n
		if c.counts {
			is--
		}
		err := both.verify(t.Context())
		if err == nil || !strings.HasPrefix(err.Error(), c.collection+": ") || !strings.Contains(err.Error(), fmt.Sprintf(": %d documents (", n)) || !strings.Contains(err.Error(), fmt.Sprintf(" there, %d (", is)) {
			t.Errorf("a document is %s: %v", what, err)
		}
		if err := to.Place(t.Context(), c.collection, before); err != nil {
			t.Fatal(err)
		}
		if err := both.verify(t.Context()); err != nil {
			t.Fatalf("%s and made good: %v", what, err)
		}
	}
	raised := ""
	counters, err := to.Counters(t.Context())
	for name := range counters {
		raised = name
	}
	if err != nil || raised == "" {
		t.Fatalf("%v %v", counters, err)
	}
	if _, err := to.Increment(t.Context(), raised, 1); err != nil {
		t.Fatal(err)
	}
	if err := both.verify(t.Context()); err == nil || !strings.Contains(err.Error(), "counters") || !strings.Contains(err.Error(), raised) {
		t.Errorf("a counter is raised: %v", err)
	}
}

func firstOf(t *testing.T, s store.Store, collection string) store.Document {
	t.Helper()
	page, err := s.Find(t.Context(), collection, query.Query{Limit: 1})
	if err != nil || len(page.Documents) == 0 {
		t.Fatalf("%s: %d documents, %v", collection, len(page.Documents), err)
	}
	return page.Documents[0]
}

func countOf(t *testing.T, s store.Store, collection string) int {
	t.Helper()
	n, err := count(t.Context(), s, collection)
	if err != nil {
		t.Fatal(err)
	}
	return n.count
}
