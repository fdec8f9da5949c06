package calendar

import (
	"time"

	"huiyin/engine/problem"
)

const daySeconds = 24 * 60 * 60

// closedDays is after how many closed days in a row a calendar counts as never opening again.
const closedDays = 1000

// Open reports whether t is working time.
func (c *Calendar) Open(t time.Time) bool {
	if c.always {
		return true
	}
	local := t.In(c.zone)
	_, offset := local.Zone()
	seconds := local.Unix() + int64(offset)
	day := floorDay(seconds)
	second := seconds - day*daySeconds
	for _, s := range c.spans(day) {
		if second >= int64(s.from)*60 && second < int64(s.to)*60 {
			return true
		}
	}
	return false
}

// Add returns the earliest instant until which d of working time has passed since start; when d ends with an open
// span it is that span's end, not the next opening. A negative d goes back, see Sub. The error is a problem.List
// (calendar.never_open) when the calendar does not open again.
func (c *Calendar) Add(start time.Time, d time.Duration) (time.Time, error) {
	if d < 0 {
		return c.Sub(start, -d)
	}
	if c.always || d == 0 {
		return start.Add(d), nil
	}
	var end time.Time
	found := false
	c.forward(start, func(from, to time.Time) bool {
		length := to.Sub(from)
		if d <= length {
			end, found = from.Add(d), true
			return false
		}
		d -= length
		return true
	})
	return end, neverOpen(found)
}

// Sub returns the latest instant from which d of working time passes until t. It undoes Add on working instants.
// A negative d goes forward. The error is as that of Add.
func (c *Calendar) Sub(t time.Time, d time.Duration) (time.Time, error) {
	if d < 0 {
		return c.Add(t, -d)
	}
	if c.always || d == 0 {
		return t.Add(-d), nil
	}
	var start time.Time
	found := false
	c.backward(t, func(from, to time.Time) bool {
		length := to.Sub(from)
		if d <= length {
			start, found = to.Add(-d), true
			return false
		}
		d -= length
		return true
	})
	return start, neverOpen(found)
}

func neverOpen(found bool) error {
	if found {
		return nil
	}
	return problem.List{problem.New("calendar.never_open", "")}
}

// Between returns the working time from a to b, negative when b is before a. It is additive:
// Between(a,c) = Between(a,b) + Between(b,c).
func (c *Calendar) Between(a, b time.Time) time.Duration {
	if b.Before(a) {
		return -c.Between(b, a)
	}
	if c.always {
		return b.Sub(a)
	}
	var total time.Duration
	c.forward(a, func(from, to time.Time) bool {
		if !from.Before(b) {
			return false
		}
		if to.After(b) {
			to = b
		}
		total += to.Sub(from)
		return to.Before(b)
	})
	return total
}

// After returns the instant d after t, on the clock d names.
func (c *Calendar) After(t time.Time, d Duration) (time.Time, error) {
	if d.IsElapsed() {
		return t.Add(d.Elapsed.Of(24 * time.Hour)), nil
	}
	return c.Add(t, d.Working.Of(c.day))
}

// Before returns the instant d before t, on the clock d names.
func (c *Calendar) Before(t time.Time, d Duration) (time.Time, error) {
	if d.IsElapsed() {
		return t.Add(-d.Elapsed.Of(24 * time.Hour)), nil
	}
	return c.Sub(t, d.Working.Of(c.day))
}

// spans are the open parts of a day; single dates win over the week.
func (c *Calendar) spans(day int64) []span {
	if spans, ok := c.dates[day]; ok {
		return spans
	}
	return c.week[((day+4)%7+7)%7] // day 0 was a Thursday
}

func floorDay(seconds int64) int64 {
	day := seconds / daySeconds
	if seconds%daySeconds < 0 {
		day--
	}
	return day
}
