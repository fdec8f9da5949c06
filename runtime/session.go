package runtime

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"sync"
	"time"

	"huiyin/engine/problem"
	"huiyin/engine/query"
	"huiyin/runtime/store"
)

// Session is a signed-in browser. The cookie holds the secret, the store only its hash.
type Session struct {
	ID      string    `json:"_id"` // sha-256 of the secret
	User    string    `json:"user"`
	CSRF    string    `json:"csrf"`
	Created time.Time `json:"created"`
	Expires time.Time `json:"expires"`
	Seen    time.Time `json:"seen,omitzero"` // within seenEvery
	Agent   string    `json:"agent,omitempty"`
	Address string    `json:"address,omitempty"`
}

// SessionBook keeps sessions. They live in the store, so any node knows them.
type SessionBook struct {
	Store  store.Store
	People *People
	Now    func() time.Time

	mu    sync.Mutex
	cache map[string]cachedSession
	wrong map[string]*attempts
	queue map[string]int // sign-ins under way, by address
}

type cachedSession struct {
	session Session
	until   time.Time
}

// How long a browser stays signed in.
const (
	sessionLife  = 14 * 24 * time.Hour
	sessionCache = time.Second // how long another node may take to notice that it ended
)

// SignIn checks a login and password and opens a session. The secret goes into the cookie.
func (b *SessionBook) SignIn(ctx context.Context, login, password, agent, address string) (secret string, s Session, err error) {
	if !b.enter(address) {
		return "", Session{}, slowDown(busyPause)
	}
	defer b.leave(address)
	wait, err := b.pause(ctx, login, address)
	if err != nil {
		return "", Session{}, err
	}
	if wait > 0 {
		return "", Session{}, slowDown(wait)
	}
	u, err := b.People.ByLogin(ctx, login)
	if err != nil && !errors.Is(err, ErrGone) {
		return "", Session{}, err
	}
	hash := ""
	if u != nil {
		hash = u.Password
	}
	if hash == "" {
		hash = nobody() // takes as long as a real check: logins cannot be probed by time
	}
	if !CheckPassword(hash, password) || u == nil || !u.Active {
		return "", Session{}, problem.List{problem.New("session.wrong", "/password")}
	}
	b.forget(login, address)
	return b.Open(ctx, u.ID, agent, address)
}

// nobody is the hash of a random password.
var nobody = sync.OnceValue(func() string { return HashPassword(random()) })

// Open makes a session for a user.
func (b *SessionBook) Open(ctx context.Context, user, agent, address string) (secret string, s Session, err error) {
	secret = random()
	now := b.Now().UTC()
	s = Session{ID: hashSecret(secret), User: user, CSRF: random(), Created: now, Seen: now, Expires: now.Add(sessionLife), Agent: agent, Address: address}
	body, err := json.Marshal(s)
	if err != nil {
		return "", Session{}, err
	}
	return secret, s, b.Store.Write(ctx, store.Op{Collection: Sessions, ID: s.ID, Body: body})[0].Err
}

// Find returns the session of a cookie; ok is false when it is unknown, or over: then it still says whose it was.
func (b *SessionBook) Find(ctx context.Context, secret string) (s Session, ok bool, err error) {
	if secret == "" {
		return Session{}, false, nil
	}
	id := hashSecret(secret)
	b.mu.Lock()
	c, cached := b.cache[id]
	b.mu.Unlock()
	if cached && time.Now().Before(c.until) {
		return c.session, b.Now().Before(c.session.Expires), nil
	}
	docs, err := b.Store.Get(ctx, Sessions, id)
	if err != nil || len(docs) == 0 {
		return Session{}, false, err
	}
	if err := json.Unmarshal(docs[0].Body, &s); err != nil {
		return Session{}, false, err
	}
	b.see(ctx, &s, docs[0].Rev)
	b.mu.Lock()
	if b.cache == nil || len(b.cache) > 10000 {
		b.cache = map[string]cachedSession{}
	}
	b.cache[id] = cachedSession{s, time.Now().Add(sessionCache)}
	b.mu.Unlock()
	return s, b.Now().Before(s.Expires), nil
}

// Close ends the session of a cookie.
func (b *SessionBook) Close(ctx context.Context, secret string) error {
	return b.drop(ctx, hashSecret(secret))
}

// CloseAll ends every session of a user but one.
func (b *SessionBook) CloseAll(ctx context.Context, user, except string) error {
	var ids []string
	err := b.Store.Scan(ctx, Sessions, query.Condition{Field: "user", Op: "eq", Value: user}, func(d store.Document) error {
		if d.ID != except {
			ids = append(ids, d.ID)
		}
		return nil
	})
	for _, id := range ids {
		if err == nil {
			err = b.drop(ctx, id)
		}
	}
	return err
}

// Retire ends every session of a user who may no longer sign in. What stays is over and tells the browser whose it was,
// so that the page left open can say why it ended.
func (b *SessionBook) Retire(ctx context.Context, user string) error {
	open, err := b.Of(ctx, user)
	if err != nil {
		return err
	}
	if err := b.CloseAll(ctx, user, ""); err != nil {
		return err
	}
	for _, s := range open {
		s.Expires = b.Now().UTC()
		body, err := json.Marshal(s)
		if err != nil {
			return err
		}
		if err := b.Store.Write(ctx, store.Op{Collection: Sessions, ID: s.ID, Body: body})[0].Err; err != nil {
			return err
		}
	}
	return nil
}

// Forget makes the next look for a session read the store: it was changed.
func (b *SessionBook) Forget(id string) {
	b.mu.Lock()
	delete(b.cache, id)
	b.mu.Unlock()
}

func (b *SessionBook) drop(ctx context.Context, id string) error {
	b.Forget(id)
	return b.Store.Write(ctx, store.Op{Collection: Sessions, ID: id, IfRev: store.AnyRev})[0].Err
}

func random() string {
	var b [24]byte
	if _, err := rand.Read(b[:]); err != nil {
		panic(err)
	}
	return base64.RawURLEncoding.EncodeToString(b[:])
}

func hashSecret(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}
