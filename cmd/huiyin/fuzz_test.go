package main

import (
	"bytes"
	"cmp"
	"log/slog"
	"os"
	"os/exec"
	"strings"
	"testing"

	"huiyin/runtime"
)

// A fuzzing client that knows nothing but the document finds no 5xx, no status and no answer that it does not describe,
// and no way past the token (O-06). It is Schemathesis, which .ci/schemathesis installs; HUIYIN_TEST_SCHEMATHESIS names
// its program and HUIYIN_TEST_SCHEMATHESIS_SECONDS the time it may take.
func TestFuzzersFindNothing(t *testing.T) {
	program := os.Getenv("HUIYIN_TEST_SCHEMATHESIS")
	if program == "" {
		t.Skip("HUIYIN_TEST_SCHEMATHESIS is not set: .ci/schemathesis go test -run TestFuzzersFindNothing ./cmd/huiyin")
	}
	r := boot(t, "suggestion_intake")
	r.s.API.TokenRate = 1 << 30
	admin := r.person(runtime.User{ID: "u_admin", Login: "admin", Name: "管", Admin: true, Roles: []string{"suggestions/cs_agent", "suggestions/biz_admin"}})
	secret, _ := admin.token(junk{"scopes": strings.Fields(everyScope)})
	m := r.machine(secret)
	m.must(201, "POST", suggestions, matrixRecord("一条有历史的建议"))
	m.must(201, "PUT", atID("CRM-1"), junk{"data": junk{"name": "云帆科技"}})
	var log bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelWarn})))
	said, err := fuzz(t, program, r.url, secret)
	if err != nil && bytes.Contains(said, []byte("Network Error")) && !bytes.Contains(said, []byte("Failures:")) {
		// A machine with more to do than it can may break a connection; a server that does breaks it again.
		t.Logf("a connection broke; the server says:\n%s\n%s", lastLines(log.String(), 40), lastLines(string(said), 60))
		log.Reset()
		said, err = fuzz(t, program, r.url, secret)
	}
	slog.SetDefault(before)
	if err != nil {
		t.Fatalf("%v\n%s\nthe server says:\n%s", err, said, lastLines(log.String(), 40))
	}
	t.Log(lastLines(string(said), 12))
}

// fuzz runs the client against a server.
func fuzz(t *testing.T, program, url, secret string) ([]byte, error) {
	cmd := exec.Command(program, "run", url+"/api/v1/openapi.json", "--header", "Authorization: Bearer "+secret, "--no-color",
		"--max-time", cmp.Or(os.Getenv("HUIYIN_TEST_SCHEMATHESIS_SECONDS"), "60"), "--generation-database", "none", "--warnings", "off",
		"--checks", "not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,response_schema_conformance,ignored_auth",
		"--exclude-operation-id", "listen", // its answer never ends
		"--suppress-health-check", "all", "--request-timeout", "20")
	cmd.Dir = t.TempDir()
	return cmd.CombinedOutput()
}

// lastLines are the last lines of a text.
func lastLines(text string, n int) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return strings.Join(lines[max(0, len(lines)-n):], "\n")
}
