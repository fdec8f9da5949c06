package builder

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"huiyin/engine/definition"
	"huiyin/engine/problem"
)

// Founder makes new apps. Release 1 of each holds its name and who may design it, all that there must be to work on an
// app; what it starts with is drafted beside, for nobody works with an app before its first publish.
type Founder struct{ Drafts *Drafts }

// Plan says what app is wanted. Key may be left empty. Of Copy, the key of an app, and Table, the first lines of a
// spreadsheet as pasted, at most one is given; without either the app starts with one almost empty form.
type Plan struct {
	Title definition.Text
	Key   string
	Copy  string
	Table string
	// Lang is the language of the founder: what is called something from the start is called so in it alone, for a name
	// that is written over later would leave the other one behind.
	Lang string
}

// Founded is a new app: its first release, the role that lets its founder design and publish, and the form to go on with,
// "" in a copy.
type Founded struct {
	Release Release
	Role    string
	Form    string
}

// Found makes a new app. Problems, all at once, point to /title, /key, /app and /table: app.title_required,
// definition.key_invalid, app.key_taken, app.unknown and the table.* codes.
func (f *Founder) Found(ctx context.Context, p Plan, by string) (out Founded, problems problem.List, err error) {
	if problems, err = f.name(ctx, &p); err != nil {
		return out, nil, err
	}
	b, faults, err := f.bundle(ctx, p)
	if problems = append(problems, faults...); err != nil || problems.Err() != nil {
		return out, problems, err
	}
	if out.Role = designers(b); out.Role == "" {
		b, out.Role = b.With(adminRole(p.Lang)), adminKey
	}
	if p.Copy == "" {
		out.Form = b.Of("form")[0].Key
	}
	note := problem.Sentence(p.Lang, "app.founded", nil)
	out.Release, problems, err = f.Drafts.Publisher.Publish(ctx, p.Key, 0, seed(p, b, out.Role), by, note)
	if err != nil || problems.Err() != nil {
		return out, problems, err
	}
	at, err := f.Drafts.desk(ctx, p.Key)
	if err != nil {
		return out, nil, err
	}
	problems, err = f.Drafts.keep(ctx, at, b, by)
	return out, problems, err
}

// seed is what a new app is before its first publish: its name, and who designs it. A copied role may name forms that are
// not there yet, so it comes without what it permits.
func seed(p Plan, b definition.Bundle, role string) definition.Bundle {
	d, _ := b.Get("role", role)
	if role != adminKey {
		d = define("role", role, d.Title, definition.RoleSpec{Grants: designing})
	}
	return definition.Pack(define("app", p.Key, p.Title, appSpec(p)), d)
}

// designers is the first role that may both design and publish, "" when there is none.
func designers(b definition.Bundle) string {
	for _, d := range b.Of("role") {
		spec, _ := definition.DecodeSpec[definition.RoleSpec](d)
		if slices.Contains(spec.Grants, "design") && slices.Contains(spec.Grants, "publish") {
			return d.Key
		}
	}
	return ""
}

// name checks title and key, and finds a key where none was chosen.
func (f *Founder) name(ctx context.Context, p *Plan) (problems problem.List, err error) {
	if p.Title.Empty() {
		problems.Add("app.title_required", "/title")
	}
	if p.Key != "" {
		if !definition.ValidKey(p.Key) {
			return append(problems, problem.New("definition.key_invalid", "/key", "key", p.Key)), nil
		}
		a, err := f.Drafts.Publisher.Library.App(ctx, p.Key)
		if err == nil && a.Rev > 0 {
			problems.Add("app.key_taken", "/key", "key", p.Key)
		}
		return problems, err
	}
	p.Key = KeyFor(p.Title.In("zh"), func(key string) bool {
		a, fault := f.Drafts.Publisher.Library.App(ctx, key)
		if fault != nil {
			err = fault
		}
		return fault == nil && a.Rev > 0
	})
	return problems, err
}

func (f *Founder) bundle(ctx context.Context, p Plan) (definition.Bundle, problem.List, error) {
	if p.Copy != "" {
		return f.copied(ctx, p)
	}
	if strings.TrimSpace(p.Table) != "" {
		form, problems := tableForm(p.Title, p.Table)
		return founded(p, form), problems.Under("/table"), nil
	}
	return founded(p, blankForm(p.Title, p.Lang)), nil, nil
}

// copied is everything another app's current release defines, as an app of its own: no package knows it.
func (f *Founder) copied(ctx context.Context, p Plan) (definition.Bundle, problem.List, error) {
	a, err := f.Drafts.Publisher.Library.App(ctx, p.Copy)
	if err != nil {
		return definition.Bundle{}, nil, err
	}
	if a.Current == 0 {
		return definition.Bundle{}, problem.List{problem.New("app.unknown", "/app", "app", p.Copy)}, nil
	}
	b, err := f.Drafts.Publisher.Bundle(ctx, p.Copy, a.Current)
	if err != nil {
		return definition.Bundle{}, nil, err
	}
	spec := definition.AppSpec{}
	for _, d := range b.Of("app") {
		spec, _ = definition.DecodeSpec[definition.AppSpec](d)
		b = b.Without(d.Kind, d.Key)
	}
	spec.Name, spec.Version, spec.App, spec.AppTitle, spec.Requires = p.Key, firstVersion, p.Key, nil, nil
	return b.With(define("app", p.Key, p.Title, spec)), nil, nil
}

const firstVersion = "1.0.0"

// founded is an app of one form.
func founded(p Plan, form definition.Definition) definition.Bundle {
	return definition.Pack(define("app", p.Key, p.Title, appSpec(p)), form)
}

func appSpec(p Plan) definition.AppSpec {
	return definition.AppSpec{Name: p.Key, Version: firstVersion, App: p.Key}
}

// adminKey is the role of a new app in which nobody else may design.
const adminKey = "app_admin"

var designing = []string{"design", "publish", "admin"}

func adminRole(lang string) definition.Definition {
	return define("role", adminKey, definition.Plain(problem.Sentence(lang, "app.admin_role", nil)), definition.RoleSpec{
		Permissions: []definition.Permission{{Key: "everything", Form: "*", Scope: definition.Scope{Name: "all"}, FieldsDefault: "write",
			Actions: []string{"create", "read", "update", "delete", "export", "comment", "assign"}}},
		Grants: designing,
	})
}

func blankForm(title definition.Text, lang string) definition.Definition {
	first := map[string]any{"key": "title", "type": "text", "title": problem.Sentence(lang, "app.first_field", nil), "required": true}
	return define("form", formKey(title), title, map[string]any{"titleField": "title", "fields": []any{first}})
}

func formKey(title definition.Text) string {
	return KeyFor(title.In("zh"), func(string) bool { return false })
}

// define makes a definition of a spec that Go wrote: it has JSON.
func define(kind, key string, title definition.Text, spec any) definition.Definition {
	raw, err := json.Marshal(spec)
	if err != nil {
		panic(err)
	}
	k, _ := definition.KindOf(kind)
	return definition.Definition{Kind: kind, Key: key, Title: title, SchemaVersion: k.Current, Spec: raw}
}
