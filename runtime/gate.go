package runtime

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"huiyin/engine/query"
	"huiyin/runtime/store"
)

// gate is through which letters to one address pass that strangers caused: one document for each address, so that whoever
// lets one through sees all that others have.
type gate struct {
	ID      string    `json:"_id"`
	Until   time.Time `json:"until"` // nothing counts any more then
	Letters []passed  `json:"letters"`
}

// passed is a letter that was let through.
type passed struct {
	ID string    `json:"id"`
	At time.Time `json:"at"`
}

const (
	gateName = "gate:"
	gateFor  = time.Hour
)

// Crowded implements executor.Log.
func (b *MessageBook) Crowded(ctx context.Context, id string, limit int) (bool, error) {
	m, err := b.Get(ctx, id)
	if err != nil {
		return false, err
	}
	for try := range maxTries {
		if err := giveWay(ctx, try); err != nil {
			return false, err
		}
		crowded, err := b.pass(ctx, gateName+m.Reach, id, limit)
		if !errors.Is(err, store.ErrConflict) && !errors.Is(err, store.ErrNotFound) {
			return crowded, err
		}
	}
	return false, store.ErrConflict
}

// pass lets a letter through a gate that fewer than limit others passed. The error is store.ErrConflict or ErrNotFound
// when somebody else was first.
func (b *MessageBook) pass(ctx context.Context, name, id string, limit int) (crowded bool, err error) {
	docs, err := b.Store.Get(ctx, Settings, name)
	if err != nil {
		return false, err
	}
	now, g, rev := b.Now().UTC(), gate{}, int64(0)
	if len(docs) > 0 {
		rev = docs[0].Rev
		if err := json.Unmarshal(docs[0].Body, &g); err != nil {
			return false, err
		}
	}
	if slices.ContainsFunc(g.Letters, func(p passed) bool { return p.ID == id }) {
		return false, nil
	}
	g.Letters = slices.DeleteFunc(g.Letters, func(p passed) bool { return !p.At.After(now.Add(-gateFor)) })
	if len(g.Letters) >= limit {
		return true, nil
	}
	g.ID, g.Until, g.Letters = name, now.Add(gateFor), append(g.Letters, passed{id, now})
	body, err := json.Marshal(g)
	if err != nil {
		return false, err
	}
	return false, b.Store.Write(ctx, store.Op{Collection: Settings, ID: name, IfRev: rev, Body: body, Lazy: true})[0].Err
}

// pruneGates removes the gates through which nothing has passed for an hour.
func (s *Sweeper) pruneGates(ctx context.Context) error {
	at := s.Files.Store
	page, err := at.Find(ctx, Settings, query.Query{Limit: sweepBatch, Fields: []string{"until"}, Where: query.Condition{All: []query.Condition{
		{Field: "_id", Op: "startsWith", Value: gateName}, {Field: "until", Op: "lt", Value: s.Files.Now().UTC().Format(time.RFC3339)}}}})
	if err != nil {
		return err
	}
	for _, d := range page.Documents {
		err := at.Write(ctx, store.Op{Collection: Settings, ID: d.ID, IfRev: d.Rev})[0].Err
		if err != nil && !errors.Is(err, store.ErrConflict) && !errors.Is(err, store.ErrNotFound) {
			return err
		}
	}
	return nil
}
