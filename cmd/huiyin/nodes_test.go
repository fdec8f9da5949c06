package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"huiyin/engine/definition"
	"huiyin/runtime"
	"huiyin/runtime/store/mongo/mongotest"
)

// nodes are two servers on one MongoDB store, at work; the second reaches it through a cable.
type nodes struct {
	t     *testing.T
	first *rig
	other *rig
	cable *mongotest.Cable
}

// together starts two servers with the small app on an empty store.
func together(t *testing.T) nodes {
	address := fresh(t)
	cable, through := mongotest.Plug(t, address)
	n := nodes{t: t, first: atWork(t, address), cable: cable}
	install(t, n.first.s, "desk")
	n.other = atWork(t, through)
	return n
}

// atWork starts a server that does everything by itself, with the clock of the machine.
func atWork(t *testing.T, address string) *rig {
	t.Helper()
	r := &rig{t: t, mail: newMailbox(t)}
	cfg := testConfig(t, t.TempDir(), r.mail)
	cfg.Store, cfg.Files = address, inDatabase
	ln, err := net.Listen("tcp", cfg.Addr)
	if err != nil {
		t.Fatal(err)
	}
	r.url = "http://" + ln.Addr().String()
	if r.s, err = NewServer(t.Context(), cfg, Parts{Shelf: deskShelf()}); err == nil {
		err = r.s.Open(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = r.s.Serve(ln) }()
	r.s.Start()
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
		defer cancel()
		if err := r.s.Stop(ctx); err != nil {
			t.Error(err)
		}
	})
	return r
}

// at is a person's browser on another node: the session is the same.
func (b *browser) at(r *rig) *browser {
	other := *b
	other.url = r.url
	return &other
}

// soon waits for something to become true on another node and returns how long that took.
func (n nodes) soon(what string, is func() bool) time.Duration {
	n.t.Helper()
	begin := time.Now()
	for !is() {
		if time.Since(begin) > 30*time.Second {
			n.t.Fatalf("%s never became true on the other node", what)
		}
		time.Sleep(10 * time.Millisecond)
	}
	return time.Since(begin)
}

// What is changed on one node is so on the other within a second. The machine may be busy with other things, so the
// faster of two changes is measured.
func TestNodesFollowEachOther(t *testing.T) {
	n := together(t)
	one := n.first.person(runtime.User{ID: "u_1", Login: "one", Name: "甲", Roles: []string{"desk/agent"}})
	there := one.at(n.other)
	took := map[string]time.Duration{}
	note := func(what string, is func() bool) {
		if d := n.soon(what, is); took[what] == 0 || d < took[what] {
			took[what] = d
		}
	}
	can := func(status int) func() bool {
		return func() bool { return there.send("GET", records, nil).status == status }
	}
	for i := range 2 {
		note("a person who is new", can(200))
		publishAgain(t, n.first.s)
		note("a publish", func() bool {
			a, ok := n.other.s.Apps.Get("desk")
			return ok && a.Release == i+2
		})
		save := func(roles ...string) {
			u, err := n.first.s.People.User(t.Context(), "u_1")
			if err != nil {
				t.Fatal(err)
			}
			changed := *u
			changed.Roles = roles
			if err := n.first.s.People.Save(t.Context(), &changed); err != nil {
				t.Fatal(err)
			}
		}
		save()
		note("a role that was taken", can(403))
		save("desk/agent")
		note("a role that was given", can(200))
		one.must(204, "DELETE", "/api/v1/session", nil)
		note("the end of a session", can(401))
		one = n.first.signIn("u_1")
		there = one.at(n.other)
	}
	for what, d := range took {
		t.Logf("%s: %s", what, d.Round(time.Millisecond))
		if d > time.Second {
			t.Errorf("%s took %s to reach the other node", what, d)
		}
	}
}

// publishAgain publishes the current release of the small app with another title.
func publishAgain(t *testing.T, s *Server) {
	t.Helper()
	a, _ := s.Apps.Get("desk")
	b, err := s.Publisher.Bundle(t.Context(), "desk", a.Release)
	if err != nil {
		t.Fatal(err)
	}
	d := b.Of("process")[0]
	d.Title = definition.Plain(fmt.Sprintf("处理 %d", a.Release))
	if _, problems, err := s.Publisher.Publish(t.Context(), "desk", a.Release, b.With(d), "test", ""); err != nil || problems.Err() != nil {
		t.Fatal(err, problems.In("en"))
	}
}

