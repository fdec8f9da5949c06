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
	table   *table   // as known when the lists were worked out
	content []byte   // the body in binary JSON, to be sealed
	inBody  []any    // the entries of "keys"
	keys    []string // sorted, without doubles
	lists   [][]any  // elements per list of table
	mark    []byte   // tells whether lists differ from those of the stored document
	arrays  []string // paths of every list in the document
}

func prepare(c *catalog, op store.Op) (*prepared, error) {
	t, err := c.table(op.Collection)
	if err != nil {
		return nil, err
	}
	p := &prepared{op: op, table: t}
	switch {
	case op.ID == "" || len(op.ID) > 512:
		return nil, fmt.Errorf("%w: id of %d bytes", store.ErrInvalid, len(op.ID))
	case op.IfRev < store.AnyRev || op.Body == nil && op.IfRev == 0:
		return nil, fmt.Errorf("%w: revision %d", store.ErrInvalid, op.IfRev)
	case len(op.Body) > store.MaxBody:
		return nil, fmt.Errorf("%w: %s/%s has %d bytes", store.ErrTooLarge, op.Collection, op.ID, len(op.Body))
	case op.Body == nil:
		return p, nil
	}
	w := binaryWriter{out: make([]byte, 0, len(op.Body)), arrays: map[string]bool{}}
	err = read(op.Body, func(v *fastjson.Value) error {
		w.object(v, "", 0, true)
		p.inBody = query.Elements(extract(v, "keys")["keys"])
		p.workOut(t, v)
		return w.err
	})
	if err != nil {
		return nil, fmt.Errorf("%w: %s/%s: %w", store.ErrInvalid, op.Collection, op.ID, err)
	}
	p.content, p.arrays = w.out, slices.Collect(maps.Keys(w.arrays))
	return p, p.takeKeys()
}

// refit works the op out again for a table that has changed since.
func (p *prepared) refit(t *table) error {
	err := read(p.op.Body, func(v *fastjson.Value) error {
		p.workOut(t, v)
		return nil
	})
	if err != nil {
		return err
	}
	return p.takeKeys()
}

// takeKeys compares the op's keys with the body's: an adapter that indexes the body must enforce the same ones.
func (p *prepared) takeKeys() error {
	if len(p.op.Keys) > 0 && !p.table.unique {
		return fmt.Errorf("%w: %s has no unique keys", store.ErrInvalid, p.op.Collection)
	}
	if !p.table.unique {
		return nil
	}
	var inBody []string
	for _, v := range p.inBody {
		s, text := v.(string)
		if !text {
			return fmt.Errorf("%w: %s/%s: a key that is no text", store.ErrInvalid, p.op.Collection, p.op.ID)
		}
		inBody = append(inBody, s)
	}
	p.keys = sorted(p.op.Keys)
	if !slices.Equal(p.keys, sorted(inBody)) {
		return fmt.Errorf("%w: %s/%s: keys %q differ from the body's %q", store.ErrInvalid, p.op.Collection, p.op.ID, p.op.Keys, inBody)
	}
	return nil
}

func sorted(list []string) []string {
	out := slices.Clone(list)
	slices.Sort(out)
	return slices.Compact(out)
}

// workOut finds the elements of every searched list.
func (p *prepared) workOut(t *table, v *fastjson.Value) {
	p.table = t
	p.lists, p.mark = elements(t, extract(v, t.listPaths()...))
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
