package httpapi

import (
	"github.com/gofiber/fiber/v2"

	"huiyin/engine"
	"huiyin/engine/access"
	"huiyin/runtime/openapi"
)

// getSchema answers with the JSON Schema of the data that a new record may have.
func (a *API) getSchema(c *fiber.Ctx) error {
	p, err := a.place(c)
	if err != nil {
		return err
	}
	if !p.may("create", nil) {
		return denied("create", p.form.Key())
	}
	return c.JSON(p.form.JSONSchema(p.lang, func(key string) bool { return p.level(key, engine.Stand{Entered: true}) == access.Write }))
}

// values is what the reader may send as the data of a record of the form at hand, for a new one ("create") or a change
// of one: a step may let somebody write what they otherwise only read.
func (w *writer) values(purpose string) openapi.Schema {
	p, change := w.place, purpose == "change"
	s := p.form.JSONSchema(w.lang, func(key string) bool {
		return change && p.level(key, engine.Stand{}) >= access.Read || !change && p.level(key, engine.Stand{Entered: true}) == access.Write
	})
	delete(s, "$schema")
	if change {
		delete(s, "required")
		properties, _ := s["properties"].(map[string]any)
		for key, one := range properties {
			properties[key] = orNull(one)
		}
	}
	return w.Name(w.named("_"+purpose), s)
}

// orNull allows null beside what a schema allows already.
func orNull(s any) any {
	one, _ := s.(map[string]any)
	if one["anyOf"] != nil && one["type"] == nil {
		return one // it does
	}
	out := openapi.OrNull(one)
	for _, key := range []string{"title", "description"} {
		if one[key] != nil {
			out[key] = one[key]
		}
	}
	return out
}

func (w *writer) named(ending string) string {
	return w.place.app.Key + "_" + w.place.form.Key() + ending
}

// record is the shape of a record of the form at hand, with its values.
func (w *writer) record() openapi.Schema {
	base := of[RecordView](w)
	values := map[string]any{}
	for _, f := range w.place.form.Fields() {
		if w.place.level(f.Key, engine.Stand{}) == access.Hidden {
			continue
		}
		one := loose(f.Value.Schema(w.lang))
		one["title"] = f.Title.In(w.lang)
		values[f.Key] = one
	}
	view := openapi.Schema{"type": "object", "properties": openapi.Schema{"values": openapi.Schema{"type": "object", "properties": values}}}
	return w.Name(w.named(""), openapi.Schema{"title": w.place.form.Title().In(w.lang),
		"allOf": []any{base, openapi.Schema{"type": "object", "properties": openapi.Schema{"view": view}}}})
}

// loose is what stored values of a field look like: of its kind, but perhaps from a time when its rules were others.
func loose(s map[string]any) map[string]any {
	out := map[string]any{}
	if s["type"] != nil {
		out["type"] = s["type"]
	}
	if items, ok := s["items"].(map[string]any); ok {
		out["items"] = loose(items)
	}
	if properties, ok := s["properties"].(map[string]any); ok {
		inner := map[string]any{}
		for key, one := range properties {
			if m, ok := one.(map[string]any); ok {
				inner[key] = loose(m)
			}
		}
		out["properties"] = inner
	}
	return out
}
