package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"strings"

	"huiyin/runtime/store"
)

// Backup writes a complete copy of one moment to path while everything goes on. path must not exist; it appears only
// when the copy is whole and on disk.
func (s *Store) Backup(ctx context.Context, path string) error {
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("%w: %s exists", store.ErrInvalid, path)
	}
	part := path + ".part"
	if err := os.Remove(part); err != nil && !os.IsNotExist(err) {
		return fmt.Errorf("%w: %v", store.ErrDisk, err)
	}
	err := s.aside(ctx, func(c *link) error { return c.exec(ctx, `VACUUM INTO ?`, part) })
	if err == nil {
		err = settle(part, path)
	}
	if err != nil {
		_ = os.Remove(part)
	}
	return err
}

// settle puts the finished copy on disk under its name.
func settle(part, path string) error {
	if err := os.Chmod(part, 0o600); err != nil {
		return err
	}
	f, err := os.OpenFile(part, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		_ = f.Close()
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(part, path)
}

// aside runs long work on a connection of its own, so that the readers stay free.
func (s *Store) aside(ctx context.Context, work func(c *link) error) error {
	if !s.enter() {
		return store.ErrClosed
	}
	defer s.leave()
	c, err := connect(ctx, s.db)
	if err != nil {
		return explain(err)
	}
	defer c.close()
	if err := work(c); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return explain(err)
	}
	return nil
}

// Check reads the whole file: pages, indexes, and that every unique key belongs to a document that holds it.
func (s *Store) Check(ctx context.Context) error {
	return s.aside(ctx, func(c *link) error {
		if err := verify(ctx, c, `PRAGMA integrity_check(5)`); err != nil {
			return err
		}
		for _, t := range s.catalog.Load().tables {
			if !t.unique {
				continue
			}
			var count int64
			err := c.row(ctx, fmt.Sprintf(`SELECT count(*) FROM uk AS u LEFT JOIN r%d AS d ON d.n=u.n WHERE u.collection=?
				AND (d.n IS NULL OR NOT EXISTS (SELECT 1 FROM json_each(d.doc,'$.keys') AS k WHERE k.value=u.key))`, t.id), []any{t.id}, &count)
			if err == nil && count == 0 {
				err = c.row(ctx, fmt.Sprintf(`SELECT count(*) FROM r%d AS d, json_each(d.doc,'$.keys') AS k WHERE k.type='text' AND k.value<>''
					AND NOT EXISTS (SELECT 1 FROM uk AS u WHERE u.collection=? AND u.key=k.value AND u.n=d.n)`, t.id), []any{t.id}, &count)
			}
			if err != nil {
				return err
			}
			if count > 0 {
				return fmt.Errorf("%w: %s: %d unique keys and documents disagree", store.ErrBroken, t.name, count)
			}
		}
		return nil
	})
}

// verify runs a checking pragma, which answers "ok" or one fault per row.
func verify(ctx context.Context, c *link, pragma string) error {
	var faults []string
	err := c.each(ctx, pragma, nil, func(r *sql.Rows) error {
		var line string
		err := r.Scan(&line)
		if line != "ok" {
			faults = append(faults, line)
		}
		return err
	})
	if err != nil {
		return err
	}
	if len(faults) > 0 {
		return fmt.Errorf("%w: %s", store.ErrBroken, strings.Join(faults, "; "))
	}
	return nil
}
