package httpapi

import (
	"bytes"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"mime"
	"net/url"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine"
	"huiyin/engine/access"
	"huiyin/engine/definition"
	"huiyin/engine/form"
	"huiyin/engine/problem"
	"huiyin/engine/schema"
	"huiyin/runtime"
)

// Caller is who sends a request: a person by a session, or a program by a token of a person.
type Caller struct {
	User    *runtime.User
	Session runtime.Session
	Token   *runtime.Token // nil for people
}

const (
	sessionCookie = "huiyin_session"
	csrfCookie    = "huiyin_csrf"
)

// identify finds who sends a request: by their token, else by their session.
func (a *API) identify(c *fiber.Ctx) error {
	if secret, sent := bearer(c); sent {
		return a.identifyToken(c, secret)
	}
	return a.identifySession(c)
}

// identifySession finds the signed-in user, if any, and checks the CSRF token of everything that changes something.
func (a *API) identifySession(c *fiber.Ctx) error {
	secret := c.Cookies(sessionCookie)
	s, ok, err := a.Sessions.Find(c.UserContext(), secret)
	if err != nil {
		return err
	}
	if s.User == "" {
		if secret != "" {
			c.Locals("over", problem.New("session.ended", ""))
		}
		return c.Next()
	}
	u, err := a.People.User(c.UserContext(), s.User)
	if errors.Is(err, runtime.ErrGone) || (err == nil && !u.Active) {
		c.Locals("over", problem.New("session.deactivated", ""))
		return c.Next()
	}
	if err != nil {
		return err
	}
	if !ok {
		c.Locals("over", problem.New("session.expired", ""))
		return c.Next()
	}
	if changes(c) && !strings.HasPrefix(c.Path(), publicPath) &&
		subtle.ConstantTimeCompare([]byte(c.Get("X-CSRF-Token")), []byte(s.CSRF)) != 1 {
		return problem.List{problem.New("session.csrf", "")}
	}
	c.Locals("caller", &Caller{User: u, Session: s})
	return c.Next()
}

func changes(c *fiber.Ctx) bool {
	return c.Method() != fiber.MethodGet && c.Method() != fiber.MethodHead
}

// stranger says that nobody is signed in: why no longer, where the browser still holds what is left of a session.
func stranger(c *fiber.Ctx) problem.List {
	if over, ok := c.Locals("over").(problem.Problem); ok {
		return problem.List{over}
	}
	return problem.List{problem.New("session.required", "")}
}

func (a *API) signedIn(c *fiber.Ctx) error {
	if CallerOf(c) == nil {
		return stranger(c)
	}
	if CallerOf(c).User.MustChange && !strings.HasSuffix(c.Path(), "/session") {
		return problem.List{problem.New("session.password_first", "")}
	}
	return c.Next()
}

// CallerOf returns the signed-in caller, nil for strangers.
func CallerOf(c *fiber.Ctx) *Caller {
	caller, _ := c.Locals("caller").(*Caller)
	return caller
}

// lang is the language of the answer: asked for, the user's, or the browser's.
func (a *API) lang(c *fiber.Ctx) string {
	if q := c.Query("lang"); q != "" {
		return problem.Language(q)
	}
	if caller := CallerOf(c); caller != nil && caller.User.Language != "" {
		return problem.Language(caller.User.Language)
	}
	for _, part := range strings.Split(c.Get(fiber.HeaderAcceptLanguage), ",") {
		tag, _, _ := strings.Cut(strings.TrimSpace(part), ";")
		if short, _, _ := strings.Cut(strings.ToLower(tag), "-"); short == "zh" || short == "en" {
			return short
		}
	}
	return problem.Languages[0]
}

// who is the caller as an app sees them.
func (a *API) who(c *fiber.Ctx, app string) access.Principal {
	caller := CallerOf(c)
	if caller == nil {
		return access.Principal{Kind: "customer", Language: a.lang(c)}
	}
	if caller.Token != nil && !caller.Token.Covers(app) {
		return access.Principal{ID: caller.User.ID, Name: caller.User.Name, Kind: "user", Language: a.lang(c)}
	}
	p := a.People.Principal(c.UserContext(), caller.User, app)
	p.Language = a.lang(c)
	return p
}

// place is the app and form that a path names.
type place struct {
	app  *engine.App
	form *form.Form
	who  access.Principal
	lang string
}

// param is a part of the address as it was meant: browsers escape colons and what else may stand in an id. One that is
// escaped wrongly is "", which nothing is called.
func param(c *fiber.Ctx, name string) string {
	text, err := url.PathUnescape(c.Params(name))
	if err != nil {
		return ""
	}
	return text
}

// place finds the app and the form of an address; a problem tells which of them is none.
func (a *API) place(c *fiber.Ctx) (place, error) {
	app, ok := a.Apps.Get(c.Params("app"))
	if !ok {
		return place{}, problem.List{problem.New("app.unknown", "", "app", c.Params("app"))}
	}
	p := place{app: app, who: a.who(c, app.Key), lang: a.lang(c)}
	if key := c.Params("form"); key != "" {
		if p.form, ok = app.Form(key); !ok {
			return place{}, problem.List{problem.New("record.form_unknown", "", "form", key)}
		}
	}
	return p, nil
}

// level is what the caller may do with a field of the form, whatever steps say.
func (p place) level(key string, s engine.Stand) access.Level {
	f, ok := p.form.Field(key)
	if !ok {
		return access.Hidden
	}
	return engine.FieldLevel(p.app.Policy(), p.who, p.form.Key(), key, f.Personal != nil, s)
}

