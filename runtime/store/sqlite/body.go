package sqlite

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/valyala/fastjson"

	"huiyin/engine/query"
	"huiyin/runtime/store"
)

// parsers are kept because each holds the memory of the bodies it has read.
var parsers fastjson.ParserPool

// read calls fn with the parsed body, which is valid only inside fn.
func read(body []byte, fn func(*fastjson.Value) error) error {
	p := parsers.Get()
	defer parsers.Put(p)
	v, err := p.ParseBytes(body)
	if err != nil {
		return err
	}
	if v.Type() != fastjson.TypeObject {
		return fmt.Errorf("not an object")
	}
	return fn(v)
}

// The element types of SQLite's binary JSON, see https://sqlite.org/jsonb.html.
const (
	blobNull   = 0
	blobTrue   = 1
	blobFalse  = 2
	blobInt    = 3
	blobFloat  = 5
	blobText   = 7  // needs no escapes as JSON text
	blobRaw    = 10 // is to be escaped when it becomes JSON text
	blobArray  = 11
	blobObject = 12
)

// binaryWriter writes a document in SQLite's binary JSON, so that the one writing connection need not parse text,
// and notes on the way at which paths there are lists.
type binaryWriter struct {
	out    []byte
	arrays map[string]bool
	digits []byte // of one number, kept for the next
	err    error
}

// binaryBody is a document as an object without "_id" and "rev", which sealed adds.
func (w *binaryWriter) object(v *fastjson.Value, path string, depth int, top bool) {
	o, _ := v.Object()
	o.Visit(func(key []byte, child *fastjson.Value) {
		if top && (string(key) == "_id" || string(key) == "rev") {
			return
		}
		w.text(key)
		below := ""
		if t := child.Type(); t == fastjson.TypeObject || t == fastjson.TypeArray {
			below = join(path, string(key))
		}
		w.value(child, below, depth+1)
	})
}

func (w *binaryWriter) value(v *fastjson.Value, path string, depth int) {
	if depth > maxNesting {
		w.err = fmt.Errorf("%w: nested deeper than %d levels", store.ErrInvalid, maxNesting)
		return
	}
	switch v.Type() {
	case fastjson.TypeNull:
		w.out = append(w.out, blobNull)
	case fastjson.TypeTrue:
		w.out = append(w.out, blobTrue)
	case fastjson.TypeFalse:
		w.out = append(w.out, blobFalse)
	case fastjson.TypeString:
		w.text(v.GetStringBytes())
	case fastjson.TypeNumber:
		w.number(v)
	case fastjson.TypeObject:
		w.nested(blobObject, func() { w.object(v, path, depth, false) })
	case fastjson.TypeArray:
		w.nested(blobArray, func() { w.list(v, path, depth) })
	}
}

// number writes the digits as they are. The parser takes more for a number than JSON does.
func (w *binaryWriter) number(v *fastjson.Value) {
	w.digits = v.MarshalTo(w.digits[:0])
	if !json.Valid(w.digits) {
		w.err = fmt.Errorf("%q is no number", w.digits)
		return
	}
	kind := byte(blobInt)
	if bytes.ContainsAny(w.digits, ".eE") {
		kind = blobFloat
	}
	w.out = append(head(w.out, kind, len(w.digits)), w.digits...)
}

func (w *binaryWriter) list(v *fastjson.Value, path string, depth int) {
	if path != unreachable {
		w.arrays[path] = true
	}
	items, _ := v.Array()
	for _, item := range items {
		below := path
		if item.Type() == fastjson.TypeArray {
			below = unreachable
		}
		w.value(item, below, depth+1)
	}
}

// nested writes an element whose size is known only after its content: four bytes are kept for it.
func (w *binaryWriter) nested(kind byte, content func()) {
	at := len(w.out)
	w.out = append(w.out, kind|longHead<<4, 0, 0, 0, 0)
	content()
	binary.BigEndian.PutUint32(w.out[at+1:], uint32(len(w.out)-at-5))
}

func (w *binaryWriter) text(s []byte) {
	kind := byte(blobText)
	for _, c := range s {
		if c < ' ' || c == '"' || c == '\\' {
			kind = blobRaw
			break
		}
	}
	w.out = append(head(w.out, kind, len(s)), s...)
}

// longHead as the upper half of the first byte says that the size follows in four bytes.
const longHead = 14

func head(out []byte, kind byte, size int) []byte {
	switch {
	case size < 12:
		return append(out, kind|byte(size)<<4)
	case size < 1<<8:
		return append(out, kind|12<<4, byte(size))
	case size < 1<<16:
		return append(out, kind|13<<4, byte(size>>8), byte(size))
	}
	return binary.BigEndian.AppendUint32(append(out, kind|longHead<<4), uint32(size))
}

// sealed completes a document with the id and revision it is written under.
func sealed(content []byte, id string, rev int64) []byte {
	w := binaryWriter{out: make([]byte, 0, len(content)+len(id)+48)}
	w.nested(blobObject, func() {
		w.text([]byte("_id"))
		w.text([]byte(id))
		w.text([]byte("rev"))
		digits := fmt.Appendf(nil, "%d", rev)
		w.out = append(head(w.out, blobInt, len(digits)), digits...)
		w.out = append(w.out, content...)
	})
	return w.out
}

// documentOf is extract of a body.
func documentOf(body []byte, paths []string) (document map[string]any, err error) {
	err = read(body, func(v *fastjson.Value) error {
		document = extract(v, paths...)
		return nil
	})
	return document, err
}

// extract returns the document with just what lies at paths, enough for query.Lookup of them.
func extract(v *fastjson.Value, paths ...string) map[string]any {
	document := map[string]any{}
	for _, path := range paths {
		segments := strings.Split(path, ".")
		found, n := v, 0
		for n < len(segments) && found != nil && found.Type() == fastjson.TypeObject {
			found = found.Get(segments[n])
			n++
		}
		if found != nil && n > 0 {
			set(document, segments[:n], plainValue(found))
		}
	}
	return document
}

// plainValue is v as encoding/json reads it with every digit of its numbers.
func plainValue(v *fastjson.Value) any {
	switch v.Type() {
	case fastjson.TypeTrue:
		return true
	case fastjson.TypeFalse:
		return false
	case fastjson.TypeString:
		return string(v.GetStringBytes())
	case fastjson.TypeNumber:
		return json.Number(v.MarshalTo(nil))
	case fastjson.TypeArray:
		items, _ := v.Array()
		out := make([]any, len(items))
		for i, item := range items {
			out[i] = plainValue(item)
		}
		return out
	case fastjson.TypeObject:
		out := map[string]any{}
		o, _ := v.Object()
		o.Visit(func(key []byte, child *fastjson.Value) { out[string(key)] = plainValue(child) })
		return out
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
