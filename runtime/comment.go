package runtime

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"huiyin/engine/query"
	"huiyin/runtime/store"
)

// Comment is a remark on a record, internal or visible to the customer. The text is sealed at rest.
type Comment struct {
	ID       string    `json:"_id"`
	App      string    `json:"app"`
	Form     string    `json:"form"`
	Record   string    `json:"record"`
	At       time.Time `json:"at"`
	By       string    `json:"by"` // user id, or "customer"
	Customer bool      `json:"customer"`
	Text     string    `json:"text"`
	Files    []FileRef `json:"files,omitempty"`
	Mentions []string  `json:"mentions,omitempty"` // user ids
}

// FileRef is a file as records and comments name it.
type FileRef struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Size  int64  `json:"size"`
	Type  string `json:"type"`
	Image bool   `json:"image"`
}

// CommentBook keeps comments.
type CommentBook struct {
	Store store.Store
	Keys  *Keys
}

// Add stores a comment. A repeat of the same id changes nothing: it is store.ErrConflict, and the first one stands.
func (b *CommentBook) Add(ctx context.Context, c Comment) error {
	c.Text = b.Keys.Seal(c.Text)
	body, err := json.Marshal(c)
	if err != nil {
		return err
	}
	return b.Store.Write(ctx, store.Op{Collection: Comments, ID: c.ID, Body: body})[0].Err
}

// Remove takes a comment back that its record refused.
func (b *CommentBook) Remove(ctx context.Context, id string) error {
	return b.Store.Write(ctx, store.Op{Collection: Comments, ID: id, IfRev: store.AnyRev})[0].Err
}

// MostComments is how many comments are read at once.
const MostComments = 500

// newestFirst is the order in which comments are read.
var newestFirst = []query.Sort{{Field: "at", Desc: true}}

// Of returns what was said last about a record, at most MostComments, oldest first; customerOnly leaves the internal
// ones out.
func (b *CommentBook) Of(ctx context.Context, record string, customerOnly bool) ([]Comment, error) {
	return b.Page(ctx, record, customerOnly, nil, MostComments)
}

// Page is Of for the limit comments that came just before another one; nil for the newest.
func (b *CommentBook) Page(ctx context.Context, record string, customerOnly bool, before *Comment, limit int) ([]Comment, error) {
	where := query.Condition{All: []query.Condition{{Field: "record", Op: "eq", Value: record}}}
	if customerOnly {
		where.All = append(where.All, query.Condition{Field: "customer", Op: "eq", Value: true})
	}
	return b.find(ctx, where, before, limit)
}

// FromCustomers is Page for what the customers of several records wrote.
func (b *CommentBook) FromCustomers(ctx context.Context, records []string, before *Comment, limit int) ([]Comment, error) {
	ids := make([]any, len(records))
	for i, id := range records {
		ids[i] = id
	}
	return b.find(ctx, query.Condition{All: []query.Condition{{Field: "record", Op: "in", Value: ids}, {Field: "by", Op: "eq", Value: "customer"}}}, before, limit)
}

func (b *CommentBook) find(ctx context.Context, where query.Condition, before *Comment, limit int) ([]Comment, error) {
	q := query.Query{Where: where, Sort: newestFirst, Limit: limit}
	if before != nil {
		q.After = query.Cursor(newestFirst, []any{before.At.Format(time.RFC3339Nano)}, before.ID)
	}
	page, err := b.Store.Find(ctx, Comments, q)
	if err != nil {
		return nil, err
	}
	out := make([]Comment, 0, len(page.Documents))
	for _, d := range slices.Backward(page.Documents) {
		c, err := b.read(d)
		if err != nil {
			return nil, err
		}
		out = append(out, *c)
	}
	return out, nil
}

// Get returns a comment; ErrGone when there is none.
func (b *CommentBook) Get(ctx context.Context, id string) (*Comment, error) {
	docs, err := b.Store.Get(ctx, Comments, id)
	if err != nil {
		return nil, err
	}
	if len(docs) == 0 {
		return nil, ErrGone
	}
	return b.read(docs[0])
}

// Shows reports whether a file came with something that the customer of a record reads and that counts.
func (b *CommentBook) Shows(ctx context.Context, record, file string, counts func(Comment) bool) (bool, error) {
	var before *Comment
	for {
		page, err := b.Page(ctx, record, true, before, MostComments)
		if err != nil {
			return false, err
		}
		if slices.ContainsFunc(page, func(c Comment) bool {
			return counts(c) && slices.ContainsFunc(c.Files, func(f FileRef) bool { return f.ID == file })
		}) {
			return true, nil
		}
		if len(page) < MostComments {
			return false, nil
		}
		before = &page[0]
	}
}

func (b *CommentBook) read(d store.Document) (*Comment, error) {
	var c Comment
	if err := json.Unmarshal(d.Body, &c); err != nil {
		return nil, err
	}
	var err error
	c.Text, err = b.Keys.Open(c.Text)
	return &c, err
}
