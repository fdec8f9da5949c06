package main

import (
	"testing"

	"huiyin/runtime"
)

// Whoever puts the first steps away has put them away on every device; others still see theirs.
func TestFirstStepsArePutAwayByPerson(t *testing.T) {
	r := boot(t, "suggestion_intake")
	boss := r.person(runtime.User{ID: "u_boss", Login: "boss", Name: "甲", Admin: true})
	other := r.person(runtime.User{ID: "u_other", Login: "other", Name: "乙", Admin: true})
	if dig(boss.must(200, "GET", "/api/v1/session", nil), "user", "started") != false {
		t.Fatal("nobody put anything away yet")
	}
	boss.must(200, "PATCH", "/api/v1/session", junk{"started": true})
	elsewhere := r.signIn("u_boss")
	boss.must(200, "PATCH", "/api/v1/session", junk{"language": "en"})
	if dig(elsewhere.must(200, "GET", "/api/v1/session", nil), "user", "started") != true {
		t.Error("another device of the same person does not know")
	}
	if dig(other.must(200, "GET", "/api/v1/session", nil), "user", "started") != false {
		t.Error("somebody else's are gone too")
	}
}
