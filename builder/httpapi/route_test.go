package httpapi_test

import (
	"slices"
	"strings"
	"testing"
)

// everyRoute is each route of the builder with the grant it asks for.
var everyRoute = []struct{ grant, method, path string }{
	{"admin", "GET", "/presets"}, {"admin", "POST", "/presets/more/install"},
	{"admin", "POST", "/design/apps"}, {"design", "GET", "/apps/shop/changes"}, {"design", "GET", "/apps/shop/uses"},
	{"design", "GET", "/apps/shop/upgrades"}, {"design", "GET", "/apps/shop/upgrades/base"}, {"design", "POST", "/apps/shop/upgrades/base"},
	{"design", "POST", "/apps/shop/replace"}, {"design", "POST", "/apps/shop/drafts/difference"},
	{"design", "GET", "/apps/shop/export"}, {"design", "POST", "/apps/shop/import"},
	{"design", "GET", "/apps/shop/releases/1/changes"}, {"design", "GET", "/apps/shop/releases/1/definitions/form/order"},
	{"design", "GET", "/apps/shop/releases"}, {"publish", "POST", "/apps/shop/releases/1/restore"},
	{"design", "GET", "/apps/shop/bundle"}, {"design", "GET", "/apps/shop/definitions"}, {"design", "GET", "/apps/shop/definitions/form/order"},
	{"design", "GET", "/apps/shop/drafts"}, {"design", "PUT", "/apps/shop/drafts"},
	{"design", "DELETE", "/apps/shop/drafts/form/order"}, {"design", "DELETE", "/apps/shop/definitions/form/order"},
	{"design", "POST", "/apps/shop/process/none/trial"}, {"design", "POST", "/apps/shop/people/preview"}, {"design", "POST", "/apps/shop/access/preview"}, {"design", "POST", "/apps/shop/message/preview"}, {"design", "POST", "/apps/shop/expression/preview"}, {"design", "POST", "/apps/shop/check"}, {"publish", "POST", "/apps/shop/publish"},
}

// Who may not is told so before anything about the request is looked at; a designer designs and does not publish.
func TestRights(t *testing.T) {
	s := open(t)
	admin, designer, clerk := s.person("boss", true), s.person("ann", false, "shop/designer"), s.person("bob", false, "shop/clerk")
	for _, r := range everyRoute {
		clerk.refused(403, "access.denied", r.method, r.path, nil)
		(&client{studio: s}).refused(401, "session.required", r.method, r.path, nil)
		forged := *admin
		if forged.csrf = "x"; r.method != "GET" {
			forged.refused(403, "session.csrf", r.method, r.path, nil)
		}
		got := designer.send(r.method, r.path, "{}")
		if refused := got.status == 403; refused != (r.grant != "design") {
			t.Errorf("a designer, %s %s: %d %s", r.method, r.path, got.status, got.body)
		}
	}
	designer.must(204, "DELETE", "/apps/shop/drafts/form/order", nil)
	for _, r := range everyRoute {
		if got := admin.send(r.method, r.path, "{}"); got.status == 403 || got.status >= 500 {
			t.Errorf("an administrator, %s %s: %d %s", r.method, r.path, got.status, got.body)
		}
	}
}

// What is not there is not found, each in its own words.
func TestUnknownThings(t *testing.T) {
	admin := open(t).person("boss", true)
	admin.refused(404, "app.unknown", "GET", "/apps/nowhere/releases", nil)
	admin.refused(404, "app.unknown", "POST", "/apps/nowhere/publish", map[string]any{"expect": 1})
	admin.refused(404, "preset.unknown", "POST", "/presets/nothing/install", nil)
	admin.refused(404, "request.not_found", "GET", "/apps/shop/definitions/form/nothing", nil)
	admin.refused(404, "request.not_found", "DELETE", "/apps/shop/definitions/form/nothing", nil)
	for _, number := range []string{"0", "2", "-1", "x"} {
		admin.refused(422, "release.unknown", "POST", "/apps/shop/releases/"+number+"/restore", nil)
	}
}

