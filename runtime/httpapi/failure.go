package httpapi

import (
	"errors"
	"log/slog"
	"maps"
	"runtime/debug"
	"slices"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine/problem"
	"huiyin/runtime"
	"huiyin/runtime/store"
)

// Failure is the problem+json body (RFC 9457) of every refusal.
type Failure struct {
	Type     string       `json:"type"`
	Title    string       `json:"title"`
	Status   int          `json:"status"`
	Code     string       `json:"code,omitempty"`
	Detail   string       `json:"detail,omitempty"`
	Problems problem.List `json:"problems,omitempty"`
	Current  any          `json:"current,omitempty"`
	Diff     []Difference `json:"diff,omitempty"`
}

// Difference is one field that two people changed.
type Difference struct {
	Field  string `json:"field"`
	Title  string `json:"title"`
	Yours  any    `json:"yours"`
	Theirs any    `json:"theirs"`
}

// statuses of problem codes that are not about content. All others are 422.
var statuses = map[string]int{
	"public.not_open": fiber.StatusForbidden, "public.over": fiber.StatusForbidden, "public.locked": fiber.StatusForbidden, "public.unset": fiber.StatusForbidden,
	"public.answered": fiber.StatusForbidden, "public.full": fiber.StatusForbidden,
	"access.denied": fiber.StatusForbidden, "process.not_participant": fiber.StatusForbidden, "session.csrf": fiber.StatusForbidden, "session.foreign_origin": fiber.StatusForbidden, "session.password_first": fiber.StatusForbidden,
	"session.required": fiber.StatusUnauthorized, "session.wrong": fiber.StatusUnauthorized, "session.setup_required": fiber.StatusUnauthorized,
	"session.ended": fiber.StatusUnauthorized, "session.deactivated": fiber.StatusUnauthorized, "session.expired": fiber.StatusUnauthorized,
	"hook.signature": fiber.StatusUnauthorized, "hook.timestamp": fiber.StatusUnauthorized, "hook.secret_unset": fiber.StatusUnauthorized, "hook.off": fiber.StatusForbidden,
	"token.invalid": fiber.StatusUnauthorized, "token.expired": fiber.StatusUnauthorized,
	"token.route": fiber.StatusForbidden, "token.scope": fiber.StatusForbidden, "token.app": fiber.StatusForbidden, "token.right": fiber.StatusForbidden,
	"session.slow_down": fiber.StatusTooManyRequests, "request.too_many": fiber.StatusTooManyRequests,
	"process.already_decided": fiber.StatusConflict, "process.already_claimed": fiber.StatusConflict, "process.task_cancelled": fiber.StatusConflict,
	"process.task_overtaken": fiber.StatusConflict, "process.moved_by": fiber.StatusConflict, "process.moved_on": fiber.StatusConflict,
	"process.move_not_here": fiber.StatusConflict, "record.busy": fiber.StatusConflict, "process.merge_beaten": fiber.StatusConflict, "release.newer_exists": fiber.StatusConflict,
	"public.form_changed": fiber.StatusConflict,
	"draft.changed_since": fiber.StatusConflict, "draft.dropped_since": fiber.StatusConflict,
	"draft.newer_exists": fiber.StatusConflict, "upgrade.conflict": fiber.StatusConflict, "preset.installed": fiber.StatusConflict, "setup.done": fiber.StatusConflict,
	"user.changed": fiber.StatusConflict, "department.changed": fiber.StatusConflict, "view.changed": fiber.StatusConflict,
	"app.unknown": fiber.StatusNotFound, "record.form_unknown": fiber.StatusNotFound, "preset.unknown": fiber.StatusNotFound,
	"request.json_only":    fiber.StatusUnsupportedMediaType,
	"record.external_none": fiber.StatusNotFound, "record.external_deleted": fiber.StatusConflict,
	"request.limit": fiber.StatusBadRequest, "request.parameter_unknown": fiber.StatusBadRequest,
	"file.unreadable":   fiber.StatusBadRequest,
	"request.malformed": fiber.StatusBadRequest, "request.match_required": fiber.StatusPreconditionRequired,
	"json.invalid": fiber.StatusBadRequest, "json.duplicate_key": fiber.StatusBadRequest, "json.empty_key": fiber.StatusBadRequest,
	"json.too_deep": fiber.StatusBadRequest, "json.number_range": fiber.StatusBadRequest,
	"request.too_large": fiber.StatusRequestEntityTooLarge, "json.too_large": fiber.StatusRequestEntityTooLarge,
}

// fail is the one place where errors become answers.
func (a *API) fail(c *fiber.Ctx, err error) error {
	f := a.failure(c, err)
	c.Status(f.Status)
	c.Set("Content-Language", a.lang(c))
	if f.Status == fiber.StatusUnauthorized {
		c.Set(fiber.HeaderWWWAuthenticate, challenge(f.Code))
	}
	if err := c.JSON(f); err != nil {
		return err
	}
	a.hide(c)
	c.Set(fiber.HeaderContentType, "application/problem+json; charset=utf-8")
	return nil
}

