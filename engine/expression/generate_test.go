package expression_test

import (
	"fmt"
	"strconv"
	"strings"
)

// source of randomness: splitmix64, so that a seed means the same on every machine and Go version.
type random struct{ state uint64 }

func (r *random) next() uint64 {
	r.state += 0x9E3779B97F4A7C15
	z := r.state
	z = (z ^ z>>30) * 0xBF58476D1CE4E5B9
	z = (z ^ z>>27) * 0x94D049BB133111EB
	return z ^ z>>31
}

func (r *random) below(n int) int { return int(r.next() % uint64(n)) }

func (r *random) pick(options ...string) string { return options[r.below(len(options))] }

// names by the kind their value mostly has; x has any.
var names = map[string][]string{
	"number":  {"n", "m", "price"},
	"string":  {"s", "title", "状态"},
	"boolean": {"p", "q"},
	"date":    {"due", "today"},
	"instant": {"now", "created"},
	"numbers": {"list", "scores"},
	"strings": {"tags"},
	"items":   {"items"},
	"map":     {"owner"},
	"any":     {"x"},
}

var kinds = []string{"number", "string", "boolean", "date", "instant", "numbers", "strings", "items", "map", "any"}

// value makes a value for a name of the kind; now and then it is empty or of another kind.
func (r *random) value(kind string, depth int) any {
	switch roll := r.below(20); {
	case roll < 3:
		return nil
	case roll == 3 && depth > 0:
		return r.value(kinds[r.below(len(kinds)-1)], depth-1)
	}
	switch kind {
	case "number":
		return r.number()
	case "string":
		return r.pick("", "a", "b", "ab", "已上线", "新建", "系统崩溃", " a ", "😀", "\uffee", "Σß", "2026-03-04", "3")
	case "boolean":
		return r.below(2) == 0
	case "date":
		return r.pick("2026-03-04", "2026-02-28", "2024-02-29", "1999-12-31", "0001-01-01", "2026-02-30")
	case "instant":
		return r.pick("2026-03-04T06:00:00Z", "2026-03-03T23:59:59.999Z", "1969-12-31T23:59:59.9999Z", "2026-03-04T24:00:00Z", "2026-03-04T06:00:00+08:00")
	case "numbers", "strings":
		return r.values(strings.TrimSuffix(kind, "s"), depth)
	case "items":
		return r.values("map", depth)
	case "map":
		return map[string]any{"qty": r.value("number", 0), "name": r.value("string", 0), "tags": r.value("strings", 0), "ok": r.value("boolean", 0)}
	}
	return r.value(kinds[r.below(len(kinds)-1)], 0)
}

func (r *random) values(kind string, depth int) any {
	out := make([]any, r.below(5))
	for i := range out {
		out[i] = r.value(kind, depth-1)
	}
	return out
}

func (r *random) number() any {
	switch r.below(6) {
	case 0:
		return float64(r.below(7) - 3)
	case 1:
		return float64(r.below(2000)-1000) / 100
	case 2:
		return float64(r.below(1_000_000)) / 1000
	case 3:
		return []float64{0.1, 0.2, 1.005, 2.5, -2.5, 1e21, 1e-7, 9007199254740993, 1e300, 5e-324}[r.below(10)]
	}
	return float64(r.below(10))
}

func (r *random) env() map[string]any {
	env := map[string]any{}
	for _, kind := range kinds {
		for _, name := range names[kind] {
			if r.below(8) > 0 {
				env[name] = r.value(kind, 1)
			}
		}
	}
	return env
}

// expression writes the source of a random expression that mostly gives the kind.
func (r *random) expression(kind string, depth int, element string) string {
	if r.below(25) == 0 {
		kind = kinds[r.below(len(kinds))]
	}
	if depth <= 0 || r.below(6) == 0 {
		return r.leaf(kind, element)
	}
	sub := func(k string) string { return "(" + r.expression(k, depth-1, element) + ")" }
	body := func(k string) string { return r.expression(k, depth-1, "qty") }
	switch r.below(12) {
	case 0:
		return sub("boolean") + " ? " + sub(kind) + " : " + sub(kind)
	case 1:
		return sub(kind) + " ?? " + sub(kind)
	case 2:
		return fmt.Sprintf("(let v%d = %s; %s)", depth, sub(r.pick("number", "string", "numbers")), sub(kind))
	}
	switch kind {
	case "number":
		return r.numeric(sub, body)
	case "string":
		return r.textual(sub)
	case "boolean":
		return r.logical(sub, body)
	case "date", "instant":
		return "addDays(" + sub(kind) + ", " + sub("number") + ")"
	case "numbers":
		return r.pick("map("+sub("items")+", "+body("number")+")", "filter("+sub("numbers")+", # "+r.pick(">", "==", "!=")+" "+sub("number")+")",
			"["+sub("number")+", "+sub("number")+"]", "1.."+strconv.Itoa(r.below(5)), "map("+sub("numbers")+", # * 2)")
	case "strings":
		return r.pick("["+sub("string")+", "+sub("string")+"]", "map("+sub("items")+", .name)", "filter("+sub("strings")+", # != "+sub("string")+")")
	case "items":
		return r.pick("filter("+sub("items")+", "+body("boolean")+")", "["+sub("map")+"]")
	case "map":
		return r.pick("{qty: "+sub("number")+", name: "+sub("string")+"}", sub("items")+"["+strconv.Itoa(r.below(4)-2)+"]")
	}
	return sub(kinds[r.below(len(kinds)-1)])
}

