package builder

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
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

// Seen is what a designer looked at: a revision of a draft, or 0 and the release that had the definition as it was, 0 when
// none did.
type Seen struct {
	Rev     int64
	Release int
}

// Save keeps a draft. When somebody else saved meanwhile, or published another form of the definition than the designer has
// seen, the problem is draft.newer_exists and nothing is written. A definition that does not decode is refused with every
// fault; one that decodes may be unfinished, Check tells.
func (d *Drafts) Save(ctx context.Context, app string, raw []byte, seen Seen, by string) (Draft, problem.List, error) {
	def, problems := definition.Decode(raw)
	if problems.Err() != nil {
		return Draft{}, problems, nil
	}
	if problems := estranged(app, definition.Bundle{}.With(def)); problems != nil {
		return Draft{}, problems, nil
	}
	draft := Draft{App: app, Kind: def.Kind, Key: def.Key, Definition: def, By: by}
	if def.Extends {
		if problems, err := d.found(ctx, &draft); err != nil || problems.Err() != nil {
			return Draft{}, problems, err
		}
	}
	return d.begin(ctx, draft, seen)
}

// found lays a part over what it extends, since a draft is a whole definition. Problem definition.extends_missing when
// there is nothing to extend.
func (d *Drafts) found(ctx context.Context, draft *Draft) (problem.List, error) {
	b, _, err := d.Bundle(ctx, draft.App)
	if err != nil {
		return nil, err
	}
	var lower definition.Bundle
	if there, ok := b.Get(draft.Kind, draft.Key); ok && !there.Extends {
		lower = definition.Pack(there)
	}
	laid, problems := definition.Layer(lower, definition.Pack(draft.Definition))
	whole, stays := laid.Get(draft.Kind, draft.Key)
	for i := range problems {
		problems[i].Pointer = strings.TrimPrefix(problems[i].Pointer, draft.Definition.Pointer())
	}
	draft.Definition, draft.Deleted = whole, !stays
	return problems, nil
}

// Delete drafts the removal of a definition.
func (d *Drafts) Delete(ctx context.Context, app, kind, key string, seen Seen, by string) (Draft, problem.List, error) {
	return d.begin(ctx, Draft{App: app, Kind: kind, Key: key, Deleted: true, By: by}, seen)
}

// begin writes a draft over what was seen.
func (d *Drafts) begin(ctx context.Context, draft Draft, seen Seen) (Draft, problem.List, error) {
	if draft.Rev = seen.Rev; seen.Rev == 0 && seen.Release > 0 {
		if newer, err := d.outdated(ctx, draft, seen.Release); err != nil || newer != nil {
			return Draft{}, newer, err
		}
	}
	return d.write(ctx, draft)
}

// outdated says that the definition was published in another form than a release had it, and by whom.
func (d *Drafts) outdated(ctx context.Context, draft Draft, release int) (problem.List, error) {
	a, err := d.Library.App(ctx, draft.App)
	if err != nil || a.Current == release || a.Current == 0 {
		return nil, err
	}
	was, err := d.Publisher.Bundle(ctx, draft.App, release)
	if err != nil {
		return nil, err
	}
	is, err := d.Publisher.Bundle(ctx, draft.App, a.Current)
	if err != nil {
		return nil, err
	}
	before, then := was.Get(draft.Kind, draft.Key)
	now, still := is.Get(draft.Kind, draft.Key)
	if then == still && same(before, now) {
		return nil, nil
	}
	last, err := d.Publisher.Get(ctx, draft.App, a.Current)
	if err != nil {
		return nil, err
	}
	title := before.Title
	if still {
		title = now.Title
	}
	return problem.List{problem.New("draft.newer_exists", "", "kind", draft.Kind, "key", draft.Key, "title", title, "rev", 0,
		"by", last.By, "at", last.At.Format(time.RFC3339))}, nil
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
	return d.put(ctx, draft, rev)
}

// put writes a draft as it is over a revision.
func (d *Drafts) put(ctx context.Context, draft Draft, rev int64) (Draft, problem.List, error) {
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
func (d *Drafts) Discard(ctx context.Context, app, kind, key string, rev int64, by string) error {
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
	_, problems, err := d.spend(ctx, draft, by)
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

func (d *Drafts) spend(ctx context.Context, draft Draft, by string) (Draft, problem.List, error) {
	return d.write(ctx, Draft{App: draft.App, Kind: draft.Kind, Key: draft.Key, By: by, Spent: true, Rev: draft.Rev})
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
	now, err := d.desk(ctx, app)
	if err != nil {
		return b, 0, err
	}
	b, err = now.bundle()
	return b, now.app.Current, err
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

// Checked is the app as it would be published now, beside what is released, with every problem that publishing would meet.
type Checked struct {
	Was, Is  definition.Bundle
	Problems problem.List
}

// Check looks at the app as it would be published now.
func (d *Drafts) Check(ctx context.Context, app string) (out Checked, err error) {
	now, err := d.desk(ctx, app)
	if err != nil {
		return out, err
	}
	out.Was = now.released
	if out.Is, err = now.bundle(); err != nil {
		return out, err
	}
	out.Problems = append(unfounded(out.Is), d.Publisher.Check(out.Is)...)
	if d.Publisher.Unfit == nil || out.Problems.Err() != nil {
		return out, nil //nolint:nilerr // the problems are the answer
	}
	unfit, err := d.Publisher.Unfit(ctx, app, out.Is)
	out.Problems = append(out.Problems, unfit...)
	return out, err
}

// Publish publishes the drafts that were reviewed and drops them. Problems: release.newer_exists and draft.*_since when
// others published or drafted meanwhile, release.needs_mapping when records under way would have no place and the order
// does not say what becomes of them.
func (d *Drafts) Publish(ctx context.Context, app string, seen Reviewed, by, note string, order runtime.MigrationOrder) (Release, problem.List, error) {
	now, err := d.desk(ctx, app)
	if err != nil {
		return Release{}, nil, err
	}
	if now.app.Current != seen.Release {
		newer, err := d.Publisher.newer(ctx, app, seen.Release)
		return Release{}, newer, err
	}
	if problems, err := d.missed(ctx, now, seen.Drafts, by); err != nil || problems != nil {
		return Release{}, problems, err
	}
	b, err := now.bundle()
	if err != nil {
		return Release{}, nil, err
	}
	r, problems, err := d.Publisher.over(ctx, app, seen.Release, b, Release{By: by, Note: note, Migration: order}, now.app.Pending)
	if err != nil || problems.Err() != nil {
		return r, problems, err
	}
	for _, draft := range now.drafts {
		// A draft saved while publishing has another revision and stays, unless it says the same.
		if _, _, err := d.spend(ctx, draft, by); err != nil {
			return r, problems, err
		}
	}
	return r, problems, d.settle(ctx, app, b, now.drafts)
}
