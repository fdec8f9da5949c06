package main

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"huiyin/engine/query"
	"huiyin/runtime"
)

const (
	doorApp  = "/api/v1/apps/door"
	doorForm = doorApp + "/forms/signup"
	signup   = "/api/v1/public/forms/door/signup"
)

// doorway is a server with one public form, and an administrator who changes its door.
type doorway struct {
	*rig
	admin *browser
}

func atDoor(t *testing.T) doorway {
	r := &rig{t: t, clock: newClock(monday), mail: newMailbox(t), shelf: deskShelf()}
	r.serve(testConfig(t, t.TempDir(), r.mail))
	install(t, r.s, "door")
	return doorway{r, r.person(runtime.User{ID: "u_admin", Login: "admin", Name: "管理员", Admin: true, Language: "zh"})}
}

// publish changes the public settings of the form and publishes them.
func (d doorway) publish(set map[string]any) {
	d.t.Helper()
	def := d.admin.must(200, "GET", doorApp+"/definitions/form/signup", nil)
	public := dig(def, "spec", "public").(map[string]any)
	for key, value := range set {
		if public[key] = value; value == nil {
			delete(public, key)
		}
	}
	d.admin.must(200, "PUT", doorApp+"/drafts", def)
	app, _ := d.s.Apps.Get("door")
	d.admin.must(201, "POST", doorApp+"/publish", map[string]any{"note": "door", "expect": app.Release})
}

// visitor is a stranger whose browser keeps cookies.
func (r *rig) visitor() *browser {
	r.t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		r.t.Fatal(err)
	}
	return &browser{t: r.t, url: r.url, client: &http.Client{Timeout: wire.Timeout, Transport: wire.Transport, Jar: jar}}
}

var visits atomic.Int64

// fill is what the visitor sends; it can be sent later.
func (b *browser) fill(name, email string, head ...string) map[string]any {
	b.t.Helper()
	token, _ := dig(b.must(200, "GET", signup, nil, head...), "token", "token").(string)
	mine := fmt.Sprint(visits.Add(1)) // tokens of one moment are the same, and no work counts twice
	return map[string]any{"token": token, "nonce": mine + ":" + toil(token+":"+mine, 16), "data": map[string]any{"name": name, "email": email}}
}

func (a answer) first() string {
	if p := a.problems(); len(p) > 0 {
		return p[0]
	}
	return fmt.Sprint(a.status)
}

// a form is open from a moment to a moment; who comes outside is told when.
func TestAPublicFormHasHours(t *testing.T) {
	d := atDoor(t)
	opens, closes := monday.Add(time.Hour).UTC().Format(time.RFC3339), monday.Add(3*time.Hour).UTC().Format(time.RFC3339)
	d.publish(map[string]any{"opens": opens, "closes": closes})
	v := d.visitor()
	early := v.send("GET", signup, nil)
	if early.status != 403 || early.first() != "public.not_open" || !strings.Contains(string(early.body), "2026-03-02 10:00") {
		t.Errorf("before it opens: %d %s", early.status, early.body)
	}
	d.clock.set(monday.Add(time.Hour))
	if got := v.must(200, "GET", signup, nil); got["closes"] != closes {
		t.Errorf("the page does not know when it closes: %v", got["closes"])
	}
	sent, late := v.fill("甲", ""), v.fill("乙", "")
	if got := v.send("POST", signup, sent, "Idempotency-Key", "first-one"); got.status != 201 {
		t.Fatalf("open: %d %s", got.status, got.body)
	}
	d.clock.set(monday.Add(3 * time.Hour))
	if got := v.send("POST", signup, late); got.status != 403 || got.first() != "public.over" {
		t.Errorf("after it closed: %d %s", got.status, got.body)
	}
	if got := v.send("POST", signup, sent, "Idempotency-Key", "first-one"); got.status != 201 {
		t.Errorf("what was taken in time is answered again: %d %s", got.status, got.body)
	}
}

