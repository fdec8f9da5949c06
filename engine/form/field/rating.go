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
		ID: "rating", Label: definition.Text{"zh": "评分", "en": "Rating"}, Group: "number",
		Help: definition.Text{"zh": "一到五星或一到十分", "en": "One to five stars, or up to ten points"},
		Settings: settings(`
			"max":{"type":"integer","minimum":2,"maximum":10,"default":5,"x-title":{"zh":"满分","en":"Highest"}},
			"low":{"$ref":"#/$defs/text","x-editor":"text","x-title":{"zh":"最低分的说明","en":"Words for the lowest"}},
			"high":{"$ref":"#/$defs/text","x-editor":"text","x-title":{"zh":"最高分的说明","en":"Words for the highest"}}`),
		Examples: []catalog.Example{
			{Note: "five stars", In: 5.0, Want: 5.0},
			{Note: "no half stars", In: 4.5, Problems: []string{"form.rating.invalid"}},
			{Note: "more than there are", Settings: []byte(`{"max":3}`), In: 4.0, Problems: []string{"form.rating.invalid"}},
		},
	}, func(s ratingSettings, _ Scope) (Value, problem.List) {
		if s.Max == 0 {
			s.Max = 5
		}
		return ratingValue{s}, nil
	})
}

type ratingSettings struct {
	Max  int             `json:"max"`
	Low  definition.Text `json:"low"`
	High definition.Text `json:"high"`
}

type ratingValue struct{ ratingSettings }

func (v ratingValue) Normalise(raw any) (any, problem.List) {
	if empty(raw) {
		return nil, nil
	}
	f, ok := whole(raw, 1, v.Max)
	if !ok {
		return nil, problem.List{problem.New("form.rating.invalid", "", "max", v.Max)}
	}
	return f, nil
}

func (v ratingValue) Schema(string) map[string]any {
	return map[string]any{"type": "integer", "minimum": 1, "maximum": v.Max}
}

func (v ratingValue) Shape() (expression.Type, query.FieldShape) {
	return expression.Number, query.FieldShape{Kind: query.KindNumber}
}

func (v ratingValue) Show(lang string) map[string]any {
	return withText(withText(map[string]any{"max": v.Max}, "low", v.Low, lang), "high", v.High, lang)
}
