// Package problem describes everything a person can do wrong: a stable code, the place, and the
// facts a sentence about it needs. Sentences live in text/<language>.json and are rendered at the edge.
package problem

import (
	"sort"
	"strings"
)

// Problem is one fault. Code is dotted and permanent (`form.field.required`); Pointer is an RFC 6901
// JSON pointer into the definition (design time) or the submitted document (run time); Params are the
// facts named in the sentence. Message is filled by List.In only when the problem leaves the system; Title and Place, the
// definition and the place in it as its designers call them, by whoever knows their names.
type Problem struct {
	Code    string         `json:"code"`
	Pointer string         `json:"pointer"`
	Message string         `json:"message,omitempty"`
	Params  map[string]any `json:"params,omitempty"`
	Warning bool           `json:"warning,omitempty"`
	Title   string         `json:"title,omitempty"`
	Place   string         `json:"place,omitempty"`
}

// List is every fault found, in the order of the document where the finder knows it.
// A nil or warning-only List means the thing checked is usable; see Err.
type List []Problem

// New makes a Problem; params are key, value pairs.
func New(code, pointer string, params ...any) Problem {
	p := Problem{Code: code, Pointer: pointer}
	for i := 0; i+1 < len(params); i += 2 {
		if p.Params == nil {
			p.Params = map[string]any{}
		}
		p.Params[params[i].(string)] = params[i+1]
	}
	return p
}

// Add appends New(code, pointer, params...).
func (l *List) Add(code, pointer string, params ...any) {
	*l = append(*l, New(code, pointer, params...))
}

// Warn appends a problem that does not stop a publish.
func (l *List) Warn(code, pointer string, params ...any) {
	p := New(code, pointer, params...)
	p.Warning = true
	*l = append(*l, p)
}

// Under returns the list with every pointer moved below prefix.
func (l List) Under(prefix string) List {
	out := make(List, len(l))
	for i, p := range l {
		p.Pointer = prefix + p.Pointer
		out[i] = p
	}
	return out
}

// Has reports whether any problem carries code.
func (l List) Has(code string) bool {
	for _, p := range l {
		if p.Code == code {
			return true
		}
	}
	return false
}

// Blocking returns the problems that are not warnings.
func (l List) Blocking() List {
	var out List
	for _, p := range l {
		if !p.Warning {
			out = append(out, p)
		}
	}
	return out
}

// Err returns the list as an error when anything in it blocks, else nil.
func (l List) Err() error {
	if len(l.Blocking()) == 0 {
		return nil
	}
	return l
}

// Error joins codes and pointers; it is for logs and tests, never for people.
func (l List) Error() string {
	parts := make([]string, len(l))
	for i, p := range l {
		parts[i] = p.Code + " " + p.Pointer
	}
	return strings.Join(parts, "; ")
}

// Sorted returns the list ordered by pointer, then code, for stable output.
func (l List) Sorted() List {
	out := append(List(nil), l...)
	sort.SliceStable(out, func(i, j int) bool {
		if out[i].Pointer != out[j].Pointer {
			return out[i].Pointer < out[j].Pointer
		}
		return out[i].Code < out[j].Code
	})
	return out
}

// In returns the list with every Message rendered in lang.
func (l List) In(lang string) List {
	out := make(List, len(l))
	for i, p := range l {
		if p.Message == "" {
			p.Message = Sentence(lang, p.Code, p.Params)
		}
		out[i] = p
	}
	return out
}
