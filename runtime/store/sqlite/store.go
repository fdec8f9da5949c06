package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"huiyin/runtime/store"
)

// Store keeps documents in one SQLite file; see store.Store.
type Store struct {
	path    string
	opened  os.FileInfo // the file at path when it was opened
	db      *sql.DB
	writer  *writer
	readers chan *link
	catalog atomic.Pointer[catalog]
	keeper  *keeper

	ensuring sync.Mutex   // one Ensure at a time
	filling  store.Rounds // of the collections whose texts are being indexed

	gate     sync.RWMutex
	closed   bool
	inflight sync.WaitGroup
	ending   chan struct{} // closed when Close begins

	tidying store.Rounds
	worn    atomic.Bool // an index of words may hold some of texts that are gone

	news   atomic.Pointer[chan struct{}] // closed at the next commit
	dirty  atomic.Bool                   // something was written since the last checkpoint
	logged atomic.Int64                  // rows in the change log, roughly
	wrote  atomic.Pointer[time.Time]     // when a transaction last succeeded, nil when the last one failed
}

var (
	_ store.Store    = (*Store)(nil)
	_ store.Backuper = (*Store)(nil)
	_ store.Checker  = (*Store)(nil)
	_ store.Pinger   = (*Store)(nil)
	_ store.Searcher = (*Store)(nil)
)

// Options tune a Store. The zero value is right for production.
type Options struct {
	Readers    int           // connections for reading, 4 when 0
	Checkpoint time.Duration // pause between background checkpoints, 300 ms when 0
	Tidy       time.Duration // how long words of texts that were erased may stay in the index, 6 hours when 0
	// Scratch gives up durability for speed: after a crash the file is lost. For data that are made again then.
	Scratch bool

	walPages int64 // length of the write-ahead log at which writers pause, 256 MB when 0
}

func (o Options) wal() int64 {
	if o.walPages > 0 {
		return o.walPages
	}
	return 64 << 10
}

func (o Options) readers() int {
	if o.Readers > 0 {
		return o.Readers
	}
	return 4
}

func (o Options) checkpoint() time.Duration {
	if o.Checkpoint > 0 {
		return o.Checkpoint
	}
	return 300 * time.Millisecond
}

func (o Options) tidy() time.Duration {
	if o.Tidy > 0 {
		return o.Tidy
	}
	return tidyPause
}

// Open opens or creates the file at path, with its folder, and checks its integrity. Errors: ErrBroken when the file
// is damaged, not a database, another program's or of a newer version; ErrReadOnly; ErrDisk.
func Open(ctx context.Context, path string, o Options) (*Store, error) {
	if err := inspect(path); err != nil {
		return nil, err
	}
	s := &Store{path: path, ending: make(chan struct{}), readers: make(chan *link, o.readers())}
	news := make(chan struct{})
	s.news.Store(&news)
	s.db = sql.OpenDB(connector{dsn(path, o)})
	if err := s.start(ctx, o); err != nil {
		_ = s.db.Close()
		return nil, fmt.Errorf("%s: %w", path, explain(err))
	}
	return s, nil
}

func (s *Store) start(ctx context.Context, o Options) error {
	c, err := connect(ctx, s.db)
	if err != nil {
		return err
	}
	if err := c.exec(ctx, `PRAGMA cache_size=-24000`); err != nil {
		return err
	}
	s.writer = &writer{s: s, c: c, scratch: o.Scratch, jobs: make(chan *job, 1024), ended: make(chan struct{})}
	if err := identify(ctx, c, s.path); err != nil {
		return err
	}
	if err := s.remember(); err != nil {
		return err
	}
	known, err := loadCatalog(ctx, c)
	if err != nil {
		return err
	}
	s.catalog.Store(known)
	s.worn.Store(true) // by the one before, for all that is known
	for range o.readers() {
		r, err := connect(ctx, s.db)
		if err != nil {
			return err
		}
		if err := r.exec(ctx, `PRAGMA query_only=ON`); err != nil {
			return err
		}
		s.readers <- r
	}
	if s.keeper, err = newKeeper(ctx, s, o); err != nil {
		return err
	}
	go s.keeper.loop()
	go s.writer.run()
	return nil
}

// busyTimeout is how long a connection waits for another process's.
const busyTimeout = `PRAGMA busy_timeout=5000`

