package main

import (
	"fmt"
	"slices"
	"testing"

	"huiyin/engine"
	"huiyin/runtime"
)

func (o organisation) record(id string) *engine.Record {
	o.t.Helper()
	app, _ := o.s.Apps.Get("suggestions")
	f, _ := app.Form("suggestion")
	r, err := o.s.Submitter.Load(o.t.Context(), app, f, id)
	if err != nil {
		o.t.Fatal(err)
	}
	return r
}

// busy makes an agent who owns n suggestions, and a colleague with the same role.
func (o organisation) busy(n int) (agent, colleague string, records []string) {
	o.t.Helper()
	leaver := o.joined(o.add("王芳", "fang", junk{"roles": []string{"suggestions/cs_agent"}}))
	browser := o.signIn(id(leaver))
	for i := range n {
		made := browser.must(201, "POST", "/api/v1/apps/suggestions/forms/suggestion/records", matrixRecord(fmt.Sprintf("第 %d 条建议", i)))
		records = append(records, id(made))
		if owner := o.record(id(made)).People.Owner; owner != id(leaver) {
			o.t.Fatalf("the only agent is not the owner: %s", owner)
		}
	}
	return id(leaver), id(o.joined(o.add("李雷", "lei", junk{"roles": []string{"suggestions/cs_agent"}}))), records
}

// Whoever is deactivated is signed out and leaves nothing without an owner: the rules of the process find another
// (E-03, C-08).
func TestDeactivationHandsWorkOverByTheRules(t *testing.T) {
	o := bootOrganisation(t, "suggestion_intake")
	agent, colleague, records := o.busy(3)
	browser := o.signIn(agent)
	duties := o.admin.must(200, "GET", usersPath+agent+"/duties", nil)
	if duties["count"] != 3.0 || dig(duties, "records", 2, "title") == nil || dig(duties, "vacates", 0) != nil {
		t.Errorf("what is told before: %v", duties)
	}
	done := o.admin.must(200, "POST", usersPath+agent+"/deactivation", junk{"to": ""})
	if done["moved"] != 3.0 || done["more"] != false || dig(done, "stuck", 0) != nil || dig(done, "user", "state") != "inactive" {
		t.Errorf("%v", done)
	}
	over := func(want string) {
		t.Helper()
		if got := browser.send("GET", "/api/v1/tasks", nil); got.status != 401 || !slices.Equal(got.problems(), []string{want}) {
			t.Errorf("the page left open is told %d %v, want %s", got.status, got.problems(), want)
		}
	}
	over("session.deactivated")
	for _, r := range records {
		if got := o.record(r); got.People.Owner != colleague || !slices.Equal(got.People.Working, []string{colleague}) {
			t.Errorf("%s: owner %s, working %v", r, got.People.Owner, got.People.Working)
		}
	}
	if last := o.admin.must(200, "GET", usersPath+colleague+"/duties?lang=zh", nil); asJSON(last["vacates"]) != `["客户建议 · 一线客服"]` {
		t.Errorf("nobody is left in the role of the last one: %v", last["vacates"])
	}
	if left := o.admin.must(200, "GET", usersPath+agent+"/duties", nil); left["count"] != 0.0 {
		t.Errorf("left behind: %v", left)
	}
	if dig(done, "to", 0, "person", "name") != "李雷" || dig(done, "to", 0, "count") != 3.0 || dig(done, "to", 1) != nil {
		t.Errorf("to whom: %v", done["to"])
	}
	if len(o.noted("deactivated")) != 1 || len(o.noted("work_reassigned")) != 1 {
		t.Error("the audit log misses it")
	}
	trail := o.admin.must(200, "GET", "/api/v1/audit?kind=people", nil)["items"]
	if !slices.ContainsFunc(trail.([]any), func(e any) bool {
		return dig(e, "type") == "work_reassigned" && dig(e, "text") == "fang 3 → 李雷 3" && dig(e, "said", "text") == "交出 3 条 → 李雷 3"
	}) {
		t.Errorf("the audit log does not say to whom: %v", trail)
	}
	o.admin.must(200, "POST", usersPath+agent+"/reactivation", nil)
	over("session.expired")
	elsewhere := o.signIn(agent)
	elsewhere.must(200, "GET", "/api/v1/tasks", nil)
	o.admin.must(200, "DELETE", usersPath+agent+"/sessions", nil)
	browser = elsewhere
	over("session.ended")
}

