package schema

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"huiyin/engine/problem"
)

func codesOf(l problem.List) string {
	parts := make([]string, len(l))
	for i, p := range l {
		parts[i] = p.Code + " " + p.Pointer
	}
	return strings.Join(parts, "; ")
}

func decoded(t *testing.T, text string) any {
	t.Helper()
	v, faults := Decode([]byte(text), Limit{Bytes: 1 << 20, Depth: 100})
	if len(faults) > 0 {
		t.Fatalf("%s: %v", text, faults)
	}
	return v
}

func TestDecodeIsStrict(t *testing.T) {
	cases := []struct{ text, want string }{
		{`{"a":1,"b":{"c":1,"c":2},"a":3}`, "json.duplicate_key /b/c; json.duplicate_key /a"},
		{`{"":1,"b":{"":2}}`, "json.empty_key /; json.empty_key /b/"},
		{`{"a":1} x`, "json.invalid "},
		{`{"a":1}{"b":2}`, "json.invalid "},
		{`{"a":}`, "json.invalid "},
		{``, "json.invalid "},
		{"\"\xff\"", "json.invalid "},
		{`[[[[[1]]]]]`, "json.too_deep /0/0/0/0"},
		{`{"a":1e999999999}`, "json.number_range /a"},
		{`{"a/b~":{"x":1,"x":1}}`, "json.duplicate_key /a~1b~0/x"},
		{strings.Repeat(" ", 200), "json.too_large "},
		{`{"a":[1,2.50,"é",null,true]}`, ""},
	}
	for _, c := range cases {
		v, faults := Decode([]byte(c.text), Limit{Bytes: 100, Depth: 4})
		if got := codesOf(faults); got != c.want {
			t.Errorf("%q: got %q, want %q", c.text, got, c.want)
		}
		if (v == nil) != (c.want != "") {
			t.Errorf("%q: value %v with problems %v", c.text, v, faults)
		}
	}
}

func TestDecodeNamesLineAndColumn(t *testing.T) {
	_, faults := Decode([]byte("{\n  \"é\": x\n}"), Limit{Bytes: 100, Depth: 4})
	if len(faults) != 1 || faults[0].Params["line"] != 2 || faults[0].Params["column"] != 8 {
		t.Fatalf("got %+v, want line 2 column 8", faults)
	}
}

func TestCompileRefuses(t *testing.T) {
	cases := []struct{ source, want string }{
		{`{"$ref":"file:///etc/passwd"}`, "schema.ref_outside /$ref"},
		{`{"properties":{"a":{"$ref":"other.json#/x"}}}`, "schema.ref_outside /properties/a/$ref"},
		{`{"properties":{"a":{"$id":"http://x/","type":"string"}}}`, "schema.ref_outside /properties/a/$id"},
		{`{"$schema":"http://json-schema.org/draft-07/schema#"}`, "schema.draft_unsupported /$schema"},
		{`{"properties":{"a":{"minLenght":3}},"oneOf":[{"requried":[]}]}`,
			"schema.keyword_unknown /oneOf/0/requried; schema.keyword_unknown /properties/a/minLenght"},
		{`{"format":"cn-nothing"}`, "schema.format_unknown /format"},
		{`{"type":"strin"}`, "schema.keyword_invalid /type"},
		{`{"$ref":"#/$defs/none"}`, "schema.keyword_invalid "},
		{`{"pattern":"(?=a)"}`, "schema.keyword_invalid /pattern"},
		{`{"a":1,"a":2}`, "json.duplicate_key /a"},
		{strings.Repeat(`{"not":`, 40) + "{}" + strings.Repeat("}", 40), "json.too_deep " + strings.Repeat("/not", 32)},
		{`{"description":"` + strings.Repeat("x", MaxBytes) + `"}`, "json.too_large "},
		{`{"x-note":{"anything":1},"enum":[{"minLenght":1}],"properties":{"minLenght":{"type":"string"}}}`, ""},
	}
	for _, c := range cases {
		s, faults := Compile("test", []byte(c.source))
		if got := codesOf(faults); got != c.want {
			t.Errorf("%.80s: got %q, want %q", c.source, got, c.want)
		}
		if (s == nil) != (c.want != "") {
			t.Errorf("%.80s: schema %v with problems %v", c.source, s, faults)
		}
	}
}

