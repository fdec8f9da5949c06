package sqlite_test

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"huiyin/engine/query"
	"huiyin/runtime/store"
	"huiyin/runtime/store/sqlite"
)

func write(t testing.TB, s store.Store, op store.Op) store.Result {
	t.Helper()
	r := s.Write(context.Background(), op)[0]
	if r.Err != nil {
		t.Fatalf("%s/%s: %v", op.Collection, op.ID, r.Err)
	}
	return r
}

func count(t testing.TB, s store.Store, where query.Condition) int64 {
	t.Helper()
	page, err := s.Find(context.Background(), "docs", query.Query{Where: where, Count: true, Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	return page.Count
}

var docs = store.Collection{Name: "docs", Unique: true, Indexes: []store.Index{store.On("status", "-at")}, Lists: []string{"tags"}}

func TestForeignAndBrokenFiles(t *testing.T) {
	dir := t.TempDir()
	file := func(name string, content []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	foreign, whole := foreignFile(t, dir), wholeFile(t, dir)
	raw, err := os.ReadFile(whole)
	if err != nil {
		t.Fatal(err)
	}
	damaged := append([]byte(nil), raw...)
	for i := len(damaged) / 3; i < len(damaged)*2/3; i++ {
		damaged[i] ^= 0x5a
	}
	newer := append([]byte(nil), raw...)
	newer[63] = 99 // user_version
	for path, want := range map[string]error{
		file("text.db", []byte("hello, this is no database at all")): store.ErrBroken,
		file("short.db", []byte("SQL")):                              store.ErrBroken,
		file("damaged.db", damaged):                                  store.ErrBroken,
		file("cut.db", raw[:len(raw)/2]):                             store.ErrBroken,
		file("newer.db", newer):                                      store.ErrBroken,
		foreign:                                                      store.ErrBroken,
		filepath.Join(whole, "below", "a.db"):                        store.ErrDisk,
	} {
		s, err := sqlite.Open(t.Context(), path, sqlite.Options{})
		if err == nil {
			_ = s.Close()
		}
		if !errors.Is(err, want) || !strings.Contains(err.Error(), filepath.Base(path)) && errors.Is(want, store.ErrBroken) {
			t.Errorf("%s: %v, want %v", filepath.Base(path), err, want)
		}
	}
	if again, err := os.ReadFile(filepath.Join(dir, "text.db")); err != nil || string(again) != "hello, this is no database at all" {
		t.Error("a foreign file was changed")
	}
}

func foreignFile(t *testing.T, dir string) string {
	path := filepath.Join(dir, "foreign.db")
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if _, err := db.Exec(`CREATE TABLE x(a)`); err != nil {
		t.Fatal(err)
	}
	return path
}

func wholeFile(t *testing.T, dir string) string {
	path := filepath.Join(dir, "whole.db")
	s := open(t, path)
	if err := s.Ensure(t.Context(), docs); err != nil {
		t.Fatal(err)
	}
	for i := range 200 {
		write(t, s, store.Op{Collection: "docs", ID: string(rune('a'+i%26)) + strings.Repeat("x", i), Body: []byte(`{"status":"open"}`)})
	}
	_ = s.Close()
	return path
}

// TestReopen: documents, indexes, lists, keys, counters and the feed go on where they were; odd paths work.
func TestReopen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new folder", "ü #?%20.db")
	s := open(t, path)
	if err := s.Ensure(t.Context(), docs); err != nil {
		t.Fatal(err)
	}
	write(t, s, store.Op{Collection: "docs", ID: "a", Body: []byte(`{"keys":["no:1"],"tags":["x"],"status":"open"}`), Keys: []string{"no:1"}})
	if _, err := s.Increment(t.Context(), "no", 7); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v: the file must be the owner's only", info.Mode(), err)
	}
	if left, err := filepath.Glob(filepath.Join(filepath.Dir(path), "*-wal")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
	s = open(t, path)
	if n := count(t, s, query.Is("tags", "has", "x")); n != 1 {
		t.Errorf("found %d", n)
	}
	var unique *store.UniqueError
	r := s.Write(t.Context(), store.Op{Collection: "docs", ID: "b", Body: []byte(`{"keys":["no:1"]}`), Keys: []string{"no:1"}})[0]
	if !errors.As(r.Err, &unique) {
		t.Errorf("key after reopening: %v", r.Err)
	}
	if v, err := s.Increment(t.Context(), "no", 1); v != 8 || err != nil {
		t.Errorf("counter %d %v", v, err)
	}
	feed, err := s.Changes(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	for c, err := range feed {
		if err != nil || c.ID != "a" || c.Rev != 1 {
			t.Errorf("%+v %v", c, err)
		}
		break
	}
}

// TestBackup: a copy taken under load opens, is whole, and holds what was acknowledged before it began.
func TestBackup(t *testing.T) {
	dir := t.TempDir()
	s := open(t, filepath.Join(dir, "a.db"))
	if err := s.Ensure(t.Context(), docs); err != nil {
		t.Fatal(err)
	}
	body := []byte(`{"keys":[],"tags":["x","y"],"status":"open","text":"` + strings.Repeat("z", 500) + `"}`)
	for i := range 500 {
		write(t, s, store.Op{Collection: "docs", ID: "before" + strings.Repeat("i", i%100) + string(rune('a'+i/100)), Body: body})
	}
	stop, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		for i := int64(0); ; i++ {
			select {
			case <-stop:
				return
			default:
				s.Write(context.Background(), store.Op{Collection: "docs", ID: "during", IfRev: i, Body: body})
			}
		}
	}()
	target := filepath.Join(dir, "copy.db")
	err := s.Backup(t.Context(), target)
	close(stop)
	<-done
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Backup(t.Context(), target); !errors.Is(err, store.ErrInvalid) {
		t.Errorf("over an existing file: %v", err)
	}
	copied := open(t, target)
	if err := copied.Check(t.Context()); err != nil {
		t.Error(err)
	}
	if n := count(t, copied, query.Is("_id", "startsWith", "before")); n != 500 {
		t.Errorf("%d documents in the copy", n)
	}
	if n := count(t, copied, query.Is("tags", "hasAll", []any{"x", "y"})); n < 500 {
		t.Errorf("%d found by list in the copy", n)
	}
}

// TestTwoProcesses: a second opener of the file (a command line tool beside the server) sees and is seen.
func TestTwoProcesses(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	a, b := open(t, path), open(t, path)
	if err := a.Ensure(t.Context(), docs); err != nil {
		t.Fatal(err)
	}
	deadline := time.Now().Add(10 * time.Second)
	for {
		if r := b.Write(t.Context(), store.Op{Collection: "docs", ID: "b", IfRev: store.AnyRev, Body: []byte(`{"tags":["x"]}`)})[0]; r.Err == nil {
			break
		} else if time.Now().After(deadline) {
			t.Fatal(r.Err)
		}
		time.Sleep(20 * time.Millisecond)
	}
	if n := count(t, a, query.Is("tags", "has", "x")); n != 1 {
		t.Errorf("a finds %d by list", n)
	}
	feed, err := b.Changes(t.Context(), store.Now)
	if err != nil {
		t.Fatal(err)
	}
	write(t, a, store.Op{Collection: "docs", ID: "a", Body: []byte(`{"fresh":["list",1]}`)}) // a path b has never seen a list at
	if n := count(t, b, query.Is("fresh", "eq", "list")); n != 1 {
		t.Errorf("b finds %d", n)
	}
	for c, err := range feed {
		if err != nil || c.ID != "a" {
			t.Errorf("%+v %v", c, err)
		}
		break
	}
	if r := b.Write(t.Context(), store.Op{Collection: "docs", ID: "a", IfRev: 7, Body: []byte(`{}`)})[0]; !errors.Is(r.Err, store.ErrConflict) {
		t.Errorf("got %v", r.Err)
	}
}

// Nothing is acknowledged that would be gone: a file that was removed, or replaced, while it is open takes no writes.
func TestRemovedFileTakesNoWrites(t *testing.T) {
	path := filepath.Join(t.TempDir(), "huiyin.db")
	s, err := sqlite.Open(context.Background(), path, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	if err := s.Ensure(context.Background(), docs); err != nil {
		t.Fatal(err)
	}
	write(t, s, store.Op{Collection: "docs", ID: "a", Body: []byte(`{"_id":"a"}`)})
	if err := s.Ping(context.Background()); err != nil {
		t.Fatalf("while the file is there: %v", err)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	for _, state := range []string{"removed", "replaced"} {
		r := s.Write(context.Background(), store.Op{Collection: "docs", ID: "b", Body: []byte(`{"_id":"b"}`)})[0]
		if !errors.Is(r.Err, store.ErrDisk) {
			t.Errorf("%s: write: %v", state, r.Err)
		}
		if err := s.Ping(context.Background()); !errors.Is(err, store.ErrDisk) {
			t.Errorf("%s: ping: %v", state, err)
		}
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
