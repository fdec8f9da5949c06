package builder

import (
	"context"

	"huiyin/builder/phrase"
	"huiyin/engine/definition"
	"huiyin/engine/problem"
	"huiyin/engine/reference"
)

// Replaced is an app in which something is used in place of something else: what that changed, and the places that
// still use it because nobody but a person can change them.
type Replaced struct {
	Changes []phrase.Change
	Left    []reference.Reference
	Bundle  definition.Bundle
}

// Replace drafts the use of one thing in place of another of its kind. The thing itself stays. Problems:
// definition.key_invalid and draft.newer_exists.
func (d *Drafts) Replace(ctx context.Context, app string, t reference.Target, with, lang, by string) (out Replaced, problems problem.List, err error) {
	if !definition.ValidKey(with) {
		return out, problem.List{problem.New("definition.key_invalid", "/with", "key", with)}, nil
	}
	was, _, err := d.Bundle(ctx, app)
	if err != nil {
		return out, nil, err
	}
	out.Bundle, out.Left = reference.Replace(was, t, with)
	out.Changes = phrase.Changes(was, out.Bundle, lang)
	problems, err = d.keep(ctx, app, was, out.Bundle, by)
	return out, problems, err
}
