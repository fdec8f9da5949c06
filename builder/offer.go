package builder

import (
	"context"
	"encoding/json"
	"slices"

	"huiyin/engine/definition"
	"huiyin/engine/query"
	"huiyin/runtime/store"
)

// Offered is a package on the shelf with the version that is installed, "" when it is not. Base marks what others on the
// shelf build on and what names no app: it comes with them and is nothing to choose for itself.
type Offered struct {
	Offer
	Installed string
	Base      bool
}

// Offers lists the shelf. A package that cannot be read is returned with its problems as the error.
func (i *Installer) Offers(ctx context.Context) ([]Offered, error) {
	out, err := i.Shelf.Offered()
	if err != nil {
		return nil, err
	}
	installed, err := i.installed(ctx)
	for at := range out {
		out[at].Installed = installed[out[at].Name]
	}
	return out, err
}

// Offered is what an Installer offers before anything is installed.
func (s Shelf) Offered() ([]Offered, error) {
	names, err := s.Names()
	if err != nil {
		return nil, err
	}
	out := make([]Offered, 0, len(names))
	for _, name := range names {
		o, problems := s.Open(name)
		if err := problems.Err(); err != nil {
			return nil, err
		}
		out = append(out, Offered{Offer: o})
	}
	for at := range out {
		requires := func(o Offered) bool { return slices.Contains(o.Spec.Requires, out[at].Name) }
		out[at].Base = out[at].Spec.App == "" && slices.ContainsFunc(out, requires)
	}
	return out, nil
}

// installed maps the packages of every app to their versions.
func (i *Installer) installed(ctx context.Context) (map[string]string, error) {
	out := map[string]string{}
	err := i.Publisher.Library.Store.Scan(ctx, Apps, query.Condition{}, func(d store.Document) error {
		var a App
		if err := json.Unmarshal(d.Body, &a); err != nil {
			return err
		}
		for _, p := range a.Packages {
			out[p.Name] = p.Version
		}
		return nil
	})
	return out, err
}

// Find returns a draft; ok is false when the definition is not under work.
func (d *Drafts) Find(ctx context.Context, app, kind, key string) (draft Draft, ok bool, err error) {
	draft, ok, err = d.stored(ctx, draftID(app, kind, key))
	if err != nil || !ok || draft.Spent {
		return Draft{}, false, err
	}
	return draft, true, nil
}

func draftID(app, kind, key string) string { return app + ":" + kind + ":" + key }

// Part returns a definition as a designer sees it: the draft when there is one, else the released one, and which it is. ok
// is false when there is neither.
func (d *Drafts) Part(ctx context.Context, app, kind, key string) (def definition.Definition, seen Seen, ok bool, err error) {
	draft, under, err := d.Find(ctx, app, kind, key)
	if err != nil || under {
		return draft.Definition, Seen{Rev: draft.Rev}, under && !draft.Deleted, err
	}
	b, current, err := d.Bundle(ctx, app)
	if err != nil {
		return def, Seen{}, false, err
	}
	def, ok = b.Get(kind, key)
	return def, Seen{Release: current}, ok, nil
}
