package process

import (
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"huiyin/engine/action"
	"huiyin/engine/definition"
)

// seeds is how many random definitions TestRandom walks; each failure names its seed.
var seeds = flag.Int("seeds", 60, "random processes to walk")

// dice draws from a seed or, in the fuzz test, from the fuzzer's bytes.
type dice interface{ IntN(n int) int }

type object = map[string]any

// builder makes a random process that compiles: a backbone from start to end with branches, loops, returns,
// clocks, promises and moves hung on it at random.
type builder struct {
	d     dice
	nodes []object
	edges []object
	line  []string // backbone of inner nodes
	human map[string]bool
	count int
}

func pick[T any](d dice, list []T) T { return list[d.IntN(len(list))] }

func (b *builder) chance(percent int) bool { return b.d.IntN(100) < percent }

func (b *builder) id(prefix string) string {
	b.count++
	return fmt.Sprintf("%s%d", prefix, b.count)
}

var (
	randomStatuses = []string{"s0", "s1", "s2", "s3"}
	randomRules    = []string{"agent", "board", "lead", "maybe"}
	randomFields   = []string{"note", "score", "planned", "urgent"}
)

func randomDefinition(t testing.TB, d dice) (*Process, json.RawMessage) {
	b := &builder{d: d, human: map[string]bool{}}
	for range 2 + d.IntN(7) {
		kind := pick(d, []string{"human", "human", "human", "decision", "set", "notify", "wait", "call", "fork", "fork"})
		key := b.id(kind[:1])
		b.line = append(b.line, key)
		b.human[key] = kind == "human"
	}
	if last := b.line[len(b.line)-1]; !b.human[last] {
		b.line = append(b.line, "hz")
		b.human["hz"] = true
	}
	for i, key := range b.line {
		b.node(i, key)
	}
	b.nodes = append(b.nodes, object{"key": "begin", "type": "start", "status": "s0"},
		object{"key": "end", "type": "end", "status": "closed", "settings": object{"resolution": "done"}},
		object{"key": "stop", "type": "end", "status": "closed", "settings": object{"resolution": "stopped"}})
	b.edge("begin", b.line[0], nil)
	raw, err := json.Marshal(object{"kind": "process", "key": "random", "schemaVersion": 1, "title": "随机", "spec": b.spec()})
	if err != nil {
		t.Fatal(err)
	}
	def, faults := definition.Decode(raw)
	if len(faults.Blocking()) > 0 {
		t.Fatalf("%v\n%s", faults, raw)
	}
	p, faults := Compile(def, testScope())
	if len(faults.Blocking()) > 0 {
		t.Fatalf("%v\n%s", faults, raw)
	}
	return p, raw
}

func (b *builder) edge(from, to string, more object) {
	e := object{"key": b.id("t"), "from": from, "to": to}
	for k, v := range more {
		e[k] = v
	}
	if b.chance(10) {
		e["then"] = b.uses()
	}
	if b.human[from] && b.chance(10) {
		e["promises"] = true
	}
	if b.human[from] && b.chance(10) {
		e["validate"] = []object{{"when": object{"field": "note", "op": "eq", "value": "no"}, "field": "note", "message": "no"}}
	}
	b.edges = append(b.edges, e)
}

// anywhere is a random place an arrow may lead to.
func (b *builder) anywhere() string { return pick(b.d, append([]string{"end", "stop"}, b.line...)) }

func (b *builder) condition() object {
	return pick(b.d, []object{{"field": "urgent", "op": "eq", "value": true}, {"field": "score", "op": "gt", "value": 5},
		{"field": "note", "op": "empty"}, {"expr": "score == 3"}, {"field": "record.status", "op": "eq", "value": "s1"}})
}

func (b *builder) node(i int, key string) {
	next := "end"
	if i+1 < len(b.line) {
		next = b.line[i+1]
	}
	n := object{"key": key}
	if b.human[key] || b.chance(50) {
		n["status"] = pick(b.d, randomStatuses)
	}
	switch {
	case key[0] == 'w' || key[0] == 'c':
		b.resting(n, key, next)
	case key[0] == 'f':
		b.fork(n, key, next, 1)
	case b.human[key]:
		n["type"], n["settings"] = "human", b.humanSettings(i, key, next)
	case key[0] == 'd':
		n["type"] = "decision"
		for range b.d.IntN(3) {
			b.edge(key, b.anywhere(), object{"when": b.condition()})
		}
		b.edge(key, next, object{"default": true})
	case key[0] == 's':
		n["type"], n["settings"] = "set", object{"set": object{"score": b.d.IntN(10)}}
		b.edge(key, next, nil)
	default:
		n["type"], n["settings"] = "notify", object{"message": "todo", "to": []object{{"by": "who", "who": "owner"}}}
		b.edge(key, next, nil)
	}
	b.nodes = append(b.nodes, n)
}

