package action

import (
	"bytes"
	"encoding/json"
	"sort"
	"strings"
	"time"

	"huiyin/engine/expression"
	"huiyin/engine/problem"
	"huiyin/engine/query"
)

// value is what a definition gives a field: a literal, {"expr": "..."}, {"text": "template"}, or {"people": "rule"} for
// the first person a people rule of the process finds.
type value struct {
	field    string
	literal  any
	program  *expression.Program
	template *expression.Template
	people   string
	link     bool // a relation: an expression may give the whole related record
}

// valueSchema is the part of a settings schema that describes a map of such values.
const valueSchema = `{"type":"object","minProperties":1,"maxProperties":100,
	"propertyNames":{"pattern":"^[a-z][a-z0-9_]{0,63}$"},"x-editor":"values"}`

// valueSettings is valueSchema with a title in both languages.
func valueSettings(zh, en string) string { return titled(valueSchema, zh, en) }

// inForm says of the schema of a setting that it is about the form its neighbour "form", else "relation", names.
func inForm(schema string) string {
	return `{"x-in":["relation","form"],` + strings.TrimPrefix(schema, "{")
}

// titled gives the schema of a setting its title in both languages.
func titled(schema, zh, en string) string {
	return `{"x-title":{"zh":"` + zh + `","en":"` + en + `"},` + strings.TrimPrefix(schema, "{")
}

// compileValues checks the values given to fields of a form, in the order of their keys: the fields must be
// writable, literals of their kind, expressions of their type, options known.
func compileValues(raw map[string]json.RawMessage, form string, scope *Scope) ([]value, problem.List) {
	var faults problem.List
	target := scope.FormFields(form)
	out := make([]value, 0, len(raw))
	for _, field := range sortedKeys(raw) {
		at := problem.Pointer(field)
		shape, writable := target[field]
		if !writable {
			faults = append(faults, scope.unwritable(form, field, at))
			continue
		}
		v, bad := compileValue(raw[field], shape, scope)
		v.field = field
		out = append(out, v)
		faults = append(faults, bad.Under(at)...)
	}
	return out, faults
}

func (s *Scope) unwritable(form, field, at string) problem.Problem {
	if _, exists := s.conditions(form)[field]; exists {
		return problem.New("action.field_computed", at, "field", field)
	}
	return problem.New("action.field_unknown", at, "field", field, "form", form)
}

// conditions returns the names a condition on form may test.
func (s *Scope) conditions(form string) map[string]query.FieldShape {
	if form == s.Form {
		return s.Fields
	}
	if s.AnyFields != nil {
		return s.AnyFields(form)
	}
	return s.FormFields(form)
}

func compileValue(raw json.RawMessage, shape query.FieldShape, scope *Scope) (value, problem.List) {
	v := value{link: shape.Kind == query.KindReference}
	var computed map[string]string
	if json.Unmarshal(raw, &computed) == nil && len(computed) == 1 {
		if source, ok := computed["expr"]; ok {
			program, faults := expression.Compile(source, scope.Shape, wanted(shape))
			v.program = program
			return v, faults.Under("/expr")
		}
		if source, ok := computed["text"]; ok {
			template, faults := expression.CompileTemplate(source, scope.Shape)
			v.template = template
			if shape.Kind != query.KindText && shape.Kind != "" {
				faults.Add("action.value_kind", "", "want", shape.Kind)
			}
			return v, faults.Under("/text")
		}
		if rule, ok := computed["people"]; ok && v.link {
			v.people = rule
			if _, known := scope.people(rule); !known {
				return v, problem.List{problem.New("action.people_rule_unknown", "/people", "rule", rule)}
			}
			return v, nil
		}
	}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	if err := decoder.Decode(&v.literal); err != nil {
		return v, problem.List{problem.New("action.value_kind", "", "want", shape.Kind)}
	}
	return v, fits(shape, v.literal)
}

