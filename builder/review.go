package builder

import (
	"context"
	"strings"
	"time"

	"huiyin/engine/definition"
	"huiyin/engine/problem"
)

// Reviewed is what a publisher has looked at: the current release, 0 for none, and the revision of every draft by
// "kind/key". Without Drafts whatever is drafted is meant.
type Reviewed struct {
	Release int
	Drafts  map[string]int64
}

// desk is an app with what is being designed in it, read once so that all of it belongs together.
type desk struct {
	app      App
	released definition.Bundle
	drafts   []Draft
}

func (d *Drafts) desk(ctx context.Context, app string) (out desk, err error) {
	if out.app, err = d.Library.App(ctx, app); err != nil {
		return out, err
	}
	if out.app.Current > 0 {
		if out.released, err = d.Publisher.Bundle(ctx, app, out.app.Current); err != nil {
			return out, err
		}
	}
	out.drafts, err = d.List(ctx, app)
	return out, err
}

// bundle is the release with the drafts in place.
func (d desk) bundle() (definition.Bundle, error) {
	b := d.released
	for _, draft := range d.drafts {
		if draft.Deleted {
			b = b.Without(draft.Kind, draft.Key)
		} else {
			b = b.With(draft.Definition)
		}
	}
	if problems := estranged(d.app.ID, b); problems != nil {
		return b, problems
	}
	return b, nil
}

// revisions are those of the drafts, as Reviewed has them.
func (d desk) revisions() map[string]int64 {
	out := map[string]int64{}
	for _, draft := range d.drafts {
		out[draft.Kind+"/"+draft.Key] = draft.Rev
	}
	return out
}

// own are the revisions of the drafts that somebody saved last.
func (d desk) own(by string) map[string]int64 {
	out := map[string]int64{}
	for _, draft := range d.drafts {
		if draft.By == by {
			out[draft.Kind+"/"+draft.Key] = draft.Rev
		}
	}
	return out
}

// missed tells what was done to drafts since they were looked at: draft.changed_since for what was saved, by whom and
// when, draft.dropped_since for what was discarded.
// Who does not say what they looked at publishes only what they drafted themselves.
func (d *Drafts) missed(ctx context.Context, now desk, seen map[string]int64, by string) (list problem.List, err error) {
	if seen == nil {
		seen = now.own(by)
	}
	there := now.revisions()
	for _, draft := range now.drafts {
		if seen[draft.Kind+"/"+draft.Key] != draft.Rev {
			p := problem.New("draft.changed_since", problem.Pointer(draft.Kind, draft.Key), now.facts(draft)...)
			list = append(list, p)
		}
	}
	for at := range seen {
		if _, stays := there[at]; stays {
			continue
		}
		draft, known, err := d.stored(ctx, now.app.ID+":"+strings.Replace(at, "/", ":", 1))
		if err != nil {
			return nil, err
		}
		if known {
			list.Add("draft.dropped_since", "/"+at, now.facts(draft)...)
		}
	}
	return list.Sorted(), nil
}

// settle drops the drafts that were saved while a release was made and say nothing else than it does.
func (d *Drafts) settle(ctx context.Context, app string, released definition.Bundle, list []Draft) error {
	for _, draft := range list {
		left, under, err := d.Find(ctx, app, draft.Kind, draft.Key)
		if err != nil {
			return err
		}
		is, there := released.Get(draft.Kind, draft.Key)
		if !under || left.Deleted == there || there && !same(left.Definition, is) {
			continue
		}
		if _, _, err := d.spend(ctx, left, left.By); err != nil {
			return err
		}
	}
	return nil
}

// facts are what problems tell about a draft.
func (d desk) facts(draft Draft) []any {
	title := draft.Definition.Title
	if was, ok := d.released.Get(draft.Kind, draft.Key); ok && title.Empty() {
		title = was.Title
	}
	if title.Empty() {
		title = definition.Plain(draft.Key)
	}
	return []any{"kind", draft.Kind, "key", draft.Key, "title", title, "by", draft.By, "at", draft.At.Format(time.RFC3339)}
}
