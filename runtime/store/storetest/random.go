package storetest

import (
	"math/rand"

	"huiyin/engine/query"
	"huiyin/runtime/store"
)

// random makes documents and conditions that hit each other often: few values, every kind, empty in every way.
type random struct{ *rand.Rand }

func newRandom(seed int64) random { return random{rand.New(rand.NewSource(seed))} }

func pick[T any](r random, list ...T) T { return list[r.Intn(len(list))] }

var words = []string{"", "a", "b", "ab", "abc", "B", "客户建议", "客户", "建议回音", "😀", "a%b_c", "2026-03-04", "2026-03-04T06:00:00Z", "5", "true", "\"quoted\\\"", "line\nbreak"}

func (r random) word() any { return pick(r, words...) }

func (r random) number() any {
	return pick[any](r, 0, 1, 2, 5, -3, 2.5, -0.125, 10, 1000000, 12345678901234.5)
}

// single is a value of any kind, empty ones included.
func (r random) single() any {
	switch r.Intn(6) {
	case 0:
		return nil
	case 1, 2:
		return r.word()
	case 3, 4:
		return r.number()
	}
	return r.Intn(2) == 0
}

func (r random) list(item func() any) any {
	if r.Intn(6) == 0 {
		return nil
	}
	out := make([]any, r.Intn(4))
	for i := range out {
		out[i] = item()
		if r.Intn(8) == 0 {
			out[i] = nil
		}
	}
	return out
}

func (r random) user() any { return pick[any](r, "u_1", "u_2", "u_3", "") }

// document leaves every field out now and then.
func (r random) document() map[string]any {
	data := map[string]any{
		"t": r.word(), "n": r.number(), "b": r.Intn(2) == 0, "mix": r.single(), "tags": r.list(r.word), "nums": r.list(r.number),
		"maybe": pick(r, r.single(), r.list(r.single)), "deep": map[string]any{"x": r.single(), "l": r.list(r.single)},
		"rows": r.list(func() any { return map[string]any{"k": r.single(), "l": r.list(r.word)} }),
		"obj":  pick[any](r, nil, map[string]any{}, map[string]any{"a": 1}, "text"),
	}
	for key := range data {
		if r.Intn(7) == 0 {
			delete(data, key)
		}
	}
	task := func() any {
		return map[string]any{"key": r.word(), "people": r.list(func() any { return map[string]any{"user": r.user()} })}
	}
	d := map[string]any{
		"data":      data,
		"people":    map[string]any{"owner": r.user(), "participants": r.list(r.user)},
		"proc":      map[string]any{"status": pick[any](r, "new", "open", "closed", nil), "tasks": r.list(task)},
		"links":     r.list(func() any { return pick[any](r, "customer:1", "customer:2", "order:7") }),
		"createdAt": pick[any](r, "2026-03-01T08:00:00Z", "2026-03-02T08:00:00Z", "2026-03-03T08:00:00Z"),
	}
	if r.Intn(3) == 0 {
		d["wake"] = pick[any](r, "2026-03-04T06:00:00Z", "2026-04-01T06:00:00Z", "")
	}
	return d
}

var paths = []string{
	"data.t", "data.n", "data.b", "data.mix", "data.tags", "data.nums", "data.maybe", "data.deep.x", "data.deep.l", "data.rows.k",
	"data.rows.l", "data.rows", "data.obj", "data.obj.a", "people.owner", "people.participants", "proc.status", "proc.tasks",
	"proc.tasks.key", "proc.tasks.people.user", "links", "createdAt", "wake", "data.missing", "_id",
}

var sorts = []string{"data.t", "data.n", "data.b", "data.mix", "data.deep.x", "people.owner", "proc.status", "createdAt", "wake", "data.missing", "rev", "_id"}

// indexed declares what the paths above would have in a real collection.
func indexed(name string) store.Collection {
	return store.Collection{
		Name: name,
		Indexes: []store.Index{
			store.On("proc.status", "-createdAt"), store.On("data.n"), store.On("data.mix", "data.t"), store.On("-createdAt"), store.On("data.maybe"),
			{Fields: []query.Sort{{Field: "wake"}}, Sparse: true}, {Fields: []query.Sort{{Field: "data.deep.x", Desc: true}}, Sparse: true},
		},
		Lists: []string{"data.tags", "data.maybe", "links", "people.participants", "proc.tasks.people.user", "data.rows"},
	}
}

func (r random) value() any {
	switch r.Intn(8) {
	case 0:
		return pick[any](r, "new", "open", "closed")
	case 1:
		return r.user()
	case 2:
		return pick[any](r, "customer:1", "order:7", name(r.Intn(50)))
	case 3:
		return pick[any](r, "2026-03-02T08:00:00Z", "2026-03-04T06:00:00Z")
	}
	return r.single()
}

func (r random) condition(depth int) query.Condition {
	if depth > 0 {
		switch r.Intn(5) {
		case 0:
			return query.Condition{All: r.conditions(depth)}
		case 1:
			return query.Condition{Any: r.conditions(depth)}
		case 2:
			inner := r.condition(depth - 1)
			return query.Condition{Not: &inner}
		}
	}
	return r.leaf()
}

func (r random) conditions(depth int) []query.Condition {
	out := make([]query.Condition, r.Intn(4))
	for i := range out {
		out[i] = r.condition(depth - 1)
	}
	return out
}

func (r random) leaf() query.Condition {
	op := pick(r, query.Operators(query.FieldShape{}, false)...)
	c := query.Condition{Field: pick(r, paths...), Op: op}
	switch op {
	case "empty", "notEmpty":
		return c
	case "between":
		c.Value = []any{r.value(), r.value()}
		if r.Intn(2) == 0 {
			c.Value = []any{pick[any](r, nil, -3, 0, 2.5), pick[any](r, nil, 5, 10)}
		}
		return c
	}
	if r.Intn(6) == 0 {
		c.ValueField = pick(r, paths...)
		return c
	}
	c.Value = r.value()
	if op == "in" || op == "notIn" || len(op) > 5 && (op[:3] == "has" || op == "containsAny") {
		list := make([]any, r.Intn(4))
		for i := range list {
			list[i] = r.value()
		}
		c.Value = list
	}
	return c
}

func (r random) sort() []query.Sort {
	var out []query.Sort
	for _, i := range r.Perm(len(sorts))[:r.Intn(4)] {
		out = append(out, query.Sort{Field: sorts[i], Desc: r.Intn(2) == 0})
	}
	return out
}
