package definition

import (
	"encoding/json"
	"strconv"

	"huiyin/engine/problem"
)

// tree is the decoded form of a definition that merge, overlay, difference and hash work on.
func tree(d Definition) map[string]any {
	out := map[string]any{"kind": d.Kind, "key": d.Key, "schemaVersion": json.Number(strconv.Itoa(d.SchemaVersion))}
	if len(d.Title) > 0 {
		out["title"] = textTree(d.Title)
	}
	if len(d.Description) > 0 {
		out["description"] = textTree(d.Description)
	}
	if d.Extends {
		out["extends"] = true
	}
	out["spec"] = specTree(d)
	return out
}

func textTree(t Text) any {
	if s, ok := t[""]; ok && len(t) == 1 {
		return s
	}
	out := map[string]any{}
	for lang, s := range t {
		out[lang] = s
	}
	return out
}

// specTree keeps a spec that is not JSON as its text, so that a hash never hides a difference.
func specTree(d Definition) any {
	value, faults := parse(d.Spec)
	if len(faults) > 0 {
		return string(d.Spec)
	}
	return value
}

// fromTree is the way back, with all the checks of Decode.
func fromTree(value any) (Definition, problem.List) {
	return Decode(canonical(value))
}
