package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"huiyin/runtime"
	"huiyin/runtime/store"
)

// failing is a store whose writes are refused for a reason, while reading goes on.
type failing struct {
	store.Store
	reason atomic.Pointer[error]
}

func (f *failing) Write(ctx context.Context, ops ...store.Op) []store.Result {
	reason := f.reason.Load()
	if reason == nil {
		return f.Store.Write(ctx, ops...)
	}
	out := make([]store.Result, len(ops))
	for i := range out {
		out[i].Err = *reason
	}
	return out
}

func (f *failing) Ping(ctx context.Context) error {
	if reason := f.reason.Load(); reason != nil {
		return *reason
	}
	return f.Store.(store.Pinger).Ping(ctx)
}

// A disk that fills up or becomes read-only takes nothing away: reading goes on, whoever writes is told to try again,
// readiness says why, and everything works again as soon as the disk does.
func TestWritesFailAndRecover(t *testing.T) {
	r := boot(t, "suggestion_intake")
	one := r.person(runtime.User{ID: "u_1", Login: "one", Name: "甲", Roles: []string{"suggestions/cs_lead"}})
	f := &failing{Store: r.s.Store}
	r.s.Store, r.s.Submitter.Store = f, f
	made, _ := one.must(201, "POST", suggestions, matrixRecord("磁盘满之前"))["id"].(string)
	for _, reason := range []error{store.ErrFull, store.ErrReadOnly, store.ErrDisk} {
		because := fmt.Errorf("%w: of the test", reason)
		f.reason.Store(&because)
		if got := one.send("POST", suggestions, matrixRecord("磁盘满的时候")); got.status != 503 || !slices.Equal(got.problems(), []string{"store.unavailable"}) {
			t.Errorf("%v: %d %s", reason, got.status, got.body)
		}
		one.must(200, "GET", suggestions+"/"+made, nil)
		if got := r.stranger().send("GET", "/readyz", nil); got.status != 503 || string(got.body) != "not ready: "+reason.Error() {
			t.Errorf("%v: readiness says %d %s", reason, got.status, got.body)
		}
		f.reason.Store(nil)
		one.must(201, "POST", suggestions, matrixRecord("磁盘好了以后"))
		if got := r.stranger().send("GET", "/readyz", nil); got.status != 200 {
			t.Errorf("after %v: %d %s", reason, got.status, got.body)
		}
	}
}

// A letter that is due while nothing can be written leaves once when that is over, and is not lost.
func TestALetterOutlivesAnOutage(t *testing.T) {
	r := boot(t, "suggestion_intake")
	one := r.person(runtime.User{ID: "u_1", Login: "one", Name: "甲", Roles: []string{"suggestions/cs_lead"}})
	f := &failing{Store: r.s.Store}
	r.s.Store, r.s.Submitter.Store, r.s.Messages.Store = f, f, f
	body := matrixRecord("信要等磁盘好了再走")
	body["data"].(junk)["contact_email"], body["data"].(junk)["want_reply"], body["data"].(junk)["consent_contact"] = "li@customer.example", true, true
	one.must(201, "POST", suggestions, body)
	because := fmt.Errorf("%w: of the test", store.ErrFull)
	f.reason.Store(&because)
	for range 3 {
		_ = r.s.Tick(t.Context()) // the worker is refused, and says so in the log
	}
	if n := len(r.mail.to("li@customer.example")); n > 1 {
		t.Fatalf("%d letters left while nothing could be written", n)
	}
	f.reason.Store(nil)
	r.clock.set(r.clock.Now().Add(time.Hour))
	r.tick()
	r.tick()
	if letters := r.mail.to("li@customer.example"); len(letters) != 1 {
		t.Errorf("%d letters after the outage", len(letters))
	}
}

// Whoever starts the program where it cannot work is told why, in one line of their language.
func TestStartSaysWhyItCannot(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, []byte("not a database, not a folder"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ store, files, lang, want string }{
		{filepath.Join(file, "huiyin.db"), dir, "zh_CN.UTF-8", "无法读写数据目录："},
		{filepath.Join(file, "huiyin.db"), dir, "en_GB.UTF-8", "the data folder cannot be read or written: "},
		{filepath.Join(dir, "a.db"), filepath.Join(file, "files"), "en_GB.UTF-8", "the data folder cannot be read or written: "},
		{file, dir, "zh_CN.UTF-8", "数据文件已损坏，或不是本程序的数据"},
	} {
		env := map[string]string{"HUIYIN_ADDR": "127.0.0.1:0", "HUIYIN_STORE": "sqlite:" + c.store, "HUIYIN_FILES": c.files}
		con, _, told := consoleWith(env)
		con.lang = language(func(name string) string { return map[string]string{"LANG": c.lang}[name] })
		if code := run(t.Context(), con, []string{"serve"}); code != exitFailed {
			t.Errorf("%+v: exit code %d", c, code)
		}
		if said := told.String(); !strings.HasPrefix(said, "huiyin: "+c.want) || strings.Count(said, "\n") != 1 {
			t.Errorf("%+v: %q", c, said)
		}
	}
	for err, want := range map[error]string{fmt.Errorf("%w: x", store.ErrReadOnly): "数据目录不可写", errors.Join(store.ErrFull, store.ErrClosed): "磁盘空间不足",
		&os.SyscallError{Err: syscall.EADDRINUSE}: "地址已被占用"} {
		if said := (&console{lang: "zh"}).fault(err); !strings.HasPrefix(said, want) || strings.Contains(said, "\n") {
			t.Errorf("%v: %q", err, said)
		}
	}
}
