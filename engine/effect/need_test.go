package effect

import (
	"encoding/json"
	"reflect"
	"testing"

	"huiyin/engine/query"
)

// A question is written the same whichever way it is written: history names answers by it, and replays find them.
func TestKeysAreTheJSONOfTheQuestion(t *testing.T) {
	texts := []string{"", "a", "提案 导出", `q"u\o`, "<b>&amp;", "line\nend", "bad\xff", "sep\u2028", "tab\t", "\x7f", "🙂"}
	for _, text := range texts {
		for _, n := range []Need{
			{Kind: NeedCounter, Form: "f", Text: text},
			{Kind: NeedPeople, Role: text, Load: true},
			{Kind: NeedPeople, IDs: []string{"u", text}},
			{Kind: NeedPeople, Department: text, Head: true},
			{Kind: NeedSimilar, Form: text, Limit: 10, Text: "x"},
			{Kind: NeedKind(text), Sort: []query.Sort{{Field: "no", Desc: true}}},
			{Kind: NeedQuery, Form: "f", Where: query.Is("a", "eq", text), Limit: -1},
		} {
			want, err := json.Marshal(n)
			if err != nil {
				t.Fatal(err)
			}
			n.Key = "anything"
			if got := n.canonical(); got != string(want) {
				t.Errorf("got %s want %s", got, want)
			}
		}
	}
}

// Whoever came with an earlier answer is not asked for again, but counts as asked (F-25).
func TestKnownPeopleAreNotAskedForAgain(t *testing.T) {
	role := Need{Kind: NeedPeople, Role: "agent", Load: true}
	first := NewAsk(nil)
	first.Get(role)
	answers := map[string]Answer{first.Missing()[0].Key: {People: []Person{{ID: "u_b", Name: "乙", Open: 3}, {ID: "u_a", Name: "甲", Language: "en"}}}}
	ask := NewAsk(answers)
	got, ok := ask.Get(Need{Kind: NeedPeople, IDs: []string{"u_b", "u_a"}})
	want := Answer{People: []Person{{ID: "u_a", Name: "甲", Language: "en"}, {ID: "u_b", Name: "乙"}}}
	if !ok || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v", got, ok)
	}
	if used := ask.Used(); len(used) != 1 || len(ask.Missing()) != 0 {
		t.Errorf("used %v, missing %v", used, ask.Missing())
	}
	for _, n := range []Need{{Kind: NeedPeople, IDs: []string{"u_a", "u_c"}}, {Kind: NeedPeople, IDs: []string{"u_a"}, Load: true},
		{Kind: NeedPeople, IDs: []string{"u_a"}, Head: true}} {
		if _, ok := ask.Get(n); ok {
			t.Errorf("%+v has no answer yet", n)
		}
	}
}
