package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"huiyin/engine"
	"huiyin/runtime"
	"huiyin/runtime/store"
)

// halting is a store that ends in the middle of something: after so many writes none gets through any more, and of the
// last that does nobody hears when lost is set, as when a process is killed between a commit and its answer.
type halting struct {
	store.Store
	writes int
	lost   bool
}

var errDead = errors.New("the store is gone")

func (d *halting) Write(ctx context.Context, ops ...store.Op) []store.Result {
	out := make([]store.Result, len(ops))
	for i, op := range ops {
		if d.writes--; d.writes >= 0 {
			out[i] = d.Store.Write(ctx, op)[0]
		}
		if d.writes < 0 || d.writes == 0 && d.lost {
			out[i] = store.Result{Err: errDead}
		}
	}
	return out
}

// moves counts how often a record came to a release, by its history.
func moves(r *engine.Record, release int) (n int) {
	for _, e := range r.History {
		if e.Type == "process_migrated" && e.Event != nil && fmt.Sprint(e.Event.Data["to"]) == fmt.Sprint(release) {
			n++
		}
	}
	return n
}

// P-20, O-03: wherever a migration is broken off, before any of its writes or between one and its answer, another node
// carries it on, every record is moved once to where the plan says, and the results say so.
func TestAMigrationMayEndAnywhere(t *testing.T) {
	const records = 3
	r, admin, agent := designer(t)
	var ids []string
	for i := range records {
		id, _ := agent.must(201, "POST", suggestions, matrixRecord(fmt.Sprintf("第几条建议 %d", i)))["id"].(string)
		ids = append(ids, id)
	}
	healthy := r.s.Submitter.Store
	step := []string{"receive", "receive_b"}
	broken := 0
	for n := 1; n <= 2*(2*records+3); n++ {
		from, to := step[(n-1)%2], step[n%2]
		rename(t, admin, from, to)
		release := n + 1
		admin.must(201, "POST", app+"/publish", junk{"note": "", "expect": n, "migration": junk{"plan": junk{"suggestion_sop": junk{"nodes": junk{from: to}}}}})
		r.s.Submitter.Store = &halting{Store: healthy, writes: (n + 1) / 2, lost: n%2 == 0}
		if err := (&runtime.Migrator{Name: "first", Submitter: r.s.Submitter}).Work(t.Context()); err != nil {
			broken++
		}
		r.s.Submitter.Store = healthy
		r.clock.set(r.clock.Now().Add(time.Minute))
		if err := (&runtime.Migrator{Name: "second", Submitter: r.s.Submitter}).Work(t.Context()); err != nil {
			t.Fatalf("broken off at %d: %v", n, err)
		}
		got := admin.must(200, "GET", app+"/migration", nil)
		if list, _ := got["items"].([]any); got["state"] != "done" || got["moved"] != float64(records) || got["failed"] != 0.0 || got["left"] != 0.0 || len(list) != records {
			t.Fatalf("broken off at %d: %v", n, got)
		}
		published, _ := r.s.Apps.Get("suggestions")
		f, _ := published.Form("suggestion")
		for _, id := range ids {
			rec, err := r.s.Submitter.Load(t.Context(), published, f, id)
			if err != nil {
				t.Fatal(err)
			}
			if rec.Proc.Release != release || len(rec.Proc.Tokens) != 1 || rec.Proc.Tokens[0].Node != to || moves(rec, release) != 1 || len(rec.Proc.Working()) != 1 {
				t.Fatalf("broken off at %d: release %d, %+v, moved %d times", n, rec.Proc.Release, rec.Proc.Tokens, moves(rec, release))
			}
		}
	}
	if broken < 2*(2*records) {
		t.Fatalf("only %d of the migrations were broken off", broken)
	}
}

// rename saves a draft in which a step is called something else.
func rename(t *testing.T, admin *browser, from, to string) {
	t.Helper()
	got := admin.send("GET", app+"/definitions/process/suggestion_sop", nil)
	text := strings.NewReplacer(`"`+from+`"`, `"`+to+`"`, `:`+from+`"`, `:`+to+`"`).Replace(string(got.body))
	admin.must(200, "PUT", app+"/drafts", json.RawMessage(text))
}
