package main

import (
	"bytes"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"

	"huiyin/engine"
	"huiyin/engine/access"
	"huiyin/engine/query"
	"huiyin/runtime"
)

// right says who may pass a route. Everybody else is answered 403, or 404 where that would say that there is something:
// a field that is hidden, a record outside their rows. Strangers are always answered 401.
type right func(m *matrix, who access.Principal, r *engine.Record) bool

func anybody(*matrix, access.Principal, *engine.Record) bool { return true }

// member are those with a role in the app.
func member(_ *matrix, who access.Principal, _ *engine.Record) bool {
	return who.Admin || len(who.Roles) > 0
}

func admins(_ *matrix, who access.Principal, _ *engine.Record) bool { return who.Admin }

func granted(grant string) right {
	return func(m *matrix, who access.Principal, _ *engine.Record) bool {
		return m.app.Policy().Granted(who, grant)
	}
}

func general(action string) right {
	return func(m *matrix, who access.Principal, _ *engine.Record) bool {
		return m.app.Policy().Allow(access.Question{Who: who, Action: action, Form: "suggestion"}).Allowed
	}
}

func sees(field string) right {
	return func(m *matrix, who access.Principal, _ *engine.Record) bool {
		return m.app.Policy().Field(who, "suggestion", field, false) > access.Hidden
	}
}

// onRecord needs reading the record and the actions named besides. An open task lets its people read, fill in and talk.
func onRecord(actions ...string) right {
	return func(m *matrix, who access.Principal, r *engine.Record) bool {
		for _, action := range append([]string{"read"}, actions...) {
			if action != "delete" && slices.Contains(r.People.Working, who.ID) {
				continue
			}
			if !m.app.Policy().Allow(access.Question{Who: who, Action: action, Form: "suggestion", Record: r.Subject()}).Allowed {
				return false
			}
		}
		return true
	}
}

func both(a, b right) right {
	return func(m *matrix, who access.Principal, r *engine.Record) bool { return a(m, who, r) && b(m, who, r) }
}

func either(a, b right) right {
	return func(m *matrix, who access.Principal, r *engine.Record) bool { return a(m, who, r) || b(m, who, r) }
}

// row is a route with a request that changes nothing even where it is allowed.
type row struct {
	route string // "GET /tasks", as declared
	right right
	body  any
	hide  bool   // refused as 404
	scope string // that a token needs; "" = for people only
}

const (
	formRoute   = "/apps/:app/forms/:form"
	recordRoute = formRoute + "/records/:id"
)

type junk map[string]any

