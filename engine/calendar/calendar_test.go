package calendar

import (
	"encoding/json"
	"reflect"
	"sort"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"huiyin/engine/definition"
	"huiyin/engine/problem"
)

type spans = [][2]string

func office(zone string) definition.CalendarSpec {
	day := spans{{"09:00", "12:00"}, {"13:30", "18:00"}}
	return definition.CalendarSpec{TimeZone: zone, Holidays: "CN", Week: map[string][][2]string{
		"mon": day, "tue": day, "wed": day, "thu": day, "fri": day,
	}}
}

func compiled(t *testing.T, spec definition.CalendarSpec) *Calendar {
	t.Helper()
	c, faults := Compile(spec, DefaultHolidays())
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	return c
}

func at(t *testing.T, c *Calendar, text string) time.Time {
	t.Helper()
	for _, layout := range []string{"2006-01-02 15:04:05", "2006-01-02 15:04"} {
		if v, err := time.ParseInLocation(layout, text, c.Zone()); err == nil {
			return v
		}
	}
	t.Fatalf("no time %q", text)
	return time.Time{}
}

func listed(l problem.List) string {
	parts := make([]string, len(l))
	for i, p := range l {
		parts[i] = p.Code + " " + p.Pointer
	}
	sort.Strings(parts)
	return strings.Join(parts, "; ")
}

func TestDueTimes(t *testing.T) { // the checked vectors of working-time arithmetic
	c := compiled(t, office("Asia/Shanghai"))
	for _, v := range []struct {
		start   string
		minutes int
		due     string
		why     string
	}{
		{"2026-03-06 17:30", 60, "2026-03-09 09:30", "weekend"},
		{"2026-03-07 10:00", 60, "2026-03-09 10:00", "starts closed"},
		{"2026-03-05 11:45", 30, "2026-03-05 13:45", "lunch"},
		{"2026-03-05 12:00", 1, "2026-03-05 13:31", "half-open"},
		{"2026-03-05 09:00", 450, "2026-03-05 18:00", "exactly one day"},
		{"2026-02-13 17:00", 240, "2026-02-14 12:00", "make-up Saturday works"},
		{"2026-09-20 17:30", 60, "2026-09-21 09:30", "make-up Sunday works"},
		{"2026-09-30 17:00", 120, "2026-10-08 10:00", "National Day"},
		{"2026-10-10 09:00", 60, "2026-10-10 10:00", "make-up Saturday"},
		{"2026-04-30 16:00", 1440, "2026-05-08 17:30", "across Labour Day"},
		{"2026-03-05 18:00", 0, "2026-03-05 18:00", "no time at all"},
	} {
		start, length := at(t, c, v.start), time.Duration(v.minutes)*time.Minute
		due, err := c.Add(start, length)
		if err != nil || !due.Equal(at(t, c, v.due)) {
			t.Errorf("%s: %s + %d min = %s %v, want %s", v.why, v.start, v.minutes, due.In(c.Zone()), err, v.due)
		}
		if got := c.Between(start, due); got != length {
			t.Errorf("%s: between start and due lie %s, want %s", v.why, got, length)
		}
	}
	if got := c.Between(at(t, c, "2026-02-13 17:00"), at(t, c, "2026-02-24 10:00")); got != 9*time.Hour+30*time.Minute {
		t.Errorf("Spring Festival: %s, want 9h30m", got)
	}
	single := definition.CalendarSpec{TimeZone: "Asia/Shanghai", Week: map[string][][2]string{}}
	for _, day := range []string{"mon", "tue", "wed", "thu", "fri"} {
		single.Week[day] = spans{{"09:00", "17:00"}}
	}
	c = compiled(t, single)
	if due, err := c.Add(at(t, c, "2026-01-23 16:30"), time.Hour); err != nil || !due.Equal(at(t, c, "2026-01-26 09:30")) {
		t.Errorf("one span a day: %s %v", due.In(c.Zone()), err)
	}
}

