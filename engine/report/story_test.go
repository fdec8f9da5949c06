package report_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"huiyin/engine/problem"
	"huiyin/engine/query"
	"huiyin/engine/report"
)

// desk is a table of documents.
func desk(docs ...document) *report.Table {
	table := report.NewTable(columns())
	for i, d := range docs {
		table.Apply(report.Change{ID: fmt.Sprint(i), Rev: 1, Get: func(column string) any { return d[column] }})
	}
	return table
}

func ask(t *testing.T, table *report.Table, raw string, at string, place string) *report.Answer {
	t.Helper()
	q, faults := report.Decode([]byte(raw))
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	plan, faults := report.Compile(q, shape())
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	moment, err := time.Parse(time.RFC3339, at)
	if err != nil {
		t.Fatal(err)
	}
	got, err := plan.Answer(context.Background(), table.Snapshot(), query.Condition{}, moment, zone(t, place))
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// written is rows as a person would: labels, then figures.
func written(rows ...*report.Row) string {
	var out []string
	for _, r := range rows {
		var line []string
		for _, l := range r.By {
			line = append(line, fmt.Sprint(l))
		}
		for _, c := range r.Cells {
			line = append(line, fmt.Sprint(c.Value))
		}
		out = append(out, strings.Join(line, " "))
	}
	return strings.Join(out, "; ")
}

func expect(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s:\n got %s\nwant %s", what, got, want)
	}
}

// A record with two tags is in two rows and once in the total; averages, medians and distinct counts of the total are
// not made of those of the rows; an empty score is averaged nowhere; money is exact.
func TestTotalsAreOfRecordsAndNotOfRows(t *testing.T) {
	table := desk(
		document{"data.tags": []any{"slow", "ugly"}, "data.score": 1.0, "data.cost": 10.0, "people.owner": "li"},
		document{"data.tags": []any{"slow"}, "data.score": 4.0, "data.cost": 20.0, "people.owner": "li"},
		document{"data.tags": []any{"ugly"}, "data.cost": 1.0, "people.owner": "wu"},
		document{"data.score": 10.0},
	)
	got := ask(t, table, `{"dataset":"ticket","by":[{"field":"tags"}],"measures":[{"key":"n","fn":"count"},{"key":"a","fn":"avg","of":"score"},
		{"key":"c","fn":"sum","of":"cost"},{"key":"o","fn":"distinct","of":"owner"},{"key":"p","fn":"share","of":"n"}]}`, "2026-03-10T00:00:00Z", "UTC")
	expect(t, "rows", written(got.Rows...), "slow 2 2.5 0.3 1 0.5; ugly 2 1 0.11 2 0.5; <nil> 1 10 <nil> 0 0.25")
	expect(t, "total", written(got.Total), "4 5 0.31 2 1")
	if c := got.Rows[1].Cells[1]; c.N != 1 || !c.Small || got.Rows[1].Cells[0].Small {
		t.Errorf("the average of one is no small sample: %+v", got.Rows[1].Cells)
	}
}

// What is a small sample is for the question to say.
func TestSmallSampleIsConfigurable(t *testing.T) {
	table := desk(document{"data.score": 1.0}, document{"data.score": 2.0}, document{})
	for few, want := range map[int]bool{2: false, 3: true} {
		got := ask(t, table, fmt.Sprintf(`{"dataset":"ticket","few":%d,"measures":[{"key":"a","fn":"avg","of":"score"}]}`, few), "2026-03-10T00:00:00Z", "UTC")
		if c := got.Total.Cells[0]; c.Small != want || c.N != 2 {
			t.Errorf("fewer than %d: %+v", few, c)
		}
	}
}

// The part of November that has passed is compared with as much of October, unless somebody wants the whole of it.
func TestPartOfAMonthIsComparedWithPartOfAMonth(t *testing.T) {
	var docs []document
	for _, day := range []string{"2026-11-01", "2026-11-09", "2026-10-02", "2026-10-09", "2026-10-10", "2026-10-11", "2026-10-31", "2025-11-10"} {
		docs = append(docs, document{"createdAt": day + "T04:00:00Z"})
	}
	raw := `{"dataset":"ticket","measures":[{"key":"n","fn":"count"}],"compare":["previous","last_year"],%s
		"period":{"field":"created","from":{"relative":"startOfMonth"},"to":{"relative":"startOfMonth+1M-1d"}}}`
	for extra, want := range map[string]string{"": "2 3 1", `"whole":true,`: "2 5 1"} {
		got := ask(t, desk(docs...), fmt.Sprintf(raw, extra), "2026-11-10T10:00:00Z", "Asia/Shanghai").Total
		expect(t, "compared "+extra, fmt.Sprint(got.Cells[0].Value, got.Compare[0][0].Value, got.Compare[1][0].Value), want)
	}
}

