package httpapi

import (
	"slices"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine"
	"huiyin/engine/access"
	"huiyin/engine/action"
	"huiyin/engine/effect"
	"huiyin/engine/form"
	"huiyin/engine/problem"
	"huiyin/runtime"
	"huiyin/runtime/httpapi"
)

// Whom is who a people rule of the drafts would find now.
type Whom struct {
	People []WhomPerson `json:"people"`
	Why    string       `json:"why"`
	Way    int          `json:"way"`  // place of the way that found them; -1: the last resort
	Turn   bool         `json:"turn"` // turns are taken: any of the way's people may be next
	Ways   []WhomWay    `json:"ways"`
}

// WhomPerson is somebody who was found.
type WhomPerson struct {
	Person
	Open    int     `json:"open"`    // tasks, where they were counted
	Invited bool    `json:"invited"` // has not come yet
	Blind   bool    `json:"blind"`   // has no role that lets them read anything of the record
	Acting  *Person `json:"acting"`  // who acts for them while they are away; nil: they are there
}

// WhomWay is what one way of the rule comes to.
type WhomWay struct {
	Holds  bool     `json:"holds"`
	Failed bool     `json:"failed"`
	Count  int      `json:"count"`
	Names  []string `json:"names"` // the first of them
}

// namesShown bounds the names of a way.
const namesShown = 8

// previewPeople tells whom a people rule of the drafts would find now: for a record, or for an empty one.
func (d *API) previewPeople(c *fiber.Ctx) error {
	var in struct {
		Process string `json:"process"`
		Rule    string `json:"rule"`
		Record  string `json:"record"` // number or id; "" = none
	}
	if err := httpapi.Read(c, &in); err != nil {
		return err
	}
	app, err := d.drafted(c)
	if err != nil {
		return err
	}
	p, ok := app.Current(in.Process)
	if !ok {
		return problem.List{problem.New("record.process_unknown", "", "process", in.Process)}
	}
	f, ok := app.Form(p.Spec().Form)
	if !ok {
		return problem.List{problem.New("record.form_unknown", "", "form", p.Spec().Form)}
	}
	r := &engine.Record{App: app.Key, Form: f.Key(), Data: map[string]any{}}
	if in.Record != "" {
		if r, err = d.host.Open(c, app, f, in.Record); err != nil {
			return err
		}
	}
	var found action.Finding
	_, err = d.host.Submitter.Rehearse(c.UserContext(), app, d.host.Eyes(c, app.Key), func(w engine.World) (engine.Outcome, problem.List) {
		one, needs, faults := app.TryPeople(r, in.Process, in.Rule, w)
		found = one
		return engine.Outcome{Needs: needs}, faults
	})
	if err != nil {
		return err
	}
	out := d.whom(c, found)
	for i, one := range out.People {
		if out.People[i].Blind, err = d.blind(c, app, f, one.ID); err != nil {
			return err
		}
	}
	return c.JSON(out)
}

// blind reports whether somebody could read nothing of the records of a form that they would get work on.
func (d *API) blind(c *fiber.Ctx, app *engine.App, f *form.Form, id string) (bool, error) {
	u, err := d.host.People.User(c.UserContext(), id)
	if err != nil {
		return false, err
	}
	level := runtime.Levels(app, f, d.host.People.Principal(c.UserContext(), u, app.Key))
	return !slices.ContainsFunc(f.Fields(), func(one *form.CompiledField) bool { return level(one.Key) > access.Hidden }), nil
}

func (d *API) whom(c *fiber.Ctx, found action.Finding) Whom {
	out := Whom{People: []WhomPerson{}, Why: found.Why, Way: found.Way, Turn: found.Turn, Ways: []WhomWay{}}
	for _, p := range found.People {
		one := WhomPerson{Person: Person{p.ID, p.Name}, Open: p.Open, Invited: p.Invited}
		if p.Substitute != "" {
			one.Acting = &Person{p.Substitute, d.host.People.Name(c.UserContext(), p.Substitute)}
		}
		out.People = append(out.People, one)
	}
	for _, w := range found.Ways {
		out.Ways = append(out.Ways, WhomWay{Holds: w.Holds, Failed: w.Failed, Count: len(w.Pool), Names: names(w.Pool)})
	}
	return out
}

func names(people []effect.Person) []string {
	out := []string{}
	for _, p := range people[:min(len(people), namesShown)] {
		out = append(out, p.Name)
	}
	return out
}
