package chart

import (
	"encoding/json"

	"huiyin/engine/catalog"
	"huiyin/engine/definition"
)

func init() { register(number{}) }

type number struct{}

func (number) Info() catalog.Info {
	return catalog.Info{ID: "number", Label: definition.Text{"zh": "数字卡", "en": "Number"}, Group: "figure", Rank: 1,
		Help:     definition.Text{"zh": "一个大数字，与上一期比较", "en": "One large figure, compared with the period before"},
		Settings: []byte(`{"type":"object","additionalProperties":false,"properties":{}}`),
		Examples: []catalog.Example{{Note: "one figure"}}}
}

func (number) Shape() Shape { return Shape{MinMeasures: 1, MaxMeasures: 3} }

func (number) Option(Figures, json.RawMessage) map[string]any { return nil }
