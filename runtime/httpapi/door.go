package httpapi

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine/form"
	"huiyin/engine/problem"
	"huiyin/runtime"
)

// The door of a public page: its hours, its password, and how many may send how often. What is told there decides
// nothing about places and turns: those are taken in the write of the record, and may be gone by then.

const (
	visitorCookie = "huiyin_visitor"
	visitorLife   = 400 * 24 * time.Hour // as long as browsers keep any
	passHeader    = "X-Form-Pass"
	passTries     = 20 // wrong passwords an hour from one address
)

// shut returns why the visitor cannot fill the form now, nil when they can. In this order: the hours, the password, what
// this browser has sent, the places.
func (a *API) shut(c *fiber.Ctx, p place) (*problem.Problem, error) {
	pub := p.form.Spec().Public
	if why := pub.Shut(a.Now()); why != nil {
		return why, nil
	}
	if why, err := a.locked(c, p); why != nil || err != nil {
		return why, err
	}
	answered, err := a.Submitter.Answered(c.UserContext(), p.app, p.form, a.visitor(c))
	if err != nil {
		return nil, err
	}
	if answered {
		why := problem.New("public.answered", "", "times", pub.Each.Times)
		return &why, nil
	}
	if pub.Quota == 0 {
		return nil, nil
	}
	taken, err := a.Submitter.Taken(c.UserContext(), p.app, p.form, 0)
	if err != nil || taken < pub.Quota {
		return nil, err
	}
	why := problem.New("public.full", "", "quota", pub.Quota)
	return &why, nil
}

// refusedAtDoor is the error of a visitor whom shut keeps out.
func refusedAtDoor(why *problem.Problem, err error) error {
	if err != nil {
		return err
	}
	return problem.List{*why}
}

// locked returns why the password keeps the visitor out: they have not given it, or nobody has set one yet.
func (a *API) locked(c *fiber.Ctx, p place) (*problem.Problem, error) {
	if !p.form.Spec().Public.Password {
		return nil, nil
	}
	lock, err := a.Locks.Lock(c.UserContext(), p.app.Key, p.form.Key())
	if err != nil {
		return nil, err
	}
	if lock.Hash == "" {
		why := problem.New("public.unset", "")
		return &why, nil
	}
	if a.passes(p, lock, c.Get(passHeader)) {
		return nil, nil
	}
	why := problem.New("public.locked", "")
	return &why, nil
}

// pass is what a browser shows after its visitor has given the password: until when it is good, signed together with
// the lock, so that another password ends it.
func (a *API) pass(p place, lock runtime.Lock) string {
	until := strconv.FormatInt(a.Now().Add(tokenLife).Unix(), 36)
	return until + "." + a.Keys.Sign("pass", p.app.Key, p.form.Key(), until, stamp(lock))
}

func (a *API) passes(p place, lock runtime.Lock, pass string) bool {
	until, signature, _ := strings.Cut(pass, ".")
	at, err := strconv.ParseInt(until, 36, 64)
	return err == nil && a.Now().Unix() < at && a.Keys.Verify(signature, "pass", p.app.Key, p.form.Key(), until, stamp(lock))
}

// stamp tells one lock from the next.
func stamp(lock runtime.Lock) string {
	sum := sha256.Sum256([]byte(lock.Hash))
	return hex.EncodeToString(sum[:8])
}

// postPass takes the password of a form and answers with a pass. Only wrong ones are counted against an address.
func (a *API) postPass(c *fiber.Ctx) error {
	p, err := a.publicPlace(c)
	if err != nil {
		return err
	}
	if !p.form.Spec().Public.Password {
		return fiber.ErrNotFound
	}
	var in struct{ Password string }
	if err := read(c, &in); err != nil {
		return err
	}
	lock, err := a.Locks.Lock(c.UserContext(), p.app.Key, p.form.Key())
	if err != nil {
		return err
	}
	if lock.Hash == "" {
		return problem.List{problem.New("public.unset", "")}
	}
	tries := "pass|" + p.app.Key + "/" + p.form.Key() + "|" + a.address(c)
	if ok, wait := a.limits.allow(tries, passTries, a.Now()); !ok {
		return tooMany(wait)
	}
	if !lock.Opens(in.Password) {
		return problem.List{problem.New("public.password", "/password")}
	}
	a.limits.giveBack(tries)
	return c.JSON(fiber.Map{"pass": a.pass(p, lock)})
}

