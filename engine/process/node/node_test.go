package node

import (
	"slices"
	"strings"
	"testing"

	"huiyin/engine/action"
	"huiyin/engine/definition"
	"huiyin/engine/expression"
	"huiyin/engine/problem"
	"huiyin/engine/query"
)

func scope() *Scope {
	fields := map[string]query.FieldShape{"title": {Kind: query.KindText}, "rounds": {Kind: query.KindNumber}, "planned": {Kind: query.KindDate}}
	return &Scope{Key: "here", Field: func(key string) bool { _, ok := fields[key]; return ok },
		Action: &action.Scope{Form: "suggestion", Fields: fields,
			Shape: expression.Shape{"title": expression.String, "rounds": expression.Number},
			Has: func(kind, key string) bool {
				return kind == "message" && key == "alarm" || kind == "connector" && key == "tracker"
			},
			FormFields: func(string) map[string]query.FieldShape { return fields },
			Audience:   func(string) string { return "staff" },
			People:     func(name string) (action.PeopleRule, bool) { return action.PeopleRule{}, name == "reviewers" }}}
}

// recorder notes what a node does when it is entered.
type recorder struct {
	steps      []string
	resolution string
}

func (r *recorder) Next()                         { r.steps = append(r.steps, "next") }
func (r *recorder) Wait(HumanSettings)            { r.steps = append(r.steps, "wait") }
func (r *recorder) Act(uses []action.CompiledUse) { r.steps = append(r.steps, "act "+uses[0].Use.Do) }
func (r *recorder) Finish(resolution string) {
	r.steps, r.resolution = append(r.steps, "finish"), resolution
}

func (r *recorder) Rest() { r.steps = append(r.steps, "rest") }
func (r *recorder) Fork(matching bool) {
	r.steps = append(r.steps, map[bool]string{true: "fork matching", false: "fork all"}[matching])
}
func (r *recorder) Join()               { r.steps = append(r.steps, "join") }
func (r *recorder) EndBranch()          { r.steps = append(r.steps, "end branch") }
func (r *recorder) Call(c CallSettings) { r.steps = append(r.steps, "call "+c.Connector) }

// TestExamples runs what every type says about itself: its label in both languages, its settings schema, its examples.
func TestExamples(t *testing.T) {
	does := map[string][]string{"start": {"next"}, "decision": {"next"}, "end": {"finish"}, "human": {"wait"},
		"set": {"act set", "next"}, "notify": {"act notify", "next"}, "cc": {"act cc", "next"},
		"fork": {"fork all"}, "join": {"join"}, "wait": {"rest"}, "call": {"call tracker"}}
	if len(Types.All()) != len(does) {
		t.Fatalf("types %v", Types.IDs())
	}
	for _, unit := range Types.All() {
		info := unit.Info()
		if info.Label["zh"] == "" || info.Label["en"] == "" || info.Help["zh"] == "" || info.Help["en"] == "" || info.Group == "" {
			t.Errorf("%s does not introduce itself in both languages", info.ID)
		}
		good, bad := 0, 0
		for _, example := range info.Examples {
			run, faults := unit.Compile(example.Settings, scope())
			if got := codesOf(faults.Blocking()); !slices.Equal(got, example.Problems) {
				t.Errorf("%s %q: problems %v, want %v", info.ID, example.Note, got, example.Problems)
				continue
			}
			if len(example.Problems) > 0 {
				bad++
				continue
			}
			good++
			r := &recorder{}
			run.Enter(r)
			want := does[info.ID]
			if f, ok := run.(Fork); ok && f.Matching() {
				want = []string{"fork matching"}
			}
			if e, ok := run.(End); ok && e.Branch {
				want = []string{"end branch"}
			}
			if !slices.Equal(r.steps, want) {
				t.Errorf("%s %q does %v", info.ID, example.Note, r.steps)
			}
			if rests, ok := run.(Resting); ok && strings.Join(rests.Outcomes(), " ") != example.Want {
				t.Errorf("%s %q has the outcomes %v", info.ID, example.Note, rests.Outcomes())
			}
			if want, has := example.Want.(string); has && info.ID == "end" && r.resolution != want {
				t.Errorf("%s %q ends with %q", info.ID, example.Note, r.resolution)
			}
		}
		if good == 0 || bad == 0 {
			t.Errorf("%s has %d good and %d bad examples", info.ID, good, bad)
		}
	}
}

func codesOf(list problem.List) []string {
	var out []string
	for _, p := range list {
		out = append(out, p.Code)
	}
	return out
}

// TestPointers: a problem inside the action of a node points into the node's settings.
func TestPointers(t *testing.T) {
	for _, c := range []struct{ kind, settings, want string }{
		{"set", `{"set":{"nope":1}}`, "action.field_unknown /set/nope"},
		{"notify", `{"message":"ghost","to":["reviewers"]}`, "action.message_unknown /message"},
		{"human", `{"mode":"one","buttons":[{"key":"ok","title":"x","kind":"complete","when":{"fild":"x"}}]}`, "condition.shape.invalid /buttons/0/when"},
		{"human", `{"mode":"vote","buttons":[{"key":"ok","title":"x","kind":"complete"}]}`, "schema.enum /mode"},
		{"human", `{"mode":"one","fields":{"require":["nope"]},"buttons":[{"key":"ok","title":"x","kind":"complete","require":["gone"]}]}`,
			"process.field_unknown /fields/require/0; process.field_unknown /buttons/0/require/0"},
		{"start", `{"a":1,"a":2}`, "json.duplicate_key /a"},
	} {
		unit, _ := Types.Get(c.kind)
		_, faults := unit.Compile([]byte(c.settings), scope())
		if got := faults.Error(); got != c.want {
			t.Errorf("%s %s: %q, want %q", c.kind, c.settings, got, c.want)
		}
	}
}

func TestPrimary(t *testing.T) {
	button := func(key, kind string, primary bool) Button {
		return Button{Key: key, Title: definition.Plain(key), Kind: kind, Primary: primary}
	}
	for _, c := range []struct {
		buttons []Button
		want    string
	}{
		{[]Button{button("save", "save", false), button("no", "complete", false), button("yes", "complete", true)}, "yes"},
		{[]Button{button("back", "return", false), button("a", "complete", false), button("b", "complete", false)}, "a"},
		{nil, ""},
	} {
		if got := (HumanSettings{Buttons: c.buttons}).Primary(); got != c.want {
			t.Errorf("primary of %v is %q, want %q", c.buttons, got, c.want)
		}
	}
}
