package httpapi

import (
	"reflect"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine"
	"huiyin/engine/access"
	"huiyin/engine/form"
	"huiyin/runtime"
)

// Routes mounted by other packages speak like the ones here: the same caller, language, strict bodies and revisions.

// Who is the caller as an app sees them.
func (a *API) Who(c *fiber.Ctx, app string) access.Principal { return a.who(c, app) }

// Lang is the language of the answer.
func (a *API) Lang(c *fiber.Ctx) string { return a.lang(c) }

// Read decodes a JSON body strictly into a value.
func Read(c *fiber.Ctx, into any) error { return read(c, into) }

// Match reads the revision of If-Match, 0 when absent.
func Match(c *fiber.Ctx) (int64, error) { return match(c) }

// Address is where a request comes from, as far as that can be known.
func (a *API) Address(c *fiber.Ctx) string { return a.address(c) }

// Open is the record of the path's form that is called so, by number or id, when the caller may read it. Errors:
// runtime.ErrGone, or a problem of permission.
func (a *API) Open(c *fiber.Ctx, app *engine.App, f *form.Form, name string) (*engine.Record, error) {
	p := place{app: app, form: f, who: a.who(c, app.Key), lang: a.lang(c)}
	r, err := a.find(c, p, name)
	if err == nil && (r == nil || !opens(p, r)) {
		err = runtime.ErrGone
	}
	return r, err
}

// Called is what the caller may call a record: number and title, the number twice where the title is not for them, "" where the
// record is not.
func (a *API) Called(c *fiber.Ctx, app *engine.App, f *form.Form, r *engine.Record) (no, title string) {
	p := place{app: app, form: f, who: a.who(c, app.Key), lang: a.lang(c)}
	switch level := a.levels(p, r)(f.Spec().TitleField); {
	case !opens(p, r):
		return "", ""
	case level == access.Hidden || level == access.Masked:
		return r.No, r.No
	}
	return r.No, r.Title
}

// Changes is what differs between two states of a record, as the caller may read it.
func (a *API) Changes(c *fiber.Ctx, app *engine.App, f *form.Form, was, now *engine.Record) []ChangeView {
	p := place{app: app, form: f, who: a.who(c, app.Key), lang: a.lang(c)}
	t := timeline{api: a, c: c, place: p, record: now, sight: a.sight(c, p), level: a.levels(p, was), internal: f.Internal(), others: map[string]string{}}
	out := []ChangeView{}
	for _, one := range f.Fields() {
		if reflect.DeepEqual(was.Data[one.Key], now.Data[one.Key]) {
			continue
		}
		if v, ok := t.change(engine.Change{Field: one.Key, Old: was.Data[one.Key], New: now.Data[one.Key]}); ok {
			out = append(out, v)
		}
	}
	return out
}

// Blank is a form of an app that is not published, before anybody has filled it: for strangers, or for people inside.
func (a *API) Blank(c *fiber.Ctx, app *engine.App, f *form.Form, public bool) form.View {
	return a.blank(c, place{app: app, form: f, who: a.who(c, app.Key), lang: a.lang(c)}, public)
}
