package form

import (
	"strings"

	"huiyin/engine/query"
)

// view is how conditions and expressions see some values.
type view struct {
	a       *attempt
	values  row
	read    func(path string) any // get, bound once
	options query.MatchOptions
}

func (a *attempt) view(values row) *view {
	v := &view{a: a, values: values}
	v.read, v.options.Expr = v.get, v.truth
	return v
}

// environment is what expressions read. It is the attempt's only one, filled when another view comes to read it.
func (v *view) environment() map[string]any {
	if v.a.seen != v {
		v.a.fill(v.values)
		v.a.seen = v
	}
	return v.a.env
}

// get reads a name: a field, a part of one, a path through a relation, or a system name.
func (v *view) get(path string) any {
	if f, ok := v.a.index[path]; ok {
		return v.values[f.n]
	}
	first, rest, dotted := strings.Cut(path, ".")
	if !dotted {
		return v.a.in.Env[path]
	}
	f, ok := v.a.index[first]
	if !ok {
		return query.Lookup(v.a.in.Env, path)
	}
	value := v.values[f.n]
	if _, relation := v.a.relations[first]; relation {
		return query.Lookup(v.a.related(first, value), rest)
	}
	return query.Lookup(map[string]any{first: value}, path)
}
