package expression_test

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"
	"time"

	"huiyin/engine/expression"
)

// FuzzCompile: whatever is typed, nothing panics and nothing runs for long.
func FuzzCompile(f *testing.F) {
	for _, c := range sharedCases(f) {
		f.Add(c.Source)
	}
	r := &random{state: 7}
	for range 50 {
		f.Add(r.expression(kinds[r.below(len(kinds))], 4, ""))
	}
	for _, source := range []string{
		strings.Repeat("(", 4000), strings.Repeat("!", 4000), strings.Repeat("-", 4000), strings.Repeat("[", 63) + "1",
		strings.Repeat("a?.", 1000), strings.Repeat("a ?? ", 400) + "1", strings.Repeat("true ? 1 : ", 100) + "2",
		"let a = 1..1000; any(a, any(a, any(a, # == -1)))", "/* ' */ (", "// `", "\"\\u{110000}\"", "`a``b`", "b'\\x'", "::len(x)",
		"x matches \"(a{1000}){1000}\"", "{{x", "{{x | date}} {{", "\x00", "９", "1__0", "0x", "1e999", "#", "..", "a.b.c().d",
	} {
		f.Add(source)
	}
	shape := suggestion()
	for name, t := range open() {
		shape[name] = t
	}
	env := customerEnv()
	env["items"] = []any{map[string]any{"qty": 1.0}, nil, 3.0}
	f.Fuzz(func(t *testing.T, source string) {
		hung := time.AfterFunc(5*time.Second, func() { panic("still running: " + strconv.Quote(source)) })
		defer hung.Stop()
		p, problems := expression.Compile(source, shape, "")
		if (p == nil) != (len(problems) > 0) {
			t.Fatalf("program %v with problems %v", p, problems)
		}
		if p != nil {
			checkRun(t, p, env)
		}
		if compiled, problems := expression.CompileTemplate(source, shape); len(problems) == 0 {
			_, _ = compiled.Render(env, expression.Format{Lang: "zh"})
		}
	})
}

func checkRun(t *testing.T, p *expression.Program, env map[string]any) {
	v, err := p.Run(env)
	if err != nil {
		return
	}
	if _, err := json.Marshal(v); err != nil {
		t.Errorf("the result %v is no JSON: %v", v, err)
	}
	if p.Browser() && !json.Valid(p.Tree()) {
		t.Errorf("tree %s", p.Tree())
	}
	again, err := p.Run(env)
	if first, second := mustJSON(v), mustJSON(again); err != nil || first != second {
		t.Errorf("first %s, then %s %v", first, second, err)
	}
}

func mustJSON(v any) string {
	raw, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(raw)
}
