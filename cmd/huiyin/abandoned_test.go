package main

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"huiyin/runtime"
	"huiyin/runtime/store"
)

// dying is a store that writes no record: to the files it is as if the server had ended just before.
type dying struct{ store.Store }

func (d dying) Write(ctx context.Context, ops ...store.Op) []store.Result {
	if slices.ContainsFunc(ops, func(op store.Op) bool { return strings.HasPrefix(op.Collection, "r_") }) {
		return slices.Repeat([]store.Result{{Err: errors.New("the server ended")}}, len(ops))
	}
	return d.Store.Write(ctx, ops...)
}

// cutShort sends a request whose server ends after the files were claimed.
func (u *uploads) cutShort(b *browser, path string, body any, head ...string) {
	u.t.Helper()
	whole := u.s.Submitter.Store
	u.s.Submitter.Store = dying{whole}
	defer func() { u.s.Submitter.Store = whole }()
	if got := b.send("POST", path, body, head...); got.status != 500 {
		u.t.Fatalf("not cut short: %d %s", got.status, got.body)
	}
}

// file is what is known about an upload.
func (u *uploads) file(id string) runtime.FileInfo {
	u.t.Helper()
	f, err := u.s.Sweeper.Files.Get(u.t.Context(), id)
	if err != nil {
		u.t.Fatal(err)
	}
	return f
}

// What a server had claimed when it died goes to the repeat of the request at once.
func TestARepeatGetsTheFilesOfTheFirst(t *testing.T) {
	u := receiveUploads(t)
	key := []string{"Idempotency-Key", "cut between file and record"}
	id := u.one.upload("/api/v1/files", "")
	body := withFile("写记录之前断电的建议", id)
	u.cutShort(u.one, suggestions, body, key...)
	if f := u.file(id); f.Record == "" || f.Claimed == nil {
		t.Fatalf("not claimed: %+v", f)
	}
	if got := u.one.send("POST", suggestions, withFile("别的建议也要它", id)); got.status != 422 {
		t.Errorf("another record took what is claimed: %d %s", got.status, got.body)
	}
	begun := time.Now()
	made := u.one.must(201, "POST", suggestions, body, key...)
	if took := time.Since(begun); took > 5*time.Second {
		t.Errorf("the repeat took %v", took)
	}
	if f := u.file(id); f.Record != made["id"] || f.Claimed != nil {
		t.Errorf("%v has %+v", made["id"], f)
	}
	if again := u.one.must(201, "POST", suggestions, body, key...); again["id"] != made["id"] {
		t.Errorf("%v beside %v", again["id"], made["id"])
	}
	s := u.stranger()
	token := u.token()
	file := s.upload("/api/v1/public/files", token)
	fill := publicFill(token, "陌生人断电的建议")
	fill["data"].(map[string]any)["attachments"] = []any{junk{"id": file}}
	u.cutShort(s, publicForm, fill, "Idempotency-Key", "a stranger, cut short")
	if f := u.file(fileID(file)); f.Record == "" {
		t.Fatalf("not claimed: %+v", f)
	}
	u.later(time.Second)
	s.must(201, "POST", publicForm, fill, "Idempotency-Key", "a stranger, cut short")
}

// What was claimed for a record that never came about is free for others after a while, and goes when nobody wants it;
// what a record has stays its own though the server ended before that was noted.
func TestClaimsOfTheDeadEnd(t *testing.T) {
	u := receiveUploads(t)
	wanted, said, left := u.save("wanted again"), u.save("said later"), u.save("never wanted again")
	for _, f := range []runtime.FileInfo{wanted, said, left} {
		body := matrixRecord("写记录之前断电的建议")
		body["data"].(junk)["documents"] = []any{junk{"id": f.ID}}
		u.cutShort(u.one, suggestions, body)
	}
	made := u.record("写完之后断电的建议", u.save("in a record").ID)
	var v struct{ ID string }
	if err := made.into(&v); err != nil || made.status != 201 {
		t.Fatalf("%d %s", made.status, made.body)
	}
	if f := u.file(said.ID); f.Record == "" {
		t.Fatalf("not claimed: %+v", f)
	}
	u.clock.set(u.clock.Now().Add(3 * time.Minute)) // nothing has swept yet
	if got := u.record("换一个请求再交一次", wanted.ID); got.status != 201 {
		t.Errorf("a dead claim holds: %d %s", got.status, got.body)
	}
	u.one.must(201, "POST", suggestions+"/"+v.ID+"/comments", junk{"text": "附件在这里", "files": []string{said.ID}})
	u.tick()
	if f := u.file(left.ID); f.Record != "" || f.Claimed != nil {
		t.Errorf("still claimed: %+v", f)
	}
	if f := u.file(said.ID); f.Record != v.ID {
		t.Errorf("taken from its comment: %+v", f)
	}
	u.later(25 * time.Hour)
	u.later(time.Hour)
	if u.there(left.ID) || !u.there(wanted.ID) || !u.there(said.ID) {
		t.Errorf("left %v wanted %v said %v", u.there(left.ID), u.there(wanted.ID), u.there(said.ID))
	}
}

// A claim whose record was written is the record's for good, also when the server ended before that was noted.
func TestAClaimThatCameTrueStays(t *testing.T) {
	u := receiveUploads(t)
	f := u.save("noted late")
	var v struct{ ID string }
	if got := u.record("写完就断电", f.ID); got.into(&v) != nil || got.status != 201 {
		t.Fatalf("%d %s", got.status, got.body)
	}
	if err := u.s.Sweeper.Files.Release(t.Context(), f.ID, v.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := u.s.Sweeper.Files.Reserve(t.Context(), f.ID, "suggestions", "suggestion", v.ID); err != nil {
		t.Fatal(err)
	}
	u.later(3 * time.Minute)
	if f := u.file(f.ID); f.Record != v.ID || f.Claimed != nil {
		t.Errorf("%+v", f)
	}
}

// A comment that is refused for one of its files leaves the others free.
func TestARefusedCommentLetsItsFilesGo(t *testing.T) {
	r := newRepeats(t)
	for path, b := range map[string]*browser{r.at: r.one, r.track: r.stranger} {
		upload := func() string {
			if b == r.one {
				return b.upload("/api/v1/files", "")
			}
			return b.upload("/api/v1/public/files", strings.TrimPrefix(r.track, "/api/v1/public/track/"))
		}
		good := upload()
		got := b.send("POST", path+"/comments", junk{"text": "两个附件", "files": []string{good, "nope", "nor this"}})
		if want := []string{"file.unknown /files/1", "file.unknown /files/2"}; got.status != 422 || !slices.Equal(got.problems(), want) {
			t.Errorf("%s: %d %v", path, got.status, got.problems())
		}
		f, err := r.s.Sweeper.Files.Get(t.Context(), fileID(good))
		if err != nil || f.Record != "" {
			t.Errorf("%s keeps what it refused: %+v %v", path, f, err)
		}
	}
	good := r.one.upload("/api/v1/files", "")
	r.one.must(422, "POST", r.at+"/comments", junk{"text": "附件", "files": []string{good, "nope"}})
	r.one.must(201, "POST", suggestions, withFile("换个地方用这个附件", good))
}