func (a *API) failure(c *fiber.Ctx, err error) Failure {
	lang := a.lang(c)
	var list problem.List
	var one problem.Problem
	var conflict *runtime.Conflict
	var plain *fiber.Error
	switch {
	case errors.As(err, &list):
		return a.refusal(c, lang, list)
	case errors.As(err, &conflict):
		f := a.refusal(c, lang, problem.List{problem.New("record.changed", "")})
		f.Status = fiber.StatusConflict
		f.Current, f.Diff = a.conflict(c, conflict)
		return f
	case errors.Is(err, runtime.ErrGone):
		one = problem.New("request.not_found", "")
		return said(lang, fiber.StatusNotFound, one)
	case errors.Is(err, store.ErrFull), errors.Is(err, store.ErrReadOnly), errors.Is(err, store.ErrBusy), errors.Is(err, store.ErrClosed), errors.Is(err, store.ErrDisk), errors.Is(err, store.ErrBroken):
		slog.ErrorContext(c.UserContext(), "store", "path", c.Path(), "err", err)
		return said(lang, fiber.StatusServiceUnavailable, problem.New("store.unavailable", ""))
	case errors.Is(err, store.ErrTooLarge):
		return said(lang, fiber.StatusRequestEntityTooLarge, problem.New("request.too_large", ""))
	case errors.Is(err, store.ErrConflict):
		return said(lang, fiber.StatusConflict, problem.New("record.busy", ""))
	case errors.As(err, &plain):
		if plain.Code == fiber.StatusRequestEntityTooLarge {
			refuse(c)
		}
		return said(lang, plain.Code, statusProblem(plain.Code))
	}
	id := c.GetRespHeader(RequestID)
	slog.ErrorContext(c.UserContext(), "request failed", "method", c.Method(), "path", c.Path(), "err", err)
	return said(lang, fiber.StatusInternalServerError, problem.New("internal", "", "id", id))
}

func (a *API) refusal(c *fiber.Ctx, lang string, list problem.List) Failure {
	status := fiber.StatusUnprocessableEntity
	// What stands against the request comes first: the refusal is titled by it.
	warns := func(p problem.Problem) int {
		if p.Warning {
			return 1
		}
		return 0
	}
	list = slices.SortedStableFunc(slices.Values(list), func(a, b problem.Problem) int { return warns(a) - warns(b) })
	for _, p := range list.Blocking() {
		if s, ok := statuses[p.Code]; ok {
			status = s
			break
		}
	}
	if status == fiber.StatusTooManyRequests {
		c.Set(fiber.HeaderRetryAfter, retryAfter(list))
	}
	return said(lang, status, a.inWords(c, list)...)
}

// inWords replaces what the engine knows by id or in UTC by what people call it: names, and times of the app's zone.
func (a *API) inWords(c *fiber.Ctx, list problem.List) problem.List {
	zone := time.UTC
	if app, ok := a.Apps.Get(c.Params("app")); ok {
		zone = app.Zone()
	}
	out := slices.Clone(list)
	for i, p := range out {
		out[i].Params = maps.Clone(p.Params)
		if id, ok := p.Params["by"].(string); ok {
			out[i].Params["by"] = a.person(c, id).Name
		}
		for _, moment := range []string{"at", "next"} {
			if at, ok := p.Params[moment].(string); ok {
				out[i].Params[moment] = local(at, zone)
			}
		}
	}
	return out
}

func retryAfter(list problem.List) string {
	for _, p := range list {
		if s, ok := p.Params["seconds"].(int); ok {
			return strconv.Itoa(s)
		}
	}
	return "60"
}

func said(lang string, status int, list ...problem.Problem) Failure {
	texts := problem.List(list).In(lang)
	f := Failure{Type: "about:blank", Status: status, Problems: texts}
	if len(texts) > 0 {
		f.Code, f.Title = texts[0].Code, texts[0].Message
	}
	return f
}

func statusProblem(status int) problem.Problem {
	switch status {
	case fiber.StatusNotFound:
		return problem.New("request.not_found", "")
	case fiber.StatusServiceUnavailable:
		return problem.New("store.unavailable", "")
	case fiber.StatusMethodNotAllowed:
		return problem.New("request.method", "")
	case fiber.StatusRequestEntityTooLarge, fiber.StatusRequestHeaderFieldsTooLarge, fiber.StatusRequestURITooLong:
		return problem.New("request.too_large", "")
	}
	return problem.New("request.unreadable", "", "status", status)
}

func logPanic(c *fiber.Ctx, e any) {
	slog.ErrorContext(c.UserContext(), "panic", "path", c.Path(), "panic", e, "stack", string(debug.Stack()))
}
