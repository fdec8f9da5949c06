package runtime

import (
	"math"
	"testing"
)

func TestTally(t *testing.T) {
	var money, days, none tally
	for range 1000 {
		for _, x := range []any{0.1, 1e15, -1e15, nil} {
			money.add(x)
		}
	}
	for _, day := range []any{"2026-03-04", nil, "2025-12-31", "2026-01-01"} {
		days.add(day)
	}
	for _, c := range []struct {
		of      tally
		measure string
		want    any
	}{
		{money, "count", 4000.0}, {money, "min", -1e15}, {money, "max", 1e15}, {days, "min", "2025-12-31"}, {days, "max", "2026-03-04"},
		{days, "count", 4.0}, {none, "count", 0.0}, {none, "sum", 0.0}, {none, "avg", nil}, {none, "max", nil},
	} {
		if got, known := c.of.result(c.measure); !known || got != c.want {
			t.Errorf("%s is %v, want %v", c.measure, got, c.want)
		}
	}
	if sum, _ := money.result("sum"); math.Abs(sum.(float64)-100) > 1e-9 {
		t.Errorf("a thousand tenths among large amounts are %v", sum)
	}
	if mean, _ := money.result("avg"); math.Abs(mean.(float64)-100.0/3000) > 1e-12 {
		t.Errorf("the mean is %v", mean)
	}
	if _, known := none.result("median"); known {
		t.Error("an unknown measure is answered")
	}
}
