package main

import (
	"bytes"
	"encoding/json"
	"io"
	"io/fs"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"huiyin/runtime"
	"huiyin/runtime/executor"
)

// receiver is another system that is called: it notes every request and answers as it is told.
type receiver struct {
	*httptest.Server
	mu     sync.Mutex
	got    []received
	answer func(w http.ResponseWriter, n int) // n counts from 1
}

type received struct {
	head http.Header
	body []byte
}

func newReceiver(t *testing.T, answer func(w http.ResponseWriter, n int)) *receiver {
	r := &receiver{answer: answer}
	r.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		body, _ := io.ReadAll(req.Body)
		r.mu.Lock()
		r.got = append(r.got, received{req.Header.Clone(), body})
		n := len(r.got)
		r.mu.Unlock()
		r.answer(w, n)
	}))
	t.Cleanup(r.Close)
	return r
}

func (r *receiver) requests() []received {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]received(nil), r.got...)
}

// labShelf is the lab with its connector leading to an address.
func labShelf(t *testing.T, url string) fs.FS {
	t.Helper()
	out := fstest.MapFS{}
	err := fs.WalkDir(os.DirFS("testdata"), "lab", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := os.ReadFile("testdata/" + path)
		out[path] = &fstest.MapFile{Data: bytes.ReplaceAll(raw, []byte("http://127.0.0.1:1/hook"), []byte(url+"/hook"))}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// caller is a lab whose connector leads to r.
type caller struct {
	*rig
	admin *browser
}

func lab(t *testing.T, url string, private bool, dir string) *caller {
	t.Helper()
	g := &rig{t: t, clock: newClock(monday), mail: newMailbox(t), shelf: labShelf(t, url)}
	cfg := testConfig(t, dir, g.mail)
	cfg.WebhookPrivate = private
	g.serve(cfg)
	install(t, g.s, "lab")
	c := &caller{rig: g}
	g.person(runtime.User{ID: "u_agent", Login: "agent", Name: "林小雨", Roles: []string{"lab/agent"}})
	c.admin = g.person(runtime.User{ID: "u_admin", Login: "admin", Name: "管理员", Admin: true})
	return c
}

func (c *caller) secret(value string) {
	c.t.Helper()
	c.admin.must(200, "PUT", "/api/v1/apps/lab/connectors/tracker/secret", map[string]any{"value": value})
}

func (c *caller) order(data map[string]any) string {
	c.t.Helper()
	data["title"], data["name"] = "批量导出", "李女士"
	id, _ := c.admin.must(201, "POST", "/api/v1/apps/lab/forms/order/records", map[string]any{"data": data})["id"].(string)
	return id
}

func (c *caller) view(id string) map[string]any {
	c.t.Helper()
	return c.admin.must(200, "GET", "/api/v1/apps/lab/forms/order/records/"+id, nil)
}

func (c *caller) node(id string) string {
	c.t.Helper()
	node, _ := dig(c.view(id), "process", "tasks", 0, "node").(string)
	return node
}

// incident is the only open one.
func (c *caller) incident() (id, failure string) {
	c.t.Helper()
	list := c.admin.must(200, "GET", "/api/v1/incidents", nil)
	items, _ := list["items"].([]any)
	if len(items) != 1 || dig(items[0], "kind") != "webhook" {
		c.t.Fatalf("incidents %v", items)
	}
	id, _ = dig(items[0], "id").(string)
	failure, _ = dig(items[0], "error").(string)
	return id, failure
}

func (c *caller) health() map[string]any {
	c.t.Helper()
	got := c.admin.must(200, "GET", "/api/v1/connectors", nil)
	h, _ := dig(got, "items", 0).(map[string]any)
	return h
}

const trackerSecret = "a secret of sixteen or more"

func answerTicket(w http.ResponseWriter, _ int) {
	_, _ = io.WriteString(w, `{"data":{"key":"DEV-7","parts":[{"hours":1},{"hours":12.5}]}}`)
}

// What is sent can be verified by whoever knows the secret; the answer fills fields and the flow goes on (K-04).
func TestWebhookIsSignedAndAnswered(t *testing.T) {
	r := newReceiver(t, answerTicket)
	c := lab(t, r.URL, true, t.TempDir())
	id := c.order(map[string]any{"hours": 3, "ticket": "only for us"})
	c.tick()
	incident, failure := c.incident()
	if !strings.Contains(failure, "tracker_key") || len(r.requests()) != 0 || c.health()["secretSet"] != false {
		t.Fatalf("without a secret: %q, %d requests", failure, len(r.requests()))
	}
	if got := c.admin.send("PUT", "/api/v1/apps/lab/connectors/tracker/secret", map[string]any{"value": "short"}).problems(); len(got) != 1 || got[0] != "connector.secret_short /value" {
		t.Errorf("a short secret: %v", got)
	}
	c.secret(trackerSecret)
	c.admin.must(204, "POST", "/api/v1/incidents/"+incident+"/retry", nil)
	c.tick()
	if len(r.requests()) != 1 {
		t.Fatalf("%d requests", len(r.requests()))
	}
	q := r.requests()[0]
	stamp := q.head.Get(executor.TimestampHeader)
	if want := "v1=" + executor.Signature(trackerSecret, stamp, q.body); q.head.Get(executor.SignatureHeader) != want || stamp != strconv.FormatInt(c.clock.Now().Unix(), 10) {
		t.Errorf("signature %q at %q", q.head.Get(executor.SignatureHeader), stamp)
	}
	if q.head.Get("Authorization") != "Bearer "+trackerSecret || q.head.Get(executor.KeyHeader) == "" {
		t.Errorf("headers %v", q.head)
	}
	var body map[string]any
	if err := json.Unmarshal(q.body, &body); err != nil {
		t.Fatal(err)
	}
	if dig(body, "data", "title") != "批量导出" || dig(body, "data", "name") != "李女士" || dig(body, "record", "id") != id || dig(body, "id") != q.head.Get(executor.KeyHeader) {
		t.Errorf("body %s", q.body)
	}
	if sent, _ := body["data"].(map[string]any); !slices.Equal(slices.Sorted(maps.Keys(sent)), []string{"hours", "name", "title"}) || bytes.Contains(q.body, []byte("only for us")) {
		t.Errorf("more left than the connector names: %s", q.body)
	}
	v := c.view(id)
	if dig(v, "view", "values", "ticket") != "DEV-7" || dig(v, "view", "values", "hours") != 12.5 || c.node(id) != "check" {
		t.Errorf("the answer is not in the record: %v at %s", dig(v, "view", "values"), c.node(id))
	}
	if h := c.health(); h["failures"] != 0.0 || h["lastOk"] == nil || h["host"] == "" || strings.Contains(h["host"].(string), "hook") {
		t.Errorf("health %v", h)
	}
}

// A receiver that fails for a while gets the same call again, with the same key and the same words (E-13).
func TestWebhookIsTriedAgain(t *testing.T) {
	r := newReceiver(t, func(w http.ResponseWriter, n int) {
		if n < 3 {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		answerTicket(w, n)
	})
	c := lab(t, r.URL, true, t.TempDir())
	c.secret(trackerSecret)
	id := c.order(map[string]any{})
	for n, wait := range []time.Duration{0, 10 * time.Second, time.Minute} {
		c.clock.set(c.clock.Now().Add(wait))
		c.tick()
		if len(r.requests()) != n+1 {
			t.Fatalf("%d requests after %s", len(r.requests()), wait)
		}
	}
	all := r.requests()
	for _, q := range all[1:] {
		if q.head.Get(executor.KeyHeader) != all[0].head.Get(executor.KeyHeader) || !bytes.Equal(q.body, all[0].body) {
			t.Error("a repeat is not the same call")
		}
	}
	if c.node(id) != "check" {
		t.Errorf("the flow is at %q", c.node(id))
	}
}

// What the receiver refuses for good is not tried again: it leaves by its own arrow, or waits for a person.
func TestWebhookRefused(t *testing.T) {
	moved := newReceiver(t, answerTicket)
	r := newReceiver(t, nil)
	r.answer = func(w http.ResponseWriter, n int) {
		if n == 3 {
			w.Header().Set("Location", moved.URL)
			w.WriteHeader(http.StatusFound)
			return
		}
		w.WriteHeader(http.StatusNotFound)
	}
	c := lab(t, r.URL, true, t.TempDir())
	c.secret(trackerSecret)
	gentle := c.order(map[string]any{"gentle": true})
	c.tick()
	if c.node(gentle) != "hand" || len(r.requests()) != 1 {
		t.Errorf("at %q after %d requests", c.node(gentle), len(r.requests()))
	}
	id := c.order(map[string]any{})
	c.tick()
	incident, failure := c.incident()
	if !strings.Contains(failure, "404") || c.health()["failures"] != 2.0 {
		t.Errorf("%q, health %v", failure, c.health())
	}
	c.admin.must(204, "POST", "/api/v1/incidents/"+incident+"/retry", nil)
	c.tick()
	if _, failure = c.incident(); !strings.Contains(failure, "302") || len(moved.requests()) != 0 {
		t.Errorf("redirect: %q, followed %d times", failure, len(moved.requests()))
	}
	c.admin.must(204, "POST", "/api/v1/incidents/"+incident+"/skip", nil)
	if c.node(id) != "check" {
		t.Errorf("skipped, and the flow is at %q", c.node(id))
	}
}

// An answer that the form refuses is seen by a person; retrying asks again.
func TestWebhookAnswerDoesNotFit(t *testing.T) {
	r := newReceiver(t, func(w http.ResponseWriter, n int) {
		if n == 1 {
			_, _ = io.WriteString(w, `{"data":{"key":"DEV-7","parts":[{},{"hours":"many"}]}}`)
			return
		}
		answerTicket(w, n)
	})
	c := lab(t, r.URL, true, t.TempDir())
	c.secret(trackerSecret)
	id := c.order(map[string]any{})
	c.tick()
	incident, _ := c.incident()
	if v := c.view(id); dig(v, "view", "values", "ticket") != nil {
		t.Error("half of an answer was taken")
	}
	c.admin.must(204, "POST", "/api/v1/incidents/"+incident+"/retry", nil)
	c.tick()
	if c.node(id) != "check" || dig(c.view(id), "view", "values", "hours") != 12.5 {
		t.Errorf("the flow is at %q", c.node(id))
	}
}

// A definition cannot make the server speak to this machine or its network unless the operator allows it.
func TestWebhookStaysOutside(t *testing.T) {
	r := newReceiver(t, answerTicket)
	for _, url := range []string{r.URL, strings.Replace(r.URL, "127.0.0.1", "localhost", 1), strings.Replace(r.URL, "127.0.0.1", "[::ffff:127.0.0.1]", 1)} {
		c := lab(t, url, false, t.TempDir())
		c.secret(trackerSecret)
		c.order(map[string]any{})
		c.tick()
		if _, failure := c.incident(); !strings.Contains(failure, "not a public one") || len(r.requests()) != 0 {
			t.Errorf("%s: %q, %d requests", url, failure, len(r.requests()))
		}
	}
}

// Killed between the call and its note: the call is made again by whoever comes next, under the same key (E-13).
func TestWebhookSurvivesAKill(t *testing.T) {
	arrived, release := make(chan bool, 1), make(chan bool)
	r := newReceiver(t, func(w http.ResponseWriter, n int) {
		if n == 1 {
			arrived <- true
			<-release
		}
		answerTicket(w, n)
	})
	dir := t.TempDir()
	c := lab(t, r.URL, true, dir)
	c.secret(trackerSecret)
	id := c.order(map[string]any{})
	over := make(chan error, 1)
	go func() { over <- c.s.Tick(t.Context()) }()
	<-arrived
	if err := c.s.Store.Close(); err != nil { // from here on nothing of this process reaches the store
		t.Fatal(err)
	}
	close(release)
	if err := <-over; err == nil {
		t.Fatal("the answer was noted in a closed store")
	}
	next := &rig{t: t, clock: newClock(c.clock.Now().Add(3 * time.Minute)), mail: c.mail, shelf: c.shelf}
	cfg := testConfig(t, dir, c.mail)
	cfg.WebhookPrivate = true
	next.serve(cfg)
	again := &caller{rig: next, admin: next.signIn("u_admin")}
	again.tick()
	all := r.requests()
	if len(all) != 2 || all[0].head.Get(executor.KeyHeader) != all[1].head.Get(executor.KeyHeader) || !bytes.Equal(all[0].body, all[1].body) {
		t.Fatalf("%d requests", len(all))
	}
	if again.node(id) != "check" {
		t.Errorf("the flow is at %q", again.node(id))
	}
}
