package action

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"huiyin/engine/expression"
	"huiyin/engine/problem"
	"huiyin/engine/query"
	"huiyin/engine/schema"
)

// Condition is a condition tree whose expressions are compiled once. A nil *Condition always holds. It never
// changes and may be used by many goroutines.
type Condition struct {
	tree     query.Condition
	programs map[string]*expression.Program
	kinds    map[string]query.FieldShape
	dated    bool // names days, which must be resolved before it is tested
	reads    []string
}

// CompileCondition checks c against the fields it may test and the names its expressions may read; change permits
// changed, becomes and leaves. Problems are the condition.* and expression.* codes with pointers inside the tree.
// The Condition is nil when c always holds or a problem blocks.
func CompileCondition(c query.Condition, fields map[string]query.FieldShape, shape expression.Shape, change bool) (*Condition, problem.List) {
	if c.IsZero() {
		return nil, nil
	}
	faults := c.Check(fields, change)
	out := &Condition{tree: c, programs: map[string]*expression.Program{}, kinds: fields, reads: c.Fields()}
	eachLeaf(c, "", func(leaf query.Condition, at string) {
		if leaf.Expr == "" {
			out.dated = out.dated || namesDay(leaf, fields[leaf.Field].Kind)
			return
		}
		program, bad := expression.Compile(leaf.Expr, shape, expression.KindBoolean)
		faults = append(faults, bad.Under(at+"/expr")...)
		if program != nil {
			out.programs[leaf.Expr] = program
			out.reads = append(out.reads, program.Reads()...)
			faults = append(faults, misspelt(program, fields).Under(at+"/expr")...)
		}
	})
	if len(faults.Blocking()) > 0 {
		return nil, faults
	}
	slices.Sort(out.reads)
	out.reads = slices.Compact(out.reads)
	return out, faults
}

// misspelt finds options that an expression compares a field with and the field does not have; types cannot see them.
func misspelt(program *expression.Program, fields map[string]query.FieldShape) problem.List {
	var faults problem.List
	for _, c := range program.Compared() {
		shape := fields[strings.TrimPrefix(c.Path, "old.")]
		text, ok := c.Value.(string)
		if ok && text != "" && shape.Kind == query.KindOption && len(shape.Options) > 0 && !slices.Contains(shape.Options, text) {
			faults.Add("condition.value.option", "", "value", text, "options", shape.Options, "line", c.Line, "column", c.Column)
		}
	}
	return faults
}

// namesDay reports whether a leaf says a moment that depends on now or on the time zone.
func namesDay(leaf query.Condition, kind string) bool {
	if kind == query.KindDatetime && leaf.ValueField == "" {
		return true
	}
	list, ok := leaf.Value.([]any)
	if !ok {
		list = []any{leaf.Value}
	}
	return slices.ContainsFunc(list, func(v any) bool { _, relative := v.(map[string]any); return relative })
}

// At returns the condition with the days it names taken as of now in zone. Conditions without days return
// themselves, at no cost; a condition with days that was not given a moment fails in Holds.
func (c *Condition) At(now time.Time, zone *time.Location) *Condition {
	if c == nil || !c.dated {
		return c
	}
	if zone == nil {
		zone = time.UTC
	}
	own := *c
	own.dated = false
	own.tree = query.Resolve(c.tree, now, zone, func(field string) string { return c.kinds[field].Kind })
	return &own
}

// Holds tests the condition: get and old read fields now and before the change, env is what its expressions read.
// Errors are problem.Lists: an expression that fails, a change operator without old, days without At.
func (c *Condition) Holds(get, old func(string) any, env map[string]any) (bool, error) {
	if c == nil {
		return true, nil
	}
	return query.Match(c.tree, get, c.options(old, env))
}

func (c *Condition) options(old func(string) any, env map[string]any) query.MatchOptions {
	o := query.MatchOptions{Old: old}
	if len(c.programs) > 0 {
		o.Expr = func(source string) (bool, error) { return c.programs[source].True(env) }
	}
	return o
}

// Reads returns the names of fields the condition reads, through its expressions too, sorted.
func (c *Condition) Reads() []string {
	if c == nil {
		return nil
	}
	return c.reads
}

// Computes reports whether the condition has expressions, so that callers build an environment only when one is read.
func (c *Condition) Computes() bool { return c != nil && len(c.programs) > 0 }

// Tree returns the condition as its definition writes it.
func (c *Condition) Tree() query.Condition {
	if c == nil {
		return query.Condition{}
	}
	return c.tree
}

// Verdicts of a Leaf.
const (
	Yes        = "yes"
	No         = "no"
	Failed     = "error"
	NotReached = "not_reached"
)