// jsonOnly refuses a body that is no JSON, except where files come in: the forms of other sites can send everything
// else without asking first.
func jsonOnly(c *fiber.Ctx) error {
	if !changes(c) || len(c.Request().Body()) == 0 || strings.HasSuffix(c.Path(), "/files") {
		return c.Next()
	}
	kind, _, err := mime.ParseMediaType(c.Get(fiber.HeaderContentType))
	if err == nil && kind == "application/zip" && strings.HasSuffix(c.Path(), "/import") {
		return c.Next() // no form can send this either
	}
	if err != nil || kind != fiber.MIMEApplicationJSON {
		return problem.List{problem.New("request.json_only", "")}
	}
	return c.Next()
}

// atHome refuses to sign anybody in from a page of another site. Browsers say where a request comes from; programs
// need not. A proxy may have replaced the host, so the public address counts as well.
func (a *API) atHome(c *fiber.Ctx) error {
	origin := c.Get(fiber.HeaderOrigin)
	if origin == "" || c.Get("Sec-Fetch-Site") == "same-origin" || origin == a.Submitter.Links.Base {
		return c.Next()
	}
	if from, err := url.Parse(origin); err != nil || from.Host == "" || from.Host != string(c.Request().Host()) {
		return problem.List{problem.New("session.foreign_origin", "")}
	}
	return c.Next()
}

// bounds of a JSON body; definitions are read within bounds of their own.
var bounds = schema.Limit{Bytes: maxJSON, Depth: 64}

// read decodes a JSON body strictly: unknown and repeated keys and trailing text are refused.
func read(c *fiber.Ctx, into any) error {
	body := c.Body()
	tree, problems := schema.Decode(body, bounds)
	if problems.Err() != nil {
		return problems
	}
	top, ok := tree.(map[string]any)
	if !ok { // null too, which the decoder takes for an object that says nothing
		return problem.List{problem.New("request.malformed", "", "detail", "JSON")}
	}
	if problems = append(spelledTwice(top), schema.Inexact(tree)...); problems.Err() != nil {
		return problems
	}
	d := json.NewDecoder(bytes.NewReader(body))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return malformed(err)
	}
	return nil
}

// spelledTwice reports keys of a body that differ in their capitals only: the decoder takes them for the same one.
func spelledTwice(top map[string]any) problem.List {
	var problems problem.List
	seen := map[string]bool{}
	for _, name := range slices.Sorted(maps.Keys(top)) {
		folded := strings.ToLower(name)
		if seen[folded] {
			problems.Add("json.duplicate_key", problem.Pointer(name), "name", name)
		}
		seen[folded] = true
	}
	return problems
}

// malformed says where a body is wrong, without the decoder's words: they name what only programmers know.
func malformed(err error) error {
	var wrong *json.UnmarshalTypeError
	if errors.As(err, &wrong) && wrong.Field != "" {
		return problem.List{problem.New("request.malformed", "/"+strings.ReplaceAll(wrong.Field, ".", "/"), "detail", wrong.Field)}
	}
	if _, name, ok := strings.Cut(err.Error(), "unknown field "); ok {
		return problem.List{problem.New("request.malformed", "", "detail", name)}
	}
	return problem.List{problem.New("request.malformed", "", "detail", "JSON")}
}

// How many bytes an idempotency key may have. A stranger's needs enough of them that two who choose one at random do not
// meet: who sends the same key with the same words is shown the record of the first time.
const (
	maxKey         = 128
	minStrangerKey = 8
)

// keyed refuses an idempotency key that cannot be honoured: ignored, it would let a repeat do everything twice.
func keyed(c *fiber.Ctx) error {
	k := c.Get("Idempotency-Key")
	if len(k) > maxKey {
		return problem.List{problem.New("request.key_long", "", "max", maxKey)}
	}
	if k != "" && len(k) < minStrangerKey && strings.HasPrefix(c.Path(), publicPath) {
		return problem.List{problem.New("request.key_short", "", "min", minStrangerKey)}
	}
	return c.Next()
}

// key is the idempotency key of a request, bound to its sender so that nobody meets another's, and to its content:
// a key that comes with something else asks for something else.
func key(c *fiber.Ctx) string {
	k := c.Get("Idempotency-Key")
	if k == "" {
		return ""
	}
	sender := "public"
	if caller := CallerOf(c); caller != nil {
		sender = caller.User.ID
	}
	sum := sha256.New()
	_, _ = io.WriteString(sum, c.Method()+" "+c.Path()+"\n"+k+"\n")
	_, _ = sum.Write(content(c.Body()))
	return sender + ":" + hex.EncodeToString(sum.Sum(nil)[:16])
}

// content is what a body says, the same however its sender wrote it: with other spaces, or members in another order.
func content(body []byte) []byte {
	if same, err := definition.Canonical(body); err == nil {
		return same
	}
	return body
}

// match reads If-Match; 0 when absent.
func match(c *fiber.Ctx) (int64, error) {
	tag := strings.Trim(strings.TrimPrefix(c.Get(fiber.HeaderIfMatch), "W/"), `"`)
	if tag == "" {
		return 0, nil
	}
	var rev int64
	if err := json.Unmarshal([]byte(tag), &rev); err != nil || rev < 1 {
		return 0, problem.List{problem.New("request.malformed", "", "detail", "If-Match")}
	}
	return rev, nil
}

// seen is the revision that whoever changes something has looked at; it must be given.
func seen(c *fiber.Ctx) (int64, error) {
	rev, err := match(c)
	if err == nil && rev == 0 {
		return 0, problem.List{problem.New("request.match_required", "")}
	}
	return rev, err
}
