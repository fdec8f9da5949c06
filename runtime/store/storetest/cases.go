package storetest

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"huiyin/engine/problem"
	"huiyin/engine/query"
	"huiyin/runtime/store"
)

// sharedCases are the condition cases that query.Match and the browser's twin run too.
func sharedCases(t *testing.T) (cases []struct {
	Name      string
	Condition query.Condition
	Record    map[string]any
	Want      any
}) {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("..", "..", "..", "engine", "query", "testdata", "cases.json"))
	if err == nil {
		err = json.Unmarshal(raw, &cases)
	}
	if err != nil || len(cases) < 80 {
		t.Fatalf("%d cases, %v", len(cases), err)
	}
	return cases
}

// testCases: every shared case gives the answer of query.Match from the store too, with and without indexes and
// searched lists; the ones only memory can answer, with expressions or values from before a change, are refused.
func testCases(t *testing.T, s store.Store, except []string) {
	cases := sharedCases(t)
	fields := map[string]bool{}
	for _, c := range cases {
		for _, f := range c.Condition.Fields() {
			fields[f] = query.ValidPath(f)
		}
	}
	helped := store.Collection{Name: "indexed"}
	for f, valid := range fields {
		if valid {
			helped.Indexes, helped.Lists = append(helped.Indexes, store.On(f)), append(helped.Lists, f)
		}
	}
	ensure(t, s, store.Collection{Name: "plain"}, helped)
	stored, refused, left := 0, 0, map[string]int{}
	for i, c := range cases {
		for _, collection := range []string{"plain", "indexed"} {
			put(t, s, store.Op{Collection: collection, ID: name(i), Body: encode(t, c.Record)})
			page, err := s.Find(t.Context(), collection, query.Query{Where: query.And(query.Is("_id", "eq", name(i)), c.Condition), Count: true})
			if c.Condition.Storable() != nil || c.Want == "error" {
				refused++
				if list := (problem.List)(nil); !errors.As(err, &list) {
					t.Errorf("%s: %s: not refused: %v", collection, c.Name, err)
				}
				continue
			}
			if slices.Contains(except, c.Name) {
				t.Logf("left out: %s", c.Name)
				left[c.Name]++
				continue
			}
			stored++
			if found := len(page.Documents) == 1; err != nil || found != c.Want || (page.Count == 1) != c.Want {
				t.Errorf("%s: %s: found %v, count %d, want %v: %v", collection, c.Name, found, page.Count, c.Want, err)
			}
		}
	}
	for _, name := range except {
		if left[name] != 2 { // once in each collection
			t.Errorf("%q was to be left out and was met %d times", name, left[name])
		}
	}
	t.Logf("%d cases: %d answered, %d refused", len(cases), stored/2, refused/2)
}
