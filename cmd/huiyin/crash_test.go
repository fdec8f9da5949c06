package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"

	"huiyin/builder"
	"huiyin/runtime"
)

// deskShelf holds the small app that the crash test and the benchmarks run.
func deskShelf() fs.FS { return os.DirFS("testdata") }

const (
	kills     = 50
	crashUser = "u_agent"
)

// crash is a server in a process of its own, people who keep working with it, and somebody who keeps killing it.
type crash struct {
	t    *testing.T
	cfg  Config
	env  []string
	addr string
	mail *mailbox
	who  *browser

	mu      sync.Mutex
	tickets map[string]*ticket // by title, which is unique
	edits   []string           // acknowledged values of the busy record, in order
	busy    string
	killed  []time.Time
}

// ticket is what a client knows about a record it was promised.
type ticket struct {
	id, task string
	finished bool
}

// A server that is killed at any moment loses nothing it acknowledged and does nothing twice (design section 15).
func TestKilledServerLosesNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("kills a server for half a minute")
	}
	c := newCrash(t)
	ctx, stop := context.WithCancel(t.Context())
	var load sync.WaitGroup
	for i := range 4 {
		load.Go(func() { c.work(ctx, i) })
	}
	load.Go(func() { c.edit(ctx) })
	for range kills {
		child := c.start()
		time.Sleep(time.Duration(50+rand.IntN(350)) * time.Millisecond)
		c.kill(child)
	}
	child := c.start()
	stop() // the clients finish what they have begun
	load.Wait()
	if err := child.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := child.Wait(); err != nil {
		t.Errorf("the server did not stop in order: %v", err)
	}
	c.check()
}

func newCrash(t *testing.T) *crash {
	c := &crash{t: t, mail: newMailbox(t), tickets: map[string]*ticket{}}
	dir := t.TempDir()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	c.addr = ln.Addr().String()
	_ = ln.Close()
	c.cfg = testConfig(t, dir, c.mail)
	c.env = append(os.Environ(), asServer+"=1", "HUIYIN_ADDR="+c.addr, "HUIYIN_STORE="+c.cfg.Store, "HUIYIN_FILES="+c.cfg.Files,
		"HUIYIN_SMTP="+c.mail.url(), "HUIYIN_SECRET="+string(c.cfg.Secrets[0]), "HUIYIN_LOG=error")
	s, err := NewServer(t.Context(), c.cfg, Parts{Shelf: deskShelf()})
	if err != nil {
		t.Fatal(err)
	}
	r := &rig{t: t, s: s, url: "http://" + c.addr}
	install(t, s, "desk")
	c.who = r.person(runtime.User{ID: crashUser, Name: "Agent", Login: "agent", Roles: []string{"desk/agent"}, Language: "en"})
	if err := s.Store.Close(); err != nil {
		t.Fatal(err)
	}
	return c
}

func install(t testing.TB, s *Server, names ...string) builder.Release {
	t.Helper()
	var r builder.Release
	for _, name := range names {
		release, problems, err := s.Installer.Install(t.Context(), name, "test")
		if err != nil || problems.Err() != nil {
			t.Fatalf("install %s: %v %v", name, err, problems.In("en"))
		}
		r = release
	}
	return r
}

// start runs the server and waits until it is ready.
func (c *crash) start() *exec.Cmd {
	c.t.Helper()
	child := exec.Command(os.Args[0])
	child.Env, child.Stderr = c.env, os.Stderr
	if err := child.Start(); err != nil {
		c.t.Fatal(err)
	}
	for end := time.Now().Add(15 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		res, err := wire.Get("http://" + c.addr + "/readyz")
		if err != nil {
			continue
		}
		_ = res.Body.Close()
		if res.StatusCode == http.StatusOK {
			return child
		}
	}
	c.kill(child)
	c.t.Fatal("the server did not start again")
	return nil
}

func (c *crash) kill(child *exec.Cmd) {
	_ = child.Process.Kill()
	_ = child.Wait()
	c.mu.Lock()
	defer c.mu.Unlock()
	c.killed = append(c.killed, time.Now())
}

// insist sends a request until it is answered, with the same idempotency key every time: whatever happened to the
// earlier tries, it must count once.
func (c *crash) insist(method, path string, body any, key string, head ...string) answer {
	for {
		a, err := c.who.try(method, path, body, append(head, "Idempotency-Key", key)...)
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
		a := c.insist("POST", records, map[string]any{"data": map[string]any{"title": title, "name": "Li", "email": fmt.Sprintf("c%d-%d@example.com", client, n)}}, "new "+title)
		if a.status != http.StatusCreated {
			c.t.Errorf("%s: %d %s", title, a.status, a.body)
			return
		}
		var view map[string]any
		_ = a.into(&view)
		id, _ := dig(view, "id").(string)
		task, _ := dig(view, "process", "tasks", 0, "id").(string)
		tk := &ticket{id: id, task: task}
		c.mu.Lock()
		c.tickets[title] = tk
		c.mu.Unlock()
		if n%2 == 0 {
			continue
		}
		a = c.insist("POST", records+"/"+id+"/act", map[string]any{"kind": "button", "task": task, "button": "finish",
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
	a := c.insist("POST", records, map[string]any{"data": map[string]any{"title": "busy", "amount": 0}}, "busy")
	var view map[string]any
	_ = a.into(&view)
	c.busy, _ = dig(view, "id").(string)
	for n := 1; ctx.Err() == nil; n++ {
		value := fmt.Sprintf("edit %d", n)
		for try := 0; ; try++ {
			now := c.insist("GET", records+"/"+c.busy, nil, "")
			a := c.insist("PATCH", records+"/"+c.busy, map[string]any{"data": map[string]any{"note": value, "amount": n}},
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
func (c *crash) check() {
	// What a killed worker had leased is free again after some minutes.
	later := func() time.Time { return time.Now().Add(10 * time.Minute) }
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
	c.checkEdits(left)
	c.checkMail(left)
	if n := len(c.tickets); n < kills {
		c.t.Errorf("only %d tickets in %d lives: the load was no load", n, kills)
	}
	c.t.Logf("%d kills, %d tickets, %d edits, %d mails", kills, len(c.tickets), len(c.edits), len(c.mail.all()))
	if _, err := os.Stat(filepath.Join(c.cfg.DataDir(), secretFile)); err == nil {
		c.t.Error("a root key was made although one was given")
	}
}
