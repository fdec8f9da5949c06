package sqlite

import (
	"context"
	"time"
)

// A write proves for a while that writing works. A probe is as large as several documents, so that it does not
// succeed in the last corner of a full disk.
const (
	probeEvery = 15 * time.Second
	probeSize  = 16 << 10
)

// Ping tells whether documents can be read and written now. It writes, in a place of its own, when nothing was
// written for a while or the last write failed: a full or write-protected disk shows before somebody loses their
// words to it, and shows again when it is mended. Errors: ErrDisk, ErrReadOnly, ErrFull, ErrBusy.
func (s *Store) Ping(ctx context.Context) error {
	if err := s.present(); err != nil {
		return err
	}
	err := s.read(ctx, func(c *link, _ *catalog) error {
		var epoch int64
		return c.row(ctx, `SELECT value FROM meta WHERE name='epoch'`, nil, &epoch)
	})
	if err != nil {
		return err
	}
	if last := s.wrote.Load(); last != nil && time.Since(*last) < probeEvery {
		return nil
	}
	return s.exclusive(ctx, false, func(ctx context.Context, c *link) error {
		_, err := c.run(ctx, `INSERT OR REPLACE INTO meta(name, value) VALUES('probe', zeroblob(?))`, probeSize)
		return err
	})
}

// noted remembers how the last transaction went.
func (s *Store) noted(err error) {
	if err != nil {
		s.wrote.Store(nil)
		return
	}
	now := time.Now()
	s.wrote.Store(&now)
}
