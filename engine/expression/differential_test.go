package expression_test

import (
	"encoding/json"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"testing"
	"unicode"

	"huiyin/engine/expression"
)

var (
	differences = flag.Int("differential", 2000, "how many random expressions to compare with the browser's evaluator")
	seed        = flag.Uint64("seed", 1, "seed of the random expressions")
)

const runner = "../../ui/src/model/expression.diff.mjs"

// sample is one expression for both evaluators.
type sample struct {
	source string
	Tree   json.RawMessage `json:"tree"`
	Env    map[string]any  `json:"env"`
	value  any
	err    error
}

// outcome is what the browser's evaluator made of a sample.
type outcome struct {
	Value any  `json:"value"`
	Error bool `json:"error"`
}

// browser evaluates the samples with the TypeScript twin, or skips the test where there is no Node.
func browser(t *testing.T, samples []sample) []outcome {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("node is not installed: the browser's evaluator is not compared")
	}
	if _, err := os.Stat("../../ui/node_modules/vite"); err != nil {
		t.Skip("ui/node_modules is missing (npm ci in ui): the browser's evaluator is not compared")
	}
	raw, err := json.Marshal(samples)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "cases.json")
	if err := os.WriteFile(file, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	command := exec.Command(node, runner, file)
	command.Stderr = os.Stderr
	raw, err = command.Output()
	if err != nil {
		t.Fatalf("%s: %v", runner, err)
	}
	var out []outcome
	if err := json.Unmarshal(raw, &out); err != nil {
		t.Fatal(err)
	}
	if len(out) != len(samples) {
		t.Fatalf("%d results for %d samples", len(out), len(samples))
	}
	return out
}

// evaluated runs the sample in Go, on the environment as it is after JSON.
func evaluated(t *testing.T, source string, shape expression.Shape, env map[string]any) (sample, bool) {
	t.Helper()
	p, problems := expression.Compile(source, shape, "")
	if len(problems) > 0 {
		return sample{}, false
	}
	s := sample{source: source, Tree: p.Tree(), Env: env}
	s.value, s.err = p.Run(env)
	return s, true
}

// Values and errors of both evaluators agree on seeded random expressions.
func TestDifferential(t *testing.T) {
	r := &random{state: *seed}
	shape := expression.Shape{}
	for _, list := range names {
		for _, name := range list {
			shape[name] = expression.Any
		}
	}
	var samples []sample
	failed, refused := 0, 0
	for len(samples) < *differences && refused < 50*(*differences) {
		source := r.expression(kinds[r.below(len(kinds))], 1+r.below(4), "")
		s, ok := evaluated(t, source, shape, r.env())
		if !ok {
			refused++
			continue
		}
		if s.err != nil {
			failed++
		}
		samples = append(samples, s)
	}
	if len(samples) < *differences || failed*2 > len(samples) || failed*100 < len(samples) {
		t.Fatalf("the generator is off: %d samples, %d errors, %d refused", len(samples), failed, refused)
	}
	for i, got := range browser(t, samples) {
		s := samples[i]
		if got.Error != (s.err != nil) || !got.Error && !reflect.DeepEqual(got.Value, s.value) {
			env, _ := json.Marshal(s.Env)
			t.Errorf("%s\n  env %s\n  server %#v %v\n  browser %#v error %v", s.source, env, s.value, s.err, got.Value, got.Error)
		}
	}
	t.Logf("%d expressions agree, %d of them fail alike, %d were refused", len(samples), failed, refused)
}

// Case mapping and trimming agree on every letter both sides know. Newer letters are left out: the tables of a Go
// release and of a browser are never of the same Unicode version.
func TestDifferentialLetters(t *testing.T) {
	shape := expression.Shape{"x": expression.Any}
	var samples []sample
	for from := rune(1); from < 0x1F000; from += 256 {
		letters := make([]any, 0, 256)
		for r := from; r < from+256; r++ {
			if r >= 0xD800 && r < 0xE000 || !unicode.In(r, unicode.GraphicRanges...) && !unicode.IsSpace(r) && r != 0xFEFF {
				continue
			}
			letters = append(letters, string(r))
		}
		s, ok := evaluated(t, "map(x, [#, lower(#), upper(#), trim(#), len(#)])", shape, map[string]any{"x": letters})
		if !ok || s.err != nil {
			t.Fatalf("U+%04X: %v", from, s.err)
		}
		samples = append(samples, s)
	}
	for i, got := range browser(t, samples) {
		want, _ := samples[i].value.([]any)
		have, _ := got.Value.([]any)
		if len(have) != len(want) {
			t.Fatalf("%d letters became %d", len(want), len(have))
		}
		for j := range want {
			if !reflect.DeepEqual(have[j], want[j]) && !newer(have[j]) {
				t.Errorf("server %+q, browser %+q", want[j], have[j])
			}
		}
	}
}

// newer reports whether a letter's case has become a letter this Go release does not know yet.
func newer(row any) bool {
	columns, _ := row.([]any)
	for _, column := range columns {
		text, _ := column.(string)
		for _, r := range text {
			if !unicode.IsGraphic(r) && !unicode.IsSpace(r) && r != 0xFEFF {
				return true
			}
		}
	}
	return false
}
