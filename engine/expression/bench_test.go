package expression_test

import (
	"testing"

	"huiyin/engine/expression"
)

const threeConditions = `status == "open" and qty > 3 and due < today`

func BenchmarkThreeConditions(b *testing.B) {
	p := compile(b, threeConditions, "boolean")
	env := map[string]any{"status": "open", "qty": 4.0, "due": "2026-03-01", "today": "2026-03-04"}
	b.ReportAllocs()
	for b.Loop() {
		if holds, err := p.True(env); !holds || err != nil {
			b.Fatal(holds, err)
		}
	}
}

func BenchmarkAny100(b *testing.B) {
	items := make([]any, 100)
	for i := range items {
		items[i] = map[string]any{"qty": float64(i)}
	}
	p := compile(b, "any(items, .qty > 98)", "boolean")
	env := map[string]any{"items": items}
	b.ReportAllocs()
	for b.Loop() {
		if holds, err := p.True(env); !holds || err != nil {
			b.Fatal(holds, err)
		}
	}
}

func BenchmarkCompile(b *testing.B) {
	shape := suggestion()
	b.ReportAllocs()
	for b.Loop() {
		if _, problems := expression.Compile(threeConditions, shape, "boolean"); len(problems) > 0 {
			b.Fatal(problems)
		}
	}
}
