package httpapi

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

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

// uncalled refuses to call colleagues in what the customer reads, who is not told their names.
func (a *API) uncalled(c *fiber.Ctx, text string, ids []string) error {
	users, err := a.People.Users(c.UserContext())
	if err != nil {
		return err
	}
	names := map[string]string{}
	var problems problem.List
	for _, u := range users {
		if names[u.ID] = u.Name; !slices.Contains(ids, u.ID) && calls(text, u.Name) {
			problems.Add("comment.mention_to_customer", "/text", "name", u.Name)
		}
	}
	for i, id := range ids {
		problems.Add("comment.mention_to_customer", problem.Pointer("mentions", i), "name", cmp.Or(names[id], id))
	}
	return problems.Err()
}

// calls reports whether a text names somebody behind an @ that is not in the middle of an address.
func calls(text, name string) bool {
	if name == "" {
		return false
	}
	for rest := text; ; {
		before, after, found := strings.Cut(rest, "@"+name)
		if !found {
			return false
		}
		last, _ := utf8.DecodeLastRuneInString(before)
		if before == "" || last > unicode.MaxASCII || !unicode.IsLetter(last) && !unicode.IsDigit(last) && !strings.ContainsRune("._-", last) {
			return true
		}
		rest = after
	}
}

// serves reports whether a colleague has a role by which records of a form can be read: whoever has none would get work
// of which they see nothing.
func (a *API) serves(c *fiber.Ctx, p place, u *runtime.User) bool {
	who := a.People.Principal(c.UserContext(), u, p.app.Key)
	return u.Active && p.app.Policy().Allow(access.Question{Who: who, Action: "read", Form: p.form.Key()}).Allowed
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
