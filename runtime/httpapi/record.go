package httpapi

import (
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine"
	"huiyin/engine/access"
	"huiyin/engine/effect"
	"huiyin/engine/form/field"
	"huiyin/engine/problem"
	"huiyin/engine/query"
	"huiyin/engine/schema"
	"huiyin/engine/search"
	"huiyin/runtime"
)

func (a *API) recordRoutes(r fiber.Router) {
	f := r.Group("/apps/:app/forms/:form")
	f.Get("/", a.getForm)
	f.Get("/columns", a.getColumns)
	f.Post("/views", a.postView)
	f.Get("/views/:id", a.getView)
	f.Put("/views/:id", a.putView)
	f.Delete("/views/:id", a.deleteView)
	f.Put("/start", a.putStart)
	f.Get("/options/:field", a.getOptions)
	f.Get("/similar", a.getSimilar)
	f.Get("/records", a.getRecords)
	f.Get("/export", a.getExport)
	f.Post("/records", a.postRecord)
	f.Get("/external/:id", a.getExternal)
	f.Put("/external/:id", a.putExternal)
	f.Get("/records/:id", a.getRecord)
	f.Patch("/records/:id", a.patchRecord)
	f.Delete("/records/:id", a.deleteRecord)
	f.Get("/bin", a.getBin)
	f.Post("/bin/:id/restore", a.postRestore)
	f.Delete("/bin/:id", a.deleteForGood)
	f.Post("/records/:id/act", a.postAct)
	f.Post("/records/:id/follow", a.postFollow)
	f.Post("/records/:id/heard", a.postHeard)
	f.Post("/records/:id/unmask", a.postUnmask)
	f.Get("/records/:id/alike", a.getAlike)
	f.Get("/records/:id/timeline", a.getTimeline)
	f.Get("/records/:id/comments", a.getComments)
	f.Post("/records/:id/comments", a.postComment)
	f.Get("/records/:id/messages", a.getRecordMessages)
	f.Get("/records/:id/asked", a.getAsked)
}

// may reports whether the caller may do something with a record, nil for some record. Forms of tasks have no records.
func (p place) may(action string, r *engine.Record) bool {
	if p.form.Spec().Task {
		return false
	}
	q := access.Question{Who: p.who, Action: action, Form: p.form.Key()}
	if r != nil {
		q.Record = r.Subject()
	}
	return p.app.Policy().Allow(q).Allowed
}

func denied(action, form string) error {
	return problem.List{problem.New("access.denied", "", "action", action, "form", form)}
}

// open loads a record that the caller may read: by role, or because of an open task on it. A record outside their
// rows does not exist for them; whoever may read none at all is refused, whether there is one or not.
func (a *API) open(c *fiber.Ctx) (place, *engine.Record, error) {
	p, err := a.place(c)
	if err != nil {
		return p, nil, err
	}
	r, err := a.Submitter.Load(c.UserContext(), p.app, p.form, param(c, "id"))
	if err != nil && !errors.Is(err, runtime.ErrGone) {
		return p, nil, err
	}
	switch {
	case err == nil && opens(p, r):
		return p, r, nil
	case !p.may("read", nil):
		return p, nil, denied("read", p.form.Key())
	}
	return p, nil, runtime.ErrGone
}

func (a *API) getRecords(c *fiber.Ctx) error {
	p, err := a.place(c)
	if err != nil {
		return err
	}
	if !p.may("read", nil) {
		return denied("read", p.form.Key())
	}
	q, err := a.listRequest(c, p)
	if err != nil {
		return err
	}
	lists := runtime.Lists{Submitter: a.Submitter}
	if err := a.mayLookUp(c, p, lists.Lookups(p.app, p.form, p.who, q.Narrowing)); err != nil {
		return err
	}
	records, next, count, err := lists.Page(c.UserContext(), p.app, p.form, p.who, q)
	if err != nil {
		return err
	}
	l := a.lister(c, p)
	items := make([]ListItem, len(records))
	for i, r := range records {
		items[i] = l.item(r)
	}
	out := fiber.Map{"items": items, "next": next}
	if q.Count {
		out["count"] = count
	}
	return c.JSON(out)
}

// lookupsPerHour is how often a person may ask who has a phone number or address that they see masked.
const lookupsPerHour = 30

// mayLookUp counts and notes a look-up by a masked value: it tells whether a guess was right.
func (a *API) mayLookUp(c *fiber.Ctx, p place, fields []string) error {
	if len(fields) != 1 { // more than one is refused as it is
		return nil
	}
	if err := a.countLookUp(p.who.ID); err != nil {
		return err
	}
	return a.noteLookUp(c, p, fields[0])
}

