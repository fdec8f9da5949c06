package builder

import (
	"context"
	"slices"

	"huiyin/builder/phrase"
	"huiyin/engine/definition"
	"huiyin/engine/problem"
)

// Upgrader merges newer versions of installed packages into drafts: what the packages gave the app is the base, the app
// as its designers see it is ours, the packages as they are on the shelf now are theirs.
type Upgrader struct {
	Installer *Installer
	Drafts    *Drafts
}

// Conflict is a place that the designers and the new version changed differently. Place names it by keys, as a pointer;
// Base, Ours and Theirs are its values in words, "" where it is not there.
type Conflict struct {
	Kind   string `json:"kind"`
	Key    string `json:"key"`
	Title  string `json:"title"`
	Place  string `json:"place"`
	What   string `json:"what"`
	Base   string `json:"base"`
	Ours   string `json:"ours"`
	Theirs string `json:"theirs"`
	Words  string `json:"words"`
}

// Upgrade is what an upgrade would do: the changes to what the designers see, with ours kept in every open conflict.
type Upgrade struct {
	App       string
	Changes   []phrase.Change
	Conflicts []Conflict
	Problems  problem.List // what publishing the outcome would meet

	at       desk
	is       definition.Bundle
	packages []Package
}

// The sides of a conflict that can be chosen.
const (
	Ours   = "ours"
	Theirs = "theirs"
)

// Available lists the packages of an app with the versions on the shelf.
func (u *Upgrader) Available(ctx context.Context, app string) ([]Installed, error) {
	a, err := u.Drafts.Library.App(ctx, app)
	if err != nil {
		return nil, err
	}
	out := []Installed{}
	for _, p := range a.Packages {
		out = append(out, u.Drafts.Library.installed(ctx, p, u.Installer.Shelf))
	}
	return out, nil
}

// Plan works out an upgrade to a package on the shelf with everything it requires. decisions choose a side for the
// places of conflicts. Problems: preset.unknown, upgrade.other_app, upgrade.none and upgrade.decision.
func (u *Upgrader) Plan(ctx context.Context, app, name string, decisions map[string]string, lang string) (out Upgrade, problems problem.List, err error) {
	for _, place := range sortedPlaces(decisions) {
		if side := decisions[place]; side != Ours && side != Theirs {
			problems.Add("upgrade.decision", problem.Pointer("decisions", place), "side", side)
		}
	}
	stack, faults := u.Installer.Shelf.Stack(name)
	if problems = append(problems, faults...); problems.Err() != nil {
		return out, problems, nil
	}
	a, err := u.Drafts.Library.App(ctx, app)
	if err != nil {
		return out, nil, err
	}
	if !a.Has(name) {
		return out, problem.List{problem.New("upgrade.other_app", "", "name", name)}, nil
	}
	packages, layers, fresh, err := u.Installer.layers(ctx, a, stack)
	if err != nil || !fresh {
		return out, problem.List{problem.New("upgrade.none", "", "name", name)}, err
	}
	out.App, out.packages = app, packages
	problems, err = u.merge(ctx, &out, a, layers, decisions, lang)
	return out, problems, err
}

func sortedPlaces(decisions map[string]string) []string {
	out := make([]string, 0, len(decisions))
	for place := range decisions {
		out = append(out, place)
	}
	slices.Sort(out)
	return out
}

// merge puts the three sides together.
func (u *Upgrader) merge(ctx context.Context, out *Upgrade, a App, layers []definition.Bundle, decisions map[string]string, lang string) (problem.List, error) {
	base, problems, err := u.Installer.given(ctx, a)
	if err != nil || problems.Err() != nil {
		return problems, err
	}
	theirs, problems := definition.Layer(layers...)
	if problems.Err() != nil {
		return problems, nil
	}
	if out.at, err = u.Drafts.desk(ctx, a.ID); err != nil {
		return nil, err
	}
	was, err := out.at.bundle()
	if err != nil {
		return nil, err
	}
	told := conflicts{sides: phrase.NewSides(base, was, theirs, lang)}
	merged, faults := definition.MergeDecided(base, was, theirs, func(path []string) (bool, bool) {
		side, decided := decisions[placeOf(path)]
		if !decided {
			told.note(path)
		}
		return side == Theirs, true
	})
	out.is, out.Conflicts = merged, told.list
	out.Changes = phrase.Changes(was, merged, lang)
	out.Problems = append(faults, u.Drafts.Publisher.Check(merged)...)
	return nil, nil
}

// placeOf names a place by the keys that lead to it.
func placeOf(path []string) string {
	parts := make([]any, len(path))
	for i, p := range path {
		parts[i] = p
	}
	return problem.Pointer(parts...)
}

// conflicts collects the open conflicts of a merge in words.
type conflicts struct {
	sides *phrase.Sides
	list  []Conflict
}

func (c *conflicts) note(path []string) {
	s := c.sides.At(path)
	c.list = append(c.list, Conflict{Kind: path[0], Key: path[1], Title: s.Title, Place: placeOf(path), What: s.What,
		Base: s.Base, Ours: s.Mine, Theirs: s.Theirs, Words: s.Words})
}

// Apply keeps an upgrade as drafts, which can be dropped again like others; publishing them makes the new versions the
// base of later upgrades. Problems: upgrade.conflict for each conflict that nobody decided, draft.newer_exists.
func (u *Upgrader) Apply(ctx context.Context, up Upgrade, by string) (problem.List, error) {
	if problems := up.Open(); problems.Err() != nil {
		return problems, nil
	}
	if problems, err := u.Drafts.keep(ctx, up.at, up.is, by); err != nil || problems.Err() != nil {
		return problems, err
	}
	a, err := u.Drafts.Library.App(ctx, up.App)
	if err != nil {
		return nil, err
	}
	a.Pending = up.packages
	return nil, u.Drafts.Library.saveApp(ctx, a)
}

// Open are the conflicts that nobody decided, as problems.
func (up Upgrade) Open() (problems problem.List) {
	for _, c := range up.Conflicts {
		problems.Add("upgrade.conflict", c.Place, "kind", c.Kind, "key", c.Key, "title", c.Title, "what", c.What,
			"base", c.Base, "ours", c.Ours, "theirs", c.Theirs, "words", c.Words)
	}
	return problems
}
