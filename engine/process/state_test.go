package process

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"huiyin/engine/action"
	"huiyin/engine/effect"
	"huiyin/engine/problem"
)

// TestInvariantsSeeDamage: each way a state can be broken is found, so that a silent check proves something.
func TestInvariantsSeeDamage(t *testing.T) {
	w := newWorld(t, compileFile(t, "suggestion"))
	w.must(Command{Kind: "start"}, "u_sub")
	for _, c := range []struct {
		want   string
		damage func(s *State)
	}{
		{"running without a token", func(s *State) { s.Tokens = nil; s.Tasks = nil }},
		{"ended with 1 tokens", func(s *State) { s.State = "ended" }},
		{"state \"asleep\"", func(s *State) { s.State = "asleep" }},
		{"unknown status", func(s *State) { s.Status = "gone" }},
		{"stands in status new, the record in evaluating", func(s *State) { s.Status = "evaluating" }},
		{"rests on automatic node ack", func(s *State) { s.Tokens[0].Node = "ack" }},
		{"on unknown node", func(s *State) { s.Tokens[0].Node = "gone" }},
		{"has 0 open tasks", func(s *State) {
			s.Tasks[0].State, s.Tasks[0].Closed = "done", time.Now()
			s.Tasks[0].People[0].State = "done"
		}},
		{"has 2 open tasks", func(s *State) { s.Tasks = append(s.Tasks, s.Tasks[0]); s.Tasks[1].ID = "t9" }},
		{"task t2 twice", func(s *State) { s.Tasks = append(s.Tasks, s.Tasks[0]) }},
		{"has no live token", func(s *State) { s.Tokens[0].ID = 77 }},
		{"is of generation 9", func(s *State) { s.Tasks[0].Gen = 9 }},
		{"waits for nobody", func(s *State) { s.Tasks[0].People[0].State = "skipped" }},
		{"asks nobody", func(s *State) { s.Tasks[0].People[0].User = "" }},
		{"asks u_ann twice", func(s *State) { s.Tasks[0].People = append(s.Tasks[0].People, s.Tasks[0].People[0]) }},
		{"claimed 2 times", func(s *State) {
			s.Tasks[0].Mode = "claim"
			s.Tasks[0].People = append(s.Tasks[0].People, TaskPerson{User: "u_ben", State: "open"})
		}},
		{"is neither of the flow nor ad hoc", func(s *State) { s.Tasks = append(s.Tasks, Task{ID: "t9", State: "open", Mode: "one"}) }},
		{"urged task t77 is unknown", func(s *State) { s.Urged = map[string]int64{"t77": 1} }},
		{"without a clock", func(s *State) { s.SLAs = nil }},
		{"of cycle 1, now is 2", func(s *State) { s.SLAs[0].Cycle = 2 }},
		{"has fired", func(s *State) { s.SLAs[0].Clock = s.SLAs[0].Fire("warn") }},
		{"is done and running", func(s *State) { s.SLAs[0].Done = true }},
		{"token id 1 at seq 0", func(s *State) { s.Seq = 0 }},
		{"return to a of generation 3", func(s *State) { s.Returns = []Return{{To: "a", Gen: 3}} }},
		{"scopes []", func(s *State) { s.Scopes = nil }},
		{"path of 101", func(s *State) { s.Path = make([]string, 101) }},
		{"201 visits", func(s *State) { s.Visits = make([]Visit, 201) }},
	} {
		s := w.s
		s.part()
		c.damage(&s)
		if err := Invariants(w.p, s); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("want %q, got %v", c.want, err)
		}
	}
	ledger := []Entry{{ID: "p:a:1", State: "failed"}, {ID: "p:a:1", State: "queued"}}
	err := InvariantsOfLedger(w.s, ledger)
	for _, want := range []string{"entry p:a:1 twice", "nobody is asked to tell", "waits for nothing"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("ledger: want %q, got %v", want, err)
		}
	}
}

