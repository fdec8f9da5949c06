package field

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"huiyin/engine/catalog"
	"huiyin/engine/definition"
	"huiyin/engine/expression"
	"huiyin/engine/problem"
	"huiyin/engine/query"
)

func init() {
	register(catalog.Info{
		ID: "time", Label: definition.Text{"zh": "时刻", "en": "Time of day"}, Group: "time",
		Help: definition.Text{"zh": "一天中的时刻，没有日期", "en": "A time of the day, without a date"},
		Settings: settings(`
			"min":{"type":"string","pattern":"^([01][0-9]|2[0-3]):[0-5][0-9]$","x-title":{"zh":"最早（如 09:00）","en":"Earliest (such as 09:00)"}},
			"max":{"type":"string","pattern":"^([01][0-9]|2[0-3]):[0-5][0-9]$","x-title":{"zh":"最晚（如 18:00）","en":"Latest (such as 18:00)"}},
			"seconds":{"type":"boolean","x-title":{"zh":"精确到秒","en":"With seconds"}}`),
		Examples: []catalog.Example{
			{Note: "hours and minutes", In: "9:05", Want: "09:05"},
			{Note: "as people write it", In: "下午3点20分", Want: "15:20"},
			{Note: "of twelve hours", In: "12:30 AM", Want: "00:30"},
			{Note: "seconds are dropped", In: "09:30:15", Want: "09:30"},
			{Note: "seconds are wanted", Settings: []byte(`{"seconds":true}`), In: "09:30", Want: "09:30:00"},
			{Note: "no such time", In: "24:00", Problems: []string{"form.time.invalid"}},
			{Note: "too early", Settings: []byte(`{"min":"09:00"}`), In: "08:59", Problems: []string{"form.time.minimum"}},
			{Note: "too late, by a second", Settings: []byte(`{"max":"18:00","seconds":true}`), In: "18:00:01", Problems: []string{"form.time.maximum"}},
		},
	}, func(s timeSettings, _ Scope) (Value, problem.List) { return timeValue{s}, s.ordered() })
}

type timeSettings struct {
	limits
	Seconds bool `json:"seconds"`
}

// timeValue is HH:MM, or HH:MM:SS with seconds, so that texts sort as times do.
type timeValue struct{ timeSettings }

var timeText = regexp.MustCompile(`^(上午|下午|凌晨|早上|中午|晚上)?([0-9]{1,2})(?:[:点时]([0-9]{1,2})?分?)(?::?([0-9]{2})秒?)?(am|pm)?$`)

// clock reads a time of day as hours, minutes and seconds.
func clock(s string) (string, bool) {
	s = strings.ToLower(strings.ReplaceAll(half(s), " ", ""))
	m := timeText.FindStringSubmatch(s)
	if m == nil || m[3] == "" && strings.Contains(s, ":") {
		return "", false
	}
	part := func(text string) int {
		n, _ := strconv.Atoi(text) // digits only, or nothing
		return n
	}
	hour, minute, second := part(m[2]), part(m[3]), part(m[4])
	half := m[1] + m[5]
	if half != "" && hour > 12 && (m[5] != "" || half == "上午" || half == "凌晨" || half == "早上") {
		return "", false
	}
	switch late := half == "pm" || half == "下午" || half == "晚上" || half == "中午" && hour < 11; {
	case late && hour < 12:
		hour += 12
	case (half == "am" || half == "上午" || half == "凌晨") && hour == 12:
		hour = 0
	}
	if hour > 23 || minute > 59 || second > 59 {
		return "", false
	}
	return fmt.Sprintf("%02d:%02d:%02d", hour, minute, second), true
}

func (v timeValue) Normalise(raw any) (any, problem.List) {
	if empty(raw) {
		return nil, nil
	}
	s, ok := raw.(string)
	if ok {
		s, ok = clock(s)
	}
	if ok && !v.Seconds {
		s = s[:5]
	}
	switch {
	case !ok:
		return nil, problem.List{problem.New("form.time.invalid", "")}
	case v.Min != "" && s < v.Min:
		return nil, problem.List{problem.New("form.time.minimum", "", "min", v.Min)}
	case v.Max != "" && s > v.Max && s != v.Max+":00":
		return nil, problem.List{problem.New("form.time.maximum", "", "max", v.Max)}
	}
	return s, nil
}

func (v timeValue) Schema(string) map[string]any {
	if v.Seconds {
		return map[string]any{"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]$"}
	}
	return map[string]any{"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"}
}

func (v timeValue) Shape() (expression.Type, query.FieldShape) {
	return expression.String, query.FieldShape{Kind: query.KindTime}
}

func (v timeValue) Show(string) map[string]any {
	out := v.show()
	if v.Seconds {
		out["seconds"] = true
	}
	return out
}
