package process

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"huiyin/engine/definition"
)

// migrate carries the world's record over to another definition and checks what must hold of every migration.
func (w *world) migrate(to *Process, plan Plan) []string {
	w.t.Helper()
	given := toJSON(w.t, w.s, w.ledger)
	s0 := w.s
	again := w.copy()
	s, ledger, events, faults := Migrate(w.p, to, s0, w.ledger, plan, w.inputs("system"))
	if got := toJSON(w.t, s0, w.ledger); got != given {
		w.t.Fatalf("migrating changed what it was given:\n%s\n%s", given, got)
	}
	s2, _, _, _ := Migrate(w.p, to, again.s, again.ledger, plan, again.inputs("system"))
	if a, b := toJSON(w.t, s), toJSON(w.t, s2); a != b {
		w.t.Fatalf("migrating is not deterministic:\n%s\n%s", a, b)
	}
	if len(faults) > 0 {
		if toJSON(w.t, s, ledger) != given {
			w.t.Fatalf("a refused migration changed the state: %v", faults)
		}
		return codes(faults)
	}
	if len(s.Tokens) != len(to.gathered(s0, plan).Tokens) && !wentOn(events) {
		w.t.Fatalf("%d tokens became %d", len(s0.Tokens), len(s.Tokens))
	}
	if err := Invariants(to, s); err != nil {
		w.t.Fatalf("%v\n%s\n%s", err, given, toJSON(w.t, s))
	}
	w.p, w.s, w.ledger, w.events = to, s, ledger, events
	return nil
}

// wentOn reports whether a wait was over when the record was looked at.
func wentOn(events []Event) bool {
	return slices.ContainsFunc(events, func(e Event) bool { return e.Type == "waited" })
}

// randomState is a record that was played with for a while.
func randomState(t *testing.T, p *Process, seed uint64) *world {
	d := rand.New(rand.NewPCG(seed, 21))
	w := randomWorld(t, p, d)
	w.apply(act{cmd: Command{Kind: "start"}, actor: "u_sub"})
	for range d.IntN(25) {
		w.apply(randomAct(d, w))
	}
	return w
}

// P-20: moving to the same definition changes nothing that looking at the record again would not.
func TestMigratingToTheSameKeepsTheMeaning(t *testing.T) {
	running := 0
	for seed := range uint64(*seeds) {
		p, _ := randomDefinition(t, rand.New(rand.NewPCG(seed, 1)))
		w := randomState(t, p, seed)
		if w.s.State != "running" {
			continue
		}
		running++
		looked := w.copy()
		_ = looked.do(Command{Kind: "data"}, "system")
		if faults := w.migrate(p, Plan{}); faults != nil {
			t.Fatalf("seed %d: %v", seed, faults)
		}
		if a, b := toJSON(t, looked.s, looked.ledger), toJSON(t, w.s, w.ledger); a != b {
			t.Fatalf("seed %d:\n%s\n%s", seed, a, b)
		}
	}
	if running < *seeds/4 {
		t.Fatalf("%d of %d states ran", running, *seeds)
	}
}

// P-20: between any two definitions a record either moves whole or stays as it was with the reasons.
func TestMigratingElsewhereIsWholeOrRefused(t *testing.T) {
	moved, refused := 0, 0
	for seed := range uint64(*seeds) {
		p, _ := randomDefinition(t, rand.New(rand.NewPCG(seed, 1)))
		d := rand.New(rand.NewPCG(seed, 22))
		for other := range uint64(2) {
			q, _ := randomDefinition(t, rand.New(rand.NewPCG(seed*2+other, 23)))
			w := randomState(t, p, seed)
			plan := Plan{Statuses: map[string]string{}, Nodes: map[string]string{}}
			if other > 0 {
				for _, n := range p.spec.Nodes {
					plan.Nodes[n.Key] = pick(d, q.spec.Nodes).Key
				}
				plan.Statuses[pick(d, randomStatuses)] = pick(d, randomStatuses)
			}
			switch {
			case w.s.State != "running":
			case w.migrate(q, plan) != nil:
				refused++
			default:
				moved++
				for range 10 {
					w.apply(randomAct(d, w))
				}
			}
		}
	}
	if moved < 10 || refused < 10 {
		t.Fatalf("%d moved, %d refused: the walks prove little", moved, refused)
	}
}

