package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"huiyin/runtime"
)

// What somebody may try who has come as far as a session: it leads nowhere, and nowhere means an answer in words.
func TestTriedFromASession(t *testing.T) {
	r := boot(t, "suggestion_sop_full")
	boss := r.person(runtime.User{ID: "u_boss", Login: "boss", Name: "甲", Admin: true, Password: runtime.HashPassword("the right one, 4711")})
	t.Run("forms of tasks have no records", func(t *testing.T) {
		for _, path := range []string{"records", "records/abc", "export?format=csv", "bin"} {
			if got := boss.send("GET", app+"/forms/told_by_hand/"+path, nil); got.status != 403 && got.status != 404 {
				t.Errorf("%s: %d %s", path, got.status, got.body)
			}
		}
	})
	t.Run("a password is not tried for ever", func(t *testing.T) {
		change := func(old string) answer {
			return boss.send("PATCH", "/api/v1/session", junk{"password": junk{"old": old, "new": "another long one, 0815"}})
		}
		for i := range 5 {
			if got := change(fmt.Sprint("wrong ", i)); got.status != 422 {
				t.Fatalf("%d %s", got.status, got.body)
			}
		}
		if got := change("the right one, 4711"); got.status != 429 {
			t.Errorf("the sixth try: %d %s", got.status, got.body)
		}
	})
	t.Run("a deleted record is named so", func(t *testing.T) {
		made := boss.must(201, "POST", customers+"records", junk{"data": junk{"name": "即将删除的客户"}})
		sent := matrixRecord("客户被删除后的建议")
		sent["data"].(junk)["customer"] = made["id"]
		record := boss.must(201, "POST", suggestions, sent)
		boss.must(204, "DELETE", customers+"records/"+made["id"].(string), nil, "If-Match", fmt.Sprintf(`"%v"`, made["rev"]))
		for _, path := range []string{suggestions, suggestions + "/" + record["id"].(string)} {
			got := string(boss.send("GET", path, nil).body)
			if !strings.Contains(got, "（已删除）") {
				t.Errorf("%s: %s", path, got)
			}
		}
	})
	t.Run("a hidden field is as unknown as one there is none of", func(t *testing.T) {
		agent := r.person(runtime.User{ID: "u_agent", Login: "agent", Name: "乙", Roles: []string{"suggestions/cs_agent"}})
		made := agent.must(201, "POST", customers+"records", junk{"data": junk{"name": "云帆科技"}})
		got := agent.send("PATCH", customers+"records/"+made["id"].(string), junk{"data": junk{"annual_value": 1, "nope": 1}}, "If-Match", fmt.Sprintf(`"%v"`, made["rev"]))
		if want := []string{"form.field.unknown /data/annual_value", "form.field.unknown /data/nope"}; !slices.Equal(got.problems(), want) {
			t.Errorf("%d %s", got.status, got.body)
		}
	})
}