// resting is a wait or a call.
func (b *builder) resting(n object, key, next string) {
	if key[0] == 'c' {
		n["type"], n["settings"] = "call", object{"connector": "tracker"}
		if b.chance(50) {
			n["settings"] = object{"connector": "tracker", "onFailure": "arrow"}
			b.plain(key, next, object{"on": "failed"})
		}
		b.plain(key, next, nil)
		return
	}
	s := pick(b.d, []object{{"for": object{"elapsed": fmt.Sprintf("PT%dM", 1+b.d.IntN(300))}}, {"for": object{"working": "PT2H"}}, {"until": "planned"}, {"when": b.condition()}})
	if b.chance(50) {
		s = object{"timeout": object{"elapsed": "PT3H"}, "when": b.condition()}
		b.plain(key, next, object{"on": "timeout"})
	}
	n["type"], n["settings"] = "wait", s
	b.plain(key, next, object{"on": "done"})
}

// plain is an arrow that refuses nothing.
func (b *builder) plain(from, to string, more object) {
	e := object{"key": b.id("t"), "from": from, "to": to}
	for k, v := range more {
		e[k] = v
	}
	b.edges = append(b.edges, e)
}

// fork makes the branches up to the join, from which the flow goes on to next. Some have a fork of their own.
func (b *builder) fork(n object, key, next string, depth int) {
	status := pick(b.d, randomStatuses)
	if s, ok := n["status"].(string); ok && depth > 1 {
		status = s
	}
	join := b.id("j")
	n["type"], n["status"], n["settings"] = "fork", status, object{"branches": pick(b.d, []string{"all", "matching"})}
	matching := n["settings"].(object)["branches"] == "matching"
	for branch := range 2 + b.d.IntN(2) {
		first := join
		for range 1 + b.d.IntN(3) {
			first = b.inBranch(status, first, join, depth)
		}
		var more object
		if matching && branch > 0 {
			more = object{"when": b.condition()}
		}
		b.plain(key, first, more)
	}
	b.nodes = append(b.nodes, object{"key": join, "type": "join", "settings": object{"of": key}})
	b.plain(join, next, nil)
}

// inBranch puts a step before next and returns its key.
func (b *builder) inBranch(status, next, join string, depth int) string {
	kinds := []string{"human", "human", "human", "wait", "call", "set", "fork"}
	kind := pick(b.d, kinds)
	if depth > 1 && kind == "fork" {
		kind = "human"
	}
	key := b.id(kind[:1])
	n := object{"key": key, "status": status}
	switch kind {
	case "fork":
		b.fork(n, key, next, depth+1)
	case "set":
		n["type"], n["settings"] = "set", object{"set": object{"score": b.d.IntN(10)}}
		b.plain(key, next, nil)
	case "human":
		buttons := []object{{"key": "ok", "title": "好", "kind": "complete", "primary": true}, {"key": "back", "title": "退", "kind": "return", "resume": pick(b.d, []string{"rewalk", "direct"})}}
		b.plain(key, next, object{"on": "ok"})
		if b.chance(30) {
			end := b.id("e")
			b.nodes = append(b.nodes, object{"key": end, "type": "end", "status": status, "settings": object{"branch": true}})
			buttons = append(buttons, object{"key": "other", "title": "够了", "kind": "complete"})
			b.plain(key, pick(b.d, []string{end, "stop", key}), object{"on": "other"})
			b.plain(key, end, object{"on": "other", "when": b.condition()})
		}
		n["type"], n["settings"] = "human", object{"mode": pick(b.d, []string{"one", "any", "all"}), "assign": pick(b.d, randomRules), "buttons": buttons}
	default:
		b.resting(n, key, next)
	}
	b.nodes = append(b.nodes, n)
	return key
}

