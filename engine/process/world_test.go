package process

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"huiyin/engine/access"
	"huiyin/engine/action"
	"huiyin/engine/calendar"
	"huiyin/engine/definition"
	"huiyin/engine/effect"
	"huiyin/engine/expression"
	"huiyin/engine/problem"
	"huiyin/engine/process/node"
	"huiyin/engine/query"
)

// world is what stands around a process in tests: one record, the people, the customers and the caller that
// carries out what the process wants, as the root package does.
type world struct {
	t         testing.TB
	p         *Process
	s         State
	ledger    []Entry
	data      map[string]any
	now       time.Time
	made      time.Time // the record
	owner     string
	submitter string
	people    map[string]effect.Person
	roles     map[string][]string
	contacts  map[string][]Contact
	cal       *calendar.Calendar
	sent      []string // "message -> address"
	calls     []string // ids of the effects of calls, the newest last
	notified  []string // "template -> user"
	events    []Event  // of the last step
	seq       int
}

var zone = func() *time.Location {
	l, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		panic(err)
	}
	return l
}()

var fieldShapes = map[string]query.FieldShape{
	"title": {Kind: query.KindText}, "note": {Kind: query.KindText}, "decline_reason": {Kind: query.KindText},
	"release_note": {Kind: query.KindText}, "reply": {Kind: query.KindText},
	"priority": {Kind: query.KindOption, Options: []string{"p0", "p1", "p2"}}, "urgent": {Kind: query.KindBoolean},
	"decision": {Kind: query.KindOption, Options: []string{"adopt", "decline", "later"}},
	"score":    {Kind: query.KindNumber}, "rounds": {Kind: query.KindNumber},
	"planned": {Kind: query.KindDate}, "agreed_at": {Kind: query.KindDatetime},
	"pm": {Kind: query.KindReference}, "handler": {Kind: query.KindReference}, "consent": {Kind: query.KindObject},
	"customer": {Kind: query.KindReference}, "partner": {Kind: query.KindReference},
}

func shapes() (map[string]query.FieldShape, expression.Shape) {
	fields := maps.Clone(fieldShapes)
	fields["record.status"] = query.FieldShape{Kind: query.KindText}
	shape := expression.Shape{}
	for name, f := range fieldShapes {
		switch f.Kind {
		case query.KindNumber:
			shape[name] = expression.Number
		case query.KindBoolean:
			shape[name] = expression.Boolean
		case query.KindDate:
			shape[name] = expression.Date
		case query.KindDatetime:
			shape[name] = expression.DateTime
		case query.KindObject:
			shape[name] = expression.Any
		default:
			shape[name] = expression.String
		}
	}
	shape["record"] = expression.MapOf(map[string]expression.Type{"status": expression.String, "owner": expression.String})
	return fields, shape
}

func testScope() Scope {
	fields, shape := shapes()
	known := " role/agent role/pm role/dev role/lead role/board role/empty message/ack message/adopted message/released" +
		" message/declined message/todo message/urge message/alarm form/suggestion form/tell form/waive calendar/office connector/tracker "
	return Scope{Shape: shape, Fields: fields,
		Has: func(kind, key string) bool { return strings.Contains(known, " "+kind+"/"+key+" ") },
		FormFields: func(form string) map[string]query.FieldShape {
			return map[string]map[string]query.FieldShape{"suggestion": fieldShapes, "tell": {}, "waive": {}}[form]
		},
		Relations: map[string]string{"customer": "customer", "partner": "customer"},
		Audience: func(message string) string {
			switch {
			case strings.Contains(" ack adopted released declined ", " "+message+" "):
				return "customer"
			case strings.Contains(" todo urge alarm ", " "+message+" "):
				return "staff"
			}
			return ""
		},
		TaskForm: func(form string) bool { return form == "tell" || form == "waive" },
		Label: func(field string) definition.Text {
			return definition.Text{"zh": "〈" + field + "〉", "en": field}
		},
		Languages: []string{"zh", "en"},
	}
}

