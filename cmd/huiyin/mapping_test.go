package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"huiyin/engine"
	"huiyin/engine/access"
	"huiyin/engine/process"
	"huiyin/runtime"
)

// opened lets do use the store that env leads to.
func opened(t *testing.T, env map[string]string, do func(ctx context.Context, s *Server)) {
	t.Helper()
	err := withServer(t.Context(), mustConfig(t, env), func(s *Server) error { do(t.Context(), s); return nil })
	if err != nil {
		t.Fatal(err)
	}
}

// underway makes a store with a suggestion under way, and returns its id.
func underway(t *testing.T) (env map[string]string, id string) {
	t.Helper()
	env = emptyStore(t)
	opened(t, env, func(ctx context.Context, s *Server) {
		out, err := s.Submitter.Submit(ctx, runtime.Request{App: "suggestions", Submission: engine.Submission{Form: "suggestion", Kind: "create", Channel: "api", Who: access.System,
			Patch: map[string]any{"title": "导出报表时可以选择字段", "description": "每次导出都是全部字段，几十列要手工删。", "suggestion_type": "optimize", "module": "report",
				"urgency": "medium", "importance": "medium", "channel": "hotline", "anonymous": true}}})
		if err != nil {
			t.Fatal(err)
		}
		id = out.Record.ID
	})
	return env, id
}

// afterwards lets the migration work and returns the record.
func afterwards(t *testing.T, env map[string]string, id string) (r *engine.Record) {
	t.Helper()
	opened(t, env, func(ctx context.Context, s *Server) {
		if err := s.Migrator.Work(ctx); err != nil {
			t.Fatal(err)
		}
		app, _ := s.Apps.Get("suggestions")
		f, _ := app.Form("suggestion")
		var err error
		if r, err = s.Submitter.Load(ctx, app, f, id); err != nil {
			t.Fatal(err)
		}
	})
	return r
}

func written(t *testing.T, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "migration.json")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// P-20, P-22: a package installed from the command line over records under way is refused with where they stand, until
// it is said where they go, or that they stay.
func TestInstallOnTheConsoleAsksWhereRecordsGo(t *testing.T) {
	env, id := underway(t)
	if got := say(t, env, preset, true, "install", "suggestion_triage"); !strings.Contains(got, "release.needs_mapping") {
		t.Errorf("installed over a running record: %s", got)
	}
	for _, bad := range []string{`{"plans":{}}`, `{`, `{"plan":{"suggestion_sop":{"nodes":{"receive":"nowhere"}}}}`} {
		say(t, env, preset, true, "install", "suggestion_triage", "--migration", written(t, bad))
	}
	say(t, env, preset, true, "install", "suggestion_triage", "--migration", "no such file")
	file := written(t, `{"plan":{"suggestion_sop":{"nodes":{"receive":"classify"}}}}`)
	if got := say(t, env, preset, false, "install", "suggestion_triage", "--migration", file); !strings.Contains(got, "release 2") {
		t.Errorf("%s", got)
	}
	if r := afterwards(t, env, id); r.Proc.Release != 2 || !slices.ContainsFunc(r.Proc.Tokens, at("classify")) {
		t.Errorf("release %d, %+v", r.Proc.Release, r.Proc.Tokens)
	}
}

// P-20: or they stay where they are.
func TestInstallOnTheConsoleLeavesRecords(t *testing.T) {
	env, id := underway(t)
	say(t, env, preset, false, "install", "suggestion_triage", "--pin")
	if r := afterwards(t, env, id); !r.Proc.Pinned || r.Proc.Release != 1 || !slices.ContainsFunc(r.Proc.Tokens, at("receive")) {
		t.Errorf("%+v", r.Proc)
	}
}

// P-14, B-12: a folder that takes away an option records hold is refused with how many, until another takes its place.
func TestApplyAsksWhatTakesAnOptionsPlace(t *testing.T) {
	env, id := underway(t)
	dir := folderOf(t, env, "suggestions")
	file := optionsOf(t, dir, "report")
	var def map[string]any
	raw, err := os.ReadFile(file)
	if err == nil {
		err = json.Unmarshal(raw, &def)
	}
	if err != nil {
		t.Fatal(err)
	}
	spec, to := def["spec"].(map[string]any), ""
	spec["options"] = slices.DeleteFunc(spec["options"].([]any), func(o any) bool {
		key, _ := dig(o, "key").(string)
		if key != "report" {
			to = key
		}
		return key == "report"
	})
	if raw, err = json.Marshal(def); err == nil {
		err = os.WriteFile(file, raw, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	if got := say(t, env, applyFolder, true, dir, "--app", "suggestions"); !strings.Contains(got, "release.options_held") {
		t.Errorf("published over a held option: %s", got)
	}
	order := written(t, `{"values":[{"form":"suggestion","field":"module","from":"report","to":"`+to+`"}]}`)
	say(t, env, applyFolder, false, dir, "--app", "suggestions", "--migration", order)
	if r := afterwards(t, env, id); r.Data["module"] != to {
		t.Errorf("the record holds %v, not %s", r.Data["module"], to)
	}
}

// P-14: a folder that gives a field with data a type which cannot keep it is refused with how many records hold it.
func TestApplyKeepsWhatFieldsHold(t *testing.T) {
	env, id := underway(t)
	dir := folderOf(t, env, "suggestions")
	file := filepath.Join(dir, "forms", "suggestion.json")
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var def map[string]any
	if err := json.Unmarshal(raw, &def); err != nil {
		t.Fatal(err)
	}
	for _, f := range dig(def, "spec", "fields").([]any) {
		if f := f.(map[string]any); f["key"] == "description" {
			f["type"], f["settings"] = "text", map[string]any{"maxLength": 5}
		}
	}
	if raw, err = json.Marshal(def); err == nil {
		err = os.WriteFile(file, raw, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	if got := say(t, env, applyFolder, true, dir, "--app", "suggestions"); !strings.Contains(got, "release.values_misfit") {
		t.Errorf("%s", got)
	}
	if r := afterwards(t, env, id); r.Release != 1 {
		t.Errorf("release %d", r.Release)
	}
}

// optionsOf is the file of the only list in a folder that has an option.
func optionsOf(t *testing.T, dir, option string) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "lists", "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err == nil && strings.Contains(string(raw), `"key": "`+option+`"`) {
			return file
		}
	}
	t.Fatalf("no list has %s in %v", option, files)
	return ""
}

// at finds a token by its step.
func at(node string) func(process.Token) bool {
	return func(t process.Token) bool { return t.Node == node }
}

// P-22: over HTTP it is the same.
func TestInstallAsksWhereRecordsGo(t *testing.T) {
	r, admin, agent := designer(t)
	agent.must(201, "POST", suggestions, matrixRecord("导出报表时可以选择字段"))
	const path = "/api/v1/presets/suggestion_triage/install"
	for _, body := range []any{nil, junk{}, junk{"migration": junk{"plan": junk{"suggestion_sop": junk{"nodes": junk{"receive": "nowhere"}}}}}} {
		if a := admin.send("POST", path, body); a.status != 422 || !slices.Equal(a.problems(), []string{"release.needs_mapping"}) {
			t.Errorf("%v: %d %s", body, a.status, a.body)
		}
	}
	admin.must(201, "POST", path, junk{"migration": junk{"pin": true}})
	r.tick()
	if got := admin.must(200, "GET", app+"/migration", nil); got["pinned"] != 1.0 || got["failed"] != 0.0 {
		t.Errorf("progress: %v", got)
	}
}
