package httpapi

import (
	"github.com/gofiber/fiber/v2"

	"huiyin/engine/problem"
)

// veil keeps the customers' links out of everything staff are answered, wherever in it a link may stand: a letter in
// the log, a draft, a comment, the history. What was refused passes failure, which calls hide itself.
func (a *API) veil(c *fiber.Ctx) error {
	if err := c.Next(); err != nil {
		return err
	}
	a.hide(c)
	return nil
}

// hide takes the customers' links out of the answer as it stands. Contents of files are nobody's answer.
func (a *API) hide(c *fiber.Ctx) {
	if CallerOf(c) == nil || c.Response().IsBodyStream() {
		return
	}
	body := c.Response().Body()
	if clean := a.Submitter.Links.Veil(body, problem.Sentence(a.lang(c), "link.customer", nil)); len(clean) != len(body) {
		c.Response().SetBodyRaw(clean)
	}
}
