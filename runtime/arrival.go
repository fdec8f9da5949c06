package runtime

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"maps"
	"time"

	"huiyin/engine/definition"
	"huiyin/engine/problem"
	"huiyin/engine/query"
	"huiyin/runtime/store"
)

// Arrival is a message that came to a connector, and what became of it. What it said is not kept: it may be about
// people.
type Arrival struct {
	ID        string       `json:"_id"`
	Rev       int64        `json:"rev"`
	App       string       `json:"app"`
	Connector string       `json:"connector"`
	At        time.Time    `json:"at"`
	State     string       `json:"state"` // received, created, changed, same, ignored, refused
	Form      string       `json:"form,omitempty"`
	Record    string       `json:"record,omitempty"`
	No        string       `json:"no,omitempty"`
	Problems  problem.List `json:"problems,omitempty"` // why it was refused
	Address   string       `json:"address,omitempty"`
	Bytes     int          `json:"bytes"`
	Times     int          `json:"times"`         // that exactly this message came
	Key       string       `json:"key,omitempty"` // idempotency key it is carried out under
}

// Done reports whether the message has been carried out.
func (d Arrival) Done() bool { return d.State != "received" && d.State != "refused" }

// ArrivalBook keeps arrivals for a while.
type ArrivalBook struct {
	Store store.Store
	Now   func() time.Time
}

// How long arrivals are kept, and how many are dropped at a time.
const (
	keepArrivals = 30 * 24 * time.Hour
	pruneBatch   = 500
)

// arrivalID follows from the message and its signature, so that one sent twice is known.
func arrivalID(app, connector, signature string) string {
	sum := sha256.Sum256([]byte(app + "\n" + connector + "\n" + signature))
	return hex.EncodeToString(sum[:16])
}

// Open notes that a message has come, and returns what is known of it when it came before.
func (b *ArrivalBook) Open(ctx context.Context, d Arrival) (Arrival, error) {
	next := d
	next.At, next.State, next.Times = b.Now().UTC(), "received", 1
	next, err := b.write(ctx, next)
	if !lost(err) {
		return next, err
	}
	docs, err := b.Store.Get(ctx, Arrivals, d.ID)
	if err != nil || len(docs) == 0 {
		return d, errors.Join(err, store.ErrConflict)
	}
	var before Arrival
	if err := json.Unmarshal(docs[0].Body, &before); err != nil {
		return d, err
	}
	before.Rev, before.Times = docs[0].Rev, before.Times+1
	counted, err := b.write(ctx, before)
	if lost(err) {
		return before, nil // it came twice at the same moment: counted once
	}
	return counted, err
}

// Close notes what became of a message. When it came twice at the same moment both came to the same.
func (b *ArrivalBook) Close(ctx context.Context, d Arrival) (Arrival, error) {
	d.Problems = discreet(d.Problems)
	next, err := b.write(ctx, d)
	if lost(err) {
		return d, nil
	}
	return next, err
}

// Refuse notes a message that was not even read.
func (b *ArrivalBook) Refuse(ctx context.Context, d Arrival, why problem.List) error {
	d.ID, d.At, d.State, d.Problems, d.Times = NewID(b.Now()), b.Now().UTC(), "refused", why, 1
	_, err := b.write(ctx, d)
	return err
}

func (b *ArrivalBook) write(ctx context.Context, d Arrival) (Arrival, error) {
	body, err := json.Marshal(d)
	if err != nil {
		return d, err
	}
	res := b.Store.Write(ctx, store.Op{Collection: Arrivals, ID: d.ID, IfRev: d.Rev, Body: body})[0]
	if res.Err == nil {
		d.Rev = res.Rev
	}
	return d, res.Err
}

// discreet takes out of problems what the message said.
func discreet(list problem.List) problem.List {
	out := make(problem.List, len(list))
	for i, p := range list {
		p.Params = maps.Clone(p.Params)
		delete(p.Params, "value")
		delete(p.Params, "id")
		delete(p.Params, "candidates")
		out[i] = p
	}
	return out
}

// Find returns a page of arrivals.
func (b *ArrivalBook) Find(ctx context.Context, q query.Query) ([]Arrival, string, error) {
	page, err := b.Store.Find(ctx, Arrivals, q)
	if err != nil {
		return nil, "", err
	}
	out := make([]Arrival, len(page.Documents))
	for i, doc := range page.Documents {
		if err := json.Unmarshal(doc.Body, &out[i]); err != nil {
			return nil, "", err
		}
		revive(out[i].Problems)
	}
	return out, page.Next, nil
}

// revive makes texts in several languages of what they were stored as.
func revive(list problem.List) {
	for _, p := range list {
		for name, v := range p.Params {
			words, several := v.(map[string]any)
			if !several {
				continue
			}
			text := definition.Text{}
			for lang, word := range words {
				text[lang], _ = word.(string)
			}
			p.Params[name] = text
		}
	}
}

// Prune drops what is old, at most a batch.
func (b *ArrivalBook) Prune(ctx context.Context) error {
	old := b.Now().UTC().Add(-keepArrivals).Format(time.RFC3339)
	page, err := b.Store.Find(ctx, Arrivals, query.Query{Where: query.Condition{Field: "at", Op: "lt", Value: old}, Sort: []query.Sort{{Field: "at"}}, Limit: pruneBatch})
	if err != nil {
		return err
	}
	for _, doc := range page.Documents {
		err := b.Store.Write(ctx, store.Op{Collection: Arrivals, ID: doc.ID, IfRev: doc.Rev})[0].Err
		if err != nil && !errors.Is(err, store.ErrNotFound) && !lost(err) {
			return err
		}
	}
	return nil
}
