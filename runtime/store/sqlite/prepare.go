package sqlite

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"huiyin/engine/query"
	"huiyin/runtime/store"
)

// maxNesting is far above any form and below what SQLite reads.
const maxNesting = 200

// prepared is an op with everything worked out that needs no database, so that the writer has little to do.
type prepared struct {
	op       store.Op
	table    *table // as known when the lists were worked out
	document map[string]any
	keys     []string // sorted, without doubles
	lists    [][]any  // elements per list of table
	mark     []byte   // tells whether lists differ from those of the stored document
	arrays   []string // paths of every list in the document
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
	if p.document, err = decode(op.Body); err != nil {
		return nil, fmt.Errorf("%w: %s/%s: %v", store.ErrInvalid, op.Collection, op.ID, err)
	}
	if err := p.takeKeys(); err != nil {
		return nil, err
	}
	found := map[string]bool{}
	if err := shapes(p.document, "", 0, found); err != nil {
		return nil, err
	}
	p.arrays = slices.Collect(maps.Keys(found))
	p.workOut(t)
	return p, nil
}

func decode(body []byte) (map[string]any, error) {
	var out map[string]any
	if err := decodeInto(body, &out); err != nil {
		return nil, err
	}
	if out == nil {
		return nil, errors.New("not an object")
	}
	return out, nil
}

// decodeInto reads exactly one JSON value and keeps every digit of its numbers.
func decodeInto(body []byte, out any) error {
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	if err := d.Decode(out); err != nil {
		return err
	}
	if _, err := d.Token(); err != io.EOF {
		return errors.New("more than one value")
	}
	return nil
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
	for _, v := range query.Elements(p.document["keys"]) {
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
func (p *prepared) workOut(t *table) {
	p.table = t
	p.lists, p.mark = elements(t, p.document)
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

// shapes notes the path of every list in v. Paths no query can name are passed over.
func shapes(v any, path string, depth int, found map[string]bool) error {
	if depth > maxNesting {
		return fmt.Errorf("%w: nested deeper than %d levels", store.ErrInvalid, maxNesting)
	}
	switch t := v.(type) {
	case map[string]any:
		for key, child := range t {
			switch child.(type) {
			case map[string]any, []any:
				if err := shapes(child, join(path, key), depth+1, found); err != nil {
					return err
				}
			}
		}
	case []any:
		if path != unreachable {
			found[path] = true
		}
		for _, item := range t {
			next := path
			if _, inner := item.([]any); inner {
				next = unreachable
			}
			if err := shapes(item, next, depth+1, found); err != nil {
				return err
			}
		}
	}
	return nil
}

// unreachable marks a place below a key or list that document paths cannot express.
const unreachable = "?"

func join(path, key string) string {
	switch {
	case path == unreachable || strings.Contains(key, ".") || !query.ValidPath(key):
		return unreachable
	case path == "":
		return key
	}
	return path + "." + key
}
