package rule

import (
	"cmp"
	"slices"

	"huiyin/engine/query"
)

// demands are the comparisons of a condition that must all hold, as far as they compare a field of one value with
// values that are written out.
func demands(c query.Condition, single func(field string) bool) []query.Condition {
	var out []query.Condition
	for _, part := range c.All {
		out = append(out, demands(part, single)...)
	}
	if c.Field != "" && c.ValueField == "" && single(c.Field) {
		out = append(out, c)
	}
	return out
}

// excludes reports whether two lists of demands can never hold of one record: they ask of one field what no value is.
// False when that cannot be told.
func excludes(a, b []query.Condition) (field string, never bool) {
	for _, x := range a {
		for _, y := range b {
			if x.Field == y.Field && (apart(x, y) || apart(y, x)) {
				return x.Field, true
			}
		}
	}
	return "", false
}

// apart reports whether no value meets both comparisons; it looks at what the first one allows.
func apart(x, y query.Condition) bool {
	switch x.Op {
	case "empty": // an empty field meets only "is empty" and "is not X"
		return slices.Contains([]string{"eq", "in", "gt", "gte", "lt", "lte", "between", "notEmpty"}, y.Op)
	case "eq", "in":
		values, ok := written(x)
		return ok && !slices.ContainsFunc(values, func(v any) bool { return admits(y, v) })
	case "gt", "gte":
		if y.Op != "lt" && y.Op != "lte" {
			return false
		}
		order, ok := compare(x.Value, y.Value)
		return ok && (order > 0 || order == 0 && (x.Op == "gt" || y.Op == "lt"))
	}
	return false
}

// written are the values that a comparison names.
func written(c query.Condition) ([]any, bool) {
	if c.Op == "eq" {
		return []any{c.Value}, literal(c.Value)
	}
	list, ok := c.Value.([]any)
	return list, ok && !slices.ContainsFunc(list, func(v any) bool { return !literal(v) })
}

// literal reports whether a value is what it says, and not worked out when it is compared.
func literal(v any) bool {
	switch v.(type) {
	case string, float64, bool:
		return true
	}
	return false
}

// admits reports whether a comparison may hold of a value; of comparisons it does not know it says so.
func admits(c query.Condition, v any) bool {
	order, ordered := compare(v, c.Value)
	switch c.Op {
	case "eq", "in":
		values, ok := written(c)
		return !ok || slices.Contains(values, v)
	case "ne":
		return !literal(c.Value) || c.Value != v
	case "notIn":
		list, ok := c.Value.([]any)
		return !ok || !slices.Contains(list, v)
	case "gt":
		return !ordered || order > 0
	case "gte":
		return !ordered || order >= 0
	case "lt":
		return !ordered || order < 0
	case "lte":
		return !ordered || order <= 0
	}
	return true
}

// compare orders two values of one kind: numbers, or texts such as dates.
func compare(a, b any) (int, bool) {
	switch a := a.(type) {
	case float64:
		b, ok := b.(float64)
		return cmp.Compare(a, b), ok
	case string:
		b, ok := b.(string)
		return cmp.Compare(a, b), ok
	}
	return 0, false
}