// TestRace: two decisions on the same state. Whichever is written first wins; the other, taken again on the new
// state, is told so. Neither changes the state it was taken on (E-13).
func TestRace(t *testing.T) {
	p := compileFile(t, "panel")
	w := newWorld(t, p)
	w.must(Command{Kind: "start"}, "u_sub")
	claim := Command{Kind: "claim", Task: w.task("")}
	given := toJSON(t, w.s)
	for _, order := range [][2]string{{"u_ann", "u_ben"}, {"u_ben", "u_ann"}} {
		a, b := w.copy(), w.copy()
		a.must(claim, order[0])
		b.must(claim, order[1])
		if toJSON(t, w.s) != given {
			t.Fatal("a decision changed the state it was taken on")
		}
		b.s = a.s // the compare-and-swap failed: reload, decide again
		if got := codes(b.do(claim, order[1])); !slices.Equal(got, []string{"process.already_claimed /task"}) {
			t.Errorf("%v: %v", order, got)
		}
		a.must(Command{Kind: "button", Task: claim.Task, Button: "ok"}, order[0])
		faults := a.do(Command{Kind: "button", Task: claim.Task, Button: "ok"}, order[1])
		if len(faults) != 1 || faults[0].Code != "process.already_decided" || faults[0].Params["by"] != order[0] ||
			faults[0].Params["button"] != "ok" || faults[0].Params["at"] == "" {
			t.Errorf("%v: %+v", order, faults)
		}
	}
}

// TestTimerTwice: two workers come with the same timer; it acts once (F-12).
func TestTimerTwice(t *testing.T) {
	w := newWorld(t, compileFile(t, "complaint"))
	w.data["priority"] = "p0"
	w.must(Command{Kind: "start"}, "u_sub")
	id := w.s.Timers[0].ID
	if id != "sla:first_response:1:warn" || !w.s.Wake().Equal(w.s.Timers[0].At) {
		t.Fatalf("timers %+v", w.s.Timers)
	}
	w.must(Command{Kind: "timer", Timer: id}, "system")
	if len(w.events) != 0 {
		t.Fatalf("fired before its time: %v", w.eventTypes())
	}
	w.now = w.now.Add(time.Hour)
	for i, want := range []int{1, 0} {
		w.must(Command{Kind: "timer", Timer: id}, "system")
		if len(w.events) != want {
			t.Errorf("time %d: %v", i, w.eventTypes())
		}
	}
	w.must(Command{Kind: "timer"}, "system")
	if got := w.eventLines(); !slices.Equal(got[:3], []string{"sla_breached first_response", "sla_level first_response breach", "sla_level first_response escalate"}) {
		t.Errorf("all at once: %v", got)
	}
}

// TestBounds: a record that goes round for ever stays a small document.
func TestBounds(t *testing.T) {
	w := newWorld(t, compileFile(t, "chain"))
	w.must(Command{Kind: "start"}, "u_sub")
	w.must(Command{Kind: "button", Task: w.task(""), Button: "ok"}, "u_ann")
	for range 150 {
		w.must(Command{Kind: "button", Task: w.task(""), Button: "ok"}, "u_ann")
		w.must(Command{Kind: "button", Task: w.task(""), Button: "redo"}, "u_ann")
	}
	if n := len(toJSON(t, w.s)); n > 64<<10 || len(w.s.Visits) != keepStays || len(w.s.Path) != maxPath {
		t.Errorf("%d bytes, %d visits, path of %d", n, len(w.s.Visits), len(w.s.Path))
	}
}

func TestStateQuestions(t *testing.T) {
	w := newWorld(t, compileFile(t, "panel"))
	w.must(Command{Kind: "start"}, "u_sub")
	task := w.s.Tasks[0]
	if !task.Concerns("u_ann") || !task.Concerns("u_ben") || task.Concerns("u_lead") || task.Concerns("") {
		t.Error("candidates are concerned, others are not")
	}
	w.must(Command{Kind: "claim", Task: task.ID}, "u_ben")
	if task = w.s.Tasks[0]; task.Concerns("u_ann") || !task.Concerns("u_ben") {
		t.Error("after the claim only the claimer is concerned")
	}
	if got := w.s.Working(); !slices.Equal(got, []string{"u_ben"}) {
		t.Errorf("working %v", got)
	}
	if w.s.Wake() != nil {
		t.Error("nothing to wake for")
	}
}

