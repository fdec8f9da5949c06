package main

import (
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"path"
	"slices"
	"strings"
	"testing"

	"huiyin/runtime"
	"huiyin/runtime/executor"
	"huiyin/runtime/store"
)

// planned reports, sorts, adopts and plans a suggestion.
func (g *stage) planned(name string) {
	g.t.Helper()
	g.step(step{As: "agent", Do: "create", Form: "suggestion", Save: name, Data: map[string]any{"title": "导出报表时可以选择字段 " + name, "description": "每次导出都是全部字段，几十列要手工删。",
		"suggestion_type": "optimize", "module": "report", "urgency": "medium", "importance": "medium", "channel": "hotline", "anonymous": true}})
	g.step(step{As: "triager", Do: "act", Record: name, Button: "classified", Data: map[string]any{"tag_type": "feature", "tag_module": "report", "urgency_class": "general", "scope": "local", "content_class": "product"}})
	g.step(step{As: "pm", Do: "act", Record: name, Button: "accept", Data: map[string]any{"impact_breadth": 5, "impact_depth": 4, "strategic_fit": 3, "effort_resource": 2, "effort_difficulty": 2}})
	g.step(step{As: "pm", Do: "act", Record: name, Button: "scheduled", Data: map[string]any{"planned_release": "2026-04-15", "rd_owner": map[string]any{"user": "dev"}}})
}

func devStage(t *testing.T) *stage {
	t.Helper()
	person := func(login, role string) scenarioPerson {
		return scenarioPerson{Login: login, Name: login, Email: login + "@huiyin.example", Roles: []string{role}}
	}
	return raise(t, scenario{Install: "suggestion_sop_full", Clock: monday, People: []scenarioPerson{person("agent", "cs_agent"), person("triager", "triager"),
		person("pm", "product_manager"), person("dev", "rd_lead"), person("boss", "biz_admin")}}, func(c *Config) { c.WebhookPrivate = true })
}

const devConnector = "/api/v1/apps/suggestions/connectors/dev_task"

