package chart

import (
	"encoding/json"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"huiyin/engine/catalog"
	"huiyin/engine/definition"
)

func init() { register(pie{}) }

type pie struct{}

type pieSettings struct {
	Ring bool `json:"ring"`
}

func (pie) Info() catalog.Info {
	return catalog.Info{ID: "pie", Label: definition.Text{"zh": "饼图", "en": "Pie"}, Group: "share", Rank: 1,
		Help: definition.Text{"zh": "各组占整体的多少，最好不超过 6 组", "en": "Parts of a whole, of six or fewer at best"},
		Settings: []byte(`{"type":"object","additionalProperties":false,"properties":{
			"ring":{"type":"boolean","default":false,"x-title":{"zh":"环形","en":"Ring"}}}}`),
		Examples: []catalog.Example{{Note: "shares of one field"}, {Note: "as a ring", Settings: []byte(`{"ring":true}`)}}}
}

func (pie) Shape() Shape { return Shape{MinDims: 1, MaxDims: 1, MinMeasures: 1, MaxMeasures: 1} }

func (pie) Option(f Figures, raw json.RawMessage) map[string]any {
	c := charts.NewPie()
	c.SetGlobalOptions(size(), legend(true), tooltip("item"))
	data := make([]opts.PieData, 0, len(f.Rows))
	for _, r := range f.Rows {
		data = append(data, opts.PieData{Name: r.Labels[0].Text, Value: r.Values[0], ItemStyle: colored(r.Labels[0])})
	}
	radius := any("68%")
	if settled[pieSettings](raw).Ring {
		radius = []string{"42%", "68%"}
	}
	c.AddSeries(f.Measures[0].Title, data, charts.WithPieChartOpts(opts.PieChart{Radius: radius, Center: []string{"50%", "56%"}}),
		charts.WithLabelOpts(opts.Label{Show: opts.Bool(true), Formatter: "{d}%"}))
	return finish(c, nil)
}

func colored(l Label) *opts.ItemStyle {
	if l.Color == "" {
		return nil
	}
	return &opts.ItemStyle{Color: l.Color}
}