// P-20: a draft has a revision; whoever does not know it, or knows an older one, does not overwrite.
func TestDraftsOverHTTP(t *testing.T) {
	s := open(t)
	ann := s.person("ann", false, "shop/designer")
	if got := ann.must(200, "GET", "/apps/shop/definitions/form/order", nil); got.etag != `"0-1"` {
		t.Errorf("as released: %s", got.etag)
	}
	if got := ann.must(200, "PUT", "/apps/shop/drafts", orderForm("草稿一")); got.etag != `"1"` {
		t.Errorf("the first draft: %s", got.etag)
	}
	if was := ann.must(200, "GET", "/apps/shop/definitions/form/order?released=true", nil); strings.Contains(string(was.body), "草稿一") || !strings.Contains(string(was.body), "order") {
		t.Errorf("the one in force: %s", was.body)
	}
	if none := ann.must(200, "GET", "/apps/shop/definitions/form/nothing?released=true", nil); string(none.body) != "null" {
		t.Errorf("never published: %s", none.body)
	}
	ann.refused(409, "draft.newer_exists", "PUT", "/apps/shop/drafts", orderForm("草稿二"))
	ann.refused(409, "draft.newer_exists", "PUT", "/apps/shop/drafts", orderForm("草稿二"), "If-Match", `"7"`)
	ann.refused(400, "request.malformed", "PUT", "/apps/shop/drafts", orderForm("草稿二"), "If-Match", `"x"`)
	if got := ann.must(200, "PUT", "/apps/shop/drafts", orderForm("草稿二"), "If-Match", `"1"`); got.etag != `"2"` {
		t.Errorf("the second draft: %s", got.etag)
	}
	var list []struct {
		Kind, Key string
		Rev       int64
		By        struct{ ID, Name string }
	}
	if err := ann.must(200, "GET", "/apps/shop/drafts", nil).into(&list); err != nil || len(list) != 1 || list[0].Rev != 2 || list[0].By.Name != "人ann" {
		t.Errorf("%+v %v", list, err)
	}
	var parts []struct {
		Kind, Key, Title string
		Draft            int64
	}
	if err := ann.must(200, "GET", "/apps/shop/definitions?lang=en", nil).into(&parts); err != nil || len(parts) != 4 {
		t.Fatalf("%+v %v", parts, err)
	}
	for _, p := range parts {
		if want := map[bool]int64{true: 2, false: 0}[p.Kind == "form"]; p.Draft != want || p.Kind == "form" && p.Title != "Order" {
			t.Errorf("%+v", p)
		}
	}
	ann.must(204, "DELETE", "/apps/shop/drafts/form/order", nil)
	if got := ann.must(200, "GET", "/apps/shop/definitions/form/order", nil); got.etag != `"0-1"` {
		t.Errorf("discarded, but %s", got.etag)
	}
}

// A page that was open while somebody else published does not take their work back: what it sends was made from another
// release, and it is told so (P-20). Where the definition is as it was, it is taken.
func TestAStalePageTakesNothingBack(t *testing.T) {
	s := open(t)
	ann, boss := s.person("ann", false, "shop/designer"), s.person("boss", true)
	stale := ann.must(200, "GET", "/apps/shop/definitions/form/order", nil)
	boss.must(200, "PUT", "/apps/shop/drafts", orderForm("新名称"))
	boss.must(201, "POST", "/apps/shop/publish", `{"expect": 1}`)
	ann.refused(409, "draft.newer_exists", "PUT", "/apps/shop/drafts", orderForm("旧名称"), "If-Match", stale.etag)
	ann.refused(409, "draft.newer_exists", "DELETE", "/apps/shop/definitions/form/order", nil, "If-Match", stale.etag)
	ann.refused(400, "request.malformed", "PUT", "/apps/shop/drafts", orderForm("旧名称"), "If-Match", `"0-x"`)
	fresh := ann.must(200, "GET", "/apps/shop/definitions/form/order", nil)
	if fresh.etag != `"0-2"` || !strings.Contains(string(fresh.body), "新名称") {
		t.Errorf("%s %s", fresh.etag, fresh.body)
	}
	role := ann.must(200, "GET", "/apps/shop/definitions/role/designer", nil)
	boss.must(200, "PUT", "/apps/shop/drafts", orderForm("又一个名称"), "If-Match", fresh.etag)
	boss.must(201, "POST", "/apps/shop/publish", `{"expect": 2}`)
	ann.must(200, "PUT", "/apps/shop/drafts", string(role.body), "If-Match", role.etag)
}

