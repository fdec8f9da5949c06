package main

import (
	"strings"
	"testing"

	"huiyin/runtime"
)

// An expression that is being written is prepared for the browser with sample values or those of a record, of which the
// designer sees no more than on the record itself; what is wrong with it is told in words (B-06).
func TestAnExpressionIsPreviewed(t *testing.T) {
	r := rehearse(t)
	ask := func(b *browser, expression, record string) map[string]any {
		t.Helper()
		return b.must(200, "POST", app+"/expression/preview", map[string]any{"form": "suggestion", "expression": expression, "record": record})
	}
	made := ask(r.admin, `title + "!"`, "")
	if dig(made, "env", "title") != "标题（示例）" || made["tree"] == nil || dig(made, "reads", 0, "text") != "标题（示例）" {
		t.Errorf("made up: %v", made)
	}
	if got := ask(r.admin, `title +`, ""); dig(got, "problems", 0, "message") == nil || got["tree"] != nil {
		t.Errorf("unfinished: %v", got)
	}
	if got := ask(r.admin, `nobody_knows + 1`, ""); dig(got, "problems", 0, "code") != "expression.unknown_name" {
		t.Errorf("unknown: %v", got)
	}
	created := r.admin.must(201, "POST", app+"/forms/suggestion/records", map[string]any{"data": map[string]any{"title": "导出太慢了", "description": "每次导出都要等十几分钟，希望能快一些", "suggestion_type": "optimize",
		"module": "report", "channel": "email", "urgency": "low", "importance": "medium", "want_reply": true, "customer_name": "测试客户", "contact_email": "kunde@example.com", "consent_contact": map[string]any{"given": true}}})
	no := created["no"].(string)
	const both = `description + contact_email`
	if got := ask(r.admin, both, no); dig(got, "env", "description") == nil || dig(got, "env", "contact_email") != nil {
		t.Errorf("what is masked for the administrator: %v", got)
	}
	r.person(runtime.User{ID: "u_maker", Login: "maker", Name: "设计员", Roles: []string{"suggestions/drawer"}, Language: "zh"})
	role := map[string]any{"kind": "role", "key": "drawer", "title": "画流程的人", "schemaVersion": 1, "spec": map[string]any{"grants": []any{"design"},
		"permissions": []any{map[string]any{"form": "suggestion", "actions": []any{"read"}, "scope": "all", "fieldsDefault": "read", "fields": map[string]any{"description": "hidden"}}}}}
	r.admin.must(200, "PUT", app+"/drafts", role)
	r.admin.must(201, "POST", app+"/publish", map[string]any{"expect": 1, "note": "谁画流程"})
	maker := r.signIn("u_maker")
	if got := ask(maker, `title + `+both, no); dig(got, "env", "title") != "导出太慢了" || dig(got, "env", "description") != nil || dig(got, "env", "contact_email") != nil {
		t.Errorf("for somebody who may not read it: %v", got)
	}
	if got := r.admin.send("POST", app+"/expression/preview", map[string]any{"form": "suggestion", "expression": "title", "record": "JY0"}); got.status != 404 {
		t.Errorf("%d %s", got.status, got.body)
	}
}

// A message that is being written is shown as it would arrive: placeholders worked out and written for the reader's
// language, with made-up values or with those of a record, of which the designer sees no more than on the record itself.
func TestAMessageIsPreviewed(t *testing.T) {
	r := rehearse(t)
	ask := func(body, record, lang string) map[string]any {
		t.Helper()
		return r.admin.must(200, "POST", app+"/message/preview", junk{"form": "suggestion", "record": record, "language": lang, "subject": "{{record.no}} {{title}}", "body": body})
	}
	const body = `{{record.status}} {{customer_name ?? "您"}}{{1 > 2 ? "甲" : "乙"}}` + "\n\n{{link.track}}"
	made := ask(body, "", "zh")
	if made["subject"] != "示例编号 标题（示例）" || !strings.Contains(made["body"].(string), "乙") || strings.Contains(made["body"].(string), "{{") || strings.Contains(made["spoken"].(string), "http") {
		t.Errorf("made up: %v", made)
	}
	no := r.admin.must(201, "POST", app+"/forms/suggestion/records", junk{"data": junk{"title": "导出太慢了", "description": "每次导出都要等十几分钟，希望能快一些", "suggestion_type": "optimize",
		"module": "report", "channel": "email", "urgency": "low", "importance": "medium", "want_reply": true, "customer_name": "测试客户", "contact_email": "kunde@example.com", "consent_contact": junk{"given": true}}})["no"].(string)
	real := ask(body+" {{contact_email}}", no, "zh")
	if text := real["body"].(string); real["subject"] != no+" 导出太慢了" || !strings.HasPrefix(text, "待处理 ") || strings.Contains(text, "kunde@") || !strings.Contains(text, "/t/…") {
		t.Errorf("of a record: %v", real)
	}
	if en := ask(body, no, "en"); !strings.HasPrefix(en["body"].(string), "New ") {
		t.Errorf("in English: %v", en)
	}
	if got := ask("{{nobody_knows}} {{title", "", "zh"); dig(got, "problems", 0, "pointer") != "/body" || dig(got, "problems", 0, "message") == nil {
		t.Errorf("unfinished: %v", got)
	}
	if got := r.admin.send("POST", app+"/message/preview", junk{"form": "suggestion", "record": "JY0", "subject": "", "body": ""}); got.status != 404 {
		t.Errorf("%d %s", got.status, got.body)
	}
}
