package sqlite

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"huiyin/engine/search"
	"huiyin/runtime/store"
)

// The words of a collection's texts stand in a full-text table f<id> that holds terms only, not where they stand:
// that is a tenth of the work of a row for each term in a table of lists.

// The mark of a document is that of its lists, listMarkSize bytes or none, followed by that of its texts if the
// collection indexes any; then the first is filled with zeros where there are no lists.
const (
	listMarkSize = 16
	textMarkSize = 8
)

var noLists [listMarkSize]byte

func withTexts(lists []byte, texts []string) []byte {
	hash := sha256.New()
	for _, t := range texts {
		fmt.Fprintf(hash, "%d:%s", len(t), t)
	}
	if lists == nil {
		lists = noLists[:]
	}
	return hash.Sum(slices.Clip(lists))[:listMarkSize+textMarkSize]
}

func listMark(mark []byte) []byte {
	if len(mark) < listMarkSize || [listMarkSize]byte(mark) == noLists {
		return nil
	}
	return mark[:listMarkSize]
}

func textMark(mark []byte) []byte {
	if len(mark) <= listMarkSize {
		return nil
	}
	return mark[listMarkSize:]
}

// moveTexts replaces the terms of a document by those of texts. Documents that the filling has yet to come to are left
// to it.
func (w *writer) moveTexts(ctx context.Context, t *table, n int64, there bool, texts []string) error {
	if t.partial {
		var below int64
		if err := w.c.row(ctx, `SELECT below FROM texts WHERE collection=?`, []any{t.id}, &below); err != nil {
			return err
		}
		if n < below {
			return nil
		}
	}
	if there {
		w.s.worn.Store(true)
		if _, err := w.c.run(ctx, fmt.Sprintf(`DELETE FROM f%d WHERE rowid=?`, t.id), n); err != nil {
			return err
		}
	}
	return addTerms(ctx, w.c, t, n, texts)
}

func addTerms(ctx context.Context, c *link, t *table, n int64, texts []string) error {
	terms := search.Terms(texts...)
	if len(terms) == 0 {
		return nil
	}
	_, err := c.run(ctx, fmt.Sprintf(`INSERT INTO f%d(rowid, t) VALUES(?, ?)`, t.id), n, strings.Join(terms, " "))
	return err
}

// ensureTexts makes the index of a collection's texts anew when others are declared, and has it filled.
func (s *Store) ensureTexts(ctx context.Context, c store.Collection) error {
	paths := slices.Compact(slices.Sorted(slices.Values(c.Texts)))
	if t := s.catalog.Load().tables[c.Name]; !slices.Equal(t.texts, paths) {
		err := s.alter(ctx, func(ctx context.Context, l *link) error {
			t := s.catalog.Load().tables[c.Name]
			if slices.Equal(t.texts, paths) { // by another process
				return nil
			}
			return declareTexts(ctx, l, t, paths)
		})
		if err != nil {
			return err
		}
	}
	if t := s.catalog.Load().tables[c.Name]; t.partial {
		s.filling.Start(t.name, func() { s.fillTexts(t.name) })
	}
	return nil
}