var matrixRows = []row{
	{route: "GET /session", right: anybody}, {route: "PATCH /session", right: anybody, body: junk{"nope": 1}},
	{route: "GET /tasks", scope: "read", right: anybody}, {route: "GET /tasks/count", scope: "read", right: anybody}, {route: "GET /mine", scope: "read", right: anybody},
	{route: "GET /events", scope: "read", right: anybody},
	{route: "GET /apps/:app/people", scope: "read", right: anybody}, {route: "GET /departments", scope: "read", right: anybody}, {route: "GET /search", scope: "read", right: anybody}, {route: "GET /catalog", right: anybody},
	{route: "GET /inbox", scope: "read", right: anybody}, {route: "GET /inbox/count", scope: "read", right: anybody}, {route: "POST /inbox/read-all", scope: "write", right: anybody},
	{route: "POST /inbox/:id/read", scope: "write", right: anybody}, {route: "POST /files", scope: "submit", right: anybody}, {route: "GET /files/:id", scope: "read", right: anybody},
	{route: "GET /messages", scope: "admin", right: granted("messages")}, {route: "POST /messages/:id/resend", scope: "admin", right: granted("messages")},
	{route: "GET /incidents", scope: "admin", right: granted("admin")}, {route: "POST /incidents/:id/:decision", scope: "admin", right: granted("admin")},
	{route: "GET " + formRoute + "/", scope: "read", right: general("create")},
	{route: "GET " + formRoute + "/schema", scope: "read", right: general("create")}, {route: "GET /openapi.json", scope: "any", right: anybody},
	{route: "GET " + formRoute + "/columns", scope: "read", right: general("read")},
	{route: "POST " + formRoute + "/views", scope: "write", right: general("read"), body: junk{"nope": 1}}, {route: "PUT " + formRoute + "/start", scope: "write", right: general("read"), body: junk{"nope": 1}},
	{route: "GET " + formRoute + "/views/:id", scope: "read", right: general("read")}, {route: "PUT " + formRoute + "/views/:id", scope: "write", right: general("read"), body: junk{"nope": 1}},
	{route: "DELETE " + formRoute + "/views/:id", scope: "write", right: general("read")},
	{route: "GET " + formRoute + "/options/:field", scope: "read", right: sees("quality_flag"), hide: true}, {route: "GET " + formRoute + "/similar", scope: "read", right: anybody},
	{route: "GET " + formRoute + "/records", scope: "read", right: general("read")},
	{route: "GET /apps/:app/boards/:board", right: member, hide: true}, {route: "POST /apps/:app/boards/:board/answers", right: member, hide: true, body: junk{"nope": 1}}, {route: "POST /apps/:app/widgets", right: member, hide: true, body: junk{"nope": 1}},
	{route: "POST " + formRoute + "/answers", right: general("read"), body: junk{"nope": 1}}, {route: "POST " + formRoute + "/answers/behind", right: general("read"), body: junk{"nope": 1}},
	{route: "GET " + formRoute + "/bin", scope: "read", right: both(general("read"), general("delete"))},
	{route: "POST " + formRoute + "/bin/:id/restore", scope: "write", right: both(general("read"), general("delete"))},
	{route: "DELETE " + formRoute + "/bin/:id", right: both(general("read"), general("delete"))},
	{route: "GET " + formRoute + "/export", scope: "read", right: both(general("read"), general("export"))},
	{route: "GET " + formRoute + "/external/:id", scope: "read", right: general("read")},
	{route: "PUT " + formRoute + "/external/:id", scope: "submit", right: either(general("create"), general("update")), body: junk{"nope": 1}},
	{route: "POST " + formRoute + "/records", scope: "submit", right: general("create"), body: junk{"data": junk{"nope": 1}}},
	{route: "GET " + recordRoute, scope: "read", right: onRecord()}, {route: "PATCH " + recordRoute, scope: "write", right: onRecord("update"), body: junk{"data": junk{"nope": 1}}},
	{route: "DELETE " + recordRoute, scope: "write", right: onRecord("delete")}, {route: "POST " + recordRoute + "/act", scope: "write", right: onRecord(), body: junk{"kind": "nope"}},
	{route: "POST " + recordRoute + "/follow", scope: "write", right: onRecord(), body: junk{"nope": 1}},
	{route: "POST " + recordRoute + "/heard", scope: "write", right: onRecord("comment"), body: junk{"comment": "nope"}},
	{route: "POST " + recordRoute + "/unmask", right: both(onRecord(), granted("unmask")), body: junk{"field": "nope", "reason": "why"}},
	{route: "GET " + recordRoute + "/timeline", scope: "read", right: onRecord()}, {route: "GET " + recordRoute + "/comments", scope: "read", right: onRecord()},
	{route: "POST " + recordRoute + "/comments", scope: "write", right: onRecord("comment"), body: junk{"text": " "}},
	{route: "GET " + recordRoute + "/messages", scope: "read", right: onRecord()}, {route: "GET " + recordRoute + "/asked", scope: "read", right: onRecord()},
	{route: "GET " + recordRoute + "/alike", scope: "read", right: onRecord()},
	{route: "GET /users/", right: admins}, {route: "POST /users/", right: admins, body: junk{"nope": 1}},
	{route: "GET /users/:id", right: admins}, {route: "PUT /users/:id", right: admins, body: junk{"nope": 1}},
	{route: "GET /users/:id/duties", right: admins}, {route: "POST /users/:id/deactivation", right: admins, body: junk{"nope": 1}},
	{route: "POST /users/:id/reactivation", right: admins}, {route: "POST /users/:id/invitation", right: admins},
	{route: "GET /users/:id/sessions", right: admins}, {route: "DELETE /users/:id/sessions", right: admins},
	{route: "GET /sessions", right: anybody}, {route: "DELETE /sessions", right: anybody}, {route: "DELETE /sessions/:id", right: anybody},
	{route: "GET /tokens", right: anybody}, {route: "POST /tokens", right: granted("tokens"), body: junk{"nope": 1}},
	{route: "GET /tokens/all", right: admins}, {route: "DELETE /tokens/:id", right: anybody},
	{route: "GET /roles", right: admins}, {route: "GET /apps/:app/roles", right: admins}, {route: "GET /apps/:app/explain", right: admins},
	{route: "GET /audit", scope: "admin", right: admins}, {route: "GET /system", scope: "admin", right: admins},
	{route: "GET /connectors", scope: "admin", right: granted("admin")},
	{route: "PUT /apps/:app/connectors/:key/address", right: granted("admin"), body: junk{"nope": 1}},
	{route: "POST /apps/:app/connectors/:key/test", right: granted("admin")},
	{route: "GET /deliveries", scope: "admin", right: granted("admin")},
	{route: "PUT /apps/:app/connectors/:key/secret", right: granted("admin"), body: junk{"nope": 1}},
	{route: "PUT /apps/:app/connectors/:key/off", right: granted("admin"), body: junk{"nope": 1}},
	{route: "GET " + recordRoute + "/readers", right: onRecord()},
	{route: "GET /organisation", right: admins}, {route: "POST /departments", right: admins, body: junk{"nope": 1}},
	{route: "PUT /departments/:id", right: admins, body: junk{"nope": 1}},
	{route: "POST /presets/:name/install", right: admins},
	{route: "GET /design/apps", right: anybody}, {route: "POST /design/apps", right: admins, body: junk{"nope": 1}}, {route: "GET /design/key", right: anybody},
	{route: "GET /apps/:app/changes", right: granted("design")}, {route: "GET /apps/:app/uses", right: granted("design")},
	{route: "GET /apps/:app/upgrades", right: granted("design")}, {route: "GET /apps/:app/upgrades/:name", right: granted("design")},
	{route: "POST /apps/:app/upgrades/:name", right: granted("design"), body: junk{"nope": 1}},
	{route: "POST /apps/:app/replace", right: granted("design"), body: junk{"nope": 1}}, {route: "POST /apps/:app/drafts/difference", right: granted("design"), body: junk{}},
	{route: "GET /apps/:app/export", right: granted("design")}, {route: "POST /apps/:app/import", right: granted("design"), body: junk{}},
	{route: "GET /apps/:app/releases/:number/changes", right: granted("design")}, {route: "GET /apps/:app/releases/:number/definitions/:kind/:key", right: granted("design")},
	{route: "GET /apps/:app/releases", right: granted("design")}, {route: "POST /apps/:app/releases/:number/restore", right: granted("publish"), body: junk{"nope": 1}},
	{route: "GET /apps/:app/bundle", right: granted("design")},
	{route: "GET /apps/:app/definitions", right: granted("design")}, {route: "GET /apps/:app/definitions/:kind/:key", right: granted("design")},
	{route: "GET /apps/:app/drafts", right: granted("design")}, {route: "PUT /apps/:app/drafts", right: granted("design"), body: junk{}},
	{route: "DELETE /apps/:app/drafts/:kind/:key", right: granted("design")}, {route: "DELETE /apps/:app/definitions/:kind/:key", right: granted("design")},
	{route: "GET /apps/:app/calendar/preview", right: granted("design")},
	{route: "GET /apps/:app/forms/:form/door", right: granted("design")},
	{route: "PUT /apps/:app/forms/:form/password", right: granted("publish"), body: junk{"nope": 1}},
	{route: "GET /apps/:app/preview/:form", right: granted("design")},
	{route: "POST /apps/:app/expression/preview", right: granted("design"), body: junk{"nope": 1}},
	{route: "POST /apps/:app/message/preview", right: granted("design"), body: junk{"nope": 1}},
	{route: "POST /apps/:app/access/preview", right: granted("design"), body: junk{"nope": 1}},
	{route: "POST /apps/:app/people/preview", right: granted("design"), body: junk{"nope": 1}},
	{route: "POST /apps/:app/process/:key/trial", right: granted("design"), body: junk{"nope": 1}},
	{route: "POST /apps/:app/rules/:key/try", right: granted("design"), body: junk{"nope": 1}},
	{route: "POST /apps/:app/migration/preview", right: granted("publish"), body: junk{"nope": 1}}, {route: "GET /apps/:app/migration", right: granted("publish")},
	{route: "POST /apps/:app/migration/retry", right: granted("publish"), body: junk{"nope": 1}},
	{route: "POST /apps/:app/check", right: granted("design")}, {route: "POST /apps/:app/publish", right: granted("publish"), body: junk{"nope": 1}},
}

