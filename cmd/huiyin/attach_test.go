package main

import (
	"testing"

	"huiyin/runtime"
)

// withFile is a record for the api with one attachment.
func withFile(title, file string) map[string]any {
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
	admin.must(204, "DELETE", at, nil, "If-Match", admin.send("GET", at, nil).etag)
	for _, b := range []*browser{r.one, admin} {
		if got := b.send("GET", "/api/v1/files/"+file, nil); got.status != 404 {
			t.Errorf("after: %d", got.status)
		}
	}
}
