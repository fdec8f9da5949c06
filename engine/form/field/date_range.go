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
		ID: "date_range", Label: definition.Text{"zh": "日期范围", "en": "Date range"}, Group: "time",
		Help: definition.Text{"zh": "从哪天到哪天，首尾两天都算", "en": "From one day to another, both included"},
		Settings: settings(`
			"min":{"type":"string","format":"date","x-title":{"zh":"最早","en":"Earliest"}},
			"max":{"type":"string","format":"date","x-title":{"zh":"最晚","en":"Latest"}},
			"maxDays":{"type":"integer","minimum":1,"maximum":36600,"x-title":{"zh":"最多几天","en":"Days at most"}}`),
		Examples: []catalog.Example{
			{Note: "start and end", In: map[string]any{"start": "2026-03-04", "end": "2026/3/6"}, Want: map[string]any{"start": "2026-03-04", "end": "2026-03-06"}},
			{Note: "as people write it", In: "2026年3月4日至2026年3月6日", Want: map[string]any{"start": "2026-03-04", "end": "2026-03-06"}},
			{Note: "one day", Settings: []byte(`{"maxDays":1}`), In: []any{"2026-03-04", "2026-03-04"}, Want: map[string]any{"start": "2026-03-04", "end": "2026-03-04"}},
			{Note: "nothing entered yet", In: map[string]any{"start": "", "end": nil}, Want: nil},
			{Note: "no end", In: map[string]any{"start": "2026-03-04"}, Problems: []string{"form.date_range.incomplete"}},
			{Note: "the wrong way round", In: "2026-03-06 ~ 2026-03-04", Problems: []string{"form.date_range.order"}},
			{Note: "both days are wrong, and both are said", In: map[string]any{"start": "2026-02-30", "end": "soon"}, Problems: []string{"form.date.invalid", "form.date.invalid"}},
			{Note: "a day too long", Settings: []byte(`{"maxDays":2}`), In: "2026-03-04 ~ 2026-03-06", Problems: []string{"form.date_range.too_long"}},
			{Note: "begins too early", Settings: []byte(`{"min":"2026-01-01"}`), In: "2025-12-31 ~ 2026-01-02", Problems: []string{"form.date.minimum"}},
		},
	}, func(s rangeSettings, _ Scope) (Value, problem.List) { return rangeValue{s}, s.ordered() })
}

type rangeSettings struct {
	limits
	MaxDays int `json:"maxDays"`
}

// rangeValue is {start, end}, two days of which both are included.
type rangeValue struct{ rangeSettings }

var rangeText = regexp.MustCompile(`^(.+?)(?:\s*(?:~|〜|至|到|–|—|\bto\b)\s*|\s+-\s+)(.+)$`)

// parts are the two days as sent, nil where there is none; false when raw is no range at all.
func (v rangeValue) parts(raw any) (start, end any, ok bool) {
	switch t := raw.(type) {
	case map[string]any:
		return t["start"], t["end"], true
	case []any:
		if len(t) == 2 {
			return t[0], t[1], true
		}
	case string:
		if m := rangeText.FindStringSubmatch(half(t)); m != nil {
			return m[1], m[2], true
		}
	}
	return nil, nil, false
}

func (v rangeValue) Normalise(raw any) (any, problem.List) {
	if empty(raw) {
		return nil, nil
	}
	first, last, ok := v.parts(raw)
	if !ok {
		return nil, problem.List{problem.New("form.date_range.invalid", "")}
	}
	one := dateValue{v.limits}
	start, faults := one.Normalise(first)
	end, more := one.Normalise(last)
	faults = append(faults.Under("/start"), more.Under("/end")...)
	switch {
	case len(faults) > 0:
		return nil, faults
	case start == nil && end == nil:
		return nil, nil
	case start == nil:
		return nil, problem.List{problem.New("form.date_range.incomplete", "/start")}
	case end == nil:
		return nil, problem.List{problem.New("form.date_range.incomplete", "/end")}
	case end.(string) < start.(string):
		return nil, problem.List{problem.New("form.date_range.order", "/end")}
	case v.MaxDays > 0 && days(start.(string), end.(string)) > v.MaxDays:
		return nil, problem.List{problem.New("form.date_range.too_long", "/end", "max", v.MaxDays)}
	}
	return map[string]any{"start": start, "end": end}, nil
}

// days counts the days from start to end, both included.
func days(start, end string) int {
	from, _ := time.Parse(time.DateOnly, start) // both are normalised
	to, _ := time.Parse(time.DateOnly, end)
	return int(to.Sub(from).Hours()/24) + 1
}

func (v rangeValue) Schema(string) map[string]any {
	day := map[string]any{"type": "string", "format": "date"}
	return map[string]any{"type": "object", "required": []any{"start", "end"}, "properties": map[string]any{"start": day, "end": day}}
}

func (v rangeValue) Shape() (expression.Type, query.FieldShape) {
	return expression.MapOf(map[string]expression.Type{"start": expression.Date, "end": expression.Date}), query.FieldShape{Kind: query.KindObject}
}

func (v rangeValue) Paths() map[string]query.FieldShape {
	return map[string]query.FieldShape{"start": {Kind: query.KindDate}, "end": {Kind: query.KindDate}}
}

func (v rangeValue) Show(string) map[string]any {
	out := v.show()
	if v.MaxDays > 0 {
		out["maxDays"] = v.MaxDays
	}
	return out
}

func (v rangeValue) Text(value any, lang string, _ Names) string {
	object, _ := value.(map[string]any)
	start, _ := object["start"].(string)
	end, _ := object["end"].(string)
	if start == end {
		return start
	}
	return start + definition.Text{"zh": " 至 ", "en": " – "}.In(lang) + end
}

// Cell has both days even when they are the same.
func (v rangeValue) Cell(value any, _ string) string {
	object, _ := value.(map[string]any)
	start, _ := object["start"].(string)
	end, _ := object["end"].(string)
	return start + " ~ " + end
}
