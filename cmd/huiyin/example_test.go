package main

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"huiyin/runtime"
)

// The client of the README does what it says, and twice is as good as once.
func TestTheExampleClientWorks(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("node is not installed")
	}
	r := boot(t, "suggestion_intake")
	admin := r.person(runtime.User{ID: "u_admin", Login: "admin", Name: "管", Admin: true, Language: "en"})
	secret, _ := admin.token(junk{"scopes": []string{"read", "submit"}, "apps": []string{"suggestions"}})
	run := func(secret string) (string, error) {
		cmd := exec.Command(node, "../../.readme/client.mjs")
		cmd.Env = append(os.Environ(), "HUIYIN_URL="+r.url, "HUIYIN_TOKEN="+secret)
		said, err := cmd.CombinedOutput()
		return string(said), err
	}
	first, err := run(secret)
	if err != nil || !strings.Contains(first, "customer made: 云帆科技\nsuggestion ") || !strings.Contains(first, ": New") {
		t.Fatalf("%v\n%s", err, first)
	}
	second, err := run(secret)
	if want := strings.Replace(first, "made", "known", 1); err != nil || second != want {
		t.Errorf("again: %v\n%s\n%s", err, second, want)
	}
	if refused, err := run("hyt_wrong"); err == nil || !strings.Contains(refused, "Error: 401 ") {
		t.Errorf("a wrong token: %v\n%s", err, refused)
	}
}
