package httpapi

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine"
	"huiyin/runtime"
)

// externalID is the id in the address, as the form keeps it.
func (p place) externalID(c *fiber.Ctx) (runtime.Known, error) {
	raw := param(c, "id")
	if raw == "" {
		return runtime.Known{}, fiber.ErrNotFound
	}
	id, problems := runtime.ExternalID(p.form, raw)
	return id, problems.Err()
}

// getExternal answers with the record that another system knows by an id.
func (a *API) getExternal(c *fiber.Ctx) error {
	p, err := a.place(c)
	if err != nil {
		return err
	}
	if !p.may("read", nil) {
		return denied("read", p.form.Key())
	}
	id, err := p.externalID(c)
	if err != nil {
		return err
	}
	r, err := a.Submitter.Holder(c.UserContext(), p.app, p.form, id)
	if err != nil {
		return err
	}
	if r == nil || !p.may("read", r) {
		return runtime.ErrGone
	}
	return a.answer(c, p, r)
}

// putExternal makes the record that another system knows by an id, or changes it, so that the other system need not
// know which. Sent again it changes nothing. The other system is the master of what it sends: nothing is asked of what
// somebody has changed here meanwhile.
func (a *API) putExternal(c *fiber.Ctx) error {
	p, err := a.place(c)
	if err != nil {
		return err
	}
	if !p.may("create", nil) && !p.may("update", nil) {
		return denied("update", p.form.Key())
	}
	id, err := p.externalID(c)
	if err != nil {
		return err
	}
	data, err := readData(c)
	if err != nil {
		return err
	}
	carry := func(ctx context.Context, q runtime.Request) (engine.Outcome, error) {
		return a.submit(ctx, p, q)
	}
	r, created, err := a.Submitter.Upsert(c.UserContext(), p.app, p.form, id, runtime.Request{App: p.app.Key,
		Submission: engine.Submission{Patch: data, Who: p.who, Channel: channel(c), Key: key(c)}}, carry)
	if err != nil {
		return p.under(err, "/data")
	}
	a.takeFiles(c, p, r)
	if created {
		c.Status(fiber.StatusCreated)
	}
	return a.answer(c, p, r)
}
