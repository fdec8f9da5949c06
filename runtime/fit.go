package runtime

import (
	"slices"

	"huiyin/engine"
	"huiyin/engine/access"
	"huiyin/engine/form"
	"huiyin/engine/problem"
	"huiyin/engine/query"
)

// Fit parts what a saved view asks for into what a reader may still ask for and what no longer works, with a problem
// each that points to "/filter" or "/sort": fields and options that are gone, fields that they may no longer read, and
// masked ones, whose values many questions would tell. A filter is given up by the parts of its outermost "all", so that
// what is left finds no less than the whole did. bind fills in who reads.
func (l Lists) Fit(app *engine.App, f *form.Form, who access.Principal, n Narrowing, bind func(query.Condition) query.Condition) (Narrowing, problem.List) {
	var fit Narrowing
	var problems problem.List
	wrong := func(part query.Condition, at string) bool {
		asked := Narrowing{Filter: bind(part)}
		found := append(bounded(asked.Filter), l.check(app, f, who, asked, "", "")...)
		for _, field := range l.Lookups(app, f, who, asked) {
			found.Add("view.masked", "", "field", field)
		}
		problems = append(problems, found.Under("/filter"+at)...)
		return found.Err() != nil
	}
	if n.Filter.All == nil {
		if !wrong(n.Filter, "") {
			fit.Filter = n.Filter
		}
	} else {
		var kept []query.Condition
		for i, part := range n.Filter.All {
			if !wrong(part, problem.Pointer("all", i)) {
				kept = append(kept, part)
			}
		}
		// Parts that pass one by one may still be too many together.
		if all := query.And(kept...); len(kept) == len(n.Filter.All) && wrong(all, "") {
			kept = nil
		}
		fit.Filter = query.And(kept...)
	}
	for i, by := range n.Sort {
		if found := l.check(app, f, who, Narrowing{Sort: []query.Sort{by}}, "", ""); found.Err() != nil {
			problems = append(problems, found.Under(problem.Pointer("sort", i))...)
			continue
		}
		fit.Sort = append(fit.Sort, by)
	}
	return fit, problems
}

// Leaks reports whether one of these problems of a view is about a field that its reader may not read, or only masked:
// such a view is refused as a whole. Left out, it would show what nobody asked for without a word.
func Leaks(problems problem.List) bool {
	return slices.ContainsFunc(problems, func(p problem.Problem) bool {
		return p.Code == "list.field_hidden" || p.Code == "view.masked"
	})
}
