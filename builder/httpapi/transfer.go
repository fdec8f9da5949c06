package httpapi

import (
	"bytes"
	"fmt"

	"github.com/gofiber/fiber/v2"

	"huiyin/builder"
	"huiyin/builder/phrase"
	"huiyin/engine/problem"
)

// export answers with the app as a zip of readable JSON: the current release, another one, or with drafts in place.
func (d *API) export(c *fiber.Ctx) error {
	app, _ := d.host.Apps.Get(c.Params("app"))
	number, name := app.Release, fmt.Sprint(app.Release)
	if text := c.Query("release"); text != "" {
		var err error
		if number, err = d.number(c, text); err != nil {
			return err
		}
		name = text
	}
	b, err := d.Publisher.Bundle(c.UserContext(), app.Key, number)
	if c.Query("drafts") == "1" {
		b, _, err = d.Drafts.Bundle(c.UserContext(), app.Key)
		name = "drafts"
	}
	if err != nil {
		return err
	}
	raw, err := builder.Zip(b)
	if err != nil {
		return err
	}
	d.note(c, "app_exported", app.Key, name)
	c.Set(fiber.HeaderContentType, "application/zip")
	c.Set(fiber.HeaderContentDisposition, fmt.Sprintf(`attachment; filename="%s-%s.zip"`, app.Key, name))
	return c.SendStream(bytes.NewReader(raw), len(raw))
}

// ArrivalView is what an import brings or would bring.
type ArrivalView struct {
	OK       bool            `json:"ok"`
	Dry      bool            `json:"dry"`
	Problems problem.List    `json:"problems"`
	Changes  []phrase.Change `json:"changes"`
}

// importInto takes a zip, one definition or an array of them as the body; dry=1 only looks at it, replace=1 lets a zip
// take away what it does not have. Otherwise what it changes becomes drafts, or nothing does.
func (d *API) importInto(c *fiber.Ctx) error {
	app, dry := c.Params("app"), c.Query("dry") == "1"
	got, err := d.Drafts.Import(c.UserContext(), app, c.Body(), c.Query("replace") == "1", dry, d.host.Lang(c), by(c))
	if err != nil {
		return err
	}
	if err := got.Problems.Err(); err != nil && !dry {
		return err
	}
	if !dry {
		d.note(c, "app_imported", app, fmt.Sprint(len(got.Changes)))
	}
	changes := got.Changes
	if changes == nil {
		changes = []phrase.Change{}
	}
	return c.JSON(ArrivalView{OK: got.Problems.Err() == nil, Dry: dry, Problems: warnings(d.host.Lang(c), got.Problems), Changes: changes})
}
