package engine

import (
	"encoding/json"
	"slices"

	"huiyin/engine/definition"
	"huiyin/engine/query"
)

// Indexed lists the fields of a form that a view filters or sorts by; the store keeps an index for each.
// Paths through relations are left out: they are not stored in the record.
func (a *App) Indexed(form string) []string {
	var fields []string
	f, ok := a.forms[form]
	if !ok {
		return nil
	}
	for _, d := range a.bundle.Of("view") {
		spec, problems := definition.DecodeSpec[definition.ViewSpec](d)
		if problems.Err() != nil || spec.Form != form {
			continue
		}
		for _, s := range spec.Sort {
			fields = append(fields, s.Field)
		}
		var filter query.Condition
		if spec.Filter != nil && json.Unmarshal(spec.Filter, &filter) == nil {
			fields = append(fields, filter.Fields()...)
		}
	}
	fields = slices.DeleteFunc(fields, func(key string) bool {
		c, own := f.Field(key)
		return !own || c.Personal != nil
	})
	slices.Sort(fields)
	return slices.Compact(fields)
}
