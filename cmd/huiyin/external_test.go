package main

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"huiyin/runtime"
)

const customers = "/api/v1/apps/suggestions/forms/customer/"

// crm is a program of another system, with what it knows customers by.
func crm(t *testing.T) (*rig, machine) {
	t.Helper()
	r := boot(t, "suggestion_intake")
	admin := r.person(runtime.User{ID: "u_admin", Login: "admin", Name: "管", Admin: true})
	secret, _ := admin.token(junk{"scopes": []string{"read", "submit"}, "apps": []string{"suggestions"}})
	return r, r.machine(secret)
}

func atID(id string) string { return customers + "external/" + url.PathEscape(id) }

// A record that a program sends is made once, by the same process as any other, however often it is sent.
func TestProgramsSendRecords(t *testing.T) {
	r, m := crm(t)
	sent := matrixRecord("程序送来的建议")
	delete(sent["data"].(junk), "channel")
	first := m.must(201, "POST", suggestions, sent, "Idempotency-Key", "ticket-4711")
	again := m.must(201, "POST", suggestions, sent, "Idempotency-Key", "ticket-4711")
	if first["id"] != again["id"] || first["channel"] != "api" || dig(first, "view", "values", "channel") != "api" {
		t.Errorf("first %v, again %v, channel %v", first["id"], again["id"], dig(first, "view", "values", "channel"))
	}
	if dig(first, "process", "state") != "running" || dig(first, "process", "status", "key") != "new" || dig(first, "process", "tasks", 0, "id") == nil {
		t.Errorf("the process: %v", first["process"])
	}
	refused := m.send("POST", suggestions, junk{"data": junk{"title": "短", "nope": 1}})
	if refused.status != 422 || !slices.Contains(refused.problems(), "form.field.unknown /data/nope") || !slices.Contains(refused.problems(), "form.field.required /data/description") {
		t.Errorf("%d %s", refused.status, refused.body)
	}
	r.tick()
	if list := m.must(200, "GET", suggestions+"?count=1", nil); list["count"] != 1.0 {
		t.Errorf("%v records", list["count"])
	}
}

// No idempotency key is ignored: a program's may be as short as it likes, and a stranger's, which has only chance to
// keep it from another's, is refused when it is too short. Nothing is written then.
func TestShortKeysAreHonouredOrRefused(t *testing.T) {
	r, m := crm(t)
	sent := matrixRecord("一个字符的键")
	delete(sent["data"].(junk), "channel")
	first := m.must(201, "POST", suggestions, sent, "Idempotency-Key", "7")
	if again := m.must(201, "POST", suggestions, sent, "Idempotency-Key", "7"); first["id"] != again["id"] {
		t.Errorf("a repeat under a short key made another record: %v, %v", first["id"], again["id"])
	}
	fill := publicFill(r.token(), "客户的一条建议")
	if got := r.stranger().send("POST", publicForm, fill, "Idempotency-Key", "1234567"); got.status != 422 || !slices.Equal(got.problems(), []string{"request.key_short"}) {
		t.Errorf("a stranger's short key: %d %s", got.status, got.body)
	}
	once := r.stranger().must(201, "POST", publicForm, fill, "Idempotency-Key", "12345678")
	if again := r.stranger().must(201, "POST", publicForm, fill, "Idempotency-Key", "12345678"); again["no"] != once["no"] {
		t.Errorf("a stranger's repeat made another record: %v, %v", once["no"], again["no"])
	}
	if list := m.must(200, "GET", suggestions+"?count=1", nil); list["count"] != 2.0 {
		t.Errorf("%v records", list["count"])
	}
	track := "/api/v1/public/track/" + code(once)
	if got := r.stranger().send("POST", track+"/comments", junk{"text": "补充"}, "Idempotency-Key", "1"); got.status != 422 {
		t.Errorf("a follow-up under a short key: %d %s", got.status, got.body)
	}
}

