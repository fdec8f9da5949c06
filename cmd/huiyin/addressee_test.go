package main

import (
	"fmt"
	"net/url"
	"slices"
	"testing"

	"huiyin/runtime"
)

// A customer is found by a telephone number, which anybody can type. The answer goes to the address that came with the
// suggestion; the address of the file counts when there is no other, with the consent that was given for it (P-06).
func TestLettersGoWhereTheyWereAskedFor(t *testing.T) {
	r := boot(t, "suggestion_intake")
	admin := r.person(runtime.User{ID: "u_admin", Login: "admin", Name: "管", Admin: true})
	for i, c := range []struct {
		asked   bool // whether the customer file says anything of consent
		agrees  bool
		address string
		want    string
	}{
		{false, false, "stranger%d@example.com", "stranger%d@example.com"},
		{true, false, "stranger%d@example.com", "stranger%d@example.com"},
		{false, false, "", "vip%d@example.com"},
		{true, true, "", "vip%d@example.com"},
		{true, false, "", ""},
	} {
		at := func(pattern string) string {
			if pattern == "" {
				return ""
			}
			return fmt.Sprintf(pattern, i)
		}
		phone := fmt.Sprintf("1380013800%d", i)
		file := junk{"name": fmt.Sprintf("老客户%d", i), "phone": phone, "email": at("vip%d@example.com"), "level": "vip"}
		if c.asked {
			file["consent_contact"] = junk{"given": true}
		}
		made := admin.must(201, "POST", customers+"records", junk{"data": file})
		if c.asked && !c.agrees { // what was never given needs no withdrawal
			at := customers + "records/" + made["id"].(string)
			admin.must(200, "PATCH", at, junk{"data": junk{"consent_contact": junk{"given": false}}}, "If-Match", admin.send("GET", at, nil).etag)
		}
		sent := publicFill(r.token(), fmt.Sprintf("第 %d 条来自陌生人的建议", i))
		data := sent["data"].(map[string]any)
		// Names are whatever somebody typed: quotes and backslashes keep no letter from being sent.
		data["customer_name"], data["contact_phone"] = []string{`王"五`, `x" <evil@example.com> "z`, `a\`, "👩‍🔧 Ünal, K.", "李四"}[i], phone
		delete(data, "contact_email")
		if c.address != "" {
			data["contact_email"] = at(c.address)
		}
		r.stranger().must(201, "POST", publicForm, sent)
		r.tick()
		r.tick()
		for _, address := range []string{at("vip%d@example.com"), at("stranger%d@example.com"), "evil@example.com"} {
			got, want := len(r.mail.to(address)), 0
			if address == at(c.want) {
				want = 1
			}
			if got != want {
				t.Errorf("case %d: %d letters to %s instead of %d", i, got, address, want)
			}
		}
	}
}

// Work goes to nobody who would see nothing of it: not by a request, and they are not offered.
func TestWorkIsNotHandedToWhoCannotSeeIt(t *testing.T) {
	r := boot(t, "suggestion_sop_full")
	r.person(runtime.User{ID: "u_none", Login: "none", Name: "没有角色的人", Roles: []string{}})
	r.person(runtime.User{ID: "u_other", Login: "other", Name: "另一位客服", Roles: []string{"suggestions/triager"}})
	agent := r.person(runtime.User{ID: "u_agent", Login: "agent", Name: "客服", Roles: []string{"suggestions/triager", "suggestions/cs_agent"}})
	made := agent.must(201, "POST", suggestions, matrixRecord("要转交的建议"))
	id, task := made["id"].(string), dig(made, "process", "tasks", 0, "id")
	hand := func(to string) answer {
		return agent.send("POST", suggestions+"/"+id+"/act", junk{"kind": "transfer", "task": task, "to": to, "from": dig(made, "process", "tasks", 0, "people", 0, "id")})
	}
	if got := hand("u_none"); got.status != 422 || !slices.Equal(got.problems(), []string{"process.transfer_blind /to"}) {
		t.Errorf("to somebody without a role: %d %s", got.status, got.body)
	}
	if got := hand("u_ghost"); got.status != 422 || got.first() != "process.user_unknown /to" {
		t.Errorf("to nobody: %d %s", got.status, got.body)
	}
	offered := agent.send("GET", app+"/people?form=suggestion&q="+url.QueryEscape("没有角色"), nil)
	if string(offered.body) != "[]" {
		t.Errorf("offered: %s", offered.body)
	}
	if got := agent.send("GET", app+"/people?form=nope", nil); got.status != 404 {
		t.Errorf("of a form that is not there: %d", got.status)
	}
	to := "u_other"
	if dig(made, "process", "tasks", 0, "people", 0, "id") == to {
		to = "u_agent"
	}
	if got := hand(to); got.status != 200 {
		t.Errorf("to a colleague: %d %s", got.status, got.body)
	}
}
