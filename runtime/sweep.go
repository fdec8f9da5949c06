package runtime

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"huiyin/engine"
	"huiyin/engine/form"
	"huiyin/engine/form/field"
	"huiyin/engine/query"
	"huiyin/runtime/store"
)

// How long an upload waits for a record to take it, and how long after that a submission that began before may still
// come. The second is longer than any request may last.
const (
	untaken    = 24 * time.Hour
	lastChance = 10 * time.Minute
	sweepEvery = 10 * time.Minute
	sweepBatch = 200
)

// Sweeper removes what was deleted long ago, messages of other systems that are old, and uploads that nothing took: somebody chose a
// file and never sent the form. An upload is first dropped, which keeps new submissions from naming it, and removed
// later, when whatever had looked at it before has ended. Any number of nodes may sweep.
type Sweeper struct {
	Files     *FileBook
	Submitter *Submitter
	Bin       *Bin
	Arrivals  *ArrivalBook
}

// Run sweeps until ctx ends.
func (s *Sweeper) Run(ctx context.Context) {
	for ctx.Err() == nil {
		if err := s.Sweep(ctx); err != nil && ctx.Err() == nil {
			slog.ErrorContext(ctx, "sweeping uploads", "err", err)
		}
		sleep(ctx, sweepEvery)
	}
}

// Sweep drops and removes what is due now, at most a batch of each.
func (s *Sweeper) Sweep(ctx context.Context) error {
	if err := s.Arrivals.Prune(ctx); err != nil {
		return err
	}
	if err := s.settle(ctx); err != nil {
		return err
	}
	if err := s.pruneGates(ctx); err != nil {
		return err
	}
	now := s.Files.Now().UTC()
	page, err := s.Files.Store.Find(ctx, Files, query.Query{Limit: sweepBatch, Sort: []query.Sort{{Field: "at"}},
		Where: query.Condition{All: []query.Condition{{Field: "record", Op: "empty"}, {Field: "at", Op: "lt", Value: now.Add(-untaken).Format(time.RFC3339)}}}})
	if err != nil {
		return err
	}
	var due []loose
	for _, doc := range page.Documents {
		var f FileInfo
		if err := json.Unmarshal(doc.Body, &f); err != nil {
			return err
		}
		switch {
		case f.Dropped == nil:
			f.Dropped = &now
			if err := s.Files.put(ctx, f, doc.Rev); err != nil && !lost(err) {
				return err
			}
		case now.Sub(*f.Dropped) >= lastChance:
			due = append(due, loose{f, doc.Rev})
		}
	}
	if err := s.remove(ctx, due); err != nil {
		return err
	}
	if err := s.Bin.Sweep(ctx); err != nil {
		return err
	}
	return s.Files.fragments()
}

// settle ends the claims for records that were to be written long ago: what a server that died had claimed is free again.
func (s *Sweeper) settle(ctx context.Context) error {
	before := s.Files.Now().UTC().Add(-claimLasts).Format(time.RFC3339)
	page, err := s.Files.Store.Find(ctx, Files, query.Query{Limit: sweepBatch, Sort: []query.Sort{{Field: "claimed"}},
		Where: query.Condition{Field: "claimed", Op: "lt", Value: before}})
	if err != nil {
		return err
	}
	for _, doc := range page.Documents {
		var f FileInfo
		if err := json.Unmarshal(doc.Body, &f); err != nil {
			return err
		}
		app, ok := s.Submitter.Apps.Get(f.App)
		if !ok {
			continue
		}
		if _, ok := app.Form(f.Form); !ok {
			continue
		}
		if _, err := s.Files.Settle(ctx, f); err != nil && !errors.Is(err, ErrGone) && !lost(err) {
			return err
		}
	}
	return nil
}

// loose is an upload about to go.
type loose struct {
	FileInfo
	rev int64
}

// lost reports that somebody else was first, which is as good.
func lost(err error) bool {
	return errors.Is(err, store.ErrConflict) || errors.Is(err, store.ErrNotFound)
}

