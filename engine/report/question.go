package report

import (
	_ "embed"
	"encoding/json"
	"errors"

	"huiyin/engine/problem"
	"huiyin/engine/query"
	"huiyin/engine/schema"
)

// Limits of answers.
const (
	MaxRows    = 10_000  // rows of one answer; what is more is cut and said so
	MaxCells   = 1 << 20 // distinct combinations of dimensions that are worked on
	MaxBuckets = 100_000 // date buckets, bins or distinct numbers of one dimension
	Few        = 5       // figures of fewer values are marked as a small sample, unless the question says otherwise
)

// Question is what somebody wants to know about a dataset, with the names of fields that people use. What it can ask is
// checked by Compile.
type Question struct {
	Dataset  string          `json:"dataset"`
	Where    query.Condition `json:"where,omitzero"`
	Exclude  []Exclusion     `json:"exclude,omitempty"`
	By       []Dimension     `json:"by,omitempty"`
	Measures []Measure       `json:"measures"`
	Period   *Period         `json:"period,omitempty"`
	Compare  []string        `json:"compare,omitempty"` // previous, last_year
	Whole    bool            `json:"whole,omitempty"`   // compare a period that is not over with whole earlier ones
	Mature   *Maturity       `json:"mature,omitempty"`
	Having   query.Condition `json:"having,omitzero"` // over the keys of measures; tests every row, that of the others too
	Sort     []Sort          `json:"sort,omitempty"`
	Limit    int             `json:"limit,omitempty"`
	Few      int             `json:"few,omitempty"`    // how many values are no small sample
	Totals   bool            `json:"totals,omitempty"` // subtotals too; the grand total is always there
}

// Exclusion leaves records out by name, and their number is told. A record is counted by the first that meets it.
type Exclusion struct {
	Key   string          `json:"key"`
	Where query.Condition `json:"where"`
}

// Dimension is what rows are made by. A date has a Bucket (day when empty), a field in steps a Level (from 1; 0 counts
// a record at every step it has), a number bins of a Width from Origin on or between Edges, or its values as they are.
// A record with several values is in several rows. Top keeps that many values, the greatest by the first measure that is sorted
// by (else the first), and puts the rest into one row. Fill adds the dates on which nothing happened, up to now, when it is the
// only dimension.
type Dimension struct {
	Key    string    `json:"key,omitempty"` // the field's name when empty
	Field  string    `json:"field"`
	Bucket string    `json:"bucket,omitempty"`
	Level  int       `json:"level,omitempty"`
	Width  float64   `json:"width,omitempty"`
	Origin float64   `json:"origin,omitempty"`
	Edges  []float64 `json:"edges,omitempty"`
	Top    int       `json:"top,omitempty"`
	Fill   bool      `json:"fill,omitempty"`
}

func (d Dimension) key() string {
	if d.Key == "" {
		return d.Field
	}
	return d.Key
}

// Measure is one figure of every row. Of is a field for count (of values), distinct, sum, avg, min, max, median and
// percentile (P), and the key of another measure for share (of the grand total), running (along the first dimension,
// anew for every combination of the others) and ratio (Of divided by Per). Formula calculates with the keys of measures.
// Where narrows the records of the measures that count records.
type Measure struct {
	Key      string          `json:"key"`
	Fn       string          `json:"fn"`
	Of       string          `json:"of,omitempty"`
	Per      string          `json:"per,omitempty"`
	P        *float64        `json:"p,omitempty"`
	Formula  string          `json:"formula,omitempty"`
	Where    query.Condition `json:"where,omitzero"`
	Interval bool            `json:"interval,omitempty"` // a ratio of two counts with its 95% interval
}

// Period selects records by a date: from the beginning of From to the end of To, each a day, an instant or a relative
// date ({"relative": "startOfMonth"}); a missing end is open.
type Period struct {
	Field string `json:"field"`
	From  any    `json:"from,omitempty"`
	To    any    `json:"to,omitempty"`
}

// Maturity leaves out, and counts, records whose date is less than Days ago: what is asked about them is not decided.
type Maturity struct {
	Field string `json:"field"`
	Days  int    `json:"days"`
}

// Sort orders rows by the key of a dimension or measure. Empty values and the others come last either way; ties are
// broken by the dimensions in their natural order.
type Sort struct {
	By   string `json:"by"`
	Desc bool   `json:"desc,omitempty"`
}

//go:embed question.schema.json
var questionSource []byte

var questionSchema = schema.MustCompile("report question", questionSource)

// Decode reads a question strictly. All problems come at once, with pointers into raw.
func Decode(raw []byte) (Question, problem.List) {
	if faults := structure(raw); len(faults) > 0 {
		return Question{}, faults
	}
	var q Question
	if err := json.Unmarshal(raw, &q); err != nil {
		return Question{}, problem.List{problem.New("schema.not_json", "")}
	}
	return q, nil
}

// structure checks the form of a question.
func structure(raw []byte) problem.List {
	tree, faults := schema.Decode(raw, schema.Limit{Bytes: schema.MaxBytes, Depth: schema.MaxDepth})
	if len(faults) == 0 {
		faults = questionSchema.Validate(tree)
	}
	return append(faults, conditions(tree)...)
}

// conditions checks the form of every condition tree, which the schema leaves open.
func conditions(tree any) problem.List {
	var faults problem.List
	object, _ := tree.(map[string]any)
	check := func(of map[string]any, name, at string) {
		inner, given := of[name]
		if _, ok := inner.(map[string]any); !given || !ok {
			return
		}
		raw, err := json.Marshal(inner)
		if err != nil {
			return
		}
		var list problem.List
		if errors.As(json.Unmarshal(raw, new(query.Condition)), &list) {
			faults = append(faults, list.Under(at+problem.Pointer(name))...)
		}
	}
	check(object, "where", "")
	check(object, "having", "")
	for _, name := range []string{"exclude", "measures"} {
		items, _ := object[name].([]any)
		for i, item := range items {
			if of, ok := item.(map[string]any); ok {
				check(of, "where", problem.Pointer(name, i))
			}
		}
	}
	return faults
}
