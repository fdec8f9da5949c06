package action

import (
	"encoding/json"
	"maps"

	"huiyin/engine/catalog"
	"huiyin/engine/definition"
	"huiyin/engine/effect"
	"huiyin/engine/expression"
	"huiyin/engine/problem"
)

func init() { Types.Add(updateRecord{}) }

// updateRecord orders a change of the records this one links to, or of one found by an expression.
type updateRecord struct{}

// Info describes the action.
func (updateRecord) Info() catalog.Info {
	return catalog.Info{
		ID:    "update_record",
		Label: definition.Text{"zh": "更新关联记录", "en": "Update a linked record"},
		Group: "other",
		Help:  definition.Text{"zh": "修改本记录所关联的记录", "en": "Change the record this one links to"},
		Settings: json.RawMessage(`{"type":"object","required":["fields"],"additionalProperties":false,"properties":{
			"relation":{"x-title":{"zh":"经由关联字段","en":"Through the relation"},"type":"string","minLength":1,"x-editor":"relation"},
			"form":{"x-title":{"zh":"哪张表单","en":"Form"},"type":"string","minLength":1,"x-editor":"form"},
			"id":{"x-title":{"zh":"哪条记录","en":"Record"},"type":"string","minLength":1,"x-editor":"expression"},
			"fields":` + inForm(valueSettings("改成", "New values")) + `},
			"oneOf":[{"required":["relation"]},{"required":["id","form"]}]}`),
		Examples: []catalog.Example{
			{
				Note:     "the customer behind the record",
				Settings: json.RawMessage(`{"relation":"customer","fields":{"level":"vip"}}`),
				Want: map[string]any{"effects": []any{map[string]any{"kind": "record",
					"record": map[string]any{"form": "customer", "id": "c_12", "set": map[string]any{"level": "vip"}}}}},
			},
			{
				Note:     "a record found by an expression",
				Settings: json.RawMessage(`{"form":"customer","id":"group.customer","fields":{"name":{"text":"{{customer.name}}（主）"}}}`),
				Want: map[string]any{"effects": []any{map[string]any{
					"record": map[string]any{"form": "customer", "id": "c_13", "set": map[string]any{"name": "远航物流（主）"}}}}},
			},
			{
				Note:     "nothing is linked",
				Settings: json.RawMessage(`{"relation":"improvement","fields":{"level":"high"}}`),
				Want:     map[string]any{"note": "没有关联的记录，未作更新"},
			},
			{
				Note:     "a field that is no relation",
				Settings: json.RawMessage(`{"relation":"title","fields":{"level":"vip"}}`),
				Problems: []string{"action.relation_unknown"},
			},
		},
	}
}

type updateSettings struct {
	Relation string                     `json:"relation"`
	Form     string                     `json:"form"`
	ID       string                     `json:"id"`
	Fields   map[string]json.RawMessage `json:"fields"`
}

// Compile checks the relation or the expression, and the values against the other form. A dotted relation path
// needs the form it ends at.
func (updateRecord) Compile(raw json.RawMessage, scope *Scope) (Runner, problem.List) {
	s, faults := settings[updateSettings](raw)
	if len(faults) > 0 {
		return nil, faults
	}
	r := updateRunner{relation: s.Relation, form: s.Form}
	if s.ID != "" {
		program, bad := expression.Compile(s.ID, scope.Shape, expression.KindAny)
		r.id = program
		faults = append(faults, bad.Under("/id")...)
	} else if r.form == "" {
		form, known := scope.Relations[s.Relation]
		if !known {
			return nil, problem.List{problem.New("action.relation_unknown", "/relation", "field", s.Relation)}
		}
		r.form = form
	} else if _, known := scope.Fields[s.Relation]; !known {
		faults.Add("action.relation_unknown", "/relation", "field", s.Relation)
	}
	if scope.FormFields(r.form) == nil {
		faults.Add("action.form_unknown", "/form", "form", r.form)
		return nil, faults
	}
	values, bad := compileValues(s.Fields, r.form, scope)
	r.values = values
	return r, append(faults, bad.Under("/fields")...)
}

type updateRunner struct {
	relation, form string
	id             *expression.Program
	values         []value
}

func (updateRunner) leaves() bool { return true }

// Makes tells what is changed.
func (r updateRunner) Makes() Made { return Made{Form: r.form, Fields: names(r.values)} }

// Plan orders the change of every linked record. The record itself is refused: that is what set is for, and a
// change ordered now would overwrite what people do before it is carried out.
func (r updateRunner) Plan(c *Context) (Result, error) {
	ids, err := r.targets(c)
	if err != nil {
		return Result{}, err
	}
	if len(ids) == 0 {
		return Result{Note: c.say("action.note.nothing_linked")}, nil
	}
	values, err := valuesOf(r.values, c)
	if err != nil {
		return Result{}, err
	}
	var out Result
	for _, id := range ids {
		if c.isOwn(id) {
			return Result{}, problem.List{problem.New("action.updates_itself", "")}
		}
		order := effect.RecordOrder{Form: r.form, ID: id, Set: maps.Clone(values)}
		out.Effects = append(out.Effects, c.effect(effect.Effect{Kind: effect.Record, Record: &order}))
	}
	return out, nil
}

func (r updateRunner) targets(c *Context) ([]string, error) {
	if r.id == nil {
		return identities(c.Get(r.relation)), nil
	}
	v, err := r.id.Run(c.Env)
	return identities(v), err
}
