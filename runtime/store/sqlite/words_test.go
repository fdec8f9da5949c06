package sqlite

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"huiyin/engine/search"
	"huiyin/runtime/store"
)

// older writes a document and brings a file back to the version before texts were indexed.
func older(t *testing.T, s *Store, notes store.Collection) {
	t.Helper()
	if err := s.Ensure(t.Context(), notes); err != nil {
		t.Fatal(err)
	}
	if res := s.Write(t.Context(), store.Op{Collection: "notes", ID: "a", Body: []byte(`{"title":"导出报表"}`)}); res[0].Err != nil {
		t.Fatal(res[0].Err)
	}
	err := s.exclusive(t.Context(), true, func(ctx context.Context, c *link) error {
		if err := c.exec(ctx, `DROP TABLE texts`); err != nil {
			return err
		}
		return c.exec(ctx, `PRAGMA user_version = 1`)
	})
	if err != nil {
		t.Fatal(err)
	}
	s.writer.c.forget()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// A file of the version before texts were indexed opens, and what it holds is found.
func TestTextsOfAnOlderFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "old.db")
	open := func() *Store {
		s, err := Open(t.Context(), path, Options{})
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	s := open()
	notes := store.Collection{Name: "notes"}
	older(t, s, notes)
	s = open()
	defer func() { _ = s.Close() }()
	notes.Texts = []string{"title"}
	if err := s.Ensure(t.Context(), notes); err != nil {
		t.Fatal(err)
	}
	q := store.TextQuery{Terms: search.Parse("报表").Terms(), Limit: 5}
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		page, err := s.Search(t.Context(), "notes", q)
		if err != nil || time.Now().After(end) {
			t.Fatal(page, err)
		}
		if !page.Partial && len(page.Documents) == 1 {
			break
		}
	}
	if err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
	copied := filepath.Join(t.TempDir(), "copy.db")
	if err := s.Backup(t.Context(), copied); err != nil {
		t.Fatal(err)
	}
	again, err := Open(t.Context(), copied, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = again.Close() }()
	if page, err := again.Search(t.Context(), "notes", q); err != nil || len(page.Documents) != 1 {
		t.Error("a backup:", page, err)
	}
}
