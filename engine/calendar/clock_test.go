package calendar

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"
)

type clockTest struct {
	*testing.T
	c *Calendar
	k Clock
}

func started(t *testing.T, now string, target Duration) *clockTest {
	t.Helper()
	c := compiled(t, office("Asia/Shanghai"))
	k, err := Start("respond", 1, "cn_office", c, at(t, c, now), target)
	if err != nil {
		t.Fatal(err)
	}
	return &clockTest{T: t, c: c, k: k}
}

func (x *clockTest) pause(now string)  { x.k = x.k.Pause(x.c, at(x.T, x.c, now), "") }
func (x *clockTest) stop(now string)   { x.k = x.k.Stop(x.c, at(x.T, x.c, now)) }
func (x *clockTest) resume(now string) { x.take(x.k.Resume(x.c, at(x.T, x.c, now))) }

func (x *clockTest) take(k Clock, err error) {
	x.Helper()
	if err != nil {
		x.Fatal(err)
	}
	x.k = k
}

func (x *clockTest) want(state string, due string) {
	x.Helper()
	got := ""
	if x.k.DueAt != nil {
		got = x.k.DueAt.In(x.c.Zone()).Format("2006-01-02 15:04")
	}
	if x.k.State != state || got != due {
		x.Errorf("the clock is %s, due %q; want %s, due %q", x.k.State, got, state, due)
	}
	raw, err := json.Marshal(x.k)
	if err != nil {
		x.Fatal(err)
	}
	var back Clock
	if err := json.Unmarshal(raw, &back); err != nil || !reflect.DeepEqual(back, x.k) {
		x.Errorf("the clock does not survive JSON: %s\n%+v\n%+v %v", raw, back, x.k, err)
	}
}

func TestPauseMovesDueByWorkingTime(t *testing.T) {
	x := started(t, "2026-03-05 10:00", Working(4*time.Hour))
	x.want(Running, "2026-03-05 15:30")
	x.pause("2026-03-05 11:00")
	x.want(Paused, "")
	x.resume("2026-03-05 14:30")
	x.want(Running, "2026-03-05 17:30")
	want := "started 03-05 10:00 → used 1h0m0s open → paused 03-05 11:00 → resumed 03-05 14:30 → left 3h0m0s open → due 03-05 17:30"
	if got := told(x); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if x.k.StartedAt != at(t, x.c, "2026-03-05 10:00").UTC() {
		t.Error("a pause moved the start")
	}
	x.stop("2026-03-05 17:30")
	x.want(Met, "2026-03-05 17:30")
}

func TestStopDecides(t *testing.T) {
	for now, want := range map[string]string{
		"2026-03-05 15:30": Met, "2026-03-05 15:31": Breached, "2026-03-05 10:00": Met, "2026-03-07 10:00": Breached,
	} {
		x := started(t, "2026-03-05 10:00", Working(4*time.Hour))
		x.stop(now)
		x.want(want, "2026-03-05 15:30")
		ended := x.k
		x.pause("2026-03-06 10:00")
		x.resume("2026-03-06 11:00")
		x.stop("2026-03-06 12:00")
		x.k = x.k.Cancel(x.c, at(t, x.c, "2026-03-06 12:00"))
		x.take(x.k.Retarget(x.c, at(t, x.c, "2026-03-06 12:00"), Working(time.Hour)))
		x.take(x.k.Recalculate(x.c))
		if !reflect.DeepEqual(x.k, ended) {
			t.Errorf("an ended clock is frozen: %+v", x.k)
		}
	}
}

func TestStopWhilePaused(t *testing.T) {
	x := started(t, "2026-03-05 10:00", Working(4*time.Hour))
	x.pause("2026-03-05 11:00")
	x.stop("2026-03-20 11:00")
	x.want(Met, "")
	late := started(t, "2026-03-05 10:00", Working(time.Hour))
	late.pause("2026-03-05 14:00")
	late.want(Paused, "2026-03-05 11:00") // what is late stays late
	late.resume("2026-03-06 10:00")
	late.want(Running, "2026-03-05 11:00")
	late.stop("2026-03-06 10:00")
	late.want(Breached, "2026-03-05 11:00")
}

func TestOpeningHoursDecideTheStart(t *testing.T) {
	x := started(t, "2026-03-07 20:00", Working(time.Hour))
	x.want(Running, "2026-03-09 10:00")
	x.pause("2026-03-08 12:00")
	x.resume("2026-03-09 09:30")
	x.want(Running, "2026-03-09 10:30")
	x = started(t, "2026-03-07 20:00", Elapsed(30*time.Minute))
	x.want(Running, "2026-03-07 20:30")
	x = started(t, "2026-03-06 10:00", Duration{Working: Period{Days: 1}})
	x.want(Running, "2026-03-09 10:00")
}

