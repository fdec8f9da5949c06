package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"huiyin/engine/query"
	"huiyin/runtime"
	"huiyin/runtime/store"
)

// tried is what a trial answers, as far as these tests read it.
type tried struct {
	Now    string
	As     string
	Form   *struct{ Fields map[string]any }
	Record *struct {
		No      string
		Process struct {
			State  string
			Status struct{ Key string }
			Tasks  []triedTask
			Slas   []struct{ Key, State string }
		}
	}
	Nodes, Past []string
	Offers      []struct {
		Task, Key, Title string
		May              []string
	}
	Samples map[string]map[string]any
	Next    *string
	Took    []struct {
		At      string
		Entries []struct{ Type, Text, At string }
		Sent    []struct{ To, Audience, State, Subject, Body string }
		Called  []struct{ Title string }
		Records []struct{ Form, No string }
	}
	Refused *struct {
		Step     int
		Problems []struct{ Code, Pointer, Message string }
	}
}

type triedTask struct {
	ID, Node, Title, Due string
	People               []struct{ ID, Name string }
	AdHoc                *struct {
		Buttons []struct{ Key, Outcome string }
	}
}

type played map[string]any

// rehearser plays a process of the five-step SOP.
type rehearser struct {
	*rig
	admin *browser
	steps []played
	last  tried
}

func rehearse(t *testing.T) *rehearser {
	r := boot(t, "suggestion_sop_full")
	admin := r.person(runtime.User{ID: "u_admin", Login: "admin", Name: "管理员", Admin: true, Language: "zh"})
	for id, role := range map[string]string{"u_triager": "triager", "u_agent": "cs_agent", "u_pm": "product_manager", "u_dev": "rd_lead"} {
		r.person(runtime.User{ID: id, Login: id, Name: "同事" + id[2:], Email: id + "@example.com", Roles: []string{"suggestions/" + role}, Language: "zh"})
	}
	return &rehearser{rig: r, admin: admin}
}

func (r *rehearser) ask(more played) tried {
	r.t.Helper()
	body := played{"start": "2026-03-02T09:00:00+08:00", "steps": r.steps}
	for k, v := range more {
		body[k] = v
	}
	a := r.admin.send("POST", app+"/process/suggestion_sop/trial", body)
	if a.status != 200 {
		r.t.Fatalf("%d %s", a.status, a.body)
	}
	var out tried
	if err := json.Unmarshal(a.body, &out); err != nil {
		r.t.Fatal(err)
	}
	return out
}

// play adds a step that must be done.
func (r *rehearser) play(s played) tried {
	r.t.Helper()
	r.steps = append(r.steps, s)
	r.last = r.ask(nil)
	if r.last.Refused != nil {
		r.t.Fatalf("%v: %+v", s, r.last.Refused)
	}
	return r.last
}

// press presses a button of the flow as the first person who may.
func (r *rehearser) press(key string, data map[string]any) tried {
	r.t.Helper()
	for _, o := range r.last.Offers {
		if o.Key == key {
			kind := "button"
			if o.Task == "" {
				kind = "move"
			}
			return r.play(played{"do": "act", "who": o.May[0], "kind": kind, "task": o.Task, "button": key, "data": data})
		}
	}
	r.t.Fatalf("nobody may press %s: %+v", key, r.last.Offers)
	return tried{}
}

func (r *rehearser) at(status string) {
	r.t.Helper()
	if got := r.last.Record.Process.Status.Key; got != status {
		r.t.Fatalf("stands at %s instead of %s", got, status)
	}
}

// everything is what the store holds, by collection.
func (r *rehearser) everything() map[string]int {
	out := map[string]int{}
	carrier := r.s.Store.(store.Carrier)
	all, err := carrier.Collections(r.t.Context())
	if err != nil {
		r.t.Fatal(err)
	}
	for _, c := range all {
		err := r.s.Store.Scan(r.t.Context(), c.Name, query.Condition{}, func(d store.Document) error {
			out[fmt.Sprintf("%s/%s@%d", c.Name, d.ID, d.Rev)]++
			return nil
		})
		if err != nil {
			r.t.Fatal(err)
		}
	}
	counters, err := carrier.Counters(r.t.Context())
	if err != nil {
		r.t.Fatal(err)
	}
	for name, n := range counters {
		out[fmt.Sprintf("counter %s=%d", name, n)]++
	}
	return out
}

