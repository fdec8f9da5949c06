package main

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"huiyin/runtime"
)

// People see where they are signed in and end what they do not know; administrators end it for them.
func TestSessionsAreListedAndEnded(t *testing.T) {
	o := bootOrganisation(t)
	u := id(o.add("王芳", "fang", nil))
	phone, desk := o.signIn(u), o.signIn(u)
	o.clock.set(monday.Add(time.Hour))
	var list []map[string]any
	devices := func(a answer) []map[string]any {
		t.Helper()
		list = nil
		if err := a.into(&list); err != nil || a.status != 200 {
			t.Fatalf("%d %s", a.status, a.body)
		}
		return list
	}
	devices(desk.send("GET", "/api/v1/sessions", nil))
	if len(list) != 2 || list[0]["current"] != true || list[1]["current"] != false || list[0]["seen"] == list[1]["seen"] {
		t.Errorf("%v", list)
	}
	other, _ := list[1]["id"].(string)
	o.admin.must(404, "DELETE", "/api/v1/sessions/"+other, nil) // somebody else's
	if left := devices(desk.send("DELETE", "/api/v1/sessions/"+other, nil)); len(left) != 1 {
		t.Errorf("%v", left)
	}
	phone.must(401, "GET", "/api/v1/tasks", nil)
	o.signIn(u)
	if left := devices(desk.send("DELETE", "/api/v1/sessions", nil)); len(left) != 1 {
		t.Errorf("%v", left)
	}
	if seen := devices(o.admin.send("GET", usersPath+u+"/sessions", nil)); len(seen) != 1 || seen[0]["current"] != false {
		t.Errorf("%v", seen)
	}
	devices(o.admin.send("DELETE", usersPath+u+"/sessions", nil))
	desk.must(401, "GET", "/api/v1/tasks", nil)
}

// An administrator is told why somebody can, or cannot, in the words of the reader (E-04).
func TestRightsAreExplained(t *testing.T) {
	o := bootOrganisation(t, "suggestion_intake")
	agent, colleague, records := o.busy(1)
	ask := func(user, rest string) map[string]any {
		return o.admin.must(200, "GET", "/api/v1/apps/suggestions/explain?form=suggestion&user="+user+"&"+rest, nil)
	}
	nobody := id(o.add("韩梅", "mei", nil))
	for _, c := range []struct {
		user, ask, code string
		allowed         bool
	}{
		{nobody, "action=read", "access.no_role", false}, {"u_admin", "action=delete", "access.admin", true},
		{agent, "action=read&record=" + records[0], "access.permitted", true}, {agent, "action=delete", "access.action_missing", false},
	} {
		got := ask(c.user, c.ask)
		if got["allowed"] != c.allowed || dig(got, "reasons", 0, "code") != c.code || dig(got, "reasons", 0, "text") == "" {
			t.Errorf("%s: %v", c.ask, got)
		}
	}
	o.admin.lang = "en"
	if got := ask(nobody, "action=read"); dig(got, "reasons", 0, "text") != "No role in this app" {
		t.Errorf("English: %v", got)
	}
	r := o.record(records[0])
	if got := ask(agent, "field=title&record="+url.QueryEscape(r.No)); dig(got, "field", "level") != "write" || dig(got, "record", "id") != r.ID {
		t.Errorf("a field: %v", got)
	}
	if dig(ask(agent, "record="+r.ID), "ties", 0) == nil || dig(ask(nobody, "record="+r.ID), "ties", 0) != nil {
		t.Error("what ties the record to whom is not told")
	}
	if roles, _ := ask(nobody, "action=read&record="+r.ID)["roles"].([]any); len(roles) == 0 || slices.Contains(roles, any("cs_agent")) {
		t.Errorf("roles that would allow it, by title: %v", roles)
	}
	o.admin.must(200, "POST", usersPath+colleague+"/deactivation", junk{"to": ""})
	if got := ask(colleague, "action=read"); got["allowed"] != false || dig(got, "reasons", 1, "code") != "access.inactive" {
		t.Errorf("inactive: %v", got)
	}
	bad := o.admin.send("GET", "/api/v1/apps/suggestions/explain?form=suggestion&user=x&record=y&action=fly&field=z", nil)
	want := []string{"explain.user_unknown /user", "explain.action_unknown /action", "explain.field_unknown /field", "explain.record_unknown /record"}
	if !slices.Equal(bad.problems(), want) {
		t.Error(bad.problems())
	}
}

