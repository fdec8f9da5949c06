package sqlite_test

import (
	"path/filepath"
	"sync"
	"testing"

	"huiyin/runtime/store"
	"huiyin/runtime/store/sqlite"
)

// Two processes that meet a new release at the same moment both prepare its collections; neither may fail.
func TestTwoProcessesEnsureTheSameCollections(t *testing.T) {
	path := filepath.Join(t.TempDir(), "shared.db")
	var both [2]*sqlite.Store
	for i := range both {
		s, err := sqlite.Open(t.Context(), path, sqlite.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = s.Close() }()
		both[i] = s
	}
	for round := range 20 {
		name := "r_" + string(rune('a'+round))
		declared := store.Collection{Name: name, Unique: true, Lists: []string{"keys"},
			Indexes: []store.Index{store.On("createdAt"), store.On("proc.status", "-createdAt"), store.On("people.owner"), store.On("data.amount")}}
		var wg sync.WaitGroup
		for _, s := range both {
			wg.Go(func() {
				if err := s.Ensure(t.Context(), declared); err != nil {
					t.Errorf("%s: %v", name, err)
				}
			})
		}
		wg.Wait()
		for _, s := range both {
			if res := s.Write(t.Context(), store.Op{Collection: name, ID: "one", IfRev: store.AnyRev, Body: []byte(`{"keys":["k:1"]}`), Keys: []string{"k:1"}})[0]; res.Err != nil {
				t.Errorf("%s: %v", name, res.Err)
			}
		}
	}
}
