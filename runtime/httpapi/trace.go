package httpapi

import (
	"context"
	"crypto/subtle"
	"log/slog"
	"net"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/adaptor"

	"huiyin/engine/problem"
	"huiyin/runtime"
)

// slow is how long a request may take before the log says so.
const slow = time.Second

// patience is how long any request may take; what waits longer for the store is given up and answered.
const patience = 60 * time.Second

// RequestID is the header that carries the id of a request, in and out: whoever reads an error and whoever reads the
// log talk about the same thing.
const RequestID = "X-Request-Id"

type traceKey struct{}

// trace gives every request an id, counts it and logs it: failures and slow ones for whoever operates the server,
// everything at the level debug. The log names the route, not the address, which may hold a customer's link.
func (a *API) trace(c *fiber.Ctx) error {
	begun, id := time.Now(), c.Get(RequestID)
	if !wellFormed(id) {
		id = runtime.NewID(a.Now())
	}
	c.Set(RequestID, id)
	// A context of its own: the one fasthttp offers is recycled with the request and must not reach the store, which may
	// look at it later.
	ctx, cancel := context.WithTimeout(context.WithValue(context.Background(), traceKey{}, id), patience)
	defer cancel()
	c.SetUserContext(ctx)
	if err := c.Next(); err != nil {
		if err := a.fail(c, err); err != nil {
			return err
		}
	}
	took, status, route := time.Since(begun), c.Response().StatusCode(), c.Route().Path
	a.Metrics.Request(c.Method(), route, status, took)
	level := slog.LevelDebug
	if took >= slow {
		level = slog.LevelWarn
	}
	slog.Log(ctx, level, "request", "method", c.Method(), "route", route, "status", status, "took", took.Round(10*time.Microsecond))
	return nil
}

// wellFormed reports whether a sender's id may stand in the log.
func wellFormed(id string) bool {
	if len(id) == 0 || len(id) > 64 {
		return false
	}
	for _, r := range id {
		if (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && r != '-' && r != '_' {
			return false
		}
	}
	return true
}

// Logged writes the id of the request that a line belongs to into the line.
type Logged struct{ slog.Handler }

// Handle adds the id, if there is one.
func (h Logged) Handle(ctx context.Context, r slog.Record) error {
	if id, ok := ctx.Value(traceKey{}).(string); ok {
		r.AddAttrs(slog.String("request", id))
	}
	return h.Handler.Handle(ctx, r)
}

// WithAttrs keeps adding ids.
func (h Logged) WithAttrs(attrs []slog.Attr) slog.Handler { return Logged{h.Handler.WithAttrs(attrs)} }

// WithGroup keeps adding ids.
func (h Logged) WithGroup(name string) slog.Handler { return Logged{h.Handler.WithGroup(name)} }

// metrics answers Prometheus: with a token whoever has it, without one only somebody on this machine. A request that a
// proxy passed on comes from this machine only seemingly.
func (a *API) metrics(app *fiber.App) {
	if a.Metrics == nil {
		return
	}
	answer := adaptor.HTTPHandler(a.Metrics.Handler())
	app.Get("/metrics", func(c *fiber.Ctx) error {
		if !a.mayScrape(c) {
			return problem.List{problem.New("access.denied", "")}
		}
		return answer(c)
	})
}

func (a *API) mayScrape(c *fiber.Ctx) bool {
	if a.MetricsToken != "" {
		return subtle.ConstantTimeCompare([]byte(c.Get(fiber.HeaderAuthorization)), []byte("Bearer "+a.MetricsToken)) == 1
	}
	passedOn := c.Get(fiber.HeaderXForwardedFor) + c.Get("Forwarded") + c.Get("X-Real-Ip") + c.Get(fiber.HeaderVia)
	host, _, err := net.SplitHostPort(string(c.Context().Host()))
	if err != nil {
		host = string(c.Context().Host())
	}
	here := net.ParseIP(strings.Trim(host, "[]")) // a proxy passes the name on that people know
	return passedOn == "" && c.Context().RemoteIP().IsLoopback() && (host == "localhost" || here != nil && here.IsLoopback())
}
