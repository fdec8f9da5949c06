package field

import (
	"encoding/json"
	"slices"

	"huiyin/engine/catalog"
	"huiyin/engine/problem"
	"huiyin/engine/schema"
)

// unit is a field type made of its description and one function over its decoded settings.
type unit[S any] struct {
	info    catalog.Info
	schema  *schema.Schema
	compile func(settings S, scope Scope) (Value, problem.List)
}

// register adds a type. S must read every property the settings schema names.
func register[S any](info catalog.Info, compile func(S, Scope) (Value, problem.List)) {
	Types.Add(unit[S]{info: info, schema: schema.MustCompile("field "+info.ID, info.Settings), compile: compile})
}

func (u unit[S]) Info() catalog.Info { return u.info }

func (u unit[S]) Compile(raw json.RawMessage, scope Scope) (Value, problem.List) {
	settings, faults := u.read(raw)
	value, more := u.compile(settings, scope)
	if len(faults) > 0 {
		return value, faults // what the type says about settings that were refused anyway would only confuse
	}
	return value, more
}

func (u unit[S]) read(raw json.RawMessage) (S, problem.List) {
	var settings S
	if len(raw) == 0 {
		return settings, nil
	}
	tree, faults := schema.Decode(raw, schema.Limit{Bytes: schema.MaxBytes, Depth: schema.MaxDepth})
	if len(faults) == 0 {
		faults = u.schema.Validate(tree)
	}
	if len(faults) > 0 {
		return settings, faults
	}
	if err := json.Unmarshal(raw, &settings); err != nil {
		return *new(S), problem.List{problem.New("form.settings.invalid", "", "detail", err.Error())}
	}
	return settings, nil
}

// settings makes a closed settings schema out of its properties. "x-title" is the label in the inspector,
// "x-editor" names an editor for it: text, lines, list, form, field, options, condition, expression.
func settings(properties string) json.RawMessage {
	return json.RawMessage(`{"type":"object","additionalProperties":false,"properties":{` + properties + `},
		"$defs":{
			"key":{"type":"string","pattern":"^[a-z][a-z0-9_]{0,63}$"},
			"text":{"anyOf":[{"type":"string"},{"type":"object","minProperties":1,"additionalProperties":{"type":"string"}}]}
		}}`)
}

// PlainObject is Plain of an object, which is returned as it is when it is plain already: what was accepted before is.
func PlainObject(object map[string]any) map[string]any {
	for _, v := range object {
		if !isPlain(v) {
			out, _ := Plain(object).(map[string]any)
			return out
		}
	}
	if object == nil {
		return map[string]any{}
	}
	return object
}

func isPlain(v any) bool {
	switch t := v.(type) {
	case nil, bool, string, float64:
		return true
	case []any:
		return t != nil && !slices.ContainsFunc(t, func(e any) bool { return !isPlain(e) })
	case map[string]any:
		for _, e := range t {
			if !isPlain(e) {
				return false
			}
		}
		return t != nil
	}
	return false
}

// Plain returns v as plain JSON: numbers of every kind become float64, lists []any, objects map[string]any.
// What JSON cannot hold is returned as it is; every type refuses it.
func Plain(v any) any {
	switch t := v.(type) {
	case nil, bool, string, float64:
		return v
	case []any:
		out := make([]any, len(t))
		for i, e := range t {
			out[i] = Plain(e)
		}
		return out
	case map[string]any:
		out := make(map[string]any, len(t))
		for k, e := range t {
			out[k] = Plain(e)
		}
		return out
	}
	raw, err := json.Marshal(v)
	if err != nil {
		return v
	}
	var out any
	if err := json.Unmarshal(raw, &out); err != nil {
		return v
	}
	return out
}
