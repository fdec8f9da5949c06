package builder

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"huiyin/engine/definition"
	"huiyin/engine/problem"
	"huiyin/engine/query"
	"huiyin/runtime"
	"huiyin/runtime/store"
)

// Release is one published state of an app.
type Release struct {
	ID     string    `json:"_id"` // app:number
	App    string    `json:"app"`
	Number int       `json:"number"`
	At     time.Time `json:"at"`
	By     string    `json:"by"`
	Note   string    `json:"note"`
	Hash   string    `json:"hash"`
	From   int       `json:"from,omitempty"` // the release it restores
	// Title is what an installed package is called, whose name is the note; empty when somebody published.
	Title definition.Text `json:"title,omitempty"`
	Refs  []Ref           `json:"refs"`
	// Migration is what was chosen for the records under way.
	Migration runtime.MigrationOrder `json:"migration,omitzero"`
}

// Publisher turns bundles into releases.
type Publisher struct {
	Library Library
	// Check compiles a bundle; with a blocking problem nothing is published.
	Check func(definition.Bundle) problem.List
	Now   func() time.Time
	// Published is called after a release became current, so that this node follows at once.
	Published func(ctx context.Context) error
	// Refuses tells what else stands against a publish over an app in use, given what becomes of the records under way.
	Refuses func(ctx context.Context, app string, b definition.Bundle, order runtime.MigrationOrder) (problem.List, error)
	// Unfit tells which values of records a bundle has no room for, whatever becomes of the records under way.
	Unfit func(ctx context.Context, app string, b definition.Bundle) (problem.List, error)
}

// Publish makes a bundle the current release of an app. expect is the release the publisher has seen as current
// (0 = none yet): when another was published meanwhile the problem is release.newer_exists. A bundle equal to the
// current release changes nothing and returns it; with an order for records that is release.unchanged, for nothing would carry
// it out. Warnings come back beside the release.
func (p *Publisher) Publish(ctx context.Context, app string, expect int, b definition.Bundle, by, note string) (Release, problem.List, error) {
	return p.publish(ctx, app, expect, b, Release{By: by, Note: note}, nil)
}

// Replace is Publish over an app in use: release.needs_mapping when records under way would have no place and the order
// does not say what becomes of them.
func (p *Publisher) Replace(ctx context.Context, app string, expect int, b definition.Bundle, by, note string, order runtime.MigrationOrder) (Release, problem.List, error) {
	return p.over(ctx, app, expect, b, Release{By: by, Note: note, Migration: order}, nil)
}

// publish makes a release of b, with what is known of it already.
func (p *Publisher) publish(ctx context.Context, app string, expect int, b definition.Bundle, r Release, packages []Package) (Release, problem.List, error) {
	a, err := p.Library.App(ctx, app)
	if err != nil {
		return Release{}, nil, err
	}
	if a.Current != expect { // said at once: checking takes a while
		newer, err := p.newer(ctx, app, expect)
		return Release{}, newer, err
	}
	problems := slices.Concat(estranged(app, b), unfounded(b), p.Check(b))
	if problems.Err() != nil {
		return Release{}, problems, nil
	}
	if a.Current > 0 && packages == nil {
		current, err := p.Get(ctx, app, a.Current)
		if err == nil && current.Hash == b.Hash() {
			if !r.Migration.Empty() {
				problems.Add("release.unchanged", "", "current", current.Number)
			}
			return current, problems, nil
		}
	}
	refs, err := p.Library.Put(ctx, b)
	if err != nil {
		return Release{}, nil, err
	}
	r.App, r.Number, r.At, r.Hash, r.Refs = app, a.Current+1, p.Now().UTC(), b.Hash(), refs
	if err := p.make(ctx, a, &r, packages); err != nil {
		if errors.Is(err, store.ErrConflict) {
			newer, err := p.newer(ctx, app, expect)
			return Release{}, newer, err
		}
		return Release{}, nil, err
	}
	if p.Published != nil {
		err = p.Published(ctx)
	}
	return r, problems, err
}

// estranged finds what would make an app speak for another one, whose records its people would then get to see.
func estranged(app string, b definition.Bundle) (list problem.List) {
	for _, d := range b.Of("app") {
		spec, faults := definition.DecodeSpec[definition.AppSpec](d)
		if d.Key != app {
			list.Add("app.identity", d.Pointer()+"/key", "app", app, "other", d.Key)
		}
		if faults.Err() == nil && spec.App != "" && spec.App != app {
			list.Add("app.identity", d.Pointer()+"/spec/app", "app", app, "other", spec.App)
		}
	}
	return list
}

// unfounded finds definitions that extend others: in an app nothing is below them, and what it exports could not be read.
func unfounded(b definition.Bundle) (list problem.List) {
	for _, d := range b.Definitions {
		if d.Extends {
			list.Add("definition.extends_missing", d.Pointer(), "kind", d.Kind, "key", d.Key)
		}
	}
	return list
}

// newer says that another release was published than the one somebody has seen: which, by whom and when.
func (p *Publisher) newer(ctx context.Context, app string, seen int) (problem.List, error) {
	a, err := p.Library.App(ctx, app)
	if err != nil {
		return nil, err
	}
	last := Release{}
	if a.Current > 0 {
		last, err = p.Get(ctx, app, a.Current)
	}
	return problem.List{problem.New("release.newer_exists", "", "current", a.Current, "seen", seen, "by", last.By, "at", last.At.Format(time.RFC3339))}, err
}

