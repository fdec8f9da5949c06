package httpapi

import (
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine/problem"
	"huiyin/runtime"
)

func (a *API) tokenRoutes(r fiber.Router) {
	r.Get("/tokens", a.getTokens)
	r.Post("/tokens", a.postToken)
	r.Get("/tokens/all", admins, a.getAllTokens)
	r.Delete("/tokens/:id", a.deleteToken)
}

// TokenView is a token as its owner and administrators see it. The secret is never among it.
type TokenView struct {
	ID      string     `json:"id"`
	Name    string     `json:"name"`
	User    *Named     `json:"user"`
	Scopes  []string   `json:"scopes"`
	Apps    []Titled   `json:"apps"` // empty: every app
	Created time.Time  `json:"created"`
	Expires time.Time  `json:"expires"`
	Expired bool       `json:"expired"`
	Seen    *time.Time `json:"seen"`
	Address string     `json:"address"`
}

func (a *API) tokenView(c *fiber.Ctx, t runtime.Token) TokenView {
	v := TokenView{ID: t.Handle(), Name: t.Name, User: a.person(c, t.User), Scopes: t.Scopes, Apps: []Titled{}, Created: t.Created,
		Expires: t.Expires, Expired: !a.Now().Before(t.Expires), Address: t.Address}
	if !t.Seen.IsZero() {
		v.Seen = &t.Seen
	}
	for _, key := range t.Apps {
		title := key
		if app, ok := a.Apps.Get(key); ok {
			title = app.Title.In(a.lang(c))
		}
		v.Apps = append(v.Apps, Titled{Key: key, Title: title})
	}
	return v
}

func (a *API) tokenViews(c *fiber.Ctx, user string) ([]TokenView, error) {
	all, err := a.Tokens.Of(c.UserContext(), user)
	out := make([]TokenView, len(all))
	for i, t := range all {
		out[i] = a.tokenView(c, t)
	}
	return out, err
}

// tokenApps lists the apps that the caller may make tokens for.
func (a *API) tokenApps(c *fiber.Ctx) []Titled {
	out := []Titled{}
	for _, app := range a.grantedApps(c, "tokens") {
		out = append(out, Titled{Key: app.Key, Title: app.Title.In(a.lang(c))})
	}
	return out
}

// getTokens lists the caller's tokens and what a new one may be.
func (a *API) getTokens(c *fiber.Ctx) error {
	u := CallerOf(c).User
	items, err := a.tokenViews(c, u.ID)
	if err != nil {
		return err
	}
	return c.JSON(fiber.Map{"items": items, "scopes": runtime.Scopes, "apps": a.tokenApps(c), "everywhere": u.Admin,
		"maxDays": runtime.MaxTokenDays, "rate": a.TokenRate})
}

// getAllTokens lists everybody's tokens.
func (a *API) getAllTokens(c *fiber.Ctx) error {
	items, err := a.tokenViews(c, "")
	if err != nil {
		return err
	}
	return c.JSON(fiber.Map{"items": items})
}

// postToken makes a token. Its secret is in this answer and in no other.
func (a *API) postToken(c *fiber.Ctx) error {
	u, apps := CallerOf(c).User, a.tokenApps(c)
	if len(apps) == 0 && !u.Admin {
		return denied("tokens", "")
	}
	var in struct {
		Name   string   `json:"name"`
		Scopes []string `json:"scopes"`
		Apps   []string `json:"apps"`
		Days   int      `json:"days"`
	}
	if err := read(c, &in); err != nil {
		return err
	}
	if err := mayCover(u, apps, in.Apps); err != nil {
		return err
	}
	secret, t, err := a.Tokens.Make(c.UserContext(), runtime.Token{User: u.ID, Name: in.Name, Scopes: in.Scopes, Apps: in.Apps, Key: key(c)}, in.Days)
	if err != nil {
		return err
	}
	if secret != "" {
		a.noteToken(c, "token_made", t)
	}
	c.Set(fiber.HeaderCacheControl, "no-store")
	return c.Status(fiber.StatusCreated).JSON(fiber.Map{"token": a.tokenView(c, t), "secret": secret})
}

// mayCover refuses apps that the user may make no tokens for. Only administrators' tokens may be for every app.
func mayCover(u *runtime.User, may []Titled, asked []string) error {
	var problems problem.List
	if len(asked) == 0 && !u.Admin {
		problems.Add("token.apps_required", "/apps")
	}
	allowed := map[string]bool{}
	for _, app := range may {
		allowed[app.Key] = true
	}
	for i, key := range asked {
		if !allowed[key] {
			problems.Add("token.app_denied", problem.Pointer("apps", i), "app", key)
		}
	}
	return problems.Err()
}

// deleteToken revokes one of the caller's tokens; administrators revoke anybody's.
func (a *API) deleteToken(c *fiber.Ctx) error {
	owner := CallerOf(c).User.ID
	if CallerOf(c).User.Admin {
		owner = ""
	}
	t, err := a.Tokens.Revoke(c.UserContext(), owner, c.Params("id"))
	if err != nil {
		return err
	}
	a.noteToken(c, "token_revoked", t)
	return c.SendStatus(fiber.StatusNoContent)
}

func (a *API) noteToken(c *fiber.Ctx, kind string, t runtime.Token) {
	text := t.Name + " [" + strings.Join(t.Scopes, " ") + "]"
	if len(t.Apps) > 0 {
		text += " " + strings.Join(t.Apps, " ")
	}
	a.Audit.Note(c.UserContext(), runtime.AuditEntry{Type: kind, By: CallerOf(c).User.ID, User: t.User, Text: text, Address: a.address(c)})
}
