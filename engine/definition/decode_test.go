package definition

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"sort"
	"strings"
	"testing"

	"huiyin/engine/problem"
)

func init() {
	RegisterKind(Kind{
		Name: "probe", Current: 3,
		Schema: []byte(`{"type":"object","required":["name"],"additionalProperties":false,
			"properties":{"name":{"$ref":"#/$defs/text"},"size":{"type":"integer"},"unit":{"enum":["cm"]}}}`),
		Migrations: []Migration{
			{To: 2, Apply: func(spec map[string]any) error {
				if spec["size"] == "panics" {
					_ = spec["size"].(json.Number)
				}
				if label, ok := spec["label"]; ok {
					spec["name"] = label
					delete(spec, "label")
				}
				return nil
			}},
			{To: 3, Apply: func(spec map[string]any) error {
				if spec["name"] == "refused" {
					return errors.New("not this one")
				}
				if _, ok := spec["size"]; ok {
					spec["unit"] = "cm"
				}
				return nil
			}},
		},
	})
	RegisterKind(Kind{Name: "process", Current: 1, Schema: []byte(`{"type":"object","required":["nodes"],"properties":{"nodes":{"type":"array"}}}`)})
	RegisterKind(Kind{Name: "form", Current: 1, Schema: []byte(`{"type":"object","required":["fields"],"properties":{"fields":{"type":"array"}}}`)})
}

func listed(l problem.List) []string {
	out := []string{}
	for _, p := range l {
		out = append(out, p.Code+" "+p.Pointer)
	}
	sort.Strings(out)
	return out
}

func fixtures(t *testing.T, pattern string) map[string][]byte {
	t.Helper()
	names, err := filepath.Glob("testdata/" + pattern)
	if err != nil || len(names) == 0 {
		t.Fatalf("no fixtures %s: %v", pattern, err)
	}
	out := map[string][]byte{}
	for _, name := range names {
		if out[filepath.Base(name)], err = os.ReadFile(name); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

func TestGoodDefinitionsDecodeAndComeBack(t *testing.T) {
	for name, raw := range fixtures(t, "*.good.json") {
		d, faults := Decode(raw)
		if len(faults) > 0 {
			t.Errorf("%s: %v", name, faults)
			continue
		}
		back, err := json.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		again, faults := Decode(back)
		if len(faults) > 0 || !reflect.DeepEqual(tree(d), tree(again)) {
			t.Errorf("%s: changed on the way out and in: %s %v", name, back, faults)
		}
		stored, err := Canonical(raw)
		if err != nil {
			t.Fatal(err)
		}
		if got := canonical(tree(d)); d.Kind != "probe" && !bytes.Equal(got, stored) {
			t.Errorf("%s:\n got %s\nwant %s", name, got, stored)
		}
	}
}

func TestBadDefinitionsNameEveryFault(t *testing.T) {
	for name, raw := range fixtures(t, "*.bad.json") {
		var fixture struct {
			Want       []string
			Definition json.RawMessage
		}
		if err := json.Unmarshal(raw, &fixture); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		_, faults := Decode(fixture.Definition)
		sort.Strings(fixture.Want)
		if got := listed(faults); !reflect.DeepEqual(got, fixture.Want) {
			t.Errorf("%s\n got %q\nwant %q", name, got, fixture.Want)
		}
	}
}

func TestMigrationsRunStepByStep(t *testing.T) {
	d, faults := Decode(fixtures(t, "migrated.good.json")["migrated.good.json"])
	if len(faults) > 0 || d.SchemaVersion != 3 || string(d.Spec) != `{"name":"a","size":3,"unit":"cm"}` {
		t.Fatalf("got version %d %s %v", d.SchemaVersion, d.Spec, faults)
	}
	d, faults = Decode([]byte(`{"kind":"probe","key":"a","title":"a","schemaVersion":2,"spec":{"name":"b"}}`))
	if len(faults) > 0 || string(d.Spec) != `{"name":"b"}` {
		t.Fatalf("from 2: %s %v", d.Spec, faults)
	}
	_, faults = Decode([]byte(`{"kind":"probe","key":"a","title":"a","schemaVersion":2,"spec":{"name":"refused"}}`))
	if !faults.Has("definition.migration_failed") || faults[0].Params["detail"] != "not this one" {
		t.Fatalf("a step's error must be told: %v", faults)
	}
	d, faults = Decode([]byte(`{"kind":"probe","key":"a","schemaVersion":1,"extends":true,"spec":{"size":4}}`))
	if len(faults) > 0 || string(d.Spec) != `{"size":4,"unit":"cm"}` {
		t.Fatalf("a part migrates too: %s %v", d.Spec, faults)
	}
}

func TestRegisterKindRefuses(t *testing.T) {
	schema := []byte(`{"type":"object"}`)
	step := func(map[string]any) error { return nil }
	for name, k := range map[string]Kind{
		"twice":          {Name: "list", Current: 1, Schema: schema},
		"bad name":       {Name: "My Kind", Current: 1, Schema: schema},
		"no migration":   {Name: "k1", Current: 2, Schema: schema},
		"gap":            {Name: "k2", Current: 3, Schema: schema, Migrations: []Migration{{To: 2, Apply: step}, {To: 4, Apply: step}}},
		"nothing to run": {Name: "k3", Current: 2, Schema: schema, Migrations: []Migration{{To: 2}}},
		"bad schema":     {Name: "k4", Current: 1, Schema: []byte(`{"typ":1}`)},
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: must panic", name)
				}
			}()
			RegisterKind(k)
		}()
	}
	if k, ok := KindOf("list"); !ok || !bytes.Contains(k.Schema, []byte(`"text"`)) {
		t.Errorf("KindOf(list) = %v %v", k.Name, ok)
	}
}

