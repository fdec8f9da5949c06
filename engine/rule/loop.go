package rule

import (
	"slices"
	"strings"

	"huiyin/engine/action"
	"huiyin/engine/problem"
)

// edge says that one rule can trigger another through a field it writes or a record it creates.
type edge struct {
	from, to *compiled
	by       string
	guarded  bool
}

// loops finds rules that trigger each other in a circle. A circle in which nothing stops the second round is a
// fault; one with a guard (an operator becomes or leaves, a once) is a warning: it ends, but rarely as meant.
func loops(active map[string][]*compiled) problem.List {
	g := newGraph(active)
	var found problem.List
	reported := map[*compiled]bool{}
	for _, circle := range g.circles(func(e edge) bool { return !e.guarded }) {
		found = append(found, circle.problem("rule.loop"))
		for _, e := range circle {
			reported[e.from] = true
		}
	}
	for _, circle := range g.circles(func(edge) bool { return true }) {
		if !slices.ContainsFunc(circle, func(e edge) bool { return reported[e.from] }) {
			p := circle.problem("rule.loop_guarded")
			p.Warning = true
			found = append(found, p)
		}
	}
	return found
}

type circle []edge

func (c circle) problem(code string) problem.Problem {
	path, by := []string{c[0].from.key}, []string{}
	for _, e := range c {
		path = append(path, e.to.key)
		by = append(by, e.by)
	}
	return problem.New(code, c[0].from.at+"/then", "path", strings.Join(path, " → "), "by", by)
}

type graph struct {
	rules []*compiled
	edges map[*compiled][]edge
}

func newGraph(active map[string][]*compiled) *graph {
	g := &graph{edges: map[*compiled][]edge{}}
	watchers, created := map[string][]*compiled{}, map[string][]*compiled{}
	for _, form := range sortedKeys(active) {
		for _, r := range active[form] {
			g.rules = append(g.rules, r)
			for _, field := range r.watches() {
				watchers[form+"/"+field] = append(watchers[form+"/"+field], r)
			}
			if r.waits(Created) {
				created[form] = append(created[form], r)
			}
		}
	}
	for _, r := range g.rules {
		for _, field := range r.writes() {
			for _, to := range watchers[r.spec.Form+"/"+field] {
				if to != r || !r.settles(field) {
					g.link(edge{r, to, field, to.guarded()})
				}
			}
		}
		for _, made := range r.makes() {
			for _, field := range made.Fields {
				for _, to := range watchers[made.Form+"/"+field] {
					if !made.Creates {
						g.link(edge{r, to, made.Form + "." + field, to.guarded()})
					}
				}
			}
			for _, to := range created[made.Form] {
				if made.Creates {
					// Every new record starts a life of its own: no once and no becomes stops it, only a condition may.
					g.link(edge{r, to, made.Form, !to.spec.When.IsZero()})
				}
			}
		}
	}
	return g
}

func (g *graph) link(e edge) { g.edges[e.from] = append(g.edges[e.from], e) }

func (r *compiled) waits(event string) bool {
	return slices.ContainsFunc(r.spec.On, func(t Trigger) bool { return t.Event == event })
}

// watches are the fields whose change can make the rule run: those its trigger names; for a trigger that names none,
// those its condition reads, because no other change makes it start to hold.
func (r *compiled) watches() []string {
	var out []string
	for _, on := range r.spec.On {
		switch {
		case on.Event != Changed:
		case len(on.Fields) > 0:
			out = append(out, on.Fields...)
		default:
			for _, name := range r.reads() {
				field, _, _ := strings.Cut(strings.TrimPrefix(name, "old."), ".")
				out = append(out, field)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// guarded reports whether the rule does not run a second time when it is triggered again.
func (r *compiled) guarded() bool {
	return r.spec.Once != "" || requires(r.spec.When, "becomes", "leaves")
}

// settles reports whether the rule always gives the field the same value: writing it again changes nothing.
func (r *compiled) settles(field string) bool {
	for _, u := range r.before {
		w, writes := u.Runner.(action.Writer)
		if !writes || !slices.Contains(w.Writes(), field) {
			continue
		}
		if s, ok := u.Runner.(interface{ Constant(field string) bool }); !ok || !s.Constant(field) {
			return false
		}
	}
	return true
}

func (r *compiled) makes() []action.Made {
	var out []action.Made
	for _, u := range r.after {
		if m, ok := u.Runner.(action.Maker); ok {
			out = append(out, m.Makes())
		}
	}
	return out
}

// circles returns one shortest circle for every group of rules that reach each other by the edges kept.
func (g *graph) circles(keep func(edge) bool) []circle {
	groups := g.groups(keep)
	var out []circle
	done := map[int]bool{}
	for _, r := range g.rules {
		n := groups[r]
		if done[n] {
			continue
		}
		if c := g.shortest(r, func(e edge) bool { return keep(e) && groups[e.to] == n }); c != nil {
			done[n] = true
			out = append(out, c)
		}
	}
	return out
}

// shortest finds the shortest way from a rule back to itself.
func (g *graph) shortest(start *compiled, keep func(edge) bool) circle {
	came := map[*compiled]edge{}
	queue := []*compiled{start}
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		for _, e := range g.edges[at] {
			if !keep(e) {
				continue
			}
			if e.to == start {
				c := circle{e}
				for n := at; n != start; n = came[n].from {
					c = append(circle{came[n]}, c...)
				}
				return c
			}
			if _, seen := came[e.to]; !seen {
				came[e.to] = e
				queue = append(queue, e.to)
			}
		}
	}
	return nil
}

// groups numbers the strongly connected parts (Tarjan), without recursion: chains of rules may be long.
func (g *graph) groups(keep func(edge) bool) map[*compiled]int {
	t := tarjan{graph: g, keep: keep, index: map[*compiled]int{}, low: map[*compiled]int{}, group: map[*compiled]int{}}
	for _, r := range g.rules {
		if t.index[r] == 0 {
			t.walk(r)
		}
	}
	return t.group
}

type tarjan struct {
	graph      *graph
	keep       func(edge) bool
	index, low map[*compiled]int
	group      map[*compiled]int
	stack      []*compiled
	groups     int
}

type frame struct {
	rule *compiled
	next int
}

func (t *tarjan) walk(root *compiled) {
	calls := []frame{t.enter(root)}
	for len(calls) > 0 {
		f := &calls[len(calls)-1]
		edges := t.graph.edges[f.rule]
		if f.next == len(edges) {
			t.leave(f.rule)
			calls = calls[:len(calls)-1]
			if len(calls) > 0 {
				up := calls[len(calls)-1].rule
				t.low[up] = min(t.low[up], t.low[f.rule])
			}
			continue
		}
		e := edges[f.next]
		f.next++
		switch {
		case !t.keep(e):
		case t.index[e.to] == 0:
			calls = append(calls, t.enter(e.to))
		case t.group[e.to] == 0: // still on the stack
			t.low[f.rule] = min(t.low[f.rule], t.index[e.to])
		}
	}
}

func (t *tarjan) enter(r *compiled) frame {
	t.index[r] = len(t.index) + 1
	t.low[r] = t.index[r]
	t.stack = append(t.stack, r)
	return frame{rule: r}
}

func (t *tarjan) leave(r *compiled) {
	if t.low[r] != t.index[r] {
		return
	}
	t.groups++
	for {
		top := t.stack[len(t.stack)-1]
		t.stack = t.stack[:len(t.stack)-1]
		if t.group[top] = t.groups; top == r {
			return
		}
	}
}
