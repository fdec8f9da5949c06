package builder

import (
	"context"
	"slices"

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

// Swap asks for the use of one thing in place of another of its kind.
type Swap struct {
	Target reference.Target
	With   string
	// Elsewhere leaves the target's own definition alone, because whoever asks has it open and changes it there.
	Elsewhere bool
}

// Replace drafts the use of one thing in place of another of its kind. The thing itself stays. Problems:
// definition.key_invalid and draft.newer_exists.
func (d *Drafts) Replace(ctx context.Context, app string, in Swap, lang, by string) (out Replaced, problems problem.List, err error) {
	t, with := in.Target, in.With
	if !definition.ValidKey(with) {
		return out, problem.List{problem.New("definition.key_invalid", "/with", "key", with)}, nil
	}
	now, err := d.desk(ctx, app)
	if err != nil {
		return out, nil, err
	}
	was, err := now.bundle()
	if err != nil {
		return out, nil, err
	}
	out.Bundle, out.Left = reference.Replace(was, t, with)
	if own, there := was.Get(t.Kind, t.Key); there && in.Elsewhere {
		out.Bundle = out.Bundle.With(own)
		out.Left = slices.DeleteFunc(out.Left, func(r reference.Reference) bool { return r.Kind == t.Kind && r.Key == t.Key })
	}
	out.Changes = phrase.Changes(was, out.Bundle, lang)
	problems, err = d.keep(ctx, now, out.Bundle, by)
	return out, problems, err
}
