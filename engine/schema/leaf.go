package schema

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"huiyin/engine/problem"
)

// codes name the keywords that fail with nothing more to say than their limit.
var codes = map[string]string{
	"minimum": "schema.minimum", "maximum": "schema.maximum",
	"exclusiveMinimum": "schema.exclusive_minimum", "exclusiveMaximum": "schema.exclusive_maximum",
	"multipleOf": "schema.multiple_of",
	"minLength":  "schema.min_length", "maxLength": "schema.max_length",
	"minItems": "schema.min_items", "maxItems": "schema.max_items", "uniqueItems": "schema.unique_items",
	"minContains": "schema.min_contains", "maxContains": "schema.max_contains",
	"minProperties": "schema.min_properties", "maxProperties": "schema.max_properties",
	"pattern": "schema.pattern", "const": "schema.const",
	"not": "schema.not",
}

// notAllowed is what the library says about a value under a "false" schema; no keyword names that case.
const notAllowed = "not allowed"

// translate turns one leaf of the library's tree into the problems a person can act on.
func (w walker) translate(e *jsonschema.ValidationError) problem.List {
	at := pointer(e.InstanceLocation)
	keyword := lastPart(e.KeywordLocation)
	value, parent := w.at(e.AbsoluteKeywordLocation)
	if e.Message == notAllowed && value == false {
		return problem.List{forbidden(at, keyword)}
	}
	switch keyword {
	case "required":
		return w.missing(at, value)
	case "additionalProperties":
		return w.unknown(at, parent)
	}
	if with, ok := dependency(e.KeywordLocation); ok {
		name, _ := value.(string)
		return problem.List{problem.New("schema.required_with", at+problem.Pointer(name), "name", name, "with", with)}
	}
	return problem.List{w.leaf(e)}
}

func (w walker) leaf(e *jsonschema.ValidationError) problem.Problem {
	at := pointer(e.InstanceLocation)
	keyword := lastPart(e.KeywordLocation)
	value, _ := w.at(e.AbsoluteKeywordLocation)
	switch keyword {
	case "type":
		return problem.New("schema.type", at, "expected", texts(value), "actual", typeName(at, w.doc))
	case "enum":
		return problem.New("schema.enum", at, "allowed", value)
	case "format":
		return problem.New("schema.format", at, "format", value)
	case "minContains":
		if value == nil { // "contains" alone asks for one
			value = 1
		}
	}
	if code, ok := codes[keyword]; ok {
		return problem.New(code, at, "limit", value)
	}
	return problem.New("schema.invalid", at, "keyword", keyword)
}

// missing points to each absent property itself, so a form can put the sentence beside its field.
func (w walker) missing(at string, required any) problem.List {
	object, _ := lookup(w.doc, problem.Split(at))
	have, _ := object.(map[string]any)
	var out problem.List
	for _, name := range texts(required) {
		if _, ok := have[name]; !ok {
			out.Add("schema.required", at+problem.Pointer(name), "name", name)
		}
	}
	return out
}

func (w walker) unknown(at string, parent map[string]any) problem.List {
	object, _ := lookup(w.doc, problem.Split(at))
	have, _ := object.(map[string]any)
	declared, _ := parent["properties"].(map[string]any)
	patterns, _ := parent["patternProperties"].(map[string]any)
	var out problem.List
	for _, name := range sortedKeys(have) {
		if _, ok := declared[name]; !ok && !matchesAny(patterns, name) {
			out.Add("schema.unknown_property", at+problem.Pointer(name), "name", name)
		}
	}
	return out
}

func matchesAny(patterns map[string]any, name string) bool {
	for pattern := range patterns {
		if ok, err := regexp.MatchString(pattern, name); err == nil && ok {
			return true
		}
	}
	return false
}

// forbidden is the word of a "false" schema: below unevaluatedProperties it means a property nobody declared.
func forbidden(at, keyword string) problem.Problem {
	name := lastPart(at)
	if keyword == "unevaluatedProperties" {
		return problem.New("schema.unknown_property", at, "name", name)
	}
	return problem.New("schema.forbidden", at, "name", name)
}

// at returns the keyword's value in the schema document and the schema it belongs to.
func (w walker) at(absolute string) (any, map[string]any) {
	_, fragment, _ := strings.Cut(absolute, "#")
	parts := problem.Split(pointer(fragment))
	value, _ := lookup(w.schema.doc, parts)
	if len(parts) == 0 {
		return value, nil
	}
	parent, _ := lookup(w.schema.doc, parts[:len(parts)-1])
	object, _ := parent.(map[string]any)
	return value, object
}

func lookup(node any, parts []string) (any, bool) {
	for _, part := range parts {
		switch t := node.(type) {
		case map[string]any:
			next, ok := t[part]
			if !ok {
				return nil, false
			}
			node = next
		case []any:
			i, err := strconv.Atoi(part)
			if err != nil || i < 0 || i >= len(t) {
				return nil, false
			}
			node = t[i]
		default:
			return nil, false
		}
	}
	return node, true
}

// propertyName reports whether e comes from below a propertyNames keyword, and which name it is about.
func propertyName(e *jsonschema.ValidationError) (string, bool) {
	parts := problem.Split(pointer(e.KeywordLocation))
	for i, part := range parts {
		inside := i > 0 && (parts[i-1] == "properties" || parts[i-1] == "patternProperties" || parts[i-1] == "$defs")
		if part == "propertyNames" && !inside {
			return lastPart(e.InstanceLocation), true
		}
	}
	return "", false
}

// dependency reports the property whose presence asks for another one.
func dependency(location string) (with string, ok bool) {
	parts := problem.Split(pointer(location))
	n := len(parts)
	if n < 3 || parts[n-3] != "dependentRequired" {
		return "", false
	}
	return parts[n-2], true
}

func lastPart(location string) string {
	parts := problem.Split(pointer(location))
	if len(parts) == 0 {
		return ""
	}
	return parts[len(parts)-1]
}

func texts(v any) []string {
	switch t := v.(type) {
	case string:
		return []string{t}
	case []any:
		out := make([]string, 0, len(t))
		for _, item := range t {
			if s, ok := item.(string); ok {
				out = append(out, s)
			}
		}
		return out
	}
	return nil
}

// typeName names the JSON type of the value at a pointer.
func typeName(at string, doc any) string {
	value, ok := lookup(doc, problem.Split(at))
	if !ok {
		return "missing"
	}
	switch value.(type) {
	case nil:
		return "null"
	case bool:
		return "boolean"
	case string:
		return "string"
	case []any:
		return "array"
	case map[string]any:
		return "object"
	}
	return "number"
}
