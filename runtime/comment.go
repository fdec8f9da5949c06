package runtime

import (
	"context"
	"encoding/json"
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

// Of returns the comments of a record, oldest first; customerOnly leaves the internal ones out.
func (b *CommentBook) Of(ctx context.Context, record string, customerOnly bool) ([]Comment, error) {
	where := query.Condition{All: []query.Condition{{Field: "record", Op: "eq", Value: record}}}
	if customerOnly {
		where.All = append(where.All, query.Condition{Field: "customer", Op: "eq", Value: true})
	}
	return b.find(ctx, where)
}

// FromCustomers returns what the customers of records wrote, oldest first.
func (b *CommentBook) FromCustomers(ctx context.Context, records []string) ([]Comment, error) {
	ids := make([]any, len(records))
	for i, id := range records {
		ids[i] = id
	}
	return b.find(ctx, query.Condition{All: []query.Condition{{Field: "record", Op: "in", Value: ids}, {Field: "by", Op: "eq", Value: "customer"}}})
}

func (b *CommentBook) find(ctx context.Context, where query.Condition) ([]Comment, error) {
	page, err := b.Store.Find(ctx, Comments, query.Query{Where: where, Sort: []query.Sort{{Field: "at"}}, Limit: 500})
	if err != nil {
		return nil, err
	}
	out := make([]Comment, 0, len(page.Documents))
	for _, d := range page.Documents {
		var c Comment
		if err := json.Unmarshal(d.Body, &c); err != nil {
			return nil, err
		}
		if c.Text, err = b.Keys.Open(c.Text); err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, nil
}
