package process

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"huiyin/engine/effect"
)

// mergeable is a fixture whose records can go up in one another.
func mergeable(t *testing.T, name string, changes ...string) (*Process, []string) {
	t.Helper()
	doc := specOf(t, name)
	spec := doc["spec"].(map[string]any)
	spoil(t, spec, `statuses+={"key":"merged","title":{"zh":"已归并","en":"Merged"},"category":"done"}`)
	spoil(t, spec, `merge={"field":"twin","status":"merged","from":["new"],"roles":["agent"],"carry":["release_note"],"messages":["declined"]}`)
	for _, c := range changes {
		spoil(t, spec, c)
	}
	raw, err := json.Marshal(doc)
	if err != nil {
		t.Fatal(err)
	}
	scope := testScope()
	scope.Fields["twin"] = fieldShapes["pm"]
	scope.Relations["twin"] = "suggestion"
	scope.Traits = func(field string) (bool, bool) { return field == "twin", field == "note" }
	p, faults := compileWith(t, raw, scope)
	return p, codes(faults)
}

// stand is what must be the same after a merge was undone.
func stand(t *testing.T, w *world) string {
	t.Helper()
	var open []Task
	for _, task := range w.s.Tasks {
		if task.State == "open" {
			task.Due = nil // its clock has rested
			open = append(open, task)
		}
	}
	return toJSON(t, w.s.State, w.s.Status, w.s.StatusSince, w.s.Tokens, w.s.Scopes, w.s.Path, w.s.Returns, open, w.owner)
}

func lead(from, status, state string, seq int64, quiet ...string) Command {
	return Command{Kind: "merging", Merging: &effect.Merging{Kind: "lead", Record: from, Seq: seq, Status: status, State: state, Quiet: quiet}}
}

// TR-6, 7.4 G5: what is merged follows, is told once, and stands where it stood when it is taken out again.
func TestMergedFollowsAndComesBack(t *testing.T) {
	p, faults := mergeable(t, "suggestion")
	if p == nil {
		t.Fatal(faults)
	}
	w := newWorld(t, p)
	w.must(Command{Kind: "start"}, "u_sub")
	was := stand(t, w)
	due := *w.s.SLAs[0].DueAt
	if faults := w.do(Command{Kind: "merge", To: "r2"}, "u_dev"); !faults.Has("process.merge_not_allowed") {
		t.Errorf("a developer merged: %v", faults)
	}
	w.must(Command{Kind: "merge", To: "r2"}, "u_ann")
	if w.s.State != "merged" || w.s.Status != "merged" || w.task("") != "" || w.s.Shown().Status != "new" {
		t.Fatalf("merged: %s", toJSON(t, w.s))
	}
	if !p.Fits(w.s) {
		t.Error("a merged record does not fit its own definition")
	}
	for _, again := range []string{"merge", "withdraw"} {
		if faults := w.do(Command{Kind: again, To: "r3"}, "u_ann"); len(faults) == 0 {
			t.Errorf("%s of a merged record", again)
		}
	}
	w.now = w.now.Add(6 * time.Hour)
	w.must(lead("r2", "evaluating", "running", 5), "")
	w.must(lead("r2", "accepted", "running", 9), "")
	w.must(lead("r2", "new", "running", 7), "") // late
	w.must(lead("r9", "closed", "ended", 99), "")
	shown := w.s.Shown()
	if shown.Status != "accepted" || shown.State != "running" || w.s.Status != "merged" {
		t.Errorf("shown %s %s", shown.Status, shown.State)
	}
	w.must(lead("r2", "released", "running", 11, "r"), "")
	if want := []string{"adopted -> wang@example.com"}; !slices.Equal(w.sent, want) {
		t.Errorf("told %q, want %q: of the release another record of the merge tells", w.sent, want)
	}
	say := lead("r2", "released", "running", 12)
	say.Merging.Say = []string{"declined"}
	w.must(say, "")
	if !slices.Contains(w.notified, "declined -> wang@example.com") {
		t.Errorf("the letter was not said: %q", w.notified)
	}
	w.must(Command{Kind: "unmerge"}, "u_ann")
	if now := stand(t, w); now != was {
		t.Errorf("stands\n%s\nnot\n%s", now, was)
	}
	if got := *w.s.SLAs[0].DueAt; !got.After(due) {
		t.Errorf("due %s, as if its clock had run while it was merged", got)
	}
	w.data["priority"] = "p1"
	w.must(Command{Kind: "button", Task: w.task(""), Button: "submit"}, "u_ann")
	if w.s.Status != "evaluating" {
		t.Errorf("goes on to %s", w.s.Status)
	}
}

