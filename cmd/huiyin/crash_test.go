package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"

	"huiyin/builder"
	"huiyin/runtime"
)

// deskShelf holds the small app that the crash test and the benchmarks run.
func deskShelf() fs.FS { return os.DirFS("testdata") }

// kills is how often a server is killed; what HUIYIN_TEST_CHAOS asks for beyond that are pauses.
const kills = 50

const crashUser = "u_agent"

// crash is servers in processes of their own on one store, people who keep working with them, and somebody who keeps
// killing them.
type crash struct {
	t      *testing.T
	cfg    Config // of the store itself
	nodes  []*node
	client *http.Client
	mail   *mailbox
	other  *receiver // another system that is called for every ticket, nil where the app is not varied
	who    *browser
	people map[string]*browser // who may have a task, by user id

	mu      sync.Mutex
	tickets map[string]*ticket // by title, which is unique
	edits   []string           // acknowledged values of the busy record, in order
	busy    string
	harm    []harm
}

// ticket is what a client knows about a record it was promised.
type ticket struct {
	id, task, agent string
	finished        bool
}

// harm is a time in which a server could not finish what it was at.
type harm struct{ begin, end time.Time }

// chaos is how often things go wrong in a test, fewer when nobody asks for more.
func chaos(t *testing.T, fewer int) int {
	t.Helper()
	text := os.Getenv("HUIYIN_TEST_CHAOS")
	if text == "" {
		return fewer
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		t.Fatalf("HUIYIN_TEST_CHAOS: %q is no number of blows", text)
	}
	return n
}

// A server that is killed at any moment loses nothing it acknowledged and does nothing twice (design section 15).
func TestKilledServerLosesNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("kills a server for half a minute")
	}
	cfg := testConfig(t, t.TempDir(), newMailbox(t))
	c := newCrash(t, cfg, true, cfg.Store)
	n, pauses := c.nodes[0], max(0, chaos(t, kills)-kills)/kills
	c.under(func() {
		for range kills {
			n.start()
			for range pauses {
				time.Sleep(upTo(10, 60))
				n.pause(upTo(10, 60))
			}
			time.Sleep(upTo(50, 400))
			c.hurt(n.kill)
		}
		n.start()
	})
	n.stop()
	left := c.check()
	if len(c.tickets) < kills {
		t.Errorf("only %d tickets in %d lives: the load was no load", len(c.tickets), kills)
	}
	c.checkEdits(left, 60)
	t.Logf("%d kills, %d pauses, %d tickets, %d edits, %d mails", kills, kills*pauses, len(c.tickets), len(c.edits), len(c.mail.all()))
	if _, err := os.Stat(filepath.Join(cfg.DataDir(), secretFile)); err == nil {
		t.Error("a root key was made although one was given")
	}
}

// newCrash prepares a store with the small app in it, varied or as it is, and a server for every address of the store.
func newCrash(t *testing.T, cfg Config, varied bool, addresses ...string) *crash {
	c := &crash{t: t, cfg: cfg, client: wire, tickets: map[string]*ticket{}, people: map[string]*browser{}}
	c.mail = newMailbox(t)
	for _, address := range addresses {
		c.nodes = append(c.nodes, newNode(t, cfg, address, "HUIYIN_SMTP="+c.mail.url(), "HUIYIN_WEBHOOK_PRIVATE=1"))
	}
	s, err := NewServer(t.Context(), cfg, Parts{Shelf: deskShelf()})
	if err != nil {
		t.Fatal(err)
	}
	r := &rig{t: t, s: s}
	install(t, s, "desk")
	if varied {
		c.vary(s)
	}
	c.who = r.person(runtime.User{ID: crashUser, Name: "Agent", Login: "agent", Roles: []string{"desk/agent"}, Language: "en"})
	c.people[crashUser] = c.who
	if len(addresses) > 1 {
		for _, id := range []string{"u_second", "u_third"} {
			c.people[id] = r.person(runtime.User{ID: id, Name: id, Login: id, Roles: []string{"desk/agent"}, Language: "en"})
		}
	}
	if err := s.Store.Close(); err != nil {
		t.Fatal(err)
	}
	return c
}

func install(t testing.TB, s *Server, names ...string) builder.Release {
	t.Helper()
	var r builder.Release
	for _, name := range names {
		release, problems, err := s.Installer.Install(t.Context(), name, "test", runtime.MigrationOrder{})
		if err != nil || problems.Err() != nil {
			t.Fatalf("install %s: %v %v", name, err, problems.In("en"))
		}
		r = release
	}
	return r
}

