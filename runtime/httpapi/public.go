package httpapi

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine"
	"huiyin/engine/access"
	"huiyin/engine/form"
	"huiyin/engine/problem"
	"huiyin/runtime"
)

func (a *API) publicRoutes(r fiber.Router) {
	r.Get("/forms/:app/:form", a.getPublicForm)
	r.Post("/forms/:app/:form", a.postPublicForm)
	r.Post("/forms/:app/:form/pass", a.postPass)
	r.Post("/files", a.postPublicFile)
	r.Get("/track/:code", a.getTrack)
	r.Get("/track/:code/comments", a.getTrackComments)
	r.Post("/track/:code/comments", a.postTrackComment)
	r.Post("/track/:code/move", a.postTrackMove)
	r.Post("/track/:code/consent", a.postTrackConsent)
	r.Get("/track/:code/files/:id", a.getTrackFile)
	r.Use(func(*fiber.Ctx) error { return fiber.ErrNotFound }) // nobody is asked to sign in for what is not there
}

// publicPath begins what strangers may call.
const publicPath = "/api/v1/public/"

// Token lets a browser send one form: it was handed out by this server, for this form, not long ago. Difficulty is
// how many leading zero bits the hash of token and nonce must have, 0 = none.
type Token struct {
	Token      string `json:"token"`
	Difficulty int    `json:"difficulty"`
}

// How long a form may lie open in a browser, and how fast a person can possibly fill one.
const (
	tokenLife    = 24 * time.Hour
	perHour      = 20
	busyAfter    = 5 // submissions an hour from one address after which work is asked for
	hardEnough   = 16
	triesPerForm = 10 // tries an hour from one address, as a multiple of the submissions it may send
)

// stranger is whoever has no account.
func (a *API) stranger(c *fiber.Ctx) access.Principal {
	return access.Principal{ID: "customer", Name: words(a.lang(c), "客户", "Customer"), Kind: "customer", Language: a.lang(c)}
}

func (a *API) publicPlace(c *fiber.Ctx) (place, error) {
	return a.publicForm(c, c.Params("app"), c.Params("form"))
}

// publicForm is a form that strangers may be shown; fiber.ErrNotFound where there is none.
func (a *API) publicForm(c *fiber.Ctx, app, form string) (place, error) {
	p := place{who: a.stranger(c), lang: a.lang(c)}
	var known bool
	if p.app, known = a.Apps.Get(app); !known {
		return p, fiber.ErrNotFound
	}
	if p.form, known = p.app.Form(form); !known {
		return p, fiber.ErrNotFound
	}
	if pub := p.form.Spec().Public; pub == nil || !pub.Enabled {
		return p, fiber.ErrNotFound
	}
	return p, nil
}

// FillView is what the public page needs to show the form.
type FillView struct {
	Form     form.View         `json:"form"`
	App      Titled            `json:"app"`
	Token    Token             `json:"token"`
	Prefill  map[string]string `json:"prefill"`
	Lang     string            `json:"lang"`
	Page     string            `json:"page"`
	Language []string          `json:"languages"`
	TimeZone string            `json:"timeZone"` // of the app: moments are entered in it
	Closes   string            `json:"closes,omitempty"`
	Door     *problem.Problem  `json:"door,omitempty"` // why it cannot be filled now; the form is only a name then
}

// outline is what the page is told about itself, whatever it shows.
func (a *API) outline(p place) FillView {
	return FillView{Page: "fill", TimeZone: p.app.Zone().String(), Lang: p.lang, Language: problem.Languages,
		App: Titled{Key: p.app.Key, Title: p.app.Title.In(p.lang)}, Prefill: map[string]string{}}
}

func (a *API) fillView(c *fiber.Ctx, p place) FillView {
	a.greet(c, p)
	v := a.outline(p)
	v.Form, v.Token, v.Closes = a.blank(c, p, true), a.token(c, p), p.form.Spec().Public.Closes
	for param, field := range p.form.Spec().Public.Prefill {
		if value := c.Query(param); p.fits(field, value) {
			v.Prefill[field] = value
		}
	}
	return v
}

// fits reports whether a value from a link is one the field takes. What a link says wrongly is dropped: the visitor
// cannot mend it.
func (p place) fits(field, value string) bool {
	f, ok := p.form.Field(field)
	if !ok || value == "" {
		return false
	}
	_, problems := f.Value.Normalise(value)
	return problems.Err() == nil
}

