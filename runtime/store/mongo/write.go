package mongo

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"go.mongodb.org/mongo-driver/bson"
	"go.mongodb.org/mongo-driver/bson/primitive"
	"go.mongodb.org/mongo-driver/mongo"
	"go.mongodb.org/mongo-driver/mongo/options"

	"huiyin/runtime/store"
)

// attempts bounds how often a write looks again after somebody was faster.
const attempts = 100

// prepared is an op with everything worked out that needs no database.
type prepared struct {
	op   store.Op
	c    *mongo.Collection
	body bson.D
	keys []string // sorted, without doubles
}

func (s *Store) prepare(ctx context.Context, op store.Op) (*prepared, error) {
	t, err := s.table(ctx, op.Collection)
	if err != nil {
		return nil, err
	}
	p := &prepared{op: op, c: s.db.Collection(op.Collection)}
	if op.Lazy {
		p.c = s.loose.Collection(op.Collection)
	}
	if err := op.Check(); err != nil || op.Body == nil {
		return p, err
	}
	if p.body, err = parse(op.Body); err != nil {
		return nil, fmt.Errorf("%w: %s/%s: %v", store.ErrInvalid, op.Collection, op.ID, err)
	}
	p.body = t.withTerms(p.body)
	keys, _ := get(p.body, "keys").(bson.A)
	inBody := map[string]any{"keys": get(p.body, "keys")}
	if keys != nil {
		inBody["keys"] = []any(keys)
	}
	if p.keys, err = op.UniqueKeys(inBody, t.Unique); err != nil && !t.Unique { // another process may have changed that
		if err := s.reload(ctx); err != nil {
			return nil, err
		}
		p.keys, err = op.UniqueKeys(inBody, s.catalog.Load().tables[op.Collection].Unique)
	}
	return p, err
}

// Write performs every op; see store.Store. A row of inserts travels together.
func (s *Store) Write(ctx context.Context, ops ...store.Op) []store.Result {
	results := make([]store.Result, len(ops))
	for i := 0; i < len(ops); {
		n := row(ops[i:])
		s.write(ctx, ops[i:i+n], results[i:i+n])
		i += n
	}
	return results
}

// maxRow is how many inserts travel together.
const maxRow = 200

// row tells how many ops from the first on are inserts into one collection that cannot meet each other.
func row(ops []store.Op) int {
	ids, keys := map[string]bool{}, map[string]bool{}
	for i, op := range ops {
		if op.IfRev != 0 || op.Collection != ops[0].Collection || op.Lazy != ops[0].Lazy || ids[op.ID] || i == maxRow || slices.ContainsFunc(op.Keys, func(k string) bool { return keys[k] }) {
			return max(i, 1)
		}
		ids[op.ID] = true
		for _, k := range op.Keys {
			keys[k] = true
		}
	}
	return len(ops)
}

func (s *Store) write(ctx context.Context, ops []store.Op, results []store.Result) {
	bounded, leave, err := s.enter(ctx, writeTime)
	if err != nil {
		for i := range results {
			results[i].Err = err
		}
		return
	}
	defer leave()
	defer s.written()
	var list []*prepared
	var at []int
	for i, op := range ops {
		p, err := s.prepare(bounded, op)
		if err != nil {
			results[i].Err = explain(ctx, err)
			continue
		}
		list, at = append(list, p), append(at, i)
	}
	if len(list) > 1 {
		list, at = s.insertRow(bounded, list, at, results)
	}
	for k, p := range list {
		rev, err := s.one(bounded, p)
		results[at[k]] = store.Result{Rev: rev, Err: explain(ctx, err)}
	}
}

// insertRow inserts what it can at once and returns the rest, to be looked at one by one.
func (s *Store) insertRow(ctx context.Context, list []*prepared, at []int, results []store.Result) (rest []*prepared, where []int) {
	documents := make([]any, len(list))
	for i, p := range list {
		documents[i] = complete(p.body, p.op.ID, 1, p.keys, s.clock.now())
	}
	_, err := list[0].c.InsertMany(ctx, documents, options.InsertMany().SetOrdered(false))
	refused := map[int]bool{}
	if bulk := (mongo.BulkWriteException{}); asError(err, &bulk) && bulk.WriteConcernError == nil {
		for _, e := range bulk.WriteErrors {
			refused[e.Index] = true
		}
		err = nil
	}
	for i, p := range list {
		switch {
		case refused[i]:
			rest, where = append(rest, p), append(where, at[i])
		case err != nil:
			results[at[i]].Err = explain(ctx, err)
		default:
			results[at[i]].Rev = 1
		}
	}
	return rest, where
}

func (s *Store) one(ctx context.Context, p *prepared) (int64, error) {
	switch {
	case p.op.IfRev == 0:
		return s.insert(ctx, p)
	case p.op.IfRev > 0:
		return s.replace(ctx, p, p.op.IfRev)
	}
	return s.whatever(ctx, p)
}

// head is what a write needs to know about the document that is there.
type head struct {
	Rev     int64              `bson:"rev"`
	Deleted primitive.DateTime `bson:"_deleted"`
}

func (h *head) gone() bool { return h == nil || h.Deleted != 0 }

