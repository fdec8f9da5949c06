package httpapi

import (
	"cmp"
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine/problem"
	"huiyin/runtime"
	"huiyin/runtime/store"
)

func (a *API) userRoutes(r fiber.Router) {
	r.Get("/", a.getUsers)
	r.Post("/", a.postUser)
	r.Get("/:id", a.getUser)
	r.Put("/:id", a.putUser)
	r.Get("/:id/duties", a.getDuties)
	r.Post("/:id/deactivation", a.postDeactivation)
	r.Post("/:id/reactivation", a.postReactivation)
	r.Post("/:id/invitation", a.postInvitation)
	r.Get("/:id/sessions", a.getUserSessions)
	r.Delete("/:id/sessions", a.deleteUserSessions)
}

// admins lets administrators of the installation in and nobody else.
func admins(c *fiber.Ctx) error {
	if !CallerOf(c).User.Admin {
		return problem.List{problem.New("access.denied", "", "action", "admin")}
	}
	return c.Next()
}

// Member is a user as administrators see them.
type Member struct {
	runtime.Profile
	ID             string     `json:"id"`
	Rev            int64      `json:"rev"`
	State          string     `json:"state"` // active, invited, away, inactive
	DepartmentName string     `json:"departmentName"`
	Substitute     *Named     `json:"substitute"`
	Created        time.Time  `json:"created"`
	Invited        *time.Time `json:"invited"` // until when the invitation is good
	Self           bool       `json:"self"`
}

func (a *API) member(c *fiber.Ctx, u *runtime.User) Member {
	m := Member{Profile: u.Profile(), ID: u.ID, Rev: u.Rev, State: a.People.State(u), Created: u.CreatedAt,
		DepartmentName: a.People.Name(c.UserContext(), u.Department), Self: u.ID == CallerOf(c).User.ID}
	if u.Away != nil {
		m.Substitute = a.named(c, u.Away.Substitute)
	}
	if u.Invite != nil && a.Now().Before(u.Invite.Expires) {
		m.Invited = &u.Invite.Expires
	}
	return m
}

// getUsers lists users; after is how many came before.
func (a *API) getUsers(c *fiber.Ctx) error {
	found, err := a.People.Roster(c.UserContext(), runtime.RosterQuery{Text: c.Query("q"), Role: c.Query("role"),
		Department: c.Query("department"), State: c.Query("state")})
	if err != nil {
		return err
	}
	from, size := min(max(c.QueryInt("after"), 0), len(found)), limit(c, 50)
	items, next := []Member{}, ""
	for _, u := range found[from:min(from+size, len(found))] {
		items = append(items, a.member(c, u))
	}
	if from+size < len(found) {
		next = strconv.Itoa(from + size)
	}
	return c.JSON(fiber.Map{"items": items, "next": next, "count": len(found)})
}

func (a *API) getUser(c *fiber.Ctx) error {
	u, err := a.People.Fresh(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	return a.sayUser(c, u)
}

func (a *API) sayUser(c *fiber.Ctx, u *runtime.User) error {
	c.Set(fiber.HeaderETag, `"`+strconv.FormatInt(u.Rev, 10)+`"`)
	return c.JSON(a.member(c, u))
}

// postUser adds a user, who has no password yet: an invitation lets them choose one. A repeat with the same key adds
// nobody twice.
func (a *API) postUser(c *fiber.Ctx) error {
	var in runtime.Profile
	if err := read(c, &in); err != nil {
		return err
	}
	u := &runtime.User{ID: "u_" + runtime.NewID(a.Now()), Active: true, CreatedAt: a.Now().UTC()}
	if k := key(c); k != "" {
		u.ID = "u_" + k[strings.LastIndex(k, ":")+1:]
		if made, err := a.People.Fresh(c.UserContext(), u.ID); err == nil {
			return a.sayUser(c.Status(fiber.StatusCreated), made)
		} else if !errors.Is(err, runtime.ErrGone) {
			return err
		}
	}
	changed, err := a.People.Enter(c.UserContext(), CallerOf(c).User.ID, u, in)
	if err != nil {
		return err
	}
	a.noteUser(c, "user_added", u, strings.Join(changed, " "))
	return a.sayUser(c.Status(fiber.StatusCreated), u)
}

func (a *API) putUser(c *fiber.Ctx) error {
	var in runtime.Profile
	if err := read(c, &in); err != nil {
		return err
	}
	u, err := a.People.Fresh(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	if err := unchanged(c, u.Rev, problem.New("user.changed", "")); err != nil {
		return err
	}
	changed, err := a.People.Enter(c.UserContext(), CallerOf(c).User.ID, u, in)
	if errors.Is(err, store.ErrConflict) {
		return problem.List{problem.New("user.changed", "")}
	}
	if err != nil {
		return err
	}
	a.noteChanges(c, u, changed)
	return a.sayUser(c, u)
}

// noteChanges keeps what was changed about a user; changed rights are an entry of their own, so that nobody has to
// look for them among new mail addresses.
func (a *API) noteChanges(c *fiber.Ctx, u *runtime.User, changed []string) {
	var rights, rest []string
	for _, what := range changed {
		if strings.HasPrefix(what, "+") || strings.HasPrefix(what, "-") {
			rights = append(rights, what)
		} else {
			rest = append(rest, what)
		}
	}
	if len(rights) > 0 {
		a.noteUser(c, "roles_changed", u, strings.Join(rights, " "))
	}
	if len(rest) > 0 {
		a.noteUser(c, "user_changed", u, strings.Join(rest, " "))
	}
}

// noteUser keeps what an administrator did about a user.
func (a *API) noteUser(c *fiber.Ctx, kind string, u *runtime.User, text string) {
	a.Audit.Note(c.UserContext(), runtime.AuditEntry{Type: kind, By: CallerOf(c).User.ID, User: u.ID,
		Text: cmp.Or(strings.TrimSpace(u.Login+" "+text), u.ID), Address: a.address(c)})
}

// unchanged refuses a change of what somebody else has changed since the caller read it.
func unchanged(c *fiber.Ctx, rev int64, changed problem.Problem) error {
	known, err := seen(c)
	if err != nil {
		return err
	}
	if known != rev {
		return problem.List{changed}
	}
	return nil
}

// background carries on with work whose length must not be told by how long the answer takes.
func (a *API) background(c *fiber.Ctx, work func(context.Context)) {
	ctx := context.WithoutCancel(c.UserContext())
	a.behind.Go(func() {
		ctx, cancel := context.WithTimeout(ctx, patience)
		defer cancel()
		work(ctx)
	})
}
