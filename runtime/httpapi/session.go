package httpapi

import (
	"cmp"
	"errors"
	"slices"
	"time"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine"
	"huiyin/engine/access"
	"huiyin/engine/definition"
	"huiyin/engine/problem"
	"huiyin/runtime"
)

func (a *API) sessionRoutes(r fiber.Router) {
	r.Get("/session", a.getSession)
	r.Post("/session", a.atHome, a.postSession)
	r.Delete("/session", a.signedIn, a.deleteSession)
	r.Patch("/session", a.signedIn, a.patchSession)
	r.Get("/setup", a.getSetup)
	r.Post("/setup", a.atHome, a.postSetup)
	r.Get("/presets", a.offers)
	r.Get("/demo", func(c *fiber.Ctx) error {
		if a.Demo == nil {
			return fiber.ErrNotFound
		}
		return c.JSON(a.Demo)
	})
}

// SessionView is the signed-in person and everything they may open.
type SessionView struct {
	User      UserView  `json:"user"`
	Apps      []AppView `json:"apps"`
	Mode      string    `json:"mode"`
	Languages []string  `json:"languages"`
}

// UserView is the person as the interface shows them.
type UserView struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	Login      string `json:"login"`
	Email      string `json:"email"`
	Language   string `json:"language"`
	Department string `json:"department"`
	Admin      bool   `json:"admin"`
	MustChange bool   `json:"mustChangePassword"`
	Started    bool   `json:"started"` // the first steps were put away
}

// AppView is an app in the menu.
type AppView struct {
	Key      string      `json:"key"`
	Title    string      `json:"title"`
	TimeZone string      `json:"timeZone"`
	Release  int         `json:"release"`
	Draft    bool        `json:"draft,omitempty"` // nobody works with it before its first publish
	Roles    []string    `json:"roles"`
	Grants   []string    `json:"grants"`
	Forms    []MenuItem  `json:"forms"`
	Boards   []BoardItem `json:"boards"`
}

// MenuItem is a form in the menu, in the order of the menu.
type MenuItem struct {
	Form    string     `json:"form"`
	Title   string     `json:"title"`
	Icon    string     `json:"icon"`
	Group   string     `json:"group,omitempty"`  // the heading it stands under
	Hidden  bool       `json:"hidden,omitempty"` // may be opened, but the menu does not have it
	Process bool       `json:"process"`
	Actions []string   `json:"actions"`
	Views   []ViewItem `json:"views"`
}

// ViewItem is a saved view of a form.
type ViewItem struct {
	Key   string `json:"key"`
	Title string `json:"title"`
}

func (a *API) getSession(c *fiber.Ctx) error {
	caller := CallerOf(c)
	if caller != nil {
		return c.JSON(a.sessionView(c, caller.User))
	}
	needed, err := a.setupNeeded(c)
	if err != nil {
		return err
	}
	if needed {
		return problem.List{problem.New("session.setup_required", "")}
	}
	return stranger(c)
}

func (a *API) sessionView(c *fiber.Ctx, u *runtime.User) SessionView {
	lang := a.lang(c)
	v := SessionView{Mode: "serve", Languages: problem.Languages, Apps: []AppView{},
		User: UserView{ID: u.ID, Name: u.Name, Login: u.Login, Email: u.Email, Language: lang,
			Department: a.People.Name(c.UserContext(), u.Department), Admin: u.Admin, MustChange: u.MustChange, Started: u.Started}}
	if a.Demo != nil {
		v.Mode = "demo"
	}
	for _, app := range a.Apps.All() {
		who := a.People.Principal(c.UserContext(), u, app.Key)
		item := AppView{Key: app.Key, Title: app.Title.In(lang), TimeZone: app.Zone().String(), Release: app.Release, Draft: !app.Opened(),
			Roles: append([]string{}, who.Roles...), Grants: grants(app, who), Forms: menu(app, who, lang), Boards: boardItems(app, who, lang)}
		if who.Admin || len(who.Roles) > 0 {
			v.Apps = append(v.Apps, item)
		}
	}
	return v
}

var allGrants = []string{"publish", "design", "admin", "unmask", "people", "export", "messages", "tokens"}

func grants(app *engine.App, who access.Principal) []string {
	out := []string{}
	for _, g := range allGrants {
		if app.Policy().Granted(who, g) {
			out = append(out, g)
		}
	}
	return out
}

var menuActions = []string{"create", "read", "update", "delete", "export"}

