package storetest

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"huiyin/engine/query"
	"huiyin/runtime/store"
)

// sameJSON compares two texts value by value, numbers by their digits.
func sameJSON(t *testing.T, a, b []byte) bool {
	t.Helper()
	read := func(raw []byte) (v any) {
		d := json.NewDecoder(bytes.NewReader(raw))
		d.UseNumber()
		if err := d.Decode(&v); err != nil {
			t.Fatalf("%.200s: %v", raw, err)
		}
		return v
	}
	return reflect.DeepEqual(read(a), read(b))
}

// stays writes a body and reads it back in every way, whole and in parts.
func stays(t *testing.T, s store.Store, id, body string) {
	t.Helper()
	put(t, s, store.Op{Collection: "docs", ID: id, Body: []byte(body)})
	want := []byte(`{"_id":"` + id + `","rev":1,` + body[1:])
	if body == `{}` {
		want = []byte(`{"_id":"` + id + `","rev":1}`)
	}
	if d := get(t, s, "docs", id); d == nil || !sameJSON(t, d.Body, want) {
		t.Errorf("get %s\n got %.300s\nwant %.300s", id, d.Body, want)
	}
	page, err := s.Find(t.Context(), "docs", query.Query{Where: query.Is("_id", "eq", id)})
	if err != nil || len(page.Documents) != 1 || !sameJSON(t, page.Documents[0].Body, want) {
		t.Errorf("find %s: %v", id, err)
	}
	err = s.Scan(t.Context(), "docs", query.Is("_id", "eq", id), func(d store.Document) error {
		if !sameJSON(t, d.Body, want) {
			t.Errorf("scan %s: %.300s", id, d.Body)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	var parts map[string]json.RawMessage
	if err := json.Unmarshal([]byte(body), &parts); err != nil {
		t.Fatal(err)
	}
	for name, want := range parts {
		if !query.ValidPath(name) || string(want) == "null" {
			continue
		}
		page, err := s.Find(t.Context(), "docs", query.Query{Where: query.Is("_id", "eq", id), Fields: []string{name}})
		if err != nil || len(page.Documents) != 1 || !sameJSON(t, page.Documents[0].Body, []byte(`{"_id":"`+id+`","rev":1,"`+name+`":`+string(want)+`}`)) {
			t.Errorf("%s of %s: %v, %v", name, id, page.Documents, err)
		}
	}
}

// testNumbers: integers keep every digit, beyond what a float64 can hold.
func testNumbers(t *testing.T, s store.Store) {
	ensure(t, s, store.Collection{Name: "docs", Indexes: []store.Index{store.On("v")}})
	stays(t, s, "big", `{"v":9007199254740993,"min":-9223372036854775808,"max":9223372036854775807,"list":[9007199254740995]}`)
	stays(t, s, "small", `{"v":0,"neg":-1,"half":0.5,"tiny":1e-7,"third":0.3333333333333333,"cents":1234567.89}`)
	stays(t, s, "empty", `{"null":null,"text":"","list":[],"object":{},"nested":{"null":null,"list":[null,"",[],{}]}}`)
	stays(t, s, "none", `{}`)
	stays(t, s, "flags", `{"yes":true,"no":false,"one":1,"zero":0,"text":"true"}`)
	missing := get(t, s, "docs", "none")
	if v, there := decode(t, *missing)["null"]; there {
		t.Errorf("a missing field came back as %v", v)
	}
}

func testTexts(t *testing.T, s store.Store) {
	ensure(t, s, store.Collection{Name: "docs", Indexes: []store.Index{store.On("v")}, Lists: []string{"list"}})
	texts := []string{"客户建议", "😀👨‍👩‍👧", "e\u0301", "é", "\u2028\u2029", "tab\tnew\nline", `"'\`, "<script>&amp;", "a\u0000b", "\U0010ffff", "\v\n", "a\x7f\n", "\"\u0378\U0001faf9\ue000\a", "\ufeff\n", "' OR 1=1 --", "$.x", "?1"}
	for i, text := range texts {
		body := encode(t, map[string]any{"v": text, "list": []string{text}, "名称": text})
		stays(t, s, name(i), string(body))
		for _, field := range []string{"v", "list", "名称"} {
			if got := all(t, s, "docs", query.Query{Where: query.Is(field, "eq", text)}); len(got) != 1 || got[0] != name(i) {
				t.Errorf("%q by %s: %v", text, field, got)
			}
		}
	}
	odd := "r/ü 😀'\"%?#"
	put(t, s, store.Op{Collection: "docs", ID: odd, Body: []byte(`{"v":"id"}`)})
	if d := get(t, s, "docs", odd); d == nil || decode(t, *d)["v"] != "id" {
		t.Errorf("odd id: %+v", d)
	}
}

// testLarge: half a megabyte is kept, more than MaxBody refused.
func testLarge(t *testing.T, s store.Store) {
	ensure(t, s, store.Collection{Name: "docs"})
	stays(t, s, "large", `{"v":"`+strings.Repeat("客户建议😀", 500_000/16)+`"}`)
	items := make([]map[string]any, 5000)
	for i := range items {
		items[i] = map[string]any{"i": i, "text": strings.Repeat("x", 60)}
	}
	stays(t, s, "many", string(encode(t, map[string]any{"list": items})))
	body := []byte(`{"v":"` + strings.Repeat("x", store.MaxBody) + `"}`)
	refused(t, s, store.Op{Collection: "docs", ID: "huge", Body: body}, store.ErrTooLarge)
	if get(t, s, "docs", "huge") != nil {
		t.Error("the refused document is there")
	}
}
