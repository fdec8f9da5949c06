package field

import (
	"strings"

	"huiyin/engine/expression"
	"huiyin/engine/problem"
	"huiyin/engine/query"
)

// maxID is the greatest length of an id in bytes.
const maxID = 128

// maxName is the greatest length in bytes of a text that something is known by; shownCandidates is how many are named
// to whoever said a text that means several.
const (
	maxName         = 512
	shownCandidates = 5
)

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

// Read takes, beside an id, a text by which exactly one user, department or record is known.
func (v linkValue) Read(raw any, means Means) (any, problem.List) {
	sent, ok := raw.(string)
	if !ok || empty(raw) {
		return v.Normalise(raw)
	}
	text := said(sent, false)
	if text == "" || len(text) > maxName {
		return nil, problem.List{problem.New("form.link.invalid", "")}
	}
	found, known := means(v.link, text)
	switch {
	case !known:
		return text, nil
	case len(found) == 1:
		return found[0].ID, nil
	case len(found) == 0:
		return nil, problem.List{problem.New("form.link.unknown", "", "value", text)}
	}
	names := make([]string, 0, shownCandidates)
	for _, m := range found[:min(shownCandidates, len(found))] {
		names = append(names, m.Text)
	}
	return nil, problem.List{problem.New("form.link.ambiguous", "", "value", text, "candidates", strings.Join(names, ", "))}
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
