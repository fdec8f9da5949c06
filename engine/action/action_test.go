package action

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"huiyin/engine/definition"
	"huiyin/engine/problem"
)

// TestExamples runs what every action says about itself: the docs show nothing that does not work (H-16).
func TestExamples(t *testing.T) {
	for _, unit := range Types.All() {
		info := unit.Info()
		if info.Label["zh"] == "" || info.Label["en"] == "" || info.Help["zh"] == "" || info.Help["en"] == "" || info.Group == "" {
			t.Errorf("%s: label, help and group are for people", info.ID)
		}
		if len(info.Examples) < 2 {
			t.Errorf("%s: two examples at least", info.ID)
		}
		for _, e := range info.Examples {
			t.Run(info.ID+"/"+e.Note, func(t *testing.T) { runExample(t, info.ID, e.Settings, e.In, e.Want, e.Problems) })
		}
	}
}

func runExample(t *testing.T, do string, settings json.RawMessage, in, want any, problems []string) {
	uses, faults := Compile([]Use{{Key: "act", Do: do, Settings: settings}}, testScope())
	if got := codes(faults); !sameSet(got, problems) {
		t.Fatalf("problems %v, want %v", faults, problems)
	}
	if len(problems) > 0 {
		return
	}
	replace, _ := in.(map[string]any)
	var result Result
	testDirectory().decide(t, testContext(replace), func(c *Context) {
		got, held, err := uses[0].Run(c)
		if err != nil || !held {
			t.Fatalf("held %v, error %v", held, err)
		}
		result = got
	})
	if got, wanted := plain(t, result), plain(t, want); !subset(wanted, got) {
		t.Fatalf("got %s\nwant %s", toJSON(got), toJSON(wanted))
	}
}

func codes(faults problem.List) []string {
	var out []string
	for _, p := range faults {
		out = append(out, p.Code)
	}
	return out
}

func sameSet(a, b []string) bool {
	a, b = slices.Clone(a), slices.Clone(b)
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(slices.Compact(a), slices.Compact(b))
}

func toJSON(v any) string {
	raw, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(raw)
}

func plain(t testing.TB, v any) any {
	t.Helper()
	var out any
	if err := json.Unmarshal([]byte(toJSON(v)), &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// subset reports whether everything want says is so in got; lists must have the same length.
func subset(want, got any) bool {
	switch w := want.(type) {
	case map[string]any:
		g, ok := got.(map[string]any)
		for key, v := range w {
			ok = ok && subset(v, g[key])
		}
		return ok
	case []any:
		g, ok := got.([]any)
		if !ok || len(g) != len(w) {
			return false
		}
		for i := range w {
			if !subset(w[i], g[i]) {
				return false
			}
		}
		return true
	}
	return reflect.DeepEqual(want, got)
}

func use(key, do, settings string) Use {
	return Use{Key: key, Do: do, Settings: json.RawMessage(settings)}
}

// TestCompileFindsEverythingAtOnce: a list of actions is checked as a whole, every fault with its place.
func TestCompileFindsEverythingAtOnce(t *testing.T) {
	var uses []Use
	if err := json.Unmarshal([]byte(`[
		{"key":"a","do":"set","settings":{"fields":{"title":1,"score":{"expr":"title"},"urgent":"yes","promise_date":"2026-13-01","tags":["bug","odd"],"customer":7}}},
		{"key":"a","do":"fly"},
		{"key":"b","do":"set","settings":{"fields":{}}},
		{"key":"c","do":"notify","settings":{"message":"alarm","to":["ghost",{"by":"field","field":"score"}],"sound":true}},
		{"key":"d","do":"notify","settings":{"message":"alarm","to":["ghost",{"by":"field","field":"score"},{"by":"lookup","form":"duty_roster","field":"date","where":{"all":[{"field":"shift","op":"eq","value":"noon"},{"expr":"1 == 1"},{"field":"date","op":"eq","value":{"field":"$.nothing"}}]}}]}},
		{"key":"e","do":"transition","if":{"all":[{"field":"priority","op":"becomes","value":"p7"},{"expr":"prioritty == 'p0'"},{"expr":"priority == 'p7'"}]},"settings":{"press":"close"}},
		{"key":"f","do":"assign","settings":{"to":{"find":[{"by":"role","role":"agent","when":{"field":"ghost","op":"eq","value":1}},{"by":"department_head"}],"empty":{"rule":"ping"}}}},
		{"key":"g","do":"assign","settings":{"to":{"find":[{"by":"role","role":"agent","when":{"op":"eq","value":1}}]}}},
		{"key":"h","do":"set","settings":{"fields":{"note":{"text":"{{titel}}"},"score":{"text":"x"},"shift":null}}}
	]`), &uses); err != nil {
		t.Fatal(err)
	}
	_, faults := Compile(uses, testScope())
	got := strings.Split(strings.TrimSpace(faults.Sorted().Error()), "; ")
	want := []string{
		"action.value_kind /0/settings/fields/customer", "action.value_kind /0/settings/fields/promise_date",
		"expression.result_type /0/settings/fields/score/expr", "action.option_unknown /0/settings/fields/tags/1",
		"action.value_kind /0/settings/fields/title", "action.value_kind /0/settings/fields/urgent",
		"action.type_unknown /1/do", "action.key_repeated /1/key", "schema.min_properties /2/settings/fields",
		"schema.unknown_property /3/settings/sound",
		"action.people_rule_unknown /4/settings/to/0", "action.people_field_unknown /4/settings/to/1/field",
		"action.people_field_unknown /4/settings/to/2/field", "action.lookup_expression /4/settings/to/2/where/all/1/expr",
		"condition.field.unknown /4/settings/to/2/where/all/2/value/field", "condition.value.option /4/settings/to/2/where/all/0/value",
		"condition.value.option /5/if/all/0/value", "expression.unknown_name /5/if/all/1/expr", "condition.value.option /5/if/all/2/expr",
		"action.people_cycle /6/settings/to/empty/rule", "condition.field.unknown /6/settings/to/find/0/when/field",
		"action.people_field_unknown /6/settings/to/find/1/field",
		"condition.text.missing /7/settings/to/find/0/when/field",
		"expression.unknown_name /8/settings/fields/note/text", "action.value_kind /8/settings/fields/score/text",
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "\n     "), strings.Join(want, "\n     "))
	}
}

