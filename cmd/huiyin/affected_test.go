package main

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
)

// edited returns a definition of the app with its text changed.
func edited(t *testing.T, b *browser, path string, replace ...string) map[string]any {
	t.Helper()
	a := b.send("GET", app+"/definitions/"+path, nil)
	text := strings.NewReplacer(replace...).Replace(string(a.body))
	if a.status != 200 || text == string(a.body) {
		t.Fatalf("%d: nothing of %v in %s", a.status, replace, a.body)
	}
	def := map[string]any{}
	if err := json.Unmarshal([]byte(text), &def); err != nil {
		t.Fatal(err)
	}
	return def
}

// P-12: whoever is about to publish reads what changes and how many records stand where it changes.
func TestRecordsUnderWayAreCounted(t *testing.T) {
	_, admin, _ := designer(t)
	for _, title := range []string{"一", "二", "三"} {
		admin.must(201, "POST", app+"/forms/suggestion/records", matrixRecord("这是第"+title+"条建议"))
	}
	def := edited(t, admin, "process/suggestion_sop", `"待处理"`, `"新来的"`)
	if a := admin.send("PUT", app+"/drafts", def); a.status != 200 {
		t.Fatalf("%d %s", a.status, a.body)
	}
	list := edited(t, admin, "list/channel", `"key":"hotline"`, `"key":"hot_line"`)
	if a := admin.send("PUT", app+"/drafts", list); a.status != 200 {
		t.Fatalf("%d %s", a.status, a.body)
	}
	begun := time.Now()
	got := admin.must(200, "GET", app+"/changes", nil)
	t.Logf("told in %s", time.Since(begun))
	raw, _ := json.Marshal(got)
	for _, want := range []string{"状态「待处理」改名为「新来的」", "3 条办理中的记录在状态「待处理」", "3 条办理中的记录在流程", "3 条记录用到选项「"} {
		if !strings.Contains(string(raw), want) {
			t.Errorf("%q is not in %s", want, raw)
		}
	}
	steps := edited(t, admin, "process/suggestion_sop", `"key":"receive"`, `"key":"take"`)
	if a := admin.send("PUT", app+"/drafts", steps, "If-Match", `"1"`); a.status != 200 {
		t.Fatalf("%d %s", a.status, a.body)
	}
	raw, _ = json.Marshal(admin.must(200, "GET", app+"/changes", nil))
	if want := "3 条办理中的记录在步骤「受理"; !strings.Contains(string(raw), want) {
		t.Errorf("%q is not in %s", want, raw[strings.Index(string(raw), `"affected"`):])
	}
}

// P-12, N-02: whoever makes a field personal, or not any more, reads how many records are sealed or opened for it.
func TestSealingIsToldBeforePublishing(t *testing.T) {
	g := devStage(t)
	g.adopted("one")
	admin := g.as("admin")
	g.redesign("form", "suggestion", marked([]string{"description"}, "contact_email"))
	raw := asJSON(admin.must(200, "GET", app+"/changes", nil))
	if want := "1 条记录：字段「详细描述」的内容将在后台加密"; !strings.Contains(raw, want) || !strings.Contains(raw, `"seal":"sealed"`) || strings.Contains(raw, "将在后台解密") {
		t.Errorf("%q is not in %s", want, raw)
	}
}
