package expression

// Kind names a static type in one word. It is also what problems show as `want` and `got`.
type Kind string

// The kinds a name may have. KindDate is text `YYYY-MM-DD`, KindDateTime is UTC ISO text; both are
// plain text at run time and differ from KindString only for the checker.
const (
	KindString   Kind = "string"
	KindNumber   Kind = "number"
	KindBoolean  Kind = "boolean"
	KindDate     Kind = "date"
	KindDateTime Kind = "datetime"
	KindList     Kind = "list"
	KindMap      Kind = "map"
	KindAny      Kind = "any"
)

// kindNothing is the kind of the literal nil; it fits everywhere.
const kindNothing Kind = "nil"

// Type is the static type of a name. Elem is set for lists (nil means a list of anything), Fields for
// maps (nil means a map with unknown keys). The zero Type means any.
type Type struct {
	Kind   Kind            `json:"kind"`
	Elem   *Type           `json:"elem,omitempty"`
	Fields map[string]Type `json:"fields,omitempty"`
}

// The simple types. Money, percent and rating fields are numbers; a select field is a string.
var (
	String   = Type{Kind: KindString}
	Number   = Type{Kind: KindNumber}
	Boolean  = Type{Kind: KindBoolean}
	Date     = Type{Kind: KindDate}
	DateTime = Type{Kind: KindDateTime}
	Any      = Type{Kind: KindAny}
)

// ListOf is the type of a list whose elements are of type t.
func ListOf(t Type) Type { return Type{Kind: KindList, Elem: &t} }

// MapOf is the type of a map with exactly these fields; nil leaves the keys open and their values any.
func MapOf(fields map[string]Type) Type { return Type{Kind: KindMap, Fields: fields} }

// Shape is what an expression may read: flat field keys beside system names such as "record", "old",
// "user", "now" and "today".
type Shape map[string]Type

func (t Type) kind() Kind {
	if t.Kind == "" {
		return KindAny
	}
	return t.Kind
}

// open reports whether nothing is known about values of the type before run time.
func (t Type) open() bool { return t.kind() == KindAny || t.kind() == kindNothing }

func (t Type) elem() Type {
	if t.kind() == KindList && t.Elem != nil {
		return *t.Elem
	}
	return Any
}

// unify is the type of a value that is either a or b.
func unify(a, b Type) Type {
	switch {
	case a.kind() == kindNothing:
		return b
	case b.kind() == kindNothing:
		return a
	case a.kind() != b.kind():
		return Any
	case a.kind() == KindList:
		return ListOf(unify(a.elem(), b.elem()))
	case a.kind() == KindMap:
		return unifyMaps(a, b)
	}
	return a
}

func unifyMaps(a, b Type) Type {
	if a.Fields == nil || b.Fields == nil {
		return MapOf(nil)
	}
	fields := map[string]Type{}
	for key, t := range a.Fields {
		fields[key] = t
	}
	for key, t := range b.Fields {
		if seen, ok := fields[key]; ok {
			t = unify(seen, t)
		}
		fields[key] = t
	}
	return MapOf(fields)
}