// remove removes uploads, but not those that a record names: the server ended between writing the record and noting
// whose the file is. They are noted now.
func (s *Sweeper) remove(ctx context.Context, due []loose) error {
	if len(due) == 0 {
		return nil
	}
	owners, err := s.owners(ctx, due)
	if err != nil {
		return err
	}
	for _, f := range due {
		if r, named := owners[f.ID]; named {
			err = s.Files.Take(ctx, f.ID, r.App, r.Form, r.ID)
		} else {
			err = s.Files.remove(ctx, f)
		}
		if err != nil && !errors.Is(err, ErrGone) && !errors.Is(err, ErrTaken) && !lost(err) {
			return err
		}
	}
	return nil
}

// clockSlack is how far back the clock may have been set between an upload and the record that names it.
const clockSlack = 24 * time.Hour

// owners finds the records that name some of the uploads. Such a record was written after the upload came.
func (s *Sweeper) owners(ctx context.Context, due []loose) (map[string]*engine.Record, error) {
	since := slices.MinFunc(due, func(a, b loose) int { return a.At.Compare(b.At) }).At.Add(-clockSlack)
	out := map[string]*engine.Record{}
	for _, app := range s.Submitter.Apps.All() {
		for _, f := range app.Forms() {
			if f.Spec().Task {
				continue
			}
			where := query.Condition{Field: "updatedAt", Op: "gte", Value: since.UTC().Format(time.RFC3339)}
			err := s.Submitter.Store.Scan(ctx, RecordsOf(app.Key, f.Key()), where, func(d store.Document) error {
				return s.names(d, f, due, out)
			})
			if err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

// names notes which of the uploads a document names. It looks at the text, so that no place is forgotten: data,
// evidence of a promise, a draft.
func (s *Sweeper) names(d store.Document, f *form.Form, due []loose, out map[string]*engine.Record) error {
	text, err := s.open(d.Body, f)
	if err != nil {
		return err
	}
	for _, file := range due {
		if !bytes.Contains(text, []byte(`"`+file.ID+`"`)) {
			continue
		}
		r, err := s.Submitter.Codec.Decode(d.Body, f)
		if err != nil {
			return err
		}
		out[file.ID] = r
	}
	return nil
}

// open returns a document with its sealed files readable: a field may have been personal when it was written.
func (s *Sweeper) open(body []byte, f *form.Form) ([]byte, error) {
	holds := slices.ContainsFunc(f.Spec().Fields, func(c form.Field) bool { return field.HoldsFiles(c.Type) })
	if !holds || !bytes.Contains(body, []byte(`"`+sealed)) {
		return body, nil
	}
	r, err := s.Submitter.Codec.Decode(body, f)
	if err != nil {
		return nil, err
	}
	return json.Marshal(r)
}

// remove forgets an upload, and its content when no other upload shares it. An equal one may come in on any node at the
// same time: it has put the content before it is known, and content that was put a moment ago does not go.
func (b *FileBook) remove(ctx context.Context, f loose) error {
	if err := b.Store.Write(ctx, store.Op{Collection: Files, ID: f.ID, IfRev: f.rev})[0].Err; err != nil {
		return err
	}
	page, err := b.Store.Find(ctx, Files, query.Query{Where: query.Condition{Field: "hash", Op: "eq", Value: f.Hash}, Limit: 1})
	if err != nil || len(page.Documents) > 0 || len(f.Hash) != 64 {
		return err
	}
	return b.Contents.Remove(ctx, f.Hash)
}

// fragments removes what uploads and removals left behind that were under way when the server ended. Their age is the file
// system's, which knows no other clock.
func (b *FileBook) fragments() error {
	if f, ok := b.Contents.(Folder); ok {
		if err := f.heal(); err != nil {
			return err
		}
	}
	if b.Spool == "" { // what lies there is the system's to remove
		return nil
	}
	entries, err := os.ReadDir(b.Spool)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return onDisk(err)
	}
	for _, e := range entries {
		info, err := e.Info()
		if err != nil || e.IsDir() || !strings.HasPrefix(e.Name(), "upload-") || time.Since(info.ModTime()) < untaken {
			continue
		}
		if err := os.Remove(filepath.Join(b.Spool, e.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return onDisk(err)
		}
	}
	return nil
}