// blank is the form before anybody has filled it, as strangers or people inside who may write everything see it.
func (a *API) blank(c *fiber.Ctx, p place, public bool) form.View {
	now, kind := a.Now().UTC(), "user"
	if public {
		kind = "customer"
	}
	env := map[string]any{"record": map[string]any{}, "old": map[string]any{}, "user": map[string]any{"kind": kind},
		"now": now.Format(time.RFC3339), "today": now.In(p.app.Zone()).Format(time.DateOnly), "working": p.app.Calendar("").Open(now), "link": map[string]any{}}
	return p.form.View(form.ViewOptions{Lang: p.lang, Public: public, Create: true, Env: env, Now: now, Zone: p.app.Zone(), Large: c.Query("size") == "large"})
}

func (a *API) token(c *fiber.Ctx, p place) Token {
	// Two visitors who open the form in the same second must not do, and use up, the same work.
	at := strconv.FormatInt(a.Now().Unix(), 36) + "-" + rand.Text()[:8] + "-" + strconv.FormatInt(int64(p.app.Release), 36)
	t := Token{Token: strings.Join([]string{p.app.Key, p.form.Key(), at, a.Keys.Sign("fill", p.app.Key, p.form.Key(), at)}, ".")}
	if ok, _ := a.limits.peek("submit|"+a.address(c), busyAfter, a.Now()); !ok {
		t.Difficulty = hardEnough
	}
	return t
}

// checkToken refuses tokens this server did not make for the form, old ones, and missing work.
func (a *API) checkToken(c *fiber.Ctx, p place, token, nonce string) error {
	if app, form, ok := a.readToken(token); !ok || app != p.app.Key || form != p.form.Key() {
		return problem.List{problem.New("public.token", "")}
	}
	if ok, _ := a.limits.peek("submit|"+a.address(c), busyAfter, a.Now()); !ok && !worked(token, nonce) {
		return problem.List{problem.New("public.work", "")}
	}
	return nil
}

// readToken returns the form that a token of this server opens; ok is false for forged and old ones.
func (a *API) readToken(token string) (app, form string, ok bool) {
	parts := strings.Split(token, ".")
	if len(parts) != 4 || !a.Keys.Verify(parts[3], "fill", parts[0], parts[1], parts[2]) {
		return "", "", false
	}
	seconds, _, _ := strings.Cut(parts[2], "-")
	at, err := strconv.ParseInt(seconds, 36, 64)
	return parts[0], parts[1], err == nil && a.Now().Sub(time.Unix(at, 0)) <= tokenLife
}

func worked(token, nonce string) bool {
	sum := sha256.Sum256([]byte(token + ":" + nonce))
	return sum[0] == 0 && sum[1] == 0
}

func (a *API) getPublicForm(c *fiber.Ctx) error {
	p, err := a.publicPlace(c)
	if err != nil {
		return err
	}
	if why, err := a.shut(c, p); why != nil || err != nil {
		return refusedAtDoor(why, err)
	}
	return c.JSON(a.fillView(c, p))
}

// Fill is a filled public form.
type Fill struct {
	Data   map[string]any    `json:"data"`
	Token  string            `json:"token"`
	Nonce  string            `json:"nonce"`
	Params map[string]string `json:"params"`
}

func (a *API) postPublicForm(c *fiber.Ctx) error {
	p, err := a.publicPlace(c)
	if err != nil {
		return err
	}
	var in Fill
	if err := read(c, &in); err != nil {
		return err
	}
	if err := a.checkToken(c, p, in.Token, in.Nonce); err != nil {
		return err
	}
	p.prefill(&in)
	key := publicKey(c, in.Data)
	if r, err := a.Submitter.Repeated(c.UserContext(), p.app, p.form, key); r != nil || err != nil {
		if err != nil {
			return err
		}
		return a.received(c, p, r, nil)
	}
	if why, err := a.shut(c, p); why != nil || err != nil {
		return refusedAtDoor(why, err)
	}
	refused, err := a.mayFill(c, p, in, key)
	if err != nil {
		return err
	}
	out, err := a.submit(c.UserContext(), p, runtime.Request{App: p.app.Key, Submission: engine.Submission{Form: p.form.Key(), Kind: "create",
		Patch: in.Data, Who: p.who, Channel: "public", Public: true, Key: key}, Visit: &runtime.Visit{Browser: a.visitor(c)}})
	if err != nil {
		refused()
		return a.outgrown(c, p, in.Token, err)
	}
	a.takeFiles(c, p, out.Record)
	return a.received(c, p, out.Record, out.Ignored)
}

