package mongo

import (
	"math"
	"regexp"

	"go.mongodb.org/mongo-driver/bson"
	"go.mongodb.org/mongo-driver/bson/primitive"

	"huiyin/engine/query"
)

// live is what every read asks beside its own question.
var live = bson.E{Key: deletedName, Value: bson.D{{Key: "$exists", Value: false}}}

func always() bson.D { return bson.D{} }

func never() bson.D { return bson.D{{Key: "_id", Value: bson.D{{Key: "$in", Value: bson.A{}}}}} }

func not(filter bson.D) bson.D { return bson.D{{Key: "$nor", Value: bson.A{filter}}} }

func all(filters ...bson.D) bson.D { return group("$and", filters) }

func some(filters ...bson.D) bson.D { return group("$or", filters) }

func group(by string, filters []bson.D) bson.D {
	if len(filters) == 1 {
		return filters[0]
	}
	parts := make(bson.A, len(filters))
	for i, f := range filters {
		parts[i] = f
	}
	return bson.D{{Key: by, Value: parts}}
}

func is(path string, test any) bson.D { return bson.D{{Key: path, Value: test}} }

func op(name string, v any) bson.D { return bson.D{{Key: name, Value: v}} }

// where is the filter for the documents that exist and meet c.
func where(c query.Condition, more ...bson.D) bson.D {
	filters := []bson.D{}
	if f := condition(c); len(f) > 0 {
		filters = append(filters, f)
	}
	for _, f := range more {
		if len(f) > 0 {
			filters = append(filters, f)
		}
	}
	if len(filters) == 0 {
		return bson.D{live}
	}
	return append(bson.D{live}, bson.E{Key: "$and", Value: filters})
}

// condition turns c into a filter with the meaning of query.Match. What no filter can say, the comparison of two
// fields, counts as true where that lets more documents through: see sifted.
func condition(c query.Condition) bson.D { return compiler{unknown: always()}.condition(c) }

// compiler is on one side of the negations around a leaf; unknown stands for leaves no filter can express.
type compiler struct{ unknown bson.D }

func (k compiler) condition(c query.Condition) bson.D {
	switch {
	case c.All != nil:
		return k.join("$and", c.All, always())
	case c.Any != nil:
		return k.join("$or", c.Any, never())
	case c.Not != nil:
		return not(k.opposite().condition(*c.Not))
	case c.IsZero():
		return always()
	}
	return k.leaf(c)
}

func (k compiler) opposite() compiler {
	if len(k.unknown) == 0 {
		return compiler{never()}
	}
	return compiler{always()}
}

func (k compiler) join(by string, list []query.Condition, none bson.D) bson.D {
	if len(list) == 0 {
		return none
	}
	parts := make([]bson.D, len(list))
	for i, c := range list {
		parts[i] = k.condition(c)
	}
	return group(by, parts)
}

// comparesFields tells whether a leaf compares two fields of the document.
func comparesFields(c query.Condition) bool {
	return c.ValueField != "" && c.Op != "empty" && c.Op != "notEmpty"
}

// opposite names the positive operator a negative one denies.
var opposite = map[string]string{"ne": "eq", "notIn": "in", "notContains": "contains", "hasNone": "hasAny", "empty": "notEmpty"}

func (k compiler) leaf(c query.Condition) bson.D {
	if comparesFields(c) {
		return k.unknown
	}
	if positive, ok := opposite[c.Op]; ok {
		c.Op = positive
		return not(k.leaf(c))
	}
	path := storedPath(c.Field)
	switch c.Op {
	case "notEmpty":
		return notEmpty(path)
	case "between":
		low, high, ok := query.Bounds(c.Value)
		if !ok {
			return never()
		}
		return between(path, low, high)
	}
	values := query.Elements(c.Value)
	if len(values) == 0 {
		return never()
	}
	if c.Op == "hasAll" { // different elements may hold them
		parts := make([]bson.D, len(values))
		for i, v := range values {
			parts[i] = equal(path, v)
		}
		return all(parts...)
	}
	if c.Op == "eq" || c.Op == "in" || c.Op == "has" || c.Op == "hasAny" {
		return equal(path, values...)
	}
	parts := make([]bson.D, len(values))
	for i, v := range values {
		parts[i] = single(c.Op, path, v)
	}
	return some(parts...)
}

