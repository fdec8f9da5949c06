package mongo

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"go.mongodb.org/mongo-driver/bson"
	"go.mongodb.org/mongo-driver/mongo"
	"go.mongodb.org/mongo-driver/mongo/options"

	"huiyin/runtime/store"
)

// indexTime bounds the making of indexes over a large collection.
const indexTime = 30 * time.Minute

// setUnique starts or ends the enforcement of unique keys, over the documents there are. From the moment the catalog
// says so, every write carries its keys; then the others are given theirs.
func (s *Store) setUnique(ctx context.Context, t table, there []string) error {
	c := s.db.Collection(t.Name)
	if !t.Unique {
		if !slices.Contains(there, uniqueIndex) {
			return nil
		}
		_, err := c.Indexes().DropOne(ctx, uniqueIndex)
		if hasCode(err, codeIndexNotFound) {
			return nil
		}
		return err
	}
	if err := s.record(ctx, t); err != nil {
		return err
	}
	err := s.fillKeys(ctx, c)
	if err == nil {
		_, err = c.Indexes().CreateOne(ctx, mongo.IndexModel{Keys: is(keysName, 1), Options: options.Index().SetName(uniqueIndex).SetUnique(true).SetSparse(true)})
	}
	if err == nil {
		return nil
	}
	t.Unique = false
	if mongo.IsDuplicateKeyError(err) {
		err = s.heldTwice(ctx, c, err)
	}
	return errors.Join(s.record(ctx, t), err)
}

// fillKeys gives documents that were there before the collection became unique the keys in their body.
func (s *Store) fillKeys(ctx context.Context, c *mongo.Collection) error {
	last := ""
	for {
		found, err := c.Find(ctx, bson.D{live, {Key: "_id", Value: op("$gt", last)}},
			options.Find().SetSort(is("_id", 1)).SetLimit(scanChunk).SetProjection(bson.D{{Key: "rev", Value: 1}, {Key: "keys", Value: 1}, {Key: keysName, Value: 1}}))
		if err != nil {
			return err
		}
		var list []bson.Raw
		if err := found.All(ctx, &list); err != nil {
			return err
		}
		for _, raw := range list {
			if err := s.fillKeysOf(ctx, c, raw); err != nil {
				return err
			}
			last = raw.Lookup("_id").StringValue()
		}
		if len(list) < scanChunk {
			return nil
		}
	}
}

func (s *Store) fillKeysOf(ctx context.Context, c *mongo.Collection, raw bson.Raw) error {
	d, err := document(raw)
	if err != nil {
		return err
	}
	var body map[string]any
	if err := json.Unmarshal(d.Body, &body); err != nil {
		return err
	}
	keys, _ := store.KeysIn(body)
	change := op("$set", is(keysName, keys))
	if len(keys) == 0 {
		if _, err := raw.LookupErr(keysName); err != nil {
			return nil //nolint:nilerr // there are none to take away
		}
		change = op("$unset", is(keysName, ""))
	}
	_, err = c.UpdateOne(ctx, bson.D{{Key: "_id", Value: d.ID}, {Key: "rev", Value: d.Rev}}, change)
	return err
}

// heldTwice names the key two documents hold.
func (s *Store) heldTwice(ctx context.Context, c *mongo.Collection, cause error) error {
	found, err := c.Aggregate(ctx, bson.A{op("$unwind", "$"+keysName), op("$group", bson.D{{Key: "_id", Value: "$" + keysName}, {Key: "n", Value: op("$sum", 1)}}),
		op("$match", is("n", op("$gt", 1))), op("$limit", 1)}, options.Aggregate().SetAllowDiskUse(true))
	if err != nil {
		return err
	}
	var twice []struct {
		Key string `bson:"_id"`
	}
	if err := found.All(ctx, &twice); err != nil {
		return err
	}
	if len(twice) == 0 {
		return cause
	}
	return &store.UniqueError{Key: twice[0].Key}
}
