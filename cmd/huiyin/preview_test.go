package main

import (
	"strings"
	"testing"
)

// H-05: a designer sees when a time limit is over, by the working days of the calendar and in the place's own time.
func TestATimeLimitIsPreviewedOnACalendar(t *testing.T) {
	_, admin, _ := designer(t)
	preview := func(query string) map[string]any { return admin.must(200, "GET", app+"/calendar/preview?"+query, nil) }
	for query, due := range map[string]string{
		"calendar=cal_work&working=PT1H&from=2026-11-20T17:30": "2026-11-23T09:30:00+08:00",
		"calendar=cal_work&working=P1D&from=2026-11-19T10:00":  "2026-11-20T10:00:00+08:00",
		"calendar=cal_247&elapsed=PT72H&from=2026-11-20T17:30": "2026-11-23T17:30:00+08:00",
	} {
		if got := preview(query); got["due"] != due {
			t.Errorf("%s: %v", query, got)
		}
	}
	for query, code := range map[string]string{"working=soon&from=2026-11-20T17:30": "calendar.preview_period", "elapsed=PT1H&from=tomorrow": "calendar.preview_time"} {
		if got := admin.send("GET", app+"/calendar/preview?"+query, nil); got.status != 422 || !strings.Contains(string(got.body), code) {
			t.Errorf("%s: %d %s", query, got.status, got.body)
		}
	}
}
