package schema

import (
	"encoding/json"
	"errors"
	"math"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"huiyin/engine/problem"
)

// Validate checks decoded JSON (nil, bool, numbers, json.Number, string, []any, map[string]any) and returns
// every failure at once, ordered by pointer. A missing or unknown property is pointed to by its own pointer,
// not by its parent's. Of an anyOf or oneOf only the alternative the value comes closest to is reported.
// The list is empty when doc is valid. Other Go values are first written as JSON and read back.
func (s *Schema) Validate(doc any) problem.List {
	// The library passes a []string or a struct unseen when no "type" is asked of it.
	if !isJSON(doc) {
		plain, ok := plainJSON(doc)
		if !ok {
			return problem.List{problem.New("schema.not_json", "")}
		}
		doc = plain
	}
	err := s.compiled.Validate(doc)
	if err == nil {
		return nil
	}
	var invalid *jsonschema.ValidationError
	if !errors.As(err, &invalid) {
		// A schema whose references run in a circle on this document accepts nothing.
		return problem.List{problem.New("schema.endless", "")}
	}
	w := walker{schema: s, doc: doc}
	return unique(w.leaves(invalid).Sorted())
}

// isJSON reports whether v consists of nothing but the types encoding/json decodes to.
func isJSON(v any) bool {
	switch t := v.(type) {
	case nil, bool, string, int, int64:
		return true
	case float64:
		return !math.IsNaN(t) && !math.IsInf(t, 0)
	case json.Number:
		return sane(string(t))
	case []any:
		for _, item := range t {
			if !isJSON(item) {
				return false
			}
		}
		return true
	case map[string]any:
		for _, item := range t {
			if !isJSON(item) {
				return false
			}
		}
		return true
	}
	return false
}

func plainJSON(v any) (any, bool) {
	raw, err := json.Marshal(v)
	if err != nil {
		return nil, false
	}
	plain, faults := Decode(raw, Limit{Bytes: len(raw), Depth: 1000})
	return plain, len(faults) == 0
}

// unique drops repetitions: the same check reached through two references is one fault.
func unique(sorted problem.List) problem.List {
	var out problem.List
	for _, p := range sorted {
		if n := len(out); n > 0 && out[n-1].Code == p.Code && out[n-1].Pointer == p.Pointer {
			continue
		}
		out = append(out, p)
	}
	return out
}

type walker struct {
	schema *Schema
	doc    any
}

// leaves flattens the library's tree of causes into problems.
func (w walker) leaves(e *jsonschema.ValidationError) problem.List {
	keyword := lastPart(e.KeywordLocation)
	if name, ok := propertyName(e); ok {
		at := pointer(e.InstanceLocation)
		return problem.List{problem.New("schema.property_name", at, "name", name)}
	}
	switch keyword {
	case "anyOf", "oneOf":
		return w.closest(e)
	case "minContains", "maxContains":
		return problem.List{w.leaf(e)}
	}
	if len(e.Causes) == 0 {
		return w.translate(e)
	}
	var out problem.List
	for _, cause := range e.Causes {
		out = append(out, w.leaves(cause)...)
	}
	return out
}

// closest reports the alternative whose failures lie deepest in the document, then the one with the fewest:
// an alternative refused at the value itself for its type or its discriminating constant was not meant.
// When none goes deeper than the value, the value fits no alternative, and one problem says so.
func (w walker) closest(e *jsonschema.ValidationError) problem.List {
	at := pointer(e.InstanceLocation)
	if len(e.Causes) == 0 {
		return problem.List{problem.New("schema.ambiguous", at)}
	}
	var best problem.List
	var types []string
	var all []problem.List
	for _, cause := range e.Causes {
		found := w.leaves(cause)
		if expected, ok := wrongType(found, at); ok {
			types = append(types, expected...)
			continue
		}
		all = append(all, found)
		if best == nil || better(found, best, at) {
			best = found
		}
	}
	switch {
	case best == nil:
		return problem.List{problem.New("schema.type", at, "expected", dedupe(types), "actual", typeName(at, w.doc))}
	case !refusedOutright(best, at):
		return best
	}
	if p, ok := choice(all, at); ok {
		return problem.List{p}
	}
	return problem.List{problem.New("schema.no_match", at)}
}

// choice finds the one property every alternative fixes to a constant: its allowed values are the answer.
func choice(all []problem.List, at string) (problem.Problem, bool) {
	where, allowed := "", []any{}
	for _, found := range all {
		for _, p := range found {
			if p.Code == "schema.const" && strings.Count(strings.TrimPrefix(p.Pointer, at), "/") <= 1 {
				if where != "" && where != p.Pointer {
					return problem.Problem{}, false
				}
				where = p.Pointer
				allowed = append(allowed, p.Params["limit"])
			}
		}
	}
	return problem.New("schema.enum", where, "allowed", allowed), len(allowed) == len(all)
}

func wrongType(found problem.List, at string) ([]string, bool) {
	if len(found) != 1 || found[0].Code != "schema.type" || found[0].Pointer != at {
		return nil, false
	}
	expected, _ := found[0].Params["expected"].([]string)
	return expected, true
}

// refusedOutright reports whether an alternative failed on a constant or a choice directly below the value,
// which is how alternatives tell themselves apart.
func refusedOutright(found problem.List, at string) bool {
	for _, p := range found {
		rest := strings.TrimPrefix(p.Pointer, at)
		discriminates := p.Code == "schema.const" || p.Code == "schema.forbidden"
		if discriminates && strings.Count(rest, "/") <= 1 {
			return true
		}
	}
	return false
}

func better(a, b problem.List, at string) bool {
	if x, y := refusedOutright(a, at), refusedOutright(b, at); x != y {
		return y
	}
	if x, y := unknown(a, at), unknown(b, at); x != y {
		return x < y
	}
	return len(a) < len(b)
}

// unknown counts the properties an alternative does not know, the best sign that it was not meant.
func unknown(found problem.List, at string) int {
	n := 0
	for _, p := range found {
		rest := strings.TrimPrefix(p.Pointer, at)
		if p.Code == "schema.unknown_property" && strings.Count(rest, "/") == 1 {
			n++
		}
	}
	return n
}

func dedupe(in []string) []string {
	seen := map[string]bool{}
	var out []string
	for _, s := range in {
		if !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}
