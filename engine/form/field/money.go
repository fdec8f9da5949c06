package field

import (
	"math"

	"huiyin/engine/catalog"
	"huiyin/engine/definition"
	"huiyin/engine/expression"
	"huiyin/engine/problem"
	"huiyin/engine/query"
)

func init() {
	register(catalog.Info{
		ID: "money", Label: definition.Text{"zh": "金额", "en": "Money"}, Group: "number",
		Help: definition.Text{"zh": "按最小货币单位保存，不会有误差", "en": "Kept in the smallest unit of the currency, so nothing is lost"},
		Settings: settings(boundProperties + `,
			"currency":{"enum":["CNY","HKD","TWD","USD","EUR","GBP","JPY","KRW"],"default":"CNY","x-title":{"zh":"币种","en":"Currency"}}`),
		Examples: []catalog.Example{
			{Note: "rounded to fen, half away from zero", In: 12.345, Want: 12.35},
			{Note: "as people type it", In: "¥1,000", Want: 1000.0},
			{Note: "no minor unit", Settings: []byte(`{"currency":"JPY"}`), In: 10.5, Want: 11.0},
			{Note: "a range", Settings: []byte(`{"min":0}`), In: -1.0, Problems: []string{"form.number.minimum"}},
			{Note: "not an amount", In: "much", Problems: []string{"form.number.invalid"}},
		},
	}, compileMoney)
}

type moneySettings struct {
	Min      *float64 `json:"min"`
	Max      *float64 `json:"max"`
	Currency string   `json:"currency"`
}

type currency struct {
	sign     string
	decimals int
}

var currencies = map[string]currency{
	"CNY": {"¥", 2}, "HKD": {"HK$", 2}, "TWD": {"NT$", 2}, "USD": {"$", 2}, "EUR": {"€", 2}, "GBP": {"£", 2}, "JPY": {"JP¥", 0}, "KRW": {"₩", 0},
}

// moneyValue counts in major units (yuan) in decisions and in minor units (fen) in documents.
type moneyValue struct {
	moneySettings
	currency
}

func compileMoney(s moneySettings, _ Scope) (Value, problem.List) {
	if s.Currency == "" {
		s.Currency = "CNY"
	}
	return moneyValue{s, currencies[s.Currency]}, bounds(s.Min, s.Max)
}

func (v moneyValue) Normalise(raw any) (any, problem.List) {
	if empty(raw) {
		return nil, nil
	}
	if s, ok := raw.(string); ok {
		raw = v.unsigned(half(s))
	}
	f, ok := number(raw)
	if !ok {
		return nil, problem.List{problem.New("form.number.invalid", "")}
	}
	limit := largest / math.Pow10(v.decimals)
	if math.Abs(f) > limit {
		return nil, problem.List{problem.New("form.number.too_large", "", "max", int64(limit))}
	}
	f = round(f, v.decimals)
	if faults := within(f, v.Min, v.Max); len(faults) > 0 {
		return nil, faults
	}
	return f, nil
}

// unsigned drops the currency sign people put before an amount.
func (v moneyValue) unsigned(s string) string {
	for _, sign := range []string{v.sign, half("￥"), "¥"} {
		if len(s) > len(sign) && s[:len(sign)] == sign {
			return s[len(sign):]
		}
	}
	return s
}

func (v moneyValue) Schema(string) map[string]any {
	limit := largest / math.Pow10(v.decimals)
	out := map[string]any{"type": "number", "minimum": -limit, "maximum": limit}
	if v.Min != nil {
		out["minimum"] = *v.Min
	}
	if v.Max != nil {
		out["maximum"] = *v.Max
	}
	return out
}

func (v moneyValue) Shape() (expression.Type, query.FieldShape) {
	return expression.Number, query.FieldShape{Kind: query.KindNumber}
}

// Store returns the whole number of minor units.
func (v moneyValue) Store(value any) any {
	f, ok := value.(float64)
	if !ok {
		return value
	}
	return float64(scaled(f, v.decimals).Int64())
}

// Load turns minor units back into major ones.
func (v moneyValue) Load(stored any) any {
	f, ok := Plain(stored).(float64)
	if !ok {
		return stored
	}
	return round(f/math.Pow10(v.decimals), v.decimals)
}

func (v moneyValue) Show(string) map[string]any {
	out := map[string]any{"currency": v.Currency, "sign": v.sign, "decimals": v.decimals}
	if v.Min != nil {
		out["min"] = *v.Min
	}
	if v.Max != nil {
		out["max"] = *v.Max
	}
	return out
}

func (v moneyValue) Text(value any, _ string, _ Names) string {
	f, ok := value.(float64)
	if !ok {
		return ""
	}
	if f < 0 {
		return "-" + v.sign + grouped(-f, v.decimals)
	}
	return v.sign + grouped(f, v.decimals)
}

// Decimals implements Scaled.
func (v moneyValue) Decimals() int { return v.decimals }
