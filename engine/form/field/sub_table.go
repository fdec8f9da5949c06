package field

import (
	"encoding/json"
	"strings"

	"huiyin/engine/catalog"
	"huiyin/engine/definition"
	"huiyin/engine/expression"
	"huiyin/engine/problem"
)

func init() {
	register(catalog.Info{
		ID: "sub_table", Label: definition.Text{"zh": "明细表", "en": "Table of rows"}, Group: "relation",
		Help: definition.Text{"zh": "一行一行的明细，如报价单的每一项；列就是字段，可以有公式", "en": "Rows such as the items of an offer; each column is a field, and may be computed"},
		Settings: settings(`
			"fields":{"type":"array","maxItems":30,"x-editor":"columns","x-title":{"zh":"列","en":"Columns"},"items":{
				"type":"object","required":["key","type","title"],"additionalProperties":false,"properties":{
					"key":{"$ref":"#/$defs/key","x-title":{"zh":"标识","en":"Key"}},
					"type":{"$ref":"#/$defs/key","x-title":{"zh":"类型","en":"Type"}},
					"title":{"$ref":"#/$defs/text","x-title":{"zh":"列名","en":"Title"}},
					"help":{"$ref":"#/$defs/text","x-title":{"zh":"填写说明","en":"Help"}},
					"required":{"type":"boolean","x-title":{"zh":"必填","en":"Required"}},
					"settings":{"type":"object","x-title":{"zh":"设置","en":"Settings"}}}}},
			"min":{"type":"integer","minimum":0,"maximum":200,"x-title":{"zh":"至少几行","en":"Rows at least"}},
			"max":{"type":"integer","minimum":1,"maximum":200,"default":100,"x-title":{"zh":"最多几行","en":"Rows at most"}}`),
		Examples: []catalog.Example{
			{Note: "each cell by its own rules, formulas per row", Settings: orderRows, In: []any{map[string]any{"item": " 键盘 ", "qty": "２", "price": "¥99.5"}},
				Want: []any{map[string]any{"item": "键盘", "qty": 2.0, "price": 99.5, "total": 199.0}}},
			{Note: "what was sent as a result is not believed", Settings: orderRows, In: []any{map[string]any{"item": "线", "qty": 1.0, "price": 5.0, "total": 1.0}},
				Want: []any{map[string]any{"item": "线", "qty": 1.0, "price": 5.0, "total": 5.0}}},
			{Note: "rows left empty are dropped", Settings: orderRows, In: []any{map[string]any{}, map[string]any{"item": "线"}, map[string]any{"qty": nil}}, Want: []any{map[string]any{"item": "线"}}},
			{Note: "every cell that is wrong is named", Settings: orderRows, In: []any{map[string]any{"item": "线", "qty": 0.0}, map[string]any{"qty": "many"}},
				Problems: []string{"form.number.minimum", "form.field.required", "form.number.invalid"}},
			{Note: "no such column", Settings: orderRows, In: []any{map[string]any{"item": "线", "colour": "red"}}, Problems: []string{"form.field.unknown"}},
			{Note: "too few rows", Settings: []byte(`{"min":2,"fields":[{"key":"a","type":"text","title":"A"}]}`), In: []any{map[string]any{"a": "x"}}, Problems: []string{"form.sub_table.too_few"}},
			{Note: "not rows", Settings: orderRows, In: "two of them", Problems: []string{"form.sub_table.invalid"}},
		},
	}, compileTable)
}

var orderRows = []byte(`{"max":5,"fields":[{"key":"item","type":"text","title":{"zh":"品名","en":"Item"},"required":true},
	{"key":"qty","type":"number","title":{"zh":"数量","en":"Quantity"},"settings":{"min":1,"decimals":0}},
	{"key":"price","type":"money","title":{"zh":"单价","en":"Price"}},
	{"key":"total","type":"formula","title":{"zh":"小计","en":"Total"},"settings":{"expression":"qty * price","decimals":2}}]}`)

type tableSettings struct {
	Fields []column `json:"fields"`
	Min    int      `json:"min"`
	Max    int      `json:"max"`
}

// column is a field that every row has.
type column struct {
	Key      string          `json:"key"`
	Type     string          `json:"type"`
	Title    definition.Text `json:"title"`
	Help     definition.Text `json:"help"`
	Required bool            `json:"required"`
	Settings json.RawMessage `json:"settings"`

	value   Value
	program *expression.Program // of a computed column
}

// tableValue is a list of rows, each an object of the values of its columns.
type tableValue struct {
	columns  []column
	index    map[string]int
	formulas []int // computed columns, each after those it reads
	low      int
	high     int
}

// secretTable is a table with a column that is personal whatever it is asked for.
type secretTable struct{ tableValue }

// Sensitive marks the table as its column is marked.
func (secretTable) Sensitive() {}

// maxRows bounds every table, so that a record stays a document of a sensible size.
const maxRows = 200

func compileTable(s tableSettings, scope Scope) (Value, problem.List) {
	v := tableValue{index: map[string]int{}, low: s.Min, high: s.Max}
	if v.high == 0 {
		v.high = 100
	}
	faults := countRange(s.Min, v.high)
	secret := false
	shape := expression.Shape{}
	for i, c := range s.Fields {
		at := problem.Pointer("fields", i)
		value, more := c.compile(scope)
		faults = append(faults, more.Under(at)...)
		if _, twice := v.index[c.Key]; twice {
			faults.Add("form.field.duplicate", at+"/key", "key", c.Key)
			continue
		}
		if value == nil {
			continue
		}
		c.value = value
		shape[c.Key], _ = value.Shape()
		v.index[c.Key] = len(v.columns)
		v.columns = append(v.columns, c)
		if _, yes := value.(Sensitive); yes {
			secret = true
		}
	}
	faults = append(faults, v.compute(shape)...)
	if secret {
		return secretTable{v}, faults
	}
	return v, faults
}

