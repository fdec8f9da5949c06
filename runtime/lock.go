package runtime

import (
	"context"
	"encoding/json"
	"errors"
	"time"
	"unicode/utf8"

	"huiyin/engine/problem"
	"huiyin/runtime/store"
)

// Lock is the password of a public form. Only its hash is stored, apart from the definition, which is copied and
// compared and exported.
type Lock struct {
	Hash string    `json:"hash"`
	At   time.Time `json:"at"`
	By   string    `json:"by"`
}

// LockBook keeps the passwords of public forms. They live in the store, so any node knows them at once.
type LockBook struct {
	Store store.Store
	Now   func() time.Time
}

// minLock is how long the password of a form must be: it is told to many people, and trying is slow.
const minLock = 4

func lockID(app, form string) string { return "lock:" + app + "/" + form }

// Lock returns the lock of a form; its Hash is empty while no password is set.
func (b *LockBook) Lock(ctx context.Context, app, form string) (Lock, error) {
	docs, err := b.Store.Get(ctx, Settings, lockID(app, form))
	if err != nil || len(docs) == 0 {
		return Lock{}, err
	}
	var l Lock
	return l, json.Unmarshal(docs[0].Body, &l)
}

// Set gives a form a password in place of the one before; "" takes it away. Who came in with the old one has to give
// the new one.
func (b *LockBook) Set(ctx context.Context, app, form, password, by string) error {
	op := store.Op{Collection: Settings, ID: lockID(app, form), IfRev: store.AnyRev}
	if password != "" {
		if err := checkLock(password).Err(); err != nil {
			return err
		}
		body, err := json.Marshal(Lock{Hash: HashPassword(password), At: b.Now().UTC(), By: by})
		if err != nil {
			return err
		}
		op.Body = body
	}
	err := b.Store.Write(ctx, op)[0].Err
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	return err
}

func checkLock(password string) problem.List {
	var problems problem.List
	if utf8.RuneCountInString(password) < minLock {
		problems.Add("user.password_short", "/password", "min", minLock)
	}
	if len(password) > maxPassword {
		problems.Add("user.password_long", "/password", "max", maxPassword)
	}
	return problems
}

// Opens reports whether a password is the one of the lock. Nothing opens a lock without one.
func (l Lock) Opens(password string) bool {
	return len(password) <= maxPassword && CheckPassword(l.Hash, password)
}