// What was still owed in the name of the other record is waived with a reason when the record is taken out.
func TestUnmergedOwesNothingOfTheOther(t *testing.T) {
	p, faults := mergeable(t, "suggestion")
	if p == nil {
		t.Fatal(faults)
	}
	w := newWorld(t, p)
	w.contacts["self"] = []Contact{{Customer: "self", Name: "王女士"}}
	w.must(Command{Kind: "start"}, "u_sub")
	w.must(Command{Kind: "merge", To: "r2"}, "u_ann")
	w.must(lead("r2", "accepted", "running", 1), "")
	if w.task("adopted") == "" || w.ledger[0].Kept() {
		t.Fatalf("nobody is asked to tell: %s", toJSON(t, w.s.Tasks, w.ledger))
	}
	w.must(Command{Kind: "unmerge"}, "u_ann")
	if w.task("adopted") != "" || w.ledger[0].State != "waived" || w.ledger[0].Reason != "unmerged" {
		t.Errorf("still owed: %s", toJSON(t, w.s.Tasks, w.ledger))
	}
}

// Branches that are under way come back as they were; while an answer is awaited nothing is merged.
func TestMergedOutOfBranches(t *testing.T) {
	p, faults := mergeable(t, "parallel", `merge/from=["plan","prepare"]`, `merge/carry=[]`, `merge/messages=[]`)
	if p == nil {
		t.Fatal(faults)
	}
	w := newWorld(t, p)
	w.data["urgent"], w.data["score"] = true, 9.0
	w.must(Command{Kind: "start"}, "u_ann")
	w.must(Command{Kind: "button", Task: w.task(""), Button: "ok"}, w.owner)
	if faults := w.do(Command{Kind: "merge", To: "r2"}, "u_ann"); !faults.Has("process.merge_calling") {
		t.Fatalf("merged while another system answers: %v %s", faults, toJSON(t, w.s))
	}
	w.must(Command{Kind: "result", Effect: w.calls[0], State: "failed"}, "")
	was := stand(t, w)
	w.must(Command{Kind: "merge", To: "r2"}, "u_ann")
	w.now = w.now.Add(time.Hour)
	w.must(Command{Kind: "unmerge"}, "u_ann")
	if now := stand(t, w); now != was {
		t.Errorf("stands\n%s\nnot\n%s", now, was)
	}
}

// G-11: the other record does not close while a customer of what went up in it is still to be told.
func TestMembersHoldTheClosing(t *testing.T) {
	p, faults := mergeable(t, "suggestion")
	if p == nil {
		t.Fatal(faults)
	}
	s := State{Process: p.Key(), State: "running", Status: "released", Scopes: []Region{{Gen: 1}}, Members: []Member{{ID: "r3"}}}
	w := newWorld(t, p)
	in := w.inputs("u_ann")
	owed := []string{"刘先生"}
	in.Owed = func(members []Member, status string) ([]string, bool) {
		if members[0].ID != "r3" || status != "released" {
			t.Errorf("asked for %v in %s", members, status)
		}
		return owed, true
	}
	guarded := func() []string {
		r := p.look(s, nil, in)
		r.promisesKept()
		return codes(r.faults)
	}
	if got := guarded(); !slices.Equal(got, []string{"process.promise_open_merged /loop"}) {
		t.Errorf("%q", got)
	}
	in.Actor = w.principal("customer")
	if got := guarded(); !slices.Equal(got, []string{"process.promise_open_others /loop"}) {
		t.Errorf("a customer is told of another: %q", got)
	}
	owed = nil
	if got := guarded(); len(got) > 0 {
		t.Errorf("%q", got)
	}
	if faults := w.do(Command{Kind: "unmerge"}, "u_ann"); !faults.Has("process.not_started") {
		t.Errorf("%v", faults)
	}
}

func TestMergeIsChecked(t *testing.T) {
	for change, want := range map[string]string{
		`merge/field="pm"`:                "process.merge_field /spec/merge/field",
		`merge/status="new"`:              "process.merge_status /spec/merge/status",
		`merge/status="gone"`:             "process.status_unknown /spec/merge/status",
		`merge/from=["gone"]`:             "process.status_unknown /spec/merge/from/0",
		`merge/from=["merged"]`:           "process.merge_status /spec/merge/status",
		`merge/into=["gone"]`:             "process.status_unknown /spec/merge/into/0",
		`merge/roles=["nobody"]`:          "process.role_unknown /spec/merge/roles/0",
		`merge/roles=[]`:                  "process.move_nobody /spec/merge",
		`merge/carry=["gone"]`:            "process.field_unknown /spec/merge/carry/0",
		`merge/carry=["note"]`:            "process.merge_personal /spec/merge/carry/0",
		`merge/messages=["todo"]`:         "action.audience_mismatch /spec/merge/messages/0",
		`merge/messages=["gone"]`:         "action.message_unknown /spec/merge/messages/0",
		`moves/0/from=["merged"]`:         "process.merge_status /spec/merge/status",
		`merge={"field":"twin","from":1}`: "schema.",
	} {
		_, got := mergeable(t, "suggestion", change)
		if !slices.ContainsFunc(got, func(code string) bool { return strings.HasPrefix(code, want) }) {
			t.Errorf("%s: %q, not %s", change, got, want)
		}
	}
}
