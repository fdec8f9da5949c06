package field

import (
	"fmt"

	"huiyin/engine/problem"
)

// Text is the text of a value in lists and messages, "" when it is empty.
func Text(v Value, value any, lang string, names Names) string {
	if value == nil {
		return ""
	}
	if t, ok := v.(Texter); ok {
		return t.Text(value, lang, names)
	}
	switch t := value.(type) {
	case string:
		return t
	case float64:
		return numeral(t)
	}
	return fmt.Sprint(value)
}

// Cell is the value as a cell of a spreadsheet holds it, "" when it is empty. Numbers are plain there, without unit or sign.
func Cell(v Value, value any, lang string, names Names) string {
	if value == nil {
		return ""
	}
	if c, ok := v.(Celler); ok {
		return c.Cell(value, lang)
	}
	if f, ok := value.(float64); ok {
		return numeral(f)
	}
	return Text(v, value, lang, names)
}

// Read is the value of what was sent, in which people and records may be named as Text names them. Without means it is
// Normalise.
func Read(v Value, raw any, means Means) (any, problem.List) {
	if r, ok := v.(Reader); ok && means != nil {
		return r.Read(raw, means)
	}
	return v.Normalise(raw)
}

// Mask covers a value but for the part its type may show.
func Mask(v Value, value any) any {
	if value == nil {
		return nil
	}
	if m, ok := v.(Masker); ok {
		return m.Mask(value)
	}
	return covered
}

// Show is the settings as the renderer needs them.
func Show(v Value, lang string) map[string]any {
	if s, ok := v.(Shower); ok {
		return s.Show(lang)
	}
	return map[string]any{}
}

// Store is the value as documents keep it.
func Store(v Value, value any) any {
	if s, ok := v.(Storer); ok {
		return s.Store(value)
	}
	return value
}

// Load is the value as decisions see it.
func Load(v Value, stored any) any {
	if s, ok := v.(Storer); ok {
		return s.Load(stored)
	}
	return stored
}

// HoldsFiles reports whether values of a type are lists of uploaded files.
func HoldsFiles(id string) bool {
	unit, known := Types.Get(id)
	if !known {
		return false
	}
	value, _ := unit.Compile(nil, Scope{})
	_, files := value.(Attached)
	return files
}
