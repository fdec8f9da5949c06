package field

import (
	"strings"

	"huiyin/engine/catalog"
	"huiyin/engine/definition"
	"huiyin/engine/expression"
	"huiyin/engine/problem"
	"huiyin/engine/query"
)

func init() {
	register(catalog.Info{
		ID: "multi_select", Label: definition.Text{"zh": "多选", "en": "Multiple choice"}, Group: "choice", Rank: 2,
		Help:     definition.Text{"zh": "从几个选项或一个字典中选若干个", "en": "Several of the options or of a dictionary"},
		Settings: settings(optionProperties + otherProperty + countProperties),
		Examples: []catalog.Example{
			{Note: "each once, in the order of the options", Settings: twoOptions, In: []any{"idea", "bug", "idea"}, Want: []any{"bug", "idea"}},
			{Note: "one is a list of one", Settings: twoOptions, In: "bug", Want: []any{"bug"}},
			{Note: "titles side by side, as a spreadsheet has them", Settings: twoOptions, In: "新增需求，体验问题", Want: []any{"bug", "idea"}},
			{Note: "no such option", Settings: twoOptions, In: []any{"bug", "x"}, Problems: []string{"form.option.unknown"}},
			{Note: "too few", Settings: []byte(`{"options":[{"key":"a","title":"A"}],"min":2}`), In: []any{"a"}, Problems: []string{"form.choice.too_few"}},
		},
	}, func(s multiSettings, scope Scope) (Value, problem.List) {
		set, faults := compileOptions(s.optionSettings, s.AllowOther, scope)
		faults = append(faults, countRange(s.Min, s.Max)...)
		return multiValue{options: set, low: s.Min, high: s.Max}, faults
	})
}

type multiSettings struct {
	optionSettings
	AllowOther bool `json:"allowOther"`
	Min        int  `json:"min"`
	Max        int  `json:"max"`
}

// multiValue is a set of choices, kept in the order of the options; answers outside them follow in the order given.
type multiValue struct {
	options
	low, high int
}

// maxChoices bounds every list of choices.
const maxChoices = 100

func countRange(low, high int) problem.List {
	if high > 0 && low > high {
		return problem.List{problem.New("form.settings.range", "/min", "min", low, "max", high)}
	}
	return nil
}

func (v multiValue) Normalise(raw any) (any, problem.List) {
	if empty(raw) {
		return nil, nil
	}
	list, ok := raw.([]any)
	if one, single := raw.(string); single {
		list, ok = v.split(one), true
	}
	if !ok {
		return nil, problem.List{problem.New("form.choice.invalid", "")}
	}
	chosen, faults := v.chosen(list)
	if len(faults) > 0 {
		return nil, faults
	}
	return v.counted(chosen)
}

// split is what one text of a spreadsheet stands for: a line for each choice, or, where that gives nothing but options,
// choices side by side.
func (v multiValue) split(s string) []any {
	var lines, parts []any
	for line := range strings.Lines(s) {
		lines = append(lines, line)
	}
	if _, faults := v.choose(s); len(faults) == 0 && !v.other {
		return []any{s}
	}
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(",，、;；\n", r) }) {
		key, faults := v.choose(part)
		if _, known := v.index[key]; len(faults) > 0 || key != "" && !known {
			return lines
		}
		parts = append(parts, part)
	}
	return parts
}

func (v multiValue) chosen(list []any) ([]any, problem.List) {
	var faults problem.List
	seen := map[string]bool{}
	var others []any
	for i, e := range list {
		key, more := v.choose(e)
		faults = append(faults, more.Under(problem.Pointer(i))...)
		if _, known := v.index[key]; !known && key != "" && !seen[key] {
			others = append(others, key)
		}
		seen[key] = true
	}
	var out []any
	for _, o := range v.all {
		if seen[o.Key] {
			out = append(out, o.Key)
			seen[o.Key] = false
		}
	}
	return append(out, others...), faults
}

// counted refuses too few or too many entries; no upper bound means the common one.
func (v multiValue) counted(chosen []any) (any, problem.List) {
	high := v.high
	if high == 0 {
		high = maxChoices
	}
	switch count := len(chosen); {
	case count == 0:
		return nil, nil
	case count < v.low:
		return nil, problem.List{problem.New("form.choice.too_few", "", "min", v.low)}
	case count > high:
		return nil, problem.List{problem.New("form.choice.too_many", "", "max", high)}
	}
	return chosen, nil
}

func (v multiValue) Schema(string) map[string]any {
	out := map[string]any{"type": "array", "items": v.schema(), "uniqueItems": true, "minItems": max(v.low, 1), "maxItems": maxChoices}
	if v.high > 0 {
		out["maxItems"] = v.high
	}
	return out
}

func (v multiValue) Shape() (expression.Type, query.FieldShape) {
	return expression.ListOf(expression.String), query.FieldShape{Kind: query.KindOption, Options: v.keys(), List: true}
}

func (v multiValue) Retired(value any) []string { return v.retired(texts(value)...) }

func (v multiValue) Show(lang string) map[string]any {
	out := v.show(lang)
	if v.low > 0 {
		out["min"] = v.low
	}
	if v.high > 0 {
		out["max"] = v.high
	}
	return out
}

func (v multiValue) Text(value any, lang string, _ Names) string {
	keys := texts(value)
	for i, key := range keys {
		keys[i] = v.title(key, lang)
	}
	return joined(keys, lang)
}

// Cell has a line for each choice, since answers of people's own may hold every other sign.
func (v multiValue) Cell(value any, lang string) string {
	keys := texts(value)
	for i, key := range keys {
		keys[i] = v.title(key, lang)
	}
	return strings.Join(keys, "\n")
}

// texts returns the texts in a list value.
func texts(value any) []string {
	list, _ := value.([]any)
	out := make([]string, 0, len(list))
	for _, e := range list {
		if s, ok := e.(string); ok {
			out = append(out, s)
		}
	}
	return out
}

// Chosen marks what is chosen.
func (v multiValue) Chosen() {}
