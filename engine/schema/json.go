package schema

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"huiyin/engine/problem"
)

// Limit bounds what Decode accepts. Bytes is the size of the text, Depth the deepest nesting of objects and arrays.
type Limit struct {
	Bytes int
	Depth int
}

// Decode reads exactly one JSON value strictly: encoding/json lets the last of two equal keys win and repairs
// broken UTF-8, and both hide what the author meant. Numbers stay json.Number, objects are map[string]any.
// Problems: json.too_large, json.invalid (with line and column), json.duplicate_key, json.empty_key (a property
// without a name), json.too_deep, json.number_range; key problems are all reported, the others stop the reading.
// The value is nil when anything was refused.
func Decode(raw []byte, limit Limit) (any, problem.List) {
	if len(raw) > limit.Bytes {
		return nil, problem.List{problem.New("json.too_large", "", "max", limit.Bytes, "size", len(raw))}
	}
	if !utf8.Valid(raw) {
		return nil, problem.List{invalid(raw, firstBroken(raw))}
	}
	d := &decoder{tokens: json.NewDecoder(bytes.NewReader(raw)), depth: limit.Depth}
	d.tokens.UseNumber()
	value, err := d.value("", 0)
	if err == nil {
		err = d.end()
	}
	if err != nil && !errors.Is(err, errStop) {
		d.problems = append(d.problems, invalid(raw, offset(raw)))
	}
	if len(d.problems) > 0 {
		return nil, d.problems
	}
	return value, nil
}

// errStop ends the reading after a problem that was already recorded.
var errStop = errors.New("stop")

type decoder struct {
	tokens   *json.Decoder
	depth    int
	problems problem.List
}

func (d *decoder) value(at string, depth int) (any, error) {
	token, err := d.tokens.Token()
	if err != nil {
		return nil, err
	}
	switch t := token.(type) {
	case json.Delim:
		if depth++; depth > d.depth {
			d.problems.Add("json.too_deep", at, "max", d.depth)
			return nil, errStop
		}
		if t == '{' {
			return d.object(at, depth)
		}
		return d.array(at, depth)
	case json.Number:
		if !sane(string(t)) {
			d.problems.Add("json.number_range", at)
			return nil, errStop
		}
	}
	return token, nil
}

func (d *decoder) object(at string, depth int) (any, error) {
	out := map[string]any{}
	for d.tokens.More() {
		token, err := d.tokens.Token()
		if err != nil {
			return nil, err
		}
		name := token.(string)
		here := at + problem.Pointer(name)
		if name == "" {
			d.problems.Add("json.empty_key", here)
		}
		if _, twice := out[name]; twice {
			d.problems.Add("json.duplicate_key", here, "name", name)
		}
		if out[name], err = d.value(here, depth); err != nil {
			return nil, err
		}
	}
	_, err := d.tokens.Token()
	return out, err
}

func (d *decoder) array(at string, depth int) (any, error) {
	out := []any{}
	for d.tokens.More() {
		item, err := d.value(at+problem.Pointer(len(out)), depth)
		if err != nil {
			return nil, err
		}
		out = append(out, item)
	}
	_, err := d.tokens.Token()
	return out, err
}

// end refuses anything but white space after the value.
func (d *decoder) end() error {
	if _, err := d.tokens.Token(); err == io.EOF {
		return nil
	} else if err != nil {
		return err
	}
	return errors.New("more than one value")
}

// offset asks the parser that knows: the token reader does not say where a value went wrong.
func offset(raw []byte) int {
	var whole json.RawMessage
	var syntax *json.SyntaxError
	if err := json.Unmarshal(raw, &whole); errors.As(err, &syntax) && int(syntax.Offset) < len(raw) {
		return max(int(syntax.Offset)-1, 0)
	}
	return len(raw)
}

func invalid(raw []byte, offset int) problem.Problem {
	before := raw[:offset]
	line := bytes.Count(before, []byte("\n")) + 1
	column := utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:]) + 1
	return problem.New("json.invalid", "", "line", line, "column", column)
}

func firstBroken(raw []byte) int {
	for i := 0; i < len(raw); {
		r, size := utf8.DecodeRune(raw[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return len(raw)
}

// sane refuses numbers whose exact value would need megabytes: checks and comparisons are done with exact
// rationals, where 1e999999999 is an attack and not a quantity.
func sane(number string) bool {
	if len(number) > 100 {
		return false
	}
	_, exponent, found := strings.Cut(strings.ToLower(number), "e")
	if !found {
		return true
	}
	e, err := strconv.Atoi(exponent)
	return err == nil && e >= -308 && e <= 308
}