// maxUnused bounds the numbers passed over because a release that never became current stands there.
const maxUnused = 100

// make writes the release, then moves the app to it. Nobody writes over a release: of two who publish at the same
// time, on one node or two, each has a number, and whoever moves the app second takes the own release back. What a
// crash left between the two writes never became current; its number is passed over, and nobody sees it.
func (p *Publisher) make(ctx context.Context, a App, r *Release, packages []Package) error {
	passed, err := p.number(ctx, r)
	if err != nil {
		return err
	}
	a.Current = r.Number
	if packages != nil {
		a.Packages, a.Pending = packages, nil
	}
	err = p.Library.saveApp(ctx, a)
	switch {
	case err == nil: // nobody can move the app to what was passed over any more
		err = p.remove(ctx, passed...)
	case errors.Is(err, store.ErrConflict):
		err = errors.Join(err, p.remove(ctx, r.ID))
	}
	return err
}

// number writes the release under the first free number from its own on, and returns the releases it passed over.
func (p *Publisher) number(ctx context.Context, r *Release) (passed []string, err error) {
	for range maxUnused {
		r.ID = releaseID(r.App, r.Number)
		body, err := json.Marshal(r)
		if err != nil {
			return nil, err
		}
		err = p.Library.Store.Write(ctx, store.Op{Collection: releases, ID: r.ID, Body: body})[0].Err
		if !errors.Is(err, store.ErrConflict) {
			return passed, err
		}
		passed = append(passed, r.ID)
		r.Number++
	}
	return nil, fmt.Errorf("app %s: no free number below %d: %w", r.App, r.Number, store.ErrBusy)
}

// remove forgets releases that never became current.
func (p *Publisher) remove(ctx context.Context, ids ...string) error {
	var err error
	for _, id := range ids {
		err = errors.Join(err, p.Library.Store.Write(ctx, store.Op{Collection: releases, ID: id, IfRev: store.AnyRev})[0].Err)
	}
	return err
}

func releaseID(app string, number int) string { return fmt.Sprintf("%s:%d", app, number) }

// Get returns a release.
func (p *Publisher) Get(ctx context.Context, app string, number int) (Release, error) {
	docs, err := p.Library.Store.Get(ctx, releases, releaseID(app, number))
	if err != nil {
		return Release{}, err
	}
	if len(docs) == 0 {
		return Release{}, fmt.Errorf("app %s has no release %d", app, number)
	}
	var r Release
	return r, json.Unmarshal(docs[0].Body, &r)
}

// List returns the releases of an app, the newest first.
func (p *Publisher) List(ctx context.Context, app string) ([]Release, error) {
	page, err := p.Library.Store.Find(ctx, releases, query.Query{Where: query.Condition{Field: "app", Op: "eq", Value: app},
		Sort: []query.Sort{{Field: "number", Desc: true}}, Limit: 200})
	if err != nil {
		return nil, err
	}
	out := make([]Release, len(page.Documents))
	for i, d := range page.Documents {
		if err := json.Unmarshal(d.Body, &out[i]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Restore publishes the content of an earlier release as a new one. Problem release.needs_mapping when records under way
// would have no place in it and the order does not say what becomes of them.
func (p *Publisher) Restore(ctx context.Context, app string, number, expect int, by string, order runtime.MigrationOrder) (Release, problem.List, error) {
	b, err := p.Bundle(ctx, app, number)
	if err != nil {
		return Release{}, nil, err
	}
	return p.over(ctx, app, expect, b, Release{By: by, Note: fmt.Sprintf("#%d", number), From: number, Migration: order}, nil)
}

// over is publish over an app in use: nobody's work is lost sight of.
func (p *Publisher) over(ctx context.Context, app string, expect int, b definition.Bundle, r Release, packages []Package) (Release, problem.List, error) {
	if p.Refuses != nil {
		if problems, err := p.Refuses(ctx, app, b, r.Migration); err != nil || problems.Err() != nil {
			return Release{}, problems, err
		}
	}
	return p.publish(ctx, app, expect, b, r, packages)
}

// Migration implements runtime.Releases.
func (p *Publisher) Migration(ctx context.Context, app string, number int) (runtime.MigrationOrder, error) {
	r, err := p.Get(ctx, app, number)
	return r.Migration, err
}

// Bundle implements runtime.Releases.
func (p *Publisher) Bundle(ctx context.Context, app string, number int) (definition.Bundle, error) {
	r, err := p.Get(ctx, app, number)
	if err != nil {
		return definition.Bundle{}, err
	}
	return p.Library.Get(ctx, r.Refs)
}

// Current implements runtime.Releases.
func (p *Publisher) Current(ctx context.Context) (map[string]int, error) {
	out := map[string]int{}
	err := p.Library.Store.Scan(ctx, Apps, query.Condition{}, func(d store.Document) error {
		var a App
		if err := json.Unmarshal(d.Body, &a); err != nil {
			return err
		}
		if a.Current > 0 {
			out[a.ID] = a.Current
		}
		return nil
	})
	return out, err
}