// openRoutes are the routes that ask for no rights: other tests look at what they do.
var openRoutes = []string{"POST /session", "DELETE /session", "GET /setup", "POST /setup", "GET /demo", "GET /presets",
	"POST /hooks/:app/:key", "POST /session/forgotten", "POST /session/ticket", "PUT /session/ticket"}

type matrix struct {
	*rig
	app     *engine.App
	message string
}

// actor is somebody with one role and a record of their own.
type actor struct {
	*browser
	user runtime.User
	own  string
	// loose is a file nobody has attached, kept one in the own record, view a saved view.
	loose, kept, view string
}

func matrixRecord(title string) junk {
	return junk{"data": junk{"title": title, "description": "希望导出时可以选择需要的字段", "suggestion_type": "optimize", "module": "report",
		"channel": "hotline", "urgency": "low", "importance": "low", "customer_name": "李四", "want_reply": false}}
}

func (m *matrix) actor(role string, admin bool) actor {
	m.t.Helper()
	u := runtime.User{ID: "u_" + role, Login: role, Name: role, Active: true, Admin: admin, Roles: []string{"suggestions/cs_lead"}}
	a := actor{browser: m.person(u), user: u}
	a.own, _ = dig(a.must(201, "POST", "/api/v1/apps/suggestions/forms/suggestion/records", matrixRecord("这是"+role+"的建议")), "id").(string)
	a.loose, a.kept = a.upload("/api/v1/files", ""), a.upload("/api/v1/files", "")
	a.must(201, "POST", suggestions+"/"+a.own+"/comments", junk{"text": "附件在这里", "files": []string{a.kept}})
	a.view, _ = dig(a.must(201, "POST", app+"/forms/suggestion/views", junk{"title": "我的", "columns": []junk{{"field": "title"}}}), "key").(string)
	stored, err := m.s.People.User(m.t.Context(), u.ID)
	if err != nil {
		m.t.Fatal(err)
	}
	a.user = *stored
	if a.user.Roles = []string{"suggestions/" + role}; role == "nobody" {
		a.user.Roles = []string{}
	}
	if err := m.s.People.Save(m.t.Context(), &a.user); err != nil {
		m.t.Fatal(err)
	}
	return a
}

