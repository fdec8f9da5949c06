package field

import (
	"strings"
	"unicode/utf8"

	"huiyin/engine/definition"
	"huiyin/engine/problem"
)

const optionProperties = `
	"options":{"type":"array","maxItems":500,"x-editor":"options","x-title":{"zh":"选项","en":"Options"},"items":{
		"type":"object","required":["key","title"],"additionalProperties":false,"properties":{
			"key":{"x-title":{"zh":"标识","en":"Key"},"$ref":"#/$defs/key"},"title":{"x-title":{"zh":"文字","en":"Words"},"$ref":"#/$defs/text"},
			"color":{"x-title":{"zh":"颜色","en":"Colour"},"type":"string","pattern":"^(#[0-9a-fA-F]{6}|[a-z]{1,32})$"},"weight":{"x-title":{"zh":"分值","en":"Weight"},"type":"number"},
			"parent":{"x-title":{"zh":"上级选项","en":"Parent"},"$ref":"#/$defs/key"},"archived":{"x-title":{"zh":"停用","en":"No longer offered"},"type":"boolean"}}}},
	"list":{"$ref":"#/$defs/key","x-editor":"list","x-title":{"zh":"用字典中的选项","en":"Use the options of a dictionary"}}`

const otherProperty = `,
	"allowOther":{"type":"boolean","x-title":{"zh":"允许填写其他","en":"Allow another answer"}}`

const countProperties = `,
	"min":{"type":"integer","minimum":0,"maximum":100,"x-title":{"zh":"至少选几个","en":"At least"}},
	"max":{"type":"integer","minimum":1,"maximum":100,"x-title":{"zh":"最多选几个","en":"At most"}}`

type optionSettings struct {
	Options []definition.Option `json:"options"`
	List    string              `json:"list"`
}

// maxOther is the most characters an answer outside the options may have.
const maxOther = 100

// options is the closed, or with other open, set of choices of a field.
type options struct {
	all   []definition.Option
	index map[string]int
	other bool
}

// compileOptions takes the options from the settings or from the list they name.
func compileOptions(s optionSettings, other bool, scope Scope) (options, problem.List) {
	var faults problem.List
	set := options{all: s.Options, index: map[string]int{}, other: other}
	if s.List != "" {
		if len(s.Options) > 0 {
			faults.Add("form.option.both", "/list", "list", s.List)
		}
		if scope.List != nil {
			list, ok := scope.List(s.List)
			if !ok {
				faults.Add("form.list.unknown", "/list", "list", s.List)
			}
			set.all = list.Options
		} else {
			set.all, set.other = nil, true
		}
	}
	for i, o := range set.all {
		if _, twice := set.index[o.Key]; twice {
			faults.Add("form.option.duplicate", problem.Pointer("options", i, "key"), "key", o.Key)
			continue
		}
		set.index[o.Key] = i
	}
	for i, o := range set.all {
		if _, ok := set.index[o.Parent]; o.Parent != "" && (!ok || o.Parent == o.Key) && s.List == "" {
			faults.Add("form.option.parent_unknown", problem.Pointer("options", i, "parent"), "key", o.Parent)
		}
	}
	return set, faults
}

// choose returns the option raw stands for: its key, or, as imports have it, its title in any language.
func (o options) choose(raw any) (string, problem.List) {
	s, ok := raw.(string)
	if !ok {
		return "", problem.List{problem.New("form.option.invalid", "")}
	}
	s = said(s, false)
	if _, known := o.index[s]; known || s == "" {
		return s, nil
	}
	for _, option := range o.all {
		for _, title := range option.Title {
			if title == s {
				return option.Key, nil
			}
		}
	}
	if !o.other {
		return "", problem.List{problem.New("form.option.unknown", "", "value", s)}
	}
	if utf8.RuneCountInString(s) > maxOther {
		return "", problem.List{problem.New("form.text.too_long", "", "max", maxOther, "actual", utf8.RuneCountInString(s))}
	}
	return s, nil
}

// keys lists every key, or nothing when other answers are allowed too.
func (o options) keys() []string {
	if o.other {
		return nil
	}
	out := make([]string, len(o.all))
	for i, option := range o.all {
		out[i] = option.Key
	}
	return out
}

func (o options) schema() map[string]any {
	if o.other || len(o.all) == 0 {
		return map[string]any{"type": "string", "minLength": 1, "maxLength": maxOther}
	}
	list := make([]any, len(o.all))
	for i, key := range o.keys() {
		list[i] = key
	}
	return map[string]any{"enum": list}
}

func (o options) title(key, lang string) string {
	if i, ok := o.index[key]; ok {
		if title := o.all[i].Title.In(lang); title != "" {
			return title
		}
	}
	return key
}

func (o options) retired(keys ...string) []string {
	var out []string
	for _, key := range keys {
		if i, ok := o.index[key]; ok && o.all[i].Archived {
			out = append(out, key)
		}
	}
	return out
}

// show inlines the options with titles in lang.
func (o options) show(lang string) map[string]any {
	list := make([]any, len(o.all))
	for i, option := range o.all {
		entry := map[string]any{"key": option.Key, "title": o.title(option.Key, lang)}
		if option.Color != "" {
			entry["color"] = option.Color
		}
		if option.Parent != "" {
			entry["parent"] = option.Parent
		}
		if option.Archived {
			entry["archived"] = true
		}
		list[i] = entry
	}
	out := map[string]any{"options": list}
	if o.other {
		out["allowOther"] = true
	}
	return out
}

// joined puts texts side by side as the language does.
func joined(texts []string, lang string) string {
	if strings.HasPrefix(strings.ToLower(lang), "en") {
		return strings.Join(texts, ", ")
	}
	return strings.Join(texts, "、")
}
