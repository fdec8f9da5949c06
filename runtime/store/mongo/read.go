package mongo

import (
	"context"

	"go.mongodb.org/mongo-driver/bson"
	"go.mongodb.org/mongo-driver/mongo"
	"go.mongodb.org/mongo-driver/mongo/options"

	"huiyin/engine/query"
	"huiyin/runtime/store"
)

const (
	getChunk  = 500
	scanChunk = 200
)

// Get returns the documents that exist, in the order of ids.
func (s *Store) Get(ctx context.Context, collection string, ids ...string) ([]store.Document, error) {
	bounded, leave, err := s.enter(ctx, readTime)
	if err != nil {
		return nil, err
	}
	defer leave()
	if _, err := s.table(bounded, collection); err != nil {
		return nil, explain(ctx, err)
	}
	found := make(map[string]store.Document, len(ids))
	for rest := ids; len(rest) > 0; {
		chunk := rest[:min(getChunk, len(rest))]
		rest = rest[len(chunk):]
		list, err := fetch(bounded, s.db.Collection(collection), bson.D{{Key: "_id", Value: op("$in", chunk)}, live}, options.Find())
		if err != nil {
			return nil, explain(ctx, err)
		}
		for _, d := range list {
			found[d.ID] = d
		}
	}
	out := make([]store.Document, 0, len(found))
	for _, id := range ids {
		if d, ok := found[id]; ok {
			out = append(out, d)
			delete(found, id)
		}
	}
	return out, nil
}

// fetch reads the documents that meet a filter. Their terms are for the server only.
func fetch(ctx context.Context, c *mongo.Collection, filter bson.D, o *options.FindOptions) ([]store.Document, error) {
	if o.Projection == nil {
		o.SetProjection(is(termsName, 0))
	}
	found, err := c.Find(ctx, filter, o)
	if err != nil {
		return nil, err
	}
	return documents(ctx, found)
}

func documents(ctx context.Context, found *mongo.Cursor) ([]store.Document, error) {
	defer func() { _ = found.Close(ctx) }()
	var out []store.Document
	for found.Next(ctx) {
		d, err := document(found.Current)
		if err != nil {
			return nil, err
		}
		out = append(out, d)
	}
	return out, found.Err()
}

// Scan calls fn for every document that meets where, in the order of ids, a few at a time: nothing is held while fn
// runs.
func (s *Store) Scan(ctx context.Context, collection string, condition query.Condition, fn func(store.Document) error) error {
	if err := condition.Storable().Err(); err != nil {
		return err
	}
	var last bson.D
	for {
		list, err := s.stretch(ctx, collection, where(condition, last))
		if err != nil {
			return err
		}
		for _, d := range list {
			if ok, err := meets(condition, d); err != nil {
				return err
			} else if !ok {
				continue
			}
			if err := fn(d); err != nil {
				return err
			}
		}
		if len(list) < scanChunk {
			return nil
		}
		last = is("_id", op("$gt", list[len(list)-1].ID))
	}
}

func (s *Store) stretch(ctx context.Context, collection string, filter bson.D) ([]store.Document, error) {
	bounded, leave, err := s.enter(ctx, readTime)
	if err != nil {
		return nil, err
	}
	defer leave()
	if _, err := s.table(bounded, collection); err != nil {
		return nil, explain(ctx, err)
	}
	list, err := fetch(bounded, s.db.Collection(collection), filter, options.Find().SetSort(is("_id", 1)).SetLimit(scanChunk))
	return list, explain(ctx, err)
}