// A draft of the five-step SOP is stepped from submit to closed by its people, on a clock moved by hand: reminders come,
// messages are shown, and afterwards there is nothing more in the store than before (A-01, H-05).
func TestAProcessIsTriedFromSubmitToClosed(t *testing.T) {
	r := rehearse(t)
	before := r.everything()
	begin := r.ask(nil)
	if begin.Form == nil || begin.As != "customer" || begin.Record != nil || len(begin.Samples["suggestion"]) < 10 {
		t.Fatalf("%+v", begin)
	}
	data := map[string]any{}
	for key := range begin.Form.Fields {
		if v, ok := begin.Samples["suggestion"][key]; ok && data[key] == nil {
			data[key] = v
		}
	}
	r.play(played{"do": "submit", "who": "customer", "data": data})
	r.at("new")
	if got := r.last; !slices.Contains(got.Nodes, "classify") || got.Record.Process.Tasks[0].People[0].ID != "u_triager" || got.As != "u_triager" || got.Next == nil {
		t.Errorf("stands at %v, as %s: %+v", got.Nodes, got.As, got.Record.Process.Tasks)
	}
	r.press("classified", map[string]any{"tag_type": r.option("tag_type"), "tag_module": r.option("tag_module"), "urgency_class": r.option("urgency_class"), "scope": r.option("scope"), "content_class": r.option("content_class")})
	r.at("evaluating")

	// The clock goes to the warning before the evaluation is due, and who has it hears of it.
	warned := false
	for range 6 {
		r.play(played{"do": "wait"})
		took := r.last.Took[len(r.last.Took)-1]
		for _, e := range took.Entries {
			warned = warned || e.Type == "sla_level"
		}
		if warned && len(took.Sent) > 0 {
			break
		}
	}
	took := r.last.Took[len(r.last.Took)-1]
	if !warned || len(took.Sent) == 0 || took.Sent[0].Body == "" || took.Sent[0].State != "sent" {
		t.Fatalf("no reminder: %+v", took)
	}
	scores := map[string]any{}
	for _, f := range []string{"impact_breadth", "impact_depth", "strategic_fit", "effort_resource", "effort_difficulty"} {
		scores[f] = r.last.Samples["suggestion"][f]
	}
	r.press("accept", scores)
	r.at("accepted")
	r.press("scheduled", map[string]any{"planned_release": "2026-05-20", "rd_owner": "u_dev"})
	r.at("developing")
	r.press("release", map[string]any{"release_version": "3.2", "release_note": "做好了"})
	r.at("released")
	r.keepPromises()
	r.press("close", nil)
	if got := r.last.Record.Process; got.State != "ended" || got.Status.Key != "closed" || len(r.last.Nodes) != 1 || r.last.Nodes[0] != "done" {
		t.Errorf("%+v at %v", got, r.last.Nodes)
	}

	after := r.everything()
	for what := range after {
		if before[what] == 0 && !strings.HasPrefix(what, "sessions/") {
			t.Errorf("left behind: %s", what)
		}
	}
	if len(r.mail.all()) > 0 {
		t.Error("a letter left")
	}

	// Back is a shorter list: the record is where it was.
	r.steps = r.steps[:2]
	if r.last = r.ask(nil); r.last.Record.Process.Status.Key != "evaluating" || len(r.last.Took) != 2 {
		t.Errorf("after going back: %+v", r.last.Record.Process)
	}
}

// option is the first option of a field, as the sample has it.
func (r *rehearser) option(field string) any { return r.last.Samples["suggestion"][field] }

// keepPromises settles what is to be told by hand.
func (r *rehearser) keepPromises() {
	r.t.Helper()
	for range 4 {
		i := slices.IndexFunc(r.last.Record.Process.Tasks, func(k triedTask) bool {
			return k.Node == ""
		})
		if i < 0 {
			return
		}
		k := r.last.Record.Process.Tasks[i]
		seen := r.ask(played{"as": k.People[0].ID}).Record.Process.Tasks
		b := seen[slices.IndexFunc(seen, func(one triedTask) bool {
			return one.ID == k.ID
		})].AdHoc.Buttons[0]
		r.play(played{"do": "act", "who": k.People[0].ID, "kind": "button", "task": k.ID, "button": b.Key, "values": r.last.Samples["told_by_hand"]})
	}
}

