package expression_test

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"huiyin/engine/expression"
	"huiyin/engine/problem"
)

// suggestion is the shape of a typical form.
func suggestion() expression.Shape {
	line := expression.MapOf(map[string]expression.Type{"qty": expression.Number, "name": expression.String})
	record := map[string]expression.Type{
		"title": expression.String, "status": expression.String, "qty": expression.Number, "paid": expression.Boolean,
		"due": expression.Date, "tags": expression.ListOf(expression.String), "items": expression.ListOf(line),
	}
	shape := expression.Shape{
		"now": expression.DateTime, "today": expression.Date, "extra": expression.Any,
		"record": expression.MapOf(map[string]expression.Type{"no": expression.String, "createdAt": expression.DateTime}),
		"old":    expression.MapOf(record),
		"user":   expression.MapOf(map[string]expression.Type{"id": expression.String, "roles": expression.ListOf(expression.String)}),
	}
	for key, t := range record {
		shape[key] = t
	}
	return shape
}

func compile(t testing.TB, source string, want expression.Kind) *expression.Program {
	t.Helper()
	p, problems := expression.Compile(source, suggestion(), want)
	if len(problems) > 0 {
		t.Fatalf("%s: %v %v", source, problems, problems[0].Params)
	}
	return p
}

// Every mistake has its code, its place and the facts of its sentence (E-11).
func TestProblems(t *testing.T) {
	deep := strings.Repeat("(", 65) + "1" + strings.Repeat(")", 65)
	many := strings.TrimSuffix(strings.Repeat("1+", 300), "+")
	for _, c := range []struct {
		source string
		want   expression.Kind
		code   string
		column int
		params map[string]any
	}{
		{" ", "", "expression.empty", 1, nil},
		{strings.Repeat("a", 4097), "", "expression.too_long", 1, map[string]any{"max": 4096, "length": 4097}},
		{deep, "", "expression.too_deep", 65, nil},
		{many, "", "expression.too_large", 502, nil},
		{"title == \"a", "", "expression.incomplete", 12, nil},
		{"title ==", "", "expression.incomplete", 8, nil},
		{"(qty", "", "expression.incomplete", 4, nil},
		{"qty = 3", "", "expression.syntax", 5, map[string]any{"near": "="}},
		{"qty qty", "", "expression.syntax", 5, map[string]any{"near": "qty"}},
		{"qty （1）", "", "expression.character", 5, map[string]any{"character": "（", "suggestion": "("}},
		{"\xff", "", "expression.character", 1, nil},
		{"titel == 1", "", "expression.unknown_name", 1, map[string]any{"name": "titel"}},
		{"record.nope", "", "expression.unknown_name", 8, map[string]any{"name": "record.nope"}},
		{"any(items, .nope > 1)", "", "expression.unknown_name", 13, map[string]any{"name": "items.nope"}},
		{"标题 == 1", "", "expression.unknown_name", 1, map[string]any{"name": "标题"}},
		{`qty == "3"`, "", "expression.type_mismatch", 5, map[string]any{"left": expression.KindNumber, "right": expression.KindString, "operator": "=="}},
		{`qty in ["1"]`, "", "expression.type_mismatch", 9, nil},
		{"due < now", "", "expression.type_mismatch", 5, nil},
		{"paid < true", "", "expression.type_mismatch", 6, nil},
		{"title + qty", "", "expression.type_mismatch", 7, nil},
		{"title contains 3", "", "expression.type_mismatch", 7, nil},
		{"tags contains 3", "", "expression.type_mismatch", 6, nil},
		{`due > "2026-13-01"`, "", "expression.date_literal", 7, map[string]any{"value": "2026-13-01", "want": expression.KindDate}},
		{`record.createdAt < "2026-03-01"`, "", "expression.date_literal", 20, nil},
		{"title and paid", "", "expression.operand", 1, map[string]any{"operator": "and", "want": expression.KindBoolean, "got": expression.KindString}},
		{"-title", "", "expression.operand", 1, nil},
		{"title * 2", "", "expression.operand", 7, nil},
		{"qty ? 1 : 2", "", "expression.operand", 1, nil},
		{"sum(items, .name)", "", "expression.operand", 1, nil},
		{"any(items, .qty)", "", "expression.operand", 13, nil},
		{"title.length", "", "expression.no_member", 7, map[string]any{"name": "length", "got": expression.KindString}},
		{"now()", "", "expression.function_unknown", 1, map[string]any{"name": "now"}},
		{`repeat("a", 9)`, "", "expression.function_unknown", 1, nil},
		{`fromJSON("{}")`, "", "expression.function_unknown", 1, nil},
		{"sortBy(items, .qty)", "", "expression.function_unknown", 1, nil},
		{"round()", "", "expression.arguments", 1, map[string]any{"function": "round", "want": "1–2", "got": 0}},
		{"round(title)", "", "expression.argument", 7, map[string]any{"function": "round", "position": 1, "want": []string{"number"}, "got": expression.KindString}},
		{"month(now)", "", "expression.argument", 7, nil},
		{"any(title, true)", "", "expression.argument", 1, nil},
		{"max(qty, title)", "", "expression.type_mismatch", 1, nil},
		{"extra[title]", "", "expression.dynamic", 6, map[string]any{"name": "extra"}},
		{"old[title]", "", "expression.dynamic", 4, nil},
		{"$env[title]", "", "expression.dynamic", 1, nil},
		{"{(title): 1}", "", "expression.dynamic", 1, nil},
		{"title[0:1]", "", "expression.unsupported", 6, nil},
		{"1; 2", "", "expression.unsupported", 1, nil},
		{"2 ** 3", "", "expression.unsupported", 3, map[string]any{"what": "**"}},
		{"title.trim()", "", "expression.unsupported", 7, nil},
		{`b"bytes"`, "", "expression.unsupported", 1, nil},
		{"let title = 1; title", "", "expression.name_taken", 5, map[string]any{"name": "title"}},
		{"let len = 1; len", "", "expression.name_taken", 5, nil},
		{"title matches status", "", "expression.pattern", 7, nil},
		{`title matches "("`, "", "expression.pattern", 7, nil},
		{"qty + 1", "boolean", "expression.result_type", 1, map[string]any{"want": expression.KindBoolean, "got": expression.KindNumber}},
		{`"2026-02-30"`, "date", "expression.result_type", 1, nil},
		{"now", "date", "expression.result_type", 1, nil},
	} {
		p, problems := expression.Compile(c.source, suggestion(), c.want)
		if p != nil || len(problems) == 0 || problems[0].Code != c.code {
			t.Errorf("%.40s: got %v, want %s", c.source, problems, c.code)
			continue
		}
		got := problems[0]
		if got.Pointer != "" || got.Params["line"] != 1 || got.Params["column"] != c.column {
			t.Errorf("%.40s: %s at %v:%v, want column %d", c.source, c.code, got.Params["line"], got.Params["column"], c.column)
		}
		for key, want := range c.params {
			if !reflect.DeepEqual(got.Params[key], want) {
				t.Errorf("%.40s: %s is %#v, want %#v", c.source, key, got.Params[key], want)
			}
		}
		for _, lang := range problem.Languages {
			if s := problem.Sentence(lang, got.Code, got.Params); s == got.Code || strings.Contains(s, "{") && !strings.Contains(c.source, "{") {
				t.Errorf("%.40s: the %s sentence is %q", c.source, lang, s)
			}
		}
	}
}

