package sqlite_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"huiyin/runtime/store"
	"huiyin/runtime/store/sqlite"
)

// erasedDoc is a document of about size bytes that says a secret again and again.
func erasedDoc(secret string, size int) []byte {
	return []byte(fmt.Sprintf(`{"keys":["k:%[1]s"],"status":"open","at":"2026-03-02","tags":["a"],"text":%[1]q,"more":%[2]q}`, secret, strings.Repeat(secret+" ", max(1, size/len(secret)))))
}

// N-02: what was replaced or deleted can be read in no file of a store that is closed. The index of
// words is another matter: it drops those of a document that is gone when it next merges its parts.
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