func declareTexts(ctx context.Context, l *link, t *table, paths []string) error {
	statements := []string{fmt.Sprintf(`DROP TABLE IF EXISTS f%d`, t.id), fmt.Sprintf(`DELETE FROM texts WHERE collection=%d`, t.id)}
	if len(paths) > 0 {
		statements = append(statements,
			// The ascii tokenizer splits at spaces and ASCII punctuation only, of which terms have none.
			fmt.Sprintf(`CREATE VIRTUAL TABLE f%d USING fts5(t, content='', contentless_delete=1, detail=none, tokenize='ascii')`, t.id),
			// Merging small pieces later costs writers less.
			fmt.Sprintf(`INSERT INTO f%[1]d(f%[1]d, rank) VALUES('automerge', 8)`, t.id),
			fmt.Sprintf(`INSERT INTO texts(collection, paths, below) SELECT %d, '%s', coalesce(max(n)+1, 0) FROM r%d`, t.id, search.Version+" "+strings.Join(paths, " "), t.id))
	}
	for _, statement := range statements {
		if err := l.exec(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}

// pauseBetween leaves room for writers while old documents are indexed.
const pauseBetween = 5 * time.Millisecond

// fillTexts indexes the documents that were there before, the newest first, in small steps between other writes. What
// has been done stays done when the store closes; another process may do some of it.
func (s *Store) fillTexts(name string) {
	for more := true; more; {
		err := s.alterWhen(context.Background(), func(ctx context.Context, c *link) (done bool, err error) {
			now := s.catalog.Load().tables[name]
			if !now.partial {
				more = false
				return false, nil
			}
			more, err = fillStep(ctx, c, now)
			return !more, err
		})
		if err != nil {
			return // the store closes, or cannot be written: the next start goes on
		}
		select {
		case <-s.ending:
			return
		case <-time.After(pauseBetween):
		}
	}
}

// fillStep indexes a few documents and reports whether there may be more.
func fillStep(ctx context.Context, c *link, t *table) (more bool, err error) {
	var below int64
	err = c.row(ctx, `SELECT below FROM texts WHERE collection=?`, []any{t.id}, &below)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	bodies := map[int64]string{}
	last := int64(0)
	if err == nil {
		err = c.each(ctx, fmt.Sprintf(`SELECT n, %s FROM r%d WHERE n<? ORDER BY n DESC LIMIT %d`, t.project(t.texts).column(), t.id, fillChunk), []any{below}, func(r *sql.Rows) error {
			var body string
			err := r.Scan(&last, &body)
			bodies[last] = body
			return err
		})
	}
	for n, body := range bodies {
		if err != nil {
			return false, err
		}
		var raw []byte
		if raw, err = t.project(t.texts).body(store.Document{Body: []byte(body)}); err != nil {
			return false, err
		}
		document, err := documentOf(raw, t.texts)
		if err != nil {
			return false, err
		}
		if err := addTerms(ctx, c, t, n, store.Texts(document, t.texts)); err != nil {
			return false, err
		}
	}
	if more = len(bodies) == fillChunk; !more {
		last = 0
	}
	if err == nil {
		_, err = c.run(ctx, `UPDATE texts SET below=? WHERE collection=?`, last, t.id)
	}
	return more, err
}

// Search finds documents by their words; see store.Searcher. Numbers of documents grow, so the index yields the newest
// first, and no more of them are read than a page needs.
func (s *Store) Search(ctx context.Context, collection string, q store.TextQuery) (store.TextPage, error) {
	if err := q.Where.Storable().Err(); err != nil {
		return store.TextPage{}, err
	}
	before := int64(1) << 62
	if q.After != "" {
		var err error
		if before, err = strconv.ParseInt(q.After, 36, 64); err != nil {
			return store.TextPage{}, fmt.Errorf("%w: cursor %q", store.ErrInvalid, q.After)
		}
	}
	var page store.TextPage
	err := s.read(ctx, func(c *link, known *catalog) error {
		t, err := known.table(collection)
		if err != nil || len(t.texts) == 0 || len(q.Terms) == 0 || q.Limit < 1 {
			return err
		}
		page.Partial = t.partial
		p, project := compiler{table: t}, t.project(q.Fields)
		text := fmt.Sprintf(`SELECT d.n, d.id, d.rev, %s FROM f%[2]d CROSS JOIN r%[2]d AS d ON d.n=f%[2]d.rowid WHERE f%[2]d MATCH %[3]s AND f%[2]d.rowid<%[4]s AND %[5]s ORDER BY f%[2]d.rowid DESC LIMIT %[6]s`,
			project.column(), t.id, p.bind(match(q.Terms)), p.bind(before), p.condition(q.Where), p.bind(int64(q.Limit+1)))
		var last int64
		return c.each(ctx, text, p.args, func(r *sql.Rows) error {
			if len(page.Documents) == q.Limit {
				page.Next = strconv.FormatInt(last, 36)
				return nil
			}
			var d store.Document
			err := r.Scan(&last, &d.ID, &d.Rev, &d.Body)
			if err == nil {
				d.Body, err = project.body(d)
			}
			page.Documents = append(page.Documents, d)
			return err
		})
	})
	return page, err
}

// match is a question in the language of the full-text table. Terms hold letters, digits, symbols and marks beyond ASCII.
func match(terms []search.Term) string {
	parts := make([]string, len(terms))
	for i, t := range terms {
		parts[i] = `"` + strings.ReplaceAll(t.Text, `"`, "") + `"`
		if t.Prefix {
			parts[i] += ` *`
		}
		if t.Or != "" {
			parts[i] = `(` + parts[i] + ` OR "` + strings.ReplaceAll(t.Or, `"`, "") + `")`
		}
	}
	return strings.Join(parts, ` AND `)
}
