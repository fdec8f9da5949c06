package action

import (
	"encoding/json"
	"slices"

	"huiyin/engine/catalog"
	"huiyin/engine/definition"
	"huiyin/engine/effect"
	"huiyin/engine/problem"
	"huiyin/engine/query"
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
			"form":{"x-title":{"zh":"新建到哪张表单","en":"Form of the new record"},"type":"string","minLength":1,"x-editor":"form"},"fields":` + inForm(valueSettings("新记录的字段", "Fields of the new record")) + `,
			"back":{"x-title":{"zh":"关联回本记录的字段","en":"Field that links back"},"type":"string","x-editor":"field"},
			"match":{"x-title":{"zh":"按这些字段认出已有的记录","en":"Fields that recognise one that is there"},"type":"array","minItems":1,"maxItems":5,"uniqueItems":true,"items":{"type":"string"},"x-editor":"fields","x-in":"form"}}}`),
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
				Note:     "a customer who is known by a mail address is linked, not created again",
				Settings: json.RawMessage(`{"form":"customer","fields":{"name":{"expr":"customer_name"},"email":{"expr":"note"}},"match":["email"],"back":"customer"}`),
				In:       map[string]any{"customer_name": "晨光文具", "note": "known@example.com"},
				Want:     map[string]any{"set": map[string]any{"customer": "c_known"}},
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
	Match  []string                   `json:"match"` // fields that tell a record of the form from others: one with an equal value is linked instead
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
	if s.Match != nil && s.Back == "" {
		faults.Add("action.match_without_back", "/match")
	}
	for i, field := range s.Match {
		if _, given := s.Fields[field]; !given {
			faults.Add("action.match_unknown", problem.Pointer("match", i), "field", field)
		}
	}
	return createRunner{s.Form, s.Back, s.Match, values}, faults
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
	match      []string
	values     []value
}

// leaves is false with a match: what is found is linked at once, so that rules about the link see it.
func (r createRunner) leaves() bool { return r.match == nil }

// Writes names the field that takes the link at once.
func (r createRunner) Writes() []string {
	if r.match == nil {
		return nil
	}
	return []string{r.back}
}

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
	if known, answered := r.known(values, c); known != "" || !answered {
		return Result{Set: map[string]any{r.back: known}, Note: c.say("action.note.matched")}, nil
	}
	order := effect.RecordOrder{Form: r.form, Set: values, Back: r.back, Match: r.match}
	return Result{Effects: []effect.Effect{c.effect(effect.Effect{Kind: effect.Record, Record: &order})}}, nil
}

// known finds a record that has one of the matching values; answered is false while the question is open.
func (r createRunner) known(values map[string]any, c *Context) (id string, answered bool) {
	var any []query.Condition
	for _, field := range r.match {
		if v := values[field]; v != nil && v != "" {
			any = append(any, query.Condition{Field: field, Op: "eq", Value: v})
		}
	}
	if len(any) == 0 {
		return "", true
	}
	got, ok := c.Ask.Get(effect.Need{Kind: effect.NeedQuery, Form: r.form, Where: query.Condition{Any: any}, Limit: 1})
	if !ok || len(got.Records) == 0 {
		return "", ok
	}
	return got.Records[0].ID, true
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
