package httpapi

import "github.com/gofiber/fiber/v2"

// bundle answers with every definition of the app as it would be published now: what a designer of one definition has
// to know of the others.
func (d *API) bundle(c *fiber.Ctx) error {
	b, _, err := d.Drafts.Bundle(c.UserContext(), c.Params("app"))
	if err != nil {
		return err
	}
	return c.JSON(b.Definitions)
}
