package main

import (
	"slices"
	"strings"
	"testing"
)

// P-11, P-12: a field gets another type only while that keeps what records hold; else whoever designs reads how many
// records stand against it, while designing, before publishing and when publishing.
func TestATypeThatCannotKeepTheData(t *testing.T) {
	_, admin, _ := designer(t)
	release := 1
	draft := func(kind string) {
		t.Helper()
		def := admin.send("GET", app+"/definitions/form/suggestion", nil)
		var form map[string]any
		if err := def.into(&form); err != nil {
			t.Fatal(err)
		}
		spec := form["spec"].(map[string]any)
		fields := slices.DeleteFunc(spec["fields"].([]any), func(f any) bool { return dig(f, "key") == "serial" || dig(f, "key") == "parts" })
		column := map[string]any{"key": "size", "title": "尺寸", "type": kind}
		spec["fields"] = append(fields, map[string]any{"key": "serial", "title": "编号", "type": kind},
			map[string]any{"key": "parts", "title": "零件", "type": "sub_table", "settings": map[string]any{"fields": []any{column}}})
		if a := admin.send("PUT", app+"/drafts", form, "If-Match", def.etag); a.status != 200 {
			t.Fatalf("%d %s", a.status, a.body)
		}
	}
	publish := func() {
		t.Helper()
		admin.must(201, "POST", app+"/publish", map[string]any{"expect": release})
		release++
	}
	draft("number")
	publish()
	draft("text") // nobody holds anything yet
	publish()
	for _, serial := range []string{"A-1", "两行\n文字"} {
		data := matrixRecord("编号是" + serial)
		values := data["data"].(junk)
		values["serial"], values["parts"] = serial, []any{map[string]any{"size": "大"}}
		admin.must(201, "POST", suggestions, data)
	}
	draft("long_text") // keeps every line
	if got := admin.must(200, "POST", app+"/check", nil); got["ok"] != true {
		t.Fatalf("%v", got["problems"])
	}
	publish()
	draft("number")
	got := admin.send("POST", app+"/check", nil)
	for _, want := range []string{"2 条记录（含回收站里的）的「编号」是按「多行文本」填的，换成「数字」", "2 条记录（含回收站里的）的「尺寸」", "/settings/fields/0/type"} {
		if !strings.Contains(string(got.body), want) {
			t.Errorf("%q is not in %s", want, got.body)
		}
	}
	if changes := admin.send("GET", app+"/changes", nil); !strings.Contains(string(changes.body), "2 条记录用到字段「编号」") {
		t.Errorf("%s", changes.body)
	}
	if a := admin.send("POST", app+"/publish", map[string]any{"expect": release}); a.status != 422 || !strings.Contains(string(a.body), `"release.values_misfit"`) {
		t.Errorf("%d %s", a.status, a.body)
	}
	draft("text") // one line each
	publish()
}
