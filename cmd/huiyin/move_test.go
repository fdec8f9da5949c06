package main

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"huiyin/engine/query"
	"huiyin/runtime"
	"huiyin/runtime/store"
)

// moved is an installation with work in it that is carried about.
type moved struct {
	t       *testing.T
	address string // of the store it began with
	files   string
	secret  string
}

// lived plays a scenario, uploads files and stops.
func lived(t *testing.T) moved {
	t.Helper()
	var cfg Config
	g := raise(t, readScenario(t, "suggestion_sop_full/scenarios/five_steps.json"), func(c *Config) { cfg = *c })
	s := readScenario(t, "suggestion_sop_full/scenarios/five_steps.json")
	for _, st := range s.Records {
		st.As, st.Do = "admin", "create"
		g.step(st)
	}
	for _, st := range s.Steps {
		g.step(st)
	}
	for _, content := range []string{"a picture", strings.Repeat("a longer paper ", 40_000)} {
		if _, err := g.s.Sweeper.Files.Save(t.Context(), runtime.FileInfo{Name: "a.txt", By: "u_admin"}, strings.NewReader(content)); err != nil {
			t.Fatal(err)
		}
	}
	g.tick()
	stop(t, g.s)
	return moved{t, cfg.Store, cfg.Files, string(cfg.Secrets[0])}
}

func stop(t *testing.T, s *Server) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	if err := s.Stop(ctx); err != nil {
		t.Fatal(err)
	}
}

func (m moved) move(code int, from, fromFiles, to, toFiles string) string {
	m.t.Helper()
	c, out, err := consoleWith(map[string]string{"LANG": "en_US.UTF-8"})
	if got := run(m.t.Context(), c, []string{"move", "--from", from, "--from-files", fromFiles, "--to", to, "--to-files", toFiles}); got != code {
		m.t.Fatalf("move %s to %s: exit code %d instead of %d: %s%s", from, to, got, code, out, err)
	}
	return out.String() + err.String()
}

// mover opens both ends for a look inside.
func (m moved) mover(from, fromFiles, to, toFiles string) mover {
	m.t.Helper()
	source, err := openSide(m.t.Context(), from, fromFiles, false)
	if err != nil {
		m.t.Fatal(err)
	}
	m.t.Cleanup(func() { _ = source.close() })
	target, err := openSide(m.t.Context(), to, toFiles, true)
	if err != nil {
		m.t.Fatal(err)
	}
	m.t.Cleanup(func() { _ = target.close() })
	return mover{from: source, to: target, tell: func(zh, en string, args ...any) { m.t.Logf(en, args...) }}
}

// start boots a server on a store and returns the numbers of its suggestions.
func (m moved) start(address, files string) (numbers []string, err error) {
	m.t.Helper()
	cfg := secretConfig(m.t.TempDir(), m.secret)
	cfg.Store, cfg.Files = address, files
	s, err := NewServer(m.t.Context(), cfg, Parts{Shelf: shelf()})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, s.Store.Close()) }()
	if err := s.Open(m.t.Context()); err != nil {
		return nil, err
	}
	for _, r := range allRecords(m.t, s, "suggestions", "suggestion") {
		numbers = append(numbers, r.ID)
	}
	return numbers, s.Relay.CatchUp(m.t.Context())
}

// Everything goes from SQLite to MongoDB and back again, a server starts on each, and the end is what the beginning was.
func TestMoveThereAndBack(t *testing.T) {
	there := fresh(t)
	m := lived(t)
	before, err := m.start(m.address, m.files)
	if err != nil || len(before) == 0 {
		t.Fatalf("%v %v", before, err)
	}
	if said := m.move(exitOK, m.address, m.files, there, inDatabase); !strings.Contains(said, "verified") || !strings.Contains(said, "2 uploads") || !strings.Contains(said, "HUIYIN_SECRET") {
		t.Errorf("said %s", said)
	}
	if said := m.move(exitFailed, m.address, m.files, there, inDatabase); !strings.Contains(said, "empty store") {
		t.Errorf("a store with data was filled again: %s", said)
	}
	again := filepath.Join(t.TempDir(), "again.db")
	files := filepath.Join(t.TempDir(), "files")
	m.move(exitOK, there, inDatabase, "sqlite:"+again, files)
	if err := m.mover(m.address, m.files, "sqlite:"+again, files).verify(t.Context()); err != nil {
		t.Error(err)
	}
	for address, files := range map[string]string{there: inDatabase, "sqlite:" + again: files} {
		after, err := m.start(address, files)
		if err != nil || strings.Join(after, " ") != strings.Join(before, " ") {
			t.Errorf("%s: %v %v, want %v", storeName(address), after, err, before)
		}
	}
	m.move(exitFailed, "sqlite:"+filepath.Join(t.TempDir(), "nothing.db"), "", there, "")
}

