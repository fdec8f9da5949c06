package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"huiyin/runtime/store"
)

// stored is what the writer reads of a document before it writes.
type stored struct {
	n    int64
	rev  int64
	keys []string
	mark []byte
}

// apply performs one op inside the batch's transaction. The caller undoes everything when it fails.
func (w *writer) apply(ctx context.Context, p *prepared) (int64, error) {
	t, err := w.s.catalog.Load().table(p.op.Collection)
	if err != nil {
		return 0, err
	}
	if p.op.Body != nil && (t.unique != p.table.unique || !sameLists(t, p.table)) {
		p.workOut(t)
		if err := p.takeKeys(); err != nil {
			return 0, err
		}
	}
	old, err := w.read(ctx, t, p.op.ID)
	if err != nil {
		return 0, err
	}
	rev, err := next(p.op, old)
	if err != nil || rev == 0 {
		return 0, err
	}
	if p.op.Body == nil {
		err = w.remove(ctx, t, old)
	} else {
		err = w.put(ctx, t, p, old, rev)
	}
	if err != nil {
		return 0, err
	}
	_, err = w.c.run(ctx, `INSERT INTO log(collection, id, rev, deleted) VALUES(?, ?, ?, ?)`, t.id, p.op.ID, rev, p.op.Body == nil)
	w.s.logged.Add(1)
	return rev, err
}

func (w *writer) read(ctx context.Context, t *table, id string) (*stored, error) {
	var old stored
	var keys sql.NullString
	err := w.c.row(ctx, fmt.Sprintf(`SELECT n, rev, keys, sig FROM r%d WHERE id=?`, t.id), []any{id}, &old.n, &old.rev, &keys, &old.mark)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err == nil && keys.Valid {
		err = json.Unmarshal([]byte(keys.String), &old.keys)
	}
	return &old, err
}

// next decides the new revision; 0 without error means there is nothing to do.
func next(op store.Op, old *stored) (int64, error) {
	switch {
	case op.IfRev == 0 && old != nil:
		return 0, store.ErrConflict
	case op.IfRev > 0 && old == nil:
		return 0, store.ErrNotFound
	case op.IfRev > 0 && old.rev != op.IfRev:
		return 0, store.ErrConflict
	case old != nil:
		return old.rev + 1, nil
	case op.Body == nil:
		return 0, nil
	}
	return 1, nil
}

func (w *writer) put(ctx context.Context, t *table, p *prepared, old *stored, rev int64) error {
	before := map[string]any{}
	if old != nil && !bytes.Equal(old.mark, p.mark) {
		var err error
		if before, err = w.document(ctx, t, old.n); err != nil {
			return err
		}
	}
	if err := w.claimable(ctx, t, p.keys, old); err != nil {
		return err
	}
	n, err := w.store(ctx, t, p, old, rev)
	if err != nil {
		return err
	}
	var held []string
	var mark []byte
	if old != nil {
		held, mark = old.keys, old.mark
	}
	if err := w.moveKeys(ctx, t, n, held, p.keys); err != nil {
		return err
	}
	if !bytes.Equal(mark, p.mark) {
		was, _ := elements(t, before)
		if err := w.moveLists(ctx, t, n, was, p.lists); err != nil {
			return err
		}
	}
	return w.note(ctx, t, p.arrays)
}

// store writes the row and returns its number.
func (w *writer) store(ctx context.Context, t *table, p *prepared, old *stored, rev int64) (int64, error) {
	var keys any
	if len(p.keys) > 0 {
		raw, err := json.Marshal(p.keys)
		if err != nil {
			return 0, err
		}
		keys = string(raw)
	}
	if old != nil {
		_, err := w.c.run(ctx, fmt.Sprintf(`UPDATE r%d SET rev=?1, keys=?2, sig=?3, doc=jsonb_set(jsonb(?4),'$._id',?5,'$.rev',?1) WHERE n=?6`, t.id),
			rev, keys, p.mark, string(p.op.Body), p.op.ID, old.n)
		return old.n, err
	}
	result, err := w.c.run(ctx, fmt.Sprintf(`INSERT INTO r%d(rev, keys, sig, doc, id) VALUES(?1, ?2, ?3, jsonb_set(jsonb(?4),'$._id',?5,'$.rev',?1), ?5)`, t.id),
		rev, keys, p.mark, string(p.op.Body), p.op.ID)
	if err != nil {
		return 0, err
	}
	return result.LastInsertId()
}

