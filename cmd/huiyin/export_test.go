package main

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"huiyin/engine"
	"huiyin/engine/access"
	"huiyin/engine/query"
	"huiyin/runtime"
)

const exportPath = "/api/v1/apps/suggestions/forms/suggestion/export"

// rows reads an exported CSV.
func (a answer) rows(t *testing.T) [][]string {
	t.Helper()
	lines, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(a.body, []byte("\xef\xbb\xbf")))).ReadAll()
	if err != nil {
		t.Fatalf("%v: %s", err, a.body)
	}
	return lines
}

// A list leaves as a file: the reader's rows and columns, masked where they see a mask, harmless to open, and noted
// (L-05).
func TestExport(t *testing.T) {
	r := boot(t, "suggestion_sop_full")
	lead := r.person(runtime.User{ID: "lead", Login: "lead", Name: "李主管", Roles: []string{"suggestions/cs_lead"}})
	for _, title := range []string{"导出时可以选择需要的字段", "=HYPERLINK(\"http://evil.example\",\"点我\")", "表情 🎉，逗号与\"引号\""} {
		lead.must(201, "POST", "/api/v1/apps/suggestions/forms/suggestion/records", matrixRecord(title))
	}
	got := lead.send("GET", exportPath+"?format=csv&columns=record.no,title,record.status,customer_name,record.submitter&sort=record.no", nil)
	rows := got.rows(t)
	if len(rows) != 4 || rows[0][1] == "title" || rows[2][1] != "'=HYPERLINK(\"http://evil.example\",\"点我\")" || rows[3][1] != "表情 🎉，逗号与\"引号\"" {
		t.Errorf("%q", rows)
	}
	if rows[1][4] != "李主管" || rows[1][2] == "" || rows[1][0] == "" {
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
	refused := lead.send("GET", exportPath+"?format=pdf&columns=nope,title", nil)
	if got := refused.problems(); refused.status != 422 || !slices.Equal(got, []string{"export.format_unknown /format", "export.column_unknown /columns"}) {
		t.Errorf("%d %s", refused.status, got)
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
