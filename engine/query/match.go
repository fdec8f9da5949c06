package query

import (
	"fmt"
	"reflect"
	"strings"

	"huiyin/engine/problem"
)

// MatchOptions are what a condition may need beside the current values.
type MatchOptions struct {
	Old  func(field string) any            // values before the change, for changed, becomes and leaves
	Expr func(source string) (bool, error) // evaluates an expression leaf
}

// Match reports whether the record read through get meets c. An empty field (nil, "", an empty list) matches only
// empty, ne, notIn, notContains and hasNone; every other comparison with it is false. A list field matches when any
// element does. Numbers compare as float64, texts by bytes, dates as the ISO texts they are; values of different
// kinds are never equal. Errors: an expression or change operator without the option it needs, an expression that
// fails, an unknown operator.
func Match(c Condition, get func(field string) any, o MatchOptions) (bool, error) {
	return match(&c, get, &o)
}

func match(c *Condition, get func(field string) any, o *MatchOptions) (bool, error) {
	switch c.form() {
	case formAll:
		for i := range c.All {
			if ok, err := match(&c.All[i], get, o); err != nil || !ok {
				return false, err
			}
		}
		return true, nil
	case formAny:
		for i := range c.Any {
			if ok, err := match(&c.Any[i], get, o); err != nil || ok {
				return ok, err
			}
		}
		return false, nil
	case formNot:
		ok, err := match(c.Not, get, o)
		return !ok && err == nil, err
	case formExpr:
		if o.Expr == nil {
			return false, problem.List{problem.New("condition.expr.forbidden", "", "expr", c.Expr)}
		}
		return o.Expr(c.Expr)
	case formLeaf:
		return leaf(c, get, o)
	}
	return true, nil
}

func leaf(c *Condition, get func(string) any, o *MatchOptions) (bool, error) {
	op, known := operators[c.Op]
	if !known {
		return false, problem.List{problem.New("condition.op.unknown", "", "op", c.Op)}
	}
	value := c.Value
	if c.ValueField != "" {
		value = get(c.ValueField)
	} else if isRelative(value) {
		return false, problem.List{problem.New("condition.value.unresolved", "", "value", fmt.Sprint(value))}
	}
	if op.change {
		if o.Old == nil {
			return false, problem.List{problem.New("condition.change.forbidden", "", "op", c.Op)}
		}
		return change(c.Op, o.Old(c.Field), get(c.Field), Elements(value)), nil
	}
	var left, right [1]any // single values, which most are, need no list of their own
	has := elements(get(c.Field), left[:0])
	if c.Op == "between" {
		return between(has, value), nil
	}
	return compare(c.Op, has, elements(value, right[:0])), nil
}

// compare holds every operator on the two element lists. Negations are written as negations.
func compare(op string, left, right []any) bool {
	switch op {
	case "empty":
		return len(left) == 0
	case "notEmpty":
		return len(left) > 0
	case "eq", "in", "has", "hasAny":
		return some(left, right, equal)
	case "ne", "notIn", "hasNone":
		return !some(left, right, equal)
	case "hasAll":
		return hasAll(left, right)
	case "lt":
		return some(left, right, before)
	case "gt":
		return some(left, right, func(a, b any) bool { return before(b, a) })
	case "lte":
		return some(left, right, notAfter)
	case "gte":
		return some(left, right, func(a, b any) bool { return notAfter(b, a) })
	case "contains", "containsAny":
		return some(left, right, contains)
	case "notContains":
		return !some(left, right, contains)
	case "startsWith":
		return some(left, right, startsWith)
	}
	return false
}

func some(left, right []any, test func(a, b any) bool) bool {
	for _, a := range left {
		for _, b := range right {
			if test(a, b) {
				return true
			}
		}
	}
	return false
}

func hasAll(left, right []any) bool {
	for _, b := range right {
		if !some(left, []any{b}, equal) {
			return false
		}
	}
	return len(right) > 0
}

func notAfter(a, b any) bool {
	if _, flag := a.(bool); flag {
		return false
	}
	return before(a, b) || equal(a, b)
}

func contains(a, b any) bool {
	x, ok := a.(string)
	y, also := b.(string)
	return ok && also && strings.Contains(x, y)
}

func startsWith(a, b any) bool {
	x, ok := a.(string)
	y, also := b.(string)
	return ok && also && strings.HasPrefix(x, y)
}

// between is inclusive; an empty bound is open, but not both.
func between(left []any, value any) bool {
	low, high, ok := Bounds(value)
	if !ok {
		return false
	}
	for _, v := range left {
		if (low == nil || notAfter(low, v)) && (high == nil || notAfter(v, high)) && rank(v) < 2 {
			return true
		}
	}
	return false
}

// Bounds splits the value of between into its two scalars; nil is an open end. ok is false for anything but a list
// of two with at least one end.
func Bounds(value any) (low, high any, ok bool) {
	list, isList := value.([]any)
	if !isList || len(list) != 2 {
		return nil, nil, false
	}
	low, high = scalar(list[0]), scalar(list[1])
	return low, high, low != nil || high != nil
}

func change(op string, old, now any, value []any) bool {
	was, is := Elements(old), Elements(now)
	switch op {
	case "becomes":
		return some(is, value, equal) && !some(was, value, equal)
	case "leaves":
		return some(was, value, equal) && !some(is, value, equal)
	}
	if Scalar(old) == (Opaque{}) || Scalar(now) == (Opaque{}) || hasOpaque(was) || hasOpaque(is) {
		return !reflect.DeepEqual(old, now)
	}
	return !reflect.DeepEqual(was, is) && len(was)+len(is) > 0
}

func hasOpaque(list []any) bool {
	for _, v := range list {
		if v == (Opaque{}) {
			return true
		}
	}
	return false
}

func isRelative(v any) bool {
	switch t := v.(type) {
	case map[string]any:
		return true
	case []any:
		for _, item := range t {
			if isRelative(item) {
				return true
			}
		}
	}
	return false
}
