// Package chart draws answers of the report engine. Every kind of chart is one file here, and one of the same name in
// the interface, which draws the option that Option makes with echarts, or the figures themselves where there is none.
package chart

import (
	"encoding/json"

	"huiyin/engine/catalog"
	"huiyin/engine/problem"
	"huiyin/engine/schema"
)

// Kind is one kind of chart.
type Kind interface {
	catalog.Unit
	// Shape says what a question must ask for to be drawn like this.
	Shape() Shape
	// Option is the echarts option of figures, with settings that meet the schema of Info; nil when the interface draws
	// the figures itself. Texts are data, never code: formats are named, not functions.
	Option(f Figures, settings json.RawMessage) map[string]any
}

// Shape bounds the dimensions and measures of a question.
type Shape struct {
	MinDims     int `json:"minDims"`
	MaxDims     int `json:"maxDims"`
	MinMeasures int `json:"minMeasures"`
	MaxMeasures int `json:"maxMeasures"`
}

// Figures is an answer in words.
type Figures struct {
	Lang     string
	Dims     []string  // titles
	Measures []Measure // in the order of the values of rows
	Rows     []Row
}

// Measure is what a series is called and how its numbers are written.
type Measure struct {
	Key    string `json:"key"`
	Title  string `json:"title"`
	Format string `json:"format,omitempty"` // "" or percent
}

// Row has a label of every dimension and a value of every measure, nil where there is none.
type Row struct {
	Labels []Label
	Values []any
}

// Label is a text with the colour of what it stands for, "" for none of its own.
type Label struct {
	Text  string
	Color string
	Value any // a number where the dimension is one
}

// Kinds are all kinds of charts.
var Kinds catalog.Registry[Kind]

// Check says what keeps a kind from drawing a question of so many dimensions and measures with settings. Problems point
// to "/chart", "/settings" and "/question".
func Check(kind string, settings json.RawMessage, dims, measures int) problem.List {
	k, ok := Kinds.Get(kind)
	if !ok {
		return problem.List{problem.New("report.chart.unknown", "/chart", "chart", kind)}
	}
	var faults problem.List
	s := k.Shape()
	if dims < s.MinDims || dims > s.MaxDims {
		faults.Add("report.chart.dimensions", "/question/by", "min", s.MinDims, "max", s.MaxDims)
	}
	if measures < s.MinMeasures || measures > s.MaxMeasures {
		faults.Add("report.chart.measures", "/question/measures", "min", s.MinMeasures, "max", s.MaxMeasures)
	}
	if len(settings) == 0 {
		return faults
	}
	tree, broken := schema.Decode(settings, schema.Limit{Bytes: schema.MaxBytes, Depth: schema.MaxDepth})
	if len(broken) == 0 {
		broken = compiled[kind].Validate(tree)
	}
	return append(faults, broken.Under("/settings")...)
}

var compiled = map[string]*schema.Schema{}

func register(k Kind) {
	Kinds.Add(k)
	compiled[k.Info().ID] = schema.MustCompile("chart "+k.Info().ID, k.Info().Settings)
}

// settled reads settings that were checked.
func settled[S any](raw json.RawMessage) (s S) {
	_ = json.Unmarshal(raw, &s) // what Check let pass fits
	return s
}
