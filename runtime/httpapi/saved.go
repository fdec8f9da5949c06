package httpapi

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine/definition"
	"huiyin/engine/form"
	"huiyin/engine/form/field"
	"huiyin/engine/problem"
	"huiyin/engine/query"
	"huiyin/runtime"
)

// ListedView is a view with how it shows records. Start is on the one that the list opens with for the reader.
type ListedView struct {
	Key     string              `json:"key"`
	Title   string              `json:"title"`
	Columns []definition.Column `json:"columns"`
	Filter  json.RawMessage     `json:"filter"`
	Sort    []definition.Sort   `json:"sort"`
	Start   bool                `json:"start,omitempty"`
	Saved   *SavedView          `json:"saved,omitempty"`
}

// SavedView is what a view has that a person saved. Faults say what of it no longer works for the reader; Fit is the
// view without that.
type SavedView struct {
	Rev    int64                 `json:"rev"`
	Look   string                `json:"look"`
	Shared bool                  `json:"shared"`
	Roles  []string              `json:"roles"`
	Change bool                  `json:"change"` // whether the reader may
	Faults problem.List          `json:"faults,omitempty"`
	Fit    *runtime.SavedContent `json:"fit,omitempty"`
}

// listing is the place of a form whose records the caller may read.
func (a *API) listing(c *fiber.Ctx) (place, error) {
	p, err := a.place(c)
	if err == nil && !p.may("read", nil) {
		err = denied("read", p.form.Key())
	}
	return p, err
}

// offered lists the views that the caller may use, those that are shared or their own behind those of the definitions,
// and says which one their list opens with: the one they chose, else the first of the definitions.
func (a *API) offered(c *fiber.Ctx, p place) (views []view, start string, err error) {
	views = viewsOf(p.app, p.form.Key(), p.who)
	kept, err := a.Views.Of(c.UserContext(), p.app.Key, p.form.Key(), p.who.ID)
	if len(views) > 0 {
		start = views[0].Key
	}
	for _, s := range kept.Shared {
		if len(s.Roles) == 0 || p.who.Admin || p.who.Has(s.Roles...) || mayShare(p) {
			views = append(views, savedView(p, s))
		}
	}
	for _, s := range kept.Own {
		views = append(views, savedView(p, s))
	}
	if slices.ContainsFunc(views, func(v view) bool { return v.Key == kept.Start }) {
		start = kept.Start
	}
	return views, start, err
}

func savedView(p place, s runtime.Saved) view {
	return view{Definition: definition.Definition{Key: s.ID, Title: definition.Plain(s.Title)}, Saved: &s,
		Spec: definition.ViewSpec{Form: p.form.Key(), Columns: s.Columns, Filter: s.Filter, Sort: s.Sort, Roles: s.Roles}}
}

// saved finds a saved view that the caller may use. Anybody else's does not exist for them.
func (a *API) saved(c *fiber.Ctx, p place, key string) (view, error) {
	views, start, err := a.offered(c, p)
	if err != nil {
		return view{}, err
	}
	i := slices.IndexFunc(views, func(v view) bool { return v.Saved != nil && v.Key == key })
	if i < 0 {
		return view{}, runtime.ErrGone
	}
	views[i].start = start == key
	return views[i], nil
}

// mayShare reports whether the caller may give views to others, and change those that are shared.
func mayShare(p place) bool { return p.app.Policy().Granted(p.who, "admin") }

// sharers are the roles that a view can be shared with, for whoever may.
func sharers(p place) []Titled {
	out := []Titled{}
	if mayShare(p) {
		for _, d := range p.app.Definitions("role") {
			out = append(out, Titled{Key: d.Key, Title: d.Title.In(p.lang)})
		}
	}
	return out
}

// asks is what a view asks for, with the reader still to be filled in.
func (v view) asks() (n runtime.Narrowing, err error) {
	for _, s := range v.Spec.Sort {
		n.Sort = append(n.Sort, query.Sort{Field: s.Field, Desc: s.Desc})
	}
	if v.Spec.Filter != nil {
		err = json.Unmarshal(v.Spec.Filter, &n.Filter)
	}
	return n, err
}

