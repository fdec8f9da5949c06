package sqlite

import (
	"fmt"
	"strings"

	"huiyin/engine/query"
)

const never, always = `0`, `1`

// compiler turns conditions into SQL over one collection's table. Every value, document paths included, is a bound
// parameter; the text holds the names this package gave out only. A positive condition is true for a match and
// false or NULL otherwise; negation makes that definite with IS NOT TRUE, so the result of the whole always selects
// exactly what query.Match does.
type compiler struct {
	table *table
	args  []any
	bound map[any]string
	alias int
}

// bind makes v a parameter and returns its place. Equal texts and numbers share one.
func (q *compiler) bind(v any) string {
	if b, ok := v.(bool); ok {
		v = []byte{0}
		if b {
			v = []byte{1}
		}
	}
	if _, opaque := v.(query.Opaque); opaque {
		v = []byte{2}
	}
	_, blob := v.([]byte)
	if place := q.bound[key(v)]; !blob && place != "" {
		return place
	}
	q.args = append(q.args, v)
	place := fmt.Sprintf(`?%d`, len(q.args))
	if !blob {
		if q.bound == nil {
			q.bound = map[any]string{}
		}
		q.bound[key(v)] = place
	}
	return place
}

func key(v any) any {
	if _, blob := v.([]byte); blob {
		return nil
	}
	return v
}

func not(sql string) string { return `(` + sql + `) IS NOT TRUE` }

func (q *compiler) condition(c query.Condition) string {
	switch {
	case c.All != nil:
		return q.join(c.All, ` AND `, always)
	case c.Any != nil:
		return q.join(c.Any, ` OR `, never)
	case c.Not != nil:
		return not(q.condition(*c.Not))
	case c.IsZero():
		return always
	}
	return q.leaf(c)
}

func (q *compiler) join(list []query.Condition, by, none string) string {
	if len(list) == 0 {
		return none
	}
	parts := make([]string, len(list))
	for i, c := range list {
		parts[i] = q.condition(c)
	}
	return `(` + strings.Join(parts, by) + `)`
}

// opposite names the positive operator a negative one denies.
var opposite = map[string]string{"ne": "eq", "notIn": "in", "notContains": "contains", "hasNone": "hasAny", "empty": "notEmpty"}

func (q *compiler) leaf(c query.Condition) string {
	if c.Field == "_id" {
		c.Value = texts(c.Value)
	}
	if positive, ok := opposite[c.Op]; ok {
		if c.Op == "empty" && !q.list(c.Field) {
			return q.scalar(c.Field) + ` IS NULL`
		}
		c.Op = positive
		return not(q.leaf(c))
	}
	if c.ValueField != "" {
		return q.fields(c)
	}
	if c.Op == "between" {
		low, high, ok := query.Bounds(c.Value)
		if !ok {
			return never
		}
		return q.where(c.Field, func(x string) string { return q.between(x, low, high) })
	}
	values := query.Elements(c.Value)
	if c.Op == "hasAll" {
		return q.hasAll(c.Field, values)
	}
	if len(values) == 0 && c.Op != "notEmpty" {
		return never
	}
	return q.where(c.Field, func(x string) string { return q.test(c.Op, x, values) })
}

// texts replaces what an id can never equal: SQLite would compare the column with a number's digits.
func texts(v any) any {
	switch t := v.(type) {
	case nil, string:
		return v
	case []any:
		out := make([]any, len(t))
		for i, item := range t {
			out[i] = texts(item)
		}
		return out
	}
	return query.Opaque{}
}

// hasAll asks for each value by itself: different elements may hold them.
func (q *compiler) hasAll(field string, values []any) string {
	if len(values) == 0 {
		return never
	}
	parts := make([]string, len(values))
	for i, v := range values {
		parts[i] = q.where(field, func(x string) string { return q.test("eq", x, []any{v}) })
	}
	return `(` + strings.Join(parts, ` AND `) + `)`
}

// test is one positive operator on the normal form x; values are alternatives.
func (q *compiler) test(op, x string, values []any) string {
	switch op {
	case "notEmpty":
		return x + ` IS NOT NULL`
	case "eq", "in", "has", "hasAny":
		return q.equal(x, values)
	}
	var parts []string
	for _, v := range values {
		parts = append(parts, q.single(op, x, v))
	}
	if len(parts) == 1 {
		return parts[0]
	}
	return `(` + strings.Join(parts, ` OR `) + `)`
}

func (q *compiler) equal(x string, values []any) string {
	places := make([]string, 0, len(values))
	for _, v := range values {
		if _, opaque := v.(query.Opaque); !opaque {
			places = append(places, q.bind(v))
		}
	}
	switch len(places) {
	case 0:
		return never
	case 1:
		return x + ` = ` + places[0]
	}
	return x + ` IN (` + strings.Join(places, `,`) + `)`
}

// single is one operator with one value. Numbers sort before the empty text and texts before the empty blob, which bounds every open range.
func (q *compiler) single(op, x string, v any) string {
	text, isText := v.(string)
	_, isNumber := v.(float64)
	switch {
	case !isText && (!isNumber || op == "contains" || op == "containsAny" || op == "startsWith"):
		return never
	case op == "contains" || op == "containsAny":
		return `(typeof(` + x + `)='text' AND instr(` + x + `,` + q.bind(v) + `)>0)`
	case op == "startsWith": // no UTF-8 text holds the byte 0xff
		return `(` + x + ` >= ` + q.bind(v) + ` AND ` + x + ` < ` + q.bind(text+"\xff") + `)`
	}
	compare := x + comparison[op] + q.bind(v)
	switch {
	case isNumber && (op == "gt" || op == "gte"):
		return `(` + compare + ` AND ` + x + ` < '')`
	case isText && (op == "gt" || op == "gte"):
		return `(` + compare + ` AND ` + x + ` < x'')`
	case isText:
		return `(` + x + ` >= '' AND ` + compare + `)`
	}
	return compare
}

var comparison = map[string]string{"lt": ` < `, "lte": ` <= `, "gt": ` > `, "gte": ` >= `}

func (q *compiler) between(x string, low, high any) string {
	switch {
	case low == nil:
		return q.single("lte", x, high)
	case high == nil:
		return q.single("gte", x, low)
	}
	return `(` + q.single("gte", x, low) + ` AND ` + q.single("lte", x, high) + `)`
}

// where asks whether any element at path passes test.
func (q *compiler) where(path string, test func(x string) string) string {
	if l, ok := q.table.list(path); ok {
		return fmt.Sprintf(`d.n IN (SELECT l.n FROM l%d AS l WHERE l.path=%d AND %s)`, q.table.id, l.id, test(`l.value`))
	}
	if !q.list(path) {
		return test(q.scalar(path))
	}
	from, x := q.unfold(path)
	return `EXISTS (SELECT 1 FROM ` + from + ` WHERE ` + test(x) + `)`
}
