package main

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"huiyin/engine"
	"huiyin/runtime"
	"huiyin/runtime/store"
)

// repeats is what the tests of repeated requests share.
type repeats struct {
	*rig
	one      *browser
	at, id   string
	track    string // of a record from a stranger
	stranger *browser
}

func newRepeats(t *testing.T) *repeats {
	t.Helper()
	r := &repeats{rig: boot(t, "suggestion_sop_full")}
	r.one = r.person(runtime.User{ID: "u_1", Login: "one", Name: "甲", Roles: []string{"suggestions/cs_agent", "suggestions/triager"}})
	r.id, _ = r.one.must(201, "POST", suggestions, matrixRecord("大家都来说两句"))["id"].(string)
	r.at = suggestions + "/" + r.id
	r.stranger = r.rig.stranger()
	r.track = "/api/v1/public/track/" + code(r.stranger.must(201, "POST", publicForm, publicFill(r.token(), "客户的一条建议")))
	return r
}

// said counts the comments with a text, and the entries about comments in the history.
func (r *repeats) said(id, text string) (comments, entries int) {
	r.t.Helper()
	list, err := r.s.API.Comments.Of(r.t.Context(), id, false)
	if err != nil {
		r.t.Fatal(err)
	}
	for _, c := range list {
		if c.Text == text {
			comments++
		}
	}
	app, _ := r.s.Apps.Get("suggestions")
	f, _ := app.Form("suggestion")
	rec, err := r.s.Submitter.Load(r.t.Context(), app, f, id)
	if err != nil {
		r.t.Fatal(err)
	}
	for _, e := range rec.History {
		if e.Type == "comment" {
			entries++
		}
	}
	return comments, entries
}

// The same key makes the same comment, however many requests carry it at once; without a key each is one of its own.
func TestCommentsAreNotDoubled(t *testing.T) {
	r := newRepeats(t)
	say := func(b *browser, path string, status int, body map[string]any, head ...string) {
		var wait sync.WaitGroup
		for range 6 {
			wait.Go(func() {
				if got := b.send("POST", path+"/comments", body, head...); got.status != status {
					t.Errorf("%s: %d %s", path, got.status, got.body)
				}
			})
		}
		wait.Wait()
	}
	say(r.one, r.at, 201, map[string]any{"text": "并行的话"}, "Idempotency-Key", "one comment")
	if n, entries := r.said(r.id, "并行的话"); n != 1 || entries != 1 {
		t.Errorf("%d comments, %d entries", n, entries)
	}
	customer := strings.Split(r.track, ".")[2]
	say(r.stranger, r.track, 200, map[string]any{"text": "客户的话"}, "Idempotency-Key", "one comment")
	if n, entries := r.said(customer, "客户的话"); n != 1 || entries != 1 {
		t.Errorf("the customer: %d comments, %d entries", n, entries)
	}
	for range 2 {
		r.one.must(201, "POST", r.at+"/comments", map[string]any{"text": "不带键"})
	}
	if n, _ := r.said(r.id, "不带键"); n != 2 {
		t.Errorf("without a key: %d", n)
	}
}

// What a crash left between the comment and the record is completed by the repeat, not doubled.
func TestACommentCutShortIsCompleted(t *testing.T) {
	r := newRepeats(t)
	send := func() {
		r.one.must(201, "POST", r.at+"/comments", map[string]any{"text": "断在中间"}, "Idempotency-Key", "cut short")
	}
	app, _ := r.s.Apps.Get("suggestions")
	f, _ := app.Form("suggestion")
	before, err := r.s.Submitter.Load(t.Context(), app, f, r.id)
	if err != nil {
		t.Fatal(err)
	}
	send()
	r.restore(before)
	if n, entries := r.said(r.id, "断在中间"); n != 1 || entries != 0 {
		t.Fatalf("not cut short: %d comments, %d entries", n, entries)
	}
	send()
	if n, entries := r.said(r.id, "断在中间"); n != 1 || entries != 1 {
		t.Errorf("%d comments, %d entries", n, entries)
	}
}

// restore puts a record back to what it was, as if what was written since had been lost.
func (r *repeats) restore(old *engine.Record) {
	r.t.Helper()
	app, _ := r.s.Apps.Get(old.App)
	f, _ := app.Form(old.Form)
	body, err := r.s.Submitter.Codec.Encode(app, old, f)
	if err != nil {
		r.t.Fatal(err)
	}
	op := store.Op{Collection: runtime.RecordsOf(old.App, old.Form), ID: old.ID, IfRev: store.AnyRev, Body: body, Keys: r.s.Submitter.Codec.UniqueKeys(old, f)}
	if err := r.s.Store.Write(r.t.Context(), op)[0].Err; err != nil {
		r.t.Fatal(err)
	}
}

// A comment takes a few files, each once, and says what is too much.
func TestFilesOfAComment(t *testing.T) {
	r := newRepeats(t)
	many := make([]string, 30000)
	for i := range many {
		many[i] = runtime.DerivedID("file", string(rune(i)), r.id)
	}
	for path, b := range map[string]*browser{r.at: r.one, r.track: r.stranger} {
		got := b.send("POST", path+"/comments", map[string]any{"text": "很多文件", "files": many})
		if got.status != 422 || !slices.Contains(got.problems(), "comment.too_many_files /files") {
			t.Errorf("%s: %d %.300s", path, got.status, got.body)
		}
	}
	file := r.one.upload("/api/v1/files", "")
	same := slices.Repeat([]string{file}, 30)
	r.one.must(201, "POST", r.at+"/comments", map[string]any{"text": "一个文件", "files": same})
	list, err := r.s.API.Comments.Of(t.Context(), r.id, false)
	if err != nil || len(list) != 1 || len(list[0].Files) != 1 {
		t.Errorf("%+v %v", list, err)
	}
}
