package expression

import (
	"encoding/json"
	"reflect"
)

// canonical turns what callers put into an environment into the six kinds of value expressions know:
// nil, bool, float64, string, []any, map[string]any. It looks at the value itself, not inside it.
// Anything else, a time.Time for example, stays as it is and no operation accepts it.
func canonical(v any) any {
	switch t := v.(type) {
	case nil, bool, float64, string:
		return v
	case []any:
		if t == nil {
			return nil
		}
		return v
	case map[string]any:
		if t == nil {
			return nil
		}
		return v
	case int:
		return float64(t)
	case int64:
		return float64(t)
	case json.Number:
		if f, err := t.Float64(); err == nil {
			return f
		}
		return v
	}
	return reflected(reflect.ValueOf(v), v)
}

func reflected(r reflect.Value, v any) any {
	switch r.Kind() {
	case reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int, reflect.Int64:
		return float64(r.Int())
	case reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint, reflect.Uint64:
		return float64(r.Uint())
	case reflect.Float32, reflect.Float64:
		return r.Float()
	case reflect.String:
		return r.String()
	case reflect.Bool:
		return r.Bool()
	case reflect.Slice:
		if r.IsNil() {
			return nil
		}
		out := make([]any, r.Len())
		for i := range out {
			out[i] = canonical(r.Index(i).Interface())
		}
		return out
	case reflect.Map:
		return reflectedMap(r, v)
	}
	return v
}

func reflectedMap(r reflect.Value, v any) any {
	if r.IsNil() {
		return nil
	}
	if r.Type().Key().Kind() != reflect.String {
		return v
	}
	out := make(map[string]any, r.Len())
	for _, key := range r.MapKeys() {
		out[key.String()] = r.MapIndex(key).Interface()
	}
	return out
}

// kindOf names the kind of a canonical value.
func kindOf(v any) string {
	switch v.(type) {
	case nil:
		return string(kindNothing)
	case bool:
		return string(KindBoolean)
	case float64:
		return string(KindNumber)
	case string:
		return string(KindString)
	case []any:
		return string(KindList)
	case map[string]any:
		return string(KindMap)
	}
	return "unknown"
}

// normalised copies a result so that nothing in it is anything but the six kinds. The budget bounds the
// copy: a list may hold the same list twice, and so on, and be exponentially larger than its parts.
func (m *machine) normalised(v any) (any, error) {
	switch t := canonical(v).(type) {
	case nil, bool, float64, string:
		return t, nil
	case []any:
		out := make([]any, len(t))
		for i, e := range t {
			var err error
			if out[i], err = m.element(e); err != nil {
				return nil, err
			}
		}
		return out, nil
	case map[string]any:
		out := make(map[string]any, len(t))
		for key, e := range t {
			var err error
			if out[key], err = m.element(e); err != nil {
				return nil, err
			}
		}
		return out, nil
	}
	return nil, cannot("", v)
}

func (m *machine) element(v any) (any, error) {
	if err := m.charge(1); err != nil {
		return nil, err
	}
	return m.normalised(v)
}

// equal compares two canonical values; values of different kinds are never equal, two empty ones are.
func (m *machine) equal(a, b any) (bool, error) {
	switch x := a.(type) {
	case nil:
		return b == nil, nil
	case bool:
		y, ok := b.(bool)
		return ok && x == y, nil
	case float64:
		y, ok := b.(float64)
		return ok && x == y, nil
	case string:
		y, ok := b.(string)
		return ok && x == y, m.chargeText(x)
	case []any:
		y, ok := b.([]any)
		if !ok || len(x) != len(y) {
			return false, nil
		}
		for i := range x {
			if same, err := m.equalElement(x[i], y[i]); !same || err != nil {
				return false, err
			}
		}
		return true, nil
	case map[string]any:
		return m.equalMap(x, b)
	}
	return false, cannot("==", a, b)
}

// equalMap ignores keys whose value is empty: a missing key and an empty one are the same.
func (m *machine) equalMap(x map[string]any, b any) (bool, error) {
	y, ok := b.(map[string]any)
	if !ok {
		return false, nil
	}
	equal := true
	for key := range x {
		same, err := m.equalElement(x[key], y[key])
		if err != nil {
			return false, err
		}
		equal = equal && same
	}
	for key, e := range y {
		if _, seen := x[key]; !seen && canonical(e) != nil {
			equal = false
		}
	}
	return equal, m.charge(len(y))
}

func (m *machine) equalElement(a, b any) (bool, error) {
	if err := m.charge(1); err != nil {
		return false, err
	}
	return m.equal(canonical(a), canonical(b))
}
