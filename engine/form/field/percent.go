package field

import (
	"strings"

	"huiyin/engine/catalog"
	"huiyin/engine/definition"
	"huiyin/engine/problem"
)

func init() {
	register(catalog.Info{
		ID: "percent", Label: definition.Text{"zh": "百分比", "en": "Percent"}, Group: "number",
		Help: definition.Text{"zh": "填 12.5 就是 12.5%，公式里也是 12.5", "en": "12.5 means 12.5 %, in formulas too"},
		Settings: settings(boundProperties + `,
			"decimals":{"type":"integer","minimum":0,"maximum":6,"x-title":{"zh":"小数位数","en":"Decimals"}}`),
		Examples: []catalog.Example{
			{Note: "the number people see", In: 12.5, Want: 12.5},
			{Note: "with its sign, as people type it", In: "１２.５％", Want: 12.5},
			{Note: "rounded half away from zero", Settings: []byte(`{"decimals":1}`), In: "33.35 %", Want: 33.4},
			{Note: "a range", Settings: []byte(`{"min":0,"max":100}`), In: 120.0, Problems: []string{"form.number.maximum"}},
			{Note: "not a number", In: "half", Problems: []string{"form.number.invalid"}},
		},
	}, func(s percentSettings, _ Scope) (Value, problem.List) {
		return percentValue{numberValue{numberSettings{Min: s.Min, Max: s.Max, Decimals: s.Decimals}}}, bounds(s.Min, s.Max)
	})
}

type percentSettings struct {
	Min      *float64 `json:"min"`
	Max      *float64 `json:"max"`
	Decimals *int     `json:"decimals"`
}

// percentValue is a number of hundredths: what stands before the sign is what is kept and calculated with.
type percentValue struct{ numberValue }

func (v percentValue) Normalise(raw any) (any, problem.List) {
	if s, ok := raw.(string); ok {
		raw = strings.TrimSpace(strings.TrimSuffix(half(s), "%"))
		if raw == "" && half(s) != "" {
			return nil, problem.List{problem.New("form.number.invalid", "")}
		}
	}
	return v.numberValue.Normalise(raw)
}

func (v percentValue) Text(value any, lang string, names Names) string {
	return v.numberValue.Text(value, lang, names) + "%"
}

func (v percentValue) Cell(value any, _ string) string {
	f, _ := value.(float64)
	return numeral(f) + "%"
}
