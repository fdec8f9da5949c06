package httpapi

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine"
	"huiyin/engine/access"
	"huiyin/engine/problem"
	"huiyin/engine/query"
	"huiyin/runtime"
	"huiyin/runtime/executor"
)

func (a *API) messageRoutes(r fiber.Router) {
	r.Get("/inbox", a.getInbox)
	r.Get("/inbox/count", a.getInboxCount)
	r.Post("/inbox/read-all", a.postReadAll)
	r.Post("/inbox/:id/read", a.postRead)
	r.Get("/messages", a.getMessages)
	r.Post("/messages/:id/resend", a.postResend)
	a.incidentRoutes(r)
}

// MessageView is a logged message.
type MessageView struct {
	ID         string    `json:"id"`
	At         time.Time `json:"at"`
	Audience   string    `json:"audience"`
	Channel    string    `json:"channel"`
	To         string    `json:"to"`
	Subject    string    `json:"subject"`
	Body       string    `json:"body"`
	State      string    `json:"state"`
	StateTitle string    `json:"stateTitle"`
	Error      string    `json:"error"`
	Promise    string    `json:"promise,omitempty"`
	Record     RecordRef `json:"record"`
	Read       bool      `json:"read"`
}

func (a *API) messageView(c *fiber.Ctx, m runtime.MessageLog) MessageView {
	lang := a.lang(c)
	v := MessageView{ID: m.ID, At: m.At, Audience: m.Audience, Channel: m.Channel, To: maskAddress(m.To), Subject: m.Subject, Body: m.Body, State: m.State,
		StateTitle: problem.Sentence(lang, "message.state."+m.State, nil), Error: m.Error, Promise: m.Promise, Read: m.Read != nil,
		Record: RecordRef{App: m.App, Form: m.Form, ID: m.Record, No: m.No, Title: m.Title}}
	if m.State == "held" {
		v.Error = problem.Sentence(lang, "message.held", map[string]any{"max": executor.LettersPerHour})
	}
	switch {
	case m.User != "":
		v.To = a.person(c, m.User).Name
	case !a.mayReach(c, m):
		v.To = ""
	}
	return v
}

// mayReach reports whether the caller sees at least a mask of the addresses that a form's records are written to.
func (a *API) mayReach(c *fiber.Ctx, m runtime.MessageLog) bool {
	app, ok := a.Apps.Get(m.App)
	if !ok {
		return false
	}
	f, ok := app.Form(m.Form)
	if !ok || f.Spec().Contact == nil {
		return ok
	}
	p := place{app: app, form: f, who: a.who(c, m.App)}
	return slices.ContainsFunc([]string{f.Spec().Contact.Email, f.Spec().Contact.Phone}, func(key string) bool {
		return key != "" && p.level(key, engine.Stand{}) > access.Hidden
	})
}

// maskAddress shows enough of a mail address to recognise it.
func maskAddress(address string) string {
	name, host, ok := strings.Cut(address, "@")
	if !ok || name == "" {
		return address
	}
	first, _ := utf8.DecodeRuneInString(name)
	return string(first) + "***@" + host
}

func inbox(user string) query.Condition {
	return query.Condition{All: []query.Condition{{Field: "user", Op: "eq", Value: user}, {Field: "channel", Op: "eq", Value: "in_app"}}}
}

func (a *API) messagePage(c *fiber.Ctx, where query.Condition) error {
	list, next, _, err := a.Messages.Find(c.UserContext(), query.Query{Where: where, Sort: []query.Sort{{Field: "at", Desc: true}}, Limit: limit(c, 30), After: c.Query("after")})
	if err != nil {
		return err
	}
	items := make([]MessageView, len(list))
	for i, m := range list {
		items[i] = a.messageView(c, m)
	}
	return c.JSON(fiber.Map{"items": items, "next": next})
}

func (a *API) getInbox(c *fiber.Ctx) error { return a.messagePage(c, inbox(CallerOf(c).User.ID)) }

func unread(user string) query.Condition {
	return query.Condition{All: []query.Condition{inbox(user), {Field: "read", Op: "empty"}}}
}

