package sqlite_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"huiyin/runtime/store"
	"huiyin/runtime/store/sqlite"
	"huiyin/runtime/store/storetest"
)

func open(t testing.TB, path string) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(context.Background(), path, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func TestConformance(t *testing.T) {
	storetest.Run(t, func(t *testing.T) store.Store {
		return open(t, filepath.Join(t.TempDir(), "test.db"))
	})
}

func TestMain(m *testing.M) {
	code := m.Run()
	_ = os.RemoveAll(filled.dir)
	os.Exit(code)
}