// wanted is the kind an expression must have for a field. Lists, references and objects are checked by the form
// when they are set: a relation may be given the related record itself.
func wanted(shape query.FieldShape) expression.Kind {
	if shape.List {
		return expression.KindAny
	}
	switch shape.Kind {
	case query.KindText, query.KindOption, query.KindTime:
		return expression.KindString
	case query.KindNumber:
		return expression.KindNumber
	case query.KindBoolean:
		return expression.KindBoolean
	case query.KindDate:
		return expression.KindDate
	case query.KindDatetime:
		return expression.KindDateTime
	}
	return expression.KindAny
}

// fits checks a literal against the field it is for; null empties every field.
func fits(shape query.FieldShape, literal any) problem.List {
	if literal == nil || shape.Kind == "" || shape.Kind == query.KindObject {
		return nil
	}
	if list, ok := literal.([]any); ok && shape.List {
		var faults problem.List
		shape.List = false
		for i, item := range list {
			faults = append(faults, fits(shape, item).Under(problem.Pointer(i))...)
		}
		return faults
	}
	if shape.List || !kindFits(shape.Kind, literal) {
		return problem.List{problem.New("action.value_kind", "", "want", wantedWord(shape))}
	}
	text, _ := literal.(string)
	if shape.Kind == query.KindOption && len(shape.Options) > 0 && text != "" && !contains(shape.Options, text) {
		return problem.List{problem.New("action.option_unknown", "", "option", text, "known", shape.Options)}
	}
	return nil
}

func wantedWord(shape query.FieldShape) string {
	if shape.List {
		return "list"
	}
	return shape.Kind
}

func kindFits(kind string, literal any) bool {
	text, isText := literal.(string)
	switch kind {
	case query.KindNumber:
		_, ok := literal.(float64)
		return ok
	case query.KindBoolean:
		_, ok := literal.(bool)
		return ok
	case query.KindDate:
		_, err := time.Parse(time.DateOnly, text)
		return isText && (text == "" || err == nil)
	case query.KindDatetime:
		_, err := time.Parse(time.RFC3339, text)
		return isText && (text == "" || err == nil)
	}
	return isText
}

// of computes the value for the record as it stands.
func (v value) of(c *Context) (any, error) {
	switch {
	case v.program != nil:
		got, err := v.program.Run(c.Env)
		if err != nil {
			return nil, err
		}
		if v.link {
			got = linked(got)
		}
		return got, nil
	case v.template != nil:
		return v.template.Render(c.Env, c.format(c.Language))
	case v.people != "":
		// While an answer is missing nobody is found; the decision is made again with it.
		if people, _, _ := ResolveNamed(v.people, c); len(people) > 0 {
			return people[0].ID, nil
		}
		return nil, nil
	}
	return v.literal, nil
}

// linked turns related records, which is what expressions see of a relation, into their ids.
func linked(v any) any {
	switch t := v.(type) {
	case map[string]any:
		return t["id"]
	case []any:
		out := make([]any, len(t))
		for i, item := range t {
			out[i] = linked(item)
		}
		return out
	}
	return v
}

// valuesOf computes all values, or fails with the field that could not be computed.
func valuesOf(values []value, c *Context) (map[string]any, error) {
	out := make(map[string]any, len(values))
	for _, v := range values {
		got, err := v.of(c)
		if err != nil {
			return nil, fieldError{v.field, err}
		}
		out[v.field] = got
	}
	return out, nil
}

type fieldError struct {
	field string
	cause error
}

// Error names the field before the cause.
func (e fieldError) Error() string { return e.field + ": " + e.cause.Error() }

// Unwrap returns the cause.
func (e fieldError) Unwrap() error { return e.cause }

func names(values []value) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = v.field
	}
	return out
}

func (c *Context) format(lang string) expression.Format {
	f := expression.Format{Lang: lang, TimeZone: c.Zone}
	if c.Label != nil {
		f.Text = func(path string, v any) (string, bool) { return c.Label(lang, path, v) }
	}
	return f
}

func contains(list []string, s string) bool {
	for _, e := range list {
		if e == s {
			return true
		}
	}
	return false
}

func sortedKeys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}

// words joins names for a sentence, at most five of them.
func words(list []string) string {
	const most = 5
	if len(list) > most {
		return strings.Join(list[:most], "、") + " …"
	}
	return strings.Join(list, "、")
}