func (s *Store) head(ctx context.Context, p *prepared) (*head, error) {
	var h head
	err := p.c.FindOne(ctx, is("_id", p.op.ID), options.FindOne().SetProjection(bson.D{{Key: "rev", Value: 1}, {Key: deletedName, Value: 1}})).Decode(&h)
	if errors.Is(err, mongo.ErrNoDocuments) {
		return nil, nil
	}
	return &h, err
}

// insert makes a new document, also over one that was deleted.
func (s *Store) insert(ctx context.Context, p *prepared) (int64, error) {
	for n := range attempts {
		_, err := p.c.InsertOne(ctx, complete(p.body, p.op.ID, 1, p.keys, s.clock.now()))
		if err == nil || !mongo.IsDuplicateKeyError(err) {
			return 1, err
		}
		h, err := s.head(ctx, p)
		if err != nil {
			return 0, err
		}
		if !h.gone() {
			return 0, store.ErrConflict
		}
		if h != nil {
			revived := bson.D{{Key: "_id", Value: p.op.ID}, {Key: "rev", Value: h.Rev}, {Key: deletedName, Value: op("$exists", true)}}
			done, err := p.c.ReplaceOne(ctx, revived, complete(p.body, p.op.ID, 1, p.keys, s.clock.now()))
			if err == nil && done.MatchedCount == 1 || err != nil && !mongo.IsDuplicateKeyError(err) {
				return 1, err
			}
		}
		if err := s.taken(ctx, p); err != nil {
			return 0, err
		}
		pause(ctx, n)
	}
	return 0, store.ErrBusy
}

// replace writes or deletes exactly the revision rev.
func (s *Store) replace(ctx context.Context, p *prepared, rev int64) (int64, error) {
	for n := range attempts {
		next := complete(p.body, p.op.ID, rev+1, p.keys, s.clock.now())
		if p.op.Body == nil {
			next = append(next, bson.E{Key: deletedName, Value: s.clock.now()})
		}
		done, err := p.c.ReplaceOne(ctx, bson.D{{Key: "_id", Value: p.op.ID}, {Key: "rev", Value: rev}, live}, next)
		switch {
		case err == nil && done.MatchedCount == 1:
			return rev + 1, nil
		case err == nil:
			h, err := s.head(ctx, p)
			if err != nil {
				return 0, err
			}
			if h.gone() {
				return 0, store.ErrNotFound
			}
			return 0, store.ErrConflict
		case !mongo.IsDuplicateKeyError(err):
			return 0, err
		}
		if err := s.taken(ctx, p); err != nil {
			return 0, err
		}
		pause(ctx, n)
	}
	return 0, store.ErrBusy
}

// whatever writes over any revision.
func (s *Store) whatever(ctx context.Context, p *prepared) (int64, error) {
	for n := range attempts {
		h, err := s.head(ctx, p)
		if err != nil {
			return 0, err
		}
		var rev int64
		switch {
		case !h.gone():
			rev, err = s.replace(ctx, p, h.Rev)
		case p.op.Body == nil:
			return 0, nil
		default:
			rev, err = s.insert(ctx, p)
		}
		if !errors.Is(err, store.ErrConflict) && !errors.Is(err, store.ErrNotFound) {
			return rev, err
		}
		pause(ctx, n)
	}
	return 0, store.ErrBusy
}

// taken names the key of p that another document holds; nil when all are free by now.
func (s *Store) taken(ctx context.Context, p *prepared) error {
	if len(p.keys) == 0 {
		return nil
	}
	var holder struct {
		Keys []string `bson:"_keys"`
	}
	err := p.c.FindOne(ctx, bson.D{{Key: keysName, Value: op("$in", p.keys)}, {Key: "_id", Value: op("$ne", p.op.ID)}},
		options.FindOne().SetProjection(is(keysName, 1))).Decode(&holder)
	if errors.Is(err, mongo.ErrNoDocuments) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, k := range p.keys {
		if slices.Contains(holder.Keys, k) {
			return &store.UniqueError{Key: k}
		}
	}
	return nil
}

// pause lets others finish what they are at, the longer the more often it was in vain.
func pause(ctx context.Context, n int) {
	select {
	case <-ctx.Done():
	case <-time.After(time.Duration(rand.Int64N(int64(min(n+1, 20)))) * time.Millisecond):
	}
}

// Increment adds to a counter; see store.Store.
func (s *Store) Increment(ctx context.Context, counter string, by int64) (int64, error) {
	if counter == "" {
		return 0, fmt.Errorf("%w: a counter without name", store.ErrInvalid)
	}
	bounded, leave, err := s.enter(ctx, writeTime)
	if err != nil {
		return 0, err
	}
	defer leave()
	for n := range attempts {
		// The value before is asked for: it is one nobody else was told, even where the server shares the document after.
		var before struct{ Value int64 }
		err = s.loose.Collection(counterName).FindOneAndUpdate(bounded, is("_id", counter), op("$inc", is("value", by)),
			options.FindOneAndUpdate().SetUpsert(true).SetReturnDocument(options.Before)).Decode(&before)
		if err == nil || errors.Is(err, mongo.ErrNoDocuments) {
			return before.Value + by, nil
		}
		if !mongo.IsDuplicateKeyError(err) {
			break
		}
		pause(bounded, n)
	}
	return 0, explain(ctx, err)
}
