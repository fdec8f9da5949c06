package presets_test

import (
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"huiyin/engine"
	"huiyin/engine/calendar"
	"huiyin/engine/definition"
	"huiyin/engine/problem"
	"huiyin/presets"
)

var update = flag.Bool("update", false, "rewrite the definition files in the order and layout of the export format")

func names(t *testing.T) []string {
	t.Helper()
	entries, err := fs.ReadDir(presets.FS(), ".")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		if e.IsDir() {
			out = append(out, e.Name())
		}
	}
	return out
}

func read(t testing.TB, name string) (definition.Bundle, definition.AppSpec) {
	t.Helper()
	b, problems := definition.ReadDir(presets.FS(), name)
	report(t, name, problems)
	if t.Failed() {
		t.FailNow()
	}
	spec, problems := definition.DecodeSpec[definition.AppSpec](b.Of("app")[0])
	report(t, name, problems)
	return b, spec
}

// report fails for every problem, warnings too: what ships must be clean.
func report(t testing.TB, name string, problems problem.List) {
	t.Helper()
	for _, p := range problems {
		t.Errorf("%s: %s %s: %s %v", name, p.Code, p.Pointer, problem.Sentence("en", p.Code, p.Params), p.Params)
	}
}

// stack returns a package's layers, the lowest first.
func stack(t testing.TB, name string) []definition.Bundle {
	t.Helper()
	var out []definition.Bundle
	seen := map[string]bool{}
	var add func(name string)
	add = func(name string) {
		if seen[name] {
			return
		}
		seen[name] = true
		b, spec := read(t, name)
		for _, lower := range spec.Requires {
			add(lower)
		}
		out = append(out, b)
	}
	add(name)
	return out
}

func compile(t testing.TB, name string) (*engine.App, definition.Bundle) {
	t.Helper()
	whole, problems := definition.Layer(stack(t, name)...)
	report(t, name, problems)
	app, problems := engine.Compile(whole, 1, calendar.DefaultHolidays())
	report(t, name, problems)
	if app == nil {
		t.FailNow()
	}
	return app, whole
}

// Every package compiles on top of what it requires and of nothing else (design 15: each package with its lower layers).
func TestStacksCompile(t *testing.T) {
	for _, name := range names(t) {
		t.Run(name, func(t *testing.T) { compile(t, name) })
	}
}

func TestPackagesAreNamedAsTheirFolders(t *testing.T) {
	for _, name := range names(t) {
		if _, spec := read(t, name); spec.Name != name {
			t.Errorf("folder %s holds package %s", name, spec.Name)
		}
	}
}

// What is on disk is what an export of the package writes.
func TestFilesAreInExportFormat(t *testing.T) {
	for _, name := range names(t) {
		b, _ := read(t, name)
		for path, want := range b.Files() {
			file := filepath.Join(name, filepath.FromSlash(path))
			got, err := os.ReadFile(file)
			if err != nil {
				t.Errorf("%s: %v", file, err)
				continue
			}
			if string(got) == string(want) {
				continue
			}
			if !*update {
				t.Errorf("%s is not in export format; go test ./presets -update", file)
				continue
			}
			if err := os.WriteFile(file, want, 0o644); err != nil {
				t.Error(err)
			}
		}
	}
}

// Everything people read is there in both languages, and no language is a copy of the other.
func TestTextsInBothLanguages(t *testing.T) {
	for _, name := range names(t) {
		b, _ := read(t, name)
		for _, d := range b.Definitions {
			if !d.Extends && (d.Title["zh"] == "" || d.Title["en"] == "") {
				t.Errorf("%s %s/%s has no title in both languages", name, d.Kind, d.Key)
			}
			spec, err := decode(d.Spec)
			if err != nil {
				t.Fatal(err)
			}
			for at, purpose := range purposes(spec, "") {
				if _, both := purpose.(map[string]any); !both {
					t.Errorf("%s %s/%s%s is in one language: %v", name, d.Kind, d.Key, at, purpose)
				}
			}
			texts(spec, "", func(at string, text map[string]any) {
				zh, _ := text["zh"].(string)
				en, _ := text["en"].(string)
				if strings.TrimSpace(zh) == "" || strings.TrimSpace(en) == "" {
					t.Errorf("%s %s/%s%s lacks a language: %v", name, d.Kind, d.Key, at, text)
				}
			})
		}
	}
}

