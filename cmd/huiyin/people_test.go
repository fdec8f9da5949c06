package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"huiyin/engine/query"
	"huiyin/runtime"
)

const usersPath = "/api/v1/users/"

// organisation is an installation with an administrator.
type organisation struct {
	*rig
	admin *browser
}

func bootOrganisation(t *testing.T, packages ...string) organisation {
	r := boot(t, packages...)
	return organisation{r, r.person(runtime.User{ID: "u_admin", Login: "admin", Name: "陈管理", Email: "admin@example.com", Admin: true})}
}

// add makes a user as the console does and returns what the server says about them.
func (o organisation) add(name, login string, more junk) map[string]any {
	o.t.Helper()
	body := junk{"name": name, "login": login, "email": login + "@example.com"}
	for k, v := range more {
		body[k] = v
	}
	return o.admin.must(201, "POST", usersPath, body)
}

// joined has a user who was added choose a password, so that rules give them work.
func (o organisation) joined(added map[string]any) map[string]any {
	o.t.Helper()
	u, err := o.s.People.User(o.t.Context(), id(added))
	if err != nil {
		o.t.Fatal(err)
	}
	changed := *u
	changed.Password = noPassword
	if err := o.s.People.Save(o.t.Context(), &changed); err != nil {
		o.t.Fatal(err)
	}
	return added
}

func id(of map[string]any) string { s, _ := of["id"].(string); return s }

func rev(of map[string]any) string { return fmt.Sprintf(`"%v"`, of["rev"]) }

// profile is what can be sent back about a user.
func profile(of map[string]any, change junk) junk {
	out := junk{}
	for _, k := range []string{"name", "login", "email", "language", "department", "roles", "admin", "away"} {
		out[k] = of[k]
	}
	for k, v := range change {
		out[k] = v
	}
	return out
}

func (o organisation) names(query string) []string {
	o.t.Helper()
	out := []string{}
	items, _ := o.admin.must(200, "GET", usersPath+"?"+query, nil)["items"].([]any)
	for _, u := range items {
		out = append(out, dig(u, "name").(string))
	}
	return out
}

// noted lists what the audit log says about a kind of act.
func (o organisation) noted(kind string) []runtime.AuditEntry {
	o.t.Helper()
	found, _, err := o.s.API.Audit.Find(o.t.Context(), query.Query{
		Where: query.Condition{Field: "type", Op: "eq", Value: kind}, Sort: []query.Sort{{Field: "_id"}}, Limit: 50})
	if err != nil {
		o.t.Fatal(err)
	}
	return found
}

