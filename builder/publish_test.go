package builder_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"huiyin/builder"
	"huiyin/engine/definition"
	"huiyin/engine/problem"
	"huiyin/runtime"
	"huiyin/runtime/store"
)

// P-10, P-19: a publish makes the next release, at once and with everything that is in it.
func TestPublishMakesTheNextRelease(t *testing.T) {
	w := newWorld(t)
	first := w.install("base")
	if first.Number != 1 || first.App != "shop" || first.By != "u_1" || first.Hash == "" || w.current() != 1 || w.published != 1 {
		t.Fatalf("%+v current %d followed %d", first, w.current(), w.published)
	}
	app, ok := w.apps.Get("shop")
	if !ok || app.Release != 1 {
		t.Fatalf("the app is not served: %v", ok)
	}
	next := w.bundle(1).With(w.decode(order(`{"key":"title","type":"text","title":"新标题"}`)))
	second := w.publish(next, 1)
	if second.Number != 2 || second.Hash == first.Hash || w.current() != 2 {
		t.Errorf("%+v current %d", second, w.current())
	}
	if app, _ := w.apps.Get("shop"); app.Release != 2 {
		t.Errorf("release %d is served", app.Release)
	}
	if list, err := w.publisher.List(t.Context(), "shop"); err != nil || len(list) != 2 || list[0].Number != 2 || list[1].Number != 1 {
		t.Errorf("%+v %v", list, err)
	}
	if same := w.publish(w.bundle(2), 2); same.Number != 2 || w.current() != 2 {
		t.Errorf("publishing what is there already made release %d", same.Number)
	}
}

// P-11: what has faults is refused with all of them, and nothing changes.
func TestPublishRefusesFaults(t *testing.T) {
	w := newWorld(t)
	w.install("base")
	before := [][]string{w.documents("releases"), w.documents("definitions"), w.documents("apps")}
	bad := w.bundle(1).With(w.decode(order(`{"key":"title","type":"no_such_type","title":"x"},{"key":"kind","type":"select","title":"x","settings":{"list":"nowhere"}}`)))
	_, problems, err := w.publisher.Publish(t.Context(), "shop", 1, bad, "u_1", "")
	w.refused("two faults", problems, err, "form.list.unknown")
	if len(problems.Blocking()) < 2 || !slices.ContainsFunc(problems, func(p problem.Problem) bool { return strings.HasPrefix(p.Pointer, "/form/order/spec/fields/0") }) {
		t.Errorf("problems %v", problems)
	}
	if after := [][]string{w.documents("releases"), w.documents("definitions"), w.documents("apps")}; !reflect.DeepEqual(before, after) || w.current() != 1 {
		t.Errorf("a refused publish left %v", after)
	}
}

// P-11: a fault inside a form hides none of what refers to other things.
func TestCheckTellsAllFaults(t *testing.T) {
	w := newWorld(t)
	w.install("base")
	bad := w.bundle(1).With(w.decode(order(`{"key":"title","type":"text","title":"x","settings":{"minLength":"many"}}`))).With(w.decode(
		`{"kind":"role","key":"clerk","title":"店员","schemaVersion":1,"spec":{"permissions":[{"form":"gone","actions":["read"],"scope":"all"}]}}`))
	problems := w.publisher.Check(bad)
	for _, at := range []string{"/form/order/spec/fields/0/settings/minLength", "/role/clerk/spec/permissions/0/form"} {
		if !slices.ContainsFunc(problems.Blocking(), func(p problem.Problem) bool { return p.Pointer == at }) {
			t.Errorf("nothing at %s: %v", at, problems)
		}
	}
}

// What becomes of records is carried out by a release: when none is made, that is told.
func TestAnOrderWithoutARelease(t *testing.T) {
	w := newWorld(t)
	w.install("base")
	order := runtime.MigrationOrder{Values: []runtime.Swap{{Form: "order", Field: "kind", From: "z", To: "a"}}}
	_, problems, err := w.publisher.Replace(t.Context(), "shop", 1, w.bundle(1), "u_1", "", order)
	w.refused("nothing new", problems, err, "release.unchanged")
	if r, problems, err := w.publisher.Replace(t.Context(), "shop", 1, w.bundle(1), "u_1", "", runtime.MigrationOrder{}); err != nil || problems.Err() != nil || r.Number != 1 {
		t.Errorf("%+v %v %v", r, problems, err)
	}
}

