package form

import (
	"encoding/json"

	"huiyin/engine/query"
)

// behaviour adds the logic, formulas and checks that look only at what the reader sees and that a browser can evaluate.
func (b builder) behaviour() {
	for _, l := range b.f.logic {
		when, ok := b.condition(l.when)
		if !ok {
			continue
		}
		out := ViewLogic{Key: l.Key, When: when, Show: b.shown(l.Show), Hide: b.shown(l.Hide), Require: b.visible(l.Require), ReadOnly: b.visible(l.ReadOnly)}
		for _, s := range l.set {
			if set, ok := b.set(s); ok {
				if out.Set == nil {
					out.Set = map[string]ViewSet{}
				}
				out.Set[s.field] = set
			}
		}
		for _, one := range l.narrows {
			if b.has(one.field.Key) {
				if out.Options == nil {
					out.Options = map[string][]string{}
				}
				out.Options[one.field.Key] = one.left
			}
		}
		if len(out.Show)+len(out.Hide)+len(out.Require)+len(out.ReadOnly)+len(out.Set)+len(out.Options) > 0 {
			b.view.Logic = append(b.view.Logic, out)
		}
	}
	for _, formula := range b.f.formulas {
		if formula.program != nil && b.has(formula.field) && b.sees(formula.program.Reads()) && formula.program.Browser() {
			b.view.Formulas = append(b.view.Formulas, ViewFormula{Field: formula.field, Tree: formula.program.Tree()})
		}
	}
	for _, k := range b.f.checks {
		if when, ok := b.told(b.settled(b.resolved(k.when))); ok && (k.Field == "" || b.has(k.Field)) {
			b.view.Checks = append(b.view.Checks, ViewCheck{When: when, Field: k.Field, Message: k.Message.In(b.o.Lang)})
		}
	}
}

func (b builder) has(key string) bool {
	_, ok := b.view.Fields[key]
	return ok
}

// sees reports whether every field among the names is in the view with its value.
func (b builder) sees(names []string) bool {
	for _, name := range names {
		first := head(name)
		if _, field := b.f.index[first]; field && (!b.has(first) || b.view.Fields[first].Level == "masked") {
			return false
		}
	}
	return true
}

func (b builder) visible(keys []string) []string {
	var out []string
	for _, key := range keys {
		if b.has(key) {
			out = append(out, key)
		}
	}
	return out
}

// shown keeps the layout units of a rule and the fields that are there.
func (b builder) shown(keys []string) []string {
	var out []string
	for _, key := range keys {
		if _, field := b.f.index[key]; !field || b.has(key) {
			out = append(out, key)
		}
	}
	return out
}

func (b builder) set(s assignment) (ViewSet, bool) {
	switch {
	case !b.has(s.field):
		return ViewSet{}, false
	case s.program == nil:
		return ViewSet{Value: s.value}, true
	case !s.program.Browser() || !b.sees(s.program.Reads()):
		return ViewSet{}, false
	}
	return ViewSet{Tree: s.program.Tree()}, true
}

// condition is a condition as the browser evaluates it; false when it cannot.
func (b builder) condition(g guard) (any, bool) { return b.told(b.resolved(g)) }

func (b builder) resolved(g guard) query.Condition { return b.f.resolved(g, b.o.Now, b.o.Zone) }

func (b builder) told(c query.Condition) (any, bool) {
	if !b.sees(b.f.reads(c)) {
		return nil, false
	}
	can := true
	out := b.plain(c, &can)
	return out, can
}

func (b builder) plain(c query.Condition, can *bool) any {
	list := func(parts []query.Condition) []any {
		out := make([]any, len(parts))
		for i, part := range parts {
			out[i] = b.plain(part, can)
		}
		return out
	}
	switch {
	case c.All != nil:
		return map[string]any{"all": list(c.All)}
	case c.Any != nil:
		return map[string]any{"any": list(c.Any)}
	case c.Not != nil:
		return map[string]any{"not": b.plain(*c.Not, can)}
	case c.Expr != "":
		p := b.f.programs[c.Expr]
		if p == nil || !p.Browser() {
			*can = false
			return nil
		}
		return map[string]any{"tree": p.Tree()}
	}
	raw, err := json.Marshal(c)
	*can = *can && err == nil
	return json.RawMessage(raw)
}
