package rule

import (
	"encoding/json"
	"fmt"
	"maps"
	"strings"
	"testing"
	"time"

	"huiyin/engine/action"
	"huiyin/engine/definition"
	"huiyin/engine/effect"
	"huiyin/engine/expression"
	"huiyin/engine/query"
)

// The world of these tests: suggestions with a process, and improvements made of them.

var (
	text   = query.FieldShape{Kind: query.KindText}
	number = query.FieldShape{Kind: query.KindNumber}
	now    = time.Date(2026, 11, 21, 18, 0, 0, 0, time.UTC) // two in the morning, in Shanghai
	zone   = time.FixedZone("CST", 8*3600)
)

func option(keys ...string) query.FieldShape {
	return query.FieldShape{Kind: query.KindOption, Options: keys}
}

var writable = map[string]map[string]query.FieldShape{
	"suggestion": {
		"title": text, "description": text, "note": text, "channel": option("web_form", "wechat_group", "email"),
		"level": option("vip", "normal"), "category": option("crash", "bill", "other"), "priority": option("p0", "p1", "p2"),
		"tag_type": option("bug", "feature", "uiux"), "urgency": option("urgent", "general"), "importance": option("high", "low"),
		"scope": option("global", "local"), "pool": option("monthly", "department"), "voices": number, "score": number,
		"flags": {Kind: query.KindOption, Options: []string{"duplicate", "vague", "red"}, List: true},
		"due":   {Kind: query.KindDate}, "a": number, "b": number, "c": number, "improvement": {Kind: query.KindReference},
	},
	"improvement": {"title": text, "level": option("high", "low"), "source": {Kind: query.KindReference}},
}

func scopeOf(form string) *action.Scope {
	own, known := writable[form]
	if !known {
		return nil
	}
	fields := maps.Clone(own)
	fields["rank"] = number // computed
	fields["record.status"] = option("new", "evaluating", "released", "closed")
	fields["record.duplicates"] = number
	shape := expression.Shape{"working": expression.Boolean, "today": expression.Date,
		"record": expression.MapOf(map[string]expression.Type{"id": expression.String, "status": expression.String, "duplicates": expression.Number})}
	for name, f := range fields {
		if strings.Contains(name, ".") {
			continue
		}
		shape[name] = expression.String
		switch {
		case f.List:
			shape[name] = expression.ListOf(expression.String)
		case f.Kind == query.KindNumber:
			shape[name] = expression.Number
		case f.Kind == query.KindDate:
			shape[name] = expression.Date
		}
	}
	shape["old"] = expression.MapOf(maps.Clone(shape))
	const defined = " role/agent role/director message/ack_work message/ack_off message/page message/released form/improvement "
	return &action.Scope{
		Form: form, Shape: shape, Fields: fields,
		Has:        func(kind, key string) bool { return strings.Contains(defined, " "+kind+"/"+key+" ") },
		FormFields: func(form string) map[string]query.FieldShape { return writable[form] },
		Relations:  map[string]string{"improvement": "improvement"},
		Actions:    []string{"close", "triage"}, Statuses: []string{"new", "evaluating", "released", "closed"},
		SLAs: map[string][]string{"first_response": {"warn", "breach"}},
	}
}

func define(t testing.TB, key, spec string) definition.Definition {
	t.Helper()
	d, faults := definition.Decode([]byte(fmt.Sprintf(`{"kind":"rule","key":%q,"title":%q,"schemaVersion":1,"spec":%s}`, key, key, spec)))
	if len(faults) > 0 {
		t.Fatal(key, faults)
	}
	return d
}

func compileSet(t testing.TB, specs map[string]string) *Set {
	t.Helper()
	var defs []definition.Definition
	for _, key := range sortedKeys(specs) {
		defs = append(defs, define(t, key, specs[key]))
	}
	set, faults := Compile(defs, scopeOf)
	if faults.Err() != nil {
		t.Fatal(faults)
	}
	return set
}

// record is a working record: what root hands to a pass, as far as rules can tell.
type record struct {
	data, old map[string]any
	system    map[string]any // record.*
	fired     map[string]bool
	working   bool
	ran       []string // "rule.action", in the order they ran
	fail      map[string]bool
	computed  bool // rank follows score, as a formula would
	changed   []string
}

func (r *record) get(path string) any {
	if name, ok := strings.CutPrefix(path, "record."); ok {
		return r.system[name]
	}
	return r.data[path]
}

func (r *record) before(path string) any { return r.old[path] }

func (r *record) env() map[string]any {
	env := maps.Clone(r.data)
	env["record"], env["old"], env["working"], env["today"] = r.system, r.old, r.working, "2026-11-22"
	return env
}

func (r *record) inputs() Inputs {
	return Inputs{Now: now, Zone: zone, Get: r.get, Old: r.before, Env: r.env, Run: r.run, Release: 7, Visit: "new@1",
		Fired: func(key string) bool { return r.fired[key] }, Changed: r.takeChanged}
}

func (r *record) takeChanged() []string {
	out := r.changed
	r.changed = nil
	return out
}

func (r *record) run(rule string, u action.CompiledUse) (string, error) {
	name := rule + "." + u.Use.Key
	if r.fail[name] {
		return "", fmt.Errorf("%s was told to fail", name)
	}
	result, held, err := u.Run(&action.Context{Form: "suggestion", Now: now, Zone: zone, Language: "zh", Env: r.env(), Old: r.old, Get: r.get,
		Ask: effect.NewAsk(nil), Who: func(string) []string { return nil }, NextID: func() string { return "r:1" },
		Contact: func() (string, string, string) { return "a@b.cn", "", "" },
		Message: func(key string) (action.Message, bool) {
			return action.Message{Key: key, Channels: []string{"mail"}}, true
		}, Source: effect.Source{Kind: "rule", Key: rule}})
	if err != nil || !held {
		return "", err
	}
	r.ran = append(r.ran, name)
	for _, field := range sortedKeys(result.Set) {
		r.set(field, result.Set[field])
	}
	return result.Note, nil
}

func (r *record) set(field string, v any) {
	if !same(r.data[field], v) {
		r.data[field] = v
		r.changed = append(r.changed, field)
	}
	if field == "score" && r.computed {
		score, _ := v.(float64)
		r.set("rank", score*10)
	}
}

func plain(t testing.TB, v any) any {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var out any
	if err := json.Unmarshal(raw, &out); err != nil {
		t.Fatal(err)
	}
	return out
}