func (b *builder) humanSettings(i int, key, next string) object {
	s := object{"mode": pick(b.d, []string{"one", "claim", "any", "all"})}
	if b.chance(60) {
		s["assign"] = pick(b.d, randomRules)
	}
	if b.chance(20) {
		s["fields"] = object{"require": []string{pick(b.d, randomFields)}}
	}
	buttons := []object{{"key": "ok", "title": "好", "kind": "complete", "primary": true}}
	b.edge(key, next, object{"on": "ok"})
	if b.chance(60) {
		buttons = append(buttons, object{"key": "other", "title": "另", "kind": "complete"})
		b.edge(key, b.anywhere(), object{"on": "other", "when": b.condition()})
		if b.chance(50) {
			b.edge(key, b.anywhere(), object{"on": "other"})
		}
	}
	if b.chance(60) {
		back := object{"key": "back", "title": "退", "kind": "return", "resume": pick(b.d, []string{"rewalk", "direct"})}
		for _, earlier := range b.line[:i] {
			if b.human[earlier] && b.chance(30) {
				back["target"] = earlier
			}
		}
		buttons = append(buttons, back)
	}
	if b.chance(40) {
		buttons = append(buttons, object{"key": "hand", "title": "转", "kind": "transfer"}, object{"key": "save", "title": "存", "kind": "save"})
	}
	s["buttons"] = buttons
	return s
}

func (b *builder) uses() []object {
	return []object{pick(b.d, []object{
		{"key": "a", "do": "set", "settings": object{"fields": object{"score": b.d.IntN(10)}}},
		{"key": "a", "do": "assign", "settings": object{"to": object{"find": []object{{"by": "role", "role": "lead", "pick": "first"}}}}},
		{"key": "a", "do": "task", "settings": object{"title": "做", "assign": "agent"}},
		{"key": "a", "do": "notify", "settings": object{"message": "todo", "to": []object{{"by": "role", "role": "lead"}}}},
	})}
}

func (b *builder) point() string {
	return pick(b.d, []string{"create", "comment:staff", "enter:" + pick(b.d, randomStatuses), "leave:" + pick(b.d, randomStatuses),
		"enter:" + pick(b.d, b.line), "leave:" + pick(b.d, b.line), "told:p", "enter:closed"})
}

func (b *builder) slas() []object {
	out := []object{}
	for range b.d.IntN(4) {
		target := []object{}
		if b.chance(40) {
			target = append(target, object{"when": b.condition(), "in": object{"elapsed": fmt.Sprintf("PT%dM", 1+b.d.IntN(300))}})
		}
		if b.chance(30) {
			target = append(target, object{"until": "planned"})
		}
		target = append(target, object{"in": object{"working": fmt.Sprintf("PT%dH", 1+b.d.IntN(12))}})
		levels := []object{{"key": "warn", "percent": 1 + b.d.IntN(99), "then": b.uses()}, {"key": "late", "after": object{"elapsed": "PT1H"}, "then": b.uses()}}
		if b.chance(20) {
			levels = append(levels, object{"key": "push", "percent": 200, "then": []object{{"key": "p", "do": "transition", "settings": object{"press": "ok"}}}})
		}
		s := object{"key": b.id("k"), "title": "钟", "kind": "stage_complete", "start": []string{b.point()}, "stop": []string{b.point()},
			"target": target, "levels": levels, "onReentry": pick(b.d, []string{"keep", "restart"})}
		if b.chance(50) {
			s["pause"] = []string{pick(b.d, randomStatuses)}
		}
		if b.chance(30) {
			s["when"] = b.condition()
		}
		out = append(out, s)
	}
	return out
}

