package calendar

import (
	"slices"
	"time"
)

// States of a Clock. A clock whose due time passed keeps running, so that later levels are still reached; met or
// breached is decided when it stops.
const (
	Running   = "running"
	Paused    = "paused"
	Met       = "met"
	Breached  = "breached"
	Cancelled = "cancelled"
)

// maxRuns is how many stretches a clock remembers for its explanation; the sum in Consumed never forgets.
const maxRuns = 32

// Clock measures one promise of one cycle. It is a value: every method returns the next one and changes nothing. All
// instants are UTC, cut to milliseconds; Consumed and Target are milliseconds on the clock's own time, which is
// elapsed time when Elapsed is set, else the working time of Calendar (its key, with which the caller finds the
// calendar it passes to the methods). DueAt is nil while a paused clock has time left. Fixed clocks run towards an
// agreed instant that pauses do not move. A level in Fired has been acted on in this cycle.
type Clock struct {
	Key          string     `json:"key"`
	Cycle        int        `json:"cycle"`
	State        string     `json:"state"`
	StartedAt    time.Time  `json:"startedAt"`
	EndedAt      *time.Time `json:"endedAt,omitempty"`
	Consumed     int64      `json:"consumedMs"`
	RunningSince *time.Time `json:"runningSince,omitempty"`
	Target       int64      `json:"targetMs"`
	DueAt        *time.Time `json:"dueAt,omitempty"`
	Calendar     string     `json:"calendar,omitempty"`
	Elapsed      bool       `json:"elapsed,omitempty"`
	Fixed        bool       `json:"fixed,omitempty"`
	Runs         []Run      `json:"runs,omitempty"`
	Fired        []string   `json:"fired,omitempty"`
}

// Run is a stretch in which the clock ran, To nil while it does. Why says what paused it.
type Run struct {
	From time.Time  `json:"from"`
	To   *time.Time `json:"to,omitempty"`
	Why  string     `json:"why,omitempty"`
}

// Start returns a running clock. target says on which time it runs; c is the calendar named key. The error is a
// problem.List (calendar.never_open).
func Start(name string, cycle int, key string, c *Calendar, now time.Time, target Duration) (Clock, error) {
	now = instant(now)
	k := Clock{Key: name, Cycle: cycle, State: Running, StartedAt: now, Calendar: key, Elapsed: target.IsElapsed()}
	k.Target = lengthOf(c, target)
	return k.run(c, now)
}

// StartUntil returns a running clock that is due at an agreed instant.
func StartUntil(name string, cycle int, key string, c *Calendar, now, due time.Time) (Clock, error) {
	now, due = instant(now), instant(due)
	k := Clock{Key: name, Cycle: cycle, State: Running, StartedAt: now, Calendar: key, Fixed: true, DueAt: &due}
	k.Target = max(millis(c.Between(now, due)), 0)
	return k.run(c, now)
}

func lengthOf(c *Calendar, d Duration) int64 {
	if d.IsElapsed() {
		return millis(d.Elapsed.Of(24 * time.Hour))
	}
	return millis(d.Working.Of(c.Day()))
}

func instant(t time.Time) time.Time { return t.UTC().Truncate(time.Millisecond) }

func millis(d time.Duration) int64 { return int64(d / time.Millisecond) }

func length(ms int64) time.Duration { return time.Duration(ms) * time.Millisecond }

// on is the calendar the clock's own time runs on.
func (k Clock) on(c *Calendar) *Calendar {
	if k.Elapsed {
		return Always(c.Zone())
	}
	return c
}

// run opens a new stretch at now and finds the due time.
func (k Clock) run(c *Calendar, now time.Time) (Clock, error) {
	k.State, k.RunningSince, k.EndedAt = Running, &now, nil
	k.Runs = append(slices.Clone(k.Runs), Run{From: now})
	if len(k.Runs) > maxRuns {
		k.Runs = k.Runs[len(k.Runs)-maxRuns:]
	}
	return k.withDue(c)
}

// rest closes the open stretch at now.
func (k Clock) rest(c *Calendar, now time.Time, why string) Clock {
	if k.RunningSince == nil {
		return k
	}
	if now.Before(*k.RunningSince) {
		now = *k.RunningSince // the machine's clock was set back: no time has passed, it did not run backwards
	}
	k.Consumed += millis(k.on(c).Between(*k.RunningSince, now))
	k.RunningSince = nil
	k.Runs = slices.Clone(k.Runs)
	if n := len(k.Runs); n > 0 {
		k.Runs[n-1].To, k.Runs[n-1].Why = &now, why
	}
	return k
}

// Pause stops a running clock; why is shown in its explanation. Another clock is returned as it is.
func (k Clock) Pause(c *Calendar, now time.Time, why string) Clock {
	if k.State != Running {
		return k
	}
	now = instant(now)
	late := k.Overdue(now)
	k = k.rest(c, now, why)
	k.State = Paused
	if !k.Fixed && !late {
		k.DueAt = nil
	}
	return k
}

