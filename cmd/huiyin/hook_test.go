package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"huiyin/runtime"
	"huiyin/runtime/executor"
)

// hooks is an installation with connectors that take messages.
type hooks struct {
	*rig
	admin *browser
}

const (
	crmHook   = "/api/v1/hooks/suggestions/crm_customers"
	crmSecret = "the secret that the crm knows"
)

func bootHooks(t *testing.T) *hooks {
	t.Helper()
	h := &hooks{rig: boot(t, "suggestion_intake")}
	h.admin = h.person(runtime.User{ID: "u_admin", Login: "admin", Name: "管", Admin: true})
	return h
}

func (h *hooks) secret(connector, value string) {
	h.t.Helper()
	h.admin.must(200, "PUT", "/api/v1/apps/suggestions/connectors/"+connector+"/secret", junk{"value": value})
}

// connector publishes one.
func (h *hooks) connector(key string, spec junk) {
	h.t.Helper()
	def := junk{"kind": "connector", "key": key, "schemaVersion": 1, "title": key, "spec": spec}
	h.admin.must(200, "PUT", "/api/v1/apps/suggestions/drafts", def)
	app, _ := h.s.Apps.Get("suggestions")
	h.admin.must(201, "POST", "/api/v1/apps/suggestions/publish", junk{"expect": app.Release, "note": key})
}

// deliver sends a message as another system does; head replaces headers.
func (h *hooks) deliver(path, secret, body string, head ...string) answer {
	h.t.Helper()
	stamp := strconv.FormatInt(h.clock.Now().Unix(), 10)
	all := append([]string{executor.TimestampHeader, stamp, executor.SignatureHeader, "v1=" + executor.Signature(secret, stamp, []byte(body))}, head...)
	return h.stranger().send("POST", path, json.RawMessage(body), all...)
}

func (a answer) field(name string) any {
	var v map[string]any
	_ = a.into(&v)
	return v[name]
}

// deliveries lists "state code" of what came, the newest first.
func (h *hooks) deliveries(query string) []string {
	h.t.Helper()
	var out []string
	for _, one := range h.admin.must(200, "GET", "/api/v1/deliveries"+query, nil)["items"].([]any) {
		state, _ := dig(one, "state").(string)
		code, _ := dig(one, "problems", 0, "code").(string)
		out = append(out, strings.TrimSpace(state+" "+code))
	}
	return out
}

const customerMessage = `{"event":"customer.updated","customer":{"id":4711,"name":"云帆科技","vip":true,"contact":{"name":"李女士","phone":"13800138000"}}}`

