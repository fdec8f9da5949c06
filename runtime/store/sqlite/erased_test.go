package sqlite_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"huiyin/engine/search"
	"huiyin/runtime/store"
	"huiyin/runtime/store/sqlite"
)

// erasedDoc is a document of about size bytes that says a secret again and again.
func erasedDoc(secret string, size int) []byte {
	return []byte(fmt.Sprintf(`{"keys":["k:%[1]s"],"status":"open","at":"2026-03-02","tags":["a"],"text":%[1]q,"more":%[2]q}`, secret, strings.Repeat(secret+" ", max(1, size/len(secret)))))
}

// N-02: what was replaced or deleted can be read in no file of a store that is closed.
func TestWhatIsErasedIsNotInTheFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "erased.db")
	s, err := sqlite.Open(t.Context(), path, sqlite.Options{Checkpoint: time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Ensure(t.Context(), docs); err != nil {
		t.Fatal(err)
	}
	const many = 400
	secret := func(i int) string { return fmt.Sprintf("secretword%dx", 100000+i) }
	for i := range many {
		write(t, s, store.Op{Collection: "docs", ID: fmt.Sprintf("d%04d", i*7919%many), Body: erasedDoc(secret(i), 40+(i*i*13)%9000), Keys: []string{"k:" + secret(i)}})
	}
	for i := range many { // smaller, greater, gone
		op := store.Op{Collection: "docs", ID: fmt.Sprintf("d%04d", i*7919%many), IfRev: store.AnyRev}
		if i%3 > 0 {
			op.Body = erasedDoc(fmt.Sprintf("enc:%d", i), 40+(i*i*29)%9000)
			op.Keys = []string{"k:" + fmt.Sprintf("enc:%d", i)}
		}
		write(t, s, op)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(path + "*")
	if err != nil || len(files) == 0 {
		t.Fatalf("%v %v", files, err)
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if file == path && !bytes.Contains(raw, []byte("enc:1")) {
			t.Errorf("%s holds nothing in clear: the test shows nothing", file)
		}
		if n := bytes.Count(raw, []byte("secretword")); n > 0 {
			i := bytes.Index(raw, []byte("secretword"))
			t.Errorf("%s: %d secrets, such as …%q…", filepath.Base(file), n, raw[max(0, i-30):min(len(raw), i+40)])
		}
	}
}

// N-02: neither can its words, when the index of words was cleared since.
func TestErasedWordsLeaveTheIndex(t *testing.T) {
	path := filepath.Join(t.TempDir(), "words.db")
	s, err := sqlite.Open(t.Context(), path, sqlite.Options{Checkpoint: time.Millisecond, Tidy: 20 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Ensure(t.Context(), store.Collection{Name: "docs", Texts: []string{"text"}}); err != nil {
		t.Fatal(err)
	}
	const many = 300
	body := func(word string, i int) []byte { return []byte(fmt.Sprintf(`{"text":"kept%d %s%d"}`, i, word, i)) }
	for i := range many {
		write(t, s, store.Op{Collection: "docs", ID: fmt.Sprintf("d%04d", i), Body: body("secretword", i)})
	}
	for i := range many {
		op := store.Op{Collection: "docs", ID: fmt.Sprintf("d%04d", i), IfRev: store.AnyRev}
		if i%3 > 0 {
			op.Body = body("plain", i)
		}
		write(t, s, op)
	}
	secrets := func(file string) (n, kept int) {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		// The index writes down only what differs from the word before.
		return bytes.Count(raw, []byte("secretword")) + bytes.Count(raw, []byte("ecretword")), bytes.Count(raw, []byte("plain"))
	}
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		left, kept := secrets(path)
		if left == 0 && kept > 0 {
			break
		}
		if time.Now().After(end) {
			t.Fatalf("%d words of erased texts are left beside %d others", left, kept)
		}
	}
	page, err := s.Search(t.Context(), "docs", store.TextQuery{Terms: search.Parse("plain1").Terms(), Limit: many})
	if err != nil || len(page.Documents) == 0 {
		t.Errorf("%v %v", page, err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if left, _ := secrets(path); left > 0 {
		t.Errorf("%d are in the closed file", left)
	}
}
