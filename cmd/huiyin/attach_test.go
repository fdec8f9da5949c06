package main

import (
	"net/http"
	"slices"
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

// Nothing that a browser could run is taken in, whatever it calls itself, and nothing is ever served as a document: only
// pictures open in the page, everything else is a download, and either is locked up.
func TestFilesAreNeverDocuments(t *testing.T) {
	r := newRepeats(t)
	sent := r.stranger.must(201, "POST", publicForm, publicFill(r.token(), "带着附件的一条建议"))
	track := "/api/v1/public/track/" + code(sent)
	for _, bad := range []struct{ name, content, want string }{
		{"a.png", "<!DOCTYPE html><script>alert(1)</script>", "file.type_refused"},
		{"a.png", "\xef\xbb\xbf \n<html><body onload=alert(1)>", "file.type_refused"},
		{"a.png", `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`, "file.type_refused"},
		{"a.svg", "a drawing", "file.type_refused"},
		{"a.xml", `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>`, "file.type_refused"},
		{"a.xml", `<?xml version="1.0"?><h:p xmlns:h="http://www.w3.org/1999/xhtml"><h:b/></h:p>`, "file.type_refused"},
		{"a.js", "alert(1)", "file.type_refused"}, {"a.HTM", "hello", "file.type_refused"}, {"a.txt", "<!-- x --><script>alert(1)</script>", "file.type_refused"},
		{"a.png", "", "file.empty"}, {"a.txt", "", "file.empty"}, {"a.bin", strings.Repeat("x", runtime.MaxUpload+1), "file.too_large"},
	} {
		for _, got := range []answer{r.one.uploadAs("/api/v1/files", "", bad.name, bad.content), r.stranger.uploadAs("/api/v1/public/files", code(sent), bad.name, bad.content)} {
			if got.status != 422 || !slices.Equal(got.problems(), []string{bad.want}) {
				t.Errorf("%s %.40q: %d %s", bad.name, bad.content, got.status, got.body)
			}
		}
	}
	for _, good := range []struct{ name, content, kind, disposition string }{
		{"a.txt", "see <script>alert(1)</script>", "text/plain", "attachment; filename=a.txt"},
		{"a.xml", `<?xml version="1.0"?><order/>`, "text/plain", "attachment; filename=a.xml"},
		{"a.pdf", "%PDF-1.7 something", "application/pdf", "attachment; filename=a.pdf"},
		{"a.html", "GIF89a/*<script>*/=1", "image/gif", "inline; filename=a.html"},
	} {
		f := decoded(t, r.one.uploadAs("/api/v1/files", "", good.name, good.content))
		r.served("GET /api/v1/files/"+f["id"].(string), r.one, good.kind, good.disposition)
		theirs := decoded(t, r.stranger.uploadAs("/api/v1/public/files", code(sent), good.name, good.content))["id"].(string)
		r.stranger.must(200, "POST", track+"/comments", map[string]any{"text": "补充", "files": []string{theirs}})
		r.served("GET "+track+"/files/"+fileID(theirs), r.stranger, good.kind, good.disposition)
	}
}

func decoded(t *testing.T, a answer) map[string]any {
	t.Helper()
	out := map[string]any{}
	if err := a.into(&out); err != nil || a.status != 201 {
		t.Fatalf("%d %s", a.status, a.body)
	}
	return out
}

// served looks at how a file comes back.
func (r *repeats) served(route string, b *browser, kind, disposition string) {
	r.t.Helper()
	method, path, _ := strings.Cut(route, " ")
	req, err := http.NewRequest(method, b.url+path, nil)
	if err != nil {
		r.t.Fatal(err)
	}
	req.Header.Set("Cookie", b.cookie)
	res, err := wire.Do(req)
	if err != nil {
		r.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	for name, want := range map[string]string{"Content-Type": kind, "Content-Disposition": disposition, "X-Content-Type-Options": "nosniff",
		"Content-Security-Policy": "default-src 'none'; sandbox"} {
		if got := res.Header.Get(name); res.StatusCode != http.StatusOK || got != want {
			r.t.Errorf("%s: %d %s is %q instead of %q", route, res.StatusCode, name, got, want)
		}
	}
}
