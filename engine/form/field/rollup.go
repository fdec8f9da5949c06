package field

import (
	"encoding/json"

	"huiyin/engine/catalog"
	"huiyin/engine/definition"
	"huiyin/engine/problem"
	"huiyin/engine/query"
)

func init() {
	register(catalog.Info{
		ID: "rollup", Label: definition.Text{"zh": "汇总", "en": "Rollup"}, Group: "relation",
		Help: definition.Text{"zh": "另一张表单里关联到本记录的那些记录的个数、合计、最大、最小或平均，它们一变就重算", "en": "Count, total, smallest, largest or mean of the records of another form that point here, worked out again whenever they change"},
		Settings: settings(`
			"form":{"$ref":"#/$defs/key","x-editor":"form","x-title":{"zh":"汇总哪张表单","en":"Form"}},
			"field":{"$ref":"#/$defs/key","x-editor":"field","x-in":"form","x-title":{"zh":"它用哪个字段关联到这里","en":"Its field that points here"}},
			"measure":{"enum":["count","distinct","sum","min","max","avg"],"default":"count","x-title":{"zh":"怎么汇总","en":"Measure"},
				"x-labels":{"count":{"zh":"个数","en":"Count"},"distinct":{"zh":"不同值的个数","en":"Different values"},"sum":{"zh":"合计","en":"Total"},"min":{"zh":"最小","en":"Smallest"},"max":{"zh":"最大","en":"Largest"},"avg":{"zh":"平均","en":"Mean"}}},
			"of":{"$ref":"#/$defs/key","x-editor":"field","x-in":"form","x-title":{"zh":"汇总哪个字段","en":"Of which field"}},
			"per":{"$ref":"#/$defs/key","x-editor":"field","x-in":"form","x-title":{"zh":"合计时同一个什么只算一次","en":"Of a total: each of these counts once"}},
			"self":{"type":"boolean","x-title":{"zh":"本记录也算在内（同一张表单时）","en":"This record counts too (of the same form)"}},
			"filter":{"type":"object","x-editor":"condition","x-in":"form","x-title":{"zh":"只算满足条件的记录","en":"Only records that meet"}},
			"result":{"enum":["number","date","datetime"],"default":"number","x-title":{"zh":"结果类型","en":"Result"}},
			"decimals":{"type":"integer","minimum":0,"maximum":8,"x-title":{"zh":"小数位数","en":"Decimals"}},
			"unit":{"$ref":"#/$defs/text","x-editor":"text","x-title":{"zh":"单位","en":"Unit"}}`),
		Examples: []catalog.Example{
			{Note: "a total with two decimals", Settings: []byte(`{"form":"order","field":"customer","measure":"sum","of":"amount","decimals":2}`), In: 12.345, Want: 12.35},
			{Note: "how many", Settings: []byte(`{"form":"order","field":"customer"}`), In: 3.0, Want: 3.0},
			{Note: "the latest day", Settings: []byte(`{"form":"order","field":"customer","measure":"max","of":"day","result":"date"}`), In: "2026-03-04", Want: "2026-03-04"},
			{Note: "how many customers", Settings: []byte(`{"form":"order","field":"customer","measure":"distinct","of":"customer"}`), In: 2.0, Want: 2.0},
			{Note: "another type than promised", Settings: []byte(`{"form":"order","field":"customer","measure":"max","of":"day","result":"date"}`), In: "soon", Problems: []string{"form.date.invalid"}},
		},
	}, compileRollup)
}

type rollupSettings struct {
	Form     string          `json:"form"`
	Field    string          `json:"field"`
	Measure  string          `json:"measure"`
	Of       string          `json:"of"`
	Per      string          `json:"per"`
	Self     bool            `json:"self"`
	Filter   json.RawMessage `json:"filter"`
	Result   string          `json:"result"`
	Decimals *int            `json:"decimals"`
	Unit     definition.Text `json:"unit"`
}

