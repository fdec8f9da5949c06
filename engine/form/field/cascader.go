package field

import (
	"strings"

	"huiyin/engine/catalog"
	"huiyin/engine/definition"
	"huiyin/engine/expression"
	"huiyin/engine/problem"
	"huiyin/engine/query"
)

func init() {
	register(catalog.Info{
		ID: "cascader", Label: definition.Text{"zh": "级联选择", "en": "Choice in steps"}, Group: "choice",
		Help: definition.Text{"zh": "从大类到小类一级一级地选，如产品线 / 模块 / 功能", "en": "From the large to the small, such as product, module, function"},
		Settings: settings(optionProperties + `,
			"anyLevel":{"type":"boolean","x-title":{"zh":"可以只选到中间一级","en":"May stop half way"}}`),
		Examples: []catalog.Example{
			{Note: "the way down", Settings: threeLevels, In: []any{"app", "login", "sms"}, Want: []any{"app", "login", "sms"}},
			{Note: "the last step tells the way", Settings: threeLevels, In: "sms", Want: []any{"app", "login", "sms"}},
			{Note: "titles, as a spreadsheet has them", Settings: threeLevels, In: "手机端 / 登录 / 短信验证码", Want: []any{"app", "login", "sms"}},
			{Note: "half way", Settings: threeLevels, In: []any{"app"}, Problems: []string{"form.cascader.incomplete"}},
			{Note: "half way is enough", Settings: []byte(`{"anyLevel":true,"options":[{"key":"a","title":"A"},{"key":"b","title":"B","parent":"a"}]}`), In: "a", Want: []any{"a"}},
			{Note: "not below the one before", Settings: threeLevels, In: []any{"web", "login"}, Problems: []string{"form.option.unknown"}},
			{Note: "no choice at all", Settings: threeLevels, In: 7.0, Problems: []string{"form.option.invalid"}},
		},
	}, compileCascader)
}

var threeLevels = []byte(`{"options":[{"key":"app","title":{"zh":"手机端","en":"App"}},{"key":"login","title":{"zh":"登录","en":"Sign in"},"parent":"app"},
	{"key":"sms","title":{"zh":"短信验证码","en":"Code by message"},"parent":"login"},{"key":"web","title":{"zh":"网页端","en":"Web"}}]}`)

type cascaderSettings struct {
	optionSettings
	AnyLevel bool `json:"anyLevel"`
}

// cascaderValue is the list of the options on the way from a topmost one down, each the parent of the next.
type cascaderValue struct {
	options
	anyLevel bool
	below    map[string][]int // children by the key of their parent, "" = topmost
}

// maxLevels bounds how deep options may lie.
const maxLevels = 8

func compileCascader(s cascaderSettings, scope Scope) (Value, problem.List) {
	set, faults := compileOptions(s.optionSettings, false, scope)
	v := cascaderValue{options: set, anyLevel: s.AnyLevel, below: map[string][]int{}}
	for i, o := range set.all {
		v.below[o.Parent] = append(v.below[o.Parent], i)
	}
	for i, o := range set.all {
		if v.way(o.Key) == nil && !faults.Has("form.option.parent_unknown") {
			faults.Add("form.cascader.endless", problem.Pointer("options", i, "parent"), "key", o.Key, "max", maxLevels)
		}
	}
	return v, faults
}

// way is the path from a topmost option to one, nil when it leads round in a circle or too deep.
func (v cascaderValue) way(key string) []string {
	var out []string
	for range maxLevels {
		i, ok := v.index[key]
		if !ok {
			return nil
		}
		out = append([]string{key}, out...)
		if key = v.all[i].Parent; key == "" {
			return out
		}
	}
	return nil
}

// step finds the option below parent that raw names by key or by title in any language.
func (v cascaderValue) step(parent, raw string) (string, bool) {
	raw = strings.TrimSpace(cleaned(raw, false))
	for _, i := range v.below[parent] {
		if v.all[i].Key == raw {
			return raw, true
		}
	}
	for _, i := range v.below[parent] {
		for _, title := range v.all[i].Title {
			if title == raw {
				return v.all[i].Key, true
			}
		}
	}
	return "", false
}

// steps are what raw says of the way, nil when it says nothing of the kind.
func (v cascaderValue) steps(raw any) []string {
	switch t := raw.(type) {
	case []any:
		if list := texts(t); len(list) == len(t) {
			return list
		}
	case string:
		s := strings.TrimSpace(cleaned(t, false))
		if way := v.way(s); way != nil {
			return way
		}
		if strings.Contains(s, " / ") {
			return strings.Split(s, " / ")
		}
		return strings.FieldsFunc(s, func(r rune) bool { return r == '/' || r == '>' || r == '＞' })
	}
	return nil
}

func (v cascaderValue) Normalise(raw any) (any, problem.List) {
	if empty(raw) {
		return nil, nil
	}
	steps := v.steps(raw)
	if len(steps) == 0 || len(steps) > maxLevels {
		return nil, problem.List{problem.New("form.option.invalid", "")}
	}
	parent := ""
	out := make([]any, len(steps))
	for i, s := range steps {
		key, ok := v.step(parent, s)
		if v.other { // the dictionary is not known here
			key, ok = word(s, maxOther), word(s, maxOther) != ""
		}
		if !ok {
			return nil, problem.List{problem.New("form.option.unknown", "", "value", s)}
		}
		out[i], parent = key, key
	}
	if !v.anyLevel && len(v.below[parent]) > 0 && !v.other {
		return nil, problem.List{problem.New("form.cascader.incomplete", "")}
	}
	return out, nil
}

func (v cascaderValue) Schema(string) map[string]any {
	return map[string]any{"type": "array", "items": v.schema(), "minItems": 1, "maxItems": maxLevels}
}

// Shape is a list: "has" finds everything below an option as well.
func (v cascaderValue) Shape() (expression.Type, query.FieldShape) {
	return expression.ListOf(expression.String), query.FieldShape{Kind: query.KindOption, Options: v.keys(), List: true}
}

func (v cascaderValue) Retired(value any) []string { return v.retired(texts(value)...) }

func (v cascaderValue) Show(lang string) map[string]any {
	out := v.show(lang)
	delete(out, "allowOther")
	if v.anyLevel {
		out["anyLevel"] = true
	}
	return out
}

func (v cascaderValue) Text(value any, lang string, _ Names) string {
	keys := texts(value)
	for i, key := range keys {
		keys[i] = v.title(key, lang)
	}
	return strings.Join(keys, " / ")
}

// Cell is the way in titles, or in keys where a title holds the sign that divides them.
func (v cascaderValue) Cell(value any, lang string) string {
	keys := texts(value)
	for _, key := range keys {
		if strings.ContainsAny(v.title(key, lang), "/>＞") {
			return strings.Join(keys, " / ")
		}
	}
	return v.Text(value, lang, nil)
}

// Chosen marks what is chosen.
func (v cascaderValue) Chosen() {}

// Stepped implements the interface of that name.
func (cascaderValue) Stepped() {}
