package main

import (
	"slices"
	"strings"
	"testing"

	"huiyin/engine"
	"huiyin/engine/process"
	"huiyin/runtime"
)

// Without a mail server nothing a customer was to be told is lost: it can be read word by word, and sent, once, as soon
// as there is one. The ledger learns that it was (F-12).
func TestUnsentLettersAreReadAndSentLater(t *testing.T) {
	dir := t.TempDir()
	r := &rig{t: t, clock: newClock(monday), mail: newMailbox(t)}
	mute := testConfig(t, dir, r.mail)
	mute.SMTP = ""
	r.serve(mute)
	install(t, r.s, "suggestion_intake")
	admin := r.person(runtime.User{ID: "u_admin", Login: "admin", Name: "管理员", Admin: true, Language: "zh"})
	agent := r.person(runtime.User{ID: "u_agent", Login: "agent", Name: "林小雨", Roles: []string{"suggestions/cs_agent"}, Language: "zh"})
	sent := r.stranger().must(201, "POST", publicForm, publicFill(r.token(), "客户的一条建议"))
	id := strings.Split(code(sent), ".")[2]
	at := suggestions + "/" + id
	for _, press := range []map[string]any{{"kind": "button", "button": "take_up"}, {"kind": "button", "button": "answer", "data": map[string]any{"reply": "报表右上角可以勾选字段。"}}} {
		r.tick()
		press["task"] = dig(agent.must(200, "GET", at, nil), "process", "tasks", 0, "id")
		agent.must(200, "POST", at+"/act", press)
	}
	r.tick()
	r.tick()
	letter := r.promised(admin, id, "answered")
	if letter["state"] != "not_configured" || !strings.Contains(letter["subject"].(string), "答复") ||
		!strings.Contains(letter["body"].(string), "报表右上角可以勾选字段。") || r.owed(id, "answered").State != "failed" {
		t.Fatalf("%v, the ledger says %q", letter, r.owed(id, "answered").State)
	}
	if !r.byHand(id) {
		t.Fatal("nobody is asked to tell the customer by hand")
	}
	again := "/api/v1/messages/" + letter["id"].(string) + "/resend"
	if got := admin.must(200, "POST", again, nil); got["state"] != "not_configured" {
		t.Errorf("sent by nobody: %v", got)
	}
	wire.CloseIdleConnections()
	if err := r.s.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	r.serve(testConfig(t, dir, r.mail))
	admin = r.signIn("u_admin")
	if n := len(r.mail.all()); n != 0 {
		t.Fatalf("%d letters left by themselves", n)
	}
	for range 2 { // pressed once more, nothing happens
		got := admin.must(200, "POST", again, nil)
		r.tick()
		if got["state"] != "sent" || r.promised(admin, id, "answered")["state"] != "sent" || r.owed(id, "answered").State != "sent" {
			t.Errorf("%v, the ledger says %q", got, r.owed(id, "answered").State)
		}
		if r.byHand(id) {
			t.Error("somebody is still asked to tell the customer by hand")
		}
		if letters := r.mail.to("li@example.com"); len(letters) != 1 || letters[0].Subject != letter["subject"] || !strings.Contains(letters[0].Body, "报表右上角可以勾选字段。") {
			t.Errorf("%d letters: %v", len(letters), letters)
		}
	}
}

// promised is what the message log shows of the customer's letter for a promise.
func (r *rig) promised(b *browser, record, promise string) map[string]any {
	r.t.Helper()
	list, _ := b.must(200, "GET", "/api/v1/messages", nil)["items"].([]any)
	for _, m := range list {
		if m, ok := m.(map[string]any); ok && m["audience"] == "customer" && m["promise"] == r.owed(record, promise).ID {
			return m
		}
	}
	r.t.Fatalf("no letter for %s among %d", promise, len(list))
	return nil
}

// suggestion is a record as it is stored.
func (r *rig) suggestion(id string) *engine.Record {
	r.t.Helper()
	a, _ := r.s.Apps.Get("suggestions")
	f, _ := a.Form("suggestion")
	record, err := r.s.Submitter.Load(r.t.Context(), a, f, id)
	if err != nil {
		r.t.Fatal(err)
	}
	return record
}

// byHand reports whether somebody has the task to tell the customer of a suggestion.
func (r *rig) byHand(id string) bool {
	r.t.Helper()
	return slices.ContainsFunc(r.suggestion(id).Proc.Tasks, func(t process.Task) bool {
		return t.State == "open" && t.AdHoc != nil && t.AdHoc.Promise != ""
	})
}

// owed is a promise in a suggestion's ledger.
func (r *rig) owed(id, promise string) process.Entry {
	r.t.Helper()
	record := r.suggestion(id)
	for _, e := range record.Loop {
		if e.Promise == promise {
			return e
		}
	}
	r.t.Fatalf("nothing is promised as %s: %v", promise, record.Loop)
	return process.Entry{}
}
