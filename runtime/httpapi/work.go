package httpapi

import (
	"slices"
	"time"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine"
	"huiyin/engine/process"
	"huiyin/engine/query"
	"huiyin/runtime"
)

func (a *API) workRoutes(r fiber.Router) {
	r.Get("/tasks", a.getTasks)
	r.Get("/tasks/count", a.getTaskCount)
	r.Get("/mine", a.getMine)
	r.Get("/apps/:app/people", a.getPeople)
	r.Get("/search", a.getSearch)
	r.Get("/departments", a.getDepartments)
	r.Get("/catalog", catalog)
}

// RecordRef names a record.
type RecordRef struct {
	App    string      `json:"app"`
	Form   string      `json:"form"`
	ID     string      `json:"id"`
	No     string      `json:"no"`
	Title  string      `json:"title"`
	Status *StatusView `json:"status,omitempty"`
}

// TaskItem is a task in the work list.
type TaskItem struct {
	ID        string     `json:"id"`
	Record    RecordRef  `json:"record"`
	FormTitle string     `json:"formTitle"`
	Title     string     `json:"title"`
	Node      string     `json:"node"`
	Mode      string     `json:"mode"`
	State     string     `json:"state"`
	Claimable bool       `json:"claimable"`
	AdHoc     bool       `json:"adHoc"`
	Due       *time.Time `json:"due"`
	DueState  string     `json:"dueState"`
	Opened    time.Time  `json:"opened"`
	Closed    time.Time  `json:"closed,omitzero"`
	Owner     *Named     `json:"owner"`
}

// desk is every form with a process in every app, as the caller sees them.
type desk struct {
	places  map[string]place
	sources []runtime.Source
}

func (a *API) desk(c *fiber.Ctx) desk {
	d := desk{places: map[string]place{}}
	for _, app := range a.Apps.All() {
		who := a.who(c, app.Key)
		for _, f := range app.Forms() {
			if f.Spec().Process == "" {
				continue
			}
			d.places[app.Key+"/"+f.Key()] = place{app: app, form: f, who: who, lang: a.lang(c)}
			d.sources = append(d.sources, runtime.Source{App: app, Form: f})
		}
	}
	return d
}

func (d desk) place(r *engine.Record) place { return d.places[r.App+"/"+r.Form] }

// A page of what is done may have to look further, since a record that somebody worked on may have nothing left to
// show of it: so often, and then at so many records at once.
const (
	rounds  = 3
	further = 100
)

// getTasks lists what a person has to do, or did. A page ends between two records, so that one with several tasks
// may bring more than limit.
func (a *API) getTasks(c *fiber.Ctx) error {
	lists, d, user := runtime.Lists{Submitter: a.Submitter}, a.desk(c), CallerOf(c).User.ID
	open := c.Query("state", "open") == "open"
	find, order := lists.Involved, func(x, y TaskItem) int { return y.Closed.Compare(x.Closed) }
	if open {
		find, order = lists.Work, byDue
	}
	items, wanted, next := []TaskItem{}, limit(c, 50), c.Query("after")
	for round := 0; round < rounds && len(items) < wanted && (round == 0 || next != ""); round++ {
		size := wanted - len(items)
		if round > 0 && len(items) == 0 {
			size = further
		}
		records, after, err := find(c.UserContext(), d.sources, user, size, next)
		if err != nil {
			return err
		}
		for _, r := range records {
			items = append(items, a.taskItems(c, d.place(r), r, user, open)...)
		}
		next = after
	}
	slices.SortStableFunc(items, order)
	return c.JSON(fiber.Map{"items": items, "next": next})
}

func byDue(x, y TaskItem) int {
	switch {
	case x.Due == nil && y.Due == nil:
		return x.Opened.Compare(y.Opened)
	case x.Due == nil:
		return 1
	case y.Due == nil:
		return -1
	}
	return x.Due.Compare(*y.Due)
}

func (a *API) taskItems(c *fiber.Ctx, p place, r *engine.Record, user string, open bool) []TaskItem {
	var out []TaskItem
	if r.Proc == nil {
		return nil
	}
	proc, _ := p.app.Process(r.Proc.Process, r.Proc.Release)
	for _, t := range r.Proc.Tasks {
		if open && !t.Concerns(user) || !open && (t.State != "done" || t.By != user) {
			continue
		}
		due := runtime.TaskDue(r, t)
		item := TaskItem{ID: t.ID, Record: recordRef(p, r), FormTitle: p.form.Title().In(p.lang), Node: t.Node, Mode: t.Mode, State: t.State,
			AdHoc: t.AdHoc != nil, Due: due, DueState: a.dueState(due), Opened: t.Opened, Closed: t.Closed, Owner: a.named(c, r.People.Owner)}
		item.Claimable = t.Mode == "claim" && !slices.ContainsFunc(t.People, func(tp process.TaskPerson) bool { return tp.State == "open" })
		switch {
		case t.AdHoc != nil:
			item.Title = t.AdHoc.Title.In(p.lang)
		case proc != nil:
			n, _ := proc.Node(t.Node)
			item.Title = n.Title.In(p.lang)
		}
		out = append(out, item)
	}
	return out
}

