package report

import (
	"slices"

	"huiyin/engine/expression"
	"huiyin/engine/problem"
	"huiyin/engine/query"
)

// additive are the measures whose running total means something.
var additive = []string{"count", "sum"}

func (k *checker) measures() {
	list := k.plan.question.Measures
	seen := map[string]bool{}
	for i, m := range list {
		k.taken(seen, m.Key, problem.Pointer("measures", i, "key"))
		k.keys[m.Key] = i
	}
	for _, d := range k.plan.dims {
		if i, both := k.keys[d.key()]; both {
			k.faults.Add("report.key.taken", problem.Pointer("measures", i, "key"), "key", d.key())
		}
	}
	k.plan.measures = make([]measure, len(list))
	for i, m := range list {
		k.plan.measures[i] = measure{Measure: m, of: -1, per: -1}
		if m.base() {
			k.base(&k.plan.measures[i], problem.Pointer("measures", i))
		}
	}
	for i, m := range list {
		if !m.base() {
			k.derived(&k.plan.measures[i], problem.Pointer("measures", i))
		}
	}
	k.cycles()
}

// base checks a measure of records.
func (k *checker) base(m *measure, at string) {
	k.surplus(m.Measure, at)
	m.where = k.condition(m.Where, at+"/where")
	if m.Of == "" {
		if m.Fn != "count" {
			k.faults.Add("report.measure.of_missing", at+"/of", "fn", m.Fn)
		}
		return
	}
	f, ok := k.field(m.Of, at+"/of")
	m.field = f
	if legal := fits(m.Fn, f); ok && !legal {
		k.faults.Add("report.measure.kind", at+"/fn", "fn", m.Fn, "field", m.Of)
	}
}

func fits(fn string, f Field) bool {
	switch fn {
	case "count":
		return true
	case "distinct":
		return f.Kind != query.KindObject
	case "sum", "avg", "median", "percentile":
		return f.numeric()
	case "min", "max":
		return f.numeric() || f.dated() || f.Kind == query.KindTime && !f.List
	}
	return false
}

// surplus reports settings that belong to other measures.
func (k *checker) surplus(m Measure, at string) {
	given := map[string]bool{"per": m.Per != "", "p": m.P != nil, "formula": m.Formula != "", "where": !m.Where.IsZero(), "of": m.Of != "", "interval": m.Interval}
	takes := map[string][]string{
		"percentile": {"p", "where", "of"}, "ratio": {"of", "per", "interval"}, "formula": {"formula"}, "share": {"of"}, "running": {"of"},
	}[m.Fn]
	if takes == nil {
		takes = []string{"of", "where"}
	}
	for name, on := range given {
		if on && !slices.Contains(takes, name) {
			k.faults.Add("report.measure.unexpected", at+"/"+name, "name", name, "fn", m.Fn)
		}
	}
	if m.Fn == "percentile" && m.P == nil {
		k.faults.Add("report.measure.percentile", at+"/p")
	}
}

// derived checks a measure of measures.
func (k *checker) derived(m *measure, at string) {
	k.surplus(m.Measure, at)
	switch m.Fn {
	case "formula":
		k.formula(m, at)
	case "ratio":
		m.of, m.per = k.measured(m.Of, m.Fn, at+"/of"), k.measured(m.Per, m.Fn, at+"/per")
		m.reads = []int{m.of, m.per}
		for _, i := range m.reads {
			if m.Interval && i >= 0 && k.plan.measures[i].Fn != "count" {
				k.faults.Add("report.measure.interval", at+"/interval")
				break
			}
		}
	default:
		m.of = k.measured(m.Of, m.Fn, at+"/of")
		m.reads = []int{m.of}
		if m.Fn != "running" {
			break
		}
		if m.of >= 0 && !slices.Contains(additive, k.plan.measures[m.of].Fn) {
			k.faults.Add("report.measure.additive", at+"/of", "measure", m.Of)
		}
		if len(k.plan.dims) == 0 {
			k.faults.Add("report.measure.alone", at+"/fn")
		}
	}
}

// measured finds a measure that is a number.
func (k *checker) measured(key, fn, at string) int {
	i, known := k.keys[key]
	switch {
	case key == "":
		k.faults.Add("report.measure.of_missing", at, "fn", fn)
	case !known:
		k.faults.Add("report.measure.unknown", at, "measure", key)
	case k.plan.measures[i].textual():
		k.faults.Add("report.measure.text", at, "measure", key)
	default:
		return i
	}
	return -1
}

func (k *checker) formula(m *measure, at string) {
	if m.Formula == "" {
		k.faults.Add("report.measure.of_missing", at+"/formula", "fn", m.Fn)
		return
	}
	names := expression.Shape{}
	for _, other := range k.plan.measures {
		if !other.textual() {
			names[other.Key] = expression.Number
		}
	}
	program, faults := expression.Compile(m.Formula, names, expression.KindNumber)
	if len(faults) > 0 {
		k.faults = append(k.faults, faults.Under(at+"/formula")...)
		return
	}
	m.formula = program
	for _, name := range program.Reads() {
		m.reads = append(m.reads, k.keys[name])
	}
}

// cycles orders the measures and reports those that need themselves.
func (k *checker) cycles() {
	const visiting, done = 1, 2
	state := make([]int, len(k.plan.measures))
	var visit func(i int) bool
	visit = func(i int) bool {
		if state[i] != 0 {
			return state[i] == done
		}
		state[i] = visiting
		sound := true
		for _, other := range k.plan.measures[i].reads {
			if other >= 0 && !visit(other) {
				sound = false
			}
		}
		state[i] = done
		if sound {
			k.plan.order = append(k.plan.order, i)
		} else {
			k.faults.Add("report.measure.cycle", problem.Pointer("measures", i), "measure", k.plan.measures[i].Key)
		}
		return sound
	}
	for i := range k.plan.measures {
		visit(i)
	}
}
