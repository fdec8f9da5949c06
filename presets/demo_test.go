package presets_test

import (
	"encoding/json"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"time"

	"huiyin/engine/definition"
	"huiyin/engine/form"
	"huiyin/presets"
)

const sop = "suggestion_sop_full"

func demo[T any](t *testing.T, file string) T {
	t.Helper()
	raw, err := fs.ReadFile(presets.FS(), sop+"/demo/"+file)
	if err != nil {
		t.Fatal(err)
	}
	var out T
	if err := json.Unmarshal(raw, &out); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return out
}

type demoPeople struct {
	Departments []struct{ Key, Parent, Head string }
	People      []struct {
		Login, Name, Email, Department string
		Roles                          []string
		Admin                          bool
	}
}

func (p demoPeople) logins() []string {
	var out []string
	for _, u := range p.People {
		out = append(out, u.Login)
	}
	return out
}

// The sample people cover the demo logins (design 17) and every role that owns a status.
func TestSamplePeople(t *testing.T) {
	p := demo[demoPeople](t, "people.json")
	_, whole := compile(t, sop)
	logins, held, departments := p.logins(), map[string]bool{}, map[string]bool{}
	for _, d := range p.Departments {
		departments[d.Key] = true
	}
	for _, want := range []string{"admin", "agent", "pm", "dev", "manager"} {
		if !slices.Contains(logins, want) {
			t.Errorf("no login %s", want)
		}
	}
	if len(logins) < 12 || len(slices.Compact(slices.Sorted(slices.Values(logins)))) != len(logins) {
		t.Errorf("%d logins, or one twice: %v", len(logins), logins)
	}
	for _, u := range p.People {
		if !departments[u.Department] {
			t.Errorf("%s works in %q", u.Login, u.Department)
		}
		for _, role := range u.Roles {
			held[role] = true
			if _, ok := whole.Get("role", role); !ok {
				t.Errorf("%s has role %s", u.Login, role)
			}
		}
	}
	for _, d := range p.Departments {
		if !slices.Contains(logins, d.Head) || d.Parent != "" && !departments[d.Parent] {
			t.Errorf("department %v", d)
		}
	}
	for _, role := range []string{"triager", "cs_agent", "cs_lead", "product_manager", "rd_lead", "account_manager", "biz_admin", "decision_maker"} {
		if !held[role] {
			t.Errorf("nobody is %s", role)
		}
	}
}

func mustForm(t *testing.T, of func(string) (*form.Form, bool), key string) *form.Form {
	t.Helper()
	f, ok := of(key)
	if !ok {
		t.Fatalf("no form %s", key)
	}
	return f
}

// accepted lets a form take the data as a new record, questions to the store left out.
func accepted(t *testing.T, what string, f *form.Form, data map[string]any) {
	t.Helper()
	env := map[string]any{"record": map[string]any{"channel": "console"}, "user": map[string]any{"kind": "user", "id": "u_1"}, "now": "2026-03-03T02:00:00Z", "today": "2026-03-03"}
	_, problems := f.Accept(form.Input{Patch: data, Create: true, Env: env, Now: time.Date(2026, 3, 3, 2, 0, 0, 0, time.UTC)})
	report(t, what, problems)
}

func TestSampleCustomers(t *testing.T) {
	app, _ := compile(t, sop)
	f := mustForm(t, app.Form, "customer")
	logins := demo[demoPeople](t, "people.json").logins()
	list := demo[struct{ Customers []map[string]any }](t, "customers.json").Customers
	if len(list) < 40 {
		t.Errorf("%d sample customers", len(list))
	}
	seen, unreachable := map[string]bool{}, 0
	for _, c := range list {
		name, _ := c["name"].(string)
		if !strings.Contains(name, "示例") && !strings.Contains(name, "sample") || seen[name] {
			t.Errorf("%q is not marked as a sample, or there twice", name)
		}
		seen[name] = true
		if owner, ok := c["owner"].(string); ok && !slices.Contains(logins, owner) {
			t.Errorf("%s belongs to %s", name, owner)
		}
		if c["email"] == nil {
			unreachable++
		}
		delete(c, "key")
		delete(c, "language")
		accepted(t, name, f, c)
	}
	if unreachable == 0 {
		t.Error("every customer has an address: nobody would have to be told personally")
	}
}

