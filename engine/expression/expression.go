// Package expression compiles and runs the formulas and conditions people write in forms, rules and
// processes. The grammar and the virtual machine are expr-lang's; types, empty values, limits and
// functions are Huiyin's own, so that a browser evaluating the exported tree gets the same results.
//
// Empty values, in one sentence: an empty field matches only "is empty" and "is not X"; every other
// comparison with it is false, and arithmetic with it is empty. A condition that is empty counts as
// false, a loop over an empty list does nothing, a key of an empty map is empty, and a division by zero
// is empty. Two empty values are equal.
package expression

import (
	"encoding/json"
	"slices"

	"github.com/expr-lang/expr/vm"

	"huiyin/engine/problem"
)

// Program is a compiled expression. It never changes and may run in any number of goroutines at once.
type Program struct {
	source   string
	code     *vm.Program
	want     Kind
	kind     Type
	reads    []string
	compared []Comparison
	tree     json.RawMessage
}

// Compile checks source against the names it may read and prepares it to run. want is the kind its place
// asks for; "" or "any" takes whatever it gives. All problems are returned at once, with the pointer ""
// and the params line and column (from 1, columns in characters); the program is nil exactly when there
// are some. It never panics and takes bounded time, whatever the source.
func Compile(source string, shape Shape, want Kind) (*Program, problem.List) {
	if list := guard(source); len(list) > 0 {
		return nil, list
	}
	parsed, list := parse(source)
	if len(list) > 0 {
		return nil, list
	}
	c := &checker{source: source, shape: shape, reads: map[string]bool{}}
	root := c.visit(parsed)
	c.result(root, want)
	if len(c.problems) > 0 {
		return nil, c.problems
	}
	p := &Program{source: source, want: want, kind: root.Type, reads: c.paths(), compared: c.compared}
	var err error
	if p.code, err = compileProgram(source, root.node); err == nil && !c.server {
		p.tree, err = root.node.json()
	}
	if err != nil {
		return nil, problem.List{problem.New("expression.syntax", "", "near", "", "line", 1, "column", 1)}
	}
	return p, nil
}

// Run evaluates the expression; env holds the values of the names in the shape, and a missing one is
// empty. The result is nil, bool, float64, string, []any or map[string]any, and shares nothing with env.
// It never panics. The error is a problem.List: expression.failed when an operation met values it is
// not defined for, expression.budget after too many steps, expression.result_type when the result is
// not of the kind asked for at compile time.
func (p *Program) Run(env map[string]any) (any, error) {
	m := machines.Get().(*machine)
	defer m.release()
	v, err := p.evaluate(m, env)
	if err == nil {
		v, err = m.normalised(v)
	}
	if err != nil {
		return nil, failure(p.source, err)
	}
	if !is(v, p.want) {
		return nil, problem.List{problem.New("expression.result_type", "", "want", p.want, "got", kindOf(v), "line", 1, "column", 1)}
	}
	return v, nil
}

// True evaluates a condition; an empty result counts as false. Errors are those of Run.
func (p *Program) True(env map[string]any) (bool, error) {
	m := machines.Get().(*machine)
	defer m.release()
	v, err := p.evaluate(m, env)
	if err == nil {
		var holds bool
		if holds, err = truth(v); err == nil {
			return holds, nil
		}
	}
	return false, failure(p.source, err)
}

func (p *Program) evaluate(m *machine, env map[string]any) (any, error) {
	m.env = env
	return m.vm.Run(p.code, m)
}

// is reports whether a result is of the wanted kind; an empty one always is.
func is(v any, want Kind) bool {
	switch want {
	case "", KindAny:
		return true
	case KindDate, KindDateTime:
		want = KindString
	}
	return v == nil || kindOf(v) == string(want)
}

// Source returns the text the program was compiled from.
func (p *Program) Source() string { return p.source }

// Reads returns the dotted names the expression reads, sorted: "title", "old.title", "items.qty" for a
// column of a sub-table. Names bound by let are not among them.
func (p *Program) Reads() []string { return slices.Clone(p.reads) }

// Compared returns the places where a name is compared with a literal, in the order of the source.
func (p *Program) Compared() []Comparison { return slices.Clone(p.compared) }

// Browser reports whether the browser can evaluate the expression too.
func (p *Program) Browser() bool { return p.tree != nil }

// Tree returns the checked expression as JSON for the browser's evaluator, or nil when it uses something
// only the server has. The form is described at node.
func (p *Program) Tree() json.RawMessage { return slices.Clone(p.tree) }
