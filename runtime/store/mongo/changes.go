package mongo

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"strings"
	"time"

	"go.mongodb.org/mongo-driver/bson/primitive"

	"huiyin/runtime/store"
)

// place is a position in the feed: documents are ordered by the time of their last write, then by collection and id.
// Token is where a change stream goes on, when there is one.
type place struct {
	At         int64  `json:"t"`
	Collection string `json:"c,omitempty"`
	ID         string `json:"i,omitempty"`
	Token      []byte `json:"s,omitempty"`
}

func (p place) before(q place) bool {
	switch {
	case p.At != q.At:
		return p.At < q.At
	case p.Collection != q.Collection:
		return p.Collection < q.Collection
	}
	return p.ID < q.ID
}

func (p place) cursor() store.Cursor {
	raw, err := json.Marshal(p)
	if err != nil {
		panic(err) // texts and numbers can be written
	}
	return store.Cursor(base64.RawURLEncoding.EncodeToString(raw))
}

func placeOf(c store.Cursor) (p place, err error) {
	raw, err := base64.RawURLEncoding.DecodeString(string(c))
	if err == nil {
		d := json.NewDecoder(strings.NewReader(string(raw)))
		d.DisallowUnknownFields()
		err = d.Decode(&p)
	}
	if err != nil || p.At <= 0 {
		return p, fmt.Errorf("%w: change cursor %q", store.ErrInvalid, c)
	}
	return p, nil
}

// Changes yields what was written behind after; see store.Store. The order is that of the writes' times, but for what
// arrives late.
func (s *Store) Changes(ctx context.Context, after store.Cursor) (iter.Seq2[store.Change, error], error) {
	_, leave, err := s.enter(ctx, readTime)
	if err != nil {
		return nil, err
	}
	defer leave()
	f := &feed{s: s, seen: map[string]stamp{}}
	switch after {
	case "":
	case store.Now:
		f.position.At = int64(s.clock.now())
		if err := f.skip(ctx); err != nil {
			return nil, explain(ctx, err)
		}
	default:
		if f.position, err = placeOf(after); err != nil {
			return nil, err
		}
	}
	return func(yield func(store.Change, error) bool) {
		f.yield = yield
		err := f.run(ctx)
		if err != nil && !errors.Is(err, errEnough) && ctx.Err() == nil {
			yield(store.Change{}, explain(ctx, err))
		}
	}, nil
}

// errEnough is the reader's wish to end.
var errEnough = errors.New("enough")

// feed is one reader's way through the changes.
type feed struct {
	s        *Store
	yield    func(store.Change, error) bool
	position place            // of the latest change given out
	seen     map[string]stamp // what was given out, as far back as is looked
}

// stamp tells one state of a document from another.
type stamp struct{ rev, at int64 }

// entry is a document's place and state.
type entry struct {
	place
	rev     int64
	deleted bool
}

// header is what the feed reads of a document.
type header struct {
	ID      string             `bson:"_id"`
	Rev     int64              `bson:"rev"`
	Changed primitive.DateTime `bson:"_changed"`
	Deleted primitive.DateTime `bson:"_deleted"`
}

func (h header) in(collection string) entry {
	return entry{place{At: int64(h.Changed), Collection: collection, ID: h.ID}, h.Rev, h.Deleted != 0}
}

const (
	feedChunk = 500
	// feedPoll is how often the feed looks for what other processes wrote; own writes wake it at once.
	feedPoll = time.Second
	// overlap is how far it looks back each time: further than a write may be on its way, and the clocks of two
	// processes differ.
	overlap = writeTime + 5*time.Second
)

func (f *feed) run(ctx context.Context) error {
	if f.s.replica {
		return f.stream(ctx)
	}
	return f.poll(ctx)
}

func (f *feed) poll(ctx context.Context) error {
	tick := time.NewTicker(feedPoll)
	defer tick.Stop()
	for again := true; ; {
		news := *f.s.news.Load() // before reading, so that nothing written meanwhile is missed
		if err := f.catchUp(ctx, again); err != nil {
			return err
		}
		again = false
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-f.s.ending:
			return store.ErrClosed
		case <-news:
		case <-tick.C:
			again = true
		}
	}
}

// catchUp gives out everything behind the position, and when again is set what has become visible before it.
func (f *feed) catchUp(ctx context.Context, again bool) error {
	bounded, leave, err := f.s.enter(ctx, indexTime)
	if err != nil {
		return err
	}
	defer leave()
	if again {
		if f.s.clock.old() {
			if _, err := f.s.ask(bounded); err != nil {
				return err
			}
		}
		if err := f.s.reload(bounded); err != nil { // another process may have made a collection
			return err
		}
	}
	if err := f.forward(bounded); err != nil || !again {
		return err
	}
	return f.lookBack(bounded)
}

// offer gives out an entry unless the reader knows it already.
func (f *feed) offer(e entry) error {
	name := e.Collection + "/" + e.ID
	if f.seen[name] == (stamp{e.rev, e.At}) {
		return nil
	}
	f.seen[name] = stamp{e.rev, e.At}
	if f.position.before(e.place) {
		f.position = e.place
	}
	if !f.yield(store.Change{Cursor: f.position.cursor(), Collection: e.Collection, ID: e.ID, Rev: e.rev, Deleted: e.deleted}, nil) {
		return errEnough
	}
	return nil
}
