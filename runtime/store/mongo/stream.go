package mongo

import (
	"context"
	"errors"
	"strings"

	"go.mongodb.org/mongo-driver/bson"
	"go.mongodb.org/mongo-driver/mongo"
	"go.mongodb.org/mongo-driver/mongo/options"

	"huiyin/runtime/store"
)

// event is what the feed reads of a change stream. Every write of this package is an insert or a replacement.
type event struct {
	Namespace struct {
		Collection string `bson:"coll"`
	} `bson:"ns"`
	Document header `bson:"fullDocument"`
}

// stream follows a change stream. Without a position in one, it opens the stream first and then reads what is there,
// so that nothing falls between the two.
func (f *feed) stream(ctx context.Context) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	go func() {
		select {
		case <-f.s.ending:
			cancel(store.ErrClosed)
		case <-ctx.Done():
		}
	}()
	err := f.read(ctx)
	if errors.Is(context.Cause(ctx), store.ErrClosed) {
		return store.ErrClosed
	}
	return err
}

func (f *feed) read(ctx context.Context) error {
	events, err := f.watch(ctx, f.position.Token)
	if hasCode(err, codeHistoryLost, codeNoHistory, codeInvalidToken) { // away for longer than the server remembers, or another one
		f.position = place{At: max(1, f.position.At-overlap.Milliseconds())}
		events, err = f.watch(ctx, nil)
	}
	if err != nil {
		return err
	}
	defer func() { _ = events.Close(context.WithoutCancel(ctx)) }()
	if f.position.Token == nil {
		if err := f.catchUp(ctx, true); err != nil {
			return err
		}
	}
	for events.Next(ctx) {
		var e event
		if err := events.Decode(&e); err != nil {
			return err
		}
		if err := f.take(ctx, e, events.ResumeToken()); err != nil {
			return err
		}
	}
	return events.Err()
}

func (f *feed) watch(ctx context.Context, token bson.Raw) (*mongo.ChangeStream, error) {
	steps := bson.A{
		op("$match", is("operationType", op("$in", bson.A{"insert", "replace"}))),
		op("$project", bson.D{{Key: "ns", Value: 1}, {Key: "operationType", Value: 1}, {Key: "fullDocument._id", Value: 1},
			{Key: "fullDocument.rev", Value: 1}, {Key: "fullDocument." + changedName, Value: 1}, {Key: "fullDocument." + deletedName, Value: 1}}),
	}
	o := options.ChangeStream().SetMaxAwaitTime(feedPoll)
	if token != nil {
		o.SetResumeAfter(token)
	}
	return f.s.db.Watch(ctx, steps, o)
}

// take gives out an event, unless reading what was there has shown the document in this or a later state.
func (f *feed) take(ctx context.Context, e event, token bson.Raw) error {
	c := e.Namespace.Collection
	if strings.HasPrefix(c, "_") || strings.HasPrefix(c, bucketName+".") {
		return nil
	}
	if f.s.catalog.Load().tables[c] == nil {
		if _, err := f.s.table(ctx, c); errors.Is(err, store.ErrUnknownCollection) {
			return nil
		} else if err != nil {
			return err
		}
	}
	made := e.Document.in(c)
	if known, ok := f.seen[c+"/"+made.ID]; ok {
		if known.at > made.At || known.at == made.At && known.rev >= made.rev {
			return nil
		}
		delete(f.seen, c+"/"+made.ID)
	}
	f.position = made.place
	f.position.Token = token
	if !f.yield(store.Change{Cursor: f.position.cursor(), Collection: c, ID: made.ID, Rev: made.rev, Deleted: made.deleted}, nil) {
		return errEnough
	}
	return nil
}
