package httpapi

import (
	"slices"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine/problem"
	"huiyin/runtime"
	"huiyin/runtime/httpapi"
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
	Base        bool     `json:"base"`      // others build on it; it is not offered for itself
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
			Version: o.Spec.Version, Requires: requires, Installed: o.Installed, Base: o.Base})
	}
	return c.JSON(out)
}

func (d *API) install(c *fiber.Ctx) error {
	if err := admin(c); err != nil {
		return err
	}
	var in struct {
		Migration runtime.MigrationOrder `json:"migration"`
	}
	if len(c.Body()) > 0 {
		if err := httpapi.Read(c, &in); err != nil {
			return err
		}
	}
	r, problems, err := d.Installer.Install(c.UserContext(), c.Params("name"), by(c), in.Migration)
	return d.published(c, "install", 0, r, problems, err)
}

// CheckSetup tells what stands in the way of installing the package that the first administrator chose. One that is
// installed already, from the command line, is no fault.
func (d *API) CheckSetup(c *fiber.Ctx, name string) (problem.List, error) {
	problems, err := d.Installer.Check(c.UserContext(), name)
	return without(problems.Blocking(), "preset.installed"), err
}

func without(list problem.List, code string) problem.List {
	return slices.DeleteFunc(slices.Clone(list), func(p problem.Problem) bool { return p.Code == code })
}

// Setup installs the package that the first administrator chose.
func (d *API) Setup(c *fiber.Ctx, name string) error {
	r, problems, err := d.Installer.Install(c.UserContext(), name, by(c), runtime.MigrationOrder{})
	if err == nil {
		err = without(problems, "preset.installed").Err()
	}
	if err == nil && r.Number > 0 {
		d.note(c, "install", r.App, "#"+strconv.Itoa(r.Number)+" "+name)
	}
	return err
}
