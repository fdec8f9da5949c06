package rule

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"huiyin/engine/definition"
)

type evaluateCase struct {
	Note       string                     `json:"note"`
	Rules      map[string]json.RawMessage `json:"rules"`
	Use        string                     `json:"use"` // rules of rules.json
	Event      Event                      `json:"event"`
	Data       map[string]any             `json:"data"`
	Old        map[string]any             `json:"old"`
	Status     string                     `json:"status"`
	Duplicates float64                    `json:"duplicates"`
	Working    bool                       `json:"working"`
	Computed   bool                       `json:"computed"`
	Before     []string                   `json:"before"`  // once-keys remembered
	Actions    int                        `json:"actions"` // run before
	Fail       []string                   `json:"fail"`
	Ran        []string                   `json:"ran"`
	Want       map[string]any             `json:"want"`
	Outcomes   map[string]string          `json:"outcomes"`
	Steps      map[string]string          `json:"steps"`
	Fired      []string                   `json:"fired"`
}

func readJSON(t testing.TB, name string, into any) {
	t.Helper()
	raw, err := os.ReadFile("testdata/" + name)
	if err == nil {
		err = json.Unmarshal(raw, into)
	}
	if err != nil {
		t.Fatal(name, err)
	}
}

// TestCases: rules of the presets and of the requirements, and every guarantee of a pass.
func TestCases(t *testing.T) {
	var cases []evaluateCase
	readJSON(t, "cases.json", &cases)
	named := map[string]map[string]json.RawMessage{}
	readJSON(t, "rules.json", &named)
	for _, c := range cases {
		if c.Use != "" {
			c.Rules = named[c.Use]
		}
		t.Run(c.Note, func(t *testing.T) { runCase(t, c) })
	}
}

func runCase(t *testing.T, c evaluateCase) {
	var defs []definition.Definition
	for _, key := range sortedKeys(c.Rules) {
		defs = append(defs, define(t, key, string(c.Rules[key])))
	}
	// Circles are what the loop guard is for; a warning of one does not keep it from being tried.
	set, found := Compile(defs, scopeOf)
	if set == nil {
		if !found.Has("rule.loop") {
			t.Fatal(found)
		}
		set = unchecked(t, defs)
	}
	r := &record{data: c.Data, old: c.Old, system: map[string]any{"id": "r", "status": c.Status, "duplicates": c.Duplicates},
		fired: map[string]bool{}, fail: map[string]bool{}, working: c.Working, computed: c.Computed}
	if r.data == nil {
		r.data = map[string]any{}
	}
	for _, key := range c.Before {
		r.fired[key] = true
	}
	for _, name := range c.Fail {
		r.fail[name] = true
	}
	in := r.inputs()
	in.Actions = c.Actions
	checkPass(t, c, r, set.Evaluate("suggestion", c.Event, in))
}

func checkPass(t *testing.T, c evaluateCase, r *record, pass Pass) {
	t.Helper()
	if !slices.Equal(r.ran, c.Ran) {
		t.Errorf("ran %v, want %v", r.ran, c.Ran)
	}
	for field, want := range c.Want {
		if got := plain(t, r.data[field]); !reflect.DeepEqual(got, want) {
			t.Errorf("%s = %v, want %v", field, got, want)
		}
	}
	if c.Fired != nil && !slices.Equal(pass.Fired, c.Fired) {
		t.Errorf("remembers %v, want %v", pass.Fired, c.Fired)
	}
	got := map[string]string{}
	for _, trace := range pass.Trace {
		got[trace.Rule] = trace.Outcome
		if trace.Release != 7 || trace.Event.Name != c.Event.Name {
			t.Errorf("trace without event or release: %+v", trace)
		}
		if trace.Outcome == Failed && len(trace.Problems) == 0 && !strings.Contains(stepsOf(trace), ":error") {
			t.Errorf("an error without a word about it: %+v", trace)
		}
		if want, ok := c.Steps[trace.Rule]; ok && stepsOf(trace) != want {
			t.Errorf("steps %s, want %s", stepsOf(trace), want)
		}
	}
	if c.Outcomes != nil && !reflect.DeepEqual(got, c.Outcomes) {
		t.Errorf("outcomes %v, want %v", got, c.Outcomes)
	}
}

func stepsOf(trace Trace) string {
	var out []string
	for _, s := range trace.Actions {
		out = append(out, s.Key+":"+s.Outcome)
	}
	return strings.Join(out, " ")
}

// unchecked builds a set from rules that the publish check refuses, to see that the guards of a pass hold alone.
func unchecked(t testing.TB, defs []definition.Definition) *Set {
	t.Helper()
	set := &Set{forms: map[string]*index{}, rules: map[string]*compiled{}}
	var rules []*compiled
	for _, d := range defs {
		r, found := compileOne(d, scopeOf)
		if found.Err() != nil {
			t.Fatal(found)
		}
		set.rules[d.Key] = r
		rules = append(rules, r)
	}
	slices.SortFunc(rules, inOrder)
	set.forms["suggestion"] = newIndex(rules)
	return set
}

