package sqlite

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/valyala/fastjson"

	"huiyin/engine/query"
	"huiyin/runtime/store"
)

// projection reads only some fields of documents. SQLite extracts just the pieces asked for, so that long histories
// are not written out as text for nothing.
type projection struct {
	fields []string
	pieces [][]string
	whole  bool // the pieces are the fields: nothing is to be cut off
}

// project is the projection on fields; none means the whole document.
func (t *table) project(fields []string) projection {
	p := projection{fields: fields}
	if len(fields) > 0 {
		p.pieces, p.whole = t.pieces(fields)
	}
	return p
}

// column is the SQL of what body makes the document of.
func (p projection) column() string {
	if len(p.fields) == 0 {
		return `json(doc)`
	}
	parts := make([]string, len(p.pieces))
	for i, piece := range p.pieces {
		parts[i] = `doc->'` + jsonPath(piece) + `'` // ValidPath has refused quotes
	}
	return `json_array(` + strings.Join(parts, `, `) + `)`
}

// body makes the document of what column has read.
func (p projection) body(d store.Document) ([]byte, error) {
	if len(p.fields) == 0 {
		return d.Body, nil
	}
	parser := parsers.Get()
	defer parsers.Put(parser)
	v, err := parser.ParseBytes(d.Body)
	if err != nil {
		return nil, err
	}
	values, err := v.Array()
	if err != nil {
		return nil, err
	}
	if p.whole {
		return p.assemble(d, values)
	}
	document := map[string]any{}
	for i, piece := range p.pieces {
		set(document, piece, plainValue(values[i]))
	}
	document = query.Project(document, p.fields)
	document["_id"], document["rev"] = d.ID, d.Rev
	return json.Marshal(document)
}

// assemble writes the document without taking the pieces apart.
func (p projection) assemble(d store.Document, values []*fastjson.Value) ([]byte, error) {
	id, err := json.Marshal(d.ID)
	if err != nil {
		return nil, err
	}
	out := append(make([]byte, 0, len(d.Body)+len(id)+32*len(values)), `{"_id":`...)
	out = strconv.AppendInt(append(append(out, id...), `,"rev":`...), d.Rev, 10)
	return append(members(out, p.pieces, values, 0), '}'), nil
}

// members appends the members of the object that depth segments lead to. The pieces are in order, so those with one
// parent stand together.
func members(out []byte, pieces [][]string, values []*fastjson.Value, depth int) []byte {
	for i := 0; i < len(pieces); {
		name, n := pieces[i][depth], i+1
		for n < len(pieces) && pieces[n][depth] == name {
			n++
		}
		mark := len(out)
		out = append(append(append(out, `,"`...), name...), `":`...) // ValidPath: letters, digits, '_' and '-'
		start := len(out)
		if len(pieces[i]) == depth+1 {
			if values[i].Type() != fastjson.TypeNull {
				out = appendValue(out, values[i])
			}
		} else if out = members(out, pieces[i:n], values[i:n], depth+1); len(out) > start {
			out[start] = '{'
			out = append(out, '}')
		}
		if len(out) == start {
			out = out[:mark]
		}
		i = n
	}
	return out
}

// appendValue writes a value as JSON. The parser's own way writes texts as Go does, which is no JSON where it spells out
// what it takes for unprintable.
func appendValue(out []byte, v *fastjson.Value) []byte {
	switch v.Type() {
	case fastjson.TypeString:
		return store.AppendText(out, string(v.GetStringBytes()))
	case fastjson.TypeArray:
		out = append(out, '[')
		for i, one := range v.GetArray() {
			if i > 0 {
				out = append(out, ',')
			}
			out = appendValue(out, one)
		}
		return append(out, ']')
	case fastjson.TypeObject:
		out = append(out, '{')
		first := true
		v.GetObject().Visit(func(name []byte, one *fastjson.Value) {
			if !first {
				out = append(out, ',')
			}
			first = false
			out = appendValue(append(store.AppendText(out, string(name)), ':'), one)
		})
		return append(out, '}')
	}
	return v.MarshalTo(out) // a number as it was written, or a word
}

// pieces are the parts of the document that hold the paths: the paths themselves, cut at the first list on the way;
// none lies inside another. whole tells that nothing was cut.
func (t *table) pieces(paths []string) (pieces [][]string, whole bool) {
	whole = true
	for _, path := range paths {
		segments := strings.Split(path, ".")
		for i := 1; i < len(segments); i++ {
			if t.mayHoldList(prefix(segments, i)) {
				segments, whole = segments[:i], false
				break
			}
		}
		pieces = append(pieces, segments)
	}
	slices.SortFunc(pieces, slices.Compare)
	var kept [][]string
	for _, p := range pieces {
		if !slices.ContainsFunc(kept, func(k []string) bool { return len(k) <= len(p) && slices.Equal(k, p[:len(k)]) }) {
			kept = append(kept, p)
		}
	}
	return kept, whole
}

// set puts a value at its path; a missing or null one leaves no trace.
func set(document map[string]any, segments []string, v any) {
	if v == nil {
		return
	}
	for _, s := range segments[:len(segments)-1] {
		child, ok := document[s].(map[string]any)
		if !ok {
			child = map[string]any{}
			document[s] = child
		}
		document = child
	}
	document[segments[len(segments)-1]] = v
}