func TestRetargetKeepsStartAndPauses(t *testing.T) {
	x := started(t, "2026-03-05 10:00", Working(4*time.Hour))
	x.pause("2026-03-05 11:00")
	x.resume("2026-03-05 14:30")
	x.take(x.k.Retarget(x.c, at(t, x.c, "2026-03-05 15:00"), Working(2*time.Hour)))
	x.want(Running, "2026-03-05 15:30")
	x.take(x.k.Retarget(x.c, at(t, x.c, "2026-03-05 15:00"), Working(30*time.Minute)))
	x.want(Running, "2026-03-05 10:30") // it had been due before the pause
	x.take(x.k.Retarget(x.c, at(t, x.c, "2026-03-05 15:00"), Elapsed(2*time.Hour)))
	x.want(Running, "2026-03-05 15:30")
	x.take(x.k.Retarget(x.c, at(t, x.c, "2026-03-05 15:00"), Working(4*time.Hour)))
	x.want(Running, "2026-03-05 17:30")
	x.pause("2026-03-05 16:30")
	x.take(x.k.Retarget(x.c, at(t, x.c, "2026-03-06 10:00"), Working(8*time.Hour)))
	x.want(Paused, "")
	x.resume("2026-03-06 09:00")
	x.want(Running, "2026-03-06 15:30")
}

func TestRecalculateAfterTheCalendarChanged(t *testing.T) {
	x := started(t, "2026-03-05 10:00", Working(4*time.Hour))
	x.pause("2026-03-05 14:00")
	x.resume("2026-03-06 09:00")
	x.want(Running, "2026-03-06 10:30")
	spec := office("Asia/Shanghai")
	spec.Overrides = map[string][][2]string{"2026-03-05": {{"09:00", "11:00"}}}
	x.c = compiled(t, spec)
	x.take(x.k.Recalculate(x.c))
	x.want(Running, "2026-03-06 12:00")
}

func TestFixedDateDoesNotMove(t *testing.T) {
	c := compiled(t, office("Asia/Shanghai"))
	k, err := StartUntil("delivery", 1, "cn_office", c, at(t, c, "2026-03-05 10:00"), at(t, c, "2026-03-06 18:00"))
	x := &clockTest{T: t, c: c}
	x.take(k, err)
	x.pause("2026-03-05 11:00")
	x.want(Paused, "2026-03-06 18:00")
	x.resume("2026-03-06 11:00")
	x.want(Running, "2026-03-06 18:00")
	if left := x.k.Left(c, at(t, c, "2026-03-06 17:00")); left != time.Hour {
		t.Errorf("left %s", left)
	}
	half, ok, err := x.k.LevelAt(c, Level{Percent: 50})
	if err != nil || !ok || !half.Equal(at(t, c, "2026-03-06 09:30")) {
		t.Errorf("half of it is %s %v %v", half.In(c.Zone()), ok, err)
	}
	want := "started 03-05 10:00 → used 1h0m0s open → paused 03-05 11:00 → resumed 03-06 11:00 → agreed 03-06 18:00"
	if got := told(x); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	x.take(x.k.Retarget(c, at(t, c, "2026-03-06 11:00"), Working(2*time.Hour)))
	x.want(Running, "2026-03-06 12:00")
}

func TestLevels(t *testing.T) {
	x := started(t, "2026-03-05 10:00", Working(4*time.Hour)) // due 15:30
	for name, v := range map[string]struct {
		level Level
		want  string
	}{
		"half":                     {Level{Percent: 50}, "2026-03-05 12:00"},
		"due":                      {Level{Percent: 100}, "2026-03-05 15:30"},
		"after due, by percent":    {Level{Percent: 200}, "2026-03-06 10:30"},
		"before, over lunch":       {Level{Before: Working(150 * time.Minute)}, "2026-03-05 11:30"},
		"before, elapsed":          {Level{Before: Elapsed(3 * time.Hour)}, "2026-03-05 12:30"},
		"after, working":           {Level{After: Working(4 * time.Hour)}, "2026-03-06 10:30"},
		"after, elapsed":           {Level{After: Duration{Elapsed: Period{Days: 1}}}, "2026-03-06 15:30"},
		"nothing said means due":   {Level{}, "2026-03-05 15:30"},
		"a percent in closed time": {Level{Percent: 188}, "2026-03-06 10:01"},
	} {
		got, ok, err := x.k.LevelAt(x.c, v.level)
		if err != nil || !ok || got.In(x.c.Zone()).Format("2006-01-02 15:04") != v.want {
			t.Errorf("%s: %s %v %v, want %s", name, got.In(x.c.Zone()), ok, err, v.want)
		}
	}
	for _, l := range []Level{{Before: Duration{Working: Period{Days: 3}}}, {Before: Elapsed(30 * time.Hour)}} {
		if got, ok, err := x.k.LevelAt(x.c, l); err != nil || ok {
			t.Errorf("%+v lies before the start and is given at %s %v", l, got, err)
		}
	}
	x.pause("2026-03-05 11:00")
	if at25, ok, _ := x.k.LevelAt(x.c, Level{Percent: 25}); !ok || !at25.Equal(at(t, x.c, "2026-03-05 11:00")) {
		t.Errorf("a level that was reached stays reached: %s %v", at25, ok)
	}
	for _, l := range []Level{{Percent: 50}, {Before: Working(time.Hour)}, {After: Elapsed(time.Hour)}} {
		if _, ok, _ := x.k.LevelAt(x.c, l); ok {
			t.Errorf("%+v is known although the clock stands still", l)
		}
	}
	x.stop("2026-03-05 11:30")
	if _, ok, _ := x.k.LevelAt(x.c, Level{Percent: 25}); ok {
		t.Error("an ended clock reaches nothing")
	}
}

