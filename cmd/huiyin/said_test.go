package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"huiyin/runtime"
	"huiyin/runtime/httpapi"
)

// E-06: however much was said about a record, what was said last is shown, the rest can be gone back to, and every
// comment of the customer can be answered for.
func TestMuchWasSaid(t *testing.T) {
	r := newRepeats(t)
	tracked := r.track[len("/api/v1/public/track/"):]
	id := strings.Split(tracked, ".")[2]
	boss := r.person(runtime.User{ID: "u_boss", Login: "boss", Name: "乙", Roles: []string{"suggestions/cs_lead"}})
	file := r.stranger.upload("/api/v1/public/files", tracked)
	r.stranger.must(200, "POST", r.track+"/comments", junk{"text": "最早的话", "files": []string{file}})
	for i := range 1100 {
		at := r.clock.Now().Add(time.Duration(i+1) * time.Second).UTC()
		c := runtime.Comment{ID: runtime.DerivedID("said", fmt.Sprint(i)), App: "suggestions", Form: "suggestion", Record: id, At: at, By: "customer", Customer: true, Text: fmt.Sprint("第 ", i, " 句")}
		if err := r.s.API.Comments.Add(t.Context(), c); err != nil {
			t.Fatal(err)
		}
	}
	r.clock.set(r.clock.Now().Add(time.Hour))
	at := suggestions + "/" + id
	read := func(query string) (out []httpapi.CommentView) {
		t.Helper()
		got := boss.send("GET", at+"/comments"+query, nil)
		if err := json.Unmarshal(got.body, &out); err != nil {
			t.Fatalf("%d %s", got.status, got.body)
		}
		return out
	}
	var posted []httpapi.CommentView
	if err := json.Unmarshal(boss.send("POST", at+"/comments", junk{"text": "最后的话"}).body, &posted); err != nil {
		t.Fatal(err)
	}
	if n := len(posted); n != 500 || posted[n-1].Text != "最后的话" || posted[n-2].Text != "第 1099 句" {
		t.Fatalf("%d comments, the last is %q", n, posted[max(n-1, 0)].Text)
	}
	all := read("?limit=200")
	for len(all) < 1102 {
		more := read("?limit=200&before=" + all[0].ID)
		if len(more) == 0 {
			break
		}
		all = slices.Concat(more, all)
	}
	if len(all) != 1102 || all[0].Text != "最早的话" || !slices.IsSortedFunc(all, func(a, b httpapi.CommentView) int { return a.At.Compare(b.At) }) {
		t.Fatalf("%d comments, the first is %q", len(all), all[0].Text)
	}
	r.goesBack(t, 1100+1)
	colleagues := r.stranger.send("GET", r.track+"/comments?before="+posted[len(posted)-1].ID, nil)
	if colleagues.status != 422 {
		t.Errorf("what colleagues said is known to the customer: %d", colleagues.status)
	}
	if older := read("?before=" + all[0].ID); len(older) != 0 {
		t.Errorf("before the first: %d", len(older))
	}
	if got := boss.send("GET", at+"/comments?before=nope", nil); got.status != 422 || got.problems()[0] != "comment.unknown /before" {
		t.Errorf("%d %s", got.status, got.body)
	}
	for _, n := range []int{3, 1100} {
		boss.must(200, "POST", at+"/heard", junk{"comment": all[n].ID})
		if now := read("?limit=1&before=" + all[n+1].ID); len(now) != 1 || !now[0].Settled {
			t.Errorf("comment %d is not settled: %+v", n, now)
		}
	}
	var page httpapi.TrackView
	if err := json.Unmarshal(r.stranger.send("GET", r.track, nil).body, &page); err != nil {
		t.Fatal(err)
	}
	if n := len(page.Comments); n != 40 || page.Comments[n-1].Text != "第 1099 句" {
		t.Errorf("the customer sees %d", n)
	}
	if got := r.stranger.send("GET", r.track+"/files/"+fileID(file), nil); got.status != 200 {
		t.Errorf("a file from long ago: %d", got.status)
	}
}

// goesBack reads as the customer, page by page, everything both sides said, of which there is so much.
func (r *repeats) goesBack(t *testing.T, count int) {
	t.Helper()
	var page httpapi.TrackTalk
	read := func(path string) {
		t.Helper()
		page = httpapi.TrackTalk{}
		got := r.stranger.send("GET", path, nil)
		if err := json.Unmarshal(got.body, &page); err != nil || got.status != 200 {
			t.Fatalf("%d %s", got.status, got.body)
		}
	}
	read(r.track)
	all := page.Comments
	for n := 0; page.Earlier != "" && n < count; n++ {
		read(r.track + "/comments?before=" + page.Earlier)
		all = slices.Concat(page.Comments, all)
	}
	if len(all) != count || all[0].Text != "最早的话" || len(all[0].Files) != 1 || !slices.IsSortedFunc(all, func(a, b httpapi.TrackComment) int { return a.At.Compare(b.At) }) {
		t.Fatalf("the customer finds %d of %d, the first is %q", len(all), count, all[0].Text)
	}
}