func TestSubtractingWorkingTime(t *testing.T) {
	c := compiled(t, office("Asia/Shanghai"))
	for _, v := range []struct {
		end     string
		minutes int
		start   string
	}{
		{"2026-03-05 14:00", 60, "2026-03-05 11:30"}, // over lunch, not to midnight
		{"2026-03-05 13:30", 30, "2026-03-05 11:30"},
		{"2026-03-05 14:30", 60, "2026-03-05 13:30"},
		{"2026-03-09 09:30", 60, "2026-03-06 17:30"},
		{"2026-10-08 10:00", 120, "2026-09-30 17:00"},
		{"2026-03-08 12:00", 1, "2026-03-06 17:59"},
	} {
		start, err := c.Sub(at(t, c, v.end), time.Duration(v.minutes)*time.Minute)
		if err != nil || !start.Equal(at(t, c, v.start)) {
			t.Errorf("%s - %d min = %s %v, want %s", v.end, v.minutes, start.In(c.Zone()), err, v.start)
		}
	}
	if got := c.Between(at(t, c, "2026-03-09 09:30"), at(t, c, "2026-03-06 17:30")); got != -time.Hour {
		t.Errorf("backwards: %s", got)
	}
	forward, _ := c.Add(at(t, c, "2026-03-09 09:30"), -time.Hour)
	back, _ := c.Sub(at(t, c, "2026-03-06 17:30"), -time.Hour)
	if !forward.Equal(at(t, c, "2026-03-06 17:30")) || !back.Equal(at(t, c, "2026-03-09 09:30")) {
		t.Errorf("negative lengths: %s, %s", forward, back)
	}
}

// numbers is a small generator, so that a failure is the same on every machine.
type numbers uint64

func (n *numbers) below(limit int64) int64 {
	*n = *n*6364136223846793005 + 1442695040888963407
	return int64(uint64(*n)>>17) % limit
}

var zones = map[string]string{ // zone → a moment near a change of its clock
	"America/New_York":    "2026-03-08T07:00:00Z",
	"Europe/Dublin":       "2026-10-25T01:00:00Z", // winter time is the negative one
	"Australia/Lord_Howe": "2026-04-04T15:00:00Z", // half an hour
	"Africa/Casablanca":   "2026-02-15T02:00:00Z",
	"Asia/Shanghai":       "1991-09-14T17:00:00Z",
	"Pacific/Apia":        "2011-12-30T10:00:00Z", // the date 2011-12-30 does not exist
	"America/St_Johns":    "2010-11-07T02:31:00Z", // changed at one minute past midnight
}

func round(zone string) definition.CalendarSpec {
	return definition.CalendarSpec{TimeZone: zone, Week: map[string][][2]string{
		"mon": {{"00:00", "24:00"}}, "tue": {{"00:30", "02:30"}, {"22:00", "24:00"}}, "wed": {{"09:00", "12:00"}},
		"thu": {{"01:15", "01:45"}}, "fri": {{"09:00", "17:00"}}, "sat": {{"00:00", "24:00"}}, "sun": {{"00:30", "03:00"}, {"23:00", "24:00"}},
	}}
}

func TestArithmeticLaws(t *testing.T) {
	for zone, change := range zones {
		for name, spec := range map[string]definition.CalendarSpec{"office": office(zone), "odd hours": round(zone)} {
			c := compiled(t, spec)
			centre, err := time.Parse(time.RFC3339, change)
			if err != nil {
				t.Fatal(err)
			}
			n := numbers(len(zone))
			for i := 0; i < 300; i++ {
				a := centre.Add(time.Duration(n.below(20*86400)-10*86400) * time.Second)
				d := time.Duration(n.below(30*3600)) * time.Second
				e := time.Duration(n.below(30*3600)) * time.Second
				checkLaws(t, zone+" "+name, c, a, d, e)
			}
		}
	}
}

