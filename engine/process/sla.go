package process

import (
	"errors"
	"slices"
	"strings"
	"time"

	"huiyin/engine/calendar"
	"huiyin/engine/problem"
)

// dueLevel is the mark on a clock that its due time has passed; no definition can name it.
const dueLevel = "@due"

func (r *run) calendar(key string) *calendar.Calendar {
	if key == "" {
		key = r.p.spec.Calendar
	}
	return r.in.Calendar(key)
}

// hitch notes an error of the calendar: a clock on a calendar that never opens.
func (r *run) hitch(err error) {
	if err == nil {
		return
	}
	var list problem.List
	if errors.As(err, &list) {
		r.faults = append(r.faults, list...)
		return
	}
	r.fault("process.clock_failed", "", "detail", err.Error())
}

// nodePoint reaches a point of a node. Where a status has the same key the name means the status.
func (r *run) nodePoint(kind, node string) {
	if _, status := r.p.statuses[node]; !status {
		r.point(kind + node)
	}
}

// point stops and starts the clocks that wait for it.
func (r *run) point(name string) {
	for _, s := range r.p.slas {
		if slices.Contains(s.Stop, name) {
			r.stopClock(s)
		}
		if slices.Contains(s.Start, name) && r.s.State == "running" {
			r.startClock(s)
		}
	}
}

// tells reports whether the clock measures telling the customer, which goes on while the record is merged.
func (s *sla) tells() bool {
	return slices.ContainsFunc(s.Stop, func(point string) bool { return strings.HasPrefix(point, "told:") })
}

// rests reports whether a clock stands still in a status.
func (p *Process) rests(s *sla, status string) bool {
	return slices.Contains(s.Pause, status) || p.spec.Merge != nil && status == p.spec.Merge.Status && !s.tells()
}

func (r *run) clock(key string) int {
	return slices.IndexFunc(r.s.SLAs, func(c Clock) bool { return c.Key == key })
}

// startClock is the start point. A clock that was there before starts a new cycle (restart) or goes on with what it
// had used (keep); one that is running under keep does not notice.
func (r *run) startClock(s *sla) {
	i := r.clock(s.Key)
	if i < 0 {
		r.s.SLAs = append(r.s.SLAs, Clock{Clock: calendar.Clock{Key: s.Key}, Kind: s.Kind, Since: r.now, Idle: true})
		r.tick(len(r.s.SLAs)-1, s)
		return
	}
	k := &r.s.SLAs[i]
	switch {
	case s.OnReentry == "restart" && !k.Since.Equal(r.now):
		if !k.Idle && !k.Ended() {
			r.endClock(i, k.Cancel(r.calendar(k.Calendar), r.now))
		}
		*k = Clock{Clock: calendar.Clock{Key: s.Key, Cycle: k.Cycle}, Kind: s.Kind, Since: r.now, Idle: true}
		r.tick(i, s)
	case !k.Done:
	case k.Idle:
		k.Done, k.Since = false, r.now
		r.tick(i, s)
	default:
		next, err := k.Reopen(r.calendar(k.Calendar), r.now)
		r.hitch(err)
		k.Clock, k.Done = next, false
		r.clockEvent("sla_resumed", *k, "reopened")
		r.pause(i, s)
	}
}

// stopClock is the stop point.
func (r *run) stopClock(s *sla) {
	i := r.clock(s.Key)
	if i < 0 || r.s.SLAs[i].Done {
		return
	}
	k := &r.s.SLAs[i]
	k.Done = true
	if !k.Idle {
		r.endClock(i, k.Stop(r.calendar(k.Calendar), r.now))
	}
}

// endClock takes over an ended clock and tells how it ended.
func (r *run) endClock(i int, ended calendar.Clock) {
	k := &r.s.SLAs[i]
	k.Clock = ended
	switch ended.State {
	case calendar.Met:
		r.clockEvent("sla_met", *k, "")
	case calendar.Breached:
		if !k.HasFired(dueLevel) {
			k.Clock = k.Fire(dueLevel)
			r.clockEvent("sla_breached", *k, "")
		}
		r.clockEvent("sla_late", *k, "")
	default:
		r.clockEvent("sla_cancelled", *k, "")
	}
}

// cancelClocks ends what still runs when the process ends: its stop point can no longer be reached.
func (r *run) cancelClocks() {
	for i := range r.s.SLAs {
		k := &r.s.SLAs[i]
		if k.Done {
			continue
		}
		k.Done = true
		if !k.Idle {
			r.endClock(i, k.Cancel(r.calendar(k.Calendar), r.now))
		}
	}
}

// refresh brings the clocks in line with the data: a condition that begins or ceases to hold, another target. Then
// timers and due times are found again.
func (r *run) refresh() {
	r.told()
	for _, s := range r.p.slas {
		if i := r.clock(s.Key); i >= 0 && !r.s.SLAs[i].Done {
			r.tick(i, s)
		}
	}
	r.timers()
	r.dues()
}

// tick decides whether a clock runs now and towards what. A clock whose condition begins to hold later counts from
// its start point all the same, without the pauses in between: the customer has waited since then.
func (r *run) tick(i int, s *sla) {
	k := &r.s.SLAs[i]
	t, wanted := r.target(s)
	switch {
	case r.broken():
	case !wanted && !k.Idle:
		k.Idle = true
		r.endClock(i, k.Cancel(r.calendar(k.Calendar), r.now))
	case wanted && k.Idle:
		r.begin(i, s, t)
	case wanted:
		r.retarget(i, s, t)
	}
}