// what opens a form takes files only while the form may be filled: not after its hours, not when a password was asked
// for meanwhile, not when it is public no more.
func TestFilesComeThroughTheSameDoor(t *testing.T) {
	d := atDoor(t)
	v := d.visitor()
	token, _ := dig(v.must(200, "GET", signup, nil), "token", "token").(string)
	takes := func(want string, head ...string) {
		t.Helper()
		if got := v.uploadAs("/api/v1/public/files", token, "note.txt", "hello", head...); got.status != 201 && got.first() != want || got.status == 201 && want != "" {
			t.Errorf("not %q: %d %s", want, got.status, got.body)
		}
	}
	takes("")
	d.publish(map[string]any{"closes": monday.Add(time.Hour).UTC().Format(time.RFC3339)})
	takes("")
	d.clock.set(monday.Add(2 * time.Hour))
	takes("public.over")
	d.publish(map[string]any{"closes": nil, "password": true})
	takes("public.unset")
	const secret = "芝麻开门 2026"
	d.admin.must(200, "PUT", doorForm+"/password", map[string]any{"password": secret})
	takes("public.locked")
	pass, _ := v.must(200, "POST", signup+"/pass", map[string]any{"password": secret})["pass"].(string)
	takes("", "X-Form-Pass", pass)
	d.publish(map[string]any{"password": nil, "enabled": false})
	takes("request.not_found")
}

// A-30, P-12: who had the form open while it became another one is told what changed instead of faults of fields they do
// not see; what still fits is taken, and what is wrong for another reason is said as ever.
func TestAFormThatChangedWhileItWasOpen(t *testing.T) {
	d := atDoor(t)
	v := d.visitor()
	early, kept, wrong := v.fill("甲", ""), v.fill("乙", ""), v.fill("", "")
	def := d.admin.must(200, "GET", doorApp+"/definitions/form/signup", nil)
	spec := def["spec"].(map[string]any)
	spec["fields"] = append(spec["fields"].([]any), map[string]any{"key": "team", "type": "text", "title": map[string]any{"zh": "部门", "en": "Team"}})
	public := spec["public"].(map[string]any)
	public["layout"] = append(public["layout"].([]any), map[string]any{"field": "team"})
	d.admin.must(200, "PUT", doorApp+"/drafts", def)
	d.admin.must(201, "POST", doorApp+"/publish", map[string]any{"note": "team", "expect": 1})
	v.must(201, "POST", signup, kept)
	d.publish(map[string]any{"require": []string{"team"}})
	got := v.send("POST", signup, early)
	if got.status != 409 || got.first() != "public.form_changed" || !strings.Contains(string(got.body), "这张表单刚刚更新过：新增 部门。") {
		t.Errorf("%d %s", got.status, got.body)
	}
	if got := v.send("POST", signup+"?lang=en", wrong); got.status != 409 || !strings.Contains(string(got.body), "new: Team") {
		t.Errorf("in English: %d %s", got.status, got.body)
	}
	late := v.fill("丙", "")
	if got := v.send("POST", signup, late); got.status != 422 || got.first() != "form.field.required /data/team" {
		t.Errorf("a page of today: %d %s", got.status, got.body)
	}
	late["data"].(map[string]any)["team"] = "研发"
	v.must(201, "POST", signup, late)
}