// viewed is what the view that a list is asked for narrows it to. Of a saved one that is what still works; a field that
// its reader may no longer read has it refused.
func (a *API) viewed(c *fiber.Ctx, p place, key string) (n runtime.Narrowing, problems problem.List, err error) {
	views := viewsOf(p.app, p.form.Key(), p.who)
	if strings.HasPrefix(key, runtime.ViewMark) {
		if views, _, err = a.offered(c, p); err != nil {
			return n, nil, err
		}
	}
	i := slices.IndexFunc(views, func(v view) bool { return v.Key == key })
	if i < 0 {
		problems.Add("list.view_unknown", "/view", "view", key)
		return n, problems, nil
	}
	if n, err = views[i].asks(); err != nil {
		return n, nil, err
	}
	if views[i].Saved != nil {
		var faults problem.List
		if n, faults = a.fit(p, n); runtime.Leaks(faults) {
			problems = faults.Under("/view")
		}
	}
	n.Filter = bound(n.Filter, p)
	return n, problems, nil
}

func (a *API) fit(p place, n runtime.Narrowing) (runtime.Narrowing, problem.List) {
	fit, faults := runtime.Lists{Submitter: a.Submitter}.Fit(p.app, p.form, p.who, n,
		func(f query.Condition) query.Condition { return bound(f, p) })
	return fit, titled(p, faults)
}

// titled calls fields of the problems of a view by their titles, those that were deleted too.
func titled(p place, problems problem.List) problem.List {
	level := runtime.Levels(p.app, p.form, p.who)
	for i, pr := range problems {
		key, _ := pr.Params["field"].(string)
		at := slices.IndexFunc(p.form.Spec().Fields, func(f form.Field) bool { return f.Key == key })
		if at < 0 || !p.form.Spec().Fields[at].Deleted && level(key) == 0 {
			continue
		}
		problems[i].Params["field"] = p.form.Spec().Fields[at].Title.In(p.lang)
	}
	return problems
}

func (a *API) listed(p place, v view, columns []Column, start string) ListedView {
	out := ListedView{Key: v.Key, Title: v.Title.In(p.lang), Columns: append([]definition.Column{}, v.Spec.Columns...),
		Filter: v.Spec.Filter, Sort: append([]definition.Sort{}, v.Spec.Sort...), Start: v.Key == start}
	if v.Saved == nil {
		return out
	}
	out.Saved = &SavedView{Rev: v.Saved.Rev, Look: v.Saved.Look, Shared: v.Saved.Shared, Roles: append([]string{}, v.Saved.Roles...), Change: !v.Saved.Shared || mayShare(p)}
	kept, faults := a.works(p, v.Saved.SavedContent, columns)
	if out.Saved.Faults = faults.In(p.lang); len(faults) > 0 {
		out.Saved.Fit = &kept
	}
	return out
}

// works is what of a view still works for the reader, with a problem for everything that does not.
func (a *API) works(p place, in runtime.SavedContent, columns []Column) (runtime.SavedContent, problem.List) {
	out, problems := in, problem.List{}
	out.Columns, out.Sort, out.Filter = []definition.Column{}, nil, nil
	for i, col := range in.Columns {
		if slices.ContainsFunc(columns, func(known Column) bool { return known.Field == col.Field }) {
			out.Columns = append(out.Columns, col)
			continue
		}
		problems.Add("view.column_gone", problem.Pointer("columns", i), "field", col.Field)
	}
	problems = titled(p, problems)
	if in.Look == "board" && !slices.ContainsFunc(columns, func(col Column) bool { return col.Field == "record.status" }) {
		problems.Add("view.board_gone", "/look")
		out.Look = ""
	}
	v := savedView(p, runtime.Saved{SavedContent: in})
	n, err := v.asks()
	if err != nil {
		problems.Add("condition.malformed", "/filter", "detail", "JSON")
		return out, problems
	}
	fit, faults := a.fit(p, n)
	for _, s := range fit.Sort {
		out.Sort = append(out.Sort, definition.Sort{Field: s.Field, Desc: s.Desc})
	}
	if !fit.Filter.IsZero() {
		out.Filter = json.RawMessage(fit.Filter.String())
	}
	return out, append(problems, faults...)
}

