// Package httpapi is the HTTP face of the builder: packages, drafts, checks, publishes and releases.
package httpapi

import (
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"huiyin/builder"
	"huiyin/engine/problem"
	"huiyin/runtime"
	"huiyin/runtime/httpapi"
)

// API is what the handlers need. Mount adds the routes to the server's.
type API struct {
	Publisher *builder.Publisher
	Installer *builder.Installer
	Drafts    *builder.Drafts
	Audit     *runtime.AuditLog
	Migrator  *runtime.Migrator

	host *httpapi.API
}

// Mount adds the routes below r, where every caller is signed in.
func (d *API) Mount(r fiber.Router, host *httpapi.API) {
	d.host = host
	d.appRoutes(r)
	r.Get("/presets", d.presets)
	r.Post("/presets/:name/install", d.install)
	r.Get("/apps/:app/bundle", d.may("design", d.bundle))
	r.Get("/apps/:app/releases", d.may("design", d.releases))
	r.Post("/apps/:app/releases/:number/restore", d.may("publish", d.restore))
	r.Get("/apps/:app/definitions", d.may("design", d.definitions))
	r.Get("/apps/:app/definitions/:kind/:key", d.may("design", d.definition))
	r.Get("/apps/:app/drafts", d.may("design", d.drafts))
	r.Put("/apps/:app/drafts", d.may("design", d.saveDraft))
	r.Delete("/apps/:app/drafts/:kind/:key", d.may("design", d.discardDraft))
	r.Delete("/apps/:app/definitions/:kind/:key", d.may("design", d.deleteDefinition))
	r.Get("/apps/:app/preview/:form", d.may("design", d.preview))
	r.Post("/apps/:app/rules/:key/try", d.may("design", d.tryRule))
	r.Post("/apps/:app/expression/preview", d.may("design", d.previewExpression))
	r.Post("/apps/:app/message/preview", d.may("design", d.previewMessage))
	r.Post("/apps/:app/people/preview", d.may("design", d.previewPeople))
	r.Post("/apps/:app/access/preview", d.may("design", d.previewAccess))
	r.Post("/apps/:app/process/:key/trial", d.may("design", d.tryProcess))
	r.Get("/apps/:app/calendar/preview", d.may("design", d.previewCalendar))
	r.Post("/apps/:app/check", d.may("design", d.check))
	r.Post("/apps/:app/publish", d.may("publish", d.publish))
	r.Post("/apps/:app/migration/preview", d.may("publish", d.foresee))
	r.Get("/apps/:app/migration", d.may("publish", d.migration))
	r.Post("/apps/:app/migration/retry", d.may("publish", d.retry))
}

// may lets a handler run for people with a grant in the app of the path.
func (d *API) may(grant string, next fiber.Handler) fiber.Handler {
	return func(c *fiber.Ctx) error {
		app, ok := d.host.Apps.Get(c.Params("app"))
		if !ok {
			return problem.List{problem.New("app.unknown", "", "app", c.Params("app"))}
		}
		if !app.Policy().Granted(d.host.Who(c, app.Key), grant) {
			return problem.List{problem.New("access.denied", "", "action", grant)}
		}
		return next(c)
	}
}

// admin refuses everybody but administrators of the installation.
func admin(c *fiber.Ctx) error {
	if !httpapi.CallerOf(c).User.Admin {
		return problem.List{problem.New("access.denied", "", "action", "admin")}
	}
	return nil
}

func by(c *fiber.Ctx) string { return httpapi.CallerOf(c).User.ID }

func (d *API) note(c *fiber.Ctx, kind, app, text string) {
	d.Audit.Note(c.UserContext(), runtime.AuditEntry{Type: kind, By: by(c), App: app, Text: text, Address: d.host.Address(c)})
}

// ReleaseView is a release in the list of releases.
type ReleaseView struct {
	Number   int       `json:"number"`
	At       time.Time `json:"at"`
	By       Person    `json:"by"`
	Note     string    `json:"note"`
	Hash     string    `json:"hash"`
	Restores int       `json:"restores,omitempty"` // the release whose content it brought back
	Current  bool      `json:"current"`
}

// Person is somebody by id and name.
type Person struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// releaseView shows a release; that of an installed package is noted by its title.
func (d *API) releaseView(c *fiber.Ctx, r builder.Release, current int) ReleaseView {
	v := ReleaseView{Number: r.Number, At: r.At, By: Person{r.By, d.host.NameOf(c, r.By)}, Note: r.Note,
		Hash: r.Hash, Restores: r.From, Current: r.Number == current}
	if !r.Title.Empty() {
		v.Note = r.Title.In(d.host.Lang(c))
	}
	return v
}

// Published answers a publish: the release, and warnings that did not stop it.
type Published struct {
	Release  ReleaseView  `json:"release"`
	Warnings problem.List `json:"warnings"`
}

// published turns the outcome of a publish over the release expect into an answer and notes it. Where nothing was different
// there is no new release: the answer is 200 with the current one, and a warning says so.
func (d *API) published(c *fiber.Ctx, kind string, expect int, r builder.Release, problems problem.List, err error) error {
	if err != nil {
		return err
	}
	if err := problems.Err(); err != nil {
		return err
	}
	if r.Number == expect {
		problems.Warn("release.nothing", "", "current", expect)
		return c.JSON(Published{Release: d.releaseView(c, r, r.Number), Warnings: warnings(d.host.Lang(c), problems)})
	}
	d.note(c, kind, r.App, "#"+strconv.Itoa(r.Number)+" "+r.Note)
	return c.Status(fiber.StatusCreated).JSON(Published{Release: d.releaseView(c, r, r.Number), Warnings: warnings(d.host.Lang(c), problems)})
}

func warnings(lang string, list problem.List) problem.List {
	if len(list) == 0 {
		return problem.List{}
	}
	return list.In(lang)
}

func (d *API) releases(c *fiber.Ctx) error {
	app := c.Params("app")
	list, err := d.Publisher.List(c.UserContext(), app)
	if err != nil {
		return err
	}
	current, _ := d.host.Apps.Get(app)
	out := make([]ReleaseView, 0, len(list))
	for _, r := range list {
		if r.Number <= current.Release { // a number above belongs to a publish that never finished
			out = append(out, d.releaseView(c, r, current.Release))
		}
	}
	return c.JSON(out)
}

// restore publishes what an earlier release held; the body may say what becomes of the records under way, and in expect
// which release the caller has seen as current.
func (d *API) restore(c *fiber.Ctx) error {
	app, _ := d.host.Apps.Get(c.Params("app"))
	number, err := c.ParamsInt("number")
	if err != nil || number < 1 || number > app.Release {
		return problem.List{problem.New("release.unknown", "", "number", c.Params("number"))}
	}
	in := struct {
		Expect    int                    `json:"expect"`
		Migration runtime.MigrationOrder `json:"migration"`
	}{Expect: app.Release}
	if len(c.Body()) > 0 {
		if err := httpapi.Read(c, &in); err != nil {
			return err
		}
	}
	r, problems, err := d.Publisher.Restore(c.UserContext(), app.Key, number, in.Expect, by(c), in.Migration)
	return d.published(c, "restore", in.Expect, r, problems, err)
}