func (a *API) getInboxCount(c *fiber.Ctx) error {
	_, _, n, err := a.Messages.Find(c.UserContext(), query.Query{Where: unread(CallerOf(c).User.ID), Limit: 1, Count: true})
	if err != nil {
		return err
	}
	return c.JSON(fiber.Map{"unread": n})
}

func (a *API) postRead(c *fiber.Ctx) error {
	if err := a.Messages.MarkRead(c.UserContext(), CallerOf(c).User.ID, c.Params("id"), a.Now()); err != nil {
		return err
	}
	return c.SendStatus(fiber.StatusNoContent)
}

func (a *API) postReadAll(c *fiber.Ctx) error {
	if err := a.readAll(c, query.Condition{}); err != nil {
		return err
	}
	return c.SendStatus(fiber.StatusNoContent)
}

// readAll marks as read what the caller has in the inbox and meets a condition.
func (a *API) readAll(c *fiber.Ctx, where query.Condition) error {
	user := CallerOf(c).User.ID
	all := query.Condition{All: []query.Condition{unread(user), where}}
	for {
		list, _, _, err := a.Messages.Find(c.UserContext(), query.Query{Where: all, Sort: []query.Sort{{Field: "at"}}, Limit: 100})
		if err != nil || len(list) == 0 {
			return err
		}
		for _, m := range list {
			if err := a.Messages.MarkRead(c.UserContext(), user, m.ID, a.Now()); err != nil {
				return err
			}
		}
	}
}

// getRecordMessages answers with what customers were told about a record, and with all=1 also with what colleagues were:
// that is written for each of them, so it takes the grant of the message log.
func (a *API) getRecordMessages(c *fiber.Ctx) error {
	p, r, err := a.open(c)
	if err != nil {
		return err
	}
	where := query.Condition{All: []query.Condition{{Field: "record", Op: "eq", Value: r.ID}, {Field: "audience", Op: "eq", Value: "customer"}}}
	if c.Query("all") == "1" {
		if err := a.granted(c, p.app.Key, "messages"); err != nil {
			return err
		}
		if t := CallerOf(c).Token; t != nil && !t.Has(runtime.ScopeAdmin) {
			return problem.List{lacks(runtime.ScopeAdmin)}
		}
		where = query.Condition{Field: "record", Op: "eq", Value: r.ID}
	}
	return a.messagePage(c, where)
}

// granted reports whether the caller has a grant in the app of a message or incident.
func (a *API) granted(c *fiber.Ctx, app, grant string) error {
	found, ok := a.Apps.Get(app)
	if !ok || !found.Policy().Granted(a.who(c, app), grant) {
		return denied(grant, "")
	}
	return nil
}

// grantedApps lists the apps in which the caller has a grant.
func (a *API) grantedApps(c *fiber.Ctx, grant string) []*engine.App {
	var out []*engine.App
	for _, app := range a.Apps.All() {
		if app.Policy().Granted(a.who(c, app.Key), grant) {
			out = append(out, app)
		}
	}
	return out
}

func (a *API) getMessages(c *fiber.Ctx) error {
	var keys []any
	for _, app := range a.grantedApps(c, "messages") {
		keys = append(keys, app.Key)
	}
	if len(keys) == 0 {
		return denied("messages", "")
	}
	where := query.Condition{All: []query.Condition{{Field: "app", Op: "in", Value: keys}}}
	if state := c.Query("state"); state != "" {
		where.All = append(where.All, query.Condition{Field: "state", Op: "eq", Value: state})
	}
	return a.messagePage(c, where)
}

func (a *API) postResend(c *fiber.Ctx) error {
	if len(a.grantedApps(c, "messages")) == 0 {
		return denied("messages", "")
	}
	m, err := a.Messages.Get(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	if a.granted(c, m.App, "messages") != nil {
		return runtime.ErrGone
	}
	if m, err = a.Effects.Resend(c.UserContext(), m.ID); err != nil {
		return err
	}
	return c.JSON(a.messageView(c, *m))
}
