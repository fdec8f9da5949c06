package report

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// A moment is a point in time of millisecond precision as a number that orders as its text does. Conditions compare
// datetimes as texts, and "06.5Z" comes before "06Z": within a second the milliseconds are ranked by their text.
type moment int64

const perSecond = 1000

var rankOf, milliOf = millisecondRanks()

func millisecondRanks() (rank, milli [perSecond]uint16) {
	for i := range milli {
		milli[i] = uint16(i)
	}
	text := func(ms uint16) string {
		return strings.TrimPrefix(time.Unix(0, int64(ms)*int64(time.Millisecond)).UTC().Format(time.RFC3339Nano), "1970-01-01T00:00:00")
	}
	slices.SortFunc(milli[:], func(a, b uint16) int { return cmp.Compare(text(a), text(b)) })
	for r, ms := range milli {
		rank[ms] = uint16(r)
	}
	return rank, milli
}

// momentOf reads a datetime text. exact says that the moment stands for that very text.
func momentOf(text string) (m moment, exact, ok bool) {
	t, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		return 0, false, false
	}
	t = t.UTC()
	m = asMoment(t)
	return m, m.String() == text && t.Year() >= 0 && t.Year() <= 9999, true
}

func asMoment(t time.Time) moment {
	return moment(t.Unix()*perSecond + int64(rankOf[t.Nanosecond()/int(time.Millisecond)]))
}

// second is the Unix second the moment lies in.
func (m moment) second() int64 {
	s := int64(m) / perSecond
	if int64(m)%perSecond < 0 {
		s--
	}
	return s
}

// Time returns the point in time.
func (m moment) Time() time.Time {
	s := m.second()
	return time.Unix(s, int64(milliOf[int64(m)-s*perSecond])*int64(time.Millisecond)).UTC()
}

// String returns the text documents hold.
func (m moment) String() string { return m.Time().Format(time.RFC3339Nano) }
