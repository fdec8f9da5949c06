// Package query is the product's one way to say "which records": a condition tree for process branches, rules,
// row scopes, list filters, reports and form logic, and the storage-neutral filter, sort and page around it.
// Its meaning is fixed here once; the browser's twin and every store are tested against Match.
package query

import "fmt"

// Limits of one condition tree. Decode refuses what is larger.
const (
	MaxDepth  = 16
	MaxLeaves = 200
	MaxValues = 2000 // entries of one list value
)

// Condition is one node of a condition tree. Exactly one form is used:
//
//	{"all": [...]}  every part holds; an empty list holds
//	{"any": [...]}  at least one part holds; an empty list never holds
//	{"not": {...}}  the part does not hold
//	{"field": "x", "op": "eq", "value": ...}  a leaf; the value {"field": "y"} reads another field
//	{"expr": "..."} an expression, evaluated by the caller's MatchOptions.Expr
//
// The zero Condition, {} in JSON, always holds.
type Condition struct {
	All        []Condition
	Any        []Condition
	Not        *Condition
	Field      string
	Op         string
	Value      any    // string, float64, bool, []any or {"relative": "today-7d"}; nil when ValueField is used or the operator takes none
	ValueField string // the other field a leaf compares with
	Expr       string
}

// IsZero reports whether c is the empty condition, which always holds.
func (c Condition) IsZero() bool { return c.form() == formAlways }

type form int

const (
	formAlways form = iota
	formAll
	formAny
	formNot
	formLeaf
	formExpr
)

func (c *Condition) form() form {
	switch {
	case c.All != nil:
		return formAll
	case c.Any != nil:
		return formAny
	case c.Not != nil:
		return formNot
	case c.Field != "" || c.Op != "":
		return formLeaf
	case c.Expr != "":
		return formExpr
	}
	return formAlways
}

// And joins conditions: the result holds when all of them hold. Empty conditions fall away.
func And(list ...Condition) Condition {
	var kept []Condition
	for _, c := range list {
		if !c.IsZero() {
			kept = append(kept, c)
		}
	}
	switch len(kept) {
	case 0:
		return Condition{}
	case 1:
		return kept[0]
	}
	return Condition{All: kept}
}

// Is is the leaf "field op value", the short form for conditions written in Go.
func Is(field, op string, value any) Condition {
	return Condition{Field: field, Op: op, Value: value}
}

// Fields returns the names of every field the tree reads, each once, in the order of the tree.
// What its expressions read is known to the expression package only.
func (c Condition) Fields() []string {
	var out []string
	seen := map[string]bool{}
	add := func(name string) {
		if name != "" && !seen[name] {
			seen[name] = true
			out = append(out, name)
		}
	}
	c.Walk(func(leaf Condition) {
		add(leaf.Field)
		add(leaf.ValueField)
	})
	return out
}

// Walk calls fn for every leaf and expression of the tree, in order.
func (c Condition) Walk(fn func(leaf Condition)) {
	switch c.form() {
	case formAll, formAny:
		for _, part := range append(append([]Condition(nil), c.All...), c.Any...) {
			part.Walk(fn)
		}
	case formNot:
		c.Not.Walk(fn)
	case formLeaf, formExpr:
		fn(c)
	}
}

// Map returns the tree with every leaf and expression replaced by what fn makes of it. It never changes c.
func (c Condition) Map(fn func(leaf Condition) Condition) Condition {
	switch c.form() {
	case formAll:
		return Condition{All: mapAll(c.All, fn)}
	case formAny:
		return Condition{Any: mapAll(c.Any, fn)}
	case formNot:
		inner := c.Not.Map(fn)
		return Condition{Not: &inner}
	case formLeaf, formExpr:
		return fn(c)
	}
	return Condition{}
}

func mapAll(list []Condition, fn func(Condition) Condition) []Condition {
	out := make([]Condition, len(list))
	for i, part := range list {
		out[i] = part.Map(fn)
	}
	return out
}

// Bind replaces field values ({"field": "user.id"}) by literals where known gives one, so that a condition
// naming the reader can be sent to a store.
func (c Condition) Bind(known func(field string) (any, bool)) Condition {
	return c.Map(func(leaf Condition) Condition {
		if leaf.ValueField == "" {
			return leaf
		}
		if v, ok := known(leaf.ValueField); ok {
			leaf.Value, leaf.ValueField = v, ""
		}
		return leaf
	})
}

// String is the JSON text, for logs and test failures.
func (c Condition) String() string {
	raw, err := c.MarshalJSON()
	if err != nil {
		return fmt.Sprintf("condition(%v)", err)
	}
	return string(raw)
}
