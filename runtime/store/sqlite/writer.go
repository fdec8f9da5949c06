package sqlite

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"

	"huiyin/runtime/store"
)

// One transaction takes at most this many ops and body bytes: larger ones would delay the first op for too long.
const (
	maxBatchOps   = 512
	maxBatchBytes = 8 << 20
)

// job is what one caller waits for: ops, an increment, or exclusive work.
type job struct {
	ops     []*prepared // nil entries were refused before
	results []store.Result
	counter string
	by      int64
	value   int64
	work    func(ctx context.Context, c *link) error // runs in a transaction of its own
	bare    bool                                     // work runs outside any transaction
	err     error
	taken   atomic.Bool // set by whoever comes first: the writer, or a caller that gives up
	done    chan struct{}
}

// lazy tells that the job need not be on disk when it is acknowledged. WAL frames reach the disk in order, so the next
// batch that waits for the disk takes those of lazy ones along.
func (j *job) lazy() bool {
	return j.work == nil && !slices.ContainsFunc(j.ops, func(p *prepared) bool { return p != nil && !p.op.Lazy })
}

func (j *job) size() (ops, bytes int) {
	for _, p := range j.ops {
		if p != nil {
			bytes += len(p.op.Body)
		}
	}
	return len(j.ops) + 1, bytes
}

// writer owns the only connection that writes.
type writer struct {
	s    *Store
	c    *link
	lazy bool // the connection does not wait for the disk
	// scratch means that it never does
	scratch bool
	jobs    chan *job
	held    *job // taken from jobs but too large for the batch before

	ended chan struct{} // closed when the loop has ended
}

// submit hands a job to the writer and waits. A caller whose ctx ends while the job waits in line gets ctx's error
// and nothing is written; once the writer has it, the outcome is awaited, so it is never unknown.
func (s *Store) submit(ctx context.Context, j *job) error {
	if !s.enter() {
		return store.ErrClosed
	}
	defer s.leave()
	j.done = make(chan struct{})
	select {
	case s.writer.jobs <- j:
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case <-j.done:
	case <-ctx.Done():
		if j.taken.CompareAndSwap(false, true) {
			return ctx.Err()
		}
		<-j.done
	}
	return j.err
}

// run works until jobs is closed and empty.
func (w *writer) run() {
	defer close(w.ended)
	for {
		batch := w.collect()
		if batch == nil {
			return
		}
		w.perform(batch)
		for _, j := range batch {
			close(j.done)
		}
	}
}

// collect takes one job and everything else that is waiting, up to the limits. Work is always alone.
func (w *writer) collect() []*job {
	first, ok := w.next(true)
	if !ok {
		return nil
	}
	batch := []*job{first}
	ops, bytes := first.size()
	for first.work == nil {
		j, ok := w.next(false)
		if !ok {
			break
		}
		n, b := j.size()
		if j.work != nil || ops+n > maxBatchOps || bytes+b > maxBatchBytes {
			w.held = j
			break
		}
		batch, ops, bytes = append(batch, j), ops+n, bytes+b
	}
	return batch
}

func (w *writer) next(wait bool) (*job, bool) {
	for {
		j, ok := w.receive(wait)
		if !ok || j.taken.CompareAndSwap(false, true) {
			return j, ok
		}
		close(j.done) // its caller has given up
	}
}

func (w *writer) receive(wait bool) (*job, bool) {
	if j := w.held; j != nil {
		w.held = nil
		j.taken.Store(false)
		return j, true
	}
	if wait {
		j, ok := <-w.jobs
		return j, ok
	}
	select {
	case j, ok := <-w.jobs:
		return j, ok
	default:
		return nil, false
	}
}

func (w *writer) perform(batch []*job) {
	ctx := context.Background() // a batch serves many callers: none of them can cancel it
	var err error
	if first := batch[0]; first.bare {
		err = first.work(ctx, w.c)
	} else {
		err = w.transaction(ctx, batch)
		w.s.noted(err)
	}
	if err == nil {
		w.s.written()
		return
	}
	for _, j := range batch {
		j.err = explain(err)
	}
}