func (m *matrix) record(id string) *engine.Record {
	f, _ := m.app.Form("suggestion")
	r, err := m.s.Submitter.Load(m.t.Context(), m.app, f, id)
	if err != nil {
		m.t.Fatal(err)
	}
	return r
}

// routes lists what the server declares below /api/v1, as "METHOD /path". The web framework is known to httpapi only.
func (m *matrix) routes() []string {
	var out []string
	list := reflect.ValueOf(m.s.web).MethodByName("GetRoutes").Call([]reflect.Value{reflect.ValueOf(true)})[0]
	for i := range list.Len() {
		method, path := list.Index(i).FieldByName("Method").String(), list.Index(i).FieldByName("Path").String()
		path, inside := strings.CutPrefix(path, "/api/v1")
		if inside && method != "HEAD" && !strings.HasPrefix(path, "/public/") {
			out = append(out, method+" "+path)
		}
	}
	return out
}

func (m *matrix) path(route, id string) (method, path string) {
	method, path, _ = strings.Cut(route, " ")
	return method, "/api/v1" + strings.NewReplacer(":app", "suggestions", ":form", "suggestion", "records/:id", "records/"+id,
		"messages/:id", "messages/"+m.message, "incidents/:id/:decision", "incidents/suggestions~suggestion~"+id+":1/skip", ":id", "nope",
		":field", "quality_flag", ":kind", "form", ":board", "board_overview", ":key", "nope", ":name", "nope", ":number", "9999").Replace(path)
}