// Resume runs a paused clock again with the time that is left: a pause moves the due time by working time and never
// the start. What was due before the pause stays due then. Another clock is returned as it is.
func (k Clock) Resume(c *Calendar, now time.Time) (Clock, error) {
	if k.State != Paused {
		return k, nil
	}
	return k.run(c, instant(now))
}

// Stop ends the clock: met when now is not after the due time, else breached. A paused clock with time left is met.
func (k Clock) Stop(c *Calendar, now time.Time) Clock {
	if k.Ended() {
		return k
	}
	now = instant(now)
	state := Met
	if k.Overdue(now) {
		state = Breached
	}
	return k.end(c, now, state)
}

// Cancel ends the clock without a result.
func (k Clock) Cancel(c *Calendar, now time.Time) Clock {
	if k.Ended() {
		return k
	}
	return k.end(c, instant(now), Cancelled)
}

func (k Clock) end(c *Calendar, now time.Time, state string) Clock {
	k = k.rest(c, now, "")
	k.State, k.EndedAt = state, &now
	return k
}

// Reopen runs an ended clock again in the same cycle with what it had consumed: the item came back.
func (k Clock) Reopen(c *Calendar, now time.Time) (Clock, error) {
	if !k.Ended() {
		return k, nil
	}
	return k.run(c, instant(now))
}

// Retarget gives the clock another target and, when the target asks for it, another kind of time. Start, pauses and
// what was consumed are kept: a new priority must not forget that the customer was waited for. A fixed clock becomes
// an ordinary one. An ended clock is returned as it is.
func (k Clock) Retarget(c *Calendar, now time.Time, target Duration) (Clock, error) {
	if k.Ended() {
		return k, nil
	}
	if k.Fixed || k.Elapsed != target.IsElapsed() {
		k.Fixed, k.Elapsed = false, target.IsElapsed()
		k.Consumed = k.measured(c)
	}
	k.Target = lengthOf(c, target)
	return k.withDue(c)
}

// Recalculate finds the due time again after the calendar was edited. Ended clocks are frozen and stay as they are.
func (k Clock) Recalculate(c *Calendar) (Clock, error) {
	if k.Ended() {
		return k, nil
	}
	k.Consumed = k.measured(c)
	return k.withDue(c)
}

// measured sums the closed stretches again, when all are remembered.
func (k Clock) measured(c *Calendar) int64 {
	if len(k.Runs) == 0 || !k.Runs[0].From.Equal(k.StartedAt) {
		return k.Consumed
	}
	var total int64
	for _, r := range k.Runs {
		if r.To != nil {
			total += millis(k.on(c).Between(r.From, *r.To))
		}
	}
	return total
}

// withDue sets DueAt: the instant at which the target is, or was, used up.
func (k Clock) withDue(c *Calendar) (Clock, error) {
	if k.Fixed {
		return k, nil
	}
	due, ok, err := k.reached(c, k.Target)
	k.DueAt = nil
	if ok && (k.RunningSince != nil || k.Target < k.Consumed) {
		k.DueAt = &due
	}
	return k, err
}

// reached finds when the clock has used, or will have used, the given milliseconds. It is not known while a paused
// clock has not come that far.
func (k Clock) reached(c *Calendar, used int64) (time.Time, bool, error) {
	on := k.on(c)
	if used >= k.Consumed && k.RunningSince != nil {
		at, err := on.Add(*k.RunningSince, length(used-k.Consumed))
		return instant(at), err == nil, err
	}
	if used > k.Consumed {
		return time.Time{}, false, nil
	}
	before := k.Consumed
	for i := len(k.Runs) - 1; i >= 0; i-- {
		r := k.Runs[i]
		if r.To == nil {
			continue
		}
		before -= millis(on.Between(r.From, *r.To))
		if used >= before {
			at, err := on.Add(r.From, length(used-before))
			return instant(at), err == nil, err
		}
	}
	return k.StartedAt, true, nil
}

// Ended reports whether the clock has a result or was cancelled.
func (k Clock) Ended() bool {
	return k.State == Met || k.State == Breached || k.State == Cancelled
}

// Overdue reports whether the due time lies before now.
func (k Clock) Overdue(now time.Time) bool {
	return k.DueAt != nil && instant(now).After(*k.DueAt)
}

// Used returns the time on the clock at now.
func (k Clock) Used(c *Calendar, now time.Time) time.Duration {
	used := length(k.Consumed)
	if k.RunningSince != nil {
		used += max(k.on(c).Between(*k.RunningSince, instant(now)), 0)
	}
	return used
}

// Left returns the time until due at now on the clock's own time, negative when overdue.
func (k Clock) Left(c *Calendar, now time.Time) time.Duration {
	if k.Fixed {
		return k.on(c).Between(instant(now), *k.DueAt)
	}
	return length(k.Target) - k.Used(c, now)
}
