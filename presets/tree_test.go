package presets_test

import (
	"encoding/json"
	"sort"

	"huiyin/engine/problem"
)

func decode(raw []byte) (any, error) {
	var v any
	err := json.Unmarshal(raw, &v)
	return v, err
}

// textKeys are the properties that hold sentences for people.
var textKeys = map[string]bool{"title": true, "help": true, "text": true, "message": true, "guide": true, "public": true, "confirm": true,
	"subject": true, "body": true, "intro": true, "submit": true, "thanks": true, "success": true, "notice": true, "low": true, "high": true, "yes": true,
	"no": true, "unit": true, "hint": true, "placeholder": true}

// texts calls visit for every sentence in a tree. A bare string under such a name is a language short, unless it names
// something: the message of a promise, the text of a template value.
func texts(v any, at string, visit func(at string, text map[string]any)) {
	switch t := v.(type) {
	case []any:
		for i, item := range t {
			texts(item, at+problem.Pointer(i), visit)
		}
	case map[string]any:
		for _, key := range sorted(t) {
			here := at + problem.Pointer(key)
			object, isObject := t[key].(map[string]any)
			_, zh := object["zh"]
			_, en := object["en"]
			switch {
			case textKeys[key] && isObject && (zh || en):
				visit(here, object)
			case key == "title" && !isObject:
				visit(here, map[string]any{"": t[key]})
			default:
				texts(t[key], here, visit)
			}
		}
	}
}

func sorted(m map[string]any) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}
