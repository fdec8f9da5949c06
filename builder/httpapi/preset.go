package httpapi

import (
	"strconv"

	"github.com/gofiber/fiber/v2"
)

// PresetView is a package that can be installed.
type PresetView struct {
	Name        string   `json:"name"`
	App         string   `json:"app"`
	Title       string   `json:"title"`
	Description string   `json:"description"`
	Version     string   `json:"version"`
	Requires    []string `json:"requires"`
	Installed   string   `json:"installed"` // version, "" = not installed
}

func (d *API) presets(c *fiber.Ctx) error {
	if err := admin(c); err != nil {
		return err
	}
	return d.Offers(c)
}

// Offers answers with the packages that can be installed. It asks for no permission.
func (d *API) Offers(c *fiber.Ctx) error {
	offers, err := d.Installer.Offers(c.UserContext())
	if err != nil {
		return err
	}
	lang := d.host.Lang(c)
	out := make([]PresetView, 0, len(offers))
	for _, o := range offers {
		requires := o.Spec.Requires
		if requires == nil {
			requires = []string{}
		}
		out = append(out, PresetView{Name: o.Name, App: o.Key, Title: o.Title.In(lang), Description: o.Description.In(lang),
			Version: o.Spec.Version, Requires: requires, Installed: o.Installed})
	}
	return c.JSON(out)
}

func (d *API) install(c *fiber.Ctx) error {
	if err := admin(c); err != nil {
		return err
	}
	r, problems, err := d.Installer.Install(c.UserContext(), c.Params("name"), by(c))
	return d.published(c, "install", r, problems, err)
}

// Setup installs the package that the first administrator chose.
func (d *API) Setup(c *fiber.Ctx, name string) error {
	r, problems, err := d.Installer.Install(c.UserContext(), name, by(c))
	if err == nil {
		err = problems.Err()
	}
	if err == nil {
		d.note(c, "install", r.App, "#"+strconv.Itoa(r.Number)+" "+name)
	}
	return err
}
