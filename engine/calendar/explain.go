package calendar

import (
	"fmt"
	"strings"
	"time"

	"huiyin/engine/problem"
)

// Explain tells in lang how the due time came about, one step per line, in the calendar's zone; joined by " → " it
// reads "03-05 10:00 开始 → 已用 1h → 11:00 暂停 → 14:30 恢复 → 剩余 3h → 17:30 到期".
func (k Clock) Explain(lang string, c *Calendar) []string {
	e := explainer{lang: lang, zone: c.Zone()}
	used := k.Consumed - k.remembered(c)
	for i, r := range k.Runs {
		if i == 0 && r.From.Equal(k.StartedAt) {
			e.say("calendar.clock.started", "at", e.time(r.From))
		} else {
			e.say("calendar.clock.resumed", "at", e.time(r.From))
		}
		if r.To == nil {
			break
		}
		used += millis(k.on(c).Between(r.From, *r.To))
		e.say("calendar.clock.used", "length", show(length(used)))
		if k.EndedAt == nil || !r.To.Equal(*k.EndedAt) {
			e.paused(*r.To, r.Why)
		}
	}
	e.close(k)
	return e.lines
}

// remembered is the part of Consumed that the remembered stretches account for.
func (k Clock) remembered(c *Calendar) int64 {
	var total int64
	for _, r := range k.Runs {
		if r.To != nil {
			total += millis(k.on(c).Between(r.From, *r.To))
		}
	}
	return total
}

type explainer struct {
	lang  string
	zone  *time.Location
	last  time.Time
	lines []string
}

func (e *explainer) say(code string, params ...any) {
	p := problem.New(code, "", params...)
	e.lines = append(e.lines, problem.Sentence(e.lang, code, p.Params))
}

func (e *explainer) paused(at time.Time, why string) {
	if why == "" {
		e.say("calendar.clock.paused", "at", e.time(at))
		return
	}
	e.say("calendar.clock.paused_for", "at", e.time(at), "why", why)
}

// close tells what is left, or how it ended.
func (e *explainer) close(k Clock) {
	left := length(k.Target - k.Consumed)
	switch {
	case k.Ended():
		e.ended(k)
		return
	case k.Fixed:
		e.say("calendar.clock.agreed", "at", e.time(*k.DueAt))
		return
	case k.Consumed == 0:
		e.say("calendar.clock.target", "length", show(length(k.Target)))
	case left >= 0:
		e.say("calendar.clock.left", "length", show(left))
	default:
		e.say("calendar.clock.over", "length", show(-left))
	}
	if k.DueAt != nil {
		e.say("calendar.clock.due", "at", e.time(*k.DueAt))
	}
}

func (e *explainer) ended(k Clock) {
	at := e.time(*k.EndedAt)
	switch k.State {
	case Met:
		e.say("calendar.clock.met", "at", at)
	case Breached:
		e.say("calendar.clock.breached", "at", at, "due", e.time(*k.DueAt))
	default:
		e.say("calendar.clock.cancelled", "at", at)
	}
}

// time shows the date only when it is another one than that of the line before, and the year likewise.
func (e *explainer) time(t time.Time) string {
	local, last := t.In(e.zone), e.last
	e.last = local
	switch {
	case !last.IsZero() && local.Year() != last.Year():
		return local.Format("2006-01-02 15:04")
	case last.IsZero() || local.YearDay() != last.YearDay():
		return local.Format("01-02 15:04")
	}
	return local.Format("15:04")
}

// show writes a length as hours and minutes: days would mean different things on different calendars.
func show(d time.Duration) string {
	if d < time.Minute {
		return fmt.Sprintf("%ds", d/time.Second)
	}
	var b strings.Builder
	if h := d / time.Hour; h > 0 {
		fmt.Fprintf(&b, "%dh", h)
	}
	if m := d % time.Hour / time.Minute; m > 0 {
		fmt.Fprintf(&b, "%dm", m)
	}
	return b.String()
}