// A move that ends in the middle leaves a store no server starts on, and goes on when it is repeated; what changed in
// the source meanwhile is taken along.
func TestMoveGoesOnWhereItStopped(t *testing.T) {
	there := fresh(t)
	m := lived(t)
	ctx, cancel := context.WithCancel(t.Context())
	half := m.mover(m.address, m.files, there, inDatabase)
	pages := 0
	half.page = func() {
		if pages++; pages == 4 {
			cancel()
		}
	}
	if err := half.all(ctx); !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v", err)
	}
	if _, err := m.start(there, inDatabase); err == nil || !strings.Contains(err.Error(), "move.unfinished") {
		t.Errorf("a server started on half a store: %v", err)
	}
	change(t, half.from.store)
	other := mover{from: half.to, to: half.to, tell: half.tell}
	other.from.name = "sqlite:somewhere/else.db"
	if err := other.begin(t.Context()); err == nil {
		t.Error("another move went on with it")
	}
	if err := half.all(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got, err := m.start(there, inDatabase); err != nil || len(got) == 0 {
		t.Errorf("%v %v", got, err)
	}
}

// change writes, replaces and deletes in the source of a move; a key changes its owner.
func change(t *testing.T, s store.Carrier) {
	t.Helper()
	var ids []string
	if err := s.Scan(t.Context(), runtime.Users, query.Condition{}, func(d store.Document) error { ids = append(ids, d.ID); return nil }); err != nil {
		t.Fatal(err)
	}
	ops := []store.Op{
		{Collection: runtime.Users, ID: ids[0], IfRev: store.AnyRev},
		{Collection: runtime.Users, ID: ids[1], IfRev: store.AnyRev, Body: []byte(`{"keys":["login:new"],"name":"new"}`), Keys: []string{"login:new"}},
		{Collection: runtime.Audit, ID: "late", Body: []byte(`{"at":"2026-03-04T06:00:00Z","n":9007199254740993,"half":0.50}`)},
	}
	for i, r := range s.Write(t.Context(), ops...) {
		if r.Err != nil {
			t.Fatalf("op %d: %v", i, r.Err)
		}
	}
}

// Killed again and again, a move still ends with both sides equal.
func TestMoveSurvivesBeingKilled(t *testing.T) {
	there := fresh(t)
	m := lived(t)
	line := "move --from " + m.address + " --from-files " + m.files + " --to " + there + " --to-files " + inDatabase
	killed := 0
	for delay := 60 * time.Millisecond; ; delay += 60 * time.Millisecond {
		child := exec.Command(os.Args[0])
		child.Env = append(os.Environ(), asServer+"=1", asCommand+"="+line, "LANG=en_US.UTF-8")
		var said strings.Builder
		child.Stdout, child.Stderr = &said, &said
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		timer := time.AfterFunc(delay, func() { _ = child.Process.Kill() })
		err := child.Wait()
		if !timer.Stop() && err != nil {
			killed++
			continue
		}
		if err != nil && (killed == 0 || !strings.Contains(said.String(), "empty store")) { // killed when all was done
			t.Fatalf("%v: %s", err, &said)
		}
		break
	}
	t.Logf("killed %d times", killed)
	if killed == 0 {
		t.Error("the move was too fast to be killed")
	}
	if err := m.mover(m.address, m.files, there, inDatabase).verify(t.Context()); err != nil {
		t.Error(err)
	}
	if _, err := m.start(there, inDatabase); err != nil {
		t.Error(err)
	}
}

// A damaged upload is not carried on as if it were whole.
func TestMoveRefusesADamagedUpload(t *testing.T) {
	m := lived(t)
	damaged := ""
	if err := (runtime.Folder{Dir: m.files}).Each(t.Context(), func(hash string) error { damaged = hash; return nil }); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(m.files, damaged[:2], damaged), []byte("something else"), 0o600); err != nil {
		t.Fatal(err)
	}
	target := t.TempDir()
	said := m.move(exitFailed, m.address, m.files, "sqlite:"+filepath.Join(target, "huiyin.db"), filepath.Join(target, "files"))
	if !strings.Contains(said, damaged) || !strings.Contains(said, "damaged") {
		t.Errorf("said %s", said)
	}
}
