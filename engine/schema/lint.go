package schema

import (
	"sort"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"huiyin/engine/problem"
)

// shape says what a keyword holds, so that lint knows where schemas are and where plain data is.
type shape int

const (
	data    shape = iota // anything, not looked into
	one                  // one schema
	list                 // an array of schemas
	named                // an object whose values are schemas
	oneMany              // a schema or a boolean
)

// keywords are those of JSON Schema 2020-12; the library lets any other pass in silence, which turns a
// misspelt "minLenght" into no check at all.
var keywords = map[string]shape{
	"$schema": data, "$id": data, "$ref": data, "$anchor": data, "$comment": data, "$defs": named,
	"$dynamicRef": data, "$dynamicAnchor": data,
	"title": data, "description": data, "default": data, "examples": data, "deprecated": data,
	"readOnly": data, "writeOnly": data,
	"type": data, "enum": data, "const": data, "format": data,
	"minimum": data, "maximum": data, "exclusiveMinimum": data, "exclusiveMaximum": data, "multipleOf": data,
	"minLength": data, "maxLength": data, "pattern": data,
	"minItems": data, "maxItems": data, "uniqueItems": data, "minContains": data, "maxContains": data,
	"minProperties": data, "maxProperties": data, "required": data, "dependentRequired": data,
	"items": oneMany, "prefixItems": list, "contains": one, "unevaluatedItems": oneMany,
	"properties": named, "patternProperties": named, "additionalProperties": oneMany, "propertyNames": one,
	"unevaluatedProperties": oneMany, "dependentSchemas": named,
	"allOf": list, "anyOf": list, "oneOf": list, "not": one, "if": one, "then": one, "else": one,
	"contentEncoding": data, "contentMediaType": data,
}

// lint finds what makes a schema leave its document or silently check nothing.
func lint(doc any) problem.List {
	var faults problem.List
	lintSchema(doc, "", &faults)
	return faults
}

func lintSchema(node any, at string, faults *problem.List) {
	schema, ok := node.(map[string]any)
	if !ok {
		return // true, false; anything else is refused by the meta schema
	}
	for _, name := range sortedKeys(schema) {
		value, here := schema[name], at+problem.Pointer(name)
		kind, known := keywords[name]
		switch {
		case strings.HasPrefix(name, "x-"):
			continue
		case !known:
			faults.Add("schema.keyword_unknown", here, "name", name)
			continue
		}
		lintValue(name, value, here, at == "", faults)
		descend(kind, value, here, faults)
	}
}

func lintValue(name string, value any, here string, root bool, faults *problem.List) {
	text, _ := value.(string)
	switch name {
	case "$ref", "$dynamicRef":
		if !strings.HasPrefix(text, "#") {
			faults.Add("schema.ref_outside", here, "ref", text)
		}
	case "$id":
		// An inner $id would give the references below it another base.
		if !root {
			faults.Add("schema.ref_outside", here, "ref", text)
		}
	case "$schema":
		if strings.TrimSuffix(text, "#") != draft {
			faults.Add("schema.draft_unsupported", here, "draft", text)
		}
	case "format":
		if _, known := jsonschema.Formats[text]; !known {
			faults.Add("schema.format_unknown", here, "format", text)
		}
	}
}

func descend(kind shape, value any, here string, faults *problem.List) {
	switch kind {
	case one, oneMany:
		lintSchema(value, here, faults)
	case list:
		items, _ := value.([]any)
		for i, item := range items {
			lintSchema(item, here+problem.Pointer(i), faults)
		}
	case named:
		members, _ := value.(map[string]any)
		for _, name := range sortedKeys(members) {
			lintSchema(members[name], here+problem.Pointer(name), faults)
		}
	}
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}