func checkLaws(t *testing.T, name string, c *Calendar, a time.Time, d, e time.Duration) {
	t.Helper()
	u, err := c.Add(a, d)
	if err != nil {
		t.Fatal(err)
	}
	v, err := c.Add(u, e)
	if err != nil {
		t.Fatal(err)
	}
	if got := c.Between(a, u); got != d {
		t.Errorf("%s: Between(%s, Add(%s)) = %s", name, a, d, got)
	}
	if v.Before(u) || u.Before(a) {
		t.Errorf("%s: not monotone at %s: %s, %s", name, a, u, v)
	}
	if whole, err := c.Add(a, d+e); err != nil || !whole.Equal(v) {
		t.Errorf("%s: %s + %s + %s is %s in two steps, %s in one", name, a, d, e, v, whole)
	}
	if c.Between(a, v) != c.Between(a, u)+c.Between(u, v) {
		t.Errorf("%s: not additive at %s", name, a)
	}
	if back, err := c.Sub(u, d); err != nil || (c.Open(a) && !back.Equal(a)) {
		t.Errorf("%s: Sub(Add(%s, %s)) = %s %v", name, a, d, back, err)
	}
	if back, err := c.Sub(u, d); err != nil || c.Between(back, u) != d {
		t.Errorf("%s: between Sub and %s lie %s %v, want %s", name, u, c.Between(back, u), err, d)
	}
}

// TestClockChangesMinuteByMinute compares with the dumbest way to know: look at the wall clock every minute.
func TestClockChangesMinuteByMinute(t *testing.T) {
	for zone, change := range zones {
		c := compiled(t, round(zone))
		centre, err := time.Parse(time.RFC3339, change)
		if err != nil {
			t.Fatal(err)
		}
		from := centre.Add(-50 * time.Hour).Truncate(time.Minute)
		var open time.Duration
		for m := 0; m < 100*60; m++ {
			now := from.Add(time.Duration(m) * time.Minute)
			if got := c.Between(from, now); got != open {
				t.Fatalf("%s: %s until %s, counted %s", zone, got, now.In(c.Zone()), open)
			}
			if c.Open(now) {
				open += time.Minute
			}
		}
		if open == 0 {
			t.Errorf("%s: never open", zone)
		}
	}
}

func TestClockChangesByHand(t *testing.T) {
	all := map[string][][2]string{}
	for day := range weekdays {
		all[day] = spans{{"00:00", "24:00"}}
	}
	for _, v := range []struct{ zone, from, to, want string }{
		{"America/New_York", "2026-03-08 00:00", "2026-03-09 00:00", "23h0m0s"},
		{"America/New_York", "2026-11-01 00:00", "2026-11-02 00:00", "25h0m0s"},
		{"Australia/Lord_Howe", "2026-04-05 00:00", "2026-04-06 00:00", "24h30m0s"},
		{"Pacific/Apia", "2011-12-29 00:00", "2011-12-31 00:00", "24h0m0s"},
		{"Asia/Shanghai", "1991-04-14 00:00", "1991-04-15 00:00", "23h0m0s"},
		{"Asia/Shanghai", "2026-03-08 00:00", "2026-03-09 00:00", "24h0m0s"},
	} {
		c := compiled(t, definition.CalendarSpec{TimeZone: v.zone, Week: all})
		if got := c.Between(at(t, c, v.from), at(t, c, v.to)); got.String() != v.want {
			t.Errorf("%s %s: %s, want %s", v.zone, v.from, got, v.want)
		}
	}
}

func TestOverridesWinOverHolidays(t *testing.T) {
	spec := office("Asia/Shanghai")
	spec.MakeUp = "sat"
	spec.Week["sat"] = spans{{"10:00", "11:00"}}
	spec.Overrides = map[string][][2]string{
		"2026-10-01": {{"10:00", "11:00"}}, // a day off that is worked here
		"2026-03-05": {},
		"2026-03-06": {{"20:00", "24:00"}, {"00:00", "01:00"}},
	}
	c := compiled(t, spec)
	for text, want := range map[string]bool{
		"2026-10-01 10:30": true, "2026-10-01 09:30": false, "2026-10-02 10:30": false, "2026-03-05 10:00": false,
		"2026-03-06 10:00": false, "2026-03-06 23:59": true, "2026-03-06 00:59": true, "2026-03-06 01:00": false,
		"2026-02-14 10:30": true, "2026-02-14 09:30": false, "2026-03-09 12:00": false, "2026-03-09 11:59": true,
	} {
		if c.Open(at(t, c, text)) != want {
			t.Errorf("open at %s is %v", text, !want)
		}
	}
	if !c.Covers(2026) || c.Covers(2035) {
		t.Error("Covers must know which years have data")
	}
	if c.Day() != 7*time.Hour+30*time.Minute {
		t.Errorf("a normal day has %s", c.Day())
	}
}