const sample = `{
	"type":"object","additionalProperties":false,"required":["title","owner"],
	"properties":{
		"title":{"$ref":"#/$defs/text"},
		"owner":{"type":"string","minLength":2,"maxLength":3,"pattern":"^[a-z]+$"},
		"level":{"enum":["p0","p1"]},
		"score":{"type":"integer","minimum":1,"maximum":5,"multipleOf":1},
		"price":{"type":"number","exclusiveMinimum":0,"exclusiveMaximum":10},
		"tags":{"type":"array","minItems":1,"maxItems":2,"uniqueItems":true,"items":{"type":"string"}},
		"mail":{"type":"string","format":"email"},
		"a/b":{"type":"object","required":["x y"],"propertyNames":{"pattern":"^[a-z ]+$"}},
		"fixed":{"const":false},
		"never":false,
		"pair":{"dependentRequired":{"from":["to"]}},
		"pick":{"contains":{"const":1}},
		"open":{"unevaluatedProperties":false,"allOf":[{"properties":{"k":true}}]},
		"size":{"minProperties":1,"maxProperties":1},
		"no":{"not":{"type":"null"}},
		"step":{"oneOf":[
			{"type":"object","required":["type","who"],"additionalProperties":false,"properties":{"type":{"const":"human"},"who":{"type":"string"}}},
			{"type":"object","required":["type"],"additionalProperties":false,"properties":{"type":{"const":"end"}}}]},
		"both":{"oneOf":[{"minimum":1},{"minimum":2}]}
	},
	"patternProperties":{"^x_":{"type":"number"}},
	"$defs":{"text":{"anyOf":[{"type":"string"},{"type":"object","additionalProperties":{"type":"string"}}]}}}`

func TestValidatePointsExactly(t *testing.T) {
	s := MustCompile("sample", []byte(sample))
	cases := []struct{ doc, want string }{
		{`{"title":"a","owner":"me"}`, ""},
		{`{"title":{"zh":"a"},"owner":"me","x_1":1,"score":5.0,"step":{"type":"human","who":"a"}}`, ""},
		{`[]`, "schema.type "},
		{`{}`, "schema.required /owner; schema.required /title"},
		{`{"title":3,"owner":"me"}`, "schema.type /title"},
		{`{"title":{"zh":3},"owner":"me"}`, "schema.type /title/zh"},
		{`{"title":"","owner":"Me","o'k":1,"x_1":"n"}`, "schema.unknown_property /o'k; schema.pattern /owner; schema.type /x_1"},
		{`{"title":"","owner":"m"}`, "schema.min_length /owner"},
		{`{"title":"","owner":"mmmm","level":"p9"}`, "schema.enum /level; schema.max_length /owner"},
		{`{"title":"","owner":"me","score":0.5,"price":0}`, "schema.exclusive_minimum /price; schema.type /score"},
		{`{"title":"","owner":"me","score":0,"price":10}`, "schema.exclusive_maximum /price; schema.minimum /score"},
		{`{"title":"","owner":"me","score":9,"tags":[]}`, "schema.maximum /score; schema.min_items /tags"},
		{`{"title":"","owner":"me","tags":["a","a","b"]}`, "schema.max_items /tags; schema.unique_items /tags"},
		{`{"title":"","owner":"me","tags":["a",1]}`, "schema.type /tags/1"},
		{`{"title":"","owner":"me","mail":"nope"}`, "schema.format /mail"},
		{`{"title":"","owner":"me","a/b":{"é":1}}`, "schema.required /a~1b/x y; schema.property_name /a~1b/é"},
		{`{"title":"","owner":"me","fixed":true,"never":1}`, "schema.const /fixed; schema.forbidden /never"},
		{`{"title":"","owner":"me","pair":{"from":1}}`, "schema.required_with /pair/to"},
		{`{"title":"","owner":"me","pick":[2]}`, "schema.min_contains /pick"},
		{`{"title":"","owner":"me","open":{"k":1,"j":2}}`, "schema.unknown_property /open/j"},
		{`{"title":"","owner":"me","size":{}}`, "schema.min_properties /size"},
		{`{"title":"","owner":"me","size":{"a":1,"b":2},"no":null}`, "schema.not /no; schema.max_properties /size"},
		{`{"title":"","owner":"me","step":{"type":"human"}}`, "schema.required /step/who"},
		{`{"title":"","owner":"me","step":{"type":"end","who":"a"}}`, "schema.unknown_property /step/who"},
		{`{"title":"","owner":"me","step":{"type":"robot"}}`, "schema.enum /step/type"},
		{`{"title":"","owner":"me","step":7}`, "schema.type /step"},
		{`{"title":"","owner":"me","both":3}`, "schema.ambiguous /both"},
	}
	for _, c := range cases {
		if got := codesOf(s.Validate(decoded(t, c.doc))); got != c.want {
			t.Errorf("%s\n got %q\nwant %q", c.doc, got, c.want)
		}
	}
}