func compileFile(t testing.TB, name string) *Process {
	t.Helper()
	raw, err := os.ReadFile("testdata/process/" + name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	d, faults := definition.Decode(raw)
	if len(faults.Blocking()) > 0 {
		t.Fatalf("%s: %v", name, faults)
	}
	p, faults := Compile(d, testScope())
	if len(faults) > 0 && !(name == "counter" && faults.Err() == nil) {
		t.Fatalf("%s: %v", name, faults)
	}
	return p
}

func newWorld(t testing.TB, p *Process) *world {
	week := map[string][][2]string{}
	for _, d := range []string{"mon", "tue", "wed", "thu", "fri"} {
		week[d] = [][2]string{{"09:00", "12:00"}, {"13:30", "18:00"}}
	}
	cal, faults := calendar.Compile(definition.CalendarSpec{TimeZone: "Asia/Shanghai", Week: week, Holidays: "CN"}, calendar.DefaultHolidays())
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	w := &world{t: t, p: p, s: State{Process: p.Key(), Release: 7}, data: map[string]any{"title": "批量导出"}, submitter: "u_sub",
		now: time.Date(2026, 3, 5, 10, 0, 0, 0, zone), cal: cal, people: map[string]effect.Person{},
		roles: map[string][]string{"agent": {"u_ann", "u_ben"}, "pm": {"u_pm"}, "dev": {"u_dev"}, "lead": {"u_lead"},
			"board": {"u_b1", "u_b2", "u_b3"}, action.Administrators: {"u_admin"}},
		contacts: map[string][]Contact{"self": {{Customer: "self", Name: "王女士", Address: "wang@example.com"}}}}
	for _, id := range []string{"u_ann", "u_ben", "u_pm", "u_dev", "u_lead", "u_b1", "u_b2", "u_b3", "u_admin", "u_sub", "u_out", "u_new"} {
		w.people[id] = effect.Person{ID: id, Name: id, Language: "zh"}
	}
	return w
}

func (w *world) principal(id string) access.Principal {
	switch id {
	case "", "system":
		return access.System
	case "customer":
		return access.Principal{ID: "", Kind: "customer"}
	}
	p := access.Principal{ID: id, Name: id, Kind: "user", Admin: id == "u_admin", Language: "zh"}
	for _, role := range slices.Sorted(maps.Keys(w.roles)) {
		if slices.Contains(w.roles[role], id) {
			p.Roles = append(p.Roles, role)
		}
	}
	return p
}

func (w *world) get(path string) any {
	switch path {
	case "record.status":
		return w.s.Status
	case "record.owner":
		return w.owner
	}
	return w.data[path]
}

func (w *world) env() map[string]any {
	env := maps.Clone(w.data)
	for name := range fieldShapes {
		if _, ok := env[name]; !ok {
			env[name] = nil
		}
	}
	env["record"] = map[string]any{"status": w.s.Status, "owner": w.owner}
	return env
}

// context is an action's context whose questions are answered at once.
func (w *world) context(ask *effect.Ask, source effect.Source, actor string) *action.Context {
	return &action.Context{Form: "suggestion", Now: w.now, Zone: zone, Language: "zh", Env: w.env(), Old: map[string]any{}, Get: w.get,
		Ask: ask, Source: source, NextID: func() string { w.seq++; return fmt.Sprintf("r:%d", w.seq) },
		People: func(name string) (action.PeopleRule, bool) { r, ok := w.p.Spec().People[name]; return r, ok },
		Who: func(name string) []string {
			who := map[string]string{"owner": w.owner, "submitter": w.submitter, "actor": actor}[name]
			if who == "" {
				return nil
			}
			return []string{who}
		},
		Message: func(key string) (action.Message, bool) {
			text, faults := expression.CompileTemplate("消息 "+key, expression.Shape{})
			if len(faults) > 0 {
				w.t.Fatal(faults)
			}
			texts := map[string]*expression.Template{"": text}
			return action.Message{Key: key, Audience: testScope().Audience(key), Channels: []string{"in_app"}, Subject: texts, Body: texts}, true
		},
		Contact: func() (string, string, string) { return "wang@example.com", "王女士", "zh" },
		Label:   func(string, string, any) (string, bool) { return "", false },
	}
}

// answered runs decide until it has no more questions.
func (w *world) answered(decide func(ask *effect.Ask)) {
	answers := map[string]effect.Answer{}
	for range 8 {
		ask := effect.NewAsk(answers)
		decide(ask)
		missing := ask.Missing()
		if len(missing) == 0 {
			return
		}
		for _, n := range missing {
			var a effect.Answer
			ids := n.IDs
			if n.Role != "" {
				ids = w.roles[n.Role]
			}
			for _, id := range ids {
				if p, active := w.people[id]; active {
					a.People = append(a.People, p)
				}
			}
			answers[n.Key] = a
		}
	}
	w.t.Fatal("a decision asks for ever")
}

func (w *world) inputs(actor string) Inputs {
	return Inputs{Now: w.now, Zone: zone, Actor: w.principal(actor), RecordID: "r", Created: w.made, Owner: w.owner, Submitter: w.submitter,
		Followers: []string{"u_lead"}, Get: w.get, Old: func(string) any { return nil }, Env: w.env,
		Resolve: func(name string, rule action.PeopleRule) (people []effect.Person, why string, ok bool) {
			w.answered(func(ask *effect.Ask) {
				people, why, ok = action.Resolve(rule, w.context(ask, effect.Source{}, actor))
			})
			return people, why, ok
		},
		Act: func(uses []action.CompiledUse, source effect.Source) ([]Command, problem.List) {
			return w.act(uses, source, actor)
		},
		Call: func(string, node.CallSettings) (string, problem.List) {
			w.seq++
			w.calls = append(w.calls, fmt.Sprintf("r:%d", w.seq))
			return w.calls[len(w.calls)-1], nil
		},
		Place:    func(status string, _ time.Time, owner string) { w.s.Status, w.owner = status, owner },
		Calendar: func(string) *calendar.Calendar { return w.cal },
		Contacts: func(audience []string) []Contact {
			var out []Contact
			for _, a := range audience {
				out = append(out, w.contacts[a]...)
			}
			return out
		},
		Send: func(message string, e Entry, c Contact, draft *action.Draft) (string, problem.List) {
			w.seq++
			line := message + " -> " + c.Address
			if draft != nil {
				line += " (" + draft.Body + ")"
			}
			w.sent = append(w.sent, line)
			return fmt.Sprintf("r:%d", w.seq), nil
		},
		Draft: func(message string, c Contact) (action.Draft, problem.List) {
			return action.Draft{Template: message, Subject: message, Body: c.Name + "您好"}, nil
		},
	}
}

func (w *world) act(uses []action.CompiledUse, source effect.Source, actor string) (out []Command, faults problem.List) {
	for _, u := range uses {
		var result action.Result
		var err error
		w.answered(func(ask *effect.Ask) { result, _, err = u.Run(w.context(ask, source, actor)) })
		if err != nil {
			faults.Add("action.failed", "", "detail", err.Error())
			continue
		}
		maps.Copy(w.data, result.Set)
		for i := range result.Tasks {
			out = append(out, Command{Kind: "task", Open: &result.Tasks[i]})
		}
		if result.Owner != "" {
			out = append(out, Command{Kind: "owner", To: result.Owner})
		}
		if result.Press != "" {
			out = append(out, Command{Kind: "press", Button: result.Press})
		}
		for _, e := range result.Effects {
			for _, to := range e.Message.To {
				w.notified = append(w.notified, e.Message.Template+" -> "+to.User+to.Contact)
			}
		}
	}
	return out, faults
}

// do carries out a command and checks what must hold of every step: the arguments are not touched, a refused step
// changes nothing, equal arguments give equal bytes, the state survives its JSON, the invariants hold.
func (w *world) do(cmd Command, actor string) problem.List {
	w.t.Helper()
	before, again := w.copy(), w.copy()
	given := toJSON(w.t, w.s, w.ledger)
	s0, l0 := w.s, w.ledger
	s, ledger, events, faults := w.p.Advance(s0, l0, cmd, w.inputs(actor))
	// Place has written the status into w.s; the arguments proper are s0 and l0.
	if got := toJSON(w.t, s0, l0); got != given {
		w.t.Fatalf("%s changed what it was given:\n%s\n%s", cmd.Kind, given, got)
	}
	s2, ledger2, events2, faults2 := w.p.Advance(again.s, again.ledger, cmd, again.inputs(actor))
	if a, b := toJSON(w.t, s, ledger, events, faults), toJSON(w.t, s2, ledger2, events2, faults2); a != b {
		w.t.Fatalf("%s is not deterministic:\n%s\n%s", cmd.Kind, a, b)
	}
	if len(faults.Blocking()) > 0 {
		if got := toJSON(w.t, s, ledger); got != given || events != nil {
			w.t.Fatalf("%s was refused (%v) and changed the state", cmd.Kind, faults)
		}
		*w = *before
		return faults
	}
	w.s, w.ledger, w.events = s, ledger, events
	for _, e := range events {
		if e.Type == "owner_changed" {
			w.owner = e.To
		}
	}
	w.check(cmd)
	return faults
}

func (w *world) check(cmd Command) {
	w.t.Helper()
	if err := Invariants(w.p, w.s); err != nil {
		w.t.Fatalf("after %+v: %v\n%s", cmd, err, toJSON(w.t, w.s))
	}
	if err := InvariantsOfLedger(w.s, w.ledger); err != nil {
		w.t.Fatalf("after %+v: %v", cmd, err)
	}
	if w.s.State == "running" && w.owner == "" {
		w.t.Fatalf("after %+v: running without an owner (E-03)", cmd)
	}
	var s State
	if err := json.Unmarshal([]byte(toJSON(w.t, w.s)), &s); err != nil {
		w.t.Fatal(err)
	}
	if !reflect.DeepEqual(s, w.s) {
		w.t.Fatalf("after %+v the state differs from its JSON:\n%#v\n%#v", cmd, w.s, s)
	}
}

func (w *world) copy() *world {
	c := *w
	c.calls = slices.Clone(w.calls)
	c.data, c.sent, c.notified = maps.Clone(w.data), slices.Clone(w.sent), slices.Clone(w.notified)
	return &c
}

// must is do for commands that are legal.
func (w *world) must(cmd Command, actor string) {
	w.t.Helper()
	if faults := w.do(cmd, actor); len(faults) > 0 {
		w.t.Fatalf("%s %s by %s: %v", cmd.Kind, cmd.Button, actor, faults)
	}
}

// task returns the id of the only open task of the flow, or with a name of the ad-hoc task or node so called.
func (w *world) task(name string) string {
	id := ""
	for _, t := range w.s.Tasks {
		if t.State != "open" || name == "" && t.Token == 0 || name != "" && t.Node != name && (t.AdHoc == nil || t.AdHoc.Key != name) {
			continue
		}
		id = t.ID
	}
	return id
}

func toJSON(t testing.TB, parts ...any) string {
	t.Helper()
	var b bytes.Buffer
	for _, p := range parts {
		raw, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		b.Write(raw)
		b.WriteByte('\n')
	}
	return b.String()
}

func codes(list problem.List) []string {
	out := []string{}
	for _, p := range list {
		out = append(out, strings.TrimSpace(p.Code+" "+p.Pointer))
	}
	return out
}
