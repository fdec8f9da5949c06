package query

import (
	"encoding/json"
	"reflect"
	"strconv"
	"strings"
)

// Opaque stands for an object: not empty, but equal to nothing.
type Opaque struct{}

// Elements returns the values conditions see in v: nothing for an empty value (nil, "", an empty list), one element
// for a single value, the non-empty elements of a list. Numbers become float64, objects and inner lists Opaque.
// Every store and index works on these elements.
func Elements(v any) []any {
	switch t := v.(type) {
	case []any:
		out := make([]any, 0, len(t))
		for _, item := range t {
			if s := scalar(item); s != nil {
				out = append(out, s)
			}
		}
		return out
	case []string:
		out := make([]any, 0, len(t))
		for _, item := range t {
			if item != "" {
				out = append(out, item)
			}
		}
		return out
	}
	if _, text := v.(string); text {
		return one(v)
	}
	if r := reflect.ValueOf(v); r.IsValid() && r.Kind() == reflect.Slice {
		list := make([]any, r.Len())
		for i := range list {
			list[i] = r.Index(i).Interface()
		}
		return Elements(list)
	}
	return one(v)
}

func one(v any) []any {
	if s := scalar(v); s != nil {
		return []any{s}
	}
	return nil
}

// elements is Elements for who only reads them: a single value is put into room, and a list of nothing but texts that are
// not empty, numbers and booleans is returned as it is.
func elements(v any, room []any) []any {
	switch t := v.(type) {
	case nil:
		return nil
	case string:
		if t == "" {
			return nil
		}
		return append(room, v)
	case float64, bool:
		return append(room, v)
	case []any:
		for _, item := range t {
			switch s := item.(type) {
			case float64, bool:
				continue
			case string:
				if s != "" {
					continue
				}
			}
			return Elements(v)
		}
		return t
	}
	return Elements(v)
}

// Scalar returns the single value of v as conditions and sorts see it: nil when v is empty or a list, else
// a float64, a string, a bool or Opaque.
func Scalar(v any) any {
	if r := reflect.ValueOf(v); r.IsValid() && r.Kind() == reflect.Slice {
		return nil
	}
	return scalar(v)
}

func scalar(v any) any {
	switch t := v.(type) {
	case nil:
		return nil
	case string:
		if t == "" {
			return nil
		}
		return t
	case float64:
		return t
	case bool:
		return t
	case json.Number:
		f, _ := strconv.ParseFloat(string(t), 64)
		return f
	case int:
		return float64(t)
	case int64:
		return float64(t)
	}
	return reflected(reflect.ValueOf(v))
}

// reflected handles named types and the rarer widths.
func reflected(r reflect.Value) any {
	switch r.Kind() {
	case reflect.String:
		return scalar(r.String())
	case reflect.Bool:
		return r.Bool()
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return float64(r.Int())
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return float64(r.Uint())
	case reflect.Float32, reflect.Float64:
		return r.Float()
	case reflect.Pointer, reflect.Interface:
		if r.IsNil() {
			return nil
		}
		return scalar(r.Elem().Interface())
	}
	return Opaque{}
}

// rank orders values of different kinds: numbers, texts, booleans, objects, and empty last.
func rank(v any) int {
	switch v.(type) {
	case float64:
		return 0
	case string:
		return 1
	case bool:
		return 2
	case Opaque:
		return 3
	}
	return 4
}

// CompareValues orders two scalars (see Scalar): by kind, then numbers by size, texts by bytes, false before true.
// nil, the empty value, is the greatest.
func CompareValues(a, b any) int {
	if ra, rb := rank(a), rank(b); ra != rb {
		return sign(ra < rb)
	}
	switch x := a.(type) {
	case float64:
		if y := b.(float64); x != y {
			return sign(x < y)
		}
	case string:
		return strings.Compare(x, b.(string))
	case bool:
		if y := b.(bool); x != y {
			return sign(!x)
		}
	}
	return 0
}

func sign(less bool) int {
	if less {
		return -1
	}
	return 1
}

func equal(a, b any) bool {
	if _, opaque := a.(Opaque); opaque {
		return false
	}
	return rank(a) == rank(b) && CompareValues(a, b) == 0
}

// before reports a < b for two values of one ordered kind; values of different kinds are never before each other.
func before(a, b any) bool {
	switch x := a.(type) {
	case float64:
		y, ok := b.(float64)
		return ok && x < y
	case string:
		y, ok := b.(string)
		return ok && x < y
	}
	return false
}
