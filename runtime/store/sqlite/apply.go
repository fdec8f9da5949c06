package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"huiyin/engine/query"
	"huiyin/runtime/store"
)

// stored is what the writer reads of a document before it writes.
type stored struct {
	n    int64
	rev  int64
	keys []string
	mark []byte
}

// apply performs one op inside the batch's transaction. An op is refused before anything of it is written, so that
// the others go on; err undoes the whole batch.
func (w *writer) apply(ctx context.Context, p *prepared) (rev int64, refused, err error) {
	t, err := w.s.catalog.Load().table(p.op.Collection)
	if err != nil {
		return 0, err, nil
	}
	if p.op.Body != nil && (t.unique != p.table.unique || !alike(t, p.table)) {
		if err := p.refit(t); err != nil {
			return 0, err, nil
		}
	}
	old, err := w.read(ctx, t, p.op.ID)
	if err != nil {
		return 0, nil, err
	}
	rev, refused = next(p.op, old)
	if refused != nil || rev == 0 {
		return 0, refused, nil
	}
	if p.rev > 0 {
		rev = p.rev
	}
	if refused, err = w.claimable(ctx, t, p.keys, old); refused != nil || err != nil {
		return 0, refused, err
	}
	if p.op.Body == nil {
		err = w.remove(ctx, t, old)
	} else {
		err = w.put(ctx, t, p, old, rev)
	}
	if err != nil {
		return 0, nil, err
	}
	_, err = w.c.run(ctx, `INSERT INTO log(collection, id, rev, deleted) VALUES(?, ?, ?, ?)`, t.id, p.op.ID, rev, p.op.Body == nil)
	w.s.logged.Add(1)
	return rev, nil, err
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
	if old != nil && !bytes.Equal(listMark(old.mark), listMark(p.mark)) {
		var err error
		if before, err = w.document(ctx, t, old.n); err != nil {
			return err
		}
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
	if len(t.texts) > 0 && !bytes.Equal(textMark(mark), textMark(p.mark)) {
		if err := w.moveTexts(ctx, t, n, old != nil, p.texts); err != nil {
			return err
		}
	}
	if !bytes.Equal(listMark(mark), listMark(p.mark)) {
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
		_, err := w.c.run(ctx, fmt.Sprintf(`UPDATE r%d SET rev=?, keys=?, sig=?, doc=? WHERE n=?`, t.id),
			rev, keys, p.mark, sealed(p.content, p.op.ID, rev), old.n)
		return old.n, err
	}
	result, err := w.c.run(ctx, fmt.Sprintf(`INSERT INTO r%d(rev, keys, sig, doc, id) VALUES(?, ?, ?, ?, ?)`, t.id),
		rev, keys, p.mark, sealed(p.content, p.op.ID, rev), p.op.ID)
	if err != nil {
		return 0, err
	}
	return result.LastInsertId()
}

// claimable refuses keys another document holds.
func (w *writer) claimable(ctx context.Context, t *table, keys []string, old *stored) (refused, err error) {
	for _, key := range keys {
		if old != nil && slices.Contains(old.keys, key) {
			continue
		}
		var holder int64
		err := w.c.row(ctx, `SELECT n FROM uk WHERE collection=? AND key=?`, []any{t.id, key}, &holder)
		if err == nil && (old == nil || holder != old.n) {
			return &store.UniqueError{Key: key}, nil
		}
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return nil, err
		}
	}
	return nil, nil
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
	var added []any
	for i, l := range t.lists {
		var old, now []any
		if i < len(was) {
			old = was[i]
		}
		if i < len(is) {
			now = is[i]
		}
		for _, v := range without(old, now) {
			if _, err := w.c.run(ctx, fmt.Sprintf(`DELETE FROM l%d WHERE path=? AND value=? AND n=?`, t.id), l.id, normalValue(v), n); err != nil {
				return err
			}
		}
		added = appendElements(added, l.id, n, without(now, old))
	}
	return addElements(ctx, w.c, t, added)
}

// normalValue is an element in the normal form.
func normalValue(v any) any {
	switch t := v.(type) {
	case bool:
		if t {
			return []byte{1}
		}
		return []byte{0}
	case query.Opaque:
		return []byte{2}
	}
	return v
}

// appendElements appends the rows of a list's elements, three values each.
func appendElements(rows []any, list, n int64, elements []any) []any {
	for _, v := range elements {
		rows = append(rows, list, normalValue(v), n)
	}
	return rows
}

// addElements inserts rows, the largest powers of two first, so that there are few different statements.
func addElements(ctx context.Context, c *link, t *table, rows []any) error {
	for size := 64; size > 0; size /= 2 {
		for len(rows) >= 3*size {
			text := fmt.Sprintf(`INSERT OR IGNORE INTO l%d(path, value, n) VALUES(?, ?, ?)%s`, t.id, strings.Repeat(`, (?, ?, ?)`, size-1))
			if _, err := c.run(ctx, text, rows[:3*size]...); err != nil {
				return err
			}
			rows = rows[3*size:]
		}
	}
	return nil
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

// document returns the stored document as far as its searched lists go.
func (w *writer) document(ctx context.Context, t *table, n int64) (map[string]any, error) {
	project := t.project(t.listPaths())
	var d store.Document
	if err := w.c.row(ctx, fmt.Sprintf(`SELECT %s FROM r%d WHERE n=?`, project.column(), t.id), []any{n}, &d.Body); err != nil {
		return nil, err
	}
	body, err := project.body(d)
	if err != nil {
		return nil, err
	}
	return documentOf(body, t.listPaths())
}

func (w *writer) remove(ctx context.Context, t *table, old *stored) error {
	if len(t.texts) > 0 {
		if err := w.moveTexts(ctx, t, old.n, true, nil); err != nil {
			return err
		}
	}
	if len(listMark(old.mark)) > 0 {
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
