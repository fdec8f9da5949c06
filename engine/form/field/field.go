// Package field holds the field types of forms: one file per type, one contract. A type knows only its own
// settings; key, title, required and the rest belong to the form.
package field

import (
	"encoding/json"
	"time"

	"huiyin/engine/catalog"
	"huiyin/engine/definition"
	"huiyin/engine/expression"
	"huiyin/engine/problem"
	"huiyin/engine/query"
)

// Types is the registry every type file adds itself to.
var Types catalog.Registry[Type]

// Type is a field type.
type Type interface {
	Info() catalog.Info
	// Compile checks the settings and returns the value rules of one field. Empty settings are legal. All
	// problems come at once, pointers start inside the settings; the Value is usable even beside problems,
	// so that the rest of the form can still be checked.
	Compile(settings json.RawMessage, scope Scope) (Value, problem.List)
}

// Value is what a compiled field knows about its values. Values are plain JSON (see Plain): nil is empty, numbers are
// float64, lists []any, objects map[string]any.
type Value interface {
	// Schema describes one value that is not empty as JSON Schema 2020-12, texts in lang.
	Schema(lang string) map[string]any
	// Normalise turns what was sent into the one form the value is kept in, or says what is wrong with it; the value
	// is nil when it is empty or refused. Normalise of a normalised value changes nothing. Pointers start inside the value.
	Normalise(raw any) (any, problem.List)
	// Shape is how expressions and conditions see the value.
	Shape() (expression.Type, query.FieldShape)
}

// Scope is what a field may refer to when it is compiled. Every function may be nil: then nothing is known and nothing is refused.
type Scope struct {
	List func(key string) (definition.ListSpec, bool)
	Form func(key string) (Target, bool)
	Role func(key string) bool // whether the app has a role; nil: not asked
}

// Target is another form as relations see it. Relations of the target are texts (record ids): dotted paths have one dot.
type Target struct {
	Shape  expression.Shape
	Fields map[string]query.FieldShape
}

// Names gives the text people know something by, or "" when it is not known. Kind is "user", "department",
// "record:<form>" with an id, or "datetime" with UTC ISO text, which only the caller can put into a time zone.
type Names func(kind, id string) string

// Means is the reverse of Names: what people call by a text. known is false while that is still being asked.
type Means func(link Link, text string) (found []Meant, known bool)

// Meant is something a text may mean; Text tells it from others that are called the same.
type Meant struct{ ID, Text string }

// Reader is implemented by values whose texts only the installation can read: Read is Normalise that also takes what
// Text writes. While it is not known what a text means, the value is the text.
type Reader interface {
	Read(raw any, means Means) (any, problem.List)
}

// Texter is implemented by values whose text in lists and messages is not simply the value.
type Texter interface {
	Text(v any, lang string, names Names) string
}

// Celler is implemented by values that a cell of a spreadsheet holds in another form than their text: what Cell writes
// in any language, Normalise reads back.
type Celler interface {
	Cell(v any, lang string) string
}

// Masker is implemented by values that keep a recognisable part when masked; all others become ****.
type Masker interface{ Mask(v any) any }

// Shower is implemented by values whose settings look different to the renderer than in the definition: texts in
// the reader's language, options of a list inlined.
type Shower interface {
	Show(lang string) map[string]any
}

// Deriver is implemented by values that are computed. Nobody sends them. An empty source computes nothing.
type Deriver interface {
	Derive() (source string, result expression.Kind)
}

// Numbered is implemented by values drawn from a counter when the record is created. at is in the app's time zone; the
// counter's name changes with the period, which is what starts a new period at one.
type Numbered interface {
	Number(at time.Time) (counter string, render func(n int64) string)
}

// Linker is implemented by values that are the id of something else.
type Linker interface{ Link() Link }

// Link says what an id belongs to.
type Link struct {
	Kind   string          // user, department, record
	Form   string          // record: the other form, "" = not chosen yet
	Title  string          // record: field shown for it, "" = the other form's title
	Filter query.Condition // record: which records may be chosen
	Roles  []string        // user: only people who have one of these roles may be chosen; empty = everybody
}

// Chooser is implemented by values with options. Retired lists the archived options in v: they may stay, but not be chosen anew.
type Chooser interface{ Retired(v any) []string }

// Stamper is implemented by values part of which only the server may say.
type Stamper interface {
	Stamp(v, old any, now time.Time) any
}

// Sensitive is implemented by values that are personal whatever the form asks them for, so that their fields must say why.
type Sensitive interface{ Sensitive() }

// Attached is implemented by values that are lists of uploaded files.
type Attached interface{ Attached() }

// Filler is implemented by values that can be there and still not count as an answer to a required question.
type Filler interface{ Filled(v any) bool }

// Chosen is implemented by values that people choose rather than write, which is what they are told when one is missing.
type Chosen interface{ Chosen() }

// Storer is implemented by values kept in another form in documents than in decisions.
type Storer interface {
	Store(v any) any
	Load(stored any) any
}

// Scaled is implemented by numbers that documents keep as whole numbers of 10^-Decimals.
type Scaled interface{ Decimals() int }

// Stepped is implemented by lists whose elements lead from the large to the small.
type Stepped interface{ Stepped() }

// Inner is implemented by values whose parts have rules of their own: path as in Paths.
type Inner interface {
	Inner(path string) (Value, bool)
}

// Pather is implemented by values with parts that conditions may test: path below the field, without the dot.
type Pather interface {
	Paths() map[string]query.FieldShape
}
