package runtime

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"huiyin/engine/query"
	"huiyin/runtime/executor"
	"huiyin/runtime/store"
)

// MessageLog is one message to one person by one channel: the log an administrator reads and, for channel in_app,
// the person's inbox. Address, name and text are sealed at rest.
type MessageLog struct {
	ID       string     `json:"_id"` // effect id, recipient, channel: a repeat finds it
	Rev      int64      `json:"rev"`
	At       time.Time  `json:"at"`
	App      string     `json:"app"`
	Form     string     `json:"form"`
	Record   string     `json:"record"`
	No       string     `json:"no,omitempty"`
	Title    string     `json:"title,omitempty"`
	Effect   string     `json:"effect"`
	Template string     `json:"template"`
	Promise  string     `json:"promise,omitempty"`
	About    string     `json:"about,omitempty"` // comment that mentions the reader
	Audience string     `json:"audience"`
	Channel  string     `json:"channel"` // mail, in_app
	User     string     `json:"user,omitempty"`
	To       string     `json:"to,omitempty"`
	Reach    string     `json:"reach,omitempty"` // fingerprint of the address of somebody outside
	Name     string     `json:"name,omitempty"`
	Subject  string     `json:"subject"`
	Body     string     `json:"body"`
	State    string     `json:"state"` // sending, sent, failed, held, not_configured, sample
	Error    string     `json:"error,omitempty"`
	Tries    int        `json:"tries"`
	Read     *time.Time `json:"read,omitempty"`
	Sample   bool       `json:"sample,omitempty"`
}

// MessageBook keeps the message log.
type MessageBook struct {
	Store store.Store
	Keys  *Keys
	Now   func() time.Time
}

// Put writes a message: rev 0 inserts. ErrConflict means it was logged before, or changed meanwhile.
func (b *MessageBook) Put(ctx context.Context, m *MessageLog) error { return b.put(ctx, m, false) }

func (b *MessageBook) put(ctx context.Context, m *MessageLog, lazy bool) error {
	sealed := *m
	sealed.To, sealed.Name = b.Keys.Seal(m.To), b.Keys.Seal(m.Name)
	sealed.Subject, sealed.Body = b.Keys.Seal(m.Subject), b.Keys.Seal(m.Body)
	sealed.Title = b.Keys.Seal(m.Title)
	body, err := json.Marshal(sealed)
	if err != nil {
		return err
	}
	res := b.Store.Write(ctx, store.Op{Collection: Messages, ID: m.ID, IfRev: m.Rev, Body: body, Lazy: lazy})[0]
	if res.Err == nil {
		m.Rev = res.Rev
	}
	return res.Err
}

// Get returns a message; ErrGone when there is none.
func (b *MessageBook) Get(ctx context.Context, id string) (*MessageLog, error) {
	docs, err := b.Store.Get(ctx, Messages, id)
	if err != nil {
		return nil, err
	}
	if len(docs) == 0 {
		return nil, ErrGone
	}
	return b.open(docs[0])
}

// Find returns a page of messages.
func (b *MessageBook) Find(ctx context.Context, q query.Query) ([]MessageLog, string, int64, error) {
	page, err := b.Store.Find(ctx, Messages, q)
	if err != nil {
		return nil, "", 0, err
	}
	out := make([]MessageLog, 0, len(page.Documents))
	for _, doc := range page.Documents {
		m, err := b.open(doc)
		if err != nil {
			return nil, "", 0, err
		}
		out = append(out, *m)
	}
	return out, page.Next, page.Count, nil
}

// MarkRead notes that the person has seen an inbox message; a second time changes nothing.
func (b *MessageBook) MarkRead(ctx context.Context, user, id string, now time.Time) error {
	m, err := b.Get(ctx, id)
	if err != nil {
		return err
	}
	if m.User != user || m.Channel != "in_app" {
		return ErrGone
	}
	if m.Read != nil {
		return nil
	}
	at := now.UTC()
	m.Read = &at
	if err := b.Put(ctx, m); !errors.Is(err, store.ErrConflict) {
		return err
	}
	return nil
}

// ReadBefore marks every inbox message before a moment as read, some hours after it came.
func (b *MessageBook) ReadBefore(ctx context.Context, before time.Time) error {
	var old []*MessageLog
	where := query.Condition{All: []query.Condition{{Field: "channel", Op: "eq", Value: "in_app"},
		{Field: "at", Op: "lt", Value: before.UTC().Format(time.RFC3339)}, {Field: "read", Op: "empty"}}}
	err := b.Store.Scan(ctx, Messages, where, func(d store.Document) error {
		m, err := b.open(d)
		old = append(old, m)
		return err
	})
	for _, m := range old {
		if err != nil {
			return err
		}
		at := m.At.Add(3 * time.Hour)
		m.Read = &at
		err = b.Put(ctx, m)
	}
	return err
}

func (b *MessageBook) open(doc store.Document) (*MessageLog, error) {
	var m MessageLog
	if err := json.Unmarshal(doc.Body, &m); err != nil {
		return nil, err
	}
	m.Rev = doc.Rev
	for _, s := range []*string{&m.To, &m.Name, &m.Subject, &m.Body, &m.Title} {
		plain, err := b.Keys.Open(*s)
		if err != nil {
			return nil, err
		}
		*s = plain
	}
	return &m, nil
}

// Begin implements executor.Log. It need not wait for the disk: the decision on what became of the message does, right
// after, and what is lost with the record's revision is done again.
func (b *MessageBook) Begin(ctx context.Context, d executor.Delivery, state string) (string, error) {
	r, e := d.Job.Record, d.Job.Effect
	m := &MessageLog{ID: d.ID, At: b.Now().UTC(), App: r.App, Form: r.Form, Record: r.ID, No: r.No, Title: r.Title,
		Effect: e.ID, Template: e.Message.Template, Promise: e.Message.Promise, About: e.Message.About, Audience: e.Message.Audience,
		Channel: d.Channel, User: d.Recipient.User, To: d.Recipient.Contact, Name: d.Recipient.Name,
		Subject: d.Recipient.Subject, Body: d.Recipient.Body, State: state, Sample: r.Sample}
	if m.To != "" {
		m.Reach = b.Keys.Blind(m.Channel, m.To)
	}
	if state != "sending" {
		m.Tries = 1
	}
	err := b.put(ctx, m, true)
	if !errors.Is(err, store.ErrConflict) {
		return "", err
	}
	old, err := b.Get(ctx, d.ID)
	if err != nil {
		return "", err
	}
	return old.State, nil
}

// End implements executor.Log.
func (b *MessageBook) End(ctx context.Context, id, state, detail string) error {
	for try := 0; try < maxTries; try++ {
		m, err := b.Get(ctx, id)
		if err != nil {
			return err
		}
		m.State, m.Error = state, detail
		m.Tries++
		if err = b.put(ctx, m, true); !errors.Is(err, store.ErrConflict) {
			return err
		}
	}
	return store.ErrConflict
}
