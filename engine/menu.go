package engine

import (
	"slices"

	"huiyin/engine/definition"
	"huiyin/engine/form"
	"huiyin/engine/problem"
)

// MenuForm is a form with its place in the menu.
type MenuForm struct {
	*form.Form
	Group  definition.Text
	Hidden bool
}

// Opened reports whether there is a form to work with: a new app has none before its first publish.
func (a *App) Opened() bool { return len(a.Forms()) > 0 }

// Menu returns the forms in the order of the menu: as the navigation of the app says, then those it does not name.
// Forms of tasks are in no menu: they are filled where the task is.
func (a *App) Menu() []MenuForm {
	entries := a.Spec.Navigation
	place := func(f MenuForm) int {
		at := slices.IndexFunc(entries, func(e definition.MenuEntry) bool { return e.Form == f.Key() })
		if at < 0 {
			return len(entries)
		}
		return at
	}
	var out []MenuForm
	for _, f := range a.Forms() {
		if f.Spec().Task {
			continue
		}
		m := MenuForm{Form: f}
		if at := place(m); at < len(entries) {
			m.Group, m.Hidden = entries[at].Group, entries[at].Hidden
		}
		out = append(out, m)
	}
	slices.SortStableFunc(out, func(x, y MenuForm) int { return place(x) - place(y) })
	return out
}

// checkMenu finds entries of the menu that name no form, or one that an entry before them names.
func (c *compiler) checkMenu() {
	decodeEach(c, "app", func(d definition.Definition, s definition.AppSpec) {
		var problems problem.List
		seen := map[string]bool{}
		for i, e := range s.Navigation {
			at := problem.Pointer("spec", "navigation", i, "form")
			switch {
			case c.app.forms[e.Form] == nil:
				problems.Warn("app.menu.form_unknown", at, "form", e.Form)
			case seen[e.Form]:
				problems.Add("app.menu.twice", at, "form", e.Form)
			}
			seen[e.Form] = true
		}
		c.add(d, problems)
	})
}
