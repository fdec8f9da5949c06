package field

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"huiyin/engine/catalog"
	"huiyin/engine/definition"
	"huiyin/engine/expression"
	"huiyin/engine/problem"
	"huiyin/engine/query"
)

// The most characters a text may have when its settings do not say less.
const (
	maxLine  = 1000
	maxLines = 20000
)

func init() {
	register(catalog.Info{
		ID: "text", Label: definition.Text{"zh": "单行文本", "en": "Text"}, Group: "text", Rank: 1,
		Help:     definition.Text{"zh": "姓名、标题等一行文字", "en": "One line, such as a name or a title"},
		Settings: settings(textProperties),
		Examples: []catalog.Example{
			{Note: "spaces around it are dropped", In: "  王小明 ", Want: "王小明"},
			{Note: "line breaks become spaces", In: "a\r\nb", Want: "a b"},
			{Note: "length counts characters, not bytes", Settings: []byte(`{"maxLength":3}`), In: "一二三四", Problems: []string{"form.text.too_long"}},
			{Note: "a pattern", Settings: []byte(`{"pattern":"^[A-Z]{2}[0-9]+$"}`), In: "ab1", Problems: []string{"form.text.pattern"}},
			{Note: "not a text", In: true, Problems: []string{"form.text.invalid"}},
		},
	}, func(s textSettings, _ Scope) (Value, problem.List) { return compileText(s, false, maxLine) })
}

const textProperties = `
	"minLength":{"type":"integer","minimum":0,"maximum":20000,"x-title":{"zh":"最少字数","en":"At least (characters)"}},
	"maxLength":{"type":"integer","minimum":1,"maximum":20000,"x-title":{"zh":"最多字数","en":"At most (characters)"}},
	"pattern":{"type":"string","maxLength":500,"x-title":{"zh":"格式（正则表达式）","en":"Format (regular expression)"}},
	"hint":{"$ref":"#/$defs/text","x-editor":"text","x-title":{"zh":"格式不对时的提示","en":"Hint when the format is wrong"}},
	"placeholder":{"$ref":"#/$defs/text","x-editor":"text","x-title":{"zh":"占位提示","en":"Placeholder"}},
	"trim":{"type":"boolean","default":true,"x-title":{"zh":"去掉首尾空格","en":"Drop spaces around it"}}`

type textSettings struct {
	MinLength   int             `json:"minLength"`
	MaxLength   int             `json:"maxLength"`
	Pattern     string          `json:"pattern"`
	Hint        definition.Text `json:"hint"`
	Placeholder definition.Text `json:"placeholder"`
	Trim        *bool           `json:"trim"`
}

type textValue struct {
	textSettings
	lines   bool
	max     int
	pattern *regexp.Regexp
}

func compileText(s textSettings, lines bool, limit int) (Value, problem.List) {
	v := textValue{textSettings: s, lines: lines, max: limit}
	var faults problem.List
	if s.MaxLength > 0 && s.MaxLength < limit {
		v.max = s.MaxLength
	}
	if s.MaxLength > limit {
		faults.Add("form.text.limit", "/maxLength", "max", limit)
	}
	if s.MinLength > v.max {
		faults.Add("form.settings.range", "/minLength", "min", s.MinLength, "max", v.max)
	}
	if s.Pattern != "" {
		re, err := regexp.Compile(s.Pattern)
		if err != nil {
			faults.Add("form.text.pattern_invalid", "/pattern", "detail", err.Error())
		}
		if slow(s.Pattern) {
			faults.Add("form.text.pattern_slow", "/pattern")
		}
		v.pattern = re
	}
	return v, faults
}

func (v textValue) Normalise(raw any) (any, problem.List) {
	var s string
	switch t := raw.(type) {
	case nil:
		return nil, nil
	case string:
		s = t
	case float64:
		s = numeral(t)
	default:
		return nil, problem.List{problem.New("form.text.invalid", "")}
	}
	s = cleaned(s, v.lines)
	if v.Trim == nil || *v.Trim {
		s = strings.TrimSpace(s)
	}
	if !shows(s) {
		return nil, nil
	}
	if faults := v.check(s); len(faults) > 0 {
		return nil, faults
	}
	return s, nil
}

func (v textValue) check(s string) problem.List {
	var faults problem.List
	length := utf8.RuneCountInString(s)
	if length < v.MinLength {
		faults.Add("form.text.too_short", "", "min", v.MinLength, "actual", length)
	}
	if length > v.max {
		faults.Add("form.text.too_long", "", "max", v.max, "actual", length)
	}
	if v.pattern != nil && !v.pattern.MatchString(s) {
		if v.Hint.Empty() {
			faults.Add("form.text.pattern", "")
		} else {
			faults.Add("form.text.hint", "", "hint", v.Hint)
		}
	}
	return faults
}

func (v textValue) Schema(string) map[string]any {
	out := map[string]any{"type": "string", "maxLength": v.max}
	if v.MinLength > 0 {
		out["minLength"] = v.MinLength
	}
	if v.pattern != nil {
		out["pattern"] = v.Pattern
	}
	return out
}

func (v textValue) Shape() (expression.Type, query.FieldShape) {
	return expression.String, query.FieldShape{Kind: query.KindText}
}

func (v textValue) Show(lang string) map[string]any {
	out := map[string]any{"maxLength": v.max}
	if v.MinLength > 0 {
		out["minLength"] = v.MinLength
	}
	if v.Pattern != "" {
		out["pattern"] = v.Pattern
	}
	return withText(withText(out, "hint", v.Hint, lang), "placeholder", v.Placeholder, lang)
}

// Mask keeps the family name of what looks like a name; anything with digits, signs or more text is covered whole.
func (v textValue) Mask(value any) any {
	s, ok := value.(string)
	if !ok || v.lines || utf8.RuneCountInString(s) > 20 {
		return covered
	}
	for _, r := range s {
		if !unicode.IsLetter(r) && r != ' ' && r != '·' && r != '.' {
			return covered
		}
	}
	first, _ := utf8.DecodeRuneInString(s)
	return string(first) + "*"
}

// covered stands for a masked value of which nothing may be seen.
const covered = "****"

// withText adds a text that is not empty.
func withText(out map[string]any, name string, t definition.Text, lang string) map[string]any {
	if !t.Empty() {
		out[name] = t.In(lang)
	}
	return out
}
