package runtime

import (
	"context"
	"encoding/json"
	"errors"

	"huiyin/engine/problem"
	"huiyin/engine/query"
	"huiyin/runtime/store"
)

// steward reports whether the user can sign in and administer the installation.
func (u *User) steward() bool { return u.Admin && u.Active && !u.Invited() }

var errLastAdmin = problem.List{problem.New("user.last_admin", "/admin")}

// stewardship returns the user as stored when u, about to be written, gives up administering the installation, else
// nil. When nobody else administers it, that is the problem user.last_admin.
func (p *People) stewardship(ctx context.Context, u *User) (*User, error) {
	if u.Rev == 0 || u.steward() {
		return nil, nil
	}
	before, err := p.Fresh(ctx, u.ID)
	if errors.Is(err, ErrGone) || err == nil && !before.steward() {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return before, p.governed(ctx, u.ID)
}

// governed is the problem user.last_admin when nobody but one user administers the installation, as the store has it.
func (p *People) governed(ctx context.Context, except string) error {
	found := false
	err := p.Store.Scan(ctx, Users, query.Condition{Field: "admin", Op: "eq", Value: true}, func(d store.Document) error {
		var u User
		if err := json.Unmarshal(d.Body, &u); err != nil {
			return err
		}
		found = found || u.ID != except && u.steward()
		return nil
	})
	if err == nil && !found {
		return errLastAdmin
	}
	return err
}

// remain looks, after a steward was written as one no more, whether another has remained: two who stop each other at the
// same moment both saw the other before. Whoever finds nobody takes the own change back, so that one at least remains
// whichever write came first; what was changed about the user since then stays.
func (p *People) remain(ctx context.Context, before, written *User) error {
	ctx = context.WithoutCancel(ctx) // half of it would leave nobody
	refused := p.governed(ctx, written.ID)
	if refused == nil {
		return nil
	}
	for range maxTries {
		now, err := p.Fresh(ctx, written.ID)
		if err != nil {
			return err
		}
		if now.Rev == written.Rev {
			rev := now.Rev
			*now = *before
			now.Rev = rev
		}
		now.Admin, now.Active = true, true
		body, err := json.Marshal(now)
		if err != nil {
			return err
		}
		err = p.Store.Write(ctx, store.Op{Collection: Users, ID: now.ID, IfRev: now.Rev, Body: body, Keys: now.Keys})[0].Err
		if errors.Is(err, store.ErrConflict) {
			continue
		}
		p.Forget()
		if err != nil {
			return err
		}
		return refused
	}
	return store.ErrConflict
}
