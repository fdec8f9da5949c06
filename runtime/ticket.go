package runtime

import (
	"context"
	"crypto/subtle"
	"errors"
	"strings"
	"time"

	"huiyin/engine/problem"
	"huiyin/runtime/store"
)

// Ticket lets whoever holds its secret choose a user's password once: an invitation or a forgotten password. Only the
// hash of the secret is stored; a newer ticket of the same kind takes the place of the older one.
type Ticket struct {
	Hash    string    `json:"hash"`
	Expires time.Time `json:"expires"`
}

// How long tickets are good for.
const (
	InviteLife = 7 * 24 * time.Hour
	ResetLife  = time.Hour
)

// The purposes of tickets.
const (
	Invitation = "invite"
	Forgotten  = "reset"
)

// Tickets hands out and takes back tickets.
type Tickets struct {
	People   *People
	Sessions *SessionBook
	Now      func() time.Time
}

// Issue gives an active user a ticket and returns its code, "<purpose>.<user>.<secret>", and when it expires.
func (t Tickets) Issue(ctx context.Context, id, purpose string) (code string, expires time.Time, err error) {
	secret, life := random(), InviteLife
	if purpose == Forgotten {
		life = ResetLife
	}
	expires = t.Now().UTC().Add(life)
	_, err = t.People.Alter(ctx, id, func(u *User) error {
		if !u.Active {
			return problem.List{problem.New("user.inactive", "", "name", u.Name)}
		}
		*u.ticket(purpose) = &Ticket{Hash: hashSecret(secret), Expires: expires}
		return nil
	})
	return purpose + "." + id + "." + secret, expires, err
}

// ticket is where a user's ticket of a purpose stands.
func (u *User) ticket(purpose string) **Ticket {
	if purpose == Invitation {
		return &u.Invite
	}
	return &u.Reset
}

var errTicket = problem.List{problem.New("session.ticket_invalid", "")}

// Look returns whose ticket a code is and what for. Codes that are unknown, used or over are one and the same
// problem: session.ticket_invalid.
func (t Tickets) Look(ctx context.Context, code string) (u *User, purpose string, err error) {
	purpose, rest, _ := strings.Cut(code, ".")
	id, secret, ok := strings.Cut(rest, ".")
	if !ok || purpose != Invitation && purpose != Forgotten {
		return nil, "", errTicket
	}
	u, err = t.People.Fresh(ctx, id)
	if errors.Is(err, ErrGone) {
		return nil, "", errTicket
	}
	if err != nil {
		return nil, "", err
	}
	if !u.Active || !(*u.ticket(purpose)).opens(secret, t.Now()) {
		return nil, "", errTicket
	}
	return u, purpose, nil
}

func (t *Ticket) opens(secret string, now time.Time) bool {
	return t != nil && now.Before(t.Expires) && subtle.ConstantTimeCompare([]byte(t.Hash), []byte(hashSecret(secret))) == 1
}

// Use sets the password of the ticket's user, takes back all their tickets and ends their sessions. Of two uses at
// once, one works.
func (t Tickets) Use(ctx context.Context, code, password string) (*User, string, error) {
	u, purpose, err := t.Look(ctx, code)
	if err != nil {
		return nil, "", err
	}
	if problems := CheckNewPassword(password, u.Login); problems.Err() != nil {
		return nil, "", problems
	}
	u.Password, u.MustChange, u.Invite, u.Reset = HashPassword(password), false, nil, nil
	if err := t.People.Save(ctx, u); errors.Is(err, store.ErrConflict) {
		return nil, "", errTicket
	} else if err != nil {
		return nil, "", err
	}
	return u, purpose, t.Sessions.CloseAll(ctx, u.ID, "")
}
