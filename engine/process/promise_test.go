package process

import (
	"slices"
	"testing"
	"time"
)

// F-12, CL-4: whoever is to tell a customer sees until when: by the clock that stops when the promise is told, else by
// what the promise gives them.
func TestTellingByHandHasADueTime(t *testing.T) {
	doc := specOf(t, "suggestion")
	spoil(t, doc["spec"].(map[string]any), `promises/0/byHand/due={"working":"P1D"}`)
	p, faults := compileDoc(t, doc)
	if p == nil {
		t.Fatal(faults)
	}
	w := newWorld(t, p)
	w.contacts["self"] = []Contact{{Customer: "self", Name: "王女士"}}
	press := func(actor, task, button string, set map[string]any) {
		t.Helper()
		for key, v := range set {
			w.data[key] = v
		}
		w.must(Command{Kind: "button", Task: w.task(task), Button: button}, actor)
	}
	due := func(task, want string) {
		t.Helper()
		for _, k := range w.s.Tasks {
			if k.ID != w.task(task) {
				continue
			}
			got := "never"
			if k.Due != nil {
				got = k.Due.In(zone).Format("01-02 15:04")
			}
			if got != want {
				t.Errorf("%s is due %s, not %s", task, got, want)
			}
			return
		}
		t.Errorf("there is no task %s", task)
	}
	w.must(Command{Kind: "start"}, "u_sub")
	press("u_ann", "", "submit", map[string]any{"priority": "p1"})
	press("u_pm", "", "decide", map[string]any{"decision": "adopt"})
	due("adopted", "03-06 10:00") // Thursday 10:00 and one working day
	press("u_pm", "", "go", map[string]any{"planned": "2026-04-01"})
	w.now = w.now.Add(time.Hour)
	press("u_dev", "", "done", map[string]any{"release_note": "2.4", "consent": map[string]any{"given": true}})
	due("adopted", "03-06 10:00")
	due("released", "03-06 11:00") // the clock "told" runs 24 hours
}

// G-01: a status entered again while a customer is still to be told by hand says what is to be told now, in the task that
// is open already; a draft that waits for its review is written anew, too.
func TestWordsOfAnOpenTellingFollowTheStatus(t *testing.T) {
	p, faults := compileDoc(t, specOf(t, "suggestion"))
	if p == nil {
		t.Fatal(faults)
	}
	w := newWorld(t, p)
	told := func(name string) {
		w.contacts["self"] = []Contact{{Customer: "self", Name: name}}
	}
	open := func() (found []Task) {
		for _, k := range w.s.Tasks {
			if k.State == "open" && k.AdHoc != nil {
				found = append(found, k)
			}
		}
		return found
	}
	press := func(actor, button, comment string, set map[string]any) {
		t.Helper()
		for key, v := range set {
			w.data[key] = v
		}
		w.must(Command{Kind: "button", Task: w.task(""), Button: button, Comment: comment}, actor)
	}
	told("王女士")
	w.must(Command{Kind: "start"}, "u_sub")
	press("u_ann", "submit", "", map[string]any{"priority": "p1"})
	press("u_pm", "decide", "", map[string]any{"decision": "adopt"})
	first := open()
	press("u_pm", "undo", "撤销", nil)
	told("王经理")
	press("u_pm", "decide", "", nil)
	again := open()
	if len(first) != 1 || len(again) != 1 || again[0].ID != first[0].ID {
		t.Fatalf("tasks %+v, then %+v", first, again)
	}
	if first[0].AdHoc.Text != "王女士您好" || again[0].AdHoc.Text != "王经理您好" {
		t.Errorf("said %q, then %q", first[0].AdHoc.Text, again[0].AdHoc.Text)
	}
}

// SettledWith names what one telling settles, and nothing once it is told.
func TestOneTellingNamesWhatItSettles(t *testing.T) {
	doc := specOf(t, "suggestion")
	spoil(t, doc["spec"].(map[string]any), `promises/1/settles=["adopted"]`)
	p, faults := compileDoc(t, doc)
	if p == nil {
		t.Fatal(faults)
	}
	ledger := []Entry{{ID: "adopted:self:1", Promise: "adopted", Customer: "self", State: "failed"},
		{ID: "adopted:other:1", Promise: "adopted", Customer: "other", State: "failed"},
		{ID: "released:self:1", Promise: "released", Customer: "self", State: "failed"}}
	if got := p.SettledWith(ledger, "released:self:1"); !slices.Equal(got, []string{"adopted"}) {
		t.Errorf("the release settles %v", got)
	}
	if got := p.SettledWith(ledger, "adopted:self:1"); got != nil {
		t.Errorf("the adoption settles %v", got)
	}
	ledger[2].State = "told"
	if got := p.SettledWith(ledger, "released:self:1"); got != nil {
		t.Errorf("what was told settles %v", got)
	}
}
