package engine_test

import (
	"slices"
	"testing"

	"huiyin/engine"
	"huiyin/engine/effect"
	"huiyin/engine/process"
)

// G-05, row 6 of the privacy table: a letter that still waits when its promise is waived does not leave any more, whoever
// waived it.
func TestLetterOfAWaivedPromiseIsWithheld(t *testing.T) {
	d := newDesktop(t)
	r := d.publicTicket()
	r, problems := d.submit(engine.Submission{Form: "ticket", Record: r, Kind: "act", Who: agent, Patch: map[string]any{"answer": "已换新"},
		Command: &process.Command{Kind: "button", Task: r.Proc.Tasks[0].ID, Button: "reply"}})
	if problems != nil {
		t.Fatal(problems)
	}
	waits := func(r *engine.Record) bool {
		return slices.ContainsFunc(r.Outbox, func(e effect.Effect) bool { return e.Message != nil && e.Message.Promise == r.Loop[0].ID })
	}
	if !waits(r) {
		t.Fatalf("no letter waits: %+v", r.Outbox)
	}
	r, problems = d.submit(engine.Submission{Form: "ticket", Record: r, Kind: "act", Who: agent,
		Command: &process.Command{Kind: "move", Button: "again"}})
	if problems != nil {
		t.Fatal(problems)
	}
	if waits(r) || r.Loop[0].State != "waived" || r.Loop[0].Reason != "overtaken" {
		t.Errorf("outbox %+v, ledger %+v", r.Outbox, r.Loop)
	}
}
