package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"huiyin/engine/query"
	"huiyin/runtime"
	"huiyin/runtime/store"
)

// setback is a server whose clock is set back while people work with it.
type setback struct {
	*rig
	one *browser
	dir string
}

// restart ends the server and begins again on the same data.
func (s *setback) restart() {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := s.s.Stop(ctx); err != nil {
		s.t.Fatal(err)
	}
	cfg := testConfig(s.t, s.dir, s.mail)
	again := &rig{t: s.t, clock: s.clock, mail: s.mail}
	again.serve(cfg)
	*s.rig = *again
	s.one.url = s.url
}

func (s *setback) suggestion(title string) map[string]any {
	s.t.Helper()
	return s.one.must(201, "POST", suggestions, matrixRecord(title))
}

// works goes through what people do all day.
func (s *setback) works(id string) {
	s.t.Helper()
	one := s.one
	one.must(200, "GET", "/api/v1/session", nil)
	got := one.must(200, "GET", suggestions+"/"+id, nil)
	one.must(201, "POST", suggestions+"/"+id+"/comments", map[string]any{"text": "时钟被调过"})
	clocks, _ := dig(got, "process", "slas").([]any)
	for _, c := range clocks {
		if percent, _ := dig(c, "percent").(float64); percent < 0 {
			s.t.Errorf("a clock stands at %v%%", percent)
		}
	}
	for _, path := range []string{suggestions + "?count=1", "/api/v1/tasks", "/api/v1/tasks/count", "/api/v1/mine", "/api/v1/inbox",
		suggestions + "/" + id + "/timeline?all=1", suggestions + "/" + id + "/messages"} {
		if a := one.send("GET", path, nil); a.status != 200 {
			s.t.Errorf("%s: %d %s", path, a.status, a.body)
		}
	}
	sent := s.stranger().must(201, "POST", publicForm, publicFill(s.token(), "时钟被调过的建议"+fmt.Sprint(s.clock.Now().Unix())))
	s.stranger().must(200, "GET", "/api/v1/public/track/"+code(sent), nil)
}

// history checks that a record's entries stand in order and reached the events collection once each.
func (s *setback) history(id string) {
	s.t.Helper()
	var timeline struct{ Items []struct{ Seq int64 } }
	if err := s.one.send("GET", suggestions+"/"+id+"/timeline?all=1", nil).into(&timeline); err != nil {
		s.t.Fatal(err)
	}
	for i, e := range timeline.Items {
		if i > 0 && e.Seq >= timeline.Items[i-1].Seq {
			s.t.Errorf("number %d of the timeline stands behind %d", timeline.Items[i-1].Seq, e.Seq)
		}
	}
	page, err := s.s.Store.Find(s.t.Context(), runtime.Events, query.Query{Where: query.Is("record", "eq", id), Limit: 1000})
	if err != nil || len(page.Documents) != len(timeline.Items) {
		s.t.Errorf("%d of %d entries were relayed: %v", len(page.Documents), len(timeline.Items), err)
	}
}

// levels counts what was noted about the clocks of a record.
func (s *setback) levels(id string) (n int) {
	s.t.Helper()
	err := s.s.Store.Scan(s.t.Context(), runtime.Events, query.Is("record", "eq", id), func(d store.Document) error {
		if strings.Contains(string(d.Body), `"type":"sla_level"`) || strings.Contains(string(d.Body), `"type":"sla_breached"`) {
			n++
		}
		return nil
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return n
}

// A clock that is set back by an hour, while the server runs or between two runs, breaks nothing: nobody is signed
// out, ids and numbers stay apart, timers fire at their time and once, history stays in order and reaches the events.
func TestClockSetBack(t *testing.T) {
	for _, how := range []string{"running", "restart"} {
		t.Run(how, func(t *testing.T) {
			r := &rig{t: t, clock: newClock(monday.Add(2 * time.Hour)), mail: newMailbox(t)}
			s := &setback{rig: r, dir: t.TempDir()}
			r.serve(testConfig(t, s.dir, r.mail))
			install(t, r.s, "suggestion_sop_full")
			s.one = r.person(runtime.User{ID: "u_1", Login: "one", Name: "甲",
				Roles: []string{"suggestions/cs_lead", "suggestions/triager", "suggestions/biz_admin"}})
			s.goesOn(how)
		})
	}
}

func (s *setback) goesOn(how string) {
	t := s.t
	before := s.suggestion("调时钟之前的建议")
	id, _ := before["id"].(string)
	s.tick()
	due, _ := dig(before, "process", "slas", 0, "due").(string)
	at, err := time.Parse(time.RFC3339, due)
	if err != nil {
		t.Fatalf("no clock runs: %v", dig(before, "process", "slas"))
	}
	s.clock.set(s.clock.Now().Add(-time.Hour))
	if how == "restart" {
		s.restart()
	}
	after := s.suggestion("调时钟之后的建议")
	if after["id"] == before["id"] || after["no"] == before["no"] {
		t.Errorf("two records share %v %v", after["id"], after["no"])
	}
	s.tick()
	s.works(id)
	for range 3 {
		s.tick()
	}
	if n := s.levels(id); n != 0 {
		t.Errorf("%d levels before their time", n)
	}
	s.clock.set(at.Add(time.Minute))
	s.tick()
	fired := s.levels(id)
	if fired == 0 {
		t.Error("no level fired when its time had come")
	}
	s.clock.set(at.Add(-59 * time.Minute)) // back again, over the moment that has passed
	if how == "restart" {
		s.restart()
	}
	s.tick()
	s.works(id)
	s.clock.set(at.Add(2 * time.Minute))
	s.tick()
	if n := s.levels(id); n != fired {
		t.Errorf("levels fired %d times, then %d", fired, n)
	}
	s.history(id)
	s.feed()
}

// feed checks that the change feed has every record, in an order in which a record's revisions rise.
func (s *setback) feed() {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.t.Context(), 2*time.Second)
	defer cancel()
	changes, err := s.s.Store.Changes(ctx, "")
	if err != nil {
		s.t.Fatal(err)
	}
	last := map[string]int64{}
	records := runtime.RecordsOf("suggestions", "suggestion")
	s.clock.set(s.clock.Now().Add(-time.Hour))
	end, _ := s.suggestion("变更流的终点")["id"].(string)
	for ch, err := range changes {
		if err != nil {
			s.t.Fatal(err)
		}
		if ch.Collection != records {
			continue
		}
		if ch.Rev <= last[ch.ID] && !ch.Deleted {
			s.t.Errorf("revision %d of %s comes after %d", ch.Rev, ch.ID, last[ch.ID])
		}
		if last[ch.ID] = ch.Rev; ch.ID == end {
			break
		}
	}
	var page struct{ Items []struct{ ID string } }
	if err := s.one.send("GET", suggestions+"?limit=200", nil).into(&page); err != nil {
		s.t.Fatal(err)
	}
	for _, item := range page.Items {
		if last[item.ID] == 0 {
			s.t.Errorf("%s is not in the feed", item.ID)
		}
	}
	if len(page.Items) < 4 || !slices.ContainsFunc(page.Items, func(i struct{ ID string }) bool { return i.ID == end }) {
		s.t.Errorf("the list has %d records", len(page.Items))
	}
}
