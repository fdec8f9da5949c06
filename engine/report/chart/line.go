package chart

import (
	"encoding/json"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"huiyin/engine/catalog"
	"huiyin/engine/definition"
)

func init() { register(line{}) }

type line struct{}

type lineSettings struct {
	Area bool `json:"area"`
}

func (line) Info() catalog.Info {
	return catalog.Info{ID: "line", Label: definition.Text{"zh": "折线图", "en": "Lines"}, Group: "trend", Rank: 1,
		Help: definition.Text{"zh": "随时间怎样变化", "en": "How figures change over time"},
		Settings: []byte(`{"type":"object","additionalProperties":false,"properties":{
			"area":{"type":"boolean","default":false,"x-title":{"zh":"填充面积","en":"Fill the area"}}}}`),
		Examples: []catalog.Example{{Note: "by month"}, {Note: "as areas", Settings: []byte(`{"area":true}`)}}}
}

func (line) Shape() Shape { return Shape{MinDims: 1, MaxDims: 2, MinMeasures: 1, MaxMeasures: 8} }

func (line) Option(f Figures, raw json.RawMessage) map[string]any {
	s := settled[lineSettings](raw)
	axis, list := f.spread()
	c := charts.NewLine()
	c.SetGlobalOptions(size(), legend(len(list) > 1), tooltip("axis"), room(len(list) > 1))
	c.SetXAxis(texts(axis))
	for _, one := range list {
		data := make([]opts.LineData, len(axis))
		for i, v := range one.values {
			data[i] = opts.LineData{Value: v}
			if v == nil {
				data[i].Value = "-" // a gap
			}
		}
		style := []charts.SeriesOpts{charts.WithLineChartOpts(opts.LineChart{ShowSymbol: opts.Bool(len(axis) <= 40)}), charts.WithItemStyleOpts(opts.ItemStyle{Color: one.color})}
		if s.Area {
			style = append(style, charts.WithAreaStyleOpts(opts.AreaStyle{Opacity: opts.Float(0.25)}))
		}
		c.AddSeries(one.name, data, style...)
	}
	return onAxes(finish(c, nil), steps(list))
}
