// Package httpapi is the HTTP face of runtime: it translates requests into calls and outcomes into answers, and
// decides nothing. Every failure passes the one mapping in failure.go.
package httpapi

import (
	"context"
	"errors"
	"io/fs"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/recover"

	"huiyin/engine"
	"huiyin/engine/definition"
	"huiyin/engine/form"
	"huiyin/engine/problem"
	"huiyin/runtime"
	"huiyin/runtime/metric"
	"huiyin/runtime/store"
)

// API is what the handlers need.
type API struct {
	Apps      *runtime.Apps
	Submitter *runtime.Submitter
	People    *runtime.People
	Sessions  *runtime.SessionBook
	Tokens    *runtime.TokenBook
	Locks     *runtime.LockBook
	Views     *runtime.ViewBook
	Messages  *runtime.MessageBook
	Comments  *runtime.CommentBook
	Files     *runtime.FileBook
	Bin       *runtime.Bin
	Inbox     *runtime.Inbox
	Effects   *runtime.EffectDesk
	Audit     *runtime.AuditLog
	Keys      *runtime.Keys
	Live      *runtime.Live
	Now       func() time.Time

	Interface      fs.FS // built pages, nil without
	Demo           *Demo // set in demo mode only
	Secure         bool  // cookies only over TLS
	TrustedProxies []string
	TokenRate      int           // requests a minute that a token may make
	LiveBeat       time.Duration // how often listeners hear that the server is there; liveBeat when 0
	Ready          func() error
	// Started reports whether start-up is done; before that everything but the health checks answers 503.
	Started func() bool
	// Leaving reports whether the server is about to stop: whoever is connected is asked to come to another one. nil: never.
	Leaving func() bool
	// Metrics counts requests and is read at /metrics: with MetricsToken by whoever has it, else on this machine only. nil: neither.
	Metrics      *metric.Board
	MetricsToken string
	// System is what the page about the installation shows.
	System func(context.Context) (System, error)
	// Mount adds the routes of other packages below /api/v1; they find the caller by Caller.
	Mount []func(r fiber.Router, a *API)
	// CheckSetup tells what Setup would refuse.
	CheckSetup func(c *fiber.Ctx, packageName string) (problem.List, error)
	// Setup installs what the first administrator chose.
	Setup func(c *fiber.Ctx, packageName string) error
	// Offers answers with the packages there are to choose from.
	Offers fiber.Handler

	// Settle sees a merge through before it is answered, see runtime.Worker.Settle; nil leaves that to a worker.
	Settle func(ctx context.Context, app *engine.App, f *form.Form, id, into, lang string) error

	limits *limiter
	behind sync.WaitGroup // work that goes on after the answer
}

// Wait returns when everything that went on after its answer is done.
func (a *API) Wait() { a.behind.Wait() }

// Demo is what demo mode shows on the sign-in page.
type Demo struct {
	Logins    []DemoLogin `json:"logins"`
	PublicURL string      `json:"publicUrl"`
	TrackURL  string      `json:"trackUrl"`
}

// DemoLogin is one of the sample people; Title says in every language what they are.
type DemoLogin struct {
	Login string          `json:"login"`
	Name  string          `json:"name,omitempty"`
	Title definition.Text `json:"title"`
}

// maxHead bounds address and headers, in bytes: a filter over Chinese words takes nine bytes a character.
const maxHead = 32 << 10

// New builds the fiber app with every route.
func New(a *API) *fiber.App {
	a.limits = newLimiter()
	app := fiber.New(fiber.Config{
		AppName: "huiyin", DisableStartupMessage: true, Immutable: true, BodyLimit: maxBody, ReadBufferSize: maxHead,
		ReadTimeout: 60 * time.Second, IdleTimeout: 120 * time.Second, ErrorHandler: a.fail, StreamRequestBody: false, DisablePreParseMultipartForm: true,
		EnableTrustedProxyCheck: true, TrustedProxies: a.TrustedProxies, ProxyHeader: proxyHeader(a.TrustedProxies),
	})
	app.Server().HeaderReceived = limitBody
	app.Use(a.trace, recover.New(recover.Config{EnableStackTrace: true, StackTraceHandler: logPanic}), headers, a.leave)
	a.health(app)
	a.metrics(app)
	app.Use(a.started)
	app.Post(hookPath+":app/:key", jsonOnly, a.postHook)
	v1 := guarded{app.Group("/api/v1", jsonOnly, keyed, a.identify), a, ""}
	a.sessionRoutes(v1)
	a.ticketRoutes(v1)
	a.publicRoutes(v1.Group("/public"))
	inside := v1.Group("", a.signedIn, a.veil)
	a.workRoutes(inside)
	inside.Get("/events", a.getEvents)
	a.recordRoutes(inside)
	a.messageRoutes(inside)
	a.fileRoutes(inside)
	a.userRoutes(inside.Group("/users", admins))
	a.organisationRoutes(inside)
	a.deviceRoutes(inside)
	a.tokenRoutes(inside)
	a.documentRoutes(inside)
	a.rightRoutes(inside)
	inside.Get("/audit", admins, a.getAudit)
	inside.Get("/system", admins, a.getSystem)
	for _, mount := range a.Mount {
		mount(inside, a)
	}
	app.Use("/api", func(*fiber.Ctx) error { return fiber.ErrNotFound })
	a.pages(app)
	return app
}

func proxyHeader(trusted []string) string {
	if len(trusted) == 0 {
		return ""
	}
	return fiber.HeaderXForwardedFor
}

// headers are the same on every answer.
func headers(c *fiber.Ctx) error {
	c.Set("X-Content-Type-Options", "nosniff")
	c.Set("Referrer-Policy", "same-origin")
	c.Set("Content-Security-Policy", "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; frame-ancestors 'self'; base-uri 'none'; form-action 'self'")
	return c.Next()
}

// leave answers as ever while the server is about to stop, but on no connection twice.
func (a *API) leave(c *fiber.Ctx) error {
	err := c.Next()
	if a.Leaving != nil && a.Leaving() {
		c.Context().SetConnectionClose()
	}
	return err
}

// started keeps requests out until the apps are loaded: an app that is not there yet must not look as if it were gone.
func (a *API) started(c *fiber.Ctx) error {
	if a.Started != nil && !a.Started() {
		c.Set(fiber.HeaderRetryAfter, "1")
		return fiber.ErrServiceUnavailable
	}
	return c.Next()
}

// because names what keeps the store from working, for whoever watches the server; nothing about this machine.
func because(err error) string {
	for _, known := range []error{store.ErrFull, store.ErrReadOnly, store.ErrBusy, store.ErrBroken, store.ErrDisk, store.ErrClosed} {
		if errors.Is(err, known) {
			return ": " + known.Error()
		}
	}
	return ""
}

func (a *API) health(app *fiber.App) {
	app.Get("/healthz", func(c *fiber.Ctx) error { return c.SendString("ok") })
	app.Get("/readyz", func(c *fiber.Ctx) error {
		if err := a.Ready(); err != nil {
			return c.Status(fiber.StatusServiceUnavailable).SendString("not ready" + because(err))
		}
		return c.SendString("ready")
	})
}
