package httpapi

import (
	"time"

	"github.com/gofiber/fiber/v2"
)

func (a *API) deviceRoutes(r fiber.Router) {
	r.Get("/sessions", a.getSessions)
	r.Delete("/sessions", a.deleteSessions)
	r.Delete("/sessions/:id", a.deleteSessionOf)
}

// Device is a signed-in browser.
type Device struct {
	ID      string    `json:"id"`
	Agent   string    `json:"agent"`
	Address string    `json:"address"`
	Created time.Time `json:"created"`
	Seen    time.Time `json:"seen"`
	Current bool      `json:"current"`
}

func (a *API) sayDevices(c *fiber.Ctx, user string) error {
	all, err := a.Sessions.Of(c.UserContext(), user)
	if err != nil {
		return err
	}
	out := []Device{}
	for _, s := range all {
		d := Device{ID: s.Handle(), Agent: s.Agent, Address: s.Address, Created: s.Created, Seen: s.Seen, Current: s.ID == CallerOf(c).Session.ID}
		if d.Seen.IsZero() {
			d.Seen = s.Created
		}
		out = append(out, d)
	}
	return c.JSON(out)
}

func (a *API) getSessions(c *fiber.Ctx) error { return a.sayDevices(c, CallerOf(c).User.ID) }

// deleteSessions signs the caller out everywhere else.
func (a *API) deleteSessions(c *fiber.Ctx) error {
	caller := CallerOf(c)
	if err := a.Sessions.CloseAll(c.UserContext(), caller.User.ID, caller.Session.ID); err != nil {
		return err
	}
	a.noteUser(c, "signed_out", caller.User, "")
	return a.sayDevices(c, caller.User.ID)
}

func (a *API) deleteSessionOf(c *fiber.Ctx) error {
	caller := CallerOf(c)
	if err := a.Sessions.End(c.UserContext(), caller.User.ID, c.Params("id")); err != nil {
		return err
	}
	a.noteUser(c, "signed_out", caller.User, "")
	return a.sayDevices(c, caller.User.ID)
}

func (a *API) getUserSessions(c *fiber.Ctx) error {
	u, err := a.People.User(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	return a.sayDevices(c, u.ID)
}

// deleteUserSessions signs a user out everywhere; an administrator who means themselves stays where they are.
func (a *API) deleteUserSessions(c *fiber.Ctx) error {
	u, err := a.People.User(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	if err := a.Sessions.CloseAll(c.UserContext(), u.ID, CallerOf(c).Session.ID); err != nil {
		return err
	}
	a.noteUser(c, "signed_out", u, "")
	return a.sayDevices(c, u.ID)
}