// Whoever has least to do gets the next task, whichever node gives it: two nodes that give at the same time may each
// be one task ahead of what the other knows.
func TestLoadIsSharedFairlyOverNodes(t *testing.T) {
	n := together(t)
	for i := range 3 {
		id := fmt.Sprintf("u_%d", i)
		n.first.person(runtime.User{ID: id, Login: id, Name: id, Roles: []string{"desk/agent"}})
	}
	who := n.first.signIn("u_0")
	n.soon("the session", func() bool { return who.at(n.other).send("GET", records, nil).status == 200 })
	var all sync.WaitGroup
	var mu sync.Mutex
	got := map[string]int{}
	for i, r := range []*rig{n.first, n.other} {
		all.Go(func() {
			for k := range 30 {
				a := who.at(r).send("POST", records, map[string]any{"data": map[string]any{"title": fmt.Sprintf("%d-%d", i, k)}})
				var view map[string]any
				if err := a.into(&view); err != nil || a.status != 201 {
					t.Errorf("%d %s", a.status, a.body)
					return
				}
				agent, _ := dig(view, "process", "tasks", 0, "people", 0, "id").(string)
				mu.Lock()
				got[agent]++
				mu.Unlock()
			}
		})
	}
	all.Wait()
	for id, k := range got {
		if k < 18 || k > 22 {
			t.Errorf("of 60 tasks for three people %s got %d: %v", id, k, got)
		}
	}
}

// A node that cannot reach the store says so, refuses politely, and comes to itself when the store does; the other
// works all the time.
func TestNodeWithoutItsStoreIsUnready(t *testing.T) {
	n := together(t)
	one := n.first.person(runtime.User{ID: "u_1", Login: "one", Name: "甲", Roles: []string{"desk/agent"}})
	there := one.at(n.other)
	n.soon("the session", func() bool { return there.send("GET", records, nil).status == 200 })
	ready := func(r *rig) int { return r.stranger().send("GET", "/readyz", nil).status }
	for round := range 2 {
		n.cable.Set(true)
		if d := n.soon("unreadiness", func() bool { return ready(n.other) == 503 }); d > 5*time.Second {
			t.Errorf("it took %s to notice that the store is gone", d)
		}
		body := map[string]any{"data": map[string]any{"title": fmt.Sprintf("ticket %d", round)}}
		if a := there.send("POST", records, body); a.status != 503 {
			t.Errorf("without the store: %d %s", a.status, a.body)
		}
		if ready(n.first) != 200 {
			t.Error("the other node is unready too")
		}
		one.must(201, "POST", records, body)
		n.cable.Set(false)
		if d := n.soon("readiness", func() bool { return ready(n.other) == 200 }); d > 5*time.Second {
			t.Errorf("it took %s to notice that the store is back", d)
		}
		there.must(201, "POST", records, body)
	}
}

// Two nodes are restarted one after the other, twice, under load, behind somebody who sends requests to whoever is
// ready: no request fails.
func TestRollingRestartFailsNoRequest(t *testing.T) {
	address := fresh(t)
	cfg := testConfig(t, t.TempDir(), newMailbox(t))
	cfg.Store, cfg.Files = address, inDatabase
	c := newCrash(t, cfg, false, address, address)
	b := &balancer{nodes: c.nodes, ready: make([]atomic.Bool, len(c.nodes))}
	for _, n := range c.nodes {
		n.env = append(n.env, "HUIYIN_DRAIN=400ms")
		n.start()
	}
	ctx, stop := context.WithCancel(t.Context())
	var load sync.WaitGroup
	b.look()
	load.Go(func() {
		for ctx.Err() == nil {
			b.look()
			time.Sleep(20 * time.Millisecond)
		}
	})
	var sent atomic.Int64
	for i := range 4 {
		load.Go(func() {
			for k := 0; ctx.Err() == nil; k++ {
				who := *c.who
				who.url = b.pick()
				title := fmt.Sprintf("ticket %d-%d", i, k)
				a, err := who.try("POST", records, map[string]any{"data": map[string]any{"title": title}})
				if sent.Add(1); err != nil || a.status != 201 {
					t.Errorf("%s: %v %d %s", title, err, a.status, a.body)
				}
			}
		})
	}
	for range 2 {
		for _, n := range c.nodes {
			n.stop()
			n.start()
			time.Sleep(100 * time.Millisecond)
		}
	}
	stop()
	load.Wait()
	if t.Logf("%d requests during four restarts", sent.Load()); sent.Load() < 100 {
		t.Errorf("only %d requests during four restarts: the load was no load", sent.Load())
	}
}

