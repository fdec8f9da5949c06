package form

import (
	"slices"

	"huiyin/engine/query"
)

// settled decides what a condition asks about fields that the public form does not ask for: a new record has nothing in
// them but what they start with. What logic writes or is computed stays open. The browser can then tell before sending
// what only the server could otherwise.
func (b builder) settled(c query.Condition) query.Condition {
	if !b.o.Public || !b.o.Create {
		return c
	}
	return c.Map(func(leaf query.Condition) query.Condition {
		names := leaf.Fields()
		if leaf.Expr != "" || len(names) == 0 || slices.ContainsFunc(names, func(name string) bool { return !b.starts(name) }) {
			return leaf
		}
		holds, err := query.Match(leaf, b.start, query.MatchOptions{})
		switch {
		case err != nil:
			return leaf
		case holds:
			return query.Condition{}
		}
		return query.Condition{Any: []query.Condition{}}
	})
}

// starts reports whether a field keeps what it starts with in a record that comes in by the public form.
func (b builder) starts(name string) bool {
	at, ok := b.f.index[name]
	if !ok || b.has(name) || !at.settable() {
		return false
	}
	return !slices.ContainsFunc(b.f.logic, func(l logic) bool {
		return slices.ContainsFunc(l.set, func(s assignment) bool { return s.field == name })
	})
}

func (b builder) start(name string) any {
	if c := b.f.index[name]; c.fallback != nil {
		return b.fallback(*c.fallback)
	}
	return nil
}
