package httpapi

import (
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine"
	"huiyin/engine/access"
	"huiyin/engine/form"
	"huiyin/engine/form/field"
	"huiyin/engine/query"
	"huiyin/runtime"
	"huiyin/runtime/pinyin"
)

func (a *API) getForm(c *fiber.Ctx) error {
	p, err := a.place(c)
	if err != nil {
		return err
	}
	if !p.may("create", nil) {
		return denied("create", p.form.Key())
	}
	view, err := a.beginningForm(c, p)
	if err != nil {
		return err
	}
	return c.JSON(fiber.Map{"form": view})
}

// beginningForm is the form of a new record.
func (a *API) beginningForm(c *fiber.Ctx, p place) (view form.View, err error) {
	level := func(key string) access.Level { return p.level(key, engine.Stand{Entered: true}) }
	s := a.sight(c, p)
	view = p.form.View(a.viewOptions(p, s, form.ViewOptions{Level: level, Create: true, Env: a.beginning(p)}))
	for key, f := range view.Fields {
		if f.Type != "user" {
			continue
		}
		if f.Default, err = a.beginsWith(c, p, f); err != nil {
			return view, err
		}
		if id, ok := f.Default.(string); ok {
			view.Names[id] = s.Name("user", id)
		}
		view.Fields[key] = f
	}
	return view, nil
}

// beginsWith is whom a person field of a new record starts with: its default, else, where somebody is required, the only
// person who has the role for it.
func (a *API) beginsWith(c *fiber.Ctx, p place, f form.ViewField) (any, error) {
	compiled, ok := p.form.Field(f.Key)
	linker, links := compiled.Value.(field.Linker)
	if f.Default != nil || !f.Required || !ok || !links || len(linker.Link().Roles) == 0 {
		return f.Default, nil
	}
	people, err := a.choosable(c, p, linker.Link())
	if err != nil || len(people) != 1 {
		return nil, err
	}
	return people[0].Value, nil
}

// beginning is what the defaults of a form may look at before there is a record.
func (a *API) beginning(p place) map[string]any {
	now := a.Now().UTC()
	return map[string]any{"record": map[string]any{}, "old": map[string]any{}, "now": now.Format("2006-01-02T15:04:05Z"),
		"today": now.In(p.app.Zone()).Format("2006-01-02"), "working": p.app.Calendar("").Open(now), "link": map[string]any{},
		"user": map[string]any{"id": p.who.ID, "name": p.who.Name, "kind": p.who.Kind, "department": p.who.Department}}
}

// Column is a field as a column of lists.
type Column struct {
	Field    string        `json:"field"`
	Title    string        `json:"title"`
	Type     string        `json:"type"`
	Sortable bool          `json:"sortable"`
	Same     string        `json:"same,omitempty"` // the field that says the same under a name of its own
	Filter   *ColumnFilter `json:"filter"`
}

// ColumnFilter says how a column can be filtered.
type ColumnFilter struct {
	Kind    string   `json:"kind"`
	Ops     []string `json:"ops"`
	Options []Option `json:"options,omitempty"`
}

// Option is something to choose.
type Option struct {
	Value string `json:"value"`
	Text  string `json:"text"`
	Color string `json:"color,omitempty"`
}

type systemColumn struct{ field, typ, zh, en string }

// systemColumns are the columns every form with or without a process has.
var systemColumns = []systemColumn{
	{"record.no", "text", "编号", "Number"}, {"record.title", "text", "标题", "Title"},
	{"record.status", "status", "状态", "Status"}, {"record.owner", "user", "责任人", "Owner"},
	{"record.submitter", "user", "提交人", "Submitted by"}, {"record.createdAt", "datetime", "创建时间", "Created"},
	{"record.updatedAt", "datetime", "更新时间", "Updated"}, {"record.due", "datetime", "到期时间", "Due"}, {"record.channel", "text", "来源", "Channel"},
}

func (a *API) getColumns(c *fiber.Ctx) error {
	p, err := a.listing(c)
	if err != nil {
		return err
	}
	views, start, err := a.offered(c, p)
	if err != nil {
		return err
	}
	columns, listed := a.columns(p), []ListedView{}
	for _, v := range views {
		listed = append(listed, a.listed(p, v, columns, start))
	}
	return c.JSON(fiber.Map{"columns": columns, "views": listed, "roles": sharers(p)})
}

func (a *API) columns(p place) []Column {
	shapes := p.form.Conditions()
	var out []Column
	for _, s := range systemColumns {
		shape, ok := shapes[s.field]
		if !ok || (strings.HasPrefix(s.field, "record.status") && p.form.Spec().Process == "") {
			continue
		}
		col := Column{Field: s.field, Title: words(p.lang, s.zh, s.en), Type: s.typ, Sortable: true,
			Filter: &ColumnFilter{Kind: shape.Kind, Ops: query.Operators(shape, false)}}
		if s.field == "record.status" {
			col.Filter.Options = a.statusOptions(p)
		}
		out = append(out, col)
	}
	level := runtime.Levels(p.app, p.form, p.who)
	named := map[string]string{p.form.Spec().NumberField: "record.no", p.form.Spec().TitleField: "record.title"}
	for _, f := range p.form.Fields() {
		lv := level(f.Key)
		if lv == access.Hidden {
			continue
		}
		if at := slices.IndexFunc(out, func(col Column) bool { return col.Field == named[f.Key] }); at >= 0 && lv > access.Masked && f.Personal == nil {
			out[at].Same = f.Key
		}
		shape, ok := shapes[f.Key]
		col := Column{Field: f.Key, Title: f.Title.In(p.lang), Type: f.Type, Sortable: ok && lv > access.Masked && !shape.List && shape.Kind != query.KindObject}
		if ok && lv > access.Masked && f.Personal == nil {
			col.Filter = &ColumnFilter{Kind: shape.Kind, Ops: query.Operators(shape, false), Options: a.fieldOptions(p, f)}
		}
		out = append(out, col)
	}
	return out
}