// under lets people work while do does something to the servers, and then finish what they have begun.
func (c *crash) under(do func()) {
	ctx, stop := context.WithCancel(c.t.Context())
	var load sync.WaitGroup
	for i := range 4 {
		load.Go(func() { c.work(ctx, i) })
	}
	load.Go(func() { c.edit(ctx) })
	do()
	stop()
	load.Wait()
}

// hurt does something to a server and notes when.
func (c *crash) hurt(do func()) {
	begin := time.Now()
	do()
	c.mu.Lock()
	defer c.mu.Unlock()
	c.harm = append(c.harm, harm{begin, time.Now()})
}

// insist sends a request to any server until one answers, with the same idempotency key every time: whatever happened
// to the earlier tries, it must count once.
func (c *crash) insist(who *browser, method, path string, body any, key string, head ...string) answer {
	for {
		b := *who
		b.url, b.client = c.nodes[rand.IntN(len(c.nodes))].url(), c.client
		a, err := b.try(method, path, body, append(head, "Idempotency-Key", key)...)
		if err == nil && a.status != http.StatusServiceUnavailable {
			return a
		}
		time.Sleep(10 * time.Millisecond)
	}
}

const records = "/api/v1/apps/desk/forms/ticket/records"

// work files tickets and finishes every other one.
func (c *crash) work(ctx context.Context, client int) {
	for n := 0; ctx.Err() == nil; n++ {
		title := fmt.Sprintf("ticket %d-%d", client, n)
		a := c.insist(c.who, "POST", records, map[string]any{"data": map[string]any{"title": title, "name": "Li", "email": fmt.Sprintf("c%d-%d@example.com", client, n)}}, "new "+title)
		if a.status != http.StatusCreated {
			c.t.Errorf("%s: %d %s", title, a.status, a.body)
			return
		}
		var view map[string]any
		_ = a.into(&view)
		id, _ := dig(view, "id").(string)
		task, _ := dig(view, "process", "tasks", 0, "id").(string)
		agent, _ := dig(view, "process", "tasks", 0, "people", 0, "id").(string)
		tk := &ticket{id: id, task: task, agent: agent}
		c.mu.Lock()
		c.tickets[title] = tk
		c.mu.Unlock()
		if n%2 == 0 {
			continue
		}
		if c.people[agent] == nil {
			c.t.Errorf("%s: the task is with %q", title, agent)
			return
		}
		a = c.insist(c.people[agent], "POST", records+"/"+id+"/act", map[string]any{"kind": "button", "task": task, "button": "finish",
			"data": map[string]any{"note": "done " + title}}, "finish "+title)
		if a.status != http.StatusOK {
			c.t.Errorf("finish %s: %d %s", title, a.status, a.body)
			return
		}
		c.mu.Lock()
		tk.finished = true
		c.mu.Unlock()
	}
}

// edit changes one record over and over, so that its history is trimmed while the server dies.
func (c *crash) edit(ctx context.Context) {
	a := c.insist(c.who, "POST", records, map[string]any{"data": map[string]any{"title": "busy", "amount": 0}}, "busy")
	var view map[string]any
	_ = a.into(&view)
	c.busy, _ = dig(view, "id").(string)
	for n := 1; ctx.Err() == nil; n++ {
		value := fmt.Sprintf("edit %d", n)
		for try := 0; ; try++ {
			now := c.insist(c.who, "GET", records+"/"+c.busy, nil, "")
			a := c.insist(c.who, "PATCH", records+"/"+c.busy, map[string]any{"data": map[string]any{"note": value, "amount": n}},
				fmt.Sprintf("%s try %d", value, try), "If-Match", now.etag)
			if a.status == http.StatusOK {
				break
			}
			if a.status != http.StatusConflict {
				c.t.Errorf("%s: %d %s", value, a.status, a.body)
				return
			}
		}
		c.mu.Lock()
		c.edits = append(c.edits, value)
		c.mu.Unlock()
	}
}

// check opens the store that is left and counts.
func (c *crash) check() remains {
	// What a killed worker had leased is free again after some minutes.
	later := func() time.Time { return time.Now().Add(10 * time.Minute) }
	c.cfg.SMTP, c.cfg.WebhookPrivate = c.mail.url(), true
	s, err := NewServer(c.t.Context(), c.cfg, Parts{Shelf: deskShelf(), Now: later})
	if err != nil {
		c.t.Fatal(err)
	}
	defer func() { _ = s.Store.Close() }()
	if err := errors.Join(s.Open(c.t.Context()), s.Worker.Drain(c.t.Context())); err != nil {
		c.t.Fatal(err)
	}
	left := readRemains(c.t, s)
	c.checkTickets(left)
	c.checkMail(left)
	c.checkLate(left)
	c.checkCalls()
	c.checkHeard(s.Store)
	return left
}
