package mongo_test

import (
	"context"
	"errors"
	"os"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/bson"

	"huiyin/runtime/store"
	"huiyin/runtime/store/mongo/mongotest"
	"huiyin/runtime/store/storetest"
)

// What only a real replica set can show. HUIYIN_TEST_MONGODB_REPLICA_URI names one.
func replica(t *testing.T) string { return mongotest.Fresh(t, os.Getenv, mongotest.Replica) }

func TestReplicaConformance(t *testing.T) {
	replica(t)
	storetest.Run(t, func(t *testing.T) store.Store { return open(t, replica(t)) })
}

// A change stream tells of another process's write much sooner than polling would, and goes on after its cursor.
func TestReplicaStreams(t *testing.T) {
	address := replica(t)
	writer, reader := open(t, address), open(t, address)
	if err := writer.Ensure(t.Context(), store.Collection{Name: "docs"}); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	put := func(id string) {
		if r := writer.Write(ctx, store.Op{Collection: "docs", ID: id, Body: []byte(`{}`)})[0]; r.Err != nil {
			t.Fatal(r.Err)
		}
	}
	next := func(after store.Cursor, id string) (store.Cursor, time.Duration) {
		feed, err := reader.Changes(ctx, after)
		if err != nil {
			t.Fatal(err)
		}
		begin := time.Now()
		for c, err := range feed {
			if err != nil {
				t.Fatal(err)
			}
			if c.ID == id {
				return c.Cursor, time.Since(begin)
			}
			if c.ID != "warm" {
				t.Errorf("told of %s", c.ID)
			}
		}
		t.Fatalf("%s was never told of", id)
		return "", 0
	}
	go func() { time.Sleep(time.Second); put("warm"); time.Sleep(time.Second); put("a") }()
	cursor, _ := next(store.Now, "a")
	put("b")
	cursor, _ = next(cursor, "b")
	go func() { time.Sleep(3 * time.Second); put("c") }()
	if _, took := next(cursor, "c"); took > 3*time.Second+800*time.Millisecond {
		t.Errorf("the stream took %s", took)
	}
}

// While the primary steps down no acknowledged write is lost, and none is made twice.
func TestReplicaFailover(t *testing.T) {
	address := replica(t)
	s := open(t, address)
	if err := s.Ensure(t.Context(), store.Collection{Name: "docs"}); err != nil {
		t.Fatal(err)
	}
	admin := mongotest.Database(t, address).Client().Database("admin")
	var rev, unknown int64
	end := time.Now().Add(30 * time.Second)
	for stepped := false; time.Now().Before(end) && rev < 2000; {
		if rev == 200 && !stepped {
			stepped = true
			_ = admin.RunCommand(t.Context(), bson.D{{Key: "replSetStepDown", Value: 5}, {Key: "force", Value: true}}).Err() // it closes connections
		}
		r := s.Write(t.Context(), store.Op{Collection: "docs", ID: "a", IfRev: rev, Body: []byte(`{}`)})[0]
		switch {
		case r.Err == nil:
			rev = r.Rev
		case errors.Is(r.Err, store.ErrUnreachable):
			unknown++
		case errors.Is(r.Err, store.ErrConflict) && unknown > 0: // a write of unknown outcome had arrived
			rev, unknown = rev+1, unknown-1
		default:
			t.Fatalf("at revision %d: %v", rev, r.Err)
		}
	}
	list, err := s.Get(t.Context(), "docs", "a")
	if err != nil || len(list) != 1 || list[0].Rev < rev || list[0].Rev > rev+unknown || rev <= 200 {
		t.Errorf("%+v %v, acknowledged %d, unknown %d", list, err, rev, unknown)
	}
}
