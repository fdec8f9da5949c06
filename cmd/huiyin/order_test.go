package main

import (
	"encoding/json"
	"net/url"
	"slices"
	"testing"
	"time"

	"huiyin/engine/query"
	"huiyin/runtime"
	"huiyin/runtime/store"
)

// A list sorted by status has the statuses as the process has them, not as their keys are spelt: page by page, both ways,
// on both stores; in another order as soon as another one is published, and with records that an older program wrote.
func TestStatusesAreSortedAsTheProcessHasThem(t *testing.T) {
	onBothFrom(t, deskShelf(), func(t *testing.T, r *rig, _ Config) {
		one := r.person(runtime.User{ID: "u_1", Login: "one", Name: "甲", Roles: []string{"desk/agent"}})
		for _, title := range []string{"甲 办完", "乙 在办", "丙 办完", "丁 在办"} {
			made := one.must(201, "POST", records, junk{"data": junk{"title": title}})
			if title[len(title)-len("办完"):] == "办完" {
				one.must(200, "POST", records+"/"+made["id"].(string)+"/act", junk{"kind": "button", "task": dig(made, "process", "tasks", 0, "id"), "button": "finish", "data": junk{"note": "好了"}})
			}
		}
		open, done := []string{"丁 在办", "乙 在办"}, []string{"丙 办完", "甲 办完"}
		sorted := func(when string, first, second []string) {
			t.Helper()
			for dir, want := range map[string][][]string{"asc": {first, second}, "desc": {second, first}} {
				if got := r.byStatus(one, dir); !slices.Equal(got[0], want[0]) || !slices.Equal(got[1], want[1]) {
					t.Errorf("%s, %s: %v, want %v", when, dir, got, want)
				}
			}
		}
		sorted("as installed", open, done) // "done" is spelt before "open"
		r.republish("process", "handling", func(spec map[string]any) { slices.Reverse(spec["statuses"].([]any)) })
		r.tick()
		sorted("turned round", done, open)
		if state := r.migration(r.release()); state.Ended == nil || state.Seals != 0 {
			t.Errorf("the records came to it by %+v", state)
		}
		r.unranked()
		r.clock.set(r.clock.Now().Add(time.Hour))
		if err := (&runtime.Migrator{Name: "a newer program", Submitter: r.s.Submitter}).Work(t.Context()); err != nil {
			t.Fatal(err)
		}
		sorted("written by an older program", done, open)
		a, _ := r.s.Apps.Get("desk")
		f, _ := a.Form("ticket")
		if !slices.ContainsFunc(runtime.RecordCollection("desk", f, nil).Indexes, func(i store.Index) bool { return i.Fields[0].Field == "rank" && !i.Sparse }) {
			t.Error("the order has no index")
		}
	}, "desk")
}

// byStatus reads four tickets sorted by status, one page after the other, and gives the titles of the first and the last
// two, each in their own order.
func (r *rig) byStatus(one *browser, dir string) (halves [2][]string) {
	r.t.Helper()
	var got []string
	for after := ""; len(got) < 5; {
		page := one.must(200, "GET", records+"?limit=1&sort=record.status:"+dir+"&after="+url.QueryEscape(after), nil)
		got = append(got, titles(page)...)
		if after, _ = page["next"].(string); after == "" {
			break
		}
	}
	if len(got) != 4 {
		r.t.Fatalf("%s: %v", dir, got)
	}
	for i := range halves {
		halves[i] = slices.Sorted(slices.Values(got[2*i : 2*i+2]))
	}
	return halves
}

// unranked takes from the tickets what a program of before statuses had an order did not write.
func (r *rig) unranked() {
	r.t.Helper()
	in := runtime.RecordsOf("desk", "ticket")
	var ops []store.Op
	err := r.s.Store.Scan(r.t.Context(), in, query.Condition{}, func(d store.Document) error {
		var doc map[string]any
		if err := json.Unmarshal(d.Body, &doc); err != nil {
			return err
		}
		var keys []string
		for _, key := range doc["keys"].([]any) {
			keys = append(keys, key.(string))
		}
		delete(doc, "rank")
		delete(doc, "ranked")
		ops = append(ops, store.Op{Collection: in, ID: d.ID, IfRev: d.Rev, Body: []byte(asJSON(doc)), Keys: keys})
		return nil
	})
	if err != nil || len(ops) != 4 {
		r.t.Fatal(len(ops), err)
	}
	for _, res := range r.s.Store.Write(r.t.Context(), ops...) {
		if res.Err != nil {
			r.t.Fatal(res.Err)
		}
	}
}
