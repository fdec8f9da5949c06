package main

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"huiyin/engine"
	"huiyin/engine/query"
	"huiyin/runtime"
	"huiyin/runtime/store"
)

// P-24: the first start of a demonstration makes half a year of data by driving the real engine; nothing leaves the house.
func TestDemonstration(t *testing.T) {
	if testing.Short() {
		t.Skip("makes half a year of sample data")
	}
	box := newMailbox(t)
	cfg := testConfig(t, t.TempDir(), box)
	cfg.Secrets = nil
	path, _ := cfg.SQLitePath()
	if err := os.WriteFile(path+".making", []byte("what a crash left behind"), 0o600); err != nil {
		t.Fatal(err)
	}
	c, out, _ := consoleWith(nil)
	if err := makeDemo(t.Context(), c, cfg, path); err != nil {
		t.Fatal(err)
	}
	s, err := NewServer(t.Context(), cfg, Parts{Shelf: shelf()})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Store.Close() }()
	mark, err := demoMark(t.Context(), s.Store)
	if err != nil || mark == nil {
		t.Fatalf("the store is not marked as a demonstration: %v", err)
	}
	if err := openDemo(t.Context(), c, s, *mark); err != nil {
		t.Fatal(err)
	}
	if err := s.Tick(t.Context()); err != nil {
		t.Fatal(err)
	}
	checkDemoData(t, s, mark.App)
	checkDemoWords(t, s, out.String())
	if n := len(box.all()); n > 0 {
		t.Errorf("%d mails were sent, the first to %s", n, box.all()[0].To)
	}
}

// checkDemoData looks for everything a visitor should find.
func checkDemoData(t *testing.T, s *Server, app string) {
	t.Helper()
	records := allRecords(t, s, app, "suggestion")
	customers := allRecords(t, s, app, "customer")
	users, err := s.People.Users(t.Context())
	if err != nil || len(records) < 300 || len(customers) < 40 || len(users) < 12 {
		t.Errorf("%d suggestions, %d customers, %d users: %v", len(records), len(customers), len(users), err)
	}
	months, first, last := map[string]bool{}, records[0].CreatedAt, records[0].CreatedAt
	for _, r := range records {
		months[r.CreatedAt.Format("2006-01")] = true
		if r.CreatedAt.Before(first) {
			first = r.CreatedAt
		}
		if r.CreatedAt.After(last) {
			last = r.CreatedAt
		}
	}
	if last.Sub(first) < 170*24*time.Hour || len(months) < 6 {
		t.Errorf("from %s to %s, in the months %v", first, last, months)
	}
	status, ledger, late := map[string]int{}, map[string]int{}, 0
	for _, r := range append(records, customers...) {
		if !r.Sample {
			t.Errorf("%s is not marked as a sample", r.ID)
		}
		if r.Proc == nil {
			continue
		}
		status[r.Proc.Status]++
		for _, e := range r.Loop {
			ledger[e.State]++
		}
		for _, clock := range r.Proc.SLAs {
			if clock.State == "breached" {
				late++
			}
		}
		if len(r.Outbox) > 0 && r.Outbox[0].Error != "" {
			t.Errorf("%s: %s", r.No, r.Outbox[0].Error)
		}
	}
	a, _ := s.Apps.Get(app)
	p, _ := a.Process("suggestion_sop", 0)
	for _, st := range p.Spec().Statuses {
		if status[st.Key] == 0 {
			t.Errorf("no suggestion is %s: %v", st.Key, status)
		}
	}
	if late < 10 || ledger["sent"] < 100 || ledger["told"] < 10 || ledger["waived"] == 0 {
		t.Errorf("%d late clocks, ledger %v", late, ledger)
	}
	t.Logf("%v, ledger %v, %d late", status, ledger, late)
	checkDemoTalk(t, s, records)
}

func checkDemoTalk(t *testing.T, s *Server, records []*engine.Record) {
	t.Helper()
	count := func(collection string, keep func(body []byte) bool) int {
		n := 0
		err := s.Store.Scan(t.Context(), collection, query.Condition{}, func(d store.Document) error {
			if keep(d.Body) {
				n++
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	state := func(want string) func([]byte) bool {
		return func(body []byte) bool {
			var m struct{ Channel, State string }
			_ = json.Unmarshal(body, &m)
			return m.Channel == "mail" && m.State == want
		}
	}
	all := func([]byte) bool { return true }
	if n := count(runtime.Comments, all); n < 100 {
		t.Errorf("only %d comments", n)
	}
	if n := count(runtime.Messages, state("sample")); n < 300 {
		t.Errorf("only %d mails were kept back as samples", n)
	}
	if n := count(runtime.Messages, state("sent")) + count(runtime.Messages, state("failed")); n > 0 {
		t.Errorf("%d mails look as if they had been sent", n)
	}
	if n := count(runtime.Events, all); n < 10*len(records) {
		t.Errorf("only %d events of %d records", n, len(records))
	}
}

// checkDemoWords looks at what the console says: addresses, logins and one password in both languages.
func checkDemoWords(t *testing.T, s *Server, said string) {
	t.Helper()
	password, err := demoPassword(s.Config, false)
	if err != nil || password == "" {
		t.Fatalf("no password: %v", err)
	}
	for _, words := range []string{"密码：" + password, "password: " + password, s.Config.URL + "/f/suggestions/suggestion", s.Config.URL + "/t/suggestions.", "100 %"} {
		if !strings.Contains(said, words) {
			t.Errorf("the console does not say %q:\n%s", words, said)
		}
	}
	for _, login := range shown {
		if _, _, err := s.API.Sessions.SignIn(t.Context(), login, password, "", ""); err != nil {
			t.Errorf("%s cannot sign in: %v", login, err)
		}
	}
}