// Every role meets every route, on a record of its own and on somebody else's: what passes is what its definition says,
// and nothing else (E-02, I-04).
func TestEveryRoleOnEveryRoute(t *testing.T) {
	m := &matrix{rig: boot(t, "suggestion_sop_full")}
	m.app, _ = m.s.Apps.Get("suggestions")
	m.coverage()
	actors := []actor{m.actor("nobody", false), m.actor("root", true)}
	for _, d := range m.app.Definitions("role") {
		actors = append(actors, m.actor(d.Key, false))
	}
	m.tick()
	list, _, _, err := m.s.Messages.Find(t.Context(), query.Query{Limit: 1})
	if err != nil || len(list) == 0 {
		t.Fatalf("no message was logged: %v", err)
	}
	m.message = list[0].ID
	requests := 0
	for i, a := range actors {
		who := m.s.People.Principal(t.Context(), &a.user, "suggestions")
		for _, row := range matrixRows {
			for _, id := range []string{a.own, actors[(i+1)%len(actors)].own} {
				requests++
				m.meets(a, who, row, id)
				if !row.onRecord() {
					break
				}
			}
		}
	}
	m.counts(actors)
	m.belongings(actors)
	for _, row := range matrixRows {
		method, path := m.path(row.route, actors[0].own)
		if got := m.stranger().send(method, path, row.body); got.status != 401 {
			t.Errorf("stranger: %s: %d %s", row.route, got.status, got.body)
		}
		if method == "GET" {
			continue
		}
		// A page of somebody else has the cookie of whoever is signed in, but not the token of their session.
		forged := *actors[0].browser
		forged.csrf = "x"
		if got := forged.send(method, path, row.body); got.status != 403 || got.problems()[0] != "session.csrf" {
			t.Errorf("with a wrong token: %s: %d %s", row.route, got.status, got.body)
		}
	}
	t.Logf("%d roles, %d routes, %d requests", len(actors), len(matrixRows), requests)
}

// belongings checks that what is somebody's own, a file or a view, is nobody else's: a file in a record is read by whoever
// reads the record.
func (m *matrix) belongings(actors []actor) {
	for _, a := range actors {
		who := m.s.People.Principal(m.t.Context(), &a.user, "suggestions")
		for _, b := range actors {
			own := a.user.ID == b.user.ID
			may := map[string]bool{"/api/v1/files/" + b.loose: own, "/api/v1/files/" + b.kept: own || onRecord()(m, who, m.record(b.own)),
				app + "/forms/suggestion/views/" + b.view: own && general("read")(m, who, nil)}
			for path, want := range may {
				if got := a.send("GET", path, nil); (got.status == 200) != want || got.status >= 500 {
					m.t.Errorf("%s: %s of %s: %d, not %v", a.user.ID, path, b.user.ID, got.status, want)
				}
			}
			if got := a.send("DELETE", app+"/forms/suggestion/views/"+b.view, nil, "If-Match", `"9"`); !own && got.status != 404 && got.status != 403 {
				m.t.Errorf("%s deletes a view of %s: %d", a.user.ID, b.user.ID, got.status)
			}
		}
	}
}

