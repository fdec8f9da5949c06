package field

import (
	"encoding/json"

	"huiyin/engine/catalog"
	"huiyin/engine/definition"
	"huiyin/engine/expression"
	"huiyin/engine/problem"
	"huiyin/engine/query"
)

func init() {
	register(catalog.Info{
		ID: "formula", Label: definition.Text{"zh": "公式", "en": "Formula"}, Group: "system",
		Help: definition.Text{"zh": "由其他字段算出，保存时由服务器重算", "en": "Computed from other fields, again by the server when saved"},
		Settings: settings(`
			"expression":{"type":"string","maxLength":4000,"x-editor":"expression","x-title":{"zh":"公式","en":"Formula"}},
			"result":{"enum":["number","text","boolean","date","datetime"],"default":"number","x-title":{"zh":"结果类型","en":"Result"}},
			"decimals":{"type":"integer","minimum":0,"maximum":8,"x-title":{"zh":"小数位数","en":"Decimals"}},
			"unit":{"$ref":"#/$defs/text","x-editor":"text","x-title":{"zh":"单位","en":"Unit"}}`),
		Examples: []catalog.Example{
			{Note: "a score with two decimals", Settings: []byte(`{"expression":"impact * reach","decimals":2}`), In: 2.345, Want: 2.35},
			{Note: "a text", Settings: []byte(`{"expression":"'x'","result":"text"}`), In: "x", Want: "x"},
			{Note: "another type than promised", Settings: []byte(`{"expression":"1","result":"boolean"}`), In: 1.0, Problems: []string{"form.boolean.invalid"}},
		},
	}, compileFormula)
}

type formulaSettings struct {
	Expression string          `json:"expression"`
	Result     string          `json:"result"`
	Decimals   *int            `json:"decimals"`
	Unit       definition.Text `json:"unit"`
}

// formulaValue is a value of the type of its result, with the text that computes it.
type formulaValue struct {
	Value
	formulaSettings
}

// resultKinds are the results there are, as expressions name them.
var resultKinds = map[string]expression.Kind{
	"number": expression.KindNumber, "text": expression.KindString, "boolean": expression.KindBoolean,
	"date": expression.KindDate, "datetime": expression.KindDateTime,
}

func compileFormula(s formulaSettings, scope Scope) (Value, problem.List) {
	if s.Result == "" {
		s.Result = "number"
	}
	var inner json.RawMessage
	if s.Result == "number" {
		raw, err := json.Marshal(map[string]any{"decimals": s.Decimals, "unit": s.Unit})
		if err != nil {
			return nil, problem.List{problem.New("form.settings.invalid", "", "detail", err.Error())}
		}
		if s.Decimals == nil {
			raw, _ = json.Marshal(map[string]any{"unit": s.Unit})
		}
		inner = raw
	}
	unit, _ := Types.Get(s.Result)
	value, faults := unit.Compile(inner, scope)
	return formulaValue{value, s}, faults
}

func (v formulaValue) Derive() (string, expression.Kind) { return v.Expression, resultKinds[v.Result] }

func (v formulaValue) Shape() (expression.Type, query.FieldShape) { return v.Value.Shape() }

func (v formulaValue) Show(lang string) map[string]any {
	out := withText(map[string]any{"result": v.Result}, "unit", v.Unit, lang)
	if v.Decimals != nil {
		out["decimals"] = *v.Decimals
	}
	return out
}

func (v formulaValue) Text(value any, lang string, names Names) string {
	return Text(v.Value, value, lang, names)
}
