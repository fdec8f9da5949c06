// Package calendar knows when work is done: working-time arithmetic over weekly hours, holidays and make-up days, by
// the rules of a time zone, and the clocks that measure promises on it. Nothing here reads the time of day.
package calendar

import (
	"errors"
	"sort"
	"strconv"
	"time"

	"huiyin/engine/definition"
	"huiyin/engine/problem"
)

// Calendar is a compiled calendar. It never changes and may be used by many goroutines.
type Calendar struct {
	zone   *time.Location
	always bool
	week   [7][]span // by time.Weekday
	dates  map[int64][]span
	years  map[int]bool // of the holiday data; nil when the calendar uses none
	day    time.Duration
}

// span is an open part of a day in minutes of local time, the end excluded.
type span struct{ from, to int }

var weekdays = map[string]time.Weekday{
	"sun": time.Sunday, "mon": time.Monday, "tue": time.Tuesday, "wed": time.Wednesday,
	"thu": time.Thursday, "fri": time.Friday, "sat": time.Saturday,
}

// Always returns the calendar without closing time. Its zone matters only for showing times.
func Always(zone *time.Location) *Calendar {
	return &Calendar{zone: zone, always: true, day: 24 * time.Hour}
}

// Compile turns a spec into a Calendar. holidays are used only when the spec asks for them. Problems, all at once,
// point into the spec: calendar.zone_unknown, calendar.day_unknown, calendar.time_invalid, calendar.span_order,
// calendar.span_overlap, calendar.date_invalid, calendar.never_open, and the warning calendar.holidays_missing.
func Compile(spec definition.CalendarSpec, holidays Holidays) (*Calendar, problem.List) {
	b := builder{c: &Calendar{dates: map[int64][]span{}}}
	zone, err := location(spec.TimeZone)
	if err != nil {
		b.faults.Add("calendar.zone_unknown", "/timeZone", "zone", spec.TimeZone)
	}
	b.c.zone = zone
	for name, spans := range spec.Week {
		weekday, known := weekdays[name]
		if !known {
			b.faults.Add("calendar.day_unknown", problem.Pointer("week", name), "day", name)
			continue
		}
		b.c.week[weekday] = b.spans(problem.Pointer("week", name), spans)
	}
	if spec.Holidays != "" {
		b.holidays(holidays, spec.MakeUp)
	}
	for date, spans := range spec.Overrides {
		at := problem.Pointer("overrides", date)
		day, err := dayOf(date)
		if err != nil {
			b.faults.Add("calendar.date_invalid", at, "date", date)
			continue
		}
		b.c.dates[day] = b.spans(at, spans)
	}
	if len(b.faults.Blocking()) == 0 && !b.c.everOpens() {
		b.faults.Add("calendar.never_open", "/week")
	}
	b.c.day = b.c.normalDay()
	if len(b.faults.Blocking()) > 0 {
		return nil, b.faults.Sorted()
	}
	return b.c, b.faults
}

// location is time.LoadLocation without the two names that mean another zone on another machine.
func location(name string) (*time.Location, error) {
	if name == "" || name == "Local" {
		return nil, errors.New("no time zone")
	}
	return time.LoadLocation(name)
}

// dayOf numbers the days since 1970-01-01.
func dayOf(date string) (int64, error) {
	t, err := time.Parse(time.DateOnly, date)
	return t.Unix() / daySeconds, err
}

type builder struct {
	c      *Calendar
	faults problem.List
}

// spans reads the open parts of a day and returns them in order.
func (b *builder) spans(at string, pairs [][2]string) []span {
	out := make([]span, 0, len(pairs))
	for i, pair := range pairs {
		from, ok1 := minute(pair[0])
		to, ok2 := minute(pair[1])
		here := at + problem.Pointer(i)
		switch {
		case !ok1 || !ok2:
			b.faults.Add("calendar.time_invalid", here, "from", pair[0], "to", pair[1])
		case from >= to:
			b.faults.Add("calendar.span_order", here, "from", pair[0], "to", pair[1])
		default:
			out = append(out, span{from, to})
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].from < out[j].from })
	for i := 1; i < len(out); i++ {
		if out[i].from < out[i-1].to {
			b.faults.Add("calendar.span_overlap", at)
			break
		}
	}
	return out
}

func minute(text string) (int, bool) {
	if len(text) != 5 || text[2] != ':' {
		return 0, false
	}
	hour, err1 := strconv.ParseUint(text[:2], 10, 8)
	minutes, err2 := strconv.ParseUint(text[3:], 10, 8)
	total := int(hour*60 + minutes)
	return total, err1 == nil && err2 == nil && minutes < 60 && total <= 24*60
}

// holidays closes the days off and opens make-up days with the hours of one weekday.
func (b *builder) holidays(h Holidays, makeUp string) {
	if makeUp == "" {
		makeUp = "mon"
	}
	weekday, known := weekdays[makeUp]
	if !known {
		b.faults.Add("calendar.day_unknown", "/makeUp", "day", makeUp)
	}
	b.c.years = map[int]bool{}
	if len(h.Years) == 0 {
		b.faults.Warn("calendar.holidays_missing", "/holidays")
	}
	years := make([]int, 0, len(h.Years))
	for year := range h.Years {
		years = append(years, year)
	}
	sort.Ints(years) // a later notice corrects an earlier one
	for _, year := range years {
		b.c.years[year] = true
		for date := range h.Years[year].Off {
			if day, err := dayOf(date); err == nil {
				b.c.dates[day] = nil
			}
		}
		for date := range h.Years[year].Work {
			if day, err := dayOf(date); err == nil {
				b.c.dates[day] = b.c.week[weekday]
			}
		}
	}
}

func (c *Calendar) everOpens() bool {
	for _, spans := range c.week {
		if len(spans) > 0 {
			return true
		}
	}
	for _, spans := range c.dates {
		if len(spans) > 0 {
			return true
		}
	}
	return false
}

// normalDay is the length most weekdays have; of equally frequent ones the longest.
func (c *Calendar) normalDay() time.Duration {
	count := map[int]int{}
	for _, spans := range c.week {
		total := 0
		for _, s := range spans {
			total += s.to - s.from
		}
		if total > 0 {
			count[total]++
		}
	}
	best := 0
	for total, n := range count {
		if n > count[best] || (n == count[best] && total > best) {
			best = total
		}
	}
	if best == 0 { // open on single dates only
		return 24 * time.Hour
	}
	return time.Duration(best) * time.Minute
}

// Zone returns the time zone whose rules the calendar follows.
func (c *Calendar) Zone() *time.Location { return c.zone }

// Day returns the length of a normal working day: the one most weekdays have.
func (c *Calendar) Day() time.Duration { return c.day }

// Covers reports whether holidays of that year are known, or not needed. Warn when the next year is not covered:
// deadlines computed into it count holidays as working days.
func (c *Calendar) Covers(year int) bool { return c.years == nil || c.years[year] }