func menu(app *engine.App, who access.Principal, lang string) []MenuItem {
	out := []MenuItem{}
	for _, f := range app.Menu() {
		spec := f.Spec()
		item := MenuItem{Form: f.Key(), Title: f.Title().In(lang), Icon: spec.Icon, Group: f.Group.In(lang), Hidden: f.Hidden, Process: spec.Process != "",
			Actions: []string{}, Views: []ViewItem{}}
		filled := spec.ReadOnly || spec.Dataset != "" // by the engine, by nobody else
		for _, action := range menuActions {
			if filled && action != "read" && action != "export" {
				continue
			}
			if app.Policy().Allow(access.Question{Who: who, Action: action, Form: f.Key()}).Allowed {
				item.Actions = append(item.Actions, action)
			}
		}
		if len(item.Actions) == 0 {
			continue
		}
		for _, v := range viewsOf(app, f.Key(), who) {
			item.Views = append(item.Views, ViewItem{Key: v.Key, Title: v.Title.In(lang)})
		}
		out = append(out, item)
	}
	return out
}

// view is a view of the app's definitions with its decoded spec, or a saved one.
type view struct {
	definition.Definition
	Spec  definition.ViewSpec
	Saved *runtime.Saved // nil for those of definitions
	start bool           // whether the list opens with it for the reader
}

// viewsOf lists the views of the definitions of a form that the person may use: those that come first for their roles, then by order.
func viewsOf(app *engine.App, form string, who access.Principal) []view {
	var out []view
	for _, d := range app.Definitions("view") {
		spec, problems := definition.DecodeSpec[definition.ViewSpec](d)
		if problems.Err() != nil || spec.Form != form || (len(spec.Roles) > 0 && !who.Admin && !who.Has(spec.Roles...)) {
			continue
		}
		out = append(out, view{Definition: d, Spec: spec})
	}
	rank := func(v view) int {
		if who.Has(v.Spec.First...) || who.Admin && slices.Contains(v.Spec.First, definition.AdminRole) {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(out, func(a, b view) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.Spec.Order, b.Spec.Order))
	})
	return out
}

func (a *API) postSession(c *fiber.Ctx) error {
	var in struct{ Login, Password string }
	if err := read(c, &in); err != nil {
		return err
	}
	if err := a.limited(c, "sign-in", 600); err != nil {
		return err
	}
	secret, s, err := a.Sessions.SignIn(c.UserContext(), in.Login, in.Password, c.Get(fiber.HeaderUserAgent), a.address(c))
	a.Audit.Note(c.UserContext(), runtime.AuditEntry{Type: "sign_in", By: s.User, Text: in.Login, Address: a.address(c), Failed: err != nil})
	if err != nil {
		return err
	}
	return a.welcome(c, secret, s)
}

// welcome sets the cookies and answers with the session.
func (a *API) welcome(c *fiber.Ctx, secret string, s runtime.Session) error {
	u, err := a.People.User(c.UserContext(), s.User)
	if err != nil {
		return err
	}
	a.cookies(c, secret, s.CSRF, s.Expires)
	c.Locals("caller", &Caller{User: u, Session: s})
	return c.JSON(a.sessionView(c, u))
}

func (a *API) cookies(c *fiber.Ctx, secret, csrf string, until time.Time) {
	c.Cookie(&fiber.Cookie{Name: sessionCookie, Value: secret, Path: "/", Expires: until, HTTPOnly: true, SameSite: "Lax", Secure: a.Secure})
	c.Cookie(&fiber.Cookie{Name: csrfCookie, Value: csrf, Path: "/", Expires: until, SameSite: "Lax", Secure: a.Secure})
}

func (a *API) deleteSession(c *fiber.Ctx) error {
	if err := a.Sessions.Close(c.UserContext(), c.Cookies(sessionCookie)); err != nil {
		return err
	}
	a.cookies(c, "", "", time.Unix(0, 0))
	return c.SendStatus(fiber.StatusNoContent)
}

// passwordTries is how many times an hour somebody may be wrong about the password they want to change: whoever finds a
// screen unlocked must not find out.
const passwordTries = 5

