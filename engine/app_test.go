package engine_test

import (
	"embed"
	"encoding/json"
	"io/fs"
	"testing"
	"time"

	"huiyin/engine"
	"huiyin/engine/access"
	"huiyin/engine/calendar"
	"huiyin/engine/definition"
	"huiyin/engine/effect"
	"huiyin/engine/problem"
	"huiyin/engine/process"
)

//go:embed testdata/desk
var desk embed.FS

func deskApp(t testing.TB) *engine.App {
	t.Helper()
	dir, err := fs.Sub(desk, "testdata")
	if err != nil {
		t.Fatal(err)
	}
	b, problems := definition.ReadDir(dir, "desk")
	if problems.Err() != nil {
		t.Fatal(problems)
	}
	app, problems := engine.Compile(b, 1, calendar.Holidays{})
	if problems.Err() != nil {
		t.Fatal(problems)
	}
	return app
}

// desktop answers questions from a fixed little world, and keeps what was answered like runtime does.
type desktop struct {
	t       testing.TB
	app     *engine.App
	now     time.Time
	counter int64
	similar []effect.Similar
	rounds  int
}

func (d *desktop) answer(n effect.Need) effect.Answer {
	agents := []effect.Person{{ID: "u_a", Name: "甲", Open: 2}, {ID: "u_b", Name: "乙", Open: 0}}
	switch n.Kind {
	case effect.NeedCounter:
		d.counter++
		return effect.Answer{Count: d.counter}
	case effect.NeedPeople:
		if len(n.IDs) == 0 {
			return effect.Answer{People: agents}
		}
		var out []effect.Person
		for _, p := range agents {
			for _, id := range n.IDs {
				if id == p.ID {
					out = append(out, p)
				}
			}
		}
		return effect.Answer{People: out}
	case effect.NeedSimilar:
		return effect.Answer{Similar: d.similar}
	case effect.NeedRecord:
		return effect.Answer{Records: []effect.Found{{ID: "c_1", Form: "customer", Title: "示例公司", Data: map[string]any{"name": "示例公司", "email": "c@example.com"}}}}
	}
	return effect.Answer{}
}

func (d *desktop) decide(ask func(engine.World) (engine.Outcome, problem.List)) (*engine.Record, problem.List) {
	d.t.Helper()
	answers := map[string]effect.Answer{}
	for d.rounds = 1; d.rounds <= 8; d.rounds++ {
		out, problems := ask(engine.World{Now: d.now, Answers: answers, Link: func(page string, r *engine.Record) string { return "/" + page + "/" + r.ID }})
		if problems.Err() != nil {
			return nil, problems
		}
		if len(out.Needs) == 0 {
			out.Record.Rev++
			return out.Record, nil
		}
		for _, n := range out.Needs {
			answers[n.Key] = d.answer(n)
		}
	}
	d.t.Fatal("still questions after 8 rounds")
	return nil, nil
}

func (d *desktop) submit(s engine.Submission) (*engine.Record, problem.List) {
	d.t.Helper()
	return d.decide(func(w engine.World) (engine.Outcome, problem.List) { return d.app.Submit(s, w) })
}

func (d *desktop) resume(r *engine.Record, ev engine.Event) *engine.Record {
	d.t.Helper()
	out, problems := d.decide(func(w engine.World) (engine.Outcome, problem.List) { return d.app.Resume(r, ev, w) })
	if problems != nil {
		d.t.Fatal(problems)
	}
	return out
}

func newDesktop(t testing.TB) *desktop {
	return &desktop{t: t, app: deskApp(t), now: time.Date(2026, 3, 4, 2, 0, 0, 0, time.UTC)}
}

var (
	customer = access.Principal{ID: "customer", Kind: "customer", Language: "en"}
	agent    = access.Principal{ID: "u_b", Name: "乙", Kind: "user", Roles: []string{"agent"}}
)

func (d *desktop) publicTicket() *engine.Record {
	d.t.Helper()
	r, problems := d.submit(engine.Submission{Form: "ticket", ID: "r1", Kind: "create", Who: customer, Public: true, Channel: "public", Key: "k1",
		Patch: map[string]any{"title": "打印机坏了", "who": "张三", "email": "a@example.com", "consent": map[string]any{"given": true}}})
	if problems != nil {
		d.t.Fatal(problems)
	}
	return r
}

