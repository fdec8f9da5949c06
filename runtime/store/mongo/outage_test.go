package mongo_test

import (
	"errors"
	"io"
	"net"
	"net/url"
	"sync"
	"testing"
	"time"

	"huiyin/engine/query"
	"huiyin/runtime/store"
)

// cable carries connections to a server until it is cut.
type cable struct {
	t      *testing.T
	target string

	mu    sync.Mutex
	cut   bool
	ends  []net.Conn
	plugs net.Listener
}

// plug puts a cable before the server of an address and returns the address through it.
func plug(t *testing.T, address string) (*cable, string) {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	c := &cable{t: t, target: u.Host, plugs: ln}
	t.Cleanup(func() { _ = ln.Close() })
	go c.accept()
	u.Host = ln.Addr().String()
	u.RawQuery = "serverSelectionTimeoutMS=500&directConnection=true"
	return c, u.String()
}

func (c *cable) accept() {
	for {
		near, err := c.plugs.Accept()
		if err != nil {
			return
		}
		c.mu.Lock()
		far, err := net.Dial("tcp", c.target)
		if c.cut || err != nil {
			_ = near.Close()
			if err == nil {
				_ = far.Close()
			}
			c.mu.Unlock()
			continue
		}
		c.ends = append(c.ends, near, far)
		c.mu.Unlock()
		go func() { _, _ = io.Copy(far, near); _ = far.Close() }()
		go func() { _, _ = io.Copy(near, far); _ = near.Close() }()
	}
}

func (c *cable) set(cut bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.cut = cut; cut {
		for _, e := range c.ends {
			_ = e.Close()
		}
		c.ends = nil
	}
}

// While the server cannot be reached every call says so and soon; afterwards the store goes on by itself, and what was
// acknowledged is there.
func TestOutage(t *testing.T) {
	c, address := plug(t, fresh(t))
	s := open(t, address)
	if err := s.Ensure(t.Context(), store.Collection{Name: "docs"}); err != nil {
		t.Fatal(err)
	}
	op := store.Op{Collection: "docs", ID: "a", Body: []byte(`{"v":1}`)}
	if r := s.Write(t.Context(), op)[0]; r.Err != nil {
		t.Fatal(r.Err)
	}
	c.set(true)
	begin := time.Now()
	_, got := s.Get(t.Context(), "docs", "a")
	_, found := s.Find(t.Context(), "docs", query.Query{})
	_, counted := s.Increment(t.Context(), "no", 1)
	op.IfRev = 1
	for what, err := range map[string]error{"get": got, "find": found, "increment": counted, "ping": s.Ping(t.Context()),
		"write": s.Write(t.Context(), op)[0].Err, "ensure": s.Ensure(t.Context(), store.Collection{Name: "more"})} {
		if !errors.Is(err, store.ErrUnreachable) || !errors.Is(err, store.ErrBusy) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if took := time.Since(begin); took > 10*time.Second {
		t.Errorf("it took %s to say so", took)
	}
	c.set(false)
	for end := time.Now().Add(10 * time.Second); s.Ping(t.Context()) != nil; {
		if time.Now().After(end) {
			t.Fatal("the store does not come back")
		}
	}
	if r := s.Write(t.Context(), op)[0]; r.Err != nil || r.Rev != 2 {
		t.Errorf("after the outage: %+v", r)
	}
	if list, err := s.Get(t.Context(), "docs", "a"); err != nil || len(list) != 1 || list[0].Rev != 2 {
		t.Errorf("after the outage: %+v %v", list, err)
	}
}

// Connections that break while nobody watches cost nothing but a new one.
func TestBrokenConnectionsAreReplaced(t *testing.T) {
	c, address := plug(t, fresh(t))
	s := open(t, address)
	if err := s.Ensure(t.Context(), store.Collection{Name: "docs"}); err != nil {
		t.Fatal(err)
	}
	acknowledged := int64(0)
	for range 5 {
		c.set(true)
		c.set(false)
		for {
			r := s.Write(t.Context(), store.Op{Collection: "docs", ID: "a", IfRev: acknowledged, Body: []byte(`{}`)})[0]
			if r.Err == nil {
				acknowledged = r.Rev
				break
			}
			if errors.Is(r.Err, store.ErrConflict) { // the write before had arrived after all
				acknowledged++
				break
			}
			if !errors.Is(r.Err, store.ErrUnreachable) {
				t.Fatal(r.Err)
			}
		}
	}
	if list, err := s.Get(t.Context(), "docs", "a"); err != nil || len(list) != 1 || list[0].Rev != acknowledged {
		t.Errorf("%+v %v, acknowledged %d", list, err, acknowledged)
	}
}