// compile makes the rules of one column. What needs to be asked for, drawn or stored elsewhere cannot stand in a row.
func (c column) compile(scope Scope) (Value, problem.List) {
	var faults problem.List
	if !definition.ValidKey(c.Key) {
		faults.Add("form.field.key_invalid", "/key", "key", c.Key)
	} else if expression.Reserved(c.Key) {
		faults.Add("form.field.key_reserved", "/key", "key", c.Key)
	}
	unit, known := Types.Get(c.Type)
	if !known {
		faults.Add("form.field.type_unknown", "/type", "type", c.Type, "known", Types.IDs())
		return nil, faults
	}
	value, more := unit.Compile(c.Settings, scope)
	if !standsInRows(value) {
		faults.Add("form.sub_table.type", "/type", "title", c.Title)
		return nil, faults
	}
	return value, append(faults, more.Under("/settings")...)
}

func standsInRows(v Value) bool {
	switch v.(type) {
	case Linker, Numbered, Stamper, Attached, Summed, tableValue, secretTable:
		return false
	}
	return true
}

// compute compiles the computed columns and orders them.
func (v *tableValue) compute(shape expression.Shape) problem.List {
	var faults problem.List
	for i, c := range v.columns {
		deriver, ok := c.value.(Deriver)
		if !ok {
			continue
		}
		at := problem.Pointer("fields", i, "settings", "expression")
		source, result := deriver.Derive()
		if source == "" {
			faults.Add("form.formula.empty", at, "title", c.Title)
			continue
		}
		program, more := expression.Compile(source, shape, result)
		faults = append(faults, more.Under(at)...)
		v.columns[i].program = program
	}
	state := make([]int, len(v.columns)) // 1 on the way, 2 done
	var visit func(i int)
	visit = func(i int) {
		c := v.columns[i]
		if c.program == nil || state[i] == 2 {
			return
		}
		if state[i] == 1 {
			faults.Add("form.formula.cycle", problem.Pointer("fields", i, "settings", "expression"), "title", c.Title)
			return
		}
		state[i] = 1
		for _, name := range c.program.Reads() {
			first, _, _ := strings.Cut(name, ".")
			if j, ok := v.index[first]; ok {
				visit(j)
			}
		}
		state[i] = 2
		v.formulas = append(v.formulas, i)
	}
	for i := range v.columns {
		visit(i)
	}
	return faults
}

func (v tableValue) Normalise(raw any) (any, problem.List) {
	if empty(raw) {
		return nil, nil
	}
	list, ok := raw.([]any)
	if s, isText := raw.(string); isText {
		ok = json.Unmarshal([]byte(s), &list) == nil // as a cell holds it
	}
	if !ok {
		return nil, problem.List{problem.New("form.sub_table.invalid", "")}
	}
	var faults problem.List
	var rows []any
	for i, e := range list {
		row, more := v.row(e)
		faults = append(faults, more.Under(problem.Pointer(i))...)
		if len(row) > 0 {
			rows = append(rows, row)
		}
	}
	switch filled := len(rows); {
	case len(faults) > 0:
	case filled > v.high || len(list) > maxRows:
		faults.Add("form.sub_table.too_many", "", "max", v.high)
	case filled > 0 && filled < v.low:
		faults.Add("form.sub_table.too_few", "", "min", v.low)
	}
	if len(faults) > 0 || len(rows) == 0 {
		return nil, faults
	}
	return rows, nil
}

// row brings one row into its form; nothing comes back for one in which nothing was entered.
func (v tableValue) row(raw any) (map[string]any, problem.List) {
	sent, ok := raw.(map[string]any)
	if !ok {
		return nil, problem.List{problem.New("form.sub_table.invalid", "")}
	}
	var faults problem.List
	row := map[string]any{}
	for _, c := range v.columns {
		if c.program != nil {
			continue
		}
		value, more := c.value.Normalise(sent[c.Key])
		faults = append(faults, c.titled(more)...)
		if value != nil {
			row[c.Key] = value
		}
	}
	for _, key := range sortedKeys(sent) {
		if _, known := v.index[key]; !known {
			faults.Add("form.field.unknown", problem.Pointer(key), "field", key)
		}
	}
	if len(row) == 0 && len(faults) == 0 {
		return nil, nil
	}
	for _, c := range v.columns {
		if c.Required && c.program == nil && row[c.Key] == nil && !under(faults, problem.Pointer(c.Key)) {
			faults.Add("form.field.required", problem.Pointer(c.Key), "title", c.Title)
		}
	}
	v.derive(row)
	return row, faults.Sorted()
}

// derive computes the computed columns of a row, each over those before it. What cannot be computed is empty.
func (v tableValue) derive(row map[string]any) {
	if len(v.formulas) == 0 {
		return
	}
	env := make(map[string]any, len(v.columns))
	for _, c := range v.columns {
		env[c.Key] = row[c.Key]
	}
	for _, i := range v.formulas {
		c := v.columns[i]
		raw, err := c.program.Run(env)
		if err != nil {
			continue
		}
		value, faults := c.value.Normalise(Plain(raw))
		if len(faults) > 0 || value == nil {
			continue
		}
		row[c.Key], env[c.Key] = value, value
	}
}
