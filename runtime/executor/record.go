package executor

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"huiyin/engine"
	"huiyin/engine/access"
	"huiyin/engine/effect"
	"huiyin/engine/problem"
)

// Record creates and updates other records on order. The new record's idempotency key is the effect's id.
type Record struct {
	// Create makes a record and returns its id; a repeat with the same key returns the same id, and so does a record
	// that has one of the values in the fields of match.
	Create func(ctx context.Context, app string, s engine.Submission, match []string) (id string, err error)
	// Update changes a record.
	Update func(ctx context.Context, app, id string, s engine.Submission) error
	// Gone tells the error of a record that is not there any more from others.
	Gone func(error) bool
}

// Kind is effect.Record.
func (Record) Kind() effect.Kind { return effect.Record }

// Leased is false: the second of two finds the first one's record by its idempotency key.
func (Record) Leased(Job) bool { return false }

// Perform carries the order out. Data that the target form refuses is an incident: the returned error never heals by
// itself, so the tries run out and a person sees it.
func (e Record) Perform(ctx context.Context, job Job) (engine.Event, error) {
	o := job.Effect.Record
	if o == nil {
		return engine.Event{}, fmt.Errorf("effect %s has no record order", job.Effect.ID)
	}
	s := engine.Submission{Form: o.Form, Patch: o.Set, Who: access.System, Channel: "rule", Key: job.Effect.ID,
		Sample: job.Record.Sample, System: true}
	done := engine.Event{Kind: "record", Effect: job.Effect.ID}
	var err error
	switch {
	case o.Merging != nil:
		s.Kind, s.Merging = "merging", o.Merging
		done.Gone, err = e.all(ctx, job.App.Key, append([]string{o.ID}, o.Also...), s)
	case o.ID == "":
		s.Kind = "create"
		done.Created, err = e.Create(ctx, job.App.Key, s, o.Match)
	default:
		s.Kind = "edit"
		err = e.Update(ctx, job.App.Key, o.ID, s)
	}
	var refused problem.List
	if errors.As(err, &refused) {
		slog.WarnContext(ctx, "ordered record refused", "effect", job.Effect.ID, "form", o.Form, "problems", refused.Error())
	}
	return done, err
}

// all gives several records the same order and lists those that are gone. One that took it before repeats nothing.
func (e Record) all(ctx context.Context, app string, ids []string, s engine.Submission) (gone []string, failed error) {
	for _, id := range ids {
		err := e.Update(ctx, app, id, s)
		switch {
		case err == nil:
		case e.Gone(err):
			gone = append(gone, id)
		default:
			failed = errors.Join(failed, err)
		}
	}
	return gone, failed
}
