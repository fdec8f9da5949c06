package report_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand"
	"os"
	"sync"
	"testing"
	"time"

	"huiyin/engine/query"
	"huiyin/engine/report"
)

var now = time.Date(2026, 3, 10, 9, 0, 0, 0, time.UTC)

// count is how many records of a snapshot meet a condition over columns.
func count(t testing.TB, s *report.Snapshot, where query.Condition) (int64, error) {
	t.Helper()
	plan, faults := report.Compile(report.Question{Dataset: "t", Measures: []report.Measure{{Key: "n", Fn: "count"}}}, report.Shape{Dataset: "t"})
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	got, err := plan.Answer(context.Background(), s, where, now, time.UTC)
	if err != nil {
		return 0, err
	}
	return got.Total.N, nil
}

// Columns keep the meaning of conditions for every operator on every kind of column, legal or not, with values of every
// kind in every column: they agree with query.Match, also in what they refuse.
func TestColumnsKeepTheMeaningOfConditions(t *testing.T) {
	r := source{rand.New(rand.NewSource(5))}
	values := []any{nil, "", "a", "ab", "b", 1.0, -2.5, 0.0, true, false, []any{}, []any{"a", "b"}, []any{"b", 1.0, ""}, []any{true}, map[string]any{"a": 1.0}, []any{map[string]any{}},
		"2026-03-04", "2026-03-04T00:00:00Z", "2026-03-04T00:00:00.5Z", "2026-03-04T00:00:00.12Z", "2026-03-04T00:00:00.123Z", "2026-03-04T00:00:00.123456Z", "2026-03-04T08:00:00+08:00", "1969-12-31T23:59:59.25Z", "09:30", "09:30:01"}
	kinds := []string{query.KindText, query.KindNumber, query.KindBoolean, query.KindDate, query.KindDatetime, query.KindTime, query.KindOption, query.KindReference, query.KindObject, ""}
	kindOf := map[string]string{}
	var columns []report.Column
	for _, list := range []bool{false, true} {
		for _, kind := range kinds {
			kindOf[fmt.Sprintf("%s_%v", kind, list)] = kind
			columns = append(columns, report.Column{Name: fmt.Sprintf("%s_%v", kind, list), FieldShape: query.FieldShape{Kind: kind, List: list}})
		}
	}
	table := report.NewTable(columns)
	var docs []document
	for i := range 150 {
		d := document{"_id": fmt.Sprint("r", i)}
		for _, c := range columns {
			d[c.Name] = pick(r, values...)
		}
		docs = append(docs, d)
		table.Apply(report.Change{ID: d["_id"].(string), Rev: 1, Get: func(column string) any { return d[column] }})
	}
	ops := []string{"eq", "ne", "in", "notIn", "lt", "lte", "gt", "gte", "between", "contains", "notContains", "startsWith", "containsAny", "empty", "notEmpty", "has", "hasAny", "hasAll", "hasNone", "changed", "near"}
	snapshot, refused := table.Snapshot(), 0
	for range 10_000 {
		c := query.Condition{Field: pick(r, append(columns, report.Column{Name: "_id"})...).Name, Op: pick(r, ops...), Value: pick(r, values...)}
		if c.Op == "between" || r.chance(20) {
			c.Value = []any{pick(r, values...), pick(r, values...)}
		}
		if r.chance(10) {
			c.Value, c.ValueField = nil, pick(r, columns...).Name
		}
		if r.chance(20) {
			inner := c
			c = query.Condition{Not: &inner}
		}
		want, refusal := int64(0), error(nil)
		resolved := query.Resolve(c, now, time.UTC, func(name string) string { return kindOf[name] })
		resolved.Walk(func(leaf query.Condition) { // also those that Match would not come to
			if _, err := query.Match(leaf, func(string) any { return nil }, query.MatchOptions{}); err != nil {
				refusal = err
			}
		})
		for _, d := range docs {
			if ok, err := query.Match(resolved, func(name string) any { return d[name] }, query.MatchOptions{}); ok && err == nil {
				want++
			}
		}
		got, err := count(t, snapshot, c)
		if (err == nil) != (refusal == nil) || got != want && err == nil {
			t.Fatalf("%s: %d %v, want %d %v", c, got, err, want, refusal)
		}
		if err != nil {
			refused++
		}
	}
	if refused == 0 || refused > 5_000 {
		t.Errorf("%d refused", refused)
	}
}

// The cases that the browser's twin of conditions runs hold on columns too.
func TestColumnsHoldTheCasesOfTheBrowser(t *testing.T) {
	raw, err := os.ReadFile("../query/testdata/cases.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Name      string
		Condition query.Condition
		Record    map[string]any
		Old       map[string]any
		Want      any
	}
	if err := json.Unmarshal(raw, &cases); err != nil {
		t.Fatal(err)
	}
	tried := 0
	for _, c := range cases {
		want, plain := c.Want.(bool)
		c.Condition.Walk(func(leaf query.Condition) { plain = plain && leaf.Expr == "" })
		if !plain || c.Old != nil {
			continue
		}
		var columns []report.Column
		for _, name := range c.Condition.Fields() {
			_, list := c.Record[name].([]any)
			_, number := c.Record[name].(float64)
			shape := query.FieldShape{Kind: query.KindText, List: list}
			if number {
				shape.Kind = query.KindNumber
			}
			columns = append(columns, report.Column{Name: name, FieldShape: shape})
		}
		table := report.NewTable(columns)
		table.Apply(report.Change{ID: "x", Rev: 1, Get: func(column string) any { return c.Record[column] }})
		tried++
		if got, err := count(t, table.Snapshot(), c.Condition); err != nil || (got == 1) != want {
			t.Errorf("%s: %d %v, want %v", c.Name, got, err, want)
		}
	}
	if tried < 50 {
		t.Errorf("only %d cases", tried)
	}
}

