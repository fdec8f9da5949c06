package httpapi

import (
	"errors"
	"slices"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine/problem"
	"huiyin/runtime"
	"huiyin/runtime/store"
)

func (a *API) organisationRoutes(r fiber.Router) {
	r.Get("/organisation", admins, a.getOrganisation)
	r.Post("/departments", admins, a.postDepartment)
	r.Put("/departments/:id", admins, a.putDepartment)
}

// Branch is a department with how many active people are in it, and in it with everything below.
type Branch struct {
	ID     string `json:"id"`
	Rev    int64  `json:"rev"`
	Name   string `json:"name"`
	Parent string `json:"parent"`
	Head   *Named `json:"head"`
	Own    int    `json:"own"`
	Total  int    `json:"total"`
}

// departmentEntry is what an administrator enters about a department.
type departmentEntry struct {
	Name   string `json:"name"`
	Parent string `json:"parent"`
	Head   string `json:"head"`
}

func (a *API) getOrganisation(c *fiber.Ctx) error {
	departments, err := a.People.Departments(c.UserContext())
	if err != nil {
		return err
	}
	counts, err := a.People.Headcounts(c.UserContext())
	if err != nil {
		return err
	}
	out := []Branch{}
	for _, d := range departments {
		out = append(out, Branch{ID: d.ID, Rev: d.Rev, Name: d.Name, Parent: d.Parent, Head: a.named(c, d.Head),
			Own: counts[d.ID].Own, Total: counts[d.ID].Total})
	}
	return c.JSON(fiber.Map{"departments": out, "without": counts[""].Own})
}

func (a *API) postDepartment(c *fiber.Ctx) error {
	d := &runtime.Department{ID: "d_" + runtime.NewID(a.Now())}
	return a.saveDepartment(c.Status(fiber.StatusCreated), d, "department_added")
}

func (a *API) putDepartment(c *fiber.Ctx) error {
	all, err := a.People.Departments(c.UserContext())
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(d *runtime.Department) bool { return d.ID == c.Params("id") })
	if i < 0 {
		return runtime.ErrGone
	}
	d := *all[i]
	if err := unchanged(c, d.Rev, problem.New("department.changed", "")); err != nil {
		return err
	}
	return a.saveDepartment(c, &d, "department_changed")
}

func (a *API) saveDepartment(c *fiber.Ctx, d *runtime.Department, kind string) error {
	var in departmentEntry
	if err := read(c, &in); err != nil {
		return err
	}
	d.Name, d.Parent, d.Head = in.Name, in.Parent, in.Head
	if err := a.People.SaveDepartment(c.UserContext(), d); errors.Is(err, store.ErrConflict) {
		return problem.List{problem.New("department.changed", "")}
	} else if err != nil {
		return err
	}
	a.Audit.Note(c.UserContext(), runtime.AuditEntry{Type: kind, By: CallerOf(c).User.ID, Text: d.Name, Address: a.address(c)})
	c.Set(fiber.HeaderETag, `"`+strconv.FormatInt(d.Rev, 10)+`"`)
	return c.JSON(Branch{ID: d.ID, Rev: d.Rev, Name: d.Name, Parent: d.Parent, Head: a.named(c, d.Head)})
}
