package field

import (
	"regexp"
	"time"

	"huiyin/engine/catalog"
	"huiyin/engine/definition"
	"huiyin/engine/expression"
	"huiyin/engine/problem"
	"huiyin/engine/query"
)

func init() {
	register(catalog.Info{
		ID: "date", Label: definition.Text{"zh": "日期", "en": "Date"}, Group: "time", Rank: 1,
		Help: definition.Text{"zh": "某一天，没有时刻", "en": "A day, without a time"},
		Settings: settings(`
			"min":{"type":"string","format":"date","x-title":{"zh":"最早","en":"Earliest"}},
			"max":{"type":"string","format":"date","x-title":{"zh":"最晚","en":"Latest"}}`),
		Examples: []catalog.Example{
			{Note: "ISO", In: "2026-03-04", Want: "2026-03-04"},
			{Note: "as people write it", In: "2026年3月4日", Want: "2026-03-04"},
			{Note: "no such day", In: "2026-02-30", Problems: []string{"form.date.invalid"}},
			{Note: "too early", Settings: []byte(`{"min":"2026-01-01"}`), In: "2025-12-31", Problems: []string{"form.date.minimum"}},
		},
	}, func(s limits, _ Scope) (Value, problem.List) { return dateValue{s}, s.ordered() })
}

// dateValue is YYYY-MM-DD between the years 1000 and 9999, so that texts sort as days do.
type dateValue struct{ limits }

var dateText = regexp.MustCompile(`^([1-9][0-9]{3})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?$`)

// day reads a date however it is punctuated.
func day(s string) (string, bool) {
	m := dateText.FindStringSubmatch(half(s))
	if m == nil {
		return "", false
	}
	t, err := time.Parse("2006-1-2", m[1]+"-"+m[2]+"-"+m[3])
	return t.Format(time.DateOnly), err == nil
}

func (v dateValue) Normalise(raw any) (any, problem.List) {
	if empty(raw) {
		return nil, nil
	}
	s, ok := raw.(string)
	if ok {
		s, ok = day(s)
	}
	if !ok {
		return nil, problem.List{problem.New("form.date.invalid", "")}
	}
	return v.within(s)
}

func (v dateValue) Schema(string) map[string]any {
	return map[string]any{"type": "string", "format": "date"}
}

func (v dateValue) Shape() (expression.Type, query.FieldShape) {
	return expression.Date, query.FieldShape{Kind: query.KindDate}
}

func (v dateValue) Show(string) map[string]any { return v.show() }
