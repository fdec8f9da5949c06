package runtime

import (
	"context"
	"encoding/json"
	"log/slog"
	"slices"
	"time"

	"huiyin/engine/query"
	"huiyin/runtime/store"
)

// seenEvery is how exactly it is known when a session was last used: a write for every request would be too many.
const seenEvery = 5 * time.Minute

// see notes that a session is in use. It is written at the revision it was read at, so that one which was ended
// meanwhile stays ended.
func (b *SessionBook) see(ctx context.Context, s *Session, rev int64) {
	now := b.Now().UTC()
	if now.Sub(s.Seen) < seenEvery || !now.Before(s.Expires) {
		return
	}
	s.Seen = now
	body, err := json.Marshal(s)
	if err == nil {
		err = b.Store.Write(ctx, store.Op{Collection: Sessions, ID: s.ID, IfRev: rev, Body: body})[0].Err
	}
	if err != nil {
		slog.DebugContext(ctx, "session not marked as seen", "err", err)
	}
}

// Of lists the sessions of a user that are not over, the last used first.
func (b *SessionBook) Of(ctx context.Context, user string) ([]Session, error) {
	var out []Session
	err := b.Store.Scan(ctx, Sessions, query.Condition{Field: "user", Op: "eq", Value: user}, func(d store.Document) error {
		var s Session
		if err := json.Unmarshal(d.Body, &s); err != nil {
			return err
		}
		if b.Now().Before(s.Expires) {
			out = append(out, s)
		}
		return nil
	})
	slices.SortFunc(out, func(x, y Session) int { return y.Seen.Compare(x.Seen) })
	return out, err
}

// End ends one session of a user, named by the beginning of its id as Handle gives it; ErrGone when they have none such.
func (b *SessionBook) End(ctx context.Context, user, handle string) error {
	all, err := b.Of(ctx, user)
	if err != nil {
		return err
	}
	for _, s := range all {
		if s.Handle() == handle {
			return b.drop(ctx, s.ID)
		}
	}
	return ErrGone
}

// Handle names a session to its owner and to administrators without telling what the store knows it by.
func (s Session) Handle() string { return s.ID[:min(16, len(s.ID))] }