// balancer sends requests to servers that are ready.
type balancer struct {
	nodes []*node
	ready []atomic.Bool
	next  atomic.Int64
}

func (b *balancer) look() {
	for i, n := range b.nodes {
		res, err := wire.Get(n.url() + "/readyz")
		b.ready[i].Store(err == nil && res.StatusCode == http.StatusOK)
		if err == nil {
			_ = res.Body.Close()
		}
	}
}

func (b *balancer) pick() string {
	for {
		if i := int(b.next.Add(1)) % len(b.nodes); b.ready[i].Load() {
			return b.nodes[i].url()
		}
		time.Sleep(time.Millisecond)
	}
}

// Before a server stops it says so where proxies look, and goes on answering, on no connection twice.
func TestLeavingIsToldFirst(t *testing.T) {
	r := boot(t)
	get := func(path string) (int, bool) {
		res, err := wire.Get(r.url + path)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = res.Body.Close() }()
		return res.StatusCode, res.Close
	}
	if status, last := get("/readyz"); status != 200 || last {
		t.Errorf("at work: %d, the last on its connection %t", status, last)
	}
	r.s.Leave(0)
	for path, want := range map[string]int{"/readyz": 503, "/healthz": 200, "/api/v1/session": 401} {
		if status, last := get(path); status != want || !last {
			t.Errorf("%s while leaving: %d instead of %d, the last on its connection %t", path, status, want, last)
		}
	}
}

// Browsers open connections in advance: a server that ends does not wait for what nobody sent.
func TestNobodyHasToSpeakForAServerToEnd(t *testing.T) {
	r := boot(t)
	for range 3 {
		conn, err := net.Dial("tcp", strings.TrimPrefix(r.url, "http://"))
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = conn.Close() }()
	}
	r.stranger().must(200, "GET", "/healthz", nil)
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	if err := r.s.Stop(ctx); err != nil {
		t.Error(err)
	}
}

func TestDrainIsAsLongAsTheStoreNeeds(t *testing.T) {
	for _, c := range []struct {
		store, drain string
		want         time.Duration
	}{{"sqlite:a.db", "", 0}, {"mongodb://host/db", "", 5 * time.Second}, {"mongodb://host/db", "0s", 0}, {"sqlite:a.db", "1m30s", 90 * time.Second}} {
		con, _, _ := consoleWith(map[string]string{"HUIYIN_STORE": c.store, "HUIYIN_DRAIN": c.drain})
		if cfg, _, err := configure(con, "serve", nil, nil); err != nil || cfg.Drain != c.want {
			t.Errorf("%+v: %s %v", c, cfg.Drain, err)
		}
	}
	for _, wrong := range []string{"5", "-1s", "1h", "soon"} {
		con, _, _ := consoleWith(map[string]string{"HUIYIN_DRAIN": wrong})
		if _, _, err := configure(con, "serve", nil, nil); err == nil {
			t.Errorf("%s was taken", wrong)
		}
	}
}

// Whoever listens on one node hears what is done on another.
func TestNodesTellListenersOfEachOther(t *testing.T) {
	n := together(t)
	one := n.first.person(runtime.User{ID: "u_1", Login: "one", Name: "甲", Roles: []string{"desk/agent"}})
	e := one.at(n.other).listen("")
	e.until(runtime.NoticeHello, "")
	out, err := n.first.s.Submitter.Submit(t.Context(), ticketRequest(1))
	if err != nil {
		t.Fatal(err)
	}
	e.until(runtime.NoticeRecord, out.Record.ID)
}
