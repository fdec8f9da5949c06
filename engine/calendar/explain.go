package calendar

import "time"

// Step is one line of how a due time came about. Code is its sentence in the catalogue of problems
// ("calendar.clock.…"), whose facts are the other parts: At and Due are instants in UTC, Length is a stretch of time,
// Why is what paused the clock as Pause was told. Whoever shows a step writes them in the reader's language and zone.
type Step struct {
	Code   string     `json:"code"`
	At     *time.Time `json:"at,omitempty"`
	Due    *time.Time `json:"due,omitempty"`
	Length *Length    `json:"length,omitempty"`
	Why    string     `json:"why,omitempty"`
}

// Length is a stretch of time in whole seconds. Working says that it counts open hours only, so that 24 hours of it are
// no day.
type Length struct {
	Seconds int64 `json:"seconds"`
	Working bool  `json:"working,omitempty"`
}

// Explain tells how the due time came about, one step per line; c is the clock's calendar. Said in Chinese and joined
// by " → " it reads "3月5日 10:00 开始 → 已用 1 工作小时 → 11:00 暂停 → 14:30 恢复 → 剩余 3 工作小时 → 17:30 到期".
func (k Clock) Explain(c *Calendar) []Step {
	e := explainer{working: !k.Elapsed && c.Day() < 24*time.Hour}
	used := k.Consumed - k.remembered(c)
	for i, r := range k.Runs {
		if i == 0 && r.From.Equal(k.StartedAt) {
			e.say(Step{Code: "calendar.clock.started", At: &r.From})
		} else {
			e.say(Step{Code: "calendar.clock.resumed", At: &r.From})
		}
		if r.To == nil {
			break
		}
		used += millis(k.on(c).Between(r.From, *r.To))
		e.measured("calendar.clock.used", used)
		if k.EndedAt == nil || !r.To.Equal(*k.EndedAt) {
			e.paused(*r.To, r.Why)
		}
	}
	e.close(k)
	return e.steps
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
	working bool
	steps   []Step
}

func (e *explainer) say(s Step) { e.steps = append(e.steps, s) }

func (e *explainer) measured(code string, ms int64) {
	e.say(Step{Code: code, Length: &Length{Seconds: ms / 1000, Working: e.working}})
}

func (e *explainer) paused(at time.Time, why string) {
	if why == "" {
		e.say(Step{Code: "calendar.clock.paused", At: &at})
		return
	}
	e.say(Step{Code: "calendar.clock.paused_for", At: &at, Why: why})
}

// close tells what is left, or how it ended.
func (e *explainer) close(k Clock) {
	left := k.Target - k.Consumed
	switch {
	case k.Ended():
		e.ended(k)
		return
	case k.Fixed:
		e.say(Step{Code: "calendar.clock.agreed", At: k.DueAt})
		return
	case k.Consumed == 0:
		e.measured("calendar.clock.target", k.Target)
	case left >= 0:
		e.measured("calendar.clock.left", left)
	default:
		e.measured("calendar.clock.over", -left)
	}
	if k.DueAt != nil {
		e.say(Step{Code: "calendar.clock.due", At: k.DueAt})
	}
}

func (e *explainer) ended(k Clock) {
	switch k.State {
	case Met:
		e.say(Step{Code: "calendar.clock.met", At: k.EndedAt})
	case Breached:
		e.say(Step{Code: "calendar.clock.breached", At: k.EndedAt, Due: k.DueAt})
	default:
		e.say(Step{Code: "calendar.clock.cancelled", At: k.EndedAt})
	}
}
