package main

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"huiyin/runtime"
)

// machine is a program that signs in with a token and nothing else.
type machine struct{ *browser }

// send is browser.send with the token in place of cookie and CSRF token.
func (r *rig) machine(secret string) machine {
	return machine{&browser{t: r.t, url: r.url, client: &http.Client{Timeout: 30 * time.Second, Transport: bearing{secret}}}}
}

// bearing adds a token to every request.
type bearing struct{ secret string }

func (b bearing) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set("Authorization", "Bearer "+b.secret)
	return wire.Transport.RoundTrip(req)
}

// token makes one and returns its secret and id.
func (b *browser) token(in junk) (secret, id string) {
	b.t.Helper()
	body := junk{"name": "同步", "scopes": []string{"read"}, "apps": []string{}, "days": 30}
	for k, v := range in {
		body[k] = v
	}
	got := b.must(201, "POST", "/api/v1/tokens", body)
	secret, _ = got["secret"].(string)
	id, _ = dig(got, "token", "id").(string)
	return secret, id
}

// A token that may write and not read learns which record it wrote, whichever way it asks, and reads nothing by it (O-06).
func TestWritingIsNotReading(t *testing.T) {
	r, reader := crm(t)
	reader.must(201, "PUT", atID("CRM-9"), junk{"data": junk{"name": "云帆科技", "phone": "13800138000"}})
	admin := r.signIn("u_admin")
	secret, _ := admin.token(junk{"scopes": []string{"submit", "write"}, "apps": []string{"suggestions"}})
	m := r.machine(secret)
	silent := func(got answer, status int) string {
		t.Helper()
		id, _ := got.field("id").(string)
		if got.status != status || id == "" || got.field("no") == "" || got.etag == "" || strings.Contains(string(got.body), "云帆科技") || strings.Contains(string(got.body), "8000") || strings.Contains(string(got.body), "程序送来") {
			t.Errorf("%d %s", got.status, got.body)
		}
		return id
	}
	known := silent(m.send("PUT", atID("CRM-9"), junk{"data": junk{}}), 200)
	made := silent(m.send("POST", suggestions, matrixRecord("程序送来的建议")), 201)
	if got := m.send("GET", suggestions+"/"+made, nil); got.status != 403 || !slices.Equal(got.problems(), []string{"token.scope"}) {
		t.Errorf("%d %s", got.status, got.body)
	}
	now := reader.send("GET", customers+"records/"+known, nil)
	silent(m.send("PATCH", customers+"records/"+known, junk{"data": junk{}}, "If-Match", now.etag), 200)
	if got := m.send("PUT", atID("CRM-9"), junk{"data": junk{"nope": 1}}); !slices.Equal(got.problems(), []string{"form.field.unknown /data/nope"}) {
		t.Errorf("%s", got.body)
	}
}

const everyScope = "read submit write admin"

// A token does what its scopes say, needs no CSRF token, and whatever cookies come with it count for nothing (O-06).
func TestTokensAreMadeUsedAndRevoked(t *testing.T) {
	r := boot(t, "suggestion_intake")
	admin := r.person(runtime.User{ID: "u_admin", Login: "admin", Name: "管", Admin: true})
	agent := r.person(runtime.User{ID: "u_agent", Login: "agent", Name: "客服", Roles: []string{"suggestions/cs_agent"}})
	secret, handle := admin.token(junk{"scopes": []string{"read", "submit"}})
	m := r.machine(secret)
	made := m.must(201, "POST", suggestions, matrixRecord("程序送来的建议"))
	if made["channel"] != "api" || dig(made, "view", "values", "channel") != "hotline" || dig(made, "process", "status", "key") != "new" {
		t.Errorf("channel %v, status %v", made["channel"], dig(made, "process", "status"))
	}
	id, _ := made["id"].(string)
	m.must(200, "GET", suggestions+"/"+id, nil)
	if got := m.send("PATCH", suggestions+"/"+id, junk{"data": junk{"title": "改"}}, "If-Match", `"1"`); got.status != 403 || !slices.Equal(got.problems(), []string{"token.scope"}) {
		t.Errorf("without the scope: %d %s", got.status, got.body)
	}
	mixed := agent.send("GET", "/api/v1/session", nil, "Authorization", "Bearer "+secret)
	if mixed.status != 403 || !slices.Equal(mixed.problems(), []string{"token.route"}) {
		t.Errorf("with cookies of somebody: %d %s", mixed.status, mixed.body)
	}
	if got := agent.send("GET", suggestions, nil, "Authorization", "Bearer hyt_nothing"); got.status != 401 {
		t.Errorf("a wrong token passed by the cookie: %d", got.status)
	}
	list := admin.send("GET", "/api/v1/tokens", nil)
	if strings.Contains(string(list.body), secret) || !strings.Contains(string(list.body), `"seen":"2026`) {
		t.Errorf("the list: %s", list.body)
	}
	docs, err := r.s.Store.Get(t.Context(), runtime.Tokens, secret)
	if err != nil || len(docs) != 0 {
		t.Errorf("stored by its secret: %v", err)
	}
	r.clock.set(r.clock.Now().Add(time.Second)) // the log is sorted by time
	admin.must(204, "DELETE", "/api/v1/tokens/"+handle, nil)
	if got := m.send("GET", suggestions, nil); got.status != 401 || !slices.Equal(got.problems(), []string{"token.invalid"}) {
		t.Errorf("revoked: %d %s", got.status, got.body)
	}
	var kinds []any
	for _, e := range admin.must(200, "GET", "/api/v1/audit?kind=token", nil)["items"].([]any) {
		kinds = append(kinds, dig(e, "type"))
	}
	if !slices.Equal(kinds, []any{"token_revoked", "token_made"}) {
		t.Errorf("audit %v", kinds)
	}
}

