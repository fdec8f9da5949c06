package form

import (
	"encoding/json"
	"time"

	"huiyin/engine/access"
	"huiyin/engine/form/field"
)

// View is the form as the renderer draws it for one reader: texts in their language, levels for their rights.
type View struct {
	Key      string                    `json:"key"`
	Title    string                    `json:"title"`
	Intro    string                    `json:"intro,omitempty"`
	Theme    string                    `json:"theme,omitempty"`
	Submit   string                    `json:"submit,omitempty"`
	Notice   string                    `json:"notice,omitempty"`
	Lang     string                    `json:"lang"`
	Fields   map[string]ViewField      `json:"fields"`
	Layout   []ViewItem                `json:"layout"`
	Logic    []ViewLogic               `json:"logic"`
	Formulas []ViewFormula             `json:"formulas"`
	Checks   []ViewCheck               `json:"checks"`
	Related  map[string]map[string]any `json:"related"`
	Values   map[string]any            `json:"values"`
	Texts    map[string]string         `json:"texts"`
	Names    map[string]string         `json:"names"`
}

// ViewField is a field as its reader may use it. Settings are resolved: options inlined, texts in the reader's language.
type ViewField struct {
	Key      string         `json:"key"`
	Type     string         `json:"type"`
	Title    string         `json:"title"`
	Help     string         `json:"help,omitempty"`
	Purpose  string         `json:"purpose,omitempty"` // what something personal is asked for, where it is asked
	Level    string         `json:"level"`             // write, read or masked
	Required bool           `json:"required"`
	OnHide   string         `json:"onHide,omitempty"`
	Settings map[string]any `json:"settings"`
	Default  any            `json:"default,omitempty"`
}

// ViewItem is a piece of layout.
type ViewItem struct {
	Field    string     `json:"field,omitempty"`
	Type     string     `json:"type,omitempty"`
	Key      string     `json:"key,omitempty"`
	Title    string     `json:"title,omitempty"`
	Text     string     `json:"text,omitempty"`
	Width    int        `json:"width,omitempty"`
	Children []ViewItem `json:"children,omitempty"`
}

// ViewLogic is a rule the browser can evaluate: dates resolved, expressions as trees.
type ViewLogic struct {
	Key      string             `json:"key"`
	When     any                `json:"when"`
	Show     []string           `json:"show,omitempty"`
	Hide     []string           `json:"hide,omitempty"`
	Require  []string           `json:"require,omitempty"`
	ReadOnly []string           `json:"readOnly,omitempty"`
	Set      map[string]ViewSet `json:"set,omitempty"`
	// Options are by field the only ones that can be chosen.
	Options map[string][]string `json:"options,omitempty"`
}

// ViewSet is a value or the tree that computes it.
type ViewSet struct {
	Value any             `json:"value"`
	Tree  json.RawMessage `json:"tree,omitempty"`
}

// ViewFormula computes a field in the browser, in the order of the list.
type ViewFormula struct {
	Field string          `json:"field"`
	Tree  json.RawMessage `json:"tree"`
}

// ViewCheck refuses a submission in the browser already.
type ViewCheck struct {
	When    any    `json:"when"`
	Field   string `json:"field"`
	Message string `json:"message"`
}

// ViewOptions say for whom and for what a View is made.
type ViewOptions struct {
	Lang    string
	Level   func(field string) access.Level // nil: everything may be written
	Require []string                        // required here beside what the form requires
	Only    []string                        // only these fields, such as those a button asks for; nil: all
	Public  bool                            // the form of strangers
	Sent    bool                            // the record came in by that form: what it did not ask for may stay empty
	Large   bool                            // large print
	Create  bool                            // for a new record: fields start with their defaults
	Data    map[string]any                  // canonical values of the record, nil at create
	Env     map[string]any                  // system names, for defaults that are computed
	Related func(form, id string) (map[string]any, bool)
	Names   func(kind, id string) string
	Now     time.Time
	Zone    *time.Location
}

