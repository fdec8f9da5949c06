package trial

import (
	"context"
	"encoding/json"
	"errors"
	"iter"
	"slices"
	"strings"
	"time"

	"huiyin/engine/query"
	"huiyin/runtime/store"
)

// layer is a store.Store over another one: it shows everything that is there, and keeps what is written to itself. It is
// used by one request at a time.
type layer struct {
	base     store.Store
	sheets   map[string]map[string]*sheet // by collection and id
	order    []*sheet                     // as they were first written
	born     map[string]bool              // collection/id of what is not below
	counters map[string]int64
}

// sheet is a document of the layer.
type sheet struct {
	collection string
	id         string
	rev        int64
	body       []byte // nil when it was deleted
	read       map[string]any
	keys       []string
}

func newLayer(base store.Store) *layer {
	return &layer{base: base, sheets: map[string]map[string]*sheet{}, born: map[string]bool{}, counters: map[string]int64{}}
}

// Ensure has nothing to do: what is missing below is empty.
func (l *layer) Ensure(context.Context, ...store.Collection) error { return nil }

// Close leaves the store below open.
func (l *layer) Close() error { return nil }

// Changes ends at once: nobody follows a trial.
func (l *layer) Changes(context.Context, store.Cursor) (iter.Seq2[store.Change, error], error) {
	return func(func(store.Change, error) bool) {}, nil
}

// Increment counts from 0: a number that is drawn here is not missing below.
func (l *layer) Increment(_ context.Context, counter string, by int64) (int64, error) {
	l.counters[counter] += by
	return l.counters[counter], nil
}

// Get implements store.Store.
func (l *layer) Get(ctx context.Context, collection string, ids ...string) ([]store.Document, error) {
	var out []store.Document
	for _, id := range ids {
		if s, ours := l.sheets[collection][id]; ours {
			if s.body != nil {
				out = append(out, s.document())
			}
			continue
		}
		docs, err := l.base.Get(ctx, collection, id)
		if err = known(err); err != nil {
			return nil, err
		}
		out = append(out, docs...)
	}
	return out, nil
}

// known passes over a collection that only the draft has.
func known(err error) error {
	if errors.Is(err, store.ErrUnknownCollection) {
		return nil
	}
	return err
}

func (s *sheet) document() store.Document {
	return store.Document{ID: s.id, Rev: s.rev, Body: s.body}
}

func (s *sheet) get(path string) any { return query.Lookup(s.read, path) }

// Write implements store.Store.
func (l *layer) Write(ctx context.Context, ops ...store.Op) []store.Result {
	out := make([]store.Result, len(ops))
	for i, op := range ops {
		out[i].Rev, out[i].Err = l.write(ctx, op)
	}
	return out
}

func (l *layer) write(ctx context.Context, op store.Op) (int64, error) {
	rev, err := l.revision(ctx, op)
	switch {
	case err != nil:
		return 0, err
	case op.IfRev == 0 && rev > 0:
		return 0, store.ErrConflict
	case op.IfRev > 0 && rev == 0:
		return 0, store.ErrNotFound
	case op.IfRev > 0 && op.IfRev != rev:
		return 0, store.ErrConflict
	}
	if key := l.taken(op); key != "" {
		return 0, &store.UniqueError{Key: key}
	}
	if _, ours := l.sheets[op.Collection][op.ID]; !ours && rev == 0 {
		l.born[op.Collection+"/"+op.ID] = true
	}
	s := &sheet{collection: op.Collection, id: op.ID, rev: rev + 1, keys: op.Keys}
	if op.Body != nil {
		if err := json.Unmarshal(op.Body, &s.read); err != nil {
			return 0, err
		}
		s.read["_id"], s.read["rev"] = s.id, float64(s.rev)
		if s.body, err = json.Marshal(s.read); err != nil {
			return 0, err
		}
	}
	l.put(s)
	return s.rev, nil
}

// revision is the one that a document has now, 0 for none.
func (l *layer) revision(ctx context.Context, op store.Op) (int64, error) {
	if s, ours := l.sheets[op.Collection][op.ID]; ours {
		if s.body == nil {
			return 0, nil
		}
		return s.rev, nil
	}
	docs, err := l.base.Get(ctx, op.Collection, op.ID)
	if err = known(err); err != nil || len(docs) == 0 {
		return 0, err
	}
	return docs[0].Rev, nil
}

