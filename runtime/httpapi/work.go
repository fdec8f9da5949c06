package httpapi

import (
	"slices"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine"
	"huiyin/engine/process"
	"huiyin/runtime"
)

func (a *API) workRoutes(r fiber.Router) {
	r.Get("/tasks", a.getTasks)
	r.Get("/tasks/count", a.getTaskCount)
	r.Get("/mine", a.getMine)
	r.Get("/apps/:app/people", a.getPeople)
	r.Get("/departments", a.getDepartments)
	r.Get("/catalog", func(c *fiber.Ctx) error { return c.JSON(engine.Units()) })
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

// maxWork bounds the records one work list is made of.
const maxWork = 200

// each calls fn for every form with a process in every app of the caller.
func (a *API) each(c *fiber.Ctx, fn func(p place) error) error {
	for _, app := range a.Apps.All() {
		who := a.who(c, app.Key)
		for _, f := range app.Forms() {
			if f.Spec().Process == "" {
				continue
			}
			if err := fn(place{app: app, form: f, who: who, lang: a.lang(c)}); err != nil {
				return err
			}
		}
	}
	return nil
}

func (a *API) getTasks(c *fiber.Ctx) error {
	open := c.Query("state", "open") == "open"
	items := []TaskItem{}
	user := CallerOf(c).User.ID
	lists := runtime.Lists{Submitter: a.Submitter}
	err := a.each(c, func(p place) error {
		find := lists.Involved
		if open {
			find = lists.Work
		}
		records, err := find(c.UserContext(), p.app, p.form, user, maxWork)
		for _, r := range records {
			items = append(items, a.taskItems(c, p, r, user, open)...)
		}
		return err
	})
	if err != nil {
		return err
	}
	if open {
		slices.SortStableFunc(items, byDue)
	} else {
		slices.SortStableFunc(items, func(x, y TaskItem) int { return y.Closed.Compare(x.Closed) })
	}
	return c.JSON(pageOf(c, items))
}

// pageOf cuts a list that is known as a whole; the cursor is the number of items before the page.
func pageOf[T any](c *fiber.Ctx, items []T) fiber.Map {
	from, err := strconv.Atoi(c.Query("after", "0"))
	if err != nil || from < 0 {
		from = 0
	}
	from = min(from, len(items))
	to, next := min(from+limit(c, 50), len(items)), ""
	if to < len(items) {
		next = strconv.Itoa(to)
	}
	return fiber.Map{"items": items[from:to], "next": next}
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
		due := taskDue(r, t)
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

// taskDue is when a task has to be done: a step without a time of its own is due with its record.
func taskDue(r *engine.Record, t process.Task) *time.Time {
	if t.Due == nil && t.AdHoc == nil {
		return r.Due
	}
	return t.Due
}

func recordRef(p place, r *engine.Record) RecordRef {
	return RecordRef{App: p.app.Key, Form: p.form.Key(), ID: r.ID, No: r.No, Title: r.Title, Status: statusView(p.app, r.Proc, p.lang)}
}

// getTaskCount counts what getTasks lists: tasks, not records, since one record may ask several things of a person.
func (a *API) getTaskCount(c *fiber.Ctx) error {
	open, late := 0, 0
	user := CallerOf(c).User.ID
	lists := runtime.Lists{Submitter: a.Submitter}
	err := a.each(c, func(p place) error {
		records, err := lists.Work(c.UserContext(), p.app, p.form, user, maxWork)
		for _, r := range records {
			if r.Proc == nil {
				continue
			}
			for _, t := range r.Proc.Tasks {
				if !t.Concerns(user) {
					continue
				}
				open++
				if a.dueState(taskDue(r, t)) == "late" {
					late++
				}
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	return c.JSON(fiber.Map{"open": open, "late": late})
}

func (a *API) getMine(c *fiber.Ctx) error {
	items := []ListItem{}
	user := CallerOf(c).User.ID
	lists := runtime.Lists{Submitter: a.Submitter}
	err := a.each(c, func(p place) error {
		records, err := lists.Mine(c.UserContext(), p.app, p.form, user, maxWork)
		l := a.lister(c, p)
		for _, r := range records {
			items = append(items, l.item(r))
		}
		return err
	})
	if err != nil {
		return err
	}
	slices.SortStableFunc(items, func(x, y ListItem) int { return y.CreatedAt.Compare(x.CreatedAt) })
	return c.JSON(pageOf(c, items))
}

// PersonView is a colleague to choose.
type PersonView struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	Department string `json:"department"`
}

func (a *API) getPeople(c *fiber.Ctx) error {
	if _, err := a.place(c); err != nil {
		return err
	}
	users, err := a.People.Users(c.UserContext())
	if err != nil {
		return err
	}
	role := c.Query("role")
	var all []Option
	byID := map[string]*runtime.User{}
	for _, u := range users {
		if u.Active && (role == "" || slices.Contains(u.Roles, c.Params("app")+"/"+role)) {
			all = append(all, Option{Value: u.ID, Text: u.Name})
			byID[u.ID] = u
		}
	}
	out := []PersonView{}
	for _, o := range matching(all, c.Query("q"), limit(c, 20)) {
		out = append(out, PersonView{ID: o.Value, Name: o.Text, Department: a.People.Name(c.UserContext(), byID[o.Value].Department)})
	}
	return c.JSON(out)
}

func (a *API) getDepartments(c *fiber.Ctx) error {
	departments, err := a.People.Departments(c.UserContext())
	if err != nil {
		return err
	}
	out := []fiber.Map{}
	for _, d := range departments {
		out = append(out, fiber.Map{"id": d.ID, "name": d.Name, "parent": d.Parent, "head": a.named(c, d.Head)})
	}
	return c.JSON(out)
}
