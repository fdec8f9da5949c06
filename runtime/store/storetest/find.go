package storetest

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"testing"

	"huiyin/engine/problem"
	"huiyin/engine/query"
	"huiyin/runtime/store"
)

const documents = 150

// model is what a collection should hold: the plain Go side of every comparison.
type model map[string]map[string]any

// populate fills collections with the same random documents, changes many of them and deletes some.
func populate(t *testing.T, s store.Store, r random, collections ...string) model {
	m := model{}
	write := func(id string, rev int64, d map[string]any) {
		var body []byte
		if d != nil {
			body = encode(t, d)
		}
		for _, c := range collections {
			put(t, s, store.Op{Collection: c, ID: id, IfRev: rev, Body: body})
		}
		if d == nil {
			delete(m, id)
			return
		}
		m[id] = canonical(t, d, id, rev+1)
	}
	for i := range documents {
		write(name(i), 0, r.document())
	}
	for i := range documents {
		switch r.Intn(3) {
		case 0:
			write(name(i), 1, r.document())
			write(name(i), 2, r.document())
		case 1:
			if i%5 == 0 {
				write(name(i), 1, nil)
			}
		}
	}
	return m
}

// canonical is the document as a reader decodes it.
func canonical(t *testing.T, d map[string]any, id string, rev int64) map[string]any {
	var out map[string]any
	if err := json.Unmarshal(encode(t, d), &out); err != nil {
		t.Fatal(err)
	}
	out["_id"], out["rev"] = id, float64(rev)
	return out
}

// want is the reference answer: Match over every document, then Compare.
func (m model) want(t *testing.T, q query.Query) []string {
	t.Helper()
	out := []string{}
	for id, d := range m {
		ok, err := query.Match(q.Where, query.Getter(d), query.MatchOptions{})
		if err != nil {
			t.Fatalf("match %s: %v", q.Where, err)
		}
		if ok {
			out = append(out, id)
		}
	}
	slices.SortFunc(out, func(a, b string) int {
		return query.Compare(q.Sort, query.Getter(m[a]), query.Getter(m[b]), a, b)
	})
	return out
}

// testMatch: on random documents and conditions every store answers exactly what query.Match says, in the same
// order, over all pages, with and without indexes, and the count and the scan agree.
func testMatch(t *testing.T, s store.Store, conditions int) {
	r := newRandom(20260304)
	ensure(t, s, store.Collection{Name: "plain"}, indexed("indexed"), store.Collection{Name: "later"})
	m := populate(t, s, r, "plain", "indexed", "later")
	ensure(t, s, indexed("later"))
	for i := range conditions {
		q := query.Query{Where: r.condition(3), Sort: r.sort(), Limit: 1 + r.Intn(60), Count: true}
		for _, c := range []string{"plain", "indexed", "later"} {
			compare(t, s, m, c, q)
			if t.Failed() {
				t.Fatalf("condition %d", i)
			}
		}
	}
}

func compare(t *testing.T, s store.Store, m model, collection string, q query.Query) {
	t.Helper()
	want := m.want(t, q)
	if got := all(t, s, collection, q); !slices.Equal(got, want) {
		t.Errorf("%s: %s\n got %v\nwant %v", collection, encode(t, q), got, want)
		explain(t, m, q, got, want)
	}
	page, err := s.Find(t.Context(), collection, q)
	if err != nil || page.Count != int64(len(want)) {
		t.Errorf("%s: %s: count %d %v, want %d", collection, encode(t, q), page.Count, err, len(want))
	}
	for _, d := range page.Documents {
		if got := decode(t, d); !reflect.DeepEqual(got, m[d.ID]) {
			t.Errorf("%s: document %s\n got %v\nwant %v", collection, d.ID, got, m[d.ID])
		}
	}
	var scanned []string
	err = s.Scan(t.Context(), collection, q.Where, func(d store.Document) error {
		scanned = append(scanned, d.ID)
		return nil
	})
	slices.Sort(scanned)
	slices.Sort(want)
	if err != nil || !slices.Equal(scanned, want) {
		t.Errorf("%s: scan %s: %v\n got %v\nwant %v", collection, q.Where, err, scanned, want)
	}
}

// explain shows the first document the two sides disagree on.
func explain(t *testing.T, m model, q query.Query, got, want []string) {
	for id, d := range m {
		if slices.Contains(got, id) != slices.Contains(want, id) {
			t.Logf("%s: got %v, want %v: %s", id, slices.Contains(got, id), slices.Contains(want, id), encode(t, d))
			return
		}
	}
}

