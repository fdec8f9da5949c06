package engine_test

import (
	"encoding/json"
	"testing"

	"huiyin/engine"
	"huiyin/engine/process"
)

// BenchmarkSubmit is what one submission costs before anything is stored: every round of questions of a decision, the
// answers ready (F-25).
func BenchmarkSubmit(b *testing.B) {
	b.Run("create", func(b *testing.B) {
		d := newDesktop(b)
		b.ReportAllocs()
		for b.Loop() {
			d.publicTicket()
		}
		b.ReportMetric(float64(d.rounds), "rounds")
	})
	b.Run("act", func(b *testing.B) {
		d := newDesktop(b)
		r := d.publicTicket()
		s := engine.Submission{Form: "ticket", Record: r, Kind: "act", Who: agent, Patch: map[string]any{"answer": "已换新"},
			Command: &process.Command{Kind: "button", Task: openTask(r), Button: "reply"}}
		b.ReportAllocs()
		for b.Loop() {
			if _, problems := d.submit(s); problems != nil {
				b.Fatal(problems)
			}
		}
		b.ReportMetric(float64(d.rounds), "rounds")
	})
	b.Run("encode", func(b *testing.B) {
		r := newDesktop(b).publicTicket()
		b.ReportAllocs()
		for b.Loop() {
			if _, err := json.Marshal(r); err != nil {
				b.Fatal(err)
			}
		}
	})
}
