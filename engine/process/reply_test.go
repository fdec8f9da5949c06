package process

import (
	"testing"
	"time"
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
