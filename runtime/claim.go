package runtime

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"huiyin/engine"
	"huiyin/engine/effect"
	"huiyin/engine/form"
	"huiyin/engine/query"
	"huiyin/runtime/store"
)

// claim holds what a record is recognised by while one is being made, so that two suggestions of a new customer that
// come at the same moment do not make two customers. It is a lock with an end: whoever dies with it holds nobody up.
type claim struct {
	ID    string    `json:"_id"`
	By    string    `json:"by"` // idempotency key of the order
	Until time.Time `json:"until"`
}

const (
	claimFor   = 30 * time.Second
	claimTries = 30
	claimPause = 50 * time.Millisecond
)

// errClaimed means that somebody else is making such a record at the moment.
var errClaimed = errors.New("a record with these values is being made")

// CreateOrKnown makes the record that an effect ordered and returns its id; a repeat with the same key returns the same
// id. When match names fields and a record has one of the values they are to get, that one's id is returned instead.
func (s *Submitter) CreateOrKnown(ctx context.Context, appKey string, sub engine.Submission, match []string) (string, error) {
	app, ok := s.Apps.Get(appKey)
	if !ok {
		return "", fmt.Errorf("app %s is not installed", appKey)
	}
	f, ok := app.Form(sub.Form)
	if !ok {
		return "", fmt.Errorf("form %s of app %s is gone", sub.Form, appKey)
	}
	known, claims := s.recognised(app, f, sub.Patch, match)
	if len(claims) == 0 {
		return s.created(ctx, appKey, sub)
	}
	for try := 0; ; try++ {
		id, err := s.makeClaimed(ctx, app, f, sub, known, claims)
		if !errors.Is(err, errClaimed) || try == claimTries {
			return id, err
		}
		sleep(ctx, claimPause)
	}
}

func (s *Submitter) created(ctx context.Context, appKey string, sub engine.Submission) (string, error) {
	out, err := s.Submit(ctx, Request{App: appKey, Submission: sub})
	if err != nil {
		return "", err
	}
	return out.Record.ID, nil
}

// recognised is the condition that finds a known record, and the names of the claims on its values, in order.
func (s *Submitter) recognised(app *engine.App, f *form.Form, values map[string]any, match []string) (known query.Condition, claims []string) {
	for _, field := range match {
		if v := values[field]; v != nil && v != "" {
			known.Any = append(known.Any, query.Condition{Field: field, Op: "eq", Value: v})
			claims = append(claims, "claim:"+app.Key+"/"+f.Key()+":"+s.Codec.Keys.Blind(field, v))
		}
	}
	slices.Sort(claims) // two orders with the same values take them in the same order
	return known, claims
}

func (s *Submitter) makeClaimed(ctx context.Context, app *engine.App, f *form.Form, sub engine.Submission, known query.Condition, claims []string) (id string, err error) {
	for i, name := range claims {
		if err := s.take(ctx, name, sub.Key); err != nil {
			s.release(ctx, claims[:i], sub.Key)
			return "", err
		}
	}
	defer s.release(ctx, claims, sub.Key)
	if made, err := s.Repeated(ctx, app, f, sub.Key); made != nil || err != nil {
		if err != nil {
			return "", err
		}
		return made.ID, nil
	}
	found, err := s.Answers.query(ctx, app, f, effect.Need{Form: f.Key(), Where: known, Limit: 1})
	if err != nil {
		return "", err
	}
	if len(found.Records) > 0 {
		return found.Records[0].ID, nil
	}
	return s.created(ctx, app.Key, sub)
}

// take takes a claim that is free, its own, or past its end.
func (s *Submitter) take(ctx context.Context, name, by string) error {
	docs, err := s.Store.Get(ctx, Settings, name)
	if err != nil {
		return err
	}
	rev := int64(0)
	if len(docs) > 0 {
		var held claim
		if err := json.Unmarshal(docs[0].Body, &held); err != nil {
			return err
		}
		if held.By != by && s.Now().Before(held.Until) {
			return errClaimed
		}
		rev = docs[0].Rev
	}
	body, err := json.Marshal(claim{ID: name, By: by, Until: s.Now().Add(claimFor)})
	if err != nil {
		return err
	}
	err = s.Store.Write(ctx, store.Op{Collection: Settings, ID: name, IfRev: rev, Body: body, Lazy: true})[0].Err
	if errors.Is(err, store.ErrConflict) || errors.Is(err, store.ErrNotFound) {
		return errClaimed
	}
	return err
}

// release gives claims back. What goes wrong with it ends by itself.
func (s *Submitter) release(ctx context.Context, claims []string, by string) {
	for _, name := range claims {
		docs, err := s.Store.Get(ctx, Settings, name)
		if err != nil || len(docs) == 0 {
			continue
		}
		var held claim
		if json.Unmarshal(docs[0].Body, &held) == nil && held.By == by {
			s.Store.Write(ctx, store.Op{Collection: Settings, ID: name, IfRev: docs[0].Rev, Lazy: true})
		}
	}
}
