package mongo

import (
	"context"
	"encoding/json"

	"go.mongodb.org/mongo-driver/mongo/options"

	"huiyin/engine/query"
	"huiyin/runtime/store"
)

// sifted tells that the filter of c lets more documents through than meet c: it compares two fields, which no filter
// can do through lists. The rest is decided here, by query.Match.
func sifted(c query.Condition) bool {
	found := false
	c.Walk(func(leaf query.Condition) { found = found || comparesFields(leaf) })
	return found
}

// meets decides about a document that has passed the filter.
func meets(c query.Condition, d store.Document) (bool, error) {
	if !sifted(c) {
		return true, nil
	}
	var body map[string]any
	if err := json.Unmarshal(d.Body, &body); err != nil {
		return false, err
	}
	return query.Match(c, query.Getter(body), query.MatchOptions{})
}

// fill finds the documents of a page and one more.
func (f *finder) fill(ctx context.Context) error {
	if !sifted(f.q.Where) {
		return f.collect(ctx)
	}
	wanted, fields := f.limit, f.q.Fields
	f.limit, f.q.Fields = query.MaxLimit, nil
	var kept []store.Document
	for more := true; more && len(kept) < wanted; {
		f.hits = nil
		if err := f.collect(ctx); err != nil {
			return err
		}
		for _, d := range f.hits {
			ok, err := meets(f.q.Where, d)
			if err != nil {
				return err
			}
			if ok {
				kept = append(kept, d)
			}
		}
		if more = len(f.hits) == f.limit; more {
			var err error
			if f.q.After, err = position(f.q.Sort, f.hits[len(f.hits)-1]); err != nil {
				return err
			}
		}
	}
	f.limit, f.q.Fields, f.hits = wanted, fields, kept[:min(wanted, len(kept))]
	return nil
}

func (f *finder) count(ctx context.Context) (int64, error) {
	if !sifted(f.q.Where) {
		return f.c.CountDocuments(ctx, where(f.q.Where))
	}
	found, err := f.c.Find(ctx, where(f.q.Where), options.Find())
	if err != nil {
		return 0, err
	}
	defer func() { _ = found.Close(ctx) }()
	n := int64(0)
	for found.Next(ctx) {
		d, err := document(found.Current)
		if err != nil {
			return 0, err
		}
		ok, err := meets(f.q.Where, d)
		if err != nil {
			return 0, err
		}
		if ok {
			n++
		}
	}
	return n, found.Err()
}
