package query

import (
	"slices"
	"strings"
	"time"

	"huiyin/engine/problem"
)

// Visit calls fn for every leaf and expression of the tree with its pointer inside the tree, in order.
func (c Condition) Visit(fn func(leaf Condition, at string)) { c.visit("", fn) }

// visit is Visit below a pointer.
func (c Condition) visit(at string, fn func(leaf Condition, at string)) {
	switch c.form() {
	case formAll:
		for i, part := range c.All {
			part.visit(at+problem.Pointer("all", i), fn)
		}
	case formAny:
		for i, part := range c.Any {
			part.visit(at+problem.Pointer("any", i), fn)
		}
	case formNot:
		c.Not.visit(at+"/not", fn)
	case formLeaf, formExpr:
		fn(c, at)
	}
}

// Check compares the tree with the fields it may read and returns every fault, with pointers inside the tree.
// allowChange permits changed, becomes and leaves. Expressions are checked by the expression package.
func (c Condition) Check(shape map[string]FieldShape, allowChange bool) problem.List {
	k := checker{shape: shape, allowChange: allowChange}
	c.groups("", &k.list)
	c.visit("", k.leaf)
	return k.list
}

// Stored is Check for conditions that a store answers: list filters, row scopes, choices of a relation. It knows no
// expressions: problem condition.expr.forbidden.
func (c Condition) Stored(shape map[string]FieldShape) problem.List {
	list := c.Check(shape, false)
	c.Visit(func(leaf Condition, at string) {
		if leaf.form() == formExpr {
			list.Add("condition.expr.forbidden", at+"/expr", "expr", leaf.Expr)
		}
	})
	return list
}

// groups reports "any" groups without parts: they never hold, which nobody means.
func (c Condition) groups(at string, list *problem.List) {
	switch c.form() {
	case formAll:
		for i, part := range c.All {
			part.groups(at+problem.Pointer("all", i), list)
		}
	case formAny:
		if len(c.Any) == 0 {
			list.Add("condition.group.empty", at+"/any")
		}
		for i, part := range c.Any {
			part.groups(at+problem.Pointer("any", i), list)
		}
	case formNot:
		c.Not.groups(at+"/not", list)
	}
}

type checker struct {
	shape       map[string]FieldShape
	allowChange bool
	list        problem.List
}

func (k *checker) leaf(c Condition, at string) {
	if c.form() == formExpr {
		return
	}
	shape, known := k.shape[c.Field]
	if !known {
		k.list.Add("condition.field.unknown", at+"/field", "field", c.Field)
	}
	op, legal := operators[c.Op]
	switch {
	case !legal:
		k.list.Add("condition.op.unknown", at+"/op", "op", c.Op)
		return
	case op.change && !k.allowChange:
		k.list.Add("condition.change.forbidden", at+"/op", "op", c.Op)
	case known && !op.legal(shape):
		k.list.Add("condition.op.illegal", at+"/op", "op", c.Op, "field", c.Field, "legal", Operators(shape, k.allowChange))
		return
	}
	if c.ValueField != "" {
		k.valueField(c, op, shape, at)
		return
	}
	k.value(c, op, shape, at)
}

func (k *checker) valueField(c Condition, op operator, shape FieldShape, at string) {
	if op.arity == noValue || op.arity == pairValue {
		k.list.Add("condition.value.unexpected", at+"/value", "op", c.Op)
		return
	}
	other, known := k.shape[c.ValueField]
	if !known {
		k.list.Add("condition.field.unknown", at+"/value/field", "field", c.ValueField)
		return
	}
	if shape.Kind != "" && other.Kind != "" && shape.Kind != other.Kind && !exchangeable(shape.Kind, other.Kind) {
		k.list.Add("condition.value.kind", at+"/value/field", "kind", shape.Kind, "value", c.ValueField)
	}
}

// exchangeable kinds hold texts that may sensibly equal each other.
func exchangeable(a, b string) bool {
	texts := []string{KindText, KindOption, KindReference}
	return slices.Contains(texts, a) && slices.Contains(texts, b)
}

func (k *checker) value(c Condition, op operator, shape FieldShape, at string) {
	at += "/value"
	list, isList := c.Value.([]any)
	switch op.arity {
	case noValue:
		if c.Value != nil {
			k.list.Add("condition.value.unexpected", at, "op", c.Op)
		}
	case oneValue:
		if isList || len(Elements(c.Value)) == 0 {
			k.list.Add("condition.value.missing", at, "op", c.Op)
			return
		}
		k.item(c.Value, shape, at)
	case listValue:
		if !isList || len(list) == 0 {
			k.list.Add("condition.value.list", at, "op", c.Op)
			return
		}
		for i, v := range list {
			k.item(v, shape, at+problem.Pointer(i))
		}
	case pairValue:
		if !isList || len(list) != 2 || len(Elements(list)) == 0 {
			k.list.Add("condition.value.pair", at, "op", c.Op)
			return
		}
		for i, v := range list {
			if v != nil {
				k.item(v, shape, at+problem.Pointer(i))
			}
		}
	}
}

// item checks one literal against the kind of the field.
func (k *checker) item(v any, shape FieldShape, at string) {
	if m, ok := v.(map[string]any); ok {
		k.relative(m, shape, at)
		return
	}
	if shape.Kind == "" {
		return
	}
	if !fits(v, shape.Kind) {
		k.list.Add("condition.value.kind", at, "kind", shape.Kind, "value", v)
		return
	}
	if shape.Kind == KindOption && len(shape.Options) > 0 && !slices.Contains(shape.Options, v.(string)) {
		k.list.Add("condition.value.option", at, "value", v, "options", shape.Options)
	}
}

func (k *checker) relative(m map[string]any, shape FieldShape, at string) {
	source, _ := m["relative"].(string)
	if _, err := parseRelative(source); err != nil {
		k.list.Add("condition.value.relative", at, "value", source)
	}
	if shape.Kind != "" && shape.Kind != KindDate && shape.Kind != KindDatetime {
		k.list.Add("condition.value.kind", at, "kind", shape.Kind, "value", source)
	}
}

func fits(v any, kind string) bool {
	s, text := Scalar(v).(string)
	switch kind {
	case KindNumber:
		_, ok := Scalar(v).(float64)
		return ok
	case KindBoolean:
		_, ok := v.(bool)
		return ok
	case KindDate:
		return text && isDate(s)
	case KindDatetime:
		return text && (isDate(s) || isInstant(s))
	case KindTime:
		_, short := time.Parse("15:04", s)
		_, long := time.Parse("15:04:05", s)
		return text && (short == nil || long == nil)
	}
	return text
}

func isDate(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

func isInstant(s string) bool {
	_, err := time.Parse(time.RFC3339, s)
	return err == nil && strings.HasSuffix(s, "Z")
}
