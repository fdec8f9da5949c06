package engine

import (
	"testing"
	"time"

	"huiyin/engine/calendar"
	"huiyin/engine/process"
)

// A record is due when its step is; the clock of telling the customer, which has a task of its own, counts only where
// no other runs (E-14).
func TestRecordIsDueWithItsStep(t *testing.T) {
	soon, late := time.Date(2026, 3, 3, 0, 0, 0, 0, time.UTC), time.Date(2026, 4, 3, 0, 0, 0, 0, time.UTC)
	clock := func(kind string, due time.Time) process.Clock {
		return process.Clock{Kind: kind, Clock: calendar.Clock{State: "running", DueAt: &due}}
	}
	telling, building := clock("customer_told", soon), clock("resolved", late)
	for _, c := range []struct {
		clocks []process.Clock
		want   *time.Time
	}{
		{[]process.Clock{telling, building}, &late}, {[]process.Clock{telling}, &soon}, {nil, nil},
	} {
		got := earliestDue(&process.State{SLAs: c.clocks})
		if (got == nil) != (c.want == nil) || got != nil && !got.Equal(*c.want) {
			t.Errorf("due %v, not %v", got, c.want)
		}
	}
}
