package chart

import (
	"encoding/json"
	"math"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"huiyin/engine/catalog"
	"huiyin/engine/definition"
)

func init() { register(quadrant{}) }

type quadrant struct{}

type quadrantSettings struct {
	X     float64           `json:"x"`
	Y     float64           `json:"y"`
	Names []definition.Text `json:"names"`
}

func (quadrant) Info() catalog.Info {
	return catalog.Info{ID: "quadrant", Label: definition.Text{"zh": "四象限图", "en": "Quadrants"}, Group: "compare", Rank: 2,
		Help: definition.Text{"zh": "两个数字字段交叉成四块，圆越大数量越多", "en": "Two numbers crossed into four fields; the larger the dot, the more"},
		Settings: []byte(`{"type":"object","additionalProperties":false,"required":["x","y"],"properties":{
			"x":{"type":"number","x-title":{"zh":"横轴分界","en":"Border on the x axis"}},
			"y":{"type":"number","x-title":{"zh":"纵轴分界","en":"Border on the y axis"}},
			"names":{"type":"array","maxItems":4,"items":{"x-editor":"text","anyOf":[{"type":"string","maxLength":40},{"type":"object","additionalProperties":{"type":"string","maxLength":40}}]},
				"x-title":{"zh":"左上、右上、左下、右下的名字","en":"Names: upper left, upper right, lower left, lower right"}}}}`),
		Examples: []catalog.Example{{Note: "a number by two numbers", Settings: []byte(`{"x":3,"y":3,"names":[{"en":"A"},{"en":"B"},{"en":"C"},{"en":"D"}]}`)}}}
}

func (quadrant) Shape() Shape { return Shape{MinDims: 2, MaxDims: 2, MinMeasures: 1, MaxMeasures: 1} }

func (quadrant) Option(f Figures, raw json.RawMessage) map[string]any {
	s := settled[quadrantSettings](raw)
	c := charts.NewScatter()
	c.SetGlobalOptions(size(), legend(false), tooltip("item"), charts.WithGridOpts(opts.Grid{Top: "36", Left: "16", Right: "24", Bottom: "32", ContainLabel: opts.Bool(true)}),
		charts.WithXAxisOpts(opts.XAxis{Name: f.Dims[0], Type: "value", NameLocation: "middle", NameGap: 24}),
		charts.WithYAxisOpts(opts.YAxis{Name: f.Dims[1], Type: "value"}))
	most := 1.0
	for _, r := range f.Rows {
		if v, ok := r.Values[0].(float64); ok {
			most = max(most, v)
		}
	}
	var data []opts.ScatterData
	for _, r := range f.Rows {
		x, okX := r.Labels[0].Value.(float64)
		y, okY := r.Labels[1].Value.(float64)
		v, ok := r.Values[0].(float64)
		if ok && okX && okY { // a record without a score has no place
			data = append(data, opts.ScatterData{Value: []any{x, y, v}, SymbolSize: 10 + int(38*math.Sqrt(v/most))})
		}
	}
	c.AddSeries(f.Measures[0].Title, data, charts.WithItemStyleOpts(opts.ItemStyle{Opacity: opts.Float(0.75)}),
		charts.WithMarkLineNameXAxisItemOpts(opts.MarkLineNameXAxisItem{XAxis: s.X}),
		charts.WithMarkLineNameYAxisItemOpts(opts.MarkLineNameYAxisItem{YAxis: s.Y}),
		charts.WithMarkLineStyleOpts(opts.MarkLineStyle{Symbol: []string{"none", "none"}, Label: &opts.Label{Show: opts.Bool(false)}}))
	out := finish(c, nil)
	names := make([]string, len(s.Names))
	for i, name := range s.Names {
		names[i] = name.In(f.Lang)
	}
	out["quadrants"] = names // the interface writes them into the corners
	return out
}