// TestFits: a running record moves to a newer definition by itself only when the nodes it stands on survive.
func TestFits(t *testing.T) {
	w := newWorld(t, compileFile(t, "suggestion"))
	w.must(Command{Kind: "start"}, "u_sub")
	if !w.p.Fits(w.s) {
		t.Error("a state fits the definition it was made by")
	}
	for _, change := range []string{`nodes/2/status="evaluating"`, `key="other"`} {
		doc := specOf(t, "suggestion")
		if strings.HasPrefix(change, "key") {
			doc["key"] = "other"
		} else {
			spoil(t, doc["spec"].(map[string]any), change)
		}
		p, faults := compileDoc(t, doc)
		if p == nil {
			t.Fatal(faults)
		}
		if p.Fits(w.s) {
			t.Errorf("%s: fits", change)
		}
	}
	if compileFile(t, "chain").Fits(w.s) {
		t.Error("another process fits")
	}
}

func TestAccessors(t *testing.T) {
	p := compileFile(t, "suggestion")
	if got := p.Presses(); !slices.Contains(got, "submit") || !slices.Contains(got, "back") || !slices.Contains(got, "reopen") || slices.Contains(got, "save") || !slices.IsSorted(got) {
		t.Errorf("presses %v", got)
	}
	if s, ok := p.Status("new"); !ok || s.Title.In("en") != "New" {
		t.Errorf("status %v", s)
	}
	if _, ok := p.Status("gone"); ok {
		t.Error("unknown status")
	}
	if f := p.StepFields("evaluate"); !slices.Equal(f.Hide, []string{"score"}) || len(p.StepFields("route").Edit) > 0 {
		t.Errorf("fields %+v", f)
	}
	if _, ok := p.Human("route"); ok {
		t.Error("a decision is not human")
	}
	if n, ok := p.Node("route"); !ok || n.Type != "decision" {
		t.Error("node")
	}
	if s, ok := p.SLA("told"); !ok || s.Kind != "customer_told" {
		t.Error("sla")
	}
	if s, ok := p.Promise("declined"); !ok || s.Review != "pm" {
		t.Error("promise")
	}
}

// TestHiddenIsNotRequired: a field the form hides cannot be filled, so the step does not ask for it.
func TestHiddenIsNotRequired(t *testing.T) {
	w := newWorld(t, compileFile(t, "suggestion"))
	w.must(Command{Kind: "start"}, "u_sub")
	cmd := Command{Kind: "button", Task: w.task(""), Button: "submit"}
	in := w.inputs("u_ann")
	_, _, _, faults := w.p.Advance(w.s, w.ledger, cmd, in)
	if got := codes(faults); !slices.Equal(got, []string{"process.field_required /priority"}) || faults[0].Params["field"] != "〈priority〉" {
		t.Errorf("problems %+v", faults)
	}
	w.p.chosen = func(field string) bool { return field == "priority" }
	if _, _, _, faults = w.p.Advance(w.s, w.ledger, cmd, in); !slices.Equal(codes(faults), []string{"process.choice_required /priority"}) {
		t.Errorf("what is chosen is not filled in: %v", faults)
	}
	in.Hidden = func(field string) bool { return field == "priority" }
	if _, _, _, faults = w.p.Advance(w.s, w.ledger, cmd, in); len(faults) > 0 {
		t.Errorf("problems %v", faults)
	}
}

// TestLastResort: when not even administrators are known the caller's fallback owns the record (E-03).
func TestLastResort(t *testing.T) {
	w := newWorld(t, compileFile(t, "chain"))
	w.roles = map[string][]string{}
	if got := codes(w.do(Command{Kind: "start"}, "u_sub")); !slices.Equal(got, []string{"process.no_owner"}) {
		t.Fatalf("problems %v", got)
	}
	in := w.inputs("u_sub")
	in.Fallback = "u_root"
	s, _, events, faults := w.p.Advance(State{Process: "chain"}, nil, Command{Kind: "start"}, in)
	if len(faults) > 0 || s.Tasks[0].People[0].User != "u_root" || !slices.ContainsFunc(events, func(e Event) bool { return e.Type == "owner_changed" && e.To == "u_root" }) {
		t.Errorf("%v %+v", faults, s.Tasks)
	}
}

