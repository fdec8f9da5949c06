package httpapi

import (
	"context"
	"log/slog"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine/problem"
	"huiyin/runtime"
	"huiyin/runtime/executor"
)

// How often an hour a password may be asked for from one address and for one name, and codes be tried.
const (
	forgottenPerAddress = 20
	forgottenPerName    = 3
	codesPerAddress     = 100
)

func (a *API) ticketRoutes(r fiber.Router) {
	r.Post("/session/forgotten", a.postForgotten)
	r.Post("/session/ticket", a.postTicket)
	r.Put("/session/ticket", a.atHome, a.putTicket)
}

func (a *API) tickets() runtime.Tickets {
	return runtime.Tickets{People: a.People, Sessions: a.Sessions, Now: a.Now}
}

// postForgotten mails a link to whoever has the login or mail address. The answer is the same, and takes as long,
// whether there is such a person or not.
func (a *API) postForgotten(c *fiber.Ctx) error {
	var in struct{ Name string }
	if err := read(c, &in); err != nil {
		return err
	}
	name := strings.ToLower(strings.TrimSpace(in.Name))
	if name == "" || len(name) > 254 {
		return problem.List{problem.New("session.name_missing", "/name")}
	}
	if err := a.limited(c, "forgotten", forgottenPerAddress); err != nil {
		return err
	}
	// Who asks too often for one name is told nothing about it: that name may be somebody else's.
	allowed, _ := a.limits.allow("forgotten|"+name, forgottenPerName, a.Now())
	mail := a.Effects.Message.Mail
	if allowed && mail != nil {
		address, base := a.address(c), a.Submitter.Links.Base
		a.background(c, func(ctx context.Context) { a.remind(ctx, mail, name, base, address) })
	}
	return c.Status(fiber.StatusAccepted).JSON(fiber.Map{"mail": mail != nil})
}

// remind mails everybody whom a login or mail address names.
func (a *API) remind(ctx context.Context, mail *executor.SMTP, name, base, address string) {
	users, err := a.People.Users(ctx)
	if err != nil {
		slog.ErrorContext(ctx, "forgotten password", "err", err)
		return
	}
	for _, u := range users {
		if !u.Active || u.Email == "" || strings.ToLower(u.Login) != name && strings.ToLower(u.Email) != name {
			continue
		}
		code, _, err := a.tickets().Issue(ctx, u.ID, runtime.Forgotten)
		if err == nil {
			err = mail.Send(ctx, letterFor(u, runtime.Forgotten, base+"/join#"+code, a.Now()))
		}
		a.Audit.Note(ctx, runtime.AuditEntry{Type: "password_forgotten", User: u.ID, Text: u.Login, Address: address, Failed: err != nil})
		if err != nil {
			slog.ErrorContext(ctx, "forgotten password not mailed", "user", u.ID, "err", err)
		}
	}
}

// letterFor is the mail that carries a link.
func letterFor(u *runtime.User, purpose, link string, now time.Time) executor.Mail {
	lang := problem.Language(u.Language)
	params := map[string]any{"name": u.Name, "login": u.Login, "link": link}
	m := executor.Mail{ID: "ticket-" + runtime.NewID(now), To: u.Email, Name: u.Name}
	if purpose == runtime.Invitation {
		m.Subject, m.Body = problem.Sentence(lang, "mail.invite.subject", params), problem.Sentence(lang, "mail.invite.body", params)
	} else {
		m.Subject, m.Body = problem.Sentence(lang, "mail.reset.subject", params), problem.Sentence(lang, "mail.reset.body", params)
	}
	return m
}

// postInvitation invites a user, or gives one who has a password a way to choose another. What cannot be mailed is
// shown to the administrator to pass on.
func (a *API) postInvitation(c *fiber.Ctx) error {
	u, err := a.People.Fresh(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	purpose, kind := runtime.Invitation, "invited"
	if u.Password != "" {
		purpose, kind = runtime.Forgotten, "password_link"
	}
	code, expires, err := a.tickets().Issue(c.UserContext(), u.ID, purpose)
	if err != nil {
		return err
	}
	link, why := a.Submitter.Links.Base+"/join#"+code, "no_mail_server"
	if mail := a.Effects.Message.Mail; mail != nil && u.Email == "" {
		why = "no_address"
	} else if mail != nil {
		why = ""
		if err := mail.Send(c.UserContext(), letterFor(u, purpose, link, a.Now())); err != nil {
			slog.ErrorContext(c.UserContext(), "invitation not mailed", "user", u.ID, "err", err)
			why = "mail_failed"
		}
	}
	a.noteUser(c, kind, u, "")
	out := fiber.Map{"purpose": purpose, "expires": expires, "mailed": why == "", "why": why, "email": u.Email}
	if why != "" {
		out["link"] = link
	}
	return c.JSON(out)
}

// postTicket tells whose link it is. The code travels in the body: addresses end up in logs.
func (a *API) postTicket(c *fiber.Ctx) error {
	var in struct{ Code string }
	if err := read(c, &in); err != nil {
		return err
	}
	if err := a.limited(c, "ticket", codesPerAddress); err != nil {
		return err
	}
	u, purpose, err := a.tickets().Look(c.UserContext(), in.Code)
	if err != nil {
		return err
	}
	return c.JSON(fiber.Map{"purpose": purpose, "name": u.Name, "login": u.Login})
}

// putTicket sets the password and signs the person in.
func (a *API) putTicket(c *fiber.Ctx) error {
	var in struct{ Code, Password string }
	if err := read(c, &in); err != nil {
		return err
	}
	if err := a.limited(c, "ticket", codesPerAddress); err != nil {
		return err
	}
	u, purpose, err := a.tickets().Use(c.UserContext(), in.Code, in.Password)
	if err != nil {
		return err
	}
	kind := "password_reset"
	if purpose == runtime.Invitation {
		kind = "invitation_accepted"
	}
	a.Audit.Note(c.UserContext(), runtime.AuditEntry{Type: kind, By: u.ID, User: u.ID, Text: u.Login, Address: a.address(c)})
	secret, s, err := a.Sessions.Open(c.UserContext(), u.ID, c.Get(fiber.HeaderUserAgent), a.address(c))
	if err != nil {
		return err
	}
	return a.welcome(c, secret, s)
}