// P-20: a definition whose steps are all called something else takes nobody over without a mapping, and everybody with one.
func TestRenamedStepsNeedAMapping(t *testing.T) {
	moved := 0
	for seed := range uint64(*seeds) {
		p, raw := randomDefinition(t, rand.New(rand.NewPCG(seed, 1)))
		w := randomState(t, p, seed)
		if w.s.State != "running" {
			continue
		}
		plan := Plan{Nodes: map[string]string{}}
		rename := []string{}
		for _, n := range p.spec.Nodes {
			if p.nodes[n.Key].rests() {
				plan.Nodes[n.Key] = "new_" + n.Key
				for _, before := range []string{`"`, `enter:`, `leave:`} {
					rename = append(rename, before+n.Key+`"`, before+"new_"+n.Key+`"`)
				}
			}
		}
		def, faults := definition.Decode([]byte(strings.NewReplacer(rename...).Replace(string(raw))))
		q, more := Compile(def, testScope())
		if q == nil {
			t.Fatal(faults, more)
		}
		if w.migrate(q, Plan{}) == nil {
			t.Fatalf("seed %d: went over without a mapping", seed)
		}
		tasks := len(w.s.Working())
		if faults := w.migrate(q, plan); faults != nil {
			t.Fatalf("seed %d: %v", seed, faults)
		}
		if len(w.s.Working()) != tasks && !wentOn(w.events) {
			t.Fatalf("seed %d: %d people worked, now %v", seed, tasks, w.s.Working())
		}
		moved++
	}
	if moved < *seeds/4 {
		t.Fatalf("%d moved", moved)
	}
}

// specWith is the definition of a test process with a change made to its text.
func specWith(t *testing.T, name string, change func(spec map[string]any)) *Process {
	t.Helper()
	doc := specOf(t, name)
	change(doc["spec"].(map[string]any))
	p, faults := compileDoc(t, doc)
	if p == nil {
		t.Fatal(faults)
	}
	return p
}

func replaced(t *testing.T, doc map[string]any, pairs ...string) {
	t.Helper()
	raw, err := json.Marshal(doc)
	if err != nil {
		t.Fatal(err)
	}
	clear(doc)
	if err := json.NewDecoder(bytes.NewBufferString(strings.NewReplacer(pairs...).Replace(string(raw)))).Decode(&doc); err != nil {
		t.Fatal(err)
	}
}

