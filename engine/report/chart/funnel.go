package chart

import (
	"encoding/json"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"huiyin/engine/catalog"
	"huiyin/engine/definition"
)

func init() { register(funnel{}) }

type funnel struct{}

func (funnel) Info() catalog.Info {
	return catalog.Info{ID: "funnel", Label: definition.Text{"zh": "漏斗图", "en": "Funnel"}, Group: "share", Rank: 2,
		Help:     definition.Text{"zh": "一步步还剩多少", "en": "How much is left from step to step"},
		Settings: []byte(`{"type":"object","additionalProperties":false,"properties":{}}`),
		Examples: []catalog.Example{{Note: "steps as several measures, or one measure by one field"}}}
}

func (funnel) Shape() Shape { return Shape{MaxDims: 1, MinMeasures: 1, MaxMeasures: 10} }

func (funnel) Option(f Figures, _ json.RawMessage) map[string]any {
	c := charts.NewFunnel()
	c.SetGlobalOptions(size(), legend(false), tooltip("item"))
	var data []opts.FunnelData
	for _, r := range f.Rows {
		if len(r.Labels) > 0 {
			data = append(data, opts.FunnelData{Name: r.Labels[0].Text, Value: r.Values[0]})
			continue
		}
		for i, m := range f.Measures {
			data = append(data, opts.FunnelData{Name: m.Title, Value: r.Values[i]})
		}
	}
	c.AddSeries(f.Measures[0].Title, data, charts.WithLabelOpts(opts.Label{Show: opts.Bool(true), Formatter: "{b} {c}"}))
	// In the order of the answer: echarts sorts by size otherwise.
	return finish(c, map[string]any{"sort": "none", "top": 8, "bottom": 8, "left": "4%", "width": "62%", "minSize": "4%"})
}
