package query_test

import (
	"encoding/json"
	"errors"
	"os"
	"testing"

	"huiyin/engine/query"
)

type matchCase struct {
	Name      string          `json:"name"`
	Condition query.Condition `json:"condition"`
	Record    map[string]any  `json:"record"`
	Old       map[string]any  `json:"old"`
	Expr      map[string]bool `json:"expr"`
	Want      any             `json:"want"`
}

func read(m map[string]any) func(string) any {
	return func(field string) any { return m[field] }
}

// TestMatchCases runs the cases the browser's twin runs too.
func TestMatchCases(t *testing.T) {
	raw, err := os.ReadFile("testdata/cases.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []matchCase
	if err := json.Unmarshal(raw, &cases); err != nil {
		t.Fatal(err)
	}
	if len(cases) < 80 {
		t.Fatalf("%d cases", len(cases))
	}
	seen := map[string]bool{}
	for _, c := range cases {
		if seen[c.Name] {
			t.Errorf("two cases named %q", c.Name)
		}
		seen[c.Name] = true
		t.Run(c.Name, func(t *testing.T) { runCase(t, c) })
	}
}

func runCase(t *testing.T, c matchCase) {
	var o query.MatchOptions
	if c.Old != nil {
		o.Old = read(c.Old)
	}
	if c.Expr != nil {
		o.Expr = func(source string) (bool, error) {
			v, ok := c.Expr[source]
			if !ok {
				return false, errors.New("unexpected expression " + source)
			}
			return v, nil
		}
	}
	got, err := query.Match(c.Condition, read(c.Record), o)
	if c.Want == "error" {
		if err == nil {
			t.Fatalf("no error, got %v", got)
		}
		return
	}
	if err != nil || got != c.Want {
		t.Fatalf("got %v %v, want %v", got, err, c.Want)
	}
}

func TestNamedTypesAndWidths(t *testing.T) {
	type status string
	values := map[string]any{"s": status("open"), "i": int32(5), "u": uint8(7), "l": []status{"a", "b"}, "n": json.Number("12")}
	for _, c := range []query.Condition{
		query.Is("s", "eq", "open"), query.Is("i", "gte", 5.0), query.Is("u", "lt", 8), query.Is("l", "has", status("b")),
		query.Is("n", "between", []any{12, 13}),
	} {
		if ok, err := query.Match(c, read(values), query.MatchOptions{}); !ok || err != nil {
			t.Errorf("%s: %v %v", c, ok, err)
		}
	}
}
