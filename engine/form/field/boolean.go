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
		ID: "boolean", Label: definition.Text{"zh": "是否", "en": "Yes or no"}, Group: "choice", Rank: 3,
		Help: definition.Text{"zh": "一个开关或勾选框", "en": "A switch or a box to tick"},
		Settings: settings(`
			"yes":{"$ref":"#/$defs/text","x-editor":"text","x-title":{"zh":"“是”的文字","en":"Words for yes"}},
			"no":{"$ref":"#/$defs/text","x-editor":"text","x-title":{"zh":"“否”的文字","en":"Words for no"}}`),
		Examples: []catalog.Example{
			{Note: "no is an answer", In: false, Want: false},
			{Note: "as a spreadsheet has it", In: "是", Want: true},
			{Note: "not an answer", In: "maybe", Problems: []string{"form.boolean.invalid"}},
		},
	}, func(s booleanSettings, _ Scope) (Value, problem.List) { return booleanValue{s}, nil })
}

type booleanSettings struct {
	Yes definition.Text `json:"yes"`
	No  definition.Text `json:"no"`
}

type booleanValue struct{ booleanSettings }

var booleanWords = map[string]bool{
	"true": true, "yes": true, "y": true, "1": true, "是": true, "对": true, "√": true,
	"false": false, "no": false, "n": false, "0": false, "否": false, "不": false, "×": false,
}

func (v booleanValue) Normalise(raw any) (any, problem.List) {
	if empty(raw) {
		return nil, nil
	}
	switch t := raw.(type) {
	case bool:
		return t, nil
	case string:
		if answer, ok := booleanWords[strings.ToLower(half(t))]; ok {
			return answer, nil
		}
	}
	return nil, problem.List{problem.New("form.boolean.invalid", "")}
}

func (v booleanValue) Schema(string) map[string]any { return map[string]any{"type": "boolean"} }

func (v booleanValue) Shape() (expression.Type, query.FieldShape) {
	return expression.Boolean, query.FieldShape{Kind: query.KindBoolean}
}

func (v booleanValue) Show(lang string) map[string]any {
	return withText(withText(map[string]any{}, "yes", v.Yes, lang), "no", v.No, lang)
}

func (v booleanValue) Text(value any, lang string, _ Names) string {
	yes, ok := value.(bool)
	words, standard := v.No, definition.Text{"zh": "否", "en": "No"}
	switch {
	case !ok:
		return ""
	case yes:
		words, standard = v.Yes, definition.Text{"zh": "是", "en": "Yes"}
	}
	if words.Empty() {
		return standard.In(lang)
	}
	return words.In(lang)
}

// Chosen marks what is chosen.
func (v booleanValue) Chosen() {}
