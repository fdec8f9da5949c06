// Package schema is the only place that knows the JSON Schema library. It compiles closed documents (no
// reference may leave them), and turns every failure into a problem with an exact RFC 6901 pointer.
package schema

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"huiyin/engine/problem"
)

// Limits of a schema document: compiling takes time that grows with the cube of the depth.
const (
	MaxBytes = 64 << 10
	MaxDepth = 32
)

const draft = "https://json-schema.org/draft/2020-12/schema"

// Schema is a compiled JSON Schema 2020-12 document. It never changes and may be used by many goroutines.
type Schema struct {
	name     string
	doc      any
	compiled *jsonschema.Schema
}

// Compile turns source into a Schema named name (the name appears only in logs). The document is closed: a
// $ref that does not start with "#", an $id below the root and a $schema other than 2020-12 are refused, so
// nothing is ever loaded. "format" is asserted. Problems, all at once, point into source: the json.* codes of
// Decode, schema.ref_outside, schema.draft_unsupported, schema.keyword_unknown, schema.format_unknown,
// schema.keyword_invalid.
func Compile(name string, source []byte) (*Schema, problem.List) {
	doc, faults := Decode(source, Limit{Bytes: MaxBytes, Depth: MaxDepth})
	if len(faults) > 0 {
		return nil, faults
	}
	if faults = lint(doc); len(faults) > 0 {
		return nil, faults
	}
	if root, ok := doc.(map[string]any); ok {
		root["$schema"] = draft
		delete(root, "$id")
	}
	compiled, err := compile(name, doc)
	if err != nil {
		return nil, refusal(err)
	}
	return &Schema{name: name, doc: doc, compiled: compiled}, nil
}

// MustCompile is Compile for schemas embedded in the program; it panics when source is refused.
func MustCompile(name string, source []byte) *Schema {
	s, faults := Compile(name, source)
	if len(faults) > 0 {
		panic(fmt.Sprintf("schema %s: %v", name, faults))
	}
	return s
}

// Name returns the name given to Compile.
func (s *Schema) Name() string { return s.name }

func compile(name string, doc any) (compiled *jsonschema.Schema, err error) {
	// The library panics on a few schemas its own check lets through, such as an unparsable pattern.
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v", r)
		}
	}()
	raw, err := json.Marshal(doc)
	if err != nil {
		return nil, err
	}
	c := jsonschema.NewCompiler()
	c.Draft = jsonschema.Draft2020
	c.AssertFormat = true
	c.LoadURL = func(string) (io.ReadCloser, error) {
		return nil, errors.New("references outside the document are refused")
	}
	address := "schema:///" + url.PathEscape(name)
	if err := c.AddResource(address, bytes.NewReader(raw)); err != nil {
		return nil, err
	}
	return c.Compile(address)
}

// refusal turns the library's word on a bad schema into problems pointing into the schema.
func refusal(err error) problem.List {
	var invalid *jsonschema.ValidationError
	if !errors.As(err, &invalid) {
		return problem.List{problem.New("schema.keyword_invalid", "", "detail", err.Error())}
	}
	var faults problem.List
	seen := map[string]bool{}
	var walk func(e *jsonschema.ValidationError)
	walk = func(e *jsonschema.ValidationError) {
		if at := pointer(e.InstanceLocation); len(e.Causes) == 0 && !seen[at] {
			seen[at] = true
			faults.Add("schema.keyword_invalid", at, "detail", e.Message)
		}
		for _, cause := range e.Causes {
			walk(cause)
		}
	}
	walk(invalid)
	return faults.Sorted()
}

// pointer undoes the library's escaping, which is for URLs, and returns a plain RFC 6901 pointer.
func pointer(location string) string {
	plain, err := url.PathUnescape(location)
	if err != nil {
		return location
	}
	return plain
}
