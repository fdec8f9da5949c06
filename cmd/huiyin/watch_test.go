package main

import (
	"bytes"
	"io"
	"log/slog"
	"net/http"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"huiyin/runtime"
	"huiyin/runtime/httpapi"
)

// requestID asks for something that is not there and returns the id of the request.
func requestID(t *testing.T, base, sent string) string {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, base+"/api/v1/nothing/here", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set(httpapi.RequestID, sent)
	answer, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	if err := answer.Body.Close(); err != nil {
		t.Fatal(err)
	}
	return answer.Header.Get(httpapi.RequestID)
}

// scrape reads /metrics as Prometheus would.
func scrape(t *testing.T, base string, header ...string) (int, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, base+"/metrics", nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(header); i += 2 {
		if req.Header.Set(header[i], header[i+1]); header[i] == "Host" {
			req.Host = header[i+1]
		}
	}
	answer, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, string(body)
}

// What happens is counted: by route and never by address, by form, and by what is waiting.
func TestMetricsTellWhatHappens(t *testing.T) {
	r := boot(t, "suggestion_intake")
	agent := r.person(runtime.User{ID: "agent", Login: "agent", Name: "agent", Roles: []string{"suggestions/cs_lead"}})
	r.person(runtime.User{ID: "colleague", Login: "colleague", Name: "colleague", Roles: []string{"suggestions/cs_agent"}})
	agent.must(201, "POST", "/api/v1/apps/suggestions/forms/suggestion/records", matrixRecord("这一条会被数到"))
	agent.must(422, "POST", "/api/v1/apps/suggestions/forms/suggestion/records", junk{"data": junk{}})
	r.tick()
	status, text := scrape(t, r.url)
	if status != http.StatusOK {
		t.Fatalf("%d %s", status, text)
	}
	for _, line := range []string{
		`huiyin_http_request_duration_seconds_count{method="POST",route="/api/v1/apps/:app/forms/:form/records",status="201"} 1`,
		`huiyin_submission_duration_seconds_count{app="suggestions",form="suggestion",outcome="refused"} 1`,
		`huiyin_effects_total{kind="message",outcome="done"}`, `huiyin_ready 1`, `huiyin_incidents 0`, `huiyin_late_records 0`,
		`huiyin_build_info{version="dev"} 1`, "go_goroutines",
	} {
		if !strings.Contains(text, line) {
			t.Errorf("not counted: %s", line)
		}
	}
	if size := regexp.MustCompile(`(?m)^huiyin_store_bytes [1-9]`); !size.MatchString(text) {
		t.Error("the size of the database is not told")
	}
	if strings.Contains(text, "/a/") || strings.Contains(text, "track/") && !strings.Contains(text, ":code") {
		t.Error("an address stands in the figures")
	}
}

// Who reads the figures: this machine, but not through a proxy on it; with a token nobody without.
func TestMetricsAreNotForEverybody(t *testing.T) {
	r := boot(t, "suggestion_intake")
	if status, body := scrape(t, r.url, "X-Forwarded-For", "203.0.113.9"); status != http.StatusForbidden || strings.Contains(body, "huiyin_") {
		t.Errorf("through a proxy: %d %s", status, body)
	}
	if status, _ := scrape(t, r.url, "Host", "feedback.example.com"); status != http.StatusForbidden {
		t.Errorf("by the name that people know: %d", status)
	}
	r.s.API.MetricsToken = "a token of tests"
	for _, header := range []string{"", "Bearer wrong", "a token of tests"} {
		if status, _ := scrape(t, r.url, "Authorization", header); status != http.StatusForbidden {
			t.Errorf("%q: %d", header, status)
		}
	}
	if status, _ := scrape(t, r.url, "Authorization", "Bearer a token of tests"); status != http.StatusOK {
		t.Errorf("the token: %d", status)
	}
}

// Whoever reads an error and whoever reads the log talk about the same request; a customer's link is in no log.
func TestRequestsHaveIds(t *testing.T) {
	var log bytes.Buffer
	before := slog.Default()
	slog.SetDefault(Config{Log: slog.LevelDebug}.logger(&log))
	defer slog.SetDefault(before)
	r := boot(t, "suggestion_intake")
	for sent, kept := range map[string]bool{"check-42": true, "two words": false, strings.Repeat("x", 65): false, "": false} {
		got := requestID(t, r.url, sent)
		if got == "" || (got == sent) != kept {
			t.Errorf("%q became %q", sent, got)
		}
	}
	r.stranger().send("GET", "/api/v1/public/track/a-secret-of-a-customer", nil)
	if !strings.Contains(log.String(), "request=check-42") {
		t.Errorf("no line names the request:\n%s", log.String())
	}
	if strings.Contains(log.String(), "a-secret-of-a-customer") {
		t.Error("the log holds a customer's link")
	}
}

// The page about the installation tells what to look after, and stops telling when it was done.
func TestSystemAdvises(t *testing.T) {
	r := boot(t, "suggestion_intake")
	admin := r.person(runtime.User{ID: "root", Login: "root", Name: "root", Admin: true})
	codes := func() string {
		var out []string
		for _, one := range dig(admin.must(200, "GET", "/api/v1/system", nil), "advice").([]any) {
			code, _ := dig(one, "code").(string)
			if message, _ := dig(one, "message").(string); message == "" || message == code {
				t.Errorf("%s says nothing", code)
			}
			out = append(out, code)
		}
		return strings.Join(out, " ")
	}
	if got := codes(); !strings.Contains(got, "system.backup_never") || !strings.Contains(got, "system.url_local") {
		t.Errorf("advice: %s", got)
	}
	vacant := func(lang string) string {
		for _, one := range dig(admin.must(200, "GET", "/api/v1/system?lang="+lang, nil), "advice").([]any) {
			if dig(one, "code") == "system.role_vacant" {
				return dig(one, "message").(string)
			}
		}
		return ""
	}
	if zh, en := vacant("zh"), vacant("en"); !strings.Contains(zh, "客户建议") || !strings.Contains(zh, "一线客服") || !strings.Contains(en, "Support agent") {
		t.Errorf("roles nobody has: %s %s", zh, en)
	}
	r.person(runtime.User{ID: "u_lin", Login: "lin", Name: "林小雨", Roles: []string{"suggestions/cs_agent"}})
	if got := vacant("zh"); strings.Contains(got, "一线客服") || got == "" {
		t.Errorf("an agent has come, others are wanted still: %s", got)
	}
	if _, err := writeBackup(t.Context(), r.s.Config, filepath.Join(t.TempDir(), "copy.huiyin"), false, false); err != nil {
		t.Fatal(err)
	}
	if got := codes(); strings.Contains(got, "backup") {
		t.Errorf("after a backup: %s", got)
	}
}