// received tells a visitor that their form is in, where to follow it, and what they sent in vain.
func (a *API) received(c *fiber.Ctx, p place, r *engine.Record, ignored []string) error {
	link := a.Submitter.Links.For(p.app)("track", r)
	why, err := a.shut(c, p) // for another one
	if err != nil {
		return err
	}
	said := p.form.Spec().Public
	return c.Status(fiber.StatusCreated).JSON(fiber.Map{"no": r.No, "track": link, "thanks": said.Thanks.In(p.lang), "success": said.Success.In(p.lang), "last": why != nil, "ignored": pointers(ignored)})
}

// prefill adds what the link said to what the visitor left empty.
func (p place) prefill(in *Fill) {
	for param, field := range p.form.Spec().Public.Prefill {
		if value := in.Params[param]; in.Data[field] == nil && p.fits(field, value) {
			if in.Data == nil {
				in.Data = map[string]any{}
			}
			in.Data[field] = value
		}
	}
}

// perHour is how many submissions an hour the form takes from one address.
func (p place) perHour() int {
	if n := p.form.Spec().Public.PerHour; n > 0 {
		return n
	}
	return perHour
}

// mayFill refuses addresses that sent too much, and work that was shown before. Only what is accepted counts in full:
// a form that was filled wrongly comes back, and several visitors may share an address. The submission counts from
// here on, so that many at once are no way around; refused takes it back. Who sends the same again before the first is
// through, with the same key, is shown that one and counts no more.
func (a *API) mayFill(c *fiber.Ctx, p place, in Fill, key string) (refused func(), err error) {
	if err := a.limited(c, "fill", triesPerForm*p.perHour()); err != nil {
		return nil, err
	}
	var counted []string
	refused = func() {
		for _, name := range counted {
			a.limits.giveBack(name)
		}
	}
	count := func(name string, most int) (bool, time.Duration) {
		ok, wait := a.limits.allow(name, most, a.Now())
		if ok {
			counted = append(counted, name)
		}
		return ok, wait
	}
	if key != "" {
		if first, _ := count("sent|"+p.app.Key+"/"+p.form.Key()+"|"+key, 1); !first {
			return refused, nil
		}
	}
	if ok, wait := count("submit|"+a.address(c), p.perHour()); !ok {
		refused()
		return nil, tooMany(wait)
	}
	if in.Nonce == "" {
		return refused, nil
	}
	if ok, _ := count("work|"+in.Token+":"+in.Nonce, 1); !ok {
		refused()
		return nil, problem.List{problem.New("public.work", "")}
	}
	return refused, nil
}

// publicKey is a stranger's idempotency key, bound to what they say: whoever guesses a key does not get the answer,
// and with it the tracking link, of somebody else.
func publicKey(c *fiber.Ctx, content any) string {
	k := c.Get("Idempotency-Key")
	if k == "" {
		return ""
	}
	raw, err := json.Marshal(content)
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(append([]byte(k+"\n"), raw...))
	return "public:" + hex.EncodeToString(sum[:16])
}

// postPublicFile takes an attachment. The token names the form, so uploads need a form that may be filled now like
// submissions do; the tracking page sends its own link instead.
func (a *API) postPublicFile(c *fiber.Ctx) error {
	if err := a.limited(c, "upload", 60); err != nil {
		return err
	}
	if err := upload(c); err != nil {
		return err
	}
	ok, err := a.mayUpload(c, c.FormValue("token"))
	if err != nil {
		return err
	}
	if !ok {
		return problem.List{problem.New("public.token", "")}
	}
	info, err := a.receive(c, "public")
	if err != nil {
		return err
	}
	uploaded := info.Ref()
	uploaded.ID = a.handle(info)
	return c.Status(fiber.StatusCreated).JSON(FileView{FileRef: uploaded})
}

// mayUpload reports whether a token is of a public form, or is the link to a record that is followed. A form that has been
// shut since the token was given refuses.
func (a *API) mayUpload(c *fiber.Ctx, token string) (bool, error) {
	if app, form, ok := a.readToken(token); ok {
		p, err := a.publicForm(c, app, form)
		if err != nil {
			return false, err
		}
		why, err := a.shut(c, p)
		if why != nil || err != nil {
			return false, refusedAtDoor(why, err)
		}
		return true, nil
	}
	_, _, err := a.followed(c, token)
	if errors.Is(err, fiber.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}
