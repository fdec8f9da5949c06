package expression

import (
	"math"
	"strconv"
	"time"
)

var dateFunctions = map[string]*function{
	"days": {
		signature: "days(from, to)", least: 2, most: 2, accepts: [][]Kind{{KindDate, KindDateTime}}, result: gives(Number),
		zh: "从 from 到 to 的整天数，from 较晚时为负", en: "Whole days from one date or time to another, negative when the first is later",
		run: days,
	},
	"addDays": {
		signature: "addDays(date, n)", least: 2, most: 2, result: same,
		accepts: [][]Kind{{KindDate, KindDateTime}, {KindNumber}},
		zh:      "n 天之后的日期，n 可以为负", en: "The date n days later, or earlier when n is negative",
		run: addDays,
	},
	"year": {
		signature: "year(date)", least: 1, most: 1, accepts: [][]Kind{{KindDate}}, result: gives(Number),
		zh: "日期的年份", en: "The year of a date", run: part("year", func(t time.Time) int { return t.Year() }),
	},
	"month": {
		signature: "month(date)", least: 1, most: 1, accepts: [][]Kind{{KindDate}}, result: gives(Number),
		zh: "日期的月份，1 到 12", en: "The month of a date, 1 to 12", run: part("month", func(t time.Time) int { return int(t.Month()) }),
	},
	"day": {
		signature: "day(date)", least: 1, most: 1, accepts: [][]Kind{{KindDate}}, result: gives(Number),
		zh: "日期是几号，1 到 31", en: "The day of the month, 1 to 31", run: part("day", func(t time.Time) int { return t.Day() }),
	},
}

// maxShift bounds addDays to what the four digits of a year can hold.
const maxShift = 4_000_000

// digits reads a run of decimal digits; -1 when one of them is none.
func digits(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return -1
		}
		n = n*10 + int(s[i]-'0')
	}
	return n
}

// parseDate reads `YYYY-MM-DD` and refuses days the calendar does not have.
func parseDate(s string) (time.Time, bool) {
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return time.Time{}, false
	}
	y, m, d := digits(s[:4]), digits(s[5:7]), digits(s[8:])
	if y < 0 || m < 1 || m > 12 || d < 1 {
		return time.Time{}, false
	}
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	return t, t.Day() == d
}

// parseDateTime reads `YYYY-MM-DDTHH:MM:SS[.fraction]Z`, to the millisecond.
func parseDateTime(s string) (time.Time, bool) {
	if len(s) < 20 || s[10] != 'T' || s[13] != ':' || s[16] != ':' || s[len(s)-1] != 'Z' {
		return time.Time{}, false
	}
	date, ok := parseDate(s[:10])
	hour, minute, second := digits(s[11:13]), digits(s[14:16]), digits(s[17:19])
	if !ok || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 {
		return time.Time{}, false
	}
	milli := 0
	if fraction := s[19 : len(s)-1]; fraction != "" {
		if fraction[0] != '.' || len(fraction) < 2 || len(fraction) > 10 || digits(fraction[1:]) < 0 {
			return time.Time{}, false
		}
		milli = digits((fraction[1:] + "00")[:3])
	}
	return date.Add(time.Duration(((hour*60+minute)*60+second)*1000+milli) * time.Millisecond), true
}

// moment reads a date, as its midnight in UTC, or a datetime.
func moment(v any) (time.Time, bool) {
	s, ok := v.(string)
	if !ok {
		return time.Time{}, false
	}
	if t, ok := parseDate(s); ok {
		return t, true
	}
	return parseDateTime(s)
}

func days(_ *machine, a []any) (any, error) {
	if a[0] == nil || a[1] == nil {
		return nil, nil
	}
	from, ok := moment(a[0])
	to, isMoment := moment(a[1])
	if !ok || !isMoment {
		return nil, cannot("days", a...)
	}
	const day = 24 * 60 * 60 * 1000
	return float64((to.UnixMilli() - from.UnixMilli()) / day), nil
}

// addDays moves the date and leaves the time of day of a datetime as it is.
func addDays(_ *machine, a []any) (any, error) {
	if a[0] == nil || a[1] == nil {
		return nil, nil
	}
	s, _ := a[0].(string)
	_, ok := moment(a[0])
	n, isNumber := a[1].(float64)
	if !ok || !isNumber || n != math.Trunc(n) || math.Abs(n) > maxShift {
		return nil, cannot("addDays", a...)
	}
	date, _ := parseDate(s[:10])
	moved := date.AddDate(0, 0, int(n))
	if moved.Year() < 0 || moved.Year() > 9999 {
		return nil, cannot("addDays", a...)
	}
	return dateText(moved) + s[10:], nil
}

func dateText(t time.Time) string {
	year := strconv.Itoa(t.Year())
	return "0000"[:4-len(year)] + year + t.Format("-01-02")
}

func part(name string, of func(time.Time) int) operation {
	return func(_ *machine, a []any) (any, error) {
		if a[0] == nil {
			return nil, nil
		}
		s, _ := a[0].(string)
		date, ok := parseDate(s)
		if !ok {
			return nil, cannot(name, a[0])
		}
		return float64(of(date)), nil
	}
}
