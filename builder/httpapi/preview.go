package httpapi

import (
	"github.com/gofiber/fiber/v2"

	"huiyin/runtime"
)

// preview answers with a form of the drafts as the people who fill it would see it: strangers with as=public, else people
// inside. A draft that does not compile is answered with everything that is wrong with it.
func (d *API) preview(c *fiber.Ctx) error {
	b, _, err := d.Drafts.Bundle(c.UserContext(), c.Params("app"))
	if err != nil {
		return err
	}
	app, problems := d.host.Apps.Draft(b)
	if err := problems.Err(); err != nil {
		return err
	}
	f, ok := app.Form(c.Params("form"))
	public := c.Query("as") == "public"
	if !ok || public && f.Spec().Public == nil {
		return runtime.ErrGone
	}
	return c.JSON(fiber.Map{"form": d.host.Blank(c, app, f, public)})
}