// TestRunHonoursItsCondition: H-02, the pager is silent when a record that is P0 already is edited again.
func TestRunHonoursItsCondition(t *testing.T) {
	u := use("page", "notify", `{"message":"alarm","to":[{"by":"role","role":"director"}]}`)
	if err := json.Unmarshal([]byte(`{"all":[{"field":"priority","op":"becomes","value":"p0"},{"expr":"customer.level == 'vip'"},{"field":"promise_date","op":"lte","value":{"relative":"today+1d"}}]}`), &u.If); err != nil {
		t.Fatal(err)
	}
	uses, faults := Compile([]Use{u}, testScope())
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	for _, c := range []struct {
		old  string
		in   map[string]any
		want bool
	}{
		{"p1", map[string]any{"priority": "p0", "promise_date": "2026-11-22"}, true},
		{"p0", map[string]any{"priority": "p0", "promise_date": "2026-11-22"}, false},
		{"p1", map[string]any{"priority": "p0", "promise_date": "2026-11-23"}, false},
		{"p1", map[string]any{"priority": "p2", "promise_date": "2026-11-22"}, false},
	} {
		context := testContext(c.in)
		context.Old = map[string]any{"priority": c.old}
		testDirectory().decide(t, context, func(c2 *Context) {
			result, held, err := uses[0].Run(c2)
			if err != nil || held != c.want || (!held && len(result.Effects) > 0) {
				t.Errorf("%v: held %v, error %v, %d effects", c, held, err, len(result.Effects))
			}
		})
	}
}

// TestPlanErrorsAreForPeople: what fails at run time is an error with a code and a sentence, never a panic.
func TestPlanErrorsAreForPeople(t *testing.T) {
	empty := testDirectory()
	empty.roles[Administrators] = nil
	for _, c := range []struct {
		u    Use
		in   map[string]any
		want string
	}{
		{use("a", "assign", `{"to":{"find":[{"by":"field","field":"agent"}]}}`), nil, "action.nobody_to_own"},
		{use("b", "task", `{"title":"x","assign":{"find":[{"by":"field","field":"agent"}]}}`), nil, "action.nobody_to_own"},
		{use("c", "update_record", `{"form":"customer","id":"record.id","fields":{"name":"x"}}`), nil, "action.updates_itself"},
		{use("d", "set", `{"fields":{"score":{"expr":"score + 1"}}}`), map[string]any{"score": map[string]any{}}, "expression.failed"},
		{use("e", "notify", `{"message":"alarm","to":[{"by":"who","who":"owner"}]}`), map[string]any{"record": 7.0}, "expression.failed"},
	} {
		uses, faults := Compile([]Use{c.u}, testScope())
		if len(faults) > 0 {
			t.Fatal(c.u.Key, faults)
		}
		empty.decide(t, testContext(c.in), func(context *Context) {
			_, _, err := uses[0].Run(context)
			if len(context.Ask.Missing()) == 0 && (err == nil || !strings.Contains(err.Error(), c.want)) {
				t.Errorf("%s: error %v, want %s", c.u.Key, err, c.want)
			}
		})
	}
}

// TestEffectsSayWhy: an effect names the action that ordered it, and its id comes from the record (H-01, H-03).
func TestEffectsSayWhy(t *testing.T) {
	uses, faults := Compile([]Use{use("mail", "notify", `{"message":"released","to":[{"customer":true}]}`)}, testScope())
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	testDirectory().decide(t, testContext(nil), func(c *Context) {
		result, _, err := uses[0].Run(c)
		if err != nil || len(result.Effects) != 1 {
			t.Fatal(result, err)
		}
		e := result.Effects[0]
		if e.ID != "r_1:1" || e.Source.Action != "mail" || e.Source.Key != "test" || e.Source.Release != 7 || !e.Due.Equal(now) {
			t.Errorf("effect %+v", e)
		}
		if strings.Contains(result.Note, "李") || result.Note != "通知 1 人：客户" {
			t.Errorf("the note names the customer or tells nothing: %q", result.Note)
		}
	})
}

