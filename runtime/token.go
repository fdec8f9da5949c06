package runtime

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"huiyin/engine/problem"
	"huiyin/engine/query"
	"huiyin/runtime/store"
)

// Token lets a program act for the user who made it, within Scopes and Apps. The program holds the secret, the store
// only its hash.
type Token struct {
	ID      string    `json:"_id"` // sha-256 of the secret
	User    string    `json:"user"`
	Name    string    `json:"name"`
	Scopes  []string  `json:"scopes"`
	Apps    []string  `json:"apps"` // empty: every app and what belongs to none
	Created time.Time `json:"created"`
	Expires time.Time `json:"expires"`
	Seen    time.Time `json:"seen,omitzero"` // within tokenSeenEvery
	Address string    `json:"address,omitempty"`
	Key     string    `json:"key,omitempty"` // idempotency key of the request that made it
}

// Has reports whether the token has a scope.
func (t Token) Has(scope string) bool { return slices.Contains(t.Scopes, scope) }

// Covers reports whether the token may be used in an app.
func (t Token) Covers(app string) bool { return len(t.Apps) == 0 || slices.Contains(t.Apps, app) }

// Handle names a token to its owner and to administrators without telling what the store knows it by.
func (t Token) Handle() string { return t.ID[:min(16, len(t.ID))] }

// TokenBook keeps tokens. Nothing of them is kept in memory, so that one that was revoked is refused by every node at
// once.
type TokenBook struct {
	Store store.Store
	Now   func() time.Time
}

// TokenPrefix begins every secret, for programs that look for secrets where none should be.
const TokenPrefix = "hyt_"

// Bounds of tokens, and how exactly it is known when one was last used: a write for every request would be too many.
const (
	MaxTokenDays   = 365
	maxTokenName   = 80
	maxTokens      = 50 // of one user
	tokenSeenEvery = time.Minute
)

// Make stores a new token and returns its secret, which can never be read again. days is how long it is good for. A
// repeat with the same idempotency key returns the token of the first time without its secret.
func (b *TokenBook) Make(ctx context.Context, t Token, days int) (secret string, made Token, err error) {
	t.Name = strings.TrimSpace(t.Name)
	if problems := t.check(days); problems.Err() != nil {
		return "", Token{}, problems
	}
	all, err := b.Of(ctx, t.User)
	if err != nil {
		return "", Token{}, err
	}
	for _, other := range all {
		if t.Key != "" && other.Key == t.Key {
			return "", other, nil
		}
	}
	if len(all)-b.over(all) >= maxTokens {
		return "", Token{}, problem.List{problem.New("token.too_many", "", "max", maxTokens)}
	}
	secret, t.Created = TokenPrefix+random(), b.Now().UTC()
	t.ID, t.Expires = hashSecret(secret), t.Created.AddDate(0, 0, days)
	body, err := json.Marshal(t)
	if err != nil {
		return "", Token{}, err
	}
	return secret, t, b.Store.Write(ctx, store.Op{Collection: Tokens, ID: t.ID, Body: body})[0].Err
}

// over counts the tokens that have expired.
func (b *TokenBook) over(all []Token) (n int) {
	for _, t := range all {
		if !b.Now().Before(t.Expires) {
			n++
		}
	}
	return n
}

// check returns what is wrong with what a person entered.
func (t Token) check(days int) problem.List {
	var problems problem.List
	if t.Name == "" {
		problems.Add("token.name_required", "/name")
	}
	if utf8.RuneCountInString(t.Name) > maxTokenName {
		problems.Add("token.name_long", "/name", "max", maxTokenName)
	}
	if len(t.Scopes) == 0 {
		problems.Add("token.scopes_required", "/scopes")
	}
	for i, s := range t.Scopes {
		if !slices.Contains(Scopes, s) {
			problems.Add("token.scope_unknown", problem.Pointer("scopes", i), "scope", s)
		}
	}
	if days < 1 || days > MaxTokenDays {
		problems.Add("token.days", "/days", "max", MaxTokenDays)
	}
	return problems
}

// Find returns the token of a secret: ErrGone when there is none, or it was revoked. Whether it has expired is for the
// caller to see.
func (b *TokenBook) Find(ctx context.Context, secret, address string) (Token, error) {
	if !strings.HasPrefix(secret, TokenPrefix) {
		return Token{}, ErrGone
	}
	docs, err := b.Store.Get(ctx, Tokens, hashSecret(secret))
	if err != nil {
		return Token{}, err
	}
	if len(docs) == 0 {
		return Token{}, ErrGone
	}
	var t Token
	if err := json.Unmarshal(docs[0].Body, &t); err != nil {
		return Token{}, err
	}
	b.see(ctx, t, docs[0].Rev, address)
	return t, nil
}

// see notes that a token is in use. It is written at the revision it was read at, so that one which was revoked
// meanwhile stays revoked.
func (b *TokenBook) see(ctx context.Context, t Token, rev int64, address string) {
	now := b.Now().UTC()
	if now.Sub(t.Seen) < tokenSeenEvery || !now.Before(t.Expires) {
		return
	}
	t.Seen, t.Address = now, address
	body, err := json.Marshal(t)
	if err == nil {
		err = b.Store.Write(ctx, store.Op{Collection: Tokens, ID: t.ID, IfRev: rev, Body: body, Lazy: true})[0].Err
	}
	if err != nil && !lost(err) {
		slog.WarnContext(ctx, "token not marked as seen", "err", err)
	}
}

// Of lists the tokens of a user, all when user is "", the newest first.
func (b *TokenBook) Of(ctx context.Context, user string) ([]Token, error) {
	var where query.Condition
	if user != "" {
		where = query.Condition{Field: "user", Op: "eq", Value: user}
	}
	var out []Token
	err := b.Store.Scan(ctx, Tokens, where, func(d store.Document) error {
		var t Token
		if err := json.Unmarshal(d.Body, &t); err != nil {
			return err
		}
		out = append(out, t)
		return nil
	})
	slices.SortFunc(out, func(x, y Token) int { return y.Created.Compare(x.Created) })
	return out, err
}

// Revoke ends a token named by its handle and returns what it was; user "" means anybody's. ErrGone when there is none.
func (b *TokenBook) Revoke(ctx context.Context, user, handle string) (Token, error) {
	all, err := b.Of(ctx, user)
	if err != nil {
		return Token{}, err
	}
	for _, t := range all {
		if t.Handle() == handle {
			return t, b.drop(ctx, t.ID)
		}
	}
	return Token{}, ErrGone
}

// RevokeAll ends every token of a user.
func (b *TokenBook) RevokeAll(ctx context.Context, user string) error {
	all, err := b.Of(ctx, user)
	for _, t := range all {
		if err == nil {
			err = b.drop(ctx, t.ID)
		}
	}
	return err
}

func (b *TokenBook) drop(ctx context.Context, id string) error {
	err := b.Store.Write(ctx, store.Op{Collection: Tokens, ID: id, IfRev: store.AnyRev})[0].Err
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	return err
}
