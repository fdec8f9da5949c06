package form_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"huiyin/engine/form"
	"huiyin/engine/problem"
)

var update = flag.Bool("update", false, "rewrite testdata/views")

// caseFile is a form and what happens to records of it. The browser runs the same steps over testdata/views.
type caseFile struct {
	Note       string          `json:"note"`
	Cites      []string        `json:"cites"`
	Form       string          `json:"form"` // a good form, or
	Definition json.RawMessage `json:"definition"`
	World      world           `json:"world"`
	Steps      []step          `json:"steps"`
}

type step struct {
	Note     string            `json:"note"`
	Patch    map[string]any    `json:"patch"`
	Old      map[string]any    `json:"old"`
	Create   bool              `json:"create"`
	Public   bool              `json:"public"`
	Customer bool              `json:"customer"`
	System   bool              `json:"system"`
	Level    map[string]string `json:"level"`
	Require  []string          `json:"require"`
	Env      map[string]any    `json:"env"`
	Want     map[string]any    `json:"want"`
	Hidden   []string          `json:"hidden"`
	Required []string          `json:"required"`
	Problems []found           `json:"problems"`
}

type found struct {
	Code    string `json:"code"`
	Pointer string `json:"pointer"`
}

func foundIn(l problem.List) []found {
	var out []found
	for _, p := range l {
		out = append(out, found{p.Code, p.Pointer})
	}
	return out
}

func readCase(t *testing.T, raw []byte) (caseFile, *form.Form) {
	t.Helper()
	var c caseFile
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(&c); err != nil {
		t.Fatal(err)
	}
	if c.Form != "" {
		return c, load(t, c.Form)
	}
	return c, compile(t, c.Definition)
}

func TestCases(t *testing.T) {
	for name, raw := range files(t, "cases") {
		t.Run(name, func(t *testing.T) {
			c, f := readCase(t, raw)
			if len(c.Steps) == 0 {
				t.Fatal("no steps")
			}
			for i, s := range c.Steps {
				w := c.World
				got, faults := accept(t, f, s.input(), &w)
				if want, have := s.Problems, foundIn(faults.Sorted()); !reflect.DeepEqual(have, want) {
					t.Errorf("step %d %s: problems %v, want %v", i, s.Note, have, want)
				}
				if s.Want != nil && !reflect.DeepEqual(plain(t, got.Data), plain(t, s.Want)) {
					t.Errorf("step %d %s:\n got %s\nwant %s", i, s.Note, text(got.Data), text(s.Want))
				}
				if s.Hidden != nil && !reflect.DeepEqual(got.Hidden, orNil(s.Hidden)) {
					t.Errorf("step %d %s: hidden %v, want %v", i, s.Note, got.Hidden, s.Hidden)
				}
				if s.Required != nil && !reflect.DeepEqual(got.Required, orNil(s.Required)) {
					t.Errorf("step %d %s: required %v, want %v", i, s.Note, got.Required, s.Required)
				}
				if s.Want == nil && s.Problems == nil && s.Hidden == nil && s.Required == nil {
					t.Errorf("step %d %s expects nothing", i, s.Note)
				}
			}
		})
	}
}

func (s step) input() form.Input {
	return form.Input{Patch: s.Patch, Old: s.Old, Create: s.Create, Public: s.Public, Customer: s.Customer, System: s.System,
		Level: levels(s.Level), Require: s.Require, Env: s.Env}
}

func orNil(list []string) []string {
	if len(list) == 0 {
		return nil
	}
	return list
}

func text(v any) string {
	raw, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(raw)
}

// The view of every case form is kept beside the cases, so that the browser's tests start from what the server sends.
func TestViewsOfCases(t *testing.T) {
	for name, raw := range files(t, "cases") {
		c, f := readCase(t, raw)
		public := len(c.Steps) > 0 && c.Steps[0].Public
		view := f.View(form.ViewOptions{Lang: "zh", Public: public, Create: true, Now: clock, Zone: shanghai,
			Env: map[string]any{"user": map[string]any{"id": "u_me"}, "today": "2026-11-21"}})
		got, err := json.MarshalIndent(view, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join("testdata", "views", name+".json")
		if *update {
			if err := os.WriteFile(path, append(got, '\n'), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if strings.TrimSpace(string(want)) != string(got) {
			t.Errorf("%s is not what the server sends any more; run the tests with -update", path)
		}
	}
}
