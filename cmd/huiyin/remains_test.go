package main

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"huiyin/engine"
	"huiyin/engine/query"
	"huiyin/runtime"
	"huiyin/runtime/store"
)

// remains is what the crash test finds in the store.
type remains struct {
	tickets map[string][]*engine.Record        // by title
	follows map[string][]*engine.Record        // by the ticket they follow
	events  map[string][]runtime.EventDocument // by record
	drawn   map[string]int64                   // every counter
}

func readRemains(t *testing.T, s *Server) remains {
	t.Helper()
	left := remains{tickets: map[string][]*engine.Record{}, follows: map[string][]*engine.Record{}, events: map[string][]runtime.EventDocument{}}
	for _, r := range allRecords(t, s, "desk", "ticket") {
		left.tickets[r.Title] = append(left.tickets[r.Title], r)
	}
	for _, r := range allRecords(t, s, "desk", "follow") {
		key, _ := r.Data["ticket"].(string)
		left.follows[key] = append(left.follows[key], r)
	}
	relayAll(t, s)
	var err error
	if left.drawn, err = s.Store.(store.Carrier).Counters(t.Context()); err != nil {
		t.Fatal(err)
	}
	err = s.Store.Scan(t.Context(), runtime.Events, query.Condition{}, func(d store.Document) error {
		var e runtime.EventDocument
		if err := json.Unmarshal(d.Body, &e); err != nil {
			return err
		}
		left.events[e.Record] = append(left.events[e.Record], e)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return left
}

func allRecords(t testing.TB, s *Server, app, form string) []*engine.Record {
	t.Helper()
	a, _ := s.Apps.Get(app)
	f, ok := a.Form(form)
	if !ok {
		t.Fatalf("no form %s", form)
	}
	var out []*engine.Record
	err := s.Store.Scan(t.Context(), runtime.RecordsOf(app, form), query.Condition{}, func(d store.Document) error {
		r, err := s.Submitter.Codec.Decode(d.Body, f)
		out = append(out, r)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// relayAll follows the change feed from where the killed relays had come to, until everything there is has arrived.
func relayAll(t *testing.T, s *Server) {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	begun := time.Now()
	defer func() { t.Logf("the relay had caught up after %v", time.Since(begun)) }()
	go func() { _ = s.Relay.Run(ctx) }()
	for _, form := range []string{"ticket", "follow"} {
		for _, r := range allRecords(t, s, "desk", form) {
			last := r.History[len(r.History)-1]
			for {
				docs, err := s.Store.Get(ctx, runtime.Events, fmt.Sprintf("%s:%d", r.ID, last.Seq))
				if err != nil {
					t.Fatalf("event %d of %s never reached the events: %v", last.Seq, r.ID, err)
				}
				if len(docs) == 1 {
					break
				}
				time.Sleep(10 * time.Millisecond)
			}
		}
	}
}

// checkTickets: everything acknowledged is there once, with its process, its follow-up and its history.
func (c *crash) checkTickets(left remains) {
	numbers := map[string]string{}
	for title, tk := range c.tickets {
		found := left.tickets[title]
		if len(found) != 1 {
			c.t.Errorf("%s was acknowledged once and is there %d times", title, len(found))
			continue
		}
		r := found[0]
		if r.ID != tk.id || r.Proc == nil {
			c.t.Errorf("%s: id %s instead of %s, process %v", title, r.ID, tk.id, r.Proc)
			continue
		}
		if other := numbers[r.No]; r.No == "" || other != "" {
			c.t.Errorf("%s has the number %q, as has %q", title, r.No, other)
		}
		numbers[r.No] = title
		c.checkFinished(r, tk, left)
		if n := ofType(left.events[r.ID], "created"); n != 1 {
			c.t.Errorf("%s was created %d times in the events", title, n)
		}
	}
}

// checkFinished: a finished ticket is finished once and followed up once; others not at all.
func (c *crash) checkFinished(r *engine.Record, tk *ticket, left remains) {
	want := 0
	if tk.finished {
		want = 1
		if r.Proc.Status != "done" || r.Data["note"] != "done "+r.Title {
			c.t.Errorf("%s was finished and stands in %s: %v", r.Title, r.Proc.Status, r.Data["note"])
		}
	}
	follows := left.follows[r.ID]
	if len(follows) != want {
		c.t.Errorf("%s has %d follow-ups instead of %d", r.Title, len(follows), want)
	} else if want == 1 && r.Data["follow"] != follows[0].ID {
		c.t.Errorf("%s does not know its follow-up: %v", r.Title, r.Data["follow"])
	}
	if n := ofType(left.events[r.ID], "task_done"); n != want {
		c.t.Errorf("the task of %s was done %d times instead of %d", r.Title, n, want)
	}
	if len(r.Outbox) > 0 {
		c.t.Errorf("%s still has %d effects: %+v", r.Title, len(r.Outbox), r.Outbox[0])
	}
}

func ofType(events []runtime.EventDocument, kind string) int {
	n := 0
	for _, e := range events {
		if e.Type == kind {
			n++
		}
	}
	return n
}

// checkEdits: every acknowledged edit of the busy record stands once in the events, in order.
func (c *crash) checkEdits(left remains, least int) {
	events := left.events[c.busy]
	slices.SortFunc(events, func(a, b runtime.EventDocument) int { return int(a.Seq - b.Seq) })
	var got []string
	for _, e := range events {
		for _, ch := range e.Changes {
			if text, ok := ch.New.(string); ok && ch.Field == "note" {
				got = append(got, text)
			}
		}
	}
	if !slices.Equal(got, c.edits) {
		c.t.Errorf("acknowledged %d edits, the events hold %d:\n%s\n%s", len(c.edits), len(got), strings.Join(c.edits, ","), strings.Join(got, ","))
	}
	if len(c.edits) < least {
		c.t.Errorf("only %d edits", len(c.edits))
	}
}

// checkMail: one letter per ticket and template. SMTP cannot be asked whether a letter arrived, so the letter that was
// on its way when the server died or lost its store is sent again under the same Message-ID, by which the receiving side drops it; no
// other letter may come twice.
func (c *crash) checkMail(left remains) {
	byID, byOrder := map[string][]letter{}, map[string][]string{}
	for _, l := range c.mail.all() {
		if byID[l.ID] == nil {
			order := l.To + " " + strings.SplitN(l.Subject, " ", 2)[0]
			byOrder[order] = append(byOrder[order], l.ID)
		}
		byID[l.ID] = append(byID[l.ID], l)
	}
	for order, ids := range byOrder {
		if len(ids) != 1 {
			c.t.Errorf("%s was written %d times: %v", order, len(ids), ids)
		}
	}
	want := 0
	for title, tk := range c.tickets {
		if want++; tk.finished {
			want++
		}
		if len(left.tickets[title]) == 1 {
			address, _ := left.tickets[title][0].Data["email"].(string)
			if len(byOrder[address+" 收到"]) != 1 || (len(byOrder[address+" 完成"]) == 1) != tk.finished {
				c.t.Errorf("%s (finished %t) was told %v %v", title, tk.finished, byOrder[address+" 收到"], byOrder[address+" 完成"])
			}
		}
	}
	if len(byOrder) != want {
		c.t.Errorf("%d letters for %d promises", len(byOrder), want)
	}
	for id, copies := range byID {
		for i, l := range copies[1:] {
			if before := copies[i]; before.Subject != l.Subject || before.Body != l.Body || !c.hurtAfter(before.At) {
				c.t.Errorf("%s came %d times although no crash explains it", id, len(copies))
			}
		}
	}
}

// hurtAfter reports whether a server was hurt at a moment or within a second after it.
func (c *crash) hurtAfter(at time.Time) bool {
	return slices.ContainsFunc(c.harm, func(h harm) bool { return !h.end.Before(at) && h.begin.Sub(at) < time.Second })
}
