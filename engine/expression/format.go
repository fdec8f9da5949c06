package expression

import (
	"strconv"
	"strings"
	"time"
)

// Format says how a template shows values to a reader.
type Format struct {
	// Lang is "zh" or "en"; anything else means "zh".
	Lang string
	// TimeZone is where datetimes are shown; nil means UTC.
	TimeZone *time.Location
	// Text turns what a name holds into what a person calls it: an option's label, a user's name. path is
	// the dotted name; of a list it is first given the whole list, then each element. It may be nil.
	Text func(path string, v any) (string, bool)
}

// formats maps the name of every format to the kind of value it shows.
var formats = map[string]Kind{"date": KindDate, "datetime": KindDate, "month": KindDate, "money": KindNumber, "text": KindAny}

// show renders one value. A value a format does not fit is shown as it is: a letter to a customer with an
// odd date in it is better than no letter.
func (f Format) show(p piece, v any) string {
	if v == nil {
		return ""
	}
	switch p.format {
	case "text":
		return plain(v)
	case "money":
		if amount, ok := v.(float64); ok {
			return money(amount)
		}
	case "":
		return f.natural(p.path, p.kind, v)
	default:
		if s, ok := f.moment(p.format, v); ok {
			return s
		}
	}
	return plain(v)
}

// natural shows a value without a format: labels where the caller knows them, dates and yes or no in
// words. Only the checked type makes a text a date; a phone number that looks like one stays as it is.
func (f Format) natural(path string, kind Type, v any) string {
	if f.Text != nil && path != "" {
		if s, ok := f.Text(path, v); ok {
			return s
		}
	}
	switch t := v.(type) {
	case bool:
		return f.word(t)
	case string:
		if kind.kind() == KindDate || kind.kind() == KindDateTime {
			if s, ok := f.moment("", t); ok {
				return s
			}
		}
		return t
	case []any:
		parts := make([]string, 0, len(t))
		for _, e := range t {
			if s := f.natural(path, kind.elem(), e); s != "" {
				parts = append(parts, s)
			}
		}
		return strings.Join(parts, f.pick("、", ", "))
	}
	return plain(v)
}

func (f Format) pick(zh, en string) string {
	if strings.HasPrefix(f.Lang, "en") {
		return en
	}
	return zh
}

func (f Format) word(v bool) string {
	if v {
		return f.pick("是", "yes")
	}
	return f.pick("否", "no")
}

// moment shows a date or datetime; format "" shows a date as a date and a datetime with its time.
func (f Format) moment(format string, v any) (string, bool) {
	s, ok := v.(string)
	if !ok {
		return "", false
	}
	at, isDate := parseDate(s)
	if !isDate {
		if at, ok = parseDateTime(s); !ok {
			return "", false
		}
		if f.TimeZone != nil {
			at = at.In(f.TimeZone)
		}
	}
	switch {
	case format == "month":
		return at.Format(f.pick("2006年1月", "January 2006")), true
	case isDate, format == "date":
		return at.Format(f.pick("2006年1月2日", "January 2, 2006")), true
	}
	return at.Format(f.pick("2006年1月2日 15:04", "January 2, 2006 15:04")), true
}

// money shows an amount in major units with two decimal places and grouped thousands.
func money(amount float64) string {
	digits := strconv.FormatFloat(roundTo(amount, 2), 'f', 2, 64)
	digits, negative := strings.CutPrefix(digits, "-")
	whole, fraction, _ := strings.Cut(digits, ".")
	var b strings.Builder
	if negative {
		b.WriteByte('-')
	}
	for i, r := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(r)
	}
	return b.String() + "." + fraction
}

// plain shows a value the way text() does.
func plain(v any) string {
	s, err := new(machine).text(v)
	if err != nil {
		return ""
	}
	return s
}
