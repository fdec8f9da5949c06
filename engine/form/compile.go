package form

import (
	"maps"

	"huiyin/engine/definition"
	"huiyin/engine/expression"
	"huiyin/engine/form/field"
	"huiyin/engine/problem"
	"huiyin/engine/query"
)

// Compile turns a definition of kind form into a Form. Every fault comes at once, with pointers that start at "/spec";
// the Form is nil when one of them blocks.
func Compile(d definition.Definition, scope Scope) (*Form, problem.List) {
	f, found := Outline(d, scope)
	if found.Err() != nil {
		return nil, found
	}
	return f, found
}

// Outline is Compile for whoever checks what refers to the form: beside faults that block, nobody may fill it, but what
// it has is known. It is nil when that cannot be told, because it does not decode or has a type that is not known.
func Outline(d definition.Definition, scope Scope) (*Form, problem.List) {
	spec, faults := definition.DecodeSpec[Spec](d)
	if faults.Err() != nil {
		return nil, faults
	}
	c := &compiler{scope: scope, form: &Form{key: d.Key, title: d.Title, spec: spec, index: map[string]*CompiledField{},
		governed: map[string]int{}, relations: map[string]string{}, programs: map[string]*expression.Program{}}}
	c.fields()
	c.form.shape, c.form.conditions = c.shapes()
	c.sums()
	c.formulas()
	c.checkLayout(spec.Layout, "/spec/layout")
	c.form.layout = c.completed(spec.Layout)
	c.fallbacks()
	c.logic()
	c.checks()
	c.public()
	c.references()
	c.privacy()
	c.form.paths = c.paths()
	if len(c.found.Blocking()) == 0 {
		c.places()
	}
	if c.found.Has("form.field.type_unknown") {
		return nil, c.found
	}
	return c.form, c.found
}

type compiler struct {
	scope Scope
	form  *Form
	found problem.List
}

// ours are names that other parts of the engine give a meaning; no field may take them.
var ours = map[string]bool{"record": true, "old": true, "user": true, "now": true, "today": true, "working": true,
	"link": true, "idem": true, "fired": true}

// Reserved reports whether no field may be called so.
func Reserved(key string) bool { return ours[key] || expression.Reserved(key) }

func (c *compiler) fields() {
	seen := map[string]bool{}
	for i, f := range c.form.spec.Fields {
		at := problem.Pointer("spec", "fields", i)
		switch {
		case seen[f.Key]:
			c.found.Add("form.field.duplicate", at+"/key", "key", f.Key)
			continue
		case !definition.ValidKey(f.Key):
			c.found.Add("form.field.key_invalid", at+"/key", "key", f.Key)
		case Reserved(f.Key):
			c.found.Add("form.field.key_reserved", at+"/key", "key", f.Key)
		}
		seen[f.Key] = true
		unit, known := field.Types.Get(f.Type)
		if !known {
			c.found.Add("form.field.type_unknown", at+"/type", "type", f.Type, "known", field.Types.IDs())
			continue
		}
		value, faults := unit.Compile(f.Settings, c.units())
		if f.Deleted {
			continue // what it refers to may be gone as well
		}
		c.found = append(c.found, faults.Under(at+"/settings")...)
		c.take(&CompiledField{Field: f, Value: value, at: at})
	}
}

// take adds a field and notes what its type can do.
func (c *compiler) take(f *CompiledField) {
	if linker, ok := f.Value.(field.Linker); ok {
		link := linker.Link()
		f.link = &link
		if link.Kind == "record" {
			c.form.relations[f.Key] = link.Form
			if link.Form == "" {
				c.found.Add("form.relation.form_missing", f.at+"/settings", "title", f.Title)
			}
		}
	}
	_, f.formula = f.Value.(field.Deriver)
	if summed, ok := f.Value.(field.Summed); ok {
		sum := summed.Sum()
		f.sum = &sum
	}
	f.numbered, _ = f.Value.(field.Numbered)
	f.n = len(c.form.fields)
	c.form.fields = append(c.form.fields, f)
	c.form.index[f.Key] = f
}

// units is what field types may refer to.
func (c *compiler) units() field.Scope {
	out := field.Scope{List: c.scope.Lists}
	if c.scope.Has != nil {
		out.Role = func(key string) bool { return c.scope.Has("role", key) }
	}
	if c.scope.Forms != nil {
		out.Form = func(key string) (field.Target, bool) {
			spec, ok := c.scope.Forms(key)
			if key == c.form.key && !ok {
				spec, ok = &c.form.spec, true
			}
			if !ok {
				return field.Target{}, false
			}
			return c.target(spec), true
		}
	}
	return out
}

