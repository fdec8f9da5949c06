package main

import (
	"strings"
	"testing"
)

// An installation for real use begins with nothing: no sample records, no people, and no password that anybody could know
// (1.4). Only demo mode has those.
func TestServeBeginsEmpty(t *testing.T) {
	r := boot(t, "suggestion_sop_full")
	users, err := r.s.People.Users(t.Context())
	if err != nil || len(users) != 0 {
		t.Fatalf("%d users are there (%v)", len(users), err)
	}
	if n := len(allRecords(t, r.s, "suggestions", "suggestion")) + len(allRecords(t, r.s, "suggestions", "customer")); n != 0 {
		t.Errorf("%d sample records are there", n)
	}
	stranger := r.stranger()
	for _, login := range []string{"admin", "agent", "root", "demo"} {
		for _, password := range []string{"", "admin", "password", "123456", "huiyin", login} {
			got := stranger.send("POST", "/api/v1/session", junk{"login": login, "password": password})
			if got.status == 200 || len(got.body) == 0 || strings.Contains(string(got.body), `"csrf"`) {
				t.Fatalf("%s gets in by %q: %d %s", login, password, got.status, got.body)
			}
		}
	}
	if got := stranger.send("GET", "/api/v1/demo", nil); got.status != 404 {
		t.Errorf("logins of a demonstration: %d %s", got.status, got.body)
	}
	if got := stranger.send("GET", "/api/v1/session", nil); len(got.problems()) == 0 || got.problems()[0] != "session.setup_required" {
		t.Errorf("the first visitor is not asked to set it up: %d %s", got.status, got.body)
	}
}