// What is no definition is refused with every fault and its place in what was sent.
func TestDraftsThatAreNone(t *testing.T) {
	ann := open(t).person("ann", false, "shop/designer")
	ann.refused(400, "json.invalid", "PUT", "/apps/shop/drafts", "{")
	ann.refused(400, "json.duplicate_key /spec/fields/0/key", "PUT", "/apps/shop/drafts",
		`{"kind":"form","key":"order","title":"x","schemaVersion":1,"spec":{"fields":[{"key":"a","key":"b","type":"text","title":"x"}]}}`)
	ann.refused(422, "schema.unknown_property /spec/colour", "PUT", "/apps/shop/drafts",
		`{"kind":"form","key":"order","title":"x","schemaVersion":1,"spec":{"fields":[],"colour":1}}`)
	ann.refused(422, "definition.kind_unknown /kind", "PUT", "/apps/shop/drafts", `{"kind":"spaceship","key":"order","title":"x","schemaVersion":1,"spec":{}}`)
	// It is told like every other problem: which definition, where in it, and by names in place of keys.
	var out struct {
		Problems []struct{ Pointer, Title, Place, Message string }
	}
	err := ann.must(422, "PUT", "/apps/shop/drafts", `{"kind":"form","key":"order","title":"采购单","schemaVersion":1,"spec":{"fields":[{"key":"b","title":"年龄"}]}}`).into(&out)
	if err != nil || len(out.Problems) != 1 || out.Problems[0].Title != "表单「采购单」" || !strings.Contains(out.Problems[0].Place, "年龄") ||
		out.Problems[0].Pointer != "/spec/fields/0/type" || out.Problems[0].Message != "缺少「类型」" {
		t.Errorf("%+v %v", out, err)
	}
}

// P-10, P-11, P-19: check, publish and restore, over an app that changes at once.
func TestPublishOverHTTP(t *testing.T) {
	s := open(t)
	admin := s.person("boss", true)
	admin.must(200, "PUT", "/apps/shop/drafts", `{"kind":"form","key":"order","title":"x","schemaVersion":1,"spec":{"fields":[{"key":"kind","type":"select","title":"x","settings":{"list":"nowhere"}}]}}`)
	var checked struct {
		OK       bool
		Problems []struct{ Code, Pointer, Message string }
	}
	if err := admin.must(200, "POST", "/apps/shop/check", nil).into(&checked); err != nil || checked.OK || checked.Problems[0].Code != "form.list.unknown" || checked.Problems[0].Message == "" {
		t.Errorf("%+v %v", checked, err)
	}
	admin.refused(422, "form.list.unknown "+checked.Problems[0].Pointer, "POST", "/apps/shop/publish", map[string]any{"note": "", "expect": 1})
	admin.must(200, "PUT", "/apps/shop/drafts", orderForm("新标题"), "If-Match", `"1"`)
	admin.refused(409, "release.newer_exists", "POST", "/apps/shop/publish", map[string]any{"note": "", "expect": 5})
	admin.refused(400, "request.malformed", "POST", "/apps/shop/publish", map[string]any{"nope": 1})
	var out struct {
		Release struct {
			Number, Restores int
			Current          bool
			Note             string
			By               struct{ ID, Name string }
		}
		Warnings []any
	}
	if err := admin.must(201, "POST", "/apps/shop/publish", map[string]any{"note": "改名", "expect": 1}).into(&out); err != nil ||
		out.Release.Number != 2 || !out.Release.Current || out.Release.Note != "改名" || out.Release.By.Name != "人boss" || out.Warnings == nil {
		t.Errorf("%+v %v", out, err)
	}
	if err := admin.must(201, "POST", "/apps/shop/releases/1/restore", nil).into(&out); err != nil || out.Release.Number != 3 || out.Release.Restores != 1 {
		t.Errorf("%+v %v", out, err)
	}
	var list []struct {
		Number  int
		Current bool
		Note    string
	}
	// That of a package is told by its title, not by the name it is installed under.
	if err := admin.must(200, "GET", "/apps/shop/releases", nil).into(&list); err != nil || len(list) != 3 || list[0].Number != 3 || !list[0].Current || list[1].Current || list[2].Note != "商店" {
		t.Errorf("%+v %v", list, err)
	}
	for _, want := range []string{"publish boss shop", "restore boss shop"} {
		if !slices.Contains(s.types(), want) {
			t.Errorf("%s is not in the log: %v", want, s.types())
		}
	}
}

