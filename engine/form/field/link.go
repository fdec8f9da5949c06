package field

import (
	"huiyin/engine/expression"
	"huiyin/engine/problem"
	"huiyin/engine/query"
)

// maxID is the greatest length of an id in bytes.
const maxID = 128

// linkValue is the id of a user, a department or a record. Whether it exists is asked when the record is decided.
type linkValue struct{ link Link }

func (v linkValue) Normalise(raw any) (any, problem.List) {
	if empty(raw) {
		return nil, nil
	}
	s, ok := raw.(string)
	if !ok {
		// The renderer and the interface show a person as {id, name}; what comes back is the id.
		object, _ := raw.(map[string]any)
		s, ok = object["id"].(string)
	}
	if id := word(s, maxID); ok && id != "" {
		return id, nil
	}
	return nil, problem.List{problem.New("form.link.invalid", "")}
}

func (v linkValue) Schema(string) map[string]any {
	return map[string]any{"type": "string", "minLength": 1, "maxLength": maxID}
}

func (v linkValue) Shape() (expression.Type, query.FieldShape) {
	return expression.String, query.FieldShape{Kind: query.KindReference}
}

func (v linkValue) Link() Link { return v.link }

func (v linkValue) Text(value any, _ string, names Names) string {
	id, _ := value.(string)
	kind := v.link.Kind
	if kind == "record" {
		kind += ":" + v.link.Form
	}
	return named(names, kind, id)
}

// Chosen marks what is chosen.
func (v linkValue) Chosen() {}
