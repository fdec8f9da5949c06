package builder_test

import (
	"slices"
	"strings"
	"testing"

	"huiyin/builder"
	"huiyin/runtime"
)

func (w *world) save(raw string, rev int64) builder.Draft {
	w.Helper()
	d, problems, err := w.drafts.Save(w.Context(), "shop", []byte(raw), builder.Seen{Rev: rev}, "u_1")
	if err != nil || problems.Err() != nil {
		w.Fatalf("save: %v %v", problems, err)
	}
	return d
}

const renamed = `{"key":"title","type":"text","title":"草稿的标题"},{"key":"kind","type":"select","title":"类别","settings":{"list":"kinds"}}`

// P-10: what is being designed stands beside the release until it is published, and is gone from the drafts then.
func TestDraftsArePublished(t *testing.T) {
	w := newWorld(t)
	w.install("base")
	d := w.save(order(renamed), 0)
	if d.Rev != 1 || d.Kind != "form" || d.Key != "order" || d.By != "u_1" {
		t.Fatalf("%+v", d)
	}
	if got := w.fields(1); !slices.Equal(got, []string{"title 标题", "kind 类别"}) {
		t.Errorf("the release has %v", got)
	}
	def, seen, ok, err := w.drafts.Part(t.Context(), "shop", "form", "order")
	if err != nil || !ok || seen.Rev != 1 || !strings.Contains(string(def.Spec), "草稿的标题") {
		t.Errorf("the designer sees %s rev %d %v %v", def.Spec, seen.Rev, ok, err)
	}
	if _, seen, ok, err := w.drafts.Part(t.Context(), "shop", "list", "kinds"); err != nil || !ok || seen != (builder.Seen{Release: 1}) {
		t.Errorf("as released: %v %v %v", seen, ok, err)
	}
	if _, _, ok, err := w.drafts.Part(t.Context(), "shop", "list", "nothing"); err != nil || ok {
		t.Errorf("nothing: %v %v", ok, err)
	}
	if got, err := w.drafts.Check(t.Context(), "shop"); err != nil || got.Problems.Err() != nil {
		t.Errorf("check: %v %v", got.Problems, err)
	}
	r, problems, err := w.drafts.Publish(t.Context(), "shop", w.reviewed(), "u_2", "改名", runtime.MigrationOrder{})
	if err != nil || problems.Err() != nil || r.Number != 2 || r.By != "u_2" || r.Note != "改名" {
		t.Fatalf("%+v %v %v", r, problems, err)
	}
	if got := w.fields(2); !slices.Equal(got, []string{"title 草稿的标题", "kind 类别"}) {
		t.Errorf("release 2 has %v", got)
	}
	if list, err := w.drafts.List(t.Context(), "shop"); err != nil || len(list) != 0 {
		t.Errorf("drafts %v %v", list, err)
	}
}

// P-20: two designers of one thing: the second is told, and nothing of the first is lost.
func TestDraftRevisionConflict(t *testing.T) {
	w := newWorld(t)
	w.install("base")
	first := w.save(order(renamed), 0)
	other := strings.Replace(order(renamed), "草稿的标题", "别人的标题", 1)
	for name, rev := range map[string]int64{"thinks it is new": 0, "saw another": 7} {
		_, problems, err := w.drafts.Save(t.Context(), "shop", []byte(other), builder.Seen{Rev: rev}, "u_2")
		w.refused(name, problems, err, "draft.newer_exists")
		_, problems, err = w.drafts.Delete(t.Context(), "shop", "form", "order", builder.Seen{Rev: rev}, "u_2")
		w.refused(name+" and deletes", problems, err, "draft.newer_exists")
	}
	if d, ok, err := w.drafts.Find(t.Context(), "shop", "form", "order"); err != nil || !ok || d.Rev != first.Rev || !strings.Contains(string(d.Definition.Spec), "草稿的标题") {
		t.Errorf("the draft is %s rev %d %v", d.Definition.Spec, d.Rev, err)
	}
	if d := w.save(other, first.Rev); d.Rev != 2 {
		t.Errorf("who has seen it may save: %+v", d)
	}
}

