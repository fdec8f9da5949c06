package main

import (
	"fmt"
	"path/filepath"
	goruntime "runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"huiyin/runtime"
)

// A backup taken while people work holds everything that was acknowledged before it began, whole: the process of each
// record runs, its picture opens, no number is there twice, and nobody is written to a second time.
func TestBackupWhilePeopleWork(t *testing.T) { onBoth(t, drill, "suggestion_intake") }

func drill(t *testing.T, r *rig, cfg Config) {
	one := r.person(runtime.User{ID: "u_1", Login: "one", Name: "甲", Admin: true})
	told := map[string]string{} // title -> id
	for i := range 6 {
		title := fmt.Sprint("备份之前的建议 ", i)
		body := matrixRecord(title)
		data := body["data"].(junk)
		data["contact_email"], data["consent_contact"], data["want_reply"] = fmt.Sprintf("before%d@example.com", i), junk{"given": true}, true
		data["attachments"] = []any{junk{"id": one.upload("/api/v1/files", "")}}
		told[title], _ = one.must(201, "POST", suggestions, body)["id"].(string)
	}
	r.tick()
	if len(r.mail.all()) == 0 {
		t.Fatal("nobody was written to")
	}
	stop, all, written := make(chan struct{}), sync.WaitGroup{}, atomic.Int64{}
	for i := range 4 {
		all.Go(func() {
			for n := 0; ; n++ {
				select {
				case <-stop:
					return
				default:
				}
				got := one.send("POST", suggestions, matrixRecord(fmt.Sprintf("备份之中的建议 %d-%d", i, n)))
				if got.status != 201 {
					t.Errorf("%d %s", got.status, got.body)
					return
				}
				written.Add(1)
				one.send("POST", suggestions+"/"+told["备份之前的建议 0"]+"/comments", junk{"text": fmt.Sprintf("%d-%d", i, n)})
			}
		})
	}
	target := filepath.Join(t.TempDir(), "backup.tar.gz")
	for before := written.Load(); written.Load() == before && !t.Failed(); { // people are at work when it begins
		goruntime.Gosched()
	}
	begun := written.Load()
	huiyin(t, cfg, "backup", target)
	ended := written.Load()
	close(stop)
	all.Wait()
	if t.Logf("%d suggestions were written while the backup was taken", ended-begun); ended == begun {
		t.Error("nothing was written while the backup was taken")
	}
	again := &rig{t: t, clock: r.clock, mail: newMailbox(t)}
	back := testConfig(t, t.TempDir(), again.mail)
	if isMongo(cfg.Store) {
		onMongo(t)(&back)
	}
	huiyin(t, back, "restore", target)
	again.serve(back)
	again.whole(told)
}

// huiyin runs a command of the console on a store.
func huiyin(t *testing.T, cfg Config, args ...string) {
	t.Helper()
	c, out, err := consoleWith(map[string]string{"LANG": "en_US.UTF-8", "HUIYIN_STORE": cfg.Store, "HUIYIN_FILES": cfg.Files, "HUIYIN_SECRET": "a root key for tests only"})
	if code := run(t.Context(), c, args); code != exitOK {
		t.Fatalf("huiyin %v: %d %s%s", args, code, out, err)
	}
}

// whole checks that everything told is there, once and working.
func (r *rig) whole(told map[string]string) {
	r.t.Helper()
	one, numbers := r.signIn("u_1"), map[any]bool{}
	for title, id := range told {
		v := one.must(200, "GET", suggestions+"/"+id, nil)
		if v["title"] != title || dig(v, "process", "state") != "running" || dig(v, "process", "tasks", 0, "id") == nil {
			r.t.Errorf("%s: %v", title, v["process"])
		}
		file, _ := dig(v, "view", "values", "attachments", 0, "id").(string)
		if got := one.send("GET", "/api/v1/files/"+file, nil); got.status != 200 || !strings.HasPrefix(string(got.body), "\x89PNG") {
			r.t.Errorf("%s: its picture: %d", title, got.status)
		}
	}
	for after := ""; ; {
		page := one.must(200, "GET", suggestions+"?limit=200&after="+after, nil)
		items, _ := page["items"].([]any)
		for _, item := range items {
			if no := dig(item, "no"); numbers[no] {
				r.t.Errorf("%v is there twice", no)
			} else {
				numbers[no] = true
			}
		}
		if after, _ = page["next"].(string); after == "" {
			break
		}
	}
	if len(numbers) < len(told) {
		r.t.Errorf("%d records", len(numbers))
	}
	r.tick()
	for _, l := range r.mail.all() {
		if strings.HasPrefix(l.To, "before") {
			r.t.Errorf("%s is written to again: %s", l.To, l.Subject)
		}
	}
	one.must(201, "POST", suggestions, matrixRecord("还原以后的建议"))
}
