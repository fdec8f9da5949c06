package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"huiyin/engine"
	"huiyin/engine/access"
	"huiyin/engine/query"
	"huiyin/runtime"
	"huiyin/runtime/store"
)

const exportPath = "/api/v1/apps/suggestions/forms/suggestion/export"

// rows reads an exported CSV.
func (a answer) rows(t testing.TB) [][]string {
	t.Helper()
	lines, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(a.body, []byte("\xef\xbb\xbf")))).ReadAll()
	if err != nil {
		t.Fatalf("%v: %s", err, a.body)
	}
	return lines
}

// A list leaves as a file: the reader's rows and columns, masked where they see a mask, harmless to open, and noted
// (L-05).
func TestExport(t *testing.T) { onBoth(t, exports, "suggestion_sop_full") }

func exports(t *testing.T, r *rig, _ Config) {
	lead := r.person(runtime.User{ID: "lead", Login: "lead", Name: "李主管", Roles: []string{"suggestions/cs_lead"}})
	for _, title := range []string{"导出时可以选择需要的字段", "=HYPERLINK(\"http://evil.example\",\"点我\")", "表情 🎉，逗号与\"引号\""} {
		lead.must(201, "POST", "/api/v1/apps/suggestions/forms/suggestion/records", matrixRecord(title))
	}
	got := lead.send("GET", exportPath+"?format=csv&columns=record.no,title,record.status,customer_name,record.submitter,record.channel,closed_as&sort=record.no", nil)
	rows := got.rows(t)
	if len(rows) != 4 || rows[0][1] == "title" || rows[2][1] != "'=HYPERLINK(\"http://evil.example\",\"点我\")" || rows[3][1] != "表情 🎉，逗号与\"引号\"" {
		t.Errorf("%q", rows)
	}
	if rows[1][4] != "李主管" || rows[1][5] != "内部录入" || rows[1][2] == "" || rows[1][0] == "" {
		t.Errorf("what every record has: %q", rows[1])
	}
	filtered := lead.send("GET", exportPath+`?columns=title&filter={"field":"title","op":"contains","value":"表情"}`, nil).rows(t)
	if len(filtered) != 2 {
		t.Errorf("a filtered list: %q", filtered)
	}
	book, err := excelize.OpenReader(bytes.NewReader(lead.send("GET", exportPath+"?format=xlsx", nil).body))
	if err != nil {
		t.Fatal(err)
	}
	cells, err := book.GetRows(book.GetSheetName(0))
	if err != nil || len(cells) != 4 || len(cells[0]) < 20 {
		t.Errorf("%d rows, %v", len(cells), err)
	}
	entries, _, err := r.s.API.Audit.Find(t.Context(), query.Query{Where: query.Condition{Field: "type", Op: "eq", Value: "exported"}, Limit: 10})
	if err != nil || len(entries) != 3 || entries[0].By != "lead" {
		t.Errorf("noted: %v %v", entries, err)
	}
	boss := r.person(runtime.User{ID: "boss", Login: "boss", Name: "王主任", Admin: true})
	log, want := boss.must(200, "GET", "/api/v1/audit?kind=export", nil), []any{"编号", "标题", "状态", "客户名称", "提交人", "来源", "上次关闭时的结果"}
	if items, _ := log["items"].([]any); !slices.ContainsFunc(items, func(e any) bool {
		said, _ := e.(map[string]any)["said"].(map[string]any)
		return reflect.DeepEqual(said["fields"], any(want)) && said["form"] == "客户建议"
	}) {
		t.Errorf("the audit log says no %v: %v", want, log)
	}
	if head := cells[0]; slices.Contains(head, "编号") || !slices.Contains(head, "建议编号") || slices.Contains(head, "上次关闭时的结果") {
		t.Errorf("the number stands under two names, or there is what nobody is shown: %v", head)
	}
	refused := lead.send("GET", exportPath+"?format=pdf&columns=nope,title", nil)
	if got := refused.problems(); refused.status != 422 || !slices.Equal(got, []string{"export.format_unknown /format", "export.column_unknown /columns"}) {
		t.Errorf("%d %s", refused.status, got)
	}
}

// How a record ended before is kept as a key and read in words, in a list and in a file.
func TestEndingsAreExportedInWords(t *testing.T) {
	s := readScenario(t, "suggestion_intake/scenarios/more_information.json")
	g := raise(t, s)
	for _, st := range s.Steps {
		g.step(st)
	}
	lead := g.person(runtime.User{ID: "u_head", Login: "head", Name: "李主管", Roles: []string{"suggestions/cs_lead"}, Language: "zh"})
	kept, words := map[any]bool{}, map[string]bool{}
	items, _ := lead.must(200, "GET", suggestions, nil)["items"].([]any)
	for _, item := range items {
		if key := dig(item, "cells", "closed_as", "value"); key != nil {
			text, _ := dig(item, "cells", "closed_as", "text").(string)
			kept[key], words[text] = true, true
		}
	}
	if !kept["answered"] || !words["已答复"] || words["answered"] {
		t.Fatalf("kept %v, shown as %v", kept, words)
	}
	got := lead.send("GET", exportPath+"?format=csv&columns=closed_as", nil).rows(t)
	if len(got) < 2 || !slices.ContainsFunc(got, func(row []string) bool { return row[0] == "已答复" }) ||
		slices.ContainsFunc(got, func(row []string) bool { return kept[row[0]] }) {
		t.Errorf("the file says %q", got)
	}
}