func TestSampleRecords(t *testing.T) {
	app, _ := compile(t, sop)
	logins := demo[demoPeople](t, "people.json").logins()
	d := demo[struct {
		Records []struct {
			Form string
			Data map[string]any
		}
		DutyRoster map[string][]string
	}](t, "records.json")
	for _, r := range d.Records {
		for field, v := range r.Data {
			if ref, ok := v.(map[string]any); ok {
				login, _ := ref["user"].(string)
				if !slices.Contains(logins, login) {
					t.Errorf("%s.%s names %v", r.Form, field, v)
				}
				r.Data[field] = "u_" + login
			}
		}
		accepted(t, r.Form, mustForm(t, app.Form, r.Form), r.Data)
	}
	for shift, list := range d.DutyRoster {
		for _, login := range list {
			if !slices.Contains(logins, login) {
				t.Errorf("%s duty: %s", shift, login)
			}
		}
	}
}

type sampleText struct {
	Title, Description, Lang, Urgency, Emotion, Module string
	SuggestionType                                     string `json:"type"`
	TagType                                            string `json:"tag"`
	ContentClass                                       string `json:"contentClass"`
	Scope                                              string
	Scores                                             []float64
	Channels                                           []string
	ReleaseNote                                        string `json:"releaseNote"`
	Question                                           string
	Decline                                            *struct{ Reason, Note, Alternative string }
	Also                                               []struct{ Title, Description string }
}

// The sample suggestions are what the form takes, tagged with what the lists have, and cover every module and kind.
func TestSampleSuggestions(t *testing.T) {
	app, whole := compile(t, sop)
	f := mustForm(t, app.Form, "suggestion")
	d := demo[struct {
		Texts   []sampleText
		Arrival struct {
			Total    int
			Channels map[string]float64
			Hour     []float64
		}
		Flow struct {
			StillOpen map[string]int
		}
	}](t, "suggestions.json")
	if len(d.Texts) < 60 || d.Arrival.Total < 300 || len(d.Arrival.Hour) != 24 {
		t.Errorf("%d texts, %d arrivals", len(d.Texts), d.Arrival.Total)
	}
	seen, covered := map[string]bool{}, map[string]bool{}
	for _, x := range d.Texts {
		words := append([]struct{ Title, Description string }{{x.Title, x.Description}}, x.Also...)
		for _, w := range words {
			if seen[w.Title] {
				t.Errorf("%s is there twice", w.Title)
			}
			seen[w.Title] = true
			accepted(t, w.Title, f, map[string]any{"title": w.Title, "description": w.Description, "suggestion_type": x.SuggestionType, "module": x.Module,
				"urgency": x.Urgency, "importance": "medium", "emotion": x.Emotion, "channel": "hotline", "customer_name": "示例", "want_reply": false,
				"tag_type": x.TagType, "content_class": x.ContentClass, "scope": x.Scope})
		}
		covered["module "+x.Module], covered["type "+x.TagType] = true, true
		if len(x.Scores) != 5 || slices.Min(x.Scores) < 1 || slices.Max(x.Scores) > 5 {
			t.Errorf("%s: scores %v", x.Title, x.Scores)
		}
		if x.Decline != nil {
			inList(t, whole, "decline_reason", x.Decline.Reason)
		} else if x.ReleaseNote == "" {
			t.Errorf("%s has neither a release note nor a reason to decline", x.Title)
		}
		if x.Lang == "" && len(x.Also) < 3 {
			t.Errorf("%s comes round again in %d other wordings: most of the sample would look like duplicates", x.Title, len(x.Also))
		}
		for _, channel := range x.Channels {
			inList(t, whole, "channel", channel)
		}
	}
	for _, option := range append(options(t, whole, "tag_module", "module "), options(t, whole, "tag_type", "type ")...) {
		if !covered[option] {
			t.Errorf("no sample text for %s", option)
		}
	}
	for channel := range d.Arrival.Channels {
		inList(t, whole, "channel", channel)
	}
	p, _ := app.Process("suggestion_sop", 1)
	for _, s := range p.Spec().Statuses {
		if s.Category != "done" && d.Flow.StillOpen[s.Key] == 0 {
			t.Errorf("no sample suggestion would stand in %s", s.Key)
		}
	}
}

func options(t *testing.T, whole definition.Bundle, list, prefix string) []string {
	t.Helper()
	d, ok := whole.Get("list", list)
	if !ok {
		t.Fatalf("no list %s", list)
	}
	spec, problems := definition.DecodeSpec[definition.ListSpec](d)
	report(t, list, problems)
	var out []string
	for _, o := range spec.Options {
		out = append(out, prefix+o.Key)
	}
	return out
}

func inList(t *testing.T, whole definition.Bundle, list, key string) {
	t.Helper()
	if !slices.Contains(options(t, whole, list, ""), key) {
		t.Errorf("%s is not in list %s", key, list)
	}
}
