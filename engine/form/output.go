package form

import (
	"maps"
	"strings"

	"huiyin/engine/access"
	"huiyin/engine/form/field"
)

// Stored returns data as documents keep it: money in minor units. The data is not changed.
func (f *Form) Stored(data map[string]any) map[string]any { return f.each(data, field.Store) }

// Loaded is the reverse of Stored.
func (f *Form) Loaded(stored map[string]any) map[string]any { return f.each(stored, field.Load) }

// StoredValue is one value as documents keep it, for filters over stored documents; key may name a column of a table.
func (f *Form) StoredValue(key string, v any) any {
	if table, path, dotted := strings.Cut(key, "."); dotted && f.index[table] != nil {
		if outer, ok := f.index[table].Value.(field.Inner); ok {
			if inner, ok := outer.Inner(path); ok {
				return field.Store(inner, v)
			}
		}
	}
	if c, ok := f.index[key]; ok {
		return field.Store(c.Value, v)
	}
	return v
}

func (f *Form) each(data map[string]any, turn func(field.Value, any) any) map[string]any {
	out := maps.Clone(data)
	for _, c := range f.fields {
		if v, ok := data[c.Key]; ok && v != nil {
			out[c.Key] = turn(c.Value, v)
		}
	}
	return out
}

// Text is the text of a field's value in lists and templates; names may be nil. Unknown fields give "".
func (f *Form) Text(key string, v any, lang string, names func(kind, id string) string) string {
	c, ok := f.index[key]
	if !ok {
		return ""
	}
	return field.Text(c.Value, v, lang, names)
}

// Mask returns what a reader may see of data: fields hidden from them and fields the form does not know are left out,
// masked ones keep what their type lets through. A nil level sees everything.
func (f *Form) Mask(data map[string]any, level func(field string) access.Level) map[string]any {
	out := map[string]any{}
	for _, c := range f.fields {
		v := data[c.Key]
		if v == nil {
			continue
		}
		switch at := seen(c.Key, level); {
		case at >= access.Read:
			out[c.Key] = v
		case at == access.Masked:
			out[c.Key] = field.Mask(c.Value, v)
		}
	}
	return out
}

func seen(key string, level func(field string) access.Level) access.Level {
	if level == nil {
		return access.Write
	}
	return level(key)
}

// JSONSchema describes what may be sent as the data of a record, as JSON Schema 2020-12 with texts in lang: the fields
// that people set and that offered accepts.
func (f *Form) JSONSchema(lang string, offered func(field string) bool) map[string]any {
	properties := map[string]any{}
	required := []any{}
	for _, c := range f.fields {
		if !c.settable() || c.ReadOnly || !offered(c.Key) {
			continue
		}
		wanted := c.Required && !f.governs(c.Key) && c.fallback == nil
		one := c.Value.Schema(lang)
		if wanted {
			required = append(required, c.Key)
		} else {
			one = map[string]any{"anyOf": []any{one, map[string]any{"type": "null"}}}
		}
		one["title"] = c.Title.In(lang)
		if help := c.Help.In(lang); help != "" {
			one["description"] = help
		}
		properties[c.Key] = one
	}
	out := map[string]any{"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f.title.In(lang),
		"type": "object", "properties": properties, "additionalProperties": false}
	if len(required) > 0 {
		out["required"] = required
	}
	return out
}

// governs reports whether logic may hide the field, itself or with a part of the layout around it.
func (f *Form) governs(key string) bool {
	_, found := f.governed[key]
	var visit func(items []Item, inside bool)
	visit = func(items []Item, inside bool) {
		for _, item := range items {
			_, shown := f.governed[item.Key]
			in := inside || shown
			found = found || in && item.Field == key
			visit(item.Children, in)
		}
	}
	visit(f.layout, false)
	if f.spec.Public != nil {
		visit(f.spec.Public.Layout, false)
	}
	return found
}
