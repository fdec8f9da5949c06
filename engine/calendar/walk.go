package calendar

import "time"

// The walks go through stretches in which the zone keeps one offset. That makes every change of the clock exact: an
// hour that is skipped gives nothing, an hour that happens twice counts twice, a skipped date does not exist.

// forward yields the open spans from t on, in order, until yield returns false or the calendar stays closed.
func (c *Calendar) forward(t time.Time, yield func(from, to time.Time) bool) {
	closed := 0
	for {
		local := t.In(c.zone)
		_, end := local.ZoneBounds()
		_, offset := local.Zone()
		for day := floorDay(t.Unix() + int64(offset)); ; day++ {
			midnight := day*daySeconds - int64(offset)
			if !end.IsZero() && midnight >= end.Unix() {
				break
			}
			if closed++; closed > closedDays {
				return
			}
			for _, s := range c.spans(day) {
				from, to, ok := clip(midnight, s, t, end)
				if !ok {
					continue
				}
				closed = 0
				if !yield(from, to) {
					return
				}
			}
		}
		t = end
	}
}

// backward yields the open spans before t, the latest first.
func (c *Calendar) backward(t time.Time, yield func(from, to time.Time) bool) {
	closed := 0
	for {
		local := t.Add(-1).In(c.zone)
		start, _ := local.ZoneBounds()
		_, offset := local.Zone()
		for day := floorDay(t.Add(-1).Unix() + int64(offset)); ; day-- {
			midnight := day*daySeconds - int64(offset)
			if !start.IsZero() && midnight+daySeconds <= start.Unix() {
				break
			}
			if closed++; closed > closedDays {
				return
			}
			spans := c.spans(day)
			for i := len(spans) - 1; i >= 0; i-- {
				from, to, ok := clip(midnight, spans[i], start, t)
				if !ok {
					continue
				}
				closed = 0
				if !yield(from, to) {
					return
				}
			}
		}
		t = start
	}
}

// clip places a span on the time line and cuts it to [from, to), zero meaning no limit.
func clip(midnight int64, s span, from, to time.Time) (a, b time.Time, ok bool) {
	a = time.Unix(midnight+int64(s.from)*60, 0).UTC()
	b = time.Unix(midnight+int64(s.to)*60, 0).UTC()
	if !from.IsZero() && a.Before(from) {
		a = from.UTC()
	}
	if !to.IsZero() && b.After(to) {
		b = to.UTC()
	}
	return a, b, a.Before(b)
}
