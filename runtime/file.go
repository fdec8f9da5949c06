package runtime

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"huiyin/engine/problem"
	"huiyin/runtime/store"
)

// FileInfo is what is known about an uploaded file. The content lies under its hash, so equal uploads share it.
type FileInfo struct {
	ID     string    `json:"_id"`
	Hash   string    `json:"hash"`
	Name   string    `json:"name"`
	Size   int64     `json:"size"`
	Type   string    `json:"type"`
	At     time.Time `json:"at"`
	By     string    `json:"by"` // user id, or "public"
	App    string    `json:"app"`
	Form   string    `json:"form"`
	Record string    `json:"record,omitempty"` // set when a record takes it
	// Claimed is since when the file is kept for a record that is still to be written; nil once it is.
	Claimed *time.Time `json:"claimed,omitempty"`
	// Dropped is since when nothing may take the file any more, because nothing did in time; it goes soon after.
	Dropped *time.Time `json:"dropped,omitempty"`
}

// Ref is the file as records name it.
func (f FileInfo) Ref() FileRef {
	return FileRef{ID: f.ID, Name: f.Name, Size: f.Size, Type: f.Type, Image: strings.HasPrefix(f.Type, "image/")}
}

// FileBook keeps uploads: what is known in the store, the content beside it.
type FileBook struct {
	Store    store.Store
	Contents store.Contents
	Spool    string // the folder uploads are received in, the system's for temporary files when empty
	Now      func() time.Time
}

// MaxUpload is the largest file anybody may upload, in bytes; fields may allow less.
const MaxUpload = 20 << 20

// refusedTypes are contents a browser could run if it were ever served inline.
var refusedTypes = []string{"text/html", "application/xhtml", "image/svg", "text/javascript", "application/javascript"}

// Save streams content to its place and notes it. The type is what the content looks like, never what the sender
// claims. A folder that is full or cannot be written to is store.ErrFull or store.ErrDisk.
func (b *FileBook) Save(ctx context.Context, info FileInfo, content io.Reader) (FileInfo, error) {
	saved, err := b.save(ctx, info, content)
	return saved, onDisk(err)
}

func (b *FileBook) save(ctx context.Context, info FileInfo, content io.Reader) (FileInfo, error) {
	if b.Spool != "" {
		if err := os.MkdirAll(b.Spool, 0o700); err != nil {
			return info, err
		}
	}
	tmp, err := os.CreateTemp(b.Spool, "upload-*")
	if err != nil {
		return info, err
	}
	defer func() { _ = os.Remove(tmp.Name()) }()
	defer func() { _ = tmp.Close() }()
	if err := b.receive(&info, tmp, content); err != nil {
		return info, err
	}
	if err := b.Contents.Put(ctx, info.Hash, tmp); err != nil {
		return info, err
	}
	info.ID, info.At = NewID(b.Now()), b.Now().UTC()
	body, err := json.Marshal(info)
	if err != nil {
		return info, err
	}
	return info, b.Store.Write(ctx, store.Op{Collection: Files, ID: info.ID, Body: body})[0].Err
}

// receive copies, hashes, measures and recognises the content.
func (b *FileBook) receive(info *FileInfo, to *os.File, from io.Reader) error {
	head := make([]byte, 512)
	n, err := io.ReadFull(from, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return err
	}
	head = head[:n]
	info.Type = recognise(info.Name, head)
	for _, bad := range refusedTypes {
		if strings.HasPrefix(info.Type, bad) {
			return problem.List{problem.New("file.type_refused", "", "name", info.Name, "type", info.Type)}
		}
	}
	sum := sha256.New()
	out := io.MultiWriter(to, sum)
	if _, err := out.Write(head); err != nil {
		return err
	}
	rest, err := io.Copy(out, io.LimitReader(from, MaxUpload+1-int64(n)))
	if err != nil {
		return err
	}
	info.Size, info.Hash = int64(n)+rest, hex.EncodeToString(sum.Sum(nil))
	if info.Size > MaxUpload {
		return problem.List{problem.New("file.too_large", "", "name", info.Name, "max", MaxUpload>>20)}
	}
	if info.Size == 0 {
		return problem.List{problem.New("file.empty", "", "name", info.Name)}
	}
	return nil
}

