package form

import "strings"

// paths collects what logic, formulas and checks read behind relations and a browser may be shown: what is personal in
// the other form stays on the server.
func (c *compiler) paths() map[string][]string {
	out := map[string][]string{}
	note := func(names []string) {
		for _, name := range names {
			relation, rest, dotted := strings.Cut(name, ".")
			form, ok := c.form.relations[relation]
			rest = head(rest)
			if dotted && ok && !contains(out[relation], rest) && !c.personal(form, rest) {
				out[relation] = append(out[relation], rest)
			}
		}
	}
	for _, l := range c.form.logic {
		note(c.form.reads(l.When))
		for _, s := range l.set {
			if s.program != nil {
				note(s.program.Reads())
			}
		}
	}
	for _, k := range c.form.checks {
		note(c.form.reads(k.When))
	}
	for _, f := range c.form.formulas {
		note(f.sum.reads(f.program))
	}
	return out
}

func (c *compiler) personal(form, key string) bool {
	if c.scope.Forms == nil {
		return true
	}
	spec, ok := c.scope.Forms(form)
	if !ok {
		return true
	}
	for _, f := range spec.Fields {
		if f.Key == key {
			return f.Personal != nil
		}
	}
	return false
}
