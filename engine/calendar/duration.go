package calendar

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Duration is a length of time that says which clock it is measured on: {"working":"PT4H"} or {"elapsed":"PT30M"}
// in JSON, never a bare number. At most one of the two is set; the zero Duration is none at all.
type Duration struct {
	Working Period
	Elapsed Period
}

// Working returns a Duration of working time.
func Working(d time.Duration) Duration { return Duration{Working: Period{Time: d}} }

// Elapsed returns a Duration of time that never stands still.
func Elapsed(d time.Duration) Duration { return Duration{Elapsed: Period{Time: d}} }

// IsZero reports whether d is no time at all.
func (d Duration) IsZero() bool { return d.Working.IsZero() && d.Elapsed.IsZero() }

// IsElapsed reports whether d is measured on a clock that never stands still.
func (d Duration) IsElapsed() bool { return !d.Elapsed.IsZero() }

// Period is an ISO 8601 duration PnDTnHnMnS. A day has no length of its own: of working time it is the calendar's
// normal working day, of elapsed time 24 hours.
type Period struct {
	Days int
	Time time.Duration
}

// IsZero reports whether p is no time at all.
func (p Period) IsZero() bool { return p.Days == 0 && p.Time == 0 }

// Of returns the length of p where a day has the given length.
func (p Period) Of(day time.Duration) time.Duration {
	return time.Duration(p.Days)*day + p.Time
}

// period is the form ParsePeriod accepts; the digits are limited so that no sum overflows.
var period = regexp.MustCompile(`^P(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,8})S)?)?$`)

// ParsePeriod reads PnDTnHnMnS with at least one part.
func ParsePeriod(text string) (Period, error) {
	m := period.FindStringSubmatch(text)
	if m == nil || strings.HasSuffix(text, "T") || text == "P" {
		return Period{}, fmt.Errorf("%q is not a duration such as P1D, PT4H or P1DT30M", text)
	}
	number := func(i int) int {
		n, _ := strconv.Atoi(m[i]) // digits only, or empty
		return n
	}
	hours := time.Duration(number(2)) * time.Hour
	minutes := time.Duration(number(3)) * time.Minute
	seconds := time.Duration(number(4)) * time.Second
	return Period{Days: number(1), Time: hours + minutes + seconds}, nil
}

// String writes the shortest form ParsePeriod reads; parts of a second are dropped.
func (p Period) String() string {
	var b strings.Builder
	b.WriteByte('P')
	if p.Days != 0 {
		fmt.Fprintf(&b, "%dD", p.Days)
	}
	rest := p.Time.Truncate(time.Second)
	if rest == 0 && p.Days != 0 {
		return b.String()
	}
	b.WriteByte('T')
	hours, minutes, seconds := rest/time.Hour, rest%time.Hour/time.Minute, rest%time.Minute/time.Second
	if hours != 0 {
		fmt.Fprintf(&b, "%dH", hours)
	}
	if minutes != 0 {
		fmt.Fprintf(&b, "%dM", minutes)
	}
	if seconds != 0 || rest == 0 {
		fmt.Fprintf(&b, "%dS", seconds)
	}
	return b.String()
}

type durationObject struct {
	Working string `json:"working,omitempty"`
	Elapsed string `json:"elapsed,omitempty"`
}

// MarshalJSON writes the object form; the zero Duration is {}.
func (d Duration) MarshalJSON() ([]byte, error) {
	var o durationObject
	switch {
	case !d.Working.IsZero():
		o.Working = d.Working.String()
	case !d.Elapsed.IsZero():
		o.Elapsed = d.Elapsed.String()
	}
	return json.Marshal(o)
}

// UnmarshalJSON reads the object form and refuses everything else.
func (d *Duration) UnmarshalJSON(raw []byte) error {
	var o durationObject
	if err := json.Unmarshal(raw, &o); err != nil {
		return errors.New(`a duration is {"working":"PT4H"} or {"elapsed":"PT30M"}`)
	}
	if o.Working != "" && o.Elapsed != "" {
		return errors.New("a duration is measured in working time or in elapsed time, not in both")
	}
	var out Duration
	var err error
	switch {
	case o.Working != "":
		out.Working, err = ParsePeriod(o.Working)
	case o.Elapsed != "":
		out.Elapsed, err = ParsePeriod(o.Elapsed)
	}
	if err != nil {
		return err
	}
	*d = out
	return nil
}
