package field

import "huiyin/engine/problem"

// limits are the earliest and the latest a day, a moment or a time of day may be, as texts that sort as time does.
type limits struct {
	Min string `json:"min"`
	Max string `json:"max"`
}

// ordered finds limits between which there is nothing.
func (l limits) ordered() problem.List {
	if l.Min != "" && l.Max != "" && l.Min > l.Max {
		return problem.List{problem.New("form.settings.range", "/min", "min", l.Min, "max", l.Max)}
	}
	return nil
}

// within returns a day or moment that lies within the limits.
func (l limits) within(s string) (any, problem.List) {
	switch {
	case l.Min != "" && s < l.Min:
		return nil, problem.List{problem.New("form.date.minimum", "", "min", l.Min)}
	case l.Max != "" && s > l.Max:
		return nil, problem.List{problem.New("form.date.maximum", "", "max", l.Max)}
	}
	return s, nil
}

func (l limits) show() map[string]any {
	out := map[string]any{}
	if l.Min != "" {
		out["min"] = l.Min
	}
	if l.Max != "" {
		out["max"] = l.Max
	}
	return out
}
