package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strconv"

	"huiyin/runtime/store"
)

// digest is the SHA-256 of what a document says: its id, revision and body, whatever the order of keys and the
// spelling of numbers, which are the store's.
func digest(d store.Document) (sum [sha256.Size]byte, err error) {
	reader := json.NewDecoder(bytes.NewReader(d.Body))
	reader.UseNumber()
	var body any
	if err := reader.Decode(&body); err != nil {
		return sum, fmt.Errorf("document %s: %w", d.ID, err)
	}
	raw, err := json.Marshal([]any{d.ID, d.Rev, spelled(body)})
	return sha256.Sum256(raw), err
}

// spelled writes every number in one way.
func spelled(v any) any {
	switch t := v.(type) {
	case json.Number:
		if i, err := strconv.ParseInt(string(t), 10, 64); err == nil {
			return i
		}
		f, err := t.Float64()
		if err != nil {
			return t
		}
		return f
	case map[string]any:
		for k, item := range t {
			t[k] = spelled(item)
		}
	case []any:
		for i, item := range t {
			t[i] = spelled(item)
		}
	}
	return v
}

// alike tells whether two documents say the same; one that cannot be read is like none.
func alike(a, b store.Document) bool {
	x, errX := digest(a)
	y, errY := digest(b)
	return errX == nil && errY == nil && x == y
}

// tally is what a collection amounts to, whatever the order of its documents.
type tally struct {
	count int
	sum   [sha256.Size]byte
}

func count(ctx context.Context, st store.Store, collection string) (out tally, err error) {
	err = pages(ctx, st, collection, func(list []store.Document) error {
		for _, d := range list {
			one, err := digest(d)
			if err != nil {
				return err
			}
			out.count++
			for i := range one {
				out.sum[i] ^= one[i]
			}
		}
		return nil
	})
	return out, err
}

// verify reads both sides from end to end and compares counts and hashes, counters, and every upload with its hash.
func (m mover) verify(ctx context.Context) error {
	collections, documents, err := m.verifyStore(ctx)
	if err != nil {
		return err
	}
	uploads, err := m.verifyContents(ctx)
	if err != nil {
		return err
	}
	m.tell("已核对：%d 个集合，%d 份文档，%d 个附件，两边一致", "verified: %d collections, %d documents, %d uploads are equal on both sides", collections, documents, uploads)
	return nil
}

// verifyStore compares documents and counters, and returns how many collections and documents there are.
func (m mover) verifyStore(ctx context.Context) (collections, documents int, err error) {
	list, err := m.from.store.Collections(ctx)
	if err != nil {
		return 0, 0, err
	}
	for _, c := range list {
		was, err := count(ctx, m.from.store, c.Name)
		if err != nil {
			return 0, 0, err
		}
		is, err := count(ctx, m.to.store, c.Name)
		if err != nil {
			return 0, 0, err
		}
		if was != is {
			return 0, 0, fmt.Errorf("%s: %d documents (%x) there, %d (%x) here: stop every server on both stores and repeat the command",
				c.Name, was.count, was.sum[:6], is.count, is.sum[:6])
		}
		documents += is.count
	}
	was, err := m.from.store.Counters(ctx)
	if err != nil {
		return 0, 0, err
	}
	is, err := m.to.store.Counters(ctx)
	if err == nil && !maps.Equal(was, is) {
		err = fmt.Errorf("the counters are %v there and %v here: stop every server on both stores and repeat the command", was, is)
	}
	return len(list), documents, err
}

func (m mover) verifyContents(ctx context.Context) (n int, err error) {
	var list []string
	if err := m.from.contents.Each(ctx, func(hash string) error { list = append(list, hash); return nil }); err != nil {
		return 0, err
	}
	slices.Sort(list)
	for _, hash := range list {
		content, err := m.to.contents.Open(hash)
		if err != nil {
			return n, err
		}
		sum := sha256.New()
		_, err = io.Copy(sum, content)
		if err = errors.Join(err, content.Close()); err != nil {
			return n, err
		}
		if hex.EncodeToString(sum.Sum(nil)) != hash {
			return n, fmt.Errorf("upload %s came out as %x", hash, sum.Sum(nil))
		}
		n++
	}
	return n, nil
}

// content copies an upload that the target lacks.
func (m mover) content(ctx context.Context, hash string) error {
	there, err := m.to.contents.Open(hash)
	if err == nil {
		return there.Close()
	}
	if !errors.Is(err, store.ErrNotFound) {
		return err
	}
	content, err := m.from.contents.Open(hash)
	if err != nil {
		return err
	}
	return errors.Join(receive(ctx, m.to.contents, hash, content), content.Close())
}

// receive puts an upload that comes from elsewhere, once its bytes have proved to be the ones it is named after.
func receive(ctx context.Context, to store.Contents, hash string, from io.Reader) error {
	spool, err := os.CreateTemp("", "huiyin-*")
	if err != nil {
		return err
	}
	defer func() { _ = removeIfThere(spool.Name()) }()
	defer func() { _ = spool.Close() }()
	sum := sha256.New()
	if _, err := io.Copy(io.MultiWriter(spool, sum), from); err != nil {
		return err
	}
	if got := hex.EncodeToString(sum.Sum(nil)); got != hash {
		return fmt.Errorf("upload %s is damaged: its bytes are %s", hash, got)
	}
	return to.Put(ctx, hash, spool)
}
