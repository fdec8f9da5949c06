package chart

import (
	"encoding/json"
	"maps"
	"math"
	"slices"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// finish turns a chart of the library into its option, with every series patched by what the library has no name for.
// What it always writes and these charts do not use is taken out; the interface has its own title, menu and colours.
func finish(c interface {
	Validate()
	JSON() map[string]any
}, patch map[string]any) map[string]any {
	c.Validate()
	raw, err := json.Marshal(c.JSON())
	var out map[string]any
	if err != nil || json.Unmarshal(raw, &out) != nil {
		return nil // numbers are finite and texts are texts: nothing can fail
	}
	for _, unused := range []string{"title", "toolbox", "color", "animation"} {
		delete(out, unused)
	}
	list, _ := out["series"].([]any)
	for _, one := range list {
		if series, ok := one.(map[string]any); ok {
			maps.Copy(series, patch)
		}
	}
	return out
}

// size is the drawing room's: the interface gives charts their place.
func size() charts.GlobalOpts {
	return charts.WithInitializationOpts(opts.Initialization{ChartID: "chart"})
}

// legend shows what the colours stand for, where there is more than one.
func legend(many bool) charts.GlobalOpts {
	return charts.WithLegendOpts(opts.Legend{Show: opts.Bool(many), Type: "scroll", Top: "0"})
}

func tooltip(trigger string) charts.GlobalOpts {
	return charts.WithTooltipOpts(opts.Tooltip{Show: opts.Bool(true), Trigger: trigger})
}

// room leaves place for labels and, above, for a legend.
func room(many bool) charts.GlobalOpts {
	top := "16"
	if many {
		top = "36"
	}
	return charts.WithGridOpts(opts.Grid{Top: top, Left: "8", Right: "16", Bottom: "8", ContainLabel: opts.Bool(true)})
}

// series is one line or row of bars over the labels of the first dimension.
type series struct {
	name   string
	color  string
	values []any
}

// spread is figures as series: one a measure, or one a label of the second dimension.
func (f Figures) spread() (axis []Label, out []series) {
	index := map[string]int{}
	for _, r := range f.Rows {
		if _, known := index[r.Labels[0].Text]; !known {
			index[r.Labels[0].Text] = len(axis)
			axis = append(axis, r.Labels[0])
		}
	}
	if len(f.Dims) < 2 {
		for i, m := range f.Measures {
			s := series{name: m.Title, values: make([]any, len(axis))}
			for _, r := range f.Rows {
				s.values[index[r.Labels[0].Text]] = r.Values[i]
			}
			out = append(out, s)
		}
		return axis, out
	}
	used := map[string]bool{}
	for _, r := range f.Rows {
		i := slices.IndexFunc(out, func(s series) bool { return s.name == r.Labels[1].Text })
		if i < 0 {
			i = len(out)
			color := r.Labels[1].Color
			if used[color] { // two of one colour cannot be told apart
				color = ""
			}
			used[color] = true
			out = append(out, series{name: r.Labels[1].Text, color: color, values: make([]any, len(axis))})
		}
		out[i].values[index[r.Labels[0].Text]] = r.Values[0]
	}
	return axis, out
}

// shares turns the values of series into percent of all series at every label. Nothing stays nothing.
func shares(list []series, labels int) {
	for at := range labels {
		sum := 0.0
		for _, s := range list {
			v, _ := s.values[at].(float64)
			sum += v
		}
		for _, s := range list {
			if v, ok := s.values[at].(float64); ok && sum != 0 {
				s.values[at] = v / sum * 100
			}
		}
	}
}

func texts(labels []Label) []string {
	out := make([]string, len(labels))
	for i, l := range labels {
		out[i] = l.Text
	}
	return out
}

// steps keeps the marks of an axis whole where every figure is: there is no half a record.
func steps(list []series) map[string]any {
	for _, s := range list {
		for _, v := range s.values {
			if x, ok := v.(float64); ok && x != math.Trunc(x) {
				return nil
			}
		}
	}
	return map[string]any{"minInterval": 1}
}

// onAxes patches the axes of values.
func onAxes(option, patch map[string]any) map[string]any {
	for _, name := range []string{"xAxis", "yAxis"} {
		list, _ := option[name].([]any)
		for _, one := range list {
			if axis, ok := one.(map[string]any); ok && axis["data"] == nil {
				maps.Copy(axis, patch)
			}
		}
	}
	return option
}

// crowded is from how many labels on they would lie on each other when written level.
const crowded = 8

// everyLabel has every label of a short axis written, cut to its room: a bar without a name says nothing. Many of them
// below the bars are written aslant.
func everyLabel(option map[string]any, labels int) map[string]any {
	if labels > 12 {
		return option
	}
	for _, name := range []string{"xAxis", "yAxis"} {
		list, _ := option[name].([]any)
		for _, one := range list {
			if axis, ok := one.(map[string]any); ok && axis["data"] != nil {
				label := map[string]any{"interval": 0, "width": max(40, 520/max(labels, 1)), "overflow": "truncate"}
				if name == "xAxis" && labels >= crowded {
					label["rotate"], label["width"] = 40, 80
				}
				axis["axisLabel"] = label
			}
		}
	}
	return option
}
