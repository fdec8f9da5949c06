package main

import (
	"context"
	"encoding/json"
	"net/url"
	"strings"
	"testing"
	"time"

	"huiyin/runtime"
)

const answersPath = "/api/v1/apps/suggestions/forms/suggestion/answers"

// counted is a question for how many records there are by a field.
func counted(field string) junk {
	return junk{"dataset": "suggestion", "by": []junk{{"field": field}}, "measures": []junk{{"key": "n", "fn": "count"}}}
}

// figures are the first figures of an answer by the words of its rows, and the total.
func figures(b *browser, question junk) (map[string]float64, float64) {
	b.t.Helper()
	var out struct {
		Rows []struct {
			By    []any
			Cells []struct{ Value any }
		}
		Total  struct{ N float64 }
		Labels []map[string]struct{ Text string }
	}
	got := b.send("POST", answersPath, question)
	if got.status != 200 || got.into(&out) != nil {
		b.t.Fatalf("%d %s", got.status, got.body)
	}
	rows := map[string]float64{}
	for _, row := range out.Rows {
		label, _ := row.By[0].(string)
		if named, ok := out.Labels[0][label]; ok {
			label = named.Text
		}
		rows[label], _ = row.Cells[0].Value.(float64)
	}
	return rows, out.Total.N
}

// Questions are answered from what the reader may see, in words, and a click leads to the records that were counted
// (K-01, D-21): the list behind a figure has as many.
func TestAnswers(t *testing.T) { onBoth(t, answers, "suggestion_sop_full") }

func answers(t *testing.T, r *rig, _ Config) {
	lead := r.person(runtime.User{ID: "lead", Login: "lead", Name: "李主管", Roles: []string{"suggestions/cs_lead"}})
	sales := r.person(runtime.User{ID: "sales", Login: "rec", Name: "王记录", Roles: []string{"suggestions/recorder"}})
	const records = "/api/v1/apps/suggestions/forms/suggestion/records"
	for _, title := range []string{"导出时可以选择需要的字段", "列表可以冻结首列", "打印时带上备注"} {
		lead.must(201, "POST", records, matrixRecord(title))
	}
	sales.must(201, "POST", records, matrixRecord("客户想要英文界面"))
	rows, total := figures(lead, counted("record.status"))
	if total != 4 || rows["待处理"]+rows["待归类"] == 0 && len(rows) == 0 {
		t.Fatalf("by status: %v of %v", rows, total)
	}
	if rows, total = figures(sales, counted("record.submitter")); total != 1 || rows["王记录"] != 1 {
		t.Errorf("who sees one record counts %v of %v", rows, total)
	}
	follow(t, r)
	id, _ := dig(lead.must(201, "POST", records, matrixRecord("表格支持小数")), "id").(string)
	awaitTotal(t, lead, 5)
	lead.must(204, "DELETE", records+"/"+id, nil, "If-Match", lead.send("GET", records+"/"+id, nil).etag)
	awaitTotal(t, lead, 4)
	behind(t, lead)
	refusedQuestions(t, sales)
}

// follow lets the server follow its own changes, which a rig does not do by itself.
func follow(t *testing.T, r *rig) {
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{}, 2)
	go func() { _ = r.s.Relay.Run(ctx); done <- struct{}{} }()
	go func() { r.s.Columns.Run(ctx); done <- struct{}{} }()
	t.Cleanup(func() { stop(); <-done; <-done })
}

func awaitTotal(t *testing.T, b *browser, want float64) {
	t.Helper()
	var got float64
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); {
		if _, got = figures(b, counted("record.status")); got == want {
			return
		}
	}
	t.Fatalf("%v records are counted, want %v", got, want)
}

// behind opens the list behind every row of some answers.
func behind(t *testing.T, b *browser) {
	t.Helper()
	for _, field := range []string{"record.status", "module", "record.createdAt", "urgency"} {
		question := counted(field)
		var out struct{ Rows []struct{ By []any } }
		if err := b.send("POST", answersPath, question).into(&out); err != nil {
			t.Fatal(err)
		}
		for _, row := range out.Rows {
			got := b.must(200, "POST", answersPath+"/behind", junk{"question": question, "by": row.By})
			filter, _ := json.Marshal(got["filter"])
			list := b.must(200, "GET", "/api/v1/apps/suggestions/forms/suggestion/records?count=1&filter="+url.QueryEscape(string(filter)), nil)
			if n, ok := list["count"].(float64); !ok || n == 0 {
				t.Errorf("%s %v: the list behind it has %v by %s", field, row.By, list["count"], filter)
			}
		}
	}
}

