package form_test

import (
	"encoding/json"
	"maps"
	"math/rand"
	"reflect"
	"testing"

	"huiyin/engine/form"
)

// pool is what random submissions are made of: good values, bad ones and ones for another type.
var pool = []any{nil, "", "a", " b ", "feature", "新增需求", "other", "vip", "c_1", "c_2", "c_9", "u_1", true, false, 0.0, 1.0, 2.5, 3.0, 9.5, -1.0, 1.005, "12", "2026-12-01", "2020-01-01",
	"13800138000", "x@Y.cn", []any{"slow", "login"}, []any{}, "offline", "both", "online", "北京", map[string]any{"given": true}, map[string]any{"given": false},
	[]any{map[string]any{"id": "f", "name": "a.png", "size": 1.0, "type": "image/png"}}, map[string]any{"x": 1.0}, "12345 67890"}

// likely are values of the type in some spelling.
var likely = map[string][]any{
	"text": {"a", " b ", "北京"}, "long_text": {"12345 67890", "一\r\n二三四五"}, "number": {1.0, "2.55", 9.5}, "money": {1.005, "¥1,000"}, "rating": {1.0, "3", 2.0},
	"boolean": {true, false, "是"}, "tags": {"slow, login", []any{"price"}}, "multi_select": {[]any{"slow", "login"}, "price"}, "date": {"2026-12-01", "2027/1/2"},
	"datetime": {"2026-03-04T08:00:00.5+08:00"}, "phone": {"+86 13800138000", "010 66554433"}, "email": {"x@Y.cn"}, "user": {"u_1"}, "department": {"d_1"}, "relation": {"c_1", "c_2"},
	"image": {[]any{map[string]any{"id": "f", "name": "a.png", "size": 1.0, "type": "image/png"}}}, "file": {[]any{map[string]any{"id": "g", "name": "x.log"}}},
	"percent": {12.34, "50%"}, "nps": {0.0, "10"}, "slider": {35.0, "5"}, "time": {"9:30", "下午3点"}, "url": {"example.com", "HTTPS://A.cn/x"}, "id_card": {"11010519491231002x"},
	"date_range": {"2026-03-04 ~ 2026-03-06", map[string]any{"start": "2026/3/4", "end": "2026-03-04"}},
	"cascader":   {"sms", []any{"app", "pay"}, "web"}, "address": {"浙江省杭州市西湖区文三路 90 号"}, "signature": {[]any{map[string]any{"id": "s", "name": "s.png", "size": 9.0, "type": "image/png"}}},
	"sub_table": {[]any{map[string]any{"item": "x", "qty": 2.0, "price": "9.5"}, map[string]any{}}},
	"rich_text": {"<p>a<b>b", map[string]any{"text": "x\n\ny"}},
	"hidden":    {"h"}, "consent": {true, false}, "formula": {5.0}, "autonumber": {nil},
	"select": {"feature", "新增需求", "vip", "offline", "both", "online", "a"},
}

func random(r *rand.Rand, f *form.Form) map[string]any {
	out := map[string]any{}
	for _, c := range f.Fields() {
		switch from := likely[c.Type]; {
		case r.Intn(40) == 0:
			out[c.Key] = pool[r.Intn(len(pool))]
		case c.Required || r.Intn(3) > 0:
			out[c.Key] = from[r.Intn(len(from))]
		}
	}
	return out
}

func chance(r *rand.Rand) bool { return r.Intn(2) == 0 }

// Accept∘Accept = Accept: what was accepted is accepted again, and nothing changes; and what is refused is told, not kept.
func TestAcceptingTwiceChangesNothing(t *testing.T) {
	forms := []*form.Form{load(t, "suggestion"), load(t, "customer")}
	for _, raw := range files(t, "cases") {
		if _, f := readCase(t, raw); f.Key() != "e" {
			forms = append(forms, f)
		}
	}
	r := rand.New(rand.NewSource(20261121))
	w := &world{Records: map[string]map[string]any{"customer/c_1": {"level": "vip"}, "customer/c_2": {"level": "normal"}}, People: []string{"u_1"}}
	accepted := 0
	for range 3000 {
		f := forms[r.Intn(len(forms))]
		in := form.Input{Patch: random(r, f), Create: true, System: chance(r)}
		got, faults := accept(t, f, in, w)
		if faults.Err() != nil {
			continue
		}
		accepted++
		twice(t, f, got, in.System, w)
		later := form.Input{Patch: random(r, f), Old: got.Data, System: chance(r)}
		if again, faults := accept(t, f, later, w); faults.Err() == nil {
			twice(t, f, again, later.System, w)
		}
		if t.Failed() {
			t.Fatalf("patch %s", text(in.Patch))
		}
	}
	if accepted < 300 {
		t.Errorf("only %d of the random submissions were good enough to say something", accepted)
	}
}

func twice(t *testing.T, f *form.Form, got form.Accepted, system bool, w *world) {
	t.Helper()
	before := text(got.Data)
	for _, patch := range []map[string]any{nil, maps.Clone(got.Data)} {
		again, faults := accept(t, f, form.Input{Patch: patch, Old: got.Data, System: system}, w)
		if faults.Err() != nil {
			t.Errorf("%s: accepted data is refused: %v\n%s", f.Key(), faults, before)
		}
		if len(again.Changed) > 0 || !reflect.DeepEqual(again.Data, got.Data) || !reflect.DeepEqual(again.Keys, got.Keys) || !reflect.DeepEqual(again.Links, got.Links) {
			t.Errorf("%s: changed %v\n got %s\nwant %s", f.Key(), again.Changed, text(again.Data), before)
		}
	}
	if text(got.Data) != before {
		t.Errorf("%s: Accept changed the values it was given", f.Key())
	}
	if back := f.Loaded(f.Stored(got.Data)); !reflect.DeepEqual(back, got.Data) {
		t.Errorf("%s: stored and loaded: %s, want %s", f.Key(), text(back), before)
	}
}

// FuzzAccept: whatever JSON is sent, Accept neither panics nor hangs nor keeps what it cannot read back, and accepting
// what it accepted changes nothing.
func FuzzAccept(f *testing.F) {
	f.Add([]byte(`{"subject":"a","description":"12345","kind":"feature","customer":"c_1"}`), true)
	f.Add([]byte(`{"subject":"\u202e","contact_phone":{"a":[1e308]},"tags":[[]],"screens":[{"id":"x","size":-1}],"consent_contact":{"given":1}}`), false)
	suggestion := load(f, "suggestion")
	w := &world{Records: map[string]map[string]any{"customer/c_1": {"level": "vip"}}, People: []string{"u_1"}}
	f.Fuzz(func(t *testing.T, raw []byte, system bool) {
		var patch map[string]any
		if json.Unmarshal(raw, &patch) != nil {
			return
		}
		got, faults := accept(t, suggestion, form.Input{Patch: patch, Create: true, System: system}, w)
		for _, p := range faults {
			if p.Pointer != "" && p.Pointer[0] != '/' {
				t.Errorf("pointer %q", p.Pointer)
			}
		}
		if faults.Err() == nil {
			twice(t, suggestion, got, system, w)
		}
	})
}

func BenchmarkAccept(b *testing.B) {
	f := load(b, "suggestion")
	in := form.Input{Create: true, Now: clock, Zone: shanghai, Env: map[string]any{"user": map[string]any{"id": "u"}},
		Patch: map[string]any{"subject": "a", "description": "12345", "kind": "feature", "impact": 5.0, "tags": []any{"slow"}}}
	for b.Loop() {
		if _, faults := f.Accept(in); faults.Err() != nil {
			b.Fatal(faults)
		}
	}
}
