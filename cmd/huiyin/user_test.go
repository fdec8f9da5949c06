package main

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"
)

// Roles are given and taken on the console; a role that no app has is refused, and who is disabled cannot sign in.
func TestUserRoles(t *testing.T) {
	dir := t.TempDir()
	env := map[string]string{"HUIYIN_STORE": "sqlite:" + filepath.Join(dir, "huiyin.db"), "HUIYIN_FILES": filepath.Join(dir, "files"),
		"HUIYIN_SECRET": "a root key for tests only", "LANG": "en_US.UTF-8"}
	say := func(fails bool, args ...string) string {
		t.Helper()
		var out bytes.Buffer
		c := &console{in: strings.NewReader("a-long-password\n"), out: &out, err: &out, env: func(n string) string { return env[n] }}
		if err := user(t.Context(), c, args); (err != nil) != fails {
			t.Fatalf("user %v: %v %s", args, err, &out)
		}
		return out.String()
	}
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
	say(false, "--password-stdin", "--roles", "suggestions/triager", "add", "li", "李四")
	say(true, "--password-stdin", "--roles", "suggestions/nope", "add", "wang", "王五")
	if got := say(false, "role", "li", "suggestions/cs_lead,suggestions/triager"); got != "suggestions/triager,suggestions/cs_lead\n" {
		t.Errorf("roles %q", got)
	}
	if got := say(false, "--revoke", "role", "li", "suggestions/triager"); got != "suggestions/cs_lead\n" {
		t.Errorf("roles %q", got)
	}
	say(true, "role", "li", "elsewhere/triager")
	say(true, "role", "nobody", "suggestions/triager")
	say(false, "disable", "li")
	if got := say(false, "list"); !strings.Contains(got, "li") || !strings.Contains(got, "suggestions/cs_lead") {
		t.Errorf("list %q", got)
	}
	say(false, "enable", "li")
}

func mustConfig(t *testing.T, env map[string]string) Config {
	t.Helper()
	cfg, _, err := configure(&console{out: &bytes.Buffer{}, err: &bytes.Buffer{}, env: func(n string) string { return env[n] }}, "serve", nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	return cfg
}

// P-24: every account of the demonstration says in both languages what it is, the administrator too.
func TestDemoLogins(t *testing.T) {
	r := boot(t, demoPackage)
	people, err := readCast(r.s.Installer.Shelf)
	if err != nil {
		t.Fatal(err)
	}
	app, ok := r.s.Apps.Get("suggestions")
	if !ok {
		t.Fatal("the demonstrated app is not installed")
	}
	logins := people.logins(app)
	if len(logins) != len(shown) {
		t.Fatalf("%d logins of %d", len(logins), len(shown))
	}
	for _, l := range logins {
		zh, en := l.Title["zh"], l.Title["en"]
		if l.Name == "" {
			t.Errorf("%s has no name", l.Login)
		}
		if zh == "" || en == "" || zh == en {
			t.Errorf("%s: %q %q", l.Login, zh, en)
		}
	}
	if logins[0].Title.In("en") != "Administrator" {
		t.Errorf("the administrator: %v", logins[0].Title)
	}
	// Whoever sorts suggestions is not the one their first role alone would name.
	said := roll(logins, "zh")
	if !strings.Contains(said, "林小雨") || !strings.Contains(said, "分诊专员、一线客服") || strings.Count(said, "\n") != len(logins) {
		t.Errorf("printed: %s", said)
	}
}
