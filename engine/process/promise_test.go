package process

import (
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
