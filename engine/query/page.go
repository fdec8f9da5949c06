package query

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"strings"

	"huiyin/engine/problem"
)

// Limits of one page.
const (
	DefaultLimit = 50   // used when Limit is 0
	MaxLimit     = 1000 // larger limits are cut to this
)

// Sort orders by one document path.
type Sort struct {
	Field string `json:"field"`
	Desc  bool   `json:"desc,omitempty"`
}

// Query asks a store for one page of documents. Where holds document paths ("data.title", "proc.status",
// "people.owner", "proc.tasks.people.user"), no expressions and no change operators. Empty values, lists
// included, sort last in both directions; numbers come before texts before booleans; ties are broken by id,
// ascending. After is the Next of the page before, for the same Sort. Fields limits what the documents carry
// (_id and rev are always there). Count asks for the number of all matches.
type Query struct {
	Where  Condition `json:"where,omitzero"`
	Sort   []Sort    `json:"sort,omitempty"`
	Limit  int       `json:"limit,omitempty"`
	After  string    `json:"after,omitempty"`
	Fields []string  `json:"fields,omitempty"`
	Count  bool      `json:"count,omitempty"`
}

// Size is the effective page size.
func (q Query) Size() int {
	switch {
	case q.Limit <= 0:
		return DefaultLimit
	case q.Limit > MaxLimit:
		return MaxLimit
	}
	return q.Limit
}

// Check returns what a store cannot answer in q, with pointers into its JSON form.
func (q Query) Check() problem.List {
	list := q.Where.Storable().Under("/where")
	seen := map[string]bool{}
	for i, s := range q.Sort {
		at := problem.Pointer("sort", i, "field")
		if !ValidPath(s.Field) {
			list.Add("query.path.invalid", at, "path", s.Field)
		}
		if seen[s.Field] {
			list.Add("query.sort.duplicate", at, "path", s.Field)
		}
		seen[s.Field] = true
	}
	if len(q.Sort) > 8 {
		list.Add("query.sort.exceeded", "/sort", "max", 8)
	}
	for i, f := range q.Fields {
		if !ValidPath(f) {
			list.Add("query.path.invalid", problem.Pointer("fields", i), "path", f)
		}
	}
	if q.After != "" {
		if _, _, err := Position(q.Sort, q.After); err != nil {
			list.Add("query.cursor.invalid", "/after")
		}
	}
	return list
}

// Storable returns why a store cannot evaluate c: expressions, change operators, unresolved relative dates,
// names that are not document paths.
func (c Condition) Storable() problem.List {
	var list problem.List
	c.visit("", func(leaf Condition, at string) {
		if leaf.form() == formExpr {
			list.Add("condition.expr.forbidden", at+"/expr", "expr", leaf.Expr)
			return
		}
		op, known := operators[leaf.Op]
		switch {
		case !known:
			list.Add("condition.op.unknown", at+"/op", "op", leaf.Op)
		case op.change:
			list.Add("condition.change.forbidden", at+"/op", "op", leaf.Op)
		}
		if !ValidPath(leaf.Field) {
			list.Add("query.path.invalid", at+"/field", "path", leaf.Field)
		}
		if leaf.ValueField != "" && !ValidPath(leaf.ValueField) {
			list.Add("query.path.invalid", at+"/value/field", "path", leaf.ValueField)
		}
		if isRelative(leaf.Value) {
			list.Add("condition.value.unresolved", at+"/value", "value", fmt.Sprint(leaf.Value))
		}
	})
	return list
}

// Compare orders two documents as q.Sort does; a and b read them.
func Compare(sort []Sort, a, b func(field string) any, idA, idB string) int {
	for _, s := range sort {
		x, y := Scalar(a(s.Field)), Scalar(b(s.Field))
		order := CompareValues(x, y)
		if s.Desc && x != nil && y != nil {
			order = -order
		}
		if order != 0 {
			return order
		}
	}
	return strings.Compare(idA, idB)
}

// cursor is the sort values and the id of the last document of a page, with a mark of the sort it belongs to.
type cursor struct {
	Mark   uint32 `json:"m"`
	Values []any  `json:"v"`
	ID     string `json:"i"`
}

// Cursor makes the opaque After value for the page behind a document. values are its sort values (see Scalar).
func Cursor(sort []Sort, values []any, id string) string {
	kept := make([]any, len(values))
	for i, v := range values {
		if v == (Opaque{}) {
			v = map[string]any{}
		}
		kept[i] = v
	}
	raw, err := json.Marshal(cursor{mark(sort), kept, id})
	if err != nil {
		return "" // only infinite numbers cannot be written, and JSON documents have none
	}
	return base64.RawURLEncoding.EncodeToString(raw)
}

// Position reads a cursor back. It fails on anything but a cursor made for the same sort.
func Position(sort []Sort, after string) (values []any, id string, err error) {
	raw, err := base64.RawURLEncoding.DecodeString(after)
	if err != nil {
		return nil, "", fmt.Errorf("cursor: %w", err)
	}
	var c cursor
	if err := json.Unmarshal(raw, &c); err != nil {
		return nil, "", fmt.Errorf("cursor: %w", err)
	}
	if c.Mark != mark(sort) || len(c.Values) != len(sort) {
		return nil, "", fmt.Errorf("cursor: made for another sort")
	}
	for i, v := range c.Values {
		c.Values[i] = Scalar(v)
	}
	return c.Values, c.ID, nil
}

func mark(sort []Sort) uint32 {
	h := fnv.New32a()
	for _, s := range sort {
		fmt.Fprintf(h, "%s %t;", s.Field, s.Desc)
	}
	return h.Sum32()
}
