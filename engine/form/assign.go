package form

import (
	"encoding/json"
	"maps"
	"slices"

	"huiyin/engine/expression"
	"huiyin/engine/form/field"
	"huiyin/engine/problem"
)

// assignment compiles a value a definition gives to a field: a literal, or {"expr": "..."}.
func (c *compiler) assignment(key string, raw json.RawMessage, at string) (assignment, bool) {
	f, ok := c.form.index[key]
	if !ok {
		c.found.Add("form.reference.unknown", at, "field", key)
		return assignment{}, false
	}
	if _, given := f.Value.(field.Stamper); given || !f.settable() {
		c.found.Add("form.set.not_writable", at, "title", f.Title)
		return assignment{}, false
	}
	var formula struct {
		Expr string `json:"expr"`
	}
	var literal any
	if err := json.Unmarshal(raw, &literal); err != nil {
		c.found.Add("form.settings.invalid", at, "detail", err.Error())
		return assignment{}, false
	}
	if object, isObject := literal.(map[string]any); isObject && len(object) == 1 && json.Unmarshal(raw, &formula) == nil && formula.Expr != "" {
		p := c.expression(formula.Expr, f.wants(), at+"/expr")
		return assignment{field: key, program: p}, p != nil
	}
	value, faults := f.Value.Normalise(field.Plain(literal))
	c.found = append(c.found, faults.Under(at)...)
	return assignment{field: key, value: value}, len(faults) == 0
}

// wants is the kind an expression must give to be assigned to the field.
func (c *CompiledField) wants() expression.Kind {
	if c.link != nil {
		return expression.KindString
	}
	t, _ := c.Value.Shape()
	return t.Kind
}

// assignments compiles several, in the order of the field keys.
func (c *compiler) assignments(set map[string]json.RawMessage, at string) []assignment {
	var out []assignment
	for _, key := range slices.Sorted(maps.Keys(set)) {
		if a, ok := c.assignment(key, set[key], at+problem.Pointer(key)); ok {
			out = append(out, a)
		}
	}
	return out
}

// fallbacks compiles the values fields start with.
func (c *compiler) fallbacks() {
	for _, f := range c.form.fields {
		if len(f.Default) == 0 || string(f.Default) == "null" {
			continue
		}
		if a, ok := c.assignment(f.Key, f.Default, f.at+"/default"); ok {
			f.fallback = &a
		}
	}
}
