package calendar

import (
	"slices"
	"time"
)

// Level is a point on a clock: a Percent of the target, or a time Before or After the due time. Exactly one is set;
// Percent 100 is the due time itself.
type Level struct {
	Key     string
	Percent int
	Before  Duration
	After   Duration
}

// LevelAt returns the instant at which the clock reaches the level. It is not known (false) while the clock is paused
// before that point, and after the clock ended. What was due before the start is reached at the start, but a warning
// ahead of the due time that lies before the start is never given: seven days left would not be so where five are. The
// error is a problem.List (calendar.never_open).
func (k Clock) LevelAt(c *Calendar, l Level) (time.Time, bool, error) {
	if k.Ended() {
		return time.Time{}, false, nil
	}
	var at time.Time
	var err error
	switch {
	case l.Percent > 0 && !k.Fixed:
		at, ok, err := k.reached(c, k.Target*int64(l.Percent)/100)
		return at, ok, err
	case k.DueAt == nil:
		return time.Time{}, false, nil
	case l.Percent > 0:
		at, err = k.on(c).Add(k.StartedAt, length(k.Target*int64(l.Percent)/100))
	case !l.Before.IsZero():
		at, err = c.Before(*k.DueAt, l.Before)
	default:
		at, err = c.After(*k.DueAt, l.After)
	}
	if err != nil {
		return time.Time{}, false, err
	}
	switch at = instant(at); {
	case !at.Before(k.StartedAt):
		return at, true, nil
	case !l.Before.IsZero():
		return time.Time{}, false, nil
	}
	return k.StartedAt, true, nil
}

// Next returns the first level that has not fired and the instant it is reached, which may be in the past. Of two at
// the same instant the earlier in levels comes first. ok is false when nothing will be reached as things stand.
func (k Clock) Next(c *Calendar, levels []Level) (next Level, at time.Time, ok bool, err error) {
	for _, l := range levels {
		if k.HasFired(l.Key) {
			continue
		}
		t, known, err := k.LevelAt(c, l)
		if err != nil {
			return Level{}, time.Time{}, false, err
		}
		if known && (!ok || t.Before(at)) {
			next, at, ok = l, t, true
		}
	}
	return next, at, ok, nil
}

// Fire records that the level was acted on: a level acts once per clock and cycle.
func (k Clock) Fire(key string) Clock {
	if !k.HasFired(key) {
		k.Fired = append(slices.Clone(k.Fired), key)
	}
	return k
}

// HasFired reports whether the level was acted on.
func (k Clock) HasFired(key string) bool { return slices.Contains(k.Fired, key) }