// Users are added, found by name, pinyin, login, role, department and state, and changed (E-01, E-02).
func TestUsersAreAdministered(t *testing.T) {
	o := bootOrganisation(t, "suggestion_intake")
	top := o.admin.must(201, "POST", "/api/v1/departments", junk{"name": "产品部"})
	team := o.admin.must(201, "POST", "/api/v1/departments", junk{"name": "报表组", "parent": id(top)})
	wang := o.add("王小明", "xm", junk{"roles": []string{"suggestions/triager"}, "department": id(team), "language": "en"})
	if wang["state"] != "invited" || wang["departmentName"] != "报表组" {
		t.Errorf("a new user: %v", wang)
	}
	for _, c := range []struct{ query, want string }{
		{"q=wangxm", "王小明"}, {"q=小明", "王小明"}, {"q=XM@", "王小明"}, {"q=chen", "陈管理"}, {"q=nobody", ""},
		{"role=suggestions/triager", "王小明"}, {"role=admin", "陈管理"}, {"department=" + id(top), "王小明"},
		{"state=invited", "王小明"}, {"state=active", "陈管理"}, {"state=inactive", ""},
	} {
		if got := o.names(c.query); strings.Join(got, ",") != c.want {
			t.Errorf("%s found %v", c.query, got)
		}
	}
	bad := junk{"name": " ", "login": "a b", "email": "nowhere", "language": "xx", "department": "nope", "roles": []string{"suggestions/king"},
		"away": junk{"substitute": id(wang), "from": "2026-03-05T00:00:00Z", "to": "2026-03-04T00:00:00Z"}}
	refused := o.admin.send("PUT", usersPath+id(wang), bad, "If-Match", rev(wang))
	want := []string{"user.name_required /name", "user.login_required /login", "user.email_invalid /email", "user.role_unknown /roles",
		"department.unknown /department", "user.language_unknown /language", "user.substitute_self /away/substitute", "user.away_order /away/to"}
	if refused.status != 422 || !slices.Equal(refused.problems(), want) {
		t.Errorf("%d %v", refused.status, refused.problems())
	}
	if got := o.admin.send("POST", usersPath, profile(wang, junk{"name": "另一位"})).problems(); !slices.Equal(got, []string{"user.login_taken /login"}) {
		t.Error(got)
	}
	for login, ok := range map[string]bool{"ad\u200bmin": false, "\u0430dmin": false, "ａｄｍｉｎ": false, "o\u202enimda": false, "иван": true, "王芳": true} {
		got := o.admin.send("POST", usersPath, junk{"name": strings.Repeat("长", 101), "login": login}).problems()
		if want := []string{"user.name_long /name", "user.login_confusable /login"}; !ok && !slices.Equal(got, want) || ok && !slices.Equal(got, want[:1]) {
			t.Errorf("login %q: %v", login, got)
		}
	}
	for name, want := range map[string]string{"\u200b": "user.name_required /name", "\ufeff \u00ad": "user.name_required /name", "王\x00芳": "user.name_unseen /name",
		"王\u202e芳": "user.name_unseen /name", "👩\u200d💻 Ada": "user.login_required /login"} {
		if got := o.admin.send("POST", usersPath, junk{"name": name, "login": ""}).problems(); !slices.Contains(got, want) || strings.HasPrefix(want, "user.login") && len(got) != 1 {
			t.Errorf("name %q: %v", name, got)
		}
	}
	next := o.admin.must(200, "PUT", usersPath+id(wang), profile(wang, junk{"email": "new@example.com"}), "If-Match", rev(wang))
	if stale := o.admin.send("PUT", usersPath+id(wang), profile(wang, nil), "If-Match", rev(wang)); stale.status != 409 {
		t.Errorf("a stale change: %d", stale.status)
	}
	if got := o.admin.send("PUT", usersPath+id(wang), profile(next, nil)).status; got != 428 {
		t.Errorf("without a revision: %d", got)
	}
	self := o.admin.must(200, "GET", usersPath+"u_admin", nil)
	got := o.admin.send("PUT", usersPath+"u_admin", profile(self, junk{"admin": false}), "If-Match", rev(self)).problems()
	if !slices.Equal(got, []string{"user.own_admin /admin"}) {
		t.Error(got)
	}
	if e := o.noted("user_added"); len(e) != 1 || e[0].By != "u_admin" || e[0].User != id(wang) || !strings.Contains(e[0].Text, "+suggestions/triager") {
		t.Errorf("audit: %+v", e)
	}
}

// A lost answer does not add somebody twice.
func TestAddingAUserTwiceAddsOne(t *testing.T) {
	o := bootOrganisation(t)
	body := junk{"name": "王芳", "login": "fang"}
	first := o.admin.must(201, "POST", usersPath, body, "Idempotency-Key", "once")
	again := o.admin.must(201, "POST", usersPath, body, "Idempotency-Key", "once")
	if got := o.admin.send("POST", usersPath, body, "Idempotency-Key", strings.Repeat("k", 129)); got.status != 422 || !slices.Equal(got.problems(), []string{"request.key_long"}) {
		t.Errorf("a key that is too long: %d %v", got.status, got.problems())
	}
	if id(first) != id(again) || len(o.names("q=王芳")) != 1 {
		t.Errorf("%s, %s", id(first), id(again))
	}
}

