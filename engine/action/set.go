package action

import (
	"encoding/json"

	"huiyin/engine/catalog"
	"huiyin/engine/definition"
	"huiyin/engine/problem"
	"huiyin/engine/query"
)

func init() { Types.Add(set{}) }

// set gives fields of the record new values: literals, expressions or texts with placeholders. The form checks
// them as it checks a person's; fields that people may not write can be set, computed ones cannot.
type set struct{}

// Info describes the action.
func (set) Info() catalog.Info {
	return catalog.Info{
		ID:    "set",
		Label: definition.Text{"zh": "填写字段", "en": "Set fields"},
		Group: "record",
		Help:  definition.Text{"zh": "给本记录的字段赋值", "en": "Give fields of this record new values"},
		Settings: json.RawMessage(`{"type":"object","required":["fields"],"additionalProperties":false,"properties":{
			"fields":` + valueSchema + `,
			"onlyIfEmpty":{"type":"boolean","title":"只填空白字段"}}}`),
		Examples: []catalog.Example{
			{
				Note:     "literals, an expression and a text",
				Settings: json.RawMessage(`{"fields":{"priority":"p0","score":{"expr":"score * 2"},"note":{"text":"{{record.no}} {{title}}"}}}`),
				In:       map[string]any{"score": 4.0},
				Want:     map[string]any{"set": map[string]any{"priority": "p0", "score": 8.0, "note": "JY2026110007 导出很慢"}},
			},
			{
				Note:     "what is filled in stays",
				Settings: json.RawMessage(`{"fields":{"priority":"p2","note":"自动"},"onlyIfEmpty":true}`),
				In:       map[string]any{"priority": "p0"},
				Want:     map[string]any{"set": map[string]any{"note": "自动"}},
			},
			{
				Note:     "an option the field does not have",
				Settings: json.RawMessage(`{"fields":{"priority":"p9"}}`),
				Problems: []string{"action.option_unknown"},
			},
			{
				Note:     "a computed field and one that does not exist",
				Settings: json.RawMessage(`{"fields":{"no":"1","nothing":1}}`),
				Problems: []string{"action.field_computed", "action.field_unknown"},
			},
		},
	}
}

type setSettings struct {
	Fields      map[string]json.RawMessage `json:"fields"`
	OnlyIfEmpty bool                       `json:"onlyIfEmpty"`
}

// Compile checks the values against the form.
func (set) Compile(raw json.RawMessage, scope *Scope) (Runner, problem.List) {
	s, faults := settings[setSettings](raw)
	if len(faults) > 0 {
		return nil, faults
	}
	values, faults := compileValues(s.Fields, scope.Form, scope)
	return setRunner{values, s.OnlyIfEmpty}, faults.Under("/fields")
}

type setRunner struct {
	values      []value
	onlyIfEmpty bool
}

// Writes names the fields.
func (r setRunner) Writes() []string { return names(r.values) }

// constant reports whether field always gets the same value, so that setting it again changes nothing.
func (r setRunner) constant(field string) bool {
	for _, v := range r.values {
		if v.field == field {
			return r.onlyIfEmpty || (v.program == nil && v.template == nil)
		}
	}
	return false
}

// Plan computes the values.
func (r setRunner) Plan(c *Context) (Result, error) {
	chosen := r.values
	if r.onlyIfEmpty {
		chosen = nil
		for _, v := range r.values {
			if len(query.Elements(c.Get(v.field))) == 0 {
				chosen = append(chosen, v)
			}
		}
	}
	if len(chosen) == 0 {
		return Result{Note: c.say("action.note.all_filled")}, nil
	}
	values, err := valuesOf(chosen, c)
	return Result{Set: values}, err
}
