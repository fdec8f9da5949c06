package mongo_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"huiyin/engine/query"
	"huiyin/runtime/store"
	"huiyin/runtime/store/mongo/mongotest"
)

// While the server cannot be reached every call says so and soon; afterwards the store goes on by itself, and what was
// acknowledged is there.
func TestOutage(t *testing.T) {
	c, address := mongotest.Plug(t, fresh(t))
	s := open(t, address)
	if err := s.Ensure(t.Context(), store.Collection{Name: "docs"}); err != nil {
		t.Fatal(err)
	}
	op := store.Op{Collection: "docs", ID: "a", Body: []byte(`{"v":1}`)}
	if r := s.Write(t.Context(), op)[0]; r.Err != nil {
		t.Fatal(r.Err)
	}
	c.Set(true)
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
	c.Set(false)
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
	c, address := mongotest.Plug(t, fresh(t))
	s := open(t, address)
	if err := s.Ensure(t.Context(), store.Collection{Name: "docs"}); err != nil {
		t.Fatal(err)
	}
	acknowledged := int64(0)
	for range 5 {
		c.Set(true)
		c.Set(false)
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

// Whatever a connection is at when it breaks, being made, waited for or used, callers hear that the server cannot be
// reached and nothing else.
func TestEveryBreakIsAnOutage(t *testing.T) {
	c, address := mongotest.Plug(t, fresh(t))
	s := open(t, address)
	if err := s.Ensure(t.Context(), store.Collection{Name: "docs"}); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	var load sync.WaitGroup
	for i := range 40 {
		load.Go(func() {
			for ctx.Err() == nil {
				_, read := s.Get(t.Context(), "docs", "a")
				_, counted := s.Increment(t.Context(), "no", 1)
				wrote := s.Write(t.Context(), store.Op{Collection: "docs", ID: fmt.Sprint(i), IfRev: store.AnyRev, Body: []byte(`{}`)})[0].Err
				for what, err := range map[string]error{"get": read, "increment": counted, "write": wrote, "ping": s.Ping(t.Context())} {
					if err != nil && !errors.Is(err, store.ErrUnreachable) {
						t.Errorf("%s: %T %v", what, err, err)
					}
				}
			}
		})
	}
	for n := range 30 {
		time.Sleep(time.Duration(5+n*2) * time.Millisecond)
		c.Set(n%2 == 0)
	}
	stop()
	load.Wait()
}