func (a *API) countLookUp(who string) error {
	if ok, wait := a.limits.allow("lookup|"+who, lookupsPerHour, a.Now()); !ok {
		return tooMany(wait)
	}
	return nil
}

func (a *API) noteLookUp(c *fiber.Ctx, p place, field string) error {
	return a.Audit.Write(c.UserContext(), runtime.AuditEntry{Type: "looked_up", By: p.who.ID, App: p.app.Key, Form: p.form.Key(),
		Field: field, Address: a.address(c)})
}

// listRequest reads view, filter, text, sort and page of a list from the address.
func (a *API) listRequest(c *fiber.Ctx, p place) (q runtime.ListRequest, err error) {
	q = runtime.ListRequest{Limit: limit(c, 20), After: c.Query("after"), Count: c.Query("count") == "1", Text: c.Query("q")}
	var problems problem.List
	if len([]rune(q.Text)) > search.MaxLength {
		problems.Add("search.long", "/q", "max", search.MaxLength)
	}
	if key := c.Query("view"); key != "" {
		var found problem.List
		if q.View, found, err = a.viewed(c, p, key); err != nil {
			return q, err
		}
		problems = append(problems, found...)
	}
	if text := c.Query("filter"); text != "" {
		f, found := readFilter(text)
		problems = append(problems, found.Under("/filter")...)
		q.Filter = bound(f, p)
	}
	if s := c.Query("sort"); s != "" {
		field, dir, _ := strings.Cut(s, ":")
		if field == "" || dir != "" && dir != "asc" && dir != "desc" {
			problems.Add("list.sort_malformed", "/sort", "sort", s)
		}
		q.Sort = []query.Sort{{Field: field, Desc: dir == "desc"}}
	}
	if problems.Err() != nil {
		return q, problems
	}
	return q, a.maySearch(c, []place{p}, q.Text)
}

// readFilter reads a condition as strictly as a body.
func readFilter(text string) (f query.Condition, problems problem.List) {
	if _, problems = schema.Decode([]byte(text), bounds); problems.Err() != nil {
		return f, problems
	}
	if err := json.Unmarshal([]byte(text), &f); err != nil && !errors.As(err, &problems) {
		problems.Add("condition.malformed", "", "detail", "JSON")
	}
	return f, problems
}

// bound fills in who reads, so that one view "mine" serves everybody: {"field": "user.id"} as a value.
func bound(f query.Condition, p place) query.Condition {
	return f.Bind(func(field string) (any, bool) {
		switch field {
		case "user.id":
			return p.who.ID, true
		case "user.name":
			return p.who.Name, true
		case "user.department":
			return p.who.Department, true
		}
		return nil, false
	})
}

func limit(c *fiber.Ctx, standard int) int {
	return c.QueryInt("limit", standard) // within bounds, see operation.understands
}

// readData reads the values that a body brings.
func readData(c *fiber.Ctx) (map[string]any, error) {
	var in struct {
		Data map[string]any `json:"data"`
	}
	err := read(c, &in)
	return in.Data, err
}

func (a *API) postRecord(c *fiber.Ctx) error {
	p, err := a.place(c)
	if err != nil {
		return err
	}
	data, err := readData(c)
	if err != nil {
		return err
	}
	if r, err := a.Submitter.Repeated(c.UserContext(), p.app, p.form, key(c)); r != nil || err != nil {
		if err != nil {
			return err
		}
		c.Status(fiber.StatusCreated)
		return a.answer(c, p, r)
	}
	out, err := a.submit(c.UserContext(), p, runtime.Request{App: p.app.Key, Submission: engine.Submission{
		Form: p.form.Key(), Kind: "create", Patch: data, Who: p.who, Channel: channel(c), Key: key(c)}})
	if err != nil {
		return err
	}
	a.takeFiles(c, p, out.Record)
	c.Status(fiber.StatusCreated)
	return a.answer(c, p, out.Record, out.Ignored...)
}

// under moves problems about fields below the part of the body that holds them.
func (p place) under(err error, prefix string) error {
	var list problem.List
	if !errors.As(err, &list) {
		return err
	}
	out := make(problem.List, len(list))
	for i, one := range list {
		if parts := problem.Split(one.Pointer); len(parts) > 0 {
			_, isField := p.form.Field(parts[0])
			if isField || one.Code == "form.field.unknown" && !strings.HasPrefix(one.Pointer, prefix+"/") {
				one.Pointer = prefix + one.Pointer
			}
		}
		out[i] = one
	}
	return out
}

