package field

import (
	"huiyin/engine/catalog"
	"huiyin/engine/definition"
	"huiyin/engine/problem"
)

func init() {
	register(catalog.Info{
		ID: "long_text", Label: definition.Text{"zh": "多行文本", "en": "Long text"}, Group: "text", Rank: 2,
		Help: definition.Text{"zh": "详细描述等多行文字", "en": "Several lines, such as a description"},
		Settings: settings(textProperties + `,
			"rows":{"type":"integer","minimum":2,"maximum":30,"default":4,"x-title":{"zh":"显示行数","en":"Rows shown"}}`),
		Examples: []catalog.Example{
			{Note: "line breaks stay", In: "一\r\n二", Want: "一\n二"},
			{Note: "invisible characters go", In: "a\u202eb\u0000c", Want: "abc"},
			{Note: "a minimum", Settings: []byte(`{"minLength":10}`), In: "太短", Problems: []string{"form.text.too_short"}},
		},
	}, func(s longTextSettings, _ Scope) (Value, problem.List) {
		text, faults := compileText(s.textSettings, true, maxLines)
		return longTextValue{textValue: text.(textValue), rows: max(s.Rows, 2)}, faults
	})
}

type longTextSettings struct {
	textSettings
	Rows int `json:"rows"`
}

type longTextValue struct {
	textValue
	rows int
}

func (v longTextValue) Show(lang string) map[string]any {
	out := v.textValue.Show(lang)
	if v.rows > 2 {
		out["rows"] = v.rows
	}
	return out
}
