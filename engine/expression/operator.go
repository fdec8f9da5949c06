package expression

import (
	"math"
	"regexp"
	"strings"
)

// operators are the operations that are not functions a person can call. The rule for empty values, in one
// sentence: an empty value matches only "is empty" and "is not X"; arithmetic with it is empty again.
var operators = map[string]operation{
	"$":          func(m *machine, a []any) (any, error) { return m.loaded(m.env[a[0].(string)]) },
	".":          member,
	"item":       item,
	"[]":         list,
	"{}":         mapping,
	"==":         func(m *machine, a []any) (any, error) { return m.equal(a[0], a[1]) },
	"!=":         func(m *machine, a []any) (any, error) { same, err := m.equal(a[0], a[1]); return !same, err },
	"<":          ordering("<", func(c int) bool { return c < 0 }),
	"<=":         ordering("<=", func(c int) bool { return c <= 0 }),
	">":          ordering(">", func(c int) bool { return c > 0 }),
	">=":         ordering(">=", func(c int) bool { return c >= 0 }),
	"in":         in,
	"contains":   contains,
	"startsWith": textual("startsWith", strings.HasPrefix),
	"endsWith":   textual("endsWith", strings.HasSuffix),
	"matches":    matches,
	"+":          plus,
	"-":          arithmetic("-", func(a, b float64) float64 { return a - b }),
	"*":          arithmetic("*", func(a, b float64) float64 { return a * b }),
	"/":          arithmetic("/", func(a, b float64) float64 { return a / b }),
	"neg":        func(_ *machine, a []any) (any, error) { return negate(a[0]) },
	"range":      span,
}

// loaded makes a value of the environment canonical, and charges for a list of Go's own types that has to
// be copied for it.
func (m *machine) loaded(v any) (any, error) {
	switch v.(type) {
	case nil, bool, float64, string, []any, map[string]any:
		return canonical(v), nil
	}
	v = canonical(v)
	if list, ok := v.([]any); ok {
		return v, m.charge(len(list))
	}
	return v, nil
}

func member(m *machine, a []any) (any, error) {
	switch object := a[0].(type) {
	case nil:
		return nil, nil
	case map[string]any:
		return m.loaded(object[a[1].(string)])
	}
	return nil, cannot(".", a[0])
}

// item gives the element of a list, counted from 0 or, when negative, from the end; outside it is empty.
func item(m *machine, a []any) (any, error) {
	if a[0] == nil || a[1] == nil {
		return nil, nil
	}
	list, ok := a[0].([]any)
	index, isNumber := a[1].(float64)
	if !ok || !isNumber || index != math.Trunc(index) {
		return nil, cannot("[]", a...)
	}
	if index < 0 {
		index += float64(len(list))
	}
	if index < 0 || index >= float64(len(list)) {
		return nil, nil
	}
	return m.loaded(list[int(index)])
}

func list(m *machine, a []any) (any, error) {
	return append([]any{}, a...), m.charge(len(a))
}

func mapping(m *machine, a []any) (any, error) {
	out := make(map[string]any, len(a)/2)
	for i := 0; i < len(a); i += 2 {
		out[a[i].(string)] = a[i+1]
	}
	return out, m.charge(len(a) / 2)
}

// compare orders two numbers or two texts. Texts are ordered by code point, which is the order of their bytes.
func (m *machine) compare(operator string, a, b any) (int, error) {
	if x, ok := a.(float64); ok {
		if y, ok := b.(float64); ok {
			switch {
			case x < y:
				return -1, nil
			case x > y:
				return 1, nil
			}
			return 0, nil
		}
	}
	if x, ok := a.(string); ok {
		if y, ok := b.(string); ok {
			return strings.Compare(x, y), m.chargeText(x)
		}
	}
	return 0, cannot(operator, a, b)
}

func ordering(operator string, holds func(int) bool) operation {
	return func(m *machine, a []any) (any, error) {
		if a[0] == nil || a[1] == nil {
			return false, nil
		}
		c, err := m.compare(operator, a[0], a[1])
		return err == nil && holds(c), err
	}
}

func in(m *machine, a []any) (any, error) {
	if a[0] == nil || a[1] == nil {
		return false, nil
	}
	list, ok := a[1].([]any)
	if !ok {
		return nil, cannot("in", a...)
	}
	return m.has(list, a[0])
}

func (m *machine) has(list []any, v any) (bool, error) {
	for _, e := range list {
		if same, err := m.equalElement(e, v); same || err != nil {
			return same, err
		}
	}
	return false, nil
}

func contains(m *machine, a []any) (any, error) {
	if list, ok := a[0].([]any); ok && a[1] != nil {
		return m.has(list, a[1])
	}
	return textual("contains", strings.Contains)(m, a)
}

func textual(operator string, holds func(s, part string) bool) operation {
	return func(m *machine, a []any) (any, error) {
		if a[0] == nil || a[1] == nil {
			return false, nil
		}
		s, ok := a[0].(string)
		part, isText := a[1].(string)
		if !ok || !isText {
			return nil, cannot(operator, a...)
		}
		return holds(s, part), m.chargeText(s)
	}
}

func matches(m *machine, a []any) (any, error) {
	if a[0] == nil {
		return false, nil
	}
	s, ok := a[0].(string)
	if !ok {
		return nil, cannot("matches", a[0])
	}
	return a[1].(*regexp.Regexp).MatchString(s), m.charge(len(s) >> 5)
}

// number makes a result of arithmetic: what is not finite, a division by zero above all, is empty, and
// there is no negative zero.
func number(f float64) any {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return nil
	}
	return f + 0
}

func arithmetic(operator string, compute func(a, b float64) float64) operation {
	return func(_ *machine, a []any) (any, error) {
		if a[0] == nil || a[1] == nil {
			return nil, nil
		}
		x, ok := a[0].(float64)
		y, isNumber := a[1].(float64)
		if !ok || !isNumber {
			return nil, cannot(operator, a...)
		}
		return number(compute(x, y)), nil
	}
}

var add = arithmetic("+", func(a, b float64) float64 { return a + b })

func plus(m *machine, a []any) (any, error) {
	x, ok := a[0].(string)
	y, isText := a[1].(string)
	if !ok || !isText {
		return add(m, a)
	}
	joined := x + y
	return joined, m.charge(1 + len(joined)>>8)
}

func negate(v any) (any, error) {
	switch t := v.(type) {
	case nil:
		return nil, nil
	case float64:
		return number(-t), nil
	}
	return nil, cannot("-", v)
}

// span is the list of whole numbers from a to b, both included.
func span(m *machine, a []any) (any, error) {
	if a[0] == nil || a[1] == nil {
		return nil, nil
	}
	from, ok := a[0].(float64)
	to, isNumber := a[1].(float64)
	if !ok || !isNumber || from != math.Trunc(from) || to != math.Trunc(to) {
		return nil, cannot("..", a...)
	}
	size := max(0, to-from+1)
	if err := m.charge(int(min(size, maxSteps+1))); err != nil {
		return nil, err
	}
	out := make([]any, int(size))
	for i := range out {
		out[i] = from + float64(i)
	}
	return out, nil
}
