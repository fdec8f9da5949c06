package main

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"huiyin/engine/query"
	"huiyin/runtime"
	"huiyin/runtime/executor"
)

// junkMail fills the public form with a stranger's words and somebody else's address.
func (r *rig) junkMail(i int, address string) {
	r.t.Helper()
	r.junk(i, address)
	r.tick()
}

func (r *rig) junk(i int, address string) {
	token, mine := r.token(), fmt.Sprint(i)
	fill := publicFill(token, fmt.Sprintf("买药请上 evil.example 第 %d 封", i))
	fill["data"].(map[string]any)["customer_name"], fill["data"].(map[string]any)["contact_email"] = "请点 evil.example", address
	fill["nonce"] = mine + ":" + toil(token+":"+mine, 16)
	r.stranger().must(201, "POST", publicForm, fill)
}

// Whoever fills in a public form with the address of somebody else sends them none of their words, and only so many
// letters: the rest are held in the log, where they can be read and sent. A colleague's letters are not counted.
func TestStrangersCannotMailThroughUs(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig, _ Config) {
		const victim = "victim@example.com"
		admin := r.person(runtime.User{ID: "u_admin", Login: "admin", Name: "管理员", Admin: true, Language: "zh"})
		agent := r.person(runtime.User{ID: "u_agent", Login: "agent", Name: "林小雨", Roles: []string{"suggestions/cs_agent"}, Language: "zh"})
		for i := range executor.LettersPerHour + 2 {
			r.junkMail(i, victim)
		}
		got := r.mail.to(victim)
		if len(got) != executor.LettersPerHour {
			t.Errorf("%d letters to somebody who asked for none", len(got))
		}
		for _, l := range got {
			if strings.Contains(l.Name+l.Subject+l.Body, "evil.example") || !strings.Contains(l.Body, "/t/") || !strings.Contains(l.Subject, "JY") {
				t.Errorf("to %q: %s\n%s", l.Name, l.Subject, l.Body)
			}
		}
		r.junkMail(90, "else@example.com")
		if n := len(r.mail.to("else@example.com")); n != 1 {
			t.Errorf("another address gets %d letters", n)
		}
		held, _ := admin.must(200, "GET", "/api/v1/messages?state=held", nil)["items"].([]any)
		if len(held) != 2 || dig(held, 0, "stateTitle") != "已拦下" || !strings.Contains(fmt.Sprint(dig(held, 0, "error")), "5 封") {
			t.Fatalf("held: %v", held)
		}
		timeline := agent.must(200, "GET", suggestions+"/"+dig(held, 0, "record", "id").(string)+"/timeline", nil)
		if !strings.Contains(fmt.Sprint(timeline), "自动回执太多") {
			t.Errorf("the record does not say so: %v", timeline)
		}
		if again := admin.must(200, "POST", "/api/v1/messages/"+dig(held, 0, "id").(string)+"/resend", nil); again["state"] != "sent" || len(r.mail.to(victim)) != executor.LettersPerHour+1 {
			t.Errorf("sent again: %v", again)
		}
		if last := r.mail.to(victim)[executor.LettersPerHour]; strings.Contains(last.Name, "evil.example") {
			t.Errorf("sent again to %q", last.Name)
		}
		data := matrixRecord("同事记下的建议")
		data["data"].(junk)["contact_email"], data["data"].(junk)["want_reply"], data["data"].(junk)["consent_contact"] = victim, true, true
		agent.must(201, "POST", suggestions, data)
		r.tick()
		if n := len(r.mail.to(victim)); n != executor.LettersPerHour+2 {
			t.Errorf("a colleague's letter is held: %d", n)
		}
		r.clock.set(monday.Add(2 * time.Hour))
		r.junkMail(91, victim)
		if n := len(r.mail.to(victim)); n != executor.LettersPerHour+3 {
			t.Errorf("an hour later: %d letters", n)
		}
	}, "suggestion_intake")
}

// However many workers send at the same moment, an address gets no more letters of strangers than that in an hour, and no
// fewer.
func TestStrangersLettersAreCountedExactly(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig, _ Config) {
		for round := range 3 {
			victim := fmt.Sprintf("victim%d@example.com", round)
			for i := range 2 * executor.LettersPerHour {
				r.junk(100*round+i, victim)
			}
			var listed struct{ Items []struct{ ID string } }
			boss := r.person(runtime.User{ID: fmt.Sprint("u_boss", round), Login: fmt.Sprint("boss", round), Name: "冯管理", Roles: []string{"suggestions/biz_admin", "suggestions/cs_lead"}})
			if err := boss.send("GET", suggestions+"?limit=10", nil).into(&listed); err != nil || len(listed.Items) != 10 {
				t.Fatal(len(listed.Items), err)
			}
			var all sync.WaitGroup
			for _, one := range listed.Items {
				all.Go(func() {
					if err := r.s.Worker.Do(t.Context(), "suggestions", "suggestion", one.ID); err != nil {
						t.Error(err)
					}
				})
			}
			all.Wait()
			r.tick()
			if n := len(r.mail.to(victim)); n != executor.LettersPerHour {
				t.Errorf("round %d: %d letters", round, n)
			}
			r.clock.set(r.clock.Now().Add(2 * time.Hour))
		}
		if err := r.s.Sweeper.Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
		gates, err := r.s.Store.Find(t.Context(), runtime.Settings, query.Query{Where: query.Condition{Field: "_id", Op: "startsWith", Value: "gate:"}})
		if err != nil || len(gates.Documents) > 0 {
			t.Errorf("%d are left when all is over: %v", len(gates.Documents), err)
		}
	}, "suggestion_intake")
}