// target is another form as relations see it; what is wrong with it is reported where it is defined.
func (c *compiler) target(spec *Spec) field.Target {
	out := field.Target{Shape: expression.Shape{}, Fields: map[string]query.FieldShape{}}
	for _, f := range spec.Fields {
		unit, known := field.Types.Get(f.Type)
		if !known || f.Deleted {
			continue
		}
		value, _ := unit.Compile(f.Settings, field.Scope{List: c.scope.Lists})
		t, shape := value.Shape()
		if _, linked := value.(field.Linker); linked {
			t = expression.String
		}
		out.Shape[f.Key], out.Fields[f.Key] = t, shape
		addPaths(out.Fields, f.Key, value)
	}
	for name, kind := range map[string]string{"id": query.KindReference, "no": query.KindText, "title": query.KindText, "status": query.KindOption} {
		out.Shape[name] = expression.String
		out.Fields[name] = query.FieldShape{Kind: kind}
		out.Fields["record."+name] = query.FieldShape{Kind: kind}
	}
	return out
}

func addPaths(into map[string]query.FieldShape, key string, value field.Value) {
	if p, ok := value.(field.Pather); ok {
		for path, shape := range p.Paths() {
			into[key+"."+path] = shape
		}
	}
}

// shapes describes a record of the form for expressions and for conditions.
func (c *compiler) shapes() (expression.Shape, map[string]query.FieldShape) {
	shape, tests := expression.Shape{}, maps.Clone(systemTests)
	values := map[string]expression.Type{}
	forms := c.units().Form
	for _, f := range c.form.fields {
		t, test := f.Value.Shape()
		shape[f.Key], tests[f.Key] = t, test
		values[f.Key] = t
		addPaths(tests, f.Key, f.Value)
		if f.link == nil || f.link.Kind != "record" {
			continue
		}
		values[f.Key] = expression.String // before the decision only the id is known
		if forms == nil {
			continue
		}
		if target, ok := forms(f.link.Form); ok {
			for name, t := range target.Fields {
				if _, field := target.Shape[name]; field {
					tests[f.Key+"."+name] = t
				}
			}
		}
	}
	for name, t := range systemShape {
		shape[name] = t
	}
	shape["old"] = expression.MapOf(values)
	return shape, tests
}

// known reports a name that is no field of the form.
func (c *compiler) known(key, at string) bool {
	if _, ok := c.form.index[key]; ok {
		return true
	}
	c.found.Add("form.reference.unknown", at, "field", key)
	return false
}

// expression compiles a formula or condition and checks the options it compares with.
func (c *compiler) expression(source string, want expression.Kind, at string) *expression.Program {
	program, faults := expression.Compile(source, c.form.shape, want)
	c.found = append(c.found, faults.Under(at)...)
	if program == nil {
		return nil
	}
	for _, cmp := range program.Compared() {
		test := c.form.conditions[cmp.Path]
		text, isText := cmp.Value.(string)
		if isText && text != "" && len(test.Options) > 0 && !contains(test.Options, text) {
			c.found.Add("condition.value.option", at, "value", text, "options", test.Options)
		}
	}
	return program
}

// formulas compiles the computed fields and orders them so that each comes after those it reads.
func (c *compiler) formulas() {
	programs := map[string]*expression.Program{}
	for _, f := range c.form.fields {
		deriver, ok := f.Value.(field.Deriver)
		if !ok {
			continue
		}
		source, result := deriver.Derive()
		at := f.at + "/settings/expression"
		if source == "" {
			c.found.Add("form.formula.empty", at, "title", f.Title)
			continue
		}
		if p := c.expression(source, result, at); p != nil {
			programs[f.Key] = p
		}
	}
	sums := map[string]*Rollup{}
	for i, r := range c.form.rollups {
		if r.Self {
			sums[r.Key] = &c.form.rollups[i]
		}
	}
	c.ordered(programs, sums)
}

// ordered puts the computed fields behind those they read.
func (c *compiler) ordered(programs map[string]*expression.Program, sums map[string]*Rollup) {
	state := map[string]int{} // 1 on the way, 2 done
	var visit func(key string)
	visit = func(key string) {
		program, sum := programs[key], sums[key]
		if program == nil && sum == nil || state[key] == 2 {
			return
		}
		if state[key] == 1 {
			f := c.form.index[key]
			c.found.Add("form.formula.cycle", f.at+"/settings/expression", "title", f.Title)
			return
		}
		state[key] = 1
		reads := sum.reads(program)
		for _, name := range reads {
			visit(head(name))
		}
		state[key] = 2
		c.form.formulas = append(c.form.formulas, formula{key, program, sum})
	}
	for _, f := range c.form.fields {
		visit(f.Key)
	}
}
