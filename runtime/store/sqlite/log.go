package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// logChunk is how many rows of the change log one step of shorten looks at.
const logChunk = 2000

// shorten removes rows of the change log that a later row for the same document has made useless, in small steps
// between other writes, and returns the rows left. Positions in the feed stay valid.
func (k *keeper) shorten() int64 {
	ctx := context.Background()
	var last, removed int64
	if err := k.c.row(ctx, `SELECT coalesce(max(seq),0) FROM log`, nil, &last); err != nil {
		return k.s.logged.Load()
	}
	for from := int64(0); from < last; {
		select {
		case <-k.end:
			return k.s.logged.Load()
		default:
		}
		err := k.s.exclusive(ctx, false, func(ctx context.Context, c *link) error {
			var to int64
			err := c.row(ctx, `SELECT max(seq) FROM (SELECT seq FROM log WHERE seq>? ORDER BY seq LIMIT ?)`, []any{from, logChunk}, &to)
			if errors.Is(err, sql.ErrNoRows) || err != nil {
				return err
			}
			n, err := prune(ctx, c, k.s.catalog.Load(), from, min(to, last))
			removed += n
			from = to
			return err
		})
		if err != nil {
			break
		}
	}
	return k.s.logged.Add(-removed)
}

// prune removes the superseded rows in (from, to]: rows whose revision the document no longer has, and deletions of
// documents that exist again.
func prune(ctx context.Context, c *link, known *catalog, from, to int64) (int64, error) {
	var removed int64
	for _, t := range known.tables {
		current := fmt.Sprintf(`(SELECT rev FROM r%d WHERE id=log.id)`, t.id)
		result, err := c.run(ctx, `DELETE FROM log WHERE seq>? AND seq<=? AND collection=? AND CASE deleted WHEN 0 THEN rev IS NOT `+
			current+` ELSE `+current+` IS NOT NULL END`, from, to, t.id)
		if err != nil {
			return removed, err
		}
		n, err := result.RowsAffected()
		if err != nil {
			return removed, err
		}
		removed += n
	}
	return removed, nil
}
