package expression

// The operations around the loops the virtual machine runs itself. Their names cannot be written in an
// expression; lowering puts them in.
var planted = map[string]operation{
	"truth":    func(_ *machine, a []any) (any, error) { return truth(a[0]) },
	"elements": elements,
	"step":     func(m *machine, a []any) (any, error) { return a[0], m.charge(1) },
	"test":     test,
	"size":     func(_ *machine, a []any) (any, error) { return float64(len(a[0].([]any))), nil },
	"total":    total,
	"float":    func(_ *machine, a []any) (any, error) { return float64(a[0].(int)), nil },
}

// truth reads a value as a condition: an empty one is false, anything but a boolean is a mistake.
func truth(v any) (bool, error) {
	switch t := v.(type) {
	case nil:
		return false, nil
	case bool:
		return t, nil
	}
	return false, cannot("?", v)
}

func test(m *machine, a []any) (any, error) {
	if err := m.charge(1); err != nil {
		return nil, err
	}
	return truth(a[0])
}

// elements makes a value ready to be looped over: an empty one is an empty list, and every element is canonical.
func elements(m *machine, a []any) (any, error) {
	if a[0] == nil {
		return []any{}, nil
	}
	list, ok := a[0].([]any)
	if !ok {
		return nil, cannot("[]", a[0])
	}
	for _, e := range list {
		switch t := e.(type) {
		case nil, bool, float64, string:
		case map[string]any:
			if t == nil {
				return canonicalElements(list), m.charge(len(list))
			}
		default:
			return canonicalElements(list), m.charge(len(list))
		}
	}
	return list, m.charge(len(list) >> 4)
}

func canonicalElements(list []any) []any {
	out := make([]any, len(list))
	for i, e := range list {
		out[i] = canonical(e)
	}
	return out
}

func total(m *machine, a []any) (any, error) {
	sum := 0.0
	list := a[0].([]any)
	for _, e := range list {
		switch t := e.(type) {
		case nil:
		case float64:
			sum += t
		default:
			return nil, cannot("sum", e)
		}
	}
	return number(sum), m.charge(len(list))
}