func TestCompileNamesEveryFault(t *testing.T) {
	_, faults := Compile(definition.CalendarSpec{TimeZone: "Mars/Olympus", MakeUp: "someday", Holidays: "CN", Week: map[string][][2]string{
		"mon": {{"09:00", "09:00"}, {"25:00", "26:00"}}, "tue": {{"09:00", "12:00"}, {"11:59", "13:00"}}, "funday": nil,
	}, Overrides: map[string][][2]string{"2026-02-30": nil, "2026-02-03": {{"9:00", "10:00"}}}}, Holidays{})
	want := "calendar.date_invalid /overrides/2026-02-30; calendar.day_unknown /makeUp; calendar.day_unknown /week/funday; " +
		"calendar.holidays_missing /holidays; calendar.span_order /week/mon/0; calendar.span_overlap /week/tue; " +
		"calendar.time_invalid /overrides/2026-02-03/0; calendar.time_invalid /week/mon/1; calendar.zone_unknown /timeZone"
	if got := listed(faults); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	_, faults = Compile(definition.CalendarSpec{TimeZone: "UTC", Overrides: map[string][][2]string{"2026-01-01": {}}}, Holidays{})
	if listed(faults) != "calendar.never_open /week" {
		t.Errorf("no open time: %v", faults)
	}
	for _, zone := range []string{"", "Local"} {
		if _, faults := Compile(definition.CalendarSpec{TimeZone: zone}, Holidays{}); !faults.Has("calendar.zone_unknown") {
			t.Errorf("zone %q depends on the machine: %v", zone, faults)
		}
	}
}

func TestCalendarThatStopsOpeningEndsInAnError(t *testing.T) {
	c, faults := Compile(definition.CalendarSpec{TimeZone: "UTC", Overrides: map[string][][2]string{"2026-01-05": {{"09:00", "10:00"}}}}, Holidays{})
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	start := at(t, c, "2026-01-01 00:00")
	if due, err := c.Add(start, time.Hour); err != nil || !due.Equal(at(t, c, "2026-01-05 10:00")) {
		t.Errorf("the one open hour: %s %v", due, err)
	}
	if _, err := c.Add(start, time.Hour+1); err == nil || !strings.Contains(err.Error(), "calendar.never_open") {
		t.Errorf("more than there is: %v", err)
	}
	if _, err := c.Sub(start, 1); err == nil {
		t.Error("nothing lies before")
	}
	if got := c.Between(start, start.AddDate(30, 0, 0)); got != time.Hour {
		t.Errorf("thirty years hold %s", got)
	}
}

func TestAlwaysIsElapsedTime(t *testing.T) {
	c := Always(time.UTC)
	start := at(t, c, "2026-01-01 00:00")
	checkLaws(t, "always", c, start, time.Hour, 49*time.Hour)
	if !c.Open(start) || !c.Covers(1900) || c.Day() != 24*time.Hour {
		t.Error("always means always")
	}
}

func TestHolidaysAreImported(t *testing.T) {
	next, faults := ParseHolidays([]byte(`{"timeZone":"Asia/Shanghai","years":{"2027":{"off":{"2026-12-31":"元旦","2027-01-01":"元旦"},"work":{"2027-01-03":"元旦"}}}}`))
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	both := Merge(DefaultHolidays(), next)
	c, faults := Compile(office("Asia/Shanghai"), both)
	if len(faults) > 0 || !c.Covers(2027) || !c.Covers(2026) {
		t.Fatalf("2027 is not covered after the import: %v", faults)
	}
	if c.Open(at(t, c, "2026-12-31 10:00")) || !c.Open(at(t, c, "2027-01-03 10:00")) {
		t.Error("the imported dates have no effect")
	}
	if compiled(t, office("Asia/Shanghai")).Covers(2027) {
		t.Error("an import must not change what is shipped")
	}
	raw, err := json.Marshal(both)
	if err != nil {
		t.Fatal(err)
	}
	if back, faults := ParseHolidays(raw); len(faults) > 0 || !reflect.DeepEqual(back, both) {
		t.Errorf("does not survive being stored: %v", faults)
	}
	for text, want := range map[string]string{
		`{`:            "json.invalid ",
		`{"years":{}}`: "schema.min_properties /years; schema.required /timeZone",
		`{"timeZone":"Local","years":{"2027":{}}}`: "schema.required /years/2027/off; schema.required /years/2027/work",
		`{"timeZone":"Local","years":{"2027":{"off":{"2027-01-01":"a","2026-05-01":"a"},"work":{"2027-01-01":"b"}}}}`: "calendar.holiday_twice " + problem.Pointer("years", "2027", "work", "2027-01-01") + "; calendar.holiday_year /years/2027/off/2026-05-01; calendar.zone_unknown /timeZone",
	} {
		if _, faults := ParseHolidays([]byte(text)); listed(faults) != want {
			t.Errorf("%s: got %s, want %s", text, listed(faults), want)
		}
	}
}

