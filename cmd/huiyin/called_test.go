package main

import (
	"slices"
	"strings"
	"testing"
	"time"

	"huiyin/runtime"
)

const visitRecords = "/api/v1/apps/suggestions/forms/visit/records"

// visited is an installation with a form of visits, two people of one name, and two departments of one name.
func visited(t *testing.T, r *rig) *hooks {
	t.Helper()
	h := &hooks{rig: r, admin: r.person(runtime.User{ID: "u_admin", Login: "admin", Name: "管", Admin: true})}
	for _, d := range []runtime.Department{{ID: "d_1", Name: "华东"}, {ID: "d_2", Name: "华南"}, {ID: "d_3", Name: "客服", Parent: "d_1"}, {ID: "d_4", Name: "客服", Parent: "d_2"}} {
		if err := h.s.People.SaveDepartment(t.Context(), &d); err != nil {
			t.Fatal(err)
		}
	}
	h.person(runtime.User{ID: "u_1", Login: "lilei", Name: "李雷", Roles: []string{"suggestions/agent"}})
	h.person(runtime.User{ID: "u_2", Login: "lilei2", Name: "李雷", Roles: []string{"suggestions/agent"}})
	h.person(runtime.User{ID: "u_3", Login: "han", Name: "韩梅梅", Roles: []string{"suggestions/agent"}})
	h.admin.must(200, "PUT", "/api/v1/apps/suggestions/drafts", junk{"kind": "form", "key": "visit", "schemaVersion": 1, "title": "拜访", "spec": junk{
		"titleField": "title", "fields": []junk{
			{"key": "title", "type": "text", "title": "事由", "required": true},
			{"key": "rep", "type": "user", "title": "拜访人"},
			{"key": "team", "type": "department", "title": "部门"},
			{"key": "customer", "type": "relation", "title": "客户", "settings": junk{"form": "customer"}},
		}}})
	h.connector("visits", junk{"form": "visit", "secret": "visit_key", "inbound": junk{"set": junk{"title": "payload.about", "rep": "payload.rep",
		"team": "payload.team", "customer": "payload.customer"}}})
	return h
}

// Programs name people, departments and records as people do; what means nothing or several is refused with what was
// said and what it may mean, and on the console only ids are taken (A-31, O-11).
func TestProgramsNamePeopleAndRecords(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig, _ Config) {
		h := visited(t, r)
		secret, _ := h.admin.token(junk{"scopes": []string{"read", "submit"}, "apps": []string{"suggestions"}})
		m := h.machine(secret)
		made := h.admin.must(201, "POST", customers+"records", junk{"data": junk{"name": "云帆科技", "external_id": "CRM-1"}})
		no, _ := dig(made, "view", "values", "customer_no").(string)
		for range 2 {
			h.admin.must(201, "POST", customers+"records", junk{"data": junk{"name": "同名公司"}})
		}
		for _, c := range []struct {
			data junk
			want string // the id, or the problem
		}{
			{junk{"rep": "韩梅梅"}, "u_3"}, {junk{"rep": "u_3"}, "u_3"}, {junk{"rep": " LiLei2 "}, "u_2"},
			{junk{"team": "华东"}, "d_1"}, {junk{"team": "华南 / 客服"}, "d_4"}, {junk{"team": "华东/客服"}, "d_3"},
			{junk{"customer": "云帆科技"}, made["id"].(string)}, {junk{"customer": no}, made["id"].(string)}, {junk{"customer": "CRM-1"}, made["id"].(string)},
			{junk{"rep": "李雷"}, "form.link.ambiguous /data/rep 李雷 (lilei), 李雷 (lilei2)"},
			{junk{"rep": "王五"}, "form.link.unknown /data/rep 王五"},
			{junk{"team": "客服"}, "form.link.ambiguous /data/team 华东 / 客服, 华南 / 客服"},
			{junk{"customer": "没有这家"}, "form.link.unknown /data/customer 没有这家"},
			{junk{"customer": "同名公司"}, "form.link.ambiguous /data/customer 同名公司"},
		} {
			c.data["title"] = "拜访"
			got := m.send("POST", visitRecords, junk{"data": c.data})
			if code, rest, wrong := strings.Cut(c.want, " "); wrong {
				at, said, _ := strings.Cut(rest, " ")
				if got.status != 422 || !slices.Contains(got.problems(), code+" "+at) || !strings.Contains(string(got.body), said) {
					t.Errorf("%v: %d %s, want %s", c.data, got.status, got.body, c.want)
				}
				continue
			}
			if got.status != 201 || !strings.Contains(string(got.body), `"`+c.want+`"`) {
				t.Errorf("%v: %d %s, want %s", c.data, got.status, got.body, c.want)
			}
		}
		if got := h.admin.send("POST", visitRecords, junk{"data": junk{"title": "拜访", "rep": "韩梅梅"}}); got.status != 422 || !slices.Equal(got.problems(), []string{"form.link.missing /data/rep"}) {
			t.Errorf("on the console: %d %s", got.status, got.body)
		}
	}, "suggestion_intake")
}

