package builder

import (
	"context"

	"huiyin/builder/phrase"
	"huiyin/engine/definition"
)

// Comparison is what differs between a release and what is looked at: drafts in place, or another release.
type Comparison struct {
	Since   int // the release compared with, 0 for nothing at all
	Changes []phrase.Change
	// Drafts are the revisions of the drafts in place, by "kind/key".
	Drafts map[string]int64

	was, is definition.Bundle
}

// Changes says what publishing now would change.
func (d *Drafts) Changes(ctx context.Context, app, lang string) (Comparison, error) {
	now, err := d.desk(ctx, app)
	if err != nil {
		return Comparison{}, err
	}
	b, err := now.bundle()
	if err != nil {
		return Comparison{}, err
	}
	return Comparison{Since: now.app.Current, Drafts: now.revisions(), was: now.released, is: b, Changes: phrase.Changes(now.released, b, lang)}, nil
}

// Compare says what leads from one release of an app to another.
func (p *Publisher) Compare(ctx context.Context, app string, since, number int, lang string) (Comparison, error) {
	b, err := p.Bundle(ctx, app, number)
	if err != nil {
		return Comparison{}, err
	}
	return p.since(ctx, app, since, b, lang)
}

func (p *Publisher) since(ctx context.Context, app string, since int, b definition.Bundle, lang string) (out Comparison, err error) {
	out = Comparison{Since: since, is: b}
	if since > 0 {
		if out.was, err = p.Bundle(ctx, app, since); err != nil {
			return out, err
		}
	}
	out.Changes = phrase.Changes(out.was, b, lang)
	return out, nil
}

// Before names the things of the release compared with.
func (c Comparison) Before(lang string) *phrase.Book { return phrase.New(c.was, lang) }
