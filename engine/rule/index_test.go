package rule

import (
	"fmt"
	"maps"
	"math/rand"
	"reflect"
	"strings"
	"testing"

	"huiyin/engine/definition"
)

// everyRule evaluates without the index: it asks each rule in order whether it waits for what happened.
func everyRule(s *Set, form string, ev Event, in Inputs) Pass {
	rules := s.forms[form].rules
	p := &pass{ev: ev, in: in, index: &index{rules: rules, byKey: s.forms[form].byKey}, changed: append([]string(nil), ev.Changed...)}
	for i, r := range rules {
		joined := len(p.out.Changed) > 0 && r.waitsFor(Event{Name: Changed, Changed: p.out.Changed})
		if p.at = i; !r.waitsFor(ev) && !joined {
			continue
		}
		if p.visit(r) {
			break
		}
	}
	p.finish()
	return p.out
}

// matchedOnly drops rules that did nothing: the index need not look at them at all.
func matchedOnly(list []Trace) []Trace {
	out := []Trace{}
	for _, t := range list {
		if t.Outcome != NotMatched {
			out = append(out, t)
		}
	}
	return out
}

type generator struct{ *rand.Rand }

func (g generator) one(list ...string) string { return list[g.Intn(len(list))] }

func (g generator) leaf() string {
	field := g.one("a", "b", "c", "score", "rank")
	n := g.Intn(3)
	switch g.Intn(9) {
	case 0:
		return fmt.Sprintf(`{"expr":"%s > %d"}`, field, n)
	case 1:
		return fmt.Sprintf(`{"field":%q,"op":"in","value":[%d,%d]}`, field, n, g.Intn(3))
	case 2:
		return fmt.Sprintf(`{"field":%q,"op":"becomes","value":%d}`, field, n)
	case 3:
		return fmt.Sprintf(`{"field":"flags","op":%q,"value":"red"}`, g.one("has", "eq", "ne"))
	case 4:
		return fmt.Sprintf(`{"field":"priority","op":%q,"value":%q}`, g.one("eq", "ne", "leaves", "becomes"), g.one("p0", "p1"))
	case 5:
		return fmt.Sprintf(`{"field":%q,"op":"eq","value":{"field":"b"}}`, field)
	}
	return fmt.Sprintf(`{"field":%q,"op":"eq","value":%d}`, field, n)
}

func (g generator) condition(depth int) string {
	if depth == 0 || g.Intn(3) == 0 {
		return g.leaf()
	}
	parts := []string{g.condition(depth - 1), g.condition(depth - 1)}
	switch g.Intn(5) {
	case 0:
		return `{"any":[` + strings.Join(parts, ",") + `]}`
	case 1:
		return `{"not":` + parts[0] + `}`
	}
	return `{"all":[` + strings.Join(parts, ",") + `]}`
}

func (g generator) trigger() string {
	switch g.Intn(6) {
	case 0:
		return `{"event":"changed"}`
	case 1, 2:
		return fmt.Sprintf(`{"event":"changed","fields":[%q]}`, g.one("a", "b", "c", "rank", "priority"))
	case 3:
		return g.one(`{"event":"status_entered"}`, `{"event":"status_entered","status":["new"]}`, `{"event":"status_left"}`,
			`{"event":"status_left","status":["new"]}`, `{"event":"sla_level"}`,
			`{"event":"sla_level","level":"warn"}`, `{"event":"sla_level","sla":"first_response"}`, `{"event":"comment"}`)
	}
	return `{"event":"created"}`
}

func (g generator) action(i int) string {
	fields := fmt.Sprintf(`"fields":{%q:%s}`, g.one("a", "b", "c", "score"),
		g.one("0", "1", "2", `{"expr":"a + 1"}`, `{"expr":"score - b"}`))
	switch g.Intn(4) {
	case 0:
		fields = `"add":{"flags":["red"]}`
	case 1:
		return fmt.Sprintf(`{"key":"k%d","do":"notify","settings":{"message":"page","to":[{"customer":true}]}}`, i)
	}
	return fmt.Sprintf(`{"key":"k%d","do":"set","if":%s,"settings":{%s}}`, i, g.condition(1), fields)
}

func (g generator) spec() string {
	when := ""
	if g.Intn(8) > 0 {
		when = `"when":` + g.condition(2) + `,`
	}
	return fmt.Sprintf(`{"form":"suggestion","on":[%s],%s"then":[%s,%s],"order":%d,"stop":%t,"once":"record"}`, g.trigger(), when,
		g.action(0), g.action(1), g.Intn(5), g.Intn(12) == 0)
}

func (g generator) event() Event {
	switch g.Intn(5) {
	case 0:
		return Event{Name: Created}
	case 1:
		return Event{Name: g.one(StatusEntered, StatusLeft), Status: g.one("new", "closed")}
	case 2:
		return Event{Name: SLALevel, SLA: "first_response", Level: g.one("warn", "breach")}
	}
	return Event{Name: Changed, Changed: []string{g.one("a", "b", "c", "score", "priority")}}
}

