package chart

import (
	"encoding/json"
	"slices"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"huiyin/engine/catalog"
	"huiyin/engine/definition"
)

func init() { register(heatmap{}) }

type heatmap struct{}

func (heatmap) Info() catalog.Info {
	return catalog.Info{ID: "heatmap", Label: definition.Text{"zh": "热力图", "en": "Heat map"}, Group: "compare", Rank: 3,
		Help:     definition.Text{"zh": "两个维度交叉，颜色越深越多", "en": "Two fields crossed; the darker, the more"},
		Settings: []byte(`{"type":"object","additionalProperties":false,"properties":{}}`),
		Examples: []catalog.Example{{Note: "one measure by two fields"}}}
}

func (heatmap) Shape() Shape { return Shape{MinDims: 2, MaxDims: 2, MinMeasures: 1, MaxMeasures: 1} }

func (heatmap) Option(f Figures, _ json.RawMessage) map[string]any {
	var across, down []string
	most := 0.0
	data := make([]opts.HeatMapData, 0, len(f.Rows))
	place := func(list *[]string, text string) int {
		at := slices.Index(*list, text)
		if at < 0 {
			at = len(*list)
			*list = append(*list, text)
		}
		return at
	}
	for _, r := range f.Rows {
		v, ok := r.Values[0].(float64)
		if !ok {
			continue
		}
		most = max(most, v)
		data = append(data, opts.HeatMapData{Value: []any{place(&across, r.Labels[0].Text), place(&down, r.Labels[1].Text), v}})
	}
	c := charts.NewHeatMap()
	c.SetGlobalOptions(size(), legend(false), tooltip("item"), room(false),
		charts.WithXAxisOpts(opts.XAxis{Type: "category", Data: across, SplitArea: &opts.SplitArea{Show: opts.Bool(true)}}),
		charts.WithYAxisOpts(opts.YAxis{Type: "category", Data: down}),
		charts.WithVisualMapOpts(opts.VisualMap{Show: opts.Bool(false), Min: 0, Max: float32(most), InRange: &opts.VisualMapInRange{Color: []string{"#eef4fb", "#1f5fa8"}}}))
	c.AddSeries(f.Measures[0].Title, data, charts.WithLabelOpts(opts.Label{Show: opts.Bool(true)}))
	return finish(c, nil)
}
