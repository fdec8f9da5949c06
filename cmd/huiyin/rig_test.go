package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"huiyin/runtime"
)

// clock is a time that only moves when told.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func newClock(at time.Time) *clock { return &clock{now: at} }

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) set(at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = at
}

// rig is a running server with a clock of its own and a mail server beside it. Nothing happens in the background:
// what is due is done by Tick.
type rig struct {
	t     testing.TB
	s     *Server
	clock *clock
	mail  *mailbox
	url   string
	shelf fs.FS // where packages are installed from; the product's own when nil
}

// monday is a working day in a week without holidays, at nine in the morning.
var monday = time.Date(2026, 3, 2, 9, 0, 0, 0, mustZone("Asia/Shanghai"))

func mustZone(name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return zone
}

// boot starts a server on an empty store and stops it when the test ends.
func boot(t testing.TB, packages ...string) *rig {
	t.Helper()
	dir := t.TempDir()
	r := &rig{t: t, clock: newClock(monday), mail: newMailbox(t)}
	r.serve(testConfig(t, dir, r.mail))
	install(t, r.s, packages...)
	return r
}

// onBoth runs a test on each kind of store.
func onBoth(t *testing.T, test func(*testing.T, *rig, Config), packages ...string) {
	onBothFrom(t, shelf(), test, packages...)
}

// onBothFrom is onBoth with packages of another shelf.
func onBothFrom(t *testing.T, from fs.FS, test func(*testing.T, *rig, Config), packages ...string) {
	for name, place := range map[string]func(testing.TB) func(*Config){"sqlite": func(testing.TB) func(*Config) { return func(*Config) {} }, "mongodb": onMongo} {
		t.Run(name, func(t *testing.T) {
			r := &rig{t: t, clock: newClock(monday), mail: newMailbox(t), shelf: from}
			cfg := testConfig(t, t.TempDir(), r.mail)
			place(t)(&cfg)
			r.serve(cfg)
			install(t, r.s, packages...)
			test(t, r, cfg)
		})
	}
}

func testConfig(t testing.TB, dir string, box *mailbox) Config {
	t.Helper()
	env := map[string]string{"HUIYIN_ADDR": "127.0.0.1:0", "HUIYIN_STORE": "sqlite:" + filepath.Join(dir, "huiyin.db"),
		"HUIYIN_FILES": filepath.Join(dir, "files"), "HUIYIN_SMTP": box.url(), "HUIYIN_SECRET": "a root key for tests only"}
	cfg, _, err := configure(&console{out: io.Discard, err: io.Discard, env: func(n string) string { return env[n] }}, "serve", nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	return cfg
}

// tick does what is due now.
func (r *rig) tick() {
	r.t.Helper()
	if err := r.s.Tick(r.t.Context()); err != nil {
		r.t.Fatal(err)
	}
}

// noPassword stands for a chosen one and opens nothing: tests open sessions past it.
const noPassword = "none"

// person adds a user and returns their signed-in browser.
func (r *rig) person(u runtime.User) *browser {
	r.t.Helper()
	u.Active = true
	if u.Password == "" {
		u.Password = noPassword
	}
	if u.Roles == nil {
		u.Roles = []string{}
	}
	if err := r.s.People.Save(r.t.Context(), &u); err != nil {
		r.t.Fatal(err)
	}
	return r.signIn(u.ID)
}

// signIn opens a session without going through the password, which costs time on purpose.
func (r *rig) signIn(user string) *browser {
	r.t.Helper()
	secret, session, err := r.s.API.Sessions.Open(r.t.Context(), user, "test", "127.0.0.1")
	if err != nil {
		r.t.Fatal(err)
	}
	return &browser{t: r.t, url: r.url, cookie: "huiyin_session=" + secret, csrf: session.CSRF}
}

// stranger is a browser of somebody who is not signed in.
func (r *rig) stranger() *browser { return &browser{t: r.t, url: r.url} }

// browser sends requests as one person.
type browser struct {
	t                 testing.TB
	url, cookie, csrf string
	lang              string
	client            *http.Client // wire when nil
}

// answer is what came back.
type answer struct {
	status int
	etag   string
	body   []byte
}

// into decodes the body.
func (a answer) into(v any) error { return json.Unmarshal(a.body, v) }

// problems lists "code pointer" of a refusal.
func (a answer) problems() []string {
	var f struct {
		Problems []struct{ Code, Pointer string }
	}
	_ = json.Unmarshal(a.body, &f)
	var out []string
	for _, p := range f.Problems {
		out = append(out, strings.TrimSpace(p.Code+" "+p.Pointer))
	}
	return out
}

// send makes one request; head is pairs of header names and values.
func (b *browser) send(method, path string, body any, head ...string) answer {
	b.t.Helper()
	a, err := b.try(method, path, body, head...)
	if err != nil {
		b.t.Fatalf("%s %s: %v", method, path, err)
	}
	return a
}

// try is send for requests that may find nobody at home.
func (b *browser) try(method, path string, body any, head ...string) (answer, error) {
	var content io.Reader
	if body != nil {
		raw, err := json.Marshal(body)
		if err != nil {
			return answer{}, err
		}
		content = bytes.NewReader(raw)
	}
	req, err := http.NewRequest(method, b.url+path, content)
	if err != nil {
		return answer{}, err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("X-CSRF-Token", b.csrf)
	if b.lang != "" {
		req.Header.Set("Accept-Language", b.lang)
	}
	if b.cookie != "" {
		req.Header.Set("Cookie", b.cookie)
	}
	for i := 0; i+1 < len(head); i += 2 {
		req.Header.Set(head[i], head[i+1])
	}
	client := b.client
	if client == nil {
		client = wire
	}
	res, err := client.Do(req)
	if err != nil {
		return answer{}, err
	}
	defer func() { _ = res.Body.Close() }()
	raw, err := io.ReadAll(begun(res))
	return answer{status: res.StatusCode, etag: res.Header.Get("ETag"), body: raw}, err
}

// begun is the body of an answer; of a stream that goes on for ever, its beginning.
func begun(res *http.Response) io.Reader {
	if res.Header.Get("Content-Type") == "text/event-stream" {
		return io.LimitReader(res.Body, 16)
	}
	return res.Body
}

// wire carries the requests of all browsers.
var wire = &http.Client{Timeout: 30 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: 100}}

// must sends and expects a status.
func (b *browser) must(status int, method, path string, body any, head ...string) map[string]any {
	b.t.Helper()
	a := b.send(method, path, body, head...)
	if a.status != status {
		b.t.Fatalf("%s %s: %d instead of %d: %s", method, path, a.status, status, a.body)
	}
	out := map[string]any{}
	_ = json.Unmarshal(a.body, &out)
	return out
}

// dig follows keys and list positions into decoded JSON; nil when there is nothing.
func dig(v any, path ...any) any {
	for _, step := range path {
		switch s := step.(type) {
		case string:
			m, _ := v.(map[string]any)
			v = m[s]
		case int:
			l, _ := v.([]any)
			if s >= len(l) {
				return nil
			}
			v = l[s]
		default:
			panic(fmt.Sprintf("path step %T", step))
		}
	}
	return v
}
