package mongo_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/bson"

	"huiyin/runtime/store"
	"huiyin/runtime/store/mongo/mongotest"
)

// spool writes content into a file and returns it with its hash.
func spool(t *testing.T, content string) (*os.File, string) {
	t.Helper()
	f, err := os.Create(filepath.Join(t.TempDir(), "upload"))
	if err == nil {
		_, err = f.WriteString(content)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	sum := sha256.Sum256([]byte(content))
	return f, hex.EncodeToString(sum[:])
}

func hashes(t *testing.T, c store.Contents) (out []string) {
	t.Helper()
	if err := c.Each(t.Context(), func(hash string) error { out = append(out, hash); return nil }); err != nil {
		t.Fatal(err)
	}
	return out
}

// Content comes back byte by byte, lies there once however often it is put, and goes only when nobody has put it
// lately.
func TestContents(t *testing.T) {
	address := fresh(t)
	c := open(t, address).Contents()
	large, hash := spool(t, strings.Repeat("客户建议 0123456789", 60_000)) // several chunks
	small, other := spool(t, "b")
	for _, put := range []struct {
		file *os.File
		hash string
	}{{large, hash}, {large, hash}, {small, other}} {
		if err := c.Put(t.Context(), put.hash, put.file); err != nil {
			t.Fatal(err)
		}
	}
	if got := hashes(t, c); len(got) != 2 {
		t.Errorf("there are %v", got)
	}
	content, err := c.Open(hash)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, content); err != nil || hex.EncodeToString(sum.Sum(nil)) != hash {
		t.Errorf("came back as %x, %v", sum.Sum(nil), err)
	}
	if err := content.Close(); err != nil {
		t.Error(err)
	}
	if err := c.Remove(t.Context(), hash); err != nil || len(hashes(t, c)) != 2 {
		t.Errorf("content put a moment ago: %v, there are %v", err, hashes(t, c))
	}
	db := mongotest.Database(t, address)
	long := bson.M{"$set": bson.M{"metadata.touched": time.Now().Add(-time.Hour)}}
	if _, err := db.Collection("uploads.files").UpdateMany(t.Context(), bson.M{"filename": hash}, long); err != nil {
		t.Fatal(err)
	}
	if err := c.Remove(t.Context(), hash); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Open(hash); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("removed content: %v", err)
	}
	if err := c.Remove(t.Context(), hash); err != nil {
		t.Errorf("nothing to remove: %v", err)
	}
	if n, err := db.Collection("uploads.chunks").CountDocuments(context.Background(), bson.M{}); err != nil || n != 1 {
		t.Errorf("%d chunks are left, %v", n, err)
	}
}