func TestSpecsReadIntoTheirTypes(t *testing.T) {
	all := fixtures(t, "*.good.json")
	read := func(name string) Definition {
		d, faults := Decode(all[name+".good.json"])
		if len(faults) > 0 {
			t.Fatalf("%s: %v", name, faults)
		}
		return d
	}
	roundTrip(t, DecodeSpec[AppSpec], read("app"))
	roundTrip(t, DecodeSpec[ListSpec], read("list"))
	roundTrip(t, DecodeSpec[RoleSpec], read("role"))
	roundTrip(t, DecodeSpec[MessageSpec], read("message"))
	roundTrip(t, DecodeSpec[ViewSpec], read("view"))
	roundTrip(t, DecodeSpec[CalendarSpec], read("calendar"))
	list, _ := DecodeSpec[ListSpec](read("list"))
	if o, ok := list.Find("p0"); !ok || *o.Weight != 2.5 || o.Title.In("en") != "Urgent" {
		t.Errorf("option p0: %+v", o)
	}
	if _, ok := list.Find("p7"); ok {
		t.Error("found an option that is not there")
	}
}

// roundTrip checks that schema and Go type know the same properties: nothing is lost on the way through the type.
func roundTrip[T any](t *testing.T, decode func(Definition) (T, problem.List), d Definition) {
	t.Helper()
	spec, faults := decode(d)
	if len(faults) > 0 {
		t.Fatalf("%s: %v", d.Kind, faults)
	}
	raw, err := json.Marshal(spec)
	if err != nil {
		t.Fatal(err)
	}
	got, _ := Canonical(raw)
	want, _ := Canonical(d.Spec)
	if !bytes.Equal(got, want) {
		t.Errorf("%s:\n got %s\nwant %s", d.Kind, got, want)
	}
}

func TestDecodeSpecIsStrict(t *testing.T) {
	type small struct {
		Name string `json:"name"`
		In   struct {
			Size int `json:"size"`
		} `json:"in"`
	}
	for spec, want := range map[string]string{
		`{"name":"a"}`:              "",
		`{"nam":"a"}`:               "definition.spec_unknown /spec",
		`{"in":{"size":"x"}}`:       "definition.spec_mismatch /spec/in/size",
		`{"name":`:                  "definition.unreadable /spec",
		`{"name":"a","in":{"b":1}}`: "definition.spec_unknown /spec",
	} {
		_, faults := DecodeSpec[small](Definition{Spec: json.RawMessage(spec)})
		if got := strings.Join(listed(faults), ";"); got != want {
			t.Errorf("%s: got %q, want %q", spec, got, want)
		}
	}
}

func TestScopeRefusesOtherForms(t *testing.T) {
	for _, raw := range []string{`{}`, `[]`, `3`, `{"x":1}`} {
		var s Scope
		if err := json.Unmarshal([]byte(raw), &s); err == nil {
			t.Errorf("%s was read as %+v", raw, s)
		}
	}
}

func TestTextKeepsItsForm(t *testing.T) {
	for _, raw := range []string{`"客户 <b> & 建议"`, `{"en":"a","zh":"b"}`, `""`} {
		var text Text
		if err := json.Unmarshal([]byte(raw), &text); err != nil {
			t.Fatal(err)
		}
		back, err := plain(text)
		if err != nil || string(back) != raw {
			t.Errorf("%s came back as %s %v", raw, back, err)
		}
	}
	var text Text
	if err := json.Unmarshal([]byte(`{"zh":1}`), &text); err == nil {
		t.Error("a number is not a text")
	}
	both := Text{"zh": "建议", "en": "Suggestion"}
	for lang, want := range map[string]string{"zh": "建议", "zh-CN": "建议", "EN-gb": "Suggestion", "fr": "建议", "": "建议"} {
		if got := both.In(lang); got != want {
			t.Errorf("In(%q) = %q, want %q", lang, got, want)
		}
	}
	if got := (Text{"en": "", "fr": "oui"}).In("en"); got != "oui" {
		t.Errorf("an empty translation must fall back, got %q", got)
	}
	if got := Plain("a").In("en"); got != "a" || !(Text{"zh": " "}).Empty() || (Text{"zh": "x"}).Empty() || !Text(nil).Empty() {
		t.Errorf("Plain or Empty: %q", got)
	}
}

func TestValidKey(t *testing.T) {
	for key, want := range map[string]bool{
		"a": true, "a_1": true, strings.Repeat("a", 64): true,
		"": false, "A": false, "1a": false, "_a": false, "a-b": false, "a.b": false, "é": false, strings.Repeat("a", 65): false,
	} {
		if ValidKey(key) != want {
			t.Errorf("ValidKey(%q) = %v", key, !want)
		}
	}
}

func FuzzDecode(f *testing.F) {
	names, err := filepath.Glob("testdata/*.json")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range names {
		raw, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		d, faults := Decode(raw)
		if len(faults) > 0 {
			for _, p := range faults {
				if problem.Sentence("en", p.Code, p.Params) == p.Code {
					t.Fatalf("%s has no sentence", p.Code)
				}
			}
			return
		}
		if faults := Check(d); len(faults) > 0 {
			t.Fatalf("%q: accepted once, then refused: %v", raw, faults)
		}
		b := Pack(d)
		layered, faults := Layer(b)
		if d.overlays() != faults.Has("definition.extends_missing") {
			t.Fatalf("%q: %v", raw, faults)
		}
		if !d.Extends && d.Kind != "app" && layered.Hash() != b.Hash() {
			t.Fatalf("%q: one layer is not itself", raw)
		}
		again, err := Canonical(b.Canonical())
		if err != nil || !bytes.Equal(again, b.Canonical()) {
			t.Fatalf("%q: canonical text is not canonical: %v", raw, err)
		}
	})
}
