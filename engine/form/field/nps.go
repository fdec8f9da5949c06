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
		ID: "nps", Label: definition.Text{"zh": "推荐意愿（NPS）", "en": "Willingness to recommend (NPS)"}, Group: "number",
		Help: definition.Text{"zh": "0 到 10 分，9 分以上为推荐者，6 分以下为贬损者", "en": "0 to 10; from 9 on a promoter, up to 6 a detractor"},
		Settings: settings(`
			"low":{"$ref":"#/$defs/text","x-editor":"text","x-title":{"zh":"0 分的说明","en":"Words for 0"}},
			"high":{"$ref":"#/$defs/text","x-editor":"text","x-title":{"zh":"10 分的说明","en":"Words for 10"}}`),
		Examples: []catalog.Example{
			{Note: "a promoter", In: 10.0, Want: 10.0},
			{Note: "nobody would be told, which is an answer too", In: 0.0, Want: 0.0},
			{Note: "no parts of a point", In: 7.5, Problems: []string{"form.nps.invalid"}},
			{Note: "more than ten", In: "11", Problems: []string{"form.nps.invalid"}},
		},
	}, func(s npsSettings, _ Scope) (Value, problem.List) {
		if s.Low.Empty() {
			s.Low = definition.Text{"zh": "完全不可能", "en": "Not at all likely"}
		}
		if s.High.Empty() {
			s.High = definition.Text{"zh": "极有可能", "en": "Extremely likely"}
		}
		return npsValue{s}, nil
	})
}

type npsSettings struct {
	Low  definition.Text `json:"low"`
	High definition.Text `json:"high"`
}

// npsValue is a whole number from 0 to 10: the scale of the Net Promoter Score is not for the author to change.
type npsValue struct{ npsSettings }

func (v npsValue) Normalise(raw any) (any, problem.List) {
	if empty(raw) {
		return nil, nil
	}
	f, ok := whole(raw, 0, 10)
	if !ok {
		return nil, problem.List{problem.New("form.nps.invalid", "")}
	}
	return f, nil
}

func (v npsValue) Schema(string) map[string]any {
	return map[string]any{"type": "integer", "minimum": 0, "maximum": 10}
}

func (v npsValue) Shape() (expression.Type, query.FieldShape) {
	return expression.Number, query.FieldShape{Kind: query.KindNumber}
}

func (v npsValue) Show(lang string) map[string]any {
	return withText(withText(map[string]any{}, "low", v.Low, lang), "high", v.High, lang)
}
