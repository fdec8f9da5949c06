package builder

import (
	"context"
	"errors"
	"io/fs"
	"slices"

	"huiyin/engine/definition"
	"huiyin/engine/problem"
	"huiyin/runtime"
)

// Shelf is a folder of packages, one folder each.
type Shelf struct{ FS fs.FS }

// Offer is a package on the shelf.
type Offer struct {
	Name        string
	Key         string // of the app it belongs to
	Title       definition.Text
	Description definition.Text
	Spec        definition.AppSpec
	Bundle      definition.Bundle
}

// Names lists the packages on the shelf in order.
func (s Shelf) Names() ([]string, error) {
	entries, err := fs.ReadDir(s.FS, ".")
	if err != nil {
		return nil, err
	}
	var out []string
	for _, e := range entries {
		if _, err := fs.Stat(s.FS, e.Name()+"/app.json"); e.IsDir() && err == nil {
			out = append(out, e.Name())
		}
	}
	return out, nil
}

// Open reads a package.
func (s Shelf) Open(name string) (Offer, problem.List) {
	if ok := definition.ValidKey(name); !ok {
		return Offer{}, problem.List{problem.New("preset.unknown", "", "name", name)}
	}
	if _, err := fs.Stat(s.FS, name+"/app.json"); errors.Is(err, fs.ErrNotExist) {
		return Offer{}, problem.List{problem.New("preset.unknown", "", "name", name)}
	}
	b, problems := definition.ReadDir(s.FS, name)
	if problems.Err() != nil {
		return Offer{}, problems
	}
	d := b.Of("app")[0]
	spec, problems := definition.DecodeSpec[definition.AppSpec](d)
	if problems.Err() != nil {
		return Offer{}, problems
	}
	key := spec.App
	if key == "" {
		key = d.Key
	}
	return Offer{Name: name, Key: key, Title: d.Title, Description: d.Description, Spec: spec, Bundle: b}, nil
}

// Stack returns a package with everything it requires, the lowest first.
func (s Shelf) Stack(name string) ([]Offer, problem.List) {
	var out []Offer
	var visit func(name string, path []string) problem.List
	visit = func(name string, path []string) problem.List {
		if slices.Contains(path, name) {
			return problem.List{problem.New("preset.circular", "", "name", name)}
		}
		if slices.ContainsFunc(out, func(o Offer) bool { return o.Name == name }) {
			return nil
		}
		o, problems := s.Open(name)
		if problems.Err() != nil {
			return problems
		}
		for _, lower := range o.Spec.Requires {
			if problems := visit(lower, append(path, name)); problems != nil {
				return problems
			}
		}
		out = append(out, o)
		return nil
	}
	return out, visit(name, nil)
}

// Installer puts packages into apps.
type Installer struct {
	Shelf     Shelf
	Publisher *Publisher
}

// Install adds a package, with everything it requires, to its app and publishes. What the administrators changed in
// the meantime is kept: the packages' old state is the base, the current release is theirs, the packages' new state
// is ours, and the three are merged. Conflicts are returned as problems and nothing is published, nor while records under
// way would have no place and the order does not say what becomes of them (release.needs_mapping).
func (i *Installer) Install(ctx context.Context, name, by string, order runtime.MigrationOrder) (Release, problem.List, error) {
	p, problems, err := i.plan(ctx, name)
	if err != nil || problems.Err() != nil {
		return Release{}, problems, err
	}
	return i.Publisher.over(ctx, p.app.ID, p.app.Current, p.bundle, Release{By: by, Note: name, Title: p.title, Migration: order}, p.packages)
}

// Outcome is the app that Install would publish, and what.
func (i *Installer) Outcome(ctx context.Context, name string) (app string, b definition.Bundle, problems problem.List, err error) {
	p, problems, err := i.plan(ctx, name)
	return p.app.ID, p.bundle, problems, err
}

// Check returns what Install would refuse, without installing anything.
func (i *Installer) Check(ctx context.Context, name string) (problem.List, error) {
	p, problems, err := i.plan(ctx, name)
	if err != nil || problems.Err() != nil {
		return problems, err
	}
	return i.Publisher.Check(p.bundle), nil
}

// plan is what an install would publish.
type plan struct {
	app      App
	bundle   definition.Bundle
	packages []Package
	title    definition.Text // of the package
}

func (i *Installer) plan(ctx context.Context, name string) (p plan, problems problem.List, err error) {
	stack, problems := i.Shelf.Stack(name)
	if problems.Err() != nil {
		return p, problems, nil
	}
	if p.app, err = i.Publisher.Library.App(ctx, stack[len(stack)-1].Key); err != nil {
		return p, nil, err
	}
	packages, layers, fresh, err := i.layers(ctx, p.app, stack)
	if err != nil {
		return p, nil, err
	}
	if !fresh {
		return p, problem.List{problem.New("preset.installed", "", "name", name)}, nil
	}
	p.packages, p.title = packages, stack[len(stack)-1].Title
	if p.bundle, problems = definition.Layer(layers...); problems.Err() != nil {
		return p, problems, nil
	}
	if p.app.Current > 0 {
		p.bundle, problems, err = i.merge(ctx, p.app, p.bundle)
	}
	return p, problems, err
}

// layers are the packages of the app after the install: those it has keep their place, with what the stack brings of
// them, and the new ones come on top. fresh is false when the app has everything already.
func (i *Installer) layers(ctx context.Context, app App, stack []Offer) (packages []Package, layers []definition.Bundle, fresh bool, err error) {
	lib := i.Publisher.Library
	take := func(o Offer) error {
		refs, err := lib.Put(ctx, o.Bundle)
		packages = append(packages, Package{Name: o.Name, Version: o.Spec.Version, At: i.Publisher.Now().UTC(), Refs: refs})
		layers = append(layers, o.Bundle)
		return err
	}
	for _, p := range app.Packages {
		if at := slices.IndexFunc(stack, func(o Offer) bool { return o.Name == p.Name }); at >= 0 {
			if err := take(stack[at]); err != nil {
				return nil, nil, false, err
			}
			fresh = fresh || !slices.Equal(p.Refs, packages[len(packages)-1].Refs)
			continue
		}
		b, err := lib.Get(ctx, p.Refs)
		if err != nil {
			return nil, nil, false, err
		}
		packages, layers = append(packages, p), append(layers, b)
	}
	for _, o := range stack {
		if !app.Has(o.Name) {
			fresh = true
			if err := take(o); err != nil {
				return nil, nil, false, err
			}
		}
	}
	return packages, layers, fresh, nil
}

// given is what the packages of an app gave it.
func (i *Installer) given(ctx context.Context, app App) (definition.Bundle, problem.List, error) {
	var old []definition.Bundle
	for _, p := range app.Packages {
		b, err := i.Publisher.Library.Get(ctx, p.Refs)
		if err != nil {
			return definition.Bundle{}, nil, err
		}
		old = append(old, b)
	}
	base, problems := definition.Layer(old...)
	return base, problems, nil
}

func (i *Installer) merge(ctx context.Context, app App, theirs definition.Bundle) (definition.Bundle, problem.List, error) {
	base, problems, err := i.given(ctx, app)
	if err != nil || problems.Err() != nil {
		return definition.Bundle{}, problems, err
	}
	mine, err := i.Publisher.Bundle(ctx, app.ID, app.Current)
	if err != nil {
		return definition.Bundle{}, nil, err
	}
	merged, problems := definition.MergeBundles(base, mine, theirs)
	return merged, problems, nil
}