// A scope over a column that a table does not have is refused: it must never show more, nor less, in silence.
func TestScopeOverAnUnknownColumnIsRefused(t *testing.T) {
	table := report.NewTable([]report.Column{{Name: "a"}})
	table.Apply(report.Change{ID: "x", Rev: 1, Get: func(string) any { return "v" }})
	for _, c := range []query.Condition{query.Is("b", "eq", "v"), {Not: &query.Condition{Field: "b", Op: "empty"}}, {Field: "a", Op: "eq", ValueField: "b"}, {Expr: "true"}, query.Is("a", "eq", map[string]any{"relative": "someday"})} {
		if n, err := count(t, table.Snapshot(), c); err == nil {
			t.Errorf("%s: %d", c, n)
		}
	}
	if n, err := count(t, table.Snapshot(), query.Is("_id", "empty", nil)); n != 0 || err != nil {
		t.Errorf("the scope of nobody shows %d, %v", n, err)
	}
}

// Readers see every change whole or not at all, however many are under way: both fields of all records always
// hold the same, and what a snapshot counted it counts again.
func TestReadersNeverSeeHalfAChange(t *testing.T) {
	table := report.NewTable([]report.Column{{Name: "a"}, {Name: "n", FieldShape: query.FieldShape{Kind: query.KindNumber}}, {Name: "b"}})
	put := func(record, rev int, more ...report.Change) {
		value := fmt.Sprint("v", rev%300)
		table.Apply(append(more, report.Change{ID: fmt.Sprint(record), Rev: int64(rev), Get: func(column string) any {
			if column == "n" {
				return float64(rev)
			}
			return value
		}})...)
	}
	for i := range 9000 {
		put(i, 1)
	}
	var writers, readers sync.WaitGroup
	stop := make(chan struct{})
	for w := range 2 {
		writers.Go(func() {
			for i := range 3000 {
				gone := report.Change{ID: fmt.Sprint(9000 - 2*(i%500) - w), Rev: int64(i + 2), Gone: true}
				put(2*(i*7%2000)+w, i+2, gone)
			}
		})
	}
	for range 2 {
		readers.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				s := table.Snapshot()
				torn, err := count(t, s, query.Condition{Field: "a", Op: "ne", ValueField: "b"})
				first, _ := count(t, s, query.Is("n", "gt", 100.0))
				second, _ := count(t, s, query.Is("n", "gt", 100.0))
				if torn != 0 || err != nil || first != second {
					t.Errorf("%d torn, %v, %d then %d", torn, err, first, second)
					return
				}
			}
		})
	}
	writers.Wait()
	close(stop)
	readers.Wait()
	all, err := count(t, table.Snapshot(), query.Condition{})
	if err != nil || int(all) != table.Len() || table.Snapshot().Len() != table.Len() {
		t.Errorf("%d of %d, %v", all, table.Len(), err)
	}
}

// What comes late or twice changes nothing, what is gone stays gone until it is made anew, and a snapshot stays as it was.
func TestChangesInAnyOrder(t *testing.T) {
	table := report.NewTable([]report.Column{{Name: "a"}})
	change := func(id string, rev int64, value string) int {
		return table.Apply(report.Change{ID: id, Rev: rev, Gone: value == "", Get: func(string) any { return value }})
	}
	has := func(s *report.Snapshot, value string) int64 {
		n, err := count(t, s, query.Is("a", "eq", value))
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	change("x", 2, "new")
	before := table.Snapshot()
	if change("x", 1, "old")+change("x", 2, "twice") != 0 || has(table.Snapshot(), "new") != 1 {
		t.Error("a late change was taken")
	}
	change("y", 1, "other")
	change("x", 4, "")
	if change("x", 3, "late") != 0 || table.Len() != 1 || has(table.Snapshot(), "late") != 0 {
		t.Error("what is gone came back")
	}
	change("z", 1, "third") // takes the row of x
	if has(before, "new") != 1 || has(before, "third") != 0 || before.Len() != 1 {
		t.Error("the snapshot changed")
	}
	if change("x", 5, "anew") != 1 || table.Len() != 3 {
		t.Error("what was made anew is not there")
	}
	if first := table.Snapshot(); table.Snapshot() != first {
		t.Error("a table that did not change is copied")
	}
	size := table.Bytes()
	for i := range 5000 {
		change(fmt.Sprint("more ", i), 1, fmt.Sprint("text ", i))
	}
	if grown := table.Bytes() - size; grown < 5000*20 || grown > 5000*500 {
		t.Errorf("5000 records take %d bytes", grown)
	}
}
