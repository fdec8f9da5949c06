package field

import (
	"math"
	"strings"

	"huiyin/engine/catalog"
	"huiyin/engine/definition"
	"huiyin/engine/expression"
	"huiyin/engine/problem"
	"huiyin/engine/query"
)

func init() {
	register(catalog.Info{
		ID: "number", Label: definition.Text{"zh": "数字", "en": "Number"}, Group: "number", Rank: 1,
		Help: definition.Text{"zh": "数量、分值等，可带单位", "en": "Quantities and scores, with a unit if wanted"},
		Settings: settings(boundProperties + `,
			"decimals":{"type":"integer","minimum":0,"maximum":8,"x-title":{"zh":"小数位数","en":"Decimals"}},
			"unit":{"$ref":"#/$defs/text","x-editor":"text","x-title":{"zh":"单位","en":"Unit"}}`),
		Examples: []catalog.Example{
			{Note: "digits as people type them", In: "１,234.5", Want: 1234.5},
			{Note: "rounded half away from zero", Settings: []byte(`{"decimals":2}`), In: 1.005, Want: 1.01},
			{Note: "a range", Settings: []byte(`{"min":0,"max":10}`), In: 11.0, Problems: []string{"form.number.maximum"}},
			{Note: "not a number", In: "一百", Problems: []string{"form.number.invalid"}},
		},
	}, compileNumber)
}

const boundProperties = `
	"min":{"type":"number","x-title":{"zh":"最小值","en":"At least"}},
	"max":{"type":"number","x-title":{"zh":"最大值","en":"At most"}}`

type numberSettings struct {
	Min      *float64        `json:"min"`
	Max      *float64        `json:"max"`
	Decimals *int            `json:"decimals"`
	Unit     definition.Text `json:"unit"`
}

type numberValue struct{ numberSettings }

func compileNumber(s numberSettings, _ Scope) (Value, problem.List) {
	return numberValue{s}, bounds(s.Min, s.Max)
}

// bounds finds a range that nothing fits into.
func bounds(low, high *float64) problem.List {
	if low != nil && high != nil && *low > *high {
		return problem.List{problem.New("form.settings.range", "/min", "min", *low, "max", *high)}
	}
	return nil
}

// within reports a number outside its range.
func within(f float64, low, high *float64) problem.List {
	switch {
	case math.Abs(f) > largest:
		return problem.List{problem.New("form.number.too_large", "", "max", int64(largest))}
	case low != nil && f < *low:
		return problem.List{problem.New("form.number.minimum", "", "min", *low)}
	case high != nil && f > *high:
		return problem.List{problem.New("form.number.maximum", "", "max", *high)}
	}
	return nil
}

func (v numberValue) Normalise(raw any) (any, problem.List) {
	if empty(raw) {
		return nil, nil
	}
	f, ok := number(raw)
	if !ok {
		return nil, problem.List{problem.New("form.number.invalid", "")}
	}
	if v.Decimals != nil && math.Abs(f) <= largest {
		f = round(f, *v.Decimals)
	}
	if faults := within(f, v.Min, v.Max); len(faults) > 0 {
		return nil, faults
	}
	return f, nil
}

// empty reports whether raw stands for no value at all: null, a text of which nothing can be seen, an empty list.
func empty(raw any) bool {
	switch t := raw.(type) {
	case nil:
		return true
	case string:
		return !shows(strings.ToValidUTF8(t, ""))
	case []any:
		return len(t) == 0
	}
	return false
}

func (v numberValue) Schema(string) map[string]any {
	out := map[string]any{"type": "number", "minimum": float64(-largest), "maximum": float64(largest)}
	if v.Min != nil {
		out["minimum"] = *v.Min
	}
	if v.Max != nil {
		out["maximum"] = *v.Max
	}
	return out
}

func (v numberValue) Shape() (expression.Type, query.FieldShape) {
	return expression.Number, query.FieldShape{Kind: query.KindNumber}
}

func (v numberValue) Show(lang string) map[string]any {
	out := map[string]any{}
	if v.Min != nil {
		out["min"] = *v.Min
	}
	if v.Max != nil {
		out["max"] = *v.Max
	}
	if v.Decimals != nil {
		out["decimals"] = *v.Decimals
	}
	return withText(out, "unit", v.Unit, lang)
}

func (v numberValue) Text(value any, lang string, _ Names) string {
	f, ok := value.(float64)
	if !ok {
		return ""
	}
	s := numeral(f)
	if v.Decimals != nil {
		s = grouped(f, *v.Decimals)
	}
	if unit := v.Unit.In(lang); unit != "" {
		return s + " " + unit
	}
	return s
}
