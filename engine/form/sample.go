package form

import (
	"strings"
	"time"

	"huiyin/engine/form/field"
	"huiyin/engine/problem"
	"huiyin/engine/query"
)

// Samples are values to try the form with, as somebody might enter them: an option where there are some, the field's own
// title where a text is free, else what the type gives as an example. Files and what points at people or records have none.
func (f *Form) Samples(lang string, now time.Time) map[string]any {
	out := map[string]any{}
	for _, c := range f.fields {
		if _, attached := c.Value.(field.Attached); attached || !c.settable() || c.link != nil {
			continue
		}
		for _, raw := range c.candidates(lang, now) {
			if v, faults := c.Value.Normalise(raw); v != nil && len(faults) == 0 {
				out[c.Key] = v
				break
			}
		}
	}
	return out
}

// candidates are what a field may take, the likeliest first.
func (c *CompiledField) candidates(lang string, now time.Time) []any {
	var out []any
	_, shape := c.Value.Shape()
	switch {
	case len(shape.Options) > 0 && shape.List:
		out = append(out, []any{shape.Options[0]})
	case len(shape.Options) > 0:
		out = append(out, shape.Options[0])
	case shape.Kind == query.KindDate:
		out = append(out, now.Format(time.DateOnly))
	case shape.Kind == query.KindDatetime:
		out = append(out, now.UTC().Format(time.RFC3339))
	case shape.Kind == query.KindText:
		text := problem.Sentence(lang, "form.sample", map[string]any{"title": c.Title.In(lang)})
		out = append(out, text, strings.TrimSpace(strings.Repeat(text+" ", 6))) // some texts must be long
	}
	if unit, ok := field.Types.Get(c.Type); ok {
		for _, e := range unit.Info().Examples {
			if len(e.Problems) == 0 {
				out = append(out, e.In)
			}
		}
	}
	return out
}

// Entered are the fields that people fill, in the order of the form: nothing that is worked out, drawn or uploaded.
func (f *Form) Entered() []string {
	var out []string
	for _, c := range f.fields {
		if _, attached := c.Value.(field.Attached); !attached && c.settable() && !c.ReadOnly {
			out = append(out, c.Key)
		}
	}
	return out
}