// claimable refuses keys another document holds.
func (w *writer) claimable(ctx context.Context, t *table, keys []string, old *stored) error {
	for _, key := range keys {
		if old != nil && slices.Contains(old.keys, key) {
			continue
		}
		var holder int64
		err := w.c.row(ctx, `SELECT n FROM uk WHERE collection=? AND key=?`, []any{t.id, key}, &holder)
		if err == nil && (old == nil || holder != old.n) {
			return &store.UniqueError{Key: key}
		}
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
	}
	return nil
}

func (w *writer) moveKeys(ctx context.Context, t *table, n int64, was, is []string) error {
	for _, key := range was {
		if slices.Contains(is, key) {
			continue
		}
		if _, err := w.c.run(ctx, `DELETE FROM uk WHERE collection=? AND key=? AND n=?`, t.id, key, n); err != nil {
			return err
		}
	}
	for _, key := range is {
		if slices.Contains(was, key) {
			continue
		}
		if _, err := w.c.run(ctx, `INSERT INTO uk(collection, key, n) VALUES(?, ?, ?)`, t.id, key, n); err != nil {
			return err
		}
	}
	return nil
}

// moveLists brings the list table from one document's elements to another's; both are by list of t.
func (w *writer) moveLists(ctx context.Context, t *table, n int64, was, is [][]any) error {
	for i, l := range t.lists {
		var old, now []any
		if i < len(was) {
			old = was[i]
		}
		if i < len(is) {
			now = is[i]
		}
		if err := w.dropElements(ctx, t, l.id, n, without(old, now)); err != nil {
			return err
		}
		if err := addElements(ctx, w.c, t, l.id, n, without(now, old)); err != nil {
			return err
		}
	}
	return nil
}

var (
	jsonElement = normal("type", "value")
)

func addElements(ctx context.Context, c *link, t *table, id, n int64, list []any) error {
	if len(list) == 0 {
		return nil
	}
	_, err := c.run(ctx, fmt.Sprintf(`INSERT OR IGNORE INTO l%d(path, value, n) SELECT ?1, %s, ?2 FROM json_each(?3)`, t.id, jsonElement), id, n, pack(list))
	return err
}

func (w *writer) dropElements(ctx context.Context, t *table, id, n int64, list []any) error {
	if len(list) == 0 {
		return nil
	}
	_, err := w.c.run(ctx, fmt.Sprintf(`DELETE FROM l%d WHERE path=?1 AND n=?2 AND value IN (SELECT %s FROM json_each(?3))`, t.id, jsonElement), id, n, pack(list))
	return err
}

// without returns the elements of a that b lacks.
func without(a, b []any) []any {
	drop := make(map[any]bool, len(b))
	for _, v := range b {
		drop[v] = true
	}
	var out []any
	for _, v := range a {
		if !drop[v] {
			out = append(out, v)
		}
	}
	return out
}

func (w *writer) document(ctx context.Context, t *table, n int64) (map[string]any, error) {
	var body string
	if err := w.c.row(ctx, fmt.Sprintf(`SELECT json(doc) FROM r%d WHERE n=?`, t.id), []any{n}, &body); err != nil {
		return nil, err
	}
	return decode([]byte(body))
}

func (w *writer) remove(ctx context.Context, t *table, old *stored) error {
	if len(old.mark) > 0 {
		before, err := w.document(ctx, t, old.n)
		if err != nil {
			return err
		}
		was, _ := elements(t, before)
		if err := w.moveLists(ctx, t, old.n, was, nil); err != nil {
			return err
		}
	}
	if err := w.moveKeys(ctx, t, old.n, old.keys, nil); err != nil {
		return err
	}
	_, err := w.c.run(ctx, fmt.Sprintf(`DELETE FROM r%d WHERE n=?`, t.id), old.n)
	return err
}

// note remembers paths at which lists were seen for the first time. Readers must know before the document is
// visible, so the catalog is replaced before the commit; a path too many does no harm.
func (w *writer) note(ctx context.Context, t *table, paths []string) error {
	fresh := t.newShapes(paths)
	if len(fresh) == 0 {
		return nil
	}
	for _, p := range fresh {
		if _, err := w.c.run(ctx, `INSERT OR IGNORE INTO shape(collection, path) VALUES(?, ?)`, t.id, p); err != nil {
			return err
		}
	}
	var epoch int64
	if err := w.c.row(ctx, `UPDATE meta SET value=value+1 WHERE name='epoch' RETURNING value`, nil, &epoch); err != nil {
		return err
	}
	known := w.s.catalog.Load().withShapes(t, fresh)
	known.epoch = epoch
	w.s.catalog.Store(known)
	return nil
}
