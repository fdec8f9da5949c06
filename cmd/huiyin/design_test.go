package main

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"huiyin/engine/query"
	"huiyin/runtime"
)

// designer is a server with the smallest package, its administrator and somebody who may design nothing.
func designer(t *testing.T) (r *rig, admin, agent *browser) {
	r = boot(t, "suggestion_intake")
	admin = r.person(runtime.User{ID: "u_admin", Login: "admin", Name: "管理员", Admin: true, Language: "zh"})
	agent = r.person(runtime.User{ID: "u_agent", Login: "agent", Name: "林小雨", Roles: []string{"suggestions/cs_agent"}, Language: "zh"})
	return r, admin, agent
}

const app = "/api/v1/apps/suggestions"

// retitle returns the form's definition with another Chinese title.
func retitle(t *testing.T, b *browser, title string) (def map[string]any, etag string) {
	t.Helper()
	a := b.send("GET", app+"/definitions/form/suggestion", nil)
	if a.status != 200 {
		t.Fatalf("%d %s", a.status, a.body)
	}
	_ = a.into(&def)
	def["title"].(map[string]any)["zh"] = title
	return def, a.etag
}

func formTitle(t *testing.T, b *browser) string {
	t.Helper()
	got := b.must(200, "GET", app+"/forms/suggestion?lang=zh", nil)
	title, _ := dig(got, "form", "title").(string)
	return title
}

// P-10, P-11, P-19: draft, check, publish and one-click restore, at once and without a restart.
func TestDraftIsCheckedPublishedAndRestored(t *testing.T) {
	r, admin, agent := designer(t)
	def, etag := retitle(t, admin, "顾客心声")
	if etag != `"0-1"` {
		t.Errorf("a released definition has the draft revision %s", etag)
	}
	first := admin.send("PUT", app+"/drafts", def)
	if first.status != 200 || first.etag != `"1"` {
		t.Fatalf("%d %s %s", first.status, first.etag, first.body)
	}
	if a := admin.send("PUT", app+"/drafts", def); a.status != 409 || !slices.Contains(a.problems(), "draft.newer_exists") {
		t.Errorf("a draft was overwritten unseen: %d %s", a.status, a.body)
	}
	if formTitle(t, agent) == "顾客心声" {
		t.Error("a draft is served")
	}
	if got := admin.must(200, "POST", app+"/check", nil); got["ok"] != true {
		t.Errorf("check: %v", got)
	}
	if a := admin.send("POST", app+"/publish", map[string]any{"note": "改名", "expect": 7}); a.status != 409 {
		t.Errorf("published over an unseen release: %d %s", a.status, a.body)
	}
	got := admin.must(201, "POST", app+"/publish", map[string]any{"note": "改名", "expect": 1})
	if dig(got, "release", "number") != 2.0 || formTitle(t, agent) != "顾客心声" {
		t.Errorf("release %v, title %s", got, formTitle(t, agent))
	}
	admin.must(201, "POST", app+"/releases/1/restore", nil)
	if formTitle(t, agent) == "顾客心声" {
		t.Error("the earlier release was not restored")
	}
	var releases []struct {
		Number, Restores int
		Current          bool
	}
	_ = admin.send("GET", app+"/releases", nil).into(&releases)
	if len(releases) != 3 || !releases[0].Current || releases[0].Number != 3 || releases[0].Restores != 1 {
		t.Errorf("releases %+v", releases)
	}
	entries, _, err := r.s.API.Audit.Find(t.Context(), query.Query{Limit: 100})
	var types []string
	for _, e := range entries {
		types = append(types, e.Type)
	}
	if err != nil || !slices.Contains(types, "publish") || !slices.Contains(types, "restore") {
		t.Errorf("audit %v %v", types, err)
	}
}