// What a CRM sends becomes a customer, and the next message changes the same one; the definition says which field is
// which (O-01, O-11).
func TestMessagesBecomeRecords(t *testing.T) {
	h := bootHooks(t)
	if got := h.deliver(crmHook, crmSecret, customerMessage); got.status != 401 || !slices.Equal(got.problems(), []string{"hook.secret_unset"}) {
		t.Errorf("without a secret: %d %s", got.status, got.body)
	}
	h.secret("crm_customers", crmSecret)
	h.clock.set(h.clock.Now().Add(time.Second))
	text := strings.Replace(customerMessage, "4711", `"CRM-4711"`, 1)
	made := h.deliver(crmHook, crmSecret, text)
	if made.status != 201 || made.field("state") != "created" {
		t.Fatalf("%d %s", made.status, made.body)
	}
	id, _ := made.field("record").(string)
	v := h.admin.must(200, "GET", customers+"records/"+id, nil)
	if dig(v, "view", "values", "name") != "云帆科技" || dig(v, "view", "values", "level") != "vip" || dig(v, "view", "values", "external_id") != "CRM-4711" || v["channel"] != "api" {
		t.Errorf("made %v", dig(v, "view", "values"))
	}
	h.clock.set(h.clock.Now().Add(time.Second))
	changed := h.deliver(crmHook, crmSecret, `{"event":"customer.updated","customer":{"id":"CRM-4711","name":"云帆科技（上海）"}}`)
	if changed.status != 200 || changed.field("state") != "changed" || changed.field("record") != id {
		t.Errorf("changed: %d %s", changed.status, changed.body)
	}
	if v := h.admin.must(200, "GET", customers+"records/"+id, nil); dig(v, "view", "values", "name") != "云帆科技（上海）" || dig(v, "view", "values", "level") != "vip" {
		t.Errorf("after the change %v", dig(v, "view", "values"))
	}
	h.clock.set(h.clock.Now().Add(time.Second))
	if got := h.deliver(crmHook, crmSecret, customerMessage); got.status != 201 {
		t.Errorf("an id that is a number: %d %s", got.status, got.body)
	}
	h.clock.set(h.clock.Now().Add(time.Second))
	if got := h.deliver(crmHook, crmSecret, strings.Replace(customerMessage, "李女士", "王女士", 1)); got.status != 200 || got.field("state") != "changed" {
		t.Errorf("an id that is a number, again: %d %s", got.status, got.body)
	}
	h.clock.set(h.clock.Now().Add(time.Second))
	for _, c := range []struct {
		body, want string
		status     int
	}{
		{`{"event":"customer.deleted","customer":{"id":"CRM-4711"}}`, "ignored", 200},
		{`{"event":"customer.updated","customer":{"name":"无号"}}`, "refused hook.value_missing", 422},
		{`{"event":"customer.created","customer":{"id":"CRM-1"}}`, "refused form.field.required", 422},
		{`{"event":"customer.created","event":1}`, "refused json.duplicate_key", 400},
		{`[1,2]`, "refused expression.failed", 422},
		{`{"event":"other"}`, "ignored", 200},
	} {
		got := h.deliver(crmHook, crmSecret, c.body)
		if got.status != c.status || h.deliveries("?limit=1")[0] != c.want {
			t.Errorf("%s: %d %s, %v", c.body, got.status, got.body, h.deliveries("?limit=1"))
		}
		h.clock.set(h.clock.Now().Add(time.Second))
	}
	log := h.admin.send("GET", "/api/v1/deliveries", nil)
	if !strings.Contains(string(log.body), "请填写“客户名称”") {
		t.Errorf("the reason is not in words: %s", log.body)
	}
	if strings.Contains(string(log.body), "云帆") || strings.Contains(string(log.body), "13800138000") {
		t.Errorf("the log keeps what was said: %s", log.body)
	}
	if c := h.admin.must(200, "GET", "/api/v1/connectors", nil); connectorNamed(c, "crm_customers")["inbound"] != true || connectorNamed(c, "crm_customers")["failures"] != 0.0 ||
		connectorNamed(c, "crm_customers")["address"] != h.url+crmHook {
		t.Errorf("the connector: %v", c)
	}
}

// A connector that takes messages is switched off and on again, without those that share its secret; one that sends has no
// such switch.
func TestAConnectorTakesNoMoreMessages(t *testing.T) {
	h := bootHooks(t)
	const connectors = "/api/v1/apps/suggestions/connectors/"
	body := strings.Replace(customerMessage, "4711", `"CRM-1"`, 1)
	h.secret("crm_customers", crmSecret)
	if off := h.admin.must(200, "PUT", connectors+"crm_customers/off", junk{"off": true}); off["off"] != true || off["secretSet"] != true {
		t.Errorf("still on: %v", off)
	}
	for secret, want := range map[string]string{crmSecret: "hook.off", "another secret of that length": "hook.signature"} { // who does not know it learns nothing
		if got := h.deliver(crmHook, secret, body); !slices.Equal(got.problems(), []string{want}) {
			t.Errorf("%q: %d %s", secret, got.status, got.body)
		}
	}
	if log := string(h.admin.send("GET", "/api/v1/audit?lang=zh", nil).body); !strings.Contains(log, `"connector_off"`) {
		t.Errorf("not noted: %s", log)
	}
	h.admin.must(200, "PUT", connectors+"crm_customers/off", junk{"off": false})
	if got := h.deliver(crmHook, crmSecret, body); got.status != 201 {
		t.Errorf("on again: %d %s", got.status, got.body)
	}
	h.connector("out", junk{"form": "suggestion", "fields": []string{"title"}, "secret": "out_key", "timeout": 10})
	if got := h.admin.send("PUT", connectors+"out/off", junk{"off": true}); got.status != 404 {
		t.Errorf("one that sends: %d %s", got.status, got.body)
	}
}

