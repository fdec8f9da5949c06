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
		ID: "tags", Label: definition.Text{"zh": "标签", "en": "Tags"}, Group: "choice",
		Help: definition.Text{"zh": "自由填写的标签，或只能从字典中选", "en": "Free words, or only those of a dictionary"},
		Settings: settings(`
			"list":{"$ref":"#/$defs/key","x-editor":"list","x-title":{"zh":"标签字典","en":"Dictionary of tags"}},
			"free":{"type":"boolean","x-title":{"zh":"字典之外也可以填","en":"Others than those of the dictionary too"}}` + countProperties),
		Examples: []catalog.Example{
			{Note: "as typed in one line", In: "登录, 慢，登录", Want: []any{"登录", "慢"}},
			{Note: "the order is kept", In: []any{"慢", "登录"}, Want: []any{"慢", "登录"}},
			{Note: "too many", Settings: []byte(`{"max":1}`), In: []any{"a", "b"}, Problems: []string{"form.choice.too_many"}},
			{Note: "not tags", In: 7.0, Problems: []string{"form.choice.invalid"}},
		},
	}, func(s tagsSettings, scope Scope) (Value, problem.List) {
		set, faults := compileOptions(optionSettings{List: s.List}, s.Free || s.List == "", scope)
		faults = append(faults, countRange(s.Min, s.Max)...)
		return tagsValue{multiValue{options: set, low: s.Min, high: s.Max}}, faults
	})
}

type tagsSettings struct {
	List string `json:"list"`
	Free bool   `json:"free"`
	Min  int    `json:"min"`
	Max  int    `json:"max"`
}

// tagsValue is a multiple choice that keeps the order in which the tags were given.
type tagsValue struct{ multiValue }

func (v tagsValue) Normalise(raw any) (any, problem.List) {
	if empty(raw) {
		return nil, nil
	}
	list, ok := raw.([]any)
	if line, single := raw.(string); single {
		for _, part := range strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune(",，、;；\n", r) }) {
			list = append(list, part)
		}
		ok = true
	}
	if !ok {
		return nil, problem.List{problem.New("form.choice.invalid", "")}
	}
	var faults problem.List
	var out []any
	seen := map[string]bool{"": true}
	for i, e := range list {
		tag, more := v.choose(e)
		faults = append(faults, more.Under(problem.Pointer(i))...)
		if !seen[tag] {
			out = append(out, tag)
		}
		seen[tag] = true
	}
	if len(faults) > 0 {
		return nil, faults
	}
	return v.counted(out)
}

func (v tagsValue) Shape() (expression.Type, query.FieldShape) {
	shape := query.FieldShape{Kind: query.KindText, List: true}
	if keys := v.keys(); keys != nil {
		shape = query.FieldShape{Kind: query.KindOption, Options: keys, List: true}
	}
	return expression.ListOf(expression.String), shape
}
