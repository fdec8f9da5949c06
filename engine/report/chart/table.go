package chart

import (
	"encoding/json"

	"huiyin/engine/catalog"
	"huiyin/engine/definition"
)

func init() { register(table{}) }

type table struct{}

func (table) Info() catalog.Info {
	return catalog.Info{ID: "table", Label: definition.Text{"zh": "表格", "en": "Table"}, Group: "figure", Rank: 2,
		Help:     definition.Text{"zh": "一行一组，可以有多个数字", "en": "A row a group, with any number of figures"},
		Settings: []byte(`{"type":"object","additionalProperties":false,"properties":{}}`),
		Examples: []catalog.Example{{Note: "figures by one field"}}}
}

func (table) Shape() Shape { return Shape{MaxDims: 3, MinMeasures: 1, MaxMeasures: 20} }

func (table) Option(Figures, json.RawMessage) map[string]any { return nil }