// taken is a unique key of op that another document of the layer holds. Those below are not asked: the numbers drawn
// here may well be there, and a form asks for the values of its unique fields itself.
func (l *layer) taken(op store.Op) string {
	for _, s := range l.sheets[op.Collection] {
		for _, key := range op.Keys {
			if s.id != op.ID && s.body != nil && slices.Contains(s.keys, key) {
				return key
			}
		}
	}
	return ""
}

func (l *layer) put(s *sheet) {
	if l.sheets[s.collection] == nil {
		l.sheets[s.collection] = map[string]*sheet{}
	}
	if old, ours := l.sheets[s.collection][s.id]; ours {
		*old = *s
		return
	}
	l.sheets[s.collection][s.id] = s
	l.order = append(l.order, s)
}

// Find implements store.Store: what is below and not changed here, and what is here, in one order. Only the first page
// shows what is here: whoever decides about a record reads no further.
func (l *layer) Find(ctx context.Context, collection string, q query.Query) (store.Page, error) {
	changed := l.sheets[collection]
	wide := q
	wide.Limit = q.Size() + len(changed)
	page, err := l.base.Find(ctx, collection, wide)
	if errors.Is(err, store.ErrUnknownCollection) {
		page, err = store.Page{Count: -1}, nil
		if q.Count {
			page.Count = 0
		}
	}
	if err != nil || len(changed) == 0 || q.After != "" {
		return page, err
	}
	found := []*sheet{}
	for _, doc := range page.Documents {
		if _, ours := changed[doc.ID]; ours {
			continue
		}
		s := &sheet{collection: collection, id: doc.ID, rev: doc.Rev, body: doc.Body}
		if err := json.Unmarshal(doc.Body, &s.read); err != nil {
			return page, err
		}
		found = append(found, s)
	}
	for _, s := range l.order {
		fits, err := s.matches(collection, q.Where)
		if err != nil {
			return page, err
		}
		if fits {
			found = append(found, s)
		}
	}
	if page.Count, err = l.count(ctx, collection, q, page.Count); err != nil {
		return page, err
	}
	slices.SortStableFunc(found, func(a, b *sheet) int { return query.Compare(q.Sort, a.get, b.get, a.id, b.id) })
	page.Documents = nil
	for _, s := range found[:min(len(found), q.Size())] {
		page.Documents = append(page.Documents, s.document())
	}
	return page, nil
}

// count is how many there are when below are so many: those that were changed count as they are here.
func (l *layer) count(ctx context.Context, collection string, q query.Query, below int64) (int64, error) {
	if !q.Count {
		return -1, nil
	}
	for id, s := range l.sheets[collection] {
		docs, err := l.base.Get(ctx, collection, id)
		if err = known(err); err != nil {
			return 0, err
		}
		if len(docs) > 0 {
			was := &sheet{collection: collection, body: docs[0].Body}
			if err := json.Unmarshal(was.body, &was.read); err != nil {
				return 0, err
			}
			if fits, err := was.matches(collection, q.Where); err != nil {
				return 0, err
			} else if fits {
				below--
			}
		}
		if fits, err := s.matches(collection, q.Where); err != nil {
			return 0, err
		} else if fits {
			below++
		}
	}
	return below, nil
}

func (s *sheet) matches(collection string, where query.Condition) (bool, error) {
	if s.collection != collection || s.body == nil {
		return false, nil
	}
	return query.Match(where, s.get, query.MatchOptions{})
}

// Scan implements store.Store.
func (l *layer) Scan(ctx context.Context, collection string, where query.Condition, fn func(store.Document) error) error {
	err := l.base.Scan(ctx, collection, where, func(d store.Document) error {
		if _, ours := l.sheets[collection][d.ID]; ours {
			return nil
		}
		return fn(d)
	})
	if err = known(err); err != nil {
		return err
	}
	for _, s := range slices.Clone(l.order) {
		fits, err := s.matches(collection, where)
		if err == nil && fits {
			err = fn(s.document())
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// place names a record of the layer.
type place struct{ form, id string }

// next is the earliest moment at which a record of the layer wants to be looked at, and which one; ok is false for none.
// prefix begins the names of the collections that hold records.
func (l *layer) next(prefix string) (at time.Time, which place, ok bool) {
	for _, s := range l.order {
		form, records := strings.CutPrefix(s.collection, prefix)
		if !records || s.body == nil {
			continue
		}
		for _, path := range []string{"wake", "outboxDue"} {
			text, _ := s.read[path].(string)
			due, err := time.Parse(time.RFC3339, text)
			if err == nil && (!ok || due.Before(at)) {
				at, which, ok = due, place{form, s.id}, true
			}
		}
	}
	return at, which, ok
}
