// Package openapi describes an HTTP interface as an OpenAPI 3.1 document: operations, and the shapes of the Go values
// that go in and out.
package openapi

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
)

// Schema is a JSON Schema 2020-12, as part of a document.
type Schema = map[string]any

// Parameter is a part of the address or a header.
type Parameter struct {
	Name     string `json:"name"`
	In       string `json:"in"` // path, query or header
	Text     string `json:"description,omitempty"`
	Required bool   `json:"required,omitempty"`
	Schema   Schema `json:"schema"`
}

// Header is a header of an answer.
type Header struct {
	Text   string `json:"description,omitempty"`
	Schema Schema `json:"schema"`
}

// Content is a body in one media type.
type Content struct {
	Schema Schema `json:"schema"`
}

// Body is what an operation takes.
type Body struct {
	Required bool               `json:"required"`
	Content  map[string]Content `json:"content"`
}

// Answer is what an operation gives with one status.
type Answer struct {
	Text    string             `json:"description"`
	Headers map[string]Header  `json:"headers,omitempty"`
	Content map[string]Content `json:"content,omitempty"`
}

// Operation is one method of one path.
type Operation struct {
	ID         string                `json:"operationId"`
	Summary    string                `json:"summary"`
	Text       string                `json:"description,omitempty"`
	Tags       []string              `json:"tags"`
	Parameters []Parameter           `json:"parameters,omitempty"`
	Body       *Body                 `json:"requestBody,omitempty"`
	Answers    map[string]any        `json:"responses"` // Answer, or a reference to one
	Security   []map[string][]string `json:"security"`
}

// Document is an OpenAPI document while it is put together.
type Document struct {
	title, version, text, server string
	tags                         []any
	paths                        map[string]map[string]Operation
	answers                      map[string]Answer
	security                     map[string]any
	*Shapes
}

// New begins a document. server is the address below which its paths lie.
func New(title, version, text, server string) *Document {
	return &Document{title: title, version: version, text: text, server: server, paths: map[string]map[string]Operation{},
		answers: map[string]Answer{}, security: map[string]any{}, Shapes: newShapes()}
}

// Tag adds a group of operations.
func (d *Document) Tag(name, text string) {
	d.tags = append(d.tags, map[string]string{"name": name, "description": text})
}

// Secure adds a way to say who one is.
func (d *Document) Secure(name string, scheme any) { d.security[name] = scheme }

// Share adds an answer that several operations give, and returns the reference to it.
func (d *Document) Share(name string, a Answer) map[string]string {
	d.answers[name] = a
	return map[string]string{"$ref": "#/components/responses/" + name}
}

// Add adds an operation under a path such as "/records/{id}". Every name in braces must be among its parameters.
func (d *Document) Add(method, path string, o Operation) {
	if d.paths[path] == nil {
		d.paths[path] = map[string]Operation{}
	}
	d.paths[path][strings.ToLower(method)] = o
}

// MarshalJSON writes the document.
func (d *Document) MarshalJSON() ([]byte, error) {
	return json.Marshal(map[string]any{
		"openapi": "3.1.0", "info": map[string]string{"title": d.title, "version": d.version, "description": d.text},
		"jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
		"servers":           []any{map[string]string{"url": d.server}}, "tags": d.tags, "paths": d.paths,
		"components": map[string]any{"schemas": d.named, "responses": d.answers, "securitySchemes": d.security},
	})
}

// Placeholders lists the names in braces of a path.
func Placeholders(path string) []string {
	var out []string
	for part := range strings.SplitSeq(path, "/") {
		if name, ok := strings.CutPrefix(part, "{"); ok {
			out = append(out, strings.TrimSuffix(name, "}"))
		}
	}
	return out
}

// Statuses turns numbers into the keys of answers, sorted and each once.
func Statuses(numbers ...int) []string {
	slices.Sort(numbers)
	var out []string
	for _, n := range slices.Compact(numbers) {
		out = append(out, strconv.Itoa(n))
	}
	return out
}
