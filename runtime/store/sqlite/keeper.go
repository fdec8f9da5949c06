package sqlite

import (
	"context"
	"sync"
	"time"
)

// keeper does the background work: checkpoints, noticing other processes, shortening the change log, clearing the
// indexes of words.
type keeper struct {
	s     *Store
	c     *link
	pause time.Duration
	tidy  time.Duration
	limit int64
	end   chan struct{}
	done  sync.WaitGroup
}

func newKeeper(ctx context.Context, s *Store, o Options) (*keeper, error) {
	c, err := connect(ctx, s.db)
	if err != nil {
		return nil, err
	}
	k := &keeper{s: s, c: c, pause: o.checkpoint(), tidy: o.tidy(), limit: o.wal(), end: make(chan struct{})}
	var rows int64
	if err := c.row(ctx, `SELECT count(*) FROM log`, nil, &rows); err != nil {
		return nil, err
	}
	s.logged.Store(rows)
	k.done.Add(1)
	return k, nil
}

func (k *keeper) loop() {
	defer k.done.Done()
	ticker := time.NewTicker(k.pause)
	defer ticker.Stop()
	tidied := time.Now()
	kept := k.s.logged.Load()
	for tick := 1; ; tick++ {
		select {
		case <-k.end:
			return
		case <-ticker.C:
		}
		if k.s.dirty.Swap(false) {
			k.checkpoint()
		}
		if tick%3 == 0 {
			k.notice()
		}
		if time.Since(tidied) > k.tidy {
			tidied = time.Now()
			if k.s.worn.Swap(false) {
				k.s.tidying.Start("", k.s.tidy)
			}
		}
		if k.s.logged.Load() > 2*kept+20_000 {
			kept = k.shorten()
		}
	}
}

func (k *keeper) stop() {
	close(k.end)
	k.done.Wait()
	k.c.close()
}

// checkpoint moves the write-ahead log into the file without holding anyone up. Failing (no space, say) costs
// nothing but a longer log: the next tick tries again.
func (k *keeper) checkpoint() {
	var busy, pages, moved int64
	ctx := context.Background()
	if err := k.c.row(ctx, `PRAGMA wal_checkpoint(PASSIVE)`, nil, &busy, &pages, &moved); err != nil || moved < pages {
		k.s.dirty.Store(true)
	}
	if pages > k.limit {
		_ = k.s.exclusive(ctx, true, func(ctx context.Context, c *link) error {
			return hurried(ctx, c, `PRAGMA wal_checkpoint(RESTART)`)
		})
	}
}

// hurried runs a checkpoint that waits for readers, but not for long: a backup in progress must not stop writers.
func hurried(ctx context.Context, c *link, checkpoint string) error {
	if err := c.exec(ctx, `PRAGMA busy_timeout=100`); err != nil {
		return err
	}
	var busy, pages, moved int64
	err := c.row(ctx, checkpoint, nil, &busy, &pages, &moved)
	if back := c.exec(ctx, busyTimeout); err == nil {
		err = back
	}
	return err
}

// notice reloads the catalog when another process has changed it.
func (k *keeper) notice() {
	var epoch int64
	ctx := context.Background()
	if err := k.c.row(ctx, `SELECT value FROM meta WHERE name='epoch'`, nil, &epoch); err != nil || epoch == k.s.catalog.Load().epoch {
		return
	}
	_ = k.s.exclusive(ctx, false, func(context.Context, *link) error { return nil }) // every transaction refreshes first
}