// the password of a form is kept apart from its definition, as a hash, and ends what was opened with the one before.
func TestAPublicFormAsksForItsPassword(t *testing.T) {
	d := atDoor(t)
	d.publish(map[string]any{"password": true})
	v := d.visitor()
	if got := v.send("GET", signup, nil); got.status != 403 || got.first() != "public.unset" {
		t.Errorf("no password set: %d %s", got.status, got.body)
	}
	if got := d.admin.send("PUT", doorForm+"/password", map[string]any{"password": "abc"}); got.first() != "user.password_short /password" {
		t.Errorf("a short password: %s", got.body)
	}
	const secret = "芝麻开门 2026"
	if got := d.admin.must(200, "PUT", doorForm+"/password", map[string]any{"password": secret}); got["set"] != true {
		t.Errorf("set: %v", got)
	}
	if got := v.send("GET", signup, nil); got.first() != "public.locked" || bytes.Contains(got.body, []byte("姓名")) {
		t.Errorf("the form is shown before the password: %s", got.body)
	}
	if got := v.send("POST", signup+"/pass", map[string]any{"password": "guess"}); got.status != 422 || got.first() != "public.password /password" {
		t.Errorf("a wrong password: %d %s", got.status, got.body)
	}
	pass, _ := v.must(200, "POST", signup+"/pass", map[string]any{"password": secret})["pass"].(string)
	sent := v.fill("甲", "", "X-Form-Pass", pass)
	if got := v.send("POST", signup, sent); got.first() != "public.locked" {
		t.Errorf("a token alone opens the form: %s", got.body)
	}
	if got := v.send("POST", signup, sent, "X-Form-Pass", pass); got.status != 201 {
		t.Errorf("with the pass: %d %s", got.status, got.body)
	}
	for _, path := range []string{"/definitions/form/signup", "/bundle", "/export", "/releases/2/changes", "/forms/signup/door"} {
		if got := d.admin.send("GET", doorApp+path, nil); got.status != 200 || bytes.Contains(got.body, []byte("argon2")) || bytes.Contains(got.body, []byte(secret)) {
			t.Errorf("%s: %d, tells the password: %s", path, got.status, got.body)
		}
	}
	docs, err := d.s.Store.Get(t.Context(), runtime.Settings, "lock:door/signup")
	if err != nil || len(docs) != 1 || bytes.Contains(docs[0].Body, []byte("芝麻")) || !bytes.Contains(docs[0].Body, []byte("$argon2id$")) {
		t.Errorf("the store holds more than a hash: %v %v", docs, err)
	}
	d.admin.must(200, "PUT", doorForm+"/password", map[string]any{"password": "another one"})
	if got := v.send("GET", signup, nil, "X-Form-Pass", pass); got.first() != "public.locked" {
		t.Errorf("the pass outlives its password: %s", got.body)
	}
	d.clock.set(monday.Add(time.Minute))
	var last answer
	for range 21 {
		last = v.send("POST", signup+"/pass", map[string]any{"password": strings.Repeat("x", 300)})
	}
	if last.status != 429 {
		t.Errorf("guessing goes on: %d %s", last.status, last.body)
	}
}

// crowd sends forms at the same moment and counts the answers by their first problem, or status.
func crowd(forms []func() answer) map[string]int {
	var mu sync.Mutex
	var all sync.WaitGroup
	begin := make(chan struct{})
	got := map[string]int{}
	for _, send := range forms {
		all.Go(func() {
			<-begin
			a := send()
			mu.Lock()
			defer mu.Unlock()
			got[a.first()]++
		})
	}
	close(begin)
	all.Wait()
	return got
}

// places are the places that the records of the form hold.
func places(t testing.TB, s *Server) []int {
	t.Helper()
	app, _ := s.Apps.Get("door")
	f, _ := app.Form("signup")
	page, err := s.Store.Find(t.Context(), runtime.RecordsOf("door", "signup"), query.Query{Limit: 200})
	if err != nil {
		t.Fatal(err)
	}
	var out []int
	for _, doc := range page.Documents {
		r, err := s.Submitter.Codec.Decode(doc.Body, f)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, r.Place)
	}
	slices.Sort(out)
	return out
}

// rush lets 64 visitors, at doors in turn, ask for the last places at once: exactly so many are taken as there are.
func (d doorway) rush(quota int, doors ...*rig) {
	d.t.Helper()
	var forms []func() answer
	for i := range 64 {
		v := doors[i%len(doors)].visitor()
		sent := v.fill(fmt.Sprint("第", i), "")
		forms = append(forms, func() answer { return v.send("POST", signup, sent) })
	}
	got := crowd(forms)
	if got["201"] != quota || got["201"]+got["public.full"] != 64 {
		d.t.Errorf("of 64 visitors: %v", got)
	}
	held := places(d.t, d.s)
	if len(held) != quota || len(slices.Compact(held)) != quota || held[0] < 1 || held[len(held)-1] > quota {
		d.t.Errorf("places %v", held)
	}
}

