package process

import (
	"slices"
	"testing"
	"time"
)

// rounds is the fixture with a way back from a release; what was not told of it by then lapses.
func rounds(t *testing.T, changes ...string) *world {
	t.Helper()
	p, faults := mergeable(t, "suggestion", append([]string{
		`moves+={"key":"trouble","title":"还有问题","from":["released"],"to":"develop","roles":["pm"]}`,
		`promises/1/lapses=["developing","evaluating"]`, `promises/1/settles=["adopted"]`}, changes...)...)
	if p == nil {
		t.Fatal(faults)
	}
	return newWorld(t, p)
}

// release walks to the release, told or not.
func release(t *testing.T, w *world) {
	t.Helper()
	press := func(actor, button string) {
		t.Helper()
		w.must(Command{Kind: "button", Task: w.task(""), Button: button}, actor)
	}
	for key, v := range map[string]any{"priority": "p1", "decision": "adopt", "planned": "2026-04-01", "release_note": "2.4",
		"consent": map[string]any{"given": true}} {
		w.data[key] = v
	}
	w.must(Command{Kind: "start"}, "u_sub")
	press("u_ann", "submit")
	press("u_pm", "decide")
	press("u_pm", "go")
	press("u_dev", "done")
}

// entries is the ledger, a line each.
func entries(w *world) (out []string) {
	for _, e := range w.ledger {
		out = append(out, e.ID+" "+w.entryLine(e.ID))
	}
	return out
}

func expectEntries(t *testing.T, w *world, want ...string) {
	t.Helper()
	if got := entries(w); !slices.Equal(got, want) {
		t.Errorf("the ledger is\n%q, not\n%q", got, want)
	}
}

// G-01, E-19: what was to be said of a release that failed is not said; what still holds has a task of its own again, and
// the next release is owed anew, with its own deadline, also where the clock does not restart by itself.
func TestFailedReleaseLapses(t *testing.T) {
	for _, reentry := range []string{"restart", "keep"} {
		w := rounds(t, `slas/1/onReentry="`+reentry+`"`)
		w.contacts["self"] = []Contact{{Customer: "self", Name: "王女士"}}
		release(t, w)
		if w.task("adopted") != "" || w.task("released") == "" {
			t.Fatalf("one task tells both: %s", toJSON(t, w.s.Tasks))
		}
		w.must(Command{Kind: "move", Button: "trouble"}, "u_pm")
		expectEntries(t, w, "adopted:self:1 failed no_contact", "released:self:1 waived overtaken")
		if w.task("released") != "" || w.task("adopted") == "" {
			t.Errorf("what is no longer so can be told, or what still holds cannot: %s", toJSON(t, w.s.Tasks))
		}
		w.now = w.now.Add(30 * time.Hour)
		w.must(Command{Kind: "timer"}, "")
		if slices.Contains(w.eventTypes(), "sla_breached") {
			t.Error("the deadline of a release that nobody tells of passed")
		}
		w.must(Command{Kind: "button", Task: w.task(""), Button: "done"}, "u_dev")
		expectEntries(t, w, "adopted:self:1 failed no_contact", "released:self:1 waived overtaken", "released:self:2 failed no_contact")
		if got := w.s.SLAs[w.clockAt("told")].DueAt; got == nil || !got.Equal(w.now.Add(24*time.Hour)) {
			t.Errorf("%s: the new release is due %v", reentry, got)
		}
		if faults := w.do(Command{Kind: "button", Task: w.task(""), Button: "close"}, "u_ann"); !faults.Has("process.promise_open") {
			t.Errorf("closed before the new release was told: %v", faults)
		}
	}
}

func (w *world) clockAt(key string) int {
	return slices.IndexFunc(w.s.SLAs, func(c Clock) bool { return c.Key == key })
}

// G-05: a letter of a round that is over keeps nothing: one that left all the same is noted, one that came back is
// nobody's work.
func TestLetterOfARoundThatIsOver(t *testing.T) {
	w := rounds(t)
	release(t, w)
	effect := w.effectOf("released:self:1")
	w.must(Command{Kind: "message", Entry: "adopted:self:1", State: "sent", Channel: "mail"}, "")
	w.must(Command{Kind: "move", Button: "trouble"}, "u_pm")
	expectEntries(t, w, "adopted:self:1 sent mail", "released:self:1 waived overtaken")
	w.must(Command{Kind: "message", Entry: "released:self:1", Effect: effect, State: "failed"}, "")
	expectEntries(t, w, "adopted:self:1 sent mail", "released:self:1 waived overtaken")
	w.must(Command{Kind: "message", Entry: "released:self:1", Effect: effect, State: "sent", Channel: "mail"}, "")
	expectEntries(t, w, "adopted:self:1 sent mail", "released:self:1 sent mail")
	w.must(Command{Kind: "message", Entry: "released:self:1", Effect: effect, State: "failed"}, "")
	if w.task("released") != "" || w.ledger[1].Reason != Overtaken {
		t.Errorf("somebody is to tell of a release that failed: %s", toJSON(t, w.s.Tasks, w.ledger))
	}
	w.must(Command{Kind: "button", Task: w.task(""), Button: "done"}, "u_dev")
	if n := len(w.ledger); n != 3 || w.ledger[2].State != "queued" || w.effectOf("released:self:2") == effect {
		t.Errorf("the new release has no letter of its own: %s", toJSON(t, w.ledger))
	}
}

