package builder

import (
	"context"
	"strconv"
	"strings"

	"huiyin/engine/definition"
)

// Overview is an app as its designers see it from outside.
type Overview struct {
	Title       definition.Text
	Description definition.Text
	Icon        string
	Release     Release // the current one, Number 0 when nothing was published yet
	Drafts      int
	Packages    []Installed
	Counts      map[string]int // definitions by kind, drafts in place
}

// Installed is a package of an app. Newer is the version on the shelf when that is a later one.
type Installed struct {
	Name    string
	Version string
	Title   definition.Text
	Newer   string
}

// Overview looks at an app with its drafts in place.
func (d *Drafts) Overview(ctx context.Context, app string, shelf Shelf) (out Overview, err error) {
	a, err := d.Library.App(ctx, app)
	if err != nil {
		return out, err
	}
	if a.Current > 0 {
		if out.Release, err = d.Publisher.Get(ctx, app, a.Current); err != nil {
			return out, err
		}
	}
	list, err := d.List(ctx, app)
	if err != nil {
		return out, err
	}
	b, _, err := d.Bundle(ctx, app)
	if err != nil {
		return out, err
	}
	out.Drafts, out.Counts = len(list), map[string]int{}
	for _, def := range b.Definitions {
		out.Counts[def.Kind]++
	}
	for _, def := range b.Of("app") {
		spec, _ := definition.DecodeSpec[definition.AppSpec](def)
		out.Title, out.Description, out.Icon = def.Title, def.Description, spec.Icon
		if !spec.AppTitle.Empty() {
			out.Title = spec.AppTitle
		}
	}
	for _, p := range a.Packages {
		out.Packages = append(out.Packages, d.Library.installed(ctx, p, shelf))
	}
	return out, nil
}

// installed tells of a package of an app. One that is on the shelf no more keeps its name as its title.
func (l Library) installed(ctx context.Context, p Package, shelf Shelf) Installed {
	out := Installed{Name: p.Name, Version: p.Version, Title: definition.Plain(p.Name)}
	if b, err := l.Get(ctx, p.Refs); err == nil {
		for _, def := range b.Of("app") {
			out.Title = def.Title
		}
	}
	if o, problems := shelf.Open(p.Name); problems.Err() == nil && later(o.Spec.Version, p.Version) {
		out.Newer = o.Spec.Version
	}
	return out
}

// later reports whether version a comes after b: by their numbers, and a release after its pre-releases.
func later(a, b string) bool {
	x, xPre, _ := strings.Cut(a, "-")
	y, yPre, _ := strings.Cut(b, "-")
	m, n := strings.Split(x, "."), strings.Split(y, ".")
	for i := 0; i < len(m) && i < len(n); i++ {
		p, _ := strconv.Atoi(m[i])
		q, _ := strconv.Atoi(n[i])
		if p != q {
			return p > q
		}
	}
	if xPre == "" || yPre == "" {
		return xPre == "" && yPre != ""
	}
	return xPre > yPre
}