// The hour that clocks show twice is one row, the one they leave out is none, and a quarter past midnight in one
// place is the day before in another.
func TestBucketsAreThoseOfTheClockOnTheWall(t *testing.T) {
	table := desk(document{"createdAt": "2026-10-25T00:30:00Z"}, document{"createdAt": "2026-10-25T01:30:00Z"}, document{"createdAt": "2026-10-24T21:59:59.9Z"}, document{"createdAt": "2026-10-24T22:00:00Z"})
	hours := `{"dataset":"ticket","by":[{"field":"created","bucket":"hour"}],"measures":[{"key":"n","fn":"count"}]}`
	expect(t, "Berlin", written(ask(t, table, hours, "2026-11-10T00:00:00Z", "Europe/Berlin").Rows...), "2026-10-24T23:00 1; 2026-10-25T00:00 1; 2026-10-25T02:00 2")
	days := `{"dataset":"ticket","by":[{"field":"created","bucket":"day","fill":true}],"measures":[{"key":"n","fn":"count"},{"key":"s","fn":"sum","of":"score"}],"period":{"field":"created","from":"2026-10-23","to":"2026-10-31"}}`
	expect(t, "Berlin", written(ask(t, table, days, "2026-10-26T12:00:00Z", "Europe/Berlin").Rows...), "2026-10-23 0 <nil>; 2026-10-24 1 <nil>; 2026-10-25 3 <nil>; 2026-10-26 0 <nil>")
	expect(t, "Shanghai", written(ask(t, table, days, "2026-10-26T12:00:00Z", "Asia/Shanghai").Rows...), "2026-10-23 0 <nil>; 2026-10-24 0 <nil>; 2026-10-25 4 <nil>; 2026-10-26 0 <nil>")
}

// A week of the year's turn begins on its Monday, in whichever year that is.
func TestWeeksBeginOnMonday(t *testing.T) {
	table := desk(document{"data.due": "2026-12-31"}, document{"data.due": "2027-01-03"}, document{"data.due": "2027-01-04"}, document{"data.due": "1969-12-29"})
	got := ask(t, table, `{"dataset":"ticket","by":[{"field":"due","bucket":"week"}],"measures":[{"key":"n","fn":"count"}]}`, "2026-03-10T00:00:00Z", "UTC")
	expect(t, "weeks", written(got.Rows...), "1969-12-29 1; 2026-12-28 2; 2027-01-04 1")
}

// Others are what the top leaves, worked out from their records; they stand last, and labels that are kept together are counted once.
func TestOthersAreWorkedOutFromTheirRecords(t *testing.T) {
	var docs []document
	for owner, scores := range map[string][]float64{"a": {1, 1, 1}, "b": {2, 2}, "c": {10}, "d": {30}} {
		for _, s := range scores {
			docs = append(docs, document{"people.owner": owner, "data.score": s})
		}
	}
	got := ask(t, desk(docs...), `{"dataset":"ticket","by":[{"field":"owner","top":2}],"measures":[{"key":"n","fn":"count"},{"key":"m","fn":"median","of":"score"}],"sort":[{"by":"n","desc":true}]}`, "2026-03-10T00:00:00Z", "UTC")
	expect(t, "rows", written(got.Rows...), "a 3 1; b 2 2; {2} 2 20")
}

// What is not decided yet is in no rate and is counted, beside what was left out by name.
func TestImmatureAndExcludedAreCounted(t *testing.T) {
	table := desk(
		document{"createdAt": "2026-03-01T00:00:00Z", "proc.status": "done"}, document{"createdAt": "2026-03-02T00:00:00Z", "proc.status": "received"},
		document{"createdAt": "2026-03-09T00:00:00Z", "proc.status": "done"}, document{"createdAt": "2026-03-01T00:00:00Z", "test": true},
		document{"createdAt": "2026-03-01T00:00:00Z", "data.tags": []any{"merged"}}, document{"createdAt": "2026-03-01T00:00:00Z", "data.tags": []any{"merged"}, "test": true},
	)
	got := ask(t, table, `{"dataset":"ticket","mature":{"field":"created","days":7},"exclude":[{"key":"merged","where":{"field":"tags","op":"has","value":"merged"}}],
		"measures":[{"key":"all","fn":"count"},{"key":"done","fn":"count","where":{"field":"status","op":"eq","value":"done"}},{"key":"rate","fn":"ratio","of":"done","per":"all","interval":true}]}`, "2026-03-10T00:00:00Z", "UTC")
	expect(t, "total", written(got.Total), "2 1 0.5")
	if c := got.Total.Cells[2]; got.Total.Immature != 1 || !c.Small || c.Low == nil || !near(*c.Low, 0.0945, 1e-4) || !near(*c.High, 0.9055, 1e-4) {
		t.Errorf("%+v", got.Total)
	}
	expect(t, "left out", fmt.Sprint(got.Excluded), "[{test 2} {merged 1}]")
}

