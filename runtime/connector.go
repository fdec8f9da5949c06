package runtime

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"huiyin/runtime/store"
)

// ConnectorBook keeps what definitions must not hold: the secrets that connectors sign with and the addresses that are
// given here, sealed at rest, and how each connector has done lately.
type ConnectorBook struct {
	Store store.Store
	Keys  *Keys
	Now   func() time.Time
}

// Health is how a connector has done: the moment of its last success and what has gone wrong since.
type Health struct {
	Rev      int64      `json:"rev"`
	LastOK   *time.Time `json:"lastOk,omitempty"`
	LastTry  *time.Time `json:"lastTry,omitempty"`
	Failures int        `json:"failures"` // in a row
	Error    string     `json:"error,omitempty"`
}

// keptSecret is a secret, an address or a switch as it is stored.
type keptSecret struct {
	App    string    `json:"app"`
	Secret string    `json:"secret"`
	At     time.Time `json:"at"`
	By     string    `json:"by"`
}

func secretID(app, name string) string   { return "secret:" + app + ":" + name }
func healthID(app, key string) string    { return "health:" + app + ":" + key }
func addressID(app, key string) string   { return "address:" + app + ":" + key }
func offID(app, key string) string       { return "off:" + app + ":" + key }
func (b *ConnectorBook) now() *time.Time { at := b.Now().UTC(); return &at }

// SetSecret stores a secret of an app, in place of the one before.
func (b *ConnectorBook) SetSecret(ctx context.Context, app, name, value, by string) error {
	return b.keep(ctx, secretID(app, name), app, value, by)
}

// Secret returns a secret, "" when none is set.
func (b *ConnectorBook) Secret(ctx context.Context, app, name string) (string, error) {
	return b.kept(ctx, secretID(app, name))
}

// SetAddress stores where a connector leads, in place of what its definition says; "" goes back to that.
func (b *ConnectorBook) SetAddress(ctx context.Context, app, key, address, by string) error {
	return b.keep(ctx, addressID(app, key), app, address, by)
}

// Address returns where a connector leads: what was given here, else what its definition says; "" is nowhere.
func (b *ConnectorBook) Address(ctx context.Context, app, key, defined string) (string, error) {
	given, err := b.kept(ctx, addressID(app, key))
	if err != nil || given != "" {
		return given, err
	}
	return defined, nil
}

// SetOff switches a connector that takes messages off, or on again. Its secret stays: others may share it.
func (b *ConnectorBook) SetOff(ctx context.Context, app, key string, off bool, by string) error {
	value := ""
	if off {
		value = "off"
	}
	return b.keep(ctx, offID(app, key), app, value, by)
}

// Off reports whether somebody switched a connector off.
func (b *ConnectorBook) Off(ctx context.Context, app, key string) (bool, error) {
	value, err := b.kept(ctx, offID(app, key))
	return value != "", err
}

func (b *ConnectorBook) keep(ctx context.Context, id, app, value, by string) error {
	for try := 0; try < maxTries; try++ {
		docs, err := b.Store.Get(ctx, Connectors, id)
		if err != nil {
			return err
		}
		rev := int64(0)
		if len(docs) > 0 {
			rev = docs[0].Rev
		}
		body, err := json.Marshal(keptSecret{App: app, Secret: b.Keys.Seal(value), At: *b.now(), By: by})
		if err != nil {
			return err
		}
		err = b.Store.Write(ctx, store.Op{Collection: Connectors, ID: id, IfRev: rev, Body: body})[0].Err
		if !errors.Is(err, store.ErrConflict) {
			return err
		}
	}
	return store.ErrConflict
}

func (b *ConnectorBook) kept(ctx context.Context, id string) (string, error) {
	docs, err := b.Store.Get(ctx, Connectors, id)
	if err != nil || len(docs) == 0 {
		return "", err
	}
	var kept keptSecret
	if err := json.Unmarshal(docs[0].Body, &kept); err != nil {
		return "", err
	}
	return b.Keys.Open(kept.Secret)
}

// Health returns how a connector has done; it is empty before its first request.
func (b *ConnectorBook) Health(ctx context.Context, app, key string) (Health, error) {
	docs, err := b.Store.Get(ctx, Connectors, healthID(app, key))
	if err != nil || len(docs) == 0 {
		return Health{}, err
	}
	var h Health
	err = json.Unmarshal(docs[0].Body, &h)
	h.Rev = docs[0].Rev
	return h, err
}

// Note remembers the outcome of a request; nil is a success. When somebody else notes at the same moment, theirs stands:
// it is as true.
func (b *ConnectorBook) Note(ctx context.Context, app, key string, outcome error) error {
	h, err := b.Health(ctx, app, key)
	if err != nil {
		return err
	}
	h.LastTry = b.now()
	if outcome == nil {
		h.LastOK, h.Failures, h.Error = h.LastTry, 0, ""
	} else {
		h.Failures++
		h.Error = outcome.Error()
	}
	body, err := json.Marshal(h)
	if err != nil {
		return err
	}
	err = b.Store.Write(ctx, store.Op{Collection: Connectors, ID: healthID(app, key), IfRev: h.Rev, Body: body, Lazy: true})[0].Err
	if errors.Is(err, store.ErrConflict) {
		return nil
	}
	return err
}
