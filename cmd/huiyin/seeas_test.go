package main

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"huiyin/runtime"
)

// What somebody would see and do if the drafts were published is told before they are: actions, fields, records and
// buttons, for a person and for whoever has a role alone (P-05).
func TestSeeAsSomebody(t *testing.T) {
	r := rehearse(t)
	made := r.admin.must(201, "POST", app+"/forms/suggestion/records", map[string]any{"data": map[string]any{"title": "导出太慢了", "description": "每次导出都要等十几分钟，希望能快一些", "suggestion_type": "optimize",
		"module": "report", "channel": "email", "urgency": "low", "importance": "medium", "want_reply": false, "anonymous": true}})
	no := made["no"].(string)
	see := func(who map[string]any) map[string]any {
		who["form"] = "suggestion"
		return r.admin.must(200, "POST", app+"/access/preview", who)
	}
	can := func(got map[string]any, action string) bool {
		for _, one := range got["actions"].([]any) {
			if dig(one, "action") == action {
				return dig(one, "allowed") == true
			}
		}
		t.Fatalf("no %s in %v", action, got["actions"])
		return false
	}
	level := func(got map[string]any, field string) any {
		for _, one := range got["fields"].([]any) {
			if dig(one, "key") == field {
				return dig(one, "level")
			}
		}
		return nil
	}
	before := see(map[string]any{"user": "u_triager", "record": no})
	if !can(before, "update") || can(before, "delete") || level(before, "description") == "hidden" || before["count"] != 1.0 || dig(before, "records", 0, "no") != no ||
		dig(before, "record", "title") != "导出太慢了" || !slices.Contains(before["presses"].([]any), any("完成打标，送评估")) {
		t.Errorf("before: %v", before)
	}
	role := r.admin.must(200, "GET", app+"/definitions/role/triager", nil)
	for _, one := range dig(role, "spec", "permissions").([]any) {
		if perm := one.(map[string]any); perm["form"] == "suggestion" {
			perm["actions"], perm["scope"] = []any{"read"}, "own"
			perm["fields"] = map[string]any{"description": "hidden"}
		}
	}
	r.admin.must(200, "PUT", app+"/drafts", role)
	drafted := see(map[string]any{"user": "u_triager"})
	if can(drafted, "update") || level(drafted, "description") != "hidden" {
		t.Errorf("drafted: %v", drafted)
	}
	for _, one := range []map[string]any{{"role": "submitter"}, {"role": "triager"}} {
		if got := see(one); got["count"] != 0.0 || len(got["records"].([]any)) != 0 || dig(got, "roles", 0) == nil {
			t.Errorf("%v: %v", one, got)
		}
	}
	alike := func() string {
		return string(r.signIn("u_triager").send("GET", app+"/forms/suggestion/similar?text="+url.QueryEscape("每次导出都要等十几分钟，希望能快一些"), nil).body)
	}
	if found := alike(); !strings.Contains(found, no) {
		t.Errorf("similar words: %s", found)
	}
	for _, one := range dig(role, "spec", "permissions").([]any) {
		if perm := one.(map[string]any); perm["form"] == "suggestion" {
			perm["scope"] = "all"
		}
	}
	r.admin.must(200, "PUT", app+"/drafts", role, "If-Match", r.admin.send("GET", app+"/definitions/role/triager", nil).etag)
	r.admin.must(201, "POST", app+"/publish", map[string]any{"expect": 1})
	if found := alike(); found != "[]" {
		t.Errorf("words that may not be read are found by guessing: %s", found)
	}
	r.admin.must(200, "PUT", app+"/drafts", map[string]any{"kind": "form", "key": "fresh", "title": "新表", "schemaVersion": 1,
		"spec": map[string]any{"fields": []any{map[string]any{"key": "name", "type": "text", "title": "名称"}}}})
	if got := r.admin.must(200, "POST", app+"/access/preview", map[string]any{"form": "fresh", "user": "u_triager"}); got["count"] != 0.0 || len(got["records"].([]any)) != 0 {
		t.Errorf("a form that is a draft: %v", got)
	}
	for _, c := range []struct {
		body map[string]any
		code string
	}{{map[string]any{"user": "u_ghost", "record": "JY0"}, "explain.record_unknown"}, {map[string]any{"user": "u_ghost"}, "explain.user_unknown"}, {map[string]any{"role": "ghost"}, "explain.role_unknown"}} {
		c.body["form"] = "suggestion"
		if got := r.admin.send("POST", app+"/access/preview", c.body); got.status != 422 || !strings.Contains(string(got.body), c.code) {
			t.Errorf("%v: %d %s", c.body, got.status, got.body)
		}
	}
}

// A draft gives nobody rights: who may design but not read is told how many records somebody would see, and not which,
// whatever they write into the draft of their own role.
func TestADraftOpensNoRecord(t *testing.T) {
	r := rehearse(t)
	made := r.admin.must(201, "POST", app+"/forms/suggestion/records", map[string]any{"data": map[string]any{"title": "机密的建议", "description": "每次导出都要等十几分钟，希望能快一些", "suggestion_type": "optimize",
		"module": "report", "channel": "email", "urgency": "low", "importance": "medium", "want_reply": false, "anonymous": true}})
	architect := func(permissions ...any) map[string]any {
		return map[string]any{"kind": "role", "key": "architect", "title": "设计者", "schemaVersion": 1, "spec": map[string]any{"grants": []any{"design"}, "permissions": append([]any{}, permissions...)}}
	}
	r.admin.must(200, "PUT", app+"/drafts", architect())
	r.admin.must(201, "POST", app+"/publish", map[string]any{"expect": 1})
	designer := r.person(runtime.User{ID: "u_arch", Login: "arch", Name: "设计者", Roles: []string{"suggestions/architect"}, Language: "zh"})
	designer.must(200, "PUT", app+"/drafts", architect(map[string]any{"form": "suggestion", "actions": []any{"read"}, "scope": "all", "fieldsDefault": "write"}))
	got := designer.must(200, "POST", app+"/access/preview", map[string]any{"form": "suggestion", "user": "u_arch"})
	if got["count"] != 1.0 || len(got["records"].([]any)) != 0 {
		t.Errorf("%v %v", got["count"], got["records"])
	}
	for path, body := range map[string]any{
		"/access/preview":     map[string]any{"form": "suggestion", "user": "u_arch", "record": made["no"]},
		"/people/preview":     map[string]any{"process": "suggestion_sop", "rule": "receiver", "record": made["no"]},
		"/rules/tr_1_bug/try": map[string]any{"record": made["no"], "event": map[string]any{"name": "created"}},
	} {
		if answer := designer.send("POST", app+path, body); answer.status < 400 || strings.Contains(string(answer.body), "机密") {
			t.Errorf("%s: %d %s", path, answer.status, answer.body)
		}
	}
}
