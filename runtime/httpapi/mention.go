package httpapi

import (
	"slices"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine"
	"huiyin/engine/access"
	"huiyin/engine/problem"
	"huiyin/engine/query"
	"huiyin/runtime"
)

// maxMentions bounds how many people one comment calls.
const maxMentions = 20

// Mentions mounts the people who can be mentioned on a record: those who may read it.
func Mentions(r fiber.Router, a *API) {
	r.Get("/apps/:app/forms/:form/records/:id/readers", a.getReaders)
}

// getReaders answers with colleagues who may read the record, found by part of their name, pinyin or its first letters.
func (a *API) getReaders(c *fiber.Ctx) error {
	p, r, err := a.open(c)
	if err != nil {
		return err
	}
	users, err := a.People.Users(c.UserContext())
	if err != nil {
		return err
	}
	var all []Option
	byID := map[string]*runtime.User{}
	for _, u := range users {
		if u.ID != p.who.ID && a.reads(c, p, r, u) {
			all = append(all, Option{Value: u.ID, Text: u.Name})
			byID[u.ID] = u
		}
	}
	out := []PersonView{}
	for _, o := range matching(all, c.Query("q"), limit(c, 8)) {
		out = append(out, PersonView{ID: o.Value, Name: o.Text, Department: a.People.Name(c.UserContext(), byID[o.Value].Department)})
	}
	return c.JSON(out)
}

// reads reports whether a colleague may read a record, by role or because of an open task on it.
func (a *API) reads(c *fiber.Ctx, p place, r *engine.Record, u *runtime.User) bool {
	if !u.Active {
		return false
	}
	who := a.People.Principal(c.UserContext(), u, p.app.Key)
	return slices.Contains(r.People.Working, u.ID) ||
		p.app.Policy().Allow(access.Question{Who: who, Action: "read", Form: p.form.Key(), Record: r.Subject()}).Allowed
}

// mentioned checks who is called in a comment: everybody must be able to read it.
func (a *API) mentioned(c *fiber.Ctx, p place, r *engine.Record, ids []string) ([]string, error) {
	var out []string
	var problems problem.List
	if len(ids) > maxMentions {
		return nil, problem.List{problem.New("comment.too_many_mentions", "/mentions", "max", maxMentions)}
	}
	for i, id := range ids {
		u, err := a.People.User(c.UserContext(), id)
		if err != nil || !a.reads(c, p, r, u) {
			problems.Add("comment.mention_unreadable", problem.Pointer("mentions", i), "user", id)
		} else if !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out, problems.Err()
}

// unreadMentions are the inbox messages about comments of the record that mention the caller and were not read yet:
// comment id -> message id.
func (a *API) unreadMentions(c *fiber.Ctx, r *engine.Record) (map[string]string, error) {
	list, _, _, err := a.Messages.Find(c.UserContext(), query.Query{Where: query.Condition{All: []query.Condition{
		unread(CallerOf(c).User.ID), {Field: "record", Op: "eq", Value: r.ID}, {Field: "template", Op: "eq", Value: engine.MentionMessage}}},
		Sort: []query.Sort{{Field: "at", Desc: true}}, Limit: 100})
	out := map[string]string{}
	for _, m := range list {
		out[m.About] = m.ID
	}
	return out, err
}