// TestTraceSaysWhy: leaves with values for rules that matched, none of a personal field.
func TestTraceSaysWhy(t *testing.T) {
	set := compileSet(t, map[string]string{"r": `{"form":"suggestion","on":[{"event":"comment"}],"when":{"any":[{"field":"note","op":"eq","value":"13800138000"},{"field":"title","op":"notEmpty"}]},
		"then":[{"key":"s","do":"set","settings":{"fields":{"priority":"p0"},"onlyIfEmpty":true}}]}`})
	r := &record{data: map[string]any{"note": "13912345678", "title": "导出", "priority": "p1"}}
	in := r.inputs()
	in.Hide = func(field string) bool { return field == "note" }
	pass := set.Evaluate("suggestion", Event{Name: Comment}, in)
	if len(pass.Trace) != 1 || len(pass.Trace[0].Leaves) != 2 || pass.Trace[0].Leaves[1].Now != "导出" {
		t.Fatalf("trace %+v", pass.Trace)
	}
	if raw := fmt.Sprint(plain(t, pass)); strings.Contains(raw, "139") {
		t.Errorf("personal value in the trace: %s", raw)
	}
	if step := pass.Trace[0].Actions[0]; step.Note == "" || step.Outcome != Done {
		t.Errorf("step %+v", step)
	}
}

// TestWhy: why did rule X not run on record Y.
func TestWhy(t *testing.T) {
	set := compileSet(t, map[string]string{
		"r":   `{"form":"suggestion","once":"record","on":[{"event":"changed","fields":["a"]}],"when":{"all":[{"field":"b","op":"eq","value":2},{"field":"c","op":"eq","value":3}]},"then":[{"key":"s","do":"set","settings":{"fields":{"note":"x"}}}]}`,
		"off": `{"form":"suggestion","off":true,"on":[{"event":"comment"}],"then":[{"key":"s","do":"set","settings":{"fields":{"note":"x"}}}]}`})
	for _, c := range []struct {
		rule  string
		ev    Event
		data  map[string]any
		fired string
		want  string
	}{
		{"r", Event{Name: Changed, Changed: []string{"a"}}, map[string]any{"b": 1.0, "c": 3.0}, "", "not_matched no not_reached"},
		{"r", Event{Name: Changed, Changed: []string{"a"}}, map[string]any{"b": 2.0}, "", "not_matched yes no"},
		{"r", Event{Name: Changed, Changed: []string{"b"}}, map[string]any{"b": 2.0, "c": 3.0}, "", "not_triggered yes yes"},
		{"r", Event{Name: Changed, Changed: []string{"a"}}, map[string]any{"b": 2.0, "c": 3.0}, "rule:r", "once yes yes"},
		{"r", Event{Name: Changed, Changed: []string{"a"}}, map[string]any{"b": 2.0, "c": 3.0}, "", "matched yes yes"},
		{"off", Event{Name: Comment}, nil, "", "not_triggered"},
	} {
		r := &record{data: c.data, fired: map[string]bool{c.fired: true}}
		trace, known := set.Why(c.rule, c.ev, r.inputs())
		got := []string{trace.Outcome}
		for _, l := range trace.Leaves {
			got = append(got, l.Verdict)
		}
		if !known || strings.Join(got, " ") != c.want || len(r.ran) > 0 {
			t.Errorf("%+v: %v, want %s", c, got, c.want)
		}
	}
	if _, known := set.Why("ghost", Event{}, Inputs{}); known {
		t.Error("knows a rule that does not exist")
	}
	if got := set.Keys("suggestion"); !slices.Equal(got, []string{"r"}) || set.Len() != 2 || set.Keys("ghost") != nil {
		t.Error(got)
	}
}

// TestWithoutAMoment: conditions that name days fail visibly when the caller forgets the time.
func TestWithoutAMoment(t *testing.T) {
	set := compileSet(t, map[string]string{"due": `{"form":"suggestion","on":[{"event":"comment"}],"when":{"field":"due","op":"eq","value":{"relative":"today"}},"then":[{"key":"s","do":"set","settings":{"fields":{"note":"x"}}}]}`})
	r := &record{data: map[string]any{"due": "2026-11-22"}}
	in := Inputs{Get: r.get, Old: r.before, Env: r.env, Run: r.run}
	pass := set.Evaluate("suggestion", Event{Name: Comment}, in)
	if len(pass.Trace) != 1 || pass.Trace[0].Outcome != Failed || !pass.Trace[0].Problems.Has("condition.value.unresolved") {
		t.Errorf("trace %+v", pass.Trace)
	}
}
