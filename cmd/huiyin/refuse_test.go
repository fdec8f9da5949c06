package main

import (
	"fmt"
	"sync"
	"testing"

	"huiyin/runtime"
)

// Forty people say something at the same moment: what was accepted stands there, what was refused does not.
func TestARefusedRemarkIsNotKept(t *testing.T) {
	r := boot(t, "suggestion_sop_full")
	lead := r.person(runtime.User{ID: "lead", Login: "lead", Name: "李主管", Roles: []string{"suggestions/cs_lead"}})
	id := lead.must(201, "POST", wishes+"records", matrixRecord("大家都来说两句的建议"))["id"].(string)
	var wait sync.WaitGroup
	var mu sync.Mutex
	accepted := 0
	for i := range 40 {
		wait.Go(func() {
			got := lead.send("POST", wishes+"records/"+id+"/comments", junk{"text": fmt.Sprintf("第 %d 句", i), "visibility": "internal"}, "Idempotency-Key", fmt.Sprint("say", i))
			if got.status >= 500 {
				t.Errorf("%d %s", got.status, got.body)
			}
			mu.Lock()
			defer mu.Unlock()
			if got.status == 201 {
				accepted++
			}
		})
	}
	wait.Wait()
	stored, err := r.s.API.Comments.Of(t.Context(), id, false)
	if err != nil || len(stored) != accepted || accepted < 20 {
		t.Errorf("%d of 40 accepted, %d stored (%v)", accepted, len(stored), err)
	}
}

// A customer whose file was deleted is owed an answer all the same: nobody takes them for a colleague.
func TestACustomerWithoutAFileIsStillTold(t *testing.T) {
	r := boot(t, "suggestion_sop_full")
	lead := r.person(runtime.User{ID: "lead", Login: "lead", Name: "李主管", Roles: []string{"suggestions/cs_lead", "suggestions/cs_agent", "suggestions/product_manager", "suggestions/triager"}})
	root := r.person(runtime.User{ID: "root", Login: "root", Name: "管理员", Admin: true})
	customers := "/api/v1/apps/suggestions/forms/customer/records"
	customer := root.must(201, "POST", customers, junk{"data": junk{"name": "老街面馆", "phone": "13800001234"}})["id"].(string)
	body := matrixRecord("客户档案被删之后")
	delete(body["data"].(junk), "customer_name")
	body["data"].(junk)["customer"], body["data"].(junk)["want_reply"], body["data"].(junk)["consent_contact"] = customer, true, true
	made := lead.must(201, "POST", wishes+"records", body)
	at := wishes + "records/" + made["id"].(string)
	root.must(204, "DELETE", customers+"/"+customer, nil, "If-Match", root.send("GET", customers+"/"+customer, nil).etag)
	press := func(node, button string, data junk) {
		t.Helper()
		record := lead.must(200, "GET", at, nil)
		for _, task := range dig(record, "process", "tasks").([]any) {
			if dig(task, "node") == node {
				lead.must(200, "POST", at+"/act", junk{"kind": "button", "task": dig(task, "id"), "button": button, "data": data})
				return
			}
		}
		t.Fatalf("no task %s: %v", node, dig(record, "process", "tasks"))
	}
	press("classify", "classified", junk{"tag_type": "feature", "tag_module": "report", "urgency_class": "general", "scope": "local", "content_class": "product"})
	press("evaluate", "decline", junk{"decline_reason": "not_strategy", "decline_note": "这个方向今年不做"})
	entries := dig(lead.must(200, "GET", at, nil), "loop").([]any)
	if len(entries) == 0 {
		t.Fatal("nobody is owed anything")
	}
	for _, e := range entries {
		if dig(e, "state") == "waived" || dig(e, "kept") == true {
			t.Errorf("taken for a colleague: %v", e)
		}
	}
}
