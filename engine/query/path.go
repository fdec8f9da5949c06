package query

import (
	"strings"
	"unicode"
)

// MaxPathDepth bounds the segments of a document path.
const MaxPathDepth = 8

// ValidPath reports whether path is a document path: segments of letters, digits, '_' and '-' joined by dots.
func ValidPath(path string) bool {
	segments := strings.Split(path, ".")
	if len(segments) > MaxPathDepth {
		return false
	}
	for _, s := range segments {
		if s == "" || len(s) > 64 {
			return false
		}
		for _, r := range s {
			if r != '_' && r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
				return false
			}
		}
	}
	return true
}

// Lookup reads path in a decoded JSON document. Lists on the way are walked through: then the result is the list
// of everything found, lists at the end flattened into it. Missing is nil.
func Lookup(document map[string]any, path string) any {
	return lookup(document, strings.Split(path, "."))
}

func lookup(v any, segments []string) any {
	for i, s := range segments {
		switch t := v.(type) {
		case map[string]any:
			v = t[s]
		case []any:
			return gather(t, segments[i:])
		default:
			return nil
		}
	}
	return v
}

func gather(list []any, segments []string) any {
	out := []any{}
	for _, item := range list {
		if _, object := item.(map[string]any); !object {
			continue
		}
		switch found := lookup(item, segments).(type) {
		case nil:
		case []any:
			out = append(out, found...)
		default:
			out = append(out, found)
		}
	}
	return out
}

// Getter returns the reader Match wants over a decoded document.
func Getter(document map[string]any) func(field string) any {
	return func(field string) any { return Lookup(document, field) }
}

// Project keeps _id, rev and the asked-for paths of a document; null and missing are left out, and lists on the way
// keep their length. An empty list of paths means the whole document.
func Project(document map[string]any, paths []string) map[string]any {
	if len(paths) == 0 {
		return document
	}
	tree := mask{}
	for _, p := range append([]string{"_id", "rev"}, paths...) {
		tree.add(strings.Split(p, "."))
	}
	return tree.object(document)
}

// mask is the set of wanted paths as a tree; a nil child wants everything below.
type mask map[string]mask

func (m mask) add(segments []string) {
	head := segments[0]
	child, exists := m[head]
	if len(segments) == 1 || exists && child == nil {
		m[head] = nil
		return
	}
	if child == nil {
		child = mask{}
		m[head] = child
	}
	child.add(segments[1:])
}

func (m mask) object(document map[string]any) map[string]any {
	out := map[string]any{}
	for key, child := range m {
		v := document[key]
		if child != nil {
			v = child.value(v)
		}
		if v != nil {
			out[key] = v
		}
	}
	return out
}

func (m mask) value(v any) any {
	switch t := v.(type) {
	case map[string]any:
		if kept := m.object(t); len(kept) > 0 {
			return kept
		}
	case []any:
		out := make([]any, len(t))
		for i, item := range t {
			out[i] = m.value(item)
		}
		return out
	}
	return nil
}
