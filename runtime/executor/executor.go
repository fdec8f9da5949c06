// Package executor performs effects: one file per kind. Performing is idempotent by the effect's id, because a crash
// between performing and committing repeats it.
package executor

import (
	"context"

	"huiyin/engine"
	"huiyin/engine/effect"
)

// Job is one effect of one record.
type Job struct {
	App    *engine.App
	Record *engine.Record
	Effect effect.Effect
}

// Performer performs one kind of effect and returns what the record must learn of it. An error means "try again
// later"; what can never succeed is an event that says so.
type Performer interface {
	Kind() effect.Kind
	// Leased tells that two nodes must not perform the job at the same time. Where a repeat finds what the first has
	// left, a lease is only a write more.
	Leased(job Job) bool
	Perform(ctx context.Context, job Job) (engine.Event, error)
}
