package main

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"huiyin/runtime"
	"huiyin/runtime/store"
)

// uploads is a server with a colleague and the files they sent.
type uploads struct {
	*rig
	one *browser
}

func (u *uploads) save(content string) runtime.FileInfo {
	u.t.Helper()
	f, err := u.s.Sweeper.Files.Save(u.t.Context(), runtime.FileInfo{Name: "a.txt", By: "u_1"}, strings.NewReader(content))
	if err != nil {
		u.t.Fatal(err)
	}
	return f
}

func (u *uploads) there(id string) bool {
	u.t.Helper()
	_, err := u.s.Sweeper.Files.Get(u.t.Context(), id)
	if err != nil && !errors.Is(err, runtime.ErrGone) {
		u.t.Fatal(err)
	}
	return err == nil
}

// content reports whether the content of a file lies in the folder.
func (u *uploads) content(f runtime.FileInfo) bool {
	_, err := os.Stat(filepath.Join(u.s.Config.Files, f.Hash[:2], f.Hash))
	return err == nil
}

// later lets time pass and does what is due.
func (u *uploads) later(d time.Duration) {
	u.t.Helper()
	u.clock.set(u.clock.Now().Add(d))
	u.tick()
}

// record creates a record with files in it.
func (u *uploads) record(title string, files ...string) answer {
	u.t.Helper()
	body := matrixRecord(title)
	var list []any
	for _, id := range files {
		list = append(list, map[string]any{"id": id})
	}
	body["data"].(junk)["documents"] = list
	return u.one.send("POST", suggestions, body)
}

func receiveUploads(t *testing.T) *uploads {
	r := boot(t, "suggestion_intake")
	return &uploads{r, r.person(runtime.User{ID: "u_1", Login: "one", Name: "甲", Roles: []string{"suggestions/cs_lead"}})}
}

// Uploads that nothing took go after a day, with their content unless another upload shares it; what a record or a
// remark took stays.
func TestUploadsNobodyTookGo(t *testing.T) {
	u := receiveUploads(t)
	loose, shared, twin := u.save("nobody wants this"), u.save("two have this"), u.save("two have this")
	inRecord, inRemark := u.save("in a record"), u.save("in a remark")
	made := u.record("带附件的建议", inRecord.ID, twin.ID)
	var v struct{ ID string }
	if err := made.into(&v); err != nil || made.status != 201 {
		t.Fatalf("%d %s", made.status, made.body)
	}
	u.one.must(201, "POST", suggestions+"/"+v.ID+"/comments", map[string]any{"text": "看附件", "files": []string{inRemark.ID}})

	u.later(23 * time.Hour)
	u.later(30 * time.Minute)
	for _, f := range []runtime.FileInfo{loose, shared, twin, inRecord, inRemark} {
		if !u.there(f.ID) || !u.content(f) {
			t.Fatalf("%s went before its time", f.ID)
		}
	}
	u.later(time.Hour) // dropped
	u.later(11 * time.Minute)
	if u.there(loose.ID) || u.content(loose) || u.there(shared.ID) {
		t.Error("what nobody took is still there")
	}
	if !u.content(shared) {
		t.Error("the content went that another upload shares")
	}
	u.later(48 * time.Hour)
	u.later(time.Hour)
	for _, f := range []runtime.FileInfo{twin, inRecord, inRemark} {
		if got := u.one.send("GET", "/api/v1/files/"+f.ID, nil); got.status != 200 {
			t.Errorf("a file that was taken: %d", got.status)
		}
	}
}

// A submission that has looked at a file just before it was dropped gets it; one that comes later is told.
func TestSweepGivesWayToSubmissions(t *testing.T) {
	u := receiveUploads(t)
	late, quick := u.save("asked for too late"), u.save("taken at the last moment")
	u.later(25 * time.Hour)
	if got := u.record("太晚的建议", late.ID); got.status != 422 || !slices.Contains(got.problems(), "file.unknown /data/documents/0") {
		t.Errorf("a dropped file was taken: %d %s", got.status, got.body)
	}
	if err := u.s.Sweeper.Files.Take(t.Context(), quick.ID, "suggestions", "suggestion", "r1"); err != nil {
		t.Fatal(err)
	}
	u.later(time.Hour)
	if u.there(late.ID) || !u.there(quick.ID) {
		t.Errorf("late %v quick %v", u.there(late.ID), u.there(quick.ID))
	}
	if f, _ := u.s.Sweeper.Files.Get(t.Context(), quick.ID); f.Dropped != nil || f.Record != "r1" {
		t.Errorf("taken, but %+v", f)
	}
	if err := u.s.Sweeper.Files.Take(t.Context(), late.ID, "suggestions", "suggestion", "r1"); !errors.Is(err, runtime.ErrGone) {
		t.Errorf("a file that is gone was taken: %v", err)
	}
}

// between does something between the look at the uploads and the write that follows.
type between struct {
	store.Store
	do func()
}

func (b *between) Write(ctx context.Context, ops ...store.Op) []store.Result {
	if do := b.do; do != nil && ops[0].Collection == runtime.Files {
		b.do = nil
		do()
	}
	return b.Store.Write(ctx, ops...)
}

// Whoever takes a file between two steps of the sweep keeps it, both when it is being dropped and when it is removed.
func TestSweepLosesTheRace(t *testing.T) {
	for name, before := range map[string]time.Duration{"dropping": 0, "removing": 25 * time.Hour} {
		u := receiveUploads(t)
		f := u.save("taken meanwhile " + name)
		if before > 0 {
			u.later(before)
		}
		whole := u.s.Sweeper.Files.Store
		taker := &runtime.FileBook{Store: whole, Contents: runtime.Folder{Dir: u.s.Config.Files}, Spool: u.s.Config.Files, Now: u.clock.Now}
		u.s.Sweeper.Files.Store = &between{whole, func() {
			if err := taker.Take(t.Context(), f.ID, "suggestions", "suggestion", "r1"); err != nil {
				t.Error(err)
			}
		}}
		u.later(25 * time.Hour)
		u.s.Sweeper.Files.Store = whole
		u.later(time.Hour)
		u.later(time.Hour)
		if got, err := u.s.Sweeper.Files.Get(t.Context(), f.ID); err != nil || got.Record != "r1" || !u.content(f) {
			t.Errorf("%s: %+v, content %v, %v", name, got, u.content(f), err)
		}
	}
}

// A record that names a file keeps it, though the server ended before it noted whose the file is.
func TestSweepHealsWhatACrashLeft(t *testing.T) {
	u := receiveUploads(t)
	f := u.save("the server ended too early")
	var v struct{ ID string }
	if got := u.record("写完就断电的建议", f.ID); got.into(&v) != nil || got.status != 201 {
		t.Fatalf("%d %s", got.status, got.body)
	}
	info, err := u.s.Sweeper.Files.Get(t.Context(), f.ID)
	if err != nil || info.Record != v.ID {
		t.Fatalf("%+v %v", info, err)
	}
	info.Record = ""
	body, err := json.Marshal(info)
	if err != nil {
		t.Fatal(err)
	}
	if res := u.s.Store.Write(t.Context(), store.Op{Collection: runtime.Files, ID: f.ID, IfRev: store.AnyRev, Body: body})[0]; res.Err != nil {
		t.Fatal(res.Err)
	}
	u.later(25 * time.Hour)
	u.later(time.Hour)
	if info, err = u.s.Sweeper.Files.Get(t.Context(), f.ID); err != nil || info.Record != v.ID || info.Dropped != nil || !u.content(f) {
		t.Errorf("%+v %v", info, err)
	}
}