// forgo takes the warnings ahead of the due time as given whose moment had passed when the due time was agreed: who just
// named a date needs no reminder of it, and the time it would tell is not what is left.
func (r *run) forgo(i int, s *sla) {
	k := &r.s.SLAs[i]
	for _, l := range s.levels {
		at, known, err := k.LevelAt(r.calendar(k.Calendar), l.Level)
		r.hitch(err)
		if known && !l.Before.IsZero() && at.Before(r.now) {
			k.Clock = k.Fire(l.Key)
		}
	}
}

// begin runs an idle clock from its start point.
func (r *run) begin(i int, s *sla, t target) {
	k := &r.s.SLAs[i]
	key := s.Calendar
	cal := r.calendar(key)
	cycle, fired := k.Cycle, k.Fired
	if cycle == 0 || k.StartedAt.Before(k.Since) {
		cycle, fired = cycle+1, nil
	}
	var next calendar.Clock
	var err error
	if t.until.IsZero() {
		next, err = calendar.Start(s.Key, cycle, key, cal, k.Since, t.in)
	} else {
		next, err = calendar.StartUntil(s.Key, cycle, key, cal, k.Since, t.until)
	}
	r.hitch(err)
	for _, v := range r.s.Visits {
		if !v.At.After(k.Since) {
			continue
		}
		if r.p.rests(s, v.Status) {
			next = next.Pause(cal, v.At, v.Status)
		} else {
			next, err = next.Resume(cal, v.At)
			r.hitch(err)
		}
	}
	next.Fired = fired
	k.Clock, k.Idle = next, false
	r.forgo(i, s)
	r.clockEvent("sla_started", *k, "")
	r.pause(i, s)
}

// retarget keeps start, pauses and what was used. A newly agreed date opens a new cycle, so that what warns before
// the date warns again.
func (r *run) retarget(i int, s *sla, t target) {
	k := &r.s.SLAs[i]
	cal := r.calendar(k.Calendar)
	before := *k
	switch {
	case t.until.IsZero():
		next, err := k.Retarget(cal, r.now, t.in)
		r.hitch(err)
		k.Clock = next
	case !k.Fixed || !k.DueAt.Equal(t.until):
		next, err := k.Retarget(cal, r.now, calendar.Working(time.Hour)) // measures what was used in working time
		r.hitch(err)
		next.Fixed, next.DueAt = true, &t.until
		next.Target = max(int64(cal.Between(next.StartedAt, t.until)/time.Millisecond), 0)
		if k.Fixed {
			next.Cycle, next.Fired = k.Cycle+1, nil
		}
		k.Clock = next
		r.forgo(i, s)
	}
	if k.Target != before.Target || k.Fixed != before.Fixed || k.Elapsed != before.Elapsed || k.Cycle != before.Cycle {
		r.clockEvent("sla_retargeted", *k, "")
	}
}

// target is how long or until when.
type target struct {
	in    calendar.Duration
	until time.Time
}

// target finds the first target that applies; none means that the clock does not run.
func (r *run) target(s *sla) (target, bool) {
	if !r.holds(s.when, "") {
		return target{}, false
	}
	for i, t := range s.Target {
		if !r.holds(s.targets[i], "") {
			continue
		}
		if t.Until == "" {
			return target{in: t.In}, true
		}
		if until, ok := r.until(t.Until); ok {
			return target{until: until}, true
		}
	}
	return target{}, false
}

// until reads a date or datetime field. A date is kept until its end in the calendar's zone.
func (r *run) until(field string) (time.Time, bool) {
	value, _ := r.in.Get(field).(string)
	if t, err := time.Parse(time.RFC3339Nano, value); err == nil {
		return t.UTC().Truncate(time.Millisecond), true
	}
	zone := r.in.Zone
	if zone == nil {
		zone = time.UTC
	}
	day, err := time.ParseInLocation(time.DateOnly, value, zone)
	if err != nil {
		return time.Time{}, false
	}
	return day.AddDate(0, 0, 1).UTC(), true
}

// pauses lets clocks rest or run on when the status changed.
func (r *run) pauses() {
	for _, s := range r.p.slas {
		if i := r.clock(s.Key); i >= 0 && !r.s.SLAs[i].Idle {
			r.pause(i, s)
		}
	}
}

func (r *run) pause(i int, s *sla) {
	k := &r.s.SLAs[i]
	cal, was := r.calendar(k.Calendar), k.State
	if r.p.rests(s, r.s.Status) {
		k.Clock = k.Pause(cal, r.now, r.s.Status)
		if was != k.State {
			r.clockEvent("sla_paused", *k, "")
		}
		return
	}
	next, err := k.Resume(cal, r.now)
	r.hitch(err)
	k.Clock = next
	if was != k.State {
		r.clockEvent("sla_resumed", *k, "")
	}
}

func (r *run) clockEvent(kind string, k Clock, reason string) {
	data := map[string]any{"cycle": k.Cycle, "kind": k.Kind, "targetMs": k.Target,
		"usedMs": int64(k.Used(r.calendar(k.Calendar), r.now) / time.Millisecond)}
	if k.DueAt != nil {
		data["due"] = k.DueAt.Format(time.RFC3339)
	}
	if reason != "" {
		data["reason"] = reason
	}
	r.emit(Event{Type: kind, Key: k.Key, Status: r.s.Status, Data: data})
}
