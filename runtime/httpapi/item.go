package httpapi

import (
	"time"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine"
	"huiyin/engine/access"
	"huiyin/engine/process"
	"huiyin/runtime"
)

// Named is a person, record or definition with what people call it.
type Named struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Kind string `json:"kind,omitempty"`
}

// StatusView is a status as lists and records show it.
type StatusView struct {
	Key      string `json:"key"`
	Title    string `json:"title"`
	Color    string `json:"color"`
	Category string `json:"category"`
	State    string `json:"state,omitempty"` // of a step bar: past, now, ahead
}

// Cell is a value in a list.
type Cell struct {
	Value any    `json:"value"`
	Text  string `json:"text"`
	Color string `json:"color,omitempty"`
}

// ListItem is a record in a list.
type ListItem struct {
	App       string          `json:"app"`
	Form      string          `json:"form"`
	ID        string          `json:"id"`
	Rev       int64           `json:"rev"`
	No        string          `json:"no"`
	Title     string          `json:"title"`
	CreatedAt time.Time       `json:"createdAt"`
	UpdatedAt time.Time       `json:"updatedAt"`
	Channel   string          `json:"channel"`
	CameBy    string          `json:"cameBy"` // the channel in words
	Status    *StatusView     `json:"status"`
	Owner     *Named          `json:"owner"`
	Submitter *Named          `json:"submitter"`
	Due       *time.Time      `json:"due"`
	DueState  string          `json:"dueState"`
	Cells     map[string]Cell `json:"cells"`
	Sample    bool            `json:"sample"`
}

// sight is the caller's look at an app's records.
func (a *API) sight(c *fiber.Ctx, p place) *runtime.Sight {
	return &runtime.Sight{Ctx: c.UserContext(), App: p.app, People: a.People, Answer: a.Submitter.Answers, Gone: words(p.lang, "（已删除）", "(deleted)"),
		Zone: func(utc string) string { return local(utc, p.app.Zone()) }}
}

func local(utc string, zone *time.Location) string {
	t, err := time.Parse(time.RFC3339, utc)
	if err != nil {
		return utc
	}
	return t.In(zone).Format("2006-01-02 15:04")
}

func (a *API) named(c *fiber.Ctx, id string) *Named {
	if id == "" {
		return nil
	}
	return a.person(c, id)
}

// person names who did something; the system and customers have fixed ids.
func (a *API) person(c *fiber.Ctx, id string) *Named {
	switch id {
	case "system", "":
		return &Named{ID: "system", Kind: "system", Name: words(a.lang(c), "系统", "System")}
	case "customer", "public":
		return &Named{ID: id, Kind: "customer", Name: words(a.lang(c), "客户", "Customer")}
	}
	return &Named{ID: id, Kind: "user", Name: a.People.Name(c.UserContext(), id)}
}

// NameOf is the name of who did something, in the reader's language.
func (a *API) NameOf(c *fiber.Ctx, id string) string { return a.person(c, id).Name }

// channels are the ways in which records come, in words.
var channels = map[string][2]string{"console": {"内部录入", "Entered by colleagues"}, "public": {"公开表单", "Public form"}, "api": {"接口", "API"},
	"rule": {"自动化", "Automation"}, "system": {"系统", "System"}}

// cameBy is a channel in words; one of another name keeps it.
func cameBy(channel, lang string) string {
	if w, ok := channels[channel]; ok {
		return words(lang, w[0], w[1])
	}
	return channel
}

func words(lang, zh, en string) string {
	if lang == "en" {
		return en
	}
	return zh
}

func statusView(app *engine.App, s *process.State, lang string) *StatusView {
	if s == nil {
		return nil
	}
	p, ok := app.Process(s.Process, s.Release)
	if !ok {
		return &StatusView{Key: s.Status, Title: s.Status}
	}
	st, _ := p.Status(s.Status)
	return &StatusView{Key: s.Status, Title: st.Title.In(lang), Color: st.Color, Category: st.Category}
}

// soon is how long before its due time a record counts as due soon.
const soon = 4 * time.Hour

func (a *API) dueState(due *time.Time) string {
	if due == nil {
		return ""
	}
	switch left := due.Sub(a.Now()); {
	case left < 0:
		return "late"
	case left < soon:
		return "soon"
	}
	return "ok"
}

// lister makes list items of one form for one reader.
type lister struct {
	api    *API
	place  place
	sight  *runtime.Sight
	level  func(string) access.Level
	colors map[string]map[string]string // field -> option -> colour
}

func (a *API) lister(c *fiber.Ctx, p place) lister {
	l := lister{api: a, place: p, sight: a.sight(c, p), level: runtime.Levels(p.app, p.form, p.who), colors: map[string]map[string]string{}}
	for _, f := range p.form.Fields() {
		for _, o := range a.fieldOptions(p, f) {
			if l.colors[f.Key] == nil {
				l.colors[f.Key] = map[string]string{}
			}
			l.colors[f.Key][o.Value] = o.Color
		}
	}
	return l
}

// ending is what people read of a text: the title of an end of the flow where the field keeps by which one a record was
// left, else the text itself.
func (p place) ending(r *engine.Record, field, text string) string {
	if r.Proc == nil {
		return text
	}
	if proc, ok := p.app.Process(r.Proc.Process, r.Proc.Release); ok && proc.KeepsEnding(field) {
		if end, ok := proc.Ending(text); ok {
			return end.Title.In(p.lang)
		}
	}
	return text
}

func (l lister) item(r *engine.Record) ListItem {
	a, p, s, level := l.api, l.place, l.sight, l.level
	out := ListItem{App: p.app.Key, Form: p.form.Key(), ID: r.ID, Rev: r.Rev, No: r.No, Title: r.Title, CreatedAt: r.CreatedAt, UpdatedAt: r.UpdatedAt, Channel: r.Channel, CameBy: cameBy(r.Channel, p.lang),
		Status: statusView(p.app, r.Proc, p.lang), Due: r.Due, DueState: a.dueState(r.Due), Cells: map[string]Cell{}, Sample: r.Sample}
	if id := r.People.Owner; id != "" {
		out.Owner = &Named{ID: id, Name: s.Name("user", id)}
	}
	if id := r.People.Submitter; id != "" {
		out.Submitter = &Named{ID: id, Name: s.Name("user", id)}
	}
	masked := p.form.Mask(r.Data, level)
	for _, f := range p.form.Fields() {
		v, ok := masked[f.Key]
		if !ok || v == nil {
			continue
		}
		cell := Cell{Value: v}
		if level(f.Key) == access.Masked {
			cell.Text, _ = v.(string)
		} else {
			if cell.Text = p.form.Text(f.Key, v, p.lang, s.Name); cell.Text == v {
				cell.Text = p.ending(r, f.Key, cell.Text)
			}
			if option, ok := v.(string); ok {
				cell.Color = l.colors[f.Key][option]
			}
		}
		out.Cells[f.Key] = cell
	}
	return out
}