// purposes are what a form's fields are asked for, by place; a message names its purpose as a key.
func purposes(spec any, at string) map[string]any {
	out := map[string]any{}
	root, _ := spec.(map[string]any)
	fields, _ := root["fields"].([]any)
	for i, f := range fields {
		m, _ := f.(map[string]any)
		for _, part := range []string{"personal", "settings"} {
			inner, _ := m[part].(map[string]any)
			if purpose, ok := inner["purpose"]; ok {
				out[at+problem.Pointer("fields", i, part, "purpose")] = purpose
			}
		}
	}
	return out
}

// E-03, 7.6 G2: every status but the last one has an owner rule, and every chain ends with the business administrator.
func TestEveryStatusHasAnOwner(t *testing.T) {
	for _, name := range names(t) {
		app, whole := compile(t, name)
		for _, d := range whole.Of("process") {
			p, ok := app.Process(d.Key, 1)
			if !ok {
				t.Fatalf("%s: no process %s", name, d.Key)
			}
			spec := p.Spec()
			for _, s := range spec.Statuses {
				if s.Category == "done" {
					continue
				}
				rule, chain := s.Owner, []string{}
				for spec.People[rule].Empty.Rule != "" && !slices.Contains(chain, rule) {
					chain = append(chain, rule)
					rule = spec.People[rule].Empty.Rule
				}
				if s.Owner == "" || spec.People[rule].Empty.Role != "biz_admin" {
					t.Errorf("%s %s: the owner of %s does not end with biz_admin: %v", name, d.Key, s.Key, append(chain, rule))
				}
			}
		}
	}
}

// E-03, 7.6 G2: a status without an owner rule cannot be published.
func TestStatusWithoutOwnerIsRefused(t *testing.T) {
	_, whole := compile(t, "suggestion_sop_full")
	d, _ := whole.Get("process", "suggestion_sop")
	raw, problems := definition.Overlay(d.Spec, []byte(`{"statuses":[{"key":"developing","owner":{"$remove":true}}]}`))
	report(t, "overlay", problems)
	d.Spec = raw
	app, problems := engine.Compile(whole.With(d), 2, calendar.DefaultHolidays())
	if app != nil || !problems.Has("process.status_no_owner") {
		t.Errorf("compiled: %v, problems %v", app != nil, problems)
	}
}

// the public form asks for at most six things.
func TestPublicFormAsksForLittle(t *testing.T) {
	app, _ := compile(t, "suggestion_intake")
	form, _ := app.Form("suggestion")
	public := form.Spec().Public
	required := slices.Clone(public.Require)
	for _, item := range public.Layout {
		if f, ok := form.Field(item.Field); ok && f.Required && !slices.Contains(required, f.Key) {
			required = append(required, f.Key)
		}
	}
	if len(required) == 0 || len(required) > 6 {
		t.Errorf("the public form requires %v", required)
	}
}

// Titles are what people read, in timelines too: the code a rule has in a specification stands in its key.
func TestTitlesCarryNoCodes(t *testing.T) {
	code := regexp.MustCompile(`^[A-Z]{1,4}-?[0-9]+\b`)
	for _, name := range names(t) {
		b, _ := read(t, name)
		for _, d := range b.Definitions {
			for lang, title := range d.Title {
				if code.MatchString(title) {
					t.Errorf("%s%s: the %s title %q begins with a code", name, d.Pointer(), lang, title)
				}
			}
		}
	}
}
