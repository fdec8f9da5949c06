package field

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"huiyin/engine/definition"
	"huiyin/engine/expression"
	"huiyin/engine/problem"
	"huiyin/engine/query"
)

// What tables say about their rows to everybody who does not fill them in.

// titled are the problems of a cell, with the title of its column.
func (c column) titled(faults problem.List) problem.List {
	out := faults.Under(problem.Pointer(c.Key))
	for i, p := range out {
		params := map[string]any{"title": c.Title}
		maps.Copy(params, p.Params)
		out[i].Params = params
	}
	return out
}

func sortedKeys(m map[string]any) []string { return slices.Sorted(maps.Keys(m)) }

// under reports whether one of the problems lies at or below a pointer.
func under(faults problem.List, pointer string) bool {
	return slices.ContainsFunc(faults, func(p problem.Problem) bool {
		return p.Pointer == pointer || strings.HasPrefix(p.Pointer, pointer+"/")
	})
}

func (v tableValue) Schema(lang string) map[string]any {
	properties, required := map[string]any{}, []any{}
	for _, c := range v.columns {
		one := c.value.Schema(lang)
		if c.Required && c.program == nil {
			required = append(required, c.Key)
		} else {
			one = map[string]any{"anyOf": []any{one, map[string]any{"type": "null"}}}
		}
		one["title"] = c.Title.In(lang)
		properties[c.Key] = one
	}
	row := map[string]any{"type": "object", "properties": properties, "required": required, "additionalProperties": false}
	return map[string]any{"type": "array", "items": row, "minItems": max(v.low, 1), "maxItems": v.high}
}

// Shape is a list of rows in expressions, so that sum(items, .qty * .price) works. Conditions see the columns as Paths.
func (v tableValue) Shape() (expression.Type, query.FieldShape) {
	row := map[string]expression.Type{}
	for _, c := range v.columns {
		row[c.Key], _ = c.value.Shape()
	}
	return expression.ListOf(expression.MapOf(row)), query.FieldShape{Kind: query.KindObject, List: true}
}

// Paths are the columns: what stands in them in all rows together.
func (v tableValue) Paths() map[string]query.FieldShape {
	out := map[string]query.FieldShape{}
	for _, c := range v.columns {
		if _, shape := c.value.Shape(); shape.Kind != query.KindObject {
			shape.List = true
			out[c.Key] = shape
		}
	}
	return out
}

// Inner is the column of that key.
func (v tableValue) Inner(path string) (Value, bool) {
	i, ok := v.index[path]
	if !ok {
		return nil, false
	}
	return v.columns[i].value, true
}

// Show is the columns as the renderer draws them, with the computed ones as trees the browser evaluates.
func (v tableValue) Show(lang string) map[string]any {
	columns := make([]any, len(v.columns))
	for i, c := range v.columns {
		one := map[string]any{"key": c.Key, "type": c.Type, "title": c.Title.In(lang), "settings": Show(c.value, lang)}
		if c.Required {
			one["required"] = true
		}
		columns[i] = withText(one, "help", c.Help, lang)
	}
	formulas := []any{}
	for _, i := range v.formulas {
		if c := v.columns[i]; c.program.Browser() {
			formulas = append(formulas, map[string]any{"field": c.Key, "tree": c.program.Tree()})
		}
	}
	return map[string]any{"fields": columns, "formulas": formulas, "min": v.low, "max": v.high}
}

// Store keeps each cell as documents keep its type: money in minor units.
func (v tableValue) Store(value any) any { return v.each(value, Store) }

// Load is the reverse of Store.
func (v tableValue) Load(stored any) any { return v.each(Plain(stored), Load) }

func (v tableValue) each(value any, turn func(Value, any) any) any {
	rows, ok := value.([]any)
	if !ok {
		return value
	}
	out := make([]any, len(rows))
	for i, e := range rows {
		row, ok := e.(map[string]any)
		if !ok {
			return value
		}
		row = maps.Clone(row)
		for _, c := range v.columns {
			if cell := row[c.Key]; cell != nil {
				row[c.Key] = turn(c.value, cell)
			}
		}
		out[i] = row
	}
	return out
}

// Text has the rows one after another, with their cells in the order of the columns.
func (v tableValue) Text(value any, lang string, names Names) string {
	rows, _ := value.([]any)
	lines := make([]string, 0, len(rows))
	for _, e := range rows {
		row, _ := e.(map[string]any)
		var cells []string
		for _, c := range v.columns {
			if s := Text(c.value, row[c.Key], lang, names); s != "" {
				cells = append(cells, s)
			}
		}
		lines = append(lines, strings.Join(cells, " "))
	}
	return strings.Join(lines, definition.Text{"zh": "；", "en": "; "}.In(lang))
}

// Cell is the rows as JSON: no other text holds a table in one cell and can be read again.
func (v tableValue) Cell(value any, _ string) string {
	raw, err := json.Marshal(value)
	if err != nil {
		return ""
	}
	return string(raw)
}