func TestFaultyDesignsAreNotPublished(t *testing.T) {
	_, admin, _ := designer(t)
	def, _ := retitle(t, admin, "x")
	spec := def["spec"].(map[string]any)
	spec["process"] = "no_such_process"
	admin.must(200, "PUT", app+"/drafts", def)
	got := admin.must(200, "POST", app+"/check", nil)
	if raw, _ := json.Marshal(got); got["ok"] != false || !strings.Contains(string(raw), "no_such_process") {
		t.Errorf("check does not name the fault: %s", raw)
	}
	if a := admin.send("POST", app+"/publish", map[string]any{"note": "", "expect": 1}); a.status != 422 || len(a.problems()) == 0 {
		t.Errorf("a faulty design was published: %d %s", a.status, a.body)
	}
	if a := admin.send("PUT", app+"/drafts", map[string]any{"kind": "form", "key": "Bad Key", "colour": 1}); a.status != 422 || len(a.problems()) < 2 {
		t.Errorf("a malformed definition was kept: %d %s", a.status, a.body)
	}
	if a := admin.send("DELETE", app+"/drafts/form/suggestion", nil); a.status != 204 {
		t.Errorf("discard: %d %s", a.status, a.body)
	}
	if got := admin.must(200, "POST", app+"/check", nil); got["ok"] != true {
		t.Errorf("the discarded draft is still there: %v", got)
	}
}

func TestOnlyDesignersDesign(t *testing.T) {
	r, _, agent := designer(t)
	for _, c := range [][2]string{{"GET", "/api/v1/presets"}, {"POST", "/api/v1/presets/suggestion_triage/install"}, {"GET", app + "/releases"},
		{"POST", app + "/releases/1/restore"}, {"GET", app + "/definitions"}, {"GET", app + "/drafts"}, {"PUT", app + "/drafts"},
		{"DELETE", app + "/definitions/form/suggestion"}, {"POST", app + "/check"}, {"POST", app + "/publish"}} {
		if a := agent.send(c[0], c[1], nil); a.status != 403 {
			t.Errorf("%s %s: %d %s", c[0], c[1], a.status, a.body)
		}
		if a := r.stranger().send(c[0], c[1], nil); a.status != 401 {
			t.Errorf("a stranger, %s %s: %d %s", c[0], c[1], a.status, a.body)
		}
	}
}

// P-22, P-23: a higher package is laid over what the administrator changed in the meantime.
func TestInstallKeepsWhatWasChanged(t *testing.T) {
	_, admin, agent := designer(t)
	def, _ := retitle(t, admin, "顾客心声")
	admin.must(200, "PUT", app+"/drafts", def)
	admin.must(201, "POST", app+"/publish", map[string]any{"note": "改名", "expect": 1})
	if got := admin.must(201, "POST", "/api/v1/presets/suggestion_triage/install", nil); dig(got, "release", "number") != 3.0 {
		t.Errorf("%v", got)
	}
	if title := formTitle(t, agent); title != "顾客心声" {
		t.Errorf("the title went back to %s", title)
	}
	var offers []struct{ Name, Installed string }
	_ = admin.send("GET", "/api/v1/presets", nil).into(&offers)
	for _, o := range offers {
		want := slices.Contains([]string{"common_base", "suggestion_intake", "suggestion_triage"}, o.Name)
		if (o.Installed != "") != want {
			t.Errorf("%s: installed %q", o.Name, o.Installed)
		}
	}
	if a := admin.send("POST", "/api/v1/presets/nothing/install", nil); a.status != 404 {
		t.Errorf("%d %s", a.status, a.body)
	}
}

func TestFirstAdministratorChoosesAPackage(t *testing.T) {
	r := boot(t)
	stranger := r.stranger()
	body := map[string]any{"name": "王经理", "login": "boss", "password": "a good password", "preset": "suggestion_intake"}
	got := stranger.must(201, "POST", "/api/v1/setup", body)
	if dig(got, "apps", 0, "key") != "suggestions" || dig(got, "user", "admin") != true {
		t.Errorf("%v", got)
	}
	if a := stranger.send("POST", "/api/v1/setup", body); a.status != 409 {
		t.Errorf("a second set-up: %d %s", a.status, a.body)
	}
}
