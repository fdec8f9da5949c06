package main

import (
	"strings"
	"testing"
	"time"
)

// The rows of the benchmarks are made here from a small store, on both kinds, so that one that no longer works is
// noticed where nobody measures. The figures mean nothing.
func TestBenchmarksWork(t *testing.T) {
	defer func(long time.Duration) { loading = long }(loading)
	loading = 100 * time.Millisecond
	for name, place := range map[string]func(testing.TB) []func(*Config){
		"sqlite":  func(testing.TB) []func(*Config) { return nil },
		"mongodb": func(t testing.TB) []func(*Config) { return []func(*Config){onMongo(t)} },
	} {
		t.Run(name, func(t *testing.T) {
			there, rows, begun := place(t), &table{}, false
			done := testing.Benchmark(func(b *testing.B) {
				if begun { // once is enough
					return
				}
				begun = true
				e := newBenchStore(b, 1000, there...)
				e.lists(b, rows, 1)
				e.searches(b, rows, 1)
				e.exports(b, rows)
				rows.row("submit", perSecond(e.submits(b, 2)), "–", true)
				rows.row("submit over HTTP", perSecond(e.posts(b, 2)), "–", true)
			})
			if done.N == 0 || len(rows.rows) != 9 {
				t.Fatalf("a benchmark failed after %v; go test -run NONE -bench Budgets ./cmd/huiyin says how", rows.rows)
			}
			for _, row := range rows.rows {
				if strings.HasPrefix(row[1], "0 ") || row[1] == "0s" {
					t.Errorf("nothing was measured: %v", row)
				}
			}
		})
	}
}
