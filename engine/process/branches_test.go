package process

import (
	"slices"
	"testing"
)

// TestBranchesRefused spoils a sound definition with branches in every way that would leave a join waiting, a token
// without a home, or a wait without an end (spec process 2.10, E-05).
func TestBranchesRefused(t *testing.T) {
	for _, c := range []struct {
		changes []string
		want    []string
	}{
		{[]string{`nodes/11/settings/of="inner"`}, []string{"process.join_twice /spec/nodes/11/settings/of", "process.fork_unpaired /spec/nodes/2"}},
		{[]string{`nodes/11/settings/of="draft"`}, []string{"process.join_unpaired /spec/nodes/11/settings/of", "process.fork_unpaired /spec/nodes/2"}},
		{[]string{`transitions/8/to="fix"`}, []string{"process.branches_meet /spec/nodes/2"}},
		{[]string{`transitions/8/to="draft"`}, []string{"process.branch_left /spec/nodes/2"}},
		{[]string{`transitions/8/to="day"`}, []string{"process.branch_entered /spec/transitions/18/to", "process.branch_entered /spec/transitions/20/to", "process.branch_status /spec/nodes/15/status"}},
		{[]string{`transitions+={"key":"x","from":"build","on":"ok","to":"check","when":{"field":"note","op":"empty"}}`}, []string{"process.branch_entered /spec/transitions/23/to"}},
		{[]string{`transitions+={"key":"x","from":"build","on":"ok","to":"meet","when":{"field":"note","op":"empty"}}`}, []string{"process.join_outside /spec/transitions/23/to"}},
		{[]string{`nodes/6/status="plan"`}, []string{"process.branch_status /spec/nodes/6/status"}},
		{[]string{`nodes/16/settings={}`}, nil},
		{[]string{`transitions+={"key":"x","from":"build","on":"ok","to":"skip","when":{"field":"note","op":"empty"}}`}, []string{"process.branch_entered /spec/transitions/23/to"}},
		{[]string{`moves/0/to="legal"`}, []string{"process.branch_entered /spec/moves/0/to"}},
		{[]string{`nodes/15/settings/buttons/1/target="check"`}, []string{"process.return_into_branch /spec/nodes/15/settings/buttons/1/target"}},
		{[]string{`nodes/9/settings/buttons/1/target="draft"`}, nil},
		{[]string{`transitions/2/default=true`, `transitions/2/when-`}, nil},
		{[]string{`transitions/2/when={"field":"urgent","op":"eq","value":true}`}, []string{"process.fork_default /spec/nodes/2"}},
		{[]string{`nodes/2/settings={}`}, []string{"process.fork_condition /spec/nodes/2", "process.fork_condition /spec/nodes/2"}},
		{[]string{`nodes/2/status-`}, []string{"process.node_no_status /spec/nodes/2/status"}},
		{[]string{`nodes/5/settings={"connector":"gone"}`}, []string{"process.connector_unknown /spec/nodes/5/settings/connector", "process.outcome_unknown /spec/nodes/5"}},
		{[]string{`transitions/18/on="never"`}, []string{"process.outcome_arrow /spec/nodes/12", "process.outcome_unknown /spec/nodes/12"}},
		{[]string{`transitions/20/promises=true`}, []string{"process.validate_unattended /spec/nodes/8", "process.validate_unattended /spec/nodes/5", "process.validate_unattended /spec/nodes/12"}},
		{[]string{`transitions/21/when={"field":"note","op":"empty"}`}, []string{"process.arrow_condition /spec/transitions/21/when"}},
		{[]string{`nodes/14/settings={"until":"planned","for":{"elapsed":"P1D"}}`}, []string{"process.wait_one /spec/nodes/14/settings"}},
	} {
		doc := specOf(t, "parallel")
		for _, change := range c.changes {
			spoil(t, doc["spec"].(map[string]any), change)
		}
		p, faults := compileDoc(t, doc)
		got, want := codes(faults.Blocking()), slices.Clone(c.want)
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) || (p == nil) == (len(want) == 0) {
			t.Errorf("%v:\n got %q\nwant %q", c.changes, got, want)
		}
	}
}

// TestFitsBranches: a release that moves a step into or out of a branch does not take records over by itself.
func TestFitsBranches(t *testing.T) {
	w := newWorld(t, compileFile(t, "parallel"))
	w.data["urgent"], w.data["score"] = true, 8.0
	w.must(Command{Kind: "start"}, "u_sub")
	w.must(Command{Kind: "button", Task: w.task("draft"), Button: "ok"}, "u_lead")
	if !w.p.Fits(w.s) {
		t.Error("the definition it runs on does not fit")
	}
	if waits := w.p.Waiting(w.s); len(waits) != 2 || waits[0].Token.Effect == "" || waits[1].Until == nil {
		t.Errorf("waits %+v", waits)
	}
	other := *w.p
	other.inside = map[string]string{"design": "split", "ticket": "split", "cool": "inner"}
	if other.Fits(w.s) {
		t.Error("a step that stands in no branch any more fits")
	}
	other.joins = map[string]string{"split": "meet"}
	if other.Fits(w.s) {
		t.Error("a fork that is gone fits")
	}
}
