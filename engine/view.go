package engine

import (
	"encoding/json"
	"strings"

	"huiyin/engine/definition"
	"huiyin/engine/problem"
	"huiyin/engine/query"
)

// checkViews checks that views show and filter what their form has.
func (c *compiler) checkViews() {
	decodeEach(c, "view", func(d definition.Definition, s definition.ViewSpec) {
		f, ok := c.app.forms[s.Form]
		if !ok {
			c.add(d, problem.List{problem.New("view.form_unknown", "/spec/form", "form", s.Form)})
			return
		}
		var problems problem.List
		names := f.Conditions()
		for i, col := range s.Columns {
			if _, ok := names[col.Field]; !ok {
				problems.Add("view.field_unknown", problem.Pointer("spec", "columns", i, "field"), "field", col.Field)
			}
		}
		for i, by := range s.Sort {
			at := problem.Pointer("spec", "sort", i, "field")
			if _, ok := names[by.Field]; !ok {
				problems.Add("view.field_unknown", at, "field", by.Field)
			} else if head, _, dotted := strings.Cut(by.Field, "."); dotted && head != "record" {
				problems.Add("list.field_distant", at, "field", by.Field)
			}
		}
		problems = append(problems, c.roleNames(s.Roles, "/spec/roles")...)
		problems = append(problems, c.roleNames(s.First, "/spec/first")...)
		if s.Filter != nil {
			var filter query.Condition
			if err := json.Unmarshal(s.Filter, &filter); err != nil {
				problems.Add("condition.malformed", "/spec/filter", "detail", err.Error())
			} else {
				problems = append(problems, filter.Stored(names).Under("/spec/filter")...)
			}
		}
		c.add(d, problems)
	})
}