// What is wrong with a new token is said at once, and nobody makes one for what they may not.
func TestTokensAreChecked(t *testing.T) {
	r := boot(t, "suggestion_intake")
	biz := r.person(runtime.User{ID: "u_biz", Login: "biz", Name: "业", Roles: []string{"suggestions/biz_admin"}})
	agent := r.person(runtime.User{ID: "u_agent", Login: "agent", Name: "客服", Roles: []string{"suggestions/cs_agent"}})
	got := biz.send("POST", "/api/v1/tokens", junk{"name": " ", "scopes": []string{"read", "root"}, "apps": []string{"suggestions"}, "days": 366})
	if want := []string{"token.name_required /name", "token.scope_unknown /scopes/1", "token.days /days"}; got.status != 422 || !slices.Equal(got.problems(), want) {
		t.Errorf("%d %s", got.status, got.body)
	}
	for _, c := range []struct {
		apps []string
		want string
	}{{[]string{}, "token.apps_required /apps"}, {[]string{"nope"}, "token.app_denied /apps/0"}} {
		got := biz.send("POST", "/api/v1/tokens", junk{"name": "a", "scopes": []string{"read"}, "apps": c.apps, "days": 1})
		if !slices.Equal(got.problems(), []string{c.want}) {
			t.Errorf("%d %s", got.status, got.body)
		}
	}
	agent.must(403, "POST", "/api/v1/tokens", junk{"name": "a", "scopes": []string{"read"}, "apps": []string{"suggestions"}, "days": 1})
	body := junk{"name": "同步", "scopes": []string{"read"}, "apps": []string{"suggestions"}, "days": 30}
	first := biz.must(201, "POST", "/api/v1/tokens", body, "Idempotency-Key", "once only")
	again := biz.must(201, "POST", "/api/v1/tokens", body, "Idempotency-Key", "once only")
	if first["secret"] == "" || again["secret"] != "" || dig(first, "token", "id") != dig(again, "token", "id") {
		t.Errorf("a repeat: %v %v", first, again)
	}
	theirs, _ := dig(first, "token", "id").(string)
	agent.must(404, "DELETE", "/api/v1/tokens/"+theirs, nil)
	m := r.machine(first["secret"].(string))
	m.must(200, "GET", suggestions, nil)
	if got := m.send("GET", "/api/v1/tasks", nil); !slices.Equal(got.problems(), []string{"token.app"}) {
		t.Errorf("a route of every app: %s", got.body)
	}
	r.clock.set(r.clock.Now().AddDate(0, 0, 30))
	if got := m.send("GET", suggestions, nil); got.status != 401 || !slices.Equal(got.problems(), []string{"token.expired"}) {
		t.Errorf("expired: %d %s", got.status, got.body)
	}
}

