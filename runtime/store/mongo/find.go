package mongo

import (
	"context"
	"encoding/json"
	"math"

	"go.mongodb.org/mongo-driver/bson"
	"go.mongodb.org/mongo-driver/mongo"
	"go.mongodb.org/mongo-driver/mongo/options"

	"huiyin/engine/query"
	"huiyin/runtime/store"
)

// Find answers one page; see store.Store. Sorted by one indexed field, or by none, it is gathered from stretches
// that are each one ordered run through an index; else the server sorts, see order.
func (s *Store) Find(ctx context.Context, collection string, q query.Query) (store.Page, error) {
	if err := q.Check().Err(); err != nil {
		return store.Page{}, err
	}
	bounded, leave, err := s.enter(ctx, readTime)
	if err != nil {
		return store.Page{}, err
	}
	defer leave()
	page, err := s.find(bounded, collection, q)
	if err != nil {
		return store.Page{}, explain(ctx, err)
	}
	return page, nil
}

func (s *Store) find(ctx context.Context, collection string, q query.Query) (store.Page, error) {
	page := store.Page{Count: -1}
	t, err := s.table(ctx, collection)
	if err != nil {
		return page, err
	}
	f := finder{c: s.db.Collection(collection), q: q, limit: q.Size() + 1, indexed: len(q.Sort) == 0 || len(q.Sort) == 1 && t.indexed(q.Sort[0].Field)}
	if err := f.fill(ctx); err != nil {
		return page, err
	}
	if len(f.hits) == f.limit {
		f.hits = f.hits[:q.Size()]
		if page.Next, err = position(q.Sort, f.hits[len(f.hits)-1]); err != nil {
			return page, err
		}
	}
	if page.Documents, err = project(f.hits, q.Fields); err != nil || !q.Count {
		return page, err
	}
	page.Count, err = f.count(ctx)
	return page, err
}

type finder struct {
	c       *mongo.Collection
	q       query.Query
	limit   int
	indexed bool // an index gives the order
	hits    []store.Document
}

// collect finds as many documents as are still missing, behind q.After.
func (f *finder) collect(ctx context.Context) error {
	if f.indexed {
		return f.gather(ctx)
	}
	return f.order(ctx)
}

// position is the cursor behind a document.
func position(sort []query.Sort, d store.Document) (string, error) {
	var body map[string]any
	if err := json.Unmarshal(d.Body, &body); err != nil {
		return "", err
	}
	values := make([]any, len(sort))
	for i, by := range sort {
		values[i] = query.Scalar(query.Lookup(body, by.Field))
	}
	return query.Cursor(sort, values, d.ID), nil
}

// columns keeps the server from sending what nobody asked for. It knows whole top-level fields only: below them,
// MongoDB would drop the entries of lists that are no objects.
func (f *finder) columns() bson.D {
	if len(f.q.Fields) == 0 {
		return nil
	}
	out := bson.D{{Key: "rev", Value: 1}}
	seen := map[string]bool{"_id": true, "rev": true}
	add := func(path string) {
		if head := top(path); !seen[head] {
			seen[head] = true
			out = append(out, bson.E{Key: stored(head), Value: 1})
		}
	}
	for _, path := range f.q.Fields {
		add(path)
	}
	for _, by := range f.q.Sort {
		add(by.Field)
	}
	return out
}

// project cuts the documents down to the asked-for fields.
func project(list []store.Document, paths []string) ([]store.Document, error) {
	if len(paths) == 0 {
		return list, nil
	}
	for i, d := range list {
		body, err := parsePlain(d.Body)
		if err != nil {
			return nil, err
		}
		if list[i].Body, err = json.Marshal(query.Project(body, paths)); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// The brackets of kinds, in the order of sorting; within one, MongoDB orders as query.CompareValues does.
const (
	numbers = iota
	texts
	flags
	objects
	empties
)

var ascending, descending = []int{numbers, texts, flags, objects, empties}, []int{objects, flags, texts, numbers, empties}

// bracket holds for the documents with a single value of one kind at path; empties are all others.
func bracket(kind int, path string) bson.D {
	switch kind {
	case numbers:
		return append(is(path, op("$gte", math.Inf(-1))), noList(path)...)
	case texts:
		return append(is(path, op("$gt", "")), noList(path)...)
	case flags:
		return append(is(path, op("$in", bson.A{false, true})), noList(path)...)
	case objects:
		return append(is(path, op("$type", "object")), noList(path)...)
	}
	return not(some(bracket(numbers, path), bracket(texts, path), bracket(flags, path), bracket(objects, path)))
}

func kindOf(v any) int {
	switch v.(type) {
	case float64:
		return numbers
	case string:
		return texts
	case bool:
		return flags
	case nil:
		return empties
	}
	return objects
}

// run is one ordered run through an index: the filter, and whether the values at the sorted path still differ.
type run struct {
	filter bson.D
	sorted bool
}

func (f *finder) gather(ctx context.Context) error {
	for _, r := range f.runs() {
		if len(f.hits) == f.limit {
			return nil
		}
		order := is("_id", 1)
		if r.sorted {
			direction := 1
			if f.q.Sort[0].Desc {
				direction = -1
			}
			order = bson.D{{Key: storedPath(f.q.Sort[0].Field), Value: direction}, {Key: "_id", Value: 1}}
		}
		o := options.Find().SetSort(order).SetLimit(int64(f.limit - len(f.hits)))
		if columns := f.columns(); columns != nil {
			o.SetProjection(columns)
		}
		list, err := fetch(ctx, f.c, where(f.q.Where, r.filter), o)
		if err != nil {
			return err
		}
		f.hits = append(f.hits, list...)
	}
	return nil
}

func (f *finder) runs() []run {
	values, id, _ := query.Position(f.q.Sort, f.q.After) // checked before
	behind := is("_id", op("$gt", id))
	if len(f.q.Sort) == 0 {
		if f.q.After == "" {
			behind = always()
		}
		return []run{{behind, false}}
	}
	by := f.q.Sort[0]
	path, order, compare := storedPath(by.Field), ascending, "$gt"
	if by.Desc {
		order, compare = descending, "$lt"
	}
	var out []run
	passed := f.q.After == ""
	for _, kind := range order {
		if passed {
			out = append(out, run{bracket(kind, path), kind != objects && kind != empties})
			continue
		}
		if passed = kind == kindOf(values[0]); !passed {
			continue
		}
		if kind == objects || kind == empties {
			out = append(out, run{all(bracket(kind, path), behind), false})
			continue
		}
		out = append(out, run{all(append(is(path, op("$eq", values[0])), noList(path)...), behind), false},
			run{all(bracket(kind, path), is(path, op(compare, values[0]))), true})
	}
	return out
}
