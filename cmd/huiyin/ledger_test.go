package main

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"huiyin/runtime"
)

// G-05: the register of promises names each in the language of whoever reads it, and can be searched by it.
func TestLedgerSpeaksTheReadersLanguage(t *testing.T) {
	r := boot(t, "suggestion_intake")
	admin := r.person(runtime.User{ID: "u_admin", Login: "admin", Name: "管理员", Admin: true, Language: "zh"})
	agent := r.person(runtime.User{ID: "u_agent", Login: "agent", Name: "林小雨", Roles: []string{"suggestions/cs_agent"}, Language: "zh"})
	data := map[string]any{"title": "导出报表时可以选择字段", "description": "每次导出都是全部字段，希望能勾选需要的。", "suggestion_type": "optimize", "module": "report",
		"urgency": "medium", "importance": "medium", "channel": "hotline", "customer_name": "李女士", "contact_phone": "13800001234"}
	made := agent.must(201, "POST", app+"/forms/suggestion/records", map[string]any{"data": data})
	id, _ := dig(made, "id").(string)
	path := app + "/forms/suggestion/records/" + id
	for _, press := range []map[string]any{{"kind": "button", "button": "take_up"}, {"kind": "button", "button": "answer", "data": map[string]any{"reply": "报表右上角可以勾选字段。"}}} {
		view := agent.must(200, "GET", path, nil)
		press["task"] = dig(view, "process", "tasks", 0, "id")
		agent.must(200, "POST", path+"/act", press)
	}
	r.tick()
	for lang, want := range map[string]string{"zh": "告知客户：答复", "en": "Tell the customer: the answer"} {
		list := admin.must(200, "GET", app+"/forms/loop_record/records?lang="+lang, nil)
		if got := dig(list, "items", 0, "cells", "promise", "text"); got != want {
			t.Errorf("%s: the promise is called %v, not %s", lang, got, want)
		}
	}
	if menu := menuOf(admin.must(200, "GET", "/api/v1/session", nil), "loop_record"); slices.Contains(dig(menu, "actions").([]any), any("create")) {
		t.Errorf("the ledger is offered to be written: %v", dig(menu, "actions"))
	}
	found := admin.must(200, "GET", app+`/forms/loop_record/records?filter={"field":"promise","op":"eq","value":"answered"}`, nil)
	if n, _ := dig(found, "items").([]any); len(n) != 1 {
		t.Errorf("found by its promise: %v", found)
	}
	// It is made from the records and nothing else: not even an administrator writes in it.
	r.tick() // everything is told that there is to tell
	lines := func() []any {
		got := admin.must(200, "GET", app+"/forms/loop_record/records?count=1", nil)
		return []any{got["count"], dig(got, "items", 0, "id"), dig(got, "items", 0, "cells")}
	}
	before := lines()
	row, _ := dig(found, "items", 0, "id").(string)
	seen := admin.send("GET", app+"/forms/loop_record/records/"+row, nil).etag
	escaped := strings.ReplaceAll(row, ":", "%3A") // as programs write addresses
	if got := admin.send("GET", app+"/forms/loop_record/records/"+escaped, nil); escaped == row || got.status != 200 || got.etag != seen {
		t.Errorf("%s: %d", escaped, got.status)
	}
	for _, write := range []struct {
		method, path string
		body         any
	}{
		{"POST", "", map[string]any{"data": map[string]any{"promise": "answered", "state": "told"}}}, {"PATCH", "/" + row, map[string]any{"data": map[string]any{"state": "waived"}}}, {"DELETE", "/" + row, nil},
	} {
		got := admin.send(write.method, app+"/forms/loop_record/records"+write.path, write.body, "If-Match", seen)
		if got.status != 422 || !slices.Equal(got.problems(), []string{"record.form_read_only"}) {
			t.Errorf("%s: %d %s", write.method, got.status, got.body)
		}
	}
	r.tick()
	if after := lines(); after[0] != 1.0 || !reflect.DeepEqual(before, after) {
		t.Errorf("the ledger changed: %v, %v", before, after)
	}
}