func (r *random) numeric(sub, body func(string) string) string {
	switch r.below(9) {
	case 0, 1, 2:
		return sub("number") + r.pick(" + ", " - ", " * ", " / ", " % ") + sub("number")
	case 3:
		return r.pick("abs", "floor", "ceil", "round", "-") + "(" + sub("number") + ")"
	case 4:
		return "round(" + sub("number") + ", " + strconv.Itoa(r.below(6)-2) + ")"
	case 5:
		return r.pick("min", "max") + "(" + r.pick(sub("numbers"), sub("number")+", "+sub("number"), sub("strings")) + ")"
	case 6:
		return "len(" + sub(r.pick("string", "strings", "items", "map")) + ")"
	case 7:
		return r.pick("sum("+sub("items")+", "+body("number")+")", "sum("+sub("numbers")+")", "count("+sub("items")+", "+body("boolean")+")", "count("+sub("strings")+")")
	}
	return r.pick("days("+sub("date")+", "+sub("date")+")", "days("+sub("instant")+", "+sub("instant")+")", r.pick("year", "month", "day")+"("+sub("date")+")", sub("numbers")+"["+strconv.Itoa(r.below(5)-2)+"]")
}

func (r *random) textual(sub func(string) string) string {
	switch r.below(5) {
	case 0:
		return sub("string") + " + " + sub("string")
	case 1:
		return "text(" + sub(r.pick("number", "boolean", "strings", "numbers", "date")) + ")"
	case 2:
		return "join(" + sub("strings") + ", " + sub("string") + ")"
	}
	return r.pick("lower", "upper", "trim") + "(" + sub("string") + ")"
}

func (r *random) logical(sub, body func(string) string) string {
	kind := r.pick("number", "string", "date", "instant", "boolean", "numbers", "any")
	switch r.below(9) {
	case 0, 1:
		return sub("boolean") + r.pick(" and ", " or ", " && ", " || ") + sub("boolean")
	case 2:
		return "not " + sub("boolean")
	case 3:
		return sub(kind) + r.pick(" == ", " != ") + sub(kind)
	case 4:
		kind = r.pick("number", "string", "date", "instant")
		return sub(kind) + r.pick(" < ", " <= ", " > ", " >= ") + sub(kind)
	case 5:
		return sub("string") + r.pick(" contains ", " startsWith ", " endsWith ", " not contains ") + sub("string")
	case 6:
		return r.pick(sub("number")+r.pick(" in ", " not in ")+sub("numbers"), sub("string")+" in "+sub("strings"), sub("strings")+" contains "+sub("string"))
	case 7:
		return "empty(" + sub(r.pick("string", "strings", "map", "any")) + ")"
	}
	return r.pick("any", "all", "none", "one") + "(" + r.pick(sub("items")+", "+body("boolean"), sub("numbers")+", # > "+sub("number")) + ")"
}

func (r *random) leaf(kind, element string) string {
	if element != "" && r.below(3) == 0 {
		return r.pick("#."+element, "#.name", "#.ok", "#.tags", "#")
	}
	if r.below(12) == 0 {
		return r.pick("nil", "owner.name", "owner?.tags", "items[0].qty", "x.missing")
	}
	if r.below(3) > 0 {
		return r.pick(names[kind]...)
	}
	switch kind {
	case "number":
		return r.pick("0", "1", "2", "2.5", "-1", "100", "0.1", "1e21")
	case "string":
		return r.pick(`""`, `"a"`, `"已上线"`, `"ab"`, `"b"`)
	case "boolean":
		return r.pick("true", "false")
	case "date":
		return r.pick(`"2026-03-04"`, `"2026-12-31"`)
	case "numbers":
		return r.pick("[1, 2]", "[]", "[0, nil]")
	case "strings":
		return r.pick(`["a", "b"]`, `["已上线"]`)
	}
	return r.pick(names[kind]...)
}