// TestMainPath: the step bar of the SOP shows its statuses in the order of the seed (E-01, E-05).
func TestMainPath(t *testing.T) {
	want := map[string][]string{"suggestion": {"new", "evaluating", "accepted", "developing", "released", "closed"}, "chain": {"open", "closed"}, "panel": {"open", "review", "done"},
		"complaint": {"pending", "processing", "confirming", "closed"}, "counter": {"open", "closed"}}
	for name, path := range want {
		if got := compileFile(t, name).MainPath(); !slices.Equal(got, path) {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// TestAhead: nothing is announced that somebody has yet to decide about; once decided, all that follows is (A-12, I-05).
func TestAhead(t *testing.T) {
	p := compileFile(t, "suggestion")
	for status, want := range map[string][]string{"new": {"evaluating"}, "evaluating": nil, "accepted": {"developing", "released", "closed"},
		"released": {"closed"}, "declined": nil, "need_info": nil, "closed": nil} {
		if got := p.Ahead(status); !slices.Equal(got, want) {
			t.Errorf("%s: %v, not %v", status, got, want)
		}
	}
}

// TestRefresh: a clock follows data that changed outside every command (F-14).
func TestRefresh(t *testing.T) {
	w := newWorld(t, compileFile(t, "complaint"))
	w.must(Command{Kind: "start"}, "u_sub")
	due := *w.s.SLAs[0].DueAt
	w.data["priority"] = "p0"
	s, _, events, faults := w.p.Refresh(w.s, w.ledger, w.inputs("system"))
	if len(faults) > 0 || len(events) != 1 || events[0].Type != "sla_retargeted" || !s.SLAs[0].DueAt.Before(due) || s.SLAs[0].DueAt.Sub(w.now) != 15*time.Minute {
		t.Errorf("%v %v %+v", faults, events, s.SLAs[0])
	}
	if got := w.p.CanWithdraw(w.s, w.inputs("u_sub")); got {
		t.Error("complaints cannot be withdrawn")
	}
}

// G-03: what a customer sent is theirs to take back, and nobody's inside; what a colleague sent an administrator may take
// back for them.
func TestWhoTakesBack(t *testing.T) {
	w := newWorld(t, compileFile(t, "suggestion"))
	w.must(Command{Kind: "start"}, "u_sub")
	for _, c := range []struct {
		submitter, actor string
		admin, want      bool
	}{{"u_sub", "u_sub", false, true}, {"u_sub", "u_pm", false, false}, {"u_sub", "u_pm", true, true}, {"", "u_pm", true, false}, {"", "", false, false}} {
		in := w.inputs(c.actor)
		in.Submitter, in.Actor.Admin = c.submitter, c.admin
		if got := w.p.CanWithdraw(w.s, in); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}

// TestFaultsOfTheWorld: what fails around a step refuses it, in words, and keeps nothing.
func TestFaultsOfTheWorld(t *testing.T) {
	doc := specOf(t, "chain")
	spoil(t, doc["spec"].(object), `transitions/3/when={"field":"note","op":"changed"}`)
	p, faults := compileDoc(t, doc)
	if p == nil {
		t.Fatal(faults)
	}
	w := newWorld(t, p)
	w.must(Command{Kind: "start"}, "u_sub")
	w.must(Command{Kind: "button", Task: w.task(""), Button: "ok"}, "u_ann")
	blind := w.inputs("u_ann")
	blind.Old = nil
	if _, _, _, faults := p.Advance(w.s, nil, Command{Kind: "button", Task: w.task(""), Button: "ok"}, blind); !faults.Has("process.condition_failed") {
		t.Errorf("a condition: %v", faults)
	}
	w = newWorld(t, compileFile(t, "suggestion"))
	in := w.inputs("u_sub")
	in.Act = func([]action.CompiledUse, effect.Source) ([]Command, problem.List) {
		return nil, problem.List{problem.New("action.failed", "", "action", "ack")}
	}
	if s, _, events, faults := w.p.Advance(w.s, nil, Command{Kind: "start"}, in); !faults.Has("action.failed") || s.State != "" || events != nil {
		t.Errorf("an action: %v %v %v", faults, s.State, events)
	}
	in = w.inputs("u_sub")
	in.Act = func([]action.CompiledUse, effect.Source) ([]Command, problem.List) {
		return []Command{{Kind: "press", Button: "fly"}}, nil
	}
	if _, _, _, faults := w.p.Advance(w.s, nil, Command{Kind: "start"}, in); !faults.Has("process.press_impossible") {
		t.Errorf("an impossible press: %v", faults)
	}
}

// TestUnanswered: while a question is open the step goes on as far as it can, so that several travel together.
func TestUnanswered(t *testing.T) {
	w := newWorld(t, compileFile(t, "panel"))
	in := w.inputs("u_sub")
	asked := 0
	in.Resolve = func(string, action.PeopleRule) ([]effect.Person, string, bool) { asked++; return nil, "", false }
	if _, _, _, faults := w.p.Advance(w.s, nil, Command{Kind: "start"}, in); len(faults) > 0 || asked < 2 {
		t.Errorf("asked %d times, problems %v", asked, faults)
	}
}

// TestCrowd: a task is for at most 200 people.
func TestCrowd(t *testing.T) {
	w := newWorld(t, compileFile(t, "panel"))
	for i := range maxPeople + 1 {
		id := fmt.Sprintf("u_crowd%d", i)
		w.people[id] = effect.Person{ID: id, Name: id}
		w.roles["agent"] = append(w.roles["agent"], id)
	}
	if got := codes(w.do(Command{Kind: "start"}, "u_sub")); !slices.Equal(got, []string{"process.people_too_many"}) {
		t.Errorf("problems %v", got)
	}
}

func BenchmarkAdvance(b *testing.B) {
	w := newWorld(b, compileFile(b, "suggestion"))
	w.must(Command{Kind: "start"}, "u_sub")
	w.data["priority"] = "p1"
	cmd := Command{Kind: "button", Task: w.task(""), Button: "submit"}
	for b.Loop() {
		if _, _, _, faults := w.p.Advance(w.s, w.ledger, cmd, w.inputs("u_ann")); len(faults) > 0 {
			b.Fatal(faults)
		}
	}
}

// TestLeads: a button leads to the statuses behind it, past decisions and no further than the first; a way back to where
// a step was walked before (E-05).
func TestLeads(t *testing.T) {
	p := compileFile(t, "suggestion")
	want := map[string][]string{"triage submit": {"evaluating"}, "triage ask": {"need_info"}, "triage invalid": {"closed"}, "triage transfer": {}, "triage save": {},
		"wait answered": {"new"}, "evaluate decide": {"accepted", "declined", "evaluating"}, "evaluate back": {"new"}, "develop replan": {"accepted"}}
	for press, leads := range want {
		node, key, _ := strings.Cut(press, " ")
		h, _ := p.Human(node)
		i := slices.IndexFunc(h.Buttons, func(b Button) bool { return b.Key == key })
		if got := p.Leads(node, Choice{Button: h.Buttons[i]}); !slices.Equal(got, leads) {
			t.Errorf("%s leads to %v", press, got)
		}
	}
	back := Choice{Button: Button{Key: "undo", Kind: "return"}, Targets: []string{"evaluate", "triage"}}
	if got := p.Leads("plan", back); !slices.Equal(got, []string{"evaluating", "new"}) {
		t.Errorf("back to %v", got)
	}
	if got := p.MoveLeads(Move{To: "develop"}); !slices.Equal(got, []string{"developing"}) {
		t.Errorf("a move to %v", got)
	}
}
