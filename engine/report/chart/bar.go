package chart

import (
	"encoding/json"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"huiyin/engine/catalog"
	"huiyin/engine/definition"
)

func init() { register(bar{}) }

type bar struct{}

type barSettings struct {
	Stack string `json:"stack"`
	Lying bool   `json:"lying"`
}

func (bar) Info() catalog.Info {
	return catalog.Info{ID: "bar", Label: definition.Text{"zh": "柱状图", "en": "Bars"}, Group: "compare", Rank: 1,
		Help: definition.Text{"zh": "比较各组的多少", "en": "Compares how much there is of each"},
		Settings: []byte(`{"type":"object","additionalProperties":false,"properties":{
			"stack":{"enum":["grouped","stacked","percent"],"default":"grouped","x-title":{"zh":"多个系列","en":"Several series"},
				"x-options":{"grouped":{"zh":"并排","en":"Side by side"},"stacked":{"zh":"堆叠","en":"Stacked"},"percent":{"zh":"百分比堆叠","en":"Stacked to 100%"}}},
			"lying":{"type":"boolean","default":false,"x-title":{"zh":"横向","en":"Lying"}}}}`),
		Examples: []catalog.Example{{Note: "one measure by one field"}, {Note: "shares of a second field", Settings: []byte(`{"stack":"percent"}`)}}}
}

func (bar) Shape() Shape { return Shape{MinDims: 1, MaxDims: 2, MinMeasures: 1, MaxMeasures: 8} }

func (bar) Option(f Figures, raw json.RawMessage) map[string]any {
	s := settled[barSettings](raw)
	axis, list := f.spread()
	if s.Stack == "percent" {
		shares(list, len(axis))
	}
	c := charts.NewBar()
	c.SetGlobalOptions(size(), legend(len(list) > 1), tooltip("axis"), room(len(list) > 1))
	c.SetXAxis(texts(axis))
	for _, one := range list {
		data := make([]opts.BarData, len(axis))
		for i, v := range one.values {
			data[i] = opts.BarData{Value: v}
			if color := axis[i].Color; color != "" && len(list) == 1 {
				data[i].ItemStyle = &opts.ItemStyle{Color: color}
			}
		}
		stack := ""
		if s.Stack == "stacked" || s.Stack == "percent" {
			stack = "all"
		}
		c.AddSeries(one.name, data, charts.WithBarChartOpts(opts.BarChart{Stack: stack}), charts.WithItemStyleOpts(opts.ItemStyle{Color: one.color}))
	}
	if s.Lying {
		c.XYReversal()
	}
	return everyLabel(onAxes(finish(c, map[string]any{"barMaxWidth": 40}), steps(list)), len(axis))
}
