package process

import (
	"testing"
	"time"

	"huiyin/engine/effect"
)

// E-19: the customer's words press the button of the step that waits for them, so that what was walked stays walked;
// a move takes the record up again for some days, and after that the words are only noted.
func TestWordsOfTheCustomerGoOn(t *testing.T) {
	doc := specOf(t, "suggestion")
	spec := doc["spec"].(map[string]any)
	spoil(t, spec, `replies=[{"statuses":["need_info"],"press":"answered"},{"statuses":["closed"],"press":"reopen","days":30}]`)
	p, faults := compileDoc(t, doc)
	if p == nil {
		t.Fatal(faults)
	}
	w := newWorld(t, p)
	stands := func(status, press string) {
		t.Helper()
		if got := p.Replies(w.s, w.now); w.s.Status != status || got.Press != press || !got.Open {
			t.Errorf("stands in %s, where words press %q", w.s.Status, got.Press)
		}
	}
	w.must(Command{Kind: "start"}, "u_sub")
	w.must(Command{Kind: "reply"}, "")
	stands("new", "")
	w.must(Command{Kind: "button", Task: w.task(""), Button: "ask", Comment: "which report?"}, "u_ann")
	stands("need_info", "answered")
	w.must(Command{Kind: "reply"}, "")
	stands("new", "")
	w.must(Command{Kind: "button", Task: w.task(""), Button: "invalid", Comment: "nothing"}, "u_ann")
	stands("closed", "reopen")
	w.now = w.now.AddDate(0, 0, 30)
	stands("closed", "")
	w.must(Command{Kind: "reply"}, "")
	w.now = w.now.Add(-time.Minute)
	w.must(Command{Kind: "reply"}, "")
	if w.s.State != "running" {
		t.Errorf("still %s", w.s.State)
	}
}

// F-25, TR-6: what a record waits to hear from its own customer the customer of a record that went up in it does not
// give; their words are noted. What is over they take up again, as its own customer does.
func TestWordsOfAMergedCustomerAnswerNothing(t *testing.T) {
	p, faults := mergeable(t, "suggestion", `replies=[{"statuses":["need_info"],"press":"answered"},{"statuses":["closed"],"press":"reopen","days":30}]`)
	if p == nil {
		t.Fatal(faults)
	}
	w := newWorld(t, p)
	w.must(Command{Kind: "start"}, "u_sub")
	w.s.Members = []Member{{ID: "r3"}}
	write := func(want string) {
		t.Helper()
		w.must(Command{Kind: "merging", Merging: &effect.Merging{Kind: "reply", Record: "r3", Title: "S-3 twin"}}, "")
		if w.s.Status != want {
			t.Errorf("stands in %s, not in %s", w.s.Status, want)
		}
	}
	w.must(Command{Kind: "button", Task: w.task(""), Button: "ask", Comment: "which report?"}, "u_ann")
	write("need_info")
	aside := State{State: "merged", Status: "merged", Aside: &Aside{Into: "r", Lead: "need_info", State: "running"}, Visits: []Visit{{Status: "new"}}}
	if got := p.Replies(aside.Shown(), w.now); got.Press != "" || !got.Open {
		t.Errorf("the words of a merged record would press %q", got.Press)
	}
	aside.Aside.Lead, aside.Aside.State = "closed", "ended"
	aside.Visits[0].At = w.now
	if got := p.Replies(aside.Shown(), w.now); got.Press != "reopen" {
		t.Errorf("over, the words would press %q", got.Press)
	}
	w.must(Command{Kind: "reply"}, "")
	w.must(Command{Kind: "button", Task: w.task(""), Button: "invalid", Comment: "nothing"}, "u_ann")
	write("evaluating")
}