// P-20, E-12: clocks keep their start and get the targets of the new definition; one that is new counts from when the
// status was entered, and one that is gone is cancelled.
func TestMigrationRecomputesClocks(t *testing.T) {
	w := newWorld(t, compileFile(t, "suggestion"))
	w.must(Command{Kind: "start"}, "u_sub")
	began := w.now
	w.now = w.now.Add(2 * time.Hour)
	sla := func(key, start, hours string) map[string]any {
		return map[string]any{"key": key, "title": "钟", "kind": "stage_complete", "start": []any{start}, "stop": []any{"enter:closed"},
			"target": []any{map[string]any{"in": map[string]any{"elapsed": hours}}},
			"levels": []any{map[string]any{"key": "soon", "percent": 10, "then": []any{}}, map[string]any{"key": "far", "percent": 90, "then": []any{}}}}
	}
	stop := "enter:" + w.p.spec.Statuses[len(w.p.spec.Statuses)-1].Key
	with := func(list ...map[string]any) *Process {
		return specWith(t, "suggestion", func(spec map[string]any) {
			out := []any{}
			for _, s := range list {
				s["stop"] = []any{stop}
				out = append(out, s)
			}
			spec["slas"] = out
		})
	}
	if faults := w.migrate(with(sla("fresh", "enter:"+w.s.Status, "PT10H")), Plan{}); faults != nil {
		t.Fatal(faults)
	}
	for _, k := range w.s.SLAs {
		if k.Key != "fresh" && !k.Idle && !k.Ended() {
			t.Errorf("clock %s is gone and still %s", k.Key, k.State)
		}
	}
	k := w.s.SLAs[w.index("fresh")]
	if !k.StartedAt.Equal(began) || !k.DueAt.Equal(began.Add(10*time.Hour)) || !k.HasFired("soon") || k.HasFired("far") {
		t.Errorf("the new clock: %+v", k)
	}
	if faults := w.migrate(with(sla("fresh", "enter:"+w.s.Status, "PT4H")), Plan{}); faults != nil {
		t.Fatal(faults)
	}
	if k = w.s.SLAs[w.index("fresh")]; !k.StartedAt.Equal(began) || !k.DueAt.Equal(began.Add(4*time.Hour)) {
		t.Errorf("the clock with a new target: %+v", k)
	}
	// Taken out and brought back by restoring a release, it counts as if it had never been away.
	if faults := w.migrate(with(sla("other", "enter:"+w.s.Status, "PT4H")), Plan{}); faults != nil || !w.s.SLAs[w.index("fresh")].Done {
		t.Fatal(faults, w.s.SLAs)
	}
	w.now = w.now.Add(time.Hour)
	if faults := w.migrate(with(sla("fresh", "enter:"+w.s.Status, "PT4H")), Plan{}); faults != nil {
		t.Fatal(faults)
	}
	if k = w.s.SLAs[w.index("fresh")]; k.Done || k.Idle || k.Ended() || !k.DueAt.Equal(began.Add(4*time.Hour)) || !k.HasFired("soon") {
		t.Errorf("the clock that came back: %+v", k)
	}
}

func (w *world) index(clock string) int {
	return slices.IndexFunc(w.s.SLAs, func(c Clock) bool { return c.Key == clock })
}

// P-20: a status that is gone takes its records where the plan says, with their people and since when they were there;
// the owner is found by the new status's rule, and nobody outside hears of it.
func TestMigrationMapsAStatus(t *testing.T) {
	w := newWorld(t, compileFile(t, "suggestion"))
	w.must(Command{Kind: "start"}, "u_sub")
	status, since, node := w.s.Status, w.s.StatusSince, w.s.Tokens[0].Node
	w.now = w.now.Add(time.Hour)
	doc := specOf(t, "suggestion")
	replaced(t, doc, fmt.Sprintf(`%q`, status), `"renamed"`, `"enter:`+status+`"`, `"enter:renamed"`, `"leave:`+status+`"`, `"leave:renamed"`)
	q, faults := compileDoc(t, doc)
	if q == nil {
		t.Fatal(faults)
	}
	if got := w.migrate(q, Plan{}); !slices.Equal(got, []string{"process.migrate_unmapped"}) {
		t.Fatalf("without a plan: %v", got)
	}
	if got := w.migrate(q, Plan{Statuses: map[string]string{status: "nowhere"}}); got == nil {
		t.Fatal("went to a status that is not there")
	}
	people, sent := w.s.Working(), len(w.sent)
	if got := w.migrate(q, Plan{Statuses: map[string]string{status: "renamed"}}); got != nil {
		t.Fatal(got)
	}
	if w.s.Status != "renamed" || !w.s.StatusSince.Equal(since) || w.s.Tokens[0].Node != node || !slices.Equal(w.s.Working(), people) || len(w.sent) != sent {
		t.Errorf("%s since %s at %s, %v work, %d letters", w.s.Status, w.s.StatusSince, w.s.Tokens[0].Node, w.s.Working(), len(w.sent)-sent)
	}
}
