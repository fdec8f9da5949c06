package rule

import (
	"encoding/json"
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"huiyin/engine/definition"
	"huiyin/engine/problem"
)

type fixture struct {
	Rules    map[string]json.RawMessage `json:"rules"`
	Problems []string                   `json:"problems"` // "code pointer", of circles with path and fields
}

// TestFixtures: every fault of the publish check has a definition that shows it; good ones have warnings at most.
func TestFixtures(t *testing.T) {
	files, err := filepath.Glob("testdata/*/*.json")
	if err != nil || len(files) < 15 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(file, ".json"), func(t *testing.T) {
			var f fixture
			readJSON(t, strings.TrimPrefix(filepath.ToSlash(file), "testdata/"), &f)
			var defs []definition.Definition
			for _, key := range sortedKeys(f.Rules) {
				defs = append(defs, define(t, key, string(f.Rules[key])))
			}
			set, found := Compile(defs, scopeOf)
			got := []string{}
			for _, p := range found {
				line := p.Code + " " + p.Pointer
				if path, ok := p.Params["path"]; ok {
					line += fmt.Sprint(" ", path, " ", strings.Join(p.Params["by"].([]string), " "))
				}
				got = append(got, line)
			}
			slices.Sort(got)
			slices.Sort(f.Problems)
			if !slices.Equal(got, f.Problems) {
				t.Errorf("got\n %s\nwant\n %s", strings.Join(got, "\n "), strings.Join(f.Problems, "\n "))
			}
			if bad := strings.Contains(file, "bad"); (set == nil) != bad || (len(found.Blocking()) > 0) != bad {
				t.Errorf("set %v, blocking %v", set != nil, found.Blocking())
			}
		})
	}
}

// TestSchema: the structure is closed, so that a misspelt property is a fault and not silence.
func TestSchema(t *testing.T) {
	for spec, want := range map[string]string{
		`{}`:                             "schema.required /spec/form; schema.required /spec/on; schema.required /spec/then",
		`{"form":"s","on":[],"then":[]}`: "schema.min_items /spec/on",
		`{"form":"s","on":[{"event":"update"}],"then":[{"key":"a","do":"set"}]}`:              "schema.enum /spec/on/0/event",
		`{"form":"s","on":[{"event":"created"}],"then":[{"key":"a","do":"set","phase":"x"}]}`: "schema.unknown_property /spec/then/0/phase",
		`{"form":"s","on":[{"event":"created"}],"then":[{"key":"a","do":"set"}],"once":"x"}`:  "schema.enum /spec/once",
	} {
		_, faults := definition.Decode([]byte(`{"kind":"rule","key":"r","title":"r","schemaVersion":1,"spec":` + spec + `}`))
		if got := faults.Sorted().Error(); got != want {
			t.Errorf("%s\n got %s\nwant %s", spec, got, want)
		}
	}
}

// TestGroupsAgree: the circles found are those of a slow search, on random graphs.
func TestGroupsAgree(t *testing.T) {
	random := rand.New(rand.NewSource(3))
	for round := 0; round < 300; round++ {
		n := 2 + random.Intn(8)
		g := &graph{edges: map[*compiled][]edge{}}
		for i := 0; i < n; i++ {
			g.rules = append(g.rules, &compiled{key: fmt.Sprint(i)})
		}
		reach := map[[2]int]bool{}
		for i := 0; i < random.Intn(2*n); i++ {
			a, b := random.Intn(n), random.Intn(n)
			g.link(edge{from: g.rules[a], to: g.rules[b]})
			reach[[2]int{a, b}] = true
		}
		for k := 0; k < n; k++ {
			for i := 0; i < n; i++ {
				for j := 0; j < n; j++ {
					reach[[2]int{i, j}] = reach[[2]int{i, j}] || reach[[2]int{i, k}] && reach[[2]int{k, j}]
				}
			}
		}
		want := map[string]bool{}
		for i := 0; i < n; i++ {
			if !reach[[2]int{i, i}] {
				continue
			}
			first := 0
			for !(reach[[2]int{i, first}] && reach[[2]int{first, i}]) {
				first++
			}
			want[fmt.Sprint(first)] = true
		}
		got := map[string]bool{}
		for _, c := range g.circles(func(edge) bool { return true }) {
			got[c[0].from.key] = true
			for i, e := range c {
				if e.to != c[(i+1)%len(c)].from {
					t.Fatalf("not a circle: %v", c)
				}
			}
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("circles %v, want %v", got, want)
		}
	}
}

// TestEveryCodeHasASentence reads the sources, so that nothing unreadable reaches a person.
func TestEveryCodeHasASentence(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range strings.Split(string(raw), `"`) {
			if strings.HasSuffix(file, "_test.go") || !strings.HasPrefix(part, "rule.") || strings.ContainsAny(part, " ()[]{}\n/") || strings.HasSuffix(part, ".json") {
				continue
			}
			found++
			for _, lang := range problem.Languages {
				if problem.Sentence(lang, part, nil) == part {
					t.Errorf("%s: no %s sentence for %s", file, lang, part)
				}
			}
		}
	}
	if found < 12 {
		t.Fatalf("only %d codes found", found)
	}
}

// FuzzCompile: whatever is imported as a rule is refused with problems or evaluates; nothing panics.
func FuzzCompile(f *testing.F) {
	named := map[string]map[string]json.RawMessage{}
	readJSON(f, "rules.json", &named)
	for _, rules := range named {
		for _, spec := range rules {
			f.Add([]byte(spec))
		}
	}
	f.Fuzz(func(t *testing.T, spec []byte) {
		d, faults := definition.Decode([]byte(`{"kind":"rule","key":"r","title":"r","schemaVersion":1,"spec":` + string(spec) + `}`))
		if faults.Err() != nil {
			return
		}
		set, found := Compile([]definition.Definition{d}, scopeOf)
		if found.Err() != nil {
			return
		}
		r := &record{data: map[string]any{"title": "闪退", "a": 1.0, "level": "vip"}, system: map[string]any{"status": "new"}, fired: map[string]bool{}}
		set.Evaluate("suggestion", Event{Name: Created}, r.inputs())
		set.Evaluate("suggestion", Event{Name: Changed, Changed: []string{"a", "level"}}, r.inputs())
	})
}