// answer is a record as the caller sees it; ignored are the fields that something was sent for in vain.
func (a *API) answer(c *fiber.Ctx, p place, r *engine.Record, ignored ...string) error {
	v, err := a.recordView(c, p, r)
	if err != nil {
		return err
	}
	v.Ignored = pointers(ignored)
	c.Set(fiber.HeaderETag, `"`+strconv.FormatInt(r.Rev, 10)+`"`)
	return c.JSON(v)
}

// pointers point to the fields of a form in a body that brings values.
func pointers(fields []string) []string {
	out := make([]string, len(fields))
	for i, key := range fields {
		out[i] = problem.Pointer("data", key)
	}
	return out
}

func (a *API) getRecord(c *fiber.Ctx) error {
	p, r, err := a.open(c)
	if err != nil {
		return err
	}
	return a.answer(c, p, r)
}

func (a *API) patchRecord(c *fiber.Ctx) error {
	p, r, err := a.open(c)
	if err != nil {
		return err
	}
	rev, err := seen(c)
	if err != nil {
		return err
	}
	if !p.may("update", r) && !slices.Contains(r.People.Working, p.who.ID) {
		return denied("update", p.form.Key())
	}
	data, err := readData(c)
	if err != nil {
		return err
	}
	c.Locals("patch", data)
	out, err := a.submit(c.UserContext(), p, runtime.Request{App: p.app.Key, ID: r.ID, Rev: rev, Submission: engine.Submission{
		Form: p.form.Key(), Kind: "edit", Patch: data, Who: p.who, Channel: channel(c), Key: key(c)}})
	if err != nil {
		return err
	}
	if out.Record == nil {
		return a.answer(c, p, r, out.Ignored...)
	}
	a.takeFiles(c, p, out.Record)
	return a.answer(c, p, out.Record, out.Ignored...)
}

func (a *API) deleteRecord(c *fiber.Ctx) error {
	p, r, err := a.open(c)
	if err != nil {
		return err
	}
	if !p.may("delete", r) {
		return denied("delete", p.form.Key())
	}
	rev, err := seen(c)
	if err != nil {
		return err
	}
	_, err = a.Submitter.Submit(c.UserContext(), runtime.Request{App: p.app.Key, ID: r.ID, Rev: rev, Submission: engine.Submission{
		Form: p.form.Key(), Kind: "delete", Who: p.who, Channel: channel(c)}})
	if err != nil {
		return err
	}
	a.noteRecord(c, p, r, "deleted")
	return c.SendStatus(fiber.StatusNoContent)
}

func (a *API) postUnmask(c *fiber.Ctx) error {
	p, r, err := a.open(c)
	if err != nil {
		return err
	}
	var in struct{ Field, Reason string }
	if err := read(c, &in); err != nil {
		return err
	}
	if !p.app.Policy().Granted(p.who, "unmask") {
		return denied("unmask", p.form.Key())
	}
	if in.Reason = field.Words(in.Reason); in.Reason == "" {
		return problem.List{problem.New("record.reason_required", "/reason")}
	}
	if err := brief(in.Reason, "/reason"); err != nil {
		return err
	}
	f, ok := p.form.Field(in.Field)
	if !ok || runtime.Levels(p.app, p.form, p.who)(in.Field) == access.Hidden {
		return problem.List{problem.New("form.field.unknown", "/field", "field", in.Field)}
	}
	if err := a.Audit.Write(c.UserContext(), runtime.AuditEntry{Type: "unmasked", By: p.who.ID, App: p.app.Key, Form: p.form.Key(),
		Record: r.ID, Field: in.Field, Text: in.Reason, Address: a.address(c)}); err != nil {
		return err
	}
	return c.JSON(fiber.Map{"value": f.Text(r.Data[in.Field], p.lang)})
}

func (a *API) getSimilar(c *fiber.Ctx) error {
	p, err := a.place(c)
	if err != nil {
		return err
	}
	out := []effect.Similar{}
	// Words are compared with all that is indexed: what somebody may not read of it, they would learn by guessing.
	unread := func(field string) bool { return p.level(field, engine.Stand{}) < access.Read }
	if !p.may("read", nil) || slices.ContainsFunc(p.form.Spec().Similar, unread) {
		return c.JSON(out)
	}
	got, err := a.Submitter.Answers.Answer(c.UserContext(), p.app, effect.Need{Kind: effect.NeedSimilar, Form: p.form.Key(), Text: c.Query("text"), Limit: 20})
	if err != nil {
		return err
	}
	for _, s := range got.Similar {
		if s.ID == c.Query("id") || s.Score < 0.35 || len(out) >= 5 {
			continue
		}
		r, err := a.Submitter.Load(c.UserContext(), p.app, p.form, s.ID)
		if err == nil && p.may("read", r) {
			out = append(out, s)
		}
	}
	return c.JSON(out)
}
