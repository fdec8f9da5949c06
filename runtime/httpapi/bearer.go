package httpapi

import (
	"errors"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine/definition"
	"huiyin/engine/problem"
	"huiyin/runtime"
)

// bearer is the token of a request. Whoever sends one is who the token says and nobody else: cookies that come with it
// are not looked at.
func bearer(c *fiber.Ctx) (secret string, sent bool) {
	scheme, secret, _ := strings.Cut(c.Get(fiber.HeaderAuthorization), " ")
	return strings.TrimSpace(secret), strings.EqualFold(scheme, "Bearer")
}

// identifyToken finds the user that a token acts for. The store is asked each time, for the token and for its user, so
// that nothing that was revoked on another node passes.
func (a *API) identifyToken(c *fiber.Ctx, secret string) error {
	t, err := a.Tokens.Find(c.UserContext(), secret, a.address(c))
	if errors.Is(err, runtime.ErrGone) {
		return problem.List{problem.New("token.invalid", "")}
	}
	if err != nil {
		return err
	}
	if !a.Now().Before(t.Expires) {
		return problem.List{problem.New("token.expired", "", "name", t.Name)}
	}
	if ok, wait := a.limits.within(time.Minute, "token|"+t.ID, a.TokenRate, a.Now()); !ok {
		return tooMany(wait)
	}
	u, err := a.People.Fresh(c.UserContext(), t.User)
	if errors.Is(err, runtime.ErrGone) || (err == nil && !u.Active) {
		return problem.List{problem.New("token.invalid", "")}
	}
	if err != nil {
		return err
	}
	c.Locals("caller", &Caller{User: u, Token: &t})
	return c.Next()
}

// guarded is a router whose routes refuse tokens unless operations lists them, with the scope the token must have.
// The check belongs to the route itself, so that no request can be taken for another one than is carried out.
type guarded struct {
	fiber.Router
	api    *API
	prefix string
}

// Group is fiber's, guarded.
func (g guarded) Group(prefix string, handlers ...fiber.Handler) fiber.Router {
	return guarded{g.Router.Group(prefix, handlers...), g.api, g.prefix + prefix}
}

// Get is fiber's, guarded.
func (g guarded) Get(path string, handlers ...fiber.Handler) fiber.Router {
	return g.Router.Get(path, g.before(fiber.MethodGet, path, handlers)...)
}

// Post is fiber's, guarded.
func (g guarded) Post(path string, handlers ...fiber.Handler) fiber.Router {
	return g.Router.Post(path, g.before(fiber.MethodPost, path, handlers)...)
}

// Put is fiber's, guarded.
func (g guarded) Put(path string, handlers ...fiber.Handler) fiber.Router {
	return g.Router.Put(path, g.before(fiber.MethodPut, path, handlers)...)
}

// Patch is fiber's, guarded.
func (g guarded) Patch(path string, handlers ...fiber.Handler) fiber.Router {
	return g.Router.Patch(path, g.before(fiber.MethodPatch, path, handlers)...)
}

// Delete is fiber's, guarded.
func (g guarded) Delete(path string, handlers ...fiber.Handler) fiber.Router {
	return g.Router.Delete(path, g.before(fiber.MethodDelete, path, handlers)...)
}

func (g guarded) before(method, path string, handlers []fiber.Handler) []fiber.Handler {
	op, listed := operations[method+" "+g.prefix+path]
	check := func(c *fiber.Ctx) error {
		if method == fiber.MethodGet {
			if err := op.understands(c).Err(); err != nil {
				return err
			}
		}
		caller := CallerOf(c)
		if caller == nil || caller.Token == nil {
			return c.Next()
		}
		if !listed {
			return problem.List{problem.New("token.route", "")}
		}
		if err := g.api.admits(c, caller, op); err != nil {
			return err
		}
		return c.Next()
	}
	return append([]fiber.Handler{check}, handlers...)
}

// scopes are the scopes as people read them where they choose some.
var scopes = map[string]definition.Text{
	runtime.ScopeRead: {"zh": "读取", "en": "Read"}, runtime.ScopeSubmit: {"zh": "提交", "en": "Submit"},
	runtime.ScopeWrite: {"zh": "修改", "en": "Change"}, runtime.ScopeAdmin: {"zh": "运维", "en": "Operate"},
}

// lacks says which scope a token would need.
func lacks(scope string) problem.Problem {
	return problem.New("token.scope", "", "scope", scope, "title", scopes[scope])
}

// admits refuses a token that lacks the scope of a route or its app, or whose user may no longer have it.
func (a *API) admits(c *fiber.Ctx, caller *Caller, op operation) error {
	t, app := caller.Token, c.Params("app")
	switch {
	case op.scope != "" && !t.Has(op.scope):
		return problem.List{lacks(op.scope)}
	case len(t.Apps) == 0 && caller.User.Admin:
		return nil
	case len(t.Apps) == 0:
		return problem.List{problem.New("token.right", "")}
	case app == "" && !op.anyApp, app != "" && !t.Covers(app):
		return problem.List{problem.New("token.app", "")}
	case app != "" && !a.mayMake(c, caller.User, app):
		return problem.List{problem.New("token.right", "")}
	case app != "":
		return nil
	}
	for _, key := range t.Apps {
		if a.mayMake(c, caller.User, key) {
			return nil
		}
	}
	return problem.List{problem.New("token.right", "")}
}

// mayMake reports whether a user may have tokens for an app.
func (a *API) mayMake(c *fiber.Ctx, u *runtime.User, key string) bool {
	app, ok := a.Apps.Get(key)
	return ok && app.Policy().Granted(a.People.Principal(c.UserContext(), u, key), "tokens")
}

// channel is what a change comes in by: a program's, or a person's at the console.
func channel(c *fiber.Ctx) string {
	if caller := CallerOf(c); caller != nil && caller.Token != nil {
		return "api"
	}
	return "console"
}