func (b *builder) spec() object {
	role := func(name, how string) object {
		return object{"find": []object{{"by": "role", "role": name, "pick": how}}}
	}
	statuses := []object{{"key": "closed", "title": "完", "category": "done"}}
	for _, s := range randomStatuses {
		statuses = append(statuses, object{"key": s, "title": s, "category": "active", "owner": pick(b.d, []string{"agent", "lead"})})
	}
	promise := object{"key": "p", "kind": "told", "title": "告知", "statuses": []string{pick(b.d, randomStatuses)}, "audience": []string{"self", "customer"},
		"message": "ack", "byHand": object{"assign": "agent", "form": "tell", "waive": "waive"}}
	if b.chance(40) {
		promise["review"] = "lead"
	}
	return object{"form": "suggestion", "calendar": "office", "statuses": statuses, "nodes": b.nodes, "transitions": b.edges,
		"people": object{"agent": role("agent", "first"), "lead": role("lead", "first"), "board": role("board", "all"),
			"maybe": object{"find": []object{{"by": "field", "field": "handler"}}, "empty": object{"skip": true}}},
		"slas": b.slas(), "promises": []object{promise},
		"moves": []object{{"key": "jump", "title": "跳", "from": []string{"s0", "s1", "closed"}, "to": pick(b.d, b.line), "roles": []string{"lead"}, "then": b.uses()},
			{"key": "quit", "title": "停", "from": randomStatuses, "to": "stop", "owner": true, "promises": b.chance(50)}},
		"withdraw": object{"until": pick(b.d, []string{"first_decision", "always"}), "to": "stop"},
		"urge":     object{"minInterval": object{"elapsed": "PT1H"}, "message": "urge"}}
}

// act is one random thing that happens to a world.
type act struct {
	cmd   Command
	actor string
	after time.Duration
	set   map[string]any
	away  string
}

func randomAct(d dice, w *world) act {
	a := act{actor: pick(d, []string{"u_ann", "u_ben", "u_b1", "u_b2", "u_b3", "u_lead", "u_admin", "u_sub", "u_dev"}),
		after: time.Duration(d.IntN(120)) * time.Minute}
	if d.IntN(4) == 0 {
		a.set = pick(d, []map[string]any{{"urgent": true}, {"urgent": false}, {"note": "x"}, {"note": "no"}, {"note": nil}, {"score": 3.0},
			{"score": 8.0}, {"planned": "2026-03-20"}, {"planned": nil}, {"handler": "u_dev"}, {"handler": nil}})
	}
	task := ""
	if len(w.s.Tasks) > 0 {
		t := w.s.Tasks[max(0, len(w.s.Tasks)-1-d.IntN(min(3, len(w.s.Tasks))))]
		task = t.ID
		if d.IntN(3) > 0 && len(t.People) > 0 {
			a.actor = pick(d, t.People).User
		}
	}
	button := pick(d, []string{"ok", "ok", "ok", "other", "back", "hand", "save", "told", "waive", "send", "done", "jump", "quit"})
	if i := len(w.s.Tokens); i > 0 && d.IntN(2) == 0 {
		for _, t := range w.s.Tasks {
			if t.State == "open" && t.Token > 0 && (task == "" || d.IntN(2) == 0) {
				task, a.actor = t.ID, pick(d, t.People).User
				button = pick(d, w.p.nodes[t.Node].human.Buttons).Key
			}
		}
	} else if i == 0 && d.IntN(4) == 0 {
		a.actor = "u_lead"
		a.cmd = Command{Kind: "move", Button: "jump"}
		return a
	}
	kind := pick(d, []string{"button", "button", "button", "button", "button", "claim", "claim", "transfer", "urge", "withdraw", "move",
		"timer", "timer", "result", "result", "press", "task", "message", "waive", "status_point", "owner", "data"})
	a.cmd = Command{Kind: kind, Task: task, Button: button, Comment: "意见", To: pick(d, []string{"u_ann", "u_ben", "u_new", "u_gone", ""})}
	switch kind {
	case "timer", "result", "press", "task", "message", "status_point", "owner", "data":
		a.actor = "system"
	}
	switch kind {
	case "button":
		a.cmd.Data = map[string]any{"reason": "refused", "channel": "phone"}
	case "withdraw":
		if d.IntN(4) > 0 {
			a.cmd.Kind = "urge"
		}
		a.actor = "u_sub"
	case "task":
		a.cmd.Open = &action.Task{Key: "x", Title: definition.Plain("做"), User: a.cmd.To, Buttons: []action.Button{{Key: "done", Title: definition.Plain("好"), Outcome: "done"}}}
	case "message", "waive":
		if len(w.ledger) > 0 {
			e := pick(d, w.ledger)
			a.cmd.Entry, a.cmd.Effect = e.ID, e.Effect
		}
		a.cmd.State = pick(d, []string{"sent", "delivered", "failed"})
		a.cmd.Data = map[string]any{"reason": "withdrawn"}
	case "status_point":
		a.cmd.Point = "comment:staff"
	case "result":
		a.cmd.State = pick(d, []string{"ok", "failed"})
		if len(w.calls) > 0 {
			a.cmd.Effect = w.calls[max(0, len(w.calls)-1-d.IntN(min(2, len(w.calls))))]
		}
	}
	if d.IntN(25) == 0 {
		a.away = pick(d, []string{"u_ann", "u_b1", "u_lead"})
	}
	return a
}

