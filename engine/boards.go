package engine

import (
	"huiyin/engine/access"
	"huiyin/engine/definition"
	"huiyin/engine/problem"
	"huiyin/engine/report"
	"huiyin/engine/report/chart"
)

// checkBoards checks that boards ask what their forms can answer and draw what their questions bring.
func (c *compiler) checkBoards() {
	decodeEach(c, "report", func(d definition.Definition, s report.Board) {
		problems := c.roleNames(s.Roles, "/spec/roles")
		for i, f := range s.Filters {
			problems = append(problems, c.boardFilter(f).Under(problem.Pointer("spec", "filters", i))...)
		}
		seen := map[string]bool{}
		for i, w := range s.Widgets {
			at := problem.Pointer("spec", "widgets", i)
			if seen[w.Key] {
				problems.Add("report.key.taken", at+"/key", "key", w.Key)
			}
			seen[w.Key] = true
			problems = append(problems, c.widget(w).Under(at)...)
		}
		c.add(d, gone(problems))
	})
}

// gone makes warnings of what was there when the board was made: the board stays, and the widget says what is missing.
func gone(problems problem.List) problem.List {
	for i, p := range problems {
		problems[i].Warning = p.Warning || p.Code == "report.dataset.unknown" || p.Code == "report.field.unknown"
	}
	return problems
}

func (c *compiler) boardFilter(f report.Filter) (problems problem.List) {
	form, ok := c.app.forms[f.Form]
	if !ok {
		problems.Add("report.dataset.unknown", "/form", "dataset", f.Form)
		return problems
	}
	if _, ok := Dataset(form, everything).Fields[f.Field]; !ok {
		problems.Add("report.field.unknown", "/field", "field", f.Field)
	}
	return problems
}

// everything is the level of somebody who may do everything: what a board may ask is its readers' matter.
func everything(string) access.Level { return access.Write }

func (c *compiler) widget(w report.Widget) problem.List {
	q, problems := report.Decode(w.Question)
	if problems.Err() != nil {
		return problems.Under("/question")
	}
	problems = append(problems, chart.Check(w.Chart, w.Settings, len(q.By), len(q.Measures))...)
	if w.Place.X+w.Place.W > report.Columns {
		problems.Add("report.place.outside", "/place", "columns", report.Columns)
	}
	f, ok := c.app.forms[q.Dataset]
	if !ok || f.Spec().Task {
		problems.Add("report.dataset.unknown", "/question/dataset", "dataset", q.Dataset)
		return problems
	}
	_, faults := report.Compile(q, Dataset(f, everything))
	return append(problems, faults.Under("/question")...)
}
