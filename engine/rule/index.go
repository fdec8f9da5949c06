package rule

import "huiyin/engine/query"

// slot is what rules are indexed by: the event and the field, status or level they wait for, "" = any.
type slot struct{ event, what string }

// bucket is the rules of a slot, as positions in the order of evaluation.
type bucket struct {
	open  []int                    // rules without a gate
	gated map[string]map[any][]int // by the gate's field and value
}

// index finds the rules of one form.
type index struct {
	rules   []*compiled
	byKey   map[string]*compiled
	buckets map[slot]*bucket
}

// newIndex indexes rules, which are in order.
func newIndex(rules []*compiled) *index {
	ix := &index{rules: rules, byKey: map[string]*compiled{}, buckets: map[slot]*bucket{}}
	gates := chosen(rules)
	for position, r := range rules {
		ix.byKey[r.key] = r
		for _, s := range r.slots() {
			b := ix.buckets[s]
			if b == nil {
				b = &bucket{gated: map[string]map[any][]int{}}
				ix.buckets[s] = b
			}
			b.add(position, gates[position])
		}
	}
	return ix
}

func (b *bucket) add(position int, g *gate) {
	if g == nil {
		b.open = append(b.open, position)
		return
	}
	values := b.gated[g.field]
	if values == nil {
		values = map[any][]int{}
		b.gated[g.field] = values
	}
	for _, v := range g.values {
		values[v] = append(values[v], position)
	}
}

// behind calls fn with the rules whose gate is open for what get reads.
func (b *bucket) behind(get func(string) any, fn func(position int)) {
	for field, values := range b.gated {
		for _, v := range query.Elements(get(field)) {
			if v == (query.Opaque{}) {
				continue
			}
			for _, position := range values[v] {
				fn(position)
			}
		}
	}
}

// slots are where a rule is found, each once.
func (r *compiled) slots() []slot {
	var out []slot
	seen := map[slot]bool{}
	add := func(event, what string) {
		if s := (slot{event, what}); !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	for _, on := range r.spec.On {
		switch {
		case on.Event == SLALevel:
			add(on.Event, on.SLA+"/"+on.Level)
		case len(on.Fields)+len(on.Status) == 0:
			add(on.Event, "")
		}
		for _, what := range append(append([]string(nil), on.Fields...), on.Status...) {
			add(on.Event, what)
		}
	}
	return out
}

// slots are where the rules an event concerns are found.
func (ev Event) slots() []slot {
	switch ev.Name {
	case Changed:
		return changedSlots(ev.Changed)
	case StatusEntered, StatusLeft:
		return []slot{{ev.Name, ""}, {ev.Name, ev.Status}}
	case SLALevel:
		return []slot{{ev.Name, "/"}, {ev.Name, ev.SLA + "/"}, {ev.Name, "/" + ev.Level}, {ev.Name, ev.SLA + "/" + ev.Level}}
	}
	return []slot{{ev.Name, ""}}
}

func changedSlots(fields []string) []slot {
	out := make([]slot, 1, len(fields)+1)
	out[0] = slot{Changed, ""}
	for _, f := range fields {
		out = append(out, slot{Changed, f})
	}
	return out
}
