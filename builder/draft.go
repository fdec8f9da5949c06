package builder

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"huiyin/engine/definition"
	"huiyin/engine/problem"
	"huiyin/engine/query"
	"huiyin/runtime"
	"huiyin/runtime/store"
)

// Draft is a definition under work: it replaces the released one of its kind and key when the app is published.
type Draft struct {
	ID      string `json:"_id"` // app:kind:key
	Rev     int64  `json:"rev"`
	App     string `json:"app"`
	Kind    string `json:"kind"`
	Key     string `json:"key"`
	Deleted bool   `json:"deleted,omitempty"`
	// Spent is on what is left of a draft that was published or dropped: the next one goes on counting revisions where
	// it stopped, so that what somebody has seen of the old one fits no newer one.
	Spent      bool                  `json:"spent,omitempty"`
	Definition definition.Definition `json:"definition,omitzero"`
	By         string                `json:"by"`
	At         time.Time             `json:"at"`
}

// Drafts keeps what is being designed.
type Drafts struct {
	Library   Library
	Publisher *Publisher
	Now       func() time.Time
}

// Save keeps a draft. rev is the revision the designer has seen, 0 for a new draft; when somebody else saved meanwhile
// the problem is draft.newer_exists and nothing is written. A definition that does not decode is refused with every
// fault; one that decodes may be unfinished, Check tells.
func (d *Drafts) Save(ctx context.Context, app string, raw []byte, rev int64, by string) (Draft, problem.List, error) {
	def, problems := definition.Decode(raw)
	if problems.Err() != nil {
		return Draft{}, problems, nil
	}
	return d.write(ctx, Draft{App: app, Kind: def.Kind, Key: def.Key, Definition: def, By: by, Rev: rev})
}

// Delete drafts the removal of a definition.
func (d *Drafts) Delete(ctx context.Context, app, kind, key string, rev int64, by string) (Draft, problem.List, error) {
	return d.write(ctx, Draft{App: app, Kind: kind, Key: key, Deleted: true, By: by, Rev: rev})
}

func (d *Drafts) write(ctx context.Context, draft Draft) (Draft, problem.List, error) {
	draft.ID, draft.At = draftID(draft.App, draft.Kind, draft.Key), d.Now().UTC()
	rev := draft.Rev
	if rev == 0 {
		was, there, err := d.stored(ctx, draft.ID)
		if err != nil {
			return Draft{}, nil, err
		}
		if there && was.Spent {
			rev = was.Rev
		}
	}
	body, err := json.Marshal(draft)
	if err != nil {
		return Draft{}, nil, err
	}
	res := d.Library.Store.Write(ctx, store.Op{Collection: drafts, ID: draft.ID, IfRev: rev, Body: body})[0]
	if errors.Is(res.Err, store.ErrConflict) || errors.Is(res.Err, store.ErrNotFound) {
		newer, err := d.newer(ctx, draft.App, draft.Kind, draft.Key)
		return Draft{}, newer, err
	}
	draft.Rev = res.Rev
	return draft, nil, res.Err
}

// newer says that somebody else has changed a definition: who last, and when.
func (d *Drafts) newer(ctx context.Context, app, kind, key string) (problem.List, error) {
	last, _, err := d.stored(ctx, draftID(app, kind, key))
	title := last.Definition.Title
	if title.Empty() {
		title = definition.Plain(key)
	}
	return problem.List{problem.New("draft.newer_exists", "", "kind", kind, "key", key, "title", title, "rev", last.Rev,
		"by", last.By, "at", last.At.Format(time.RFC3339))}, err
}

// stored is what the store has of a draft, perhaps one that is spent.
func (d *Drafts) stored(ctx context.Context, id string) (draft Draft, ok bool, err error) {
	docs, err := d.Library.Store.Get(ctx, drafts, id)
	if err != nil || len(docs) == 0 {
		return Draft{}, false, err
	}
	err = json.Unmarshal(docs[0].Body, &draft)
	draft.Rev = docs[0].Rev
	return draft, err == nil, err
}

