package field

import (
	"math"
	"strconv"
	"strings"

	"huiyin/engine/catalog"
	"huiyin/engine/definition"
	"huiyin/engine/problem"
)

func init() {
	register(catalog.Info{
		ID: "slider", Label: definition.Text{"zh": "滑块", "en": "Slider"}, Group: "number",
		Help: definition.Text{"zh": "在一段范围里拖动选一个数", "en": "A number chosen by sliding along a range"},
		Settings: settings(`
			"min":{"type":"number","default":0,"x-title":{"zh":"最小值","en":"From"}},
			"max":{"type":"number","default":100,"x-title":{"zh":"最大值","en":"To"}},
			"step":{"type":"number","exclusiveMinimum":0,"default":1,"x-title":{"zh":"步长","en":"Step"}},
			"unit":{"$ref":"#/$defs/text","x-editor":"text","x-title":{"zh":"单位","en":"Unit"}},
			"marks":{"type":"array","maxItems":20,"x-editor":"marks","x-title":{"zh":"刻度说明","en":"Marks"},"items":{
				"type":"object","required":["value","title"],"additionalProperties":false,"properties":{
					"value":{"type":"number","x-title":{"zh":"位置","en":"Where"}},
					"title":{"$ref":"#/$defs/text","x-title":{"zh":"文字","en":"Words"}}}}}`),
		Examples: []catalog.Example{
			{Note: "on a step", Settings: []byte(`{"min":0,"max":1,"step":0.1}`), In: 0.3, Want: 0.3},
			{Note: "what adding up tenths makes of it", Settings: []byte(`{"min":0,"max":1,"step":0.1}`), In: 0.30000000000000004, Want: 0.3},
			{Note: "between two steps", Settings: []byte(`{"step":5}`), In: 7.0, Problems: []string{"form.slider.step"}},
			{Note: "beyond the end", In: 101.0, Problems: []string{"form.number.maximum"}},
		},
	}, compileSlider)
}

type sliderSettings struct {
	Min   *float64        `json:"min"`
	Max   *float64        `json:"max"`
	Step  float64         `json:"step"`
	Unit  definition.Text `json:"unit"`
	Marks []sliderMark    `json:"marks"`
}

type sliderMark struct {
	Value float64         `json:"value"`
	Title definition.Text `json:"title"`
}

// sliderValue is a number that is some steps above the smallest.
type sliderValue struct {
	numberValue
	low, step float64
	marks     []sliderMark
}

func compileSlider(s sliderSettings, _ Scope) (Value, problem.List) {
	low, high := 0.0, 100.0
	if s.Min != nil {
		low = *s.Min
	}
	if s.Max != nil {
		high = *s.Max
	}
	if s.Step == 0 {
		s.Step = 1
	}
	var faults problem.List
	if low >= high || high-low < s.Step {
		faults.Add("form.settings.range", "/min", "min", low, "max", high)
	}
	for i, m := range s.Marks {
		if m.Value < low || m.Value > high {
			faults.Add("form.slider.mark", problem.Pointer("marks", i, "value"), "value", m.Value)
		}
	}
	decimals := min(max(places(low), places(s.Step)), 8)
	v := numberValue{numberSettings{Min: &low, Max: &high, Decimals: &decimals, Unit: s.Unit}}
	return sliderValue{numberValue: v, low: low, step: s.Step, marks: s.Marks}, faults
}

// places counts the decimals a number is written with.
func places(f float64) int {
	_, fraction, _ := strings.Cut(strconv.FormatFloat(f, 'f', -1, 64), ".")
	return len(fraction)
}

func (v sliderValue) Normalise(raw any) (any, problem.List) {
	f, isNumber := number(raw)
	value, faults := v.numberValue.Normalise(raw)
	if value == nil || !isNumber {
		return value, faults
	}
	steps := (f - v.low) / v.step
	if math.Abs(steps-math.Round(steps)) > 1e-6 {
		return nil, problem.List{problem.New("form.slider.step", "", "step", v.step, "min", v.low)}
	}
	return value, nil
}

func (v sliderValue) Show(lang string) map[string]any {
	out := v.numberValue.Show(lang)
	out["step"] = v.step
	if len(v.marks) > 0 {
		marks := make([]any, len(v.marks))
		for i, m := range v.marks {
			marks[i] = map[string]any{"value": m.Value, "title": m.Title.In(lang)}
		}
		out["marks"] = marks
	}
	return out
}
