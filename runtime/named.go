package runtime

import (
	"context"
	"slices"
	"strings"

	"huiyin/engine/effect"
)

// Named implements PeopleFinder. An id comes before a login, and that before a name; a department also goes by its way
// from the top, "A / B". Letter case does not matter in logins and names.
func (p *People) Named(ctx context.Context, kind, text string) ([]effect.Named, error) {
	users, departs, err := p.snapshot(ctx)
	if err != nil {
		return nil, err
	}
	var tiers [3][]effect.Named
	if kind == "department" {
		for _, d := range departs {
			path := pathOf(departs, d)
			add(&tiers, effect.Named{ID: d.ID, Text: path}, d.ID == text, samePath(path, text), strings.EqualFold(d.Name, text))
		}
	} else {
		for _, u := range users {
			if u.Active {
				add(&tiers, effect.Named{ID: u.ID, Text: u.Name + " (" + u.Login + ")"}, u.ID == text, strings.EqualFold(u.Login, text), strings.EqualFold(u.Name, text))
			}
		}
	}
	for _, found := range tiers {
		if len(found) > 0 {
			slices.SortFunc(found, func(a, b effect.Named) int { return strings.Compare(a.Text+a.ID, b.Text+b.ID) })
			return found, nil
		}
	}
	return nil, nil
}

// add puts a candidate where the first of its tests holds.
func add(tiers *[3][]effect.Named, n effect.Named, tests ...bool) {
	if i := slices.Index(tests, true); i >= 0 {
		tiers[i] = append(tiers[i], n)
	}
}

// pathOf is the way to a department from the top.
func pathOf(all map[string]*Department, d *Department) string {
	names := []string{d.Name}
	for at, depth := all[d.Parent], 0; at != nil && depth < maxDepth; at, depth = all[at.Parent], depth+1 {
		names = append(names, at.Name)
	}
	slices.Reverse(names)
	return strings.Join(names, " / ")
}

// samePath compares ways from the top, however they are spaced.
func samePath(a, b string) bool {
	steps := func(s string) string {
		parts := strings.Split(s, "/")
		for i := range parts {
			parts[i] = strings.TrimSpace(parts[i])
		}
		return strings.Join(parts, "/")
	}
	return strings.Contains(b, "/") && strings.EqualFold(steps(a), steps(b))
}

// Named implements PeopleFinder.
func (p peopleAt) Named(ctx context.Context, kind, text string) ([]effect.Named, error) {
	return p.people.Named(ctx, kind, text)
}
