package openapi

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"time"
)

// Shapes collects the schemas of Go types as encoding/json writes them, each struct once under its name.
type Shapes struct {
	named map[string]Schema
	names map[reflect.Type]string
}

func newShapes() *Shapes {
	return &Shapes{named: map[string]Schema{}, names: map[reflect.Type]string{}}
}

// Object is a schema of an object with exactly these required properties and some that may be missing.
func Object(required map[string]Schema, optional map[string]Schema) Schema {
	properties, names := Schema{}, []string{}
	for name, s := range required {
		properties[name] = s
		names = append(names, name)
	}
	for name, s := range optional {
		properties[name] = s
	}
	out := Schema{"type": "object", "properties": properties}
	if len(names) > 0 {
		out["required"] = sorted(names)
	}
	return out
}

// List is a schema of a list.
func List(of Schema) Schema { return Schema{"type": "array", "items": of} }

// OrNull is a schema of a value or null.
func OrNull(s Schema) Schema { return Schema{"anyOf": []any{s, Schema{"type": "null"}}} }

// Name gives a schema a name of its own and returns the reference to it.
func (s *Shapes) Name(name string, schema Schema) Schema {
	s.named[name] = schema
	return Schema{"$ref": "#/components/schemas/" + name}
}

// Of is the schema of the values of a type.
func Of[T any](s *Shapes) Schema { return s.of(reflect.TypeFor[T]()) }

var (
	moment    = reflect.TypeFor[time.Time]()
	raw       = reflect.TypeFor[json.RawMessage]()
	marshaler = reflect.TypeFor[json.Marshaler]()
)

func (s *Shapes) of(t reflect.Type) Schema {
	switch {
	case t == moment:
		return Schema{"type": "string", "format": "date-time"}
	case t == raw, t.Kind() == reflect.Interface:
		return Schema{}
	case t.Implements(marshaler):
		return Schema{} // it writes itself, and only it knows how
	}
	switch t.Kind() {
	case reflect.Pointer:
		return OrNull(s.of(t.Elem()))
	case reflect.Slice, reflect.Array:
		return List(s.of(t.Elem()))
	case reflect.Map:
		return Schema{"type": "object", "additionalProperties": s.of(t.Elem())}
	case reflect.Struct:
		return s.structure(t)
	case reflect.Bool:
		return Schema{"type": "boolean"}
	case reflect.Float32, reflect.Float64:
		return Schema{"type": "number"}
	case reflect.String:
		return Schema{"type": "string"}
	}
	return Schema{"type": "integer"}
}

// structure names a struct and refers to it; a struct without a name stands where it is used.
func (s *Shapes) structure(t reflect.Type) Schema {
	if t.Name() == "" {
		return s.properties(t)
	}
	name, known := s.names[t]
	if !known {
		name = t.Name()
		if _, taken := s.named[name]; taken {
			name = t.PkgPath()[strings.LastIndex(t.PkgPath(), "/")+1:] + "." + name
		}
		s.names[t], s.named[name] = name, nil // before its parts: it may hold itself
		s.named[name] = s.properties(t)
	}
	return Schema{"$ref": "#/components/schemas/" + name}
}

func (s *Shapes) properties(t reflect.Type) Schema {
	required, optional := map[string]Schema{}, map[string]Schema{}
	s.fields(t, required, optional)
	return Object(required, optional)
}

func (s *Shapes) fields(t reflect.Type, required, optional map[string]Schema) {
	for i := range t.NumField() {
		f := t.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case f.Anonymous && name == "" && f.Type.Kind() == reflect.Struct:
			s.fields(f.Type, required, optional)
			continue
		case !f.IsExported(), name == "-":
			continue
		case name == "":
			name = f.Name
		}
		if !strings.Contains(options, "omit") {
			required[name] = s.of(f.Type)
			continue
		}
		if f.Type.Kind() == reflect.Pointer {
			optional[name] = s.of(f.Type.Elem()) // left out rather than null
		} else {
			optional[name] = s.of(f.Type)
		}
	}
}

func sorted(names []string) []string {
	slices.Sort(names)
	return names
}
