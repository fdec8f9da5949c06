package expression_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"huiyin/engine/expression"
)

func customerShape() expression.Shape {
	shape := suggestion()
	shape["customer"] = expression.MapOf(map[string]expression.Type{"name": expression.String, "phone": expression.String})
	shape["amount"] = expression.Number
	return shape
}

func customerEnv() map[string]any {
	return map[string]any{
		"title": "导出报表", "status": "open", "qty": 3, "amount": 1234567.895, "paid": true, "due": "2026-03-04",
		"now": "2026-03-04T22:30:00Z", "tags": []any{"ui", "fast"}, "customer": map[string]any{"name": "李雷", "phone": "2026-03-04"},
		"record": map[string]any{"no": "JY2026110007", "createdAt": "2026-02-28T16:00:00Z"}, "extra": "2026-05-01",
	}
}

// Messages to customers are texts with placeholders (G-01, E-16).
func TestTemplate(t *testing.T) {
	shanghai := time.FixedZone("CST", 8*60*60)
	labels := func(path string, v any) (string, bool) {
		text, ok := map[string]string{"status/open": "处理中", "tags/ui": "界面"}[path+"/"+toText(v)]
		return text, ok
	}
	zh := expression.Format{Lang: "zh", TimeZone: shanghai, Text: labels}
	en := expression.Format{Lang: "en", TimeZone: shanghai}
	for _, c := range []struct{ source, zh, en string }{
		{"", "", ""},
		{"没有占位符 { } }} {", "没有占位符 { } }} {", "没有占位符 { } }} {"},
		{"您好，{{customer.name}}：{{ record.no }}", "您好，李雷：JY2026110007", "您好，李雷：JY2026110007"},
		{"[{{old.title}}]", "[]", "[]"},
		{"{{status}}", "处理中", "open"},
		{"{{status | text}}", "open", "open"},
		{"{{tags}}", "界面、fast", "ui, fast"},
		{"{{paid}} {{not paid}}", "是 否", "yes no"},
		{"{{due}}", "2026年3月4日", "March 4, 2026"},
		{"{{due | text}}", "2026-03-04", "2026-03-04"},
		{"{{due | month}}", "2026年3月", "March 2026"},
		{"{{now}}", "2026年3月5日 06:30", "March 5, 2026 06:30"},
		{"{{now | date}}", "2026年3月5日", "March 5, 2026"},
		{"{{record.createdAt | month}}", "2026年3月", "March 2026"},
		{"{{now | datetime}}", "2026年3月5日 06:30", "March 5, 2026 06:30"},
		{"{{addDays(due, 1)|date}}", "2026年3月5日", "March 5, 2026"},
		{"{{extra | date}}/{{extra}}", "2026年5月1日/2026-05-01", "May 1, 2026/2026-05-01"},
		{"{{customer.phone}}", "2026-03-04", "2026-03-04"},
		{"{{amount | money}}", "1,234,567.90", "1,234,567.90"},
		{"{{-0.5 | money}} {{999 | money}} {{-1000 | money}}", "-0.50 999.00 -1,000.00", "-0.50 999.00 -1,000.00"},
		{"{{amount}} {{qty * 2}}", "1234567.895 6", "1234567.895 6"},
		{`{{"{{"}} }} {{"}}"}}`, "{{ }} }}", "{{ }} }}"},
		{"{{ {a: {b: qty}}.a.b }}", "3", "3"},
		{"{{ paid || false ? \"a|b\" : 'c' | text }}", "a|b", "a|b"},
		{"{{ tags | filter(# != \"ui\") | text }}", "fast", "fast"},
		{"{{ tags | count() }}", "2", "2"},
		{"{{ if qty > 2 {\"多\"} else {\"少\"} }}", "多", "多"},
	} {
		compiled, problems := expression.CompileTemplate(c.source, customerShape())
		if len(problems) > 0 {
			t.Errorf("%s: %v %v", c.source, problems, problems[0].Params)
			continue
		}
		for format, want := range map[*expression.Format]string{&zh: c.zh, &en: c.en} {
			if got, err := compiled.Render(customerEnv(), *format); err != nil || got != want {
				t.Errorf("%s: got %q %v, want %q", c.source, got, err, want)
			}
		}
	}
}

func toText(v any) string {
	s, _ := v.(string)
	return s
}

func TestTemplateReads(t *testing.T) {
	compiled, problems := expression.CompileTemplate("{{customer.name}} {{record.no}} {{customer.name}} {{sum(items, .qty)}}", customerShape())
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if got, want := compiled.Reads(), []string{"customer.name", "items", "items.qty", "record.no"}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestTemplateProblems(t *testing.T) {
	for _, c := range []struct {
		source, code string
		line, column int
	}{
		{"好 {{titel}}", "expression.unknown_name", 1, 5},
		{"第一行\n再 {{ titel }}", "expression.unknown_name", 2, 6},
		{"{{title}} {{qty", "expression.placeholder", 1, 11},
		{"{{}}", "expression.empty", 1, 3},
		{"{{ | date}}", "expression.empty", 1, 3},
		{"{{due | dat}}", "expression.formatter", 1, 8},
		{"{{due | }}", "expression.formatter", 1, 8},
		{"{{title | money}}", "expression.result_type", 1, 3},
		{"{{title | date}}", "expression.result_type", 1, 3},
		{"a\nb{{qty +\n nope}}", "expression.unknown_name", 3, 2},
		{strings.Repeat("x", 300<<10), "expression.too_long", 1, 1},
	} {
		compiled, problems := expression.CompileTemplate(c.source, customerShape())
		if compiled != nil || len(problems) != 1 || problems[0].Code != c.code {
			t.Errorf("%.30s: got %v, want %s", c.source, problems, c.code)
			continue
		}
		if p := problems[0].Params; p["line"] != c.line || p["column"] != c.column {
			t.Errorf("%.30s: at %v:%v, want %d:%d", c.source, p["line"], p["column"], c.line, c.column)
		}
	}
	_, problems := expression.CompileTemplate("{{a}} {{b | x}} {{c}", customerShape())
	if len(problems) != 3 {
		t.Errorf("not all problems at once: %v", problems)
	}
}

func TestTemplateRunError(t *testing.T) {
	compiled, problems := expression.CompileTemplate("{{extra * 2}}", customerShape())
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if got, err := compiled.Render(customerEnv(), expression.Format{}); err == nil {
		t.Errorf("got %q, want an error", got)
	}
}
