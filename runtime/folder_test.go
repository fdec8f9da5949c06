package runtime

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"huiyin/runtime/store"
)

// shared is a folder of uploads as two servers see it.
type shared struct {
	t *testing.T
	Folder
}

const someHash = "aa00000000000000000000000000000000000000000000000000000000000000"

func (s shared) put(content string) {
	s.t.Helper()
	f, err := os.CreateTemp(s.t.TempDir(), "upload-*")
	if err == nil {
		_, err = f.WriteString(content)
	}
	if err == nil {
		err = s.Put(s.t.Context(), someHash, f)
	}
	if err = errors.Join(err, f.Close()); err != nil {
		s.t.Error(err)
	}
}

// age makes content look as if it had been put long ago.
func (s shared) age(path string) {
	s.t.Helper()
	long := time.Now().Add(-time.Hour)
	if err := os.Chtimes(path, long, long); err != nil {
		s.t.Fatal(err)
	}
}

func (s shared) remove() {
	s.t.Helper()
	if err := s.Remove(s.t.Context(), someHash); err != nil {
		s.t.Error(err)
	}
}

// content is what readers get, "" for nothing.
func (s shared) content() string {
	s.t.Helper()
	r, err := s.Open(someHash)
	if errors.Is(err, store.ErrNotFound) {
		return ""
	}
	if err != nil {
		s.t.Fatal(err)
	}
	defer func() { _ = r.Close() }()
	raw, err := io.ReadAll(r)
	if err != nil {
		s.t.Fatal(err)
	}
	return string(raw)
}

func (s shared) expect(want string, left int) {
	s.t.Helper()
	all, err := filepath.Glob(filepath.Join(s.Dir, "aa", "*"))
	if got := s.content(); got != want || len(all) != left || err != nil {
		s.t.Fatalf("content %q, files %q, %v", got, all, err)
	}
}

func TestContentGoesWhenItIsOld(t *testing.T) {
	s := shared{t, Folder{Dir: t.TempDir()}}
	s.remove()
	s.put("first")
	s.remove()
	s.expect("first", 1) // somebody is about to name it
	s.age(s.path(someHash))
	s.put("again")
	s.remove()
	s.expect("again", 1)
	s.age(s.path(someHash))
	s.remove()
	s.expect("", 0)
}

// One server removes content that nothing names while another one receives it again: whoever is first, it stays.
func TestContentPutWhileItIsRemovedStays(t *testing.T) {
	s := shared{t, Folder{Dir: t.TempDir()}}
	for n := range 300 {
		s.put("old")
		s.age(s.path(someHash))
		want := fmt.Sprintf("new %d", n)
		var both sync.WaitGroup
		both.Go(s.remove)
		both.Go(func() { s.put(want) })
		both.Wait()
		s.expect(want, 1)
	}
}

// A server that ends between the two steps of a removal leaves content beside its place: it is read all the same, and
// the next sweep brings it back when it is new and removes it when it is old.
func TestInterruptedRemovalsAreEnded(t *testing.T) {
	s := shared{t, Folder{Dir: t.TempDir()}}
	aside := s.path(someHash) + leavingMark + "x"
	for name, again := range map[string]string{"nobody put it": "", "put again": "later"} {
		s.put("content")
		if err := os.Rename(s.path(someHash), aside); err != nil {
			t.Fatal(err)
		}
		s.expect("content", 1)
		want, left := "content", 1
		if again != "" {
			s.put(again)
			want = again
		}
		if err := s.heal(); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		s.expect(want, left)
		if err := os.Rename(s.path(someHash), aside); err != nil {
			t.Fatal(err)
		}
		s.age(aside)
		if err := s.heal(); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		s.expect("", 0)
	}
	if err := (Folder{Dir: filepath.Join(s.Dir, strings.Repeat("x", 5))}).heal(); err != nil {
		t.Errorf("a folder that is not there yet: %v", err)
	}
}
