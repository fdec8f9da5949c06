package main

import "testing"

// H-13: a rule that is not published yet is tried on a record: why it would run or not, and what it would do. Nothing of
// it is kept, and who may not design does not get to ask.
func TestADraftedRuleIsTriedOnARecord(t *testing.T) {
	r, admin, agent := designer(t)
	made := agent.must(201, "POST", suggestions, matrixRecord("导出时总是卡住不动"))
	id, no := made["id"].(string), made["no"].(string)
	rule := junk{"kind": "rule", "key": "stuck", "title": "卡住的先看", "schemaVersion": 1, "spec": junk{
		"form": "suggestion", "on": []any{junk{"event": "created"}}, "off": true,
		"when": junk{"all": []any{junk{"field": "title", "op": "contains", "value": "卡住"}, junk{"field": "urgency", "op": "eq", "value": "low"}}},
		"then": []any{junk{"key": "urgent", "do": "set", "settings": junk{"fields": junk{"urgency": "high"}}},
			junk{"key": "tell", "do": "notify", "settings": junk{"to": []any{junk{"by": "who", "who": "owner"}}, "message": "task_new"}}}}}
	admin.must(200, "PUT", app+"/drafts", rule)
	try := func(record string) map[string]any {
		return admin.must(200, "POST", app+"/rules/stuck/try", junk{"record": record, "event": junk{"name": "created"}})
	}
	got := try(no)
	if got["outcome"] != "matched" || dig(got, "changes", 0, "title") != "紧急程度（提报人初判）" || dig(got, "changes", 0, "new") != "高" || got["leaving"] == 0.0 {
		t.Errorf("%v", got)
	}
	if dig(got, "actions", 1, "outcome") != "done" || dig(got, "leaves", 1, "now") != "low" {
		t.Errorf("%v", got)
	}
	if now := agent.must(200, "GET", suggestions+"/"+id, nil); dig(now, "view", "values", "urgency") != "low" || now["rev"] != made["rev"] {
		t.Error("the try was kept")
	}
	r.tick()
	rule["spec"].(junk)["when"] = junk{"field": "title", "op": "contains", "value": "打印"}
	admin.must(200, "PUT", app+"/drafts", rule, "If-Match", `"1"`)
	if got := try(id); got["outcome"] != "not_matched" || dig(got, "leaves", 0, "verdict") != "no" {
		t.Errorf("%v", got)
	}
	rule["spec"].(junk)["then"] = []any{junk{"key": "urgent", "do": "set", "settings": junk{"fields": junk{"nothing": "high"}}}}
	admin.must(200, "PUT", app+"/drafts", rule, "If-Match", `"2"`)
	if got := try(id); dig(got, "faults", 0, "message") == nil {
		t.Errorf("the faults of a rule that is off are not told: %v", got)
	}
	if a := admin.send("POST", app+"/rules/stuck/try", junk{"record": "JY0", "event": junk{"name": "created"}}); a.status != 404 {
		t.Errorf("a record nobody has: %d %s", a.status, a.body)
	}
	if a := admin.send("POST", app+"/rules/nothing/try", junk{"record": no, "event": junk{"name": "created"}}); a.status != 422 || a.problems()[0] != "rule.unknown" {
		t.Errorf("a rule nobody has: %d %s", a.status, a.body)
	}
	if a := agent.send("POST", app+"/rules/stuck/try", junk{"record": no, "event": junk{"name": "created"}}); a.status != 403 {
		t.Errorf("somebody who may not design: %d", a.status)
	}
}

// A form that is not published yet is seen as strangers and as people inside would see it.
func TestADraftedFormIsSeenBeforehand(t *testing.T) {
	_, admin, agent := designer(t)
	def, _ := retitle(t, admin, "顾客心声")
	admin.must(200, "PUT", app+"/drafts", def)
	inside := admin.must(200, "GET", app+"/preview/suggestion", nil)
	public := admin.must(200, "GET", app+"/preview/suggestion?as=public", nil)
	if dig(inside, "form", "title") != "顾客心声" || dig(inside, "form", "fields", "submitter") == nil {
		t.Errorf("inside: %v", dig(inside, "form", "title"))
	}
	if dig(public, "form", "title") != "说说您的建议" || dig(public, "form", "fields", "submitter") != nil || dig(public, "form", "fields", "title") == nil {
		t.Errorf("strangers: %v", dig(public, "form", "title"))
	}
	if a := admin.send("GET", app+"/preview/nothing", nil); a.status != 404 {
		t.Errorf("a form nobody has: %d", a.status)
	}
	if a := admin.send("GET", app+"/preview/customer?as=public", nil); a.status != 404 {
		t.Errorf("a form that strangers do not get: %d", a.status)
	}
	if a := agent.send("GET", app+"/preview/suggestion", nil); a.status != 403 {
		t.Errorf("somebody who may not design: %d", a.status)
	}
	if formTitle(t, agent) == "顾客心声" {
		t.Error("the draft is served")
	}
}
