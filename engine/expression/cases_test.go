package expression_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"reflect"
	"testing"

	"huiyin/engine/expression"
)

var update = flag.Bool("update", false, "write testdata/cases.trees.json")

const (
	casesFile = "testdata/cases.json"
	treesFile = "testdata/cases.trees.json"
)

// sharedCase is one line of testdata/cases.json; the browser's evaluator runs the same ones.
type sharedCase struct {
	Note   string          `json:"note"`
	Source string          `json:"source"`
	Env    map[string]any  `json:"env,omitempty"`
	Want   any             `json:"want"`
	Error  bool            `json:"error,omitempty"`
	Tree   json.RawMessage `json:"tree,omitempty"`
}

func sharedCases(t testing.TB) []sharedCase {
	t.Helper()
	raw, err := os.ReadFile(casesFile)
	if err != nil {
		t.Fatal(err)
	}
	var cases []sharedCase
	if err := json.Unmarshal(raw, &cases); err != nil {
		t.Fatal(err)
	}
	return cases
}

// open declares every name the cases read as any, so that what the checker would refuse reaches run time.
func open() expression.Shape {
	shape := expression.Shape{}
	for _, name := range []string{
		"status", "title", "qty", "price", "paid", "due", "created", "now", "today", "tags", "items", "owner",
		"customer", "record", "old", "user", "x", "y", "no", "tier", "category", "muted", "discount", "score", "客户等级",
	} {
		shape[name] = expression.Any
	}
	return shape
}

// Every rule about empty values, numbers, texts, lists and dates is a shared case (E-11).
func TestCases(t *testing.T) {
	cases := sharedCases(t)
	if len(cases) < 120 {
		t.Fatalf("%d cases, want at least 120", len(cases))
	}
	for _, c := range cases {
		t.Run(c.Note, func(t *testing.T) {
			p, problems := expression.Compile(c.Source, open(), "")
			if len(problems) > 0 {
				t.Fatalf("%v %v", problems, problems[0].Params)
			}
			got, err := p.Run(c.Env)
			if c.Error != (err != nil) {
				t.Fatalf("error %v, got %v", err, got)
			}
			if !c.Error && !reflect.DeepEqual(got, c.Want) {
				t.Errorf("got %#v, want %#v", got, c.Want)
			}
			if !p.Browser() {
				t.Error("no tree for the browser")
			}
		})
	}
}

// The browser's cases are generated from the shared ones and must not lag behind.
func TestTreesAreFresh(t *testing.T) {
	cases := sharedCases(t)
	for i := range cases {
		p, problems := expression.Compile(cases[i].Source, open(), "")
		if len(problems) > 0 {
			t.Fatalf("%s: %v", cases[i].Note, problems)
		}
		cases[i].Tree = p.Tree()
	}
	var want bytes.Buffer
	encoder := json.NewEncoder(&want)
	encoder.SetEscapeHTML(false)
	want.WriteString("[\n")
	for i, c := range cases {
		if i > 0 {
			want.Truncate(want.Len() - 1)
			want.WriteString(",\n")
		}
		if err := encoder.Encode(c); err != nil {
			t.Fatal(err)
		}
	}
	want.WriteString("]\n")
	if *update {
		if err := os.WriteFile(treesFile, want.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(treesFile)
	if err != nil || !bytes.Equal(got, want.Bytes()) {
		t.Errorf("%s is stale (%v): go test ./engine/expression -run TestTreesAreFresh -update", treesFile, err)
	}
}
