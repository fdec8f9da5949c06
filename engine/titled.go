package engine

import (
	"maps"
	"slices"

	"huiyin/engine/access"
	"huiyin/engine/definition"
	"huiyin/engine/form"
	"huiyin/engine/problem"
)

// titled refuses a role that reads records and not what they are called by: a record goes by its title wherever it is
// named, in lists, relations, letters and messages.
func (c *compiler) titled(role string, s definition.RoleSpec) (problems problem.List) {
	who := access.Principal{Kind: "user", Roles: []string{role}}
	for _, key := range slices.Sorted(maps.Keys(c.app.forms)) {
		f := c.app.forms[key]
		title, ok := f.Field(f.Spec().TitleField)
		i := permits(s.Permissions, key)
		if !ok || title.Personal != nil || i < 0 || !slices.Contains(s.Permissions[i].Actions, "read") {
			continue
		}
		if c.app.policy.Field(who, key, title.Key, false) < access.Read {
			problems.Add("role.title_hidden", problem.Pointer("spec", "permissions", i, "fields", title.Key), "title", title.Title, "form", f.Title())
		}
	}
	return problems
}

// powerless warns of a permission to change records in whose forms the role may write no field: whoever opens one for
// editing can change nothing. An open task gives more, but asks for no such permission.
func (c *compiler) powerless(role string, s definition.RoleSpec) (problems problem.List) {
	who := access.Principal{Kind: "user", Roles: []string{role}}
	for i, p := range s.Permissions {
		if !slices.Contains(p.Actions, "update") {
			continue
		}
		counts, writes := false, false
		for key, f := range c.app.forms {
			if permits(s.Permissions, key) != i {
				continue
			}
			counts = true
			writes = writes || slices.ContainsFunc(f.Fields(), func(one *form.CompiledField) bool {
				return c.app.policy.Field(who, key, one.Key, one.Personal != nil) == access.Write
			})
		}
		if counts && !writes {
			problems.Warn("role.update_nothing", problem.Pointer("spec", "permissions", i, "actions"))
		}
	}
	return problems
}

// permits is the permission that counts for a form: its own, else the one for all forms; -1 without any.
func permits(list []definition.Permission, form string) int {
	if i := slices.IndexFunc(list, func(p definition.Permission) bool { return p.Form == form }); i >= 0 {
		return i
	}
	return slices.IndexFunc(list, func(p definition.Permission) bool { return p.Form == "*" })
}
