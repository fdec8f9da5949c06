package field

import (
	"encoding/json"
	"errors"

	"huiyin/engine/catalog"
	"huiyin/engine/definition"
	"huiyin/engine/expression"
	"huiyin/engine/problem"
	"huiyin/engine/query"
)

func init() {
	register(catalog.Info{
		ID: "relation", Label: definition.Text{"zh": "关联记录", "en": "Related record"}, Group: "relation",
		Help: definition.Text{"zh": "关联另一张表单的一条记录，如客户、产品", "en": "A record of another form, such as a customer or a product"},
		Settings: settings(`
			"form":{"$ref":"#/$defs/key","x-editor":"form","x-title":{"zh":"关联的表单","en":"Form"}},
			"titleField":{"$ref":"#/$defs/key","x-editor":"field","x-in":"form","x-title":{"zh":"显示哪个字段","en":"Field shown"}},
			"filter":{"type":"object","x-editor":"condition","x-in":"form","x-title":{"zh":"只能选择满足条件的记录","en":"Only records that meet"}}`),
		Examples: []catalog.Example{
			{Note: "an id", Settings: []byte(`{"form":"customer"}`), In: "c_12", Want: "c_12"},
			{Note: "not an id", Settings: []byte(`{"form":"customer"}`), In: []any{"c_12"}, Problems: []string{"form.link.invalid"}},
		},
	}, compileRelation)
}

type relationSettings struct {
	Form       string          `json:"form"`
	TitleField string          `json:"titleField"`
	Filter     json.RawMessage `json:"filter"`
}

type relationValue struct {
	linkValue
	shape expression.Shape
}

func compileRelation(s relationSettings, scope Scope) (Value, problem.List) {
	var faults problem.List
	v := relationValue{linkValue: linkValue{Link{Kind: "record", Form: s.Form, Title: s.TitleField}}}
	if len(s.Filter) > 0 {
		faults = append(faults, readFilter(s.Filter, &v.link.Filter)...)
	}
	if s.Form == "" || scope.Form == nil {
		return v, faults
	}
	target, ok := scope.Form(s.Form)
	if !ok {
		faults.Add("form.relation.form_unknown", "/form", "form", s.Form)
		return v, faults
	}
	v.shape = target.Shape
	if _, ok := target.Shape[s.TitleField]; s.TitleField != "" && !ok {
		faults.Add("form.relation.title_unknown", "/titleField", "field", s.TitleField, "form", s.Form)
	}
	return v, append(faults, v.link.Filter.Stored(target.Fields).Under("/filter")...)
}

// Shape is a map in expressions, so that they can read customer.level, and an id in conditions.
func (v relationValue) Shape() (expression.Type, query.FieldShape) {
	reference := query.FieldShape{Kind: query.KindReference}
	if v.shape == nil {
		return expression.MapOf(nil), reference
	}
	fields := map[string]expression.Type{}
	for key, t := range v.shape {
		fields[key] = t
	}
	for _, name := range []string{"id", "no", "title"} {
		if _, taken := fields[name]; !taken {
			fields[name] = expression.String
		}
	}
	return expression.MapOf(fields), reference
}

func (v relationValue) Show(string) map[string]any {
	out := map[string]any{"form": v.link.Form}
	if v.link.Title != "" {
		out["title"] = v.link.Title
	}
	return out
}

// readFilter reads the condition in a setting called filter; problems point into it.
func readFilter(raw json.RawMessage, into *query.Condition) (faults problem.List) {
	err := json.Unmarshal(raw, into)
	if list := (problem.List)(nil); errors.As(err, &list) {
		return list.Under("/filter")
	}
	if err != nil {
		faults.Add("form.settings.invalid", "/filter", "detail", err.Error())
	}
	return faults
}