func TestLevelsFireOnce(t *testing.T) {
	levels := []Level{{Key: "late", Percent: 100}, {Key: "warn", Before: Working(time.Hour)}, {Key: "boss", Percent: 150}, {Key: "also", Percent: 100}}
	x := started(t, "2026-03-05 10:00", Working(4*time.Hour))
	var order []string
	for {
		l, when, ok, err := x.k.Next(x.c, levels)
		if err != nil {
			t.Fatal(err)
		}
		if !ok {
			break
		}
		order = append(order, when.In(x.c.Zone()).Format("15:04")+" "+l.Key)
		before := x.k
		x.k = x.k.Fire(l.Key)
		if before.HasFired(l.Key) || !x.k.HasFired(l.Key) || len(x.k.Fire(l.Key).Fired) != len(x.k.Fired) {
			t.Fatalf("firing %s must change the new clock only, once", l.Key)
		}
	}
	if got := strings.Join(order, ", "); got != "14:30 warn, 15:30 late, 15:30 also, 17:30 boss" {
		t.Errorf("order %s", got)
	}
}

func TestReopenContinues(t *testing.T) {
	x := started(t, "2026-03-05 10:00", Working(4*time.Hour))
	x.stop("2026-03-05 11:00")
	x.take(x.k.Reopen(x.c, at(t, x.c, "2026-03-09 09:00")))
	x.want(Running, "2026-03-09 12:00")
	late := started(t, "2026-03-05 10:00", Working(time.Hour))
	late.stop("2026-03-05 14:00")
	late.take(late.k.Reopen(late.c, at(t, late.c, "2026-03-09 09:00")))
	late.want(Running, "2026-03-05 11:00")
}

// told writes an explanation in short: the end of each code, then its facts in the calendar's zone.
func told(x *clockTest) string {
	var out []string
	for _, step := range x.k.Explain(x.c) {
		parts := []string{strings.TrimPrefix(step.Code, "calendar.clock.")}
		show := func(at *time.Time) string { return at.In(x.c.Zone()).Format("01-02 15:04") }
		if step.At != nil {
			parts = append(parts, show(step.At))
		}
		if step.Due != nil {
			parts = append(parts, "was due "+show(step.Due))
		}
		if l := step.Length; l != nil {
			parts = append(parts, (time.Duration(l.Seconds) * time.Second).String(), map[bool]string{true: "open", false: "elapsed"}[l.Working])
		}
		if step.Why != "" {
			parts = append(parts, step.Why)
		}
		out = append(out, strings.Join(parts, " "))
	}
	return strings.Join(out, " → ")
}

// F-04: fourteen days that never stand still are told as elapsed time, on whatever calendar.
func TestExplainTellsWhichTime(t *testing.T) {
	x := started(t, "2026-03-05 10:00", Elapsed(14*24*time.Hour))
	if got := told(x); got != "started 03-05 10:00 → target 336h0m0s elapsed → due 03-19 10:00" {
		t.Errorf("elapsed: %s", got)
	}
	c := Always(x.c.Zone())
	k, err := StartUntil("delivery", 1, "cal_247", c, at(t, c, "2026-03-05 10:00"), at(t, c, "2026-03-07 10:00"))
	y := &clockTest{T: t, c: c}
	y.take(k, err)
	y.stop("2026-03-06 10:00")
	if got := told(y); got != "started 03-05 10:00 → used 24h0m0s elapsed → met 03-06 10:00" {
		t.Errorf("a calendar that never closes: %s", got)
	}
}

