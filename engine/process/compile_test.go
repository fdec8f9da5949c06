package process

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"huiyin/engine/definition"
	"huiyin/engine/problem"
)

func TestFixturesCompile(t *testing.T) {
	for _, name := range []string{"suggestion", "chain", "panel", "counter", "complaint", "parallel"} {
		p := compileFile(t, name)
		if p.first != "begin" || p.Key() == "" {
			t.Errorf("%s starts at %q", name, p.first)
		}
	}
}

// specOf reads a fixture as plain JSON, to be spoilt.
func specOf(t *testing.T, name string) object {
	t.Helper()
	raw, err := os.ReadFile("testdata/process/" + name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	var doc object
	if err := json.Unmarshal(raw, &doc); err != nil {
		t.Fatal(err)
	}
	return doc
}

func compileDoc(t *testing.T, doc object) (*Process, problem.List) {
	t.Helper()
	raw, err := json.Marshal(doc)
	if err != nil {
		t.Fatal(err)
	}
	return compileWith(t, raw, testScope())
}

func compileWith(t *testing.T, raw []byte, scope Scope) (*Process, problem.List) {
	t.Helper()
	d, faults := definition.Decode(raw)
	if len(faults.Blocking()) > 0 {
		return nil, faults
	}
	return Compile(d, scope)
}

// at walks to a value: "nodes/2/settings".
func at(v any, path string) any {
	for _, part := range strings.Split(path, "/") {
		switch t := v.(type) {
		case map[string]any:
			v = t[part]
		case []any:
			n := 0
			for _, c := range part {
				n = n*10 + int(c-'0')
			}
			v = t[n]
		}
	}
	return v
}

// spoil sets ("path=json"), appends ("path+=json") or deletes ("path-") one value of a spec.
func spoil(t *testing.T, spec object, change string) {
	t.Helper()
	path, raw, set := strings.Cut(change, "=")
	parent, key := "", strings.TrimRight(path, "+-")
	if i := strings.LastIndex(key, "/"); i >= 0 {
		parent, key = key[:i], key[i+1:]
	}
	holder := any(spec)
	if parent != "" {
		holder = at(spec, parent)
	}
	m, ok := holder.(map[string]any)
	if !ok {
		t.Fatalf("%s: no object", change)
	}
	if !set {
		delete(m, key)
		return
	}
	var v any
	if err := json.Unmarshal([]byte(raw), &v); err != nil {
		t.Fatalf("%s: %v", change, err)
	}
	if strings.HasSuffix(path, "+") {
		list, _ := m[key].([]any)
		v = append(list, v)
	}
	m[key] = v
}

// TestRefused spoils a sound definition in every way the publish gate must see (spec process 2.10, E-03, E-11, F-14).
func TestRefused(t *testing.T) {
	human := `{"key":"lost","type":"human","status":"new","settings":{"mode":"one","buttons":[{"key":"ok","title":"x","kind":"complete"}]}}`
	for _, c := range []struct {
		changes []string
		want    []string
	}{
		{[]string{`replies=[{"statuses":["new"],"press":"submit"}]`}, []string{"process.reply_asks /spec/replies/0/press"}},
		{[]string{`replies=[{"statuses":["need_info","new"],"press":"answered"}]`}, []string{"process.reply_not_from /spec/replies/0/press"}},
		{[]string{`replies=[{"statuses":["need_info"],"press":"fly"},{"statuses":["need_info"]}]`}, []string{"process.move_unknown /spec/replies/0/press", "process.reply_twice /spec/replies/1/statuses/0"}},
		{[]string{"statuses/0/owner-"}, []string{"process.status_no_owner /spec/statuses/0/owner"}},
		{[]string{`statuses/1/owner="ghost"`}, []string{"process.people_unknown /spec/statuses/1/owner"}},
		{[]string{`statuses/1/publicFields=["note","gone","handler"]`}, []string{"process.field_unknown /spec/statuses/1/publicFields/1", "process.public_internal /spec/statuses/1/publicFields/2"}},
		{[]string{`statuses/1/key="new"`}, []string{"process.key_duplicate /spec/statuses/1/key", "process.status_unknown /spec/nodes/4/status", "process.status_unknown /spec/moves/1/from/1"}},
		{[]string{`people/lead/empty={"rule":"agent"}`}, []string{"action.people_cycle /spec/people/agent/empty/rule", "action.people_cycle /spec/people/dev/empty/rule",
			"action.people_cycle /spec/people/lead/empty/rule", "action.people_cycle /spec/people/pm/empty/rule"}},
		{[]string{`people/pm/empty={"skip":true}`}, []string{"action.people_owner_skip /spec/people/dev/empty/rule", "action.people_owner_skip /spec/people/pm/empty/skip"}},
		{[]string{`nodes/2/type="magic"`}, []string{"process.node_type_unknown /spec/nodes/2/type", "process.node_unknown /spec/transitions/1/to",
			"process.node_unknown /spec/transitions/2/from", "process.node_unknown /spec/transitions/3/from", "process.node_unknown /spec/transitions/4/to", "process.node_unknown /spec/transitions/5/from",
			"process.point_unknown /spec/slas/0/start/0", "process.point_unknown /spec/slas/0/stop/0"}},
		{[]string{`nodes/2/status="gone"`}, []string{"process.status_unknown /spec/nodes/2/status"}},
		{[]string{"nodes/2/status-"}, []string{"process.node_no_status /spec/nodes/2/status"}},
		{[]string{"nodes+=" + human}, []string{"process.button_no_arrow /spec/nodes/14/settings/buttons/0"}},
		{[]string{"nodes+=" + human, `transitions+={"key":"x","from":"lost","on":"ok","to":"end_done"}`}, []string{"process.node_unreachable /spec/nodes/14"}},
		{[]string{"nodes+=" + human, `transitions+={"key":"x","from":"lost","on":"ok","to":"lost"}`, `transitions/7/to="lost"`},
			[]string{"process.node_unreachable /spec/nodes/6", "process.node_unreachable /spec/nodes/7", "process.node_unreachable /spec/nodes/8", "process.node_no_end /spec/nodes/14"}},
		{[]string{`nodes+={"key":"begin2","type":"start","status":"new"}`, `transitions+={"key":"x","from":"begin2","to":"triage"}`}, []string{"process.start_count /spec/nodes"}},
		{[]string{`nodes/0/type="notify"`, `nodes/0/settings={"message":"todo","to":["pm"]}`}, []string{"process.start_count /spec/nodes"}},
		{[]string{"transitions/9/default-"}, []string{"process.arrow_no_condition /spec/transitions/9/when", "process.default_count /spec/nodes/5"}},
		{[]string{`transitions/8/default=true`}, []string{"process.default_condition /spec/transitions/8/when", "process.default_count /spec/nodes/5"}},
		{[]string{`transitions/0/when={"field":"note","op":"empty"}`}, []string{"process.arrow_condition /spec/transitions/0/when"}},
		{[]string{`transitions+={"key":"x","from":"ack","to":"evaluate"}`}, []string{"process.arrow_count /spec/nodes/1"}},
		{[]string{`transitions+={"key":"x","from":"end_done","to":"evaluate"}`}, []string{"process.arrow_from_end /spec/transitions/14/from"}},
		{[]string{`transitions/0/on="ok"`}, []string{"process.arrow_on_button /spec/transitions/0/on"}},
		{[]string{`transitions/2/on="save"`}, []string{"process.button_not_completing /spec/transitions/2/on", "process.button_no_arrow /spec/nodes/2/settings/buttons/0"}},
		{[]string{`transitions/2/on="fly"`}, []string{"process.button_unknown /spec/transitions/2/on", "process.button_no_arrow /spec/nodes/2/settings/buttons/0"}},
		{[]string{`transitions+={"key":"x","from":"triage","on":"submit","to":"evaluate"}`}, []string{"process.arrow_shadowed /spec/nodes/2/settings/buttons/0"}},
		{[]string{`transitions/2/to="begin"`}, []string{"process.arrow_to_start /spec/transitions/2/to"}},
		{[]string{`transitions/2/to="gone"`, `transitions/2/key="t1"`}, []string{"process.key_duplicate /spec/transitions/2/key", "process.node_unknown /spec/transitions/2/to"}},
		{[]string{`transitions/7/when={"field":"decison","op":"eq","value":"adopt"}`}, []string{"condition.field.unknown /spec/transitions/7/when/field"}},
		{[]string{`transitions/7/when={"field":"decision","op":"eq","value":"maybe"}`}, []string{"condition.value.option /spec/transitions/7/when/value"}},
		{[]string{`transitions/8/when={"expr":"score == \"x\""}`}, []string{"expression.type_mismatch /spec/transitions/8/when/expr"}},
		{[]string{`transitions/8/when={"filed":"x"}`}, []string{"condition.shape.invalid /spec/transitions/8/when"}},
		{[]string{`transitions/2/validate/0/field="gone"`}, []string{"process.field_unknown /spec/transitions/2/validate/0/field"}},
		{[]string{`transitions/10/then/0/settings={"fields":{"gone":1}}`}, []string{"action.field_unknown /spec/transitions/10/then/0/settings/fields/gone"}},
		{[]string{`transitions/10/then/0/do="transition"`, `transitions/10/then/0/settings={"press":"fly"}`}, []string{"action.press_unknown /spec/transitions/10/then/0/settings/press"}},
		{[]string{`nodes/2/settings/buttons/0/require=["gone"]`}, []string{"process.field_unknown /spec/nodes/2/settings/buttons/0/require/0"}},
		{[]string{`nodes/2/settings/buttons/0/when={"field":"gone","op":"empty"}`}, []string{"condition.field.unknown /spec/nodes/2/settings/buttons/0/when/field"}},
		{[]string{`nodes/4/settings/buttons/1/target="evaluate"`}, []string{"process.return_to_self /spec/nodes/4/settings/buttons/1/target"}},
		{[]string{`nodes/4/settings/buttons/1/target="route"`}, []string{"process.return_not_human /spec/nodes/4/settings/buttons/1/target"}},
		{[]string{`nodes/4/settings/buttons/1/target="gone"`}, []string{"process.node_unknown /spec/nodes/4/settings/buttons/1/target"}},
		{[]string{`nodes/4/settings/buttons/1/target="visit"`}, []string{"process.return_never_visited /spec/nodes/4/settings/buttons/1/target"}},
		{[]string{`moves/0/to="gone"`, `moves/0/roles=["ghost"]`, `moves/0/from=["gone"]`}, []string{"process.status_unknown /spec/moves/0/from/0", "process.node_unknown /spec/moves/0/to", "process.role_unknown /spec/moves/0/roles/0"}},
		{[]string{`moves/1/to="begin"`}, []string{"process.arrow_to_start /spec/moves/1/to"}},
		{[]string{`slas/0/start=["enter:gone"]`}, []string{"process.point_unknown /spec/slas/0/start/0"}},
		{[]string{`slas/0/start=["when it suits"]`}, []string{"schema.pattern /spec/slas/0/start/0"}},
		{[]string{`slas/0/target=[{"in":{"working":"PT4H"},"until":"planned"}]`}, []string{"process.target_one /spec/slas/0/target/0"}},
		{[]string{`slas/0/target=[{"until":"note"},{"until":"gone"}]`}, []string{"process.until_no_date /spec/slas/0/target/0/until", "process.field_unknown /spec/slas/0/target/1/until"}},
		{[]string{`slas/0/target=[{"in":{"working":"PT4H"}},{"in":{"working":"PT8H"}}]`}, []string{"process.target_shadowed /spec/slas/0/target/1"}},
		{[]string{`slas/0/target=[{"in":{"working":"4h"}}]`}, []string{"schema.pattern /spec/slas/0/target/0/in/working"}},
		{[]string{`slas/0/levels/0/after={"elapsed":"PT1H"}`}, []string{"process.level_one /spec/slas/0/levels/0"}},
		{[]string{`slas/0/calendar="ghost"`, `calendar="ghost"`}, []string{"process.calendar_unknown /spec/slas/0/calendar", "process.calendar_unknown /spec/calendar"}},
		{[]string{`slas/0/pause=["gone"]`, `slas/1/key="triaged"`}, []string{"process.status_unknown /spec/slas/0/pause/0", "process.key_duplicate /spec/slas/1/key"}},
		{[]string{`slas/1/stop=["told:nothing"]`}, []string{"process.point_unknown /spec/slas/1/stop/0"}},
		{[]string{`promises/0/statuses=["gone"]`, `promises/0/audience=["self","friend"]`, `promises/0/message="ghost"`},
			[]string{"process.status_unknown /spec/promises/0/statuses/0", "process.audience_unknown /spec/promises/0/audience/1", "process.message_unknown /spec/promises/0/message"}},
		{[]string{`promises/0/message="alarm"`, `promises/0/consent="gone"`, `promises/0/review="ghost"`},
			[]string{"process.field_unknown /spec/promises/0/consent", "process.message_for_staff /spec/promises/0/message", "process.people_unknown /spec/promises/0/review"}},
		{[]string{`promises/1/lapses=["developing","ghost"]`}, []string{"process.status_unknown /spec/promises/1/lapses/1"}},
		{[]string{`promises/1/settles=["adopted","ghost","released"]`},
			[]string{"process.promise_unknown /spec/promises/1/settles/1", "process.promise_unknown /spec/promises/1/settles/2"}},
		{[]string{`unsent=[{"message":"ghost","statuses":["nowhere"],"then":[{"key":"x","do":"notify","settings":{"message":"ghost","to":[{"customer":true}]}}]}]`},
			[]string{"process.message_unknown /spec/unsent/0/message", "process.status_unknown /spec/unsent/0/statuses/0", "action.message_unknown /spec/unsent/0/then/0/settings/message"}},
		{[]string{`promises/0/byHand={"assign":"ghost","form":"suggestion","waive":"gone"}`},
			[]string{"process.people_unknown /spec/promises/0/byHand/assign", "process.form_no_task /spec/promises/0/byHand/form", "process.form_unknown /spec/promises/0/byHand/waive"}},
		{[]string{`withdraw/to="triage"`}, []string{"process.withdraw_not_end /spec/withdraw/to", "process.node_unreachable /spec/nodes/13"}},
		{[]string{`withdraw/to="gone"`, `urge/message="gone"`, `taskMessage="gone"`}, []string{"process.message_unknown /spec/taskMessage", "process.node_unknown /spec/withdraw/to", "process.message_unknown /spec/urge/message"}},
		{[]string{`urge/minInterval={"working":"PT0S"}`}, []string{"process.urge_interval /spec/urge/minInterval"}},
		{[]string{`form="gone"`}, []string{"action.field_computed /spec/transitions/10/then/0/settings/fields/note",
			"action.field_computed /spec/moves/1/then/0/settings/fields/score", "process.form_unknown /spec/form"}},
		{[]string{`nodes/2/settings={"mode":"vote","buttons":[]}`}, []string{"schema.min_items /spec/nodes/2/settings/buttons", "schema.enum /spec/nodes/2/settings/mode"}},
		{[]string{"nodes+=" + human, `transitions+={"key":"x","from":"lost","on":"ok","to":"end_done"}`, `slas/0/calendar="ghost"`},
			[]string{"process.calendar_unknown /spec/slas/0/calendar", "process.node_unreachable /spec/nodes/14"}},
		{[]string{`nodes/0/colour="red"`}, []string{"schema.unknown_property /spec/nodes/0/colour"}},
		{[]string{`people/pm/fnd=[]`}, []string{"schema.unknown_property /spec/people/pm/fnd"}},
	} {
		doc := specOf(t, "suggestion")
		for _, change := range c.changes {
			spoil(t, doc["spec"].(map[string]any), change)
		}
		p, faults := compileDoc(t, doc)
		if got := codes(faults.Blocking()); !slices.Equal(got, c.want) || p != nil {
			t.Errorf("%v:\n got %q\nwant %q", c.changes, got, c.want)
		}
	}
}

// TestWarned lists what is allowed and still said.
func TestWarned(t *testing.T) {
	for _, c := range []struct {
		fixture string
		changes []string
		want    []string
	}{
		{"counter", nil, []string{"process.auto_loop /spec/nodes/2", "process.auto_loop /spec/nodes/3"}},
		{"suggestion", []string{`statuses+={"key":"spare","title":"x","category":"done"}`}, []string{"process.status_unused /spec/statuses/8"}},
		{"suggestion", []string{"statuses/1/publicAnswer=true", `statuses/1/public=""`}, []string{"process.public_unseen /spec/statuses/1"}},
		{"suggestion", []string{"moves/1/owner-"}, []string{"process.move_nobody /spec/moves/1"}},
	} {
		doc := specOf(t, c.fixture)
		for _, change := range c.changes {
			spoil(t, doc["spec"].(map[string]any), change)
		}
		p, faults := compileDoc(t, doc)
		if got := codes(faults); !slices.Equal(got, c.want) || p == nil || faults.Err() != nil {
			t.Errorf("%s %v: %q, want %q", c.fixture, c.changes, got, c.want)
		}
	}
}

// TestTexts: every code this package can give has a sentence in both languages.
func TestTexts(t *testing.T) {
	for _, lang := range problem.Languages {
		known := problem.Codes(lang)
		for _, code := range []string{"process.already_decided", "process.promise_open", "process.runaway", "process.return_nowhere"} {
			if !slices.Contains(known, code) {
				t.Errorf("%s has no sentence in %s", code, lang)
			}
		}
	}
	got := problem.List{problem.New("process.promise_open", "/loop", "count", 2, "promises", []string{"上线告知"}, "customers", []string{"甲", "乙"})}.In("zh")
	if got[0].Message != "还有 2 项没有告知客户：上线告知（甲、乙）" {
		t.Errorf("sentence %q", got[0].Message)
	}
}