// Whoever sees a mask gets a mask, whoever sees some rows gets those, and whoever may only read gets nothing.
func TestExportShowsNoMoreThanTheScreen(t *testing.T) {
	r := boot(t, "suggestion_sop_full")
	lead := r.person(runtime.User{ID: "lead", Login: "lead", Name: "李主管", Roles: []string{"suggestions/cs_lead"}})
	body := matrixRecord("客户留了电话")
	body["data"].(junk)["contact_phone"] = "13800001234"
	lead.must(201, "POST", "/api/v1/apps/suggestions/forms/suggestion/records", body)
	app, _ := r.s.Apps.Get("suggestions")
	seen := 0
	for _, d := range app.Definitions("role") {
		who := r.person(runtime.User{ID: "u_" + d.Key, Login: d.Key, Name: d.Key, Roles: []string{"suggestions/" + d.Key}})
		listed := who.send("GET", "/api/v1/apps/suggestions/forms/suggestion/records", nil)
		got := who.send("GET", exportPath, nil)
		if got.status != 200 {
			if got.status != 403 {
				t.Errorf("%s: %d %s", d.Key, got.status, got.body)
			}
			continue
		}
		seen++
		if shown := strings.Contains(string(listed.body), "13800001234"); shown != strings.Contains(string(got.body), "13800001234") {
			t.Errorf("%s: the screen shows the number: %v, the file is otherwise", d.Key, shown)
		}
	}
	if seen == 0 {
		t.Error("nobody may export")
	}
}

// What changes its place while a list is read through is given all the same, and once: here the first is moved behind
// everything after it was given, and the last before everything.
func TestEveryRecordOfAListOnce(t *testing.T) {
	r := boot(t, "suggestion_sop_full")
	lead := r.person(runtime.User{ID: "lead", Login: "lead", Name: "李主管", Roles: []string{"suggestions/cs_lead"}})
	titled := func(title string) string { return title + "，希望能更方便一些" }
	ids := map[string]string{}
	for _, title := range []string{"b", "c", "d", "e", "f"} {
		ids[title] = id(lead.must(201, "POST", "/api/v1/apps/suggestions/forms/suggestion/records", matrixRecord(titled(title))))
		r.clock.set(r.clock.Now().Add(time.Minute))
	}
	rename := func(old, now string) {
		at := "/api/v1/apps/suggestions/forms/suggestion/records/" + ids[old]
		lead.must(200, "PATCH", at, junk{"data": junk{"title": titled(now)}}, "If-Match", lead.send("GET", at, nil).etag)
	}
	app, _ := r.s.Apps.Get("suggestions")
	f, _ := app.Form("suggestion")
	q := runtime.ListRequest{Limit: 2}
	q.Sort = []query.Sort{{Field: "title"}}
	var got []string
	err := runtime.Lists{Submitter: r.s.API.Submitter}.Each(t.Context(), app, f, access.Principal{Admin: true}, q, func(rec *engine.Record) error {
		got = append(got, rec.Title[:1])
		if len(got) == 2 {
			rename("b", "z")
			rename("f", "a")
		}
		return nil
	})
	if err != nil || strings.Join(got, "") != "bcdea" {
		t.Errorf("%v %v", got, err)
	}
}

// gated is a store that reads the pages after the first of a form's records only once it is let.
type gated struct {
	store.Store
	open chan struct{}
}

func (g *gated) Find(ctx context.Context, collection string, q query.Query) (store.Page, error) {
	if collection == runtime.RecordsOf("suggestions", "suggestion") && q.After != "" {
		select {
		case <-g.open:
		case <-ctx.Done():
			return store.Page{}, ctx.Err()
		}
	}
	return g.Store.Find(ctx, collection, q)
}

// A file begins to arrive before it is read to its end: what is long is never held in memory as a whole.
func TestExportIsStreamed(t *testing.T) {
	r := boot(t, "suggestion_sop_full")
	lead := r.person(runtime.User{ID: "lead", Login: "lead", Name: "李主管", Roles: []string{"suggestions/cs_lead"}})
	const copies = 700
	r.copied(id(lead.must(201, "POST", suggestions, matrixRecord("导出时可以选择需要的字段"))), copies)
	g := &gated{Store: r.s.Store, open: make(chan struct{})}
	r.s.Store, r.s.Submitter.Store = g, g
	req, err := http.NewRequest(http.MethodGet, r.url+exportPath+"?format=csv", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Cookie", lead.cookie)
	res, err := wire.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	lines := bufio.NewReader(res.Body)
	for range 100 { // while the second page cannot be read
		if _, err := lines.ReadString('\n'); err != nil {
			t.Fatal(err)
		}
	}
	close(g.open)
	rest, err := io.ReadAll(lines)
	if got := 100 + strings.Count(string(rest), "\n"); err != nil || got != copies+2 {
		t.Errorf("%d lines: %v", got, err)
	}
}

// copied puts copies of a suggestion into the store, past everything that decides.
func (r *rig) copied(id string, n int) {
	r.t.Helper()
	name := runtime.RecordsOf("suggestions", "suggestion")
	docs, err := r.s.Store.Get(r.t.Context(), name, id)
	if err != nil || len(docs) != 1 {
		r.t.Fatalf("%d documents: %v", len(docs), err)
	}
	var doc map[string]any
	if err := json.Unmarshal(docs[0].Body, &doc); err != nil {
		r.t.Fatal(err)
	}
	delete(doc, "keys")
	body, err := json.Marshal(doc)
	if err != nil {
		r.t.Fatal(err)
	}
	var ops []store.Op
	for i := range n {
		ops = append(ops, store.Op{Collection: name, ID: fmt.Sprintf("%s%04d", id, i), Body: body})
	}
	for _, done := range r.s.Store.Write(r.t.Context(), ops...) {
		if done.Err != nil {
			r.t.Fatal(done.Err)
		}
	}
}
