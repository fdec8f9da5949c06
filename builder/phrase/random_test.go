package phrase_test

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"huiyin/builder/phrase"
	"huiyin/engine/definition"
	"huiyin/engine/reference"
)

// worn takes something out of a value, or puts something else in its place, at random.
func worn(r *rand.Rand, v any) any {
	switch v := v.(type) {
	case map[string]any:
		for key, inner := range v {
			if r.IntN(len(v)) > 0 {
				continue
			}
			if r.IntN(6) == 0 {
				delete(v, key)
			} else {
				v[key] = worn(r, inner)
			}
			return v
		}
	case []any:
		if len(v) > 0 && r.IntN(4) == 0 {
			i := r.IntN(len(v))
			return slices.Delete(v, i, i+1)
		}
		if len(v) > 0 {
			i := r.IntN(len(v))
			v[i] = worn(r, v[i])
		}
		return v
	}
	return []any{nil, "x", 7.0, true, map[string]any{"zh": "乙"}, []any{"a"}, []any{map[string]any{"key": "k"}}}[r.IntN(7)]
}

// Whatever the definitions look like, every change has words, and nothing breaks over them.
func TestWordsForWhatever(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	b := bundle(t)
	for range 120 {
		d := b.Definitions[r.IntN(len(b.Definitions))]
		var spec any
		if err := json.Unmarshal(d.Spec, &spec); err != nil {
			t.Fatal(err)
		}
		for range 1 + r.IntN(3) {
			spec = worn(r, spec)
		}
		if _, ok := spec.(map[string]any); !ok {
			continue
		}
		raw, err := json.Marshal(spec)
		if err != nil {
			t.Fatal(err)
		}
		d.Spec = raw
		now := b.With(d)
		for _, c := range slices.Concat(phrase.Changes(b, now, "zh"), phrase.Changes(now, b, "en")) {
			if strings.TrimSpace(c.Words) == "" || strings.Contains(c.Words, "{what}") {
				t.Fatalf("%s: %+v", raw, c)
			}
		}
		for _, u := range reference.All(now) {
			_, _ = reference.Replace(now, u.Target, "other")
			break
		}
		if len(definition.Diff(b, now)) > 0 && len(phrase.Changes(b, now, "zh")) == 0 {
			t.Fatalf("nothing is told about %s", raw)
		}
	}
}