// View prepares the form for the renderer. What the reader may not see is not in it, nor rules that look at such things:
// those the server alone applies when the form is sent.
func (f *Form) View(o ViewOptions) View {
	v := View{Key: f.key, Title: f.title.In(o.Lang), Lang: o.Lang, Fields: map[string]ViewField{}, Logic: []ViewLogic{},
		Formulas: []ViewFormula{}, Checks: []ViewCheck{}, Related: map[string]map[string]any{},
		Values: map[string]any{}, Texts: map[string]string{}, Names: map[string]string{}}
	items := f.layout
	if p := f.spec.Public; o.Public && p != nil {
		items = p.Layout
		v.Intro, v.Submit, v.Notice, v.Theme = p.Intro.In(o.Lang), p.Submit.In(o.Lang), p.Notice.In(o.Lang), p.Theme
		if !p.Title.Empty() {
			v.Title = p.Title.In(o.Lang)
		}
	}
	if o.Large {
		v.Theme = "large"
	}
	b := builder{f: f, o: o, view: &v, there: standing(items)}
	b.fields()
	v.Layout = b.items(without(items, func(key string) bool { _, ok := v.Fields[key]; return ok }))
	b.behaviour()
	b.values()
	return v
}

type builder struct {
	f     *Form
	o     ViewOptions
	view  *View
	there map[string]bool
}

func (b builder) fields() {
	for _, c := range b.f.fields {
		level := seen(c.Key, b.o.Level)
		if level == access.Hidden || !b.there[c.Key] || b.o.Only != nil && !contains(b.o.Only, c.Key) {
			continue
		}
		if level == access.Write && (c.ReadOnly || !c.settable()) {
			level = access.Read
		}
		wanted := c.Required && (!b.o.Sent || b.f.open[c.Key])
		required := wanted || contains(b.o.Require, c.Key) || b.o.Public && contains(b.f.spec.Public.Require, c.Key)
		one := ViewField{Key: c.Key, Type: c.Type, Title: c.Title.In(b.o.Lang), Help: c.Help.In(b.o.Lang), Level: level.String(),
			Required: required && level == access.Write, OnHide: c.OnHide, Settings: field.Show(c.Value, b.o.Lang)}
		if c.Personal != nil && level == access.Write {
			one.Purpose = c.Personal.Purpose.In(b.o.Lang)
		}
		if b.o.Create && c.fallback != nil {
			one.Default = b.fallback(*c.fallback)
		}
		b.view.Fields[c.Key] = one
	}
}

// fallback is the value a new record starts with; what cannot be computed yet is left to the server's answer.
func (b builder) fallback(s assignment) any {
	if s.program == nil {
		return s.value
	}
	a := &attempt{Form: b.f, in: Input{Env: b.o.Env, Related: b.o.Related, Now: b.o.Now, Zone: b.o.Zone}}
	return a.worth(s, a.view(a.row(b.o.Data)), nil)
}

func (b builder) items(items []Item) []ViewItem {
	out := []ViewItem{}
	for _, item := range items {
		one := ViewItem{Field: item.Field, Type: item.Type, Key: item.Key, Title: item.Title.In(b.o.Lang), Text: item.Text.In(b.o.Lang), Width: item.Width}
		if len(item.Children) > 0 {
			one.Children = b.items(item.Children)
		}
		out = append(out, one)
	}
	return out
}

// values adds what the record holds, as far as the reader may see it, with the texts the browser cannot work out.
func (b builder) values() {
	for _, c := range b.f.fields {
		value := b.o.Data[c.Key]
		shown, there := b.view.Fields[c.Key]
		if value == nil || !there {
			continue
		}
		if shown.Level == access.Masked.String() {
			masked, _ := field.Mask(c.Value, value).(string)
			b.view.Texts[c.Key] = masked
			continue
		}
		b.view.Values[c.Key] = value
		text := field.Text(c.Value, value, b.o.Lang, b.o.Names)
		if shown.Level != access.Write.String() {
			b.view.Texts[c.Key] = text
		}
		if id, ok := value.(string); ok && c.link != nil {
			b.view.Names[id] = text
			b.related(c, id)
		}
	}
}

// related adds what logic and formulas read behind a relation.
func (b builder) related(c *CompiledField, id string) {
	if c.link.Kind != "record" || b.o.Public || b.o.Related == nil {
		return
	}
	record, ok := b.o.Related(c.link.Form, id)
	if !ok {
		return
	}
	out := map[string]any{"id": id, "no": record["no"], "title": record["title"]}
	for _, path := range b.f.paths[c.Key] {
		out[path] = record[path]
	}
	b.view.Related[c.Key] = out
}
