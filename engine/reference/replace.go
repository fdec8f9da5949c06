package reference

import (
	"encoding/json"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"huiyin/engine/definition"
	"huiyin/engine/problem"
)

// Replace makes what uses a target use another of its kind instead, in conditions, expressions, templates and lists
// alike. The target itself stays. left are the uses that could not be changed, and so still name it.
func Replace(b definition.Bundle, t Target, with string) (out definition.Bundle, left []Reference) {
	out = b
	trees, known := map[string]any{}, factsOf(b)
	uses := Uses(b, t)
	for _, r := range uses {
		d, _ := out.Get(r.Kind, r.Key)
		tree, ok := trees[d.Pointer()]
		if !ok && json.Unmarshal(d.Spec, &tree) != nil {
			continue
		}
		s := swap{target: r.Target, was: last(t), with: with, facts: known, form: known.formOf(r.Kind, r.Key)}
		trees[d.Pointer()] = s.at(tree, problem.Split(strings.TrimPrefix(r.Pointer, "/spec")))
	}
	for _, r := range uses {
		d, _ := out.Get(r.Kind, r.Key)
		trees[d.Pointer()] = distinct(trees[d.Pointer()], problem.Split(strings.TrimPrefix(r.Pointer, "/spec")))
		if raw, err := json.Marshal(trees[d.Pointer()]); err == nil && trees[d.Pointer()] != nil {
			d.Spec = raw
			out = out.With(d)
		}
	}
	return out, Uses(out, t)
}

// distinct takes out of the lists that a pointer leads through what has become the same as the element it names: a list
// that had both names would have one twice.
func distinct(v any, path []string) any {
	if len(path) == 0 {
		return v
	}
	switch v := v.(type) {
	case map[string]any:
		if inner, there := v[path[0]]; there {
			v[path[0]] = distinct(inner, path[1:])
		}
	case []any:
		i, err := strconv.Atoi(path[0])
		if err != nil || i < 0 || i >= len(v) {
			return v
		}
		v[i] = distinct(v[i], path[1:])
		same, seen := v[i], false
		return slices.DeleteFunc(v, func(one any) bool {
			if !reflect.DeepEqual(one, same) {
				return false
			}
			twice := seen
			seen = true
			return twice
		})
	}
	return v
}

// last is what places that use a target write.
func last(t Target) string {
	if t.Part == "" {
		return t.Key
	}
	return t.Name[strings.LastIndexAny(t.Name, "/.")+1:]
}

// swap writes one name in place of another.
type swap struct {
	target    Target
	was, with string
	facts     facts
	form      string // whose records the place is about, "" for a letter
}

// at changes what a pointer leads to and returns the whole.
func (s swap) at(v any, path []string) any {
	if len(path) == 0 {
		if text, ok := v.(string); ok {
			return s.text(text)
		}
		return v
	}
	switch v := v.(type) {
	case map[string]any:
		inner, there := v[path[0]]
		if len(path) == 1 && path[0] == s.was && s.target.Part == Field && inner != any(s.was) {
			if _, taken := v[s.with]; there && !taken { // the place is the name of the property
				delete(v, path[0])
				v[s.with] = inner
			}
			return v
		}
		if there {
			v[path[0]] = s.at(inner, path[1:])
		}
	case []any:
		if i, err := strconv.Atoi(path[0]); err == nil && i >= 0 && i < len(v) {
			v[i] = s.at(v[i], path[1:])
		}
	}
	return v
}

var quotedText = regexp.MustCompile(`"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'`)

// text changes a name, a path, a point such as enter:new, an expression or a template.
func (s swap) text(text string) string {
	if text == s.was {
		return s.with
	}
	if word, name, ok := strings.Cut(text, ":"); ok && name == s.was && s.target.Kind == "process" {
		return word + ":" + s.with
	}
	if s.target.Part == Option || s.target.Part == Status {
		return quotedText.ReplaceAllStringFunc(text, func(literal string) string {
			if literal[1:len(literal)-1] == s.was {
				return literal[:1] + s.with + literal[len(literal)-1:]
			}
			return literal
		})
	}
	if s.target.Part != Field {
		return text
	}
	return s.names(text)
}

// names changes a field where an expression, a template or a path reads it; literals stay as they are.
func (s swap) names(text string) string {
	var out strings.Builder
	from := 0
	for _, at := range append(quotedText.FindAllStringIndex(text, -1), []int{len(text), len(text)}) {
		out.WriteString(path.ReplaceAllStringFunc(text[from:at[0]], s.path))
		out.WriteString(text[at[0]:at[1]])
		from = at[1]
	}
	return out.String()
}

var path = regexp.MustCompile(`\.?[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*`)

// path changes the segment of a dotted name that is the field.
func (s swap) path(name string) string {
	parts := strings.Split(name, ".")
	passed := s.passes(name)
	skip := 0
	if parts[0] == "old" || parts[0] == "$" || parts[0] == "" { // an element of a list: .qty
		skip = 1
	}
	for i, t := range passed {
		if t == s.target && skip+i < len(parts) && parts[skip+i] == s.was {
			parts[skip+i] = s.with
			return strings.Join(parts, ".")
		}
	}
	if _, column, dotted := strings.Cut(s.target.Name, "."); parts[0] == "" && dotted && column == parts[1] {
		parts[1] = s.with
	}
	return strings.Join(parts, ".")
}

// passes are the fields that a path leads through, on records of the form at hand, else of whatever form has them.
func (s swap) passes(name string) []Target {
	if passed := s.facts.path(s.form, name); len(passed) > 0 {
		return passed
	}
	for _, form := range slices.Sorted(maps.Keys(s.facts.forms)) {
		if passed := s.facts.path(form, name); slices.Contains(passed, s.target) {
			return passed
		}
	}
	return nil
}