// A message from another system names them too, and the log of messages keeps no name (O-11).
func TestMessagesNamePeopleAndRecords(t *testing.T) {
	h := visited(t, boot(t, "suggestion_intake"))
	h.admin.must(201, "POST", customers+"records", junk{"data": junk{"name": "云帆科技"}})
	const hook = "/api/v1/hooks/suggestions/visits"
	h.secret("visits", crmSecret)
	made := h.deliver(hook, crmSecret, `{"about":"回访","rep":"han","team":"华东 / 客服","customer":"云帆科技"}`)
	if made.status != 201 {
		t.Fatalf("%d %s", made.status, made.body)
	}
	v := h.admin.send("GET", visitRecords+"/"+made.field("record").(string), nil)
	for _, id := range []string{`"u_3"`, `"d_3"`, `"云帆科技"`} {
		if !strings.Contains(string(v.body), id) {
			t.Errorf("no %s in %s", id, v.body)
		}
	}
	h.clock.set(h.clock.Now().Add(time.Second))
	refused := h.deliver(hook, crmSecret, `{"about":"回访","rep":"李雷","customer":"没有这家"}`)
	if refused.status != 422 || !slices.Equal(refused.problems(), []string{"form.link.unknown /customer", "form.link.ambiguous /rep"}) {
		t.Errorf("%d %s", refused.status, refused.body)
	}
	if log := string(h.admin.send("GET", "/api/v1/deliveries", nil).body); !strings.Contains(log, "form.link.ambiguous") || strings.Contains(log, "李雷") || strings.Contains(log, "没有这家") {
		t.Errorf("the log: %s", log)
	}
}

// Who may not read customers learns of none by their names, and may still say an id.
func TestNamesTellNothingToStrangers(t *testing.T) {
	h := visited(t, boot(t, "suggestion_intake"))
	h.admin.must(200, "PUT", "/api/v1/apps/suggestions/drafts", junk{"kind": "role", "key": "visitor", "schemaVersion": 1, "title": "拜访", "spec": junk{
		"grants": []string{"tokens"}, "permissions": []junk{{"key": "visit", "form": "visit", "actions": []string{"create", "read", "update"}, "fieldsDefault": "write", "scope": "all"}}}})
	app, _ := h.s.Apps.Get("suggestions")
	h.admin.must(201, "POST", "/api/v1/apps/suggestions/publish", junk{"expect": app.Release, "note": "role"})
	made := h.admin.must(201, "POST", customers+"records", junk{"data": junk{"name": "云帆科技"}})
	visitor := h.person(runtime.User{ID: "u_v", Login: "visitor", Name: "访", Roles: []string{"suggestions/visitor"}})
	secret, _ := visitor.token(junk{"scopes": []string{"read", "submit"}, "apps": []string{"suggestions"}})
	m := h.machine(secret)
	known := m.send("POST", visitRecords, junk{"data": junk{"title": "拜访", "customer": "云帆科技"}})
	unknown := m.send("POST", visitRecords, junk{"data": junk{"title": "拜访", "customer": "没有这家"}})
	if known.status != 422 || unknown.status != 422 || !slices.Equal(known.problems(), unknown.problems()) {
		t.Errorf("known %d %v, unknown %d %v", known.status, known.problems(), unknown.status, unknown.problems())
	}
	m.must(201, "POST", visitRecords, junk{"data": junk{"title": "拜访", "customer": made["id"]}})
}
