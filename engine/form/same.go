package form

import "reflect"

// same compares two values; nothing, an empty text and an empty list are one.
func same(a, b any) bool {
	return blank(a) && blank(b) || Identical(a, b)
}

// Identical compares two values exactly; texts and numbers, which most are, without reflection.
func Identical(a, b any) bool {
	switch x := a.(type) {
	case nil:
		return b == nil
	case string:
		y, ok := b.(string)
		return ok && x == y
	case float64:
		y, ok := b.(float64)
		return ok && x == y
	case bool:
		y, ok := b.(bool)
		return ok && x == y
	}
	return reflect.DeepEqual(a, b)
}

func blank(v any) bool {
	switch t := v.(type) {
	case nil:
		return true
	case string:
		return t == ""
	case []any:
		return len(t) == 0
	}
	return false
}

// alike reports whether all values of two rows are the same.
func alike(a, b row) bool {
	for i := range a {
		if !same(a[i], b[i]) {
			return false
		}
	}
	return true
}