func (a *API) patchSession(c *fiber.Ctx) error {
	var in struct {
		Language string `json:"language"`
		Started  *bool  `json:"started"`
		Password *struct {
			Old string `json:"old"`
			New string `json:"new"`
		} `json:"password"`
	}
	if err := read(c, &in); err != nil {
		return err
	}
	caller := CallerOf(c)
	u := *caller.User
	if in.Language != "" {
		u.Language = problem.Language(in.Language)
	}
	if in.Started != nil {
		u.Started = *in.Started
	}
	if in.Password != nil {
		tries := "password|" + u.ID
		if ok, wait := a.limits.allow(tries, passwordTries, a.Now()); !ok {
			return tooMany(wait)
		}
		if !runtime.CheckPassword(u.Password, in.Password.Old) {
			return problem.List{problem.New("user.password_wrong", "/password/old")}
		}
		a.limits.giveBack(tries)
		if problems := runtime.CheckNewPassword(in.Password.New, u.Login); problems.Err() != nil {
			return renamed(problems, "/password/new")
		}
		u.Password, u.MustChange = runtime.HashPassword(in.Password.New), false
		if err := a.Sessions.CloseAll(c.UserContext(), u.ID, caller.Session.ID); err != nil {
			return err
		}
		a.Audit.Note(c.UserContext(), runtime.AuditEntry{Type: "password_changed", By: u.ID, Address: a.address(c)})
	}
	if err := a.People.Save(c.UserContext(), &u); err != nil {
		return err
	}
	c.Locals("caller", &Caller{User: &u, Session: caller.Session})
	return c.JSON(a.sessionView(c, &u))
}

// renamed puts problems of one value at the place where the body holds it.
func renamed(list problem.List, pointer string) problem.List {
	for i := range list {
		list[i].Pointer = pointer
	}
	return list
}

func (a *API) setupNeeded(c *fiber.Ctx) (bool, error) {
	users, err := a.People.Users(c.UserContext())
	return len(users) == 0, err
}

func (a *API) getSetup(c *fiber.Ctx) error {
	needed, err := a.setupNeeded(c)
	if err != nil {
		return err
	}
	return c.JSON(fiber.Map{"needed": needed})
}

// offers lets a first visitor, who cannot be signed in, see what can be installed; later it is for administrators.
func (a *API) offers(c *fiber.Ctx) error {
	needed, err := a.setupNeeded(c)
	if err != nil {
		return err
	}
	if !needed || a.Offers == nil {
		return c.Next()
	}
	return a.Offers(c)
}

// firstUser is the id of the administrator made at setup: being fixed, two setups at once make one administrator.
const firstUser = "u_first"

// checkSetup finds everything that is wrong before anything is made: a refused setup leaves nothing behind.
func (a *API) checkSetup(c *fiber.Ctx, u *runtime.User, password, preset string) error {
	problems := append(u.Check(), runtime.CheckNames(u.Name, u.Login)...)
	problems = append(problems, runtime.CheckNewPassword(password, u.Login)...)
	if preset != "" && a.CheckSetup != nil {
		found, err := a.CheckSetup(c, preset)
		if err != nil {
			return err
		}
		for _, p := range found {
			p.Pointer = "/preset" + p.Pointer
			problems = append(problems, p)
		}
	}
	return problems.Err()
}

func (a *API) postSetup(c *fiber.Ctx) error {
	var in struct{ Name, Login, Email, Password, Preset string }
	if err := read(c, &in); err != nil {
		return err
	}
	needed, err := a.setupNeeded(c)
	if err != nil {
		return err
	}
	if !needed {
		return problem.List{problem.New("setup.done", "")}
	}
	u := &runtime.User{ID: firstUser, Name: in.Name, Login: in.Login, Email: in.Email, Admin: true, Active: true,
		Language: a.lang(c), CreatedAt: a.Now().UTC(), Roles: []string{}}
	if err := a.checkSetup(c, u, in.Password, in.Preset); err != nil {
		return err
	}
	u.Password = runtime.HashPassword(in.Password)
	if err := a.People.Save(c.UserContext(), u); err != nil {
		var list problem.List
		if errors.As(err, &list) {
			return err
		}
		return problem.List{problem.New("setup.done", "")}
	}
	secret, s, err := a.Sessions.Open(c.UserContext(), u.ID, c.Get(fiber.HeaderUserAgent), a.address(c))
	if err != nil {
		return err
	}
	c.Locals("caller", &Caller{User: u, Session: s})
	if in.Preset != "" && a.Setup != nil {
		if err := a.Setup(c, in.Preset); err != nil {
			return err
		}
	}
	c.Status(fiber.StatusCreated)
	return a.welcome(c, secret, s)
}
