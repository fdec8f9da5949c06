package sqlite_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"huiyin/runtime/store"
	"huiyin/runtime/store/sqlite"
)

const (
	crashFile   = "STORE_CRASH_FILE"
	crashRounds = 22
)

// TestCrashChild is the process TestCrash kills. It writes as fast as it can and says on standard output what was
// acknowledged: "doc ID REV", "key KEY ID", "count VALUE".
func TestCrashChild(t *testing.T) {
	path := os.Getenv(crashFile)
	if path == "" {
		t.Skip("runs only as the child of TestCrash")
	}
	s, err := sqlite.Open(context.Background(), path, sqlite.Options{Checkpoint: 10 * time.Millisecond})
	if err != nil {
		fmt.Println("broken", err)
		return
	}
	if err := s.Ensure(context.Background(), docs); err != nil {
		fmt.Println("broken", err)
		return
	}
	var say sync.Mutex
	for w := range 6 {
		go func() {
			for i := 0; ; i++ {
				line := crashStep(s, fmt.Sprintf("p%d_w%d_%d", os.Getpid(), w, i/3), i)
				say.Lock()
				_, _ = os.Stdout.WriteString(line)
				say.Unlock()
			}
		}()
	}
	select {}
}

// crashStep writes one document at its next revision, with keys that move on with it.
func crashStep(s *sqlite.Store, id string, i int) string {
	ctx := context.Background()
	rev := int64(i % 3)
	key := fmt.Sprintf("key:%s:%d", id, rev)
	body := fmt.Sprintf(`{"keys":[%q],"tags":["t%d"],"status":"open","pad":%q}`, key, rev, strings.Repeat("x", 300))
	if r := s.Write(ctx, store.Op{Collection: "docs", ID: id, IfRev: rev, Body: []byte(body), Keys: []string{key}})[0]; r.Err != nil {
		return fmt.Sprintf("broken %v\n", r.Err)
	}
	line := fmt.Sprintf("doc %s %d\nkey %s %s\n", id, rev+1, key, id)
	if i%3 == 2 {
		v, err := s.Increment(ctx, "no", 1)
		if err != nil {
			return fmt.Sprintf("broken %v\n", err)
		}
		line += fmt.Sprintf("count %d\n", v)
	}
	return line
}

// acknowledged is what children have been told is safe.
type acknowledged struct {
	revs  map[string]int64
	count int64
}

// TestCrash: a process killed at any moment under load loses nothing it was told is written.
func TestCrash(t *testing.T) {
	path := filepath.Join(t.TempDir(), "crash.db")
	known := acknowledged{revs: map[string]int64{}}
	r := rand.New(rand.NewSource(time.Now().UnixNano()))
	for round := range crashRounds {
		before := len(known.revs)
		runAndKill(t, path, time.Duration(5+r.Intn(90))*time.Millisecond, &known)
		if len(known.revs) == before {
			t.Fatalf("round %d: the child wrote nothing", round)
		}
		verifyCrash(t, path, known, round)
	}
	t.Logf("%d documents, %d numbers acknowledged over %d kills", len(known.revs), known.count, crashRounds)
}

func runAndKill(t *testing.T, path string, life time.Duration, known *acknowledged) {
	t.Helper()
	child := exec.Command(os.Args[0], "-test.run=^TestCrashChild$")
	child.Env = append(os.Environ(), crashFile+"="+path)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	var once sync.Once
	for lines.Scan() {
		once.Do(func() { time.AfterFunc(life, func() { _ = child.Process.Kill() }) })
		known.take(t, lines.Text())
	}
	var exit *exec.ExitError
	if err := child.Wait(); !errors.As(err, &exit) || exit.Exited() {
		t.Fatalf("the child was not killed: %v", err)
	}
}

// take reads one line; the last one may be cut off.
func (a *acknowledged) take(t *testing.T, line string) {
	t.Helper()
	var id string
	var n int64
	switch {
	case strings.HasPrefix(line, "broken"):
		t.Fatal(line)
	case strings.HasPrefix(line, "doc"):
		if k, err := fmt.Sscanf(line, "doc %s %d", &id, &n); k == 2 && err == nil {
			a.revs[id] = max(a.revs[id], n)
		}
	case strings.HasPrefix(line, "count"):
		if k, err := fmt.Sscanf(line, "count %d", &n); k == 1 && err == nil {
			a.count = max(a.count, n)
		}
	}
}

func verifyCrash(t *testing.T, path string, known acknowledged, round int) {
	t.Helper()
	ctx := context.Background()
	s, err := sqlite.Open(ctx, path, sqlite.Options{})
	if err != nil {
		t.Fatalf("round %d: %v", round, err)
	}
	defer func() { _ = s.Close() }()
	if err := s.Check(ctx); err != nil {
		t.Fatalf("round %d: %v", round, err)
	}
	ids := make([]string, 0, len(known.revs))
	for id := range known.revs {
		ids = append(ids, id)
	}
	found, err := s.Get(ctx, "docs", ids...)
	if err != nil || len(found) != len(ids) {
		t.Fatalf("round %d: %d of %d documents, %v", round, len(found), len(ids), err)
	}
	for _, d := range found {
		if d.Rev < known.revs[d.ID] {
			t.Fatalf("round %d: %s is at %d, %d was acknowledged", round, d.ID, d.Rev, known.revs[d.ID])
		}
	}
	last := found[len(found)-1]
	var body struct{ Keys []string }
	if err := json.Unmarshal(last.Body, &body); err != nil || len(body.Keys) != 1 {
		t.Fatalf("round %d: %s %v", round, last.Body, err)
	}
	var unique *store.UniqueError
	other := store.Op{Collection: "docs", ID: "other", Body: encodeKeys(body.Keys), Keys: body.Keys}
	if r := s.Write(ctx, other)[0]; !errors.As(r.Err, &unique) {
		t.Fatalf("round %d: a key in use was given away: %+v", round, r)
	}
	if v, err := s.Increment(ctx, "no", 1); err != nil || v <= known.count {
		t.Fatalf("round %d: number %d after %d, %v", round, v, known.count, err)
	}
}

func encodeKeys(keys []string) []byte {
	raw, _ := json.Marshal(map[string]any{"keys": keys})
	return raw
}
