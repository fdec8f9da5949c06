package report_test

import (
	"context"
	"fmt"
	"math/rand"
	"testing"
	"time"

	"huiyin/engine/query"
	"huiyin/engine/report"
)

// BenchmarkReports prints what answers cost beside the budgets of the design, at 100k and a million records: one
// group-by, one of every other kind, a board of eight, what a record takes in memory and what taking one in costs. It
// asserts nothing: the machine of the day decides.
func BenchmarkReports(b *testing.B) {
	fmt.Printf("\n")
	for _, n := range []int{100_000, 1_000_000} {
		table, filled := crowd(n)
		row := func(what string, took time.Duration, budget time.Duration) {
			verdict, limit := "", "–"
			if budget > 0 {
				limit, verdict = "≤ "+budget.String(), "ok"
				if took > budget {
					verdict = "over"
				}
			}
			fmt.Printf("%-58s %12s   budget %-9s %s\n", fmt.Sprintf("%s, %dk records", what, n/1000), took.Round(max(took/1000, 100*time.Nanosecond)), limit, verdict)
		}
		group, board := time.Millisecond, time.Duration(0)
		if n == 1_000_000 {
			group, board = 10*time.Millisecond, 100*time.Millisecond
		}
		for _, q := range questions {
			limit := time.Duration(0)
			if q.budget {
				limit = group
			}
			row(q.name, best(b, table, []report.Question{q.ask}), limit)
		}
		all := make([]report.Question, 0, 8)
		for _, q := range questions[:8] {
			all = append(all, q.ask)
		}
		row("a board of 8", best(b, table, all), board)
		page := time.Duration(0)
		if n == 100_000 {
			page = 5 * time.Millisecond
		}
		row("a page of 20, filtered and sorted", pages(b, table), page)
		row("taking in one record", filled/time.Duration(n), 0)
		row("an update after every snapshot", updates(table, n), 0)
		fmt.Printf("%-58s %12d\n", fmt.Sprintf("bytes a record, %dk records", n/1000), table.Bytes()/n)
	}
	b.ReportMetric(0, "ns/op")
}

var questions = []struct {
	name   string
	budget bool
	ask    report.Question
}{
	{"count by status", true, asked(report.Dimension{Field: "status"}, report.Measure{Key: "n", Fn: "count"})},
	{"count and sum by owner", true, asked(report.Dimension{Field: "owner"}, report.Measure{Key: "n", Fn: "count"}, report.Measure{Key: "s", Fn: "sum", Of: "cost"})},
	{"count by month", false, asked(report.Dimension{Field: "created", Bucket: "month"}, report.Measure{Key: "n", Fn: "count"})},
	{"average by due week", false, asked(report.Dimension{Field: "due", Bucket: "week"}, report.Measure{Key: "n", Fn: "avg", Of: "score"})},
	{"count by tags", false, asked(report.Dimension{Field: "tags"}, report.Measure{Key: "n", Fn: "count"})},
	{"filtered share by area", false, func() report.Question {
		q := asked(report.Dimension{Field: "area", Level: 1}, report.Measure{Key: "n", Fn: "count"}, report.Measure{Key: "p", Fn: "share", Of: "n"})
		q.Where = query.And(query.Is("status", "in", []any{"done", "declined"}), query.Is("cost", "gt", 250.0))
		return q
	}()},
	{"distinct owners by month", false, asked(report.Dimension{Field: "created", Bucket: "month"}, report.Measure{Key: "n", Fn: "distinct", Of: "owner"})},
	{"this year with last year, by month", false, func() report.Question {
		q := asked(report.Dimension{Field: "created", Bucket: "month"}, report.Measure{Key: "n", Fn: "count"})
		q.Period = &report.Period{Field: "created", From: map[string]any{"relative": "startOfYear"}, To: map[string]any{"relative": "today"}}
		q.Compare = []string{"last_year"}
		return q
	}()},
	{"median by status", false, asked(report.Dimension{Field: "status"}, report.Measure{Key: "n", Fn: "median", Of: "cost"})},
}

func asked(by report.Dimension, measures ...report.Measure) report.Question {
	return report.Question{Dataset: "ticket", By: []report.Dimension{by}, Measures: measures}
}

// crowd is a table of n records, and how long it took to fill.
func crowd(n int) (*report.Table, time.Duration) {
	r := source{rand.New(rand.NewSource(1))}
	stock := make([]document, 5000)
	for i := range stock {
		stock[i] = r.tidy()
	}
	table := report.NewTable(columns())
	start := time.Now()
	for i := range n {
		d := stock[r.Intn(len(stock))]
		table.Apply(report.Change{ID: fmt.Sprintf("record-%08d", i), Rev: 1, Get: func(column string) any { return d[column] }})
	}
	return table, time.Since(start)
}

func best(b *testing.B, table *report.Table, list []report.Question) time.Duration {
	b.Helper()
	now, fastest := time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC), time.Hour
	place := zone(b, "Asia/Shanghai")
	plans := make([]*report.Plan, len(list))
	for i, q := range list {
		var faults error
		plan, problems := report.Compile(q, shape())
		if faults = problems.Err(); faults != nil {
			b.Fatal(faults)
		}
		plans[i] = plan
	}
	for range 25 {
		start, s := time.Now(), table.Snapshot()
		for _, p := range plans {
			if _, err := p.Answer(context.Background(), s, query.Condition{}, now, place); err != nil {
				b.Fatal(err)
			}
		}
		fastest = min(fastest, time.Since(start))
	}
	return fastest
}

// pages is what a list page costs that no index helps: a search in titles, sorted by a date.
func pages(b *testing.B, table *report.Table) time.Duration {
	b.Helper()
	q := query.Query{Where: query.And(query.Is("title", "contains", "1"), query.Is("data.score", "gt", 2.0)), Sort: []query.Sort{{Field: "createdAt", Desc: true}}, Limit: 20, Count: true}
	fastest := time.Hour
	for range 25 {
		start := time.Now()
		if _, err := table.Snapshot().Find(context.Background(), q); err != nil {
			b.Fatal(err)
		}
		fastest = min(fastest, time.Since(start))
	}
	return fastest
}

// updates is what a change costs when somebody takes a snapshot before every one, the worst case.
func updates(table *report.Table, n int) time.Duration {
	r := source{rand.New(rand.NewSource(2))}
	const rounds = 300
	d := r.tidy()
	start := time.Now()
	for i := range rounds {
		table.Snapshot()
		table.Apply(report.Change{ID: fmt.Sprintf("record-%08d", r.Intn(n)), Rev: int64(i + 2), Get: func(column string) any { return d[column] }})
	}
	return time.Since(start) / rounds
}
