package builder

import (
	"context"
	"errors"
	"slices"
	"strings"

	"huiyin/engine/definition"
	"huiyin/engine/problem"
)

// keep drafts what leads from the app as it was read to another bundle: all of it or, when somebody saved or published
// meanwhile, nothing. Problems draft.newer_exists and release.newer_exists.
func (d *Drafts) keep(ctx context.Context, at desk, is definition.Bundle, by string) (problem.List, error) {
	was, err := at.bundle()
	if err != nil {
		return nil, err
	}
	var written []kept
	problems, err := d.each(ctx, at, differing(was, is), by, func(k kept) { written = append(written, k) })
	if err == nil && problems.Err() == nil {
		problems, err = d.overtaken(ctx, at)
	}
	if err != nil || problems.Err() != nil {
		return problems, errors.Join(err, d.takeBack(context.WithoutCancel(ctx), written))
	}
	return problems, nil
}

// kept is a draft that was written, and what stood there before; its Rev is 0 when nothing did.
type kept struct{ before, now Draft }

// differing are the drafts that lead from one bundle to another, in the order in which everybody writes them: of two
// imports at the same time the second meets the first at the first thing both change, and takes little back.
func differing(was, is definition.Bundle) (out []Draft) {
	for _, def := range is.Definitions {
		if old, had := was.Get(def.Kind, def.Key); !had || !same(old, def) {
			out = append(out, Draft{Kind: def.Kind, Key: def.Key, Definition: def})
		}
	}
	for _, def := range was.Definitions {
		if _, stays := is.Get(def.Kind, def.Key); !stays {
			out = append(out, Draft{Kind: def.Kind, Key: def.Key, Deleted: true})
		}
	}
	slices.SortFunc(out, func(a, b Draft) int { return strings.Compare(a.Kind+"/"+a.Key, b.Kind+"/"+b.Key) })
	return out
}

// each writes drafts until one meets what somebody else wrote.
func (d *Drafts) each(ctx context.Context, at desk, list []Draft, by string, wrote func(kept)) (problem.List, error) {
	revs := at.revisions()
	for _, draft := range list {
		draft.App, draft.By, draft.Rev = at.app.ID, by, revs[draft.Kind+"/"+draft.Key]
		before, _, err := d.stored(ctx, draftID(draft.App, draft.Kind, draft.Key))
		if err != nil {
			return nil, err
		}
		now, problems, err := d.write(ctx, draft)
		if err != nil || problems.Err() != nil {
			return problems, err
		}
		wrote(kept{before, now})
	}
	return nil, nil
}

// overtaken says that another release was published since an app was read.
func (d *Drafts) overtaken(ctx context.Context, at desk) (problem.List, error) {
	a, err := d.Library.App(ctx, at.app.ID)
	if err != nil || a.Current == at.app.Current {
		return nil, err
	}
	return d.Publisher.newer(ctx, at.app.ID, at.app.Current)
}

// takeBack puts everything back as it stood, the last first. Whoever saved over it meanwhile has seen it: theirs stays.
func (d *Drafts) takeBack(ctx context.Context, written []kept) error {
	var failed error
	for _, k := range slices.Backward(written) {
		back := k.before
		if back.Rev == 0 {
			back = Draft{ID: k.now.ID, App: k.now.App, Kind: k.now.Kind, Key: k.now.Key, By: k.now.By, At: k.now.At, Spent: true}
		}
		_, _, err := d.put(ctx, back, k.now.Rev)
		failed = errors.Join(failed, err)
	}
	return failed
}
