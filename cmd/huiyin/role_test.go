package main

import (
	"strings"
	"testing"
)

// P-05: the roles of an app are listed with what people call them, and a misspelt one is answered with those that exist.
func TestRoles(t *testing.T) {
	env := emptyStore(t)
	want := "suggestions/triager"
	for _, args := range [][]string{{"list"}, {"list", "suggestions"}} {
		got := say(t, env, role, false, args...)
		lines := strings.Split(strings.TrimSpace(got), "\n")
		if len(lines) < 5 || !strings.Contains(got, want) || !strings.Contains(got, "Triager") {
			t.Errorf("%v: %q", args, got)
		}
	}
	say(t, env, role, true, "list", "elsewhere")
	say(t, env, role, true, "add")
	if err := refusal(t, env, "--password-stdin", "--roles", "suggestions/nope", "add", "li", "Li Si"); !strings.Contains(err, "suggestions/nope") || !strings.Contains(err, want) {
		t.Errorf("a wrong role: %q", err)
	}
}

// refusal is what huiyin user answers to what it does not do.
func refusal(t *testing.T, env map[string]string, args ...string) string {
	t.Helper()
	c, _, _ := consoleWith(env)
	c.in = strings.NewReader("a-long-password\n")
	err := user(t.Context(), c, args)
	if err == nil {
		t.Fatalf("user %v was not refused", args)
	}
	return err.Error()
}
