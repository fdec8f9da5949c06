package main

import (
	"slices"
	"strings"
	"testing"

	"huiyin/runtime"
)

// What a designer tries tells them nothing of records but what they may read in the app as it is published, whatever they
// write into the drafts of rules, formulas, messages, processes and their own role (P-05, P-10).
func TestTryingTellsNoSecrets(t *testing.T) {
	r := rehearse(t)
	customer := r.admin.must(201, "POST", app+"/forms/customer/records", junk{"data": junk{"name": "云帆科技", "phone": "13800001147", "annual_value": 42000}})
	made := r.admin.must(201, "POST", app+"/forms/suggestion/records", junk{"data": junk{"title": "导出太慢了", "description": "每次导出都要等十几分钟，希望能快一些", "suggestion_type": "optimize",
		"module": "report", "channel": "email", "urgency": "low", "importance": "medium", "want_reply": false, "anonymous": true, "customer": id(customer)}})
	reads := func(form string, hidden junk) any {
		return junk{"form": form, "actions": []any{"read", "create"}, "scope": "all", "fieldsDefault": "write", "fields": hidden}
	}
	maker := func(permissions ...any) junk {
		return junk{"kind": "role", "key": "maker", "title": "设计者", "schemaVersion": 1, "spec": junk{"grants": []any{"design"}, "permissions": permissions}}
	}
	r.admin.must(200, "PUT", app+"/drafts", maker(reads("suggestion", junk{"urgency": "hidden"}), reads("customer", junk{"annual_value": "hidden", "phone": "hidden"})))
	r.admin.must(201, "POST", app+"/publish", junk{"expect": 1})
	m := r.person(runtime.User{ID: "u_maker", Login: "maker", Name: "设计者", Roles: []string{"suggestions/maker"}, Language: "zh"})
	m.must(200, "PUT", app+"/drafts", maker(reads("suggestion", junk{}), reads("customer", junk{}))) // rights of a draft are none

	rule := func(when any) junk {
		return junk{"kind": "rule", "key": "orc", "title": "试", "schemaVersion": 1, "spec": junk{"form": "suggestion", "on": []any{junk{"event": "changed", "fields": []any{"title"}}}, "when": when,
			"then": []any{junk{"key": "a", "do": "set", "settings": junk{"fields": junk{"description": junk{"text": "值 {{customer.annual_value}} {{customer.phone}}"}}}}}}}
	}
	try := func(when any) string {
		t.Helper()
		m.send("DELETE", app+"/drafts/rule/orc", nil)
		m.must(200, "PUT", app+"/drafts", rule(when))
		return string(m.send("POST", app+"/rules/orc/try", junk{"record": made["no"], "event": junk{"name": "changed", "changed": []any{"title"}}}).body)
	}
	for _, when := range []any{junk{"field": "title", "op": "notEmpty"}, junk{"field": "customer.annual_value", "op": "gt", "value": 1}} {
		if said := try(when); tells(said) {
			t.Errorf("a rule that is tried tells: %s", said)
		}
	}
	low, high := try(junk{"field": "urgency", "op": "eq", "value": "low"}), try(junk{"field": "urgency", "op": "eq", "value": "high"})
	if strings.Contains(low, `"outcome":"matched"`) || strings.Contains(high, `"outcome":"matched"`) || !strings.Contains(low, "rule.try_unread") {
		t.Errorf("a rule compares what is hidden: %s %s", low, high)
	}
	for path, body := range map[string]junk{
		"/expression/preview": {"form": "customer", "expression": "annual_value + 0", "record": customer["id"]},
		"/message/preview":    {"form": "suggestion", "record": made["no"], "subject": "{{customer.annual_value}}", "body": "{{customer.phone}}{{urgency}}{{link.track}}XX"},
		"/people/preview":     {"process": "suggestion_sop", "rule": "receiver", "record": made["no"]},
	} {
		if got := m.send("POST", app+path, body); tells(string(got.body)) || strings.Contains(string(got.body), `"low"`) {
			t.Errorf("%s: %d %s", path, got.status, got.body)
		}
	}
	form := m.must(200, "GET", app+"/definitions/form/suggestion", nil)
	spec := form["spec"].(map[string]any)
	spec["fields"] = append(spec["fields"].([]any), junk{"key": "leak", "type": "formula", "title": "漏", "settings": junk{"expression": "customer.annual_value * 1", "result": "number"}})
	m.must(200, "PUT", app+"/drafts", form)
	trial := m.send("POST", app+"/process/suggestion_sop/trial", junk{"as": "u_admin", "steps": []any{junk{"do": "submit", "who": "u_admin", "data": junk{"title": "一条试运行的建议", "description": "看看能不能读到别的记录里面的内容，不能才对", "suggestion_type": "optimize",
		"module": "report", "channel": "email", "urgency": "low", "importance": "medium", "want_reply": false, "anonymous": true, "customer": customer["id"]}}}})
	if trial.status != 200 || tells(string(trial.body)) {
		t.Errorf("a trial tells: %d %s", trial.status, trial.body)
	}
	counted := maker(junk{"form": "customer", "actions": []any{"read"}, "scope": junk{"condition": junk{"field": "annual_value", "op": "gt", "value": 41999}}, "fieldsDefault": "read"})
	for _, draft := range []string{"form/suggestion", "rule/orc", "role/maker"} {
		m.send("DELETE", app+"/drafts/"+draft, nil)
	}
	m.must(200, "PUT", app+"/drafts", counted)
	if got := m.must(200, "POST", app+"/access/preview", junk{"form": "customer", "role": "maker"}); got["count"] != nil {
		t.Errorf("counted: %v", got["count"])
	}
}

