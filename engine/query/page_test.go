package query_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"testing"

	"huiyin/engine/query"
)

func document(t *testing.T, source string) map[string]any {
	t.Helper()
	var d map[string]any
	if err := json.Unmarshal([]byte(source), &d); err != nil {
		t.Fatal(err)
	}
	return d
}

func TestLookup(t *testing.T) {
	d := document(t, `{"a":{"b":1},"l":["x"],"tasks":[{"people":[{"user":"u1"},{"user":["u2","u3"]},{}]},5,{"people":{"user":"u4"}}]}`)
	for path, want := range map[string]any{
		"a.b": 1.0, "a.c": nil, "a.b.c": nil, "l": []any{"x"}, "l.x": []any{}, "zzz": nil,
		"tasks.people.user": []any{"u1", "u2", "u3", "u4"},
	} {
		if got := query.Lookup(d, path); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %v, want %v", path, got, want)
		}
	}
}

func TestProject(t *testing.T) {
	d := document(t, `{"_id":"1","rev":2,"data":{"a":1,"b":null,"c":{"d":1,"e":2}},"tasks":[{"k":1,"s":2},7],"other":1}`)
	got := query.Project(d, []string{"data.a", "data.b", "data.c.d", "tasks.k", "missing.x"})
	want := document(t, `{"_id":"1","rev":2,"data":{"a":1,"c":{"d":1}},"tasks":[{"k":1},null]}`)
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := query.Project(d, []string{"data.c.d", "data"}); !reflect.DeepEqual(got["data"], d["data"]) {
		t.Errorf("a whole object asked for beside a part of it: %v", got)
	}
	if got := query.Project(d, nil); !reflect.DeepEqual(got, d) {
		t.Error("no fields means all")
	}
}

func TestCompare(t *testing.T) {
	values := []any{"b", nil, 3.0, true, "a", 1.0, false, "", []any{"x"}, 2.0}
	order := func(desc bool) []any {
		list := slices.Clone(values)
		slices.SortStableFunc(list, func(a, b any) int {
			get := func(v any) func(string) any { return func(string) any { return v } }
			return query.Compare([]query.Sort{{Field: "x", Desc: desc}}, get(a), get(b), "", "")
		})
		return list
	}
	if got := order(false); !reflect.DeepEqual(got, []any{1.0, 2.0, 3.0, "a", "b", false, true, nil, "", []any{"x"}}) {
		t.Errorf("ascending %v", got)
	}
	if got := order(true); !reflect.DeepEqual(got, []any{true, false, "b", "a", 3.0, 2.0, 1.0, nil, "", []any{"x"}}) {
		t.Errorf("descending %v", got)
	}
}

func TestCursor(t *testing.T) {
	sort := []query.Sort{{Field: "a"}, {Field: "b", Desc: true}}
	values := []any{1.25, nil}
	got, id, err := query.Position(sort, query.Cursor(sort, values, "r_1"))
	if err != nil || id != "r_1" || !reflect.DeepEqual(got, values) {
		t.Fatalf("%v %s %v", got, id, err)
	}
	other := []query.Sort{{Field: "a"}, {Field: "b"}}
	if _, _, err := query.Position(other, query.Cursor(sort, values, "r_1")); err == nil {
		t.Error("a cursor of another sort was accepted")
	}
	for _, bad := range []string{"%%%", "e30", "bnVsbA"} {
		if _, _, err := query.Position(sort, bad); err == nil {
			t.Errorf("%q accepted", bad)
		}
	}
}

func TestQueryCheck(t *testing.T) {
	q := query.Query{
		Where: query.Condition{All: []query.Condition{{Expr: "a > 1"}, query.Is("x", "changed", nil), query.Is("a b", "empty", nil),
			query.Is("d", "lt", map[string]any{"relative": "today"}), query.Is("d", "like", "x")}},
		Sort: []query.Sort{{Field: "a"}, {Field: "a"}, {Field: "$.x"}}, Fields: []string{"a'b"}, After: "nonsense",
	}
	list := q.Check()
	for _, code := range []string{"condition.expr.forbidden", "condition.change.forbidden", "query.path.invalid",
		"condition.value.unresolved", "condition.op.unknown", "query.sort.duplicate", "query.cursor.invalid"} {
		if !list.Has(code) {
			t.Errorf("%s missing in %v", code, list)
		}
	}
	good := query.Query{Where: query.Is("proc.tasks.people.user", "has", "u_1"), Sort: []query.Sort{{Field: "数据.title"}}}
	if list := good.Check(); len(list) > 0 {
		t.Errorf("refused: %v", list)
	}
}