// What somebody would see is worked out beside a rule that is not finished, which is named; a rule without an action is none
// that keeps anything from being published.
func TestSeeingAsSomebodyBesideAnUnfinishedRule(t *testing.T) {
	s := open(t)
	boss := s.person("boss", true)
	ask := map[string]any{"form": "order", "user": "boss"}
	rule := map[string]any{"kind": "rule", "key": "mail", "title": "发信", "schemaVersion": 1, "spec": map[string]any{"form": "order", "on": []any{map[string]any{"event": "created"}}, "then": []any{}}}
	boss.must(200, "PUT", "/apps/shop/drafts", rule)
	if got := boss.must(200, "POST", "/apps/shop/check", nil); !strings.Contains(string(got.body), `"ok":true`) || !strings.Contains(string(got.body), "rule.idle") {
		t.Errorf("a rule without an action: %s", got.body)
	}
	rule["key"], rule["spec"].(map[string]any)["then"] = "other", []any{map[string]any{"key": "set", "do": "set", "settings": map[string]any{"fields": map[string]any{}}}}
	boss.must(200, "PUT", "/apps/shop/drafts", rule)
	if got := boss.must(200, "POST", "/apps/shop/access/preview", ask); !strings.Contains(string(got.body), `"pointer":"/rule/other`) || !strings.Contains(string(got.body), "发信") {
		t.Errorf("with a faulty rule: %s", got.body)
	}
}

// P-22: the packages there are, in the reader's language, and installing one more.
func TestPresetsOverHTTP(t *testing.T) {
	s := open(t)
	admin := s.person("boss", true)
	var offers []struct {
		Name, App, Title, Description, Version, Installed string
		Requires                                          []string
	}
	if err := admin.must(200, "GET", "/presets?lang=en", nil).into(&offers); err != nil || len(offers) != 2 || offers[0].Description != "Sells" ||
		offers[0].Installed != "1.0.0" || offers[1].Title != "Shop plus" || offers[1].Installed != "" || offers[1].Requires[0] != "base" || offers[0].Requires == nil {
		t.Errorf("%+v %v", offers, err)
	}
	admin.must(201, "POST", "/presets/more/install", nil)
	admin.refused(409, "preset.installed", "POST", "/presets/more/install", nil)
	admin.must(200, "GET", "/apps/shop/definitions/list/kinds", nil)
	if !slices.Contains(s.types(), "install boss shop") {
		t.Errorf("log %v", s.types())
	}
}

// P-12: a publish names the drafts that were read; a restore the release that was seen as current.
func TestPublishOfWhatWasRead(t *testing.T) {
	s := open(t)
	ann, boss := s.person("ann", false, "shop/designer"), s.person("boss", true)
	var read struct {
		Since  int
		Drafts map[string]int64
	}
	first := ann.must(200, "PUT", "/apps/shop/drafts", orderForm("先"))
	if err := boss.must(200, "GET", "/apps/shop/changes", nil).into(&read); err != nil || read.Since != 1 || read.Drafts["form/order"] != 1 {
		t.Fatalf("%+v %v", read, err)
	}
	ann.must(200, "PUT", "/apps/shop/drafts", orderForm("后"), "If-Match", first.etag)
	send := func() map[string]any { return map[string]any{"expect": read.Since, "seen": read.Drafts} }
	boss.refused(409, "draft.changed_since /form/order", "POST", "/apps/shop/publish", send())
	// Who does not say what they have read takes nothing of others along.
	boss.refused(409, "draft.changed_since /form/order", "POST", "/apps/shop/publish", map[string]any{"expect": 1})
	if got := boss.send("POST", "/apps/shop/publish", send()); !strings.Contains(string(got.body), "人ann") {
		t.Errorf("by whom: %s", got.body)
	}
	if err := boss.must(200, "GET", "/apps/shop/changes", nil).into(&read); err != nil {
		t.Fatal(err)
	}
	boss.must(201, "POST", "/apps/shop/publish", send())
	if got := boss.must(200, "POST", "/apps/shop/publish", map[string]any{"expect": 2}); !strings.Contains(string(got.body), "release.nothing") || !strings.Contains(string(got.body), `"number":2`) {
		t.Errorf("nothing to publish: %s", got.body)
	}
	boss.refused(409, "release.newer_exists", "POST", "/apps/shop/releases/1/restore", map[string]any{"expect": 1})
	boss.must(201, "POST", "/apps/shop/releases/1/restore", map[string]any{"expect": 2})
}
