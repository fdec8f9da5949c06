package reference

import (
	"encoding/json"
	"strings"

	"huiyin/engine/definition"
)

// facts is what must be known of the other definitions to follow a name.
type facts struct {
	forms     map[string]formFacts
	processes map[string]string // process -> form
	owners    map[string]string // rule, view or connector -> form, as "kind/key"
}

// formFacts is a form as names lead through it.
type formFacts struct {
	process string
	fields  map[string]fieldFacts
}

type fieldFacts struct {
	kind    string
	form    string // a relation leads there
	list    string // its options are those of a dictionary
	columns map[string]fieldFacts
}

type fieldText struct {
	Key      string `json:"key"`
	Type     string `json:"type"`
	Settings struct {
		Form   string          `json:"form"`
		List   string          `json:"list"`
		Fields json.RawMessage `json:"fields"`
	} `json:"settings"`
}

func factsOf(b definition.Bundle) facts {
	out := facts{map[string]formFacts{}, map[string]string{}, map[string]string{}}
	for _, d := range b.Definitions {
		var spec struct {
			Form    string          `json:"form"`
			Process string          `json:"process"`
			Fields  json.RawMessage `json:"fields"`
		}
		_ = json.Unmarshal(d.Spec, &spec) // what is of another type is not there
		switch d.Kind {
		case "form":
			out.forms[d.Key] = formFacts{process: spec.Process, fields: fieldsOf(spec.Fields)}
		case "process":
			out.processes[d.Key] = spec.Form
		default:
			out.owners[d.Kind+"/"+d.Key] = spec.Form
		}
	}
	return out
}

func fieldsOf(raw json.RawMessage) map[string]fieldFacts {
	var each []json.RawMessage
	_ = json.Unmarshal(raw, &each)
	out := map[string]fieldFacts{}
	for _, one := range each {
		var f fieldText
		_ = json.Unmarshal(one, &f)
		facts := fieldFacts{kind: f.Type, list: f.Settings.List}
		if f.Type == "relation" {
			facts.form = f.Settings.Form
		}
		if len(f.Settings.Fields) > 0 {
			facts.columns = fieldsOf(f.Settings.Fields)
		}
		out[f.Key] = facts
	}
	return out
}

// formOf is the form a definition is about, "" for none.
func (f facts) formOf(kind, key string) string {
	switch kind {
	case "form":
		return key
	case "process":
		return f.processes[key]
	}
	return f.owners[kind+"/"+key]
}

// processOf is the process of a form.
func (f facts) processOf(form string) string {
	if p := f.forms[form].process; p != "" {
		return p
	}
	for key, of := range f.processes {
		if of == form {
			return key
		}
	}
	return ""
}

// path follows a dotted name that is read on a record of a form, and returns the fields it passes.
func (f facts) path(form, path string) []Target {
	head, rest, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(path, "$."), "old."), ".")
	field, known := f.forms[form].fields[head]
	if !known {
		return nil
	}
	out := []Target{{"form", form, Field, head}}
	column, _, _ := strings.Cut(rest, ".")
	if _, known := field.columns[column]; known {
		return append(out, Target{"form", form, Field, head + "." + column})
	}
	if field.form != "" && rest != "" {
		return append(out, f.path(field.form, rest)...)
	}
	return out
}

// literal is what a literal names when it is compared with, or given to, what stands at a path.
func (f facts) literal(form, path string, value any) []Target {
	if list, ok := value.([]any); ok {
		var out []Target
		for _, v := range list {
			out = append(out, f.literal(form, path, v)...)
		}
		return out
	}
	text, ok := value.(string)
	if !ok || text == "" {
		return nil
	}
	path = strings.TrimPrefix(strings.TrimPrefix(path, "$."), "old.")
	switch path {
	case "record.status", "status":
		if _, own := f.forms[form].fields[path]; !own {
			return []Target{{"process", f.processOf(form), Status, text}}
		}
	case "user.roles":
		return []Target{{Kind: "role", Key: text}}
	}
	head, rest, _ := strings.Cut(path, ".")
	field := f.forms[form].fields[head]
	if column, known := field.columns[rest]; known {
		field, head = column, path
	}
	switch {
	case field.form != "" && rest != "":
		return f.literal(field.form, rest, value)
	case field.list != "":
		return []Target{{"list", field.list, Option, text}}
	case field.kind != "":
		return []Target{{"form", form, Option, head + "/" + text}}
	}
	return nil
}