// Changed roles hold for the next request of somebody who is signed in (E-02).
func TestChangedRolesTakeEffectAtOnce(t *testing.T) {
	o := bootOrganisation(t, "suggestion_intake")
	u := o.add("王芳", "fang", nil)
	fang, list := o.signIn(id(u)), "/api/v1/apps/suggestions/forms/suggestion/records"
	fang.must(403, "GET", list, nil)
	u = o.admin.must(200, "PUT", usersPath+id(u), profile(u, junk{"roles": []string{"suggestions/cs_lead"}}), "If-Match", rev(u))
	fang.must(200, "GET", list, nil)
	u = o.admin.must(200, "PUT", usersPath+id(u), profile(u, junk{"roles": []string{}}), "If-Match", rev(u))
	fang.must(403, "GET", list, nil)
	o.admin.must(200, "PUT", usersPath+id(u), profile(u, junk{"admin": true}), "If-Match", rev(u))
	fang.must(200, "GET", usersPath, nil)
	for _, want := range []string{"fang +suggestions/cs_lead", "fang -suggestions/cs_lead", "fang +admin"} {
		if e := o.noted("roles_changed"); len(e) != 3 || !slices.ContainsFunc(e, func(e runtime.AuditEntry) bool { return e.Text == want }) {
			t.Errorf("audit: %s is not among %+v", want, e)
		}
	}
}

// Two administrators who put two departments below each other at the same moment do not both get their way, and of one
// name there is one.
func TestDepartmentsStayATreeAtOnce(t *testing.T) {
	o := bootOrganisation(t)
	const path = "/api/v1/departments"
	add := func(name string) map[string]any { return o.admin.must(201, "POST", path, junk{"name": name}) }
	for i := range 10 {
		a, b := add(fmt.Sprintf("甲%d", i)), add(fmt.Sprintf("乙%d", i))
		put := func(one, below map[string]any) func() answer {
			return func() answer {
				return o.admin.send("PUT", path+"/"+id(one), junk{"name": one["name"], "parent": id(below)}, "If-Match", rev(one))
			}
		}
		if got := crowd([]func() answer{put(a, b), put(b, a)}); got["200"] > 1 || got["200"]+got["department.below_itself /parent"] != 2 {
			t.Fatalf("%v", got)
		}
		same := make([]func() answer, 4)
		for k := range same {
			same[k] = func() answer { return o.admin.send("POST", path, junk{"name": fmt.Sprintf("同名%d", i)}) }
		}
		if got := crowd(same); got["201"] != 1 || got["department.name_taken /name"] != 3 {
			t.Fatalf("%v", got)
		}
	}
}

func TestDepartmentsMakeATree(t *testing.T) {
	o := bootOrganisation(t)
	const path = "/api/v1/departments"
	top := o.admin.must(201, "POST", path, junk{"name": "客户部"})
	team := o.admin.must(201, "POST", path, junk{"name": "一组", "parent": id(top)})
	o.add("王芳", "fang", junk{"department": id(team)})
	for _, c := range []struct {
		body junk
		want string
	}{
		{junk{"name": "客户部", "parent": id(team)}, "department.below_itself /parent"},
		{junk{"name": ""}, "department.name_required /name"},
		{junk{"name": "\u200b\u00ad "}, "department.name_required /name"},
		{junk{"name": strings.Repeat("部", 101)}, "department.name_long /name"},
		{junk{"name": "客户\u202e部"}, "department.name_unseen /name"},
		{junk{"name": "客户部", "head": "nobody"}, "department.head_unknown /head"},
	} {
		if got := o.admin.send("PUT", path+"/"+id(top), c.body, "If-Match", rev(top)).problems(); !slices.Equal(got, []string{c.want}) {
			t.Errorf("%v: %v", c.body, got)
		}
	}
	next := o.admin.must(200, "PUT", path+"/"+id(top), junk{"name": "客户中心", "head": "u_admin"}, "If-Match", rev(top))
	if dig(next, "head", "name") != "陈管理" {
		t.Error(next)
	}
	if stale := o.admin.send("PUT", path+"/"+id(top), junk{"name": "又改"}, "If-Match", rev(top)); stale.status != 409 {
		t.Errorf("a stale change: %d", stale.status)
	}
	tree := o.admin.must(200, "GET", "/api/v1/organisation", nil)
	for i := range 2 {
		d := dig(tree, "departments", i)
		if dig(d, "id") == id(top) && (dig(d, "own") != 0.0 || dig(d, "total") != 1.0) || dig(d, "id") == id(team) && dig(d, "own") != 1.0 {
			t.Errorf("counts: %v", d)
		}
	}
	if tree["without"] != 1.0 {
		t.Errorf("people without a department: %v", tree["without"])
	}
}