// recognise tells what a file is by its first bytes, and by its name where they leave it open. What a browser could run
// is known by either: the library knows neither pictures that are documents nor documents in XML.
func recognise(name string, head []byte) string {
	kind, _, _ := strings.Cut(http.DetectContentType(head), ";")
	if kind == "text/plain" || kind == "text/xml" {
		kind = "text/plain" // XML too, which could be a document after all
		text := bytes.ToLower(bytes.TrimSpace(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf"))))
		for _, d := range documents {
			if bytes.HasPrefix(text, []byte("<")) && bytes.Contains(text, []byte(d.mark)) {
				kind = d.kind
			}
		}
	}
	if kind == "application/zip" || kind == "application/octet-stream" || kind == "text/plain" {
		kind = byExtension(name, kind)
	}
	return kind
}

// documents are what a text that begins with a tag is when it has this in it.
var documents = []struct{ mark, kind string }{
	{"<svg", "image/svg+xml"}, {"<html", "text/html"}, {"<script", "text/html"}, {"1999/xhtml", "application/xhtml+xml"}}

var byName = map[string]string{
	".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
	".csv":  "text/csv", ".txt": "text/plain", ".md": "text/markdown", ".heic": "image/heic",
	".html": "text/html", ".htm": "text/html", ".xhtml": "application/xhtml+xml", ".svg": "image/svg+xml", ".js": "text/javascript", ".mjs": "text/javascript",
}

func byExtension(name, fallback string) string {
	if t, ok := byName[strings.ToLower(filepath.Ext(name))]; ok {
		return t
	}
	return fallback
}

// Get returns what is known about a file; ErrGone when there is none.
func (b *FileBook) Get(ctx context.Context, id string) (FileInfo, error) {
	docs, err := b.Store.Get(ctx, Files, id)
	if err != nil {
		return FileInfo{}, err
	}
	if len(docs) == 0 {
		return FileInfo{}, ErrGone
	}
	var f FileInfo
	return f, json.Unmarshal(docs[0].Body, &f)
}

// change rewrites what is known about a file by compare-and-swap; edit reports whether there is something to write.
func (b *FileBook) change(ctx context.Context, id string, edit func(*FileInfo) (bool, error)) error {
	for try := 0; try < maxTries; try++ {
		docs, err := b.Store.Get(ctx, Files, id)
		if err != nil {
			return err
		}
		if len(docs) == 0 {
			return ErrGone
		}
		var f FileInfo
		if err := json.Unmarshal(docs[0].Body, &f); err != nil {
			return err
		}
		if write, err := edit(&f); err != nil || !write {
			return err
		}
		if err := b.put(ctx, f, docs[0].Rev); !errors.Is(err, store.ErrConflict) {
			return err
		}
	}
	return store.ErrConflict
}

// put replaces what is known about a file at a revision.
func (b *FileBook) put(ctx context.Context, f FileInfo, rev int64) error {
	body, err := json.Marshal(f)
	if err != nil {
		return err
	}
	return b.Store.Write(ctx, store.Op{Collection: Files, ID: f.ID, IfRev: rev, Body: body})[0].Err
}

// Open opens the content for reading; content that is missing is ErrGone.
func (b *FileBook) Open(f FileInfo) (io.ReadCloser, error) {
	if len(f.Hash) != 64 {
		return nil, fmt.Errorf("file %s has no content", f.ID)
	}
	content, err := b.Contents.Open(f.Hash)
	if errors.Is(err, store.ErrNotFound) {
		slog.Error("content of a file is missing", "id", f.ID, "err", err)
		return nil, ErrGone
	}
	return content, err
}
