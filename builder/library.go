// Package builder is design time: drafts become checked releases, packages are installed as layers of an app.
// A release is the whole app, numbered and never changed; publishing takes effect at once on every node.
package builder

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"huiyin/engine/definition"
	"huiyin/runtime/store"
)

// The collections of design time.
const (
	definitions = "definitions" // one document per distinct definition text, by its hash
	releases    = "releases"    // one document per release: which definitions it holds
	Apps        = "apps"        // one document per app: current release, installed packages
	drafts      = "drafts"      // one document per definition under work
)

// Collections declares the collections of design time.
func Collections() []store.Collection {
	return []store.Collection{
		{Name: definitions}, {Name: Apps},
		{Name: releases, Indexes: []store.Index{store.On("app", "-number")}},
		{Name: drafts, Indexes: []store.Index{store.On("app", "kind")}},
	}
}

// Ref points to a definition in the library.
type Ref struct {
	Kind string `json:"kind"`
	Key  string `json:"key"`
	Hash string `json:"hash"`
}

// Library keeps definition texts by content, so that releases and packages share what they have in common.
type Library struct{ Store store.Store }

type volume struct {
	ID         string                `json:"_id"`
	Definition definition.Definition `json:"definition"`
}

// Put keeps every definition of a bundle and returns where.
func (l Library) Put(ctx context.Context, b definition.Bundle) ([]Ref, error) {
	refs := make([]Ref, 0, len(b.Definitions))
	var ops []store.Op
	for _, d := range b.Definitions {
		raw, err := json.Marshal(d)
		if err != nil {
			return nil, err
		}
		if raw, err = definition.Canonical(raw); err != nil {
			return nil, err
		}
		sum := sha256.Sum256(raw)
		hash := hex.EncodeToString(sum[:])
		body, err := json.Marshal(volume{ID: hash, Definition: d})
		if err != nil {
			return nil, err
		}
		refs = append(refs, Ref{Kind: d.Kind, Key: d.Key, Hash: hash})
		ops = append(ops, store.Op{Collection: definitions, ID: hash, Body: body})
	}
	for _, r := range l.Store.Write(ctx, ops...) {
		if r.Err != nil && !errors.Is(r.Err, store.ErrConflict) {
			return nil, r.Err
		}
	}
	return refs, nil
}

// Get returns the bundle that refs point to.
func (l Library) Get(ctx context.Context, refs []Ref) (definition.Bundle, error) {
	ids := make([]string, len(refs))
	for i, r := range refs {
		ids[i] = r.Hash
	}
	docs, err := l.Store.Get(ctx, definitions, ids...)
	if err != nil {
		return definition.Bundle{}, err
	}
	if len(docs) != len(ids) {
		return definition.Bundle{}, fmt.Errorf("%d of %d definitions are missing", len(ids)-len(docs), len(ids))
	}
	all := make([]definition.Definition, len(docs))
	for i, doc := range docs {
		var v volume
		if err := json.Unmarshal(doc.Body, &v); err != nil {
			return definition.Bundle{}, err
		}
		all[i] = v.Definition
	}
	return definition.Pack(all...), nil
}

// App is what is known about an installed app beside its definitions.
type App struct {
	ID       string    `json:"_id"`
	Rev      int64     `json:"rev"`
	Current  int       `json:"current"`
	Packages []Package `json:"packages"`
	// Pending are the packages as the drafts have taken them in: publishing makes them the app's.
	Pending []Package `json:"pending,omitempty"`
}

// Package is an installed package with what it gave the app: the base of every later upgrade.
type Package struct {
	Name    string    `json:"name"`
	Version string    `json:"version"`
	At      time.Time `json:"at"`
	Refs    []Ref     `json:"refs"`
}

// Has reports whether a package is installed.
func (a App) Has(name string) bool {
	for _, p := range a.Packages {
		if p.Name == name {
			return true
		}
	}
	return false
}

// App reads an app; an unknown one is a zero App with Rev 0.
func (l Library) App(ctx context.Context, key string) (App, error) {
	docs, err := l.Store.Get(ctx, Apps, key)
	if err != nil || len(docs) == 0 {
		return App{ID: key}, err
	}
	var a App
	err = json.Unmarshal(docs[0].Body, &a)
	a.Rev = docs[0].Rev
	return a, err
}

func (l Library) saveApp(ctx context.Context, a App) error {
	body, err := json.Marshal(a)
	if err != nil {
		return err
	}
	return l.Store.Write(ctx, store.Op{Collection: Apps, ID: a.ID, IfRev: a.Rev, Body: body})[0].Err
}