// visitor is the id of the browser, "" when it has none from here.
func (a *API) visitor(c *fiber.Ctx) string {
	id, signature, _ := strings.Cut(c.Cookies(visitorCookie), ".")
	if id == "" || !a.Keys.Verify(signature, "visitor", id) {
		return ""
	}
	return id
}

// greet gives a browser the id by which it is known again, where the form asks for that.
func (a *API) greet(c *fiber.Ctx, p place) {
	pub := p.form.Spec().Public
	if !pub.Each.Browser() || a.visitor(c) != "" {
		return
	}
	id := runtime.NewID(a.Now())
	kept := fiber.Cookie{Name: visitorCookie, Value: id + "." + a.Keys.Sign("visitor", id), Path: "/", MaxAge: int(visitorLife.Seconds()), HTTPOnly: true, SameSite: "Lax", Secure: a.Secure}
	if !a.Secure || len(pub.Embed) == 0 {
		c.Cookie(&kept)
		return
	}
	// In a frame on another site browsers keep it for that site alone, and only when it says so itself.
	c.Append(fiber.HeaderSetCookie, kept.Name+"="+kept.Value+"; Path=/; Max-Age="+strconv.Itoa(kept.MaxAge)+"; HttpOnly; Secure; SameSite=None; Partitioned")
}

// doorView is the page of a form that cannot be filled now: its name, and why.
func (a *API) doorView(c *fiber.Ctx, p place, why problem.Problem) FillView {
	v := a.outline(p)
	full := a.blank(c, p, true)
	v.Page, v.Form = "door", form.View{Key: full.Key, Title: full.Title, Theme: full.Theme, Lang: full.Lang}
	v.Door = &why
	return v
}

// framed lets the sites that a form names show its page in a frame; this one always can.
func framed(c *fiber.Ctx, f *form.Form) {
	const own = "frame-ancestors 'self'"
	if p := f.Spec().Public; p != nil && len(p.Embed) > 0 {
		policy := string(c.Response().Header.Peek(fiber.HeaderContentSecurityPolicy))
		c.Set(fiber.HeaderContentSecurityPolicy, strings.Replace(policy, own, own+" "+strings.Join(p.Embed, " "), 1))
	}
}

// LockView tells whether a public form has its password, and how many of its places are taken.
type LockView struct {
	Set   bool       `json:"set"`
	At    *time.Time `json:"at,omitempty"`
	By    string     `json:"by,omitempty"`
	Taken int        `json:"taken"`
}

// Doors mounts what the people who publish an app set for its public forms beside the definitions.
func Doors(r fiber.Router, a *API) {
	r.Get("/apps/:app/forms/:form/door", a.getDoor)
	r.Put("/apps/:app/forms/:form/password", a.putPassword)
}

func (a *API) getDoor(c *fiber.Ctx) error {
	if err := a.granted(c, c.Params("app"), "design"); err != nil {
		return err
	}
	app, key := c.Params("app"), c.Params("form")
	lock, err := a.Locks.Lock(c.UserContext(), app, key)
	if err != nil {
		return err
	}
	v := LockView{Set: lock.Hash != ""}
	if v.Set {
		v.At, v.By = &lock.At, a.People.Name(c.UserContext(), lock.By)
	}
	if found, ok := a.Apps.Get(app); ok {
		if f, ok := found.Form(key); ok && f.Spec().Public != nil && f.Spec().Public.Quota > 0 {
			if v.Taken, err = a.Submitter.Taken(c.UserContext(), found, f, 0); err != nil {
				return err
			}
		}
	}
	return c.JSON(v)
}

// putPassword sets the password of a public form, or takes it away when it is empty. It holds at once, so it takes who
// may publish.
func (a *API) putPassword(c *fiber.Ctx) error {
	if err := a.granted(c, c.Params("app"), "publish"); err != nil {
		return err
	}
	var in struct{ Password *string }
	if err := read(c, &in); err != nil {
		return err
	}
	if in.Password == nil {
		return problem.List{problem.New("request.malformed", "/password", "detail", "password")}
	}
	by := CallerOf(c).User.ID
	if err := a.Locks.Set(c.UserContext(), c.Params("app"), c.Params("form"), *in.Password, by); err != nil {
		return err
	}
	text := "set"
	if *in.Password == "" {
		text = "removed"
	}
	a.Audit.Note(c.UserContext(), runtime.AuditEntry{Type: "form_password", By: by, App: c.Params("app"), Form: c.Params("form"), Text: text, Address: a.address(c)})
	return a.getDoor(c)
}