func (w *world) apply(a act) {
	w.now = w.now.Add(a.after)
	for k, v := range a.set {
		w.data[k] = v
	}
	if a.away != "" {
		p := w.people[a.away]
		if p.Substitute == "" {
			p.Substitute = "u_new"
		} else {
			p.Substitute = ""
		}
		w.people[a.away] = p
	}
	_ = w.do(a.cmd, a.actor)
}

func randomWorld(t testing.TB, p *Process, d dice) *world {
	w := newWorld(t, p)
	w.contacts = pick(d, []map[string][]Contact{{}, {"self": {{Customer: "self", Address: "a@example.com"}}}, {"self": {{Customer: "self"}}},
		{"self": {{Customer: "self", Address: "a@example.com"}}, "customer": {{Customer: "c1"}, {Customer: "c2", Address: "b@example.com"}}}})
	return w
}

// TestRandom walks random definitions with random commands; do checks the ten invariants and the round trip after
// each (E-03, E-06). Then the same commands are played on a fresh world: equal histories give equal states.
func TestRandom(t *testing.T) {
	definitions := *seeds
	if testing.Short() {
		definitions = 20
	}
	legal, seen := 0, map[string]int{}
	for seed := range uint64(definitions) {
		t.Run(fmt.Sprintf("seed %d", seed), func(t *testing.T) {
			d := rand.New(rand.NewPCG(seed, 1))
			p, raw := randomDefinition(t, d)
			w := randomWorld(t, p, rand.New(rand.NewPCG(seed, 2)))
			defer func() {
				if t.Failed() {
					t.Logf("definition: %s", raw)
				}
			}()
			acts := []act{{cmd: Command{Kind: "start"}, actor: "u_sub"}}
			w.apply(acts[0])
			for range 60 {
				a := randomAct(d, w)
				before := toJSON(t, w.s, w.ledger)
				w.apply(a)
				acts = append(acts, a)
				if toJSON(t, w.s, w.ledger) != before {
					legal++
					for _, e := range w.events {
						seen[e.Type]++
					}
				}
			}
			again := randomWorld(t, p, rand.New(rand.NewPCG(seed, 2)))
			for _, a := range acts {
				again.apply(a)
			}
			if a, b := toJSON(t, w.s, w.ledger), toJSON(t, again.s, again.ledger); a != b {
				t.Fatalf("replay differs:\n%s\n%s", a, b)
			}
		})
	}
	for _, kind := range []string{"forked", "branch_done", "joined", "branches_cancelled", "waited", "call_done"} {
		if seen[kind] == 0 && !testing.Short() {
			t.Errorf("the walks prove nothing about %s: %v", kind, seen)
		}
	}
	if legal < definitions*8 || seen["ended"] < definitions/10 {
		t.Fatalf("the walks prove little: %d steps changed something, %d ended", legal, seen["ended"])
	}
}

// bytesDice draws from a fuzzer's input, zeros when it is used up.
type bytesDice struct{ raw []byte }

func (b *bytesDice) IntN(n int) int {
	if len(b.raw) == 0 {
		return 0
	}
	v := int(b.raw[0])
	b.raw = b.raw[1:]
	return v % n
}

// FuzzAdvance lets the fuzzer draw the commands on a random definition.
func FuzzAdvance(f *testing.F) {
	for seed := range uint64(8) {
		d := rand.New(rand.NewPCG(seed, 3))
		raw := make([]byte, 200)
		for i := range raw {
			raw[i] = byte(d.IntN(256))
		}
		f.Add(seed, raw)
	}
	f.Fuzz(func(t *testing.T, seed uint64, raw []byte) {
		p, _ := randomDefinition(t, rand.New(rand.NewPCG(seed, 1)))
		d := &bytesDice{raw: raw}
		w := randomWorld(t, p, d)
		w.apply(act{cmd: Command{Kind: "start"}, actor: "u_sub"})
		for n := 0; len(d.raw) > 0 && n < 60; n++ {
			w.apply(randomAct(d, w))
		}
	})
}