func recordRef(p place, r *engine.Record) RecordRef {
	return RecordRef{App: p.app.Key, Form: p.form.Key(), ID: r.ID, No: r.No, Title: r.Title, Status: statusView(p.app, r.Proc, p.lang)}
}

// exactWork is how many records are opened to count the tasks on them; of more, the records are counted.
const exactWork = 200

// getTaskCount counts what getTasks lists: tasks, not records, since one record may ask several things of a person.
// Whoever has very many is told how many records wait, which costs the same however many there are.
func (a *API) getTaskCount(c *fiber.Ctx) error {
	lists, d, user := runtime.Lists{Submitter: a.Submitter}, a.desk(c), CallerOf(c).User.ID
	working := query.Condition{Field: "people.working", Op: "has", Value: user}
	waiting, err := lists.CountWork(c.UserContext(), d.sources, working)
	if err != nil {
		return err
	}
	if waiting > exactWork {
		overdue := query.Condition{Field: "work", Op: "lt", Value: a.Now().UTC().Format(time.RFC3339)}
		late, err := lists.CountWork(c.UserContext(), d.sources, query.And(working, overdue))
		if err != nil {
			return err
		}
		return c.JSON(fiber.Map{"open": waiting, "late": late})
	}
	records, _, err := lists.Work(c.UserContext(), d.sources, user, exactWork, "")
	if err != nil {
		return err
	}
	open, late := 0, 0
	for _, r := range records {
		if r.Proc == nil {
			continue
		}
		for _, t := range r.Proc.Tasks {
			if !t.Concerns(user) {
				continue
			}
			open++
			if a.dueState(runtime.TaskDue(r, t)) == "late" {
				late++
			}
		}
	}
	return c.JSON(fiber.Map{"open": open, "late": late})
}

func (a *API) getMine(c *fiber.Ctx) error {
	d, user := a.desk(c), CallerOf(c).User.ID
	records, next, err := runtime.Lists{Submitter: a.Submitter}.Mine(c.UserContext(), d.sources, user, limit(c, 50), c.Query("after"))
	if err != nil {
		return err
	}
	items, listers := []ListItem{}, map[string]lister{}
	for _, r := range records {
		key := r.App + "/" + r.Form
		if _, made := listers[key]; !made {
			listers[key] = a.lister(c, d.place(r))
		}
		items = append(items, listers[key].item(r))
	}
	return c.JSON(fiber.Map{"items": items, "next": next})
}

// PersonView is a colleague to choose.
type PersonView struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	Department string `json:"department"`
	Invited    bool   `json:"invited,omitempty"` // has never signed in
}

func (a *API) getPeople(c *fiber.Ctx) error {
	p, err := a.place(c)
	if err != nil {
		return err
	}
	if key := c.Query("form"); key != "" {
		form, ok := p.app.Form(key)
		if !ok {
			return fiber.ErrNotFound
		}
		p.form = form
	}
	users, err := a.People.Users(c.UserContext())
	if err != nil {
		return err
	}
	role := c.Query("role")
	var all []Option
	byID := map[string]*runtime.User{}
	for _, u := range users {
		if u.Active && (role == "" || slices.Contains(u.Roles, c.Params("app")+"/"+role)) && (c.Query("form") == "" || a.serves(c, p, u)) {
			all = append(all, Option{Value: u.ID, Text: u.Name})
			byID[u.ID] = u
		}
	}
	out := []PersonView{}
	for _, o := range matching(all, c.Query("q"), limit(c, 20)) {
		out = append(out, PersonView{ID: o.Value, Name: o.Text, Department: a.People.Name(c.UserContext(), byID[o.Value].Department), Invited: byID[o.Value].Invited()})
	}
	return c.JSON(out)
}

// DepartmentView is a department to choose.
type DepartmentView struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Parent string `json:"parent"`
	Head   *Named `json:"head"`
}

func (a *API) getDepartments(c *fiber.Ctx) error {
	departments, err := a.People.Departments(c.UserContext())
	if err != nil {
		return err
	}
	out := []DepartmentView{}
	for _, d := range departments {
		out = append(out, DepartmentView{ID: d.ID, Name: d.Name, Parent: d.Parent, Head: a.named(c, d.Head)})
	}
	return c.JSON(out)
}

// catalog answers with every unit that definitions can be made of, with the settings of their kinds, and with the functions
// of expressions: the palettes, inspectors and completions of the designers are drawn from it.
func catalog(c *fiber.Ctx) error {
	c.Set(fiber.HeaderCacheControl, "private, max-age=300")
	units := engine.Units()
	units["kinds"] = engine.Kinds()
	units["functions"] = engine.Functions()
	units["charts"] = engine.Charts()
	return c.JSON(units)
}
