package sqlite

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/valyala/fastjson"

	"huiyin/engine/query"
	"huiyin/runtime/store"
)

// maxNesting is far above any form and below what SQLite reads.
const maxNesting = 200

// prepared is an op with everything worked out that needs no database, so that the writer has little to do.
type prepared struct {
	op      store.Op
	rev     int64    // the revision to give, 0 for the next one
	table   *table   // as known when the lists were worked out
	content []byte   // the body in binary JSON, to be sealed
	keys    []string // sorted, without doubles
	lists   [][]any  // elements per list of table
	texts   []string // whose words are indexed
	mark    []byte   // tells whether lists or texts differ from those of the stored document, see listMark, textMark
	arrays  []string // paths of every list in the document
}

func prepare(c *catalog, op store.Op) (*prepared, error) {
	t, err := c.table(op.Collection)
	if err != nil {
		return nil, err
	}
	p := &prepared{op: op, table: t}
	if err := op.Check(); err != nil || op.Body == nil {
		return p, err
	}
	w := binaryWriter{out: make([]byte, 0, len(op.Body)), arrays: map[string]bool{}}
	err = read(op.Body, func(v *fastjson.Value) error {
		w.object(v, "", 0, true)
		if w.err != nil {
			return w.err
		}
		return p.workOut(t, v)
	})
	if err != nil {
		return nil, fmt.Errorf("%w: %s/%s: %w", store.ErrInvalid, op.Collection, op.ID, err)
	}
	p.content, p.arrays = w.out, slices.Collect(maps.Keys(w.arrays))
	return p, nil
}

// refit works the op out again for a table that has changed since.
func (p *prepared) refit(t *table) error {
	return read(p.op.Body, func(v *fastjson.Value) error { return p.workOut(t, v) })
}

// takeKeys compares the op's keys with the body's: an adapter that indexes the body must enforce the same ones.
func (p *prepared) takeKeys(v *fastjson.Value) (err error) {
	p.keys, err = p.op.UniqueKeys(extract(v, "keys"), p.table.unique)
	return err
}

// workOut finds what the op writes beside the document, as the table wants it.
func (p *prepared) workOut(t *table, v *fastjson.Value) error {
	p.table = t
	p.lists, p.mark = elements(t, extract(v, t.listPaths()...))
	if len(t.texts) > 0 {
		p.texts = store.Texts(extract(v, t.texts...), t.texts)
		p.mark = withTexts(p.mark, p.texts)
	}
	return p.takeKeys(v)
}

func elements(t *table, document map[string]any) (lists [][]any, mark []byte) {
	hash := sha256.New()
	any := false
	for _, l := range t.lists {
		found := query.Elements(query.Lookup(document, l.path))
		lists = append(lists, found)
		if len(found) > 0 {
			any = true
			fmt.Fprintf(hash, "%d%s", l.id, pack(found))
		}
	}
	if any {
		mark = hash.Sum(nil)[:16]
	}
	return lists, mark
}

// pack writes elements as a JSON array for json_each; objects become {}.
func pack(list []any) string {
	out := make([]any, len(list))
	for i, v := range list {
		if v == (query.Opaque{}) {
			v = struct{}{}
		}
		out[i] = v
	}
	raw, err := json.Marshal(out)
	if err != nil {
		return "[]" // elements are numbers, texts, booleans: they can be written, and JSON has no infinite numbers
	}
	return string(raw)
}
