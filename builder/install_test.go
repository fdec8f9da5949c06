package builder_test

import (
	"slices"
	"strings"
	"testing"

	"huiyin/builder"
	"huiyin/engine/problem"
	"huiyin/runtime"
)

// P-22: packages are layers: the lower ones come along, each adds to and extends what lies below.
func TestInstallLaysPackagesOverEachOther(t *testing.T) {
	w := newWorld(t)
	r := w.install("extra")
	if r.Number != 1 || r.Note != "extra" {
		t.Fatalf("%+v", r)
	}
	if got := names(w.bundle(1)); got != "app/shop form/order list/kinds role/clerk" {
		t.Errorf("%s", got)
	}
	if got := w.fields(1); !slices.Equal(got, []string{"title 订单标题", "kind 类别", "amount 数量"}) {
		t.Errorf("fields %v", got)
	}
	for _, name := range []string{"base", "extra"} {
		_, problems, err := w.installer.Install(t.Context(), name, "u_1", runtime.MigrationOrder{})
		w.refused("installed twice", problems, err, "preset.installed")
		problems, err = w.installer.Check(t.Context(), name)
		w.refused("checked twice", problems, err, "preset.installed")
	}
	if w.current() != 1 {
		t.Errorf("release %d", w.current())
	}
}

// What cannot be installed is refused and leaves nothing behind, and Check says so beforehand.
func TestInstallRefuses(t *testing.T) {
	w := newWorld(t)
	w.shelf["faulty/app.json"] = text(`{"kind":"app","key":"faulty","title":"x","schemaVersion":1,"spec":{"name":"faulty","version":"1.0.0"}}`)
	w.shelf["faulty/forms/order.json"] = text(order(`{"key":"kind","type":"select","title":"x","settings":{"list":"nowhere"}}`))
	w.shelf["twice/app.json"] = text(`{"kind":"app","kind":"app","key":"twice","title":"x","schemaVersion":1,"spec":{"name":"twice","version":"1.0.0"}}`)
	for name, code := range map[string]string{"nothing": "preset.unknown", "../base": "preset.unknown", "notes": "preset.unknown", "broken": "preset.unknown",
		"ring": "preset.circular", "faulty": "form.list.unknown", "twice": "json.duplicate_key"} {
		_, problems, err := w.installer.Install(t.Context(), name, "u_1", runtime.MigrationOrder{})
		w.refused("install "+name, problems, err, code)
		problems, err = w.installer.Check(t.Context(), name)
		w.refused("check "+name, problems, err, code)
	}
	if all := w.documents("apps"); len(all) != 0 {
		t.Errorf("apps %v", all)
	}
	if problems, err := w.installer.Check(t.Context(), "extra"); err != nil || problems.Err() != nil {
		t.Errorf("a good package: %v %v", problems, err)
	}
	if all, releases := w.documents("apps"), w.documents("releases"); len(all)+len(releases) != 0 {
		t.Errorf("looking installed %v %v", all, releases)
	}
}