// TestNobodyIsToldTwice: one message each (H-02, H-08), also when a customer is a colleague by mail address.
func TestNobodyIsToldTwice(t *testing.T) {
	scope := testScope()
	scope.Has = func(string, string) bool { return true }
	for settings, want := range map[string]string{
		`{"message":"alarm","to":[{"by":"who","who":"participants"},{"by":"who","who":"owner"},{"by":"role","role":"agent"}]}`:    "u_lin u_chen u_wu",
		`{"message":"released","to":[{"by":"role","role":"clone"}]}`:                                                              "u_chen",
		`{"message":"released","to":[{"customer":true},{"customer":true}]}`:                                                       "li@example.com",
		`{"message":"alarm","to":[{"by":"role","role":"agent"}],"exceptActor":true}`:                                              "u_chen u_wu",
		`{"message":"alarm","to":[{"by":"user","user":"u_gone"},{"by":"role","role":"agent","pick":"first"},"triager","nobody"]}`: "u_chen u_lin",
	} {
		uses, faults := Compile([]Use{use("tell", "notify", settings)}, scope)
		if len(faults) > 0 {
			t.Fatal(settings, faults)
		}
		var got []string
		testDirectory().decide(t, testContext(nil), func(c *Context) {
			result, _, err := uses[0].Run(c)
			if err != nil {
				t.Fatal(err)
			}
			got = nil
			for _, e := range result.Effects {
				for _, to := range e.Message.To {
					got = append(got, to.User+to.Contact)
				}
			}
		})
		if strings.Join(got, " ") != want {
			t.Errorf("%s\n got %v, want %s", settings, got, want)
		}
	}
}

func TestBeforeAndAfter(t *testing.T) {
	var before []string
	for _, unit := range Types.All() {
		uses, faults := Compile([]Use{{Key: "a", Do: unit.Info().ID, Settings: unit.Info().Examples[0].Settings}}, testScope())
		if len(faults) > 0 {
			t.Fatal(faults)
		}
		if uses[0].Before() {
			before = append(before, unit.Info().ID)
		}
	}
	if got := strings.Join(before, " "); got != "assign set task transition" {
		t.Errorf("inside the decision: %s", got)
	}
}

func TestMessageLanguage(t *testing.T) {
	one, _ := compileText(definition.Text{"fr": "f"}, nil)
	two, _ := compileText(definition.Text{"zh": "z", "en": "e"}, nil)
	any, _ := compileText(definition.Plain("p"), nil)
	for _, c := range []struct {
		m    Message
		ask  []string
		want string
	}{
		{Message{Subject: one}, []string{"en"}, "f"}, {Message{Subject: two}, []string{"en-GB", "zh"}, "e"},
		{Message{Subject: two}, []string{"fr", "en"}, "e"}, {Message{Subject: two}, []string{"fr"}, "z"},
		{Message{Subject: any}, []string{"fr"}, "p"}, {Message{}, []string{"zh"}, ""}, {Message{Subject: two}, nil, "z"},
	} {
		subject, _ := c.m.In(c.ask...)
		if got, err := subject.Render(nil, testContext(nil).format("zh")); err != nil || got != c.want {
			t.Errorf("%v: %q %v, want %q", c.ask, got, err, c.want)
		}
	}
}

// TestEveryCodeHasASentence reads the sources, so that nothing unreadable reaches a person.
func TestEveryCodeHasASentence(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range strings.Split(string(raw), `"`) {
			if !strings.HasPrefix(part, "action.") || strings.ContainsAny(part, " ()[]{}\n") {
				continue
			}
			found++
			for _, lang := range problem.Languages {
				if problem.Sentence(lang, part, nil) == part {
					t.Errorf("%s: no %s sentence for %s", file, lang, part)
				}
			}
		}
	}
	if found < 50 {
		t.Fatalf("only %d codes found", found)
	}
}

// FuzzSettings: whatever an author or an importer writes, compiling answers with problems or with something that
// plans; it never panics.
func FuzzSettings(f *testing.F) {
	for _, unit := range Types.All() {
		for _, e := range unit.Info().Examples {
			f.Add(unit.Info().ID, string(e.Settings))
		}
	}
	f.Fuzz(func(t *testing.T, do, settings string) {
		uses, faults := Compile([]Use{use("a", do, settings)}, testScope())
		if len(faults.Blocking()) > 0 {
			return
		}
		testDirectory().decide(t, testContext(nil), func(c *Context) {
			if result, _, err := uses[0].Run(c); err == nil && len(c.Ask.Missing()) == 0 {
				_ = fmt.Sprint(toJSON(result))
			}
		})
	})
}