func TestAllProblemsAtOnce(t *testing.T) {
	_, problems := expression.Compile("titel == 1 and\n  qty == \"3\" and\n  nope(due)", suggestion(), "boolean")
	var got []string
	for _, p := range problems {
		got = append(got, p.Code)
	}
	want := []string{"expression.unknown_name", "expression.type_mismatch", "expression.function_unknown"}
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("got %v", got)
	}
	if last := problems[2].Params; last["line"] != 3 || last["column"] != 3 {
		t.Errorf("at %v:%v, want 3:3", last["line"], last["column"])
	}
}

func TestReads(t *testing.T) {
	for source, want := range map[string][]string{
		"1 + 1":                            {},
		"title == record.no":               {"record.no", "title"},
		"old?.title != title":              {"old.title", "title"},
		`$env["title"] == "a"`:             {"title"},
		"let a = qty; a + a":               {"qty"},
		"let l = items; any(l, #.qty > 1)": {"items", "items.qty"},
		"any(items, .qty > qty)":           {"items", "items.qty", "qty"},
		"filter(items, .qty > 1)[0].name":  {"items", "items.name", "items.qty"},
		"map(items, .name) contains title": {"items", "items.name", "title"},
		"items[0].qty > 1":                 {"items.qty"},
		"tags[0] == \"a\"":                 {"tags"},
		"user.id in user.roles":            {"user.id", "user.roles"},
		"(extra ?? old).title == \"a\"":    {"extra", "old"},
		"extra.a.b.c == 1":                 {"extra.a.b.c"},
		"addDays(due, qty) < today":        {"due", "qty", "today"},
	} {
		p, problems := expression.Compile(source, suggestion(), "")
		if len(problems) > 0 {
			t.Errorf("%s: %v %v", source, problems, problems[0].Params)
			continue
		}
		if got := p.Reads(); !reflect.DeepEqual(got, want) {
			t.Errorf("%s reads %v, want %v", source, got, want)
		}
		if p.Source() != source {
			t.Errorf("source %q", p.Source())
		}
	}
}

