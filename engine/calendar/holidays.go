package calendar

import (
	_ "embed"
	"encoding/json"
	"strconv"
	"time"

	"huiyin/engine/problem"
	"huiyin/engine/schema"
)

// Holidays are the public holidays and make-up working days of a country, by the year of the notice that set them.
type Holidays struct {
	Source   string       `json:"source"`
	TimeZone string       `json:"timeZone"`
	Years    map[int]Year `json:"years"`
}

// Year is one notice: dates that are off and dates that are worked although they fall on a weekend, with the name of
// the holiday. A date may lie in the neighbouring year.
type Year struct {
	Off  map[string]string `json:"off"`
	Work map[string]string `json:"work"`
}

//go:embed holidays_cn.json
var chinaSource []byte

//go:embed holidays.schema.json
var holidaySource []byte

var holidaySchema = schema.MustCompile("holidays", holidaySource)

var china = mustParse(chinaSource)

func mustParse(raw []byte) Holidays {
	h, faults := ParseHolidays(raw)
	if err := faults.Err(); err != nil {
		panic(err)
	}
	return h
}

// DefaultHolidays returns the Chinese holidays shipped with the product. The next year's are known about November;
// import them with ParseHolidays and Merge.
func DefaultHolidays() Holidays { return Merge(Holidays{}, china) }

// ParseHolidays reads {"source","timeZone","years":{"2026":{"off":{date:name},"work":{date:name}}}} strictly.
// Problems: json.*, schema.*, calendar.zone_unknown, calendar.holiday_twice (a date both off and worked),
// calendar.holiday_year (a date that is not of that year or within a month of it).
func ParseHolidays(raw []byte) (Holidays, problem.List) {
	doc, faults := schema.Decode(raw, schema.Limit{Bytes: 1 << 20, Depth: 8})
	if len(faults) > 0 {
		return Holidays{}, faults
	}
	if faults = holidaySchema.Validate(doc); len(faults) > 0 {
		return Holidays{}, faults
	}
	var h Holidays
	if err := json.Unmarshal(raw, &h); err != nil {
		return Holidays{}, problem.List{problem.New("calendar.unreadable", "", "detail", err.Error())}
	}
	if _, err := location(h.TimeZone); err != nil {
		faults.Add("calendar.zone_unknown", "/timeZone", "zone", h.TimeZone)
	}
	for year, notice := range h.Years {
		at := "/years/" + strconv.Itoa(year)
		for date := range notice.Off {
			if _, twice := notice.Work[date]; twice {
				faults.Add("calendar.holiday_twice", at+problem.Pointer("work", date), "date", date)
			}
			checkYear(&faults, at+problem.Pointer("off", date), date, year)
		}
		for date := range notice.Work {
			checkYear(&faults, at+problem.Pointer("work", date), date, year)
		}
	}
	if len(faults) > 0 {
		return Holidays{}, faults.Sorted()
	}
	return h, nil
}

// checkYear finds a date typed into the wrong year: New Year's notice may reach one month over the edge, no more.
func checkYear(faults *problem.List, at, date string, year int) {
	day, err := time.Parse(time.DateOnly, date)
	if err == nil && day.AddDate(0, -1, 0).Year() <= year && day.AddDate(0, 1, 0).Year() >= year {
		return
	}
	faults.Add("calendar.holiday_year", at, "date", date, "year", year)
}

// Merge returns the years of both; a year that both have is taken whole from upper, because a notice is one decision.
func Merge(lower, upper Holidays) Holidays {
	out := Holidays{Source: lower.Source, TimeZone: lower.TimeZone, Years: map[int]Year{}}
	if upper.TimeZone != "" {
		out.Source, out.TimeZone = upper.Source, upper.TimeZone
	}
	for _, h := range []Holidays{lower, upper} {
		for year, notice := range h.Years {
			out.Years[year] = notice
		}
	}
	return out
}
