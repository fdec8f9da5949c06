package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"huiyin/builder"
)

// folderOf writes what an app has into a folder.
func folderOf(t *testing.T, env map[string]string, app string) string {
	t.Helper()
	s, err := NewServer(t.Context(), mustConfig(t, env), Parts{Shelf: shelf()})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Store.Close() }()
	b, err := s.Publisher.Bundle(t.Context(), app, 1)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for name, content := range b.Files() {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// P-14: an app is kept as a folder of files; plan tells what the folder changes, apply publishes it, and a folder with
// faults changes nothing.
func TestPlanAndApply(t *testing.T) {
	env := emptyStore(t)
	dir := folderOf(t, env, "suggestions")
	if got := say(t, env, planFolder, false, dir, "--app", "suggestions"); got != "nothing is different\n" {
		t.Errorf("%q", got)
	}
	role := filepath.Join(dir, "roles", "triager.json")
	raw, err := os.ReadFile(role)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(role, bytes.Replace(raw, []byte("Triager"), []byte("Sorter"), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	want := "role “Sorter”: Renamed to “Sorter”\n"
	for range 2 {
		if got := say(t, env, planFolder, false, dir, "--app", "suggestions"); !strings.EqualFold(got, want) {
			t.Errorf("%q", got)
		}
	}
	if got := say(t, env, applyFolder, false, dir, "--app", "suggestions"); !strings.HasSuffix(got, "published: app suggestions, release 2\n") {
		t.Errorf("%q", got)
	}
	if got := say(t, env, applyFolder, false, dir, "--app", "suggestions"); got != "nothing is different\n" {
		t.Errorf("%q", got)
	}
	if err := os.WriteFile(role, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	say(t, env, applyFolder, true, dir, "--app", "suggestions")
	say(t, env, planFolder, true, dir)
	say(t, env, planFolder, true, dir, "--app", "nowhere")
}

// A command that only looks makes no store where there is none: what can be told without one is told.
func TestLookingMakesNoStore(t *testing.T) {
	dir := t.TempDir()
	env := map[string]string{"HUIYIN_STORE": "sqlite:" + filepath.Join(dir, "data", "huiyin.db"), "LANG": "en_US.UTF-8"}
	if got := say(t, env, preset, false, "list"); !strings.Contains(got, "suggestion_sop_full") || strings.Contains(got, "installed") {
		t.Errorf("the packages: %q", got)
	}
	folder := folderOf(t, emptyStore(t), "suggestions")
	for name, got := range map[string]string{
		"plan":    say(t, env, planFolder, true, folder, "--app", "suggestions"),
		"apply":   say(t, env, applyFolder, true, folder, "--app", "suggestions"),
		"upgrade": say(t, env, preset, true, "upgrade", "suggestion_intake"),
	} {
		if !strings.Contains(got, "store.no_data") {
			t.Errorf("%s: %q", name, got)
		}
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// P-23: an upgrade from the command line ends in drafts; conflicts are told, and one side may be chosen for all.
func TestUpgradeOnTheConsole(t *testing.T) {
	env := emptyStore(t)
	file := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
	app := `{"kind":"app","key":"shop","title":"商店","schemaVersion":1,"spec":{"name":"shop","version":"1.0.0"}}`
	form := `{"kind":"form","key":"order","title":"订单","schemaVersion":1,"spec":{"fields":[{"key":"title","type":"text","title":"标题"}]}}`
	shelf := fstest.MapFS{"shop/app.json": file(app), "shop/forms/order.json": file(form)}
	s, err := NewServer(t.Context(), mustConfig(t, env), Parts{Shelf: shelf})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Store.Close() }()
	if err := s.Open(t.Context()); err != nil {
		t.Fatal(err)
	}
	install(t, s, "shop")
	var out bytes.Buffer
	c := &console{out: &out, err: &out, lang: "en"}
	if err := upgradePreset(t.Context(), c, s, "shop", ""); err == nil {
		t.Error("nothing was newer")
	}
	if err := upgradePreset(t.Context(), c, s, "nothing", ""); err == nil {
		t.Error("nobody has it")
	}
	if _, problems, err := s.drafts().Save(t.Context(), "shop", []byte(strings.Replace(form, "标题", "单名", 1)), builder.Seen{}, "u_1"); err != nil || problems.Err() != nil {
		t.Fatal(problems, err)
	}
	shelf["shop/app.json"] = file(strings.Replace(app, "1.0.0", "1.1.0", 1))
	shelf["shop/forms/order.json"] = file(strings.Replace(form, `"标题"}`, `"品名"},{"key":"memo","type":"text","title":"备注"}`, 1))
	if err := upgradePreset(t.Context(), c, s, "shop", ""); err == nil || !strings.Contains(err.Error(), "upgrade.conflict") {
		t.Errorf("undecided: %v", err)
	}
	if err := upgradePreset(t.Context(), c, s, "shop", builder.Ours); err != nil || !strings.Contains(out.String(), "Added field “备注”") || strings.Contains(out.String(), "品名") {
		t.Errorf("%v %s", err, &out)
	}
}