// A public submission starts the process with exactly one owner, the least loaded agent, and a task (E-03, E-12, E-13).
func TestCreateStartsProcessWithOneOwner(t *testing.T) {
	d := newDesktop(t)
	r := d.publicTicket()
	if r.No != "T20260001" || r.Proc.Status != "new" || r.People.Owner != "u_b" {
		t.Fatalf("no %q status %q owner %q", r.No, r.Proc.Status, r.People.Owner)
	}
	if len(r.People.Working) != 1 || r.People.Working[0] != "u_b" || r.Wake == nil {
		t.Fatalf("working %v wake %v", r.People.Working, r.Wake)
	}
	if len(r.Outbox) != 1 || r.Outbox[0].Message.Template != "todo" || r.Outbox[0].Message.To[0].Subject != "待办：打印机坏了" {
		t.Fatalf("outbox %+v", r.Outbox)
	}
}

// The same submission, decided twice with the same answers, gives the same record byte for byte.
func TestDecisionsReplay(t *testing.T) {
	a, b := newDesktop(t).publicTicket(), newDesktop(t).publicTicket()
	x, _ := json.Marshal(a)
	y, _ := json.Marshal(b)
	if string(x) != string(y) {
		t.Fatalf("two outcomes:\n%s\n%s", x, y)
	}
}

// A repeated idempotency key has no second effect.
func TestRepeatIsNoSecondEffect(t *testing.T) {
	d := newDesktop(t)
	r := d.publicTicket()
	s := engine.Submission{Form: "ticket", Record: r, Kind: "act", Who: agent, Key: "act-1", Patch: map[string]any{"answer": "已换新"},
		Command: &process.Command{Kind: "button", Task: r.Proc.Tasks[0].ID, Button: "reply"}}
	r2, problems := d.submit(s)
	if problems != nil {
		t.Fatal(problems)
	}
	s.Record = r2
	out, problems := d.app.Submit(s, engine.World{Now: d.now})
	if problems != nil || !out.Repeat {
		t.Fatalf("repeat %v problems %v", out.Repeat, problems)
	}
}

// The record cannot be closed before the customer was told; the message's fate settles it (G-05).
func TestCloseWaitsForPromise(t *testing.T) {
	d := newDesktop(t)
	r := d.publicTicket()
	r, problems := d.submit(engine.Submission{Form: "ticket", Record: r, Kind: "act", Who: agent, Patch: map[string]any{"answer": "已换新"},
		Command: &process.Command{Kind: "button", Task: r.Proc.Tasks[0].ID, Button: "reply"}})
	if problems != nil {
		t.Fatal(problems)
	}
	if r.Proc.Status != "done" || len(r.Loop) != 1 || r.Loop[0].State != "queued" {
		t.Fatalf("status %s loop %+v", r.Proc.Status, r.Loop)
	}
	closing := engine.Submission{Form: "ticket", Record: r, Kind: "act", Who: agent,
		Command: &process.Command{Kind: "button", Task: openTask(r), Button: "close"}}
	if _, problems = d.submit(closing); !problems.Has("process.promise_open") {
		t.Fatalf("closed before anybody was told: %v", problems)
	}
	r = d.resume(r, engine.Event{Kind: "message", Effect: r.Loop[0].Effect, State: "sent", Channel: "mail"})
	closing.Record = r
	if r, problems = d.submit(closing); problems != nil || r.Proc.Status != "closed" {
		t.Fatalf("problems %v", problems)
	}
}

// Without an address the customer is told by hand, with a summary, and then the record can be closed.
func TestTellByHand(t *testing.T) {
	d := newDesktop(t)
	r := d.publicTicket()
	r.Data["email"] = nil
	r, problems := d.submit(engine.Submission{Form: "ticket", Record: r, Kind: "act", Who: agent, Patch: map[string]any{"answer": "已换新"},
		Command: &process.Command{Kind: "button", Task: r.Proc.Tasks[0].ID, Button: "reply"}})
	if problems != nil || r.Loop[0].State != "failed" {
		t.Fatalf("loop %+v problems %v", r.Loop, problems)
	}
	var byHand string
	for _, task := range r.Proc.Tasks {
		if task.AdHoc != nil && task.State == "open" {
			byHand = task.ID
		}
	}
	told := engine.Submission{Form: "ticket", Record: r, Kind: "act", Who: agent, Command: &process.Command{Kind: "button", Task: byHand, Button: "told"}}
	if _, problems = d.submit(told); len(problems) != 1 || problems[0].Pointer != "/values/summary" {
		t.Fatalf("a summary is required: %v", problems)
	}
	told.Command.Data = map[string]any{"summary": "电话告知"}
	if r, problems = d.submit(told); problems != nil || r.Loop[0].State != "told" || r.Loop[0].By != "u_b" {
		t.Fatalf("loop %+v problems %v", r.Loop, problems)
	}
}

