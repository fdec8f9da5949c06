package field

import (
	"huiyin/engine/catalog"
	"huiyin/engine/definition"
	"huiyin/engine/problem"
)

func init() {
	register(catalog.Info{
		ID: "hidden", Label: definition.Text{"zh": "隐藏字段", "en": "Hidden field"}, Group: "system",
		Help:     definition.Text{"zh": "填写人看不见，由链接参数、默认值或规则写入", "en": "Not seen by whoever fills the form; set by link parameters, defaults or rules"},
		Settings: settings(""),
		Examples: []catalog.Example{
			{Note: "context sent by the page the form is embedded in", In: "page=/orders", Want: "page=/orders"},
			{Note: "nothing", In: "", Want: nil},
			{Note: "not a text", In: []any{"x"}, Problems: []string{"form.text.invalid"}},
		},
	}, func(struct{}, Scope) (Value, problem.List) { return compileText(textSettings{}, false, maxLine) })
}
