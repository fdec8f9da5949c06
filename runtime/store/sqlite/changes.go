package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"iter"
	"strconv"
	"time"

	"huiyin/runtime/store"
)

const (
	feedChunk = 500
	// feedPoll is how often the feed looks for what other processes wrote; own writes wake it at once.
	feedPoll = time.Second
)

// Changes yields what was written behind after; see store.Store. The order is the order of commits.
func (s *Store) Changes(ctx context.Context, after store.Cursor) (iter.Seq2[store.Change, error], error) {
	var position int64
	var err error
	switch after {
	case "":
	case store.Now:
		err = s.read(ctx, func(c *link, _ *catalog) error {
			return c.row(ctx, `SELECT coalesce(max(seq),0) FROM log`, nil, &position)
		})
	default:
		if position, err = strconv.ParseInt(string(after), 10, 64); err != nil {
			err = fmt.Errorf("%w: change cursor %q", store.ErrInvalid, after)
		}
	}
	if err != nil {
		return nil, err
	}
	return func(yield func(store.Change, error) bool) { s.follow(ctx, position, yield) }, nil
}

func (s *Store) follow(ctx context.Context, position int64, yield func(store.Change, error) bool) {
	poll := time.NewTicker(feedPoll)
	defer poll.Stop()
	for {
		news := *s.news.Load() // before reading, so that nothing written meanwhile is missed
		list, err := s.since(ctx, position)
		if ctx.Err() != nil {
			return
		}
		if err != nil {
			yield(store.Change{}, err)
			return
		}
		for _, entry := range list {
			position = entry.seq
			if !yield(entry.change, nil) || ctx.Err() != nil {
				return
			}
		}
		if len(list) == feedChunk {
			continue
		}
		select {
		case <-ctx.Done():
			return
		case <-s.ending:
			yield(store.Change{}, store.ErrClosed)
			return
		case <-news:
		case <-poll.C:
		}
	}
}

type entry struct {
	seq    int64
	change store.Change
}

func (s *Store) since(ctx context.Context, position int64) ([]entry, error) {
	var out []entry
	err := s.read(ctx, func(c *link, _ *catalog) error {
		text := `SELECT l.seq, c.name, l.id, l.rev, l.deleted FROM log AS l JOIN collection AS c ON c.id=l.collection WHERE l.seq>? ORDER BY l.seq LIMIT ?`
		return c.each(ctx, text, []any{position, feedChunk}, func(r *sql.Rows) error {
			var e entry
			if err := r.Scan(&e.seq, &e.change.Collection, &e.change.ID, &e.change.Rev, &e.change.Deleted); err != nil {
				return err
			}
			e.change.Cursor = store.Cursor(strconv.FormatInt(e.seq, 10))
			out = append(out, e)
			return nil
		})
	})
	return out, err
}
