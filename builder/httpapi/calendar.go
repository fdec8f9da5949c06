package httpapi

import (
	"time"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine/calendar"
	"huiyin/engine/problem"
)

// localTime is how a caller names a moment by the clock on the wall of the calendar's place.
const localTime = "2006-01-02T15:04"

// PreviewView is when time that is counted on a calendar is up. Both moments are written in the calendar's zone.
type PreviewView struct {
	From string `json:"from"`
	Due  string `json:"due"`
}

// previewCalendar tells when a duration (working or elapsed, an ISO 8601 period) that starts at a local time is over,
// by a calendar of the drafts or the app's own.
func (d *API) previewCalendar(c *fiber.Ctx) error {
	period, err := calendar.ParsePeriod(c.Query("working", c.Query("elapsed")))
	if err != nil {
		return problem.List{problem.New("calendar.preview_period", "/working", "period", c.Query("working", c.Query("elapsed")))}
	}
	length := calendar.Duration{Working: period}
	if c.Query("working") == "" {
		length = calendar.Duration{Elapsed: period}
	}
	cal, err := d.calendarOf(c)
	if err != nil {
		return err
	}
	from, err := time.ParseInLocation(localTime, c.Query("from"), cal.Zone())
	if err != nil {
		return problem.List{problem.New("calendar.preview_time", "/from", "time", c.Query("from"))}
	}
	due, err := cal.After(from, length)
	if err != nil {
		return err
	}
	return c.JSON(PreviewView{From: from.Format(time.RFC3339), Due: due.In(cal.Zone()).Format(time.RFC3339)})
}

// calendarOf is the calendar that the query names, as it would be published now; while the drafts cannot be compiled,
// as it is.
func (d *API) calendarOf(c *fiber.Ctx) (*calendar.Calendar, error) {
	b, _, err := d.Drafts.Bundle(c.UserContext(), c.Params("app"))
	if err != nil {
		return nil, err
	}
	if app, problems := d.host.Apps.Draft(b); problems.Err() == nil {
		return app.Calendar(c.Query("calendar")), nil
	}
	app, _ := d.host.Apps.Get(c.Params("app"))
	return app.Calendar(c.Query("calendar")), nil
}
