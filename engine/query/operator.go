package query

// Value kinds a field may have for conditions. Form field types map onto these.
const (
	KindText      = "text"
	KindNumber    = "number" // also money (as the caller compares it), percent, rating
	KindBoolean   = "boolean"
	KindDate      = "date"     // YYYY-MM-DD
	KindDatetime  = "datetime" // UTC ISO text
	KindTime      = "time"     // HH:MM or HH:MM:SS
	KindOption    = "option"   // one of Options
	KindReference = "reference"
	KindObject    = "object" // files, addresses, ranges: only empty or not
)

// FieldShape is what Check knows about a field. Kind "" stands for a field of unknown content: every operator is
// legal on it. Options, when not empty, are the only values an option field may be compared with.
type FieldShape struct {
	Kind    string   `json:"kind"`
	Options []string `json:"options,omitempty"`
	List    bool     `json:"list,omitempty"`
}

type arity int

const (
	noValue arity = iota
	oneValue
	listValue
	pairValue
)

type operator struct {
	arity  arity
	kinds  []string // nil = every kind but object
	single bool     // legal on a single value
	list   bool     // legal on a list field
	change bool     // reads the old value; rules only
	object bool     // legal on an object too
}

var ordered = []string{KindNumber, KindDate, KindDatetime, KindTime}
var textual = []string{KindText}

// operators is the closed set. Negative operators are the exact opposite of their positive one, which is what
// makes "an empty field matches only 'is empty' and 'is not X'" true everywhere.
var operators = map[string]operator{
	"eq":          {arity: oneValue, single: true, list: true},
	"ne":          {arity: oneValue, single: true, list: true},
	"in":          {arity: listValue, single: true, list: true},
	"notIn":       {arity: listValue, single: true, list: true},
	"lt":          {arity: oneValue, kinds: ordered, single: true},
	"lte":         {arity: oneValue, kinds: ordered, single: true},
	"gt":          {arity: oneValue, kinds: ordered, single: true},
	"gte":         {arity: oneValue, kinds: ordered, single: true},
	"between":     {arity: pairValue, kinds: ordered, single: true},
	"contains":    {arity: oneValue, kinds: textual, single: true},
	"notContains": {arity: oneValue, kinds: textual, single: true},
	"startsWith":  {arity: oneValue, kinds: textual, single: true},
	"containsAny": {arity: listValue, kinds: textual, single: true},
	"empty":       {arity: noValue, single: true, list: true, object: true},
	"notEmpty":    {arity: noValue, single: true, list: true, object: true},
	"has":         {arity: oneValue, list: true},
	"hasAny":      {arity: listValue, list: true},
	"hasAll":      {arity: listValue, list: true},
	"hasNone":     {arity: listValue, list: true},
	"changed":     {arity: noValue, single: true, list: true, change: true, object: true},
	"becomes":     {arity: oneValue, single: true, list: true, change: true},
	"leaves":      {arity: oneValue, single: true, list: true, change: true},
}

// operatorOrder is the order of menus.
var operatorOrder = []string{
	"eq", "ne", "in", "notIn", "lt", "lte", "gt", "gte", "between", "contains", "notContains", "startsWith",
	"containsAny", "has", "hasAny", "hasAll", "hasNone", "empty", "notEmpty", "changed", "becomes", "leaves",
}

// Operators lists the operators legal on a field, in the order of a menu; change operators only when asked for.
func Operators(shape FieldShape, allowChange bool) []string {
	var out []string
	for _, name := range operatorOrder {
		op := operators[name]
		if op.change && !allowChange {
			continue
		}
		if op.legal(shape) {
			out = append(out, name)
		}
	}
	return out
}

func (o operator) legal(shape FieldShape) bool {
	if shape.Kind == "" {
		return true
	}
	if shape.List && !o.list || !shape.List && !o.single {
		return false
	}
	if shape.Kind == KindObject {
		return o.object
	}
	if o.kinds == nil {
		return true
	}
	for _, k := range o.kinds {
		if k == shape.Kind {
			return true
		}
	}
	return false
}