// An answer that is too long is cut and says so; its total is of everything.
func TestTooMuchIsCutWithANotice(t *testing.T) {
	docs := make([]document, report.MaxRows+7)
	for i := range docs {
		docs[i] = document{"title": fmt.Sprintf("t%06d", i), "data.score": float64(i) * 1e6, "createdAt": fmt.Sprintf("%04d-01-01T00:00:00Z", 1+i%9998)}
	}
	table := desk(docs...)
	got := ask(t, table, `{"dataset":"ticket","by":[{"field":"title"}],"measures":[{"key":"n","fn":"count"}],"sort":[{"by":"title","desc":true}]}`, "2026-03-10T00:00:00Z", "UTC")
	if len(got.Rows) != report.MaxRows || got.Truncated != 7 || got.Total.N != int64(len(docs)) || got.Rows[0].By[0] != "t010006" {
		t.Errorf("%d rows, %d cut, %v records, first %v", len(got.Rows), got.Truncated, got.Total.N, got.Rows[0].By)
	}
	for field, by := range map[string]report.Dimension{"created": {Field: "created", Bucket: "day"}, "score": {Field: "score", Width: 1}} {
		plan, faults := report.Compile(report.Question{Dataset: "ticket", By: []report.Dimension{by}, Measures: []report.Measure{{Key: "n", Fn: "count"}}}, shape())
		if len(faults) > 0 {
			t.Fatal(faults)
		}
		_, err := plan.Answer(context.Background(), table.Snapshot(), query.Condition{}, now, time.UTC)
		var list problem.List
		if !errors.As(err, &list) || !list.Has("report.buckets.many") || list[0].Params["field"] != field {
			t.Errorf("%s: %v", field, err)
		}
	}
}

// Columns of very many values, and combinations of them, are counted as exactly as small ones.
func TestManyValues(t *testing.T) {
	const n = 70_000
	docs := make([]document, n)
	for i := range docs {
		docs[i] = document{"title": fmt.Sprintf("t%05d", i), "people.owner": fmt.Sprintf("u%d", i%3), "data.at": fmt.Sprintf("%02d:%02d", i%24, i%60), "data.score": float64(i%7) + 0.5}
	}
	table := desk(docs...)
	got := ask(t, table, `{"dataset":"ticket","by":[{"field":"owner"}],"measures":[{"key":"d","fn":"distinct","of":"title"},{"key":"l","fn":"max","of":"at"}]}`, "2026-03-10T00:00:00Z", "UTC")
	expect(t, "titles by owner", written(got.Rows...), "u0 23334 21:57; u1 23333 22:58; u2 23333 23:59")
	expect(t, "titles", written(got.Total), "70000 23:59")
	got = ask(t, table, `{"dataset":"ticket","by":[{"field":"title","top":1}],"measures":[{"key":"d","fn":"distinct","of":"title"},{"key":"s","fn":"sum","of":"score"}],"where":{"field":"title","op":"in","value":["t69999","t00003","nobody"]}}`, "2026-03-10T00:00:00Z", "UTC")
	expect(t, "two of many", written(got.Rows...), "t00003 1 3.5; {1} 1 6.5")
	got = ask(t, table, `{"dataset":"ticket","by":[{"field":"title"},{"field":"at"},{"field":"owner"}],"measures":[{"key":"n","fn":"count"},{"key":"d","fn":"distinct","of":"title"},{"key":"m","fn":"median","of":"score"}],"sort":[{"by":"title","desc":true}],"limit":2}`, "2026-03-10T00:00:00Z", "UTC")
	expect(t, "combinations", written(got.Rows...)+fmt.Sprint(" ", got.Truncated), "t69999 15:39 u0 1 1 6.5; t69998 14:38 u2 1 1 5.5 69998")
}

