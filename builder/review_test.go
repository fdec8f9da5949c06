package builder_test

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"huiyin/builder"
	"huiyin/engine/problem"
	"huiyin/runtime"
)

// reviewed is what a publisher reads now.
func (w *world) reviewed() builder.Reviewed {
	w.Helper()
	c, err := w.drafts.Changes(w.Context(), "shop", "zh")
	if err != nil {
		w.Fatal(err)
	}
	return builder.Reviewed{Release: c.Since, Drafts: c.Drafts}
}

// P-12, P-20: only what was read goes out; what others drafted or dropped meanwhile is told, by whom, and nothing is done.
func TestPublishTakesOnlyWhatWasRead(t *testing.T) {
	w := newWorld(t)
	w.install("base")
	mine := w.save(order(renamed), 0)
	seen := w.reviewed()
	list := `{"kind":"list","key":"kinds","title":"类别","schemaVersion":1,"spec":{"options":[{"key":"a","title":"甲"}]}}`
	theirs, problems, err := w.drafts.Save(t.Context(), "shop", []byte(list), builder.Seen{Release: 1}, "u_2")
	if err != nil || problems.Err() != nil {
		t.Fatal(problems, err)
	}
	_, problems, err = w.drafts.Publish(t.Context(), "shop", seen, "u_1", "", runtime.MigrationOrder{})
	w.refused("one more draft", problems, err, "draft.changed_since")
	if p := problems[0]; len(problems) != 1 || p.Pointer != "/list/kinds" || p.Params["by"] != "u_2" || w.current() != 1 {
		t.Errorf("%v %v, release %d", problems, p.Params, w.current())
	}
	seen = w.reviewed()
	w.save(strings.Replace(order(renamed), "草稿", "更新", 1), mine.Rev)
	if err := w.drafts.Discard(t.Context(), "shop", "list", "kinds", theirs.Rev, "u_3"); err != nil {
		t.Fatal(err)
	}
	_, problems, err = w.drafts.Publish(t.Context(), "shop", seen, "u_1", "", runtime.MigrationOrder{})
	w.refused("one changed, one dropped", problems, err, "draft.dropped_since")
	if len(problems) != 2 || problems[0].Code != "draft.changed_since" || problems[1].Params["by"] != "u_3" {
		t.Errorf("%v", problems)
	}
	r, problems, err := w.drafts.Publish(t.Context(), "shop", w.reviewed(), "u_1", "", runtime.MigrationOrder{})
	if err != nil || problems.Err() != nil || r.Number != 2 || !slices.Equal(w.fields(2), []string{"title 更新的标题", "kind 类别"}) {
		t.Errorf("%+v %v %v", r, problems, err)
	}
}

// Whoever of two designers is faster: what goes out is what the publisher read, and no draft is left that says the same.
func TestPublishBesideADesigner(t *testing.T) {
	for range 8 {
		w := newWorld(t)
		w.install("base")
		draft := w.save(order(renamed), 0)
		seen := w.reviewed()
		var both sync.WaitGroup
		var published problem.List
		both.Go(func() {
			_, _, _ = w.drafts.Save(t.Context(), "shop", []byte(strings.Replace(order(renamed), "草稿", "后来", 1)), builder.Seen{Rev: draft.Rev}, "u_2")
		})
		both.Go(func() {
			_, published, _ = w.drafts.Publish(t.Context(), "shop", seen, "u_1", "", runtime.MigrationOrder{})
		})
		both.Wait()
		if published.Err() == nil && !slices.Equal(w.fields(w.current()), []string{"title 草稿的标题", "kind 类别"}) {
			t.Fatalf("published %v, which nobody read", w.fields(w.current()))
		}
		if left := w.reviewed(); published.Err() == nil && len(left.Drafts) > 0 {
			if c, err := w.drafts.Changes(t.Context(), "shop", "zh"); err != nil || len(c.Changes) == 0 {
				t.Fatalf("drafts %v change nothing: %v", left.Drafts, err)
			}
		}
	}
}

// A draft that was saved once more while its release was made, as it was, is none any more.
func TestNoDraftStaysThatSaysTheSame(t *testing.T) {
	w := newWorld(t)
	w.install("base")
	d := w.save(order(renamed), 0)
	slow := *w.drafts
	publisher := *w.publisher
	publisher.Library.Store = &overtaken{Store: w.store, first: func() { w.save(order(renamed), d.Rev) }}
	slow.Publisher = &publisher
	if _, problems, err := slow.Publish(t.Context(), "shop", w.reviewed(), "u_1", "", runtime.MigrationOrder{}); err != nil || problems.Err() != nil {
		t.Fatalf("%v %v", problems, err)
	}
	if left, err := w.drafts.List(t.Context(), "shop"); err != nil || len(left) != 0 {
		t.Errorf("%+v %v", left, err)
	}
}