// What the product would refuse is refused in the same words, and nothing has happened then; who may not is told why.
func TestATrialRefusesInWords(t *testing.T) {
	r := rehearse(t)
	data := map[string]any{}
	begin := r.ask(nil)
	for key := range begin.Form.Fields {
		data[key] = begin.Samples["suggestion"][key]
	}
	refused := func(code string, steps ...played) {
		t.Helper()
		got := r.ask(played{"steps": steps})
		if got.Refused == nil || got.Refused.Step != len(steps)-1 || got.Refused.Problems[0].Code != code || got.Refused.Problems[0].Message == "" {
			t.Errorf("%v: %+v instead of %s", steps, got.Refused, code)
		}
	}
	submit := played{"do": "submit", "who": "customer", "data": data}
	refused("form.field.required", played{"do": "submit", "who": "customer"})
	refused("trial.not_begun", played{"do": "act", "who": "u_admin", "kind": "withdraw"})
	refused("trial.nothing_due", played{"do": "wait"})
	refused("trial.begun", submit, submit)
	refused("trial.step_unknown", submit, played{"do": "dance", "who": "u_admin"})
	refused("record.kind_unknown", submit, played{"do": "act", "who": "u_admin", "kind": "merge"})
	refused("trial.nobody", submit, played{"do": "act", "who": "u_ghost", "kind": "urge"})
	refused("trial.fate_unknown", played{"do": "outside", "mail": "lost"})
	refused("calendar.preview_period", submit, played{"do": "wait", "elapsed": "soon"})
	refused("trial.too_long", submit, played{"do": "wait", "elapsed": "P2000D"})
	first := r.ask(played{"steps": []played{submit}})
	press := played{"do": "act", "who": "u_pm", "kind": "button", "task": first.Record.Process.Tasks[0].ID, "button": "classified"}
	refused("process.not_participant", submit, press)
	press["who"] = "u_triager"
	refused("process.choice_required", submit, press)

	if got := r.admin.send("POST", app+"/process/nothing/trial", played{}); got.status != 422 || !strings.Contains(string(got.body), "record.process_unknown") {
		t.Errorf("%d %s", got.status, got.body)
	}
	if got := r.admin.send("POST", app+"/process/suggestion_sop/trial", played{"steps": make([]played, 201)}); got.status != 422 || !strings.Contains(string(got.body), "trial.too_many") {
		t.Errorf("%d %s", got.status, got.body)
	}
	if got := r.admin.send("POST", app+"/process/suggestion_sop/trial", played{"record": "JY0"}); got.status != 404 {
		t.Errorf("%d %s", got.status, got.body)
	}
}

// The trial is of the draft: what is not published yet is what runs. A letter that fails leaves the telling to a person.
func TestATrialIsOfTheDraft(t *testing.T) {
	r := rehearse(t)
	a := r.admin.send("GET", app+"/definitions/process/suggestion_sop", nil)
	var def map[string]any
	_ = a.into(&def)
	nodes := dig(def, "spec", "nodes").([]any)
	node := nodes[slices.IndexFunc(nodes, func(n any) bool { return dig(n, "key") == "classify" })]
	node.(map[string]any)["title"] = "先看一眼"
	r.admin.must(200, "PUT", app+"/drafts", def)
	begin := r.ask(nil)
	data := map[string]any{"want_reply": true, "anonymous": false}
	for key := range begin.Form.Fields {
		if _, set := data[key]; !set {
			data[key] = begin.Samples["suggestion"][key]
		}
	}
	r.play(played{"do": "outside", "mail": "failed"})
	r.play(played{"do": "submit", "who": "customer", "data": data})
	if got := r.last.Record.Process.Tasks[0].Title; got != "先看一眼" {
		t.Errorf("the task is called %q", got)
	}
	failed := slices.ContainsFunc(r.last.Took[1].Sent, func(s struct{ To, Audience, State, Subject, Body string }) bool {
		return s.Audience == "customer" && s.State == "failed"
	})
	if !failed {
		t.Errorf("no letter failed: %+v", r.last.Took[1].Sent)
	}
}

// The values of a record there is are taken for the trial, as far as the designer may read them, and stay as they are.
func TestATrialTakesTheValuesOfARecord(t *testing.T) {
	r := rehearse(t)
	created := r.admin.must(201, "POST", app+"/forms/suggestion/records", map[string]any{"data": map[string]any{"title": "导出太慢了", "description": "每次导出都要等十几分钟，希望能快一些", "suggestion_type": "optimize",
		"module": "report", "channel": "email", "urgency": "low", "importance": "medium", "want_reply": true, "customer_name": "测试客户", "contact_email": "kunde@example.com", "consent_contact": map[string]any{"given": true}}})
	before := r.everything()
	values := r.ask(played{"record": created["no"]}).Samples["suggestion"]
	if values["title"] != "导出太慢了" || values["module"] != "report" {
		t.Errorf("%v", values)
	}
	if values["contact_email"] == "kunde@example.com" {
		t.Error("what is masked for the designer is shown")
	}
	got := r.ask(played{"record": created["no"], "as": "u_triager", "steps": []played{{"do": "submit", "who": "u_agent", "data": map[string]any{"title": values["title"], "description": values["description"],
		"suggestion_type": "optimize", "module": "report", "channel": "email", "urgency": "low", "importance": "medium", "want_reply": false, "anonymous": true}}}})
	if got.Refused != nil || got.As != "u_triager" || got.Record.Process.Status.Key != "new" {
		t.Errorf("%+v %s", got.Refused, got.As)
	}
	for what := range r.everything() {
		if before[what] == 0 {
			t.Errorf("left behind: %s", what)
		}
	}
}
