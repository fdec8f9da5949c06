package schema

import (
	"encoding/json"
	"strconv"
	"strings"

	"huiyin/engine/problem"
)

// exact reports whether a number keeps its value as a float64. Fractions are rounded by everybody who calculates; a
// whole number that is rounded becomes another one, and what identified one customer then identifies a thousand.
func exact(number json.Number) bool {
	text := strings.TrimPrefix(string(number), "-")
	if strings.ContainsAny(text, ".eE") || len(text) <= 15 {
		return true
	}
	f, err := strconv.ParseFloat(text, 64)
	return err == nil && strconv.FormatFloat(f, 'f', 0, 64) == text
}

// Inexact names every whole number in a decoded value that would become another one (json.number_inexact).
func Inexact(tree any) problem.List {
	var problems problem.List
	inexact(tree, "", &problems)
	return problems
}

func inexact(v any, at string, problems *problem.List) {
	switch v := v.(type) {
	case json.Number:
		if !exact(v) {
			problems.Add("json.number_inexact", at, "value", string(v))
		}
	case map[string]any:
		for name, under := range v {
			inexact(under, at+problem.Pointer(name), problems)
		}
	case []any:
		for i, under := range v {
			inexact(under, at+problem.Pointer(i), problems)
		}
	}
}

// Lossless is a decoded value in which every whole number that would become another one is a text instead.
func Lossless(tree any) any {
	switch v := tree.(type) {
	case json.Number:
		if !exact(v) {
			return string(v)
		}
	case map[string]any:
		out := make(map[string]any, len(v))
		for name, under := range v {
			out[name] = Lossless(under)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, under := range v {
			out[i] = Lossless(under)
		}
		return out
	}
	return tree
}
