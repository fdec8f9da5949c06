package expression

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

var textFunctions = map[string]*function{
	"lower": {
		signature: "lower(text)", least: 1, most: 1, accepts: [][]Kind{{KindString}}, result: gives(String),
		zh: "转成小写", en: "In lower case", run: mapped("lower", lower),
	},
	"upper": {
		signature: "upper(text)", least: 1, most: 1, accepts: [][]Kind{{KindString}}, result: gives(String),
		zh: "转成大写", en: "In upper case", run: mapped("upper", upper),
	},
	"trim": {
		signature: "trim(text)", least: 1, most: 1, accepts: [][]Kind{{KindString}}, result: gives(String),
		zh: "去掉首尾空白", en: "Without white space at both ends", run: mapped("trim", trim),
	},
	"join": {
		signature: "join(list, separator)", least: 1, most: 2, accepts: [][]Kind{{KindList}, {KindString}}, result: gives(String),
		zh: "把列表连成一段文本，默认用逗号", en: "The items of a list as one text, with commas by default", run: join,
	},
}

func mapped(name string, change func(string) string) operation {
	return func(m *machine, a []any) (any, error) {
		switch t := a[0].(type) {
		case nil:
			return nil, nil
		case string:
			return change(t), m.chargeText(t)
		}
		return nil, cannot(name, a[0])
	}
}

// lower and upper change one code point into one code point, as browsers do for all but a few letters.
func lower(s string) string { return strings.Map(lowerRune, s) }
func upper(s string) string { return strings.Map(upperRune, s) }

// lowerRune leaves the dotted capital I alone: its lower case is two code points in Unicode, one in Go.
func lowerRune(r rune) rune {
	if r == 'İ' {
		return r
	}
	return unicode.ToLower(r)
}

// upperRune leaves the Greek letters alone whose upper case is two letters in Unicode and a title letter in Go.
func upperRune(r rune) rune {
	if u := unicode.ToUpper(r); u == r || !unicode.IsTitle(u) {
		return u
	}
	return r
}

// trim removes exactly what a browser's trim removes: the byte order mark too, the C1 line break not.
func trim(s string) string {
	return strings.TrimFunc(s, func(r rune) bool { return r == '\uFEFF' || r != '\u0085' && unicode.IsSpace(r) })
}

func length(m *machine, a []any) (any, error) {
	switch t := a[0].(type) {
	case nil:
		return 0.0, nil
	case string:
		return float64(utf8.RuneCountInString(t)), m.chargeText(t)
	case []any:
		return float64(len(t)), nil
	case map[string]any:
		return float64(len(t)), nil
	}
	return nil, cannot("len", a[0])
}

func join(m *machine, a []any) (any, error) {
	separator := any(", ")
	if len(a) == 2 {
		separator = a[1]
	}
	mark, ok := separator.(string)
	list, isList := a[0].([]any)
	if a[0] == nil {
		return "", nil
	}
	if !ok || !isList {
		return nil, cannot("join", a...)
	}
	return m.joined(list, mark)
}

func (m *machine) joined(list []any, separator string) (string, error) {
	var b strings.Builder
	for i, e := range list {
		part, err := m.text(canonical(e))
		if err != nil {
			return "", err
		}
		if i > 0 {
			b.WriteString(separator)
		}
		b.WriteString(part)
		if err := m.charge(1 + (len(part)+len(separator))>>8); err != nil {
			return "", err
		}
	}
	return b.String(), nil
}

// text shows a canonical value: nothing for an empty one, true and false, numbers as a browser writes them.
func (m *machine) text(v any) (string, error) {
	switch t := v.(type) {
	case nil:
		return "", nil
	case bool:
		if t {
			return "true", nil
		}
		return "false", nil
	case float64:
		return numberText(t), nil
	case string:
		return t, nil
	case []any:
		return m.joined(t, ", ")
	}
	return "", cannot("text", v)
}