// Leaf is the verdict on one leaf of a condition, for "why" panels. Readers who may not see Field must not see Now.
type Leaf struct {
	Pointer string `json:"pointer"` // inside the condition
	Field   string `json:"field,omitempty"`
	Op      string `json:"op,omitempty"`
	Value   any    `json:"value,omitempty"`
	Now     any    `json:"now,omitempty"`
	Expr    string `json:"expr,omitempty"`
	Verdict string `json:"verdict"`
}

// Explain tests the condition like Holds and returns the verdict on every leaf, in the order of the tree.
// Leaves that did not matter any more are not_reached.
func (c *Condition) Explain(get, old func(string) any, env map[string]any) ([]Leaf, bool, error) {
	if c == nil {
		return nil, true, nil
	}
	e := explainer{get: get, options: c.options(old, env)}
	holds, err := e.node(c.tree, "")
	return e.leaves, holds && err == nil, err
}

type explainer struct {
	get     func(string) any
	options query.MatchOptions
	leaves  []Leaf
	skip    bool
}

func (e *explainer) node(c query.Condition, at string) (bool, error) {
	switch {
	case c.All != nil:
		return e.group(c.All, at+"/all", false)
	case c.Any != nil:
		return e.group(c.Any, at+"/any", true)
	case c.Not != nil:
		holds, err := e.node(*c.Not, at+"/not")
		return !holds, err
	case c.IsZero():
		return true, nil
	}
	return e.leaf(c, at)
}

// group stops at the first part that settles it; what follows is still listed.
func (e *explainer) group(parts []query.Condition, at string, settles bool) (bool, error) {
	result, outer := !settles, e.skip
	var failed error
	for i, part := range parts {
		holds, err := e.node(part, at+problem.Pointer(i))
		if e.skip {
			continue
		}
		if err != nil || holds == settles {
			result, failed, e.skip = holds && err == nil, err, true
		}
	}
	e.skip = outer
	return result, failed
}

func (e *explainer) leaf(c query.Condition, at string) (bool, error) {
	out := Leaf{Pointer: at, Field: c.Field, Op: c.Op, Value: c.Value, Expr: c.Expr, Verdict: NotReached}
	if c.ValueField != "" {
		out.Value = map[string]any{"field": c.ValueField}
	}
	if e.skip {
		e.leaves = append(e.leaves, out)
		return false, nil
	}
	if c.Field != "" {
		out.Now = e.get(c.Field)
	}
	holds, err := query.Match(c, e.get, e.options)
	switch {
	case err != nil:
		out.Verdict = Failed
	case holds:
		out.Verdict = Yes
	default:
		out.Verdict = No
	}
	e.leaves = append(e.leaves, out)
	return holds, err
}

// eachLeaf calls fn for every leaf and expression with its pointer inside the tree.
func eachLeaf(c query.Condition, at string, fn func(leaf query.Condition, at string)) {
	for i, part := range c.All {
		eachLeaf(part, at+problem.Pointer("all", i), fn)
	}
	for i, part := range c.Any {
		eachLeaf(part, at+problem.Pointer("any", i), fn)
	}
	if c.Not != nil {
		eachLeaf(*c.Not, at+"/not", fn)
	}
	if c.Field != "" || c.Op != "" || c.Expr != "" {
		fn(c, at)
	}
}

// ConditionFaults finds the conditions in a part of a definition (the properties when, if and where) that cannot be
// read, with exact pointers; decoding the part as a whole could only say that something in it is wrong.
func ConditionFaults(raw json.RawMessage) problem.List {
	doc, faults := schema.Decode(raw, schema.Limit{Bytes: 1 << 20, Depth: 64})
	if len(faults) > 0 {
		return faults
	}
	conditionsIn(doc, "", &faults)
	return faults
}

func conditionsIn(v any, at string, faults *problem.List) {
	switch t := v.(type) {
	case []any:
		for i, item := range t {
			conditionsIn(item, at+problem.Pointer(i), faults)
		}
	case map[string]any:
		for _, key := range sortedKeys(t) {
			here := at + problem.Pointer(key)
			switch key {
			case "fields": // values of fields are data
			case "when", "if", "where":
				*faults = append(*faults, unreadable(t[key]).Under(here)...)
			default:
				conditionsIn(t[key], here, faults)
			}
		}
	}
}

func unreadable(v any) problem.List {
	raw, err := json.Marshal(v)
	if err != nil {
		return problem.List{problem.New("schema.not_json", "")}
	}
	var c query.Condition
	var faults problem.List
	if err := json.Unmarshal(raw, &c); err != nil && !errors.As(err, &faults) {
		return problem.List{problem.New("schema.not_json", "")}
	}
	return faults
}

// Kind returns the kind of a field the condition may read, as its form declared it.
func (c *Condition) Kind(field string) string { return c.kinds[field].Kind }