// Another system says what it knows of a customer by its own number: the first time one is made, later it is changed,
// and what it does not say stays (O-01).
func TestCustomersAreKnownByTheirExternalID(t *testing.T) {
	r, m := crm(t)
	id := "CRM/001 甲"
	m.must(404, "GET", atID(id), nil)
	made := m.must(201, "PUT", atID(id), junk{"data": junk{"name": "云帆科技", "level": "vip"}})
	if dig(made, "view", "values", "external_id") != id || made["channel"] != "api" {
		t.Fatalf("made %v", made)
	}
	same := m.must(200, "PUT", atID(id), junk{"data": junk{"name": "云帆科技", "level": "vip", "external_id": id}})
	if same["id"] != made["id"] || same["rev"] != made["rev"] {
		t.Errorf("sent again: %v rev %v", same["id"], same["rev"])
	}
	changed := m.must(200, "PUT", atID(" "+id), junk{"data": junk{"level": "normal"}})
	if changed["id"] != made["id"] || dig(changed, "view", "values", "name") != "云帆科技" || dig(changed, "view", "values", "level") != "normal" {
		t.Errorf("changed %v", dig(changed, "view", "values"))
	}
	// What it knows of people it keeps up to date, though nobody here reads it back.
	for _, phone := range []string{"13900001111", "13900002222", "13900002222"} {
		got := m.must(200, "PUT", atID(id), junk{"data": junk{"phone": phone}})
		if shown := fmt.Sprint(dig(got, "view", "values", "phone")); strings.Contains(shown, phone[3:7]) {
			t.Errorf("reads %s", shown)
		}
		changed = got
	}
	if got := m.must(200, "GET", atID(id), nil); got["id"] != made["id"] {
		t.Errorf("found %v", got["id"])
	}
	for path, c := range map[string]struct {
		body   junk
		status int
		want   string
	}{
		atID(id):        {junk{"data": junk{"external_id": "CRM/002"}}, 422, "record.external_differs /data/external_id"},
		atID("  "):      {junk{"data": junk{"name": "甲"}}, 422, "record.external_required /external_id"},
		atID("CRM/003"): {junk{"data": junk{}}, 422, "form.field.required /data/name"},
		"/api/v1/apps/suggestions/forms/suggestion/external/1": {junk{"data": junk{}}, 404, "record.external_none"},
	} {
		if got := m.send("PUT", path, c.body); got.status != c.status || !slices.Contains(got.problems(), c.want) {
			t.Errorf("%s: %d %s", path, got.status, got.body)
		}
	}
	chief := r.signIn("u_admin")
	chief.must(204, "DELETE", customers+"records/"+made["id"].(string), nil, "If-Match", fmt.Sprintf(`"%v"`, changed["rev"]))
	if got := m.send("PUT", atID(id), junk{"data": junk{"name": "云帆科技"}}); got.status != 409 || !slices.Equal(got.problems(), []string{"record.external_deleted /data/external_id"}) {
		t.Errorf("deleted: %d %s", got.status, got.body)
	}
	reader := r.person(runtime.User{ID: "u_nobody", Login: "nobody", Name: "无", Roles: []string{}})
	reader.must(403, "PUT", atID("CRM/009"), junk{"data": junk{"name": "甲"}})
}

// Many at the same moment make one record and lose nothing of what they say.
func TestOneCustomerForManyAtOnce(t *testing.T) {
	r, m := crm(t)
	var wait sync.WaitGroup
	var mu sync.Mutex
	ids := map[any]int{}
	made := 0
	for range 12 {
		wait.Go(func() {
			got := m.send("PUT", atID("CRM-7"), junk{"data": junk{"name": "云帆科技"}})
			var v map[string]any
			if err := got.into(&v); err != nil || got.status > 201 {
				t.Errorf("%d %s", got.status, got.body)
			}
			mu.Lock()
			defer mu.Unlock()
			ids[v["id"]]++
			if got.status == 201 {
				made++
			}
		})
	}
	wait.Wait()
	if len(ids) != 1 || made != 1 {
		t.Errorf("%d records, %d were made: %v", len(ids), made, ids)
	}
	r.tick()
	if list := m.must(200, "GET", customers+"records?count=1", nil); list["count"] != 1.0 {
		t.Errorf("%v customers", list["count"])
	}
}
