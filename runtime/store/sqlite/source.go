package sqlite

import (
	"fmt"
	"strings"

	"huiyin/engine/query"
)

// list tells whether the value at path may be, or lie behind, a list in some document of the collection. Then it is
// read element by element; else it is a plain value and its column and indexes serve.
func (q *compiler) list(path string) bool {
	segments := strings.Split(path, ".")
	for i := range segments {
		if q.table.mayHoldList(prefix(segments, i+1)) {
			return true
		}
	}
	return false
}

// scalar, over the table called d, is the normal form of the plain value at path; NULL for a list.
func (q *compiler) scalar(path string) string {
	switch column := q.table.columns[path]; {
	case path == "rev":
		return revision
	case column != "":
		return `d.` + column
	}
	p := q.bind(jsonPath(strings.Split(path, ".")))
	return normal(`json_type(d.doc,`+p+`)`, `d.doc->>`+p)
}

// unfold reads path through its lists: from yields one row per value found, x is its normal form.
func (q *compiler) unfold(path string) (from, x string) {
	segments := strings.Split(path, ".")
	base, start := `d.doc`, 0
	var joins []string
	for i := range segments {
		if !q.table.mayHoldList(prefix(segments, i+1)) {
			continue
		}
		q.alias++
		name := fmt.Sprintf(`j%d`, q.alias)
		p := q.bind(jsonPath(segments[start : i+1]))
		joins = append(joins, fmt.Sprintf(
			`jsonb_each(CASE json_type(%[1]s,%[2]s) WHEN 'array' THEN jsonb_extract(%[1]s,%[2]s) ELSE jsonb_array(%[1]s->%[2]s) END) AS %[3]s`, base, p, name))
		start = i + 1
		if start == len(segments) {
			return strings.Join(joins, `, `), element(name)
		}
		// Only objects have something below them.
		base = fmt.Sprintf(`CASE %[1]s.type WHEN 'object' THEN %[1]s.value ELSE '{}' END`, name)
	}
	p := q.bind(jsonPath(segments[start:]))
	return strings.Join(joins, `, `), normal(fmt.Sprintf(`json_type(%s,%s)`, base, p), fmt.Sprintf(`(%s)->>%s`, base, p))
}

// element is the normal form of a json_each row. A list directly inside a list counts as an object does.
func element(name string) string {
	return strings.Replace(normal(name+`.type`, name+`.value`), `'object' THEN`, `'object' THEN x'02' WHEN 'array' THEN`, 1)
}

// fields compares two fields of the document: any value here with any value there.
func (q *compiler) fields(c query.Condition) string {
	left, x := q.rows(c.Field)
	right, y := q.rows(c.ValueField)
	switch c.Op {
	case "notEmpty":
		return q.where(c.Field, func(x string) string { return x + ` IS NOT NULL` })
	case "hasAll":
		some := exists(right, y+` IS NOT NULL`)
		missing := exists(right, y+` IS NOT NULL AND NOT `+exists(left, pair("eq", x, y)))
		return `(` + some + ` AND NOT ` + missing + `)`
	case "between":
		return never
	}
	from := left
	if right != "" {
		from = strings.TrimPrefix(from+`, `+right, `, `)
	}
	return exists(from, pair(c.Op, x, y))
}

// rows is unfold for every path: a plain value needs no row source.
func (q *compiler) rows(path string) (from, x string) {
	switch {
	case path == "_id":
		return "", `(d.id||'')` // without the column's affinity
	case !q.list(path):
		return "", q.scalar(path)
	}
	return q.unfold(path)
}

func exists(from, test string) string {
	if from != "" {
		from = ` FROM ` + from
	}
	return `EXISTS (SELECT 1` + from + ` WHERE ` + test + `)`
}

// pair is one positive operator on two normal forms.
func pair(op, x, y string) string {
	alike := ` AND typeof(` + x + `)=typeof(` + y + `) AND typeof(` + x + `)<>'blob'`
	switch op {
	case "eq", "in", "has", "hasAny":
		return x + ` = ` + y + ` AND ` + x + ` < x'02'`
	case "lt", "lte", "gt", "gte":
		return x + comparison[op] + y + alike
	case "contains", "containsAny":
		return `typeof(` + x + `)='text' AND typeof(` + y + `)='text' AND instr(` + x + `,` + y + `)>0`
	case "startsWith":
		return `typeof(` + x + `)='text' AND typeof(` + y + `)='text' AND instr(` + x + `,` + y + `)=1`
	}
	return never
}