// P-14: what an app publishes, it can export and import again: a part of something that is not there is none of it.
func TestAPartIsNoDefinition(t *testing.T) {
	w := newWorld(t)
	w.install("base")
	part := `{"kind":"form","key":%q,"schemaVersion":1,"extends":true,"spec":{"fields":[{"key":"amount","type":"number","title":"数量"}]}}`
	_, problems, err := w.drafts.Save(t.Context(), "shop", fmt.Appendf(nil, part, "nothing"), builder.Seen{}, "u_1")
	w.refused("a part of nothing", problems, err, "definition.extends_missing")
	_, problems, err = w.publisher.Publish(t.Context(), "shop", 1, w.bundle(1).With(w.decode(fmt.Sprintf(part, "nothing"))), "u_1", "")
	w.refused("published", problems, err, "definition.extends_missing")
	d, problems, err := w.drafts.Save(t.Context(), "shop", fmt.Appendf(nil, part, "order"), builder.Seen{}, "u_1")
	if err != nil || problems.Err() != nil || d.Definition.Extends || !strings.Contains(string(d.Definition.Spec), `"title"`) || !strings.Contains(string(d.Definition.Spec), `"amount"`) {
		t.Errorf("%s %v %v", d.Definition.Spec, problems, err)
	}
}

// P-20: nobody publishes over a release they have not seen, however close the two come.
func TestPublishOverAnUnseenRelease(t *testing.T) {
	w := newWorld(t)
	w.install("base")
	change := func(title string) definition.Bundle {
		return w.bundle(1).With(w.decode(order(`{"key":"title","type":"text","title":"` + title + `"}`)))
	}
	w.publish(change("甲"), 1)
	_, problems, err := w.publisher.Publish(t.Context(), "shop", 1, change("乙"), "u_2", "")
	w.refused("an old release", problems, err, "release.newer_exists")
	for _, expect := range []int{0, 7} {
		_, problems, err = w.publisher.Publish(t.Context(), "shop", expect, change("丙"), "u_2", "")
		w.refused("a wrong release", problems, err, "release.newer_exists")
	}
	racing := *w.publisher
	racing.Library.Store = &overtaken{Store: w.store, first: func() { w.publish(change("丁"), 2) }}
	_, problems, err = racing.Publish(t.Context(), "shop", 2, change("戊"), "u_2", "")
	w.refused("another was a moment faster", problems, err, "release.newer_exists")
	if got := w.fields(w.current()); w.current() != 4 || !slices.Equal(got, []string{"title 丁"}) {
		t.Errorf("release %d has %v", w.current(), got)
	}
}

// overtaken lets somebody else publish just before an app is moved to its release.
type overtaken struct {
	store.Store
	first func()
}

func (o *overtaken) Write(ctx context.Context, ops ...store.Op) []store.Result {
	if first := o.first; first != nil && ops[0].Collection == "apps" {
		o.first = nil
		first()
	}
	return o.Store.Write(ctx, ops...)
}

