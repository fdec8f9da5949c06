package main

import (
	"strings"
	"testing"

	"huiyin/runtime"
)

// Whom a drafted people rule would find now is told with names and with what its other ways come to; a rule that finds
// nobody tells what is done then (H-04).
func TestWhoWouldItBeNow(t *testing.T) {
	r := rehearse(t)
	a := r.admin.send("GET", app+"/definitions/process/suggestion_sop", nil)
	var def map[string]any
	_ = a.into(&def)
	people := dig(def, "spec", "people").(map[string]any)
	people["nobody_there"] = map[string]any{"find": []any{map[string]any{"by": "role", "role": "account_manager"}}, "empty": map[string]any{"role": "triager"}}
	people["in_turn"] = map[string]any{"find": []any{map[string]any{"by": "role", "role": "product_manager", "pick": "round_robin"}}, "empty": map[string]any{"rule": "nobody_there"}}
	r.person(runtime.User{ID: "u_stranger", Login: "stranger", Name: "没有角色的人", Language: "zh"})
	people["stranger"] = map[string]any{"find": []any{map[string]any{"by": "user", "user": "u_stranger"}}, "empty": map[string]any{"role": "triager"}}
	r.admin.must(200, "PUT", app+"/drafts", def)
	before := r.everything()
	ask := func(rule, record string) map[string]any {
		return r.admin.must(200, "POST", app+"/people/preview", map[string]any{"process": "suggestion_sop", "rule": rule, "record": record})
	}
	for _, c := range []struct {
		rule, who string
		way       float64
		turn      bool
	}{{"receiver", "同事triager", 1, false}, {"evaluator", "同事pm", 2, false}, {"nobody_there", "同事triager", -1, false}, {"in_turn", "同事pm", 0, false}} {
		got := ask(c.rule, "")
		if dig(got, "people", 0, "name") != c.who || got["way"] != c.way || got["turn"] != c.turn || got["why"] == "" {
			t.Errorf("%s: %v", c.rule, got)
		}
	}
	for rule, blind := range map[string]bool{"receiver": false, "stranger": true} {
		if got := ask(rule, ""); dig(got, "people", 0, "blind") != blind {
			t.Errorf("%s would see nothing? %v", rule, got["people"])
		}
	}
	if got := ask("receiver", ""); dig(got, "ways", 1, "count") != 1.0 || dig(got, "ways", 1, "names", 0) != "同事triager" || dig(got, "ways", 2, "count") != 1.0 {
		t.Errorf("ways %v", got["ways"])
	}
	for what := range r.everything() {
		if before[what] == 0 {
			t.Errorf("left behind: %s", what)
		}
	}
	created := r.admin.must(201, "POST", app+"/forms/suggestion/records", map[string]any{"data": map[string]any{"title": "导出太慢了", "description": "每次导出都要等十几分钟，希望能快一些", "suggestion_type": "optimize",
		"module": "report", "channel": "email", "urgency": "low", "importance": "medium", "want_reply": false, "anonymous": true, "pm_owner": "u_pm"}})
	if got := ask("evaluator", created["no"].(string)); dig(got, "people", 0, "id") != "u_pm" || got["way"] != 0.0 {
		t.Errorf("for a record: %v", got)
	}
	for process, code := range map[string]string{"ghost": "record.process_unknown", "suggestion_sop": "action.people_rule_unknown"} {
		got := r.admin.send("POST", app+"/people/preview", map[string]any{"process": process, "rule": "ghost"})
		if got.status != 422 || !strings.Contains(string(got.body), code) {
			t.Errorf("%s: %d %s", process, got.status, got.body)
		}
	}
	if got := r.admin.send("POST", app+"/people/preview", map[string]any{"process": "suggestion_sop", "rule": "receiver", "record": "JY0"}); got.status != 404 {
		t.Errorf("%d %s", got.status, got.body)
	}
}
