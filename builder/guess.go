package builder

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// How values of a column look, the narrowest type first.
var looks = []struct {
	kind string
	like func(string) bool
}{
	{"boolean", yesOrNo}, {"phone", matching(`^(\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}$|^0\d{2,3}[- ]\d{7,8}(-\d{1,6})?$`)},
	{"email", matching(`^[^@\s]+@[^@\s]+\.[A-Za-z]{2,}$`)}, {"url", matching(`^(https?://|www\.)\S+$`)},
	{"date", dated("2006-1-2", "2006/1/2", "2006.1.2", "2006年1月2日")},
	{"datetime", dated("2006-1-2 15:04", "2006-1-2 15:04:05", "2006/1/2 15:04", "2006/1/2 15:04:05", "2006年1月2日 15:04", time.RFC3339)},
	{"number", matching(`^[-+]?[¥￥$]?\d{1,15}(\.\d+)?%?$|^[-+]?[¥￥$]?\d{1,3}(,\d{3})+(\.\d+)?$`)},
}

// wordKinds are the types of columns without sample values, by the last word of their key.
var wordKinds = map[string]string{
	"date": "date", "due": "date", "birthday": "date", "time": "datetime", "amount": "number", "price": "number", "unit_price": "number",
	"total": "number", "quantity": "number", "cost": "number", "budget": "number", "headcount": "number", "score": "number", "age": "number",
	"email": "email", "phone": "phone", "mobile": "phone", "url": "url", "website": "url", "link": "url",
	"note": "long_text", "description": "long_text", "content": "long_text", "reason": "long_text", "opinion": "long_text", "detail": "long_text",
}

// Choices: so many different short values, each met twice on average at least.
const (
	minRepeated = 4
	maxChoices  = 12
	maxChoice   = 20 // characters
	longText    = 60 // characters of a text that wants more than a line
)

// kind is the field type that suits a column.
func (c column) kind(key string) string {
	if len(c.values) == 0 {
		for word := range wordKinds {
			if key == word || strings.HasSuffix(key, "_"+word) {
				return wordKinds[word]
			}
		}
		return "text"
	}
	for _, look := range looks {
		if !slices.ContainsFunc(c.values, func(v string) bool { return !look.like(v) }) && !c.leadingZeros(look.kind) {
			return look.kind
		}
	}
	switch {
	case c.choices():
		return "select"
	case slices.ContainsFunc(c.values, func(v string) bool { return strings.Contains(v, "\n") || utf8.RuneCountInString(v) > longText }):
		return "long_text"
	}
	return "text"
}

// leadingZeros tells numbers people count with from numbers that only name something, such as 00712.
func (c column) leadingZeros(kind string) bool {
	return kind == "number" && slices.ContainsFunc(c.values, func(v string) bool {
		return len(v) > 1 && v[0] == '0' && v[1] != '.'
	})
}

func (c column) distinct() []string {
	var out []string
	for _, v := range c.values {
		if !slices.Contains(out, v) {
			if out = append(out, v); len(out) > maxChoices {
				break
			}
		}
	}
	return out
}

func (c column) choices() bool {
	different := c.distinct()
	return len(c.values) >= minRepeated && len(different) <= maxChoices && len(different)*2 <= len(c.values) &&
		!slices.ContainsFunc(different, func(v string) bool { return utf8.RuneCountInString(v) > maxChoice || strings.Contains(v, "\n") })
}

func (c column) options() []any {
	used, out := map[string]bool{}, []any{}
	for _, v := range c.distinct() {
		key := KeyFor(v, func(key string) bool { return used[key] })
		used[key] = true
		out = append(out, map[string]any{"key": key, "title": v})
	}
	return out
}

func yesOrNo(v string) bool {
	return slices.Contains([]string{"是", "否", "yes", "no", "true", "false", "y", "n", "√", "×"}, strings.ToLower(v))
}

func matching(pattern string) func(string) bool { return regexp.MustCompile(pattern).MatchString }

func dated(layouts ...string) func(string) bool {
	return func(v string) bool {
		return slices.ContainsFunc(layouts, func(layout string) bool { _, err := time.Parse(layout, v); return err == nil })
	}
}
