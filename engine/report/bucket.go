package report

import "time"

// Seconds of the civil calendar: the time a clock on the wall shows, counted as if its zone never changed. A bucket of
// a date is a stretch of it, so that an hour the clock shows twice is one bucket.
const (
	anHour = 3600
	aDay   = 24 * anHour
)

// bucket is hour, day, week (from Monday), month, quarter or year.
type bucket string

// start is the beginning of the bucket that holds civil.
func (b bucket) start(civil int64) int64 {
	switch b {
	case "hour":
		return floor(civil, anHour)
	case "day":
		return floor(civil, aDay)
	case "week":
		return floor(civil+3*aDay, 7*aDay) - 3*aDay // 1970 began on a Thursday
	}
	t := time.Unix(civil, 0).UTC()
	month := t.Month()
	switch b {
	case "quarter":
		month = (month-1)/3*3 + 1
	case "year":
		month = 1
	}
	return time.Date(t.Year(), month, 1, 0, 0, 0, 0, time.UTC).Unix()
}

// months is the length of the bucket when it is counted in months, else 0.
func (b bucket) months() int {
	return map[bucket]int{"month": 1, "quarter": 3, "year": 12}[b]
}

// next is the beginning of the bucket behind the one that begins at start.
func (b bucket) next(start int64) int64 {
	if n := b.months(); n > 0 {
		return time.Unix(start, 0).UTC().AddDate(0, n, 0).Unix()
	}
	return start + b.length()
}

// length is about how many seconds the bucket has.
func (b bucket) length() int64 {
	switch b {
	case "hour":
		return anHour
	case "week":
		return 7 * aDay
	case "month", "quarter", "year":
		return int64(b.months()) * 30 * aDay
	}
	return aDay
}

// label is how the bucket that begins at start is called: its first day, or its first minute.
func (b bucket) label(start int64) string {
	t := time.Unix(start, 0).UTC()
	if b == "hour" {
		return t.Format("2006-01-02T15:04")
	}
	return t.Format(time.DateOnly)
}

// aligned is where the bucket that begins at start lies when the period that began at from had begun at to, as many
// buckets behind the beginning.
func (b bucket) aligned(start, from, to int64) int64 {
	from, to = b.start(from), b.start(to)
	if b.months() == 0 {
		return start + to - from
	}
	a, z := time.Unix(from, 0).UTC(), time.Unix(to, 0).UTC()
	return time.Unix(start, 0).UTC().AddDate(0, 12*(z.Year()-a.Year())+int(z.Month()-a.Month()), 0).Unix()
}

// civilOf is the civil second of a point in time, in its own zone.
func civilOf(t time.Time) int64 {
	_, offset := t.Zone()
	return t.Unix() + int64(offset)
}

func floor(v, unit int64) int64 {
	r := v % unit
	if r < 0 {
		r += unit
	}
	return v - r
}

// timeline finds the bucket of an instant without asking the zone again: breaks are the seconds at which another bucket
// begins, also because clocks are changed.
type timeline struct {
	breaks []int64
	labels []uint32 // from breaks[i] on
	slots  []int32  // the last break at or before the beginning of each slot
	shift  uint
}

// newTimeline covers [from, to] (Unix seconds); label names the buckets.
func newTimeline(b bucket, zone *time.Location, from, to int64, label func(start int64) uint32) *timeline {
	line := &timeline{}
	for at := from; at <= to; {
		t := time.Unix(at, 0).In(zone)
		_, offset := t.Zone()
		start := b.start(at + int64(offset))
		line.breaks = append(line.breaks, at)
		line.labels = append(line.labels, label(start))
		at = b.next(start) - int64(offset)
		if _, end := t.ZoneBounds(); !end.IsZero() && end.Unix() < at {
			at = end.Unix()
		}
	}
	for (to-from)>>line.shift > 1<<15 {
		line.shift++
	}
	i := 0
	for at := from; at <= to; at += 1 << line.shift {
		for i+1 < len(line.breaks) && line.breaks[i+1] <= at {
			i++
		}
		line.slots = append(line.slots, int32(i))
	}
	return line
}

// at is the label of a second; what lies outside gets that of the nearest bucket, nobody asks for it.
func (l *timeline) at(second int64) uint32 {
	slot := (second - l.breaks[0]) >> l.shift
	slot = min(max(slot, 0), int64(len(l.slots)-1))
	i := int(l.slots[slot])
	for i+1 < len(l.breaks) && l.breaks[i+1] <= second {
		i++
	}
	return l.labels[i]
}
