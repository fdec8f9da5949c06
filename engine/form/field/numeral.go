package field

import (
	"math"
	"math/big"
	"regexp"
	"strconv"
	"strings"
)

// largest is the greatest number whose neighbours are all exact in JSON and in the browser.
const largest = 1<<53 - 1

var numberText = regexp.MustCompile(`^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?$`)

// number reads a number or the text of one, thousands separators and full-width digits included.
func number(raw any) (float64, bool) {
	switch t := raw.(type) {
	case float64:
		return t + 0, !math.IsNaN(t) && !math.IsInf(t, 0)
	case string:
		s := strings.ReplaceAll(half(t), ",", "")
		if !numberText.MatchString(s) {
			return 0, false
		}
		f, err := strconv.ParseFloat(s, 64)
		return f + 0, err == nil
	}
	return 0, false
}

// whole reads a whole number from low to high.
func whole(raw any, low, high int) (float64, bool) {
	f, ok := number(raw)
	return f, ok && f == math.Trunc(f) && f >= float64(low) && f <= float64(high)
}

// numeral writes a number the short way people write it.
func numeral(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

// round rounds half away from zero to so many decimals, on the decimal digits people see: 1.005 becomes 1.01
// although its nearest float64 is a little less.
func round(f float64, decimals int) float64 {
	whole := scaled(f, decimals)
	s := whole.String()
	negative := strings.HasPrefix(s, "-")
	s = strings.TrimPrefix(s, "-")
	if len(s) <= decimals {
		s = strings.Repeat("0", decimals-len(s)+1) + s
	}
	s = s[:len(s)-decimals] + "." + s[len(s)-decimals:]
	out, _ := strconv.ParseFloat(s, 64) // digits around one point always parse
	if negative {
		return -out
	}
	return out
}

// scaled is f × 10^decimals, rounded half away from zero to a whole number.
func scaled(f float64, decimals int) *big.Int {
	s := strconv.FormatFloat(math.Abs(f), 'f', -1, 64)
	whole, fraction, _ := strings.Cut(s, ".")
	up := len(fraction) > decimals && fraction[decimals] >= '5'
	if len(fraction) > decimals {
		fraction = fraction[:decimals]
	}
	fraction += strings.Repeat("0", decimals-len(fraction))
	out, _ := new(big.Int).SetString(whole+fraction, 10)
	if up {
		out.Add(out, big.NewInt(1))
	}
	if f < 0 {
		out.Neg(out)
	}
	return out
}

// grouped writes a number with thousands separators and a fixed count of decimals.
func grouped(f float64, decimals int) string {
	s := strconv.FormatFloat(math.Abs(f), 'f', decimals, 64)
	whole, fraction, point := strings.Cut(s, ".")
	var b strings.Builder
	if f < 0 {
		b.WriteByte('-')
	}
	for i, digit := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(digit)
	}
	if point {
		b.WriteString("." + fraction)
	}
	return b.String()
}
