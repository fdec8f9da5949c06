package builder_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"

	"huiyin/builder"
	"huiyin/runtime/store"
)

// crates are many lists of one title, as they are imported.
func crates(title string, count int) []byte {
	var all []string
	for i := range count {
		all = append(all, fmt.Sprintf(`{"kind":"list","key":"crate_%02d","title":%q,"schemaVersion":1,"spec":{"options":[{"key":"a","title":"甲"}]}}`, i, title))
	}
	return []byte("[" + strings.Join(all, ",") + "]")
}

// titles counts the drafts by title.
func (w *world) titles() map[string]int {
	w.Helper()
	list, err := w.drafts.List(w.Context(), "shop")
	if err != nil {
		w.Fatal(err)
	}
	out := map[string]int{}
	for _, d := range list {
		out[d.Definition.Title.In("zh")]++
	}
	return out
}

// P-14, P-20: of two imports at the same time one is there whole, or none; never some of each.
func TestTwoImportsAtOnce(t *testing.T) {
	for range 4 {
		w := newWorld(t)
		w.install("base")
		var both sync.WaitGroup
		taken := map[string]bool{}
		var lock sync.Mutex
		for _, title := range []string{"红", "蓝"} {
			both.Go(func() {
				got, err := w.drafts.Import(t.Context(), "shop", crates(title, 30), false, false, "zh", "u_"+title)
				lock.Lock()
				defer lock.Unlock()
				taken[title] = err == nil && got.Problems.Err() == nil
			})
		}
		both.Wait()
		got := w.titles()
		for title, ok := range taken {
			if want := map[bool]int{true: 30}[ok]; got[title] != want && !(ok && taken["红"] && taken["蓝"]) {
				t.Fatalf("taken %v, drafts %v", taken, got)
			}
		}
		if len(got) > 1 {
			t.Fatalf("a mixture: %v", got)
		}
	}
}

// between lets a colleague do something just before the so-many-th draft of an import is written.
type between struct {
	store.Store
	left int
	do   func()
}

func (b *between) Write(ctx context.Context, ops ...store.Op) []store.Result {
	if ops[0].Collection == "drafts" {
		if b.left--; b.left == 0 {
			b.do()
		}
	}
	return b.Store.Write(ctx, ops...)
}

// An import that meets what a colleague saves or publishes is refused, and everything stands as it stood before.
func TestAnImportIsWholeOrRefused(t *testing.T) {
	for name, c := range map[string]struct {
		code string
		do   func(w *world)
	}{
		"an autosave": {"draft.newer_exists", func(w *world) { w.save(lone("crate_20"), 0) }},
		"a publish": {"release.newer_exists", func(w *world) {
			w.publish(w.bundle(1).Without("list", "kinds").With(w.decode(order(`{"key":"title","type":"text","title":"新"}`))), 1)
		}},
	} {
		w := newWorld(t)
		w.install("base")
		mine := w.save(lone("crate_03"), 0)
		drafts := *w.drafts
		drafts.Library.Store = &between{Store: w.store, left: 10, do: func() { c.do(w) }}
		got, err := drafts.Import(t.Context(), "shop", crates("红", 30), false, false, "zh", "u_2")
		w.refused(name, got.Problems, err, c.code)
		if titles := w.titles(); titles["红"] != 0 || titles["别人"] != map[bool]int{true: 2, false: 1}[name == "an autosave"] {
			t.Errorf("%s: drafts %v", name, titles)
		}
		if d, ok, err := w.drafts.Find(t.Context(), "shop", "list", "crate_03"); err != nil || !ok || d.By != mine.By || d.Rev <= mine.Rev {
			t.Errorf("%s: what stood there: %+v %v", name, d, err)
		}
		if _, problems, err := w.drafts.Save(t.Context(), "shop", []byte(lone("crate_04")), builder.Seen{}, "u_3"); err != nil || problems.Err() != nil {
			t.Errorf("%s: what was taken back stands in the way: %v %v", name, problems, err)
		}
	}
}

// lone is one list of a colleague.
func lone(key string) string {
	return `{"kind":"list","key":"` + key + `","title":"别人","schemaVersion":1,"spec":{"options":[{"key":"b","title":"乙"}]}}`
}
