package form_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"huiyin/engine/access"
	"huiyin/engine/definition"
	"huiyin/engine/effect"
	"huiyin/engine/form"
	"huiyin/engine/problem"
)

var clock = time.Date(2026, 11, 21, 1, 30, 0, 0, time.UTC)
var shanghai = time.FixedZone("Asia/Shanghai", 8*3600)

func list(options ...string) definition.ListSpec {
	var out definition.ListSpec
	for _, o := range options {
		out.Options = append(out.Options, definition.Option{Key: o, Title: definition.Plain(o)})
	}
	return out
}

// lists are the dictionaries every test form may use.
var lists = map[string]definition.ListSpec{"customer_level": list("vip", "normal"), "tag": list("login", "slow", "price")}

func spec(t testing.TB, d definition.Definition) *form.Spec {
	t.Helper()
	s, faults := definition.DecodeSpec[form.Spec](d)
	if faults.Err() != nil {
		t.Fatal(faults)
	}
	return &s
}

func decode(t testing.TB, raw []byte) definition.Definition {
	t.Helper()
	d, faults := definition.Decode(raw)
	if faults.Err() != nil {
		t.Fatalf("definition: %v", faults)
	}
	return d
}

// scope knows the dictionaries, the good forms and the process suggestion_sop.
func scope(t testing.TB) form.Scope {
	t.Helper()
	return form.Scope{
		Lists: func(key string) (definition.ListSpec, bool) { l, ok := lists[key]; return l, ok },
		Forms: func(key string) (*form.Spec, bool) {
			raw, err := os.ReadFile(filepath.Join("testdata", "good", key+".json"))
			if err != nil {
				return nil, false
			}
			return spec(t, decode(t, raw)), true
		},
		Has: func(kind, key string) bool { return kind == "process" && key == "suggestion_sop" },
	}
}

func load(t testing.TB, key string) *form.Form {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", "good", key+".json"))
	if err != nil {
		t.Fatal(err)
	}
	return compile(t, raw)
}

func compile(t testing.TB, raw []byte) *form.Form {
	t.Helper()
	f, faults := form.Compile(decode(t, raw), scope(t))
	if faults.Err() != nil {
		t.Fatalf("compile: %v", faults)
	}
	return f
}

// world answers what Accept asks: records of other forms, people, holders of unique keys and counters.
type world struct {
	Records map[string]map[string]any `json:"records"` // "form/id" → values
	People  []string                  `json:"people"`
	Holders map[string]string         `json:"holders"`
	counts  map[string]int64
}

func (w *world) answer(n effect.Need) effect.Answer {
	switch n.Kind {
	case effect.NeedRecord:
		if data, ok := w.Records[n.Form+"/"+n.IDs[0]]; ok {
			return effect.Answer{Records: []effect.Found{{ID: n.IDs[0], Form: n.Form, Data: data}}}
		}
	case effect.NeedPeople:
		for _, id := range w.People {
			if id == n.IDs[0] {
				return effect.Answer{People: []effect.Person{{ID: id}}}
			}
		}
	case effect.NeedNamed:
		if strings.HasPrefix(n.Text, "d_") { // ids of departments there are
			return effect.Answer{Named: []effect.Named{{ID: n.Text}}}
		}
	case effect.NeedUnique:
		return effect.Answer{Holder: w.Holders[n.Text]}
	case effect.NeedCounter:
		if w.counts == nil {
			w.counts = map[string]int64{}
		}
		w.counts[n.Text]++
		return effect.Answer{Count: w.counts[n.Text]}
	}
	return effect.Answer{}
}

// accept asks, answers and asks again, as runtime does, until nothing is missing.
func accept(t testing.TB, f *form.Form, in form.Input, w *world) (form.Accepted, problem.List) {
	t.Helper()
	if in.Env == nil {
		in.Env = map[string]any{}
	}
	for name, v := range map[string]any{"now": "2026-11-21T01:30:00Z", "today": "2026-11-21",
		"user": map[string]any{"id": "u_me", "name": "Me", "roles": []any{}, "kind": "user"}} {
		if _, given := in.Env[name]; !given {
			in.Env[name] = v
		}
	}
	if in.RecordID == "" {
		in.RecordID = "r_1"
	}
	in.Now, in.Zone = clock, shanghai
	answers := map[string]effect.Answer{}
	for range 8 {
		in.Ask = effect.NewAsk(answers)
		in.Related = func(form, id string) (map[string]any, bool) {
			got, ok := in.Ask.Get(effect.Need{Kind: effect.NeedRecord, Form: form, IDs: []string{id}})
			if !ok || len(got.Records) == 0 {
				return nil, false
			}
			return got.Records[0].Data, true
		}
		got, faults := f.Accept(in)
		missing := in.Ask.Missing()
		if len(missing) == 0 {
			return got, faults
		}
		for _, n := range missing {
			answers[n.Key] = w.answer(n)
		}
	}
	t.Fatal("still asking after eight rounds")
	return form.Accepted{}, nil
}

func levels(m map[string]string) func(string) access.Level {
	if m == nil {
		return nil
	}
	return func(field string) access.Level {
		if word, ok := m[field]; ok {
			return access.ParseLevel(word)
		}
		return access.Write
	}
}

// plain is v as its JSON reads back.
func plain(t testing.TB, v any) any {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var out any
	if err := json.Unmarshal(raw, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func files(t testing.TB, folder string) map[string][]byte {
	t.Helper()
	names, err := filepath.Glob(filepath.Join("testdata", folder, "*.json"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no files in %s: %v", folder, err)
	}
	out := map[string][]byte{}
	for _, name := range names {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		out[strings.TrimSuffix(filepath.Base(name), ".json")] = raw
	}
	return out
}
