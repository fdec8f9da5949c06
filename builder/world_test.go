package builder_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"huiyin/builder"
	"huiyin/builder/buildertest"
	"huiyin/engine/definition"
	"huiyin/engine/problem"
	"huiyin/engine/query"
	"huiyin/runtime"
	"huiyin/runtime/store"
)

// world is an embedded store with everything that design time needs, and a shelf with two packages of one app.
type world struct {
	*testing.T
	store     store.Store
	library   builder.Library
	publisher *builder.Publisher
	installer *builder.Installer
	drafts    *builder.Drafts
	apps      *runtime.Apps
	shelf     fstest.MapFS
	published int // how often a publish was followed
}

func newWorld(t *testing.T) *world {
	t.Helper()
	begin, asked := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC), atomic.Int64{}
	shelf := packages()
	b := buildertest.Open(t, shelf, func() time.Time { return begin.Add(time.Duration(asked.Add(1)) * time.Minute) })
	w := &world{T: t, store: b.Store, library: b.Publisher.Library, publisher: b.Publisher, installer: b.Installer, drafts: b.Drafts, apps: b.Apps, shelf: shelf}
	refresh := b.Publisher.Published
	b.Publisher.Published = func(ctx context.Context) error { w.published++; return refresh(ctx) }
	return w
}

// packages is the shelf: base has a form and a list, extra adds a field to the form and a role.
func packages() fstest.MapFS {
	return fstest.MapFS{
		"base/app.json":         text(`{"kind":"app","key":"shop","title":{"zh":"商店","en":"Shop"},"schemaVersion":1,"spec":{"name":"base","version":"1.0.0","app":"shop"}}`),
		"base/forms/order.json": text(order(`{"key":"title","type":"text","title":"标题"},{"key":"kind","type":"select","title":"类别","settings":{"list":"kinds"}}`)),
		"base/lists/kinds.json": text(`{"kind":"list","key":"kinds","title":"类别","schemaVersion":1,"spec":{"options":[{"key":"a","title":"甲"},{"key":"b","title":"乙"}]}}`),
		"extra/app.json":        text(`{"kind":"app","key":"shop","title":{"zh":"商店加强","en":"Shop plus"},"schemaVersion":1,"spec":{"name":"extra","version":"2.0.0","app":"shop","requires":["base"]}}`),
		"extra/forms/order.json": text(`{"kind":"form","key":"order","schemaVersion":1,"extends":true,"spec":{"fields":[
			{"key":"title","title":"订单标题"},{"key":"amount","type":"number","title":"数量"}]}}`),
		"extra/roles/clerk.json": text(`{"kind":"role","key":"clerk","title":"店员","schemaVersion":1,"spec":{"permissions":[{"form":"order","actions":["create","read"],"scope":"all","fieldsDefault":"write"}]}}`),
		"broken/app.json":        text(`{"kind":"app","key":"broken","title":"坏","schemaVersion":1,"spec":{"name":"broken","version":"1.0.0","requires":["missing"]}}`),
		"ring/app.json":          text(`{"kind":"app","key":"ring","title":"环","schemaVersion":1,"spec":{"name":"ring","version":"1.0.0","requires":["round"]}}`),
		"round/app.json":         text(`{"kind":"app","key":"ring","title":"环","schemaVersion":1,"spec":{"name":"round","version":"1.0.0","app":"ring","requires":["ring"]}}`),
		"notes/readme.txt":       text(`no package`),
	}
}

func text(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }

// order is the form of the shop with fields.
func order(fields string) string {
	return `{"kind":"form","key":"order","title":{"zh":"订单","en":"Order"},"schemaVersion":1,"spec":{"fields":[` + fields + `]}}`
}

func (w *world) decode(raw string) definition.Definition {
	w.Helper()
	d, problems := definition.Decode([]byte(raw))
	if problems.Err() != nil {
		w.Fatalf("%s: %v", raw, problems)
	}
	return d
}

// install installs a package that must not be refused.
func (w *world) install(name string) builder.Release {
	w.Helper()
	r, problems, err := w.installer.Install(w.Context(), name, "u_1", runtime.MigrationOrder{})
	if err != nil || problems.Err() != nil {
		w.Fatalf("install %s: %v %v", name, problems, err)
	}
	return r
}

// publish publishes a bundle that must not be refused.
func (w *world) publish(b definition.Bundle, expect int) builder.Release {
	w.Helper()
	r, problems, err := w.publisher.Publish(w.Context(), "shop", expect, b, "u_1", "note")
	if err != nil || problems.Err() != nil {
		w.Fatalf("publish: %v %v", problems, err)
	}
	return r
}

func (w *world) bundle(number int) definition.Bundle {
	w.Helper()
	b, err := w.publisher.Bundle(w.Context(), "shop", number)
	if err != nil {
		w.Fatal(err)
	}
	return b
}

// fields lists "key title" of the order form of a release.
func (w *world) fields(number int) []string {
	w.Helper()
	d, ok := w.bundle(number).Get("form", "order")
	if !ok {
		w.Fatalf("release %d has no order form", number)
	}
	spec, problems := definition.DecodeSpec[struct {
		Fields []struct {
			Key      string
			Type     string
			Title    definition.Text
			Settings any
		}
	}](d)
	if problems.Err() != nil {
		w.Fatal(problems)
	}
	var out []string
	for _, f := range spec.Fields {
		out = append(out, f.Key+" "+f.Title.In("zh"))
	}
	return out
}

// refused checks that a list blocks and has a code.
func (w *world) refused(what string, problems problem.List, err error, code string) {
	w.Helper()
	if err != nil || problems.Err() == nil || !problems.Has(code) {
		w.Errorf("%s: %v %v, want %s", what, problems, err, code)
	}
}

// current is the number of the current release, 0 when there is none.
func (w *world) current() int {
	w.Helper()
	all, err := w.publisher.Current(w.Context())
	if err != nil {
		w.Fatal(err)
	}
	return all["shop"]
}

// documents lists the ids of a collection.
func (w *world) documents(collection string) []string {
	w.Helper()
	var out []string
	page, err := w.store.Find(w.Context(), collection, query.Query{Limit: 1000})
	if err != nil {
		w.Fatal(err)
	}
	for _, d := range page.Documents {
		out = append(out, d.ID)
	}
	slices.Sort(out)
	return out
}

// names lists "kind/key" of a bundle.
func names(b definition.Bundle) string {
	var out []string
	for _, d := range b.Definitions {
		out = append(out, fmt.Sprint(d.Kind, "/", d.Key))
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}
