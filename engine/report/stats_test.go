package report_test

import (
	"math"
	"testing"

	"huiyin/engine/expression"
	"huiyin/engine/report"
)

func near(a, b, by float64) bool { return math.Abs(a-b) <= by }

// The vectors of the metrics document: means hide tails, and a score of ten answers says nothing.
func TestVectorsOfTheMetrics(t *testing.T) {
	hours := []float64{60, 3, 4, 30, 5, 7, 12, 8, 9, 10}
	for at, want := range map[float64]float64{0.5: 8.5, 0.9: 33, 0.95: 46.5, 0: 3, 1: 60} {
		if got, ok := report.Quantile(hours, at); !ok || !near(got, want, 1e-9) {
			t.Errorf("P%v: %v, want %v", at*100, got, want)
		}
	}
	for _, c := range [][6]float64{{2, 2, 2, 0, math.NaN(), math.NaN()}, {50, 30, 20, 30, 14.1, 44.2}, {5, 3, 2, 30, -19.1, 65.2}, {10, 0, 0, 100, math.NaN(), 100}} {
		score, low, high, ok := report.NPS(c[0], c[1], c[2])
		if !ok || score != c[3] || !math.IsNaN(c[4]) && !near(low, c[4], 0.05) || !math.IsNaN(c[5]) && !near(high, c[5], 0.05) {
			t.Errorf("NPS of %v: %v, %.1f to %.1f", c[:3], score, low, high)
		}
	}
	if _, _, _, ok := report.NPS(0, 0, 0); ok {
		t.Error("a score of nobody")
	}
	if score, _, _, _ := report.NPS(1, 0, 199); score != -99 {
		t.Errorf("-99 expected, %v", score)
	}
	if better, worse, _ := report.Kano(30, 25, 20, 25); !near(better, 0.55, 1e-12) || !near(worse, -0.45, 1e-12) {
		t.Errorf("Kano %v %v", better, worse)
	}
	if got, _ := report.CSAT(5+4+3, 3, 1, 5); !near(got, 75, 1e-9) {
		t.Errorf("CSAT %v", got)
	}
	if _, ok := report.CSAT(0, 0, 1, 5); ok {
		t.Error("a satisfaction of nobody")
	}
}

// The rankings of the metrics document are formulas of the one expression language.
func TestVectorsOfTheFrameworks(t *testing.T) {
	for source, want := range map[string]float64{
		"reach * impact * confidence / effort": 50_000 * 2 * 0.8 / 3,
		"impact2 * confidence2 * ease":         252,
		"(value + urgency + risk) / size":      3.2,
	} {
		env := map[string]any{"reach": 50_000.0, "impact": 2.0, "confidence": 0.8, "effort": 3.0, "impact2": 9.0, "confidence2": 7.0, "ease": 4.0, "value": 8.0, "urgency": 5.0, "risk": 3.0, "size": 5.0}
		shape := expression.Shape{}
		for name := range env {
			shape[name] = expression.Number
		}
		p, faults := expression.Compile(source, shape, expression.KindNumber)
		if len(faults) > 0 {
			t.Fatal(faults)
		}
		if got, err := p.Run(env); err != nil || !near(got.(float64), want, 1e-6) {
			t.Errorf("%s: %v %v", source, got, err)
		}
	}
}

// Published values of the interval, and its ends: nothing is certain of few.
func TestWilson(t *testing.T) {
	for _, c := range [][4]float64{{0, 10, 0, 0.2775}, {10, 10, 0.7225, 1}, {8, 10, 0.4902, 0.9433}, {50, 100, 0.4038, 0.5962}} {
		low, high, ok := report.Wilson(c[0], c[1])
		if !ok || !near(low, c[2], 5e-5) || !near(high, c[3], 5e-5) {
			t.Errorf("%v of %v: %.4f to %.4f", c[0], c[1], low, high)
		}
	}
	for _, c := range [][2]float64{{0, 0}, {-1, 3}, {4, 3}} {
		if _, _, ok := report.Wilson(c[0], c[1]); ok {
			t.Errorf("%v is a share", c)
		}
	}
	if report.Apart(0.1, 0.3, 0.3, 0.5) || !report.Apart(0.1, 0.2, 0.3, 0.5) || !report.Apart(0.6, 0.7, 0.3, 0.5) {
		t.Error("overlap")
	}
}
