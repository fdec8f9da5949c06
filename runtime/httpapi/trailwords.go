package httpapi

import (
	"cmp"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine"
	"huiyin/engine/definition"
	"huiyin/runtime"
)

// TrailWords is what an entry of the audit log says, in the words of the reader instead of keys.
type TrailWords struct {
	App    string   `json:"app"`
	Form   string   `json:"form"`
	Record string   `json:"record"` // its number
	Fields []string `json:"fields"`
	Text   string   `json:"text"`
	Scopes []string `json:"scopes"` // of a token
}

// trailWords puts an entry into words. What is no longer there keeps its key.
func (a *API) trailWords(c *fiber.Ctx, e runtime.AuditEntry) TrailWords {
	out := TrailWords{App: e.App, Form: e.Form, Record: e.Record, Fields: split(e.Field, ", "), Text: e.Text, Scopes: []string{}}
	if strings.HasPrefix(e.Type, "token_") {
		a.tokenWords(c, e, &out)
	}
	lang := a.lang(c)
	switch e.Type {
	case "user_added", "user_changed", "roles_changed":
		out.Text = a.changeWords(e.Text, lang)
	case "work_reassigned":
		out.Text = handedWords(e.Text, lang)
	case "exported":
		if format, count, ok := strings.Cut(e.Text, ", "); ok {
			out.Text = words(lang, strings.ToUpper(format)+"，"+count+" 条", strings.ToUpper(format)+", "+count+" records")
		}
	}
	app, ok := a.Apps.Get(e.App)
	if !ok {
		return out
	}
	out.App = app.Title.In(lang)
	switch e.Type {
	case "connector_address", "connector_off", "connector_on":
		out.Fields = []string{app.TitleOf("connector", e.Field, lang)}
	case "connector_secret":
		out.Text = strings.Join(connectorsOf(app, e.Text, lang), ", ")
	}
	p := place{app: app, lang: lang}
	if p.form, ok = app.Form(e.Form); !ok {
		return out
	}
	out.Form = p.form.Title().In(lang)
	for i, key := range out.Fields {
		out.Fields[i] = columnTitle(p, key)
	}
	if e.Record == "" {
		return out
	}
	if r, err := a.find(c, p, e.Record); err == nil && r != nil {
		out.Record = cmp.Or(r.No, r.ID)
		if e.Type == "incident_retry" || e.Type == "incident_skip" {
			out.Text = "" // the id of the effect
		}
	} else if e.Type == "removed" {
		out.Record, out.Text = e.Text, ""
	}
	return out
}

func split(text, by string) []string {
	if text == "" {
		return []string{}
	}
	return strings.Split(text, by)
}

// tokenWords reads what noteToken wrote: the name, the scopes in brackets and the apps.
func (a *API) tokenWords(c *fiber.Ctx, e runtime.AuditEntry, out *TrailWords) {
	name, rest, ok := cutLast(e.Text, " [")
	scopes, apps, closed := strings.Cut(rest, "]")
	if !ok || !closed {
		return
	}
	out.Text, out.Scopes = name, strings.Fields(scopes)
	var titles []string
	for _, key := range strings.Fields(apps) {
		if app, ok := a.Apps.Get(key); ok {
			key = app.Title.In(a.lang(c))
		}
		titles = append(titles, key)
	}
	out.App = strings.Join(titles, ", ")
}

func cutLast(text, at string) (before, after string, ok bool) {
	i := strings.LastIndex(text, at)
	if i < 0 {
		return text, "", false
	}
	return text[:i], text[i+len(at):], true
}

// connectorsOf are the titles of the connectors that sign with a secret, its name when none does any more.
func connectorsOf(app *engine.App, secret, lang string) []string {
	var out []string
	for _, d := range app.Definitions("connector") {
		if spec, problems := definition.DecodeSpec[definition.ConnectorSpec](d); problems.Err() == nil && spec.Secret == secret {
			out = append(out, d.Title.In(lang))
		}
	}
	if len(out) == 0 {
		return []string{secret}
	}
	return out
}

// columnTitle is what people call a column of a form's list.
func columnTitle(p place, key string) string {
	if f, ok := p.form.Field(key); ok {
		return f.Title.In(p.lang)
	}
	if i := slices.IndexFunc(systemColumns, func(s systemColumn) bool { return s.field == key }); i >= 0 {
		return words(p.lang, systemColumns[i].zh, systemColumns[i].en)
	}
	return key
}
