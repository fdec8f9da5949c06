package main

import (
	"context"
	"errors"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"huiyin/engine/calendar"
	"huiyin/runtime"
	"huiyin/runtime/store"
)

// moody is a store that can be out of reach.
type moody struct {
	store.Store
	gone bool
}

// Ping implements store.Pinger.
func (m *moody) Ping(ctx context.Context) error {
	if m.gone {
		return errors.New("out of reach")
	}
	return m.Store.(store.Pinger).Ping(ctx)
}

func TestReadinessFollowsTheStore(t *testing.T) {
	r := boot(t)
	m := &moody{Store: r.s.Store}
	r.s.Store = m
	for _, step := range []struct {
		gone bool
		want int
	}{{false, 200}, {true, 503}, {false, 200}} {
		m.gone = step.gone
		if a := r.stranger().send("GET", "/readyz", nil); a.status != step.want {
			t.Errorf("store gone %t: %d", step.gone, a.status)
		}
		if a := r.stranger().send("GET", "/healthz", nil); a.status != 200 {
			t.Errorf("the process is alive, /healthz answers %d", a.status)
		}
	}
}

func TestNotReadyBeforeTheAppsAreLoaded(t *testing.T) {
	cfg := testConfig(t, t.TempDir(), newMailbox(t))
	s, err := NewServer(t.Context(), cfg, Parts{Shelf: shelf()})
	if err != nil {
		t.Fatal(err)
	}
	ln, err := net.Listen("tcp", cfg.Addr)
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = s.Serve(ln) }()
	defer func() { _ = s.Stop(context.Background()) }()
	b := &browser{t: t, url: "http://" + ln.Addr().String()}
	for path, want := range map[string]int{"/healthz": 200, "/readyz": 503, "/api/v1/session": 503, "/f/suggestions/suggestion": 503} {
		if a := b.send("GET", path, nil); a.status != want {
			t.Errorf("%s before the start is over: %d instead of %d: %s", path, a.status, want, a.body)
		}
	}
	if err := s.Open(t.Context()); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]int{"/readyz": 200, "/api/v1/session": 401} {
		if a := b.send("GET", path, nil); a.status != want {
			t.Errorf("%s after the start: %d instead of %d", path, a.status, want)
		}
	}
}

// What another process publishes is served within a second, without a restart.
func TestPublishesOfOtherProcessesAreFollowed(t *testing.T) {
	place := installation{t, t.TempDir()}
	env := map[string]string{"HUIYIN_ADDR": "127.0.0.1:0", "HUIYIN_STORE": "sqlite:" + filepath.Join(place.dir, "huiyin.db"), "HUIYIN_FILES": place.dir}
	c, _, _ := consoleWith(env)
	cfg, _, err := configure(c, "serve", nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	s, err := NewServer(t.Context(), cfg, Parts{Shelf: shelf()})
	if err == nil {
		err = s.Open(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
	s.Start()
	defer func() {
		if err := s.Stop(context.Background()); err != nil {
			t.Error(err)
		}
	}()
	if said := place.run(exitOK, "preset", "install", "suggestion_intake"); !strings.Contains(said, "release 1") {
		t.Error(said)
	}
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		if _, ok := s.Apps.Get("suggestions"); ok {
			break
		}
		if time.Now().After(end) {
			t.Fatal("the app never came")
		}
	}
	if said := place.run(exitOK, "preset", "list"); !strings.Contains(said, "installed 1.0.0") {
		t.Error(said)
	}
	place.run(exitFailed, "preset", "install", "nothing")
}

func TestCheckReadsFolders(t *testing.T) {
	place := installation{t, t.TempDir()}
	if said := place.run(exitOK, "check", "testdata/desk"); !strings.Contains(said, "no errors") {
		t.Error(said)
	}
	if said := place.run(exitOK, "check", filepath.Join(repoPresets, "suggestion_intake")); !strings.Contains(said, "no errors") {
		t.Errorf("lower layers were not found: %s", said)
	}
	bad := filepath.Join(place.dir, "bad")
	if err := os.CopyFS(bad, os.DirFS("testdata/desk")); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(filepath.Join(bad, "processes", "handling.json"))
	if err == nil {
		err = os.WriteFile(filepath.Join(bad, "processes", "handling.json"), []byte(strings.Replace(string(raw), `"to": "over"`, `"to": "nowhere"`, 1)), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	if said := place.run(exitFailed, "check", bad); !strings.Contains(said, "nowhere") || !strings.Contains(said, "/process/handling") {
		t.Errorf("the fault is not named: %s", said)
	}
}

const repoPresets = "../../presets"

func TestDemoLeavesRealDataAlone(t *testing.T) {
	place := installation{t, t.TempDir()}
	place.run(exitOK, "user", "add", "mei", "李梅", "--admin")
	if said := place.run(exitFailed, "demo", "--addr", "127.0.0.1:0"); !strings.Contains(said, "no demonstration") {
		t.Error(said)
	}
	if said := place.run(exitOK, "user", "list"); strings.Count(said, "\n") != 1 {
		t.Errorf("the demonstration added people: %s", said)
	}
}

func TestUserCommands(t *testing.T) {
	place := installation{t, t.TempDir()}
	place.run(exitOK, "user", "add", "mei", "李梅", "--password-stdin")
	place.run(exitFailed, "user", "add", "MEI", "另一位") // the login is taken, in any case
	place.run(exitFailed, "user", "password", "nobody")
	place.run(exitOK, "user", "admin", "mei")
	if said := place.run(exitOK, "user", "list"); !strings.Contains(said, "administrator") {
		t.Error(said)
	}
	place.run(exitFailed, "user", "admin", "mei", "--revoke") // nobody would be left
	place.run(exitOK, "user", "add", "wei", "王伟", "--admin")
	place.run(exitOK, "user", "admin", "mei", "--revoke")
	if said := place.run(exitOK, "user", "list"); strings.Count(said, "administrator") != 1 {
		t.Error(said)
	}
}

// Apps without a time zone of their own live in the installation's.
func TestAppsGetTheDefaultZone(t *testing.T) {
	r := boot(t)
	r.s.Installer.Shelf.FS = deskShelf()
	install(t, r.s, "desk")
	if desk, _ := r.s.Apps.Get("desk"); desk.Zone().String() != "Asia/Shanghai" {
		t.Errorf("the app's own zone became %s", desk.Zone())
	}
	tokyo := mustZone("Asia/Tokyo")
	b, err := r.s.Publisher.Bundle(t.Context(), "desk", 1)
	if err != nil {
		t.Fatal(err)
	}
	d := b.Of("app")[0]
	d.Spec = []byte(strings.Replace(string(d.Spec), `"timeZone":"Asia/Shanghai"`, `"calendar":""`, 1))
	if _, problems, err := r.s.Publisher.Publish(t.Context(), "desk", 1, b.With(d), "test", ""); err != nil || problems.Err() != nil {
		t.Fatal(err, problems)
	}
	apps := runtime.NewApps(zoned{r.s.Publisher, tokyo}, r.s.Store, calendar.DefaultHolidays())
	if err := apps.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	if desk, _ := apps.Get("desk"); desk.Zone().String() != "Asia/Tokyo" {
		t.Errorf("the app lives in %s", desk.Zone())
	}
}