// readView reads a view that a person wants to keep, and everything that is wrong with it.
func (a *API) readView(c *fiber.Ctx, p place) (in runtime.SavedContent, err error) {
	if err := read(c, &in); err != nil {
		return in, err
	}
	if in.Shared && !mayShare(p) {
		return in, denied("admin", p.form.Key())
	}
	in.Title = strings.Join(strings.Fields(field.Words(in.Title)), " ")
	if len(in.Filter) == 0 || string(in.Filter) == "null" {
		in.Filter = nil
	}
	problems := in.Check()
	if !in.Shared {
		in.Roles = nil
	}
	for i, role := range in.Roles {
		if !slices.ContainsFunc(p.app.Definitions("role"), func(d definition.Definition) bool { return d.Key == role }) {
			problems.Add("view.role_unknown", problem.Pointer("roles", i), "role", role)
		}
	}
	if in.Filter != nil {
		if _, found := readFilter(string(in.Filter)); found.Err() != nil {
			return in, append(problems, found.Under("/filter")...)
		}
	}
	if _, found := a.works(p, in, a.columns(p)); found.Err() != nil {
		problems = append(problems, found...)
	}
	return in, problems.Err()
}

func (a *API) sayView(c *fiber.Ctx, p place, v view) error {
	c.Set(fiber.HeaderETag, `"`+strconv.FormatInt(v.Saved.Rev, 10)+`"`)
	start := ""
	if v.start {
		start = v.Key
	}
	return c.JSON(a.listed(p, v, a.columns(p), start))
}

// postView keeps a new view.
func (a *API) postView(c *fiber.Ctx) error {
	p, err := a.listing(c)
	if err != nil {
		return err
	}
	in, err := a.readView(c, p)
	if err != nil {
		return err
	}
	made, err := a.Views.Save(c.UserContext(), p.app.Key, p.form.Key(), p.who.ID, key(c), in)
	if err != nil {
		return err
	}
	return a.sayView(c.Status(fiber.StatusCreated), p, savedView(p, made))
}

func (a *API) getView(c *fiber.Ctx) error {
	p, err := a.listing(c)
	if err != nil {
		return err
	}
	v, err := a.saved(c, p, c.Params("id"))
	if err != nil {
		return err
	}
	return a.sayView(c, p, v)
}

// changeable finds a saved view that the caller may change, and the revision they have seen.
func (a *API) changeable(c *fiber.Ctx) (p place, v view, rev int64, err error) {
	if p, err = a.listing(c); err != nil {
		return p, v, 0, err
	}
	if v, err = a.saved(c, p, c.Params("id")); err != nil {
		return p, v, 0, err
	}
	if v.Saved.Shared && !mayShare(p) {
		return p, v, 0, denied("admin", p.form.Key())
	}
	rev, err = seen(c)
	return p, v, rev, err
}

func (a *API) putView(c *fiber.Ctx) error {
	p, v, rev, err := a.changeable(c)
	if err != nil {
		return err
	}
	in, err := a.readView(c, p)
	if err != nil {
		return err
	}
	next, err := a.Views.Change(c.UserContext(), p.app.Key, p.form.Key(), p.who.ID, *v.Saved, rev, in)
	if err != nil {
		return err
	}
	changed := savedView(p, next)
	changed.start = v.start
	return a.sayView(c, p, changed)
}

func (a *API) deleteView(c *fiber.Ctx) error {
	p, v, rev, err := a.changeable(c)
	if err != nil {
		return err
	}
	if err := a.Views.Drop(c.UserContext(), p.app.Key, p.form.Key(), p.who.ID, *v.Saved, rev); err != nil {
		return err
	}
	return c.SendStatus(fiber.StatusNoContent)
}

// putStart makes the caller's list open with a view: any that they may use, or "" for the one that comes first.
func (a *API) putStart(c *fiber.Ctx) error {
	p, err := a.listing(c)
	if err != nil {
		return err
	}
	var in struct {
		View string `json:"view"`
	}
	if err := read(c, &in); err != nil {
		return err
	}
	views, _, err := a.offered(c, p)
	if err != nil {
		return err
	}
	if in.View != "" && !slices.ContainsFunc(views, func(v view) bool { return v.Key == in.View }) {
		return problem.List{problem.New("list.view_unknown", "/view", "view", in.View)}
	}
	if err := a.Views.Begin(c.UserContext(), p.app.Key, p.form.Key(), p.who.ID, in.View); err != nil {
		return err
	}
	return c.SendStatus(fiber.StatusNoContent)
}
