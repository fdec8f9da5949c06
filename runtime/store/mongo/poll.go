package mongo

import (
	"context"

	"go.mongodb.org/mongo-driver/bson"
	"go.mongodb.org/mongo-driver/bson/primitive"
	"go.mongodb.org/mongo-driver/mongo/options"
)

// source is one collection's part of the feed, read a little at a time.
type source struct {
	collection string
	after      place
	buffer     []entry
	ended      bool // nothing is behind the buffer
}

// forward gives out what lies behind the position, all collections merged into one order.
func (f *feed) forward(ctx context.Context) error {
	var sources []*source
	for name := range f.s.catalog.Load().tables {
		sources = append(sources, &source{collection: name, after: f.position})
	}
	for {
		var first *source
		for _, c := range sources {
			if err := f.fill(ctx, c); err != nil {
				return err
			}
			if len(c.buffer) > 0 && (first == nil || c.buffer[0].before(first.buffer[0].place)) {
				first = c
			}
		}
		if first == nil {
			return nil
		}
		e := first.buffer[0]
		first.buffer = first.buffer[1:]
		if err := f.offer(e); err != nil {
			return err
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
}

// fill reads on when the buffer is empty.
func (f *feed) fill(ctx context.Context, c *source) error {
	if len(c.buffer) > 0 || c.ended {
		return nil
	}
	at := primitive.DateTime(c.after.At)
	filter := is(changedName, op("$gt", at))
	switch {
	case c.collection > c.after.Collection:
		filter = is(changedName, op("$gte", at))
	case c.collection == c.after.Collection:
		filter = some(filter, bson.D{{Key: changedName, Value: at}, {Key: "_id", Value: op("$gt", c.after.ID)}})
	}
	list, err := f.headers(ctx, c.collection, filter, feedChunk)
	if err != nil {
		return err
	}
	c.buffer, c.ended = list, len(list) < feedChunk
	if len(list) > 0 {
		c.after = list[len(list)-1].place
	}
	return nil
}

func (f *feed) headers(ctx context.Context, collection string, filter bson.D, limit int64) ([]entry, error) {
	found, err := f.s.db.Collection(collection).Find(ctx, filter, options.Find().SetLimit(limit).
		SetSort(bson.D{{Key: changedName, Value: 1}, {Key: "_id", Value: 1}}).
		SetProjection(bson.D{{Key: "rev", Value: 1}, {Key: changedName, Value: 1}, {Key: deletedName, Value: 1}}))
	if err != nil {
		return nil, err
	}
	var list []header
	if err := found.All(ctx, &list); err != nil {
		return nil, err
	}
	out := make([]entry, len(list))
	for i, h := range list {
		out[i] = h.in(collection)
	}
	return out, nil
}

// recent lists what was written within the overlap before the position, and behind it.
func (f *feed) recent(ctx context.Context, visit func(entry) error) error {
	since := primitive.DateTime(f.position.At - overlap.Milliseconds())
	for name := range f.s.catalog.Load().tables {
		list, err := f.headers(ctx, name, is(changedName, op("$gte", since)), 0)
		if err != nil {
			return err
		}
		for _, e := range list {
			if err := visit(e); err != nil {
				return err
			}
		}
	}
	return nil
}

// lookBack gives out what has become visible before the position only now, and forgets what is too old to matter.
func (f *feed) lookBack(ctx context.Context) error {
	limit := f.position.At - overlap.Milliseconds()
	err := f.recent(ctx, func(e entry) error {
		if f.position.before(e.place) {
			return nil // the next step forward meets it in its turn
		}
		return f.offer(e)
	})
	for name, s := range f.seen {
		if s.at < limit {
			delete(f.seen, name)
		}
	}
	return err
}

// skip takes everything there is by now as seen.
func (f *feed) skip(ctx context.Context) error {
	if err := f.s.reload(ctx); err != nil {
		return err
	}
	return f.recent(ctx, func(e entry) error {
		f.seen[e.Collection+"/"+e.ID] = stamp{e.rev, e.At}
		return nil
	})
}
