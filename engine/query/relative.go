package query

import (
	"fmt"
	"regexp"
	"strconv"
	"time"
)

// relativePattern: an anchor and steps: "today", "today-7d", "now+30m", "startOfMonth-1M".
var relativePattern = regexp.MustCompile(`^(now|today|startOfWeek|startOfMonth|startOfQuarter|startOfYear)((?:[+-][0-9]{1,5}[mhdwMy])*)$`)
var stepPattern = regexp.MustCompile(`([+-][0-9]{1,5})([mhdwMy])`)

type step struct {
	count int
	unit  string
}

type relative struct {
	anchor string
	steps  []step
}

func parseRelative(source string) (relative, error) {
	parts := relativePattern.FindStringSubmatch(source)
	if parts == nil {
		return relative{}, fmt.Errorf("relative date %q", source)
	}
	out := relative{anchor: parts[1]}
	for _, m := range stepPattern.FindAllStringSubmatch(parts[2], -1) {
		n, err := strconv.Atoi(m[1])
		if err != nil {
			return relative{}, err
		}
		out.steps = append(out.steps, step{n, m[2]})
	}
	return out, nil
}

// at computes the moment. exact tells that it is a point in time, in zone, and not a whole day, which is its date in UTC:
// not every day has a midnight everywhere.
func (r relative) at(now time.Time, zone *time.Location) (t time.Time, exact bool) {
	t = now.In(zone)
	y, m, d := t.Date()
	switch r.anchor {
	case "now":
		exact = true
	case "today":
		t = date(y, m, d)
	case "startOfWeek": // weeks start on Monday
		t = date(y, m, d-(int(t.Weekday())+6)%7)
	case "startOfMonth":
		t = date(y, m, 1)
	case "startOfQuarter":
		t = date(y, (m-1)/3*3+1, 1)
	case "startOfYear":
		t = date(y, 1, 1)
	}
	for _, s := range r.steps {
		if !exact && (s.unit == "m" || s.unit == "h") {
			t, exact = begins(t, zone), true
		}
		switch s.unit {
		case "m":
			t = t.Add(time.Duration(s.count) * time.Minute)
		case "h":
			t = t.Add(time.Duration(s.count) * time.Hour)
		case "d":
			t = t.AddDate(0, 0, s.count)
		case "w":
			t = t.AddDate(0, 0, 7*s.count)
		case "M":
			t = AddMonths(t, s.count)
		case "y":
			t = AddMonths(t, 12*s.count)
		}
	}
	return t, exact
}