func (w *writer) transaction(ctx context.Context, batch []*job) error {
	if err := w.wait(ctx, batch); err != nil {
		return err
	}
	if _, err := w.c.run(ctx, `BEGIN IMMEDIATE`); err != nil {
		return err
	}
	err := w.refresh(ctx)
	for i := 0; err == nil && i < len(batch); i++ {
		err = w.one(ctx, batch[i])
	}
	if err == nil {
		err = w.s.present()
	}
	if err == nil {
		_, err = w.c.run(ctx, `COMMIT`)
	}
	if err != nil {
		w.c.rollback()
		w.s.distrust()
	}
	return err
}

// wait sets whether the commit of a batch waits for the disk.
func (w *writer) wait(ctx context.Context, batch []*job) error {
	lazy := !slices.ContainsFunc(batch, func(j *job) bool { return !j.lazy() })
	if lazy == w.lazy || w.scratch {
		return nil
	}
	mode := "FULL"
	if lazy {
		mode = "NORMAL"
	}
	if err := w.c.exec(ctx, `PRAGMA synchronous=`+mode); err != nil {
		return err
	}
	w.lazy = lazy
	return nil
}

// refresh notices collections and lists another process has added.
func (w *writer) refresh(ctx context.Context) error {
	var epoch int64
	if err := w.c.row(ctx, `SELECT value FROM meta WHERE name='epoch'`, nil, &epoch); err != nil {
		return err
	}
	if epoch == w.s.catalog.Load().epoch {
		return nil
	}
	fresh, err := loadCatalog(ctx, w.c)
	if err != nil {
		return err
	}
	w.s.catalog.Store(fresh)
	return nil
}

func (w *writer) one(ctx context.Context, j *job) error {
	switch {
	case j.work != nil:
		return j.work(ctx, w.c)
	case j.counter != "":
		return w.c.row(ctx, `INSERT INTO counter(name, value) VALUES(?, ?)
			ON CONFLICT(name) DO UPDATE SET value = value + excluded.value RETURNING value`, []any{j.counter, j.by}, &j.value)
	}
	for i, p := range j.ops {
		if p == nil {
			continue
		}
		rev, refused, err := w.apply(ctx, p)
		if err != nil {
			return err
		}
		j.results[i] = store.Result{Rev: rev, Err: refused}
	}
	return nil
}

// Write performs every op; see store.Store.
func (s *Store) Write(ctx context.Context, ops ...store.Op) []store.Result {
	j := &job{ops: make([]*prepared, len(ops)), results: make([]store.Result, len(ops))}
	known := s.catalog.Load()
	waiting := 0
	for i, op := range ops {
		p, err := prepare(known, op)
		if err != nil {
			j.results[i].Err = err
			continue
		}
		j.ops[i] = p
		waiting++
	}
	if waiting == 0 {
		return j.results
	}
	if err := s.submit(ctx, j); err != nil {
		for i, p := range j.ops {
			if p != nil {
				j.results[i] = store.Result{Err: err}
			}
		}
	}
	return j.results
}

// Increment adds to a counter; see store.Store.
func (s *Store) Increment(ctx context.Context, counter string, by int64) (int64, error) {
	if counter == "" {
		return 0, fmt.Errorf("%w: a counter without name", store.ErrInvalid)
	}
	j := &job{counter: counter, by: by}
	err := s.submit(ctx, j)
	return j.value, err
}

// exclusive runs work alone on the writing connection, in a transaction unless bare.
func (s *Store) exclusive(ctx context.Context, bare bool, work func(ctx context.Context, c *link) error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	err := s.submit(ctx, &job{work: work, bare: bare})
	if errors.Is(err, context.Canceled) && ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}
