package expression

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"
)

var numberFunctions = map[string]*function{
	"abs": {
		signature: "abs(x)", least: 1, most: 1, accepts: [][]Kind{{KindNumber}}, result: gives(Number),
		zh: "绝对值", en: "Without the sign", run: numeric("abs", math.Abs),
	},
	"floor": {
		signature: "floor(x)", least: 1, most: 1, accepts: [][]Kind{{KindNumber}}, result: gives(Number),
		zh: "向下取整", en: "Rounded down to a whole number", run: numeric("floor", math.Floor),
	},
	"ceil": {
		signature: "ceil(x)", least: 1, most: 1, accepts: [][]Kind{{KindNumber}}, result: gives(Number),
		zh: "向上取整", en: "Rounded up to a whole number", run: numeric("ceil", math.Ceil),
	},
	"round": {
		signature: "round(x, digits)", least: 1, most: 2, accepts: [][]Kind{{KindNumber}}, result: gives(Number),
		zh: "四舍五入到若干位小数，默认取整", en: "Rounded to some decimal places (none by default), half away from zero",
		run: round,
	},
	"mod": {
		signature: "mod(a, b)", least: 2, most: 2, accepts: [][]Kind{{KindNumber}}, result: gives(Number),
		zh: "a 除以 b 的余数", en: "What remains of a divided by b", run: arithmetic("mod", math.Mod),
	},
}

func numeric(name string, compute func(float64) float64) operation {
	return func(_ *machine, a []any) (any, error) {
		switch t := a[0].(type) {
		case nil:
			return nil, nil
		case float64:
			return number(compute(t)), nil
		}
		return nil, cannot(name, a[0])
	}
}

// maxDigits bounds the decimal places of round in both directions.
const maxDigits = 15

func round(_ *machine, a []any) (any, error) {
	var digits any = 0.0
	if len(a) == 2 {
		digits = a[1]
	}
	if a[0] == nil || digits == nil {
		return nil, nil
	}
	x, ok := a[0].(float64)
	places, isNumber := digits.(float64)
	if !ok || !isNumber || places != math.Trunc(places) || math.Abs(places) > maxDigits {
		return nil, cannot("round", a...)
	}
	return number(roundTo(x, int(places))), nil
}

// roundTo rounds half away from zero on the decimal digits a person sees: 1.005 to two places is 1.01,
// although the binary number is a little less than 1.005.
func roundTo(x float64, places int) float64 {
	if places == 0 {
		return math.Round(x)
	}
	moved := shift(x, places)
	if math.IsInf(moved, 0) {
		return x
	}
	return shift(math.Round(moved), -places)
}

// shift moves the decimal point of the shortest text of x.
func shift(x float64, places int) float64 {
	mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(x, 'e', -1, 64), "e")
	e, err := strconv.Atoi(exponent)
	if err != nil {
		return x
	}
	moved, _ := strconv.ParseFloat(mantissa+"e"+strconv.Itoa(e+places), 64)
	return moved
}

// numberText writes a number the way a browser does: shortest digits, no exponent between 1e-7 and 1e21.
func numberText(f float64) string {
	raw, err := json.Marshal(f + 0)
	if err != nil {
		return ""
	}
	return string(raw)
}