// A period that lies in no year is refused: it must not become an open one.
func TestPeriodOutsideTheCalendarIsRefused(t *testing.T) {
	table := desk(document{"createdAt": "2026-03-01T00:00:00Z", "data.due": "2026-03-01", "data.score": 1e10})
	for _, field := range []string{"created", "due"} {
		q := report.Question{Dataset: "ticket", Measures: []report.Measure{{Key: "n", Fn: "count"}}, Period: &report.Period{Field: field, To: map[string]any{"relative": "now-99999y"}}}
		plan, faults := report.Compile(q, shape())
		if len(faults) > 0 {
			t.Fatal(faults)
		}
		if _, err := plan.Answer(context.Background(), table.Snapshot(), query.Condition{}, now, time.UTC); err == nil || err.Error() != "report.period.range /period/to" {
			t.Errorf("%s: %v", field, err)
		}
		if _, faults := plan.Behind(nil, now, time.UTC); !faults.Has("report.period.range") {
			t.Errorf("%s: %v", field, faults)
		}
	}
	tiny, faults := report.Compile(report.Question{Dataset: "ticket", By: []report.Dimension{{Field: "score", Width: 1e-300}}, Measures: []report.Measure{{Key: "n", Fn: "count"}}}, shape())
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	if _, err := tiny.Answer(context.Background(), table.Snapshot(), query.Condition{}, now, time.UTC); err == nil {
		t.Error("bins that are nothing beside the values")
	}
}

// What one addition loses is kept: ten thousand tenths are a thousand, also when something huge comes and goes among them,
// however the records were split among goroutines.
func TestSumsLoseNothing(t *testing.T) {
	var tenths, upset []document
	for i := range 10_000 {
		d := document{"data.score": 0.1, "people.owner": fmt.Sprint("u", i%7)}
		if tenths, upset = append(tenths, d), append(upset, d); i == 30 {
			upset = append(upset, document{"data.score": 1e16, "people.owner": "u0"})
		}
	}
	upset = append(upset, document{"data.score": -1e16, "people.owner": "u0"})
	raw := `{"dataset":"ticket","by":[{"field":"owner","top":1}],"measures":[{"key":"s","fn":"sum","of":"score"}]}`
	expect(t, "tenths", written(ask(t, desk(tenths...), raw, "2026-03-10T00:00:00Z", "UTC").Total), "1000")
	got := ask(t, desk(upset...), raw, "2026-03-10T00:00:00Z", "UTC")
	for what, pair := range map[string][2]any{"total": {got.Total.Cells[0].Value, 1000.0}, "first": {got.Rows[0].Cells[0].Value, 142.9}, "others": {got.Rows[1].Cells[0].Value, 857.1}} {
		if !sameValue(pair[0], pair[1]) {
			t.Errorf("%s: %v, want %v", what, pair[0], pair[1])
		}
	}
}

// waning counts how often somebody looks whether the answer is still wanted, and says no from then on.
type waning struct {
	context.Context
	left int
}

func (w *waning) Err() error {
	if w.left--; w.left < 0 {
		return context.Canceled
	}
	return nil
}

// Nobody computes what nobody waits for any more.
func TestCancelledQuestionsStop(t *testing.T) {
	table := report.NewTable([]report.Column{{Name: "a"}})
	for i := range 3000 { // within a chunk, so that one goroutine does all
		table.Apply(report.Change{ID: fmt.Sprint(i), Rev: 1, Get: func(string) any { return "v" }})
	}
	plan, faults := report.Compile(report.Question{Dataset: "t", Measures: []report.Measure{{Key: "n", Fn: "count"}}}, report.Shape{Dataset: "t"})
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	looks := 0
	for ; ; looks++ {
		got, err := plan.Answer(&waning{context.Background(), looks}, table.Snapshot(), query.Condition{}, now, time.UTC)
		if err == nil {
			break
		}
		if got != nil || !errors.Is(err, context.Canceled) {
			t.Fatalf("after %d looks: %v %v", looks, got, err)
		}
	}
	if looks < 3 {
		t.Errorf("nobody looked but %d times", looks)
	}
}

// The reader of a plan learns what a table must have for it.
func TestPlanSaysWhatItReads(t *testing.T) {
	q, faults := report.Decode([]byte(`{"dataset":"ticket","where":{"field":"status","op":"ne","value":"done"},"by":[{"field":"area","level":1}],"period":{"field":"created"},
		"measures":[{"key":"n","fn":"sum","of":"cost","where":{"field":"title","op":"eq","value":{"field":"owner"}}}]}`))
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	plan, faults := report.Compile(q, shape())
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	if got, want := plan.Reads(), []string{"createdAt", "data.area", "data.cost", "people.owner", "proc.status", "test", "title"}; !slices.Equal(got, want) {
		t.Errorf("reads %v", got)
	}
}
