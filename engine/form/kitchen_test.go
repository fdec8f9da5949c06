package form_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"huiyin/engine/form"
	"huiyin/engine/form/field"
	"huiyin/engine/problem"
)

// plainTypes stand in the browser's own test form; every other type must stand in the kitchen, where a browser fills it in.
var plainTypes = strings.Fields(`text long_text number money rating boolean select multi_select tags date datetime phone email user
	department relation image file autonumber formula hidden rollup`)

func kitchenPath(name string) string { return filepath.Join("testdata", "kitchen", name+".json") }

// The public view of the kitchen in both languages is what the browser tests draw.
func TestKitchenViews(t *testing.T) {
	f := load(t, "kitchen")
	for _, lang := range problem.Languages {
		got, err := json.MarshalIndent(f.View(form.ViewOptions{Lang: lang, Public: true, Create: true, Now: clock, Zone: shanghai}), "", " ")
		if err != nil {
			t.Fatal(err)
		}
		if *update {
			if err := os.WriteFile(kitchenPath(lang), append(got, '\n'), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(kitchenPath(lang))
		if err != nil {
			t.Fatal(err)
		}
		if strings.TrimSpace(string(want)) != string(got) {
			t.Errorf("%s is not what the server sends any more; run the tests with -update", kitchenPath(lang))
		}
	}
}

func TestKitchenHasEveryRareType(t *testing.T) {
	f := load(t, "kitchen")
	have := slices.Clone(plainTypes)
	for _, c := range f.Fields() {
		have = append(have, c.Type)
	}
	for _, id := range field.Types.IDs() {
		if !slices.Contains(have, id) {
			t.Errorf("no browser ever fills in a %s", id)
		}
	}
}

// What the browser test found in its hands after filling in the whole kitchen is accepted as it is, and nothing in it is
// brought into another form: what people see before and after sending is the same.
func TestKitchenTakesWhatTheBrowserSends(t *testing.T) {
	raw, err := os.ReadFile(kitchenPath("sent"))
	if err != nil {
		t.Fatal(err)
	}
	var sent map[string]any
	if err := json.Unmarshal(raw, &sent); err != nil {
		t.Fatal(err)
	}
	f := load(t, "kitchen")
	got, faults := f.Accept(form.Input{Patch: sent, Create: true, Public: true, Now: clock, Zone: shanghai})
	if len(faults) > 0 {
		t.Fatalf("refused: %v", faults)
	}
	for key, value := range sent {
		if key == "agreed" || key == "sign" {
			continue // the server adds when; where a picture can be looked at is no part of it
		}
		if c, _ := f.Field(key); c.Type == "rich_text" { // sent as plain text, kept as markup beside it
			value, got.Data[key] = f.Text(key, value, "zh", nil), f.Text(key, got.Data[key], "zh", nil)
		}
		if have := text(got.Data[key]); have != text(value) {
			t.Errorf("%s was sent as %s and is kept as %s", key, text(value), have)
		}
	}
	settable := slices.DeleteFunc(f.Fields(), func(c *form.CompiledField) bool { _, computed := c.Value.(field.Deriver); return computed })
	if len(sent) != len(settable) {
		t.Errorf("%d of %d fields were filled in", len(sent), len(settable))
	}
}
