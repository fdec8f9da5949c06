package main

import (
	"fmt"
	"runtime/debug"
	"testing"
)

// BenchmarkBudgetsOnMongoDB prints the spine's figures on the server that HUIYIN_TEST_MONGODB_URI names: one that speaks
// MongoDB's protocol, perhaps not MongoDB itself. The budgets are those of the embedded store, for comparison. A server
// that looks at every document for every question needs a second for a page of 20,000, so there are no more than that,
// and a median is that of five.
func BenchmarkBudgetsOnMongoDB(b *testing.B) {
	debug.SetGCPercent(garbage)
	empty := func() *benchStore { return newBenchStore(b, 0, onMongo(b)) }
	t, full := &table{title: "on a server that speaks MongoDB's protocol"}, newBenchStore(b, many/5, onMongo(b))
	bare := empty()
	t.add("start to first answer, empty store", bare.start(b), "≤ 0.5 s", 0.5)
	t.add("start to first answer, "+full.size()+" records", full.start(b), "≤ 2 s", 2)
	idle, filled := bare.memory(b), full.memory(b)
	t.row("idle memory", fmt.Sprintf("%.0f MiB", idle), "≤ 60 MiB", idle <= 60)
	t.row("idle memory more with "+full.size()+" records", fmt.Sprintf("%+.0f MiB", filled-idle), "≤ +60 MiB", filled-idle <= 60)
	full.lists(b, t, 5)
	full.searches(b, t, 5)
	part := newBenchStore(b, many/20, onMongo(b))
	part.exports(b, t)
	submitBudget(b, t, empty)
	t.row("submit a suggestion of the flagship, 64 clients", perSecond(flagship(b, newBenchConfig(b, onMongo(b)))), "–", true)
	liveBudget(b, t, empty())
	t.print()
	b.ReportMetric(0, "ns/op")
}