func TestValidateGivesTheFactsOfTheSentence(t *testing.T) {
	s := MustCompile("sample", []byte(sample))
	for doc, want := range map[string]string{
		`{"title":"","owner":"me","level":"p9"}`:             "只能是：p0、p1",
		`{"title":3,"owner":"me"}`:                           "应为 string、object，实际是 number",
		`{"title":"","owner":"me","score":9}`:                "不能大于 5",
		`{"title":"","owner":"me","step":{"type":"robot"}}`:  "只能是：human、end",
		`{"title":"","owner":"me","pair":{"from":1}}`:        "填写了 from 时，必须填写 to",
		`{"title":"","owner":"me","step":{"type":"human"}}`:  "缺少 who",
		`{"title":"","owner":"me","tags":["a","b","c"]}`:     "最多 2 项",
		`{"title":"","owner":"me","mail":"nope"}`:            "格式不正确，应为 email",
		`{"title":"","owner":"me","nothing":1}`:              "未知的属性 nothing",
		`{"title":"","owner":"me","pick":[2]}`:               "至少要有 1 项符合要求",
		`{"title":"","owner":"me","a/b":{"x y":1,"É":true}}`: "名称 É 不符合要求",
	} {
		got := s.Validate(decoded(t, doc)).In("zh")
		if len(got) != 1 || got[0].Message != want {
			t.Errorf("%s: got %+v, want %q", doc, got, want)
		}
	}
}

func TestValidateReadsGoValues(t *testing.T) {
	s := MustCompile("tags", []byte(`{"properties":{"tags":{"items":{"enum":["a"]}}}}`))
	if got := codesOf(s.Validate(map[string]any{"tags": []string{"a", "b"}})); got != "schema.enum /tags/1" {
		t.Errorf("typed slice: %q", got)
	}
	if got := codesOf(s.Validate(map[string]any{"tags": func() {}})); got != "schema.not_json " {
		t.Errorf("function: %q", got)
	}
	number := MustCompile("number", []byte(`{"maximum":3}`))
	for _, v := range []any{math.NaN(), math.Inf(1), json.Number("1e999999999")} {
		if got := codesOf(number.Validate(v)); got != "schema.not_json " {
			t.Errorf("%v: %q", v, got)
		}
	}
}

func TestSchemaIsSafeForManyGoroutines(t *testing.T) {
	s := MustCompile("sample", []byte(sample))
	doc := decoded(t, `{"title":3,"level":"p9"}`)
	want := codesOf(s.Validate(doc))
	var wait sync.WaitGroup
	for i := 0; i < 8; i++ {
		wait.Add(1)
		go func() {
			defer wait.Done()
			for n := 0; n < 50; n++ {
				if got := codesOf(s.Validate(doc)); got != want {
					t.Errorf("got %q, want %q", got, want)
				}
			}
		}()
	}
	wait.Wait()
}

func TestMustCompilePanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Fatal("a refused embedded schema must panic")
		}
	}()
	MustCompile("bad", []byte(`{"type":1}`))
}

// TestEveryCodeHasASentence reads the sources: codes are literals, so that nothing unreadable reaches a person.
func TestEveryCodeHasASentence(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range strings.Split(string(raw), `"`) {
			if !strings.HasPrefix(part, "schema.") && !strings.HasPrefix(part, "json.") || strings.ContainsAny(part, " ()[]{}\n") {
				continue
			}
			found++
			for _, lang := range problem.Languages {
				if problem.Sentence(lang, part, nil) == part {
					t.Errorf("%s: no %s sentence for %s", file, lang, part)
				}
			}
		}
	}
	if found < 30 {
		t.Fatalf("only %d codes found in the sources", found)
	}
}

func FuzzDecode(f *testing.F) {
	for _, seed := range []string{`{"a":[1,{"b":null}]}`, `{"a":1,"a":2}`, `"\ud800"`, `1e5`, `[`, sample} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		v, faults := Decode(raw, Limit{Bytes: 1 << 16, Depth: 16})
		if len(faults) > 0 {
			return
		}
		if !json.Valid(raw) {
			t.Fatalf("accepted what is not JSON: %q", raw)
		}
		again, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		back, faults := Decode(again, Limit{Bytes: 1 << 20, Depth: 16})
		if len(faults) > 0 || fmt.Sprint(back) != fmt.Sprint(v) {
			t.Fatalf("%q: %v became %v %v", raw, v, back, faults)
		}
	})
}

func BenchmarkValidate(b *testing.B) {
	s := MustCompile("sample", []byte(sample))
	doc := map[string]any{"title": "a", "owner": "me", "score": 3.0, "tags": []any{"a", "b"}}
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		if faults := s.Validate(doc); len(faults) > 0 {
			b.Fatal(faults)
		}
	}
}