// A removal is a draft too; discarding it brings the definition back.
func TestDraftOfARemoval(t *testing.T) {
	w := newWorld(t)
	w.install("base")
	w.save(order(`{"key":"title","type":"text","title":"标题"}`), 0)
	d, problems, err := w.drafts.Delete(t.Context(), "shop", "list", "kinds", builder.Seen{}, "u_1")
	if err != nil || problems.Err() != nil || !d.Deleted {
		t.Fatalf("%+v %v %v", d, problems, err)
	}
	if b, current, err := w.drafts.Bundle(t.Context(), "shop"); err != nil || current != 1 || names(b) != "app/shop form/order" {
		t.Errorf("%s %d %v", names(b), current, err)
	}
	if err := w.drafts.Discard(t.Context(), "shop", "form", "order", 7, "u_1"); err == nil || !strings.Contains(err.Error(), "draft.newer_exists") {
		t.Errorf("another revision was dropped: %v", err)
	}
	if err := w.drafts.Discard(t.Context(), "shop", "form", "order", 0, "u_1"); err != nil {
		t.Fatal(err)
	}
	checked, err := w.drafts.Check(t.Context(), "shop")
	w.refused("the list is still used", checked.Problems, err, "form.list.unknown")
	_, problems, err = w.drafts.Publish(t.Context(), "shop", builder.Reviewed{Release: 1}, "u_1", "", runtime.MigrationOrder{})
	w.refused("published", problems, err, "form.list.unknown")
	if list, err := w.drafts.List(t.Context(), "shop"); err != nil || len(list) != 1 {
		t.Errorf("a refused publish dropped drafts: %v %v", list, err)
	}
	if err := w.drafts.Discard(t.Context(), "shop", "list", "kinds", 0, "u_1"); err != nil {
		t.Fatal(err)
	}
	if b, _, err := w.drafts.Bundle(t.Context(), "shop"); err != nil || names(b) != "app/shop form/order list/kinds" {
		t.Errorf("%s %v", names(b), err)
	}
}

// What does not decode is no draft: every fault is told at once and nothing is kept.
func TestDraftsAreDefinitions(t *testing.T) {
	w := newWorld(t)
	w.install("base")
	for raw, codes := range map[string][]string{
		`{"kind":"form","key":"Bad Key","title":"x","schemaVersion":1,"spec":{"colour":1}}`:      {"schema.pattern", "schema.unknown_property"},
		`{"kind":"form","key":"a","key":"b","title":"x","schemaVersion":1,"spec":{"fields":[]}}`: {"json.duplicate_key"},
		`not json`: {"json.invalid"},
	} {
		_, problems, err := w.drafts.Save(t.Context(), "shop", []byte(raw), builder.Seen{Rev: 0}, "u_1")
		if err != nil || problems.Err() == nil || !slices.ContainsFunc(codes, problems.Has) {
			t.Errorf("%s: %v %v", raw, problems, err)
		}
	}
	if list, err := w.drafts.List(t.Context(), "shop"); err != nil || len(list) != 0 {
		t.Errorf("%v %v", list, err)
	}
}

// A draft saved while its elder is being published stays.
func TestDraftSavedWhilePublishing(t *testing.T) {
	w := newWorld(t)
	w.install("base")
	d := w.save(order(renamed), 0)
	slow := *w.drafts
	publisher := *w.publisher
	publisher.Library.Store = &overtaken{Store: w.store, first: func() { w.save(strings.Replace(order(renamed), "草稿", "更新", 1), d.Rev) }}
	slow.Publisher = &publisher
	if _, problems, err := slow.Publish(t.Context(), "shop", builder.Reviewed{Release: 1}, "u_1", "", runtime.MigrationOrder{}); err != nil || problems.Err() != nil {
		t.Fatalf("%v %v", problems, err)
	}
	if got := w.fields(2); !slices.Equal(got, []string{"title 草稿的标题", "kind 类别"}) {
		t.Errorf("published %v", got)
	}
	if kept, ok, err := w.drafts.Find(t.Context(), "shop", "form", "order"); err != nil || !ok || kept.Rev != 2 {
		t.Errorf("the newer draft: %+v %v %v", kept, ok, err)
	}
}

// Whoever still has a page open with a draft that was dropped touches no newer one with it.
func TestDraftsGoOnCounting(t *testing.T) {
	w := newWorld(t)
	w.install("base")
	first := w.save(order(renamed), 0)
	if err := w.drafts.Discard(t.Context(), "shop", "form", "order", first.Rev, "u_1"); err != nil {
		t.Fatal(err)
	}
	if _, under, err := w.drafts.Find(t.Context(), "shop", "form", "order"); under || err != nil {
		t.Fatalf("still under work: %v", err)
	}
	second := w.save(order(renamed), 0)
	if err := w.drafts.Discard(t.Context(), "shop", "form", "order", first.Rev, "u_1"); err == nil || !strings.Contains(err.Error(), "draft.newer_exists") {
		t.Errorf("revision %d dropped %d: %v", first.Rev, second.Rev, err)
	}
	_, problems, err := w.drafts.Save(t.Context(), "shop", []byte(order(renamed)), builder.Seen{Rev: first.Rev}, "u_2")
	w.refused("saved over", problems, err, "draft.newer_exists")
}
