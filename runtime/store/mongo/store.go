package mongo

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"go.mongodb.org/mongo-driver/bson"
	"go.mongodb.org/mongo-driver/mongo"
	"go.mongodb.org/mongo-driver/mongo/options"
	"go.mongodb.org/mongo-driver/mongo/readconcern"
	"go.mongodb.org/mongo-driver/mongo/readpref"
	"go.mongodb.org/mongo-driver/mongo/writeconcern"
	"go.mongodb.org/mongo-driver/x/mongo/driver/connstring"

	"huiyin/runtime/store"
)

// The store's own collections. Names of declared collections begin with a letter.
const (
	catalogName = "_collections"
	counterName = "_counters"
)

// formatVersion is raised when older programs could no longer read what is written.
const formatVersion = 1

// How long a call may take when its caller sets no limit. A write that has not arrived by then never will, which is
// what the feed's look back relies on.
const (
	writeTime  = 10 * time.Second
	readTime   = 60 * time.Second
	selectTime = 5 * time.Second
)

// Store keeps documents in one MongoDB database; see store.Store.
type Store struct {
	client  *mongo.Client
	db      *mongo.Database
	loose   *mongo.Database // for what need not be on disk yet
	replica bool            // the server is part of a replica set or a router to several
	clock   clock

	catalog  atomic.Pointer[catalog]
	ensuring sync.Mutex   // one Ensure at a time
	filling  store.Rounds // of the collections whose texts are being indexed

	gate     sync.RWMutex
	closed   bool
	inflight sync.WaitGroup
	ending   chan struct{} // closed when Close begins

	news atomic.Pointer[chan struct{}] // closed at the next write of this process
}

var (
	_ store.Store  = (*Store)(nil)
	_ store.Pinger = (*Store)(nil)

	_ store.Searcher = (*Store)(nil)
)

func databaseOf(address string) (string, error) {
	parsed, err := connstring.ParseAndValidate(address)
	if err != nil {
		return "", err
	}
	if parsed.Database == "" {
		return "", fmt.Errorf("the address names no database: mongodb://host/database")
	}
	return parsed.Database, nil
}

// Open connects to the database an address names, mongodb://user:password@host/database?options. Errors:
// store.ErrUnreachable, store.ErrBroken when the data are of a newer version, others when
// the address is wrong or the server refuses the login.
func Open(ctx context.Context, address string) (*Store, error) {
	name, err := databaseOf(address)
	if err != nil {
		return nil, err
	}
	journal := true
	client, err := mongo.Connect(ctx, options.Client().SetAppName("huiyin").SetServerSelectionTimeout(selectTime).SetConnectTimeout(selectTime).
		ApplyURI(address).SetReadPreference(readpref.Primary()).SetWriteConcern(&writeconcern.WriteConcern{W: "majority", Journal: &journal}))
	if err != nil {
		return nil, err
	}
	s := &Store{client: client, ending: make(chan struct{})}
	news := make(chan struct{})
	s.news.Store(&news)
	if err := s.start(ctx, name); err != nil {
		_ = client.Disconnect(context.WithoutCancel(ctx))
		return nil, explain(ctx, err)
	}
	return s, nil
}

func (s *Store) start(ctx context.Context, name string) error {
	s.db = s.client.Database(name)
	if err := s.hello(ctx); err != nil {
		return err
	}
	if s.replica { // a read sees what most members have, so every write waits for them
		s.db = s.client.Database(name, options.Database().SetReadConcern(readconcern.Majority()))
		s.loose = s.db
	} else {
		s.loose = s.client.Database(name, options.Database().SetWriteConcern(writeconcern.W1()))
	}
	var format struct{ Version int }
	err := s.own(catalogName).FindOneAndUpdate(ctx, is("_id", formatID), op("$setOnInsert", is("version", formatVersion)),
		options.FindOneAndUpdate().SetUpsert(true).SetReturnDocument(options.After)).Decode(&format)
	if err != nil && !mongo.IsDuplicateKeyError(err) {
		return err
	}
	if format.Version > formatVersion {
		return fmt.Errorf("%w: %s was written by a newer version of this program", store.ErrBroken, name)
	}
	return s.reload(ctx)
}

// hello asks the server what it is.
func (s *Store) hello(ctx context.Context) error {
	answer, err := s.ask(ctx)
	s.replica = answer.SetName != "" || answer.Msg == "isdbgrid"
	return err
}

type greeting struct {
	SetName   string    `bson:"setName"`
	Msg       string    `bson:"msg"`
	LocalTime time.Time `bson:"localTime"`
}

// ask gets the server's greeting and sets the clock by it.
func (s *Store) ask(ctx context.Context) (answer greeting, err error) {
	admin := s.client.Database("admin")
	begin := time.Now()
	err = admin.RunCommand(ctx, bson.D{{Key: "hello", Value: 1}}).Decode(&answer)
	if command := (mongo.CommandError{}); asError(err, &command) { // servers before 4.4.2 know it by its old name
		begin = time.Now()
		err = admin.RunCommand(ctx, bson.D{{Key: "isMaster", Value: 1}}).Decode(&answer)
	}
	if err == nil {
		s.clock.set(answer.LocalTime, begin, time.Now())
	}
	return answer, err
}

func (s *Store) own(name string) *mongo.Collection { return s.db.Collection(name) }

// enter lets a call in unless the store is closing, and bounds its time. leave must be called.
func (s *Store) enter(ctx context.Context, limit time.Duration) (bounded context.Context, leave func(), err error) {
	s.gate.RLock()
	defer s.gate.RUnlock()
	if s.closed {
		return nil, nil, store.ErrClosed
	}
	if ctx.Err() != nil {
		return nil, nil, ctx.Err()
	}
	s.inflight.Add(1)
	bounded, cancel := context.WithTimeout(ctx, limit)
	return bounded, func() { cancel(); s.inflight.Done() }, nil
}

// Close waits for calls in progress and releases everything. A second Close returns ErrClosed.
func (s *Store) Close() error {
	s.gate.Lock()
	if s.closed {
		s.gate.Unlock()
		return store.ErrClosed
	}
	s.closed = true
	s.gate.Unlock()
	close(s.ending)
	s.inflight.Wait()
	ctx, cancel := context.WithTimeout(context.Background(), selectTime)
	defer cancel()
	return s.client.Disconnect(ctx)
}

// Ping asks the primary for a sign of life.
func (s *Store) Ping(ctx context.Context) error {
	bounded, leave, err := s.enter(ctx, selectTime)
	if err != nil {
		return err
	}
	defer leave()
	_, err = s.ask(bounded)
	return explain(ctx, err)
}

// written wakes everyone who waits for changes.
func (s *Store) written() {
	fresh := make(chan struct{})
	close(*s.news.Swap(&fresh))
}
