package sqlite

import (
	"encoding/json"
	"slices"
	"strings"

	"huiyin/engine/query"
	"huiyin/runtime/store"
)

// projection is the SQL of the body and, when only some fields are wanted, what makes the document of it. SQLite
// extracts just the pieces asked for, so that long histories are not written out as text for nothing.
func (f *finder) projection() (body string, pick func(store.Document) ([]byte, error)) {
	if len(f.q.Fields) == 0 {
		return `json(doc)`, nil
	}
	pieces, whole := f.table.pieces(f.q.Fields)
	parts := make([]string, len(pieces))
	for i, p := range pieces {
		parts[i] = `doc->'` + jsonPath(p) + `'` // ValidPath has refused quotes
	}
	return `json_array(` + strings.Join(parts, `, `) + `)`, func(d store.Document) ([]byte, error) {
		var values []any
		if err := decodeInto(d.Body, &values); err != nil {
			return nil, err
		}
		document := map[string]any{}
		for i, p := range pieces {
			set(document, p, values[i])
		}
		if !whole {
			document = query.Project(document, f.q.Fields)
		}
		document["_id"], document["rev"] = d.ID, d.Rev
		return json.Marshal(document)
	}
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
	slices.SortFunc(pieces, func(a, b []string) int { return len(a) - len(b) })
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
