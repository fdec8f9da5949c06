package field

import (
	"time"

	"huiyin/engine/catalog"
	"huiyin/engine/definition"
	"huiyin/engine/expression"
	"huiyin/engine/problem"
	"huiyin/engine/query"
)

func init() {
	register(catalog.Info{
		ID: "datetime", Label: definition.Text{"zh": "日期时间", "en": "Date and time"}, Group: "time", Rank: 2,
		Help: definition.Text{"zh": "某一刻，按应用的时区显示", "en": "A moment, shown in the time zone of the app"},
		Settings: settings(`
			"min":{"type":"string","format":"date-time","x-title":{"zh":"最早","en":"Earliest"}},
			"max":{"type":"string","format":"date-time","x-title":{"zh":"最晚","en":"Latest"}}`),
		Examples: []catalog.Example{
			{Note: "kept in UTC, to the second", In: "2026-03-04T09:30:15.250+08:00", Want: "2026-03-04T01:30:15Z"},
			{Note: "without a zone nobody knows the moment", In: "2026-03-04T09:30:00", Problems: []string{"form.datetime.invalid"}},
			{Note: "too late", Settings: []byte(`{"max":"2026-01-01T00:00:00+08:00"}`), In: "2026-01-01T00:00:00Z", Problems: []string{"form.date.maximum"}},
			{Note: "not a time", In: 5.0, Problems: []string{"form.datetime.invalid"}},
		},
	}, func(s limits, _ Scope) (Value, problem.List) {
		v := datetimeValue{limits{moment(s.Min), moment(s.Max)}}
		return v, v.ordered()
	})
}

// datetimeValue is UTC ISO text to the second, between the years 1000 and 9999, so that texts sort as time does.
type datetimeValue struct{ limits }

// moment reads RFC 3339 text, "" when it is none.
func moment(s string) string {
	t, err := time.Parse(time.RFC3339, half(s))
	if t = t.UTC(); err != nil || t.Year() < 1000 || t.Year() > 9999 {
		return ""
	}
	return Moment(t)
}

func (v datetimeValue) Normalise(raw any) (any, problem.List) {
	if empty(raw) {
		return nil, nil
	}
	s, _ := raw.(string)
	s = moment(s)
	if s == "" {
		return nil, problem.List{problem.New("form.datetime.invalid", "")}
	}
	return v.within(s)
}

func (v datetimeValue) Show(string) map[string]any { return v.show() }

// Moment writes t as datetime values are kept: UTC ISO text to the second.
func Moment(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05Z") }

func (v datetimeValue) Schema(string) map[string]any {
	return map[string]any{"type": "string", "format": "date-time"}
}

func (v datetimeValue) Shape() (expression.Type, query.FieldShape) {
	return expression.DateTime, query.FieldShape{Kind: query.KindDatetime}
}

func (v datetimeValue) Text(value any, _ string, names Names) string {
	s, _ := value.(string)
	return named(names, "datetime", s)
}

// named is the name of something, or its id when nobody knows a name.
func named(names Names, kind, id string) string {
	if names != nil && id != "" {
		if name := names(kind, id); name != "" {
			return name
		}
	}
	return id
}