// who sends the same form again before the answer, with its one work, reads the answer of the first.
func TestOneWorkSentManyTimesAtOnce(t *testing.T) {
	d := atDoor(t)
	v := d.visitor()
	one := v.fill("赵敏", "zhao@customer.example")
	var records sync.Map
	var forms []func() answer
	for range 8 {
		forms = append(forms, func() answer {
			a := v.send("POST", signup, one, "Idempotency-Key", "eight at once")
			var got struct{ Track string }
			_ = a.into(&got)
			records.Store(got.Track, true)
			return a
		})
	}
	got, different := crowd(forms), 0
	records.Range(func(any, any) bool { different++; return true })
	if got["201"] != 8 || different != 1 {
		t.Errorf("%v leading to %d pages", got, different)
	}
	if again := v.send("POST", signup, one, "Idempotency-Key", "another key"); again.first() != "public.work" {
		t.Errorf("the work counts for another form: %d %s", again.status, again.body)
	}
}

// however many come at once, no more are taken than there are places, and what is refused takes none.
func TestAQuotaHoldsAgainstACrowd(t *testing.T) {
	d := atDoor(t)
	d.publish(map[string]any{"quota": 30})
	faulty := d.visitor().fill("", "")
	for range 10 {
		if got := d.visitor().send("POST", signup, faulty); got.status != 422 {
			t.Fatalf("a form without its name: %d %s", got.status, got.body)
		}
	}
	d.rush(30, d.rig)
	v := d.visitor()
	if got := v.send("GET", signup, nil); got.first() != "public.full" {
		t.Errorf("the page of a full form: %s", got.body)
	}
	if got := d.admin.must(200, "GET", doorForm+"/door", nil); got["taken"] != 30.0 {
		t.Errorf("the designer reads %v", got)
	}
	var list struct{ Items []struct{ ID string } }
	_ = d.admin.send("GET", doorForm+"/records", nil).into(&list)
	gone := list.Items[0].ID
	d.admin.must(204, "DELETE", doorForm+"/records/"+gone, nil, "If-Match", d.admin.send("GET", doorForm+"/records/"+gone, nil).etag)
	if got := v.send("GET", signup, nil); got.first() != "public.full" {
		t.Errorf("what can be restored has given its place away: %s", got.body)
	}
	d.admin.must(204, "DELETE", doorForm+"/bin/"+gone, nil)
	if got := v.send("POST", signup, v.fill("补位", "")); got.status != 201 || !bytes.Contains(got.body, []byte(`"last":true`)) {
		t.Errorf("the place that became free: %d %s", got.status, got.body)
	}
	d.publish(map[string]any{"quota": 31})
	if got := v.send("POST", signup, v.fill("又一个", "")); got.status != 201 {
		t.Errorf("a place more: %d %s", got.status, got.body)
	}
}

// on several nodes over one MongoDB too.
func TestAQuotaHoldsOnSeveralNodes(t *testing.T) {
	address := fresh(t)
	one := atWork(t, address)
	install(t, one.s, "door")
	d := doorway{one, one.person(runtime.User{ID: "u_admin", Login: "admin", Name: "管理员", Admin: true})}
	d.publish(map[string]any{"quota": 20, "perPerson": map[string]any{"times": 1, "by": "browser"}})
	d.rush(20, one, atWork(t, address))
}