func refusedQuestions(t *testing.T, b *browser) {
	t.Helper()
	for code, question := range map[string]junk{
		"report.field.forbidden": counted("contact_phone"), "report.field.unknown": counted("nope"),
		"report.period.range":    {"dataset": "suggestion", "measures": []junk{{"key": "n", "fn": "count"}}, "period": junk{"field": "record.createdAt", "to": "9999-12-31"}},
		"report.dataset.unknown": {"dataset": "customer", "measures": []junk{{"key": "n", "fn": "count"}}},
		"report.measure.kind":    {"dataset": "suggestion", "measures": []junk{{"key": "n", "fn": "sum", "of": "title"}}},
	} {
		if got := b.send("POST", answersPath, question); got.status != 422 || !strings.Contains(strings.Join(got.problems(), "|"), code) {
			t.Errorf("%s: %d %s", code, got.status, got.body)
		}
	}
}

// A board refuses what it has not, and shows figures of what was chosen, not of everything.
func TestBoards(t *testing.T) {
	r := boot(t, "suggestion_sop_full")
	lead := r.person(runtime.User{ID: "lead", Login: "lead", Name: "李主管", Roles: []string{"suggestions/cs_lead"}})
	for _, title := range []string{"导出时可以选择需要的字段", "列表可以冻结首列"} {
		lead.must(201, "POST", "/api/v1/apps/suggestions/forms/suggestion/records", matrixRecord(title))
	}
	const board = app + "/boards/board_intake"
	received := func(body junk) any {
		return dig(lead.must(200, "POST", board+"/answers", body), "widgets", "received", "answer", "total", "n")
	}
	if lead.must(200, "GET", board, nil)["title"] != "收集看板" || received(junk{"period": "month"}) != 2.0 {
		t.Errorf("the board shows %v", received(junk{"period": "month"}))
	}
	if n := received(junk{"filters": junk{"channel": []string{"email"}}}); n != 0.0 {
		t.Errorf("another channel has %v", n)
	}
	if n := received(junk{"filters": junk{"channel": []string{"hotline"}}}); n != 2.0 {
		t.Errorf("the channel has %v", n)
	}
	for want, body := range map[string]junk{"report.filter.unknown /filters/nope": {"filters": junk{"nope": []string{"x"}}},
		"report.widget.unknown /widgets/0": {"widgets": []string{"nope"}}, "report.period.unknown /period": {"period": "nope"}} {
		if got := lead.send("POST", board+"/answers", body); got.status != 422 || strings.Join(got.problems(), "|") != want {
			t.Errorf("%s: %d %s", want, got.status, got.body)
		}
	}
	if got := lead.send("GET", app+"/boards/nope", nil); got.status != 404 {
		t.Errorf("a board that is not there: %d", got.status)
	}
}

// Whoever designs a widget sees what its board will show, of what they may see themselves, and what is wrong with it
// instead of an empty chart.
func TestWidgetInDesign(t *testing.T) {
	r := boot(t, "suggestion_sop_full")
	lead := r.person(runtime.User{ID: "lead", Login: "lead", Name: "李主管", Roles: []string{"suggestions/cs_lead"}})
	sales := r.person(runtime.User{ID: "sales", Login: "rec", Name: "王记录", Roles: []string{"suggestions/recorder"}})
	lead.must(201, "POST", "/api/v1/apps/suggestions/forms/suggestion/records", matrixRecord("导出时可以选择需要的字段"))
	widget := func(chart string, by ...junk) junk {
		question := junk{"dataset": "suggestion", "measures": []junk{{"key": "n", "fn": "count"}}, "by": append([]junk{}, by...)}
		return junk{"widget": junk{"key": "w", "title": "多少", "chart": chart, "question": question, "place": junk{"x": 0, "y": 0, "w": 3, "h": 2}}}
	}
	for who, want := range map[*browser]any{lead: 1.0, sales: 0.0} {
		if got := dig(who.must(200, "POST", app+"/widgets", widget("number")), "answer", "total", "n"); got != want {
			t.Errorf("the number is %v, want %v", got, want)
		}
	}
	if got := lead.must(200, "POST", app+"/widgets", widget("bar", junk{"field": "record.status"})); got["option"] == nil {
		t.Errorf("the bars are not drawn: %v", got)
	}
	for code, in := range map[string]junk{"report.chart.dimensions": widget("quadrant"), "report.chart.unknown": widget("nope"),
		"report.field.unknown": widget("bar", junk{"field": "nope"}), "report.field.forbidden": widget("bar", junk{"field": "contact_phone"})} {
		faults, _ := lead.must(200, "POST", app+"/widgets", in)["faults"].([]any)
		if len(faults) == 0 || dig(faults[0], "code") != code {
			t.Errorf("%s: %v", code, faults)
		}
	}
	var catalog struct {
		Charts []struct{ Shape struct{ MaxMeasures int } }
	}
	if err := lead.send("GET", "/api/v1/catalog", nil).into(&catalog); err != nil || len(catalog.Charts) == 0 || catalog.Charts[0].Shape.MaxMeasures == 0 {
		t.Errorf("the catalogue has the charts %+v: %v", catalog, err)
	}
}
