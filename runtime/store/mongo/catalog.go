package mongo

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"go.mongodb.org/mongo-driver/bson"
	"go.mongodb.org/mongo-driver/mongo/options"

	"huiyin/runtime/store"
)

// formatID is the document of the catalog that holds the version; no collection can have this name.
const formatID = "*"

// catalog is what is known about the collections. It is never changed, only replaced, so readers need no lock.
type catalog struct{ tables map[string]*table }

// table describes one collection, as the catalog's document does.
type table struct {
	Name    string   `bson:"_id"`
	Unique  bool     `bson:"unique"`
	Lists   []string `bson:"lists"`
	Indexed []string `bson:"indexed"` // paths that stand in some index
	Texts   []string `bson:"texts"`   // paths of the texts whose words are indexed, sorted
}

func (t *table) indexed(path string) bool { return slices.Contains(t.Indexed, path) }

// reload reads the catalog.
func (s *Store) reload(ctx context.Context) error {
	found, err := s.own(catalogName).Find(ctx, is("_id", op("$ne", formatID)))
	if err != nil {
		return err
	}
	var list []table
	if err := found.All(ctx, &list); err != nil {
		return err
	}
	fresh := &catalog{tables: make(map[string]*table, len(list))}
	for _, t := range list {
		fresh.tables[t.Name] = &t
	}
	s.catalog.Store(fresh)
	return nil
}

// table finds a collection; one that is not known yet may have been made by another process.
func (s *Store) table(ctx context.Context, name string) (*table, error) {
	if t := s.catalog.Load().tables[name]; t != nil {
		return t, nil
	}
	if err := s.reload(ctx); err != nil {
		return nil, err
	}
	if t := s.catalog.Load().tables[name]; t != nil {
		return t, nil
	}
	return nil, fmt.Errorf("%w: %s", store.ErrUnknownCollection, name)
}

// record writes what is known about a collection.
func (s *Store) record(ctx context.Context, t table) error {
	_, err := s.own(catalogName).UpdateOne(ctx, is("_id", t.Name),
		op("$set", bson.D{{Key: "unique", Value: t.Unique}, {Key: "lists", Value: t.Lists}, {Key: "indexed", Value: t.Indexed}, {Key: "texts", Value: t.Texts}}),
		options.Update().SetUpsert(true))
	if err != nil {
		return err
	}
	known := &catalog{tables: maps.Clone(s.catalog.Load().tables)}
	known.tables[t.Name] = &t
	s.catalog.Store(known)
	return nil
}
