package action

import (
	"encoding/json"
	"slices"

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
		Settings: json.RawMessage(`{"type":"object","minProperties":1,"additionalProperties":false,"properties":{
			"fields":` + valueSettings("字段与值", "Fields and values") + `,
			"onlyIfEmpty":{"x-title":{"zh":"只填空白字段","en":"Only fields that are empty"},"type":"boolean"},
			"add":{"x-title":{"zh":"添加到多选与标签","en":"Add to choices and tags"},"type":"object","minProperties":1,"maxProperties":20,"x-editor":"values",
				"additionalProperties":{"type":"array","minItems":1,"maxItems":50,"items":{"type":["string","number","boolean"]}}}},
			"anyOf":[{"required":["fields"]},{"required":["add"]}]}`),
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
				Note:     "a mark beside those a list field has",
				Settings: json.RawMessage(`{"add":{"tags":["slow","bug"]}}`),
				In:       map[string]any{"tags": []any{"bug"}},
				Want:     map[string]any{"set": map[string]any{"tags": []any{"bug", "slow"}}},
			},
			{Note: "somebody a people rule finds", Settings: json.RawMessage(`{"fields":{"agent":{"people":"triager"}}}`),
				Want: map[string]any{"set": map[string]any{"agent": "u_lin"}}},
			{Note: "a people rule the process does not have", Settings: json.RawMessage(`{"fields":{"agent":{"people":"somebody"}}}`),
				Problems: []string{"action.people_rule_unknown"}},
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
	Add         map[string][]any           `json:"add"`
}

// Compile checks the values against the form.
func (set) Compile(raw json.RawMessage, scope *Scope) (Runner, problem.List) {
	s, faults := settings[setSettings](raw)
	if len(faults) > 0 {
		return nil, faults
	}
	values, faults := compileValues(s.Fields, scope.Form, scope)
	faults = faults.Under("/fields")
	own := scope.FormFields(scope.Form)
	for _, field := range sortedKeys(s.Add) {
		at := problem.Pointer("add", field)
		shape, writable := own[field]
		switch {
		case !writable:
			faults = append(faults, scope.unwritable(scope.Form, field, at))
		case !shape.List || shape.Kind == query.KindObject:
			faults.Add("action.add_no_list", at, "field", field)
		default:
			faults = append(faults, fits(shape, s.Add[field]).Under(at)...)
		}
	}
	return setRunner{values, s.OnlyIfEmpty, s.Add}, faults
}

type setRunner struct {
	values      []value
	onlyIfEmpty bool
	add         map[string][]any
}

// Writes names the fields.
func (r setRunner) Writes() []string { return append(names(r.values), sortedKeys(r.add)...) }

// Constant reports whether field always ends with the same value, so that setting it again changes nothing.
func (r setRunner) Constant(field string) bool {
	for _, v := range r.values {
		if v.field == field {
			return r.onlyIfEmpty || (v.program == nil && v.template == nil && v.people == "")
		}
	}
	return true
}

// Plan computes the values that differ from what is there.
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
	values, err := valuesOf(chosen, c)
	if err != nil {
		return Result{}, err
	}
	for field, marks := range r.add {
		if list, grown := union(c.Get(field), marks); grown {
			values[field] = list
		}
	}
	if len(values) == 0 {
		return Result{Note: c.say("action.note.all_filled")}, nil
	}
	return Result{Set: values}, nil
}

// union adds the marks a list does not hold yet, after those it has.
func union(have any, marks []any) (list []any, grown bool) {
	list = append(list, query.Elements(have)...)
	for _, m := range marks {
		if !slices.Contains(list, m) {
			list, grown = append(list, m), true
		}
	}
	return list, grown
}
