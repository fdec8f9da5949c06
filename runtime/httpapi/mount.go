package httpapi

import (
	"reflect"
	"slices"

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

// Eyes are those of the caller: what they may know of records while they try a draft.
func (a *API) Eyes(c *fiber.Ctx, app string) *runtime.Eyes {
	published, ok := a.Apps.Get(app)
	if !ok {
		published = &engine.App{}
	}
	return &runtime.Eyes{App: published, Who: a.who(c, app)}
}

// Open is the record of a form that is called so, by number or id, when the caller may read it in the app that is
// published, with no values but those they may read there: a draft gives nobody rights. Errors: runtime.ErrGone, or a
// problem of permission.
func (a *API) Open(c *fiber.Ctx, app *engine.App, f *form.Form, name string) (*engine.Record, error) {
	own, ok := a.published(c, app.Key, f.Key())
	if !ok {
		return nil, runtime.ErrGone
	}
	found, err := a.find(c, place{app: app, form: f, who: own.who, lang: own.lang}, name)
	switch {
	case err != nil:
		return nil, err
	case found == nil || !opens(own, found):
		return nil, runtime.ErrGone
	}
	r, level := *found, runtime.Levels(own.app, own.form, own.who)
	r.Data, r.History = runtime.Legible(found.Data, level), nil
	if level(own.form.Spec().TitleField) < access.Read {
		r.Title = r.No
	}
	return &r, nil
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

// Beside is the API as it answers about records that another submitter keeps, on its clock. Only what is asked here may
// be asked of it.
func (a *API) Beside(s *runtime.Submitter) *API {
	return &API{Apps: s.Apps, Submitter: s, People: a.People, Messages: a.Messages, Comments: a.Comments, Files: a.Files,
		Audit: a.Audit, Keys: a.Keys, Now: s.Now, limits: a.limits}
}

// Stranger is whoever has no account.
func (a *API) Stranger(c *fiber.Ctx) access.Principal { return a.stranger(c) }

// Begun is a form as somebody sees it who begins a record.
func (a *API) Begun(c *fiber.Ctx, app *engine.App, f *form.Form, who access.Principal) (form.View, error) {
	p := place{app: app, form: f, who: who, lang: a.lang(c)}
	if who.Kind == "customer" {
		return a.blank(c, p, true), nil
	}
	return a.beginningForm(c, p)
}

// Seen is a record as somebody sees it.
func (a *API) Seen(c *fiber.Ctx, app *engine.App, f *form.Form, who access.Principal, r *engine.Record) (*RecordView, error) {
	return a.recordView(c, place{app: app, form: f, who: who, lang: a.lang(c)}, r)
}

// Story is what happened to a record, as the caller may read it, the oldest first.
func (a *API) Story(c *fiber.Ctx, app *engine.App, f *form.Form, r *engine.Record) ([]TimelineEntry, error) {
	p := place{app: app, form: f, who: a.who(c, app.Key), lang: a.lang(c)}
	entries, err := a.history(c, p, r)
	if err != nil {
		return nil, err
	}
	out := a.told(c, p, r, entries, false)
	slices.Reverse(out)
	return out, nil
}
