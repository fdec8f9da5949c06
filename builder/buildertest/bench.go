// Package buildertest opens what tests of design time work with.
package buildertest

import (
	"io/fs"
	"path/filepath"
	"testing"
	"time"

	"huiyin/builder"
	"huiyin/engine/calendar"
	"huiyin/runtime"
	"huiyin/runtime/store"
	"huiyin/runtime/store/sqlite"
)

// Bench is an embedded store with everything that design time needs, wired as the server wires it.
type Bench struct {
	Store     store.Store
	Apps      *runtime.Apps
	Publisher *builder.Publisher
	Installer *builder.Installer
	Drafts    *builder.Drafts
}

// Open opens a bench on an empty store, with the packages of a shelf, until the test ends.
func Open(t *testing.T, shelf fs.FS, now func() time.Time) *Bench {
	t.Helper()
	st, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "test.db"), sqlite.Options{Scratch: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	if err := st.Ensure(t.Context(), append(runtime.Collections(), builder.Collections()...)...); err != nil {
		t.Fatal(err)
	}
	publisher := &builder.Publisher{Library: builder.Library{Store: st}, Now: now}
	apps := runtime.NewApps(publisher, st, calendar.DefaultHolidays())
	publisher.Check, publisher.Published = apps.Problems, apps.Refresh
	return &Bench{Store: st, Apps: apps, Publisher: publisher,
		Installer: &builder.Installer{Shelf: builder.Shelf{FS: shelf}, Publisher: publisher},
		Drafts:    &builder.Drafts{Library: publisher.Library, Publisher: publisher, Now: now}}
}