// G-05: the letter that also told of the adoption came back after its release had failed: the adoption is still to be told.
func TestBounceOfALapsedLetterFreesWhatItSettled(t *testing.T) {
	w := rounds(t)
	release(t, w)
	w.must(Command{Kind: "message", Entry: "adopted:self:1", State: "failed"}, "")
	effect := w.effectOf("released:self:1")
	w.must(Command{Kind: "message", Entry: "released:self:1", Effect: effect, State: "sent", Channel: "mail"}, "")
	expectEntries(t, w, "adopted:self:1 sent mail", "released:self:1 sent mail")
	w.must(Command{Kind: "move", Button: "trouble"}, "u_pm")
	w.must(Command{Kind: "message", Entry: "released:self:1", Effect: effect, State: "failed"}, "")
	if w.ledger[0].State != "failed" || w.ledger[1].Reason != Overtaken || w.task("adopted") == "" || w.task("released") != "" {
		t.Errorf("after the bounce: %s", toJSON(t, w.s.Tasks, w.ledger))
	}
}

// TR-6: the customers of merged records hear of the new release too, also when the way back went by unheard.
func TestMergedHearTheNextRelease(t *testing.T) {
	for _, hears := range [][]int{{2, 3, 4}, {2, 4}} {
		w := rounds(t)
		w.contacts["self"] = []Contact{{Customer: "self", Name: "王女士"}}
		w.data["consent"] = map[string]any{"given": true}
		w.must(Command{Kind: "start"}, "u_sub")
		w.must(Command{Kind: "merge", To: "r2"}, "u_ann")
		var visits []Visit
		for i, status := range []string{"developing", "released", "developing", "released"} {
			visits = append(visits, Visit{Status: status, At: w.now.UTC().Add(time.Duration(i) * time.Hour)})
		}
		for _, n := range hears {
			now := visits[n-1]
			c := lead("r2", now.Status, "running", int64(n))
			c.Merging.Way = State{Status: now.Status, StatusSince: now.At, Visits: visits[:n]}.Way()
			w.must(c, "")
		}
		expectEntries(t, w, "released:self:1 waived overtaken", "released:self:2 failed no_contact")
	}
}

// CL-1: what lapsed before its customer heard stands in the way of closing until something later is promised to them, or
// to everybody who is a customer by then. What was said meanwhile to others changes nothing.
func TestLapsedUnheardIsStillOwed(t *testing.T) {
	lapsed := func(customer string) Entry {
		return Entry{Customer: customer, State: "waived", Reason: Overtaken}
	}
	renewed := lapsed("a")
	renewed.Renewed = true
	told := func(customer string) Entry { return Entry{Customer: customer, State: "told"} }
	for name, c := range map[string]struct {
		ledger []Entry
		want   []bool
	}{
		"nothing since":            {[]Entry{lapsed("a")}, []bool{true}},
		"told since":               {[]Entry{lapsed("a"), told("a")}, []bool{false, false}},
		"owed since":               {[]Entry{lapsed("a"), {Customer: "a", State: "failed"}}, []bool{false, true}},
		"lapsed again":             {[]Entry{lapsed("a"), lapsed("a")}, []bool{true, true}},
		"told before":              {[]Entry{told("a"), lapsed("a")}, []bool{false, true}},
		"somebody else":            {[]Entry{lapsed("a"), told("b")}, []bool{true, false}},
		"no customer any more":     {[]Entry{renewed, told("b")}, []bool{false, false}},
		"waived for its own sake":  {[]Entry{{Customer: "a", State: "waived", Reason: "internal"}}, []bool{false}},
		"waived since, not needed": {[]Entry{lapsed("a"), {Customer: "a", State: "waived", Reason: "withdrawn"}}, []bool{false, false}},
	} {
		for i, want := range c.want {
			if got := Unheard(c.ledger, i); got != want {
				t.Errorf("%s: entry %d unheard: %v", name, i, got)
			}
		}
	}
}

// CL-1: who was a customer when it lapsed and is none at the next promise does not block closing for ever.
func TestTheNextPromiseRenewsWhatLapsed(t *testing.T) {
	w := rounds(t)
	w.contacts["self"] = []Contact{{Customer: "self", Name: "王女士"}}
	release(t, w)
	w.must(Command{Kind: "move", Button: "trouble"}, "u_pm")
	if _, open := w.p.openPromises(w.ledger[1:], "zh"); !open {
		t.Error("a release that nobody heard of is not owed")
	}
	w.contacts["self"] = []Contact{{Customer: "other", Name: "李女士"}}
	w.must(Command{Kind: "button", Task: w.task(""), Button: "done"}, "u_dev")
	for i, e := range w.ledger {
		if e.Reason == Overtaken && Unheard(w.ledger, i) {
			t.Errorf("%s is owed to nobody", e.ID)
		}
	}
}