// Whoever loses a right, or is deactivated, loses it with their programs, and at once on every server.
func TestTokensEndWithTheirUsersRights(t *testing.T) {
	dir := t.TempDir()
	r := &rig{t: t, clock: newClock(monday), mail: newMailbox(t)}
	cfg := testConfig(t, dir, r.mail)
	r.serve(cfg)
	install(t, r.s, "suggestion_intake")
	other := &rig{t: t, clock: r.clock, mail: r.mail}
	other.serve(cfg)
	admin := r.person(runtime.User{ID: "u_admin", Login: "admin", Name: "管", Admin: true})
	biz := r.person(runtime.User{ID: "u_biz", Login: "biz", Name: "业", Roles: []string{"suggestions/biz_admin"}})
	secret, handle := biz.token(junk{"apps": []string{"suggestions"}})
	here, there := r.machine(secret), other.machine(secret)
	there.must(200, "GET", suggestions, nil)
	u, err := r.s.People.Fresh(t.Context(), "u_biz")
	if err != nil {
		t.Fatal(err)
	}
	u.Roles = []string{"suggestions/cs_agent"}
	if err := r.s.People.Save(t.Context(), u); err != nil {
		t.Fatal(err)
	}
	for _, m := range []machine{here, there} {
		if got := m.send("GET", suggestions, nil); got.status != 403 || !slices.Equal(got.problems(), []string{"token.right"}) {
			t.Errorf("without the right: %d %s", got.status, got.body)
		}
	}
	u.Roles = []string{"suggestions/biz_admin"}
	if err := r.s.People.Save(t.Context(), u); err != nil {
		t.Fatal(err)
	}
	there.must(200, "GET", suggestions, nil)
	admin.must(204, "DELETE", "/api/v1/tokens/"+handle, nil)
	there.must(401, "GET", suggestions, nil)
	secret, _ = r.signIn("u_biz").token(junk{"apps": []string{"suggestions"}})
	admin.must(200, "POST", "/api/v1/users/u_biz/deactivation", junk{"to": ""})
	other.machine(secret).must(401, "GET", suggestions, nil)
	admin.must(200, "POST", "/api/v1/users/u_biz/reactivation", nil)
	r.machine(secret).must(401, "GET", suggestions, nil)
}

// A token may make so many requests a minute, and is told when to come back.
func TestTokensAreLimited(t *testing.T) {
	r := boot(t, "suggestion_intake")
	r.s.API.TokenRate = 3
	admin := r.person(runtime.User{ID: "u_admin", Login: "admin", Name: "管", Admin: true})
	secret, _ := admin.token(nil)
	quiet, _ := admin.token(nil)
	m := r.machine(secret)
	for range 3 {
		m.must(200, "GET", suggestions, nil)
	}
	req, err := http.NewRequest(http.MethodGet, r.url+suggestions, nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := m.client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	if res.StatusCode != http.StatusTooManyRequests || res.Header.Get("Retry-After") != "61" {
		t.Errorf("%d, Retry-After %q", res.StatusCode, res.Header.Get("Retry-After"))
	}
	r.machine(quiet).must(200, "GET", suggestions, nil)
	r.clock.set(r.clock.Now().Add(61 * time.Second))
	m.must(200, "GET", suggestions, nil)
}

// Every route asks for the scope that the matrix names, and the others are not for tokens, whatever their scopes and
// whoever's they are.
func TestEveryScopeOnEveryRoute(t *testing.T) {
	m := &matrix{rig: boot(t, "suggestion_intake")}
	m.app, _ = m.s.Apps.Get("suggestions")
	m.message = "nope"
	m.s.API.TokenRate = 100000
	admin := m.person(runtime.User{ID: "u_admin", Login: "admin", Name: "管", Admin: true})
	tokens := map[string]machine{}
	for _, scope := range strings.Fields(everyScope) {
		secret, _ := admin.token(junk{"scopes": []string{scope}})
		tokens[scope] = m.machine(secret)
	}
	all := slices.Clone(matrixRows)
	for _, route := range openRoutes {
		if route == "POST /hooks/:app/:key" {
			continue // looks at signatures only
		}
		all = append(all, row{route: route})
	}
	for _, row := range all {
		method, path := m.path(row.route, "nope")
		for scope, token := range tokens {
			got := token.send(method, path, row.body)
			want := ""
			switch {
			case row.scope == "":
				want = "token.route"
			case row.scope != scope && row.scope != "any":
				want = "token.scope"
			}
			refused := ""
			if p := got.problems(); len(p) == 1 && strings.HasPrefix(p[0], "token.") {
				refused = p[0]
			}
			if refused != want || want != "" && got.status != 403 || got.status >= 500 {
				t.Errorf("%s with %s: %d %s instead of %q", row.route, scope, got.status, got.body, want)
			}
		}
	}
}
