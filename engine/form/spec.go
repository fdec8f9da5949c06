// Package form interprets form definitions: what may be entered, what is shown when, what is computed,
// and what a valid record looks like. Accept is the only way in for data, whichever channel brings it.
package form

import (
	"encoding/json"

	"huiyin/engine/definition"
	"huiyin/engine/query"
)

// Spec is the "spec" of a definition of kind form.
type Spec struct {
	Process       string   `json:"process,omitempty"`     // process started when a record is created
	NumberField   string   `json:"numberField,omitempty"` // autonumber that people call the record by
	TitleField    string   `json:"titleField,omitempty"`
	ExternalField string   `json:"externalField,omitempty"` // unique text by which another system knows the record
	Task          bool     `json:"task,omitempty"`          // only fills ad-hoc tasks: never listed, never stored as records
	Dataset       string   `json:"dataset,omitempty"`       // "promises": filled from the promise ledgers of the app's records, read-only
	ReadOnly      bool     `json:"readOnly,omitempty"`      // filled by the engine, shown as a dataset
	Fields        []Field  `json:"fields"`
	Logic         []Logic  `json:"logic,omitempty"`
	Checks        []Check  `json:"checks,omitempty"`
	Layout        []Item   `json:"layout,omitempty"`
	Public        *Public  `json:"public,omitempty"`
	Contact       *Contact `json:"contact,omitempty"` // how the person behind a record is reached
	Similar       []string `json:"similar,omitempty"` // text fields whose bigrams find similar records; the first is the title
	Icon          string   `json:"icon,omitempty"`
	Order         int      `json:"order,omitempty"` // position in the menu
}

// Contact names the fields that tell who is behind a record and how to reach them; every name is optional.
type Contact struct {
	Name      string `json:"name,omitempty"`
	Email     string `json:"email,omitempty"`
	Phone     string `json:"phone,omitempty"`
	Chat      string `json:"chat,omitempty"`      // name in a messenger, where a person can write
	Consent   string `json:"consent,omitempty"`   // consent field: not given = not to be contacted
	Anonymous string `json:"anonymous,omitempty"` // boolean field: wants to stay unknown
	Wanted    string `json:"wanted,omitempty"`    // boolean field: false = wants no reply
}

// Field is one field. Keys are what is stored and referenced; titles are free to change.
type Field struct {
	Key      string          `json:"key"`
	Type     string          `json:"type"`
	Title    definition.Text `json:"title"`
	Help     definition.Text `json:"help,omitempty"`
	Required bool            `json:"required,omitempty"`
	ReadOnly bool            `json:"readOnly,omitempty"` // only rules, process and formulas write it
	Unique   bool            `json:"unique,omitempty"`
	Default  json.RawMessage `json:"default,omitempty"` // literal, or {"expr":"..."} evaluated at create
	OnHide   string          `json:"onHide,omitempty"`  // clear (default) or keep
	Personal *Personal       `json:"personal,omitempty"`
	Deleted  bool            `json:"deleted,omitempty"` // tombstone: data kept, nothing shown
	Settings json.RawMessage `json:"settings,omitempty"`
}

// Personal marks a field as personal information: encrypted at rest, masked by role. Purpose tells whoever is asked
// for it what it is needed for.
type Personal struct {
	Kind          string          `json:"kind"` // general or sensitive
	Purpose       definition.Text `json:"purpose"`
	RetentionDays int             `json:"retentionDays"`
}

// Logic changes the form while it is filled; the server evaluates it again at submit.
type Logic struct {
	Key      string                     `json:"key"`
	When     query.Condition            `json:"when"`
	Show     []string                   `json:"show,omitempty"` // fields or layout items; shown only while When holds (any of several rules)
	Hide     []string                   `json:"hide,omitempty"` // the same; hidden while When holds, whatever shows them
	Require  []string                   `json:"require,omitempty"`
	ReadOnly []string                   `json:"readOnly,omitempty"`
	Set      map[string]json.RawMessage `json:"set,omitempty"`     // literal or {"expr":"..."}, while When holds
	Options  map[string][]string        `json:"options,omitempty"` // by field, the only options that can be chosen while When holds
	Off      bool                       `json:"off,omitempty"`
}

// Check refuses a submission while When holds.
type Check struct {
	Key     string          `json:"key"`
	When    query.Condition `json:"when"`
	Field   string          `json:"field"` // where the message is shown
	Message definition.Text `json:"message"`
}

// Item is a piece of layout: a field, or a unit with children.
type Item struct {
	Key      string          `json:"key,omitempty"` // layout units have keys so that logic can show them
	Field    string          `json:"field,omitempty"`
	Type     string          `json:"type,omitempty"` // section, columns, tabs, page, notice, divider
	Title    definition.Text `json:"title,omitempty"`
	Text     definition.Text `json:"text,omitempty"`  // notice: plain text, line breaks kept
	Width    int             `json:"width,omitempty"` // of 12; 0 = full
	Children []Item          `json:"children,omitempty"`
}

// Public is the form as strangers see it: its own field whitelist, layout and words.
type Public struct {
	Enabled bool                       `json:"enabled"`
	Title   definition.Text            `json:"title,omitempty"`
	Intro   definition.Text            `json:"intro,omitempty"`
	Layout  []Item                     `json:"layout"`            // only fields that stand here are accepted
	Require []string                   `json:"require,omitempty"` // required here though not inside
	Submit  definition.Text            `json:"submit,omitempty"`
	Thanks  definition.Text            `json:"thanks,omitempty"` // heading of what follows a submission
	Success definition.Text            `json:"success,omitempty"`
	Notice  definition.Text            `json:"notice,omitempty"`  // privacy notice shown before submit
	Prefill map[string]string          `json:"prefill,omitempty"` // URL parameter -> field
	Track   []string                   `json:"track,omitempty"`   // fields shown on the tracking page
	Theme   string                     `json:"theme,omitempty"`   // "" or large
	PerHour int                        `json:"perHour,omitempty"` // submissions per address and hour, default 20
	Set     map[string]json.RawMessage `json:"set,omitempty"`     // values every public submission gets
	Door
}
