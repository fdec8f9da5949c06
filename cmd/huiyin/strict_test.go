package main

import (
	"bufio"
	"bytes"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"huiyin/runtime"
)

// raw sends a body as it is; head is pairs of header names and values.
func (b *browser) raw(method, path, body string, head ...string) answer {
	b.t.Helper()
	req, err := http.NewRequest(method, b.url+path, bytes.NewReader([]byte(body)))
	if err != nil {
		b.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("X-CSRF-Token", b.csrf)
	if b.cookie != "" {
		req.Header.Set("Cookie", b.cookie)
	}
	for i := 0; i+1 < len(head); i += 2 {
		req.Header.Set(head[i], head[i+1])
	}
	res, err := wire.Do(req)
	if err != nil {
		b.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	content, err := io.ReadAll(res.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return answer{status: res.StatusCode, body: content}
}

// A key that is written twice hides what was meant: it is refused wherever JSON comes in, with the place.
func TestNoKeyIsWrittenTwice(t *testing.T) {
	r := boot(t, "suggestion_intake")
	admin := r.person(runtime.User{ID: "u_admin", Login: "admin", Name: "管", Admin: true, Roles: []string{"suggestions/cs_agent"}})
	for _, c := range []struct {
		method, path, body, want string
	}{
		{"POST", suggestions, `{"data":{"title":"甲","title":"乙"}}`, "json.duplicate_key /data/title"},
		{"POST", suggestions, `{"data":{"attachments":[{"id":"a","id":"b"}]}}`, "json.duplicate_key /data/attachments/0/id"},
		{"POST", suggestions, `{"data":{},"Data":{"title":"乙"}}`, "json.duplicate_key /data"},
		{"PATCH", "/api/v1/session", `{"language":"zh","language":"en"}`, "json.duplicate_key /language"},
		{"POST", publicForm, `{"token":"x","data":{"title":"甲","title":"乙"}}`, "json.duplicate_key /data/title"},
		{"PUT", app + "/drafts", `{"kind":"list","key":"a","kind":"list","schemaVersion":1,"title":"a","spec":{"entries":[]}}`, "json.duplicate_key /kind"},
		{"PUT", app + "/drafts", `{"kind":"form","key":"a","schemaVersion":1,"title":"a","spec":{"fields":[{"key":"a","key":"b"}]}}`, "json.duplicate_key /spec/fields/0/key"},
		{"GET", suggestions + "?filter=" + url.QueryEscape(`{"field":"title","op":"eq","value":"a","value":"b"}`), ``, "json.duplicate_key /filter/value"},
	} {
		if got := admin.raw(c.method, c.path, c.body); got.status != 400 || !slices.Contains(got.problems(), c.want) {
			t.Errorf("%s %s %s: %d %s", c.method, c.path, c.body, got.status, got.body)
		}
	}
}

// A body that is no object says nothing; taken for an empty one it would change what nobody meant to change.
func TestABodyIsAnObject(t *testing.T) {
	r := boot(t, "suggestion_intake")
	admin := r.person(runtime.User{ID: "u_admin", Login: "admin", Name: "管", Admin: true, Roles: []string{"suggestions/cs_agent"}})
	made := admin.must(201, "POST", suggestions, matrixRecord("一条建议"))
	record := suggestions + "/" + made["id"].(string)
	for _, route := range []string{"POST " + suggestions, "POST " + record + "/comments", "POST " + record + "/follow", "POST " + record + "/act",
		"PATCH /api/v1/session", "POST /api/v1/session", "POST /api/v1/setup", "POST /api/v1/users", "POST " + publicForm, "POST " + app + "/publish"} {
		method, path, _ := strings.Cut(route, " ")
		for _, body := range []string{`null`, ` null `, `[]`, `"a"`, `1`, `true`} {
			if got := admin.raw(method, path, body); got.status != 400 || !slices.Equal(got.problems(), []string{"request.malformed"}) {
				t.Errorf("%s %s: %d %s", route, body, got.status, got.body)
			}
		}
	}
	if got := admin.raw("POST", record+"/comments", `{"text":"甲","visibility":"everybody"}`); got.status != 422 || !slices.Equal(got.problems(), []string{"comment.visibility_unknown /visibility"}) {
		t.Errorf("a comment for nobody known: %d %s", got.status, got.body)
	}
	admin.must(201, "POST", record+"/comments", map[string]any{"text": "乙"})
	if said := admin.send("GET", record+"/comments", nil); strings.Contains(string(said.body), "甲") {
		t.Errorf("the refused comment is stored: %s", said.body)
	}
}

// What changes something is JSON, which no form of another site can send unasked, and nobody is signed in from there.
func TestOtherSitesAreKeptOut(t *testing.T) {
	r := boot(t, "suggestion_intake")
	admin := r.person(runtime.User{ID: "u_admin", Login: "admin", Name: "管", Admin: true, Roles: []string{"suggestions/cs_agent"},
		Password: runtime.HashPassword("a good password")})
	for _, kind := range []string{"text/plain", "application/x-www-form-urlencoded", "application/jsonp", ""} {
		for _, route := range []string{"POST /api/v1/session", "POST " + suggestions, "PUT " + app + "/drafts", "POST " + publicForm} {
			method, path, _ := strings.Cut(route, " ")
			if got := admin.raw(method, path, `{}`, "Content-Type", kind); got.status != 415 || !slices.Equal(got.problems(), []string{"request.json_only"}) {
				t.Errorf("%s as %q: %d %s", route, kind, got.status, got.body)
			}
		}
	}
	const login = `{"login":"admin","password":"a good password"}`
	home := []string{"Origin", r.url, "Content-Type", "application/json; charset=utf-8"}
	proxied := []string{"Origin", "https://reached.example", "Sec-Fetch-Site", "same-origin"}
	for _, head := range [][]string{nil, home, proxied, {"Origin", r.s.Config.URL}} {
		if got := r.stranger().raw("POST", "/api/v1/session", login, head...); got.status != 200 {
			t.Errorf("signing in with %v: %d %s", head, got.status, got.body)
		}
	}
	for _, origin := range []string{"https://elsewhere.example", "null", "http://" + strings.TrimPrefix(r.url, "http://") + ".example"} {
		for _, route := range []string{"POST /api/v1/session", "POST /api/v1/setup", "PUT /api/v1/session/ticket"} {
			method, path, _ := strings.Cut(route, " ")
			if got := r.stranger().raw(method, path, login, "Origin", origin); got.status != 403 || !slices.Equal(got.problems(), []string{"session.foreign_origin"}) {
				t.Errorf("%s from %s: %d %s", route, origin, got.status, got.body)
			}
		}
	}
}

// What is not there is not there for strangers either: below /public nobody is asked to sign in.
func TestUnknownPublicAddressIsNotFound(t *testing.T) {
	r := boot(t)
	for _, path := range []string{"/api/v1/public", "/api/v1/public/", "/api/v1/public/nope", "/api/v1/public/forms/nope", "/api/v1/public/track/a/b/c"} {
		if got := r.stranger().send("GET", path, nil); got.status != 404 || !slices.Equal(got.problems(), []string{"request.not_found"}) {
			t.Errorf("%s: %d %s", path, got.status, got.body)
		}
	}
}

// A list that is asked for by a size that is none, or by something it does not know, says so: it does not answer with
// what was not asked for.
func TestAListRefusesWhatItDoesNotUnderstand(t *testing.T) {
	r := boot(t, "suggestion_sop_full")
	boss := r.person(runtime.User{ID: "u_boss", Login: "boss", Name: "冯管理", Admin: true, Roles: []string{"suggestions/biz_admin"}})
	for path, want := range map[string]string{
		suggestions + "?limit=0":           "request.limit /limit",
		suggestions + "?limit=201":         "request.limit /limit",
		suggestions + "?limit=abc":         "request.limit /limit",
		suggestions + "?limit=-1":          "request.limit /limit",
		suggestions + "?limit=":            "request.limit /limit",
		suggestions + "?limit=5&limit=500": "request.limit /limit",
		suggestions + "?fliter=x":          "request.parameter_unknown /fliter",
		suggestions + "?a~b/c=1":           "request.parameter_unknown /a~0b~1c",
		"/api/v1/search?query=x":           "request.parameter_unknown /query",
		"/api/v1/tasks?limit=1e2":          "request.limit /limit",
		"/api/v1/audit?who=boss":           "request.parameter_unknown /who",
		"/api/v1/users?limit=0":            "request.limit /limit",
	} {
		got := boss.send("GET", path, nil)
		if got.status != 400 || !slices.Equal(got.problems(), []string{want}) {
			t.Errorf("%s: %d %s", path, got.status, got.body)
		}
	}
	for _, path := range []string{suggestions + "?limit=200&count=1&q=&lang=en", suggestions + "?limit=1", "/api/v1/tasks?state=open", "/api/v1/users?limit=1"} {
		boss.must(200, "GET", path, nil)
	}
}

// What is wrong with a list is said of the part of the address that asked for it.
func TestListProblemsPointToWhatWasAsked(t *testing.T) {
	r := boot(t, "suggestion_intake")
	admin := r.person(runtime.User{ID: "u_admin", Login: "admin", Name: "管", Admin: true})
	var columns struct{ Views []struct{ Key string } }
	if err := admin.send("GET", app+"/forms/suggestion/columns", nil).into(&columns); err != nil || len(columns.Views) == 0 {
		t.Fatalf("no views: %v", err)
	}
	for query, want := range map[string]string{
		"view=nope":     "list.view_unknown /view",
		"sort=title:up": "list.sort_malformed /sort",
		"sort=:desc":    "list.sort_malformed /sort",
		"filter=" + url.QueryEscape(`{"expr":"1 == 1"}`):                                                                                   "condition.expr.forbidden /filter/expr",
		"filter=" + url.QueryEscape(`{"all":[{"field":"title","op":"eq","value":"a"},{"expr":"true"}]}`):                                   "condition.expr.forbidden /filter/all/1/expr",
		"filter=" + url.QueryEscape(`{"field":"nope","op":"eq","value":"a"}`):                                                              "condition.field.unknown /filter/field",
		"view=" + columns.Views[0].Key + "&filter=" + url.QueryEscape(`{"not":{"field":"nope","op":"eq","value":"a"}}`):                    "condition.field.unknown /filter/not/field",
		"filter=" + url.QueryEscape(`{"any":[{"field":"title","op":"notEmpty"},{"field":"contact_phone","op":"contains","value":"138"}]}`): "list.field_hidden /filter/any/1",
		"filter=" + url.QueryEscape(`{"all":`):                                                                                             "json.invalid /filter",
		"sort=customer.annual_value:desc":                                                                                                  "list.field_distant /sort",
		"sort=nope:desc":                                                                                                                   "view.field_unknown /sort",
		"after=nope":                                                                                                                       "query.cursor.invalid /after",
	} {
		got := admin.send("GET", suggestions+"?"+query, nil)
		if got.status != 422 && got.status != 400 || !slices.Contains(got.problems(), want) {
			t.Errorf("%s: %d %s", query, got.status, got.body)
		}
	}
	for _, v := range columns.Views {
		admin.must(200, "GET", suggestions+"?view="+v.Key, nil)
	}
	// Two who open the form in the same second are two.
	if one, two := r.token(), r.token(); one == two {
		t.Errorf("both are given %q", one)
	}
	// A filter that no store can answer is refused where it is written.
	def := admin.must(200, "GET", app+"/definitions/view/"+columns.Views[0].Key, nil)
	def["spec"].(map[string]any)["filter"] = map[string]any{"expr": "true"}
	admin.must(200, "PUT", app+"/drafts", def)
	checked := admin.must(200, "POST", app+"/check", nil)
	if dig(checked, "ok") != false || dig(checked, "problems", 0, "code") != "condition.expr.forbidden" ||
		dig(checked, "problems", 0, "pointer") != "/view/"+columns.Views[0].Key+"/spec/filter/expr" {
		t.Errorf("check: %v", checked)
	}
}

// A setup that is refused leaves nothing behind, and says everything that is wrong at once.
func TestRefusedSetupMakesNothing(t *testing.T) {
	r := boot(t)
	b := r.stranger()
	good := map[string]any{"name": "管", "login": "admin", "password": "a good password"}
	with := func(more map[string]any) map[string]any {
		out := map[string]any{}
		for _, m := range []map[string]any{good, more} {
			for k, v := range m {
				out[k] = v
			}
		}
		return out
	}
	got := b.send("POST", "/api/v1/setup", with(map[string]any{"preset": "nope", "password": "short", "name": " ", "email": "x"}))
	for _, want := range []string{"preset.unknown /preset", "user.password_short /password", "user.name_required /name", "user.email_invalid /email"} {
		if !slices.Contains(got.problems(), want) {
			t.Errorf("%s is missing: %d %s", want, got.status, got.body)
		}
	}
	if got := b.send("POST", "/api/v1/setup", with(map[string]any{"preset": "nope"})); got.status != 404 || !slices.Equal(got.problems(), []string{"preset.unknown /preset"}) {
		t.Errorf("unknown preset: %d %s", got.status, got.body)
	}
	if got := b.send("POST", "/api/v1/setup", with(map[string]any{"password": "Admin@2026"})); got.status != 422 || !slices.Equal(got.problems(), []string{"user.password_of_login /password"}) {
		t.Errorf("a password that is tried first: %d %s", got.status, got.body)
	}
	if users, err := r.s.People.Users(t.Context()); err != nil || len(users) != 0 {
		t.Fatalf("a refused setup made %d users: %v", len(users), err)
	}
	if got := b.must(200, "GET", "/api/v1/setup", nil); got["needed"] != true {
		t.Error("the setup is over")
	}
	// A package that was installed from the command line already is no reason to refuse.
	install(t, r.s, "suggestion_intake")
	made := b.must(201, "POST", "/api/v1/setup", with(map[string]any{"preset": "suggestion_intake"}))
	if dig(made, "apps", 0, "key") != "suggestions" || dig(made, "apps", 0, "release") != 1.0 {
		t.Errorf("after the setup: %v", made)
	}
}

// A body that is too long is refused before it is read: by what it says of its length, or as soon as it is too long. Who
// still sends it gets to read the answer.
func TestOversizedIsRefusedEarly(t *testing.T) {
	r := boot(t, "suggestion_intake")
	admin := r.person(runtime.User{ID: "u_admin", Login: "admin", Name: "管", Admin: true, Roles: []string{"suggestions/cs_agent"}})
	long := `{"token":"` + strings.Repeat("x", 2<<20) + `"}`
	tooLong := func(what string, got answer) {
		t.Helper()
		if got.status != 413 || !slices.Equal(got.problems(), []string{"request.too_large"}) {
			t.Errorf("%s: %d %s", what, got.status, got.body)
		}
	}
	for _, b := range []*browser{admin, r.stranger()} {
		for _, route := range []string{"POST " + publicForm, "POST /api/v1/session", "POST " + suggestions, "PUT " + app + "/drafts", "POST /api/v1/hooks/suggestions/nope", "GET /"} {
			method, path, _ := strings.Cut(route, " ")
			tooLong(route, b.raw(method, path, long))
		}
	}
	tooLong("an upload", admin.raw("POST", "/api/v1/files", strings.Repeat("x", 22<<20), "Content-Type", "multipart/form-data; boundary=b"))
	tooLong("a stranger's upload", r.stranger().raw("POST", "/api/v1/public/files", strings.Repeat("x", 22<<20), "Content-Type", "multipart/form-data; boundary=b"))
	tooLong("without a length", r.announce("POST "+publicForm, "Transfer-Encoding: chunked", strings.Repeat("80000\r\n"+strings.Repeat("x", 0x80000)+"\r\n", 3)))
	tooLong("announced only", r.announce("POST "+publicForm, "Content-Length: 1048577", ""))
	tooLong("an upload announced only", r.announce("POST /api/v1/public/files", "Content-Length: 22020097", ""))
	for _, route := range []string{"POST " + publicForm, "POST /api/v1/session"} {
		method, path, _ := strings.Cut(route, " ")
		if got := r.stranger().raw(method, path, `{"nope":"`+strings.Repeat("x", 1<<20-100)+`"}`); got.status != 400 {
			t.Errorf("just below the limit: %d %s", got.status, got.body)
		}
	}
	if got := admin.raw("POST", app+"/import", "PK\x03\x04"+strings.Repeat("x", 2<<20), "Content-Type", "application/zip"); got.status != 422 && got.status != 400 {
		t.Errorf("a large package: %d %s", got.status, got.body)
	}
}

// announce sends the head of a request and as much of its body as given, and reads the answer, which must come at once.
func (r *rig) announce(route, head, body string) answer {
	r.t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(r.url, "http://"))
	if err != nil {
		r.t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	if err := conn.SetDeadline(time.Now().Add(5 * time.Second)); err != nil {
		r.t.Fatal(err)
	}
	if _, err := io.WriteString(conn, route+" HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\n"+head+"\r\n\r\n"+body); err != nil {
		r.t.Fatal(err)
	}
	res, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		r.t.Fatalf("%s, %s: %v", route, head, err)
	}
	defer func() { _ = res.Body.Close() }()
	content, err := io.ReadAll(res.Body)
	if err != nil {
		r.t.Fatal(err)
	}
	return answer{status: res.StatusCode, body: content}
}

// What cannot be read is refused in words, not by a number: an upload whose name has a NUL in it, for one.
func TestAnUploadThatCannotBeReadIsRefusedInWords(t *testing.T) {
	r := boot(t, "suggestion_sop_full")
	boss := r.person(runtime.User{ID: "u_boss", Login: "boss", Name: "冯管理", Roles: []string{"suggestions/biz_admin"}})
	for path, b := range map[string]*browser{"/api/v1/files": boss, "/api/v1/public/files": r.stranger()} {
		got := b.uploadAs(path, r.token(), "a\x00b.png", "dots")
		if got.status != 400 || !slices.Equal(got.problems(), []string{"file.unreadable /file"}) || !strings.Contains(string(got.body), "文件名") || strings.Contains(string(got.body), "：400") {
			t.Errorf("%s: %d %s", path, got.status, got.body)
		}
	}
}