// dsn turns off automatic checkpoints, which the keeper makes in the background instead.
// What is deleted or replaced is overwritten, so that nothing sealed or erased stays readable in the file.
func dsn(path string, o Options) string {
	synchronous := "FULL"
	if o.Scratch {
		synchronous = "OFF"
	}
	return "file:" + escapePath(path) + "?_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)&_pragma=synchronous(" + synchronous + ")" +
		"&_pragma=wal_autocheckpoint(0)&_pragma=journal_size_limit(67108864)&_pragma=cache_size(-4000)&_pragma=temp_store(MEMORY)&_pragma=secure_delete(ON)&_dqs=0"
}

// inspect makes the folder and file, readable to the owner only, and refuses a file that is no database.
func inspect(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return unusable(err)
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return unusable(err)
	}
	defer func() { _ = f.Close() }()
	const magic = "SQLite format 3\x00"
	head := make([]byte, len(magic))
	n, err := f.ReadAt(head, 0)
	switch {
	case n == 0 && errors.Is(err, io.EOF):
		return nil // new
	case n == len(magic) && string(head) == magic:
		return nil
	case err != nil && !errors.Is(err, io.EOF):
		return unusable(err)
	}
	return fmt.Errorf("%w: %s is not a database of this program", store.ErrBroken, path)
}

func unusable(err error) error {
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS) {
		return fmt.Errorf("%w: %w", store.ErrReadOnly, err)
	}
	return fmt.Errorf("%w: %w", store.ErrDisk, err)
}

// identify checks that the file is ours and whole, or makes a new file ours.
func identify(ctx context.Context, c *link, path string) error {
	var id, version, objects int64
	if err := c.row(ctx, `PRAGMA application_id`, nil, &id); err != nil {
		return err
	}
	if err := c.row(ctx, `PRAGMA user_version`, nil, &version); err != nil {
		return err
	}
	if err := c.row(ctx, `SELECT count(*) FROM sqlite_master`, nil, &objects); err != nil {
		return err
	}
	switch {
	case id == 0 && version == 0 && objects == 0:
		if err := create(ctx, c); err != nil {
			return err
		}
	case id != applicationID:
		return fmt.Errorf("%w: %s is a database of another program", store.ErrBroken, path)
	case version > schemaVersion:
		return fmt.Errorf("%w: %s was written by a newer version of this program", store.ErrBroken, path)
	default:
		if err := quickCheck(ctx, c, path); err != nil {
			return err
		}
		if version < schemaVersion {
			if err := migrate(ctx, c); err != nil {
				return err
			}
		}
	}
	return c.exec(ctx, `UPDATE meta SET value=0 WHERE name='clean'`)
}

// largeFile is the size from which a file that was closed properly is not read through at start.
const largeFile = 1 << 30

func quickCheck(ctx context.Context, c *link, path string) error {
	var clean bool
	if err := c.row(ctx, `SELECT value FROM meta WHERE name='clean'`, nil, &clean); err != nil {
		return err
	}
	if info, err := os.Stat(path); clean && err == nil && info.Size() > largeFile {
		return nil
	}
	return verify(ctx, c, `PRAGMA quick_check(5)`)
}

// enter lets a call in unless the store is closing.
func (s *Store) enter() bool {
	s.gate.RLock()
	defer s.gate.RUnlock()
	if s.closed {
		return false
	}
	s.inflight.Add(1)
	return true
}

func (s *Store) leave() { s.inflight.Done() }

// Close waits for calls in progress, empties the write-ahead log into the file and releases everything.
// A second Close returns ErrClosed.
func (s *Store) Close() error {
	s.gate.Lock()
	if s.closed {
		s.gate.Unlock()
		return store.ErrClosed
	}
	s.closed = true
	s.gate.Unlock()
	close(s.ending)
	s.inflight.Wait()
	close(s.writer.jobs)
	<-s.writer.ended
	s.keeper.stop()
	ctx := context.Background()
	err := s.writer.c.exec(ctx, `UPDATE meta SET value=1 WHERE name='clean'`)
	if err == nil {
		err = hurried(ctx, s.writer.c, `PRAGMA wal_checkpoint(TRUNCATE)`)
	}
	for range cap(s.readers) {
		r := <-s.readers
		r.close()
	}
	s.writer.c.close()
	if end := s.db.Close(); err == nil {
		err = end
	}
	return explain(err)
}

// written wakes everyone who waits for changes.
func (s *Store) written() {
	s.dirty.Store(true)
	fresh := make(chan struct{})
	close(*s.news.Swap(&fresh))
}

// distrust makes the writer read the catalog again: a rolled back transaction may have taken part of it along.
func (s *Store) distrust() {
	doubtful := *s.catalog.Load()
	doubtful.epoch = -1
	s.catalog.Store(&doubtful)
}
