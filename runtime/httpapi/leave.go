package httpapi

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine"
	"huiyin/engine/access"
	"huiyin/engine/problem"
	"huiyin/runtime"
)

// A request hands over so many records; the caller asks again for the rest, which lets the screen show how far it is.
const handedAtOnce = 100

// shownDuties is how many open records a dialog lists.
const shownDuties = 20

func (a *API) leaving() runtime.Leaving {
	return runtime.Leaving{People: a.People, Submitter: a.Submitter}
}

// getDuties tells what a user holds before they are deactivated.
func (a *API) getDuties(c *fiber.Ctx) error {
	u, err := a.People.User(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	duties, err := a.leaving().Duties(c.UserContext(), u.ID, shownDuties)
	if err != nil {
		return err
	}
	records, heads, acts := []RecordRef{}, []Named{}, []Named{}
	for _, r := range duties.Records {
		if ref, ok := a.refer(c, r); ok {
			records = append(records, ref)
		}
	}
	for _, d := range duties.Heads {
		heads = append(heads, Named{ID: d.ID, Name: d.Name, Kind: "department"})
	}
	for _, s := range duties.Acts {
		acts = append(acts, *a.person(c, s.ID))
	}
	roles, err := a.vacated(c.UserContext(), u.ID, a.lang(c))
	if err != nil {
		return err
	}
	return c.JSON(fiber.Map{"count": duties.Count, "records": records, "heads": heads, "substituteFor": acts, "vacates": roles})
}

// refer names a record for an administrator.
func (a *API) refer(c *fiber.Ctx, r *engine.Record) (RecordRef, bool) {
	app, ok := a.Apps.Get(r.App)
	if !ok {
		return RecordRef{}, false
	}
	f, ok := app.Form(r.Form)
	if !ok {
		return RecordRef{}, false
	}
	return recordRef(place{app: app, form: f, lang: a.lang(c)}, r), true
}

// StuckView is a record that nobody could take.
type StuckView struct {
	Record   RecordRef    `json:"record"`
	Problems problem.List `json:"problems"`
}

// postDeactivation signs a user out for good, ends their tokens and hands their work over, to one person or by the owner rules. They are
// deactivated first, so that no rule gives them anything new meanwhile. Asked again, it goes on with what is left.
func (a *API) postDeactivation(c *fiber.Ctx) error {
	var in struct{ To string }
	if err := read(c, &in); err != nil {
		return err
	}
	user := c.Params("id")
	if user == CallerOf(c).User.ID {
		return problem.List{problem.New("user.own_deactivation", "")}
	}
	if err := a.leaving().Check(c.UserContext(), user, in.To); err != nil {
		return err
	}
	was := false
	u, err := a.People.Alter(c.UserContext(), user, func(u *runtime.User) error {
		was, u.Active, u.Invite, u.Reset = u.Active, false, nil, nil
		return nil
	})
	if err != nil {
		return err
	}
	if was {
		a.noteUser(c, "deactivated", u, "")
	}
	if err := a.Sessions.Retire(c.UserContext(), user); err != nil {
		return err
	}
	if err := a.Tokens.RevokeAll(c.UserContext(), user); err != nil {
		return err
	}
	by := func(app string) access.Principal { return a.who(c, app) }
	handed, err := a.leaving().HandOver(c.UserContext(), by, user, in.To, handedAtOnce)
	if err != nil {
		return err
	}
	takers := a.takers(c, handed.To)
	if handed.Moved > 0 {
		a.noteUser(c, "work_reassigned", u, inNames(handed.Moved, takers))
	}
	stuck := []StuckView{}
	for _, s := range handed.Stuck {
		if ref, ok := a.refer(c, s.Record); ok {
			stuck = append(stuck, StuckView{Record: ref, Problems: a.inWords(c, s.Problems).In(a.lang(c))})
		}
	}
	return c.JSON(fiber.Map{"user": a.member(c, u), "moved": handed.Moved, "to": takers, "stuck": stuck, "more": handed.More})
}

// TakerView is somebody who got work of a person who left.
type TakerView struct {
	Person Named `json:"person"`
	Count  int   `json:"count"` // records
}

// takers names those who got work, whoever got most first.
func (a *API) takers(c *fiber.Ctx, to map[string]int) []TakerView {
	out := []TakerView{}
	for user, count := range to {
		out = append(out, TakerView{Person: *a.person(c, user), Count: count})
	}
	slices.SortFunc(out, func(x, y TakerView) int {
		return cmp.Or(y.Count-x.Count, strings.Compare(x.Person.Name, y.Person.Name), strings.Compare(x.Person.ID, y.Person.ID))
	})
	return out
}

// inNames writes how many records were handed over, and to whom how many, for the audit log.
func inNames(moved int, takers []TakerView) string {
	names := make([]string, len(takers))
	for i, t := range takers {
		names[i] = fmt.Sprintf("%s %d", t.Person.Name, t.Count)
	}
	return strings.TrimSpace(fmt.Sprintf("%d → %s", moved, strings.Join(names, ", ")))
}

// postReactivation lets a user sign in again, with the roles they had. Work that was handed over stays where it is.
func (a *API) postReactivation(c *fiber.Ctx) error {
	u, err := a.People.Alter(c.UserContext(), c.Params("id"), func(u *runtime.User) error {
		u.Active = true
		return nil
	})
	if err != nil {
		return err
	}
	a.noteUser(c, "reactivated", u, "")
	return a.sayUser(c, u)
}
