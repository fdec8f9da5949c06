// Package store is the port through which runtime keeps documents. Two adapters implement it; the suite in
// storetest fixes what they must agree on. No adapter needs a transaction over two documents.
package store

import (
	"context"
	"iter"

	"huiyin/engine/query"
)

// MaxBody is the largest document body, in bytes.
const MaxBody = 1 << 20

// Document is one stored JSON object. Body carries "_id" and "rev", equal to ID and Rev.
type Document struct {
	ID   string
	Rev  int64
	Body []byte
}

// Op writes one document, atomically by itself.
type Op struct {
	Collection string
	ID         string
	// IfRev is the revision the caller has seen: 0 inserts (the document must not exist), above 0 replaces exactly
	// that revision, AnyRev writes whatever is there (for caches and marks, never for records).
	IfRev int64
	// Body is the new document; the store sets its "_id" and "rev". nil deletes.
	Body []byte
	// Keys are the unique keys the document holds in its collection; they stand in Body under "keys" too. Keys it
	// held before and holds no longer are free at once.
	Keys []string
	// Lazy is for what its caller would make again, such as copies and leases: it is visible at once, but need not
	// be on disk before the next write that is not lazy.
	Lazy bool
}

// AnyRev as Op.IfRev accepts every revision, and none.
const AnyRev = -1

// Result is the outcome of one Op. Rev is the new revision: the old one plus one, 1 for a new document; for
// a deletion the revision its Change carries, 0 when AnyRev found nothing to delete.
type Result struct {
	Rev int64
	Err error
}

// Index speeds up filters on equality of its leading fields and a range or sort on the next. Documents whose first
// field is empty may be left out of a Sparse index; such an index never serves a query for them.
type Index struct {
	Fields []query.Sort
	Sparse bool
}

// On is the index over paths; a leading '-' means descending: On("proc.status", "-createdAt").
func On(paths ...string) Index {
	var x Index
	for _, p := range paths {
		desc := len(p) > 0 && p[0] == '-'
		if desc {
			p = p[1:]
		}
		x.Fields = append(x.Fields, query.Sort{Field: p, Desc: desc})
	}
	return x
}

// Collection declares one collection, beside the code it serves.
type Collection struct {
	Name    string
	Indexes []Index
	// Lists are paths of lists that are searched by element: keys, links, people.participants, proc.tasks.people.user.
	Lists []string
	// Texts are paths of the texts and lists of texts whose words a Searcher finds.
	Texts []string
	// Unique makes the entries of "keys" unique in the collection. Only such collections take Op.Keys.
	Unique bool
}

// Page is one page of Find. Next is the After of the following page, "" on the last. Count is the number of all
// matches, -1 when the query did not ask.
type Page struct {
	Documents []Document
	Next      string
	Count     int64
}

// Cursor is an opaque position in the change feed, valid across restarts. "" is the beginning: every document there
// is, once at least, then what happens.
type Cursor string

// Now as a Cursor skips everything that was there before the call.
const Now Cursor = "now"

// Change tells that a document has reached a revision. It does not carry the body.
type Change struct {
	Cursor     Cursor
	Collection string
	ID         string
	Rev        int64
	Deleted    bool
}

// Store keeps documents. Every method is safe for concurrent use and returns ErrClosed after Close. A write that was
// acknowledged is durable and visible to every read that begins later on this Store.
type Store interface {
	// Ensure creates collections, indexes and list indexes that are missing, while the store is in use, also over
	// existing documents. Indexes of a named collection that are no longer declared are dropped, as are Texts; lists stay.
	Ensure(ctx context.Context, collections ...Collection) error
	// Get returns the documents that exist, in the order of ids.
	Get(ctx context.Context, collection string, ids ...string) ([]Document, error)
	// Write performs every op and returns one result each, in order. The ops are independent of each other; the
	// batch only saves time. Errors: ErrConflict, ErrNotFound, *UniqueError, ErrTooLarge, ErrFull, ErrReadOnly.
	Write(ctx context.Context, ops ...Op) []Result
	// Find answers one page. A query no store can answer is refused with a problem.List (see query.Query.Check).
	Find(ctx context.Context, collection string, q query.Query) (Page, error)
	// Scan calls fn for every document that meets where. A document that exists all the time is seen exactly once;
	// one that changes meanwhile may be seen in either state. fn may use the store. An error of fn ends the scan.
	Scan(ctx context.Context, collection string, where query.Condition, fn func(Document) error) error
	// Increment adds by to a counter, which starts at 0, and returns the new value. Callers that only ever add never
	// get the same value twice in anything that is on disk: the draw itself may be lazy, as Op.Lazy is.
	Increment(ctx context.Context, counter string, by int64) (int64, error)
	// Changes yields what was written behind after, at least once, each document's revisions in order; several
	// writes to one document may come as the last one only. It waits for more until ctx ends.
	Changes(ctx context.Context, after Cursor) (iter.Seq2[Change, error], error)
	// Close waits for writes in progress and releases everything.
	Close() error
}

// Backuper is a Store that can copy itself into a file while in use.
type Backuper interface {
	// Backup writes a complete, consistent copy to path, which must not exist.
	Backup(ctx context.Context, path string) error
}

// Checker is a Store that can verify itself.
type Checker interface {
	// Check reads everything and returns ErrBroken with the first faults found.
	Check(ctx context.Context) error
}

// Pinger is a Store that can tell whether it is reachable.
type Pinger interface {
	Ping(ctx context.Context) error
}

// Carrier is a Store whose whole content can be carried into another as it is, revisions included. Nobody else may
// write to the store that takes it.
type Carrier interface {
	Store
	// Collections returns every collection there is, by name, with its lists and whether its keys are unique.
	Collections(ctx context.Context) ([]Collection, error)
	// Place writes documents with the revisions they have, over whatever is there. *UniqueError when another document
	// holds a key; some may have been written then.
	Place(ctx context.Context, collection string, documents ...Document) error
	// Counters returns every counter with its value.
	Counters(ctx context.Context) (map[string]int64, error)
}
