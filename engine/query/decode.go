package query

import (
	"bytes"
	"encoding/json"
	"fmt"
	"sort"

	"huiyin/engine/problem"
)

// MarshalJSON writes the one form the condition has.
func (c Condition) MarshalJSON() ([]byte, error) {
	return json.Marshal(c.plain())
}

func (c Condition) plain() any {
	switch c.form() {
	case formAll:
		return map[string]any{"all": plainAll(c.All)}
	case formAny:
		return map[string]any{"any": plainAll(c.Any)}
	case formNot:
		return map[string]any{"not": c.Not.plain()}
	case formExpr:
		return map[string]any{"expr": c.Expr}
	case formLeaf:
		return leafJSON{Field: c.Field, Op: c.Op, Value: c.value()}
	}
	return map[string]any{}
}

// leafJSON fixes the order field, op, value, which is how people read a leaf.
type leafJSON struct {
	Field string `json:"field"`
	Op    string `json:"op"`
	Value any    `json:"value,omitempty"`
}

func (c Condition) value() any {
	if c.ValueField != "" {
		return map[string]string{"field": c.ValueField}
	}
	if c.Value == nil {
		return nil
	}
	return literal{c.Value}
}

// literal keeps "", 0 and false, which omitempty would drop.
type literal struct{ v any }

// MarshalJSON writes the value itself.
func (l literal) MarshalJSON() ([]byte, error) { return json.Marshal(l.v) }

func plainAll(list []Condition) []any {
	out := make([]any, len(list))
	for i, c := range list {
		out[i] = c.plain()
	}
	return out
}

// UnmarshalJSON reads a condition strictly: one form per node, no unknown keys, at most MaxDepth levels and
// MaxLeaves leaves. The error is a problem.List with pointers into the tree; all faults are reported.
func (c *Condition) UnmarshalJSON(raw []byte) error {
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	var tree any
	if err := decoder.Decode(&tree); err != nil {
		return err
	}
	if tree == nil {
		*c = Condition{}
		return nil
	}
	b := builder{}
	out := b.node(tree, "", 1)
	if b.leaves > MaxLeaves {
		b.problems.Add("condition.leaves.exceeded", "", "max", MaxLeaves, "count", b.leaves)
	}
	if err := b.problems.Err(); err != nil {
		return err
	}
	*c = out
	return nil
}

type builder struct {
	problems problem.List
	leaves   int
}

func (b *builder) node(tree any, at string, depth int) Condition {
	object, ok := tree.(map[string]any)
	if !ok {
		b.problems.Add("condition.shape.invalid", at)
		return Condition{}
	}
	if depth > MaxDepth {
		b.problems.Add("condition.depth.exceeded", at, "max", MaxDepth)
		return Condition{}
	}
	kind := b.kind(object, at)
	switch kind {
	case "all":
		return Condition{All: b.list(object["all"], at+"/all", depth)}
	case "any":
		return Condition{Any: b.list(object["any"], at+"/any", depth)}
	case "not":
		inner := b.node(object["not"], at+"/not", depth+1)
		return Condition{Not: &inner}
	case "expr":
		b.leaves++
		return Condition{Expr: b.text(object, "expr", at)}
	case "field":
		b.leaves++
		return b.leaf(object, at)
	}
	return Condition{}
}

// kind finds the form of a node and reports every key that does not belong to it.
func (b *builder) kind(object map[string]any, at string) string {
	kind := ""
	for _, k := range []string{"all", "any", "not", "expr", "field"} {
		if _, ok := object[k]; ok {
			kind = k
			break
		}
	}
	if kind == "" && len(object) > 0 {
		if _, ok := object["op"]; !ok {
			b.problems.Add("condition.shape.invalid", at)
			return ""
		}
		kind = "field"
	}
	keys := make([]string, 0, len(object))
	for k := range object {
		if k != kind && !(kind == "field" && (k == "op" || k == "value")) {
			keys = append(keys, k)
		}
	}
	sort.Strings(keys)
	for _, k := range keys {
		b.problems.Add("condition.key.unknown", at+problem.Pointer(k), "key", k)
	}
	return kind
}

func (b *builder) list(v any, at string, depth int) []Condition {
	items, ok := v.([]any)
	if !ok {
		b.problems.Add("condition.shape.invalid", at)
		return nil
	}
	out := make([]Condition, 0, len(items))
	for i, item := range items {
		out = append(out, b.node(item, at+problem.Pointer(i), depth+1))
	}
	return out
}

func (b *builder) text(object map[string]any, key, at string) string {
	s, ok := object[key].(string)
	if !ok || s == "" {
		b.problems.Add("condition.text.missing", at+problem.Pointer(key), "key", key)
	}
	return s
}

func (b *builder) leaf(object map[string]any, at string) Condition {
	c := Condition{Field: b.text(object, "field", at), Op: b.text(object, "op", at)}
	switch v := object["value"].(type) {
	case map[string]any:
		if name, ok := v["field"].(string); ok && name != "" && len(v) == 1 {
			c.ValueField = name
			return c
		}
		c.Value = b.relative(v, at+"/value")
	case []any:
		if len(v) > MaxValues {
			b.problems.Add("condition.values.exceeded", at+"/value", "max", MaxValues, "count", len(v))
			return c
		}
		list := make([]any, len(v))
		for i, item := range v {
			list[i] = b.item(item, at+"/value"+problem.Pointer(i))
		}
		c.Value = list
	default:
		c.Value = b.item(v, at+"/value")
	}
	return c
}

func (b *builder) item(v any, at string) any {
	switch t := v.(type) {
	case json.Number:
		f, err := t.Float64()
		if err != nil {
			b.problems.Add("condition.value.invalid", at, "value", string(t))
		}
		return f
	case map[string]any:
		return b.relative(t, at)
	case []any:
		b.problems.Add("condition.value.invalid", at, "value", fmt.Sprint(t))
		return nil
	}
	return v
}

func (b *builder) relative(v map[string]any, at string) any {
	if _, ok := v["relative"].(string); !ok || len(v) != 1 {
		b.problems.Add("condition.value.invalid", at, "value", fmt.Sprint(v))
		return nil
	}
	return v
}
