package engine_test

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"flag"
	"os"
	"testing"

	"huiyin/engine"
)

var update = flag.Bool("update", false, "rewrite testdata/catalog.json")

//go:embed testdata/catalog.json
var frozen []byte

// The catalog is frozen: a unit or setting that disappears shows in the diff, and needs a migration step.
func TestCatalogIsFrozen(t *testing.T) {
	var now bytes.Buffer
	e := json.NewEncoder(&now)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(engine.Units()); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("testdata/catalog.json", now.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !bytes.Equal(now.Bytes(), frozen) {
		t.Fatal("the catalog has changed: run make generate and look at the difference")
	}
}

// Everything the palette and the inspector show of a unit is there in both languages: its name, its help, and the
// title of every setting, however deep.
func TestUnitsSpeakBothLanguages(t *testing.T) {
	var catalog map[string][]map[string]any
	raw, err := json.Marshal(engine.Units())
	if err == nil {
		err = json.Unmarshal(raw, &catalog)
	}
	if err != nil {
		t.Fatal(err)
	}
	titles := 0
	for group, units := range catalog {
		for _, unit := range units {
			at := group + "/" + unit["id"].(string)
			if !bilingual(unit["label"]) || !bilingual(unit["help"]) {
				t.Errorf("%s: label %v, help %v", at, unit["label"], unit["help"])
			}
			titles += speaks(t, at, unit["settings"])
		}
	}
	if titles < 100 {
		t.Errorf("only %d settings were looked at", titles)
	}
}

func bilingual(text any) bool {
	m, _ := text.(map[string]any)
	zh, _ := m["zh"].(string)
	en, _ := m["en"].(string)
	return zh != "" && en != ""
}

// speaks checks a schema and everything below it, and returns how many properties it has.
func speaks(t *testing.T, at string, node any) (titles int) {
	schema, ok := node.(map[string]any)
	if !ok {
		return 0
	}
	for _, bare := range []string{"title", "description"} {
		if text, ok := schema[bare].(string); ok {
			t.Errorf("%s says %q in one language", at, text)
		}
	}
	if help, ok := schema["x-help"]; ok && !bilingual(help) {
		t.Errorf("%s: help %v", at, help)
	}
	properties, _ := schema["properties"].(map[string]any)
	for name, property := range properties {
		m, _ := property.(map[string]any)
		if titles++; !bilingual(m["x-title"]) {
			t.Errorf("%s/%s: title %v", at, name, m["x-title"])
		}
		titles += speaks(t, at+"/"+name, property)
	}
	defs, _ := schema["$defs"].(map[string]any)
	for name, def := range defs {
		titles += speaks(t, at+"/"+name, def)
	}
	for _, list := range []string{"anyOf", "oneOf", "allOf"} {
		members, _ := schema[list].([]any)
		for _, member := range members {
			titles += speaks(t, at, member)
		}
	}
	for _, one := range []string{"items", "additionalProperties"} {
		titles += speaks(t, at+"/"+one, schema[one])
	}
	return titles
}