// counts sees to it that no number tells of records that its reader may not read: of a list, of a search in it, of a file.
func (m *matrix) counts(actors []actor) {
	some := false
	for _, a := range actors {
		who := m.s.People.Principal(m.t.Context(), &a.user, "suggestions")
		all, mine := 0, 0
		for _, b := range actors {
			if onRecord()(m, who, m.record(b.own)) {
				all++
				if b.user.ID == a.user.ID {
					mine++
				}
			}
		}
		some = some || all > 0 && all < len(actors)
		if !general("read")(m, who, nil) {
			continue
		}
		word := "&q=" + url.QueryEscape("这是"+strings.TrimPrefix(a.user.ID, "u_")+"的建议")
		for query, want := range map[string]int{"": all, word: mine} {
			list := a.must(200, "GET", suggestions+"?count=1&limit=1"+query, nil)
			if list["count"] != float64(want) {
				m.t.Errorf("%s: %v records counted with %q, %d may be read", a.user.ID, list["count"], query, want)
			}
			if !general("export")(m, who, nil) {
				continue
			}
			if file := a.send("GET", exportPath+"?columns=title"+query, nil); file.status != 200 || len(file.rows(m.t)) != want+1 {
				m.t.Errorf("%s: %d records in a file with %q, %d may be read: %d", a.user.ID, len(file.rows(m.t))-1, query, want, file.status)
			}
		}
	}
	if !some {
		m.t.Error("nobody sees a part of the records: this proves nothing")
	}
}

// coverage fails for a route that nobody has thought about.
func (m *matrix) coverage() {
	known, routes := slices.Clone(openRoutes), m.routes()
	for _, row := range matrixRows {
		known = append(known, row.route)
	}
	for _, route := range routes {
		if !slices.Contains(known, route) {
			m.t.Errorf("route %s has no row in the matrix of rights", route)
		}
	}
	for _, route := range known {
		if !slices.Contains(routes, route) {
			m.t.Errorf("the matrix names %s, which is no route", route)
		}
	}
}

// refusal is the status that somebody is refused with, 0 when they may pass.
func (m *matrix) refusal(who access.Principal, row row, r *engine.Record) int {
	switch {
	case row.right(m, who, r):
		return 0
	case row.hide, row.onRecord() && general("read")(m, who, r) && !onRecord()(m, who, r):
		return 404
	}
	return 403
}

func (r row) onRecord() bool { return strings.Contains(r.route, recordRoute) }

func (m *matrix) meets(a actor, who access.Principal, row row, id string) {
	ask := func(id string) answer {
		method, path := m.path(row.route, id)
		return a.send(method, path, row.body, "If-Match", `"99999"`, "Idempotency-Key", "matrix")
	}
	got, want := ask(id), m.refusal(who, row, m.record(id))
	whose := "other"
	if id == a.own {
		whose = "own"
	}
	refused := got.status == 401 || got.status == 403 || (row.hide || row.onRecord()) && got.status == 404
	if got.status >= 500 || refused != (want != 0) || want != 0 && got.status != want {
		m.t.Errorf("%s: %s (%s): %d instead of %d: %s", a.user.ID, row.route, whose, got.status, want, got.body)
	}
	if refused && row.onRecord() {
		if nothing := ask("nope"); id != a.own && !bytes.Equal(nothing.body, got.body) && !onRecord()(m, who, m.record(id)) {
			m.t.Errorf("%s: %s tells a record that is there from one that is not: %s, %s", a.user.ID, row.route, got.body, nothing.body)
		}
	}
}
