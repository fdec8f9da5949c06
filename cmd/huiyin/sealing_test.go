package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"huiyin/engine/query"
	"huiyin/runtime"
	"huiyin/runtime/store"
)

// N-02: a server that is killed while it seals a field that has become personal leaves nothing half done: the next one goes
// on with the rest, and in the end every value and every history is there for those who may read it, and for nobody else.
func TestKilledWhileSealing(t *testing.T) {
	if testing.Short() {
		t.Skip("kills a server again and again")
	}
	onBothFrom(t, deskShelf(), killedWhileSealing, "desk")
}

// sealedTickets is how many there are; each holds a secret, and held another before.
const sealedTickets = 240

func secretNow(i int) string    { return fmt.Sprintf("住在向阳小区 %03d 号", i) }
func secretBefore(i int) string { return fmt.Sprintf("住在幸福里 %03d 号", i) }

func killedWhileSealing(t *testing.T, r *rig, cfg Config) {
	one := r.person(runtime.User{ID: "u_1", Login: "one", Name: "甲", Roles: []string{"desk/agent"}})
	r.republish("role", "agent", func(spec map[string]any) {
		dig(spec, "permissions", 0, "fields").(map[string]any)["note"] = "write"
	})
	ids, clear := make([]string, sealedTickets), []string{}
	for i := range ids {
		ids[i], _ = one.must(201, "POST", records, junk{"data": junk{"title": fmt.Sprint("第 ", i), "note": secretBefore(i)}})["id"].(string)
		one.must(200, "PATCH", records+"/"+ids[i], junk{"data": junk{"note": secretNow(i)}}, "If-Match", one.send("GET", records+"/"+ids[i], nil).etag)
		clear = append(clear, secretNow(i), secretBefore(i))
	}
	r.tick()
	if len(r.inClear(clear...)) < 3*sealedTickets {
		t.Fatal("the secrets are not there to begin with")
	}
	r.republish("form", "ticket", marked([]string{"note"}))
	release := r.release()
	n, cut := newNode(t, cfg, cfg.Store), 0
	for life := 1; r.sealed() < sealedTickets; life++ {
		n.start()
		for r.sealed() < min(life*sealedTickets/6, sealedTickets) && !t.Failed() { // as far as that, and then no further
			time.Sleep(time.Millisecond)
		}
		n.kill()
		if done := r.sealed(); done > 0 && done < sealedTickets {
			cut++
		}
		r.forget(release)
	}
	if cut < 2 {
		t.Errorf("killed in the middle %d times only", cut)
	}
	n.start()
	for r.migration(release).Ended == nil && !t.Failed() {
		time.Sleep(5 * time.Millisecond)
	}
	n.stop()
	t.Logf("killed in the middle %d times", cut)
	if left := r.inClear(clear...); len(left) > 0 {
		t.Errorf("%d can be read, such as %s", len(left), left[0])
	}
	for i, id := range ids {
		if got := dig(one.must(200, "GET", records+"/"+id, nil), "view", "values", "note"); got != secretNow(i) {
			t.Errorf("%s holds %v", id, got)
		}
		if past := string(one.send("GET", records+"/"+id+"/timeline?all=1", nil).body); !strings.Contains(past, secretBefore(i)) || strings.Contains(past, "enc:") {
			t.Errorf("%s: its history says %s", id, past)
		}
	}
	if got := finds(one, leafOf("note", "eq", secretNow(7))); !slices.Equal(got, []string{"第 7"}) {
		t.Errorf("found by its whole note: %v", got)
	}
}

// release is the current one of the small app.
func (r *rig) release() int {
	a, _ := r.s.Apps.Get("desk")
	return a.Release
}

// sealed counts the tickets that have been sealed as the current form wants it.
func (r *rig) sealed() int {
	r.t.Helper()
	a, _ := r.s.Apps.Get("desk")
	f, _ := a.Form("ticket")
	personal := f.Personal()
	slices.Sort(personal)
	page, err := r.s.Store.Find(r.t.Context(), runtime.RecordsOf("desk", "ticket"), query.Query{Where: query.Is("sealed", "eq", strings.Join(personal, ",")), Limit: 1, Count: true})
	if err != nil {
		r.t.Fatal(err)
	}
	return int(page.Count)
}

// forget lets the time pass after which the work of a server that is dead is anybody's.
func (r *rig) forget(release int) {
	r.t.Helper()
	state := r.migration(release)
	if state.Lease == nil {
		return
	}
	state.Lease.Until = time.Time{}
	if res := r.s.Store.Write(r.t.Context(), store.Op{Collection: runtime.Migrations, ID: state.ID, IfRev: store.AnyRev, Body: []byte(asJSON(state))})[0]; res.Err != nil {
		r.t.Fatal(res.Err)
	}
}
