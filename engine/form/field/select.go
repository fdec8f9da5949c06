package field

import (
	"huiyin/engine/catalog"
	"huiyin/engine/definition"
	"huiyin/engine/expression"
	"huiyin/engine/problem"
	"huiyin/engine/query"
)

func init() {
	register(catalog.Info{
		ID: "select", Label: definition.Text{"zh": "单选", "en": "Single choice"}, Group: "choice", Rank: 1,
		Help: definition.Text{"zh": "从几个选项或一个字典中选一个", "en": "One of several options or of a dictionary"},
		Settings: settings(optionProperties + otherProperty + `,
			"style":{"enum":["dropdown","buttons"],"x-title":{"zh":"样式","en":"Style"}}`),
		Examples: []catalog.Example{
			{Note: "an option", Settings: twoOptions, In: "bug", Want: "bug"},
			{Note: "its title, as a spreadsheet has it", Settings: twoOptions, In: "新增需求", Want: "idea"},
			{Note: "no such option", Settings: twoOptions, In: "other", Problems: []string{"form.option.unknown"}},
			{Note: "another answer", Settings: []byte(`{"options":[{"key":"a","title":"A"}],"allowOther":true}`), In: "邻居说的", Want: "邻居说的"},
		},
	}, func(s selectSettings, scope Scope) (Value, problem.List) {
		set, faults := compileOptions(s.optionSettings, s.AllowOther, scope)
		return selectValue{set, s.Style}, faults
	})
}

var twoOptions = []byte(`{"options":[{"key":"bug","title":{"zh":"体验问题","en":"Problem"}},{"key":"idea","title":{"zh":"新增需求","en":"Idea"}}]}`)

type selectSettings struct {
	optionSettings
	AllowOther bool   `json:"allowOther"`
	Style      string `json:"style"`
}

type selectValue struct {
	options
	style string
}

func (v selectValue) Normalise(raw any) (any, problem.List) {
	if empty(raw) {
		return nil, nil
	}
	key, faults := v.choose(raw)
	if key == "" {
		return nil, faults
	}
	return key, nil
}

func (v selectValue) Schema(string) map[string]any { return v.schema() }

func (v selectValue) Shape() (expression.Type, query.FieldShape) {
	return expression.String, query.FieldShape{Kind: query.KindOption, Options: v.keys()}
}

func (v selectValue) Retired(value any) []string {
	key, _ := value.(string)
	return v.retired(key)
}

func (v selectValue) Show(lang string) map[string]any {
	out := v.show(lang)
	if v.style != "" {
		out["style"] = v.style
	}
	return out
}

func (v selectValue) Text(value any, lang string, _ Names) string {
	key, _ := value.(string)
	return v.title(key, lang)
}

// Chosen marks what is chosen.
func (v selectValue) Chosen() {}
