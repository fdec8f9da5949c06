package sqlite

import (
	"context"
	"fmt"
	"time"
)

// The index of words marks those of a text that was replaced or deleted as gone; they leave the file when the parts
// that hold them are merged. Left alone it merges by how much there is, which may be never: what was erased has to go.

const (
	// tidyPause is how long such words may stay, 6 hours.
	tidyPause = 6 * time.Hour
	// tidyPages is how much of an index one step writes, 4 MB: other writers wait for no more than that.
	tidyPages = 1000
)

// tidy merges the index of words of every collection into one part, in steps between other writes.
func (s *Store) tidy() {
	for name, t := range s.catalog.Load().tables {
		if len(t.texts) > 0 && !s.tidyOne(name) {
			s.worn.Store(true)
		}
	}
}

// tidyOne reports whether the index of a collection is one part now. What a failure or the end left undone is done at
// the next time.
func (s *Store) tidyOne(name string) bool {
	pages := -tidyPages // all parts are merged, where a positive number would choose some
	for {
		var before, after int64
		err := s.exclusive(context.Background(), false, func(ctx context.Context, c *link) error {
			t := s.catalog.Load().tables[name]
			if t == nil || len(t.texts) == 0 {
				return nil
			}
			if err := c.row(ctx, `SELECT total_changes()`, nil, &before); err != nil {
				return err
			}
			if _, err := c.run(ctx, fmt.Sprintf(`INSERT INTO f%[1]d(f%[1]d, rank) VALUES('merge', ?)`, t.id), pages); err != nil {
				return err
			}
			return c.row(ctx, `SELECT total_changes()`, nil, &after)
		})
		if err != nil {
			return false
		}
		if after-before < 2 { // as SQLite's manual says that it is done
			return true
		}
		pages = tidyPages
		select {
		case <-s.ending:
			return false
		case <-time.After(pauseBetween):
		}
	}
}