// A level of an SLA is also an event for rules; it fires once (F-12, H-05).
func TestOverdueRaisesLevel(t *testing.T) {
	d := newDesktop(t)
	r := d.publicTicket()
	d.now = d.now.Add(8 * time.Hour)
	r = d.resume(r, engine.Event{Kind: "timer"})
	if r.Data["level"] != "high" {
		t.Fatalf("level %v", r.Data["level"])
	}
	seq := r.Seq
	d.now = d.now.Add(time.Hour)
	if again := d.resume(r, engine.Event{Kind: "timer"}); again.Seq != seq {
		t.Fatalf("the level acted twice: %+v", again.History[len(again.History)-1])
	}
}

// A text much like an open one is flagged, never refused (IN-3, H-13).
func TestTwinIsFlagged(t *testing.T) {
	d := newDesktop(t)
	d.similar = []effect.Similar{{ID: "r0", Score: 0.8}}
	if r := d.publicTicket(); r.Data["flag"] != true {
		t.Fatalf("flag %v", r.Data["flag"])
	}
}

// Taking consent back cancels what is queued and waives the promise (privacy row 6, CL-7).
func TestConsentWithdrawn(t *testing.T) {
	d := newDesktop(t)
	r := d.publicTicket()
	r, problems := d.submit(engine.Submission{Form: "ticket", Record: r, Kind: "act", Who: agent, Patch: map[string]any{"answer": "已换新"},
		Command: &process.Command{Kind: "button", Task: r.Proc.Tasks[0].ID, Button: "reply"}})
	if problems != nil {
		t.Fatal(problems)
	}
	r, problems = d.submit(engine.Submission{Form: "ticket", Record: r, Kind: "consent", Who: customer, Public: true,
		Patch: map[string]any{"consent": map[string]any{"given": false}}})
	if problems != nil {
		t.Fatal(problems)
	}
	for _, e := range r.Outbox {
		if e.Message.Audience == "customer" {
			t.Fatalf("still queued: %+v", e.Message)
		}
	}
	if r.Loop[0].State != "waived" || r.Loop[0].Reason != "withdrawn" {
		t.Fatalf("loop %+v", r.Loop)
	}
}

// Whoever has no right gets access.denied, and everything wrong with the data at once.
func TestDeniedAndAllProblems(t *testing.T) {
	d := newDesktop(t)
	r := d.publicTicket()
	other := access.Principal{ID: "u_x", Kind: "user", Roles: []string{"agent"}}
	if _, problems := d.submit(engine.Submission{Form: "ticket", Record: r, Kind: "edit", Who: other, Patch: map[string]any{"title": "x"}}); !problems.Has("access.denied") {
		t.Fatalf("another's record changed: %v", problems)
	}
	_, problems := d.submit(engine.Submission{Form: "ticket", ID: "r2", Kind: "create", Who: customer, Public: true, Patch: map[string]any{"email": "no", "flag": true}})
	for _, want := range []string{"/title", "/email", "/flag"} {
		found := false
		for _, p := range problems {
			found = found || p.Pointer == want
		}
		if !found {
			t.Errorf("no problem at %s in %v", want, problems)
		}
	}
}

func openTask(r *engine.Record) string {
	for _, task := range r.Proc.Tasks {
		if task.State == "open" && task.AdHoc == nil {
			return task.ID
		}
	}
	return ""
}

// What a decision was given stays as it was, and so does its outcome when others are made from the same record: one
// that meets a conflict is simply made again (F-25).
func TestDecisionsLeaveEachOtherAlone(t *testing.T) {
	d := newDesktop(t)
	r := d.publicTicket()
	text := func(r *engine.Record) string {
		raw, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		return string(raw)
	}
	begun := text(r)
	submissions := []engine.Submission{
		{Form: "ticket", Record: r, Kind: "act", Who: agent, Patch: map[string]any{"answer": "已换新"},
			Command: &process.Command{Kind: "button", Task: openTask(r), Button: "reply"}},
		{Form: "ticket", Record: r, Kind: "follow", Who: access.Principal{ID: "u_0", Kind: "user", Admin: true}, Follow: true},
		{Form: "ticket", Record: r, Kind: "comment", Who: agent, Comment: &engine.Comment{ID: "c1"}},
		{Form: "ticket", Record: r, Kind: "consent", Who: customer, Public: true, Patch: map[string]any{"consent": map[string]any{"given": false}}},
	}
	var made []*engine.Record
	var texts []string
	for range 2 {
		for _, s := range submissions {
			for _, from := range append([]*engine.Record{r}, made...) {
				if s.Record = from; s.Kind == "act" && from != r {
					continue
				}
				got, problems := d.submit(s)
				if problems != nil {
					t.Fatal(s.Kind, problems)
				}
				if len(made) < 8 {
					made, texts = append(made, got), append(texts, text(got))
				}
			}
		}
	}
	if text(r) != begun {
		t.Error("the record changed")
	}
	for i, m := range made {
		if text(m) != texts[i] {
			t.Errorf("outcome %d changed", i)
		}
	}
}
