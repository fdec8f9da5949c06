package mongo

import (
	"context"
	"encoding/hex"
	"fmt"
	"hash/fnv"
	"log/slog"
	"slices"
	"strings"

	"go.mongodb.org/mongo-driver/bson"
	"go.mongodb.org/mongo-driver/mongo"
	"go.mongodb.org/mongo-driver/mongo/options"

	"huiyin/runtime/store"
)

// Indexes of the store's own making begin with these, so that what an operator adds is left alone.
const (
	declaredPrefix = "x_"
	listPrefix     = "l_"
	uniqueIndex    = "keys"
	feedIndex      = "feed"
	deletedIndex   = "deleted"
)

// maxIndexes leaves an operator a few of the 64 MongoDB allows. Declared ones beyond it are left out, with a warning.
const maxIndexes = 60

// deletedTime is how long the feed can tell of a deletion, in seconds.
const deletedTime = 30 * 24 * 60 * 60

// Ensure makes the database fit the declarations; see store.Store. The server builds indexes while the collection is
// in use.
func (s *Store) Ensure(ctx context.Context, collections ...store.Collection) error {
	s.ensuring.Lock()
	defer s.ensuring.Unlock()
	for _, c := range collections {
		if err := c.Check(); err != nil {
			return err
		}
		if strings.HasPrefix(c.Name, "system.") {
			return fmt.Errorf("%w: collection name %q", store.ErrInvalid, c.Name)
		}
		bounded, leave, err := s.enter(ctx, indexTime)
		if err != nil {
			return err
		}
		err = explain(ctx, s.ensure(bounded, c))
		leave()
		if err != nil {
			return fmt.Errorf("%s: %w", c.Name, err)
		}
	}
	return nil
}

func (s *Store) ensure(ctx context.Context, c store.Collection) error {
	if err := s.reload(ctx); err != nil {
		return err
	}
	t := table{Name: c.Name}
	if known := s.catalog.Load().tables[c.Name]; known != nil {
		t = *known
	}
	was := t.Unique
	t.Unique, t.Indexed, t.Texts = c.Unique, paths(c.Indexes), slices.Compact(slices.Sorted(slices.Values(c.Texts)))
	for _, l := range c.Lists {
		if !slices.Contains(t.Lists, l) {
			t.Lists = append(slices.Clone(t.Lists), l)
		}
	}
	there, err := s.indexesOf(ctx, c.Name)
	if err != nil {
		return err
	}
	if err := s.create(ctx, c.Name, there, s.wanted(t, c)); err != nil {
		return err
	}
	if t.Unique != was || t.Unique && !slices.Contains(there, uniqueIndex) {
		if err := s.setUnique(ctx, t, there); err != nil {
			return err
		}
	}
	if err := s.record(ctx, t); err != nil {
		return err
	}
	return s.ensureTexts(ctx, t)
}

func paths(indexes []store.Index) []string {
	out := []string{}
	for _, x := range indexes {
		for _, f := range x.Fields {
			out = append(out, f.Field)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// indexesOf lists the names of the indexes a collection has, none when it does not exist.
func (s *Store) indexesOf(ctx context.Context, name string) ([]string, error) {
	found, err := s.db.Collection(name).Indexes().ListSpecifications(ctx)
	if err != nil {
		if hasCode(err, codeNamespaceAbsent) {
			return nil, nil
		}
		return nil, err
	}
	var out []string
	for _, x := range found {
		out = append(out, x.Name)
	}
	return out, nil
}

type index struct {
	name    string
	keys    bson.D
	options *options.IndexOptions
}

// wanted are the indexes of a collection, the most important ones first; the unique one is set up by itself.
func (s *Store) wanted(t table, c store.Collection) []index {
	out := []index{
		{feedIndex, bson.D{{Key: changedName, Value: 1}, {Key: "_id", Value: 1}}, options.Index()},
		{deletedIndex, bson.D{{Key: deletedName, Value: 1}}, options.Index().SetExpireAfterSeconds(deletedTime).
			SetPartialFilterExpression(is(deletedName, op("$exists", true)))},
	}
	if len(t.Texts) > 0 {
		out = append(out, index{termsName, is(termsName, 1), options.Index()}, index{textsName, is(textsName, 1), options.Index()})
	}
	for _, l := range t.Lists {
		out = append(out, index{listPrefix + storedPath(l), bson.D{{Key: storedPath(l), Value: 1}}, options.Index()})
	}
	for _, x := range c.Indexes {
		if made, ok := declared(x); ok {
			out = append(out, made)
		}
	}
	return out
}

// declared names an index by what it holds, so that the same declaration finds it again. The id at its end gives
// pages their order among equals. An index on the id alone is there anyway.
func declared(x store.Index) (index, bool) {
	var keys bson.D
	withID := false
	for _, f := range x.Fields {
		direction := 1
		if f.Desc {
			direction = -1
		}
		keys = append(keys, bson.E{Key: storedPath(f.Field), Value: direction})
		withID = withID || f.Field == "_id"
	}
	if !withID {
		keys = append(keys, bson.E{Key: "_id", Value: 1})
	}
	o := options.Index()
	if x.Sparse {
		o.SetPartialFilterExpression(is(keys[0].Key, op("$exists", true)))
	}
	h := fnv.New64a()
	fmt.Fprint(h, keys, x.Sparse)
	return index{declaredPrefix + hex.EncodeToString(h.Sum(nil)), keys, o}, len(keys) > 1
}

// create makes what is missing and drops declared indexes that are no longer wanted.
func (s *Store) create(ctx context.Context, name string, there []string, wanted []index) error {
	keep := map[string]bool{}
	var models []mongo.IndexModel
	var left []string
	for _, x := range wanted {
		if keep[x.name] {
			continue
		}
		if len(keep) >= maxIndexes {
			left = append(left, x.keys[0].Key)
			continue
		}
		keep[x.name] = true
		if !slices.Contains(there, x.name) {
			models = append(models, mongo.IndexModel{Keys: x.keys, Options: x.options.SetName(x.name)})
		}
	}
	if len(left) > 0 {
		slog.WarnContext(ctx, "indexes are left out: MongoDB allows no more for a collection", "collection", name, "fields", strings.Join(left, " "))
	}
	for _, old := range there {
		if !strings.HasPrefix(old, declaredPrefix) || keep[old] {
			continue
		}
		if _, err := s.db.Collection(name).Indexes().DropOne(ctx, old); err != nil && !hasCode(err, codeIndexNotFound) {
			return err
		}
	}
	if len(models) == 0 {
		return nil
	}
	_, err := s.db.Collection(name).Indexes().CreateMany(ctx, models)
	return err
}