// A misspelt option is found by whoever knows the options, from these.
func TestCompared(t *testing.T) {
	p := compile(t, `status == "新建" and old.status not in ["已上线", "关闭"] and "a" != title and tags contains "b" and qty == -1 and status != nil`, "boolean")
	var got []string
	for _, c := range p.Compared() {
		got = append(got, fmt.Sprint(c.Path, "=", c.Value))
	}
	want := []string{"status=新建", "old.status=已上线", "old.status=关闭", "title=a", "tags=b", "qty=-1"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if c := p.Compared()[1]; c.Line != 1 || c.Column != 39 {
		t.Errorf("at %d:%d", c.Line, c.Column)
	}
}

func TestServerOnly(t *testing.T) {
	p := compile(t, `title matches "^JY\\d+$"`, "boolean")
	if p.Browser() || p.Tree() != nil {
		t.Error("a pattern has no tree for the browser")
	}
	for title, want := range map[string]bool{"JY12": true, "JY": false} {
		if got, err := p.True(map[string]any{"title": title}); err != nil || got != want {
			t.Errorf("%s: %v %v", title, got, err)
		}
	}
	if got, err := p.True(nil); got || err != nil {
		t.Errorf("empty: %v %v", got, err)
	}
	if tree := string(compile(t, `status == "open" and qty > 3`, "").Tree()); tree != `["and",["==",["$","status"],"open"],[">",["$","qty"],3]]` {
		t.Errorf("tree %s", tree)
	}
}

func TestRunErrors(t *testing.T) {
	for source, code := range map[string]string{
		"title == \"a\" or\n extra < 3":                           "expression.failed",
		"let a = 1..1000; any(a, any(a, any(a, # == -1)))":        "expression.budget",
		"let a = 1..300; map(a, map(a, map(a, \"x\" + text(#))))": "expression.budget",
	} {
		_, err := compile(t, source, "").Run(map[string]any{"extra": "three"})
		var list problem.List
		if !errors.As(err, &list) || len(list) != 1 || list[0].Code != code {
			t.Fatalf("%s: %v", source, err)
		}
		if code == "expression.failed" && (list[0].Params["line"] != 2 || list[0].Params["column"] != 8 ||
			!reflect.DeepEqual(list[0].Params["operands"], []string{"string", "number"})) {
			t.Errorf("params %v", list[0].Params)
		}
	}
	_, err := compile(t, "extra", "number").Run(map[string]any{"extra": "three"})
	var list problem.List
	if !errors.As(err, &list) || !list.Has("expression.result_type") {
		t.Errorf("wrong kind of result: %v", err)
	}
	if _, err := compile(t, "extra", "").True(map[string]any{"extra": 1}); err == nil {
		t.Error("a number is no condition")
	}
	if _, err := compile(t, "extra", "").Run(map[string]any{"extra": time.Now()}); err == nil {
		t.Error("a time.Time is no value")
	}
}

// What a loop may do is bounded in steps, so the worst expression ends soon.
func TestBudgetEndsTheWorst(t *testing.T) {
	long := make([]any, 50_000)
	for i := range long {
		long[i] = strings.Repeat("回音", 50)
	}
	env := map[string]any{"tags": long, "title": strings.Repeat("a", 1<<20), "extra": long}
	for _, source := range []string{
		"any(tags, any(tags, any(tags, # == title)))",
		"any(1..90000, title contains \"b\")",
		"any(1..90000, lower(title) == \"b\")",
		"any(1..90000, title in tags)",
		"any(1..90000, len(join(tags)) == 1)",
		"any(1..90000, title < title + \"a\")",
		"any(1..90000, min(tags) == \"b\")",
		"any(1..90000, tags == extra)",
		"any(1..90000, title matches \"(a+)+b\")",
		"let a = title + title; let b = a + a; let c = b + b; let d = c + c; let e = d + d; let f = e + e; let g = f + f; let h = g + g; h + h",
	} {
		if _, err := compile(t, source, "").Run(env); err == nil {
			t.Errorf("%s ended without an error", source)
		}
	}
}

// Environments may hold Go's own types; results are always the six kinds and share nothing with them.
func TestValues(t *testing.T) {
	type label string
	list := []any{1, int64(2), uint8(3), float32(4)}
	env := map[string]any{"extra": map[string]any{"a": 1, "b": []string{"x"}, "c": label("y"), "d": list, "e": map[string]int{"f": 5}, "g": []any(nil)}}
	got, err := compile(t, "extra", "").Run(env)
	want := map[string]any{"a": 1.0, "b": []any{"x"}, "c": "y", "d": []any{1.0, 2.0, 3.0, 4.0}, "e": map[string]any{"f": 5.0}, "g": nil}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Fatalf("got %#v %v", got, err)
	}
	got.(map[string]any)["d"].([]any)[0] = "changed"
	if list[0] != 1 {
		t.Error("the result shares memory with the environment")
	}
	for source, want := range map[string]any{
		`extra.b contains "x"`: true, `extra.c == "y"`: true, "sum(extra.d)": 10.0, "extra.e.f + 1": 6.0, "count(extra.g)": 0.0, "extra.d[1]": 2.0, "extra.d == [1, 2, 3, 4]": true,
	} {
		if got, err := compile(t, source, "").Run(env); err != nil || got != want {
			t.Errorf("%s: %v %v", source, got, err)
		}
	}
}

func TestConcurrentRuns(t *testing.T) {
	p := compile(t, "sum(filter(items, .qty > qty), .qty)", "number")
	var group sync.WaitGroup
	for g := range 8 {
		group.Go(func() {
			env := map[string]any{"qty": float64(g), "items": []any{map[string]any{"qty": float64(g + 1)}, map[string]any{"qty": float64(g)}}}
			for range 200 {
				if got, err := p.Run(env); err != nil || got != float64(g+1) {
					t.Errorf("got %v %v", got, err)
					return
				}
			}
		})
	}
	group.Wait()
}

func TestReserved(t *testing.T) {
	for _, f := range expression.Functions() {
		if !expression.Reserved(f.Name) || f.Signature == "" || f.Description["zh"] == "" || f.Description["en"] == "" || !f.Browser {
			t.Errorf("%+v", f)
		}
	}
	for _, name := range []string{"in", "not", "record", "old", "user", "now", "today", "group", "nil", "any"} {
		if !expression.Reserved(name) {
			t.Errorf("%s is free", name)
		}
	}
	for _, name := range []string{"title", "status", "type", "date", "标题", "Record"} {
		if expression.Reserved(name) {
			t.Errorf("%s is reserved", name)
		}
	}
}
