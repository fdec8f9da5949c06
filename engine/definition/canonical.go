package definition

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"huiyin/engine/problem"
	"huiyin/engine/schema"
)

// MaxBundleBytes bounds one document that carries many definitions.
const MaxBundleBytes = 64 << 20

// Canonical rewrites JSON so that equal values have equal text: keys sorted by bytes, no insignificant white space,
// numbers without superfluous digits (1.0 and 1e0 are 1), no escapes but the necessary ones. It is idempotent.
// The error is a problem.List when raw is not strict JSON.
func Canonical(raw []byte) ([]byte, error) {
	value, faults := parse(raw)
	if err := faults.Err(); err != nil {
		return nil, err
	}
	return canonical(value), nil
}

func parse(raw []byte) (any, problem.List) {
	return schema.Decode(raw, schema.Limit{Bytes: MaxBundleBytes, Depth: MaxDepth + 8})
}

// canonical writes a decoded value.
func canonical(value any) []byte {
	var b bytes.Buffer
	writeCanonical(&b, value)
	return b.Bytes()
}

func writeCanonical(b *bytes.Buffer, value any) {
	switch t := value.(type) {
	case map[string]any:
		b.WriteByte('{')
		for i, key := range sortedKeys(t) {
			if i > 0 {
				b.WriteByte(',')
			}
			writeString(b, key)
			b.WriteByte(':')
			writeCanonical(b, t[key])
		}
		b.WriteByte('}')
	case []any:
		b.WriteByte('[')
		for i, item := range t {
			if i > 0 {
				b.WriteByte(',')
			}
			writeCanonical(b, item)
		}
		b.WriteByte(']')
	default:
		writeScalar(b, value)
	}
}

func writeScalar(b *bytes.Buffer, value any) {
	switch t := value.(type) {
	case nil:
		b.WriteString("null")
	case string:
		writeString(b, t)
	case json.Number:
		b.WriteString(canonicalNumber(string(t)))
	case float64:
		b.WriteString(canonicalNumber(strconv.FormatFloat(t, 'g', -1, 64)))
	default:
		fmt.Fprint(b, t) // bool, int
	}
}

func writeString(b *bytes.Buffer, s string) {
	raw, err := plain(s)
	if err != nil {
		raw = []byte(`""`) // encoding/json cannot fail on a string
	}
	b.Write(raw)
}

// canonicalNumber works on the digits, not on a float, so that no amount of money changes by being stored.
func canonicalNumber(s string) string {
	digits, point, negative, err := decimal(s)
	if err != nil {
		return s
	}
	if digits == "" {
		return "0"
	}
	sign := ""
	if negative {
		sign = "-"
	}
	n := len(digits)
	switch {
	case point >= n && point <= 21: // 1200
		return sign + digits + strings.Repeat("0", point-n)
	case point > 0 && point < n: // 12.5
		return sign + digits[:point] + "." + digits[point:]
	case point <= 0 && point > -6: // 0.0125
		return sign + "0." + strings.Repeat("0", -point) + digits
	}
	mantissa := digits[:1]
	if n > 1 {
		mantissa += "." + digits[1:]
	}
	return sign + mantissa + "e" + strconv.Itoa(point-1)
}

// decimal reads a JSON number as 0.digits × 10^point without leading or trailing zeros; zero has no digits.
func decimal(s string) (digits string, point int, negative bool, err error) {
	if strings.HasPrefix(s, "-") {
		negative, s = true, s[1:]
	}
	mantissa, exponent, scaled := strings.Cut(strings.ToLower(s), "e")
	if scaled {
		if point, err = strconv.Atoi(exponent); err != nil {
			return "", 0, false, err
		}
	}
	whole, fraction, _ := strings.Cut(mantissa, ".")
	digits = whole + fraction
	if strings.Trim(digits, "0123456789") != "" {
		return "", 0, false, errors.New("not a number")
	}
	point += len(whole)
	trimmed := strings.TrimLeft(digits, "0")
	point -= len(digits) - len(trimmed)
	return strings.TrimRight(trimmed, "0"), point, negative, nil
}

// same reports whether two decoded values have the same canonical text.
func same(a, b any) bool {
	switch x := a.(type) {
	case map[string]any:
		y, ok := b.(map[string]any)
		if !ok || len(x) != len(y) {
			return false
		}
		for key, value := range x {
			if other, ok := y[key]; !ok || !same(value, other) {
				return false
			}
		}
		return true
	case []any:
		y, ok := b.([]any)
		if !ok || len(x) != len(y) {
			return false
		}
		for i := range x {
			if !same(x[i], y[i]) {
				return false
			}
		}
		return true
	}
	return isScalar(b) && bytes.Equal(canonical(a), canonical(b))
}

func isScalar(v any) bool {
	switch v.(type) {
	case map[string]any, []any:
		return false
	}
	return true
}
