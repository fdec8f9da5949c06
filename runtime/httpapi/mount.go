package httpapi

import (
	"github.com/gofiber/fiber/v2"

	"huiyin/engine/access"
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