func (a *API) statusOptions(p place) []Option {
	var out []Option
	proc, ok := p.app.Process(p.form.Spec().Process, 0)
	if !ok {
		return nil
	}
	for _, s := range proc.Spec().Statuses {
		out = append(out, Option{Value: s.Key, Text: s.Title.In(p.lang), Color: s.Color})
	}
	return out
}

// fieldOptions are the choices of a select, from its settings as the renderer sees them.
func (a *API) fieldOptions(p place, f *form.CompiledField) []Option {
	settings := field.Show(f.Value, p.lang)
	list, _ := settings["options"].([]any)
	var out []Option
	for _, e := range list {
		o, _ := e.(map[string]any)
		key, _ := o["key"].(string)
		title, _ := o["title"].(string)
		color, _ := o["color"].(string)
		out = append(out, Option{Value: key, Text: title, Color: color})
	}
	return out
}

// getOptions answers what a reference field may be set to: users, departments, or records the caller may read.
func (a *API) getOptions(c *fiber.Ctx) error {
	p, err := a.place(c)
	if err != nil {
		return err
	}
	f, ok := p.form.Field(c.Params("field"))
	if !ok || runtime.Levels(p.app, p.form, p.who)(f.Key) == access.Hidden && !p.form.Spec().Task {
		return fiber.ErrNotFound
	}
	text := strings.ToLower(strings.TrimSpace(c.Query("q")))
	linker, ok := f.Value.(field.Linker)
	if !ok {
		return c.JSON(matching(a.fieldOptions(p, f), text, limit(c, 50)))
	}
	switch link := linker.Link(); link.Kind {
	case "user":
		all, err := a.choosable(c, p, link)
		if err != nil {
			return err
		}
		return c.JSON(matching(all, text, limit(c, 20)))
	case "department":
		return a.departmentOptions(c, text)
	default:
		return a.recordOptions(c, p, link, text)
	}
}

func matching(all []Option, text string, limit int) []Option {
	out := []Option{}
	for _, o := range all {
		if pinyin.Matches(o.Text, text) || strings.Contains(strings.ToLower(o.Value), strings.ToLower(strings.TrimSpace(text))) {
			if out = append(out, o); len(out) == limit {
				break
			}
		}
	}
	return out
}

// choosable lists the active people a field may be set to, by name as People lists them; where nobody has the role for
// it, that is everybody.
func (a *API) choosable(c *fiber.Ctx, p place, link field.Link) ([]Option, error) {
	users, err := a.People.Users(c.UserContext())
	if err != nil {
		return nil, err
	}
	var all, held []Option
	for _, u := range users {
		if !u.Active {
			continue
		}
		text := u.Name
		if u.Invited() {
			text += words(p.lang, "（还没登录过）", " (has not signed in yet)")
		}
		all = append(all, Option{Value: u.ID, Text: text})
		if slices.ContainsFunc(link.Roles, func(role string) bool { return slices.Contains(u.Roles, p.app.Key+"/"+role) }) {
			held = append(held, all[len(all)-1])
		}
	}
	if len(held) > 0 {
		return held, nil
	}
	return all, nil
}

func (a *API) departmentOptions(c *fiber.Ctx, text string) error {
	departments, err := a.People.Departments(c.UserContext())
	if err != nil {
		return err
	}
	var all []Option
	for _, d := range departments {
		all = append(all, Option{Value: d.ID, Text: d.Name})
	}
	return c.JSON(matching(all, text, limit(c, 50)))
}

func (a *API) recordOptions(c *fiber.Ctx, p place, link field.Link, text string) error {
	target := p
	var ok bool
	if target.form, ok = p.app.Form(link.Form); !ok || !target.may("read", nil) {
		return c.JSON([]Option{})
	}
	q := runtime.ListRequest{Limit: limit(c, 20), Narrowing: runtime.Narrowing{Filter: bound(link.Filter, p), Sort: []query.Sort{{Field: "record.title"}}}}
	if text != "" {
		q.Filter = query.Condition{All: []query.Condition{q.Filter, {Any: []query.Condition{
			{Field: "record.title", Op: "contains", Value: c.Query("q")}, {Field: "record.no", Op: "contains", Value: c.Query("q")}}}}}
	}
	records, _, _, err := runtime.Lists{Submitter: a.Submitter}.Page(c.UserContext(), p.app, target.form, p.who, q)
	if err != nil {
		return err
	}
	out := make([]Option, len(records))
	for i, r := range records {
		out[i] = Option{Value: r.ID, Text: r.Title}
		if r.No != "" && r.No != r.Title {
			out[i].Text = r.Title + " (" + r.No + ")"
		}
	}
	return c.JSON(out)
}
