package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"huiyin/engine/query"
	"huiyin/runtime/store"
)

func start(t *testing.T, o Options) *Store {
	t.Helper()
	s, err := Open(context.Background(), filepath.Join(t.TempDir(), "test.db"), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	err = s.Ensure(t.Context(), store.Collection{
		Name: "docs", Unique: true, Lists: []string{"tags"},
		Indexes: []store.Index{store.On("status", "-at"), store.On("due"), store.On("-at"), {Fields: []query.Sort{{Field: "wake"}}, Sparse: true}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func pragma(t *testing.T, s *Store, text string) {
	t.Helper()
	err := s.exclusive(context.Background(), true, func(ctx context.Context, c *link) error {
		rows, err := c.conn.QueryContext(ctx, text)
		if err != nil {
			return err
		}
		defer rows.Close()
		rows.Next()
		return rows.Err()
	})
	if err != nil {
		t.Fatal(err)
	}
}

func insert(s *Store, id, body string) error {
	return s.Write(context.Background(), store.Op{Collection: "docs", ID: id, Body: []byte(body)})[0].Err
}

// TestFull: without space writes fail clearly and leave nothing behind, reads go on, and with space everything goes on.
func TestFull(t *testing.T) {
	s := start(t, Options{})
	if err := insert(s, "before", `{"v":1}`); err != nil {
		t.Fatal(err)
	}
	pragma(t, s, `PRAGMA max_page_count=60`)
	big := `{"v":"` + strings.Repeat("x", 100_000) + `"}`
	failed := 0
	for i := range 5 {
		if err := insert(s, fmt.Sprint("big", i), big); errors.Is(err, store.ErrFull) {
			failed++
		} else if err != nil {
			t.Fatalf("got %v", err)
		}
	}
	if failed == 0 {
		t.Fatal("never full")
	}
	if list, err := s.Get(t.Context(), "docs", "before", "big4"); err != nil || len(list) != 1 {
		t.Errorf("reading while full: %d %v", len(list), err)
	}
	if _, err := s.Increment(t.Context(), "c", 1); err != nil && !errors.Is(err, store.ErrFull) {
		t.Errorf("counting while full: %v", err)
	}
	pragma(t, s, `PRAGMA max_page_count=1000000`)
	if err := insert(s, "big4", big); err != nil {
		t.Errorf("with space again: %v", err)
	}
	if err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestReadOnly(t *testing.T) {
	s := start(t, Options{})
	pragma(t, s, `PRAGMA query_only=ON`)
	ago := time.Now().Add(-time.Minute)
	s.wrote.Store(&ago)
	if err := s.Ping(t.Context()); !errors.Is(err, store.ErrReadOnly) {
		t.Errorf("nothing was written for a minute, ping: %v", err)
	}
	pragma(t, s, `PRAGMA query_only=OFF`)
	if err := insert(s, "before", `{}`); err != nil {
		t.Fatal(err)
	}
	pragma(t, s, `PRAGMA query_only=ON`)
	if err := insert(s, "a", `{}`); !errors.Is(err, store.ErrReadOnly) {
		t.Errorf("got %v", err)
	}
	if err := s.Ping(t.Context()); !errors.Is(err, store.ErrReadOnly) {
		t.Errorf("after a write that failed, ping: %v", err)
	}
	pragma(t, s, `PRAGMA query_only=OFF`)
	if err := s.Ping(t.Context()); err != nil {
		t.Errorf("mended, ping: %v", err)
	}
	if err := insert(s, "a", `{}`); err != nil {
		t.Errorf("writable again: %v", err)
	}
}

// TestPlans: the questions the product asks all day go through indexes, in their order, without sorting.
func TestPlans(t *testing.T) {
	s := start(t, Options{})
	if err := insert(s, "a", `{"tags":["x"],"status":"open"}`); err != nil {
		t.Fatal(err)
	}
	open := query.Is("status", "eq", "open")
	for name, q := range map[string]query.Query{
		"status, newest first":   {Where: open, Sort: []query.Sort{{Field: "at", Desc: true}}},
		"status, second page":    {Where: open, Sort: []query.Sort{{Field: "at", Desc: true}}, After: query.Cursor([]query.Sort{{Field: "at", Desc: true}}, []any{"2026"}, "b")},
		"newest first":           {Sort: []query.Sort{{Field: "at", Desc: true}}},
		"due range":              {Where: query.Is("due", "between", []any{"2026-01-01", "2026-02-01"}), Sort: []query.Sort{{Field: "due"}}},
		"wake by a sparse index": {Where: query.Is("wake", "lte", "2026-01-01"), Sort: []query.Sort{{Field: "wake"}}},
		"by id":                  {},
	} {
		for i, plan := range plans(t, s, q) {
			if strings.Contains(plan, "TEMP B-TREE") || !strings.Contains(plan, "INDEX") {
				t.Errorf("%s, stretch %d:\n%s", name, i, plan)
			}
		}
	}
	for _, plan := range plans(t, s, query.Query{Where: query.Is("tags", "has", "x")}) {
		if !strings.Contains(plan, "SEARCH l USING PRIMARY KEY (path=? AND value=?)") || strings.Contains(plan, "SCAN d\n") {
			t.Errorf("list:\n%s", plan)
		}
	}
}

func plans(t *testing.T, s *Store, q query.Query) []string {
	t.Helper()
	var out []string
	err := s.read(t.Context(), func(c *link, known *catalog) error {
		f := finder{c: c, table: known.tables["docs"], q: q, limit: 21}
		for _, run := range f.stretches() {
			text, args := f.statement(run)
			plan := ""
			err := c.each(t.Context(), `EXPLAIN QUERY PLAN `+text, args, func(r *sql.Rows) error {
				var id, parent, unused int
				var line string
				err := r.Scan(&id, &parent, &unused, &line)
				plan += line + "\n"
				return err
			})
			if err != nil {
				return err
			}
			out = append(out, plan)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestLogStaysShort: rows of the change log that a later one has made useless go; the feed still tells every
// document's state, from the beginning and from old cursors.
func TestLogStaysShort(t *testing.T) {
	s := start(t, Options{})
	ctx := t.Context()
	for rev := range int64(50) {
		for _, id := range []string{"a", "b", "gone", "back"} {
			if r := s.Write(ctx, store.Op{Collection: "docs", ID: id, IfRev: rev, Body: []byte(`{}`)})[0]; r.Err != nil {
				t.Fatal(r.Err)
			}
		}
	}
	for _, op := range []store.Op{{ID: "gone", IfRev: 50}, {ID: "back", IfRev: 50}, {ID: "back", Body: []byte(`{}`)}} {
		op.Collection = "docs"
		if r := s.Write(ctx, op)[0]; r.Err != nil {
			t.Fatal(r.Err)
		}
	}
	if left := s.keeper.shorten(); left != 5 && left != 4 {
		t.Errorf("%d rows left", left)
	}
	if left := s.keeper.shorten(); left > 5 {
		t.Errorf("%d rows left the second time", left)
	}
	for _, after := range []int64{0, 100, 150} {
		list, err := s.since(ctx, after)
		if err != nil {
			t.Fatal(err)
		}
		state := map[string]store.Change{}
		for _, e := range list {
			state[e.change.ID] = e.change
		}
		if state["a"].Rev != 50 || state["b"].Rev != 50 || !state["gone"].Deleted || state["back"].Deleted || state["back"].Rev != 1 {
			t.Errorf("after %d: %+v", after, state)
		}
	}
}

// TestWriteAheadLogStartsOver: however long writing goes on, the log does not grow without bound.
func TestWriteAheadLogStartsOver(t *testing.T) {
	s := start(t, Options{Checkpoint: 5 * time.Millisecond, walPages: 200})
	body := `{"v":"` + strings.Repeat("x", 50_000) + `"}`
	until := time.Now().Add(700 * time.Millisecond)
	total := 0
	for i := 0; time.Now().Before(until); i++ {
		if err := insert(s, fmt.Sprint(i), body); err != nil {
			t.Fatal(err)
		}
		total += len(body)
	}
	info, err := os.Stat(s.path + "-wal")
	if err != nil {
		t.Fatal(err)
	}
	if limit := int64(8 << 20); total > 2*int(limit) && info.Size() > limit {
		t.Errorf("the log has %d bytes after %d bytes of documents", info.Size(), total)
	}
}

// TestNumbersCompareAsFloat: SQLite compares integers exactly; conditions do not.
func TestNumbersCompareAsFloat(t *testing.T) {
	s := start(t, Options{})
	if err := insert(s, "a", `{"due":9007199254740993,"tags":[9007199254740993],"plain":9007199254740993,"mixed":[9007199254740993]}`); err != nil {
		t.Fatal(err)
	}
	for _, field := range []string{"due", "tags", "plain", "mixed"} {
		page, err := s.Find(t.Context(), "docs", query.Query{Where: query.Is(field, "eq", 9007199254740992.0)})
		if err != nil || len(page.Documents) != 1 {
			t.Errorf("%s: %d %v", field, len(page.Documents), err)
		}
	}
}

// TestShapesAreBounded: documents that use data as keys cannot make the catalog grow for ever, and stay searchable.
func TestShapesAreBounded(t *testing.T) {
	s := start(t, Options{})
	for i := range maxShapes/500 + 2 {
		var parts []string
		for k := range 500 {
			parts = append(parts, fmt.Sprintf(`"k%d_%d":["x%d"]`, i, k, k))
		}
		if err := insert(s, fmt.Sprint("d", i), `{"m":{`+strings.Join(parts, ",")+`}}`); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(s.catalog.Load().tables["docs"].arrays); n > maxShapes+1 {
		t.Errorf("%d paths noted", n)
	}
	for _, path := range []string{"m.k0_7", fmt.Sprintf("m.k%d_7", maxShapes/500+1)} {
		page, err := s.Find(t.Context(), "docs", query.Query{Where: query.Is(path, "eq", "x7")})
		if err != nil || len(page.Documents) != 1 {
			t.Errorf("%s: %d %v", path, len(page.Documents), err)
		}
	}
}