// P-23: a newer version of a layer is merged with what the administrator changed; both survive.
func TestUpgradeOfALayer(t *testing.T) {
	w := newWorld(t)
	w.install("extra")
	form, _ := w.bundle(1).Get("form", "order")
	form.Spec = []byte(strings.Replace(string(form.Spec), `"数量"`, `"件数"`, 1))
	w.publish(w.bundle(1).With(form), 1)

	w.shelf["base/app.json"] = text(strings.Replace(string(w.shelf["base/app.json"].Data), "1.0.0", "1.1.0", 1))
	w.shelf["base/forms/order.json"] = text(order(`{"key":"title","type":"text","title":"标题"},{"key":"kind","type":"select","title":"种类","settings":{"list":"kinds"}},{"key":"memo","type":"text","title":"备注"}`))
	r := w.install("base")
	if r.Number != 3 {
		t.Fatalf("%+v", r)
	}
	got := w.fields(3)
	if slices.Sort(got); !slices.Equal(got, []string{"amount 件数", "kind 种类", "memo 备注", "title 订单标题"}) {
		t.Errorf("fields %v", got)
	}
	if _, ok := w.bundle(3).Get("role", "clerk"); !ok {
		t.Error("the upper layer is gone")
	}
	offers, err := w.installer.Offers(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for name, version := range map[string]string{"base": "1.1.0", "extra": "2.0.0", "ring": ""} {
		i := slices.IndexFunc(offers, func(o builder.Offered) bool { return o.Name == name })
		if i < 0 || offers[i].Installed != version {
			t.Errorf("%s: %+v, want installed %q", name, offers, version)
		}
	}
}

// P-23: where both sides changed one thing differently, nothing is published and the place is told.
func TestUpgradeConflictIsToldAndNotPublished(t *testing.T) {
	w := newWorld(t)
	w.install("base")
	mine, _ := w.bundle(1).Get("form", "order")
	mine.Spec = []byte(strings.Replace(string(mine.Spec), `"标题"`, `"我的标题"`, 1))
	w.publish(w.bundle(1).With(mine), 1)
	w.shelf["base/forms/order.json"] = text(order(`{"key":"title","type":"text","title":"他们的标题"},{"key":"kind","type":"select","title":"类别","settings":{"list":"kinds"}}`))
	_, problems, err := w.installer.Install(t.Context(), "base", "u_1", runtime.MigrationOrder{})
	w.refused("both changed the title", problems, err, "definition.merge_conflict")
	if i := slices.IndexFunc(problems, func(p problem.Problem) bool { return p.Code == "definition.merge_conflict" }); i < 0 || !strings.HasPrefix(problems[i].Pointer, "/form/order") {
		t.Errorf("problems %v", problems)
	}
	if w.current() != 2 || !slices.Equal(w.fields(2), []string{"title 我的标题", "kind 类别"}) {
		t.Errorf("release %d has %v", w.current(), w.fields(w.current()))
	}
}

// The shelf lists its packages and says what each is.
func TestOffers(t *testing.T) {
	w := newWorld(t)
	shelf := builder.Shelf{FS: w.shelf}
	if got, err := shelf.Names(); err != nil || !slices.Equal(got, []string{"base", "broken", "extra", "ring", "round"}) {
		t.Errorf("%v %v", got, err)
	}
	o, problems := shelf.Open("extra")
	if problems.Err() != nil || o.Name != "extra" || o.Key != "shop" || o.Title.In("en") != "Shop plus" || !slices.Equal(o.Spec.Requires, []string{"base"}) {
		t.Errorf("%+v %v", o, problems)
	}
	if o, problems := shelf.Open("broken"); problems.Err() != nil || o.Key != "broken" {
		t.Errorf("a package without app belongs to its own: %+v %v", o.Key, problems)
	}
	stack, problems := shelf.Stack("extra")
	var order []string
	for _, one := range stack {
		order = append(order, one.Name)
	}
	if problems.Err() != nil || !slices.Equal(order, []string{"base", "extra"}) {
		t.Errorf("%v %v", order, problems)
	}
}

// What names no app and carries others comes with them; nobody is asked to choose it (P-23).
func TestOffersSayWhatOnlyCarriesOthers(t *testing.T) {
	w := newWorld(t)
	w.shelf["low/app.json"] = text(`{"kind":"app","key":"low","title":"x","schemaVersion":1,"spec":{"name":"low","version":"1.0.0"}}`)
	w.shelf["alone/app.json"] = text(`{"kind":"app","key":"alone","title":"x","schemaVersion":1,"spec":{"name":"alone","version":"1.0.0"}}`)
	w.shelf["high/app.json"] = text(`{"kind":"app","key":"high","title":"x","schemaVersion":1,"spec":{"name":"high","version":"1.0.0","app":"shop","requires":["low"]}}`)
	offers, err := w.installer.Offers(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	base := map[string]bool{}
	for _, o := range offers {
		base[o.Name] = o.Base
	}
	if !base["low"] || base["alone"] || base["high"] || base["base"] {
		t.Errorf("%v", base)
	}
}