// SOP-2: without an address nothing is called and nothing waits; with one the tracker hears of what is planned, its
// answer links the task, and what it reports as done reminds of the release. Nobody waits for it.
func TestDevelopmentTask(t *testing.T) {
	g := devStage(t)
	admin := g.as("admin")
	developing := func(name string, url any) {
		t.Helper()
		g.step(step{Do: "expect", Expect: &expectation{Record: name, Status: "developing", Owner: "dev", Fields: map[string]any{"dev_task_url": url}}})
		if node := dig(admin.must(200, "GET", g.pathOf(name), nil), "process", "tasks", 0, "node"); node != "develop" {
			t.Errorf("%s: the open task is %v", name, node)
		}
	}
	g.planned("off")
	developing("off", nil)
	if items, _ := admin.must(200, "GET", "/api/v1/incidents", nil)["items"].([]any); len(items) > 0 {
		t.Errorf("incidents of a connector that is off: %v", items)
	}
	r := newReceiver(t, func(w http.ResponseWriter, n int) {
		if n == 2 {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		_, _ = io.WriteString(w, `{"url":"https://tracker.example/DEV-7"}`)
	})
	if got := admin.send("PUT", devConnector+"/address", map[string]any{"url": r.URL}); got.status != 422 || !strings.Contains(string(got.body), "connector.secret_first") {
		t.Errorf("an address before the secret: %d %s", got.status, got.body)
	}
	admin.must(200, "PUT", devConnector+"/secret", map[string]any{"value": trackerSecret})
	if got := admin.send("PUT", devConnector+"/address", map[string]any{"url": "ftp://x"}); got.status != 422 || !strings.Contains(string(got.body), "connector.url_invalid") {
		t.Errorf("a wrong address: %d %s", got.status, got.body)
	}
	on := admin.must(200, "PUT", devConnector+"/address", map[string]any{"url": r.URL + "/hook?token=hidden"})
	if host := strings.TrimPrefix(r.URL, "http://"); on["host"] != host || on["given"] != true || strings.Contains(asJSON(on), "hidden") {
		t.Errorf("on: %v", on)
	}
	if got := admin.must(200, "POST", devConnector+"/test", nil); got["ok"] != true || len(r.requests()) != 1 {
		t.Errorf("the test call: %v, %d requests", got, len(r.requests()))
	}
	g.planned("on")
	developing("on", nil) // the tracker is away; nobody waits
	g.step(step{Do: "advance_clock", By: "PT1M"})
	developing("on", "https://tracker.example/DEV-7")
	if story := asJSON(admin.must(200, "GET", g.pathOf("on")+"/timeline?all=1&lang=zh", nil)); !strings.Contains(story, "已向“") || strings.Contains(story, "已向“”") {
		t.Errorf("the timeline does not say whom the call went to: %s", story)
	}
	sent := r.requests()
	var body struct {
		Test bool
		Step string
		Data map[string]any
	}
	if err := json.Unmarshal(sent[2].body, &body); err != nil || body.Test || body.Step != "create_dev_task" || body.Data["title"] != "导出报表时可以选择字段 on" || body.Data["planned_release"] != "2026-04-15" {
		t.Errorf("sent %s: %v", sent[2].body, err)
	}
	// The fields the connector names, and nothing else of the record: no customer, no channel.
	names := "description importance no planned_release planned_start rd_owner score suggestion_type tag_module tag_type title urgency_class"
	if got := strings.Join(slices.Sorted(maps.Keys(body.Data)), " "); got != names {
		t.Errorf("the fields that left: %s", got)
	}
	if h := sent[2].head; h.Get(executor.SignatureHeader) != "v1="+executor.Signature(trackerSecret, h.Get(executor.TimestampHeader), sent[2].body) {
		t.Errorf("signed %v", h)
	}
	no, _ := admin.must(200, "GET", g.pathOf("on"), nil)["no"].(string)
	told := (&hooks{rig: g.rig}).deliver("/api/v1/hooks/suggestions/dev_status", trackerSecret, `{"no":"`+no+`","status":"done"}`)
	if told.status != 200 || told.field("state") != "changed" {
		t.Errorf("the tracker reports: %d %s", told.status, told.body)
	}
	developing("on", "https://tracker.example/DEV-7")
	g.step(step{Do: "expect", Expect: &expectation{Inbox: []struct {
		User, Subject string
		Count         *int
	}{{User: "dev", Subject: "可以上线了"}}}})
	admin.must(200, "PUT", devConnector+"/address", map[string]any{"url": "http://127.0.0.1:1/hook?token=hidden"})
	if got := admin.must(200, "POST", devConnector+"/test", nil); got["ok"] != false || strings.Contains(asJSON(got), "hidden") {
		t.Errorf("nobody there: %v", got)
	}
	if got := admin.must(200, "GET", "/api/v1/connectors", nil); connectorNamed(got, "dev_task")["failures"] != 1.0 || strings.Contains(asJSON(got), "hidden") {
		t.Errorf("health: %v", got)
	}
	admin.must(200, "PUT", devConnector+"/address", map[string]any{"url": ""})
	g.planned("again")
	developing("again", nil)
	if len(r.requests()) != len(sent) {
		t.Error("called although it was switched off")
	}
	if got := g.as("pm").send("POST", devConnector+"/test", nil); got.status != 403 {
		t.Errorf("a product manager tries the connector: %d", got.status)
	}
}

// connectorNamed is one of a list of connectors.
func connectorNamed(list map[string]any, key string) map[string]any {
	items, _ := list["items"].([]any)
	for _, one := range items {
		if m, ok := one.(map[string]any); ok && m["key"] == key {
			return m
		}
	}
	return nil
}

// What a sample record did not send is not said to have been sent.
func TestSampleRecordsSayThatNothingLeft(t *testing.T) {
	g := devStage(t)
	admin := g.as("admin")
	r := newReceiver(t, func(w http.ResponseWriter, _ int) { _, _ = io.WriteString(w, `{}`) })
	admin.must(200, "PUT", devConnector+"/secret", map[string]any{"value": trackerSecret})
	admin.must(200, "PUT", devConnector+"/address", map[string]any{"url": r.URL})
	g.planned("sample")
	app, _ := g.s.Apps.Get("suggestions")
	f, _ := app.Form("suggestion")
	record, err := g.s.Submitter.Load(t.Context(), app, f, path.Base(g.pathOf("sample")))
	if err != nil {
		t.Fatal(err)
	}
	record.Sample = true
	body, err := g.s.Submitter.Codec.Encode(app, record, f)
	if err != nil {
		t.Fatal(err)
	}
	op := store.Op{Collection: runtime.RecordsOf("suggestions", "suggestion"), ID: record.ID, IfRev: store.AnyRev, Body: body, Keys: record.Keys}
	if err := g.s.Store.Write(t.Context(), op)[0].Err; err != nil {
		t.Fatal(err)
	}
	story := asJSON(admin.must(200, "GET", g.pathOf("sample")+"/timeline?all=1&lang=zh", nil))
	if strings.Contains(story, "已向“") || !strings.Contains(story, "示例记录不对外发送") {
		t.Errorf("%s", story)
	}
}
