package action

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"huiyin/engine/effect"
	"huiyin/engine/query"
)

type peopleCase struct {
	Note      string         `json:"note"`
	Rule      PeopleRule     `json:"rule"`
	In        map[string]any `json:"in"`
	Away      []string       `json:"away"`
	Invited   []string       `json:"invited"`
	Draws     int64          `json:"draws"`      // numbers drawn before
	Hours     int            `json:"hours"`      // later than now
	EmptyRole string         `json:"empty_role"` // a role nobody has
	Raw       bool           `json:"raw"`        // as an unchecked definition would be
	Want      []string       `json:"want"`
	Why       string         `json:"why"`
	Counter   *string        `json:"counter"` // the counter drawn from, "" = none
}

// TestPeople: owners and recipients are found as the case file says (H-04, H-07, H-11), and the trace says why.
func TestPeople(t *testing.T) {
	raw, err := os.ReadFile("testdata/people.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []peopleCase
	if err := json.Unmarshal(raw, &cases); err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		t.Run(c.Note, func(t *testing.T) { runPeople(t, c) })
	}
}

func runPeople(t *testing.T, c peopleCase) {
	rule := c.Rule
	if !c.Raw {
		compiled, faults := CompilePeople(rule, testScope(), false)
		if len(faults) > 0 {
			t.Fatal(faults)
		}
		rule = compiled
	}
	d := testDirectory()
	for _, id := range c.Away {
		p := d.people[id]
		p.Substitute = "u_ross"
		d.people[id] = p
	}
	for _, id := range c.Invited {
		p := d.people[id]
		p.Invited = true
		d.people[id] = p
	}
	if c.EmptyRole != "" {
		d.roles[c.EmptyRole] = nil
	}
	for i := int64(0); i < c.Draws; i++ {
		d.draws["rr:suggestion:agent"]++
	}
	context := testContext(c.In)
	context.Now = now.Add(time.Duration(c.Hours) * time.Hour)
	var people []effect.Person
	var why string
	d.decide(t, context, func(c *Context) { people, why, _ = Resolve(rule, c) })
	got := []string{}
	for _, p := range people {
		got = append(got, p.ID)
	}
	if !slices.Equal(got, c.Want) {
		t.Errorf("got %v, want %v", got, c.Want)
	}
	if c.Why != "" && why != c.Why {
		t.Errorf("why %q, want %q", why, c.Why)
	}
	if c.Counter != nil {
		var drawn []string
		for key := range d.draws {
			drawn = append(drawn, key)
		}
		if strings.Join(drawn, " ") != *c.Counter {
			t.Errorf("drew from %v, want %q", drawn, *c.Counter)
		}
	}
}

// TestResolveWaits: while an answer is missing nobody is chosen and nothing is guessed.
func TestResolveWaits(t *testing.T) {
	for _, rule := range []PeopleRule{
		{Find: []Find{{By: "role", Role: "agent", Pick: roundRobin}}},
		{Find: []Find{{By: "lookup", Form: "duty_roster", Field: "agent", Where: query.Is("shift", "eq", "day")}}},
		{Find: []Find{{By: "department_head", Who: "owner"}}},
		{Find: []Find{{By: "field", Field: "agent"}}},
	} {
		c := testContext(nil)
		c.Ask = effect.NewAsk(nil)
		people, why, ok := Resolve(rule, c)
		if ok || len(people) > 0 || why != "" || len(c.Ask.Missing()) != 1 {
			t.Errorf("%+v: %v %q %v, %d questions", rule, people, why, ok, len(c.Ask.Missing()))
		}
	}
}

// TestRoundRobinIsFair: over many draws everybody has the same share, and one counter serves one form and role.
func TestRoundRobinIsFair(t *testing.T) {
	d := testDirectory()
	rule := PeopleRule{Find: []Find{{By: "role", Role: "agent", Pick: roundRobin}}}
	share := map[string]int{}
	for i := 0; i < 30; i++ {
		d.decide(t, testContext(nil), func(c *Context) {
			if people, _, ok := Resolve(rule, c); ok {
				share[people[0].ID]++
			}
		})
	}
	if share["u_chen"] != 10 || share["u_lin"] != 10 || share["u_wu"] != 10 {
		t.Errorf("shares %v", share)
	}
}

// TestNamedRule: a rule of the process by its name, and unknown names that end with the administrators.
func TestNamedRule(t *testing.T) {
	for name, want := range map[string]string{"triager": "u_lin", "ghost": "u_admin", "ping": "u_admin"} {
		testDirectory().decide(t, testContext(nil), func(c *Context) {
			people, _, ok := ResolveNamed(name, c)
			if ok && (len(people) != 1 || people[0].ID != want) {
				t.Errorf("%s: %v, want %s", name, people, want)
			}
		})
	}
}

func TestCompilePeopleChecksOwners(t *testing.T) {
	for _, c := range []struct {
		rule  PeopleRule
		owner bool
		want  string
	}{
		{PeopleRule{}, true, "action.people_nobody /find"},
		{PeopleRule{Find: []Find{{By: "owner"}}}, true, "action.people_by_unknown /find/0/by"},
		{PeopleRule{Find: []Find{{By: "who", Who: "boss"}}}, true, "action.people_who_unknown /find/0/who"},
		{PeopleRule{Find: []Find{{By: "user"}}}, true, "action.people_user_missing /find/0/user"},
		{PeopleRule{Find: []Find{{By: "who", Who: "owner", Pick: "best"}}}, true, "action.pick_unknown /find/0/pick"},
		{PeopleRule{Find: []Find{{By: "lookup", Form: "ghost"}}}, true, "action.form_unknown /find/0/form"},
		{PeopleRule{Empty: Empty{Rule: "ghost"}}, true, "action.people_rule_unknown /empty/rule"},
		{PeopleRule{Empty: Empty{Role: "ghost"}}, true, "action.role_unknown /empty/role"},
		{PeopleRule{Empty: Empty{Rule: "nobody"}}, true, "action.people_owner_skip /empty/rule"},
		{PeopleRule{Empty: Empty{Rule: "nobody"}}, false, ""},
		{PeopleRule{Empty: Empty{Rule: "pong"}}, false, "action.people_cycle /empty/rule"},
		{PeopleRule{Empty: Empty{Skip: true}}, true, "action.people_owner_skip /empty/skip"},
	} {
		_, faults := CompilePeople(c.rule, testScope(), c.owner)
		if faults.Error() != c.want {
			t.Errorf("%+v: %v, want %s", c.rule, faults, c.want)
		}
	}
}