func tells(said string) bool {
	return slices.ContainsFunc([]string{"42000", "42,000", "13800001147", "/t/suggestions"}, func(s string) bool { return strings.Contains(said, s) })
}

// An app never speaks for another one: not by a draft, and not by what is published.
func TestAnAppIsNoOther(t *testing.T) {
	r := rehearse(t)
	r.admin.must(201, "POST", "/api/v1/design/apps", junk{"title": "别的", "key": "adv"})
	for _, spec := range []junk{{"name": "adv", "version": "1.0.0", "app": "suggestions"}, {"name": "adv", "version": "1.0.0"}} {
		key := "adv"
		if spec["app"] == nil {
			key = "suggestions"
		}
		got := r.admin.send("PUT", "/api/v1/apps/adv/drafts", junk{"kind": "app", "key": key, "title": "别的", "schemaVersion": 1, "spec": spec})
		if got.status != 422 || !strings.Contains(string(got.body), "app.identity") {
			t.Errorf("%v: %d %s", spec, got.status, got.body)
		}
	}
}

// What a publisher chooses for options that go changes nothing but those: not names, numbers or options that stay.
func TestOnlyOptionsThatGoAreReplaced(t *testing.T) {
	r := rehearse(t)
	values := []any{junk{"form": "customer", "field": "name", "from": "a", "to": "b"}, junk{"form": "customer", "field": "customer_no", "from": "a", "to": "b"}, junk{"form": "customer", "field": "", "from": "", "to": ""},
		junk{"form": "customer", "field": "level", "from": "vip", "to": "normal"}, junk{"form": "customer", "field": "level", "from": "gone", "to": "nowhere"}, junk{"form": "nothing", "field": "x", "from": "a", "to": "b"}}
	got := r.admin.send("POST", app+"/publish", junk{"expect": 1, "migration": junk{"values": values}})
	want := []string{"migration.field /values/0/field", "migration.field /values/1/field", "migration.field /values/2/field", "migration.option_stays /values/3/from", "migration.option_unknown /values/4/to", "migration.field /values/5/form"}
	if problems := got.problems(); got.status != 422 || !slices.Equal(problems, want) {
		t.Errorf("%d %v", got.status, problems)
	}
}
