package action

import (
	"encoding/json"
	"fmt"
	"math/rand"
	"strings"
	"testing"

	"huiyin/engine/query"
)

func compiled(t testing.TB, source string) *Condition {
	t.Helper()
	var tree query.Condition
	if err := json.Unmarshal([]byte(source), &tree); err != nil {
		t.Fatal(source, err)
	}
	scope := testScope()
	c, faults := CompileCondition(tree, scope.Fields, scope.Shape, true)
	if len(faults) > 0 {
		t.Fatal(source, faults)
	}
	return c
}

// TestExplain: the trace answers "why" and "why not" leaf by leaf (H-16).
func TestExplain(t *testing.T) {
	for source, want := range map[string]string{
		`{}`: "true",
		`{"field":"shift","op":"eq","value":"day"}`:                                                                                                "true shift:yes",
		`{"all":[{"field":"shift","op":"eq","value":"night"},{"field":"title","op":"notEmpty"}]}`:                                                  "false shift:no title:not_reached",
		`{"any":[{"field":"shift","op":"eq","value":"day"},{"expr":"score > 100"}]}`:                                                               "true shift:yes score > 100:not_reached",
		`{"any":[{"field":"title","op":"empty"},{"all":[{"field":"shift","op":"eq","value":"day"},{"expr":"score > 100"}]},{"expr":"score < 2"}]}`: "true title:no shift:yes score > 100:no score < 2:yes",
		`{"not":{"any":[{"field":"shift","op":"eq","value":"day"},{"field":"title","op":"empty"}]}}`:                                               "false shift:yes title:not_reached",
		`{"field":"priority","op":"becomes","value":"p0"}`:                                                                                         "false priority:no",
		`{"field":"record.duplicates","op":"gte","value":1}`:                                                                                       "true record.duplicates:yes",
	} {
		context := testContext(map[string]any{"record": map[string]any{"duplicates": 2.0}})
		c := compiled(t, source)
		leaves, holds, err := c.Explain(context.Get, context.before, context.Env)
		got := []string{fmt.Sprint(holds)}
		for _, l := range leaves {
			got = append(got, l.Field+l.Expr+":"+l.Verdict)
		}
		if err != nil || strings.Join(got, " ") != want {
			t.Errorf("%s\n got %v %v\nwant %s", source, got, err, want)
		}
	}
}

// TestExplainAgreesWithHolds on random trees, errors included.
func TestExplainAgreesWithHolds(t *testing.T) {
	random := rand.New(rand.NewSource(7))
	leaves := []string{`{"field":"shift","op":"eq","value":"day"}`, `{"field":"shift","op":"eq","value":"night"}`,
		`{"expr":"score + 1 > 0"}`, `{"expr":"title == 'x'"}`, `{"field":"priority","op":"changed"}`}
	var tree func(depth int) string
	tree = func(depth int) string {
		if depth == 0 || random.Intn(4) == 0 {
			return leaves[random.Intn(len(leaves))]
		}
		switch random.Intn(5) {
		case 0:
			return `{"not":` + tree(depth-1) + `}`
		case 1, 2:
			return `{"all":[` + tree(depth-1) + `,` + tree(depth-1) + `]}`
		}
		return `{"any":[` + tree(depth-1) + `,` + tree(depth-1) + `,` + tree(depth-1) + `]}`
	}
	failed := 0
	for i := 0; i < 2000; i++ {
		context := testContext(nil)
		if i%2 == 0 {
			context.Env["score"] = map[string]any{} // makes an expression fail
		}
		source := tree(3)
		c := compiled(t, source)
		want, wantErr := c.Holds(context.Get, context.before, context.Env)
		list, got, gotErr := c.Explain(context.Get, context.before, context.Env)
		if got != want || (gotErr == nil) != (wantErr == nil) {
			t.Fatalf("%s: explain %v %v, holds %v %v", source, got, gotErr, want, wantErr)
		}
		count := 0
		c.Tree().Walk(func(query.Condition) { count++ })
		if count != len(list) {
			t.Fatalf("%s: %d leaves, %d explained", source, count, len(list))
		}
		if gotErr != nil {
			failed++
		}
	}
	if failed < 100 {
		t.Errorf("only %d trees failed: the test tests nothing", failed)
	}
}

// TestDaysNeedAMoment: without At a condition on days fails visibly instead of comparing with nonsense.
func TestDaysNeedAMoment(t *testing.T) {
	c := compiled(t, `{"field":"called_at","op":"eq","value":{"relative":"today"}}`)
	context := testContext(map[string]any{"called_at": "2026-11-20T23:00:00Z"})
	if _, err := c.Holds(context.Get, context.before, nil); err == nil {
		t.Error("held without a moment")
	}
	if ok, err := c.At(now, shanghai).Holds(context.Get, context.before, nil); !ok || err != nil {
		t.Error("23:00 UTC is today in Shanghai", ok, err)
	}
	if ok, err := c.At(now, nil).Holds(context.Get, context.before, nil); ok || err != nil {
		t.Error("23:00 UTC was yesterday in UTC", ok, err)
	}
}

func TestConditionReads(t *testing.T) {
	c := compiled(t, `{"any":[{"expr":"customer.level == 'vip' and old.score < score"},{"field":"shift","op":"eq","value":{"field":"title"}}]}`)
	if got := strings.Join(c.Reads(), " "); got != "customer.level old.score score shift title" {
		t.Error(got)
	}
	var none *Condition
	if ok, err := none.Holds(nil, nil, nil); !ok || err != nil || none.Reads() != nil || none.Computes() || !none.Tree().IsZero() {
		t.Error("no condition always holds")
	}
}