func TestRolesAreShownAsTheyWork(t *testing.T) {
	o := bootOrganisation(t, "suggestion_intake")
	o.busy(0)
	var view struct {
		Roles []struct {
			Key    string
			People int
			Forms  []struct {
				Form, Scope string
				Actions     []string
				Fields      []struct{ Field, Level string }
			}
		}
	}
	raw := o.admin.send("GET", "/api/v1/apps/suggestions/roles", nil)
	if err := json.Unmarshal(raw.body, &view); err != nil || raw.status != 200 {
		t.Fatalf("%d %s", raw.status, raw.body)
	}
	for _, r := range view.Roles {
		for _, f := range r.Forms {
			if r.Key == "cs_agent" && r.People != 2 {
				t.Errorf("%d agents", r.People)
			}
			if r.Key == "cs_lead" && f.Form == "suggestion" && (f.Scope != "all" || !slices.Contains(f.Actions, "export") || len(f.Fields) == 0) {
				t.Errorf("the lead: %+v", f)
			}
		}
	}
}

// Whoever signs in, or tries to, is noted with where from (I-05).
func TestSignInsAreNoted(t *testing.T) {
	r := boot(t)
	admin := r.person(runtime.User{ID: "u_admin", Login: "admin", Name: "管理员", Admin: true})
	r.person(runtime.User{ID: "u_fang", Login: "fang", Name: "王芳", Password: runtime.HashPassword("a good password")})
	r.stranger().must(401, "POST", "/api/v1/session", junk{"login": "fang", "password": "wrong words"})
	r.clock.set(monday.Add(time.Hour))
	r.stranger().must(200, "POST", "/api/v1/session", junk{"login": "fang", "password": "a good password"})
	items, _ := admin.must(200, "GET", "/api/v1/audit?kind=sign_in", nil)["items"].([]any)
	if len(items) != 2 {
		t.Fatalf("%v", items)
	}
	for i, failed := range []bool{false, true} {
		e := items[i]
		if dig(e, "type") != "sign_in" || dig(e, "failed") != failed || dig(e, "text") != "fang" || dig(e, "address") != "127.0.0.1" || !failed && dig(e, "by", "id") != "u_fang" {
			t.Errorf("%v", e)
		}
	}
}

// The audit log is looked through by kind, person and day, page by page (I-05).
func TestTheAuditLogIsLookedThrough(t *testing.T) {
	o := bootOrganisation(t, "suggestion_intake")
	u := id(o.add("王芳", "fang", nil))
	o.stranger().must(401, "POST", "/api/v1/session", junk{"login": "fang", "password": "wrong words"})
	o.clock.set(monday.Add(24 * time.Hour))
	o.admin.must(200, "POST", usersPath+u+"/deactivation", junk{"to": ""})
	types := func(query string) []string {
		t.Helper()
		out := []string{}
		for after := ""; ; {
			page := o.admin.must(200, "GET", "/api/v1/audit?limit=1&"+query+"&after="+url.QueryEscape(after), nil)
			items, _ := page["items"].([]any)
			for _, e := range items {
				out = append(out, dig(e, "type").(string))
			}
			if after, _ = page["next"].(string); after == "" {
				return out
			}
		}
	}
	for query, want := range map[string][]string{
		"kind=sign_in": {"sign_in"}, "failed=1": {"sign_in"}, "kind=people": {"deactivated", "user_added"}, "kind=export": {},
		"by=" + u: {"deactivated", "user_added"}, "from=2026-03-03T00:00:00Z": {"deactivated"}, "kind=people&to=2026-03-03T00:00:00Z": {"user_added"},
	} {
		if got := types(query); !slices.Equal(got, want) {
			t.Errorf("%s: %v instead of %v", query, got, want)
		}
	}
	if got := o.admin.send("GET", "/api/v1/audit?kind=x&from=y", nil).problems(); !slices.Equal(got, []string{"audit.kind_unknown /kind", "audit.time_invalid /from"}) {
		t.Error(got)
	}
}

// What was changed about a person is read in words, not in the keys it is kept by (I-05).
func TestChangesOfPeopleAreRead(t *testing.T) {
	o := bootOrganisation(t, "suggestion_intake")
	o.add("吴昊", "wuhao", junk{"roles": []string{"suggestions/cs_agent"}})
	read := func() any {
		return dig(o.admin.must(200, "GET", "/api/v1/audit?kind=people&limit=1", nil), "items", 0, "said", "text")
	}
	if got := read(); got != "姓名、登录账号、邮箱、添加角色「一线客服」" {
		t.Errorf("read %q", got)
	}
	o.admin.lang = "en"
	if got, _ := read().(string); !strings.HasPrefix(got, "name, login, mail address, given the role “") || strings.Contains(got, "cs_agent") {
		t.Errorf("read %q", got)
	}
}
