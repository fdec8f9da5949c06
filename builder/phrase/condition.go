package phrase

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"huiyin/engine/problem"
	"huiyin/engine/reference"
)

// value is any value of a definition in words, "" when it is too much for a sentence.
func (b *Book) value(at string, v any) string {
	switch v := v.(type) {
	case bool:
		if v {
			return problem.Sentence(b.lang, "phrase.yes", nil)
		}
		return problem.Sentence(b.lang, "phrase.no", nil)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case string:
		return quoted(b.show(at, v), b.lang)
	case []any:
		if words := b.showList(at, v); words != "" {
			return words
		}
		return b.things(at, len(v), strconv.Itoa)
	case map[string]any:
		if words := b.object(at, v); words != "" {
			return words
		}
		keys := slices.Sorted(maps.Keys(v))
		return b.things(at, len(v), func(i int) string { return keys[i] })
	}
	return ""
}

// things lists what stands in an array or object by their names, "" where they are none.
func (b *Book) things(at string, n int, key func(int) string) string {
	parts := problem.Split(at)
	var out []string
	for i := range n {
		w := b.walk(parts[0], parts[1], problem.Pointer(toAny(append(parts[2:len(parts):len(parts)], key(i)))...))
		last := w.crumbs[len(w.crumbs)-1]
		if !last.element || last.name == "" {
			return ""
		}
		name := quoted(last.name, b.lang)
		if level, ok := w.value.(string); ok {
			name += " " + b.show(w.at, level)
		}
		out = append(out, name)
	}
	return b.listed(out)
}

func toAny(parts []string) []any {
	out := make([]any, len(parts))
	for i, p := range parts {
		out[i] = p
	}
	return out
}

func (b *Book) object(at string, v map[string]any) string {
	if source, ok := v["expr"].(string); ok && len(v) == 1 {
		return quoted(b.formula(at+"/expr", source), b.lang)
	}
	if rule, ok := v["people"].(string); ok {
		return b.show(at+"/people", rule)
	}
	if text, ok := v["text"].(string); ok {
		return quoted(shortened(text), b.lang)
	}
	if condition, ok := v["condition"].(map[string]any); ok {
		return b.condition(at+"/condition", condition)
	}
	for _, kind := range []string{"working", "elapsed"} {
		if period, ok := v[kind].(string); ok {
			return b.duration(kind, period)
		}
	}
	if words := b.condition(at, v); words != "" {
		return words
	}
	if text := b.text(v); text != "" {
		return quoted(shortened(text), b.lang)
	}
	return ""
}

// condition is a condition tree in words, "" for what is none.
func (b *Book) condition(at string, v map[string]any) string {
	for group, code := range map[string]string{"all": "phrase.and", "any": "phrase.or"} {
		if list, ok := v[group].([]any); ok {
			return b.grouped(at+"/"+group, list, code)
		}
	}
	if inner, ok := v["not"].(map[string]any); ok {
		return problem.Sentence(b.lang, "phrase.not", map[string]any{"condition": b.condition(at+"/not", inner)})
	}
	if source, ok := v["expr"].(string); ok {
		return b.formula(at+"/expr", source)
	}
	field, ok := v["field"].(string)
	op, known := v["op"].(string)
	if !ok || !known {
		return ""
	}
	opWord, _ := word("op", op, b.lang)
	out := b.show(at+"/field", field) + " " + opWord
	if other, ok := v["value"].(map[string]any); ok && other["field"] != nil {
		return out + " " + b.show(at+"/value/field", other["field"])
	}
	if operand := b.operand(at+"/value", v["value"]); operand != "" {
		out += " " + operand
	}
	return out
}

func (b *Book) operand(at string, v any) string {
	if v, ok := v.(map[string]any); ok {
		relative, _ := v["relative"].(string)
		return relative
	}
	if v == nil {
		return ""
	}
	return strings.Trim(b.value(at, v), "「」“”")
}

func (b *Book) grouped(at string, list []any, code string) string {
	var parts []string
	for i, v := range list {
		inner, _ := v.(map[string]any)
		words := b.condition(at+problem.Pointer(i), inner)
		if inner["all"] != nil || inner["any"] != nil {
			words = problem.Sentence(b.lang, "phrase.group", map[string]any{"condition": words})
		}
		parts = append(parts, words)
	}
	return strings.Join(parts, problem.Sentence(b.lang, code, nil))
}

var name = regexp.MustCompile(`[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*`)

// formula is an expression with the titles of fields in place of their keys.
func (b *Book) formula(at, source string) string {
	titles := map[string]string{}
	for _, t := range b.names[at] {
		if t.Part == reference.Field || t.Part == reference.Option || t.Part == reference.Status {
			_, last, _ := strings.Cut("/"+t.Name, "/")
			titles[last[strings.LastIndex(last, "/")+1:]] = b.Target(t)
		}
	}
	return shortened(name.ReplaceAllStringFunc(source, func(path string) string {
		if title, ok := titles[path]; ok {
			return title
		}
		if w, ok := word("name", path, b.lang); ok {
			return w
		}
		head, rest, dotted := strings.Cut(path, ".")
		if title, ok := titles[head]; ok && dotted {
			if inner, ok := titles[rest]; ok {
				rest = inner
			}
			return title + "." + rest
		}
		return path
	}))
}

var amount = regexp.MustCompile(`(\d+)([DHMS])`)

// duration is a length of time such as "3 天 4 小时（工作时间）".
func (b *Book) duration(kind, period string) string {
	var parts []string
	for _, m := range amount.FindAllStringSubmatch(period, -1) {
		unit := map[string]string{"D": "phrase.days", "H": "phrase.hours", "M": "phrase.minutes", "S": "phrase.seconds"}[m[2]]
		parts = append(parts, problem.Sentence(b.lang, unit, map[string]any{"n": m[1]}))
	}
	out := strings.Join(parts, " ")
	if kind == "working" {
		return problem.Sentence(b.lang, "phrase.working", map[string]any{"duration": out})
	}
	return out
}