// Sum says what is worked out over which records: those of Form whose relation Field holds the record's id and that meet Filter.
type Sum struct {
	Form    string
	Field   string
	Measure string // count, distinct, sum, min, max or avg
	Of      string // what of them, "" for count
	Per     string // of a sum: the greatest value of each of these counts, those without one count each; "" = every record
	Self    bool   // the record itself counts as if it pointed to itself
	Filter  query.Condition
}

// Grouped is the field by whose values the sum is kept apart, "" when it is not.
func (s Sum) Grouped() string {
	if s.Measure == "distinct" {
		return s.Of
	}
	return s.Per
}

// Nothing is the value when no record points here yet.
func (s Sum) Nothing() any {
	if s.Measure == "count" || s.Measure == "distinct" || s.Measure == "sum" {
		return 0.0
	}
	return nil
}

// Summed is implemented by values that are worked out over records of another form.
type Summed interface{ Sum() Sum }

// rollupValue is a value of the type of its result.
type rollupValue struct {
	Value
	result formulaSettings
	sum    Sum
}

// Sum says what is worked out.
func (v rollupValue) Sum() Sum { return v.sum }

// Show is what the renderer needs to write the result: the same as of a formula.
func (v rollupValue) Show(lang string) map[string]any {
	return formulaValue{v.Value, v.result}.Show(lang)
}

// Text writes the result.
func (v rollupValue) Text(value any, lang string, names Names) string {
	return Text(v.Value, value, lang, names)
}

func compileRollup(s rollupSettings, scope Scope) (Value, problem.List) {
	if s.Measure == "" {
		s.Measure = "count"
	}
	result := formulaSettings{Result: s.Result, Decimals: s.Decimals, Unit: s.Unit}
	inner, faults := compileFormula(result, scope)
	v := rollupValue{Value: inner, result: result, sum: Sum{Form: s.Form, Field: s.Field, Measure: s.Measure, Of: s.Of, Per: s.Per, Self: s.Self}}
	if computed, ok := inner.(formulaValue); ok {
		v.Value, v.result = computed.Value, computed.formulaSettings // nobody derives it from the record itself
	}
	if s.Measure == "count" {
		v.sum.Of = ""
	}
	if len(s.Filter) > 0 {
		faults = append(faults, readFilter(s.Filter, &v.sum.Filter)...)
	}
	if s.Form == "" || scope.Form == nil {
		return v, faults
	}
	target, ok := scope.Form(s.Form)
	if !ok {
		faults.Add("form.relation.form_unknown", "/form", "form", s.Form)
		return v, faults
	}
	return v, append(faults, v.check(target)...)
}

// check holds the rollup against the form it reads. That the relation points here is for the form to say.
func (v rollupValue) check(target Target) problem.List {
	faults := v.sum.Filter.Stored(target.Fields).Under("/filter")
	if v.sum.Measure == "count" {
		return faults
	}
	of, known := target.Fields[v.sum.Of]
	per, grouped := target.Fields[v.sum.Per]
	_, result := v.Shape()
	if v.sum.Per != "" && (!grouped || per.List || v.sum.Measure != "sum") {
		faults.Add("form.rollup.per", "/per", "field", v.sum.Per, "measure", v.sum.Measure)
	}
	switch {
	case !known:
		faults.Add("form.relation.title_unknown", "/of", "field", v.sum.Of, "form", v.sum.Form)
	case v.sum.Measure == "distinct":
		if of.List || result.Kind != query.KindNumber {
			faults.Add("form.rollup.kind", "/of", "field", v.sum.Of, "measure", v.sum.Measure)
		}
	case of.List || of.Kind != result.Kind || of.Kind != query.KindNumber && (v.sum.Measure == "sum" || v.sum.Measure == "avg"):
		faults.Add("form.rollup.kind", "/of", "field", v.sum.Of, "measure", v.sum.Measure)
	}
	return faults
}
