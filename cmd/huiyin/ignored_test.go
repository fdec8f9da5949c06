package main

import (
	"fmt"
	"testing"

	"huiyin/runtime"
)

// What is sent for fields that the form hides counts for nothing, and the answer names it, be it right or wrong: nothing
// is dropped in silence (C-10).
func TestWhatIsSentForHiddenFieldsIsNamed(t *testing.T) {
	r := boot(t, "suggestion_sop_full")
	data := map[string]any{"title": "导出时选择字段", "description": "希望导出时可以选择需要的字段", "suggestion_type": "optimize",
		"module": "report", "urgency": "medium", "importance": "medium", "channel": "hotline", "anonymous": true,
		"contact_phone": "12", "contact_email": "a@b", "customer": "nope", "contact_wechat": ""}
	boss := r.person(runtime.User{ID: "u_boss", Login: "boss", Name: "冯管理", Roles: []string{"suggestions/biz_admin", "suggestions/cs_agent"}})
	got := boss.must(201, "POST", suggestions, map[string]any{"data": data})
	if fmt.Sprint(got["ignored"]) != "[/data/contact_email /data/contact_phone /data/customer]" {
		t.Errorf("created: %v", got["ignored"])
	}
	id, _ := got["id"].(string)
	at := suggestions + "/" + id
	etag := boss.send("GET", at, nil).etag
	got = boss.must(200, "PATCH", at, map[string]any{"data": map[string]any{"title": "导出时选字段", "contact_phone": "13800001234"}}, "If-Match", etag)
	if fmt.Sprint(got["ignored"]) != "[/data/contact_phone]" {
		t.Errorf("changed: %v", got["ignored"])
	}
	if plain := boss.must(200, "GET", at, nil); plain["ignored"] != nil || dig(plain, "view", "values", "contact_phone") != nil {
		t.Errorf("read: %v", plain["ignored"])
	}
	token := r.token()
	fill := publicFill(token, "导出时选择字段")
	for key, value := range map[string]any{"anonymous": true, "contact_phone": "12", "contact_email": "a@b"} {
		fill["data"].(map[string]any)[key] = value
	}
	delete(fill["data"].(map[string]any), "customer_name")
	fill["nonce"] = "x:" + toil(token+":x", 16)
	sent := r.stranger().must(201, "POST", publicForm, fill)
	if named := fmt.Sprint(sent["ignored"]); named != "[/data/consent_contact /data/contact_email /data/contact_phone]" {
		t.Errorf("from outside: %v", named)
	}
}