// Nobody but who knows the secret, and no message twice: a repeat comes to the same, whatever key it comes with.
func TestMessagesAreSignedAndNew(t *testing.T) {
	h := bootHooks(t)
	h.secret("crm_customers", crmSecret)
	body := strings.Replace(customerMessage, "4711", `"CRM-1"`, 1)
	old := strconv.FormatInt(h.clock.Now().Add(-6*time.Minute).Unix(), 10)
	for name, c := range map[string]struct {
		secret string
		head   []string
		want   string
	}{
		"another secret": {"another secret of that length", nil, "hook.signature"},
		"no signature":   {crmSecret, []string{executor.SignatureHeader, ""}, "hook.signature"},
		"another time":   {crmSecret, []string{executor.TimestampHeader, "1"}, "hook.signature"},
		"an old message": {crmSecret, []string{executor.TimestampHeader, old, executor.SignatureHeader, "v1=" + executor.Signature(crmSecret, old, []byte(body))}, "hook.timestamp"},
	} {
		if got := h.deliver(crmHook, c.secret, body, c.head...); got.status != 401 || !slices.Equal(got.problems(), []string{c.want}) {
			t.Errorf("%s: %d %s", name, got.status, got.body)
		}
	}
	if got := h.deliveries("?state=refused"); len(got) != 4 {
		t.Errorf("noted: %v", got)
	}
	first := h.deliver(crmHook, crmSecret, body, executor.KeyHeader, "event-1")
	again := h.deliver(crmHook, crmSecret, body, executor.KeyHeader, "event-2")
	if first.status != 201 || again.field("record") != first.field("record") || again.field("delivery") != first.field("delivery") {
		t.Errorf("%s\n%s", first.body, again.body)
	}
	h.clock.set(h.clock.Now().Add(time.Minute))
	later := h.deliver(crmHook, crmSecret, strings.Replace(body, "云帆科技", "云帆", 1))
	h.clock.set(h.clock.Now().Add(time.Minute))
	late := h.deliver(crmHook, crmSecret, body, executor.KeyHeader, "event-1") // its sender never heard the answer
	if later.field("state") != "changed" || late.field("state") != "same" {
		t.Errorf("%s\n%s", later.body, late.body)
	}
	id, _ := first.field("record").(string)
	if v := h.admin.must(200, "GET", customers+"records/"+id, nil); dig(v, "view", "values", "name") != "云帆" {
		t.Errorf("an old message came over a newer one: %v", dig(v, "view", "values", "name"))
	}
	if got := h.deliver("/api/v1/hooks/suggestions/nope", crmSecret, body); got.status != 404 {
		t.Errorf("unknown: %d", got.status)
	}
	mixed := h.deliver(crmHook, crmSecret, body, "Authorization", "Bearer of somebody's gateway")
	if mixed.status != 200 {
		t.Errorf("with an Authorization of the sender's own: %d %s", mixed.status, mixed.body)
	}
}

// The same message many times at the same moment makes one record.
func TestMessagesAtTheSameMoment(t *testing.T) {
	h := bootHooks(t)
	h.secret("crm_customers", crmSecret)
	body := strings.Replace(customerMessage, "4711", `"CRM-1"`, 1)
	var wait sync.WaitGroup
	for i := range 10 {
		wait.Go(func() {
			if got := h.deliver(crmHook, crmSecret, body, executor.KeyHeader, strconv.Itoa(i%2)); got.status > 201 {
				t.Errorf("%d %s", got.status, got.body)
			}
		})
	}
	wait.Wait()
	if list := h.admin.must(200, "GET", customers+"records?count=1", nil); list["count"] != 1.0 {
		t.Errorf("%v customers", list["count"])
	}
}

// Ids of 64 bits are whole numbers that a float64 rounds: customers whose ids differ at the end stay different ones, and
// who writes such a number in a request is told (O-01).
func TestLongIdsStayDifferent(t *testing.T) {
	h := bootHooks(t)
	h.secret("crm_customers", crmSecret)
	for i := range 3 {
		id := fmt.Sprintf("179000000000000000%d", i)
		if got := h.deliver(crmHook, crmSecret, strings.Replace(customerMessage, "4711", id, 1)); got.status != 201 {
			t.Errorf("%d %s", got.status, got.body)
		}
		found := h.admin.must(200, "GET", customers+"records?filter="+url.QueryEscape(`{"field":"external_id","op":"eq","value":"`+id+`"}`)+"&count=1", nil)
		if found["count"] != 1.0 {
			t.Errorf("%s: %v customers", id, found["count"])
		}
	}
	got := h.admin.send("PUT", customers+"external/1790000000000000009", json.RawMessage(`{"data":{"external_id":1790000000000000009}}`))
	if got.status != 422 || !slices.Equal(got.problems(), []string{"json.number_inexact /data/external_id"}) {
		t.Errorf("a number that would be rounded: %d %s", got.status, got.body)
	}
}

