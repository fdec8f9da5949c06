package process

import (
	"slices"
	"testing"
)

// without takes nodes and the arrows at them out of a definition and adds arrows.
func without(spec map[string]any, nodes []string, arrows ...map[string]any) {
	at := func(v any, names ...string) bool {
		one := v.(map[string]any)
		return slices.ContainsFunc(names, func(name string) bool { key, _ := one[name].(string); return slices.Contains(nodes, key) })
	}
	spec["nodes"] = slices.DeleteFunc(spec["nodes"].([]any), func(v any) bool { return at(v, "key") })
	list := slices.DeleteFunc(spec["transitions"].([]any), func(v any) bool { return at(v, "from", "to") })
	for _, a := range arrows {
		list = append(list, a)
	}
	spec["transitions"] = list
}

// forked is a record whose three branches run: one with people, one that calls, and one that has forked again.
func forked(t *testing.T) *world {
	t.Helper()
	w := newWorld(t, compileFile(t, "parallel"))
	w.data["urgent"], w.data["score"] = true, 8.0
	w.must(Command{Kind: "start"}, "u_sub")
	w.must(Command{Kind: "button", Task: w.task("draft"), Button: "ok"}, "u_lead")
	return w
}

// P-20: branches whose fork is gone end where the plan says, with all that runs in them: one step goes on for all, with
// work of its own, and the way back leads to what was before the fork.
func TestBranchesThatAreGoneAreGathered(t *testing.T) {
	w := forked(t)
	if len(w.s.Tokens) != 4 || len(w.s.Scopes) != 6 {
		t.Fatalf("%d tokens, %d regions", len(w.s.Tokens), len(w.s.Scopes))
	}
	q := specWith(t, "parallel", func(spec map[string]any) {
		without(spec, []string{"split", "design", "check", "ticket", "fix", "inner", "cool", "legal", "inner_meet", "meet", "settle", "chase", "day", "skip", "no"},
			map[string]any{"key": "t3", "from": "draft", "on": "ok", "to": "build"})
		spec["statuses"] = slices.DeleteFunc(spec["statuses"].([]any), func(v any) bool { return v.(map[string]any)["key"] == "prepare" })
		delete(spec, "moves")
	})
	for plan, want := range map[string]string{"": "process.migrate_branch", "nowhere": "process.migrate_branch", "yes": "process.migrate_target"} {
		p := Plan{Nodes: map[string]string{"split": plan}}
		if plan == "nowhere" {
			p = Plan{Statuses: map[string]string{"prepare": "build"}, Nodes: map[string]string{"inner": "build"}}
		}
		if got := w.migrate(q, p); !slices.Equal(got, []string{want}) {
			t.Errorf("%q: %v, want %s", plan, got, want)
		}
	}
	old := w.task("design")
	if faults := w.migrate(q, Plan{Nodes: map[string]string{"split": "build"}}); faults != nil {
		t.Fatal(faults)
	}
	if len(w.s.Tokens) != 1 || w.s.Tokens[0].Node != "build" || w.s.Tokens[0].Effect != "" || len(w.s.Scopes) != 1 || w.s.Status != "build" || !slices.Equal(w.s.Path, []string{"draft", "build"}) {
		t.Errorf("stands in %s at %+v, walked %v", w.s.Status, w.s.Tokens, w.s.Path)
	}
	if i := slices.IndexFunc(w.s.Tasks, func(k Task) bool { return k.ID == old }); i < 0 || w.s.Tasks[i].State != "cancelled" {
		t.Errorf("the work in the branch: %+v", w.s.Tasks)
	}
	if !slices.ContainsFunc(w.events, func(e Event) bool { return e.Type == "branches_cancelled" && e.Node == "split" }) {
		t.Errorf("events %+v", w.events)
	}
	w.must(Command{Kind: "button", Task: w.task("build"), Button: "ok"}, "u_dev")
	if w.s.State != "ended" {
		t.Errorf("the record is %s", w.s.State)
	}
}

// P-20: only the branches of the fork that is gone end; those beside it go on.
func TestOtherBranchesGoOn(t *testing.T) {
	w := forked(t)
	q := specWith(t, "parallel", func(spec map[string]any) {
		without(spec, []string{"inner", "cool", "inner_meet"},
			map[string]any{"key": "b4", "from": "split", "to": "legal", "when": map[string]any{"field": "score", "op": "gt", "value": 5}},
			map[string]any{"key": "i6", "from": "legal", "on": "ok", "to": "meet"})
		spec["transitions"] = slices.DeleteFunc(spec["transitions"].([]any), func(v any) bool { return v.(map[string]any)["key"] == "i4" })
	})
	design := w.task("design")
	if faults := w.migrate(q, Plan{Nodes: map[string]string{"inner": "legal"}}); faults != nil {
		t.Fatal(faults)
	}
	if len(w.s.Tokens) != 3 || len(w.s.Scopes) != 4 || w.task("design") != design || w.task("legal") == "" {
		t.Errorf("tokens %+v, regions %+v", w.s.Tokens, w.s.Scopes)
	}
	w.must(Command{Kind: "button", Task: w.task("legal"), Button: "ok"}, "u_ann")
	if len(w.s.Tokens) != 2 || len(w.s.Scopes) != 3 {
		t.Errorf("after the branch: tokens %+v, regions %+v", w.s.Tokens, w.s.Scopes)
	}
}
