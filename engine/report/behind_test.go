package report_test

import (
	"context"
	"encoding/json"
	"math/rand"
	"slices"
	"strings"
	"testing"
	"time"

	"huiyin/engine/query"
	"huiyin/engine/report"
)

// A click on a row leads to exactly the records that the row counts, also after its labels went through JSON, and also for
// the hour that clocks show twice.
func TestClickLeadsToTheRecordsOfTheRow(t *testing.T) {
	clicked := 0
	for seed := range int64(400) {
		r := source{rand.New(rand.NewSource(seed))}
		table, q := report.NewTable(columns()), r.question()
		q.Compare, q.Limit, q.Having = nil, 0, query.Condition{}
		var docs []document
		for range 80 {
			d := r.tidy()
			d["_id"] = string(rune('a' + len(docs)))
			table.Apply(report.Change{ID: d["_id"].(string), Rev: 1, Get: func(column string) any { return d[column] }})
			docs = append(docs, d)
		}
		now, place := r.instant(), zone(t, pick(r, zones...))
		plan, faults := report.Compile(q, shape())
		if len(faults) > 0 {
			t.Fatal(faults)
		}
		got, err := plan.Answer(context.Background(), table.Snapshot(), query.Condition{}, now, place)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range got.Rows {
			var by []any
			raw, err := json.Marshal(row.By)
			if err == nil {
				err = json.Unmarshal(raw, &by)
			}
			if err != nil {
				t.Fatal(err)
			}
			where, faults := plan.Behind(by, now, place)
			if len(faults) > 0 {
				if !sayable(q, row.By) && faults.Has("report.behind.others") {
					continue
				}
				t.Fatalf("%v: %s\n%s", faults, raw, show(q))
			}
			clicked++
			if n := matching(t, where, docs); n != row.N+row.Immature {
				t.Fatalf("seed %d, %s: the row %s has %d records, the list %d\n%s\n%s", seed, place, raw, row.N+row.Immature, n, where, show(q))
			}
		}
	}
	if clicked < 2000 {
		t.Fatalf("only %d rows", clicked)
	}
}

func sayable(q report.Question, labels []any) bool {
	for i, d := range q.By {
		if labels[i] == nil && d.Level > 0 || strings.HasPrefix(name(labels[i]), "others") {
			return false
		}
	}
	return true
}

func matching(t *testing.T, where query.Condition, docs []document) (n int64) {
	t.Helper()
	for _, d := range docs {
		ok, err := query.Match(where, func(column string) any { return d[column] }, query.MatchOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if ok {
			n++
		}
	}
	return n
}

// What is no label of the question is refused and never widens the list.
func TestClickOnNothing(t *testing.T) {
	plan, faults := report.Compile(report.Question{Dataset: "ticket", By: []report.Dimension{{Field: "created", Bucket: "month"}, {Field: "score", Width: 1}}, Measures: []report.Measure{{Key: "n", Fn: "count"}}}, shape())
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	for _, by := range [][]any{{}, {nil}, {"2026-03-02", nil}, {"march", nil}, {nil, map[string]any{}}, {nil, []any{}}, {nil, report.Range{}}} {
		if _, faults := plan.Behind(by, time.Now(), time.UTC); !faults.Has("report.behind.labels") {
			t.Errorf("%v: %v", by, faults)
		}
	}
	for _, by := range [][]any{{report.Others{}, nil}, {map[string]any{"others": 3.0}, nil}} {
		_, faults := plan.Behind(by, time.Now(), time.UTC)
		if !faults.Has("report.behind.others") || !slices.Equal([]string{faults[0].Pointer}, []string{"/0"}) {
			t.Errorf("%v: %v", by, faults)
		}
	}
}
