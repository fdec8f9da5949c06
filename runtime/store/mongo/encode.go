package mongo

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"

	"go.mongodb.org/mongo-driver/bson"

	"huiyin/runtime/store"
)

// maxNesting stays below the hundred levels MongoDB reads.
const maxNesting = 90

// parse reads a body, keeping the order of its keys; of a key that comes twice the last one counts.
func parse(body []byte) (bson.D, error) {
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	token, err := d.Token()
	if err != nil {
		return nil, err
	}
	if token != json.Delim('{') {
		return nil, errors.New("not an object")
	}
	out, err := parseObject(d, 1)
	if err != nil {
		return nil, err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("more than one value")
	}
	return out, nil
}

func parseObject(d *json.Decoder, depth int) (bson.D, error) {
	if depth > maxNesting {
		return nil, fmt.Errorf("%w: nested deeper than %d levels", store.ErrInvalid, maxNesting)
	}
	out := bson.D{}
	known := map[string]int{}
	for d.More() {
		token, err := d.Token()
		if err != nil {
			return nil, err
		}
		name := stored(token.(string)) // inside an object the decoder yields only texts here
		v, err := parseValue(d, depth)
		if err != nil {
			return nil, err
		}
		if i, twice := known[name]; twice {
			out[i].Value = v
			continue
		}
		known[name] = len(out)
		out = append(out, bson.E{Key: name, Value: v})
	}
	_, err := d.Token()
	return out, err
}

func parseValue(d *json.Decoder, depth int) (any, error) {
	token, err := d.Token()
	if err != nil {
		return nil, err
	}
	switch t := token.(type) {
	case json.Delim:
		if t == '{' {
			return parseObject(d, depth+1)
		}
		return parseList(d, depth+1)
	case json.Number:
		return number(string(t))
	}
	return token, nil
}

func parseList(d *json.Decoder, depth int) (bson.A, error) {
	if depth > maxNesting {
		return nil, fmt.Errorf("%w: nested deeper than %d levels", store.ErrInvalid, maxNesting)
	}
	out := bson.A{}
	for d.More() {
		v, err := parseValue(d, depth)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	_, err := d.Token()
	return out, err
}

// number keeps integers exactly, in the smallest width; what fits no int64 becomes a float64.
func number(text string) (any, error) {
	if i, err := strconv.ParseInt(text, 10, 64); err == nil && text != "-0" {
		if i >= math.MinInt32 && i <= math.MaxInt32 {
			return int32(i), nil
		}
		return i, nil
	}
	f, err := strconv.ParseFloat(text, 64)
	return f, err
}

// get returns the value under a name.
func get(d bson.D, name string) any {
	for _, e := range d {
		if e.Key == name {
			return e.Value
		}
	}
	return nil
}

// complete makes the stored document of a body: its own "_id" and "rev" give way to the op's.
func complete(body bson.D, id string, rev int64, keys []string, changed any) bson.D {
	out := make(bson.D, 0, len(body)+4)
	out = append(out, bson.E{Key: "_id", Value: id}, bson.E{Key: "rev", Value: rev})
	for _, e := range body {
		if e.Key != "_id" && e.Key != "rev" {
			out = append(out, e)
		}
	}
	if len(keys) > 0 {
		out = append(out, bson.E{Key: keysName, Value: slices.Clone(keys)})
	}
	return append(out, bson.E{Key: changedName, Value: changed})
}