// A message may start a process, or tell how work elsewhere goes on: found by the number that this system gave out
// (O-05, A-04).
func TestMessagesStartAndMoveWork(t *testing.T) {
	h := bootHooks(t)
	h.connector("tickets", junk{"form": "suggestion", "secret": "ticket_key", "inbound": junk{"set": junk{
		"title": `payload.subject`, "description": `payload.text`, "suggestion_type": `"optimize"`, "module": `"report"`, "urgency": `"low"`, "importance": `"low"`,
		"want_reply": `false`, "anonymous": `true`}}})
	h.connector("progress", junk{"form": "suggestion", "secret": "ticket_key", "inbound": junk{"find": junk{"by": "no", "expr": "payload.ref"}, "missing": "refuse",
		"set": junk{"description": `payload.note`}}})
	h.secret("tickets", crmSecret)
	made := h.deliver("/api/v1/hooks/suggestions/tickets", crmSecret, `{"subject":"导出太慢了","text":"导出一次要等十分钟，希望快一点"}`)
	id, _ := made.field("record").(string)
	no, _ := made.field("no").(string)
	v := h.admin.must(200, "GET", suggestions+"/"+id, nil)
	if made.status != 201 || dig(v, "process", "status", "key") != "new" || dig(v, "view", "values", "channel") != "api" || no == "" {
		t.Fatalf("%s: %v", made.body, v["process"])
	}
	progress := "/api/v1/hooks/suggestions/progress"
	if got := h.deliver(progress, crmSecret, `{"ref":"`+no+`","note":"导出一次要等十分钟，正在查原因"}`); got.status != 200 || got.field("state") != "changed" {
		t.Errorf("%d %s", got.status, got.body)
	}
	if got := h.deliver(progress, crmSecret, `{"ref":"JY0","note":"没有这一条"}`); got.status != 422 || !slices.Equal(got.problems(), []string{"hook.unknown_record"}) {
		t.Errorf("%d %s", got.status, got.body)
	}
	// A mapping that cannot work is refused before it is published, with all that is wrong with it.
	bad := junk{"kind": "connector", "key": "bad", "schemaVersion": 1, "title": "bad", "spec": junk{"form": "customer", "secret": "s", "url": "https://example.com",
		"inbound": junk{"find": junk{"by": "name"}, "when": "payload.a +", "set": junk{"nope": "payload", "customer_no": "payload.x", "phone": "title"}}}}
	h.admin.must(200, "PUT", "/api/v1/apps/suggestions/drafts", bad)
	checked := h.admin.must(200, "POST", "/api/v1/apps/suggestions/check", nil)
	var found []string
	for _, p := range checked["problems"].([]any) {
		found = append(found, strings.TrimPrefix(dig(p, "pointer").(string), "/connector/bad/spec")+" "+dig(p, "code").(string))
	}
	for _, want := range []string{"/inbound connector.inbound_mixed", "/inbound/when expression.incomplete", "/inbound/set/nope connector.field_unknown",
		"/inbound/set/customer_no connector.field_read_only", "/inbound/set/phone expression.unknown_name", "/inbound/find/by connector.find_not_unique"} {
		if !slices.Contains(found, want) {
			t.Errorf("%s is missing in %v", want, found)
		}
	}
}

// What came is kept for a month.
func TestDeliveriesEnd(t *testing.T) {
	h := bootHooks(t)
	h.secret("crm_customers", crmSecret)
	if got := h.deliver(crmHook, crmSecret, `{"event":"other"}`); got.status != http.StatusOK {
		t.Fatalf("%d %s", got.status, got.body)
	}
	h.tick()
	h.clock.set(h.clock.Now().AddDate(0, 0, 29))
	h.tick()
	h.admin = h.signIn("u_admin")
	if got := h.deliveries(""); len(got) != 1 {
		t.Errorf("after 29 days: %v", got)
	}
	h.clock.set(h.clock.Now().AddDate(0, 0, 2))
	h.tick()
	if got := h.deliveries(""); len(got) != 0 {
		t.Errorf("after 31 days: %v", got)
	}
}
