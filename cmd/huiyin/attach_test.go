package main

import (
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"huiyin/runtime"
)

// withFile is a record for the api with one attachment.
func withFile(title, file string) junk {
	body := matrixRecord(title)
	body["data"].(junk)["attachments"] = []any{map[string]any{"id": file}}
	return body
}

// What was attached to a record goes with it, also for whoever uploaded it.
func TestFilesOfDeletedRecordsAreGone(t *testing.T) {
	r := newRepeats(t)
	admin := r.person(runtime.User{ID: "u_root", Login: "root", Name: "管", Admin: true})
	file := r.one.upload("/api/v1/files", "")
	made := r.one.must(201, "POST", suggestions, withFile("带附件的一条建议", file))
	for _, b := range []*browser{r.one, admin} {
		if got := b.send("GET", "/api/v1/files/"+file, nil); got.status != 200 {
			t.Fatalf("before: %d", got.status)
		}
	}
	at := suggestions + "/" + made["id"].(string)
	if got := admin.send("DELETE", at, nil); got.status != 428 || got.problems()[0] != "request.match_required" {
		t.Errorf("deleted unseen: %d %s", got.status, got.body)
	}
	if got := admin.send("DELETE", at, nil, "If-Match", `"99"`); got.status != 409 || got.problems()[0] != "record.changed" {
		t.Errorf("deleted as something else: %d %s", got.status, got.body)
	}
	admin.must(204, "DELETE", at, nil, "If-Match", admin.send("GET", at, nil).etag)
	for _, b := range []*browser{r.one, admin} {
		if got := b.send("GET", "/api/v1/files/"+file, nil); got.status != 404 {
			t.Errorf("after: %d", got.status)
		}
	}
}

// A file that several records and comments want at the same moment is in one of them; a refused one lets it go.
func TestAFileIsInOneRecord(t *testing.T) {
	r := newRepeats(t)
	file := r.one.upload("/api/v1/files", "")
	bad := withFile("短", file)
	bad["data"].(junk)["title"] = ""
	r.one.must(422, "POST", suggestions, bad)
	var wait sync.WaitGroup
	var won atomic.Int32
	for i := range 6 {
		wait.Go(func() {
			path, body := suggestions, withFile("第"+string('甲'+rune(i))+"条要附件的建议", file)
			if i%3 == 2 {
				path, body = r.at+"/comments", map[string]any{"text": "看附件", "files": []string{file}}
			}
			switch got := r.one.send("POST", path, body); {
			case got.status == 201 && path == suggestions:
				won.Add(1)
			case got.status == 201:
				won.Add(100)
			case got.status != 422 || !strings.Contains(string(got.body), "file.unknown"):
				t.Errorf("%d %s", got.status, got.body)
			}
		})
	}
	wait.Wait()
	if n := won.Load(); n != 1 && n != 100 && n != 200 {
		t.Errorf("it is in several: %d", n)
	}
	same := r.one.upload("/api/v1/files", "")
	ids := make(chan string, 5)
	for range 5 {
		wait.Go(func() {
			got := r.one.send("POST", suggestions, withFile("同一个请求发五次", same), "Idempotency-Key", "the same file")
			var made struct{ ID string }
			if err := got.into(&made); err != nil || got.status != 201 {
				t.Errorf("%d %s", got.status, got.body)
			}
			ids <- made.ID
		})
	}
	wait.Wait()
	first := <-ids
	for range 4 {
		if id := <-ids; id != first {
			t.Errorf("a repeat made %v beside %v", id, first)
		}
	}
}
