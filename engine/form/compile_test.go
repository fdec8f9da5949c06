package form_test

import (
	"encoding/json"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"huiyin/engine/definition"
	"huiyin/engine/form"
	"huiyin/engine/form/field"
	"huiyin/engine/problem"
)

func TestGoodDefinitions(t *testing.T) {
	for name, raw := range files(t, "good") {
		t.Run(name, func(t *testing.T) {
			if _, faults := form.Compile(decode(t, raw), scope(t)); len(faults) > 0 {
				t.Errorf("problems %v", faults)
			}
		})
	}
}

var holes = regexp.MustCompile(`\{(\w+)\}`)

// Every fault of a definition comes at once, at its place, in words of both languages.
func TestBadDefinitions(t *testing.T) {
	for name, raw := range files(t, "bad") {
		t.Run(name, func(t *testing.T) {
			var c struct {
				Definition json.RawMessage `json:"definition"`
				Problems   []found         `json:"problems"`
			}
			if err := json.Unmarshal(raw, &c); err != nil {
				t.Fatal(err)
			}
			f, faults := form.Compile(decode(t, c.Definition), scope(t))
			if f != nil {
				t.Error("a form was made of it")
			}
			have := foundIn(faults)
			for _, want := range c.Problems {
				if !slices.Contains(have, want) {
					t.Errorf("not found: %v", want)
				}
			}
			for _, p := range have {
				if !slices.Contains(c.Problems, p) {
					t.Errorf("unexpected: %v", p)
				}
			}
			for _, lang := range problem.Languages {
				for _, p := range faults.In(lang) {
					if p.Message == "" || p.Message == p.Code {
						t.Errorf("no %s sentence for %s: %q", lang, p.Code, p.Message)
					}
					for _, hole := range holes.FindAllStringSubmatch(problem.Sentence(lang, p.Code, nil), -1) {
						if _, ok := p.Params[hole[1]]; !ok {
							t.Errorf("the %s sentence of %s needs %s", lang, p.Code, hole[1])
						}
					}
				}
			}
		})
	}
}

// The schema of the kind and the types that read it must not drift apart.
func TestSchemaKnowsEveryProperty(t *testing.T) {
	kind, ok := definition.KindOf("form")
	if !ok {
		t.Fatal("no kind form")
	}
	var doc struct {
		Properties map[string]any `json:"properties"`
		Defs       map[string]struct {
			Properties map[string]any `json:"properties"`
		} `json:"$defs"`
	}
	if err := json.Unmarshal(kind.Schema, &doc); err != nil {
		t.Fatal(err)
	}
	compare := func(where string, properties map[string]any, of any) {
		var want []string
		for _, field := range reflect.VisibleFields(reflect.TypeOf(of)) {
			if name, _, _ := strings.Cut(field.Tag.Get("json"), ","); !field.Anonymous {
				want = append(want, name)
			}
		}
		var have []string
		for name := range properties {
			have = append(have, name)
		}
		slices.Sort(want)
		slices.Sort(have)
		if !slices.Equal(want, have) {
			t.Errorf("%s: the schema has %v, the type has %v", where, have, want)
		}
	}
	compare("form", doc.Properties, form.Spec{})
	compare("field", doc.Defs["field"].Properties, form.Field{})
	compare("logic", doc.Defs["logic"].Properties, form.Logic{})
	compare("check", doc.Defs["check"].Properties, form.Check{})
	compare("item", doc.Defs["item"].Properties, form.Item{})
	compare("public", doc.Defs["public"].Properties, form.Public{})
}

func TestShapeAndConditions(t *testing.T) {
	f := load(t, "suggestion")
	for _, name := range []string{"subject", "customer.level", "customer.status", "consent_contact.given", "record.status", "user.id", "score"} {
		if _, ok := f.Conditions()[name]; !ok {
			t.Errorf("conditions cannot test %s", name)
		}
	}
	if _, ok := f.Conditions()["old_field"]; ok {
		t.Error("conditions can test a deleted field")
	}
	if got := f.Conditions()["customer.level"].Options; !slices.Equal(got, []string{"vip", "normal"}) {
		t.Errorf("customer.level has the options %v", got)
	}
	if got := f.Shape()["customer"].Fields["level"].Kind; got != "string" {
		t.Errorf("customer.level is %q in expressions", got)
	}
	if got := f.Relations(); !reflect.DeepEqual(got, map[string]string{"customer": "customer"}) {
		t.Errorf("relations %v", got)
	}
	for _, key := range []string{"score", "no"} {
		if _, ok := f.Writable()[key]; ok {
			t.Errorf("%s can be set from outside", key)
		}
	}
	if _, ok := f.Writable()["reason"]; !ok {
		t.Error("rules cannot set a read-only field")
	}
	if got := f.Personal(); !slices.Equal(got, []string{"contact_name", "contact_phone", "contact_email"}) {
		t.Errorf("personal fields %v", got)
	}
}

// A field that stands in no layout is drawn at the end instead of being lost.
func TestLayoutIsCompleted(t *testing.T) {
	view := load(t, "suggestion").View(form.ViewOptions{Lang: "zh"})
	last := view.Layout[len(view.Layout)-1]
	if last.Field != "reason" {
		t.Errorf("the layout ends with %v", last)
	}
}

func TestLayoutUnitsAreDescribed(t *testing.T) {
	if got := form.Units.IDs(); !slices.Equal(got, []string{"columns", "divider", "notice", "page", "section", "tabs"}) {
		t.Errorf("layout units %v", got)
	}
	for _, u := range form.Units.All() {
		info := u.Info()
		for _, lang := range problem.Languages {
			if info.Group != "layout" || info.Label[lang] == "" || info.Help[lang] == "" {
				t.Errorf("unit %s is not described in %s", info.ID, lang)
			}
		}
		if _, clash := field.Types.Get(info.ID); clash {
			t.Errorf("%s is a field type as well", info.ID)
		}
	}
}
