package mongo

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"time"

	"go.mongodb.org/mongo-driver/bson"
	"go.mongodb.org/mongo-driver/x/bsonx/bsoncore"

	"huiyin/runtime/store"
)

// document is a stored document as the port gives it out.
func document(raw bson.Raw) (store.Document, error) {
	var out store.Document
	id, ok := raw.Lookup("_id").StringValueOK()
	if !ok {
		return out, fmt.Errorf("%w: a document whose _id is no text: %s", store.ErrBroken, raw.Lookup("_id"))
	}
	rev, ok := raw.Lookup("rev").AsInt64OK()
	if !ok {
		return out, fmt.Errorf("%w: document %s has no revision", store.ErrBroken, id)
	}
	body, err := appendObject(make([]byte, 0, len(raw)), bsoncore.Document(raw), true)
	return store.Document{ID: id, Rev: rev, Body: body}, err
}

// appendObject writes an object as JSON; outermost leaves out the store's own names.
func appendObject(out []byte, d bsoncore.Document, outermost bool) ([]byte, error) {
	elements, err := d.Elements()
	if err != nil {
		return nil, fmt.Errorf("%w: %v", store.ErrBroken, err)
	}
	out = append(out, '{')
	first := true
	for _, e := range elements {
		name := e.Key()
		if outermost && own(name) {
			continue
		}
		if !first {
			out = append(out, ',')
		}
		first = false
		out = append(store.AppendText(out, plain(name)), ':')
		if out, err = appendValue(out, e.Value()); err != nil {
			return nil, err
		}
	}
	return append(out, '}'), nil
}

func appendList(out []byte, d bsoncore.Document) ([]byte, error) {
	elements, err := d.Elements()
	if err != nil {
		return nil, fmt.Errorf("%w: %v", store.ErrBroken, err)
	}
	out = append(out, '[')
	for i, e := range elements {
		if i > 0 {
			out = append(out, ',')
		}
		if out, err = appendValue(out, e.Value()); err != nil {
			return nil, err
		}
	}
	return append(out, ']'), nil
}

// appendValue writes a value. Kinds this program never stores, but an operator may have, become what is nearest.
func appendValue(out []byte, v bsoncore.Value) ([]byte, error) {
	switch v.Type {
	case bson.TypeString:
		return store.AppendText(out, v.StringValue()), nil
	case bson.TypeInt32:
		return strconv.AppendInt(out, int64(v.Int32()), 10), nil
	case bson.TypeInt64:
		return strconv.AppendInt(out, v.Int64(), 10), nil
	case bson.TypeDouble:
		return appendFloat(out, v.Double())
	case bson.TypeBoolean:
		return strconv.AppendBool(out, v.Boolean()), nil
	case bson.TypeEmbeddedDocument:
		return appendObject(out, v.Document(), false)
	case bson.TypeArray:
		return appendList(out, bsoncore.Document(v.Array()))
	case bson.TypeNull, bson.TypeUndefined:
		return append(out, "null"...), nil
	case bson.TypeDateTime:
		return store.AppendText(out, time.UnixMilli(v.DateTime()).UTC().Format(time.RFC3339Nano)), nil
	case bson.TypeObjectID:
		return store.AppendText(out, v.ObjectID().Hex()), nil
	case bson.TypeDecimal128:
		return store.AppendText(out, v.Decimal128().String()), nil
	case bson.TypeBinary:
		_, data := v.Binary()
		return store.AppendText(out, base64.StdEncoding.EncodeToString(data)), nil
	}
	return nil, fmt.Errorf("%w: a value of type %s", store.ErrBroken, v.Type)
}

func appendFloat(out []byte, f float64) ([]byte, error) {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return append(out, "null"...), nil
	}
	raw, err := json.Marshal(f)
	return append(out, raw...), err
}
