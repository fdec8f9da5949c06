package form

import (
	_ "embed"
	"time"

	"huiyin/engine/access"
	"huiyin/engine/definition"
	"huiyin/engine/effect"
	"huiyin/engine/expression"
	"huiyin/engine/form/field"
	"huiyin/engine/query"
)

//go:embed form.schema.json
var schemaSource []byte

func init() { definition.RegisterKind(definition.Kind{Name: "form", Current: 1, Schema: schemaSource}) }

// Scope is what a form may refer to outside itself. A nil function knows everything: nothing is refused for it.
type Scope struct {
	Lists func(key string) (definition.ListSpec, bool)
	Forms func(key string) (*Spec, bool)
	Has   func(kind, key string) bool
}

// Form is a compiled form definition. It never changes and may be used by many goroutines.
type Form struct {
	key    string
	title  definition.Text
	spec   Spec
	fields []*CompiledField // without tombstones, in the order of the definition
	byKey  []*CompiledField // the same, in the order of their keys
	index  map[string]*CompiledField

	layout   []Item // as defined, with every field that stands nowhere at the end
	open     map[string]bool
	logic    []logic
	governed map[string]int   // what some rule in force shows or hides, numbered
	usual    []int            // of these, what no rule shows: there until one hides it
	veils    []veil           // what hides fields, in the layout
	public   []veil           // and in the public one
	watched  []int            // fields that logic looks at
	inputs   []*CompiledField // that expressions read
	system   []string         // system names that expressions read
	checks   []check
	formulas []formula // each after those it reads
	rollups  []Rollup
	presets  []assignment
	paths    map[string][]string // relation → what logic, formulas and checks read behind it and a browser may see

	shape      expression.Shape
	conditions map[string]query.FieldShape
	relations  map[string]string
	programs   map[string]*expression.Program
}

// CompiledField is a field with the rules of its type.
type CompiledField struct {
	Field
	Value    field.Value
	n        int    // place among the fields of the form
	at       string // pointer of the field in the definition
	link     *field.Link
	formula  bool
	sum      *field.Sum // worked out over records of another form
	numbered field.Numbered
	fallback *assignment
}

type logic struct {
	Logic
	when     guard
	set      []assignment
	shows    []int // numbers in governed
	hides    []int // the same
	requires []int // places of fields
	locks    []int
	narrows  []narrowing
}

// narrowing leaves some options of a field.
type narrowing struct {
	field *CompiledField
	left  []string
}

type check struct {
	Check
	when guard
}

type formula struct {
	field   string
	program *expression.Program
	sum     *Rollup // in place of a program: a rollup that counts the record itself
}

// assignment gives a field a value, known already or computed.
type assignment struct {
	field   string
	value   any
	program *expression.Program
}

// Key returns the key of the definition.
func (f *Form) Key() string { return f.key }

// Title returns the title of the definition.
func (f *Form) Title() definition.Text { return f.title }

// Spec returns the definition the form was compiled from.
func (f *Form) Spec() Spec { return f.spec }

// Field returns the field of that key; deleted fields are not found.
func (f *Form) Field(key string) (*CompiledField, bool) {
	c, ok := f.index[key]
	return c, ok
}

// Chosen reports whether a field is filled by choosing something, as far as sentences are concerned.
func (f *Form) Chosen(key string) bool {
	c, ok := f.index[key]
	if !ok {
		return false
	}
	_, chosen := c.Value.(field.Chosen)
	return chosen
}

// Fields returns the fields in the order of the definition, without deleted ones.
func (f *Form) Fields() []*CompiledField { return append([]*CompiledField(nil), f.fields...) }

// Shape is what expressions over a record of the form may read: the fields, and the system names record, old, user,
// now, today, working and link.
func (f *Form) Shape() expression.Shape { return f.shape }

// Conditions is what conditions over a record may test: "title", "customer.level", "consent.given", "record.status" and so on.
func (f *Form) Conditions() map[string]query.FieldShape { return f.conditions }

// Relations maps every relation field to the form it points into.
func (f *Form) Relations() map[string]string { return f.relations }

// Writable is Conditions of the fields that rules and other forms' actions may set: not what is computed or numbered.
func (f *Form) Writable() map[string]query.FieldShape {
	out := map[string]query.FieldShape{}
	for _, c := range f.fields {
		if c.settable() {
			_, out[c.Key] = c.Value.Shape()
		}
	}
	return out
}

// Personal lists the fields with personal information, deleted ones too: their data is still there.
func (f *Form) Personal() []string {
	var out []string
	for _, c := range f.spec.Fields {
		if c.Personal != nil {
			out = append(out, c.Key)
		}
	}
	return out
}

// Computed reports whether the engine works the value out: from other fields, or from records of another form.
func (c *CompiledField) Computed() bool { return c.formula || c.sum != nil }

// settable reports whether anybody but the form itself may say what the field holds.
func (c *CompiledField) settable() bool { return !c.formula && c.numbered == nil && c.sum == nil }

// Text is the text of a value in lists and templates; names of people and records need Form.Text.
func (c *CompiledField) Text(v any, lang string) string { return field.Text(c.Value, v, lang, nil) }

// Input is one attempt to create or change a record.
type Input struct {
	Patch  map[string]any // field → value as sent, any JSON; null empties
	Old    map[string]any // canonical values before; nil at create
	Create bool
	// Public: sent by a stranger, so only what stands in the public layout is accepted.
	Public bool
	// Customer: the record came in by the public form, so what that form does not ask for may stay empty.
	Customer bool
	// System: written by rules and processes, which may write read-only fields and are not asked for what is missing.
	System bool
	// Level is what the writer may do with a field; nil means everything.
	Level   func(field string) access.Level
	Require []string // fields this attempt must leave filled, such as those of a button
	// Env holds the system names expressions read: record, old, user, now, today, working, link.
	Env map[string]any
	// Related returns the values of a related record, with id, no and title; false while unknown or when there is none.
	Related func(form, id string) (map[string]any, bool)
	// Means says what the texts of people, departments and records mean; nil: only ids are taken.
	Means    field.Means
	Ask      *effect.Ask // nil: uniqueness, existence and numbers are not asked for
	Now      time.Time
	Zone     *time.Location
	RecordID string
}

// Accepted is what an attempt leads to. Data holds only fields that are not empty, and what the form no longer knows.
type Accepted struct {
	Data     map[string]any
	Changed  []string          // fields whose value differs from Old, sorted
	Hidden   []string          // fields not shown, sorted
	Ignored  []string          // of those that are emptied, the ones something was sent for, sorted
	Required []string          // fields that must be filled for this writer, sorted
	Keys     []string          // "field:value" of unique fields
	Links    []string          // "field:id" of relations
	Numbers  map[string]string // numbers drawn
}