// The administrator may choose who gets the work, even somebody without the role the rules ask for.
func TestDeactivationHandsWorkToOnePerson(t *testing.T) {
	o := bootOrganisation(t, "suggestion_intake")
	agent, colleague, records := o.busy(2)
	for _, to := range []string{agent, "u_nobody"} {
		if got := o.admin.send("POST", usersPath+agent+"/deactivation", junk{"to": to}).problems(); !slices.Equal(got, []string{"user.receiver_unknown /to"}) {
			t.Errorf("to %s: %v", to, got)
		}
	}
	if o.admin.must(200, "GET", usersPath+agent, nil)["state"] == "inactive" {
		t.Fatal("a refused deactivation deactivates")
	}
	pm := id(o.add("赵敏", "min", junk{"roles": []string{"suggestions/product_manager"}}))
	o.admin.must(200, "POST", usersPath+agent+"/deactivation", junk{"to": pm})
	for _, r := range records {
		if got := o.record(r); got.People.Owner != pm || !slices.Contains(got.People.Working, pm) || slices.Contains(got.People.Working, agent) {
			t.Errorf("%s: owner %s, working %v, colleague %s", r, got.People.Owner, got.People.Working, colleague)
		}
	}
	if got := o.admin.send("POST", usersPath+"u_admin/deactivation", junk{"to": pm}).problems(); !slices.Equal(got, []string{"user.own_deactivation"}) {
		t.Error(got)
	}
}

// Where no rule finds anybody, the administrators get the work.
func TestWorkOfTheLastAgentGoesToTheAdministrators(t *testing.T) {
	o := bootOrganisation(t, "suggestion_intake")
	agent, colleague, records := o.busy(1)
	o.admin.must(200, "POST", usersPath+colleague+"/deactivation", junk{"to": ""})
	done := o.admin.must(200, "POST", usersPath+agent+"/deactivation", junk{"to": ""})
	if got := o.record(records[0]); done["moved"] != 1.0 || got.People.Owner != "u_admin" {
		t.Errorf("%v, owner %s", done, got.People.Owner)
	}
}

// A substitute who has left represents nobody.
func TestASubstituteWhoLeftRepresentsNobody(t *testing.T) {
	o := bootOrganisation(t, "suggestion_intake")
	agent, colleague, _ := o.busy(0)
	u := o.admin.must(200, "GET", usersPath+agent, nil)
	away := junk{"substitute": colleague, "from": "2026-03-01T00:00:00Z", "to": "2026-03-09T00:00:00Z"}
	o.admin.must(200, "PUT", usersPath+agent, profile(u, junk{"away": away}), "If-Match", rev(u))
	if d := o.admin.must(200, "GET", usersPath+colleague+"/duties", nil); dig(d, "substituteFor", 0, "id") != agent {
		t.Errorf("%v", d)
	}
	o.admin.must(200, "POST", usersPath+colleague+"/deactivation", junk{"to": ""})
	made := o.signIn(agent).must(201, "POST", "/api/v1/apps/suggestions/forms/suggestion/records", matrixRecord("代理人走了"))
	if got := o.record(id(made)); !slices.Equal(got.People.Working, []string{agent}) {
		t.Errorf("working: %v", got.People.Working)
	}
}

func TestOnlyAdministratorsHandOver(t *testing.T) {
	o := bootOrganisation(t, "suggestion_intake")
	agent, colleague, records := o.busy(1)
	app, _ := o.s.Apps.Get("suggestions")
	user, err := o.s.People.User(t.Context(), colleague)
	if err != nil {
		t.Fatal(err)
	}
	_, err = o.s.Submitter.Submit(t.Context(), runtime.Request{App: "suggestions", ID: records[0], Submission: engine.Submission{Form: "suggestion",
		Kind: "handover", Over: engine.Handover{From: agent, To: colleague}, Who: o.s.People.Principal(t.Context(), user, app.Key)}})
	if err == nil || o.record(records[0]).People.Owner != agent {
		t.Errorf("handed over by an agent: %v", err)
	}
}
