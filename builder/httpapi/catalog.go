package httpapi

import (
	"github.com/gofiber/fiber/v2"

	"huiyin/engine"
)

// catalog answers with every unit that definitions can be made of: the palettes and inspectors of the designers are
// drawn from it. It says nothing about any app, so whoever is signed in may read it.
func (d *API) catalog(c *fiber.Ctx) error {
	c.Set(fiber.HeaderCacheControl, "private, max-age=300")
	return c.JSON(engine.Units())
}

// bundle answers with every definition of the app as it would be published now: what a designer of one definition has
// to know of the others.
func (d *API) bundle(c *fiber.Ctx) error {
	b, _, err := d.Drafts.Bundle(c.UserContext(), c.Params("app"))
	if err != nil {
		return err
	}
	return c.JSON(b.Definitions)
}