// TestIndexChangesNothing: looking rules up is the same as asking every rule, whatever the rules, records and events.
func TestIndexChangesNothing(t *testing.T) {
	g := generator{rand.New(rand.NewSource(11))}
	did, failed, joined := 0, 0, 0
	for round := 0; round < 150; round++ {
		var defs []definition.Definition
		for i := 0; i < 25; i++ {
			defs = append(defs, define(t, fmt.Sprintf("r%d", i), g.spec()))
		}
		set := unchecked(t, defs)
		for i := 0; i < 5; i++ {
			data := map[string]any{"a": float64(g.Intn(3)), "b": float64(g.Intn(3)), "priority": g.one("p0", "p1"), "flags": []any{g.one("red", "vague")}}
			if g.Intn(2) == 0 {
				data["a"] = map[string]any{} // expressions fail on it
			}
			old := map[string]any{"a": float64(g.Intn(3)), "b": data["b"], "priority": "p1"}
			if g.Intn(5) == 0 {
				data["c"], data["b"] = float64(g.Intn(3)), nil
			}
			x := &record{data: maps.Clone(data), old: old, computed: true}
			y := &record{data: maps.Clone(data), old: old, computed: true}
			ev := g.event()
			got, want := set.Evaluate("suggestion", ev, x.inputs()), everyRule(set, "suggestion", ev, y.inputs())
			got.Trace, want.Trace = matchedOnly(got.Trace), matchedOnly(want.Trace)
			if a, b := plain(t, got), plain(t, want); !reflect.DeepEqual(a, b) || !reflect.DeepEqual(plain(t, x.data), plain(t, y.data)) {
				t.Fatalf("round %d, %+v\nindex %v %v\nevery %v %v", round, ev, a, x.ran, b, y.ran)
			}
			for _, trace := range got.Trace {
				did++
				failed += strings.Count(trace.Outcome, Failed)
				if !set.rules[trace.Rule].waitsFor(ev) {
					joined++
				}
			}
		}
	}
	if did < 800 || failed < 40 || joined < 80 {
		t.Errorf("the test tests little: %d rules did something, %d failed, %d joined a pass", did, failed, joined)
	}
}

// many makes count rules of which three match the record of bench; the others wait for other fields, other values of
// the same field, or both. A tenth has a second condition that all records meet.
func many(t testing.TB, count int) *Set {
	fields := []string{"a", "b", "c", "score", "voices", "title", "description", "category", "level"}
	var defs []definition.Definition
	for i := 0; i < 3; i++ {
		defs = append(defs, define(t, fmt.Sprintf("m%d", i), fmt.Sprintf(`{"form":"suggestion","order":%d,"on":[{"event":"changed","fields":["note"]}],
			"when":{"all":[{"field":"channel","op":"eq","value":"email"},{"field":"note","op":"eq","value":"hit"}]},"then":[{"key":"s","do":"set","settings":{"fields":{"pool":"monthly"}}}]}`, i*1000)))
	}
	for i := 3; i < count; i++ {
		watch := fields[i%len(fields)]
		if i%2 == 0 {
			watch = "note"
		}
		defs = append(defs, define(t, fmt.Sprintf("x%d", i), fmt.Sprintf(`{"form":"suggestion","order":%d,"on":[{"event":"changed","fields":[%q]}],
			"when":{"all":[{"field":"channel","op":"eq","value":"email"},{"field":"note","op":"eq","value":"other %d"}]},"then":[{"key":"s","do":"set","settings":{"fields":{"pool":"monthly"}}}]}`, i, watch, i)))
	}
	return unchecked(t, defs)
}

func bench() *record {
	return &record{data: map[string]any{"note": "hit", "channel": "email"}, old: map[string]any{}, system: map[string]any{}}
}

// TestCostGrowsWithMatches: of 10,000 rules only the three that match are looked at, with no more reads of the
// record than the three alone need.
func TestCostGrowsWithMatches(t *testing.T) {
	reads := map[int]int{}
	for _, count := range []int{3, 10_000} {
		set, r := many(t, count), bench()
		in := r.inputs()
		in.Get = func(path string) any { reads[count]++; return r.get(path) }
		pass := set.Evaluate("suggestion", Event{Name: Changed, Changed: []string{"note"}}, in)
		if len(pass.Trace) != 3 || len(r.ran) != 3 {
			t.Errorf("%d rules: looked at %d, ran %v", count, len(pass.Trace), r.ran)
		}
	}
	if float64(reads[10_000]) > 1.5*float64(reads[3]) {
		t.Errorf("reads of the record: %v", reads)
	}
}

// BenchmarkEvaluate prints the ratio the budget is about: 10,000 rules of which 3 match against the 3 alone, at most 1.5.
func BenchmarkEvaluate(b *testing.B) {
	for _, count := range []int{3, 10_000} {
		set := many(b, count)
		b.Run(fmt.Sprint(count), func(b *testing.B) {
			r := bench()
			in := r.inputs()
			b.ReportAllocs()
			for i := 0; i < b.N; i++ {
				set.Evaluate("suggestion", Event{Name: Changed, Changed: []string{"note"}}, in)
			}
		})
	}
}

// BenchmarkCompile shows what a publish pays for a rule.
func BenchmarkCompile(b *testing.B) {
	d := define(b, "r", `{"form":"suggestion","on":[{"event":"changed","fields":["a"]}],"when":{"all":[{"field":"a","op":"becomes","value":1},{"expr":"score > 3 and category == 'crash'"}]},"then":[{"key":"s","do":"set","settings":{"fields":{"note":{"text":"{{title}}"}}}}]}`)
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		if _, found := Compile([]definition.Definition{d}, scopeOf); len(found) > 0 {
			b.Fatal(found)
		}
	}
}