func TestShippedHolidaysAreThoseOfTheNotices(t *testing.T) {
	h := DefaultHolidays()
	for year, want := range map[int][2]int{2023: {27, 7}, 2024: {28, 8}, 2025: {28, 5}, 2026: {33, 6}} {
		if got := [2]int{len(h.Years[year].Off), len(h.Years[year].Work)}; got != want {
			t.Errorf("%d has %v days off and worked, want %v", year, got, want)
		}
		for date := range h.Years[year].Work {
			day, err := time.Parse(time.DateOnly, date)
			if err != nil || (day.Weekday() != time.Saturday && day.Weekday() != time.Sunday) {
				t.Errorf("make-up day %s is a %s", date, day.Weekday())
			}
		}
	}
}

func TestDurations(t *testing.T) {
	for text, want := range map[string]Period{
		"P1D": {Days: 1}, "PT4H": {Time: 4 * time.Hour}, "P2DT30M": {Days: 2, Time: 30 * time.Minute}, "PT0S": {}, "PT1H1S": {Time: time.Hour + time.Second},
	} {
		p, err := ParsePeriod(text)
		if err != nil || p != want || p.String() != text {
			t.Errorf("%s: %+v %s %v", text, p, p, err)
		}
	}
	for _, text := range []string{"", "P", "PT", "P1DT", "4H", "PT4", "P1M", "P1Y", "P1W", "PT-4H", "-PT4H", "PT1.5H", "P99999D", "PT4H "} {
		if p, err := ParsePeriod(text); err == nil {
			t.Errorf("%q was read as %v", text, p)
		}
	}
	for _, raw := range []string{`{"working":"P1D"}`, `{"elapsed":"PT30M"}`, `{}`} {
		var d Duration
		if err := json.Unmarshal([]byte(raw), &d); err != nil {
			t.Errorf("%s: %v", raw, err)
		}
		if back, err := json.Marshal(d); err != nil || string(back) != raw || d.IsZero() != (raw == "{}") {
			t.Errorf("%s came back as %s %v", raw, back, err)
		}
	}
	for _, raw := range []string{`3600`, `"PT4H"`, `{"working":"4h"}`, `{"working":"PT1H","elapsed":"PT1H"}`, `{"elapsed":4}`} {
		var d Duration
		if err := json.Unmarshal([]byte(raw), &d); err == nil {
			t.Errorf("%s was read as %+v", raw, d)
		}
	}
	c := compiled(t, office("Asia/Shanghai"))
	start := at(t, c, "2026-03-06 10:00")
	day := Duration{Working: Period{Days: 1}}
	working, _ := c.After(start, day)
	elapsed, _ := c.After(start, Duration{Elapsed: Period{Days: 1}})
	back, _ := c.Before(working, day)
	if !working.Equal(at(t, c, "2026-03-09 10:00")) || !elapsed.Equal(at(t, c, "2026-03-07 10:00")) || !back.Equal(start) {
		t.Errorf("a day is %s, %s, back %s", working, elapsed, back)
	}
	if before, _ := c.Before(start, Elapsed(time.Hour)); !before.Equal(start.Add(-time.Hour)) {
		t.Errorf("an hour before: %s", before)
	}
}