// testSort: empty values last in both directions, kinds in their order, ties by id, and pages that neither skip nor
// repeat, down to one document per page.
func testSort(t *testing.T, s store.Store) {
	ensure(t, s, store.Collection{Name: "docs", Indexes: []store.Index{store.On("v"), store.On("-v"), store.On("g", "v")}})
	values := []any{nil, "b", 3, true, "a", 1, false, "", 2.5, "a", nil, []any{"x"}, "中", "B", 3}
	for i, v := range values {
		put(t, s, store.Op{Collection: "docs", ID: name(i), Body: encode(t, map[string]any{"v": v, "g": i % 2})})
	}
	put(t, s, store.Op{Collection: "docs", ID: "r_missing", Body: encode(t, map[string]any{"g": 1})})
	ids := func(list ...int) []string {
		var out []string
		for _, i := range list {
			out = append(out, name(i))
		}
		return append(out, "r_missing")
	}
	for _, limit := range []int{1, 2, 7, 100} {
		up := all(t, s, "docs", query.Query{Sort: []query.Sort{{Field: "v"}}, Limit: limit})
		if want := ids(5, 8, 2, 14, 13, 4, 9, 1, 12, 6, 3, 0, 7, 10, 11); !slices.Equal(up, want) {
			t.Errorf("ascending by %d\n got %v\nwant %v", limit, up, want)
		}
		down := all(t, s, "docs", query.Query{Sort: []query.Sort{{Field: "v", Desc: true}}, Limit: limit})
		if want := ids(3, 6, 12, 1, 4, 9, 13, 2, 14, 8, 5, 0, 7, 10, 11); !slices.Equal(down, want) {
			t.Errorf("descending by %d\n got %v\nwant %v", limit, down, want)
		}
		two := all(t, s, "docs", query.Query{Sort: []query.Sort{{Field: "g", Desc: true}, {Field: "v", Desc: true}}, Limit: limit})
		if want := slices.Concat(ids(3, 1, 9, 13, 5, 7, 11), ids(6, 12, 4, 2, 14, 8, 0, 10)[:8]); !slices.Equal(two, want) {
			t.Errorf("two fields by %d\n got %v\nwant %v", limit, two, want)
		}
	}
}

func testProject(t *testing.T, s store.Store) {
	ensure(t, s, store.Collection{Name: "docs"})
	body := `{"data":{"a":1,"b":null,"c":{"d":"x","e":2}},"proc":{"tasks":[{"k":1,"s":2},{"k":null}]},"other":[1,2],"big":9007199254740993}`
	put(t, s, store.Op{Collection: "docs", ID: "r_1", Body: []byte(body)})
	for fields, want := range map[string]string{
		`["data.a"]`:                             `{"_id":"r_1","rev":1,"data":{"a":1}}`,
		`["data.b","data.c.d","zzz","data.zzz"]`: `{"_id":"r_1","rev":1,"data":{"c":{"d":"x"}}}`,
		`["data.c","data.c.d"]`:                  `{"_id":"r_1","rev":1,"data":{"c":{"d":"x","e":2}}}`,
		`["proc.tasks.k"]`:                       `{"_id":"r_1","rev":1,"proc":{"tasks":[{"k":1},null]}}`,
		`["other"]`:                              `{"_id":"r_1","rev":1,"other":[1,2]}`,
		`["_id"]`:                                `{"_id":"r_1","rev":1}`,
		`[]`:                                     `{"_id":"r_1","rev":1,` + body[1:],
	} {
		var q query.Query
		if err := json.Unmarshal([]byte(fields), &q.Fields); err != nil {
			t.Fatal(err)
		}
		page, err := s.Find(t.Context(), "docs", q)
		if err != nil || len(page.Documents) != 1 {
			t.Fatalf("%s: %+v %v", fields, page, err)
		}
		if got := page.Documents[0].Body; !sameJSON(t, got, []byte(want)) {
			t.Errorf("%s:\n got %s\nwant %s", fields, got, want)
		}
	}
}

// testRefuse: what no store can answer is refused with problems, before anything is read.
func testRefuse(t *testing.T, s store.Store) {
	ensure(t, s, store.Collection{Name: "docs"})
	for want, q := range map[string]query.Query{
		"condition.expr.forbidden":   {Where: query.Condition{Any: []query.Condition{{Expr: "a > 1"}}}},
		"condition.change.forbidden": {Where: query.Is("a", "changed", nil)},
		"condition.op.unknown":       {Where: query.Is("a", "like", "x")},
		"condition.value.unresolved": {Where: query.Is("a", "lt", map[string]any{"relative": "today"})},
		"query.path.invalid":         {Where: query.Is(`a"b`, "eq", 1)},
		"query.cursor.invalid":       {After: "nonsense"},
		"query.sort.duplicate":       {Sort: []query.Sort{{Field: "a"}, {Field: "a", Desc: true}}},
	} {
		_, err := s.Find(t.Context(), "docs", q)
		var list problem.List
		if !errors.As(err, &list) || !list.Has(want) {
			t.Errorf("%s: got %v", want, err)
		}
	}
	err := s.Scan(t.Context(), "docs", query.Condition{Expr: "x"}, func(store.Document) error { return nil })
	if list := (problem.List)(nil); !errors.As(err, &list) {
		t.Errorf("scan: got %v", err)
	}
	if _, err := s.Find(t.Context(), "never_ensured", query.Query{}); !errors.Is(err, store.ErrUnknownCollection) {
		t.Errorf("unknown collection: got %v", err)
	}
}

// testScan: fn may use the store, its error ends the scan, and every document is seen once while others change.
func testScan(t *testing.T, s store.Store) {
	ensure(t, s, store.Collection{Name: "docs"})
	for i := range 700 {
		put(t, s, store.Op{Collection: "docs", ID: name(i), Body: encode(t, map[string]any{"i": i})})
	}
	seen := map[string]int{}
	err := s.Scan(t.Context(), "docs", query.Is("i", "lt", 600), func(d store.Document) error {
		seen[d.ID]++
		if d.Rev == 1 {
			put(t, s, store.Op{Collection: "docs", ID: d.ID, IfRev: 1, Body: encode(t, map[string]any{"i": 0})})
		}
		return nil
	})
	if err != nil || len(seen) != 600 {
		t.Fatalf("%d documents, %v", len(seen), err)
	}
	for id, n := range seen {
		if n != 1 {
			t.Errorf("%s seen %d times", id, n)
		}
	}
	stop := fmt.Errorf("enough")
	if err := s.Scan(t.Context(), "docs", query.Condition{}, func(store.Document) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("got %v", err)
	}
}