// Discard drops a draft, or only the revision rev of it unless that is 0; the released definition stands again. One that
// is not there is dropped already. Problem draft.newer_exists when another revision stands.
func (d *Drafts) Discard(ctx context.Context, app, kind, key string, rev int64) error {
	draft, there, err := d.Find(ctx, app, kind, key)
	if err != nil || !there {
		return err
	}
	if rev != 0 && rev != draft.Rev {
		newer, err := d.newer(ctx, app, kind, key)
		if err != nil {
			return err
		}
		return newer
	}
	_, problems, err := d.spend(ctx, draft)
	if err != nil || problems.Err() != nil {
		return errors.Join(err, problems.Err())
	}
	return d.forgetUpgrade(ctx, app)
}

// forgetUpgrade lets go of the packages of an upgrade none of whose drafts is left.
func (d *Drafts) forgetUpgrade(ctx context.Context, app string) error {
	a, err := d.Library.App(ctx, app)
	if err != nil || a.Pending == nil {
		return err
	}
	left, err := d.List(ctx, app)
	if err != nil || len(left) > 0 {
		return err
	}
	a.Pending = nil
	return d.Library.saveApp(ctx, a)
}

func (d *Drafts) spend(ctx context.Context, draft Draft) (Draft, problem.List, error) {
	return d.write(ctx, Draft{App: draft.App, Kind: draft.Kind, Key: draft.Key, By: draft.By, Spent: true, Rev: draft.Rev})
}

// List returns the drafts of an app.
func (d *Drafts) List(ctx context.Context, app string) ([]Draft, error) {
	var out []Draft
	err := d.Library.Store.Scan(ctx, drafts, query.Condition{All: []query.Condition{{Field: "app", Op: "eq", Value: app}, {Field: "spent", Op: "empty"}}}, func(doc store.Document) error {
		var draft Draft
		if err := json.Unmarshal(doc.Body, &draft); err != nil {
			return err
		}
		draft.Rev = doc.Rev
		out = append(out, draft)
		return nil
	})
	return out, err
}

// Bundle returns the app as it would be published now: the current release with the drafts in place.
func (d *Drafts) Bundle(ctx context.Context, app string) (b definition.Bundle, current int, err error) {
	a, err := d.Library.App(ctx, app)
	if err != nil {
		return b, 0, err
	}
	if a.Current > 0 {
		if b, err = d.Publisher.Bundle(ctx, app, a.Current); err != nil {
			return b, 0, err
		}
	}
	list, err := d.List(ctx, app)
	for _, draft := range list {
		if draft.Deleted {
			b = b.Without(draft.Kind, draft.Key)
		} else {
			b = b.With(draft.Definition)
		}
	}
	return b, a.Current, err
}

// Released returns a definition as the current release has it.
func (d *Drafts) Released(ctx context.Context, app, kind, key string) (definition.Definition, bool, error) {
	a, err := d.Library.App(ctx, app)
	if err != nil || a.Current == 0 {
		return definition.Definition{}, false, err
	}
	b, err := d.Publisher.Bundle(ctx, app, a.Current)
	if err != nil {
		return definition.Definition{}, false, err
	}
	def, ok := b.Get(kind, key)
	return def, ok, nil
}

// Check returns every problem that publishing now would meet.
func (d *Drafts) Check(ctx context.Context, app string) (problem.List, error) {
	b, _, err := d.Bundle(ctx, app)
	if err != nil {
		return nil, err
	}
	return d.Publisher.Check(b), nil
}

// Publish publishes the drafts and drops them. Problem release.needs_mapping when records under way would have no place
// and the order does not say what becomes of them.
func (d *Drafts) Publish(ctx context.Context, app string, expect int, by, note string, order runtime.MigrationOrder) (Release, problem.List, error) {
	list, err := d.List(ctx, app)
	if err != nil {
		return Release{}, nil, err
	}
	b, _, err := d.Bundle(ctx, app)
	if err != nil {
		return Release{}, nil, err
	}
	a, err := d.Library.App(ctx, app)
	if err != nil {
		return Release{}, nil, err
	}
	r, problems, err := d.Publisher.over(ctx, app, expect, b, Release{By: by, Note: note, Migration: order}, a.Pending)
	if err != nil || problems.Err() != nil {
		return r, problems, err
	}
	for _, draft := range list {
		// A draft saved while publishing has another revision and stays.
		if _, _, err := d.spend(ctx, draft); err != nil {
			return r, problems, err
		}
	}
	return r, problems, nil
}