// P-19: a release never changes, and restoring one makes a new one.
func TestReleasesNeverChange(t *testing.T) {
	w := newWorld(t)
	w.install("base")
	first, err := w.publisher.Get(t.Context(), "shop", 1)
	if err != nil {
		t.Fatal(err)
	}
	w.publish(w.bundle(1).With(w.decode(order(`{"key":"title","type":"text","title":"乙"}`))), 1)
	w.publish(w.bundle(2).Without("list", "kinds"), 2)
	if again, err := w.publisher.Get(t.Context(), "shop", 1); err != nil || !reflect.DeepEqual(first, again) {
		t.Errorf("release 1 was %+v and is %+v: %v", first, again, err)
	}
	if got := w.fields(1); !slices.Equal(got, []string{"title 标题", "kind 类别"}) {
		t.Errorf("release 1 has %v", got)
	}
	r, problems, err := w.publisher.Restore(t.Context(), "shop", 1, 3, "u_2", runtime.MigrationOrder{})
	if err != nil || problems.Err() != nil || r.Number != 4 || r.From != 1 || r.Hash != first.Hash || w.current() != 4 {
		t.Errorf("restored %+v %v %v", r, problems, err)
	}
	if _, problems, err = w.publisher.Restore(t.Context(), "shop", 1, 3, "u_2", runtime.MigrationOrder{}); err != nil || !problems.Has("release.newer_exists") {
		t.Errorf("restored over an unseen release: %v %v", problems, err)
	}
	if _, _, err = w.publisher.Restore(t.Context(), "shop", 99, 4, "u_2", runtime.MigrationOrder{}); err == nil {
		t.Error("a release that is not there was restored")
	}
	if _, err := w.publisher.Bundle(t.Context(), "other", 1); err == nil {
		t.Error("an app that is not there has a release")
	}
}

// A publish that could not move the app leaves a release nobody sees, and the next one passes it over and removes it.
func TestUnfinishedPublishIsPassedOver(t *testing.T) {
	w := newWorld(t)
	w.install("base")
	broken := *w.publisher
	broken.Library.Store = &stuck{Store: w.store}
	_, _, err := broken.Publish(t.Context(), "shop", 1, w.bundle(1).Without("list", "kinds").With(w.decode(order(`{"key":"title","type":"text","title":"丢了"}`))), "u_1", "")
	if !errors.Is(err, store.ErrDisk) {
		t.Fatalf("%v", err)
	}
	if w.current() != 1 {
		t.Errorf("release %d is current", w.current())
	}
	r := w.publish(w.bundle(1).With(w.decode(order(`{"key":"title","type":"text","title":"成了"}`))), 1)
	if r.Number != 3 || !slices.Equal(w.fields(3), []string{"title 成了"}) {
		t.Errorf("%+v %v", r, w.fields(3))
	}
	if list, err := w.publisher.List(t.Context(), "shop"); err != nil || len(list) != 2 || list[0].Number != 3 || list[1].Number != 1 {
		t.Errorf("%+v %v", list, err)
	}
}

// Whoever publishes too late takes nothing away from the release of the one who was faster, whichever write came first.
func TestTwoPublishersNeverShareANumber(t *testing.T) {
	w := newWorld(t)
	w.install("base")
	change := func(title string) definition.Bundle {
		return w.bundle(1).Without("list", "kinds").With(w.decode(order(fmt.Sprintf(`{"key":"title","type":"text","title":%q}`, title))))
	}
	slow := *w.publisher
	slow.Library.Store = &late{Store: w.store, first: func() { w.publish(change("先"), 1) }}
	if _, problems, err := slow.Publish(t.Context(), "shop", 1, change("后"), "u_2", ""); err != nil || !problems.Has("release.newer_exists") {
		t.Errorf("%v %v", problems, err)
	}
	if got := w.fields(w.current()); !slices.Equal(got, []string{"title 先"}) {
		t.Errorf("release %d has %v", w.current(), got)
	}
	if list, err := w.publisher.List(t.Context(), "shop"); err != nil || len(list) != 2 {
		t.Errorf("%+v %v", list, err)
	}
}

// late lets somebody else publish just before a release is written.
type late struct {
	store.Store
	first func()
}

func (l *late) Write(ctx context.Context, ops ...store.Op) []store.Result {
	if first := l.first; first != nil && ops[0].Collection == "releases" {
		l.first = nil
		first()
	}
	return l.Store.Write(ctx, ops...)
}

// stuck is a store that keeps everything but apps.
type stuck struct{ store.Store }

func (s *stuck) Write(ctx context.Context, ops ...store.Op) []store.Result {
	if ops[0].Collection == "apps" {
		return []store.Result{{Err: store.ErrDisk}}
	}
	return s.Store.Write(ctx, ops...)
}