func TestExplainTellsEveryEnding(t *testing.T) {
	x := started(t, "2026-03-05 10:00", Working(4*time.Hour))
	if got := told(x); got != "started 03-05 10:00 → target 4h0m0s open → due 03-05 15:30" {
		t.Errorf("running: %s", got)
	}
	x.k = x.k.Pause(x.c, at(t, x.c, "2026-03-05 11:30"), "waiting")
	if got := told(x); got != "started 03-05 10:00 → used 1h30m0s open → paused_for 03-05 11:30 waiting → left 2h30m0s open" {
		t.Errorf("paused: %s", got)
	}
	x.resume("2027-01-04 09:00")
	x.stop("2027-01-04 10:00")
	if got := told(x); got != "started 03-05 10:00 → used 1h30m0s open → paused_for 03-05 11:30 waiting → resumed 01-04 09:00 → used 2h30m0s open → met 01-04 10:00" {
		t.Errorf("met: %s", got)
	}
	x = started(t, "2026-03-05 10:00", Working(30*time.Second))
	x.stop("2026-03-05 12:00")
	if got := told(x); got != "started 03-05 10:00 → used 2h0m0s open → breached 03-05 12:00 was due 03-05 10:00" {
		t.Errorf("breached: %s", got)
	}
	x = started(t, "2026-03-05 10:00", Working(time.Hour))
	x.pause("2026-03-05 12:00")
	x.resume("2026-03-05 14:00")
	if got := told(x); got != "started 03-05 10:00 → used 2h0m0s open → paused 03-05 12:00 → resumed 03-05 14:00 → over 1h0m0s open → due 03-05 11:00" {
		t.Errorf("over: %s", got)
	}
	x.k = x.k.Cancel(x.c, at(t, x.c, "2026-03-05 14:00"))
	if got := told(x); !strings.HasSuffix(got, "cancelled 03-05 14:00") {
		t.Errorf("cancelled: %s", got)
	}
}

// A machine whose clock was set back gives nobody time back: what ran before it ran stays, and nothing is used twice.
func TestClockOfTheMachineSetBack(t *testing.T) {
	x := started(t, "2026-03-05 10:00", Working(4*time.Hour))
	if used := x.k.Used(x.c, at(t, x.c, "2026-03-05 09:10")); used != 0 {
		t.Errorf("used %s before it started", used)
	}
	x.pause("2026-03-05 09:10")
	if x.k.Consumed != 0 {
		t.Errorf("consumed %d", x.k.Consumed)
	}
	x.resume("2026-03-05 10:30")
	x.want(Running, "2026-03-05 16:00")
	x.stop("2026-03-05 10:00")
	if x.k.Consumed != 0 || x.k.State != Met {
		t.Errorf("%s with %d consumed", x.k.State, x.k.Consumed)
	}
	x.take(x.k.Recalculate(x.c))
}

func TestManyPausesStaySmallAndExact(t *testing.T) {
	x := started(t, "2026-03-02 09:00", Duration{Working: Period{Days: 40}})
	now := at(t, x.c, "2026-03-02 09:00")
	for i := 0; i < 50; i++ {
		now, _ = x.c.Add(now, 10*time.Minute)
		x.k = x.k.Pause(x.c, now, "")
		now, _ = x.c.Add(now, 5*time.Minute)
		x.take(x.k.Resume(x.c, now))
	}
	if len(x.k.Runs) > maxRuns || x.k.Used(x.c, now) != 500*time.Minute {
		t.Errorf("%d stretches, used %s", len(x.k.Runs), x.k.Used(x.c, now))
	}
	if left := x.k.Left(x.c, now); left != 300*time.Hour-500*time.Minute {
		t.Errorf("left %s", left)
	}
	if got := told(x); !strings.Contains(got, "used 8h20m0s open") {
		t.Errorf("the sum must count what is no longer shown: %s", got)
	}
}

func TestClockOnACalendarThatNeverOpensAgain(t *testing.T) {
	spec := office("UTC")
	spec.Holidays, spec.Week = "", nil
	spec.Overrides = map[string][][2]string{"2026-01-05": {{"09:00", "10:00"}}}
	c := compiled(t, spec)
	if _, err := Start("a", 1, "c", c, at(t, c, "2026-02-01 00:00"), Working(time.Hour)); err == nil {
		t.Error("a clock that can never be due must be refused")
	}
}

func BenchmarkAddFiveDays(b *testing.B) {
	c, faults := Compile(office("Asia/Shanghai"), DefaultHolidays())
	if len(faults) > 0 {
		b.Fatal(faults)
	}
	start := time.Date(2026, 4, 30, 8, 0, 0, 0, time.UTC)
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		if _, err := c.Add(start, 5*c.Day()); err != nil {
			b.Fatal(err)
		}
	}
}
