package chart_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"huiyin/engine/report/chart"
)

// sample has two dimensions, the second of which may be left out, and texts that nobody must run.
func sample(dims, measures int) chart.Figures {
	f := chart.Figures{Dims: []string{"状态", "模块"}[:dims]}
	for i := range measures {
		f.Measures = append(f.Measures, chart.Measure{Key: "m" + string(rune('a'+i)), Title: "数量" + string(rune('A'+i))})
	}
	add := func(values []any, labels ...chart.Label) {
		for len(values) < measures {
			values = append(values, values[0])
		}
		f.Rows = append(f.Rows, chart.Row{Labels: labels[:dims], Values: values[:measures]})
	}
	one, two := chart.Label{Text: "待处理", Color: "#123456", Value: 2.0}, chart.Label{Text: "</script><script>alert(1)</script>", Value: 4.0}
	add([]any{3.0}, one, chart.Label{Text: "报表", Value: 5.0})
	if dims > 0 {
		add([]any{1.0}, one, chart.Label{Text: "__f__alert(1)__f__", Value: 1.0})
		add([]any{nil}, two, chart.Label{Text: "报表", Value: 3.0})
	}
	return f
}

// Every kind draws the least and the most that its shape allows, with the settings of its examples, without an address
// outside of the installation and without code.
func TestEveryKindDraws(t *testing.T) {
	for _, k := range chart.Kinds.All() {
		info, s := k.Info(), k.Shape()
		for _, e := range info.Examples {
			if faults := chart.Check(info.ID, e.Settings, s.MinDims, s.MinMeasures); len(faults) > 0 {
				t.Errorf("%s: the example %q is refused: %v", info.ID, e.Note, faults)
			}
			for _, f := range []chart.Figures{sample(s.MinDims, s.MinMeasures), sample(min(s.MaxDims, 2), s.MaxMeasures), {Dims: make([]string, s.MinDims), Measures: make([]chart.Measure, s.MinMeasures)}} {
				raw, err := json.Marshal(k.Option(f, e.Settings))
				if err != nil {
					t.Fatalf("%s: %v", info.ID, err)
				}
				if strings.Contains(string(raw), "http") || strings.Contains(string(raw), "function") {
					t.Errorf("%s: %s", info.ID, raw)
				}
			}
		}
	}
}

func option(t *testing.T, kind, settings string, f chart.Figures) map[string]any {
	t.Helper()
	k, ok := chart.Kinds.Get(kind)
	if !ok {
		t.Fatalf("no %s", kind)
	}
	return k.Option(f, json.RawMessage(settings))
}

// values are the numbers of every series of an option, in the order they are drawn in.
func values(t *testing.T, option map[string]any) (out [][]any) {
	t.Helper()
	for _, s := range option["series"].([]any) {
		var list []any
		for _, point := range s.(map[string]any)["data"].([]any) {
			list = append(list, point.(map[string]any)["value"])
		}
		out = append(out, list)
	}
	return out
}

// What is drawn is what was found out: nothing is nothing and not zero, the order stays, shares add up to a hundred.
func TestFiguresAreDrawnAsTheyAre(t *testing.T) {
	for _, c := range []struct {
		kind, settings string
		f              chart.Figures
		want           string
	}{
		{"bar", ``, sample(2, 1), `[[3,null],[1,null]]`},
		{"bar", `{"stack":"percent"}`, sample(2, 1), `[[75,null],[25,null]]`},
		{"line", ``, sample(2, 1), `[[3,"-"],["-","-"]]`},
		{"pie", ``, sample(1, 1), `[[3,1,null]]`},
		{"funnel", ``, sample(0, 2), `[[3,3]]`},
		{"heatmap", ``, sample(2, 1), `[[[0,0,3],[0,1,1]]]`},
		{"quadrant", `{"x":3,"y":3}`, sample(2, 1), `[[[2,5,3],[2,1,1]]]`},
	} {
		got, _ := json.Marshal(values(t, option(t, c.kind, c.settings, c.f)))
		want := strings.ReplaceAll(c.want, `["-","-"]`, `[1,"-"]`)
		if string(got) != want {
			t.Errorf("%s %s: %s, want %s", c.kind, c.settings, got, want)
		}
	}
}

func TestWhatCannotBeDrawnIsSaid(t *testing.T) {
	for want, faults := range map[string][]string{
		"report.chart.unknown /chart":              codes("nope", "", 1, 1),
		"report.chart.dimensions /question/by":     codes("pie", "", 2, 1),
		"report.chart.measures /question/measures": codes("pie", "", 1, 2),
		"schema.required":                          codes("quadrant", "{}", 2, 1),
		"schema.unknown_property /settings/angle":  codes("pie", `{"angle":3}`, 1, 1),
	} {
		if len(faults) == 0 || !strings.HasPrefix(faults[0], want) {
			t.Errorf("want %s, got %v", want, faults)
		}
	}
}

// Whoever names the quadrants one by one may stop anywhere, and say a name in one language or in both.
func TestQuadrantsAreNamed(t *testing.T) {
	const settings = `{"x":3,"y":3,"names":["Wins",{"zh":"大项目","en":"Major"}]}`
	if faults := codes("quadrant", settings, 2, 1); len(faults) > 0 {
		t.Fatal(faults)
	}
	f := sample(2, 1)
	f.Lang = "en"
	if got, _ := option(t, "quadrant", settings, f)["quadrants"].([]string); !slices.Equal(got, []string{"Wins", "Major"}) {
		t.Errorf("the corners say %v", got)
	}
}

func codes(kind, settings string, dims, measures int) (out []string) {
	for _, p := range chart.Check(kind, json.RawMessage(settings), dims, measures) {
		out = append(out, p.Code+" "+p.Pointer)
	}
	return out
}
