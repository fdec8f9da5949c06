package query_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"huiyin/engine/query"
)

// zones are those that the machine knows, at least a few of which clocks skip or repeat midnight in.
func zones(t *testing.T) (out []*time.Location) {
	names := []string{"Asia/Shanghai", "America/Sao_Paulo", "America/Havana", "Asia/Beirut", "Africa/Cairo", "America/St_Johns", "America/Asuncion", "Pacific/Apia",
		"Asia/Tehran", "Asia/Gaza", "America/Santiago", "Australia/Lord_Howe", "Antarctica/Troll", "Europe/London", "Asia/Amman", "Asia/Damascus", "America/Scoresbysund"}
	root := "/usr/share/zoneinfo"
	_ = filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		if name, _ := filepath.Rel(root, path); err == nil && !d.IsDir() && strings.Contains(name, "/") && name[0] >= 'A' && name[0] <= 'Z' {
			names = append(names, name)
		}
		return nil
	})
	for _, name := range names {
		if zone, err := time.LoadLocation(name); err == nil {
			out = append(out, zone)
		}
	}
	if len(out) < 15 {
		t.Fatalf("%d zones", len(out))
	}
	return out
}

// bounds are the moments between which "eq" a date holds for a datetime field.
func bounds(t *testing.T, day string, zone *time.Location) (from, to time.Time) {
	t.Helper()
	c := query.Resolve(query.Is("at", "eq", day), time.Unix(0, 0), zone, func(string) string { return query.KindDatetime })
	for _, leaf := range c.All {
		text, _ := leaf.Value.(string)
		at, err := time.Parse(time.RFC3339, text)
		if err != nil {
			t.Fatal(err)
		}
		if leaf.Op == "gte" {
			from = at
		} else {
			to = at
		}
	}
	return from, to
}

// turnedBack reports whether clocks are turned back within hours of a moment.
func turnedBack(moment time.Time, zone *time.Location) bool {
	_, before := moment.Add(-4 * time.Hour).In(zone).Zone()
	_, after := moment.Add(4 * time.Hour).In(zone).Zone()
	return after < before
}

// The days around every change of the clocks follow one another without a gap and without overlap, and each holds every
// moment of its date, but for what clocks that are turned back over midnight show twice.
func TestEveryDayEndsWhereTheNextBegins(t *testing.T) {
	end := time.Date(2030, 12, 31, 0, 0, 0, 0, time.UTC)
	changes, over := 0, 0
	for _, zone := range zones(t) {
		for at := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC).In(zone); ; {
			_, next := at.ZoneBounds()
			if next.IsZero() || next.After(end) {
				break
			}
			changes++
			y, m, d := next.Date()
			for i := -2; i <= 2; i++ {
				day := time.Date(y, m, d+i, 0, 0, 0, 0, time.UTC)
				from, to := bounds(t, day.Format(time.DateOnly), zone)
				after, _ := bounds(t, day.AddDate(0, 0, 1).Format(time.DateOnly), zone)
				if !to.Equal(after) || to.Before(from) {
					t.Fatalf("%s: %s is %s to %s, the next begins %s", zone, day.Format(time.DateOnly), from, to, after)
				}
				for moment := from; moment.Before(to); moment = moment.Add(29 * time.Minute) {
					if got := moment.In(zone).Format(time.DateOnly); got == day.Format(time.DateOnly) {
						continue
					}
					if over++; !turnedBack(moment, zone) {
						t.Fatalf("%s: %s counts as %s", zone, moment.In(zone), day.Format(time.DateOnly))
					}
				}
				if last := to.Add(-time.Second).In(zone); to.After(from) && last.Format(time.DateOnly) != day.Format(time.DateOnly) {
					t.Fatalf("%s: %s ends %s", zone, day.Format(time.DateOnly), last)
				}
			}
			at = next
		}
	}
	if changes < 500 {
		t.Errorf("%d changes of clocks", changes)
	}
	t.Logf("%d changes of clocks, %d moments shown twice over midnight", changes, over)
}
