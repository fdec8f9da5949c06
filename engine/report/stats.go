package report

import "math"

// z95 is the two-sided 95% quantile of the normal distribution.
const z95 = 1.959963984540054

// Wilson is the 95% interval of a share of k among n. ok is false when that is no share.
func Wilson(k, n float64) (low, high float64, ok bool) {
	if n <= 0 || k < 0 || k > n {
		return 0, 0, false
	}
	p, z := k/n, z95*z95/n
	middle := (p + z/2) / (1 + z)
	half := z95 / (1 + z) * math.Sqrt(p*(1-p)/n+z/(4*n))
	return max(0, middle-half), min(1, middle+half), true
}

// Apart reports whether two intervals do not overlap, which is when a change is shown as one.
func Apart(lowA, highA, lowB, highB float64) bool { return highA < lowB || highB < lowA }

// NPS is the net promoter score, rounded half away from zero, with its 95% interval by the adjusted Wald method. ok is
// false when nobody answered.
func NPS(promoters, passives, detractors float64) (score, low, high float64, ok bool) {
	n := promoters + passives + detractors
	if n <= 0 {
		return 0, 0, 0, false
	}
	p, d := (promoters+0.75)/(n+3), (detractors+0.75)/(n+3)
	middle, half := 100*(p-d), 100*z95*math.Sqrt((p+d-(p-d)*(p-d))/(n+3))
	return math.Round(100 * (promoters - detractors) / n), max(-100, middle-half), min(100, middle+half), true
}

// CSAT is the mean satisfaction on 0 to 100 of n answers that sum up to sum on a scale from low to high.
func CSAT(sum, n, low, high float64) (float64, bool) {
	if n <= 0 || high <= low {
		return 0, false
	}
	return (sum/n - low) / (high - low) * 100, true
}

// Quantile is the number below which a share of list lies, interpolated between the two around (n-1)·at. ok is false
// when the list is empty. The list is not changed.
func Quantile(list []float64, at float64) (float64, bool) {
	if len(list) == 0 {
		return 0, false
	}
	return quantileOf(append([]float64(nil), list...), at), true
}

// Kano is what having a feature adds and what lacking it costs, of the answers attractive, one-dimensional, must-be and
// indifferent; reverse and questionable ones are left out. ok is false when there are none.
func Kano(attractive, oneDimensional, mustBe, indifferent float64) (better, worse float64, ok bool) {
	n := attractive + oneDimensional + mustBe + indifferent
	if n <= 0 {
		return 0, 0, false
	}
	return (attractive + oneDimensional) / n, -(oneDimensional + mustBe) / n, true
}
