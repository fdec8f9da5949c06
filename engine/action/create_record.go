package action

import (
	"encoding/json"
	"slices"

	"huiyin/engine/catalog"
	"huiyin/engine/definition"
	"huiyin/engine/effect"
	"huiyin/engine/problem"
)

func init() { Types.Add(createRecord{}) }

// createRecord orders a new record of another form, filled from this one. It is created after this record is
// written, exactly once.
type createRecord struct{}

// Info describes the action.
func (createRecord) Info() catalog.Info {
	return catalog.Info{
		ID:    "create_record",
		Label: definition.Text{"zh": "新建记录", "en": "Create a record"},
		Group: "other",
		Help:  definition.Text{"zh": "在另一张表单中新建一条记录，可把它关联回来", "en": "Create a record of another form and link it back if wanted"},
		Settings: json.RawMessage(`{"type":"object","required":["form","fields"],"additionalProperties":false,"properties":{
			"form":{"type":"string","minLength":1,"x-editor":"form"},"fields":` + valueSchema + `,
			"back":{"type":"string","x-editor":"field"}}}`),
		Examples: []catalog.Example{
			{
				Note:     "an improvement that this record links to",
				Settings: json.RawMessage(`{"form":"improvement","fields":{"title":{"text":"改进：{{title}}"},"source":{"expr":"record.id"},"customer":{"expr":"customer"},"level":"high"},"back":"improvement"}`),
				Want: map[string]any{"effects": []any{map[string]any{"kind": "record", "record": map[string]any{"form": "improvement", "back": "improvement",
					"set": map[string]any{"title": "改进：导出很慢", "source": "r_1", "customer": "c_12", "level": "high"}}}}},
			},
			{
				Note:     "a customer who is not known yet",
				Settings: json.RawMessage(`{"form":"customer","fields":{"name":{"expr":"customer_name"},"level":"normal"},"back":"customer"}`),
				In:       map[string]any{"customer_name": "晨光文具"},
				Want: map[string]any{"effects": []any{map[string]any{"record": map[string]any{"form": "customer",
					"set": map[string]any{"name": "晨光文具", "level": "normal"}}}}},
			},
			{
				Note:     "a required field is not given, another does not exist",
				Settings: json.RawMessage(`{"form":"improvement","fields":{"nothing":1}}`),
				Problems: []string{"action.field_unknown", "action.field_required"},
			},
			{
				Note:     "a form nobody defined",
				Settings: json.RawMessage(`{"form":"ghost","fields":{"title":"x"}}`),
				Problems: []string{"action.form_unknown"},
			},
		},
	}
}

type createSettings struct {
	Form   string                     `json:"form"`
	Fields map[string]json.RawMessage `json:"fields"`
	Back   string                     `json:"back"`
}

// Compile checks form, fields, what the form requires, and the field that takes the link back.
func (createRecord) Compile(raw json.RawMessage, scope *Scope) (Runner, problem.List) {
	s, faults := settings[createSettings](raw)
	if len(faults) > 0 {
		return nil, faults
	}
	if scope.FormFields(s.Form) == nil {
		return nil, problem.List{problem.New("action.form_unknown", "/form", "form", s.Form)}
	}
	values, faults := compileValues(s.Fields, s.Form, scope)
	faults = faults.Under("/fields")
	if scope.Required != nil {
		for _, field := range scope.Required(s.Form) {
			if _, given := s.Fields[field]; !given {
				faults.Add("action.field_required", problem.Pointer("fields", field), "field", field, "form", s.Form)
			}
		}
	}
	if s.Back != "" && !leadsTo(scope, s.Back, s.Form) {
		faults.Add("action.back_unfit", "/back", "field", s.Back, "form", s.Form)
	}
	return createRunner{s.Form, s.Back, values}, faults
}

// leadsTo reports whether a writable relation field of the own form leads to form; without knowledge of relations
// being writable is enough.
func leadsTo(scope *Scope, field, form string) bool {
	if _, writable := scope.FormFields(scope.Form)[field]; !writable {
		return false
	}
	return scope.Relations == nil || scope.Relations[field] == form
}

type createRunner struct {
	form, back string
	values     []value
}

func (createRunner) leaves() bool { return true }

// Makes tells what is created.
func (r createRunner) Makes() Made {
	return Made{Form: r.form, Creates: true, Fields: names(r.values)}
}

// Plan orders the record.
func (r createRunner) Plan(c *Context) (Result, error) {
	values, err := valuesOf(r.values, c)
	if err != nil {
		return Result{}, err
	}
	order := effect.RecordOrder{Form: r.form, Set: values, Back: r.back}
	return Result{Effects: []effect.Effect{c.effect(effect.Effect{Kind: effect.Record, Record: &order})}}, nil
}

// effect completes an effect: its id, why it is there, waiting from now.
func (c *Context) effect(e effect.Effect) effect.Effect {
	e.ID, e.Source, e.State, e.Due = c.NextID(), c.Source, effect.Waiting, c.Now
	return e
}

// isOwn reports whether id is the record the action runs on.
func (c *Context) isOwn(id string) bool {
	own, _ := c.Env["record"].(map[string]any)
	return own != nil && slices.Contains(identities(own["id"]), id)
}