// one person answers so often, as far as a person can be known.
func TestOnePersonAnswersOnce(t *testing.T) {
	d := atDoor(t)
	d.publish(map[string]any{"perPerson": map[string]any{"times": 2, "by": "both"}})
	v := d.visitor()
	sent := v.fill("甲", "li@example.com")
	if got := d.stranger().send("POST", signup, sent); got.status != 422 || got.first() != "public.no_cookie" {
		t.Errorf("without a cookie: %d %s", got.status, got.body)
	}
	if got := d.visitor().send("POST", signup, sent, "Cookie", "huiyin_visitor=made.up"); got.first() != "public.no_cookie" {
		t.Errorf("with a cookie of one's own: %s", got.body)
	}
	if got := v.send("POST", signup, v.fill("甲", "")); got.first() != "public.no_contact /data/email" {
		t.Errorf("without a contact: %s", got.body)
	}
	var forms []func() answer
	for i := range 16 {
		body := v.fill(fmt.Sprint("第", i), fmt.Sprintf("n%d@example.com", i))
		forms = append(forms, func() answer { return v.send("POST", signup, body) })
	}
	if got := crowd(forms); got["201"] != 2 || got["public.answered"] != 14 {
		t.Errorf("one browser, at once: %v", got)
	}
	if got := v.send("GET", signup, nil); got.status != 403 || got.first() != "public.answered" {
		t.Errorf("the page afterwards: %d %s", got.status, got.body)
	}
	for i, want := range []string{"201", "201", "public.answered"} {
		other := d.visitor()
		if got := other.send("POST", signup, other.fill("甲", " LI@Example.com")); got.first() != want {
			t.Errorf("one mail address, the %d. time: %s", i+1, got.body)
		}
	}
	other := d.visitor()
	forms = nil
	for range 8 {
		again := other.fill("重发", "again@example.com")
		forms = append(forms, func() answer { return other.send("POST", signup, again, "Idempotency-Key", "pressed twice") })
	}
	if got := crowd(forms); got["201"] != 8 {
		t.Errorf("the same form sent twice: %v", got)
	}
	if got := len(places(t, d.s)); got != 5 {
		t.Errorf("%d records", got)
	}
	d.admin.must(201, "POST", doorForm+"/records", map[string]any{"data": map[string]any{"name": "内部", "email": "li@example.com"}})
}

// only the sites that the form names show it in a frame.
func TestOnlyNamedSitesEmbedAForm(t *testing.T) {
	d := atDoor(t)
	policy := func() string {
		res, err := wire.Get(d.url + "/f/door/signup?ch=poster")
		if err != nil {
			t.Fatal(err)
		}
		_ = res.Body.Close()
		_, after, _ := strings.Cut(res.Header.Get("Content-Security-Policy"), "frame-ancestors ")
		sites, _, _ := strings.Cut(after, ";")
		return sites
	}
	if got := policy(); got != "'self'" {
		t.Errorf("without settings: %s", got)
	}
	d.publish(map[string]any{"embed": []string{"https://www.example.com", "https://*.example.cn:8443"}})
	if got := policy(); got != "'self' https://www.example.com https://*.example.cn:8443" {
		t.Errorf("with two sites: %s", got)
	}
}

// in a frame a browser keeps who it is for the site around it, and only when it is told so.
func TestABrowserIsKnownInAFrame(t *testing.T) {
	d := atDoor(t)
	cookie := func() string {
		res, err := wire.Get(d.url + signup)
		if err != nil {
			t.Fatal(err)
		}
		_ = res.Body.Close()
		return strings.Join(res.Header.Values("Set-Cookie"), "\n")
	}
	if got := cookie(); got != "" {
		t.Errorf("a browser is marked for nothing: %s", got)
	}
	d.publish(map[string]any{"perPerson": map[string]any{"times": 1}})
	if got := cookie(); !strings.Contains(got, "huiyin_visitor=") || !strings.Contains(got, "HttpOnly") || !strings.Contains(got, "SameSite=Lax") {
		t.Errorf("%s", got)
	}
	d.publish(map[string]any{"embed": []string{"https://www.example.com"}})
	d.s.API.Secure = true
	got := cookie()
	for _, part := range []string{"huiyin_visitor=", "; HttpOnly", "; Secure", "; SameSite=None", "; Partitioned"} {
		if !strings.Contains(got, part) {
			t.Errorf("no %q in %s", part, got)
		}
	}
}

// what a link says about where its visitor comes from stays with what they send, though the page does not ask.
func TestALinkTellsItsChannel(t *testing.T) {
	d := atDoor(t)
	v := d.visitor()
	sent := v.fill("甲", "")
	sent["params"] = map[string]any{"ch": "poster"}
	v.must(201, "POST", signup, sent)
	var list struct {
		Items []struct{ Values map[string]any }
	}
	a := d.admin.send("GET", doorForm+"/records", nil)
	if _ = a.into(&list); !bytes.Contains(a.body, []byte("poster")) {
		t.Errorf("%s", a.body)
	}
}
