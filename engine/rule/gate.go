package rule

import (
	"slices"

	"huiyin/engine/query"
)

// gate is a leaf a rule cannot match without: field must hold one of values. Rules are looked up by it, so a rule
// whose gate is shut costs nothing.
type gate struct {
	field  string
	values []any
}

// gates returns the leaves of the condition that may serve as gate. Only leaves before the first one that could
// fail are among them: a rule whose condition fails must be found, because its error has to be seen.
func gates(c query.Condition) []gate {
	var out []gate
	collect(c, &out)
	return out
}

// collect walks the parts that must all hold. It returns false at a part that could fail.
func collect(c query.Condition, out *[]gate) bool {
	if c.All != nil {
		for _, part := range c.All {
			if !collect(part, out) {
				return false
			}
		}
		return true
	}
	if canFail(c) {
		return false
	}
	switch c.Op {
	case "eq", "in", "has", "hasAny", "becomes":
		if c.ValueField == "" {
			*out = append(*out, gate{c.Field, slices.Compact(query.Elements(c.Value))})
		}
	}
	return true
}

// canFail reports whether a tree has an expression or names a day, which needs a moment.
func canFail(c query.Condition) bool {
	fails := false
	c.Walk(func(leaf query.Condition) {
		fails = fails || leaf.Expr != "" || slices.ContainsFunc(query.Elements(leaf.Value), func(v any) bool {
			return v == query.Opaque{}
		})
	})
	return fails
}

// chosen picks for every rule the gate that the fewest rules share.
func chosen(rules []*compiled) []*gate {
	type key struct {
		field string
		value any
	}
	share := map[key]int{}
	all := make([][]gate, len(rules))
	for i, r := range rules {
		all[i] = r.gates()
		for _, g := range all[i] {
			for _, v := range g.values {
				share[key{g.field, v}]++
			}
		}
	}
	out := make([]*gate, len(rules))
	for i, list := range all {
		least := 0
		for j, g := range list {
			n := 0
			for _, v := range g.values {
				n += share[key{g.field, v}]
			}
			if out[i] == nil || n < least {
				out[i], least = &list[j], n
			}
		}
	}
	return out
}

// gates leaves out fields whose comparison depends on the time zone.
func (r *compiled) gates() []gate {
	if r.when == nil {
		return nil
	}
	return slices.DeleteFunc(gates(r.when.Tree()), func(g gate) bool { return r.when.Kind(g.field) == query.KindDatetime })
}