func date(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

// around is more than any zone is away from UTC, and than clocks are ever moved.
const around = 50 * time.Hour

// begins is when a date begins in a zone: the moment from which on it is that date or a later one there. Where clocks
// skip midnight that is later, and where they are turned back over it, when it has come for good.
func begins(date time.Time, zone *time.Location) (start time.Time) {
	for t := date.Add(-around).In(zone); t.Before(date.Add(around)); {
		_, offset := t.Zone()
		last := date.Add(-time.Duration(offset) * time.Second) // midnight as clocks stand at t
		_, end := t.ZoneBounds()
		if !end.IsZero() && end.Before(last) {
			last = end
		}
		if last.After(t) {
			start = last
		}
		if end.IsZero() {
			break
		}
		t = end
	}
	return start.In(zone)
}

// AddMonths is n months later at the same time of day and stays in the month: a month before 31 March is 28 or 29 February,
// not 3 March.
func AddMonths(t time.Time, n int) time.Time {
	y, m, d := t.Date()
	first := time.Date(y, m+time.Month(n), 1, 0, 0, 0, 0, t.Location())
	last := first.AddDate(0, 1, -1).Day()
	hour, minute, second := t.Clock()
	return time.Date(first.Year(), first.Month(), min(d, last), hour, minute, second, t.Nanosecond(), t.Location())
}

// Resolve replaces relative dates by ISO texts as of now, days taken in zone. kind tells what a field holds
// (KindDate, KindDatetime, else ""); nil means every field is a date field. Whole days compared with a datetime field, relative
// ("today") or literal ("2026-03-04"), mean the whole day in zone: "eq today" holds all day long, "lte 2026-03-31"
// includes that evening. A relative date that cannot be read stays, so that Match refuses it.
func Resolve(c Condition, now time.Time, zone *time.Location, kind func(field string) string) Condition {
	if kind == nil {
		kind = func(string) string { return KindDate }
	}
	r := resolver{now, zone}
	return c.Map(func(leaf Condition) Condition {
		if leaf.form() != formLeaf || leaf.ValueField != "" {
			return leaf
		}
		if kind(leaf.Field) == KindDatetime {
			return r.instants(leaf)
		}
		leaf.Value = each(leaf.Value, func(v any) any {
			if t, _, ok := r.read(v, false); ok {
				return t.Format(time.DateOnly)
			}
			return v
		})
		return leaf
	})
}

type resolver struct {
	now  time.Time
	zone *time.Location
}

func each(v any, fn func(any) any) any {
	list, ok := v.([]any)
	if !ok {
		return fn(v)
	}
	out := make([]any, len(list))
	for i, item := range list {
		out[i] = fn(item)
	}
	return out
}

// read understands a relative date and, when literals is set, a plain day.
func (r resolver) read(v any, literals bool) (t time.Time, exact, ok bool) {
	switch s := v.(type) {
	case map[string]any:
		source, _ := s["relative"].(string)
		rel, err := parseRelative(source)
		if err != nil {
			return time.Time{}, false, false
		}
		t, exact = rel.at(r.now, r.zone)
		return t, exact, true
	case string:
		if literals && isDate(s) {
			t, err := time.Parse(time.DateOnly, s)
			return t, false, err == nil
		}
	}
	return time.Time{}, false, false
}

// instants rewrites a leaf on a datetime field: points in time become texts, whole days become ranges.
func (r resolver) instants(leaf Condition) Condition {
	switch leaf.Op {
	case "between":
		return r.span(leaf)
	case "in", "notIn":
		list, _ := leaf.Value.([]any)
		parts := make([]Condition, 0, len(list))
		for _, v := range list {
			parts = append(parts, r.instants(Condition{Field: leaf.Field, Op: "eq", Value: v}))
		}
		if leaf.Op == "in" {
			return Condition{Any: parts}
		}
		return Condition{Not: &Condition{Any: parts}}
	}
	t, exact, ok := r.read(leaf.Value, true)
	if !ok {
		return leaf
	}
	if exact {
		leaf.Value = instant(t)
		return leaf
	}
	return r.day(leaf, t)
}

// day compares with a date.
func (r resolver) day(leaf Condition, date time.Time) Condition {
	start, next := instant(begins(date, r.zone)), instant(begins(date.AddDate(0, 0, 1), r.zone))
	inside := Condition{All: []Condition{Is(leaf.Field, "gte", start), Is(leaf.Field, "lt", next)}}
	switch leaf.Op {
	case "eq":
		return inside
	case "ne":
		return Condition{Not: &inside}
	case "gt":
		return Is(leaf.Field, "gte", next)
	case "lte":
		return Is(leaf.Field, "lt", next)
	}
	leaf.Value = start
	return leaf
}

// span rewrites between; each end may be a day, an instant or open.
func (r resolver) span(leaf Condition) Condition {
	low, high, ok := ends(leaf.Value)
	if !ok {
		return leaf
	}
	var parts []Condition
	if low != nil {
		parts = append(parts, r.instants(Is(leaf.Field, "gte", low)))
	}
	if high != nil {
		parts = append(parts, r.instants(Is(leaf.Field, "lte", high)))
	}
	return And(parts...)
}

func ends(v any) (low, high any, ok bool) {
	list, isList := v.([]any)
	if !isList || len(list) != 2 {
		return nil, nil, false
	}
	for i, item := range list {
		if item == "" {
			list = []any{list[0], list[1]}
			list[i] = nil
		}
	}
	return list[0], list[1], list[0] != nil || list[1] != nil
}

func instant(t time.Time) string { return t.UTC().Format(time.RFC3339) }
