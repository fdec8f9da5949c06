package report

import (
	"time"

	"huiyin/engine/problem"
	"huiyin/engine/query"
)

// The periods one can compare with.
const (
	previous = "previous"
	lastYear = "last_year"
)

// lastYearOfAll is the last year that dates can be written in.
const lastYearOfAll = 9999

// window is a period of time [from, to); a zero end is open.
type window struct{ from, to time.Time }

// shift is how far an earlier period lies back.
type shift struct {
	months, days int
	exact        time.Duration
}

func (s shift) back(t time.Time) time.Time {
	return query.AddMonths(t, -s.months).AddDate(0, 0, -s.days).Add(-s.exact)
}

// window resolves the period as of now with the rules of conditions. The problem is report.period.range, for an end that
// is in no year of the calendar.
func (p *Plan) window(now time.Time, zone *time.Location) (w window, faults problem.List) {
	period := p.question.Period
	if period == nil {
		return w, nil
	}
	resolve := func(op string, v any, at string) (time.Time, bool) {
		leaf := query.Resolve(query.Is("at", op, v), now, zone, func(string) string { return query.KindDatetime })
		text, _ := leaf.Value.(string)
		t, err := time.Parse(time.RFC3339Nano, text)
		if err != nil {
			faults.Add("report.period.range", at)
		}
		return t.In(zone), leaf.Op == op
	}
	if period.From != nil {
		w.from, _ = resolve("gte", period.From, "/period/from")
	}
	if period.To != nil {
		var exact bool
		if w.to, exact = resolve("lte", period.To, "/period/to"); exact {
			w.to = w.to.Add(time.Second) // an instant includes itself, and instants are seconds
		}
	}
	if p.period.Kind == query.KindDate {
		w = w.days(zone)
	}
	if w.to.UTC().Year() > lastYearOfAll || w.to.Year() > lastYearOfAll { // the last day of all ends in no year of the calendar
		faults.Add("report.period.range", "/period/to")
	}
	return w, faults
}

// days widens a window to whole days, which is all a date can tell.
func (w window) days(zone *time.Location) window {
	midnight := func(t time.Time) time.Time {
		y, m, d := t.Date()
		return time.Date(y, m, d, 0, 0, 0, 0, zone)
	}
	if !w.from.IsZero() {
		w.from = midnight(w.from)
	}
	if !w.to.IsZero() {
		w.to = midnight(w.to.Add(-time.Nanosecond)).AddDate(0, 0, 1)
	}
	return w
}

// condition selects the window.
func (w window) condition(f Field) query.Condition {
	text := func(t time.Time) string {
		if f.Kind == query.KindDate {
			return t.Format(time.DateOnly)
		}
		return t.UTC().Format(time.RFC3339)
	}
	var parts []query.Condition
	if !w.from.IsZero() {
		parts = append(parts, query.Is(f.Column, "gte", text(w.from)))
	}
	if !w.to.IsZero() {
		parts = append(parts, query.Is(f.Column, "lt", text(w.to)))
	}
	if len(parts) == 0 {
		return query.Is(f.Column, "notEmpty", nil)
	}
	return query.And(parts...)
}

// earlier returns the window to compare with and how far it lies back. Whole calendar months move by months, other
// periods by their length. Of a window that is not over only as much is compared as has passed, unless whole is set.
func (w window) earlier(how string, now time.Time, dates, whole bool) (window, shift) {
	s := shift{months: 12}
	if how == previous {
		s = w.length()
	}
	e := window{s.back(w.from), s.back(w.to)}
	if now.Before(w.to) && !now.Before(w.from) && !whole {
		passed := now
		if dates {
			y, m, d := now.In(w.to.Location()).Date()
			passed = time.Date(y, m, d+1, 0, 0, 0, 0, w.to.Location())
		}
		if cut := s.back(passed.In(w.to.Location())); cut.Before(e.to) {
			e.to = cut
		}
	}
	return e, s
}

func (w window) length() shift {
	if !midnight(w.from) || !midnight(w.to) {
		return shift{exact: w.to.Sub(w.from)}
	}
	if w.from.Day() == 1 && w.to.Day() == 1 {
		return shift{months: 12*(w.to.Year()-w.from.Year()) + int(w.to.Month()-w.from.Month())}
	}
	return shift{days: int(civilDay(w.to) - civilDay(w.from))}
}

// midnight reports whether a day begins at t, whatever the clock shows then.
func midnight(t time.Time) bool {
	return t.Day() != t.Add(-time.Nanosecond).Day()
}

// civilDay numbers the days of the calendar.
func civilDay(t time.Time) int64 {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400
}
