package mongo

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"go.mongodb.org/mongo-driver/bson"
	"go.mongodb.org/mongo-driver/mongo"
	"go.mongodb.org/mongo-driver/mongo/options"

	"huiyin/runtime/store"
)

var _ store.Carrier = (*Store)(nil)

// Collections returns every collection; see store.Carrier.
func (s *Store) Collections(ctx context.Context) ([]store.Collection, error) {
	bounded, leave, err := s.enter(ctx, readTime)
	if err != nil {
		return nil, err
	}
	defer leave()
	if err := s.reload(bounded); err != nil {
		return nil, explain(ctx, err)
	}
	var out []store.Collection
	for _, t := range s.catalog.Load().tables {
		out = append(out, store.Collection{Name: t.Name, Unique: t.Unique, Lists: t.Lists, Texts: t.Texts})
	}
	slices.SortFunc(out, func(a, b store.Collection) int { return strings.Compare(a.Name, b.Name) })
	return out, nil
}

// Place writes documents as they are; see store.Carrier.
func (s *Store) Place(ctx context.Context, collection string, list ...store.Document) error {
	bounded, leave, err := s.enter(ctx, readTime)
	if err != nil {
		return err
	}
	defer leave()
	t, err := s.table(bounded, collection)
	if err != nil {
		return explain(ctx, err)
	}
	var writes []mongo.WriteModel
	keys := map[string][]string{}
	for _, d := range list {
		body, err := parse(d.Body)
		if err != nil {
			return err
		}
		if t.Unique {
			var plain map[string]any
			if err := json.Unmarshal(d.Body, &plain); err != nil {
				return err
			}
			keys[d.ID], _ = store.KeysIn(plain)
		}
		writes = append(writes, mongo.NewReplaceOneModel().SetFilter(is("_id", d.ID)).SetUpsert(true).
			SetReplacement(complete(t.withTerms(body), d.ID, d.Rev, keys[d.ID], s.clock.now())))
	}
	if len(writes) == 0 {
		return nil
	}
	c := s.db.Collection(collection)
	_, err = c.BulkWrite(bounded, writes, options.BulkWrite().SetOrdered(false))
	s.written()
	if !mongo.IsDuplicateKeyError(err) {
		return explain(ctx, err)
	}
	for id, held := range keys {
		p := &prepared{op: store.Op{ID: id}, c: c, keys: held}
		if taken := s.taken(bounded, p); taken != nil {
			return explain(ctx, taken)
		}
	}
	return explain(ctx, err)
}

// Counters returns every counter; see store.Carrier.
func (s *Store) Counters(ctx context.Context) (map[string]int64, error) {
	bounded, leave, err := s.enter(ctx, readTime)
	if err != nil {
		return nil, err
	}
	defer leave()
	found, err := s.own(counterName).Find(bounded, bson.D{})
	if err != nil {
		return nil, explain(ctx, err)
	}
	var list []struct {
		ID    string `bson:"_id"`
		Value int64
	}
	if err := found.All(bounded, &list); err != nil {
		return nil, explain(ctx, err)
	}
	out := map[string]int64{}
	for _, c := range list {
		out[c.ID] = c.Value
	}
	return out, nil
}
