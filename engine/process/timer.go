package process

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"huiyin/engine/calendar"
)

// timers finds every timer again: one for each level of a running clock that has not acted, and for its due time.
func (r *run) timers() {
	r.s.Timers = r.s.Timers[:0]
	for _, s := range r.p.slas {
		i := r.clock(s.Key)
		if i < 0 || r.s.SLAs[i].Idle || r.s.SLAs[i].Ended() {
			continue
		}
		k := r.s.SLAs[i]
		cal := r.calendar(k.Calendar)
		for _, l := range s.levels {
			if k.HasFired(l.Key) {
				continue
			}
			at, known, err := k.LevelAt(cal, l.Level)
			r.hitch(err)
			if known {
				r.s.Timers = append(r.s.Timers, Timer{ID: "sla:" + s.Key + ":" + strconv.Itoa(k.Cycle) + ":" + l.Key,
					Kind: "sla", Ref: s.Key, Level: l.Key, Gen: int64(k.Cycle), At: at})
			}
		}
	}
	if r.p.waits {
		r.waitTimers()
	}
	slices.SortFunc(r.s.Timers, func(a, b Timer) int {
		if c := a.At.Compare(b.At); c != 0 {
			return c
		}
		return strings.Compare(a.ID, b.ID)
	})
}

// dues copies due times to the open tasks: those of the flow take the earliest of a running clock, one that settles a
// promise the earliest of a clock that stops when the promise is told. Where no such clock runs the latter keep theirs.
func (r *run) dues() {
	first := r.firstDue(func(s SLA) bool { return s.Kind != "customer_told" }) // telling is work beside the flow
	if first == nil {
		first = r.firstDue(func(SLA) bool { return true })
	}
	for i := range r.s.Tasks {
		t := &r.s.Tasks[i]
		switch {
		case t.State != "open":
		case t.Token > 0:
			t.Due = first
		case t.AdHoc != nil && t.AdHoc.Promise != "":
			told := "told:" + r.promiseOf(t.AdHoc.Promise)
			if due := r.firstDue(func(s SLA) bool { return slices.Contains(s.Stop, told) }); due != nil {
				t.Due = due
			}
		}
	}
}

// firstDue is the earliest due time of the running clocks that match, nil when none is due.
func (r *run) firstDue(match func(SLA) bool) *time.Time {
	var first *time.Time
	for _, k := range r.s.SLAs {
		if k.Idle || k.Ended() || k.DueAt == nil || first != nil && !k.DueAt.Before(*first) {
			continue
		}
		if s := r.p.sla(k.Key); s != nil && match(s.SLA) {
			first = k.DueAt
		}
	}
	return first
}

// promiseOf is the key of the promise that an entry of the ledger keeps, "" when there is no such entry.
func (r *run) promiseOf(entry string) string {
	for _, e := range r.ledger {
		if e.ID == entry {
			return e.Promise
		}
	}
	return ""
}

// timer fires what is due: the timer named, else every one. A timer that is gone or not yet due changes nothing,
// for two workers may come with the same one.
func (r *run) timer() {
	for _, t := range append([]Timer(nil), r.s.Timers...) {
		if t.At.After(r.now) || r.cmd.Timer != "" && t.ID != r.cmd.Timer {
			continue
		}
		if t.Kind == "sla" {
			r.fire(t) // waits that are over are let go at the end of every step
		}
	}
}

// fire lets a level act, once per clock, cycle and level.
func (r *run) fire(t Timer) {
	i, s := r.clock(t.Ref), r.p.sla(t.Ref)
	if i < 0 || s == nil || r.s.SLAs[i].Ended() || r.s.SLAs[i].HasFired(t.Level) || int64(r.s.SLAs[i].Cycle) != t.Gen {
		return
	}
	k := &r.s.SLAs[i]
	k.Clock = k.Fire(t.Level)
	if t.Level == dueLevel {
		reason := ""
		if len(k.Runs) > 0 && !k.Runs[len(k.Runs)-1].From.Before(t.At) {
			reason = "reopened_overdue" // due before it was taken up again
		}
		r.clockEvent("sla_breached", *k, reason)
		return
	}
	for _, l := range s.levels {
		if l.Key == t.Level {
			r.emit(Event{Type: "sla_level", Key: s.Key, Level: l.Key, Status: r.s.Status,
				Data: map[string]any{"cycle": k.Cycle, "at": t.At.Format(time.RFC3339)}})
			r.act(l.then, "sla", s.Key)
		}
	}
}

// levelsOf are the levels of an SLA as the calendar knows them, with the due time itself.
func levelsOf(s SLA) []level {
	out := []level{{Level: calendar.Level{Key: dueLevel, Percent: 100}}}
	for _, l := range s.Levels {
		out = append(out, level{Level: calendar.Level{Key: l.Key, Percent: l.Percent, Before: l.Before, After: l.After}})
	}
	return out
}
