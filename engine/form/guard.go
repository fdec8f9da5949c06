package form

import (
	"time"

	"huiyin/engine/expression"
	"huiyin/engine/problem"
	"huiyin/engine/query"
)

// guard is a condition that was checked, with its expressions compiled.
type guard struct {
	condition query.Condition
	timed     bool // compares dates, so it is resolved against the clock before it is matched
}

// guard checks a condition against the form and compiles the expressions in it.
func (c *compiler) guard(condition query.Condition, at string) guard {
	c.found = append(c.found, condition.Check(c.form.conditions, false).Under(at)...)
	eachExpression(condition, at, func(source, here string) {
		if p := c.expression(source, expression.KindBoolean, here+"/expr"); p != nil {
			c.form.programs[source] = p
		}
	})
	g := guard{condition: condition}
	condition.Walk(func(leaf query.Condition) {
		if kind := c.form.conditions[leaf.Field].Kind; kind == query.KindDate || kind == query.KindDatetime {
			g.timed = true
		}
	})
	return g
}

// eachExpression calls fn for every expression leaf with the pointer of its node.
func eachExpression(c query.Condition, at string, fn func(source, at string)) {
	for i, part := range c.All {
		eachExpression(part, at+problem.Pointer("all", i), fn)
	}
	for i, part := range c.Any {
		eachExpression(part, at+problem.Pointer("any", i), fn)
	}
	if c.Not != nil {
		eachExpression(*c.Not, at+"/not", fn)
	}
	if c.Expr != "" {
		fn(c.Expr, at)
	}
}

// reads lists the names a condition looks at, those of its expressions included.
func (f *Form) reads(c query.Condition) []string {
	out := c.Fields()
	eachExpression(c, "", func(source, _ string) {
		if p := f.programs[source]; p != nil {
			out = append(out, p.Reads()...)
		}
	})
	return out
}

// resolved replaces relative dates by dates.
func (f *Form) resolved(g guard, now time.Time, zone *time.Location) query.Condition {
	if !g.timed {
		return g.condition
	}
	if zone == nil {
		zone = time.UTC
	}
	return query.Resolve(g.condition, now, zone, func(name string) string { return f.conditions[name].Kind })
}
