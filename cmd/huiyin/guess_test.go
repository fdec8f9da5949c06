package main

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"huiyin/engine/query"
	"huiyin/runtime"
)

// A masked number is looked for one at a time, so often an hour and on the record: many questions would tell what the
// mask hides (P-12).
func TestMaskedValuesAreNotGuessed(t *testing.T) {
	r := boot(t, "suggestion_sop_full")
	agent := r.person(runtime.User{ID: "u_1", Login: "one", Name: "甲", Roles: []string{"suggestions/cs_agent", "suggestions/triager"}})
	pm := r.person(runtime.User{ID: "u_2", Login: "two", Name: "乙", Roles: []string{"suggestions/product_manager"}})
	record := matrixRecord("一条有电话的建议")
	record["data"].(junk)["contact_phone"] = "13900005678"
	made := agent.must(201, "POST", suggestions, record)
	ask := func(filter string) answer {
		return pm.send("GET", suggestions+"?count=1&filter="+url.QueryEscape(filter), nil)
	}
	leaf := func(phone string) string { return fmt.Sprintf(`{"field":"contact_phone","op":"eq","value":%q}`, phone) }
	if got := ask(`{"any":[` + leaf("13900005677") + `,` + leaf("13900005678") + `]}`); got.status != 422 || !slices.Contains(got.problems(), "list.lookup_one /filter") {
		t.Fatalf("two at once: %d %s", got.status, got.body)
	}
	if got := ask(leaf("13900005678")); got.status != 200 {
		t.Fatalf("one: %d %s", got.status, got.body)
	}
	refused := 0
	for i := range 40 {
		if got := ask(leaf(fmt.Sprintf("1390000%04d", i))); got.status == 429 {
			refused++
		} else if got.status != 200 {
			t.Fatalf("%d %s", got.status, got.body)
		}
	}
	if refused == 0 {
		t.Error("guessing goes on for ever")
	}
	noted, _, err := (&runtime.AuditLog{Store: r.s.Store, Now: r.s.Now}).Find(t.Context(), query.Query{Where: query.Condition{Field: "type", Op: "eq", Value: "looked_up"}, Limit: 100})
	if err != nil || len(noted) != 41-refused || noted[0].By != "u_2" || noted[0].Field != "contact_phone" {
		t.Errorf("%d noted, %v", len(noted), err)
	}
	// Who may write other fields does not find out either: what is sent back unchanged is refused like anything else.
	boss := r.person(runtime.User{ID: "u_3", Login: "three", Name: "丙", Admin: true})
	at := suggestions + "/" + made["id"].(string)
	for _, phone := range []string{"13900005678", "13900005679"} {
		got := boss.send("PATCH", at, junk{"data": junk{"contact_phone": phone}}, "If-Match", fmt.Sprintf(`"%v"`, made["rev"]))
		if got.status != 422 || !slices.Contains(got.problems(), "form.field.read_only /data/contact_phone") {
			t.Errorf("%s: %d %s", phone, got.status, got.body)
		}
	}
	long := strings.Repeat(`{"field":"title","op":"contains","value":"a"},`, 20)
	if got := ask(`{"any":[` + long[:len(long)-1] + `]}`); !slices.Contains(got.problems(), "list.filter_long /filter") {
		t.Errorf("a filter that searches twenty times: %d %s", got.status, got.body)
	}
}

// What a mask hides is shown to whoever was granted that, for a reason, and each time it is noted who saw what and why.
// To be an administrator is no reason (N-02).
func TestUnmaskingIsGrantedReasonedAndNoted(t *testing.T) {
	r := boot(t, "suggestion_sop_full")
	admin := r.person(runtime.User{ID: "u_root", Login: "root", Name: "管", Admin: true})
	agent := r.person(runtime.User{ID: "u_1", Login: "one", Name: "甲", Roles: []string{"suggestions/cs_agent"}})
	pm := r.person(runtime.User{ID: "u_2", Login: "two", Name: "乙", Roles: []string{"suggestions/product_manager"}})
	record := matrixRecord("一条有电话的建议")
	data := record["data"].(junk)
	data["contact_phone"], data["want_reply"], data["consent_contact"] = "13900005678", true, map[string]any{"given": true}
	at := suggestions + "/" + agent.must(201, "POST", suggestions, record)["id"].(string)
	ask := func(b *browser, status int, reason string) map[string]any {
		t.Helper()
		return b.must(status, "POST", at+"/unmask", map[string]any{"field": "contact_phone", "reason": reason})
	}
	ask(pm, 403, "回访客户")
	ask(admin, 403, "回访客户")
	def := admin.must(200, "GET", app+"/definitions/role/product_manager", nil)
	def["spec"].(map[string]any)["grants"] = []string{"unmask"}
	admin.must(200, "PUT", app+"/drafts", def)
	admin.must(201, "POST", app+"/publish", map[string]any{"expect": 1, "note": "unmask"})
	if shown := dig(pm.must(200, "GET", at, nil), "view", "texts", "contact_phone"); shown != "139****5678" {
		t.Fatalf("to begin with it is %v", shown)
	}
	for _, reason := range []string{"", " \t\u200b"} {
		if got := pm.send("POST", at+"/unmask", map[string]any{"field": "contact_phone", "reason": reason}); got.status != 422 || !slices.Equal(got.problems(), []string{"record.reason_required /reason"}) {
			t.Errorf("without a reason: %d %s", got.status, got.body)
		}
	}
	if got := ask(pm, 200, "回访客户"); got["value"] != "139 0000 5678" && got["value"] != "13900005678" {
		t.Errorf("%v", got)
	}
	ask(admin, 403, "回访客户")
	noted := admin.must(200, "GET", "/api/v1/audit?kind=unmask", nil)
	entry, _ := dig(noted, "items", 0).(map[string]any)
	if list, _ := noted["items"].([]any); len(list) != 1 || entry["type"] != "unmasked" || entry["field"] != "contact_phone" || entry["text"] != "回访客户" ||
		dig(entry, "by", "id") != "u_2" || !strings.HasSuffix(at, "/"+entry["record"].(string)) || entry["form"] != "suggestion" {
		t.Errorf("noted: %v", noted)
	}
}

// Many forms sent at once are counted like forms sent one after the other, and work is shown once.
func TestFormsSentAtOnceAreCounted(t *testing.T) {
	r := boot(t, "suggestion_intake")
	token := r.token()
	var wait sync.WaitGroup
	var mu sync.Mutex
	taken := 0
	for i := range 30 {
		wait.Go(func() {
			got := r.stranger().send("POST", publicForm, publicFill(token, fmt.Sprintf("第 %d 条同时来的建议", i)))
			mu.Lock()
			defer mu.Unlock()
			if got.status == 201 {
				taken++
			}
		})
	}
	wait.Wait()
	if taken == 0 || taken > 20 {
		t.Errorf("%d were taken, 20 an hour are allowed", taken)
	}
}