// notEmpty asks for anything but null, the empty text and the empty list. Every kind is asked for by itself, because
// a denial would speak about all elements of a list at once.
func notEmpty(path string) bson.D {
	return some(is(path, op("$gte", math.Inf(-1))), is(path, op("$gt", "")), is(path, op("$in", bson.A{true, false})),
		is(path, op("$type", "object")), is(path, op("$elemMatch", op("$type", "array"))))
}

func equal(path string, values ...any) bson.D {
	kept := bson.A{}
	for _, v := range values {
		if _, opaque := v.(query.Opaque); !opaque {
			kept = append(kept, v)
		}
	}
	switch len(kept) {
	case 0:
		return never()
	case 1:
		return is(path, op("$eq", kept[0]))
	}
	return is(path, op("$in", kept))
}

var comparison = map[string]string{"lt": "$lt", "lte": "$lte", "gt": "$gt", "gte": "$gte"}

// single is one positive operator with one value. Comparisons stay inside the kind of the value by themselves.
func single(name, path string, v any) bson.D {
	text, isText := v.(string)
	if _, isNumber := v.(float64); !isText && !isNumber {
		return never()
	}
	switch {
	case comparison[name] != "" && isText && (name == "lt" || name == "lte"): // the empty text is no value
		return both(path, test{"$gt", ""}, test{comparison[name], v})
	case comparison[name] != "":
		return is(path, op(comparison[name], v))
	case !isText:
		return never()
	case name == "startsWith":
		return is(path, primitive.Regex{Pattern: "^" + pattern(text)})
	}
	return is(path, primitive.Regex{Pattern: pattern(text)})
}

// pattern matches a text literally. A pattern cannot hold NUL.
func pattern(text string) string {
	return nul.ReplaceAllString(regexp.QuoteMeta(text), `\x00`)
}

var nul = regexp.MustCompile("\x00")

func between(path string, low, high any) bson.D {
	switch {
	case low == nil:
		return single("lte", path, high)
	case high == nil:
		return single("gte", path, low)
	}
	_, lowText := low.(string)
	_, highText := high.(string)
	_, lowNumber := low.(float64)
	_, highNumber := high.(float64)
	if (lowText && highText) || (lowNumber && highNumber) {
		return both(path, test{"$gte", low}, test{"$lte", high})
	}
	return never()
}

// test compares with a value.
type test struct {
	op    string
	value any
}

// both asks for one value that passes two tests. A plain filter would let two elements of a list share the work; so
// the last list on the way to the value is looked for at every place it may be, and what lies behind it is tested
// element by element. The plain filter comes first all the same: it is the one an index answers in one run.
func both(path string, a, b test) bson.D {
	tests := bson.D{{Key: a.op, Value: a.value}, {Key: b.op, Value: b.value}}
	parts := []bson.D{append(is(path, tests), noList(path)...), is(path, op("$elemMatch", tests))}
	for i, c := range path {
		if c == '.' {
			rest := path[i+1:]
			parts = append(parts, is(path[:i], op("$elemMatch", append(is(rest, tests), noList(rest)...))))
		}
	}
	return all(is(path, tests), some(parts...))
}

// noList holds when neither the value at path nor anything on the way to it is a list with elements. No stored name
// is made of digits, so a digit is always a position.
func noList(path string) bson.D {
	var out bson.D
	for _, p := range prefixes(path) {
		out = append(out, bson.E{Key: p + ".0", Value: bson.D{{Key: "$exists", Value: false}}})
	}
	return out
}
