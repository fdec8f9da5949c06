package httpapi

import (
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"huiyin/builder"
	"huiyin/engine"
	"huiyin/engine/definition"
	"huiyin/engine/problem"
	"huiyin/runtime"
	"huiyin/runtime/httpapi"
)

// AppView is an app in the list of those that the caller may design. State is draft (no form of it was ever
// published), published or changed (published, with drafts beside).
type AppView struct {
	Key         string          `json:"key"`
	Title       string          `json:"title"`
	Description string          `json:"description"`
	Icon        string          `json:"icon"`
	State       string          `json:"state"`
	Release     int             `json:"release"`
	Drafts      int             `json:"drafts"`
	PublishedAt *time.Time      `json:"publishedAt"`
	By          *Person         `json:"by"`
	Packages    []InstalledView `json:"packages"`
	Counts      map[string]int  `json:"counts"` // definitions by kind
}

// InstalledView is a package of an app; Newer is a later version that can be had, "" for none.
type InstalledView struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	Title   string `json:"title"`
	Newer   string `json:"newer"`
}

// appRoutes are those about whole apps and how they go on.
func (d *API) appRoutes(r fiber.Router) {
	r.Get("/design/apps", d.apps)
	r.Post("/design/apps", d.found)
	r.Get("/design/key", d.key)
	r.Get("/apps/:app/changes", d.may("design", d.changes))
	r.Get("/apps/:app/releases/:number/changes", d.may("design", d.compare))
	r.Get("/apps/:app/releases/:number/definitions/:kind/:key", d.may("design", d.earlier))
	r.Get("/apps/:app/uses", d.may("design", d.uses))
	r.Post("/apps/:app/replace", d.may("design", d.replace))
	r.Post("/apps/:app/drafts/difference", d.may("design", d.difference))
	r.Get("/apps/:app/upgrades", d.may("design", d.upgrades))
	r.Get("/apps/:app/upgrades/:name", d.may("design", d.lookAtUpgrade))
	r.Post("/apps/:app/upgrades/:name", d.may("design", d.upgrade))
	r.Get("/apps/:app/export", d.may("design", d.export))
	r.Post("/apps/:app/import", d.may("design", d.importInto))
}

func (d *API) apps(c *fiber.Ctx) error {
	out := []AppView{}
	for _, app := range d.host.Apps.All() {
		if !app.Policy().Granted(d.host.Who(c, app.Key), "design") {
			continue
		}
		o, err := d.Drafts.Overview(c.UserContext(), app.Key, d.Installer.Shelf)
		if err != nil {
			return err
		}
		out = append(out, d.appView(c, app, o))
	}
	return c.JSON(out)
}

func (d *API) appView(c *fiber.Ctx, app *engine.App, o builder.Overview) AppView {
	lang := d.host.Lang(c)
	v := AppView{Key: app.Key, Title: o.Title.In(lang), Description: o.Description.In(lang), Icon: o.Icon, State: "draft",
		Release: o.Release.Number, Drafts: o.Drafts, Packages: []InstalledView{}, Counts: o.Counts}
	if app.Opened() {
		v.State, v.PublishedAt = "published", &o.Release.At
		v.By = &Person{o.Release.By, d.host.NameOf(c, o.Release.By)}
		if o.Drafts > 0 {
			v.State = "changed"
		}
	}
	for _, p := range o.Packages {
		v.Packages = append(v.Packages, InstalledView{Name: p.Name, Version: p.Version, Title: p.Title.In(lang), Newer: p.Newer})
	}
	return v
}

// found makes a new app and gives its founder the role that designs it.
func (d *API) found(c *fiber.Ctx) error {
	if err := admin(c); err != nil {
		return err
	}
	var in struct {
		Title definition.Text `json:"title"`
		Key   string          `json:"key"`
		From  string          `json:"from"` // blank (default), copy or table
		App   string          `json:"app"`
		Table string          `json:"table"`
	}
	if err := httpapi.Read(c, &in); err != nil {
		return err
	}
	plan := builder.Plan{Title: in.Title, Key: in.Key, Lang: d.host.Lang(c)}
	switch in.From {
	case "", "blank":
	case "copy":
		plan.Copy = in.App
	case "table":
		plan.Table = in.Table
	}
	if in.From == "copy" && in.App == "" || in.From == "table" && strings.TrimSpace(in.Table) == "" || !slices.Contains([]string{"", "blank", "copy", "table"}, in.From) {
		return problem.List{problem.New("app.source_missing", "/from", "from", in.From)}
	}
	founder := builder.Founder{Drafts: d.Drafts}
	made, problems, err := founder.Found(c.UserContext(), plan, by(c))
	if err != nil {
		return err
	}
	if err := problems.Err(); err != nil {
		return err
	}
	app := made.Release.App
	d.note(c, "app_created", app, in.Title.In(d.host.Lang(c)))
	if err := d.join(c, app+"/"+made.Role); err != nil {
		return err
	}
	return c.Status(fiber.StatusCreated).JSON(fiber.Map{"key": app, "form": made.Form})
}

// join gives the caller a role.
func (d *API) join(c *fiber.Ctx, role string) error {
	known, err := d.host.People.User(c.UserContext(), by(c))
	if err != nil || slices.Contains(known.Roles, role) {
		return err
	}
	u := *known
	u.Roles = append(slices.Clone(u.Roles), role)
	if err := d.host.People.Save(c.UserContext(), &u); err != nil {
		return err
	}
	d.Audit.Note(c.UserContext(), runtime.AuditEntry{Type: "roles_changed", By: by(c), User: u.ID, Text: role, Address: d.host.Address(c)})
	return nil
}

// key proposes a key for a label, different from those in taken.
func (d *API) key(c *fiber.Ctx) error {
	taken := strings.Split(c.Query("taken"), ",")
	return c.JSON(fiber.Map{"key": builder.KeyFor(c.Query("title"), func(key string) bool { return slices.Contains(taken, key) })})
}
