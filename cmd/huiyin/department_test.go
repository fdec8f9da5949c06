package main

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"huiyin/engine/problem"
)

// say runs a subcommand with a password on standard input and returns what it printed, or the codes it was refused with.
func say(t *testing.T, env map[string]string, do func(context.Context, *console, []string) error, fails bool, args ...string) string {
	t.Helper()
	var out bytes.Buffer
	c := &console{in: strings.NewReader("a-long-password\n"), out: &out, err: &out, env: func(n string) string { return env[n] }, lang: "en"}
	err := do(t.Context(), c, args)
	if (err != nil) != fails {
		t.Fatalf("%v: %v %s", args, err, &out)
	}
	if list := (problem.List{}); errors.As(err, &list) {
		return list.Error()
	}
	return out.String()
}

// emptyStore makes a store with an app and returns the settings that lead to it.
func emptyStore(t *testing.T) map[string]string {
	t.Helper()
	dir := t.TempDir()
	env := map[string]string{"HUIYIN_STORE": "sqlite:" + filepath.Join(dir, "huiyin.db"), "HUIYIN_FILES": filepath.Join(dir, "files"),
		"HUIYIN_SECRET": "a root key for tests only", "LANG": "en_US.UTF-8"}
	s, err := NewServer(t.Context(), mustConfig(t, env), Parts{Shelf: shelf()})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Open(t.Context()); err != nil {
		t.Fatal(err)
	}
	install(t, s, "suggestion_intake")
	if err := s.Store.Close(); err != nil {
		t.Fatal(err)
	}
	return env
}

// L-08, P-05: departments are made on the console, named by name or id; none stands below itself or twice in one place.
func TestDepartments(t *testing.T) {
	env := emptyStore(t)
	run := func(fails bool, args ...string) string { t.Helper(); return say(t, env, department, fails, args...) }
	said := run(false, "add", "Support")
	top := strings.TrimSpace(said[strings.LastIndex(said, " ")+1:])
	if said != "added the department \"Support\", id "+top+"\n" || !strings.HasPrefix(top, "d_") {
		t.Errorf("said %q", said)
	}
	run(false, "add", "Team one", "--parent", "Support")
	if got := run(true, "add", "Support"); !strings.Contains(got, "department.name_taken") {
		t.Errorf("the same name twice: %s", got)
	}
	run(true, "add", "Team two", "--parent", "Nowhere")
	if got := run(true, "parent", "Support", "Team one"); !strings.Contains(got, "department.below_itself") {
		t.Errorf("a circle: %s", got)
	}
	say(t, env, user, false, "--password-stdin", "add", "li", "Li Si", "--department", "Team one")
	say(t, env, user, true, "--password-stdin", "add", "wang", "Wang Wu", "--department", "Nowhere")
	run(false, "head", top, "li")
	run(false, "rename", "Team one", "Day shift")
	lines := strings.Split(run(false, "list"), "\n")
	if len(lines) != 3 || strings.Join(strings.Fields(lines[0]), " ") != top+" Support Li Si" || !strings.Contains(lines[1], "    Day shift") {
		t.Errorf("list: %q", lines)
	}
	if got := say(t, env, user, false, "list"); !strings.Contains(got, "Day shift") {
		t.Errorf("users: %s", got)
	}
	say(t, env, user, false, "department", "li", "Support")
	if got := say(t, env, user, false, "list"); !strings.Contains(got, "Support") {
		t.Errorf("users: %s", got)
	}
	run(false, "parent", "Day shift")
	if got := run(false, "list"); !strings.HasPrefix(got, "d_") || strings.Contains(got, "    Day shift") {
		t.Errorf("list: %s", got)
	}
	if got := run(true, "rename", top, " "); !strings.Contains(got, "department.name_required") {
		t.Errorf("no name: %s", got)
	}
}
