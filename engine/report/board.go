package report

import (
	_ "embed"
	"encoding/json"

	"huiyin/engine/definition"
)

//go:embed board.schema.json
var boardSource []byte

func init() {
	definition.RegisterKind(definition.Kind{Name: "report", Current: 1, Schema: boardSource})
}

// Board is the "spec" of a definition of kind report: widgets on a grid of Columns columns. Roles, when given, are the
// only ones that see it; boards are offered by Order, then title. Every widget asks about the records that the reader
// may see, whoever made the board.
type Board struct {
	Roles   []string `json:"roles,omitempty"`
	Order   int      `json:"order,omitempty"`
	Period  string   `json:"period,omitempty"` // shown first: all, today, week, … last365
	Filters []Filter `json:"filters,omitempty"`
	Widgets []Widget `json:"widgets"`
}

// Columns is how many columns a board has.
const Columns = 12

// Filter is a field that the reader may narrow the whole board by: every widget about the form heeds it.
type Filter struct {
	Key   string `json:"key"`
	Form  string `json:"form"`
	Field string `json:"field"`
}

// Widget is one answer on a board. Titles name its measures, by key; a period that the reader chooses takes the place
// of that of the question.
type Widget struct {
	Key      string                     `json:"key"`
	Title    definition.Text            `json:"title"`
	Note     definition.Text            `json:"note,omitempty"` // how the figure comes about, for whoever asks
	Chart    string                     `json:"chart"`
	Settings json.RawMessage            `json:"settings,omitempty"`
	Question json.RawMessage            `json:"question"`
	Titles   map[string]definition.Text `json:"titles,omitempty"`
	Place    Place                      `json:"place"`
}

// Place is where a widget stands, in columns and rows of the grid.
type Place struct {
	X int `json:"x"`
	Y int `json:"y"`
	W int `json:"w"`
	H int `json:"h"`
}
